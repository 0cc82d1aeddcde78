"""The heading row of a statement's table: which part each column plays, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lifeos.senses.csv.headings import Role, role_of
from lifeos.senses.csv.words import fold
from lifeos.senses.pdf.layout import Line, PageWords, Word
from lifeos.senses.printed_statements.figures import figures_in
from lifeos.senses.printed_statements.vocabulary import is_box
from lifeos.senses.values.currencies import is_currency

DAYS: Final[tuple[Role, ...]] = ("date", "booked", "value")
MONEY: Final[tuple[Role, ...]] = ("amount", "debit", "credit", "balance")
_MOVES: Final = frozenset({"amount", "debit", "credit"})
_TEXTS: Final = frozenset(
    {"description", "counterparty", "payee", "payer", "merchant", "type", "reference"}
)
# What headings on paper say that those of exports do not, or say in other words there.
_PRINTED: Final[dict[str, Role]] = {
    "wir haben fur sie gebucht": "description", "erlauterung": "description",
    "descritivo": "description", "buchungstext verwendungszweck": "description",
    "received by us": "booked", "date received by us": "booked", "received": "booked",
    "bedrag af": "debit", "bedrag bij": "credit", "betrag soll": "debit",
    "betrag haben": "credit", "zu ihren lasten": "debit", "zu ihren gunsten": "credit",
    "payments": "credit", "withdrawals debits": "debit", "deposits credits": "credit",
    "payments out": "debit", "payments in": "credit", "details of transaction": "description",
    "your transactions": "description", "afschrijvingen": "debit", "bijschrijvingen": "credit",
    "afgeschreven": "debit", "bijgeschreven": "credit", "valeur": "value", "val": "value",
    "fecha val": "value", "data val": "value", "dt valor": "value", "dt mov": "date",
}  # fmt: skip
_MOST_WORDS = 5  # of one heading
_SENTENCE = 36  # letters in one cell, most of whose words are no heading's
_STACKED = 1.6  # lines of one heading row stand closer than this many letter heights
_MOST_COLUMNS = 12
_CLOSE = 3
_LOOKED_BELOW = 25  # lines under a heading row that has nothing over its amounts


@dataclass(frozen=True, slots=True)
class Column:
    """One column by its heading. `x0` and `x1` are the heading's edges, not the column's."""

    role: Role
    x0: float
    x1: float
    heading: str


@dataclass(frozen=True, slots=True)
class Headings:
    """A heading row: its columns left to right, and how many lines of the page it takes."""

    columns: tuple[Column, ...]
    lines: int

    @property
    def roles(self) -> frozenset[Role]:
        """Parts that some column plays."""
        return frozenset(column.role for column in self.columns)

    @property
    def has_text(self) -> bool:
        """Whether some column holds words about the row."""
        return bool(self.roles & _TEXTS)

    def of(self, *roles: Role) -> tuple[Column, ...]:
        """The columns that play one of these parts."""
        return tuple(column for column in self.columns if column.role in roles)


def headings_on(page: PageWords) -> list[Headings | None]:
    """For every line of a page the heading row that begins there."""
    lines = page.lines
    return [find_headings(lines, at) or _over_no_amounts(lines, at) for at in range(len(lines))]


def find_headings(lines: Sequence[Line], at: int) -> Headings | None:
    """The heading row that begins at a line: one line, or up to three stacked ones."""
    if any(sign.isdigit() for sign in lines[at].text):
        return None
    found: list[Headings] = []
    for count in (1, 2, 3):
        part = lines[at : at + count]
        if len(part) < count or (count > 1 and not _close(part[-2], part[-1])):
            break
        headings = _headings(part)
        lower = _headings(part[1:]) if count > 1 else None
        if lower is not None and headings and len(lower.columns) >= len(headings.columns):
            break  # what stands above is no part of the heading row
        if headings is not None:
            found.append(headings)
    return max(found, key=lambda h: (len(h.columns), -h.lines), default=None)


def _over_no_amounts(lines: Sequence[Line], at: int) -> Headings | None:
    """`Bu-Tag Wert Vorgang` with nothing over the amounts, where every amount below has a mark."""
    if any(sign.isdigit() for sign in lines[at].text):
        return None
    by_cell = [_columns(cell.words) for cell in lines[at].cells]
    columns = [column for found in by_cell for column in found]
    named = Headings(tuple(columns), 1)
    if not (all(by_cell) and named.of(*DAYS) and named.has_text) or named.of(*MONEY):
        return None
    edge = max(column.x1 for column in columns)
    below = lines[at + 1 : at + 1 + _LOOKED_BELOW]
    ends = [figure for line in below for figure in list(figures_in(line))[-1:]]
    ends = [figure for figure in ends if figure.x0 > edge and not figure.weak]
    if not ends or not all(figure.mark for figure in ends):
        return None
    x0, x1 = min(figure.x0 for figure in ends), max(figure.outer for figure in ends)
    return Headings((*columns, Column("amount", x0, x1, "")), 1)


def _close(above: Line, below: Line) -> bool:
    return below.y0 - above.y0 < _STACKED * max(above.height, below.height)


def _headings(lines: Sequence[Line]) -> Headings | None:
    if any(any(sign.isdigit() for sign in line.text) for line in lines):
        return None
    if any(is_box(line.text) for line in lines):
        return None
    cells = [list(cell.words) for line in lines for cell in line.cells]
    stacks = _stacks(cells) if len(lines) > 1 else cells
    if len(stacks) > _MOST_COLUMNS:
        return None
    columns = sorted((c for s in stacks for c in _columns(s)), key=lambda column: column.x0)
    headings = Headings(tuple(columns), len(lines))
    roles = headings.roles
    dated = bool(roles & set(DAYS))
    proved = "balance" in roles and bool(roles & _MOVES)  # days may be headings between the rows
    if not roles & _MOVES or not (dated or proved) or _is_prose(lines):
        return None
    return headings if len(columns) >= 3 or (dated and headings.has_text) else None


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether some cell is a sentence, as in the two columns of a page of conditions."""
    return any(_is_sentence(cell.words) for line in lines for cell in line.cells)


