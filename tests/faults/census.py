"""The truth from outside: bucket, record and machine looked at past every interface of the hub."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from botocore.exceptions import BotoCoreError, ClientError
from lifeos.adapters.dynamodb_audit import OPEN_INDEX
from lifeos.adapters.dynamodb_items import OPEN_SHARDS

from local.person import Person
from local.postgres import SUPERUSER
from tests.faults.files import MadeFile
from tests.support.hub import RunningHub

LOOK_EVERY_S = 0.5
UNKNOWN = 2**31
OUTCOMES = "SELECT id, outcome FROM documents WHERE id = ANY(%s) AND outcome IS NOT NULL"
# Rows that say the same thing of the same file are one too many, whatever their keys are.
ROWS = """
SELECT substring(data->>'description' FROM 'Shop ([0-9]+)')::int AS number, count(*),
       count(DISTINCT data->>'description')
FROM facts WHERE kind = 'transaction' AND deleted_at IS NULL GROUP BY 1
"""
BILLS = """
SELECT substring(data->>'number' FROM 'NE-([0-9]+)')::int AS number, count(*)
FROM facts WHERE kind = 'invoice' AND deleted_at IS NULL GROUP BY 1
"""
EVIDENCE = "SELECT count(*) - count(DISTINCT (fact_id, document_id, place)) FROM evidence"


@dataclass(frozen=True)
class Census:
    """What is there after everything should have ended."""

    outcomes: Counter[str]  # of the uploads asked about
    unended: int
    facts_missing: int
    facts_twice: int
    changed: int  # originals whose bytes are not those sent

    @property
    def lost(self) -> int:
        """Uploads without an end, without their bytes, or without what they say."""
        return self.unended + self.changed + self.facts_missing

    @property
    def failed(self) -> int:
        """Uploads that ended, truthfully, as not read."""
        return sum(count for name, count in self.outcomes.items() if name not in ENDED_WELL)


ENDED_WELL = ("done", "needs_review", "duplicate")


def ended(running: RunningHub, uploads: Mapping[UUID, MadeFile]) -> dict[UUID, str]:
    """Outcomes by document; nothing while the database does not answer."""
    try:
        with _connect(running) as connection:
            return dict(connection.execute(OUTCOMES, [list(uploads)]).fetchall())
    except psycopg.OperationalError:
        return {}


def still_open(running: RunningHub) -> int:
    """Documents whose live status has not ended; more than any number while it cannot be read."""
    table = running.aws("dynamodb")
    query = {
        "TableName": running.outputs["TableName"],
        "IndexName": OPEN_INDEX,
        "KeyConditionExpression": "#open = :shard",
        "ExpressionAttributeNames": {"#open": "open"},
        "Select": "COUNT",
    }
    try:
        return sum(
            int(
                table.query(**query, ExpressionAttributeValues={":shard": {"S": str(shard)}})[
                    "Count"
                ]
            )
            for shard in range(OPEN_SHARDS)
        )
    except (BotoCoreError, ClientError):
        return UNKNOWN


def wait_for_all(
    running: RunningHub, uploads: Mapping[UUID, MadeFile], *, longest_s: float
) -> float:
    """Seconds until every upload has ended in record and live status, or until patience ended."""
    begin = time.monotonic()
    while time.monotonic() - begin < longest_s:
        if len(ended(running, uploads)) == len(uploads) and not still_open(running):
            break
        time.sleep(LOOK_EVERY_S)
    return time.monotonic() - begin


def take(running: RunningHub, uploads: Mapping[UUID, MadeFile]) -> Census:
    """Count once."""
    outcomes = ended(running, uploads)
    readable = [file for one, file in uploads.items() if outcomes.get(one) in ENDED_WELL]
    missing, twice = _facts(running, readable)
    return Census(
        outcomes=Counter(outcomes.values()),
        unended=len(uploads) - len(outcomes),
        facts_missing=missing,
        facts_twice=twice,
        changed=sum(not _is_kept(running, one, file) for one, file in uploads.items()),
    )


def executions(running: RunningHub) -> Counter[str]:
    """Runs of the machine by their number: `r0` is the first of an object version."""
    pages = running.aws("stepfunctions").get_paginator("list_executions")
    found: Counter[str] = Counter()
    for page in pages.paginate(stateMachineArn=running.outputs["IngestMachineArn"]):
        found.update(run["name"].rsplit("-", 1)[-1] for run in page["executions"])
    return found


def _facts(running: RunningHub, files: list[MadeFile]) -> tuple[int, int]:
    with _connect(running) as connection:
        rows = {number: found for number, *found in connection.execute(ROWS).fetchall()}
        bills = dict(connection.execute(BILLS).fetchall())
        ((twice,),) = connection.execute(EVIDENCE).fetchall()
    missing = 0
    for file in files:
        count, distinct = rows.get(file.number, (0, 0))
        missing += max(0, file.transactions - distinct)
        missing += max(0, file.invoices - bills.get(file.number, 0))
        twice += count - distinct + max(0, bills.get(file.number, 0) - file.invoices)
    return missing, twice


def _is_kept(running: RunningHub, document_id: UUID, file: MadeFile) -> bool:
    """Whether the original is there, byte for byte."""
    s3 = running.aws("s3")
    bucket = running.outputs["BucketName"]
    key = f"u/{_person(running)}/d/{document_id}"
    try:
        stored = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    except s3.exceptions.NoSuchKey:
        return False
    return hashlib.sha256(stored).digest() == hashlib.sha256(file.path.read_bytes()).digest()


def _person(running: RunningHub) -> str:
    return Person.kept_in(running.hub.home.person_file).username


def _connect(running: RunningHub) -> psycopg.Connection[tuple[Any, ...]]:
    url = running.hub.postgres.url(SUPERUSER)
    return psycopg.connect(url, autocommit=True, connect_timeout=3)
