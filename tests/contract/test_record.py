"""What only a real PostgreSQL shows of the record: rows, hostile text, races, memory."""

from __future__ import annotations

import threading
import tracemalloc
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import chain
from typing import Any, LiteralString

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.adapters.postgres import Session
from lifeos.adapters.postgres_archive import PostgresArchive
from lifeos.adapters.system import Uuid7Ids
from lifeos.contracts.facts import Evidence, Occurred, TransactionData
from lifeos.contracts.ingest import Ticket
from lifeos.facts.ports import FactQuery
from lifeos.senses.models import Page, Reading

from tests.support.postgres import Database
from tests.support.record import TheRecord, connected
from tests.support.runs import (
    AT,
    a_draft,
    a_filing,
    a_record,
    a_tally,
    a_ticket,
    an_ending,
    sha256_of,
)

pytestmark = pytest.mark.postgres
COUNTS = "SELECT (SELECT count(*) FROM {table} WHERE user_id = %s) AS n"


def counted(record: TheRecord, ticket: Ticket) -> dict[str, int]:
    tables = ("documents", "pages", "runs", "facts", "evidence")
    return {
        table: record.seen(COUNTS.format(table=table), ticket.user_id)[0]["n"] for table in tables
    }


def test_a_commit_writes_each_row_once_however_often_it_runs(record: TheRecord) -> None:
    ticket = a_ticket()
    readings: list[Reading] = [
        Page(number=1, text="one"),
        Page(number=2, text="two"),
        a_draft("a"),
        a_draft("b"),
    ]

    for _ in range(3):
        record.archive.commit(a_filing(ticket), iter([*readings, a_tally(2)]))
        record.archive.conclude(a_filing(ticket), an_ending(ticket))

    expected = {"documents": 1, "pages": 2, "runs": 1, "facts": 2, "evidence": 2}
    assert counted(record, ticket) == expected


def test_a_reading_that_breaks_off_leaves_no_row_at_all(record: TheRecord) -> None:
    ticket = a_ticket()

    def breaks() -> Iterator[Reading]:
        yield Page(number=1, text="one")
        yield from (a_draft(str(n)) for n in range(2_500))  # past the first batch
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record.archive.commit(a_filing(ticket), breaks())

    assert set(counted(record, ticket).values()) == {0}


def test_the_ending_is_on_document_and_run(record: TheRecord) -> None:
    ticket = a_ticket()
    record.archive.conclude(a_filing(ticket), an_ending(ticket, "failed"))

    record.archive.conclude(
        a_filing(ticket), an_ending(ticket, "failed", ended_at=AT + timedelta(hours=1))
    )

    document = record.seen("SELECT * FROM documents WHERE user_id = %s", ticket.user_id)[0]
    run = record.seen("SELECT * FROM runs WHERE user_id = %s", ticket.user_id)[0]
    assert (document["outcome"], document["reason_code"]) == ("failed", "broke-down")
    assert (run["outcome"], run["reason"], run["ended_at"]) == ("failed", "It broke down.", AT)
    assert document["correlation_id"] == run["correlation_id"] == ticket.correlation_id


def test_a_note_leaves_the_document_alone(record: TheRecord) -> None:
    first = a_ticket()
    record.archive.conclude(a_filing(first), an_ending(first))
    second = first.model_copy(update={"run": f"{first.run}x"})

    record.archive.note(a_filing(second), an_ending(second, "duplicate"))

    document = record.seen("SELECT * FROM documents WHERE user_id = %s", first.user_id)[0]
    outcomes = record.seen("SELECT run, outcome FROM runs WHERE user_id = %s", first.user_id)
    assert (document["run"], document["outcome"]) == (first.run, "done")
    assert {row["run"]: row["outcome"] for row in outcomes} == {
        first.run: "done", second.run: "duplicate"
    }  # fmt: skip