def _is_sentence(words: Sequence[Word]) -> bool:
    known = sum(1 for word in words if _role([word]) is not None)
    return sum(len(word.text) for word in words) > _SENTENCE and known < len(words) / 2


def _stacks(cells: list[list[Word]]) -> list[list[Word]]:
    """Cells under each other as one: `Money` over `out`."""
    stacks: list[list[Word]] = []
    for cell in cells:
        x0, x1 = cell[0].x0, cell[-1].x1
        over = [s for s in stacks if min(x1, _right(s)) - max(x0, _left(s)) > 0]
        if len(over) == 1 and over[0][-1].y0 < cell[0].y0:
            over[0].extend(cell)
        else:
            stacks.append(list(cell))
    return stacks


def _left(words: Sequence[Word]) -> float:
    return min(word.x0 for word in words)


def _right(words: Sequence[Word]) -> float:
    return max(word.x1 for word in words)


def _columns(words: Sequence[Word]) -> Sequence[Column]:
    """The columns of one cell: one by its whole text, else the known phrases inside it.

    Where three or more stand in it, the headings are printed as close as words.
    """
    if len(words) == 1 and is_currency(words[0].text):
        return [_column("amount", words)]  # `EUR` alone heads the amounts
    inside = list(_phrases(words))
    whole = _role(words) if len(words) <= _MOST_WORDS else None
    if whole is None or len(inside) >= _CLOSE:
        return inside
    return [_column(whole, words)]


def _phrases(words: Sequence[Word]) -> Iterator[Column]:
    at = 0
    classes = [_class(_role([word])) for word in words]
    while at < len(words):
        for end in range(min(len(words), at + _MOST_WORDS), at, -1):
            role = _role(words[at:end]) if _is_one(classes[at:end]) else None
            if role is not None:
                yield _column(role, words[at:end])
                at = end
                break
        else:
            at += 1


def _is_one(classes: Sequence[str | None]) -> bool:
    """Whether no two words name different columns: `Deposits Balance` are two headings."""
    named = set(classes) - {None}
    return len(named) <= 1 or named in ({"amount", "debit"}, {"amount", "credit"})


def _class(role: Role | None) -> str | None:
    """`Posting Date` and `Withdrawal amount` are one heading each."""
    if role in DAYS:
        return "day"
    if role in _TEXTS:
        return "text"
    return role if role in MONEY else None


def _role(words: Sequence[Word]) -> Role | None:
    text = " ".join(word.text for word in words)
    return _PRINTED.get(fold(text)) or role_of(text)


def _column(role: Role, words: Sequence[Word]) -> Column:
    text = " ".join(word.text for word in words)
    return Column(role, _left(words), _right(words), text)
