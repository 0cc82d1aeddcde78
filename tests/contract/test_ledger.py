"""What every Ledger promises, held against the fake and DynamoDB under the functions' role."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from lifeos.contracts.documents import State
from lifeos.contracts.ingest import Plan
from lifeos.documents.models import Record, Wanted
from lifeos.documents.ports import Ledger
from lifeos.errors import NotFoundError, StaleAttemptError, UpstreamError

from tests.fakes.ledger import FakeLedger
from tests.support.runs import AT, a_record, a_ticket, an_ending, sha256_of
from tests.support.tables import Table

LATER = AT + timedelta(seconds=5)
STATES: tuple[State, ...] = ("PICK", "ASSERT", "ACTION", "END")
PLAN = Plan(sense="pdf", sense_version=1, media_type="application/pdf")


def registered(ledger: Ledger, record: Record | None = None) -> Record:
    return ledger.register(record or a_record())


def claimed(ledger: Ledger, record: Record | None = None) -> Record:
    record = registered(ledger, record)
    assert ledger.claim(a_ticket(record), at=AT)
    return record


def test_a_registered_document_is_read_back_as_it_was(ledger: Ledger) -> None:
    record = a_record(name="Rechnung März „2026“.pdf")

    answer = ledger.register(record)

    assert answer == record
    assert ledger.get(record.user_id, record.document.id) == record


def test_the_same_bytes_registered_again_answer_with_their_holder(ledger: Ledger) -> None:
    first = registered(ledger)
    again = a_record(first.user_id, sha256=first.document.sha256, name="copy.pdf")

    answer = ledger.register(again)

    assert answer == first
    with pytest.raises(NotFoundError):
        ledger.get(again.user_id, again.document.id)


def test_two_people_may_hold_the_same_bytes(ledger: Ledger) -> None:
    records = [a_record(content="the same bill"), a_record(content="the same bill")]

    answers = [ledger.register(record) for record in records]

    assert answers == records


@pytest.mark.emulator
def test_of_sixteen_registrations_at_once_one_is_kept(table: Table) -> None:
    user_id = uuid.uuid4()
    records = [a_record(user_id, content="at once") for _ in range(16)]

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(table.ledger.register, records))

    assert len({answer.document.id for answer in answers}) == 1
    assert len([i for i in table.items(f"USER#{user_id}") if i["sk"]["S"][:3] == "DOC"]) == 1


def test_another_persons_document_is_not_found(ledger: Ledger) -> None:
    record = registered(ledger)

    with pytest.raises(NotFoundError):
        ledger.get(uuid.uuid4(), record.document.id)


def test_a_claim_enters_ready_and_notes_the_object(ledger: Ledger) -> None:
    record = registered(ledger)
    ticket = a_ticket(record)

    owned = ledger.claim(ticket, at=AT)

    found = ledger.get(record.user_id, record.document.id)
    assert owned
    assert (found.run, found.attempt, found.object) == (ticket.run, ticket.attempt, ticket.object)
    assert found.document.state == "READY"
    assert [(step.state, step.entered_at) for step in found.document.path] == [("READY", AT)]


def test_a_claim_may_be_repeated_by_its_run(ledger: Ledger) -> None:
    record = claimed(ledger)

    assert ledger.claim(a_ticket(record), at=LATER)


def test_a_second_object_version_of_the_same_attempt_does_not_own_it(ledger: Ledger) -> None:
    record = claimed(ledger)

    owned = ledger.claim(a_ticket(record, version="v2"), at=LATER)

    assert not owned
    assert ledger.get(record.user_id, record.document.id).run == a_ticket(record).run


def test_a_newer_attempt_takes_over_and_the_older_one_never_comes_back(ledger: Ledger) -> None:
    record = claimed(ledger)
    older, newer = a_ticket(record), a_ticket(record, rerun=1)

    taken = ledger.claim(newer, at=LATER)

    assert taken
    assert not ledger.claim(older, at=LATER)
    assert ledger.get(record.user_id, record.document.id).run == newer.run


def test_a_claim_of_an_unknown_document_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError):
        ledger.claim(a_ticket(), at=AT)


@pytest.mark.emulator
@pytest.mark.parametrize("rerun", [0, 1])
def test_of_claims_at_once_exactly_one_run_owns_the_document(table: Table, rerun: int) -> None:
    record = registered(table.ledger)
    tickets = [a_ticket(record, version=f"v{n}", rerun=rerun) for n in range(12)]

    with ThreadPoolExecutor(12) as threads:
        owned = list(threads.map(lambda ticket: table.ledger.claim(ticket, at=AT), tickets))

    owner = table.ledger.get(record.user_id, record.document.id).run
    assert [t.run for t, own in zip(tickets, owned, strict=True) if own] == [owner]


@pytest.mark.emulator
def test_of_attempts_at_once_the_newest_owns_the_document(table: Table) -> None:
    record = registered(table.ledger)
    tickets = [a_ticket(record, rerun=rerun) for rerun in range(12)]

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(lambda ticket: table.ledger.claim(ticket, at=AT), tickets))

    assert table.ledger.get(record.user_id, record.document.id).run == tickets[-1].run


def test_each_state_is_entered_once_and_left_by_the_next(ledger: Ledger) -> None:
    record = claimed(ledger)
    ticket = a_ticket(record)

    for n, state in enumerate(STATES, 1):
        ledger.enter(ticket, state, at=AT + timedelta(seconds=n))
        ledger.enter(ticket, state, at=AT + timedelta(seconds=n, milliseconds=500))
    ledger.finish(ticket, an_ending(ticket, ended_at=LATER), kind="invoice", title="A bill")

    path = ledger.get(record.user_id, record.document.id).document.path
    seconds = [
        (s.state, (s.entered_at - AT).seconds, s.left_at and (s.left_at - AT).seconds) for s in path
    ]
    assert seconds == [
        ("READY", 0, 1), ("PICK", 1, 2), ("ASSERT", 2, 3), ("ACTION", 3, 4), ("END", 4, 5)
    ]  # fmt: skip


@pytest.mark.parametrize("change", ["enter", "planned", "finish"])
def test_a_run_that_does_not_own_the_document_changes_nothing(ledger: Ledger, change: str) -> None:
    record = claimed(ledger)
    ledger.claim(a_ticket(record, rerun=1), at=LATER)
    before = ledger.get(record.user_id, record.document.id)
    stale = a_ticket(record)
    changes: dict[str, Callable[[], object]] = {
        "enter": lambda: ledger.enter(stale, "PICK", at=LATER),
        "planned": lambda: ledger.planned(stale, PLAN),
        "finish": lambda: ledger.finish(stale, an_ending(stale), kind=None, title=None),
    }

    with pytest.raises(StaleAttemptError):
        changes[change]()

    assert ledger.get(record.user_id, record.document.id) == before


@pytest.mark.parametrize("change", ["enter", "planned", "finish"])
def test_nothing_is_written_about_an_unknown_document(ledger: Ledger, change: str) -> None:
    ticket = a_ticket()
    changes: dict[str, Callable[[], object]] = {
        "enter": lambda: ledger.enter(ticket, "PICK", at=LATER),
        "planned": lambda: ledger.planned(ticket, PLAN),
        "finish": lambda: ledger.finish(ticket, an_ending(ticket), kind=None, title=None),
    }

    with pytest.raises(StaleAttemptError):
        changes[change]()
    with pytest.raises(NotFoundError):
        ledger.get(ticket.user_id, ticket.document_id)


def test_the_plan_says_who_reads_the_file_as_what(ledger: Ledger) -> None:
    record = claimed(ledger)

    ledger.planned(a_ticket(record), PLAN)

    found = ledger.get(record.user_id, record.document.id).document
    assert (found.sense, found.media_type) == ("pdf/1", "application/pdf")


def test_an_ending_is_kept_with_its_reason(ledger: Ledger) -> None:
    record = claimed(ledger)
    ticket = a_ticket(record)
    ending = an_ending(ticket, "failed", facts=2)

    ledger.finish(ticket, ending, kind="letter", title="A letter")
    ledger.finish(ticket, ending, kind="letter", title="A letter")

    found = ledger.get(record.user_id, record.document.id).document
    assert (found.outcome, found.reason, found.facts) == ("failed", ending.reason, 2)
    assert (found.kind, found.title) == ("letter", "A letter")


def test_a_new_attempt_starts_with_a_clean_slate(ledger: Ledger) -> None:
    record = claimed(ledger)
    ticket = a_ticket(record)
    ledger.enter(ticket, "END", at=AT)
    ledger.finish(ticket, an_ending(ticket, "failed"), kind=None, title=None)

    ledger.claim(a_ticket(record, rerun=1), at=LATER)

    found = ledger.get(record.user_id, record.document.id).document
    assert (found.state, found.outcome, found.reason) == ("READY", None, None)
    assert [(s.state, s.entered_at, s.left_at) for s in found.path] == [("READY", LATER, None)]


def test_the_first_document_keeps_its_bytes_until_it_releases_them(ledger: Ledger) -> None:
    first, second = a_ticket(), a_ticket()
    second = second.model_copy(update={"user_id": first.user_id})
    sha256 = sha256_of("bytes")

    held = [ledger.hold(first, sha256), ledger.hold(first, sha256), ledger.hold(second, sha256)]
    ledger.release(second, sha256)  # not its own: nothing happens
    still = ledger.hold(second, sha256)
    ledger.release(first, sha256)
    ledger.release(first, sha256)

    assert held == [first.document_id] * 3
    assert still == first.document_id
    assert ledger.hold(second, sha256) == second.document_id


@pytest.mark.parametrize("real", [False, pytest.param(True, marks=pytest.mark.emulator)])
def test_a_table_that_is_away_is_an_upstream_failure(
    real: bool, request: pytest.FixtureRequest
) -> None:
    broken: Ledger = FakeLedger()
    if real:
        table: Table = request.getfixturevalue("table")
        broken = Table("no-such-table", table.client, table.root).ledger
    else:
        broken.down = True  # type: ignore[attr-defined]

    with pytest.raises(UpstreamError):
        broken.register(a_record())
    with pytest.raises(UpstreamError):
        broken.page(uuid.uuid4(), Wanted(), limit=5, cursor=None)
