"""Bills written as text with their truth on top, drawn as PDF pages in several fashions.

`bill_corpus/seen_*.txt` are the bills the reader was mended on; `unseen_*.txt` were written before
that, by other issuers in other words, and only measured. A bill looks like

    === name
    kind=invoice; issuer=Acme Ltd; number=4711; total=12.00; doubt=yes
    #Acme Ltd                     Invoice 4711

A line that starts with `#` is printed large, `---page---` turns the page, `{DE1}` becomes an IBAN
of that country. Two spaces or more part two cells; a cell that is a figure is drawn flush right.
`a|b` in the truth: either is right. `none`: nothing may be read. `doubt`: no unless stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.bills import Page

FOLDER = Path(__file__).parent / "bill_corpus"
_CELL = re.compile(r"\S+(?: \S+)*")
_FIGURE = re.compile(r"(?:[A-Z]{3}|[€£$¥]|Rs\.|R\$|HK\$)? ?[-+]? ?[\d.,' ]*\d ?(?:€|zł|EUR|%)?")
_BANKS = {
    "AT": "19043002345730{0}1", "BE": "5390075470{0}4", "CH": "00762011623852{0}57",
    "DE": "3705019800019{0}5030", "ES": "2100041845020005{0}332", "FR": "20041010050500013M026{0}6",
    "GB": "NWBK60161331926{0}19", "IT": "X05428111010000001234{0}6", "NL": "ABNA041716{0}300",
    "PL": "10901014000007121981{0}874",
}  # fmt: skip


@dataclass(frozen=True)
class Fashion:
    """How the same text is set: font, its size in points, and the room of a letter and a line."""

    name: str
    face: str
    size: float
    letter: float
    line: float
    by_column: bool = False  # cells are written to the file column after column


FASHIONS = (
    Fashion("plain", "Helvetica", 8.5, 5.2, 13.0),
    Fashion("typed", "Courier", 8.3, 5.0, 11.5),
    Fashion("columns", "Helvetica", 8.0, 5.0, 14.5, by_column=True),
)


@dataclass(frozen=True)
class Bill:
    """A bill's text and truth."""

    name: str
    truth: dict[str, tuple[str, ...]]
    text: str

    @property
    def doubtful(self) -> bool:
        """Whether a person could not say what it asks for either."""
        return self.truth.get("doubt") == ("yes",)

    def draw(self, fashion: Fashion, folder: Path) -> Path:
        """Write the bill as a PDF."""
        path = folder / f"{self.name}_{fashion.name}.pdf"
        page = Page(path, face=fashion.face)
        for index, text in enumerate(self.text.split("---page---\n")):
            if index:
                page.turn()
            _draw_text(page, text, fashion)
        page.save()
        return path


@cache
def bills(half: str) -> tuple[Bill, ...]:
    """Every bill of the `seen` or the `unseen` half."""
    return written_bills(FOLDER, half)


def written_bills(folder: Path, half: str) -> tuple[Bill, ...]:
    """Every bill of one half in a folder of such texts."""
    return tuple(
        _bill(part)
        for path in sorted(folder.glob(f"{half}_*.txt"))
        for part in path.read_text(encoding="utf-8").split("=== ")[1:]
    )


def iban(country: str, ordinal: str) -> str:
    """An account number with right check digits. Source: ISO 7064 mod 97-10."""
    account = _BANKS[country].format(ordinal)
    digits = "".join(str(int(sign, 36)) for sign in account + country + "00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"


def _bill(part: str) -> Bill:
    name, truth, text = part.split("\n", 2)
    pairs = (pair.split("=", 1) for pair in truth.split("; "))
    values = {key: tuple(_with_ibans(value).split("|")) for key, value in pairs}
    return Bill(name, values, _with_ibans(text, grouped=True))


def _with_ibans(text: str, *, grouped: bool = False) -> str:
    def number(match: re.Match[str]) -> str:
        whole = iban(match[1], match[2])
        return re.sub(r"(.{4})(?=.)", r"\1 ", whole) if grouped else whole

    return re.sub(r"\{([A-Z]{2})(\d)\}", number, text)


def _draw_text(page: Page, text: str, fashion: Fashion) -> None:
    cells = list(_cells(text))
    if fashion.by_column:
        cells.sort(key=lambda cell: (cell[1].start() // 40, cell[0]))
    for row, cell, large in cells:
        y = 40 + row * fashion.line
        size = fashion.size * (1.6 if large else 1)
        left = 36 + cell.start() * fashion.letter
        if _FIGURE.fullmatch(cell[0]):
            page.right(left + len(cell[0]) * fashion.letter, y, cell[0], size=size)
        else:
            page.text(left, y, cell[0], size=size)


def _cells(text: str) -> Iterator[tuple[int, re.Match[str], bool]]:
    for row, line in enumerate(text.splitlines()):
        large = line.startswith("#")
        for cell in _CELL.finditer(line.removeprefix("#")):
            yield row, cell, large
