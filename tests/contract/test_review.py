from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import pytest
from lifeos.contracts.review import FactCorrection, ReviewDecision
from lifeos.errors import ConflictError, InvalidInputError, NotFoundError, StaleAttemptError
from lifeos.facts import review
from lifeos.facts.ports import Filing
from lifeos.senses.models import Doubt

from tests.support.own_record import OwnRecord, draft, tally_of

pytestmark = pytest.mark.postgres
OPEN = Doubt(code="total-unclear", detail="Page 1 names several totals.", readings=["12.90", "9"])
CONFIRM = ReviewDecision(decision="confirm")


def correcting(fact_id: uuid.UUID, amount: str) -> ReviewDecision:
    correction = FactCorrection(fact_id=fact_id, field="amount", value=amount)
    return ReviewDecision(decision="correct", corrections=[correction])


def rerun(own: OwnRecord, filing: Filing, *doubts: Doubt, times: int = 1) -> str | None:
    """The outcome of reading the document again."""
    again = own.filing(filing.ticket.document_id, rerun=times)
    own.read(draft(), filing=again, doubts=doubts)
    return own.desk.case(own.user_id, filing.ticket.document_id).outcome


def test_what_does_not_add_up_waits_with_its_readings(own: OwnRecord) -> None:
    own.read(draft("fine"))
    waits = own.read(draft(), doubts=[OPEN])

    (case,) = own.waiting().items

    assert case.document.id == waits.ticket.document_id
    assert (case.reason.code, case.facts) == ("total-unclear", 1)
    assert case.doubts[0].readings == ["12.90", "9"]


def test_what_waits_is_listed_page_by_page(own: OwnRecord) -> None:
    waits = [own.read(draft(f"{n}"), doubts=[OPEN]).ticket.document_id for n in range(5)]

    first = own.waiting(limit=3)
    second = own.waiting(limit=3, cursor=first.next_cursor)

    listed = [case.document.id for case in first.items + second.items]
    assert listed == sorted(waits, reverse=True)
    assert second.next_cursor is None


def test_confirmed_is_done_in_both_stores(own: OwnRecord) -> None:
    filing = own.read(draft(), doubts=[OPEN])

    answer = own.decide(filing.ticket.document_id, CONFIRM)

    assert (answer.outcome, answer.corrected_facts) == ("done", 0)
    assert own.waiting().items == []
    assert own.status.reviewed_runs == [filing.ticket.run]


def test_a_correction_and_the_end_of_the_review_are_one_request(own: OwnRecord) -> None:
    filing = own.read(draft(), doubts=[OPEN])
    (fact,) = own.all_facts()

    answer = own.decide(filing.ticket.document_id, correcting(fact.id, "-9"))

    assert answer.corrected_facts == 1
    assert own.all_facts()[0].amount == Decimal("-9")
    assert own.waiting().items == []


def test_a_re_run_with_the_same_doubt_is_done_with_a_new_one_it_waits_again(
    own: OwnRecord,
) -> None:
    filing = own.read(draft(), doubts=[OPEN])
    own.decide(filing.ticket.document_id, CONFIRM)
    other = OPEN.model_copy(update={"readings": ["12.90", "8"]})

    assert rerun(own, filing, OPEN, times=1) == "done"
    assert rerun(own, filing, OPEN, other, times=2) == "needs_review"


def test_a_decision_on_one_document_settles_nothing_elsewhere(own: OwnRecord) -> None:
    first = own.read(draft("a"), doubts=[OPEN])
    second = own.read(draft("b"), doubts=[OPEN])

    own.decide(first.ticket.document_id, CONFIRM)

    assert [c.document.id for c in own.waiting().items] == [second.ticket.document_id]


def test_a_repeat_finishes_what_an_interruption_left(own: OwnRecord) -> None:
    filing = own.read(draft(), doubts=[OPEN])
    own.status.stale = True
    with pytest.raises(StaleAttemptError):
        own.decide(filing.ticket.document_id, CONFIRM)
    own.status.stale = False

    answer = own.decide(filing.ticket.document_id, CONFIRM)

    assert answer.outcome == "done"
    assert own.status.reviewed_runs == [filing.ticket.run]


