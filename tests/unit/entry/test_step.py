"""A state's edge raises three errors and no others."""

from __future__ import annotations

import json

import pytest
from lifeos.contracts.base import Model
from lifeos.contracts.ingest import StepInput, VerdictAdded
from lifeos.contracts.ingest import Verdict as Passed
from lifeos.entry import step
from lifeos.errors import (
    ConflictError,
    DeniedError,
    InvalidInputError,
    LifeOSError,
    NotFoundError,
    RejectedError,
    ThrottledError,
    UpstreamError,
)
from pydantic import ValidationError

from tests.events.recorded import Context, Event, step_input
from tests.fakes.hub import FakeHub
from tests.support.ingest import ANNA, CORRELATION, ticket
from tests.support.invoking import Spoken

EVENT = step_input(StepInput(ticket=ticket()))
TABLE: list[tuple[Exception, type[Exception], str]] = [
    (UpstreamError("MARKED"), step.TransientFailure, "upstream-failed"),
    (ThrottledError("MARKED"), step.TransientFailure, "throttled"),
    (NotFoundError("MARKED"), step.PermanentFailure, "not-found"),
    (ConflictError("MARKED"), step.PermanentFailure, "conflict"),
    (DeniedError("MARKED"), step.PermanentFailure, "denied"),
    (InvalidInputError("MARKED"), step.PermanentFailure, "invalid-input"),
    (LifeOSError("MARKED"), step.PermanentFailure, "internal"),
    (ValueError("MARKED"), step.PermanentFailure, "ValueError"),
    (MemoryError("MARKED"), step.PermanentFailure, "MemoryError"),
]


def running(error: Exception | None = None) -> Event:
    def run(_: StepInput) -> Model:
        if error is not None:
            raise error
        return VerdictAdded(verdict=Passed())

    return step.entrypoint(run)(EVENT, Context())


def test_what_a_state_adds_is_answered_and_belongs_to_the_document(
    fake_hub: FakeHub, spoken: Spoken
) -> None:
    added = running()

    assert added == {"verdict": {"readable": True}}
    assert spoken.outcome["document_id"] == str(ticket().document_id)
    assert spoken.outcome["execution_id"] == ticket().run
    assert spoken.outcome["correlation_id"] == CORRELATION
    assert (ANNA, CORRELATION) in fake_hub.fake_spans.saved


@pytest.mark.parametrize(("error", "raised", "message"), TABLE)
def test_each_failure_is_one_the_machine_knows_and_tells_its_code_alone(
    fake_hub: FakeHub, spoken: Spoken, error: Exception, raised: type[Exception], message: str
) -> None:
    with pytest.raises(raised) as failure:
        running(error)

    assert type(failure.value) is raised
    assert str(failure.value) == message
    assert spoken.metric("Failed") == 1
    assert spoken.level("ERROR")[0]["code"] == message


def test_a_refusal_is_json_with_its_reason_and_sentence(fake_hub: FakeHub, spoken: Spoken) -> None:
    with pytest.raises(step.RejectedInput) as refused:
        running(RejectedError("password-required", "Die Datei ist geschützt."))

    assert json.loads(str(refused.value)) == {
        "code": "password-required", "detail": "Die Datei ist geschützt.",
    }  # fmt: skip
    assert spoken.level("ERROR") == []
    assert spoken.outcome["reason"] == "password-required"
    assert (spoken.outcome["outcome"], spoken.metric("Failed")) == ("Refused", 0)


@pytest.mark.parametrize(
    ("event", "places"),
    [
        ({}, "ticket"),
        ({"ticket": None}, "ticket"),
        ({**EVENT, "claim": {"sha256": "MARKED"}}, "claim.sha256"),
        ({"ticket": {**EVENT["ticket"], "run": "MARKED" * 20}}, "ticket.run"),
        ({"ticket": {**EVENT["ticket"], "user_id": "MARKED"}}, "ticket.user_id"),
    ],
)
def test_malformed_input_names_places_and_no_values(
    fake_hub: FakeHub, spoken: Spoken, event: Event, places: str
) -> None:
    handler = step.entrypoint(lambda _: VerdictAdded(verdict=Passed()))

    with pytest.raises(step.RejectedInput) as refused:
        handler(event, Context())

    told = json.loads(str(refused.value))
    assert told == {"code": "malformed-input", "detail": f"Malformed at: {places}."}
    assert "MARKED" not in spoken.text
    assert not isinstance(refused.value.__cause__, ValidationError)


@pytest.mark.parametrize("name", ["TransientFailure", "RejectedInput", "PermanentFailure"])
def test_the_names_are_the_machines_vocabulary(name: str) -> None:
    assert getattr(step, name).__name__ == name
