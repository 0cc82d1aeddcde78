"""Status: what is measured, and that a broken hub is described, not a crash."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import psycopg
import pytest

from local import processes
from local.home import Home, write_json
from local.hub import Hub
from local.postgres import Postgres
from local.processes import Started
from local.status import documents_by_outcome, part_of, read_status
from tests.support.lifetime import ending_with


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    hub = Hub.at(Home(tmp_path / "home"), tmp_path)
    hub.home.prepare()
    return hub


def test_where_nothing_was_started_nothing_runs(hub: Hub) -> None:
    status = read_status(hub)

    assert (status.running, status.parts, status.documents) == (False, [], {})


def test_a_part_that_ended_is_shown_as_ended(hub: Hub) -> None:
    processes.remember(hub.home.processes_file, Started("emulator", 2**22 + 1, 1.0))

    (part,) = read_status(hub).parts

    assert (part.name, part.alive, part.processes, part.memory_mb) == ("emulator", False, 0, 0.0)


def test_a_living_part_is_measured(tmp_path: Path) -> None:
    started = processes.start("x", ["sleep", "60"], log=tmp_path / "log", env=os.environ)

    with ending_with(lambda: [started]):
        while not (part := part_of(started)).memory_mb:  # it becomes `sleep` in a moment
            time.sleep(0.01)

    assert (part.alive, part.processes) == (True, 1)
    assert part.memory_mb > 0


def test_half_a_hub_does_not_run(hub: Hub, tmp_path: Path) -> None:
    started = processes.start("postgres", ["sleep", "60"], log=tmp_path / "log", env=os.environ)
    with ending_with(lambda: [started]):
        processes.remember(hub.home.processes_file, started)
        write_json(hub.home.hub_file, {"port": hub.port, "api_url": "http://localhost:1/x"})

        status = read_status(hub)

    assert not status.running
    assert [part.alive for part in status.parts] == [True]


def test_it_is_one_json_object(hub: Hub) -> None:
    processes.remember(hub.home.processes_file, Started("emulator", 2**22 + 1, 1.0))

    plain = json.loads(json.dumps(read_status(hub).plain()))

    assert plain["running"] is False
    assert plain["parts"][0]["name"] == "emulator"


def test_documents_of_everybody_are_counted_by_outcome(
    hub: Hub, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hub, "postgres", postgres)
    rows = "('done', NULL), ('done', NULL), (NULL, NULL), ('done', now())"
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE documents (outcome text, deleted_at timestamptz)")
        connection.execute(f"INSERT INTO documents VALUES {rows}")

    counted = documents_by_outcome(hub)

    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute("DROP TABLE documents")
    assert counted == {"done": 2, "in flight": 1}


def test_a_record_that_cannot_be_asked_counts_nothing(hub: Hub) -> None:
    assert documents_by_outcome(hub) == {}
