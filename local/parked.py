"""Messages that were given up after their tries: looked at, and sent back where they belong.

One queue takes them from every asynchronous hop. A message of the arrivals' queue carries nothing
of where it came from; the bus and the scheduler write it beside theirs.

Source: EventBridge user guide, dead-letter queues; Amazon SQS developer guide, redrive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
    """Every dead-letter queue of one emulator's hub. Raises (all): LaptopError."""

    emulator: Emulator

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
            root_client(self.emulator, "lambda").invoke(
                FunctionName=message.target, InvocationType="Event", Payload=message.body.encode()
            )
            return
        for url in self._sources(message):
            self._queues.send_message(QueueUrl=url, MessageBody=message.body)

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
        return list(self._queues.list_queues(QueueNamePrefix=PREFIX).get("QueueUrls", []))

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
        )
        return list(answer.get("Messages", []))

    @property
    def _queues(self) -> SQSClient:
        client: SQSClient = root_client(self.emulator, "sqs")
        return client


def _message(url: str, received: dict[str, Any]) -> Message:
    attributes = received.get("MessageAttributes", {})
    return Message(
        queue=url.rsplit("/", 1)[-1],
        body=received["Body"],
        target=attributes.get(TARGET, {}).get("StringValue", ""),
        url=url,
        receipt=received["ReceiptHandle"],
    )


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        raise LaptopError(
            "The queues could not be reached.", "Is the hub up? ./lifeos status"
        ) from error
