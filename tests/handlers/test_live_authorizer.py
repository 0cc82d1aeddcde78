"""Who gets through the live socket's authorizer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from lifeos.errors import UpstreamError

from functions.live_authorizer.handler import handler
from tests.events.recorded import Context
from tests.fakes.clock import START
from tests.fakes.hub import FakeHub
from tests.support.ingest import ANNA
from tests.support.invoking import Spoken

ARN = "arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/live/$connect"


PAGE = "https://hub.example.org"


def come(query: dict[str, str] | None, **headers: str) -> dict[str, Any]:
    event = {"type": "REQUEST", "methodArn": ARN, "queryStringParameters": query}
    return handler({**event, "headers": {"Host": "live.example", **headers}}, Context())


def effect(answer: dict[str, Any]) -> str:
    (statement,) = answer["policyDocument"]["Statement"]
    assert statement["Resource"] == ARN
    return str(statement["Effect"])


def allow(hub: FakeHub, *origins: str) -> None:
    """Put these on the hub's list, and no other."""
    vars(hub)["core"] = hub.core.model_copy(update={"allowed_origins": frozenset(origins)})


@pytest.fixture
def ticket(fake_hub: FakeHub) -> str:
    """One of Anna's, good for a minute."""
    return fake_hub.fake_live.tickets.issue(ANNA, until=START + timedelta(minutes=1))


def test_happy_a_ticket_lets_its_person_in_and_only_once(ticket: str, spoken: Spoken) -> None:
    first, second = come({"ticket": ticket}), come({"ticket": ticket})

    assert (effect(first), first["context"]) == ("Allow", {"user_id": str(ANNA)})
    assert effect(second) == "Deny"
    assert "context" not in second
    assert ticket not in spoken.text
    assert str(ANNA) not in spoken.text


@pytest.mark.parametrize(
    "query",
    [
        None,
        {},
        {"ticket": ""},
        {"ticket": "made-up"},
        {"ticket": "x" * 5000},
        {"ticket": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."},
        {"token": "ticket-1"},
    ],
)
def test_expected_failure_whoever_has_no_ticket_stays_out(
    ticket: str, spoken: Spoken, query: dict[str, str] | None
) -> None:
    assert effect(come(query)) == "Deny"
    assert spoken.level("ERROR") == []


def test_expected_failure_a_ticket_over_its_minute_stays_out(
    fake_hub: FakeHub, ticket: str
) -> None:
    fake_hub.fake_clock.forward(60)

    assert effect(come({"ticket": ticket})) == "Deny"


@pytest.mark.parametrize("name", ["Origin", "origin", "ORIGIN"])
def test_happy_a_page_on_the_allow_list_is_let_in(
    fake_hub: FakeHub, ticket: str, name: str
) -> None:
    allow(fake_hub, "http://localhost:5173", PAGE)

    assert effect(come({"ticket": ticket}, **{name: PAGE})) == "Allow"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", f"{PAGE}.evil.example", f"{PAGE}:444", "null", "*", ""]
)
@pytest.mark.parametrize("allowed", [(), (PAGE,)])
def test_expected_failure_another_page_stays_out_and_the_ticket_is_unused(
    fake_hub: FakeHub, ticket: str, origin: str, allowed: tuple[str, ...]
) -> None:
    allow(fake_hub, *allowed)

    refused = come({"ticket": ticket}, Origin=origin)

    assert effect(refused) == "Deny"
    assert "context" not in refused
    assert effect(come({"ticket": ticket})) == "Allow"


def test_system_failure_lets_nobody_in(fake_hub: FakeHub, ticket: str, spoken: Spoken) -> None:
    fake_hub.fake_live.tickets.down = True

    with pytest.raises(UpstreamError):
        come({"ticket": ticket})

    assert spoken.metric("Failed") == 1
    assert ticket not in spoken.text
