"""A laptop's life with the real template: stopped, started, killed, and nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest

from local import processes
from local.home import read_json
from local.hub import Arrival, Hub
from local.person import Person
from tests.support.hub import ROOT, RunningHub, running_hub
from tests.support.listener import Listener
from tests.support.visitor import Visitor

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def laptop() -> Iterator[RunningHub]:
    """A hub of this module's own, because its tests kill it."""
    with running_hub() as running:
        yield running


@pytest.fixture
def stored(laptop: RunningHub) -> dict[str, Any]:
    """An object with two versions, and the person it belongs to."""
    key = f"kept/{time.monotonic_ns()}"
    put = {"Bucket": laptop.outputs["BucketName"], "Key": key}
    versions = [
        laptop.aws("s3").put_object(**put, Body=body)["VersionId"] for body in (b"one", b"two")
    ]
    person = Person.kept_in(laptop.hub.home.person_file)
    return {"key": key, "versions": versions, "person": person}


def again(laptop: RunningHub) -> Arrival:
    """Start the same home anew, as a later command would."""
    hub = Hub.at(laptop.hub.home, ROOT)
    return hub.up()


def kill(pids: list[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)], timeout=10)


def assert_nothing_lost(laptop: RunningHub, stored: dict[str, Any]) -> None:
    bucket = laptop.outputs["BucketName"]
    s3 = laptop.aws("s3")
    bodies = [
        s3.get_object(Bucket=bucket, Key=stored["key"], VersionId=version)["Body"].read()
        for version in stored["versions"]
    ]
    assert bodies == [b"one", b"two"]
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    assert Person.kept_in(laptop.hub.home.person_file) == stored["person"]
    assert laptop.token(stored["person"])
    assert laptop.hub.healthy()


def test_after_a_clean_stop_nothing_is_deployed_again(
    laptop: RunningHub, stored: dict[str, Any]
) -> None:
    before = laptop.outputs
    laptop.hub.down()

    arrival = again(laptop)

    assert not arrival.deployed
    assert laptop.outputs == before
    assert_nothing_lost(laptop, stored)


def test_after_a_clean_stop_changes_are_heard_live_again(laptop: RunningHub) -> None:
    visitor = Visitor.new(laptop)
    before = Listener(visitor)
    before.caught_up()
    document_id = visitor.send("first.csv", b"Date,Amount\n2026-03-01,-3.20\n")
    before.listen(lambda: before.ended(document_id))

    laptop.hub.down()
    again(laptop)
    after = Listener(Visitor(laptop, visitor.person), follower=before.follower)
    document_id = after.visitor.send("second.csv", b"Date,Amount\n2026-03-02,-3.30\n")
    after.listen(lambda: after.ended(document_id))

    assert after.numbers()[0] == before.numbers()[-1] + 1


def test_after_kill_9_of_everything_the_next_start_heals(
    laptop: RunningHub, stored: dict[str, Any]
) -> None:
    started = processes.recall(laptop.hub.home.processes_file).values()
    kill([one.pid for one in started])

    arrival = again(laptop)

    assert arrival.deployed
    assert "(difference 0)" in arrival.rebuilt
    assert_nothing_lost(laptop, stored)


def test_after_kill_9_of_the_emulator_its_workers_are_ended_too(
    laptop: RunningHub, stored: dict[str, Any]
) -> None:
    emulator = processes.recall(laptop.hub.home.processes_file)["emulator"]
    assert laptop.hub.healthy()  # so that at least one function worker runs
    kill([emulator.pid])
    orphans = emulator.group()

    arrival = again(laptop)

    assert orphans
    assert not any(orphan.is_running() for orphan in orphans)
    assert "emulator" in arrival.healed
    assert_nothing_lost(laptop, stored)


def test_after_kill_9_of_the_database_alone_the_saved_state_is_still_good(
    laptop: RunningHub, stored: dict[str, Any]
) -> None:
    kill([processes.recall(laptop.hub.home.processes_file)["postgres"].pid])

    arrival = again(laptop)

    assert not arrival.deployed
    assert_nothing_lost(laptop, stored)


def test_up_status_and_doctor_of_a_running_hub(laptop: RunningHub) -> None:
    codes = {}
    for arguments in (("up",), ("status", "--json"), ("doctor",)):
        command, env = laptop.command(*arguments)
        codes[arguments[0]] = subprocess.run(command, env=env, capture_output=True).returncode

    assert codes == {"up": 0, "status": 0, "doctor": 0}
    assert read_json(laptop.hub.home.hub_file)["api_url"] == laptop.api_url


def test_ctrl_c_of_the_live_log_stops_everything_in_order(laptop: RunningHub) -> None:
    laptop.hub.down()
    command, env = laptop.command("up", "--no-sample")
    foreground = subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert foreground.stdout is not None
    for line in foreground.stdout:
        if "Live log" in line:
            break
    started = processes.recall(laptop.hub.home.processes_file).values()

    foreground.send_signal(signal.SIGINT)
    said = foreground.communicate(timeout=60)[0]

    assert foreground.returncode == 0
    assert "Nothing is lost" in said
    assert not any(one.group() for one in started)
    assert read_json(laptop.hub.home.deployed_file)["fingerprint"]


def test_two_hubs_live_beside_each_other(laptop: RunningHub, hub: RunningHub) -> None:
    if not laptop.hub.is_running():
        again(laptop)

    both = (laptop.hub.healthy(), hub.hub.healthy())

    assert both == (True, True)
    assert hub.api_url != laptop.api_url
