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
from lifeos.contracts.ingest import ObjectRef, Ticket
from lifeos.entry.telemetry import Invocation, correlation_id_from, logger, observed
from lifeos.errors import LifeOSError
from lifeos.spans import note

Event = dict[str, Any]
Begin = Callable[[ObjectRef, int], tuple[Ticket, bool]]


def object_created(body: str) -> tuple[ObjectRef, int]:
    """Object and size in bytes of one `Object Created` event.

    Source: Amazon S3 user guide, EventBridge event message structure.
    Raises: KeyError, ValueError for anything else.
    """
    detail = json.loads(body)["detail"]
    stored = detail["object"]
    ref = ObjectRef(
        bucket=detail["bucket"]["name"], key=stored["key"], version_id=stored.get("version-id")
    )
    return ref, int(stored.get("size", 0))


def entrypoint(begin: Begin) -> Callable[[Event, Any], Event]:
    """The Lambda handler of the starter: one run per record; a failed record is redelivered."""
    processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)

    def handler(event: Event, context: Any) -> Event:
        answer: Event = dict(
            process_partial_response(
                event=event,
                record_handler=lambda record: _begin_one(record, begin),
                processor=processor,
                context=context,
            )
        )
        return answer

    return handler


def _begin_one(record: SQSRecord, begin: Begin) -> None:
    """Begin one run. A record that can never work fails too: the queue parks it after its tries."""
    invocation = Invocation(
        name=wiring.hub().core.function, kind="event", correlation_id=correlation_id_from(None)
    )
    with observed(invocation):
        note(
            "queue.wait",
            "queue",
            started_at=int(record.attributes.sent_timestamp) / 1000,
            ended_at=time.time(),
        )
        try:
            ticket, started = begin(*object_created(record.body))
        except LifeOSError as error:
            logger.exception("run not started", extra={"code": error.code})
            raise
        invocation.user_id, invocation.correlation_id = ticket.user_id, ticket.correlation_id
        invocation.log.update(
            document_id=str(ticket.document_id), execution_id=ticket.run, started=int(started)
        )
        logger.append_keys(correlation_id=ticket.correlation_id)
