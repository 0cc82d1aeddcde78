"""Messages that were given up after their tries: looked at, and sent back where they belong.

One queue takes them from every asynchronous hop. A message of the arrivals' queue carries nothing
of where it came from; the bus and the scheduler write it beside theirs; Lambda wraps what a
function could not do into a record, in which a batch of a stream is only named.

Source: EventBridge user guide, dead-letter queues; Amazon SQS developer guide, redrive; Lambda
developer guide, records of destinations and discarded batches of DynamoDB streams.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from local.emulator import Emulator
from local.operator import PREFIX, root_client
from local.trouble import LaptopError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

HELD_S = 30  # how long a message that was looked at is hidden from the next look, at most
TARGET = "TARGET_ARN"


@dataclass(frozen=True)
class Message:
    """One parked message; `target` is the ARN it was meant for, if it says so."""

    queue: str  # name
    body: str
    target: str
    url: str
    receipt: str

    def plain(self) -> dict[str, str]:
        """What a person is shown."""
        return {"queue": self.queue, "target": self.target, "body": self.body}


@dataclass(frozen=True)
class ParkedMessages:
    """Every dead-letter queue of one hub. Raises (all): LaptopError."""

    client: Callable[[str], Any]  # of a service by its name
    prefix: str = PREFIX

    @classmethod
    def on(cls, emulator: Emulator) -> ParkedMessages:
        """Those of the hub on this machine."""
        return cls(lambda service: root_client(emulator, service))

    def look(self) -> list[Message]:
        """All of them, none taken out."""
        with _sentences():
            found = list(self._received())
            for message in found:
                self._queues.change_message_visibility(
                    QueueUrl=message.url, ReceiptHandle=message.receipt, VisibilityTimeout=0
                )
        return found

    def redrive(self) -> int:
        """Send every message back to what could not take it; how many were sent.

        A message is deleted after it was sent, so a crash in between sends it twice, not never:
        everything that receives it is made for that.
        """
        sent = 0
        with _sentences():
            for message in list(self._received()):
                self._send(message)
                self._queues.delete_message(QueueUrl=message.url, ReceiptHandle=message.receipt)
                sent += 1
        return sent

    def _send(self, message: Message) -> None:
        if ":lambda:" in message.target:
            self._call(message)
            return
        for url in self._sources(message):
            self._queues.send_message(QueueUrl=url, MessageBody=message.body)

    def _call(self, message: Message) -> None:
        record = _record(message.body)
        event = record.get("requestPayload", message.body)
        if "DDBStreamBatchInfo" in record:
            event = {"Records": self._streamed(record["DDBStreamBatchInfo"])}
        payload = event if isinstance(event, str) else json.dumps(event, default=_seconds)
        self.client("lambda").invoke(
            FunctionName=message.target, InvocationType="Event", Payload=payload.encode()
        )

    def _streamed(self, batch: dict[str, Any]) -> list[dict[str, Any]]:
        """The writes of a batch, as the stream would have handed them to its function.

        None after a day: then the stream has forgotten them, and nobody can tell them any more.
        """
        stream, arn = self.client("dynamodbstreams"), batch["streamArn"]
        found: list[dict[str, Any]] = []
        iterator = _iterator(stream, batch)
        while iterator:
            answer = stream.get_records(ShardIterator=iterator)
            for record in answer["Records"]:
                if int(record["dynamodb"]["SequenceNumber"]) > int(batch["endSequenceNumber"]):
                    return found
                found.append({**record, "eventSourceARN": arn})
            iterator = answer.get("NextShardIterator") if answer["Records"] else None
        return found

    def _sources(self, message: Message) -> list[str]:
        if message.target:
            name = message.target.rsplit(":", 1)[-1]
            return [self._queues.get_queue_url(QueueName=name)["QueueUrl"]]
        return [url for url in self._urls() if self._parks_in(url) == message.queue]

    def _parks_in(self, url: str) -> str:
        """Name of the queue that takes over what this one gives up; the emulator lists none."""
        told = self._queues.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])
        policy = json.loads(told.get("Attributes", {}).get("RedrivePolicy", "{}"))
        return str(policy.get("deadLetterTargetArn", "")).rsplit(":", 1)[-1]

    def _urls(self) -> list[str]:
        return list(self._queues.list_queues(QueueNamePrefix=self.prefix).get("QueueUrls", []))

    def _received(self) -> Iterator[Message]:
        for url in self._urls():
            while "Parked" in url and (answer := self._receive(url)):
                yield from (_message(url, received) for received in answer)

    def _receive(self, url: str) -> list[Any]:
        answer = self._queues.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            VisibilityTimeout=HELD_S,
            MessageAttributeNames=["All"],
            WaitTimeSeconds=1,  # else AWS asks only some of its machines
        )
        return list(answer.get("Messages", []))

    @property
    def _queues(self) -> SQSClient:
        client: SQSClient = self.client("sqs")
        return client


def _message(url: str, received: dict[str, Any]) -> Message:
    attributes = received.get("MessageAttributes", {})
    failed = _record(received["Body"]).get("requestContext", {}).get("functionArn", "")
    return Message(
        queue=url.rsplit("/", 1)[-1],
        body=received["Body"],
        target=attributes.get(TARGET, {}).get("StringValue", failed.removesuffix(":$LATEST")),
        url=url,
        receipt=received["ReceiptHandle"],
    )


def _iterator(stream: Any, batch: dict[str, Any]) -> str | None:
    try:
        answer = stream.get_shard_iterator(
            StreamArn=batch["streamArn"],
            ShardId=batch["shardId"],
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=batch["startSequenceNumber"],
        )
    except ClientError as error:
        if error.response["Error"]["Code"] == "TrimmedDataAccessException":
            return None
        raise
    return str(answer["ShardIterator"])


def _record(body: str) -> dict[str, Any]:
    """What Lambda tells of a call that failed for good; empty for any other message."""
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) and "responseContext" in said else {}


def _seconds(moment: datetime) -> float:
    """As a stream's function is told the time of a write."""
    return moment.timestamp()


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        raise LaptopError(
            "The queues could not be reached.",
            "Is the hub up? ./lifeos status; in the cloud: your credentials and AWS_REGION.",
        ) from error
