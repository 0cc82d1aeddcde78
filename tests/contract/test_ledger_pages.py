"""What every Ledger promises of its lists: newest first, whole, one person's."""

from __future__ import annotations

import uuid
from typing import get_args

import pytest
from lifeos.contracts.documents import State
from lifeos.documents.models import Record, Wanted
from lifeos.documents.ports import Ledger
from lifeos.errors import InvalidInputError

from tests.support.runs import AT, a_record, a_ticket, an_ending

EVERYTHING = Wanted()


def registered(ledger: Ledger, record: Record | None = None) -> Record:
    return ledger.register(record or a_record())


def claimed(ledger: Ledger, record: Record) -> Record:
    ledger.register(record)
    assert ledger.claim(a_ticket(record), at=AT)
    return record


def test_pages_follow_each_other_newest_first_without_gap_or_repeat(ledger: Ledger) -> None:
    user_id = uuid.uuid4()
    made = [registered(ledger, a_record(user_id)).document.id for _ in range(7)]
    registered(ledger)
    found, cursor, pages = [], None, 0

    while True:
        records, cursor = ledger.page(user_id, EVERYTHING, limit=3, cursor=cursor)
        found += [record.document.id for record in records]
        pages += 1
        if cursor is None:
            break

    assert found == sorted(made, reverse=True)
    assert pages <= 4


def test_filters_hold_together_and_are_filled_past_what_does_not_fit(ledger: Ledger) -> None:
    user_id = uuid.uuid4()
    records = [claimed(ledger, a_record(user_id)) for _ in range(6)]
    records.sort(key=lambda record: record.document.id)  # within a millisecond ids are in no order
    for record in records[::2]:
        ticket = a_ticket(record)
        ledger.enter(ticket, "END", at=AT)
        ledger.finish(ticket, an_ending(ticket), kind=None, title=None)

    done, _ = ledger.page(user_id, Wanted(state="END", outcome="done"), limit=2, cursor=None)
    ready, _ = ledger.page(user_id, Wanted(state="READY"), limit=9, cursor=None)
    none, _ = ledger.page(user_id, Wanted(state="READY", outcome="done"), limit=9, cursor=None)

    assert [r.document.id for r in done] == [r.document.id for r in records[4:1:-2]]
    assert [r.document.id for r in ready] == [r.document.id for r in records[5::-2]]
    assert none == []


@pytest.mark.parametrize("state", get_args(State))
def test_a_person_without_documents_has_an_empty_page(ledger: Ledger, state: State) -> None:
    assert ledger.page(uuid.uuid4(), Wanted(state=state), limit=5, cursor=None) == (
        [],
        None,
    )


@pytest.mark.parametrize("cursor", ["", "x", "ä", "!!!!", "A" * 200, "\x00", "../../etc"])
def test_a_cursor_nobody_gave_out_is_refused(ledger: Ledger, cursor: str) -> None:
    with pytest.raises(InvalidInputError):
        ledger.page(uuid.uuid4(), EVERYTHING, limit=5, cursor=cursor)


def test_another_persons_cursor_opens_nothing_of_theirs(ledger: Ledger) -> None:
    theirs = a_record()
    for _ in range(3):
        registered(ledger, a_record(theirs.user_id))
    _, cursor = ledger.page(theirs.user_id, EVERYTHING, limit=1, cursor=None)
    mine = registered(ledger)

    found, _ = ledger.page(mine.user_id, EVERYTHING, limit=9, cursor=cursor)

    assert {record.user_id for record in found} <= {mine.user_id}
