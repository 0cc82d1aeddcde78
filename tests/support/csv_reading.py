"""Statements as text, and what reading them must give."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from lifeos.senses.csv.sense import CsvStatement
from lifeos.senses.models import HEAD_BYTES, FactDraft, Head, Page, Reading, Source, Tally


@dataclass(frozen=True)
class Layout:
    """One bank's way of writing a statement, with invented rows.

    `rows` is one line a booking, `day amount`, in the order of the file; a pending row ends in
    ` pending`.
    """

    name: str
    text: str
    rows: str
    currency: str | None
    encoding: str = "utf-8"
    account: str | None = None
    doubts: tuple[str, ...] = ()
    counterparties: tuple[str, ...] = ()
    balances: str = ""  # `kind amount` a line

    def __str__(self) -> str:
        return self.name


@dataclass
class Read:
    """What a sense handed back, sorted by kind."""

    pages: list[Page] = field(default_factory=list)
    transactions: list[FactDraft] = field(default_factory=list)
    balances: list[FactDraft] = field(default_factory=list)
    documents: list[FactDraft] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)

    @property
    def tally(self) -> Tally:
        """The one tally, which must be the last and only one."""
        (only,) = self.tallies
        return only

    @property
    def doubts(self) -> tuple[str, ...]:
        """Codes of all doubts."""
        return tuple(doubt.code for doubt in self.tally.doubts)

    @property
    def done(self) -> bool:
        """Whether nothing speaks against the document being done."""
        tally = self.tally
        return (
            not tally.doubts
            and tally.declared_count in {None, tally.found_count}
            and tally.declared_sum in {None, tally.found_sum}
        )


def source_of(path: Path) -> Source:
    """A file on disk as a sense is given it."""
    content = path.read_bytes()
    return Source(
        path=path,
        name=path.name,
        media_type="text/csv",
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
    )


def head_of(content: bytes, name: str = "statement.csv") -> Head:
    """The start of some bytes as a sense is given it."""
    return Head(content[:HEAD_BYTES], name, "", len(content))


def read_path(path: Path) -> Read:
    """Check and read a file, everything in memory."""
    sense, source = CsvStatement(), source_of(path)
    sense.check(source)
    return sorted_readings(list(sense.read(source)))


def read_text(folder: Path, text: str, encoding: str = "utf-8", name: str = "s.csv") -> Read:
    """Write a text to a folder and read it."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_path(path)


def sorted_readings(readings: list[Reading]) -> Read:
    """Readings by kind; a tally must come last."""
    read = Read()
    for reading in readings:
        if isinstance(reading, Page):
            read.pages.append(reading)
        elif isinstance(reading, Tally):
            read.tallies.append(reading)
        elif isinstance(reading, FactDraft):
            # The sense builds facts without validating them: here every one is validated.
            assert FactDraft.model_validate(reading.model_dump()) == reading
            kinds = {"transaction": read.transactions, "balance": read.balances}
            kinds.get(reading.kind, read.documents).append(reading)
    assert isinstance(readings[-1], Tally)
    return read


def rows_of(read: Read) -> list[str]:
    """Transactions in the notation of `Layout.rows`, amounts with two decimals."""
    return [
        f"{str(fact.occurred.start)[:10]} {fact.amount:.2f}"
        + (" pending" if getattr(fact.data, "status", "") == "pending" else "")
        for fact in read.transactions
    ]


def balances_of(read: Read) -> list[str]:
    """Balances in the notation of `Layout.balances`."""
    return [f"{getattr(fact.data, 'balance_kind', '')} {fact.amount:.2f}" for fact in read.balances]
