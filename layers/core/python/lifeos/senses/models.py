"""What a sense is given, and what it hands back.

A sense reads one format. PICK asks every sense to score the first bytes; ASSERT lets the winner
check that the file can be read at all; ACTION lets it read. Reading is a stream: a sense yields
pages, facts and at last one tally, and never holds the whole file in memory unless its format
forces it to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from pydantic import Field

from lifeos.contracts.base import Currency, Model
from lifeos.contracts.facts import Box, Domain, Evidence, FactData, Occurred

HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Head:
    """The start of a file, enough to tell its format by content."""

    first_bytes: bytes  # at most HEAD_BYTES
    name: str  # as the person named it; a hint, never a proof
    media_type: str  # as declared; a hint, never a proof
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Source:
    """A whole file on local disk, byte-identical to the original."""

    path: Path
    name: str
    media_type: str  # as sniffed by PICK
    sha256: str
    size_bytes: int
    received_on: date | None = None  # the day it was registered, in UTC
    drawing: str | None = None  # for `pdf_page` alone: what to draw, as JSON
    habits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # see senses.habits


class Drawing(Model):
    """Which page to draw, and the places to mark on it."""

    page: int = Field(ge=1)
    boxes: list[Box] = Field(default_factory=list, max_length=500)


class Page(Model):
    """Text of one page, kept for search and as evidence."""

    number: int = Field(ge=1)
    text: str


class FactDraft(Model):
    """A fact as a sense read it, before the hub gives it an id.

    `identity` names the thing in the world, so that the same thing read twice, from whatever
    file, becomes one fact: for a transaction (account, date, amount, currency, normalised text,
    ordinal among equals); for a document its file hash and kind.
    """

    domain: Domain
    occurred: Occurred
    amount: Decimal | None = None
    currency: Currency | None = None
    value: Decimal | None = None
    unit: str | None = None
    title: str = Field(min_length=1, max_length=300)
    data: FactData
    evidence: list[Evidence] = Field(min_length=1)
    confidence: Decimal = Field(ge=0, le=1)
    confidence_reason: str
    identity: tuple[str, ...] = Field(min_length=1)
    revision: int = Field(default=0, ge=0)  # the source's own version; a higher one replaces
    series: tuple[str, ...] | None = None  # the series it is one of, if there can be others
    whole_series: bool = False  # the file holds all of the series: what it lacks is gone

    @property
    def kind(self) -> str:
        """Kind of the fact, as its typed data says."""
        return self.data.kind


class Attachment(Model):
    """A file inside a file; it becomes a document of its own, linked to this one."""

    name: str
    media_type: str
    content: bytes = Field(repr=False)  # a sense refuses what is over its own stated limit


class Doubt(Model):
    """One thing that does not add up; any doubt makes the document `needs_review`."""

    code: str = Field(examples=["count-differs"])
    detail: str = Field(description="One sentence naming the place")
    readings: list[str] = Field(default_factory=list, description="The candidate values")
    habits: list[str] = Field(
        default_factory=list,
        description="What each reading would show of its issuer, e.g. date-order=dmy; or nothing",
    )


class Tally(Model):
    """What the file declares against what was found; the last thing every sense yields.

    A declared figure is one the file states (a row count, a control sum, opening and closing
    balance) or one counted independently of the parse (physical rows). None: not stated.
    """

    document_kind: str = Field(examples=["invoice", "bank_statement", "letter"])
    title: str = Field(max_length=300)
    issuer: str | None = None
    dated_on: date | None = None
    found_count: int = Field(ge=0, description="Rows or items read, facts or not")
    declared_count: int | None = None
    found_sum: Decimal | None = None
    declared_sum: Decimal | None = None
    doubts: list[Doubt] = Field(default_factory=list)


Reading = Page | FactDraft | Attachment | Tally


class Sense(Protocol):
    """One format the hub can read. Importing a sense imports no parser library."""

    name: str
    version: int
    media_types: tuple[str, ...]  # canonical first; the type stored once picked

    def score(self, head: Head) -> float:
        """Say from 0 (not mine) to 1 (certainly mine) by content; names only break ties."""
        ...

    def check(self, source: Source) -> None:
        """Raise RejectedError with a reason code and a sentence if it cannot be read."""
        ...

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield pages and facts, then exactly one Tally.

        Raises: RejectedError for what only shows while reading.
        """
        ...
