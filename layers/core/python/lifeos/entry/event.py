"""The edge of functions that a queue feeds: a failed record comes back, good ones do not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from lifeos import wiring
from lifeos.contracts.ingest import ObjectRef
from lifeos.entry.telemetry import Invocation, correlation_id_from, logger, observed
from lifeos.errors import LifeOSError
from lifeos.spans import note

Event = dict[str, Any]
Handle = Callable[[Event, Invocation], None]


def object_created(event: Event) -> tuple[ObjectRef, int]:
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


def run_ended(event: Event) -> str:
    """Name of the run of one `Step Functions Execution Status Change` event.

    Source: Step Functions developer guide, EventBridge events.
    """
    return str(event["detail"]["name"])


def entrypoint(handlers: dict[str, Handle]) -> Callable[[Event, Any], Event]:
    """The Lambda handler of a queue of EventBridge events, by their `detail-type`."""
    processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)

    def handler(event: Event, context: Any) -> Event:
        answer: Event = dict(
            process_partial_response(
                event=event,
                record_handler=lambda record: _handle(record, handlers),
                processor=processor,
                context=context,
            )
        )
        return answer

    return handler


def _handle(record: SQSRecord, handlers: dict[str, Handle]) -> None:
    """One record. One that can never work fails too: the queue parks it after its tries."""
    invocation = Invocation(
        name=wiring.hub().core.function, kind="event", correlation_id=correlation_id_from(None)
    )
    with observed(invocation):
        sent_at = int(record.attributes.sent_timestamp) / 1000
        note("queue.wait", "queue", started_at=sent_at, ended_at=time.time())
        event = json.loads(record.body)
        invocation.log["event"] = str(event["detail-type"])
        try:
            handlers[event["detail-type"]](event, invocation)
        except LifeOSError as error:
            logger.exception("event not handled", extra={"code": error.code})
            raise
