"""`lifeos reread`, and the runs that `documents ID` lists."""

from __future__ import annotations

import uuid
from pathlib import Path
from uuid import UUID

import pytest
from lifeos.contracts.documents import NewDocument

from clients.cli import exits
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import lifeos


def arrived(hub: FakeHub, content: bytes, name: str = "bill.pdf") -> UUID:
    """A document whose bytes are here."""
    sha256 = uuid.uuid4().hex * 2
    new = NewDocument(name=name, size_bytes=1, media_type="application/pdf", sha256=sha256)
    document_id = hub.add(new).id
    hub.arrive(document_id, content)
    return document_id


def test_happy_each_is_read_once_more_and_its_outcome_told(hub: FakeHub, home: Path) -> None:
    bill, letter = arrived(hub, b"x"), arrived(hub, b"REJECT x", "letter.pdf")

    ran = lifeos(home, "reread", bill, letter, bill)

    assert ran.code == 0
    assert hub.reread == [bill, letter]
    assert "bill.pdf  0 facts" in ran.out
    assert "It opens only with a password." in ran.out


def test_happy_as_json_it_is_the_document(hub: FakeHub, home: Path) -> None:
    bill = arrived(hub, b"x")

    ran = lifeos(home, "reread", bill, "--json")

    assert [(one["id"], one["outcome"]) for one in ran.objects] == [(str(bill), "done")]


def test_happy_without_waiting_it_is_under_way(hub: FakeHub, home: Path) -> None:
    bill = arrived(hub, b"x")

    ran = lifeos(home, "reread", bill, "--no-wait", "--json")

    assert (ran.code, ran.objects[0]["state"]) == (0, "READY")


def test_happy_more_than_one_run_is_listed_with_the_document(hub: FakeHub, home: Path) -> None:
    bill = arrived(hub, b"x")
    before = lifeos(home, "documents", bill)

    lifeos(home, "reread", bill)

    told = lifeos(home, "documents", bill).out
    assert "Runs" not in before.out
    assert "Runs" in told
    assert told.index("run-1-of-this") < told.index("run-0-of-this")


def test_expected_failure_of_a_reading_is_an_exit_code(hub: FakeHub, home: Path) -> None:
    ran = lifeos(home, "reread", arrived(hub, b"FAIL x"))

    assert ran.code == exits.FAILED
    assert "Something broke on our side." in ran.out


def test_expected_failure_longer_than_there_is_time(hub: FakeHub, home: Path) -> None:
    bill = arrived(hub, b"x")
    hub.ends_after_s = 60.0

    ran = lifeos(home, "reread", bill, "--timeout", "1")

    assert ran.code == exits.FAILED
    assert "1 document not read yet; the hub goes on" in ran.err


def test_expected_failure_what_is_not_there_and_nothing_else_is_read(
    hub: FakeHub, home: Path
) -> None:
    ran = lifeos(home, "reread", arrived(hub, b"x"), uuid.uuid4())

    assert ran.code == exits.REFUSED
    assert hub.reread == []


def test_expected_failure_changed_between_look_and_wish(
    hub: FakeHub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill, settled = arrived(hub, b"x"), hub.settled
    monkeypatch.setattr(
        hub, "settled", lambda one: settled(one).model_copy(update={"etag": '"99"'})
    )

    ran = lifeos(home, "reread", bill)

    assert ran.code == exits.REFUSED
    assert hub.reread == []
