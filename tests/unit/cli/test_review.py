from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lifeos.contracts.documents import NewDocument, Outcome, Reason
from lifeos.contracts.review import ReviewCase, ReviewDoubt
from lifeos.contracts.timeline import DocumentRef

from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import SHA256, lifeos, transaction


def put(hub: FakeHub, document_id: uuid.UUID, *, outcome: Outcome | None) -> None:
    """The document of a case as it stands by now."""
    new = NewDocument(name="bill.pdf", size_bytes=4, media_type="application/pdf", sha256=SHA256)
    changes = {"id": document_id, "outcome": outcome}
    hub.documents[document_id] = hub.add(new).model_copy(update=changes)


@pytest.fixture
def case(hub: FakeHub) -> ReviewCase:
    """A document with one fact that waits."""
    made = ReviewCase(
        document=DocumentRef(id=uuid.uuid4(), name="bill.pdf", title="Bill"),
        reason=Reason(code="total-unclear", detail="Page 1 names several totals."),
        doubts=[
            ReviewDoubt(
                code="total-unclear", detail="Page 1 names several totals.", readings=["12.90", "9"]
            )
        ],
        facts=1,
        since=datetime(2026, 3, 2, tzinfo=UTC),
    )
    hub.cases = [made]
    put(hub, made.document.id, outcome="needs_review")
    hub.facts = [transaction(made.document.id)]
    return made


def test_happy_what_waits_is_listed(home: Path, case: ReviewCase) -> None:
    ran = lifeos(home, "review")

    assert "bill.pdf" in ran.out
    assert "Page 1 names several totals." in ran.out
    assert str(case.document.id) in ran.out
    assert lifeos(home, "review", "--json").objects[0]["reason"]["code"] == "total-unclear"


def test_nothing_that_waits_is_said(hub: FakeHub, home: Path) -> None:
    assert lifeos(home, "review").err == "Nothing waits for you.\n"


def test_happy_one_is_shown_with_readings_and_facts(home: Path, case: ReviewCase) -> None:
    ran = lifeos(home, "review", case.document.id)

    assert ran.out.startswith("Bill: bill.pdf\n")
    assert "12.90 or 9" in ran.out
    assert "Bakery" in ran.out
    found = lifeos(home, "review", case.document.id, "--json").objects[0]
    assert len(found["fact_list"]) == 1


def test_happy_confirm_is_one_request(hub: FakeHub, home: Path, case: ReviewCase) -> None:
    ran = lifeos(home, "review", case.document.id, "--confirm", "--note", "looked at it")

    assert ran.code == 0
    (decision,) = hub.decisions
    assert (decision.decision, decision.note) == ("confirm", "looked at it")


def test_happy_corrections_go_to_the_only_fact(hub: FakeHub, home: Path, case: ReviewCase) -> None:
    ran = lifeos(
        home, "review", case.document.id, "--correct", "amount=-9", "--correct", "data.status=null"
    )

    (decision,) = hub.decisions
    assert "1 fact corrected" in ran.err
    assert [(c.fact_id, c.field, c.value) for c in decision.corrections] == [
        (hub.facts[0].id, "amount", "-9"),
        (hub.facts[0].id, "data.status", None),
    ]


def test_of_several_facts_one_must_be_named(hub: FakeHub, home: Path, case: ReviewCase) -> None:
    hub.facts.append(transaction(case.document.id, title="Other"))
    words = ["review", case.document.id, "--correct", "amount=1"]

    refused = lifeos(home, *words)
    ran = lifeos(home, *words, "--fact", hub.facts[1].id, "--json")

    assert refused.code == 2
    assert ran.objects[0]["outcome"] == "done"
    assert hub.decisions[0].corrections[0].fact_id == hub.facts[1].id


@pytest.mark.parametrize(
    "words",
    [
        ["--confirm"],
        ["ID", "--confirm", "--correct", "amount=1"],
        ["ID", "--correct", "amount"],
        ["ID", "--correct", "colour=red"],
        ["ID", "--correct", "occurred={"],
    ],
)
def test_expected_failure_what_cannot_be_right_is_not_sent(
    hub: FakeHub, home: Path, case: ReviewCase, words: list[str]
) -> None:
    ran = lifeos(home, "review", *[case.document.id if w == "ID" else w for w in words])

    assert ran.code == 2
    assert hub.decisions == []


def test_expected_failure_what_does_not_wait(home: Path, case: ReviewCase) -> None:
    ran = lifeos(home, "review", uuid.uuid4())

    assert ran.code == 5
    assert "does not wait" in ran.err


def test_happy_one_value_of_any_fact_is_corrected(
    hub: FakeHub, home: Path, case: ReviewCase
) -> None:
    ran = lifeos(home, "correct", hub.facts[0].id, "title=The baker", "--reason", "typo")
    shown = lifeos(home, "correct", hub.facts[0].id, "title=The baker", "--json")

    assert "The baker" in ran.out
    assert shown.objects[0]["title"] == "The baker"
    assert (hub.corrections[0].field, hub.corrections[0].reason) == ("title", "typo")


@pytest.mark.parametrize(
    ("outcome", "sentence"), [("done", "it is done"), (None, "it is still being read")]
)
def test_expected_failure_what_does_not_wait_is_said_and_nothing_sent(
    hub: FakeHub, home: Path, case: ReviewCase, outcome: Outcome | None, sentence: str
) -> None:
    put(hub, case.document.id, outcome=outcome)

    ran = lifeos(home, "review", case.document.id, "--confirm")

    assert (ran.code, hub.decisions) == (5, [])
    assert ran.err == f"bill.pdf does not wait for you: {sentence}.\n"


def test_a_confirmation_does_not_count_corrections(home: Path, case: ReviewCase) -> None:
    confirmed = lifeos(home, "review", case.document.id, "--confirm")
    corrected = lifeos(home, "review", case.document.id, "--correct", "amount=9")

    assert confirmed.err == "Done; confirmed.\n"
    assert corrected.err == "Done; 1 fact corrected.\n"
