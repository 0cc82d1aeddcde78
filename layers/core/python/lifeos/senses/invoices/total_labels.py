"""Which amounts the labels of a bill propose as total, net, tax and amount due.

A label proposes the amounts beside it, up to the next label of its line, or those in the column
below it where it heads a row of totals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lifeos.senses.invoices import vocabulary_amounts as words
from lifeos.senses.invoices.labels import Label, Read, Sheet
from lifeos.senses.invoices.money import Money
from lifeos.senses.invoices.tax_rates import RateLine, named_rate
from lifeos.senses.pdf.layout import Cell
from lifeos.senses.values.phrases import Phrases

LABELS = Phrases(
    net=words.NET,
    due=words.DUE_AMOUNT,
    total=words.TOTAL,
    tax=words.TAX,
    carried=words.CARRIED,
    credit=words.CREDIT_BALANCE,
    due_weak=words.DUE_WEAK,
    paid=words.PAID,
    tip=words.TIP,
    total_weak=words.TOTAL_WEAK,
    other=words.OTHER,
)
WEAK_SCORE = 2.0  # of a total under a word that names other sums as well
_LABEL_SCORE = {
    "total": 3.0, "due": 2.5, "credit": 2.5, "due_weak": 2.0, "total_weak": 2.0, "net": 2.0,
    "tax": 2.0, "carried": 2.0, "paid": 1.5, "tip": 1.0,
}  # fmt: skip
# A value in the column under a label is less sure than one beside it, a whole number less than
# one with cents, a label inside a sentence less than one that leads.
_BELOW_COST, _WEAK_COST, _INSIDE_COST, _FURTHER_COST = 0.75, 0.75, 0.75, 0.25
_LEFT_OPEN = frozenset(("other", "total_weak"))  # "Discount on total": says nothing by itself
_REACH_BELOW = 3.5  # letter heights
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?%")  # "IVA (21 %)" heads a column as "IVA" does
_PAIR = 2  # cells: an amount and its label


@dataclass
class Proposals:
    """Amounts each kind of label proposes, in reading order."""

    total: list[Read[Decimal]] = field(default_factory=list)
    due: list[Read[Decimal]] = field(default_factory=list)
    net: list[Read[Decimal]] = field(default_factory=list)
    tax: list[Read[Decimal]] = field(default_factory=list)
    carried: list[Read[Decimal]] = field(default_factory=list)
    credit: list[Read[Decimal]] = field(default_factory=list)
    paid: list[Read[Decimal]] = field(default_factory=list)
    tip: list[Read[Decimal]] = field(default_factory=list)
    rates: list[RateLine] = field(default_factory=list)


def propose(on_pages: Iterable[Sheet], amounts: Sequence[Money]) -> Proposals:
    """What the labels of all pages propose, in reading order."""
    proposals = Proposals()
    targets = {
        "total": proposals.total,
        "total_weak": proposals.total,
        "due": proposals.due,
        "due_weak": proposals.due,
        "credit": proposals.credit,
        "carried": proposals.carried,
        "paid": proposals.paid,
        "tip": proposals.tip,
        "net": proposals.net,
        "tax": proposals.tax,
    }
    for sheet in on_pages:
        here = [money for money in amounts if money.page == sheet.page.number]
        for label in sheet.labels(*targets):
            if _is_part_of_another(label, here):
                continue
            reads = list(_beside_or_below(label, here))
            if label.field == "credit":
                reads = [read._replace(value=-abs(read.value)) for read in reads]
            targets[label.field].extend(reads)
            if label.field == "tax":
                proposals.rates.extend(named_rate(label, reads))
    return proposals


def read_of(money: Money, score: float) -> Iterator[Read[Decimal]]:
    """The amount as a value with its place, if its notation is known."""
    if money.value is not None:
        score -= _WEAK_COST if money.weak else 0.0
        yield Read(money.value, money.cell, money.start, money.end, score)


def _beside_or_below(label: Label, here: Sequence[Money]) -> Iterator[Read[Decimal]]:
    score = _LABEL_SCORE[label.field] - (0.0 if label.leads else _INSIDE_COST)
    beside = _beside(label, here)
    if beside:
        for index, money in enumerate(reversed(beside)):
            yield from read_of(money, score - _FURTHER_COST * index)
        return
    below = _below(label, here) if _heads_totals(label) else []
    for index, money in enumerate(reversed(below or _before(label, here))):
        yield from read_of(money, score - _BELOW_COST - 0.1 * index)


def _is_part_of_another(label: Label, here: Sequence[Money]) -> bool:
    """`Subtotal (ex GST)`, `Please pay this amount`: a word of the label that leads the cell."""
    matches = label.sheet.matches[label.row, label.column]
    first = matches[0]
    if first.start >= label.start or label.cell.text[: first.start].strip():
        return False
    between = [m for m in here if m.cell is label.cell and first.end <= m.start < label.start]
    return not between and first.field not in _LEFT_OPEN


def _heads_totals(label: Label) -> bool:
    """Whether amounts below may be totals: not under the amount column of the items.

    A weak word such as `Amount` heads a row of totals only beside a heading for net or tax.
    """
    if any(sign.isdigit() for sign in _PERCENT.sub("", label.cell.text)):  # "Net 30": a term
        return False
    if label.field in ("due_weak", "carried", "paid", "credit", "tip"):
        return False
    if label.field != "total_weak":
        return label.leads
    beside = label.sheet.labels("net", "tax", "due")
    return label.leads and any(other.row == label.row for other in beside)


def _beside(label: Label, here: Sequence[Money]) -> list[Money]:
    """Amounts right of the label up to the next label of the line; strong ones if there are."""
    _, edge = label.cell.edges(label.start, label.end)
    stop = min((left for left in _next_labels(label) if left >= edge), default=float("inf"))
    found = [
        money
        for money in here
        if money.row == label.row
        and money.x0 < stop
        and (money.start >= label.end if money.cell is label.cell else money.x0 >= edge)
    ]
    strong = [money for money in found if not money.weak]
    if strong or label.field in ("net", "tax"):  # "Net 30" is a term of payment
        return strong
    return [money for money in found[:1] if _follows(label, money)]


def _before(label: Label, here: Sequence[Money]) -> list[Money]:
    """The amount left of a label, in a line that holds nothing else."""
    cells = label.sheet.page.lines[label.row].cells
    if label.column != 1 or len(cells) > _PAIR or not label.leads:
        return []
    return [m for m in here if m.cell is cells[0] and m.text.strip() == m.cell.text.strip()]


def _follows(label: Label, money: Money) -> bool:
    """Whether nothing but signs stands between a label and a bare whole number."""
    if money.cell is label.cell:
        return not re.sub(r"[\W_]", "", money.cell.text[label.end : money.start])
    cells = label.sheet.page.lines[label.row].cells
    rest = label.cell.text[label.end :] + money.cell.text[: money.start]
    return cells[label.column + 1] is money.cell and not re.sub(r"[\W_]", "", rest)


def _next_labels(label: Label) -> Iterator[float]:
    cells = label.sheet.page.lines[label.row].cells
    for column in range(label.column, len(cells)):
        for match in label.sheet.matches[label.row, column]:
            inside = column == label.column and not _has_amount(label, cells, upto=match.start)
            if (column, match.start) > (label.column, label.start) and not inside:
                yield cells[column].edges(match.start, match.end)[0]


def _has_amount(label: Label, cells: Sequence[Cell], *, upto: int) -> bool:
    """Whether an amount may stand between a label and a later word of its own cell."""
    return any(sign.isdigit() for sign in cells[label.column].text[label.end : upto])


def _below(label: Label, here: Sequence[Money]) -> list[Money]:
    """Amounts in the column under a heading; a column of many rows is no total."""
    box = label.cell.box(label.start, label.end)
    limit = box.y1 + _REACH_BELOW * label.cell.height
    under = [
        money
        for money in here
        if money.row > label.row
        and money.y0 < limit
        and not money.weak
        and min(money.x1, box.x1 + 2) - max(money.x0, box.x0 - 2) > 0
    ]
    first = [money for money in under if money.row == under[0].row]
    if len(under) == len(first) or label.field != "total_weak":
        return first
    return under[-1:] if _sums_up(under) else []


def _sums_up(column: Sequence[Money]) -> bool:
    """Whether a column of rates ends with its total; otherwise every row is a part."""
    values = [money.value or Decimal(0) for money in column]
    return values[-1] == sum(values[:-1], Decimal(0))
