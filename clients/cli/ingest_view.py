"""What `lifeos ingest` shows: a line per file, a bar on a terminal, a count at the end."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TextIO

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from clients.api.ingest import Report
from clients.api.upload import Source
from clients.api.words import counted, printable
from clients.cli import exits
from clients.cli.output import console, json_line, message, outcome_text, text


def as_json(report: Report) -> dict[str, Any]:
    """A report as `--json` prints it; these keys are promised."""
    return {
        "file": printable(report.file),
        "sha256": report.sha256,
        "document_id": str(report.document_id) if report.document_id else None,
        "outcome": report.outcome,
        "reason": report.reason.model_dump() if report.reason else None,
        "facts": report.facts,
        "seconds": report.seconds,
        "came_in": str(report.came_in) if report.came_in else None,
    }


_PERFECT = ("done", "duplicate")


class Tally:
    """Counts outcomes, and knows what they mean for the exit code."""

    def __init__(self, *, strict: bool, wait: bool) -> None:
        self._strict = strict
        self._wait = wait
        self._started = time.monotonic()
        self._outcomes: Counter[str] = Counter()
        self._inside: Counter[str] = Counter()  # outcomes of what came in files
        self._facts = 0
        self.exit_code = 0

    def add(self, report: Report) -> None:
        """Count one file."""
        handed_over = not self._wait and report.reason is None and report.outcome is None
        label = report.outcome or ("sent" if handed_over else "error")
        (self._inside if report.came_in else self._outcomes)[label] += 1
        self._facts += report.facts
        is_true = report.ended or handed_over
        is_perfect = handed_over or (report.first_outcome or report.outcome) in _PERFECT
        if not (is_perfect if self._strict else is_true):
            self.exit_code = exits.FAILED

    def summary(self) -> str:
        """One line for the end."""
        files = self._outcomes.total()
        if not files:
            return "No file ended."
        inside = f"; in them {_counts(self._inside)}" if self._inside else ""
        seconds = time.monotonic() - self._started
        return (
            f"{counted(files, 'file')}: {_counts(self._outcomes)}{inside}; "
            f"{counted(self._facts, 'fact')}; {seconds:.1f} s"
        )


def _counts(outcomes: Counter[str]) -> str:
    return ", ".join(f"{count} {label}" for label, count in outcomes.most_common())


class View:
    """Where reports go: JSON lines, or text lines above a bar."""

    def __init__(self, *, as_json: bool, bar: Progress | None) -> None:
        self._as_json = as_json
        self._bar = bar
        self._task = bar.tasks[0].id if bar else None
        self._bytes = 0
        self._lock = Lock()

    def on_bytes(self, count: int) -> None:
        """Called by every sending thread."""
        with self._lock:
            self._bytes += count
        if self._bar and self._task is not None:
            self._bar.update(self._task, sent=f"{decimal(self._bytes)} sent")

    def show(self, report: Report) -> None:
        """One file ended."""
        if self._as_json:
            json_line(as_json(report))
        else:
            self._console().print(_line(report), soft_wrap=True)
        if self._bar and self._task is not None and not report.came_in:
            self._bar.advance(self._task)

    def note(self, sentence: str) -> None:
        """Something for the person, above the bar."""
        if self._bar:
            self._bar.console.print(text(sentence), soft_wrap=True)
        else:
            message(sentence)

    def close(self, summary: str) -> None:
        """The last line: with the text on stdout, beside JSON on stderr."""
        if self._bar:
            self._bar.stop()  # or it would stand before the summary, or run on into a message
            self._bar = None
        if self._as_json:
            message(summary)
        else:
            self._console().print(text(summary), soft_wrap=True)

    def _console(self) -> Console:
        return self._bar.console if self._bar and sys.stdout.isatty() else console()


@contextmanager
def progress_view(sources: Callable[[], Iterable[Source]], *, as_json: bool) -> Iterator[View]:
    """A view, with a bar only where a person looks and no output runs through it."""
    is_crossed = sys.stdout.isatty() if as_json else _is_pipe(sys.stdout)
    if is_crossed or not sys.stderr.isatty():
        yield View(as_json=as_json, bar=None)
        return
    where = sys.stdout if sys.stdout.isatty() else sys.stderr
    bar = Progress(
        SpinnerColumn(),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[sent]}", markup=False),
        console=console(where),
        transient=True,
    )
    with bar:
        bar.add_task("ingest", total=sum(1 for _ in sources()), sent="")
        yield View(as_json=as_json, bar=bar)


def _is_pipe(stream: TextIO) -> bool:
    """Whether what is written may well come out on the terminal on which a bar runs (`| tee`)."""
    try:
        return stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except OSError:  # a stream without a descriptor
        return False


def _line(report: Report) -> Text:
    failed = report.outcome is None and report.reason is not None
    label = text("error", "bold red") if failed else outcome_text(report.outcome, "sent")
    label.pad_right(13 - len(label))
    line = Text.assemble(label, text(report.file))
    if report.facts:
        line.append("  1 fact" if report.facts == 1 else f"  {report.facts} facts")
    line.append(f"  {report.seconds:.1f} s", style="dim")
    if report.reason:
        line.append(f"  {_why(report)}")
    return line


def _why(report: Report) -> str:
    """The reason; with the handle to `lifeos trace` where something broke."""
    sentence = text(report.reason.detail if report.reason else "").plain
    if report.correlation_id and report.outcome in (None, "failed"):
        return f"{sentence} (correlation id {text(report.correlation_id).plain})"
    return sentence
