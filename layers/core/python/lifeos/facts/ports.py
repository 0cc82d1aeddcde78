"""What keeping and reading facts needs from outside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol
from uuid import UUID

from pydantic import Field, JsonValue

from lifeos.contracts.base import Model, Sha256
from lifeos.contracts.conditions import Expected
from lifeos.contracts.documents import Outcome, Reason
from lifeos.contracts.facts import Domain, Fact
from lifeos.contracts.ingest import Ending, Ticket
from lifeos.contracts.review import Run
from lifeos.contracts.search import SearchHit
from lifeos.contracts.timeline import DocumentRef, TimelineItem
from lifeos.senses.models import Reading, Tally


class Filing(Model):
    """What the record says of a document besides its facts."""

    ticket: Ticket
    sha256: Sha256
    name: str
    media_type: str
    sense: str | None
    created_at: datetime
    parent_id: UUID | None = None  # the document this one came in


class Committed(Model):
    """How much one commit holds."""

    facts: int
    pages: int


class FactQuery(Model):
    """Which facts of one person; all given conditions hold together."""

    document: UUID | None = None
    domain: Domain | None = None
    kind: str | None = None
    from_day: date | None = None
    to_day: date | None = None  # inclusive
    limit: int = 50
    cursor: str | None = None


class TimelineQuery(FactQuery):
    """Which part of the timeline; days are local days of `zone`."""

    zone: str = "UTC"
    at_least: Decimal | None = None  # of the amount without its sign
    at_most: Decimal | None = None
    currency: str | None = None
    words: tuple[str, ...] = ()  # folded; each must begin a word of the fact


class Change(Model):
    """Values to lay over one fact: field -> value, as they are written in a published fact.

    One correction may change several fields: the total of a bill is its amount too.
    """

    fact_id: UUID
    field: str  # the one the person named
    value: JsonValue
    reason: str | None
    values: dict[str, JsonValue]


class Sought(Model):
    """A search ready to run; each term is a list of words of which one must be there."""

    terms: list[list[str]]
    guessed: bool  # a term holds whole words instead of what a word begins with
    exact: list[Decimal]
    from_day: date | None
    to_day: date | None
    at_least: Decimal | None
    at_most: Decimal | None
    currency: str | None
    zone: str
    offset: int
    limit: int
    any_term: bool = False


class Mark(Model):
    """When and in which request something was said."""

    id: UUID
    at: datetime
    correlation_id: str


class Habit(Model):
    """How an issuer writes."""

    issuer: str  # as `senses.habits.issuer_key` has it
    topic: str
    choice: str


class Verdict(Model):
    """A person's decision on a document that waits, ready to be kept."""

    document_id: UUID
    run: str
    decision: Literal["confirm", "correct"]
    expected: Expected  # versions of the document that the person may have seen
    settled: list[str]  # keys of the doubts
    note: str | None
    changes: list[Change]
    habits: list[Habit] = Field(default_factory=list)


class Waiting(Model):
    """A document in review as the record has it."""

    document: DocumentRef
    run: str
    outcome: Outcome | None
    reviewed: bool  # the person has decided on this very run
    issuer: str | None
    reason: Reason | None
    tally: Tally | None
    facts: int
    since: datetime
    version: int = 0  # of the document's row


class Archive(Protocol):
    """The record, on its writing side. Every write is keyed by run or document and repeatable.

    Raises (all methods): UpstreamError, StaleAttemptError where a newer attempt owns the document.
    """

    def commit(self, filing: Filing, readings: Iterator[Reading]) -> Committed:
        """Pages, facts, evidence and tally of one document in one transaction.

        What an earlier run of the same document said and this one does not is taken away.
        """
        ...

    def tally(self, ticket: Ticket) -> Tally | None:
        """The tally this run committed, if it did."""
        ...

    def habits(self, ticket: Ticket) -> dict[str, dict[str, str]]:
        """How issuers write, as the person decided: issuer -> topic -> choice, newest first."""
        ...

    def settled(self, ticket: Ticket) -> frozenset[str]:
        """Keys of the doubts about this document that the person has settled."""
        ...

    def conclude(self, filing: Filing, ending: Ending) -> None:
        """The outcome of a run, on the run and on its document."""
        ...

    def note(self, filing: Filing, ending: Ending) -> None:
        """The outcome of a run that does not own its document, on the run alone."""
        ...


class FactReader(Protocol):
    """The record, on its reading side. Raises (all methods): UpstreamError."""

    def page(self, user_id: UUID, query: FactQuery) -> tuple[list[Fact], str | None]:
        """Facts newest first, with evidence. Raises: InvalidInputError for a bad cursor."""
        ...

    def get(self, user_id: UUID, fact_id: UUID) -> Fact:
        """One fact. Raises: NotFoundError."""
        ...


class TimelineReader(Protocol):
    """The record as one line. Raises (all methods): UpstreamError."""

    def page(self, user_id: UUID, query: TimelineQuery) -> tuple[list[TimelineItem], str | None]:
        """Items newest first. Raises: InvalidInputError for a bad cursor or an unknown zone."""
        ...


class Finder(Protocol):
    """The record by its words. Raises (all methods): UpstreamError."""

    def unknown(self, user_id: UUID, words: list[str]) -> list[str]:
        """Those of the folded words that no known word begins with."""
        ...

    def sharing_parts(self, user_id: UUID, parts: list[str]) -> list[str]:
        """Known words that are one of the parts, or become one when they lose a letter."""
        ...

    def find(self, user_id: UUID, sought: Sought) -> tuple[list[SearchHit], bool]:
        """Hits best first, and whether more follow. Raises: InvalidInputError, unknown zone."""
        ...


class Desk(Protocol):
    """What waits for the person, and what the person says. Raises (all methods): UpstreamError."""

    def page(
        self, user_id: UUID, *, limit: int, cursor: UUID | None
    ) -> tuple[list[Waiting], UUID | None]:
        """Documents that wait, newest first, and the last of them if more follow."""
        ...

    def case(self, user_id: UUID, document_id: UUID) -> Waiting:
        """One document, waiting or not. Raises: NotFoundError."""
        ...

    def correct(self, user_id: UUID, change: Change, *, mark: Mark, expected: Expected) -> None:
        """Lay values over a fact. Raises: NotFoundError, ChangedError for another version."""
        ...

    def decide(self, user_id: UUID, verdict: Verdict, *, mark: Mark) -> None:
        """Keep a verdict with its corrections and end the document as done.

        Raises: NotFoundError, ChangedError for another version, ConflictError if another run owns
        the document by now, InvalidInputError if a fact is not of this document.
        """
        ...

    def runs(self, user_id: UUID, document_id: UUID) -> list[Run]:
        """Runs of one document, newest first."""
        ...


class LiveStatus(Protocol):
    """The document's live status, as far as a review changes it."""

    def reviewed(self, user_id: UUID, document_id: UUID, run: str, *, at: datetime) -> None:
        """Note that the person has decided on what this run left open: it is done.

        Raises: StaleAttemptError if another run owns the document by now, UpstreamError.
        """
        ...
