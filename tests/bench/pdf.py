"""PDF pages per second of the hub's sense against bare text extraction by PDFium.

    python -m tests.bench.pdf [FOLDER ...]

All read the same files in the same process, turn about, several rounds; the best round counts.
The bare run opens each file, takes each page's text and closes both; `words` adds the place of
every word; the sense also finds out what a paper is and reads bills field by field, which for a
bill of one page costs more than its text does. Besides the collection of
real files a long document of our own is measured, since most real files have one page.
Prints the table, writes `build/bench/pdf.json`, exits 1 where the ratio is under the bar.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from lifeos.errors import RejectedError
from lifeos.senses.models import Source
from lifeos.senses.pdf.sense import Pdf
from lifeos.senses.pdf.text import pages

from tests.support.bills import cases, draw, draw_long
from tests.support.extraction import source_of
from tests.support.real_files import REPOSITORY, folder

REPORT = REPOSITORY / "build" / "bench" / "pdf.json"
BAR = 0.5
ROUNDS = 5
LONG_PAGES = 120


@dataclass(frozen=True)
class Row:
    """One set of files: pages per second of both."""

    files: str
    files_read: int
    pages: int
    bare_pages_per_s: float
    words_pages_per_s: float
    sense_pages_per_s: float

    @property
    def ratio(self) -> float:
        """Ours to bare; 1 would be no cost at all."""
        return self.sense_pages_per_s / self.bare_pages_per_s


def bare(source: Source) -> int:
    """Text of every page by PDFium alone; the number of pages."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(source.path)
    for page in document:
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
    count = len(document)
    document.close()
    return count


def words(source: Source) -> int:
    """Text and the place of every word, no more; the number of pages."""
    return sum(page.number > 0 for page in pages(source.path))


def ours(source: Source) -> int:
    """Everything the pipeline asks of the sense; the number of pages."""
    return sum(type(reading).__name__ == "Page" for reading in Pdf().read(source))


def measure(name: str, sources: Sequence[Source]) -> Row:
    """Best of several rounds of each, turn about."""
    best: dict[str, float] = {}
    count = 0
    for _ in range(ROUNDS):
        for run in (bare, words, ours):
            seconds, count = _timed(run, sources)
            best[run.__name__] = min(best.get(run.__name__, seconds), seconds)
    return Row(
        name, len(sources), count, count / best["bare"], count / best["words"], count / best["ours"]
    )


def _timed(run: Callable[[Source], int], sources: Sequence[Source]) -> tuple[float, int]:
    start = time.perf_counter()
    count = sum(run(source) for source in sources)
    return time.perf_counter() - start, count


def readable(paths: Sequence[Path]) -> list[Source]:
    """Sources of the files that open."""
    sources = []
    for path in paths:
        source = source_of(path, "application/pdf")
        try:
            Pdf().check(source)
        except RejectedError:
            continue
        sources.append(source)
    return sources


def main(arguments: Sequence[str]) -> int:
    """Measure, print, write, and say by the exit code whether the bar is met."""
    places = [Path(a) for a in arguments] or [p for p in (folder(),) if p is not None]
    with tempfile.TemporaryDirectory() as made:
        drawn = [draw(case, Path(made)) for case in cases()]
        long = draw_long(Path(made), LONG_PAGES)
        rows = [measure("one long document", readable([long]))]
        rows.append(measure("drawn bills, one page each", readable(drawn)))
        real = [path for place in places for path in sorted(place.rglob("*.pdf"))]
        if real:
            rows.append(measure("real files", readable(real)))
    print(
        f"{'files':<30}{'pages':>7}{'bare p/s':>10}{'words p/s':>11}{'sense p/s':>11}{'ratio':>7}"
        f"{'ms a file':>11}  bar"
    )
    for row in rows:
        print(
            f"{row.files:<30}{row.pages:>7}{row.bare_pages_per_s:>10.0f}"
            f"{row.words_pages_per_s:>11.0f}{row.sense_pages_per_s:>11.0f}{row.ratio:>7.2f}"
            f"{1000 * row.pages / row.files_read / row.sense_pages_per_s:>11.1f}"
            f"  {'met' if row.ratio >= BAR else 'missed'}"
        )
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    content = [{**asdict(row), "ratio": row.ratio, "bar": BAR} for row in rows]
    REPORT.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 0 if all(row.ratio >= BAR for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
