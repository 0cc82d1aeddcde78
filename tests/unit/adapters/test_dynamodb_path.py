"""The way through the states, as a ledger's item tells it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from lifeos.adapters.dynamodb_items import document_item, to_record

from tests.fakes.clock import START
from tests.support.ingest import record


def item(*, end: datetime, ended: datetime) -> dict[str, Any]:
    entered = {"READY": {"S": START.isoformat()}, "END": {"S": end.isoformat()}}
    return {
        **document_item(record()),
        "entered": {"M": entered},
        "ended_at": {"S": ended.isoformat()},
    }


@pytest.mark.parametrize("apart_us", [-20, 0, 20])
def test_nothing_is_left_before_it_was_entered(apart_us: int) -> None:
    end = START + timedelta(seconds=1)

    path = to_record(item(end=end, ended=end + timedelta(microseconds=apart_us))).document.path

    assert [passage.state for passage in path] == ["READY", "END"]
    assert path[0].left_at == path[1].entered_at == end
    assert path[1].left_at == end + timedelta(microseconds=max(0, apart_us))
