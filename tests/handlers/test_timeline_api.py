"""/v1/facts through its real handler."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from functions.timeline_api.handler import handler
from tests.events.recorded import Context, request
from tests.fakes.hub import FakeHub
from tests.fakes.sense import TALLY, draft
from tests.support.answers import Answer, assert_problem, assert_sound
from tests.support.ingest import ANNA, BELA, document_id, filing, ticket
from tests.support.invoking import Spoken


def call(path: str = "/v1/facts", **told: Any) -> Answer:
    return handler(request("GET", path, **told), Context())


@pytest.fixture
def kept(fake_hub: FakeHub) -> FakeHub:
    """Anna has three rows of one document and one of another; Bela one."""
    archive = fake_hub.fake_archive
    archive.commit(filing(ticket(1)), iter([draft(1), draft(2), draft(3), TALLY]))
    archive.commit(filing(ticket(2)), iter([draft(20), TALLY]))
    archive.commit(filing(ticket(3, user_id=BELA)), iter([draft(5), TALLY]))
    return fake_hub


def titles(answer: Answer) -> list[str]:
    return [fact["title"] for fact in assert_sound(answer, 200)["items"]]


def test_happy_facts_come_newest_first_with_money_as_text_and_evidence(kept: FakeHub) -> None:
    told = assert_sound(call(), 200)

    assert [fact["title"] for fact in told["items"]] == ["Row 20", "Row 3", "Row 2", "Row 1"]
    assert [fact["amount"] for fact in told["items"]] == ["-20.50", "-3.50", "-2.50", "-1.50"]
    assert all(fact["evidence"] for fact in told["items"])


QUERIES: list[tuple[dict[str, str], list[str]]] = [
    ({"document": str(document_id(2))}, ["Row 20"]),
    ({"domain": "finance", "kind": "transaction", "limit": "1"}, ["Row 20"]),
    ({"domain": "health"}, []),
    ({"from": "2026-03-02", "to": "2026-03-03"}, ["Row 3", "Row 2"]),
    ({"from": "2027-01-01"}, []),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_happy_conditions_hold_together(
    kept: FakeHub, query: dict[str, str], expected: list[str]
) -> None:
    assert titles(call(query=query)) == expected


def test_happy_pages_follow_each_other_to_the_end(kept: FakeHub) -> None:
    first = assert_sound(call(query={"limit": "3"}), 200)

    rest = assert_sound(call(query={"limit": "3", "cursor": first["next_cursor"]}), 200)

    assert [fact["title"] for fact in rest["items"]] == ["Row 1"]
    assert rest["next_cursor"] is None


def test_happy_one_fact_is_shown_to_its_person(kept: FakeHub) -> None:
    fact_id = assert_sound(call(), 200)["items"][0]["id"]

    assert assert_sound(call(f"/v1/facts/{fact_id}"), 200)["title"] == "Row 20"


def somebody_elses(hub: FakeHub) -> UUID:
    return next(k.fact.id for k in hub.fake_archive.facts.values() if k.user_id == BELA)


def test_expected_failure_another_persons_fact_is_not_found(kept: FakeHub) -> None:
    assert_problem(call(f"/v1/facts/{somebody_elses(kept)}"), 404, "not-found")


BAD = [
    {"limit": "501"},
    {"limit": "many"},
    {"document": "1"},
    {"domain": "weather"},
    {"from": "yesterday"},
    {"kind": "k" * 65},
]


@pytest.mark.parametrize("query", BAD)
def test_expected_failure_a_bad_question_is_a_problem_without_its_value(
    kept: FakeHub, spoken: Spoken, query: dict[str, str]
) -> None:
    answer = call(query=query)

    told = assert_problem(answer, 422, "validation-failed")
    assert [error["pointer"] for error in told["errors"]] == [f"/{name}" for name in query]
    assert spoken.level("ERROR") == []


def test_expected_failure_a_cursor_nobody_gave_out_is_refused(kept: FakeHub) -> None:
    assert_problem(call(query={"cursor": "made-up"}), 422, "invalid-input")


def test_expected_failure_nobody_signed_in_is_denied(kept: FakeHub) -> None:
    assert_problem(call(user_id=None), 403, "denied")


def test_system_failure_of_the_database_is_502_without_its_inside(
    kept: FakeHub, spoken: Spoken
) -> None:
    kept.fake_facts.down = True

    answer = call(query={"kind": "MARKED"})

    assert_problem(answer, 502, "upstream-failed")
    assert spoken.metric("Failed") == 1
    assert "MARKED" not in spoken.text
    assert str(ANNA) not in spoken.text


def test_system_failure_of_ours_is_500(
    kept: FakeHub, spoken: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept.fake_facts, "page", lambda *_: 1 / 0)

    assert_problem(call(), 500, "internal")
    assert spoken.level("ERROR")[0]["code"] == "ZeroDivisionError"
