from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from lifeos.contracts.facts import EventData, Fact, InvoiceData
from lifeos.errors import InvalidInputError, NotFoundError
from lifeos.facts.ports import Filing
from lifeos.facts.review import runs
from lifeos.senses.models import FactDraft

from tests.support.own_record import OwnRecord, draft

pytestmark = pytest.mark.postgres


def bill(total: str, *, row: int = 1, number: str = "4711", revision: int = 0) -> FactDraft:
    """A bill whose identity, as in every bill, holds the total."""
    said = InvoiceData(
        kind="invoice", number=number, issued_on=date(2026, 3, 2), total=Decimal(total)
    )
    return draft(
        f"Invoice {number}",
        amount=total,
        said=said,
        row=row,
        identity=("invoice", number, total),
        revision=revision,
    )


def only(own: OwnRecord, **query: Any) -> Fact:
    (fact,) = own.all_facts(**query)
    return fact


def rerun(own: OwnRecord, filing: Filing, *drafts: FactDraft, times: int = 1) -> Filing:
    again = own.filing(filing.ticket.document_id, rerun=times)
    return own.read(*drafts, filing=again)


def test_a_corrected_amount_carries_the_total_and_the_evidence(own: OwnRecord) -> None:
    own.commit(bill("1.60"))

    fact = own.correct(only(own), "amount", "1471.60", "a dot is no comma")

    assert isinstance(fact.data, InvoiceData)
    assert (fact.amount, fact.data.total) == (Decimal("1471.60"), Decimal("1471.60"))
    assert [(e.reader, e.snippet) for e in fact.evidence if e.field == "amount"] == [
        ("person", "1471.60")
    ]
    told = {c.field: c for c in fact.corrections}
    assert (told["amount"].read, told["amount"].reason) == ("1.60", "a dot is no comma")


def test_the_persons_value_survives_the_same_reading(own: OwnRecord) -> None:
    filing = own.read(bill("1.60"))
    corrected = own.correct(only(own), "amount", "1471.60")

    later = rerun(own, filing, bill("1.60"))

    assert only(own).id == corrected.id
    assert only(own).amount == Decimal("1471.60")
    document = filing.ticket.document_id
    latest, first = runs(document, user_id=own.user_id, desk=own.desk).items
    assert (latest.run, first.kept) == (later.ticket.run, [])
    assert {(k.field, k.kept, k.read) for k in latest.kept} == {
        ("amount", "1471.60", "1.60"),
        ("data.total", "1471.60", "1.60"),
    }


@pytest.mark.parametrize("newly_read", ["147.16", "1471.60"])
def test_the_persons_value_survives_a_reading_with_another_identity(
    own: OwnRecord, newly_read: str
) -> None:
    filing = own.read(bill("1.60"), draft("other", row=9))
    corrected = own.correct(only(own, kind="invoice"), "amount", "1471.60")

    rerun(own, filing, bill(newly_read), draft("other", row=9))

    fact = only(own, kind="invoice")
    assert (fact.id, fact.amount) == (corrected.id, Decimal("1471.60"))
    assert {c.field: c.read for c in fact.corrections}["amount"] == newly_read


def test_each_corrected_fact_finds_the_reading_of_its_own_place(own: OwnRecord) -> None:
    filing = own.read(bill("1", row=1, number="a"), bill("2", row=2, number="b"))
    for fact in own.all_facts():
        own.correct(fact, "amount", str((fact.amount or Decimal()) * 100))

    rerun(own, filing, bill("3", row=2, number="b"), bill("4", row=1, number="a"))

    assert {f.title: str(f.amount) for f in own.all_facts()} == {
        "Invoice a": "100",
        "Invoice b": "200",
    }


def test_what_no_run_reads_any_more_stays_because_the_person_said_it(own: OwnRecord) -> None:
    filing = own.read(bill("1.60"), draft("gone"))
    own.correct(only(own, kind="invoice"), "amount", "9.99")

    later = rerun(own, filing, draft("new", row=30))

    assert sorted(fact.title for fact in own.all_facts()) == ["Invoice 4711", "new"]
    kept = runs(later.ticket.document_id, user_id=own.user_id, desk=own.desk).items[0].kept
    assert {(k.field, k.read) for k in kept} == {("amount", None), ("data.total", None)}


def test_a_correction_holds_when_another_file_says_the_same_thing(own: OwnRecord) -> None:
    own.read(bill("1.60"))
    own.correct(only(own), "title", "The plumber")

    own.read(bill("1.60", revision=5))

    assert only(own).title == "The plumber"


def test_the_latest_of_two_corrections_stands_and_remembers_what_was_read(own: OwnRecord) -> None:
    own.commit(bill("1.60"))
    first = own.correct(only(own), "amount", "2")

    second = own.correct(first, "data.total", "3")

    assert second.amount == Decimal("3")
    assert {c.field: (c.value, c.read) for c in second.corrections} == {
        "amount": ("3", "1.60"),
        "data.total": ("3", "1.60"),
    }


def test_a_corrected_day_moves_the_fact_on_the_line(own: OwnRecord) -> None:
    own.commit(bill("1.60"), draft("march", when=date(2026, 3, 10)))

    own.correct(only(own, kind="invoice"), "data.issued_on", "2026-04-05")

    assert [fact.title for fact in own.all_facts()] == ["Invoice 4711", "march"]
    assert only(own, from_day=date(2026, 4, 1)).occurred.start == date(2026, 4, 5)


def test_a_moved_event_keeps_its_end(own: OwnRecord) -> None:
    start, end = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC)
    said = EventData(uid="u", start=start, end=end)
    own.commit(draft("call", when=start, amount=None, said=said, domain="calendar"))

    fact = own.correct(only(own), "data.start", "2026-03-02T08:30:00Z")

    assert fact.occurred.start == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert isinstance(fact.data, EventData)
    assert fact.data.end == end


def test_a_corrected_fact_is_found_by_its_new_words(own: OwnRecord) -> None:
    own.commit(bill("1.60"))

    own.correct(only(own), "data.issuer", "Königsberger Werke")

    with own.database.session(own.user_id) as session:
        found = session.rows("t", "SELECT words::text AS words FROM facts")[0]["words"]
    assert "'konigsberger'" in found
    assert "'=1.6'" in found


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "a lot"),
        ("amount", "NaN"),
        ("currency", "euro"),
        ("data.issued_on", "2026-02-30"),
        ("data.nothing", "x"),
        ("data.kind", "receipt"),
        ("occurred", {"start": "soon"}),
        ("title", None),
    ],
)
def test_expected_failure_a_value_the_fact_cannot_have(
    own: OwnRecord, field: str, value: Any
) -> None:
    own.commit(bill("1.60"))
    before = only(own)

    with pytest.raises(InvalidInputError) as refused:
        own.correct(before, field, value)

    assert "a lot" not in refused.value.detail
    assert only(own) == before


def test_expected_failure_somebody_elses_fact_is_no_fact(own: OwnRecord) -> None:
    other = own.of_somebody_else()
    own.commit(bill("1.60"))

    with pytest.raises(NotFoundError):
        other.correct(only(own), "amount", "1")

    assert only(own).corrections == []
