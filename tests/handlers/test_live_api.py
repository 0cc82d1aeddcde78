"""/v1/live/tickets through its real handler."""

from __future__ import annotations

from typing import Any

from functions.live_api.handler import handler
from tests.events.recorded import Context, request
from tests.fakes.hub import FakeHub
from tests.support.answers import Answer, assert_problem, assert_sound
from tests.support.ingest import ANNA
from tests.support.invoking import Spoken


def ask(key: str = "key-1", body: object = None, **told: Any) -> Answer:
    headers = {"Idempotency-Key": key, "Content-Type": "application/json"} if key else {}
    asked = request("POST", "/v1/live/tickets", body=body or {}, headers=headers, **told)
    return handler(asked, Context())


def test_happy_a_ticket_comes_inside_its_address_and_once_for_a_key(table_hub: FakeHub) -> None:
    first = assert_sound(ask(), 201)
    again = assert_sound(ask(), 201)
    other = assert_sound(ask("key-2"), 201)

    assert first == again
    assert first["url"] == "wss://live.example/live?ticket=ticket-1"
    assert other["url"].endswith("ticket-2")
    assert {user for user, _ in table_hub.fake_live.tickets.open.values()} == {ANNA}


def test_happy_a_ticket_is_never_logged(table_hub: FakeHub, spoken: Spoken) -> None:
    ask()

    assert "ticket-1" not in spoken.text


def test_expected_failure_without_a_key_nothing_is_issued(table_hub: FakeHub) -> None:
    assert_problem(ask(""), 400, "idempotency-key-missing")
    assert table_hub.fake_live.tickets.issued == 0


def test_expected_failure_a_field_nobody_knows_is_refused(table_hub: FakeHub) -> None:
    assert_problem(ask(body={"for": "ever"}), 422, "validation-failed")


def test_expected_failure_nobody_signed_in_is_denied(table_hub: FakeHub) -> None:
    assert_problem(ask(user_id=None), 403, "denied")


def test_system_failure_of_the_table_is_502_and_the_key_may_be_used_again(
    table_hub: FakeHub, spoken: Spoken
) -> None:
    table_hub.fake_live.tickets.down = True
    assert_problem(ask(), 502, "upstream-failed")
    table_hub.fake_live.tickets.down = False

    assert_sound(ask(), 201)
    assert spoken.metric("Failed") == 1
