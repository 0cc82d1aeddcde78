"""The five state handlers as the machine calls them, over a hub of fakes."""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import pytest
from lifeos.contracts.ingest import StepInput, Ticket
from lifeos.documents.models import object_key, ticket_for
from lifeos.entry.step import PermanentFailure, RejectedInput, TransientFailure

from tests.events.recorded import Context, Event, step_input
from tests.fakes.sense import FakeSense
from tests.support.ingest import record
from tests.support.invoking import Spoken
from tests.support.lifecycle import CONTENT, STATES

if TYPE_CHECKING:
    from tests.fakes.hub import FakeHub

NAME = "MARKED-name.txt"


@dataclass
class Machine:
    """One document on its way; its name and content are marked, so that logs can be searched."""

    hub: FakeHub
    spoken: Spoken
    sense: FakeSense = field(default_factory=FakeSense)

    def arrive(self, content: bytes = CONTENT, sent: bytes | None = None) -> Ticket:
        """Register and store a file; the ticket of its run."""
        known = self.hub.fake_ledger.register(record(1, content=content))
        self.hub.fake_ledger.rows[known.user_id, known.document.id].change(name=NAME)
        key = object_key(known.user_id, known.document.id)
        bytes_ = content if sent is None else sent
        ref = self.hub.fake_storage.put(key, bytes_)
        return ticket_for(known, ref, size_bytes=len(bytes_), pipeline=1)

    def before(self, state: str, ticket: Ticket | None = None) -> Event:
        """The input of a state, after the handlers of all states before it."""
        event = step_input(StepInput(ticket=ticket or self.arrive()))
        for earlier in STATES[: STATES.index(state)]:
            event |= call(earlier, event)
        return event


def call(state: str, event: Event) -> Event:
    """What the handler of one state answers."""
    module = importlib.import_module(f"functions.ingest_{state.lower()}.handler")
    return cast(Event, module.handler(event, Context()))


def assert_repeatable(machine: Machine, state: str, event: Event) -> Event:
    """The same answer twice, and one success counted each time; the answer."""
    counted = machine.spoken.metric("Succeeded")
    first, again = call(state, event), call(state, event)
    assert again == first
    assert machine.spoken.metric("Succeeded") == counted + 2
    assert machine.spoken.outcome["document_id"] == event["ticket"]["document_id"]
    assert_silent(machine)
    return first


def assert_rejected(machine: Machine, state: str, event: Event) -> dict[str, str]:
    """Ends as RejectedInput with a code and a sentence, without a stack; what it tells."""
    with pytest.raises(RejectedInput) as refused:
        call(state, event)
    assert machine.spoken.level("ERROR") == []
    assert_silent(machine)
    told: dict[str, str] = json.loads(str(refused.value))
    assert told.keys() == {"code", "detail"}
    return told


def assert_breaks(machine: Machine, state: str, port: str) -> None:
    """An outage is transient, a defect permanent; neither tells its inside, both are counted."""
    event = machine.before(state)
    counted = machine.spoken.metric("Failed")
    fake: Any = getattr(machine.hub, port)
    fake.down = True
    with pytest.raises(TransientFailure) as outage:
        call(state, event)
    fake.down = False
    machine.hub.__dict__["clock"] = None
    with pytest.raises(PermanentFailure) as defect:
        call(state, event)

    assert (str(outage.value), str(defect.value)) == ("upstream-failed", "AttributeError")
    assert outage.value.__suppress_context__
    assert machine.spoken.metric("Failed") == counted + 2
    assert [line["code"] for line in machine.spoken.level("ERROR")] == [
        "upstream-failed",
        "AttributeError",
    ]
    assert_silent(machine)


def assert_rejects_malformed(machine: Machine, state: str) -> None:
    """Names the places that are wrong, never the values."""
    event = machine.before(state)
    event["ticket"] |= {"document_id": "MARKED-id", "attempt": 0}
    event["MARKED"] = 1
    told = assert_rejected_quietly(state, event)

    assert told["code"] == "malformed-input"
    assert "ticket.document_id" in told["detail"]
    assert "ticket.attempt" in told["detail"]
    assert "MARKED-id" not in json.dumps(told) + machine.spoken.text


def assert_rejected_quietly(state: str, event: Event) -> dict[str, str]:
    with pytest.raises(RejectedInput) as refused:
        call(state, event)
    told: dict[str, str] = json.loads(str(refused.value))
    return told


def assert_silent(machine: Machine) -> None:
    """No name and no content in any log line or metric."""
    assert "MARKED" not in machine.spoken.text
    assert CONTENT.decode().splitlines()[1] not in machine.spoken.text
