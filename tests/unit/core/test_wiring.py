"""The hub builds each adapter once, on first use, and only from what its settings say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from uuid import UUID

import pytest
from lifeos import wiring
from lifeos.adapters.cage import Cage
from lifeos.adapters.local_files import LocalFilesStorage
from lifeos.adapters.s3 import S3Storage
from lifeos.adapters.s3_compatible import S3CompatibleStorage
from lifeos.documents.ports import ObjectRef
from lifeos.errors import NotFoundError
from lifeos.settings import StorageSettings
from lifeos.spans import recording
from lifeos.wiring import Hub
from lifeos.wiring_storage import storage_for
from pydantic import ValidationError

from tests.fakes.hub import FakeHub
from tests.support.ingest import ANNA, document_id, record

ENVIRONMENT = {
    "LIFEOS_PROFILE": "local",
    "POWERTOOLS_SERVICE_NAME": "under_test",
    "PIPELINE_VERSION": "2",
    "TABLE_NAME": "status",
    "STORAGE_KIND": "s3",
    "BUCKET_NAME": "originals",
    "STORAGE_ENDPOINT_URL": "http://127.0.0.1:9",
    "INGEST_MACHINE_ARN": "arn:aws:states:eu-central-1:123456789012:stateMachine:ingest",
    "INGEST_MAX_RUNS": "4",
    "DATABASE_URL": "postgresql://lifeos_app:MARKED@127.0.0.1:9/lifeos",
    "QUOTA_FILES_PER_DAY": "100",
    "QUOTA_BYTES_PER_DAY": "1000000",
    "QUOTA_ZONE": "Europe/Berlin",
    "FLAGS_APPLICATION": "abc1234",
    "FLAGS_ENVIRONMENT": "def5678",
    "FLAGS_CONFIGURATION": "ghi9012",
    "FLAGS_MAX_AGE_S": "60",
    "KEEP_DELETED_DAYS": "30",
    "AWS_REGION": "eu-central-1",
}
# All but the reader, whose process starts with it.
PORTS = sorted(
    name
    for name, value in vars(Hub).items()
    if isinstance(value, cached_property) and name != "reader"
)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return Hub(ENVIRONMENT)


@pytest.fixture(autouse=True)
def no_hub() -> Iterator[None]:
    """Every test leaves the process without a hub."""
    yield
    wiring.use(None)


@pytest.mark.parametrize("port", PORTS)
def test_a_port_is_built_once_and_without_a_connection(hub: Hub, port: str) -> None:
    built = getattr(hub, port)

    assert built is not None
    assert getattr(hub, port) is built


def test_the_reader_starts_its_process_when_it_is_built_and_only_once(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Cage] = []
    monkeypatch.setattr(Cage, "warm_up", lambda cage: started.append(cage))

    built = hub.reader

    assert hub.reader is built
    assert len(started) == 1


def test_a_missing_variable_is_found_when_it_is_first_needed(hub: Hub) -> None:
    bare = Hub({})

    with pytest.raises(ValidationError, match="TABLE_NAME"):
        _ = bare.ledger
    assert bare.clock.now().utcoffset() is not None


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({}, S3Storage),
        ({"LIFEOS_PROFILE": "personal", "STORAGE_ENDPOINT_URL": ""}, S3Storage),
        ({"STORAGE_KIND": "s3_compatible", "STORAGE_SECRET": "s"}, S3CompatibleStorage),
        ({"STORAGE_KIND": "local_files", "STORAGE_SECRET": "s" * 32}, LocalFilesStorage),
    ],
)
def test_settings_decide_where_originals_live(
    told: dict[str, str], kind: type, tmp_path: Any, hub: Hub
) -> None:
    environment = {name: value for name, value in {**ENVIRONMENT, **told}.items() if value}
    if kind is LocalFilesStorage:
        environment["BUCKET_NAME"] = str(tmp_path)
    made = Hub(environment)

    in_cloud = made.core.profile != "local"
    storage = storage_for(made.settings(StorageSettings), made.clock.now, in_cloud=in_cloud)

    assert isinstance(storage, kind)
    assert made.storage.announces is (kind is S3Storage)


def test_in_the_cloud_links_name_the_regions_own_endpoint(hub: Hub) -> None:
    told = {"LIFEOS_PROFILE": "personal", "STORAGE_ENDPOINT_URL": ""}
    environment = {name: value for name, value in {**ENVIRONMENT, **told}.items() if value}
    ref = ObjectRef(bucket="originals", key=f"u/{ANNA}/d/{document_id(1)}")

    made = Hub(environment)
    link = made.storage.presign_download(
        ref, name="a.pdf", media_type="application/pdf",
        expires_at=made.clock.now().replace(year=made.clock.now().year + 1),
    )  # fmt: skip

    assert "s3.eu-central-1.amazonaws.com" in link


def test_calls_of_a_port_are_spans_under_its_name(tmp_path: Any) -> None:
    local = {
        "STORAGE_KIND": "local_files",
        "BUCKET_NAME": str(tmp_path),
        "STORAGE_SECRET": "s" * 32,
    }
    hub = Hub({**ENVIRONMENT, **local})

    with recording() as spans, pytest.raises(NotFoundError):
        hub.storage.stat(f"u/{ANNA}/d/{document_id(1)}")

    assert [(span.name, span.status) for span in spans] == [("storage.stat", "error")]


def test_the_process_has_one_hub_over_its_own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLE_NAME", "from-the-process")

    first, again = wiring.hub(), wiring.hub()

    assert first is again
    assert first.table == "from-the-process"
    assert dict(os.environ)["TABLE_NAME"] == first.table


def test_another_hub_can_be_put_in_place_and_taken_away() -> None:
    fake = FakeHub()
    fake.fake_ledger.register(record())

    wiring.use(fake)
    held = wiring.hub().ledger.get(ANNA, document_id(1))
    wiring.use(None)

    assert held.document.id == document_id(1)
    assert wiring.hub() is not fake


def test_ids_are_version_seven_and_sort_by_their_time(hub: Hub) -> None:
    made = [hub.ids.new() for _ in range(50)]

    assert all(isinstance(one, UUID) and one.version == 7 for one in made)
    assert len(set(made)) == 50
    milliseconds = [one.int >> 80 for one in made]
    assert milliseconds == sorted(milliseconds)