def test_a_fact_of_two_documents_survives_the_deletion_of_one(record: TheRecord) -> None:
    first = a_ticket()
    second = a_ticket(a_record(first.user_id))
    for ticket in (first, second):
        record.archive.commit(a_filing(ticket), iter([a_draft("a"), a_tally()]))

    with record.connected.session(first.user_id) as session:
        session.run("x", "DELETE FROM documents WHERE id = %(id)s", {"id": first.document_id})

    facts, _ = record.facts.page(first.user_id, FactQuery())
    assert [len(fact.evidence) for fact in facts] == [1]


def test_one_thing_said_over_and_over_costs_no_more_than_many_things(record: TheRecord) -> None:
    ticket, times = a_ticket(), 20_000
    falling = (a_draft("a", amount=f"-{n}.00", revision=n) for n in range(times, 0, -1))

    impatient = connected(record.at.app_url, statement_timeout_ms=6_000)  # in pairs it takes 10 s
    PostgresArchive(impatient, Uuid7Ids().new).commit(
        a_filing(ticket), chain(falling, [a_tally(times)])
    )
    impatient.close()

    assert [fact.amount for fact in record.facts.page(ticket.user_id, FactQuery())[0]] == [-times]


HOSTILE = "a\x00b\ud800c\\u0000d\udfff\ue000\U0001f600\r\n\t'; DROP TABLE facts; --\\N\\."
HELD = "ab?c\\u0000d?\ue000\U0001f600\r\n\t'; DROP TABLE facts; --\\N\\."


def hostile_reading() -> list[Reading]:
    """The same text in every place a reading has for text; a sense could not be made to."""
    evidence = Evidence.model_construct(
        field="amount", sha256=sha256_of("x"), snippet=HOSTILE, reader="csv/1"
    )
    told = TransactionData.model_construct(
        kind="transaction", description=HOSTILE, booked_on=date(2026, 3, 14)
    )
    texts = {"title": HOSTILE, "confidence_reason": HOSTILE, "identity": (HOSTILE,)}
    draft = a_draft("a").model_copy(update={**texts, "data": told, "evidence": [evidence]})
    tally = a_tally().model_copy(update={"title": HOSTILE, "issuer": HOSTILE})
    return [Page.model_construct(number=1, text=HOSTILE), draft, tally]


def test_text_that_postgres_cannot_hold_does_not_fail_a_file(record: TheRecord) -> None:
    filing = a_filing().model_copy(update={"name": HOSTILE})
    user_id = filing.ticket.user_id

    record.archive.commit(filing, iter(hostile_reading()))

    fact = record.facts.page(user_id, FactQuery())[0][0]
    shown = (fact.title, fact.confidence_reason, fact.data, fact.evidence[0].snippet)
    assert [getattr(part, "description", part) for part in shown] == [HELD] * 4
    document = record.seen("SELECT * FROM documents WHERE user_id = %s", user_id)[0]
    assert (document["name"], document["title"], document["issuer"]) == (HELD,) * 3
    pages = record.seen("SELECT text FROM pages WHERE user_id = %s", user_id)
    assert [row["text"] for row in pages] == [HELD]


@settings(max_examples=25)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_comes_back_as_it_went_in(postgres_text_probe: TheRecord, text: str) -> None:
    ticket = a_ticket()
    draft = a_draft("a", title=text)

    postgres_text_probe.archive.commit(a_filing(ticket), iter([draft, a_tally()]))

    fact = postgres_text_probe.facts.page(ticket.user_id, FactQuery())[0][0]
    assert fact.title == text.replace("\x00", "")


@pytest.fixture(scope="module")
def postgres_text_probe(migrated_database: Database) -> Iterator[TheRecord]:
    with TheRecord.of(migrated_database) as opened:
        yield opened


