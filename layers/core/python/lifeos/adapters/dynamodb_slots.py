"""Slots and the line behind them in the one DynamoDB table.

pk          sk                           item
SLOTS       RUNS                         `runs`: the set of run names under way
SLOTS       TURN                         `turn`: the highest round that has left the line
LINE        <round>#<arrived>#<run>      a ticket that waits; the first key goes first
LINE#RUN    <run>                        where in the line a run waits, so that it waits once
USER#<u>    ROUND                        the last round a person's file was given
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lifeos.adapters.aws_errors import aws_errors
from lifeos.contracts.ingest import Ticket
from lifeos.documents.models import document_of
from lifeos.errors import LifeOSError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"
_SLOTS: dict[str, Any] = {"pk": {"S": "SLOTS"}, "sk": {"S": "RUNS"}}
# The older form of a key condition: the emulator reads an expression anew for every item of the
# partition, so that the head of a line of 900 would take it 14 ms instead of one.
_IN_LINE: dict[str, Any] = {
    "pk": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "LINE"}]}
}
_TURN: dict[str, Any] = {"pk": {"S": "SLOTS"}, "sk": {"S": "TURN"}}


class _NoRoomError(LifeOSError):
    """Inside this module only: the condition of a write did not hold."""


def _no_room() -> LifeOSError:
    return _NoRoomError("No room.")


class DynamoSlots:
    """The Slots port. `limit` is how many runs may be under way at once."""

    def __init__(
        self, client: DynamoDBClient, table: str, *, limit: int, now: Callable[[], datetime]
    ) -> None:
        self._client = client
        self._table = table
        self._limit = limit
        self._now = now

    def take(self, run: str) -> bool | None:
        """One conditional write, so two starters cannot take the last slot."""
        try:
            with aws_errors(_SERVICE, {"ConditionalCheckFailedException": _no_room}):
                before = self._client.update_item(
                    TableName=self._table,
                    Key=_SLOTS,
                    UpdateExpression="ADD runs :run",
                    ConditionExpression="attribute_not_exists(runs) OR size(runs) < :limit"
                    " OR contains(runs, :name)",
                    ExpressionAttributeValues={
                        ":run": {"SS": [run]},
                        ":name": {"S": run},
                        ":limit": {"N": str(self._limit)},
                    },
                    ReturnValues="ALL_OLD",
                )
        except _NoRoomError:
            return None
        return run not in before.get("Attributes", {}).get("runs", {}).get("SS", [])

    def give_back(self, run: str) -> None:
        """Delete one name from the set."""
        with aws_errors(_SERVICE):
            self._client.update_item(
                TableName=self._table,
                Key=_SLOTS,
                UpdateExpression="DELETE runs :run",
                ExpressionAttributeValues={":run": {"SS": [run]}},
            )

    def held(self) -> set[str]:
        """The whole set, as it is now."""
        with aws_errors(_SERVICE):
            answer = self._client.get_item(TableName=self._table, Key=_SLOTS, ConsistentRead=True)
        return set(answer.get("Item", {}).get("runs", {}).get("SS", []))

    def line_up(self, ticket: Ticket) -> None:
        """Give the ticket the person's next round, which is never before the head of the line."""
        if self._waits(ticket.run):  # before a round is counted that nobody would use
            return
        round_ = self._next_round(ticket)
        place = f"{round_:010d}#{self._now().isoformat()}#{ticket.run}"
        where = {**_waiting(ticket.run), "place": {"S": place}}
        item = {
            "pk": {"S": "LINE"},
            "sk": {"S": place},
            "ticket": {"S": ticket.model_dump_json()},
        }
        try:
            with aws_errors(_SERVICE, {"TransactionCanceledException": _no_room}):
                self._client.transact_write_items(
                    TransactItems=[
                        {
                            "Put": {
                                "TableName": self._table,
                                "Item": where,
                                "ConditionExpression": "attribute_not_exists(pk)",
                            }
                        },
                        {"Put": {"TableName": self._table, "Item": item}},
                    ]
                )
        except _NoRoomError:
            return

    def _next_round(self, ticket: Ticket) -> int:
        turn = self._turn()
        key = {"pk": {"S": f"USER#{ticket.user_id}"}, "sk": {"S": "ROUND"}}
        with aws_errors(_SERVICE):
            counted = self._client.update_item(
                TableName=self._table,
                Key=key,
                UpdateExpression="ADD last_round :one",
                ExpressionAttributeValues={":one": {"N": "1"}},
                ReturnValues="UPDATED_NEW",
            )
        own = int(counted["Attributes"]["last_round"]["N"])
        if own >= turn:
            return own
        with aws_errors(_SERVICE):  # the person was away: they join at the head, not before it
            self._client.update_item(
                TableName=self._table,
                Key=key,
                UpdateExpression="SET last_round = :turn",
                ExpressionAttributeValues={":turn": {"N": str(turn)}},
            )
        return turn

    def _turn(self) -> int:
        """The round at the head of the line, or the last one served while nobody waits.

        Without the latter an empty line would forget how far the rounds had come, and whoever
        was served much before would wait behind all files of somebody new.
        """
        first = self._first()
        if first is not None:
            return _round_of(first["sk"]["S"])
        with aws_errors(_SERVICE):
            answer = self._client.get_item(TableName=self._table, Key=_TURN, ConsistentRead=True)
        return int(answer.get("Item", {}).get("turn", {}).get("N", "0"))

    def first_in_line(self) -> Ticket | None:
        """The lowest key of the line."""
        item = self._first()
        return Ticket.model_validate_json(item["ticket"]["S"]) if item else None

    def leave_line(self, ticket: Ticket) -> None:
        """Delete the place first, then the note of it: a crash in between only leaves the note."""
        with aws_errors(_SERVICE):
            note = self._client.get_item(
                TableName=self._table, Key=_waiting(ticket.run), ConsistentRead=True
            )
        if "Item" not in note:
            return
        place = note["Item"]["place"]
        self._served(_round_of(place["S"]))
        with aws_errors(_SERVICE):
            self._client.delete_item(TableName=self._table, Key={"pk": {"S": "LINE"}, "sk": place})
            self._client.delete_item(TableName=self._table, Key=_waiting(ticket.run))

    def _served(self, round_: int) -> None:
        """Rounds only go forward, however many leave at once."""
        try:
            with aws_errors(_SERVICE, {"ConditionalCheckFailedException": _no_room}):
                self._client.update_item(
                    TableName=self._table,
                    Key=_TURN,
                    UpdateExpression="SET turn = :round",
                    ConditionExpression="attribute_not_exists(turn) OR turn < :round",
                    ExpressionAttributeValues={":round": {"N": str(round_)}},
                )
        except _NoRoomError:
            return

    def waiting(self) -> set[UUID]:
        """Every place of the line, page by page, keys only."""
        query: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :line",
            "ExpressionAttributeValues": {":line": {"S": "LINE"}},
            "ProjectionExpression": "sk",
            "ConsistentRead": True,
        }
        documents: set[UUID] = set()
        while True:
            with aws_errors(_SERVICE):
                page = self._client.query(**query)
            places = [item["sk"]["S"] for item in page["Items"]]
            documents.update(document_of(place.split("#", 2)[2]) for place in places)
            if "LastEvaluatedKey" not in page:
                return documents
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _waits(self, run: str) -> bool:
        with aws_errors(_SERVICE):
            answer = self._client.get_item(
                TableName=self._table, Key=_waiting(run), ConsistentRead=True
            )
        return "Item" in answer

    def _first(self) -> dict[str, Any] | None:
        with aws_errors(_SERVICE):
            answer = self._client.query(
                TableName=self._table,
                KeyConditions=_IN_LINE,
                Limit=1,
                ConsistentRead=True,
            )
        return answer["Items"][0] if answer["Items"] else None


def _round_of(place: str) -> int:
    return int(place.split("#", 1)[0])


def _waiting(run: str) -> dict[str, Any]:
    return {"pk": {"S": "LINE#RUN"}, "sk": {"S": run}}
