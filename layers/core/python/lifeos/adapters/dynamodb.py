"""Live status in the one DynamoDB table.

    pk                       sk                       item
    USER#<user>              DOC#<document>           a document's live status (ids sort by time)
    USER#<user>              HASH#<sha256>            the document that has these bytes
    TRACE#<user>#<corr>      <start>#<request>        spans of one invocation, kept 7 days
    IDEMPOTENCY#<user>       <prefix>#<hash>          answers already given (Powertools)

Everything here can be lost: the auditor rebuilds it from the bucket and the database.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import boto3

from lifeos.adapters.aws_errors import aws_errors
from lifeos.adapters.dynamodb_hashes import DynamoHashes
from lifeos.adapters.dynamodb_items import (
    SETTLED_AND_THERE,
    child_noted,
    cursor_after,
    document_item,
    hash_item,
    held_shard,
    key,
    open_shard,
    page_query,
    start_key,
    to_record,
)
from lifeos.adapters.patience import CONTROL, Patience
from lifeos.contracts.documents import State
from lifeos.contracts.ingest import Ending, Plan, Ticket
from lifeos.documents.models import Record, Wanted, is_held
from lifeos.errors import (
    GoneError,
    LifeOSError,
    NotFoundError,
    StaleAttemptError,
    ThrottledError,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_SERVICE = "The status table"
_NAME = re.compile(r"#(\w+)")  # an attribute named by a word that DynamoDB keeps for itself
_READ = frozenset({"done", "needs_review"})
_NO_LONGER_OURS = "Another run owns this document now."


class _ConditionFailedError(LifeOSError):
    """Inside this module only: the condition of a write did not hold."""


def dynamodb_client(
    *, endpoint_url: str | None = None, patience: Patience = CONTROL
) -> DynamoDBClient:
    """A client that gives up after two short tries; the machine owns longer retrying."""
    return boto3.client("dynamodb", endpoint_url=endpoint_url, config=patience.config())


def _stale() -> LifeOSError:
    return StaleAttemptError(_NO_LONGER_OURS)


def _gone() -> LifeOSError:
    return GoneError("The person has deleted this document.")


def _failed_condition() -> LifeOSError:
    return _ConditionFailedError("The condition did not hold.")


class DynamoLedger:
    """The Ledger port over one table."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table
        self._hashes = DynamoHashes(client, table)

    def register(self, record: Record) -> Record:
        """Put document and hash together, or answer with the document that has the hash."""
        puts: list[TransactWriteItemTypeDef] = [
            {
                "Put": {
                    "TableName": self._table,
                    "Item": item,
                    "ConditionExpression": "attribute_not_exists(pk)",
                }
            }
            for item in (document_item(record), hash_item(record))
        ]
        if record.document.parent_id is not None:
            puts.append({"Update": child_noted(self._table, record)})
        try:
            with aws_errors(_SERVICE, {"TransactionCanceledException": _failed_condition}):
                self._client.transact_write_items(TransactItems=puts)
        except _ConditionFailedError:
            return self._held(record)
        return record

    def _held(self, record: Record) -> Record:
        """The record that has the hash; the hash of an expired or deleted document is let go.

        Raises: GoneError where the document that the new one came in is deleted.
        """
        user_id, sha256 = record.user_id, record.document.sha256
        holder = self._hashes.holder(user_id, sha256)
        if holder is not None:
            try:
                return self.get(user_id, holder)
            except NotFoundError:
                self._hashes.let_go(user_id, sha256, holder)
                return self.register(record)
        parent = record.document.parent_id
        if parent is not None and self._is_deleted(user_id, parent):
            raise _gone()
        raise ThrottledError("The file was just being registered. Try again.")

    def get(self, user_id: UUID, document_id: UUID) -> Record:
        """What is deleted is as if it were not there."""
        record = self.find(user_id, document_id)
        if record.is_deleted:
            raise NotFoundError("This document is deleted; while it is kept it can be restored.")
        return record

    def find(self, user_id: UUID, document_id: UUID) -> Record:
        """Read consistently: a state just written must be seen."""
        with aws_errors(_SERVICE):
            answer = self._client.get_item(
                TableName=self._table, Key=key(user_id, "DOC", document_id), ConsistentRead=True
            )
        if "Item" not in answer:
            raise NotFoundError("There is no such document.")
        return to_record(answer["Item"])

    def page(
        self, user_id: UUID, wanted: Wanted, *, limit: int, cursor: str | None
    ) -> tuple[list[Record], str | None]:
        """Query newest first until the page is full or the person's documents end."""
        query = {"TableName": self._table, **page_query(user_id, wanted)}
        start = start_key(user_id, cursor)
        records: list[Record] = []
        while True:
            if start is not None:
                query["ExclusiveStartKey"] = start
            with aws_errors(_SERVICE):
                answer = self._client.query(**query)
            for item in answer["Items"]:
                records.append(to_record(item))
                if len(records) == limit:
                    return records, cursor_after(records[-1])
            start = answer.get("LastEvaluatedKey")
            if start is None:
                return records, None

    def claim(self, ticket: Ticket, *, at: datetime) -> bool:
        """One conditional write decides between two runs, however they interleave."""
        values = {
            ":attempt": {"N": str(ticket.attempt)},
            ":object": {"S": ticket.object.model_dump_json()},
            ":ready": {"M": {"READY": {"S": at.isoformat()}}},
            ":state": {"S": "READY"},
            ":strikes": {"N": str(ticket.strikes)},
            ":shard": {"S": open_shard(ticket.document_id)},
        }
        try:
            self._update(
                ticket,
                "SET run = :run, attempt = :attempt, located = :object, entered = :ready,"
                " #state = :state, updated_at = :now, strikes = :strikes, #open = :shard"
                " REMOVE outcome, reason, ended_at, expiration",
                values,
                at=at,
                condition="attribute_exists(pk) AND (attribute_not_exists(run)"
                " OR attempt < :attempt OR (run = :run AND attribute_not_exists(outcome)))",
            )
        except GoneError:
            return False
        except StaleAttemptError:  # a late repeat of a run that has ended owns it, and stays out
            return self.get(ticket.user_id, ticket.document_id).run == ticket.run
        return True

    def hold(self, ticket: Ticket, sha256: str) -> UUID:
        """First writer keeps the hash."""
        while not self._hashes.take(ticket.user_id, sha256, ticket.document_id):
            holder = self._hashes.holder(ticket.user_id, sha256)
            if holder is None:
                continue
            if not self._is_deleted(ticket.user_id, holder):
                return holder
            self._hashes.let_go(ticket.user_id, sha256, holder)
        return ticket.document_id

    def _is_deleted(self, user_id: UUID, document_id: UUID) -> bool:
        try:
            return self.find(user_id, document_id).is_deleted
        except NotFoundError:  # its live status is lost, and will be written anew
            return False

    def release(self, ticket: Ticket, sha256: str) -> None:
        """Delete the hash only while it is this document's."""
        self._hashes.let_go(ticket.user_id, sha256, ticket.document_id)

    def enter(self, ticket: Ticket, state: State, *, at: datetime) -> Record:
        """The first entry counts: a retry does not move it, and nothing goes on after the end."""
        return self._update(
            ticket,
            f"SET #state = :state, entered.#{state} = if_not_exists(entered.#{state}, :now),"
            " updated_at = :now",
            {":state": {"S": state}},
            at=at,
            condition="run = :run"
            + ("" if state == "END" else " AND attribute_not_exists(outcome)"),
        )

    def planned(self, ticket: Ticket, plan: Plan) -> None:
        """Sense and media type, once PICK knows them."""
        sense = f"{plan.sense}/{plan.sense_version}" if plan.sense else "none"
        self._update(
            ticket,
            "SET sense = :sense, media_type = :media_type",
            {":sense": {"S": sense}, ":media_type": {"S": plan.media_type}},
        )

    def finish(
        self, ticket: Ticket, ending: Ending, *, kind: str | None, title: str | None
    ) -> None:
        """The outcome, and what the document turned out to be; held ones stay in the index."""
        sets = {
            "outcome": {"S": ending.outcome},
            "ended_at": {"S": ending.ended_at.isoformat()},
        }
        if ending.facts or ending.outcome in _READ:  # else what an earlier run has read stands
            sets["facts"] = {"N": str(ending.facts)}
        if ending.reason is not None:
            sets["reason"] = {"S": ending.reason.model_dump_json()}
        for name, value in (("kind", kind), ("title", title)):
            if value is not None:
                sets[name] = {"S": value}
        held = is_held(ending.outcome, ending.reason)
        if held:
            sets["open"] = {"S": held_shard(ticket.document_id)}
        self._update(
            ticket,
            "SET updated_at = :now, "
            + ", ".join(f"#{name} = :{name}" for name in sets)
            + ("" if held else " REMOVE #open"),
            {f":{name}": value for name, value in sets.items()},
            at=ending.ended_at,
        )

    def _update(
        self,
        ticket: Ticket,
        expression: str,
        values: dict[str, Any],
        *,
        at: datetime | None = None,
        condition: str = "run = :run",
    ) -> Record:
        """One write, which answers with what it wrote. Raises: GoneError, StaleAttemptError."""
        expression += " ADD #version :one"
        values = {**values, ":run": {"S": ticket.run}, ":one": {"N": "1"}}
        if at is not None:
            values[":now"] = {"S": at.isoformat()}
        try:
            with aws_errors(_SERVICE, {"ConditionalCheckFailedException": _stale}):
                answer = self._client.update_item(
                    TableName=self._table,
                    Key=key(ticket.user_id, "DOC", ticket.document_id),
                    UpdateExpression=expression,
                    ConditionExpression=f"({condition}) AND {SETTLED_AND_THERE}",
                    ExpressionAttributeNames={f"#{n}": n for n in _NAME.findall(expression)},
                    ExpressionAttributeValues=values,
                    ReturnValues="ALL_NEW",
                )
        except StaleAttemptError:
            self._require_there(ticket)
            raise
        return to_record(answer["Attributes"])

    def _require_there(self, ticket: Ticket) -> None:
        try:
            record = self.find(ticket.user_id, ticket.document_id)
        except NotFoundError:
            return
        if record.is_deleted or record.settling:
            raise _gone()
