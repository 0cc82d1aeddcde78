from __future__ import annotations

from datetime import timedelta

import pytest
from lifeos.errors import DeniedError, InvalidInputError
from lifeos.live import tickets
from lifeos.live.models import Position

from tests.fakes.clock import START
from tests.fakes.live import FakeTickets
from tests.support.ingest import ANNA


def issued(store: FakeTickets) -> str:
    told = tickets.issue(ANNA, tickets=store, url="wss://hub/live", at=START)
    assert told.expires_at == START + timedelta(seconds=60)
    return told.url.removeprefix("wss://hub/live?ticket=")


def test_a_ticket_lets_its_person_in_once() -> None:
    store = FakeTickets()
    ticket = issued(store)

    assert tickets.redeem(ticket, tickets=store, at=START) == ANNA
    with pytest.raises(DeniedError):
        tickets.redeem(ticket, tickets=store, at=START)


@pytest.mark.parametrize("ticket", ["", "made-up", "t" * 101])
def test_any_other_lets_nobody_in(ticket: str) -> None:
    with pytest.raises(DeniedError):
        tickets.redeem(ticket, tickets=FakeTickets(), at=START)


def test_one_over_its_minute_lets_nobody_in() -> None:
    store = FakeTickets()
    ticket = issued(store)

    with pytest.raises(DeniedError):
        tickets.redeem(ticket, tickets=store, at=START + timedelta(seconds=60))


def test_a_cursor_is_read_back_as_it_was_written() -> None:
    place = Position("0123abcd", 42)

    assert Position.of(str(place)) == place
    assert str(place.at(7)) < str(place) < str(place.at(100_000))


@pytest.mark.parametrize("cursor", ["", "42", "0123abcd.42", "0123ABCD.000000000042", "x" * 21])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidInputError):
        Position.of(cursor)
