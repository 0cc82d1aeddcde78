"""/v1/review, corrections and runs through their real handler."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from lifeos.contracts.documents import Reason
from lifeos.contracts.ingest import Ending
from lifeos.senses.models import Doubt

from functions.review_api.handler import handler
from tests.events.recorded import Context, request
from tests.fakes.hub import FakeHub
from tests.fakes.sense import TALLY, draft
from tests.support.answers import Answer, assert_problem, assert_sound
from tests.support.ingest import ANNA, BELA, document_id, filing, ticket
from tests.support.invoking import Spoken

OPEN = Doubt(code="total-unclear", detail="Page 1 names several totals.", readings=["1.50", "9"])
CASE = f"/v1/review/{document_id(1)}"


def ask(path: str, **told: Any) -> Answer:
    return handler(request("GET", path, **told), Context())


def tell(path: str, body: dict[str, Any], key: str | None = "k1", **told: Any) -> Answer:
    headers = {"If-Match": told.pop("if_match", "*")} | ({"Idempotency-Key": key} if key else {})
    return handler(request("POST", path, body=body, headers=headers, **told), Context())


@pytest.fixture
def waiting(table_hub: FakeHub) -> FakeHub:
    """Anna's first document waits, her second is done; Bela's waits."""
    for number, user_id, doubts in ((1, ANNA, [OPEN]), (2, ANNA, []), (3, BELA, [OPEN])):
        filed = filing(ticket(number, user_id=user_id))
        tally = TALLY.model_copy(update={"doubts": doubts})
        table_hub.fake_archive.commit(filed, iter([draft(number), tally]))
        reason = Reason(code=OPEN.code, detail=OPEN.detail) if doubts else None
        ending = Ending(
            run=filed.ticket.run,
            user_id=user_id,
            document_id=filed.ticket.document_id,
            correlation_id=filed.ticket.correlation_id,
            outcome="needs_review" if doubts else "done",
            reason=reason,
            facts=1,
            ended_at=filed.created_at,
        )
        table_hub.fake_archive.conclude(filed, ending)
    return table_hub


def fact_id(hub: FakeHub, number: int) -> str:
    kept = hub.fake_archive.facts.values()
    return next(str(k.fact.id) for k in kept if k.fact.document_id == document_id(number))


def ask_fact(hub: FakeHub, number: int) -> str:
    """The ETag of a fact as its reader shows it."""
    return hub.fake_facts.get(ANNA, UUID(fact_id(hub, number))).etag


def test_happy_what_waits_comes_with_its_readings(waiting: FakeHub) -> None:
    (case,) = assert_sound(ask("/v1/review"), 200)["items"]

    assert case["document"]["id"] == str(document_id(1))
    assert case["doubts"][0]["readings"] == ["1.50", "9"]
    assert assert_sound(ask(CASE), 200) == case


def test_happy_confirmed_once_however_often_it_is_said(waiting: FakeHub) -> None:
    first = assert_sound(tell(CASE, {"decision": "confirm"}), 200)
    again = assert_sound(tell(CASE, {"decision": "confirm"}), 200)

    assert first == again
    assert first["outcome"] == "done"
    assert len(waiting.fake_desk.verdicts) == 1
    assert len(waiting.fake_status.reviewed_runs) == 1
    assert assert_sound(ask("/v1/review"), 200)["items"] == []


def test_happy_corrected_in_the_same_request(waiting: FakeHub) -> None:
    correction = {"fact_id": fact_id(waiting, 1), "field": "amount", "value": "-9"}
    body = {"decision": "correct", "corrections": [correction], "note": "the other total"}

    answer = assert_sound(tell(CASE, body), 200)

    assert answer["corrected_facts"] == 1
    assert waiting.fake_desk.verdicts[0].note == "the other total"
    assert waiting.fake_desk.changes[0].values == {"amount": "-9"}


def test_happy_one_value_of_any_fact_is_corrected(waiting: FakeHub) -> None:
    path = f"/v1/facts/{fact_id(waiting, 2)}/corrections"

    told = assert_sound(tell(path, {"field": "amount", "value": "-9.99"}), 201)
    again = assert_sound(tell(path, {"field": "amount", "value": "-9.99"}), 201)

    assert told == again
    assert told["amount"] == "-9.99"
    assert told["corrections"][0]["field"] == "amount"
    assert len(waiting.fake_desk.changes) == 1


def test_happy_what_was_seen_is_what_is_changed(waiting: FakeHub) -> None:
    case, fact = ask(CASE), ask_fact(waiting, 2)
    tags = [answer["multiValueHeaders"]["ETag"][0] for answer in (case,)]

    corrected = tell(
        f"/v1/facts/{fact_id(waiting, 2)}/corrections",
        {"field": "amount", "value": "-9.99"},
        if_match=fact,
    )
    decided = tell(CASE, {"decision": "confirm"}, if_match=tags[0])

    told = assert_sound(corrected, 201)
    assert corrected["multiValueHeaders"]["ETag"] == [told["etag"]] != [fact]
    assert assert_sound(decided, 200)["outcome"] == "done"


def test_happy_a_correction_whose_answer_was_lost_is_made_once(waiting: FakeHub) -> None:
    path, etag = f"/v1/facts/{fact_id(waiting, 2)}/corrections", ask_fact(waiting, 2)
    body = {"field": "amount", "value": "-9.99"}
    first = assert_sound(tell(path, body, "k1", if_match=etag), 201)

    again = assert_sound(tell(path, body, "another", if_match=etag), 201)

    assert again == first
    assert len(waiting.fake_desk.changes) == 1


def test_expected_failure_what_has_changed_since_is_told_as_it_is(waiting: FakeHub) -> None:
    path = f"/v1/facts/{fact_id(waiting, 2)}/corrections"
    body = {"field": "amount", "value": "-1"}

    fact = assert_problem(tell(path, body, if_match='"99"'), 412, "precondition-failed")
    told = {"decision": "confirm"}
    case = assert_problem(tell(CASE, told, if_match='"99"'), 412, "precondition-failed")

    assert fact["current"]["etag"] == ask_fact(waiting, 2)
    assert case["current"] == assert_sound(ask(CASE), 200)
    assert (waiting.fake_desk.changes, waiting.fake_desk.verdicts) == ([], [])


def test_happy_runs_of_a_document_are_listed(waiting: FakeHub) -> None:
    told = assert_sound(ask(f"/v1/documents/{document_id(1)}/runs"), 200)

    assert [run["outcome"] for run in told["items"]] == ["needs_review"]


def test_expected_failure_without_a_key_nothing_is_decided(waiting: FakeHub) -> None:
    answer = tell(CASE, {"decision": "confirm"}, key=None)

    assert_problem(answer, 400, "idempotency-key-missing")
    assert waiting.fake_desk.verdicts == []


REFUSED: list[tuple[str, dict[str, Any], int, str]] = [
    (f"/v1/review/{document_id(2)}", {"decision": "confirm"}, 409, "conflict"),
    (f"/v1/review/{document_id(3)}", {"decision": "confirm"}, 404, "not-found"),
    (CASE, {"decision": "correct"}, 422, "invalid-input"),
    (CASE, {"decision": "maybe"}, 422, "validation-failed"),
    (CASE, {}, 422, "validation-failed"),
    ("/v1/review/7", {"decision": "confirm"}, 422, "validation-failed"),
]


@pytest.mark.parametrize(("path", "body", "status", "code"), REFUSED)
def test_expected_failure_what_cannot_be_is_a_problem(
    waiting: FakeHub, spoken: Spoken, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    assert_problem(tell(path, body), status, code)

    assert waiting.fake_desk.verdicts == []
    assert waiting.fake_status.reviewed_runs == []
    assert spoken.level("ERROR") == []


BAD_VALUES = [
    {"field": "amount", "value": "SECRET"},
    {"field": "colour", "value": "red"},
    {"field": "data.kind", "value": "invoice"},
    {"field": "currency", "value": "euros"},
]


@pytest.mark.parametrize("body", BAD_VALUES)
def test_expected_failure_a_value_a_fact_cannot_have(
    waiting: FakeHub, spoken: Spoken, body: dict[str, Any]
) -> None:
    answer = tell(f"/v1/facts/{fact_id(waiting, 1)}/corrections", body)

    assert answer["statusCode"] == 422
    assert "SECRET" not in answer["body"] + spoken.text
    assert waiting.fake_desk.changes == []


def test_expected_failure_another_persons_fact_is_not_found(waiting: FakeHub) -> None:
    path = f"/v1/facts/{fact_id(waiting, 3)}/corrections"

    assert_problem(tell(path, {"field": "amount", "value": "1"}), 404, "not-found")


def test_expected_failure_a_run_that_began_meanwhile_is_a_conflict(waiting: FakeHub) -> None:
    waiting.fake_status.stale = True

    assert_problem(tell(CASE, {"decision": "confirm"}), 409, "stale-attempt")


def test_system_failure_between_the_stores_is_finished_by_a_repeat(
    waiting: FakeHub, spoken: Spoken
) -> None:
    waiting.fake_status.down = True
    assert_problem(tell(CASE, {"decision": "confirm"}), 502, "upstream-failed")
    waiting.fake_status.down = False

    assert_sound(tell(CASE, {"decision": "confirm"}), 200)

    assert len(waiting.fake_desk.verdicts) == 1
    assert len(waiting.fake_status.reviewed_runs) == 1
    assert spoken.metric("Failed") == 1


def test_system_failure_of_the_database_is_502(waiting: FakeHub) -> None:
    waiting.fake_archive.down = True

    assert_problem(ask("/v1/review"), 502, "upstream-failed")
