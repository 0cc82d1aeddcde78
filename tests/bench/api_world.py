"""A person with documents, facts, doubts and a trace in real stores, for handlers in this process.

PostgreSQL from the wheel, table and bucket in the emulator; nothing is deployed.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import boto3
import pytest
from lifeos import wiring
from lifeos.contracts.documents import NewDocument
from lifeos.documents import service
from lifeos.documents.models import Record, object_key, ticket_for
from lifeos.senses.models import Doubt, FactDraft
from lifeos.spans import Span
from lifeos.wiring import Hub

from local.emulator import REGION, ROOT_KEY, Emulator
from tests.support.emulator import client_for, running_emulator
from tests.support.limited import forget_default_session
from tests.support.own_record import OwnRecord, draft, page
from tests.support.pdf_bytes import one_page
from tests.support.postgres import Database, fresh_database, running_postgres
from tests.support.record import migrated
from tests.support.table import create_status_table

PERSON = UUID("00000000-0000-4000-8000-000000000005")
CORRELATION = "bench-api-trace"
DELETED, CORRECTED, REREAD = "deleted_id", "corrected_id", "reread_id"  # what writes are tried on
_ROWS = 120
_DOCUMENTS = 60


@dataclass(frozen=True)
class World:
    """The hub that handlers are given, the database's URL, and ids to ask for."""

    hub: Hub
    app_url: str
    ids: dict[str, str]


@contextmanager
def world() -> Iterator[World]:
    """Start the stores, fill them, and put the hub in the process's place."""
    with (
        running_emulator() as emulator,
        running_postgres() as server,
        fresh_database(server) as database,
        pytest.MonkeyPatch.context() as patch,
    ):
        migrated(database)
        for name, value in _environment(emulator, database).items():
            patch.setenv(name, value)
        forget_default_session()
        hub = Hub(dict(os.environ))
        wiring.use(hub)
        try:
            yield World(hub, database.app_url, _filled(hub))
        finally:
            wiring.use(None)
            forget_default_session()


def _environment(emulator: Emulator, database: Database) -> dict[str, str]:
    name = f"bench-{uuid.uuid4().hex[:8]}"
    create_status_table(client_for(emulator, "dynamodb"), name)
    client_for(emulator, "s3").create_bucket(Bucket=name)
    client_for(emulator, "s3").put_bucket_versioning(
        Bucket=name, VersioningConfiguration={"Status": "Enabled"}
    )
    return {
        "AWS_ENDPOINT_URL": emulator.url,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ROOT_KEY,
        "AWS_SECRET_ACCESS_KEY": ROOT_KEY,
        "LIFEOS_PROFILE": "local",
        "POWERTOOLS_SERVICE_NAME": "bench_api",
        "PIPELINE_VERSION": "1",
        "TABLE_NAME": name,
        "STORAGE_KIND": "s3",
        "BUCKET_NAME": name,
        "INGEST_MACHINE_ARN": _machine(emulator, name),
        "INGEST_MAX_RUNS": "6",
        "QUOTA_FILES_PER_DAY": "100000",
        "QUOTA_BYTES_PER_DAY": "100000000000",
        "QUOTA_ZONE": "UTC",
        "DATABASE_URL": database.app_url,
        "KEEP_DELETED_DAYS": "30",
        "SOCKET_ENDPOINT": "/live",
    }


def _machine(emulator: Emulator, name: str) -> str:
    """One that does nothing with what it is given."""
    nothing = {"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}
    role = client_for(emulator, "iam").create_role(RoleName=name, AssumeRolePolicyDocument="{}")
    made = client_for(emulator, "stepfunctions").create_state_machine(
        name=name, definition=json.dumps(nothing), roleArn=role["Role"]["Arn"]
    )
    return str(made["stateMachineArn"])


def _filled(hub: Hub) -> dict[str, str]:
    """A statement of many rows, a document in doubt, documents of which one is a stored PDF."""
    own = OwnRecord(hub.database, PERSON)
    rows = [draft(f"Bakery {n}", amount=f"-{n}.20", row=n) for n in range(1, _ROWS)]
    filed = own.read(page("Bank statement"), *rows)
    doubt = Doubt(code="total-unclear", detail="Page 1 names two totals.", readings=["1", "9"])
    doubted = own.read(draft("Invoice"), doubts=[doubt])
    corrected = own.read(draft("Rent", row=1))
    (rent,) = own.all_facts(document=corrected.ticket.document_id)
    spans = [Span(f"{n:016x}", None, "ledger.get", "table", n, 1.0) for n in range(12)]
    hub.spans.save(PERSON, CORRELATION, spans)
    for number in range(_DOCUMENTS):
        _registered(hub, f"letter-{number}.pdf", b"%d" % number)
    return {
        "filed_id": str(filed.ticket.document_id),
        "fact_id": str(own.all_facts(limit=1)[0].id),
        "doubted_id": str(doubted.ticket.document_id),
        CORRECTED: str(rent.id),
        DELETED: _waiting(hub, own, draft("Gym"), doubt),
        "decided_id": _waiting(hub, own, draft("Power"), doubt),
        "document_id": _stored(hub, one_page()),
        REREAD: _stored(hub, one_page(b"<< >>")),
        "correlation_id": CORRELATION,
    }


def _registered(hub: Hub, name: str, content: bytes) -> Record:
    sha256 = hashlib.sha256(content).hexdigest()
    made = service.register(
        NewDocument(
            name=name, size_bytes=len(content), media_type="application/pdf", sha256=sha256
        ),
        user_id=PERSON,
        correlation_id=CORRELATION,
        ledger=hub.ledger,
        storage=hub.storage,
        clock=hub.clock,
        ids=hub.ids,
        quota=hub.quota,
    )
    return hub.ledger.get(PERSON, made.document.id)


def _waiting(hub: Hub, own: OwnRecord, said: FactDraft, doubt: Doubt) -> str:
    """A document in both stores that waits for a decision."""
    record = _registered(hub, "doubted.pdf", said.title.encode())
    filed = own.read(said, filing=own.filing(record.document.id), doubts=[doubt])
    item = {"pk": {"S": f"USER#{PERSON}"}, "sk": {"S": f"DOC#{record.document.id}"}}
    hub.dynamodb.update_item(
        TableName=hub.table,
        Key=item,
        UpdateExpression="SET outcome = :waiting, run = :run",
        ExpressionAttributeValues={
            ":waiting": {"S": "needs_review"},
            ":run": {"S": filed.ticket.run},
        },
    )
    return str(record.document.id)


def _stored(hub: Hub, content: bytes) -> str:
    """A PDF whose bytes are there and claimed by a run."""
    record = _registered(hub, "letter.pdf", content)
    key = object_key(PERSON, record.document.id)
    boto3.client("s3").put_object(Bucket=os.environ["BUCKET_NAME"], Key=key, Body=content)
    ref = hub.storage.stat(key).ref
    ticket = ticket_for(record, ref, size_bytes=len(content), pipeline=1)
    hub.ledger.claim(ticket, at=hub.clock.now())
    return str(record.document.id)
