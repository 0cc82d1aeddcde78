"""Which account a line names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifeos.senses.invoices.labels import Place, Sheet
from lifeos.senses.pdf.layout import Line, PageWords
from lifeos.senses.printed_statements.lines import Sheets, TableLine
from lifeos.senses.printed_statements.vocabulary import ACCOUNTS
from lifeos.senses.statements.statement import Spot, account_name
from lifeos.senses.statements.transactions import account_key
from lifeos.senses.values.checksums import find_ibans
from lifeos.senses.values.dates import find_dates

_NUMBER = re.compile(r"\d[\d \-./]{2,30}\d")
_MASKED = re.compile(r"(?:[\dXx*•#.·]{2,8}[ -]?){1,5}\d{3,4}(?!\d)")
_MASK = re.compile(r"(?i)x{2}|[*•#·]{2}|\.{3}")
# A card's number as cards print it: four groups of four, or four, six and five. ISO/IEC 7812.
_CARD = re.compile(
    r"(?<!\w)(?<!\d[ -])(?:(?:[\dXx*•#]{4}[ -]){3}|[\dXx*•#]{4}[ -][\dXx*•#]{6}[ -][\dXx*•#])"
    r"\d{4}(?![ -]?\w)"
)
_FEWEST_DIGITS, _FEWEST_UNMASKED = 3, 5
_SORT_CODE = re.compile(r"\d\d-\d\d-\d\d")
_AT_THE_LEFT = 5.0  # points by which a line may begin right of the table


@dataclass(frozen=True, slots=True)
class Account:
    """An account's name by the rule of all statements, and where it stands."""

    name: str
    line: Line
    spot: Spot

    @property
    def key(self) -> str:
        """The same for every spelling of one account."""
        return account_key(self.name)


def accounts_named(pages: Sequence[PageWords], sheets: Sheets, *, card: bool) -> list[Account]:
    """The accounts that the paper says it is of, in reading order, as often as it names them.

    Of a card its own number: the IBAN beside it is that of the bank. Else IBANs where there are
    any, numbers beside a label for accounts, those of cards by shape or label. In rows stand
    other people's: of lines in tables only those count that are no row and begin at its left
    edge.
    """
    around = [*sheets.outside, *(line.line for line in sheets.inside if _may_head(line))]
    ibans = [account for line in around for account in _ibans(line)]
    cards = [account for line in around for account in _cards(line)]
    labelled = (_labelled(pages, around, field) for field in ("account", "card"))
    own = cards if card else []
    for found in (own, ibans, next(labelled), cards, next(labelled)):
        if found:
            return sorted(found, key=lambda account: (account.line.page, account.line.y0))
    return []


def spot_of(line: Line, start: int, end: int) -> Spot:
    """A part of a line as evidence."""
    return Spot(line.text[start:end], page=line.page, box=line.box(start, end))


def _may_head(line: TableLine) -> bool:
    left = line.table.headings.columns[0].x0
    return not line.days and not line.money and line.line.x0 <= left + _AT_THE_LEFT


def _ibans(line: Line) -> Iterator[Account]:
    for found in find_ibans(line.text):
        yield Account(found.value, line, spot_of(line, found.start, found.end))


def _cards(line: Line) -> Iterator[Account]:
    for found in _CARD.finditer(line.text):
        name = account_name(found[0])
        if name:
            yield Account(name, line, spot_of(line, found.start(), found.end()))


def _labelled(pages: Sequence[PageWords], around: Sequence[Line], field: str) -> list[Account]:
    wanted = {id(line) for line in around}
    return [
        account
        for page in pages
        if any(line.page == page.number for line in around)
        for account in _on_page(Sheet(page, ACCOUNTS), wanted, field)
    ]


def _on_page(sheet: Sheet, wanted: set[int], field: str) -> Iterator[Account]:
    for label in sheet.labels(field):
        line = sheet.page.lines[label.row]
        if id(line) not in wanted or not label.leads:
            continue
        found = (_number_at(place, line) for place in sheet.places(label))
        account = next((account for account in found if account), None)
        if account is not None:
            yield account


def _number_at(place: Place, line: Line) -> Account | None:
    text = place.text
    for pattern in (_MASKED, _NUMBER):
        for match in pattern.finditer(text):
            digits = sum(sign.isdigit() for sign in match[0])
            fewest = _FEWEST_DIGITS if _MASK.search(match[0]) else _FEWEST_UNMASKED
            if digits < fewest or _SORT_CODE.fullmatch(match[0]) or find_dates(match[0]):
                continue
            name = account_name(match[0])
            if name:
                box = place.run.box(place.start + match.start(), place.start + match.end())
                return Account(name, line, Spot(match[0], page=place.run.page, box=box))
    return None
