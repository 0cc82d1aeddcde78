"""Bills set out point by point on the page, with their truth on top.

`drawn_bills/seen_*.txt` are the bills the reader was mended on, `held_*.txt` were written in the
same sitting, measured after that and then mended on too, `later_*.txt` were written after all of
it and only measured. The truth reads as in `tests.support.corpus`;
`doubt=maybe`: to doubt is right too. Below it each line is a row of cells `40:text`:

    40!:Acme Ltd  >555:12.00

draws from x = 40 points, large, and up to x = 555, flush right; `^300` centres. After the number
`!` is large, `*` bold, `.` small, `~` spaced letter by letter. `@y 700` goes to a height,
`@step 11` sets the room of a row, `@page` turns the page, `@mark COPY` stamps it across.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.bills import Page
from tests.support.corpus import Bill, written_bills

FOLDER = Path(__file__).parent / "drawn_bills"
_TOP, _STEP, _SIZE, _LARGE, _SMALL = 50.0, 14.0, 9.0, 15.0, 7.0
_CELL = re.compile(r"(?:^|\s{2,})([>^]?)(\d+)([!*.~]*):(.*?)(?=\s{2,}[>^]?\d+[!*.~]*:|\s*$)")


class DrawnBill(Bill):
    """A bill whose text says where each cell stands."""

    def draw_here(self, folder: Path) -> Path:
        """Write the bill as a PDF."""
        path = folder / f"{self.name}.pdf"
        page = Page(path)
        y, step = _TOP, _STEP
        for line in self.text.splitlines():
            order, _, value = line.partition(" ")
            if order == "@page":
                page.turn()
                y = _TOP
            elif order == "@mark":
                page.stamp(value)
            elif order == "@y":
                y = float(value)
            elif order == "@step":
                step = float(value)
            else:
                _draw_row(page, y, line)
                y += step
        page.save()
        return path


@cache
def drawn_bills(half: str) -> tuple[DrawnBill, ...]:
    """Every bill of the `seen`, `held` or `later` part."""
    return tuple(
        DrawnBill(bill.name, bill.truth, bill.text) for bill in written_bills(FOLDER, half)
    )


def drawn_cells(line: str) -> Iterator[tuple[str, float, str]]:
    """How each cell of a row is set, where from, and its words; none of an order."""
    if not line.startswith("@"):
        yield from ((align, float(x), text) for align, x, _, text in _CELL.findall(line))


def _draw_row(page: Page, y: float, line: str) -> None:
    for align, x, flags, text in _CELL.findall(line):
        size = _LARGE if "!" in flags else _SMALL if "." in flags else _SIZE
        words = " ".join(text) if "~" in flags else text
        if align == "^":
            page.centre(float(x), y, words, size=size)
            continue
        draw = page.right if align else page.text
        draw(float(x), y, words, size=size, bold=bool({"!", "*"} & set(flags)))
