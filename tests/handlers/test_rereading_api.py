"""Reading again through its real handler."""

from __future__ import annotations

from datetime import timedelta

import pytest

from functions.rereading_api.handler import handler
from tests.events.recorded import Context, request
from tests.fakes.clock import START
from tests.fakes.hub import FakeHub
from tests.support.answers import Answer, assert_problem, assert_sound, body_of
from tests.support.ingest import ANNA, BELA, document_id, ending, record, ticket
from tests.support.invoking import Spoken

RUNS = f"/v1/documents/{document_id(1)}/runs"


def ended(hub: FakeHub) -> str:
    """Anna's document has been read; its ETag."""
    hub.fake_ledger.register(record())
    hub.fake_ledger.claim(ticket(), at=START)
    hub.fake_ledger.finish(ticket(), ending(ticket()), kind=None, title=None)
    return hub.fake_ledger.find(ANNA, document_id(1)).document.etag


def reread(if_match: str | None, key: str | None = "k1", **told: object) -> Answer:
    sent = {"If-Match": if_match, "Idempotency-Key": key}
    headers = {name: value for name, value in sent.items() if value}
    return handler(request("POST", RUNS, headers=headers, **told), Context())  # type: ignore[arg-type]


def test_happy_it_is_read_once_more_however_often_it_is_said(
    table_hub: FakeHub, spoken: Spoken
) -> None:
    seen = ended(table_hub)

    first, again = reread(seen), reread(seen)

    told = assert_sound(first, 202)
    assert body_of(again) == told
    assert (told["state"], told["outcome"], told["pipeline_version"]) == ("READY", None, 1)
    assert first["multiValueHeaders"]["ETag"] == [told["etag"]] != [seen]
    (started,) = table_hub.fake_starter.started
    assert started.run == ticket(rerun=1).run
    assert started.correlation_id == first["multiValueHeaders"]["X-Correlation-ID"][0]
    assert started.correlation_id != told["correlation_id"]
    assert spoken.outcome["status"] == 202


def test_happy_what_is_under_way_is_left_to_its_run(table_hub: FakeHub) -> None:
    table_hub.fake_ledger.register(record())
    table_hub.fake_ledger.claim(ticket(), at=START)

    told = assert_sound(reread("*"), 202)

    assert told["state"] == "READY"
    assert table_hub.fake_starter.started == []


def test_expected_failure_a_file_that_has_not_come(table_hub: FakeHub) -> None:
    table_hub.fake_ledger.register(record())

    assert_problem(reread("*"), 409, "conflict")


@pytest.mark.parametrize(
    ("if_match", "key", "status", "code"),
    [
        (None, "k1", 428, "precondition-required"),
        ("*", None, 400, "idempotency-key-missing"),
        ('"999"', "k1", 412, "precondition-failed"),
    ],
)
def test_expected_failure_starts_nothing(
    table_hub: FakeHub,
    spoken: Spoken,
    if_match: str | None,
    key: str | None,
    status: int,
    code: str,
) -> None:
    seen = ended(table_hub)

    told = assert_problem(reread(if_match, key), status, code)

    assert told.get("current", {}).get("etag") == (seen if status == 412 else None)
    assert table_hub.fake_starter.started == []
    assert spoken.level("ERROR") == []


def test_expected_failure_nothing_of_anybody_elses(table_hub: FakeHub) -> None:
    seen = ended(table_hub)

    assert_problem(reread(seen, user_id=BELA), 404, "not-found")

    assert table_hub.fake_starter.started == []


def test_system_failure_before_the_machine_leaves_it_open_for_the_auditor(
    table_hub: FakeHub, spoken: Spoken
) -> None:
    seen = ended(table_hub)
    table_hub.fake_starter.down = True
    broken = reread(seen)
    table_hub.fake_starter.down = False

    again = reread(seen)

    assert_problem(broken, 502, "upstream-failed")
    assert assert_sound(again, 202)["state"] == "READY"
    soon = table_hub.clock.now() + timedelta(seconds=1)
    (left,) = table_hub.open_documents.unended(before=soon, after=soon)
    assert (left.run, left.document.outcome) == (ticket(rerun=1).run, None)
    assert spoken.metric("Failed") == 1


def test_system_failure_of_the_table_changes_nothing(table_hub: FakeHub, spoken: Spoken) -> None:
    seen = ended(table_hub)
    table_hub.fake_ledger.down = True
    broken = reread(seen)
    table_hub.fake_ledger.down = False

    assert_problem(broken, 502, "upstream-failed")
    assert table_hub.fake_ledger.find(ANNA, document_id(1)).document.etag == seen
    assert_sound(reread(seen), 202)
