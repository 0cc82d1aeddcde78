"""bench-api: what is recorded is what is asked again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from lifeos.adapters.dynamodb_limits import DynamoLimiter
from lifeos.contracts.limits import READS

from tests.bench.api import Measured
from tests.bench.api_asks import event_for, name_of, routes
from tests.bench.api_calls import Bare, recorded
from tests.bench.api_world import CORRECTED, DELETED, REREAD
from tests.fakes.clock import FakeClock
from tests.support.access import guarded
from tests.support.ingest import ANNA
from tests.support.table import TABLE, table


def test_calls_are_recorded_and_asked_again_on_an_item_of_their_own() -> None:
    with table() as client:
        with recorded() as calls:
            DynamoLimiter(client, TABLE, FakeClock().now).take(ANNA, READS)
        bare = Bare.__new__(Bare)
        bare._clients = {"dynamodb": client}

        bare.replay(calls)
        bare.replay(calls)

        items = client.scan(TableName=TABLE)["Items"]
    assert [(service, what) for service, what, _ in calls.made] == [("dynamodb", "UpdateItem")]
    assert sorted(item["sk"]["S"] for item in items) == ["RATE#reads", "RATE#reads#bare"]
    assert calls.spent_ms > 0


def test_a_ratio_is_of_medians() -> None:
    assert Measured([3.0, 3.0, 90.0], [2.0, 2.0, 1.0]).ratio == 1.5


def test_every_route_that_needs_a_person_has_something_to_be_asked() -> None:
    names = ["document_id", "fact_id", "correlation_id", "filed_id", "doubted_id", "decided_id"]
    ids = dict.fromkeys(
        [*names, DELETED, CORRECTED, REREAD], "0190aaaa-0000-7000-8000-000000000001"
    )
    made: Any = SimpleNamespace(ids=ids, hub=None)

    asked = {name_of(route): event_for(route, made) for _, route in routes()}

    assert {name for name in asked if "/health" in name} == set()
    assert len(asked) == len(guarded())
    for _, route in routes():
        headers = asked[name_of(route)]["headers"]
        assert ("If-Match" in headers) == route.conditional
