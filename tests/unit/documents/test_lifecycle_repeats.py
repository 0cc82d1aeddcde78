"""Exactly one effect: every state twice, late, after a takeover, and broken at every port call."""

from __future__ import annotations

import pytest
from lifeos.contracts.base import Model
from lifeos.contracts.ingest import Ending, StepInput, Ticket
from lifeos.documents.models import Record
from lifeos.errors import LifeOSError, StaleAttemptError, UpstreamError

from tests.fakes.failing import Moment, failing
from tests.fakes.ledger import FakeLedger
from tests.support.lifecycle import STATES, Pipeline, grown

OWNING = [state for state in STATES if state != "READY"]


def told(added: Model) -> object:
    return added.model_dump(exclude={"ended_at"})


@pytest.mark.parametrize("state", STATES)
def test_a_state_run_twice_answers_and_leaves_the_same(pipeline: Pipeline, state: str) -> None:
    step = pipeline.until(state, pipeline.arrive())
    first = pipeline.state(state, step)
    effect = pipeline.effect(step.ticket)

    again = pipeline.state(state, step)

    assert told(again) == told(first)
    assert pipeline.effect(step.ticket) == effect


@pytest.mark.parametrize("state", OWNING)
def test_a_state_of_a_run_that_was_taken_over_changes_nothing(
    pipeline: Pipeline, state: str
) -> None:
    step = pipeline.until(state, pipeline.arrive())
    newer = step.ticket.model_copy(update={"run": f"{step.ticket.run}-newer", "attempt": 9_000_000})
    pipeline.run(newer)
    effect = pipeline.effect(step.ticket)

    with pytest.raises(StaleAttemptError):
        pipeline.state(state, step)

    assert pipeline.effect(step.ticket) == effect


def test_ready_of_a_run_that_was_taken_over_stays_out(pipeline: Pipeline) -> None:
    ticket = pipeline.arrive()
    newer = ticket.model_copy(update={"run": f"{ticket.run}-newer", "attempt": 9_000_000})
    pipeline.run(newer)
    effect = pipeline.effect(ticket)

    claim = pipeline.state("READY", StepInput(ticket=ticket))

    assert claim.model_dump()["duplicate_of"] == ticket.document_id
    assert pipeline.effect(ticket) == effect


def test_a_takeover_between_entering_and_committing_keeps_the_newer_record(
    pipeline: Pipeline,
) -> None:
    step = pipeline.until("ACTION", pipeline.arrive())
    newer = step.ticket.model_copy(update={"run": f"{step.ticket.run}-newer", "attempt": 9_000_000})
    pipeline.ports["ledger"] = Unaware(pipeline.ledger)
    pipeline.run(newer)
    effect = pipeline.effect(step.ticket)

    with pytest.raises(StaleAttemptError):
        pipeline.state("ACTION", step)

    assert pipeline.effect(step.ticket) == effect


class Unaware:
    """A ledger whose checks passed just before somebody took over."""

    def __init__(self, ledger: FakeLedger) -> None:
        self._ledger = ledger

    def enter(self, ticket: Ticket, *_: object, **__: object) -> Record:
        return self._ledger.get(ticket.user_id, ticket.document_id)

    def __getattr__(self, name: str) -> object:
        return getattr(self._ledger, name)


@pytest.mark.parametrize("state", ["PICK", "ASSERT", "ACTION"])
def test_a_late_repeat_after_the_end_does_not_open_the_document_again(
    pipeline: Pipeline, state: str
) -> None:
    step = pipeline.until(state, pipeline.arrive())
    pipeline.run(step.ticket)
    effect = pipeline.effect(step.ticket)

    with pytest.raises(StaleAttemptError):
        pipeline.state(state, step)

    assert pipeline.effect(step.ticket) == effect


def test_a_late_repeat_of_ready_after_the_end_changes_nothing(pipeline: Pipeline) -> None:
    ticket = pipeline.arrive()
    pipeline.run(ticket)
    effect = pipeline.effect(ticket)

    claim = pipeline.state("READY", StepInput(ticket=ticket))

    assert claim.model_dump()["duplicate_of"] is None
    assert pipeline.effect(ticket) == effect


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("at", range(1, 6))
@pytest.mark.parametrize("port", ["ledger", "archive", "storage"])
@pytest.mark.parametrize("state", STATES)
def test_a_state_that_broke_at_any_call_and_is_tried_again_has_one_effect(
    pipeline: Pipeline, state: str, port: str, at: int, moment: Moment
) -> None:
    untroubled = Pipeline(sense=pipeline.sense)
    ticket = untroubled.arrive()
    untroubled.run(ticket)
    step = pipeline.until(state, pipeline.arrive())
    sound = pipeline.ports[port]

    pipeline.ports[port] = failing(sound, at=at, moment=moment)
    added = tried_twice(pipeline, state, step)
    pipeline.ports[port] = sound
    finish(pipeline, state, step, added)

    assert pipeline.effect(ticket) == untroubled.effect(ticket)


def tried_twice(pipeline: Pipeline, state: str, step: StepInput) -> Model:
    """As the machine does for a transient failure."""
    try:
        return pipeline.state(state, step)
    except UpstreamError:
        return pipeline.state(state, step)


def finish(pipeline: Pipeline, state: str, step: StepInput, added: Model) -> None:
    for following in STATES[STATES.index(state) + 1 :]:
        step = grown(step, STATES[STATES.index(following) - 1], added)
        added = pipeline.state(following, step)
    assert isinstance(added, Ending)


@pytest.mark.parametrize("state", ["ASSERT", "ACTION"])
def test_a_state_before_the_one_it_builds_on_is_a_defect(pipeline: Pipeline, state: str) -> None:
    ticket = pipeline.arrive()
    pipeline.state("READY", StepInput(ticket=ticket))

    with pytest.raises(LifeOSError, match="before the one it builds on"):
        pipeline.state(state, StepInput(ticket=ticket))
