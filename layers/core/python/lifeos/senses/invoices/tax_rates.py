"""Tax by rate: which lines of a bill name a rate, the amount it is taken of, and the tax."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lifeos.senses.invoices.labels import Label, Read
from lifeos.senses.invoices.money import Money
from lifeos.senses.pdf.layout import PageWords

_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s?%")
_BARE_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)(?:\s?%|(?=\s|$))")
HIGHEST_RATE = Decimal(30)  # standard VAT in Europe ends at 27 (Hungary)
_ROUNDING = Decimal("0.02")
_TO_THE_CENT = Decimal("0.006")
_SWISS_ROUNDING = Decimal("0.03")  # taxes are rounded to five centimes there


@dataclass(frozen=True)
class RateLine:
    """Tax of one rate: percent, the amount it is taken of, the tax."""

    rate: Decimal
    base: Decimal | None
    tax: Decimal
    read: Read[Decimal]
    base_read: Read[Decimal] | None = None


def rate_lines(pages: Sequence[PageWords], amounts: Sequence[Money]) -> Iterator[RateLine]:
    """Lines with a percentage and a tax that is this percentage of another amount of the line."""
    by_line: dict[tuple[int, int], list[Money]] = {}
    for money in amounts:
        if not money.weak:
            by_line.setdefault((money.page, money.row), []).append(money)
    for page in pages:
        for row, line in enumerate(page.lines):
            on_line = by_line.get((page.number, row), [])
            if len(on_line) > 1:
                found = (_tax_of(rate, on_line) for rate in _rates_in(line.text))
                yield from [line for line in found if line is not None][:1]


def _rates_in(text: str) -> list[Decimal]:
    """Percentages of a line, the sign or not: a table of rates may head its column with it."""
    rates = [Decimal(match[1].replace(",", ".")) for match in _BARE_RATE.finditer(text)]
    return [rate for rate in rates if rate <= HIGHEST_RATE]


def named_rate(label: Label, reads: Sequence[Read[Decimal]]) -> Iterator[RateLine]:
    """A tax whose line names its rate: `VAT 20% ... 12.00`."""
    line = label.sheet.page.lines[label.row].text
    found = {match[1].replace(",", ".") for match in _RATE.finditer(line)}
    if len(found) == 1 and reads and reads[0].value:
        yield RateLine(Decimal(found.pop()), None, reads[0].value, reads[0])


def _tax_of(rate: Decimal, line: Sequence[Money]) -> RateLine | None:
    for tax in line:
        for base in line:
            if base is tax or not base.value or tax.value is None:
                continue
            if abs(base.value * rate / 100 - tax.value) < _TO_THE_CENT:
                read = Read(tax.value, tax.cell, tax.start, tax.end)
                base_read = Read(base.value, base.cell, base.start, base.end)
                return RateLine(rate, base.value, tax.value, read, base_read)
    return None


def sum_of(parts: Sequence[Read[Decimal]]) -> Read[Decimal]:
    """A value that is printed nowhere as a whole; its evidence is that of its parts."""
    first = parts[0]
    whole = sum((part.value for part in parts), Decimal(0))
    return Read(whole, first.run, first.start, first.end, first.score, tuple(parts))


def rates_of(
    rates: Sequence[RateLine], net: Read[Decimal], *, tax: Read[Decimal]
) -> tuple[RateLine, ...]:
    """The rates, each once, if together they are a bill's whole tax.

    A rate whose base no line names is taken of the whole net where that gives its tax.
    """
    based = _merged({(r.rate, r.base, r.tax): r for r in rates if r.base is not None}.values())
    named = {(line.rate, line.tax): line for line in rates if line.base is None}
    for lines in (based, tuple(named.values())):
        whole = sum((line.tax for line in lines), Decimal(0))
        if abs(whole - tax.value) <= _ROUNDING:
            alone = len(lines) == 1 and lines[0].base is None
            if alone and abs(net.value * lines[0].rate / 100 - tax.value) < _SWISS_ROUNDING:
                return (replace(lines[0], base=net.value),)
            return lines
    return ()


def _merged(lines: Iterable[RateLine]) -> tuple[RateLine, ...]:
    """One line a rate: where every item tells its tax, the items of a rate together."""
    by_rate: dict[Decimal, list[RateLine]] = {}
    for line in lines:
        by_rate.setdefault(line.rate, []).append(line)
    return tuple(
        group[0]
        if len(group) == 1
        else RateLine(
            rate,
            sum((line.base or Decimal(0) for line in group), Decimal(0)),
            sum((line.tax for line in group), Decimal(0)),
            sum_of([line.read for line in group]),
        )
        for rate, group in by_rate.items()
    )
