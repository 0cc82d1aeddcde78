"""CSV: bank and card statements of unknown layout; any other table is kept with its text.

A statement is read in three passes over the file on disk, each a stream: the first lets every
cell vote on date order, decimal mark and signs; the second follows the running balance; the third
yields the facts. Memory does not grow with the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from lifeos.contracts.facts import DocumentData, Evidence
from lifeos.errors import RejectedError
from lifeos.senses.csv.cells import is_date
from lifeos.senses.csv.dialect import file_lines
from lifeos.senses.csv.encoding import by_bom, encoding_of_head, is_binary
from lifeos.senses.csv.ledger import Ledger
from lifeos.senses.csv.table import Table, open_table, table_in, whole_lines
from lifeos.senses.document_facts import undated_on
from lifeos.senses.models import FactDraft, Head, Page, Reading, Source, Tally

PAGE_CHARACTERS = 64 * 1024

# Formats of lines that also hold delimiters; each has a sense of its own.
_OTHER_FORMATS = re.compile(
    r"(?i)\s*(BEGIN:|[{\[<]|OFXHEADER|!Type|!Account|!Option|:20:|\{1:|%PDF|From |Received:|#!|---"
    r"|\|[^\n]*\|\s*\n\|?\s*:?-{2,})"
)
_TABLE_NAMES = (".csv", ".tsv", ".tab", ".psv")


class CsvStatement:
    """Delimited text of any layout and language."""

    name = "csv"
    version = 1
    media_types: tuple[str, ...] = ("text/csv", "text/tab-separated-values", "application/csv")

    def score(self, head: Head) -> float:
        """Say how sure it is that the bytes are a table, and a statement at that."""
        text = _head_text(head)
        if not text.strip() or _OTHER_FORMATS.match(text.lstrip("\ufeff")):
            return 0.0
        table = table_in_text(text)
        if table is None:
            return 0.0
        columns, share = table.layout.columns, table.shape.share
        if table.layout.headed:
            return 0.95 if columns.statement else 0.6
        if columns.statement and share >= 0.5:
            return 0.8
        return _plain_table_score(table, head, text=text)

    def check(self, source: Source) -> None:
        """Refuse what holds no text.

        Raises: RejectedError `empty-file`, `not-text`, `no-table`.
        """
        with source.path.open("rb") as file:
            head = file.read(64 * 1024)
        if not head.strip():
            raise RejectedError("empty-file", "This file is empty.")
        if is_binary(head):
            raise RejectedError("not-text", "This file is called a table but holds no text.")
        if open_table(source.path) is None:
            raise RejectedError("no-table", "No columns can be made out in this file.")

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield transactions and balances of a statement, or pages and one document, then a Tally.

        Raises: RejectedError `no-table`, `csv-broken`.
        """
        table = open_table(source.path)
        if table is None:
            raise RejectedError("no-table", "No columns can be made out in this file.")
        if table.layout.columns.statement:
            yield from Ledger(table, source, f"{self.name}/{self.version}").read()
        else:
            yield from _document(table, source, reader=f"{self.name}/{self.version}")


def table_in_text(text: str) -> Table | None:
    """The table a head shows; nothing is opened."""
    return table_in(text, path=Path(), encoding="utf-8")


def _head_text(head: Head) -> str:
    raw = head.first_bytes
    if is_binary(raw):
        return ""
    text = raw.decode(encoding_of_head(raw), errors="replace")
    if len(raw) < head.size_bytes:
        text = whole_lines(text)
    return text if by_bom(raw) or "\x00" not in text else ""


def _plain_table_score(table: Table, head: Head, *, text: str) -> float:
    """Less than any sense that knows its own format; prose and lists are no tables."""
    lines = [line for line in text.splitlines() if line.strip()]
    named = head.name.lower().endswith(_TABLE_NAMES) or head.media_type in CsvStatement.media_types
    even = table.shape.share >= (0.7 if named else 0.9)
    wide = table.shape.width >= (2 if named else 3)
    short = max(map(len, lines), default=0) < 5000
    if not (even and wide and short and len(lines) >= 2):
        return 0.0
    typed = any(is_date(cell) for cell in text.replace(table.shape.delimiter, "\n").splitlines())
    return 0.4 if named or typed or len(lines) >= 4 else 0.3


def _document(table: Table, source: Source, *, reader: str) -> Iterator[Reading]:
    """A table that is no statement: its text for search, and one fact that it is there."""
    yield from _pages(table)
    rows = sum(1 for _ in table.body())
    kind = "table"
    first = next(iter(file_lines(source.path, table.encoding)), "").strip().lstrip("\ufeff")
    title = source.name[:300] or "Table"
    yield FactDraft(
        domain="documents",
        occurred=undated_on(source),
        title=title,
        data=DocumentData(document_kind=kind),
        evidence=[
            Evidence(
                field="title", sha256=source.sha256, line=1, snippet=first[:400], reader=reader
            )
        ],
        confidence=Decimal(1),
        confidence_reason="kept as it is",
        identity=("document", source.sha256, kind),
    )
    yield Tally(document_kind=kind, title=title, found_count=rows, declared_count=rows)


def _pages(table: Table) -> Iterator[Page]:
    number, held, size = 1, [], 0
    for line in file_lines(table.path, table.encoding):
        held.append(line)
        size += len(line)
        if size >= PAGE_CHARACTERS:
            yield Page(number=number, text="".join(held))
            number, held, size = number + 1, [], 0
    if held:
        yield Page(number=number, text="".join(held))
