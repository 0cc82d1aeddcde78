"""What an operator does to a running laptop hub: rebuild live status, look at what was parked.

Root of the emulator only. In the cloud the same functions and queues are reached with the
operator's own credentials; `docs/operations.md` names the commands.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from local.emulator import REGION, ROOT_KEY, Emulator
from local.trouble import LaptopError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

PREFIX = "LifeOS"
ROUND_PAUSE_S = 3.0


@dataclass(frozen=True)
class Round:
    """One pass of the auditor: what both halves found and did."""

    reckoned: dict[str, Any]
    audited: dict[str, Any]

    @property
    def is_settled(self) -> bool:
        """True when nothing is missing, nothing is under way and the sum holds."""
        counted = ("in_flight", "difference", "restored", "adopted")
        return not any(self.reckoned[name] for name in counted)


@dataclass(frozen=True)
class Operator:
    """Acts on one emulator with root credentials."""

    emulator: Emulator

    def rebuild(self, *, longest_s: float = 900.0) -> Iterator[Round]:
        """Run both halves of the auditor until everything has ended; one Round per pass.

        Raises: LaptopError when it does not settle in time.
        """
        deadline = time.monotonic() + longest_s
        while True:
            passed = Round(self._invoke("reckon"), self._invoke("audit", {"patience_s": 0}))
            yield passed
            if passed.is_settled:
                return
            if time.monotonic() > deadline:
                raise LaptopError(
                    "The hub has not settled in time.",
                    "See what is left with ./lifeos documents; the auditor goes on by itself.",
                )
            time.sleep(ROUND_PAUSE_S)

    def parked(self) -> list[dict[str, str]]:
        """Messages of every dead-letter queue, without taking them out."""
        queues = self._client("sqs")
        found: list[dict[str, str]] = []
        for url in self._parked_queues(queues):
            answer = queues.receive_message(
                QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=1
            )
            for message in answer.get("Messages", []):
                found.append({"queue": url.rsplit("/", 1)[-1], "body": message["Body"]})
        return found

    def redrive(self) -> int:
        """Send every parked message back to where it came from; how many queues had any."""
        queues = self._client("sqs")
        moved = 0
        for url in self._parked_queues(queues):
            attributes = queues.get_queue_attributes(
                QueueUrl=url, AttributeNames=["QueueArn", "ApproximateNumberOfMessages"]
            )["Attributes"]
            if attributes["ApproximateNumberOfMessages"] != "0":
                queues.start_message_move_task(SourceArn=attributes["QueueArn"])
                moved += 1
        return moved

    def _parked_queues(self, queues: SQSClient) -> list[str]:
        urls: list[str] = queues.list_queues(QueueNamePrefix=PREFIX).get("QueueUrls", [])
        return [url for url in urls if "Parked" in url]

    def _invoke(self, function: str, event: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            answer = self._client("lambda").invoke(
                FunctionName=f"{PREFIX}-{function}", Payload=json.dumps(event or {}).encode()
            )
            found = json.loads(answer["Payload"].read())
        except (ClientError, BotoCoreError) as error:
            raise LaptopError(
                f"The function {function} could not be called.",
                "Is the hub up? ./lifeos status",
            ) from error
        if "FunctionError" in answer or not isinstance(found, dict):
            raise LaptopError(
                f"The function {function} failed.", "Its log is in <home>/logs/emulator.log."
            )
        return found

    def _client(self, service: str) -> Any:
        return boto3.client(  # type: ignore[call-overload]
            service,
            endpoint_url=self.emulator.url,
            region_name=REGION,
            aws_access_key_id=ROOT_KEY,
            aws_secret_access_key=ROOT_KEY,
            config=Config(connect_timeout=3, read_timeout=310, retries={"max_attempts": 1}),
        )
