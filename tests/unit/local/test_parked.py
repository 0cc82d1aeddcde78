"""Parked messages on the real emulator: seen, still there, and sent back where they belong."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from local.emulator import Emulator
from local.parked import Message, ParkedMessages
from local.trouble import LaptopError

pytestmark = pytest.mark.emulator
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:LifeOS-next_ingest"


@dataclass
class Queues:
    """A queue of arrivals with its parking place."""

    sqs: Any
    arrived: str
    parked: str
    messages: ParkedMessages

    def park(self, body: str, target: str = "") -> None:
        attribute = {"TARGET_ARN": {"DataType": "String", "StringValue": target}}
        attributes = attribute if target else {}
        self.sqs.send_message(QueueUrl=self.parked, MessageBody=body, MessageAttributes=attributes)

    def bodies(self, url: str) -> list[str]:
        answer = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
        return sorted(message["Body"] for message in answer.get("Messages", []))


@pytest.fixture
def queues(emulator: Emulator, aws: Callable[[str], Any]) -> Iterator[Queues]:
    sqs = aws("sqs")
    name = uuid.uuid4().hex[:8]
    parked = sqs.create_queue(QueueName=f"LifeOS-Parked-{name}")["QueueUrl"]
    told = sqs.get_queue_attributes(QueueUrl=parked, AttributeNames=["QueueArn"])
    policy = {"deadLetterTargetArn": told["Attributes"]["QueueArn"], "maxReceiveCount": "5"}
    arrived = sqs.create_queue(
        QueueName=f"LifeOS-Arrived-{name}", Attributes={"RedrivePolicy": json.dumps(policy)}
    )["QueueUrl"]
    yield Queues(sqs, arrived, parked, ParkedMessages.on(emulator))
    for url in (arrived, parked):
        sqs.delete_queue(QueueUrl=url)


def test_all_are_shown_and_all_stay(queues: Queues) -> None:
    for number in range(23):
        queues.park(f"event {number:02}")

    first, again = queues.messages.look(), queues.messages.look()

    assert sorted(message.body for message in first) == [f"event {n:02}" for n in range(23)]
    assert len(again) == 23


def test_an_arrival_goes_back_to_its_queue(queues: Queues) -> None:
    queues.park('{"detail": 1}')

    assert queues.messages.redrive() == 1

    assert queues.bodies(queues.arrived) == ['{"detail": 1}']
    assert queues.bodies(queues.parked) == []


def test_what_the_bus_could_not_deliver_goes_to_the_queue_it_was_meant_for(queues: Queues) -> None:
    arn = queues.sqs.get_queue_attributes(QueueUrl=queues.arrived, AttributeNames=["QueueArn"])
    queues.park("from the bus", target=arn["Attributes"]["QueueArn"])

    queues.messages.redrive()

    assert queues.bodies(queues.arrived) == ["from the bus"]


@dataclass
class Calls:
    """Clients of the emulator, but of a Lambda that only remembers."""

    aws: Callable[[str], Any]
    invoked: list[dict[str, Any]] = field(default_factory=list)

    def client(self, service: str) -> Any:
        return self if service == "lambda" else self.aws(service)

    def invoke(self, **told: Any) -> None:
        self.invoked.append({**told, "Payload": json.loads(told["Payload"])})


@pytest.fixture
def calls(aws: Callable[[str], Any]) -> Calls:
    return Calls(aws)


def test_what_a_function_could_not_take_goes_to_the_function(queues: Queues, calls: Calls) -> None:
    queues.park('{"detail": {"name": "run"}}', target=FUNCTION)

    assert ParkedMessages(calls.client).redrive() == 1

    assert calls.invoked == [
        {
            "FunctionName": FUNCTION,
            "InvocationType": "Event",
            "Payload": {"detail": {"name": "run"}},
        }
    ]
    assert queues.bodies(queues.parked) == []


def failed(**told: Any) -> str:
    """What Lambda parks. Source: Lambda developer guide, invocation records."""
    return json.dumps(
        {
            "version": "1.0",
            "requestContext": {"functionArn": f"{FUNCTION}:$LATEST", "condition": "..."},
            "responseContext": {"functionError": "Unhandled"},
            **told,
        }
    )


def test_a_call_that_failed_for_good_is_made_again_with_what_it_was_given(
    queues: Queues, calls: Calls
) -> None:
    queues.park(failed(requestPayload={"detail": {"name": "run"}}))

    (shown,) = queues.messages.look()
    ParkedMessages(calls.client).redrive()

    assert shown.target == FUNCTION
    assert calls.invoked[0]["FunctionName"] == FUNCTION
    assert calls.invoked[0]["Payload"] == {"detail": {"name": "run"}}
    assert queues.bodies(queues.arrived) == []


def test_a_batch_that_a_stream_gave_up_is_read_again_and_nothing_beside_it(
    queues: Queues, calls: Calls, written: tuple[str, list[str]]
) -> None:
    stream, sequence = written
    place = {"streamArn": stream, "shardId": SHARD, "batchSize": 2}
    batch = {"startSequenceNumber": sequence[1], "endSequenceNumber": sequence[2]}
    queues.park(failed(DDBStreamBatchInfo={**place, **batch}))

    ParkedMessages(calls.client).redrive()

    records = calls.invoked[0]["Payload"]["Records"]
    assert [one["dynamodb"]["Keys"]["sk"]["S"] for one in records] == ["DOC#1", "DOC#2"]
    assert {one["eventSourceARN"] for one in records} == {stream}
    assert all(isinstance(r["dynamodb"]["ApproximateCreationDateTime"], float) for r in records)


def test_a_batch_that_the_stream_has_forgotten_holds_up_nothing(
    queues: Queues, calls: Calls, written: tuple[str, list[str]]
) -> None:
    place = {"streamArn": written[0], "shardId": SHARD, "batchSize": 1}
    batch = {"startSequenceNumber": "1" * 25, "endSequenceNumber": "1" * 25}
    queues.park(failed(DDBStreamBatchInfo={**place, **batch}))

    assert ParkedMessages(calls.client).redrive() == 1

    assert [call["Payload"] for call in calls.invoked] == [{"Records": []}]
    assert queues.bodies(queues.parked) == []


SHARD = "shardId-00000000000000000000-00000000"


@pytest.fixture
def written(aws: Callable[[str], Any]) -> Iterator[tuple[str, list[str]]]:
    """A table's stream with four writes, and their places in it."""
    table, name = aws("dynamodb"), f"Written-{uuid.uuid4().hex[:8]}"
    made = table.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "sk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "sk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    for number in range(4):
        table.put_item(TableName=name, Item={"sk": {"S": f"DOC#{number}"}})
    stream, arn = aws("dynamodbstreams"), made["TableDescription"]["LatestStreamArn"]
    place = {"StreamArn": arn, "ShardId": SHARD, "ShardIteratorType": "TRIM_HORIZON"}
    iterator = stream.get_shard_iterator(**place)["ShardIterator"]
    found = stream.get_records(ShardIterator=iterator)["Records"]
    yield arn, [one["dynamodb"]["SequenceNumber"] for one in found]
    table.delete_table(TableName=name)


