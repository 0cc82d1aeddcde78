"""Spans: what one invocation did, how long each thing took, and nothing across invocations."""

from __future__ import annotations

import contextvars
import threading

import pytest
from lifeos.spans import Span, correlate, correlation_id, note, recording, span, traced

from tests.fakes.clock import FakeClock


def test_spans_nest_and_the_inner_one_is_recorded_first() -> None:
    with recording() as spans, span("outer", "api") as outer, span("inner", "sql", rows=3) as inner:
        pass

    assert [made.name for made in spans] == ["inner", "outer"]
    assert (inner.parent_id, outer.parent_id) == (outer.id, None)
    assert inner.attributes == {"rows": 3}
    assert outer.duration_ms >= inner.duration_ms >= 0


def test_siblings_have_the_same_parent() -> None:
    with recording(), span("outer", "api") as outer:
        with span("first", "sql") as first:
            pass
        with span("second", "sql") as second:
            pass

    assert first.parent_id == second.parent_id == outer.id


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_exception_marks_every_span_it_passes_and_goes_on(error: type[BaseException]) -> None:
    with recording() as spans:
        with pytest.raises(error), span("outer", "api"), span("inner", "sql"):
            raise error
        with span("after", "api"):
            pass

    assert [(made.name, made.status, made.parent_id is None) for made in spans] == [
        ("inner", "error", False), ("outer", "error", True), ("after", "ok", True),
    ]  # fmt: skip


def test_without_a_recording_nothing_is_kept_and_nothing_breaks() -> None:
    with span("alone", "api") as alone:
        note("queue.wait", "queue", started_at=1.0, ended_at=2.0)

    assert alone.status == "ok"


def test_one_recording_sees_nothing_of_another() -> None:
    with recording() as first, span("first", "api"):
        pass
    with recording() as second, span("second", "api"):
        pass

    assert ([made.name for made in first], [made.name for made in second]) == (
        ["first"], ["second"],
    )  # fmt: skip


def test_a_thread_of_its_own_records_apart() -> None:
    def work() -> None:
        with span("elsewhere", "api"):
            pass

    with recording() as spans:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    assert spans == []


@pytest.mark.parametrize(("ended_at", "duration_ms"), [(12.5, 2500.0), (9.0, 0.0)])
def test_a_wait_before_the_invocation_is_noted_and_never_negative(
    ended_at: float, duration_ms: float
) -> None:
    with recording() as spans, span("whole", "event") as whole:
        note("queue.wait", "queue", started_at=10.0, ended_at=ended_at)

    assert spans[0].duration_ms == duration_ms
    assert (spans[0].started_at, spans[0].parent_id) == (10.0, whole.id)


class Port:
    """A port with a plain attribute, an answer and a failure."""

    announces = True

    def answer(self, number: int, *, twice: bool) -> int:
        return number * 2 if twice else number

    def fail(self) -> None:
        raise LookupError


def test_a_traced_port_answers_as_before_and_every_call_is_a_span() -> None:
    port = traced(Port(), "store", "storage")

    with recording() as spans:
        answers = (port.answer(4, twice=True), port.announces)
        with pytest.raises(LookupError):
            port.fail()

    assert answers == (8, True)
    assert [(made.name, made.kind, made.status) for made in spans] == [
        ("store.answer", "storage", "ok"), ("store.fail", "storage", "error"),
    ]  # fmt: skip


def test_arguments_of_a_traced_call_are_not_kept() -> None:
    with recording() as spans:
        traced(FakeClock(), "clock", "api").forward(5)

    assert spans[0].attributes == {}


def test_a_traced_port_has_nothing_its_port_has_not() -> None:
    with pytest.raises(AttributeError):
        traced(Port(), "store", "storage").missing  # type: ignore[attr-defined]  # noqa: B018


def test_ids_of_spans_do_not_repeat() -> None:
    with recording() as spans:
        for _ in range(200):
            with span("one", "api"):
                pass

    assert len({made.id for made in spans}) == 200
    assert isinstance(spans[0], Span)


def test_whatever_an_invocation_calls_can_ask_for_its_correlation_id() -> None:
    context = contextvars.copy_context()

    context.run(correlate, "a-correlation-7")

    assert context.run(correlation_id) == "a-correlation-7"
    assert contextvars.Context().run(correlation_id) == "none"
