"""The edges of functions that events feed, from a queue or straight from the bus."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from lifeos import wiring
from lifeos.contracts.ingest import ObjectRef, Ticket
from lifeos.entry.telemetry import Invocation, correlation_id_from, failed, observed
from lifeos.spans import note

Event = dict[str, Any]
Arrived = Callable[[ObjectRef, int], tuple[Ticket, bool]]


def objects_created(arrived: Arrived) -> Callable[[Event, Any], Event]:
    """The Lambda handler of a queue of `Object Created` events.

    Failures are reported per record, so that good ones are not repeated; one that can never work
    fails too, and the queue parks it after its tries.
    """
    processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)

    def handler(event: Event, context: Any) -> Event:
        answer: Event = dict(
            process_partial_response(
                event=event,
                record_handler=lambda record: _arrived(record, arrived),
                processor=processor,
                context=context,
            )
        )
        return answer

    return handler


def run_ended(ended: Callable[[str], int]) -> Callable[[Event, Any], None]:
    """The Lambda handler of `Step Functions Execution Status Change` events.

    Source: Step Functions developer guide, EventBridge events. An error is raised: the bus tries
    again, then parks the event.
    """

    def handler(event: Event, context: Any) -> None:
        with _observed() as invocation:
            run = str(event["detail"]["name"])
            invocation.log.update(execution_id=run, started=ended(run))

    return handler


def _arrived(record: SQSRecord, arrived: Arrived) -> None:
    with _observed() as invocation:
        sent_at = int(record.attributes.sent_timestamp) / 1000
        note("queue.wait", "queue", started_at=sent_at, ended_at=time.time())
        ticket, started = arrived(*_object(json.loads(record.body)))
        invocation.belongs_to(ticket.user_id, ticket.correlation_id)
        invocation.log.update(
            document_id=str(ticket.document_id), execution_id=ticket.run, started=int(started)
        )


def _object(event: Event) -> tuple[ObjectRef, int]:
    """Object and size in bytes of one `Object Created` event.

    Source: Amazon S3 user guide, EventBridge event message structure.
    Raises: KeyError, ValueError for anything else.
    """
    detail = event["detail"]
    stored = detail["object"]
    ref = ObjectRef(
        bucket=detail["bucket"]["name"], key=stored["key"], version_id=stored.get("version-id")
    )
    return ref, int(stored.get("size", 0))


@contextmanager
def _observed() -> Iterator[Invocation]:
    invocation = Invocation(
        name=wiring.hub().core.function, kind="event", correlation_id=correlation_id_from(None)
    )
    with observed(invocation):
        try:
            yield invocation
        except Exception as error:  # the batch swallows what its records raise
            failed("event not handled", error, invocation)
            raise
