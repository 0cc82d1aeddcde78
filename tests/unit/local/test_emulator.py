"""The emulator's process: its environment, its answers, its end."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from local import processes
from local.emulator import CONCURRENCY, Emulator
from local.ports import HOST, free_port
from local.trouble import LaptopError, MachineError
from tests.support.emulator import client_for
from tests.support.lifetime import ending_with, short_folder


@pytest.fixture
def own() -> Iterator[Emulator]:
    """A persistent emulator of this test's own, not yet started."""
    with short_folder("emu") as folder:
        yield Emulator(free_port(), folder, folder / "emulator.log")


def test_nothing_of_the_callers_aws_configuration_reaches_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "DATABASE_URL"):
        monkeypatch.setenv(name, "theirs")

    environment = Emulator(4566, tmp_path, tmp_path / "log").environment()

    assert "theirs" not in environment.values()
    assert environment["AUTH"] == "true"
    assert environment["BIND_HOST"] == HOST
    assert environment["LAMBDA_ACCOUNT_CONCURRENCY"] == str(CONCURRENCY)


def test_everything_it_writes_is_below_its_folder(tmp_path: Path) -> None:
    environment = Emulator(4566, tmp_path, tmp_path / "log").environment()

    places = [environment[name] for name in ("STATE_DIR", "S3_DATA_DIR", "TMPDIR")]

    assert all(place.startswith(f"{tmp_path}/") for place in places)


def test_one_for_tests_keeps_nothing(tmp_path: Path) -> None:
    environment = Emulator(4566, tmp_path, tmp_path / "log", persistent=False).environment()

    assert (environment["PERSIST_STATE"], environment["S3_PERSIST"]) == ("0", "0")


def test_a_port_in_use_is_said_before_anything_starts(own: Emulator) -> None:
    with socket.socket() as listener:
        listener.bind((HOST, own.port))
        listener.listen()

        with pytest.raises(MachineError, match=f"Port {own.port} is in use by .*pid {os.getpid()}"):
            own.start()

    assert not own.log.exists()


def test_one_that_dies_at_once_is_reported_with_its_log(
    own: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.emulator.sys.executable", "/bin/false")

    with pytest.raises(LaptopError) as failed:
        own.start()

    assert f"port {own.port}" in failed.value.sentence
    assert str(own.log) in failed.value.way_out


def test_nobody_home_is_neither_an_answer_nor_a_version(own: Emulator) -> None:
    assert not own.answers()
    assert own.version() == ""


@pytest.mark.emulator
def test_a_clean_stop_keeps_queues_and_objects(own: Emulator) -> None:
    started = own.start()
    with ending_with(lambda: [started]):
        client_for(own, "sqs").create_queue(QueueName="kept")
        client_for(own, "s3").create_bucket(Bucket="kept")
        client_for(own, "s3").put_object(Bucket="kept", Key="a", Body=b"x")
        saved = own.stop(started)
    again = own.start()

    with ending_with(lambda: [again]):
        queues = client_for(own, "sqs").list_queues().get("QueueUrls", [])
        body = client_for(own, "s3").get_object(Bucket="kept", Key="a")["Body"].read()

    assert saved
    assert [url.rsplit("/", 1)[-1] for url in queues] == ["kept"]
    assert body == b"x"


@pytest.mark.emulator
def test_after_kill_9_objects_are_still_on_disk(own: Emulator) -> None:
    started = own.start()
    with ending_with(lambda: [started]):
        client_for(own, "s3").create_bucket(Bucket="kept")
        client_for(own, "s3").put_object(Bucket="kept", Key="a", Body=b"x")
        os.kill(started.pid, signal.SIGKILL)
        processes.wait_for_end(started, timeout_s=10)
    again = own.start()

    with ending_with(lambda: [again]):
        body = client_for(own, "s3").get_object(Bucket="kept", Key="a")["Body"].read()

    assert body == b"x"


@pytest.mark.emulator
def test_it_can_be_shown_another_folder_of_objects(own: Emulator) -> None:
    beside = replace(own, objects="beside")
    started = beside.start()

    with ending_with(lambda: [started]):
        client_for(beside, "s3").create_bucket(Bucket="scratch")
        client_for(beside, "s3").put_object(Bucket="scratch", Key="a", Body=b"x")

    assert any(beside.objects_dir.rglob("a"))
    assert not any(own.objects_dir.rglob("a"))
