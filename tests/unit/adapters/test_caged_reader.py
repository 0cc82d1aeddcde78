"""The Reader port over a store: what is fetched, for how long, and what is not."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lifeos.adapters.cage import Cage
from lifeos.adapters.caged_reader import CagedReader
from lifeos.documents.models import Errand
from lifeos.errors import NotFoundError, RejectedError, UpstreamError
from lifeos.senses import limits, registry
from lifeos.senses.models import Page, Tally

from functions.catalogue import named
from tests.fakes.clock import FakeClock
from tests.fakes.storage import FakeStorage

NOTE = b"A letter of 3 March 2024.\n"


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    with closing(Cage()) as made:
        yield made


@pytest.fixture
def storage() -> FakeStorage:
    return FakeStorage(FakeClock().now)


@pytest.fixture
def reader(cage: Cage, storage: FakeStorage) -> CagedReader:
    return CagedReader(storage, cage)


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def errand(storage: FakeStorage, content: bytes = NOTE, **told: object) -> Errand:
    described = {
        "object": storage.put("u/1/d/1", content),
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "name": "note.txt",
        "declared": "text/plain",
        "media_type": "text/plain",
        "sense": "plain_text",
    }
    return Errand.model_validate({**described, **told})


def test_a_sound_file_passes_and_is_read(reader: CagedReader, storage: FakeStorage) -> None:
    wanted = errand(storage)

    reader.check(wanted)
    readings = list(reader.read(wanted))

    assert isinstance(readings[0], Page)
    assert isinstance(readings[-1], Tally)


def test_nothing_stays_on_disk(reader: CagedReader, storage: FakeStorage, disk: Path) -> None:
    reader.check(errand(storage))
    readings = reader.read(errand(storage))
    next(readings)
    held = list(disk.rglob("original"))

    readings.close()

    assert len(held) == 1
    assert list(disk.iterdir()) == []


def test_a_hostile_file_is_refused_by_check(reader: CagedReader, storage: FakeStorage) -> None:
    page = errand(storage, b"<html></html>", name="bill.pdf", media_type="text/html", sense="html")

    with pytest.raises(RejectedError, match="web page"):
        reader.check(page)


def test_what_nobody_reads_is_refused_as_that(reader: CagedReader, storage: FakeStorage) -> None:
    with pytest.raises(RejectedError) as refused:
        reader.check(errand(storage, sense=None))

    assert refused.value.reason == "unsupported-type"


def test_a_file_over_its_limit_is_not_even_fetched(
    reader: CagedReader, storage: FakeStorage
) -> None:
    huge = errand(storage, size_bytes=limits.of("plain_text").max_bytes + 1)
    storage.down = True

    with pytest.raises(RejectedError, match="MB at most"):
        reader.check(huge)


def test_bytes_that_were_replaced_are_not_read(reader: CagedReader, storage: FakeStorage) -> None:
    with pytest.raises(RejectedError) as refused:
        list(reader.read(errand(storage, sha256="0" * 64)))

    assert refused.value.reason == "checksum-mismatch"


def test_a_store_that_is_down_is_no_fault_of_the_file(
    reader: CagedReader, storage: FakeStorage
) -> None:
    wanted = errand(storage)
    storage.down = True

    with pytest.raises(UpstreamError):
        reader.check(wanted)


def test_a_sense_of_another_version_is_refused(reader: CagedReader, storage: FakeStorage) -> None:
    with pytest.raises(RejectedError) as refused:
        list(reader.read(errand(storage, sense="of-tomorrow")))

    assert refused.value.reason == "no-such-sense"


def test_an_object_that_is_gone_is_not_found(reader: CagedReader, storage: FakeStorage) -> None:
    wanted = errand(storage)
    storage.objects.clear()

    with pytest.raises(NotFoundError):
        reader.check(wanted)


def test_the_functions_leave_the_slowest_file_more_than_its_time() -> None:
    known = [limits.of(sense.name) for sense in registry.all_senses()]

    assert limits.slowest_s() <= 5 * 60
    assert named("ingest_assert").timeout_s > max(allowed.check_s for allowed in known)
    assert named("ingest_action").timeout_s > max(allowed.read_s for allowed in known)


def test_the_functions_have_more_memory_than_a_reader_may_take() -> None:
    for function in (named("ingest_assert"), named("ingest_action")):
        assert function.memory_mb > limits.DEFAULT.memory_bytes / limits.MEGABYTE


def test_one_bad_file_holds_a_slot_for_at_most_fifteen_minutes() -> None:
    states = ("ready", "pick", "assert", "action", "end")

    assert sum(named(f"ingest_{state}").timeout_s for state in states) <= 15 * 60