def test_a_message_that_cannot_be_sent_back_stays(queues: Queues) -> None:
    queues.park("lost", target="arn:aws:sqs:us-east-1:000000000000:no-such-queue")

    with pytest.raises(LaptopError, match="could not be reached"):
        queues.messages.redrive()

    assert _shown_again(queues) == ["lost"]


def _shown_again(queues: Queues) -> list[str]:
    """The message is hidden for as long as it was held; it was not deleted."""
    attributes = queues.sqs.get_queue_attributes(QueueUrl=queues.parked, AttributeNames=["All"])
    hidden = int(attributes["Attributes"]["ApproximateNumberOfMessagesNotVisible"])
    assert hidden == 1
    return ["lost"] * hidden


def test_a_hub_that_is_not_up_is_told(tmp_path: Path) -> None:
    away = ParkedMessages.on(Emulator(1, tmp_path, tmp_path / "log"))

    begin = time.monotonic()
    with pytest.raises(LaptopError, match="could not be reached"):
        away.look()

    assert time.monotonic() - begin < 10


def test_a_person_is_shown_where_it_was_and_where_it_was_going() -> None:
    message = Message("LifeOS-Parked", "{}", "arn:t", "http://q", "receipt")

    assert message.plain() == {"queue": "LifeOS-Parked", "target": "arn:t", "body": "{}"}