def test_expected_failure_what_does_not_wait_cannot_be_decided(own: OwnRecord) -> None:
    filing = own.read(draft())

    with pytest.raises(ConflictError):
        own.decide(filing.ticket.document_id, CONFIRM)
    with pytest.raises(ConflictError):
        review.get(filing.ticket.document_id, user_id=own.user_id, desk=own.desk)

    assert own.status.reviewed_runs == []


def test_expected_failure_a_fact_of_another_document_is_refused_whole(own: OwnRecord) -> None:
    own.read(draft("elsewhere"))
    (elsewhere,) = own.all_facts()
    filing = own.read(draft("here"), doubts=[OPEN])

    with pytest.raises(InvalidInputError):
        own.decide(filing.ticket.document_id, correcting(elsewhere.id, "-1"))

    assert len(own.waiting().items) == 1
    assert all(not fact.corrections for fact in own.all_facts())


@pytest.mark.parametrize(
    "decision",
    [
        ReviewDecision(decision="correct"),
        correcting(uuid.uuid4(), "1").model_copy(update={"decision": "confirm"}),
    ],
)
def test_expected_failure_a_decision_that_contradicts_itself(
    own: OwnRecord, decision: ReviewDecision
) -> None:
    filing = own.read(draft(), doubts=[OPEN])

    with pytest.raises(InvalidInputError):
        own.decide(filing.ticket.document_id, decision)


def test_expected_failure_somebody_elses_document_is_none(own: OwnRecord) -> None:
    filing = own.read(draft(), doubts=[OPEN])
    other = own.of_somebody_else()

    with pytest.raises(NotFoundError):
        other.decide(filing.ticket.document_id, CONFIRM)

    assert other.waiting().items == []
    with pytest.raises(InvalidInputError):
        own.waiting(cursor="x")


DATED = Doubt(
    code="date-order-open",
    detail="The date of issue on page 1 can be read in two ways.",
    readings=["2026-03-04", "2026-04-03"],
    habits=["date-order=mdy", "date-order=dmy"],
)


def reviewed_date(own: OwnRecord, day: str, *, issuer: str | None = "ACME Ltd") -> list[str]:
    """Correct the date of a bill that waits; what was remembered."""
    filing = own.filing()
    tally = tally_of(1, [DATED], issuer=issuer)
    own.archive.commit(filing, iter([draft(day, when=date(2026, 3, 20)), tally]))
    own.conclude(filing)
    fact = own.all_facts(document=filing.ticket.document_id)[0]
    correction = FactCorrection(fact_id=fact.id, field="data.booked_on", value=day)
    decision = ReviewDecision(decision="correct", corrections=[correction])
    return own.decide(filing.ticket.document_id, decision).remembered


def test_the_reading_the_person_chose_is_the_issuers_habit(own: OwnRecord) -> None:
    remembered = reviewed_date(own, "2026-04-03")

    assert remembered == ["date-order=dmy"]
    assert own.archive.habits(own.filing().ticket) == {"acme ltd": {"date-order": "dmy"}}
    assert own.of_somebody_else().archive.habits(own.of_somebody_else().filing().ticket) == {}


def test_the_latest_choice_counts(own: OwnRecord) -> None:
    reviewed_date(own, "2026-04-03")

    reviewed_date(own, "2026-03-04")

    assert own.archive.habits(own.filing().ticket) == {"acme ltd": {"date-order": "mdy"}}


@pytest.mark.parametrize(("day", "issuer"), [("2026-05-05", "ACME"), ("2026-04-03", None)])
def test_what_was_none_of_the_readings_or_nobodys_is_no_habit(
    own: OwnRecord, day: str, issuer: str | None
) -> None:
    assert reviewed_date(own, day, issuer=issuer) == []
    assert own.archive.habits(own.filing().ticket) == {}
