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
from lifeos.adapters.dynamodb_items import (
    cursor_after,
    document_item,
    hash_item,
    key,
    open_shard,
    start_key,
    to_record,
)
from lifeos.adapters.patience import CONTROL, Patience
from lifeos.contracts.documents import Outcome, State
from lifeos.contracts.ingest import Ending, Plan, Ticket
from lifeos.documents.models import Record
from lifeos.errors import (
    LifeOSError,
    NotFoundError,
    StaleAttemptError,
    ThrottledError,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"
_NAME = re.compile(r"#(\w+)")  # an attribute named by a word that DynamoDB keeps for itself
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


def _failed_condition() -> LifeOSError:
    return _ConditionFailedError("The condition did not hold.")


class DynamoLedger:
    """The Ledger port over one table."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def register(self, record: Record) -> Record:
        """Put document and hash together, or answer with the document that has the hash."""
        puts = [document_item(record), hash_item(record)]
        try:
            with aws_errors(_SERVICE, {"TransactionCanceledException": _failed_condition}):
                self._client.transact_write_items(
                    TransactItems=[
                        {
                            "Put": {
                                "TableName": self._table,
                                "Item": item,
                                "ConditionExpression": "attribute_not_exists(pk)",
                            }
                        }
                        for item in puts
                    ]
                )
        except _ConditionFailedError:
            return self._held(record)
        return record

    def _held(self, record: Record) -> Record:
        """The record that has the hash; a hash whose document expired is let go."""
        user_id, sha256 = record.user_id, record.document.sha256
        holder = self._holder(user_id, sha256)
        if holder is not None:
            try:
                return self.get(user_id, holder)
            except NotFoundError:
                self._let_go(user_id, sha256, holder)
        raise ThrottledError("The file was just being registered. Try again.")

    def get(self, user_id: UUID, document_id: UUID) -> Record:
        """Read consistently: a state just written must be seen."""
        with aws_errors(_SERVICE):
            answer = self._client.get_item(
                TableName=self._table, Key=key(user_id, "DOC", document_id), ConsistentRead=True
            )
        if "Item" not in answer:
            raise NotFoundError("There is no such document.")
        return to_record(answer["Item"])

    def page(
        self,
        user_id: UUID,
        *,
        limit: int,
        cursor: str | None,
        state: State | None,
        outcome: Outcome | None,
    ) -> tuple[list[Record], str | None]:
        """Query newest first until the page is full or the person's documents end."""
        query = self._page_query(user_id, state, outcome)
        if state is None and outcome is None:
            query["Limit"] = limit  # all that is read is shown
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

    def _page_query(
        self, user_id: UUID, state: State | None, outcome: Outcome | None
    ) -> dict[str, Any]:
        values: dict[str, Any] = {":pk": {"S": f"USER#{user_id}"}, ":doc": {"S": "DOC#"}}
        wanted = {"state": state, "outcome": outcome}
        filters = [name for name, value in wanted.items() if value is not None]
        query: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :doc)",
            "ExpressionAttributeValues": values,
            "ScanIndexForward": False,
            "Limit": 200,
        }
        if filters:
            values.update({f":{name}": {"S": str(wanted[name])} for name in filters})
            query["FilterExpression"] = " AND ".join(f"#{name} = :{name}" for name in filters)
            query["ExpressionAttributeNames"] = {f"#{name}": name for name in filters}
        return query

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
        except StaleAttemptError:  # a late repeat of a run that has ended owns it, and stays out
            return self.get(ticket.user_id, ticket.document_id).run == ticket.run
        return True

    def hold(self, ticket: Ticket, sha256: str) -> UUID:
        """First writer keeps the hash."""
        item = key(ticket.user_id, "HASH", sha256)
        item["document_id"] = {"S": str(ticket.document_id)}
        try:
            with aws_errors(_SERVICE, {"ConditionalCheckFailedException": _failed_condition}):
                self._client.put_item(
                    TableName=self._table,
                    Item=item,
                    ConditionExpression="attribute_not_exists(pk) OR document_id = :mine",
                    ExpressionAttributeValues={":mine": {"S": str(ticket.document_id)}},
                )
        except _ConditionFailedError:
            holder = self._holder(ticket.user_id, sha256)
            return holder if holder is not None else self.hold(ticket, sha256)
        return ticket.document_id

    def release(self, ticket: Ticket, sha256: str) -> None:
        """Delete the hash only while it is this document's."""
        self._let_go(ticket.user_id, sha256, ticket.document_id)

    def _let_go(self, user_id: UUID, sha256: str, document_id: UUID) -> None:
        try:
            with aws_errors(_SERVICE, {"ConditionalCheckFailedException": _failed_condition}):
                self._client.delete_item(
                    TableName=self._table,
                    Key=key(user_id, "HASH", sha256),
                    ConditionExpression="document_id = :mine",
                    ExpressionAttributeValues={":mine": {"S": str(document_id)}},
                )
        except _ConditionFailedError:
            return

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
        """The outcome, and what the document turned out to be."""
        sets = {
            "outcome": {"S": ending.outcome},
            "facts": {"N": str(ending.facts)},
            "ended_at": {"S": ending.ended_at.isoformat()},
        }
        if ending.reason is not None:
            sets["reason"] = {"S": ending.reason.model_dump_json()}
        for name, value in (("kind", kind), ("title", title)):
            if value is not None:
                sets[name] = {"S": value}
        self._update(
            ticket,
            "SET updated_at = :now, "
            + ", ".join(f"#{name} = :{name}" for name in sets)
            + " REMOVE #open",
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
        """One write, which answers with what it wrote: a state needs no read of its own."""
        values = {**values, ":run": {"S": ticket.run}}
        if at is not None:
            values[":now"] = {"S": at.isoformat()}
        names = {f"#{name}": name for name in _NAME.findall(expression)}
        extra: dict[str, Any] = {"ExpressionAttributeNames": names} if names else {}
        with aws_errors(_SERVICE, {"ConditionalCheckFailedException": _stale}):
            answer = self._client.update_item(
                TableName=self._table,
                Key=key(ticket.user_id, "DOC", ticket.document_id),
                UpdateExpression=expression,
                ConditionExpression=condition,
                ExpressionAttributeValues=values,
                ReturnValues="ALL_NEW",
                **extra,
            )
        return to_record(answer["Attributes"])

    def _holder(self, user_id: UUID, sha256: str) -> UUID | None:
        with aws_errors(_SERVICE):
            answer = self._client.get_item(
                TableName=self._table, Key=key(user_id, "HASH", sha256), ConsistentRead=True
            )
        return UUID(answer["Item"]["document_id"]["S"]) if "Item" in answer else None
