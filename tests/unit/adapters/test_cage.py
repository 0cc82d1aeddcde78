"""The cage against readers that do their worst; every test is a real process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from lifeos.adapters.cage import Cage
from lifeos.errors import ReaderFailedError, RejectedError
from lifeos.senses.limits import MEGABYTE, Limits
from lifeos.senses.models import Attachment, Page, Reading, Source, Tally

from tests.support.readings import source_of

LIMITS = Limits(check_s=2, read_s=2, memory_bytes=300 * MEGABYTE, said_bytes=MEGABYTE)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has seccomp filters")


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    with closing(Cage("tests.support.misbehaving")) as made:
        yield made


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return source_of(tmp_path, b"what the file says")


def read(cage: Cage, source: Source, deed: str, limits: Limits = LIMITS) -> list[Reading]:
    said = cage.run("read", source, sense=deed, declared="text/plain", limits=limits)
    with closing(said):
        return list(said)


def texts(readings: list[Reading]) -> list[str]:
    return [reading.text for reading in readings if isinstance(reading, Page)]


def reason(cage: Cage, source: Source, deed: str, limits: Limits = LIMITS) -> str:
    with pytest.raises(RejectedError) as refused:
        read(cage, source, deed, limits)
    return refused.value.reason


def test_pages_attachments_and_tally_arrive_as_they_were_said(cage: Cage, source: Source) -> None:
    page, attachment, tally = read(cage, source, "behave")

    assert page == Page(number=1, text="what the file says")
    assert isinstance(attachment, Attachment)
    assert attachment.content == bytes(range(256))
    assert isinstance(tally, Tally)


def test_a_refusal_arrives_with_its_reason_and_sentence(cage: Cage, source: Source) -> None:
    with pytest.raises(RejectedError, match="There is no statement") as refused:
        read(cage, source, "refuse")

    assert refused.value.reason == "no-statement"


def test_what_was_said_before_a_refusal_has_been_handed_on(cage: Cage, source: Source) -> None:
    said = cage.run("read", source, sense="refuse", declared="text/plain", limits=LIMITS)

    first = next(said)

    assert first == Page(number=1, text="something")
    with pytest.raises(RejectedError):
        next(said)


def test_an_error_of_ours_is_told_by_kind_and_place_without_content(
    cage: Cage, source: Source
) -> None:
    with pytest.raises(ReaderFailedError, match=r"^ValueError at \w+\.py:\d+$"):
        read(cage, source, "raise_an_error")


def test_endless_recursion_is_an_error_of_ours(cage: Cage, source: Source) -> None:
    with pytest.raises(ReaderFailedError, match="RecursionError"):
        read(cage, source, "recurse")


@pytest.mark.parametrize("deed", ["spin", "sleep"])
def test_a_reader_that_does_not_come_back_is_ended(cage: Cage, source: Source, deed: str) -> None:
    started = time.monotonic()

    found = reason(cage, source, deed, Limits(read_s=1))

    assert found == "took-too-long"
    assert time.monotonic() - started < 10


@linux_only
def test_a_reader_that_grows_is_ended(cage: Cage, source: Source) -> None:
    assert reason(cage, source, "grow") == "needs-too-much-memory"


def test_a_crash_is_a_refusal(cage: Cage, source: Source) -> None:
    assert reason(cage, source, "crash") == "reader-crashed"


def test_a_reader_that_leaves_halfway_is_not_taken_for_done(cage: Cage, source: Source) -> None:
    assert reason(cage, source, "leave") == "reader-crashed"


@pytest.mark.parametrize("deed", ["talk", "boast"])
def test_a_reader_that_says_too_much_is_ended(cage: Cage, source: Source, deed: str) -> None:
    assert reason(cage, source, deed) == "says-too-much"


def test_words_that_are_no_reading_are_not_believed(cage: Cage, source: Source) -> None:
    with pytest.raises(ReaderFailedError, match="malformed"):
        read(cage, source, "mumble")


def test_a_reader_that_lingers_after_its_end_is_ended(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lifeos.adapters.cage._ENDING_S", 0.5)

    with closing(Cage("tests.support.misbehaving")) as impatient:
        assert reason(impatient, source, "linger") == "took-too-long"


@pytest.mark.parametrize("deed", ["connect", "run_a_program", "write_a_file"])
def test_python_code_cannot_get_out(cage: Cage, source: Source, deed: str) -> None:
    assert texts(read(cage, source, deed)) == ["PermissionError"]


@linux_only
@pytest.mark.parametrize("deed", ["connect_natively", "fork_natively", "write_natively"])
def test_native_code_cannot_get_out(cage: Cage, source: Source, deed: str) -> None:
    assert texts(read(cage, source, deed)) == ["-1"]


@linux_only
def test_a_reader_cannot_end_others(cage: Cage, source: Source) -> None:
    assert texts(read(cage, source, "kill_its_parent")) == ["PermissionError", "-1"]


def test_a_reader_sees_no_secret_and_holds_no_socket(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_SECRET_ACCESS_KEY", "DATABASE_URL"):
        monkeypatch.setenv(name, "secret")

    with closing(Cage("tests.support.misbehaving")) as cage:
        environment, environ_file, descriptors = texts(read(cage, source, "look_around"))

    assert not {"AWS_SECRET_ACCESS_KEY", "DATABASE_URL", "HOME"} & set(eval(environment))
    assert environ_file == "PermissionError"
    assert len(eval(descriptors)) <= 7  # three standard, its pipe, the wake-up pair, the listing


def test_after_any_mishap_the_next_file_is_read(cage: Cage, source: Source) -> None:
    for deed in ("crash", "talk", "refuse", "leave"):
        reason(cage, source, deed)

        assert len(read(cage, source, "behave")) == 3


def test_stopping_early_ends_the_reader(source: Source) -> None:
    others = _reader_processes()
    with closing(Cage("tests.support.misbehaving")) as cage:
        said = cage.run("read", source, sense="talk", declared="text/plain", limits=LIMITS)
        next(said)
        running = [process for process in _reader_processes() if process not in others]

        said.close()

        assert len(running) == 2  # the process and its copy
        _, alive = psutil.wait_procs(running, timeout=5)
        assert not alive


def test_readers_are_copies_of_one_process(cage: Cage, source: Source) -> None:
    read(cage, source, "behave")
    before = _reader_processes()

    read(cage, source, "behave")

    assert _reader_processes() == before


def test_the_reader_ends_with_the_hub(tmp_path: Path) -> None:
    code = (
        "import time; from lifeos.adapters.cage import Cage; cage = Cage(); cage.warm_up();"
        "print(cage._process.pid, flush=True); time.sleep(60)"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=env) as hub:
        assert hub.stdout is not None
        reader = psutil.Process(int(hub.stdout.readline()))
        hub.kill()

    reader.wait(timeout=10)


def test_a_process_that_cannot_start_is_an_error_of_ours(source: Source) -> None:
    with closing(Cage("tests.support.no_such_module")) as cage, pytest.raises(ReaderFailedError):
        read(cage, source, "behave")


def _reader_processes() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if _is_reader(child)]


def _is_reader(process: psutil.Process) -> bool:
    try:
        command = " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # it ended meanwhile, or waits for its parent to notice
        return False
    return "lifeos" in command or "misbehaving" in command
