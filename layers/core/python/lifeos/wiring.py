"""The one place that meets adapters: a hub with one cached property per port, traced by spans.

Adapters are imported where they are built, so a function loads only what it uses.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lifeos.settings import (
    CoreSettings,
    DatabaseSettings,
    MachineSettings,
    QuotaSettings,
    RetentionSettings,
    Settings,
    StorageSettings,
    TableSettings,
    read,
)
from lifeos.spans import traced

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from lifeos.adapters.dynamodb_spans import DynamoSpans
    from lifeos.adapters.postgres import Database
    from lifeos.adapters.postgres_migrations import Migrator
    from lifeos.documents.admission import Slots
    from lifeos.documents.audit import OpenDocuments, Runs
    from lifeos.documents.deletion import Bin, Grave
    from lifeos.documents.ports import Clock, Ids, Ledger, Limiter, Quota, Reader, Starter, Storage
    from lifeos.documents.reckoning import Inventory, Register
    from lifeos.documents.reckoning import LiveStatus as Rebuilt
    from lifeos.facts.ports import Archive, Desk, FactReader, Finder, LiveStatus, TimelineReader
    from lifeos.wiring_live import Live

S = TypeVar("S", bound=Settings)


class Hub:
    """Everything one process may use, built on first use and kept."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def settings(self, group: type[S]) -> S:
        """One group of settings. Raises: pydantic.ValidationError naming what is missing."""
        return read(group, self._environment)

    @cached_property
    def core(self) -> CoreSettings:
        """What every function knows."""
        return self.settings(CoreSettings)

    @cached_property
    def table(self) -> str:
        """Name of the one DynamoDB table."""
        return self.settings(TableSettings).table_name

    @cached_property
    def clock(self) -> Clock:
        """The machine's clock."""
        from lifeos.adapters.system import SystemClock

        return SystemClock()

    @cached_property
    def ids(self) -> Ids:
        """Fresh UUIDv7."""
        from lifeos.adapters.system import Uuid7Ids

        return Uuid7Ids()

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        """The client that the table's adapters share."""
        from lifeos.adapters.dynamodb import dynamodb_client

        return dynamodb_client()

    @cached_property
    def hurried_dynamodb(self) -> DynamoDBClient:
        """The client for what is worth doing and not worth waiting for: counting, spans."""
        from lifeos.adapters.dynamodb import dynamodb_client
        from lifeos.adapters.patience import HURRIED

        return dynamodb_client(patience=HURRIED)

    @cached_property
    def ledger(self) -> Ledger:
        """Live status of documents."""
        from lifeos.adapters.dynamodb import DynamoLedger

        ledger: Ledger = DynamoLedger(self.dynamodb, self.table)
        return traced(ledger, "ledger", "table")

    @cached_property
    def bin(self) -> Bin:
        """Live status of documents, as far as deleting changes it."""
        from lifeos.adapters.dynamodb_deletion import DynamoBin

        found: Bin = DynamoBin(self.dynamodb, self.table)
        return traced(found, "bin", "table")

    @cached_property
    def keep_deleted(self) -> timedelta:
        """How long a deleted document can be restored."""
        return timedelta(days=self.settings(RetentionSettings).keep_deleted_days)

    @cached_property
    def grave(self) -> Grave:
        """The record, as far as deleting changes it."""
        from lifeos.adapters.postgres_deletion import PostgresGrave

        return PostgresGrave(self.database)

    @cached_property
    def spans(self) -> DynamoSpans:
        """Where spans are kept; not traced itself."""
        from lifeos.adapters.dynamodb_spans import DynamoSpans

        return DynamoSpans(self.hurried_dynamodb, self.table, self.clock.now)

    @cached_property
    def storage(self) -> Storage:
        """Where originals live, as the settings say."""
        from lifeos.wiring_storage import storage_for

        in_cloud = self.core.profile != "local"
        storage = storage_for(self.settings(StorageSettings), self.clock.now, in_cloud=in_cloud)
        return traced(storage, "storage", "storage")

    @cached_property
    def reader(self) -> Reader:
        """Looks at files and reads them, in a process of its own."""
        from lifeos.adapters.cage import Cage
        from lifeos.adapters.caged_reader import CagedReader

        return CagedReader(self.storage, Cage())

    @cached_property
    def quota(self) -> Quota:
        """What each person may send a day."""
        from lifeos.adapters.dynamodb_quota import DynamoQuota
        from lifeos.documents.models import Allowance

        settings = self.settings(QuotaSettings)
        allowance = Allowance(
            files_per_day=settings.files_per_day,
            bytes_per_day=settings.bytes_per_day,
            zone=settings.zone,
        )
        quota: Quota = DynamoQuota(
            self.dynamodb, self.table, allowance=allowance, now=self.clock.now
        )
        return traced(quota, "quota", "table")

    @cached_property
    def limiter(self) -> Limiter:
        """How often each person may ask."""
        from lifeos.adapters.dynamodb_limits import DynamoLimiter

        limiter: Limiter = DynamoLimiter(self.hurried_dynamodb, self.table, self.clock.now)
        return traced(limiter, "limiter", "table")

    @cached_property
    def starter(self) -> Starter:
        """Starts the ingest machine."""
        from lifeos.adapters.stepfunctions import StepFunctionsStarter, stepfunctions_client

        starter: Starter = StepFunctionsStarter(
            stepfunctions_client(), self.settings(MachineSettings).machine_arn
        )
        return traced(starter, "machine", "machine")

    @cached_property
    def slots(self) -> Slots:
        """Runs under way and the line behind them."""
        from lifeos.adapters.dynamodb_slots import DynamoSlots

        limit = self.settings(MachineSettings).max_runs
        slots: Slots = DynamoSlots(self.dynamodb, self.table, limit=limit, now=self.clock.now)
        return traced(slots, "slots", "table")

    @cached_property
    def runs(self) -> Runs:
        """What the ingest machine knows of a run."""
        from lifeos.adapters.stepfunctions import StepFunctionsRuns, stepfunctions_client

        runs: Runs = StepFunctionsRuns(
            stepfunctions_client(), self.settings(MachineSettings).machine_arn
        )
        return traced(runs, "machine", "machine")

    @cached_property
    def open_documents(self) -> OpenDocuments:
        """Documents that have not ended."""
        from lifeos.adapters.dynamodb_audit import DynamoAudit

        return DynamoAudit(self.dynamodb, self.table)

    @cached_property
    def rebuilt_status(self) -> Rebuilt:
        """Live status across people, and what puts it right."""
        from lifeos.adapters.dynamodb_audit import DynamoAudit

        return DynamoAudit(self.dynamodb, self.table)

    @cached_property
    def inventory(self) -> Inventory:
        """What lies in the bucket."""
        from lifeos.adapters.s3_inventory import S3Inventory
        from lifeos.wiring_storage import s3_for

        settings = self.settings(StorageSettings)
        in_cloud = self.core.profile != "local"
        return S3Inventory(s3_for(settings, in_cloud=in_cloud), settings.bucket)

    @cached_property
    def register(self) -> Register:
        """What the record knows of documents, across people."""
        from lifeos.adapters.postgres_register import PostgresRegister

        return PostgresRegister(self.database)

    @cached_property
    def database(self) -> Database:
        """PostgreSQL; its statements are spans of their own."""
        from lifeos.adapters.postgres import Database

        return Database(self.settings(DatabaseSettings))

    @cached_property
    def archive(self) -> Archive:
        """The record, on its writing side."""
        from lifeos.adapters.postgres_archive import PostgresArchive

        return PostgresArchive(self.database, self.ids.new)

    @cached_property
    def facts(self) -> FactReader:
        """The record, on its reading side."""
        from lifeos.adapters.postgres_facts import PostgresFacts

        return PostgresFacts(self.database)

    @cached_property
    def timeline(self) -> TimelineReader:
        """The record as one line."""
        from lifeos.adapters.postgres_timeline import PostgresTimeline

        return PostgresTimeline(self.database)

    @cached_property
    def finder(self) -> Finder:
        """The record by its words."""
        from lifeos.adapters.postgres_search import PostgresFinder

        return PostgresFinder(self.database)

    @cached_property
    def desk(self) -> Desk:
        """What waits for the person, and what the person says."""
        from lifeos.adapters.postgres_review import PostgresDesk

        return PostgresDesk(self.database, self.ids.new)

    @cached_property
    def live_status(self) -> LiveStatus:
        """The live status of documents, as far as a review changes it."""
        from lifeos.adapters.dynamodb_review import DynamoStatus

        return DynamoStatus(self.dynamodb, self.table)

    @cached_property
    def live(self) -> Live:
        """The live socket's parts."""
        from lifeos.wiring_live import Live

        return Live(self.dynamodb, self.table, self.clock.now, self.settings)

    @cached_property
    def migrator(self) -> Migrator:
        """Brings the schema up to date; the SQL files come in a layer beside this package."""
        from lifeos.adapters.postgres import owner_url
        from lifeos.adapters.postgres_migrations import Migrator

        folder = next(p for e in sys.path if (p := Path(e, "migrations")).is_dir())
        return Migrator(owner_url(self.settings(DatabaseSettings)), folder)


_hub: Hub | None = None


def hub() -> Hub:
    """The process's hub, over the process's environment."""
    global _hub
    if _hub is None:
        _hub = Hub(dict(os.environ))
    return _hub


def use(other: Hub | None) -> None:
    """Put another hub in place (tests), or none so that the next call builds a fresh one."""
    global _hub
    _hub = other
