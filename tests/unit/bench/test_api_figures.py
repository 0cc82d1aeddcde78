"""bench-api: what is recorded is what is asked again."""

from __future__ import annotations

from lifeos.adapters.dynamodb_limits import DynamoLimiter
from lifeos.contracts.limits import READS

from tests.bench.api import Measured, _routes
from tests.bench.api_calls import Bare, recorded
from tests.fakes.clock import FakeClock
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


def test_every_read_of_the_catalogue_is_measured() -> None:
    measured = {route.path for _, route in _routes()}

    assert {"/v1/facts", "/v1/search", "/v1/documents/{document_id}/content"} <= measured
    assert "/health" not in measured
