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
    came_in: UUID | None = None  # for what was taken out of a file: the document that file is
    first_outcome: Outcome | None = None  # of a duplicate: how the document ended when it was new

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
class _Job:
    source: Source
    started: float = field(default_factory=time.monotonic)  # set again when a thread takes it
    sent_at: float = 0.0
    is_twin: bool = False  # an earlier file of this run has the same bytes
    came_in: UUID | None = None

    def ending(self, document: Document) -> Report:
        """The report of a document that has ended."""
        return self.report_known(document) if self.is_twin else self.report(document)

    def report(self, document: Document) -> Report:
        return Report(
            file=self.source.shown,
            sha256=document.sha256,
            document_id=document.id,
            outcome=document.outcome,
            reason=document.reason,
            facts=document.facts,
            seconds=self._seconds(),
            correlation_id=document.correlation_id,
            came_in=self.came_in,
        )

    def report_known(self, document: Document) -> Report:
        """Sent before, and ended then; what failed is still failed, not a duplicate."""
        if document.outcome == "failed":
            return self.report(document)
        detail = f"The hub has these bytes already; they ended as {document.outcome}."
        reason = Reason(code="duplicate", detail=detail)
        known = self.report(document)
        return replace(known, outcome="duplicate", reason=reason, first_outcome=document.outcome)

    def report_error(self, error: ClientError) -> Report:
        return Report(
            file=self.source.shown,
            sha256=None,
            document_id=None,
            outcome=None,
            reason=Reason(code=error.reason, detail=error.sentence),
            facts=0,
            seconds=self._seconds(),
            correlation_id=error.correlation_id,
        )

    def report_patience_ended(self, document: Document) -> Report:
        detail = "No outcome yet; the hub goes on with it. Ask again with `./lifeos documents ID`."
        return replace(self.report(document), reason=Reason(code="still-working", detail=detail))

    def _seconds(self) -> float:
        return round(time.monotonic() - self.started, 3)


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
        self._sending: dict[Future[Sent], _Job] = {}
        self._under_way: list[tuple[_Job, Document]] = []
        self._seen: set[UUID] = set()

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
            job = _Job(source)
            self._sending[pool.submit(self._send, job)] = job
        return bool(self._sending)

    def _send(self, job: _Job) -> Sent:
        job.started = time.monotonic()
        if self._stop.is_set():
            raise StoppedError("Stopped before it was sent.")
        return self._uploader.send(job.source, self._on_bytes)

    def _collect(self) -> Iterator[Report]:
        """Reports of what needs no waiting; the rest joins those under way."""
        due_s = self._watch.seconds_to_next_look()
        pause_s = TICK_S if due_s is None else min(TICK_S, due_s)
        if not self._sending:
            self._stop.wait(pause_s)
            return
        done, _ = wait(self._sending, timeout=pause_s, return_when=FIRST_COMPLETED)
        for future in done:
            job = self._sending.pop(future)
            try:
                sent = future.result()
            except (UnreachableError, SignInError, StoppedError):
                raise
            except ClientError as error:
                yield job.report_error(error)
                continue
            yield from self._sent(job, sent)

    def _sent(self, job: _Job, sent: Sent) -> Iterator[Report]:
        document = sent.document
        job.is_twin = document.id in self._seen
        self._seen.add(document.id)
        if document.outcome is not None:
            yield job.report_known(document) if sent.duplicate else job.ending(document)
        elif not self._plan.wait:
            yield job.report(document)
        else:
            self._wait_for(job, document)

    def _wait_for(self, job: _Job, document: Document) -> None:
        job.sent_at = time.monotonic()
        self._under_way.append((job, document))
        self._watch.add(document)

    def _look(self) -> Iterator[Report]:
        ended = self._watch.look() if self._watch.seconds_to_next_look() == 0 else []
        outcomes = {document.id: document for document in ended}
        oldest = time.monotonic() - self._plan.longest_wait_s
        left, self._under_way = self._under_way, []
        for job, document in left:
            if document.id in outcomes:
                yield job.ending(outcomes[document.id])
                yield from self._taken_out(job, outcomes[document.id])
            elif job.sent_at < oldest:
                self._watch.drop(document.id)
                yield job.report_patience_ended(document)
            else:
                self._under_way.append((job, document))

    def _taken_out(self, job: _Job, ended: Document) -> Iterator[Report]:
        """What came in a file that has ended: reported, or waited for like a file of its own."""
        for document in self._watch.enclosed(ended):
            shown = f"{job.source.shown} > {document.name}"
            inside = _Job(replace(job.source, shown=shown), came_in=ended.id)
            if document.outcome is not None:
                yield inside.report(document)
                yield from self._taken_out(inside, document)
            else:
                self._wait_for(inside, document)
