"""The one place that meets adapters: a hub with one cached property per port, traced by spans.

Adapters are imported where they are built, so a function loads only what it uses.
"""

from __future__ import annotations

import os
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from lifeos.settings import (
    CoreSettings,
    FlagsSettings,
    MachineSettings,
    QuotaSettings,
    RetentionSettings,
    Settings,
    StorageSettings,
    TableSettings,
)
from lifeos.spans import traced
from lifeos.wiring_record import HubRecord

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from mypy_boto3_dynamodb import DynamoDBClient

    from lifeos.adapters.dynamodb_spans import DynamoSpans
    from lifeos.documents.admission import Slots
    from lifeos.documents.audit import OpenDocuments, Runs
    from lifeos.documents.deletion import Bin
    from lifeos.documents.ports import (
        Clock,
        Ledger,
        Limiter,
        Quota,
        Reader,
        Starter,
        Storage,
        Switches,
    )
    from lifeos.documents.reckoning import Inventory
    from lifeos.documents.reckoning import LiveStatus as Rebuilt
    from lifeos.documents.rereading import Reopening
    from lifeos.facts.ports import LiveStatus
    from lifeos.health import Heartbeat
    from lifeos.wiring_live import Live

S = TypeVar("S", bound=Settings)


class Hub(HubRecord):
    """Everything one process may use, built on first use and kept."""

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
    def dynamodb(self) -> DynamoDBClient:
        """The client that the table's adapters share."""
        from lifeos.adapters.dynamodb import dynamodb_client

        return dynamodb_client()

    def table_errors(self) -> AbstractContextManager[None]:
        """What the table's client raises inside the block, as ours."""
        from lifeos.adapters.aws_errors import aws_errors

        return aws_errors("The status table")

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
    def reopening(self) -> Reopening:
        """Live status of documents, as far as reading them again changes it."""
        from lifeos.adapters.dynamodb_changes import DynamoChanges

        found: Reopening = DynamoChanges(self.dynamodb, self.table)
        return traced(found, "reopening", "table")

    @cached_property
    def keep_deleted(self) -> timedelta:
        """How long a deleted document can be restored."""
        return timedelta(days=self.settings(RetentionSettings).keep_deleted_days)

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
    def switches(self) -> Switches:
        """The feature flags, as this process last saw them."""
        from lifeos.adapters.appconfig import AppConfigSwitches, appconfig_client

        settings = self.settings(FlagsSettings)
        return AppConfigSwitches(appconfig_client, settings, now=self.clock.now)

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
    def heartbeat(self) -> Heartbeat:
        """When the machine last answered."""
        from lifeos.adapters.dynamodb_heartbeat import DynamoHeartbeat

        return DynamoHeartbeat(self.dynamodb, self.table)

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
    def live_status(self) -> LiveStatus:
        """The live status of documents, as far as a review changes it."""
        from lifeos.adapters.dynamodb_review import DynamoStatus

        return DynamoStatus(self.dynamodb, self.table)

    @cached_property
    def live(self) -> Live:
        """The live socket's parts."""
        from lifeos.wiring_live import Live

        return Live(self.dynamodb, self.table, self.clock.now, self.settings)


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
