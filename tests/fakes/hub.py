"""A hub of fakes for `wiring.use(...)`."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from lifeos.wiring import Hub

from tests.fakes.archive import FakeArchive
from tests.fakes.audit import FakeInventory, FakeOpenDocuments, FakeRegister
from tests.fakes.bin import FakeBin, FakeGrave
from tests.fakes.clock import FakeClock
from tests.fakes.desk import FakeDesk, FakeStatus
from tests.fakes.fact_reader import FakeFactReader
from tests.fakes.finder import FakeFinder, FakeTimeline
from tests.fakes.heartbeat import FakeHeartbeat
from tests.fakes.ids import FakeIds
from tests.fakes.ledger import FakeLedger
from tests.fakes.limiter import FakeLimiter
from tests.fakes.live import FakeLive
from tests.fakes.quota import FakeQuota
from tests.fakes.reader import DirectReader
from tests.fakes.reopening import FakeReopening
from tests.fakes.runs import FakeRuns
from tests.fakes.slots import FakeSlots
from tests.fakes.span_reader import FakeSpans
from tests.fakes.starter import FakeStarter
from tests.fakes.storage import FakeStorage
from tests.fakes.switches import FakeSwitches

ENVIRONMENT = {
    "LIFEOS_PROFILE": "local",
    "POWERTOOLS_SERVICE_NAME": "under_test",
    "PIPELINE_VERSION": "1",
    "TABLE_NAME": "lifeos-test",
    "KEEP_DELETED_DAYS": "30",
}


class FakeDatabase:
    """Only what health asks of a database."""

    def __init__(self, archive: FakeArchive) -> None:
        self._archive = archive

    def probe(self) -> None:
        self._archive.require_up()


class FakeMigrator:
    """Applies nothing; answers with a version, or raises what it was given."""

    def __init__(self) -> None:
        self.applied = 0
        self.error: Exception | None = None

    def apply(self) -> str:
        if self.error is not None:
            raise self.error
        self.applied += 1
        return "0001_record"


class FakeHub(Hub):
    """Every port a fake; `dynamodb` stays what the test puts there (moto)."""

    def __init__(self, *, limit: int = 2, announces: bool = True, **environment: str) -> None:
        super().__init__({**ENVIRONMENT, **environment})
        self.fake_clock = FakeClock()
        self.fake_ids = FakeIds()
        self.fake_ledger = FakeLedger()
        self.fake_storage = FakeStorage(self.fake_clock.now, announces=announces)
        self.fake_quota = FakeQuota()
        self.fake_bin = FakeBin(self.fake_ledger)
        self.fake_reopening = FakeReopening(self.fake_ledger)
        self.fake_limiter = FakeLimiter(self.fake_clock.now)
        self.fake_slots = FakeSlots(limit)
        self.fake_starter = FakeStarter()
        self.fake_archive = FakeArchive(self.fake_clock, self.fake_ids)
        self.fake_grave = FakeGrave(self.fake_archive)
        self.fake_facts = FakeFactReader(self.fake_archive)
        self.fake_desk = FakeDesk(self.fake_archive)
        self.fake_timeline = FakeTimeline(self.fake_archive)
        self.fake_finder = FakeFinder(self.fake_archive)
        self.fake_status = FakeStatus()
        self.fake_spans = FakeSpans()
        self.fake_migrator = FakeMigrator()
        self.fake_runs = FakeRuns(self.fake_starter)
        self.fake_heartbeat = FakeHeartbeat()
        self.fake_open_documents = FakeOpenDocuments(self.fake_ledger)
        self.fake_inventory = FakeInventory(self.fake_storage)
        self.fake_register = FakeRegister(self.fake_archive)
        self.fake_live = FakeLive()
        self.fake_switches = FakeSwitches()

    @cached_property
    def clock(self) -> Any:
        return self.fake_clock

    @cached_property
    def ids(self) -> Any:
        return self.fake_ids

    @cached_property
    def ledger(self) -> Any:
        return self.fake_ledger

    @cached_property
    def bin(self) -> Any:
        return self.fake_bin

    @cached_property
    def reopening(self) -> Any:
        return self.fake_reopening

    @cached_property
    def grave(self) -> Any:
        return self.fake_grave

    @cached_property
    def storage(self) -> Any:
        return self.fake_storage

    @cached_property
    def reader(self) -> Any:
        return DirectReader(self.fake_storage)

    @cached_property
    def quota(self) -> Any:
        return self.fake_quota

    @cached_property
    def limiter(self) -> Any:
        return self.fake_limiter

    @cached_property
    def slots(self) -> Any:
        return self.fake_slots

    @cached_property
    def switches(self) -> Any:
        return self.fake_switches

    @cached_property
    def starter(self) -> Any:
        return self.fake_starter

    @cached_property
    def archive(self) -> Any:
        return self.fake_archive

    @cached_property
    def facts(self) -> Any:
        return self.fake_facts

    @cached_property
    def desk(self) -> Any:
        return self.fake_desk

    @cached_property
    def timeline(self) -> Any:
        return self.fake_timeline

    @cached_property
    def finder(self) -> Any:
        return self.fake_finder

    @cached_property
    def live_status(self) -> Any:
        return self.fake_status

    @cached_property
    def spans(self) -> Any:
        return self.fake_spans

    @cached_property
    def database(self) -> Any:
        return FakeDatabase(self.fake_archive)

    @cached_property
    def migrator(self) -> Any:
        return self.fake_migrator

    @cached_property
    def runs(self) -> Any:
        return self.fake_runs

    @cached_property
    def heartbeat(self) -> Any:
        return self.fake_heartbeat

    @cached_property
    def open_documents(self) -> Any:
        return self.fake_open_documents

    @cached_property
    def rebuilt_status(self) -> Any:
        return self.fake_open_documents

    @cached_property
    def inventory(self) -> Any:
        return self.fake_inventory

    @cached_property
    def register(self) -> Any:
        return self.fake_register

    @cached_property
    def live(self) -> Any:
        return self.fake_live
