"""Documents as text: a table of many, or one with its path, facts and evidence."""

from __future__ import annotations

from lifeos.contracts.documents import Document, Passage
from lifeos.contracts.facts import Fact
from lifeos.contracts.review import Run
from rich.filesize import decimal
from rich.table import Table
from rich.text import Text

from clients.cli.fact_view import facts_table, place
from clients.cli.output import console, here, outcome_text, shown, table, text


def show_documents(documents: list[Document]) -> None:
    """One row each, newest first; of what is deleted, until when it can be restored."""
    deleted = any(document.deleted_at for document in documents)
    first = "restorable until" if deleted else "sent"
    rows = table(
        *(first, "outcome", "kind", "facts", "name", "id"), right=("facts",), wrap=("name", "kind")
    )
    for document in documents:
        rows.add_row(
            here(document.purge_at or document.created_at),
            _ended(document),
            text(document.kind),
            str(document.facts),
            text(document.name),
            str(document.id),
        )
    console().print(rows)


def _ended(document: Document) -> Text:
    """The outcome, with the code of its reason where that says more."""
    ended = outcome_text(document.outcome, document.state)
    code = document.reason.code if document.reason else document.outcome
    return ended if code == document.outcome else ended.append(f" ({shown(code)})")


def show_document(
    document: Document,
    facts: list[Fact],
    *,
    enclosed: list[Document],
    runs: list[Run],
    evidence: bool,
) -> None:
    """Everything known of one document; `facts` may be the first of many."""
    out = console()
    out.print(_header(document))
    if document.path:
        out.print(Text("\nPath", style="bold"))
        out.print(_path(document.path))
    if len(runs) > 1:
        out.print(Text("\nRuns", style="bold"))
        out.print(_runs(runs))
    if facts:
        out.print(Text("\nFacts", style="bold"))
        out.print(facts_table(facts))
    if document.facts > len(facts):
        out.print(
            text(f"{len(facts)} of {document.facts}; all: ./lifeos facts --document {document.id}")
        )
    if enclosed:
        out.print(Text("\nCame in it", style="bold"))
        show_documents(enclosed)
    if evidence:
        out.print(Text("\nEvidence", style="bold"))
        out.print(_evidence(facts) if facts else text("None: no facts were read from it."))


def _header(document: Document) -> Table:
    reason = document.reason
    rows = table("", "", wrap=("",))
    rows.show_header = False
    for label, value in (
        ("name", text(document.name, "bold")),
        ("outcome", outcome_text(document.outcome, document.state)),
        ("reason", text(f"{reason.detail} ({reason.code})" if reason else None)),
        ("title", text(document.title)),
        ("kind", text(document.kind)),
        ("type", text(document.media_type)),
        ("read by", text(document.sense)),
        ("size", text(_size(document.size_bytes))),
        ("sha256", text(document.sha256)),
        ("sent", text(here(document.created_at))),
        ("came in", text(document.parent_id)),
        ("id", text(document.id)),
        ("correlation", text(document.correlation_id)),
    ):
        if value.plain:
            rows.add_row(Text(label, style="dim"), value)
    return rows


def _size(size_bytes: int) -> str:
    exact = f"{size_bytes:,} bytes"
    return exact if size_bytes < 1000 else f"{decimal(size_bytes)} ({exact})"


def _path(path: list[Passage]) -> Table:
    rows = table("state", "entered", "seconds", right=("seconds",))
    for passage in path:
        seconds = ""
        if passage.left_at and passage.state != "END":  # nothing is done in END but ending
            seconds = f"{(passage.left_at - passage.entered_at).total_seconds():.3f}"
        rows.add_row(passage.state, here(passage.entered_at, precision="milliseconds"), seconds)
    return rows


def _runs(runs: list[Run]) -> Table:
    """Every reading of the file, newest first."""
    numbers = ("facts", "corrections kept")
    rows = table("run", "pipeline", "ended", "outcome", *numbers, "correlation", right=numbers)
    for number, run in zip(range(len(runs), 0, -1), runs, strict=True):
        rows.add_row(
            str(number),
            str(run.pipeline_version),
            here(run.ended_at) if run.ended_at else "",
            outcome_text(run.outcome, "ACTION"),
            str(run.facts),
            str(len(run.kept)),
            text(run.correlation_id),
        )
    return rows


def _evidence(facts: list[Fact]) -> Table:
    rows = table("fact", "field", "place", "as it stands there", "read by", wrap=("fact",))
    rows.columns[3].no_wrap = False
    for fact in facts:
        for one in fact.evidence:
            rows.add_row(
                text(fact.title),
                text(one.field),
                text(place(one)),
                text(one.snippet),
                shown(one.reader),
            )
    return rows