@pytest.mark.parametrize(
    "start",
    [
        datetime(1, 1, 1, 8, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(-timedelta(hours=12))),
        datetime(1, 1, 1, 8),
        datetime.max,
        date(1, 1, 1),
        date(9999, 12, 31),
    ],
)
def test_a_day_at_the_end_of_time_does_not_close_the_timeline(
    record: TheRecord, start: date | datetime
) -> None:
    ticket = a_ticket()
    draft = a_draft("a", occurred=Occurred(start=start))

    record.archive.commit(a_filing(ticket), iter([draft, a_draft("b"), a_tally(2)]))

    facts, _ = record.facts.page(ticket.user_id, FactQuery())
    assert {fact.occurred.start for fact in facts} == {start, date(2026, 3, 14)}


def test_twenty_thousand_rows_pass_in_flat_memory(record: TheRecord) -> None:
    ticket, rows = a_ticket(), 20_000
    drafts = (a_draft(str(n), day=date(2020, 1, 1) + timedelta(days=n % 900)) for n in range(rows))

    def reading() -> Iterator[Reading]:
        yield from drafts
        yield a_tally(rows)

    tracemalloc.start()
    try:
        committed = record.archive.commit(a_filing(ticket), reading())
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert committed.facts == rows
    assert counted(record, ticket)["evidence"] == rows
    assert peak_bytes < 32 * 1024 * 1024


class Pausing:
    """Holds one run at a named statement until it is told to go on."""

    def __init__(self, patch: pytest.MonkeyPatch, at: str) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()
        run = Session.run

        def pausing(
            session: Session, name: str, sql: LiteralString, values: dict[str, Any] | None = None
        ) -> int:
            if name == at and not self.reached.is_set():
                self.reached.set()
                assert self.go_on.wait(15)
            return run(session, name, sql, values)

        patch.setattr(Session, "run", pausing)


def test_a_fact_one_document_forgets_while_another_finds_it_stays(
    migrated_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = a_ticket()
    second = a_ticket(a_record(first.user_id))
    with TheRecord.of(migrated_database) as one, TheRecord.of(migrated_database) as other:
        one.archive.commit(a_filing(first), iter([a_draft("a"), a_tally()]))
        pause = Pausing(monkeypatch, "merge evidence")

        with ThreadPoolExecutor(2) as threads:
            finds = threads.submit(
                other.archive.commit, a_filing(second), iter([a_draft("a"), a_tally()])
            )
            assert pause.reached.wait(15)
            forgets = threads.submit(one.archive.commit, a_filing(first), iter([a_tally(0)]))
            threading.Event().wait(0.5)  # time for the second to come as far as it can
            pause.go_on.set()
            committed = (finds.result(20).facts, forgets.result(20).facts)

        facts, _ = one.facts.page(first.user_id, FactQuery())
    assert committed == (1, 0)
    assert [(fact.document_id, len(fact.evidence)) for fact in facts] == [(second.document_id, 1)]


def test_documents_of_one_person_at_once_agree_on_their_facts(migrated_database: Database) -> None:
    user_id = uuid.uuid4()
    tickets = [a_ticket(a_record(user_id)) for _ in range(8)]
    things = [f"thing-{n}" for n in range(60)]

    def committed(at: int) -> int:
        order = things[at * 7 :] + things[: at * 7]
        with TheRecord.of(migrated_database) as record:
            drafts = [a_draft(thing) for thing in order]
            return record.archive.commit(a_filing(tickets[at]), iter([*drafts, a_tally(60)])).facts

    with ThreadPoolExecutor(8) as threads:
        counts = list(threads.map(committed, range(8)))

    assert counts == [60] * 8
    with TheRecord.of(migrated_database) as record:
        facts, _ = record.facts.page(user_id, FactQuery(limit=500))
    assert len(facts) == 60
    assert {len(fact.evidence) for fact in facts} == {8}


def test_created_at_is_an_instant(record: TheRecord) -> None:
    ticket = a_ticket()
    record.archive.commit(a_filing(ticket), iter([a_draft("a"), a_tally()]))

    created_at = record.facts.page(ticket.user_id, FactQuery())[0][0].created_at

    assert abs(datetime.now(UTC) - created_at) < timedelta(minutes=5)
