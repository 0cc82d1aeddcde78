"""Many files on their way in at once, and what became of each.

A few threads hash and send; one loop feeds them, watches outcomes and reports. Memory stays
bounded: files are taken from the iterator as room appears, and no more than `MOST_UNDER_WAY` are
sent and not ended. Stopping is safe at any moment: run again, and the hub answers `duplicate` for
what it has, large uploads go on where they were, and what is still being read is waited for.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from threading import Event
from uuid import UUID

from lifeos.contracts.documents import Document, Outcome, Reason

from clients.api.errors import ClientError, SignInError, StoppedError, UnreachableError
from clients.api.transfer import OnBytes
from clients.api.upload import Sent, Source, Uploader
from clients.api.waiting import OutcomeWatch

MOST_UNDER_WAY = 500
LONGEST_WAIT_S = 900.0
TICK_S = 0.5  # how long the loop sleeps at most, so that a stop is noticed


@dataclass(frozen=True)
class Report:
    """What became of one file. `outcome` is None where it has none (yet): `reason` says why."""

    file: str
    sha256: str | None
    document_id: UUID | None
    outcome: Outcome | None
    reason: Reason | None
    facts: int
    seconds: float
    correlation_id: str | None = None

    @property
    def ended(self) -> bool:
        """Whether the hub came to a true outcome, good or bad."""
        return self.outcome not in (None, "failed")


@dataclass(frozen=True)
class Plan:
    """How to go about it."""

    jobs: int = 4
    wait: bool = True
    longest_wait_s: float = LONGEST_WAIT_S


USUAL = Plan()


@dataclass(eq=False)
class _Task:
    source: Source
    started: float = field(default_factory=time.monotonic)  # set again when a thread takes it


@dataclass(eq=False)
class _UnderWay:
    source: Source
    sent: Sent
    started: float
    since: float = field(default_factory=time.monotonic)


class Ingest:
    """One run over some files. `stop` may be set by anyone, at any time."""

    def __init__(
        self, uploader: Uploader, watch: OutcomeWatch, *, plan: Plan, stop: Event, on_bytes: OnBytes
    ) -> None:
        self._uploader = uploader
        self._watch = watch
        self._plan = plan
        self._stop = stop
        self._on_bytes = on_bytes
        self._sending: dict[Future[Sent], _Task] = {}
        self._under_way: list[_UnderWay] = []

    def run(self, sources: Iterable[Source]) -> Generator[Report, None, None]:
        """A report per file, in the order in which they end.

        Raises: UnreachableError, SignInError (no use going on), StoppedError.
        """
        queue = iter(sources)
        with ThreadPoolExecutor(self._plan.jobs, thread_name_prefix="send") as pool:
            try:
                while self._feed(pool, queue) or self._under_way:
                    yield from self._collect()
                    yield from self._look()
                    if self._stop.is_set():
                        raise StoppedError("Stopped.")
            finally:
                self._stop.set()
                pool.shutdown(cancel_futures=True)

    def _feed(self, pool: ThreadPoolExecutor, queue: Iterator[Source]) -> bool:
        """Keep every thread busy and one file ready for each; False when nothing is being sent."""
        while len(self._sending) < 2 * self._plan.jobs and len(self._under_way) < MOST_UNDER_WAY:
            source = next(queue, None)
            if source is None:
                break
            task = _Task(source)
            self._sending[pool.submit(self._send, task)] = task
        return bool(self._sending)

    def _send(self, task: _Task) -> Sent:
        task.started = time.monotonic()
        if self._stop.is_set():
            raise StoppedError("Stopped before it was sent.")
        return self._uploader.send(task.source, self._on_bytes)

    def _collect(self) -> Iterator[Report]:
        """Reports of what needs no waiting; the rest joins those under way."""
        pause_s = min(TICK_S, self._pause_s())
        if not self._sending:
            self._stop.wait(pause_s)
            return
        done, _ = wait(self._sending, timeout=pause_s, return_when=FIRST_COMPLETED)
        for future in done:
            task = self._sending.pop(future)
            try:
                sent = future.result()
            except (UnreachableError, SignInError, StoppedError):
                raise
            except ClientError as error:
                yield _failed(task.source, error, task.started)
                continue
            yield from self._sent(task.source, sent, task.started)

    def _pause_s(self) -> float:
        due = self._watch.seconds_to_next_look()
        return TICK_S if due is None else due

    def _sent(self, source: Source, sent: Sent, started: float) -> Iterator[Report]:
        if sent.document.outcome is not None:
            yield _ended(source, sent, sent.document, started)
        elif not self._plan.wait:
            yield _report(source, sent, sent.document, started)
        else:
            self._under_way.append(_UnderWay(source, sent, started))
            self._watch.add(sent.document)

    def _look(self) -> Iterator[Report]:
        if self._watch.seconds_to_next_look() == 0:
            ended = {document.id: document for document in self._watch.look()}
            yield from self._leave(ended)
        yield from self._give_up()

    def _leave(self, ended: dict[UUID, Document]) -> Iterator[Report]:
        left, self._under_way = self._under_way, []
        for one in left:
            document = ended.get(one.sent.document.id)
            if document is None:
                self._under_way.append(one)
            else:
                yield _report(one.source, one.sent, document, one.started)

    def _give_up(self) -> Iterator[Report]:
        deadline = time.monotonic() - self._plan.longest_wait_s
        for one in [one for one in self._under_way if one.since < deadline]:
            self._under_way.remove(one)
            self._watch.drop(one.sent.document.id)
            yield _still_working(one)


def _report(source: Source, sent: Sent, document: Document, started: float) -> Report:
    return Report(
        file=source.shown,
        sha256=sent.sha256,
        document_id=document.id,
        outcome=document.outcome,
        reason=document.reason,
        facts=document.facts,
        seconds=round(time.monotonic() - started, 3),
        correlation_id=document.correlation_id,
    )


def _ended(source: Source, sent: Sent, document: Document, started: float) -> Report:
    """A file whose document had ended before; what failed is still failed, not a duplicate."""
    report = _report(source, sent, document, started)
    if not sent.duplicate or document.outcome == "failed":
        return report
    sentence = f"The hub has these bytes already; they ended as {document.outcome}."
    return replace(report, outcome="duplicate", reason=Reason(code="duplicate", detail=sentence))


def _failed(source: Source, error: ClientError, started: float) -> Report:
    return Report(
        file=source.shown,
        sha256=None,
        document_id=None,
        outcome=None,
        reason=Reason(code=error.reason, detail=error.sentence),
        facts=0,
        seconds=round(time.monotonic() - started, 3),
        correlation_id=error.correlation_id,
    )


def _still_working(one: _UnderWay) -> Report:
    sentence = "No outcome yet; the hub goes on with it. Ask again with `lifeos documents ID`."
    reason = Reason(code="still-working", detail=sentence)
    return replace(_report(one.source, one.sent, one.sent.document, one.started), reason=reason)
