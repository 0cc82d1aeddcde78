"""Each person's live log in the one DynamoDB table.

pk            sk                       item
LIVE#<user>   HEAD                     `epoch` and `number` of the newest change; never expires
LIVE#<user>   PAGE#<epoch>#<last>      changes that were logged together, `first` to `last`
SEEN#<user>   <document>               how far the stream was read for a document

One transaction moves the head, adds the page and marks what was seen, so a batch that comes again
finds its own marks, and two writers cannot take the same numbers. A page is one item: a reader
sees all of it or nothing. Source: ADR 0017.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import TypeAdapter

from lifeos.adapters.aws_errors import aws_errors
from lifeos.contracts.live import CHANGES_IN_A_FRAME
from lifeos.errors import LifeOSError, ThrottledError
from lifeos.live.models import Entry, Observed, Position, Status

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"
KEPT = timedelta(days=7)
SEEN_KEPT = timedelta(days=2)  # a stream forgets after one. Source: DynamoDB developer guide
_TRIES = 5
_STATUSES = TypeAdapter(list[Status])
Item = dict[str, Any]


class _MovedError(LifeOSError):
    """Inside this module only: somebody else moved the head meanwhile."""


def _moved() -> LifeOSError:
    return _MovedError("The head moved.")


def _key(user_id: UUID, name: str) -> Item:
    return {"pk": {"S": f"LIVE#{user_id}"}, "sk": {"S": name}}


def _mark_key(user_id: UUID, document_id: UUID) -> Item:
    return {"pk": {"S": f"SEEN#{user_id}"}, "sk": {"S": str(document_id)}}


class DynamoLog:
    """The Log port over one table."""

    def __init__(self, client: DynamoDBClient, table: str, *, now: Callable[[], datetime]) -> None:
        self._client = client
        self._table = table
        self._now = now

    def head(self, user_id: UUID) -> Position:
        """Read consistently; the first reader or writer makes it."""
        with aws_errors(_SERVICE):
            item = self._client.get_item(
                TableName=self._table, Key=_key(user_id, "HEAD"), ConsistentRead=True
            ).get("Item")
        if item is None:
            return self._begin(user_id)
        return Position(item["epoch"]["S"], int(item["number"]["N"]))

    def _begin(self, user_id: UUID) -> Position:
        made = Position(secrets.token_hex(4), 0)
        values = {"epoch": {"S": made.epoch}, "number": {"N": "0"}}
        try:
            with aws_errors(_SERVICE, {"ConditionalCheckFailedException": _moved}):
                self._client.put_item(
                    TableName=self._table,
                    Item={**_key(user_id, "HEAD"), **values},
                    ConditionExpression="attribute_not_exists(pk)",
                )
        except _MovedError:
            return self.head(user_id)
        return made

    def append(self, user_id: UUID, observed: list[Observed]) -> tuple[Position, list[Entry]]:
        """Try again from the head where another writer was quicker."""
        for _ in range(_TRIES):
            head = self.head(user_id)
            new = self._unseen(user_id, observed)
            entries = [Entry(head.number + n, each.status) for n, each in enumerate(new, 1)]
            if not entries:
                return head, []
            try:
                self._write(user_id, head, entries=entries, observed=new)
            except _MovedError:
                continue
            return head.at(entries[-1].number), entries
        raise ThrottledError("The live log is written by too many at once.")

    def _unseen(self, user_id: UUID, observed: list[Observed]) -> list[Observed]:
        """What lies beyond the marks of its document; a mark of another stream says nothing."""
        seen = self._seen(user_id, {each.status.document_id for each in observed})
        new = []
        for each in observed:
            place = (each.status.document_id, each.stream)
            if each.sequence > seen.get(place, -1):
                seen[place] = each.sequence
                new.append(each)
        return new

    def _seen(self, user_id: UUID, documents: set[UUID]) -> dict[tuple[UUID, str], int]:
        keys = [_mark_key(user_id, each) for each in documents]
        found: dict[tuple[UUID, str], int] = {}
        while keys:
            with aws_errors(_SERVICE):
                answer = self._client.batch_get_item(
                    RequestItems={self._table: {"Keys": keys, "ConsistentRead": True}}
                )
            for item in answer["Responses"].get(self._table, []):
                document_id = UUID(item["sk"]["S"])
                found[(document_id, item["stream"]["S"])] = int(item["sequence"]["N"])
            unread = answer.get("UnprocessedKeys", {})
            left = list(unread[self._table]["Keys"]) if self._table in unread else []
            if len(left) == len(keys):
                raise ThrottledError(f"{_SERVICE} asks to slow down.")
            keys = left
        return found

    def _write(
        self, user_id: UUID, head: Position, *, entries: list[Entry], observed: list[Observed]
    ) -> None:
        last = entries[-1].number
        move: Any = {
            "TableName": self._table,
            "Key": _key(user_id, "HEAD"),
            "UpdateExpression": "SET #number = :last",
            "ConditionExpression": "epoch = :epoch AND #number = :before",
            "ExpressionAttributeNames": {"#number": "number"},
            "ExpressionAttributeValues": {
                ":last": {"N": str(last)},
                ":epoch": {"S": head.epoch},
                ":before": {"N": str(head.number)},
            },
        }
        page = {
            **_key(user_id, _page_name(head.at(last))),
            "first": {"N": str(entries[0].number)},
            "statuses": {"S": _STATUSES.dump_json([entry.status for entry in entries]).decode()},
            "expiration": self._after(KEPT),
        }
        marks = {each.status.document_id: self._mark(user_id, each) for each in observed}
        puts: list[Any] = [
            {"Put": {"TableName": self._table, "Item": i}} for i in (page, *marks.values())
        ]
        with aws_errors(_SERVICE, {"TransactionCanceledException": _moved}):
            self._client.transact_write_items(TransactItems=[{"Update": move}, *puts])

    def _mark(self, user_id: UUID, observed: Observed) -> Item:
        return {
            **_mark_key(user_id, observed.status.document_id),
            "stream": {"S": observed.stream},
            "sequence": {"N": str(observed.sequence)},
            "expiration": self._after(SEEN_KEPT),
        }

    def _after(self, kept: timedelta) -> dict[str, str]:
        return {"N": str(int((self._now() + kept).timestamp()))}

    def after(self, place: Position, user_id: UUID, *, limit: int) -> list[Entry]:
        """Pages in order; the first one may begin before the place."""
        query: Item = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :end",
            "ExpressionAttributeValues": {
                ":pk": {"S": f"LIVE#{user_id}"},
                ":first": {"S": _page_name(place.at(place.number + 1))},
                ":end": {"S": _page_name(place.at(999_999_999_999))},
            },
            "ConsistentRead": True,
            "Limit": CHANGES_IN_A_FRAME,
        }
        found: list[Entry] = []
        while True:
            with aws_errors(_SERVICE):
                answer = self._client.query(**query)
            for item in answer["Items"]:
                found += [entry for entry in _entries(item) if entry.number > place.number]
            if len(found) >= limit or "LastEvaluatedKey" not in answer:
                return found
            query["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _page_name(last: Position) -> str:
    return f"PAGE#{last.epoch}#{last.number:012d}"


def _entries(item: Item) -> list[Entry]:
    first = int(item["first"]["N"])
    statuses = _STATUSES.validate_json(item["statuses"]["S"])
    return [Entry(number, status) for number, status in enumerate(statuses, first)]
