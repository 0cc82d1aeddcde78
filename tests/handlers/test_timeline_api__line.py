"""/v1/timeline and /v1/search through their real handler."""

from __future__ import annotations

from typing import Any

import pytest

from functions.timeline_api.handler import handler
from tests.events.recorded import Context, request
from tests.fakes.hub import FakeHub
from tests.fakes.sense import TALLY, draft
from tests.support.answers import Answer, assert_problem, assert_sound
from tests.support.ingest import BELA, filing, ticket
from tests.support.invoking import Spoken


def call(path: str, **told: Any) -> Answer:
    return handler(request("GET", path, **told), Context())


@pytest.fixture
def kept(fake_hub: FakeHub) -> FakeHub:
    """Anna has three rows, Bela one."""
    archive = fake_hub.fake_archive
    archive.commit(filing(ticket(1)), iter([draft(1), draft(2), draft(3), TALLY]))
    archive.commit(filing(ticket(3, user_id=BELA)), iter([draft(5), TALLY]))
    return fake_hub


def test_happy_the_line_has_what_a_list_needs(kept: FakeHub) -> None:
    told = assert_sound(call("/v1/timeline", query={"zone": "Europe/Berlin"}), 200)

    first = told["items"][0]
    assert [item["title"] for item in told["items"]] == ["Row 3", "Row 2", "Row 1"]
    assert (first["amount"], first["evidence"]["field"]) == ("-3.50", first["evidence"]["field"])
    assert told["zone"] == "Europe/Berlin"


def test_happy_every_filter_reaches_the_record(kept: FakeHub) -> None:
    query = {
        "from": "2026-01-01", "to": "2026-12-31", "min": "1.5", "max": "20", "currency": "EUR",
        "text": "Bäcker & Co", "kind": "transaction", "domain": "finance", "limit": "7",
    }  # fmt: skip

    assert_sound(call("/v1/timeline", query=query), 200)

    asked = kept.fake_timeline.queries[-1]
    assert asked.words == ("backer", "co")
    assert (str(asked.at_least), str(asked.at_most), asked.currency) == ("1.5", "20", "EUR")
    assert (str(asked.from_day), str(asked.to_day), asked.limit) == ("2026-01-01", "2026-12-31", 7)


def test_happy_a_search_says_how_it_understood(kept: FakeHub) -> None:
    told = assert_sound(call("/v1/search", query={"q": "rw 2", "limit": "1"}), 200)
    typo = assert_sound(call("/v1/search", query={"q": "roww"}), 200)

    assert [hit["fact"]["title"] for hit in told["items"]] in (["Row 2"], ["Row 3"])
    assert typo["understood"]["spelling"] == [{"typed": "roww", "taken_for": ["row"]}]
    assert len(typo["items"]) == 3


BAD: list[tuple[str, dict[str, str]]] = [
    ("/v1/timeline", {"zone": "not a zone"}),
    ("/v1/timeline", {"min": "NaN"}),
    ("/v1/timeline", {"min": "-1"}),
    ("/v1/timeline", {"currency": "euro"}),
    ("/v1/timeline", {"limit": "0"}),
    ("/v1/search", {}),
    ("/v1/search", {"q": ""}),
    ("/v1/search", {"q": "x" * 201}),
    ("/v1/search", {"q": "a", "limit": "101"}),
]


@pytest.mark.parametrize(("path", "query"), BAD)
def test_expected_failure_a_bad_question_is_a_problem(
    kept: FakeHub, spoken: Spoken, path: str, query: dict[str, str]
) -> None:
    assert_problem(call(path, query=query), 422, "validation-failed")

    assert spoken.level("ERROR") == []


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/v1/timeline", {"from": "2026-02-01", "to": "2026-01-01"}),
        ("/v1/timeline", {"min": "2", "max": "1"}),
        ("/v1/timeline", {"text": "?!"}),
        ("/v1/timeline", {"cursor": "made-up"}),
        ("/v1/search", {"q": "?!"}),
        ("/v1/search", {"q": "row", "cursor": "made-up"}),
    ],
)
def test_expected_failure_what_cannot_be_found_is_refused(
    kept: FakeHub, path: str, query: dict[str, str]
) -> None:
    assert_problem(call(path, query=query), 422, "invalid-input")


def test_expected_failure_nobody_signed_in_is_denied(kept: FakeHub) -> None:
    for path in ("/v1/timeline", "/v1/search"):
        assert_problem(call(path, query={"q": "row"}, user_id=None), 403, "denied")


@pytest.mark.parametrize("path", ["/v1/timeline", "/v1/search"])
def test_system_failure_of_the_database_is_502_without_its_inside(
    kept: FakeHub, spoken: Spoken, path: str
) -> None:
    kept.fake_archive.down = True

    assert_problem(call(path, query={"q": "MARKED"}), 502, "upstream-failed")

    assert spoken.metric("Failed") == 1
    assert "MARKED" not in spoken.text
