"""What keeping and reading facts needs from outside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from lifeos.contracts.base import Model, Sha256
from lifeos.contracts.facts import Domain, Fact
from lifeos.contracts.ingest import Ending, Ticket
from lifeos.contracts.timeline import TimelineItem
from lifeos.senses.models import Reading, Tally


class Filing(Model):
    """What the record says of a document besides its facts."""

    ticket: Ticket
    sha256: Sha256
    name: str
    media_type: str
    sense: str | None
    created_at: datetime


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
