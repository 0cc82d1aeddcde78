"""Total, net, tax and amount due of a bill: labels propose, arithmetic decides.

A label proposes the amounts beside or below it. A total that equals some net plus some tax of
the same paper is worth more than any label, and a total that is itself a net amount under a
larger sum is worth less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations

from lifeos.senses.amounts import Notation
from lifeos.senses.invoices import vocabulary_amounts as words
from lifeos.senses.invoices.labels import Label, Read, Sheet, sheets
from lifeos.senses.invoices.money import Money
from lifeos.senses.page_layout import PageWords
from lifeos.senses.phrases import Phrases, fold

LABELS = Phrases(
    net=words.NET,
    due=words.DUE_AMOUNT,
    total=words.TOTAL,
    tax=words.TAX,
    total_weak=words.TOTAL_WEAK,
    other=words.OTHER,
)
_LABEL_SCORE = {"total": 3.0, "due": 2.5, "total_weak": 2.0, "net": 2.0, "tax": 2.0}
_PROVED, _REPEATED, _LARGEST, _REALLY_NET = 3.0, 0.5, 0.75, 2.5
_WORTH_A_DOUBT = 1.5
_NEAR = 1.0
_ROUNDING = Decimal("0.02")
_SWISS_ROUNDING = Decimal("0.03")  # taxes are rounded to five centimes there
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s?%")
_MOST_RATES = 5
_BARE_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)(?:\s?%|(?=\s|$))")
_TAX_WORD = re.compile(r"(?<![a-z])(?:vat|tax|ust|umsatzsteuer|mwst|tva|btw|iva|gst)(?![a-z])")
_HIGHEST_RATE = Decimal(30)  # standard VAT in Europe ends at 27 (Hungary)
# A value in the column under a label is less sure than one beside it.
_BELOW_COST = 0.75
_REACH_BELOW = 3.5  # letter heights


@dataclass(frozen=True)
class RateLine:
    """Tax of one rate: percent, the amount it is taken of, the tax."""

    rate: Decimal
    base: Decimal | None
    tax: Decimal
    read: Read[Decimal]


@dataclass(frozen=True)
class Totals:
    """What was settled; `rivals` are totals that are nearly as likely."""

    total: Read[Decimal] | None = None
    net: Read[Decimal] | None = None
    tax: Read[Decimal] | None = None
    due: Read[Decimal] | None = None
    rates: tuple[RateLine, ...] = ()
    rivals: tuple[Decimal, ...] = ()
    proved: bool = False


@dataclass
class Proposals:
    """Amounts each kind of label proposes, best first after `settle`."""

    total: list[Read[Decimal]] = field(default_factory=list)
    due: list[Read[Decimal]] = field(default_factory=list)
    net: list[Read[Decimal]] = field(default_factory=list)
    tax: list[Read[Decimal]] = field(default_factory=list)
    rates: list[RateLine] = field(default_factory=list)


def read_totals(
    pages: Sequence[PageWords], amounts: Sequence[Money], notation: Notation | None
) -> Totals:
    """Total, net, tax and due of a paper whose amounts are written in `notation`."""
    proposals = _proposals(sheets(pages, LABELS), amounts, notation)
    rates = (*_rate_lines(pages, amounts, notation), *proposals.rates)
    every = [value for money in amounts if (value := money.value(notation)) is not None]
    return _settle(proposals, rates, every, list(_triples(amounts, notation)))


def _proposals(
    on_pages: Iterable[Sheet], amounts: Sequence[Money], notation: Notation | None
) -> Proposals:
    proposals = Proposals()
    for sheet in on_pages:
        here = [money for money in amounts if money.page == sheet.page.number]
        for label in sheet.labels("total", "due", "total_weak", "net", "tax"):
            target = _target(proposals, label.field)
            reads = list(_beside_or_below(label, here, notation))
            target.extend(reads)
            if label.field == "tax":
                proposals.rates.extend(_named_rate(label, reads))
    return proposals


def _target(proposals: Proposals, field_name: str) -> list[Read[Decimal]]:
    if field_name in ("total", "total_weak"):
        return proposals.total
    return {"due": proposals.due, "net": proposals.net, "tax": proposals.tax}[field_name]


def _beside_or_below(
    label: Label, here: Sequence[Money], notation: Notation | None
) -> Iterator[Read[Decimal]]:
    score = _LABEL_SCORE[label.field] - (0.0 if label.leads else 0.75)
    beside = _beside(label, here)
    if beside:
        for index, money in enumerate(reversed(beside)):
            yield from _read(money, notation, score - 0.25 * index)
        return
    below = _below(label, here) if _heads_totals(label) else []
    for index, money in enumerate(reversed(below)):
        yield from _read(money, notation, score - _BELOW_COST - 0.1 * index)


def _heads_totals(label: Label) -> bool:
    """Whether amounts below may be totals: not under the amount column of the items.

    A weak word such as `Amount` heads a row of totals only beside a heading for net or tax.
    """
    if label.field != "total_weak":
        return label.leads
    beside = label.sheet.labels("net", "tax", "due")
    return label.leads and any(other.row == label.row for other in beside)


def _read(money: Money, notation: Notation | None, score: float) -> Iterator[Read[Decimal]]:
    value = money.value(notation)
    if value is not None:
        score -= 0.75 if money.weak else 0.0
        yield Read(value, money.cell, money.start, money.end, score)


def _beside(label: Label, here: Sequence[Money]) -> list[Money]:
    """Amounts right of the label up to the next label of the line; strong ones if there are."""
    edge = label.cell.box(label.start, label.end).x1
    stop = min((left for left in _next_labels(label) if left >= edge), default=float("inf"))
    found = [
        money
        for money in here
        if money.row == label.row
        and money.x0 < stop
        and (money.start >= label.end if money.cell is label.cell else money.x0 >= edge)
    ]
    strong = [money for money in found if not money.weak]
    return strong or [money for money in found[:1] if _follows(label, money)]


def _follows(label: Label, money: Money) -> bool:
    """Whether nothing but signs stands between a label and a bare whole number."""
    if money.cell is label.cell:
        return not re.sub(r"[\W_]", "", money.cell.text[label.end : money.start])
    cells = label.sheet.page.lines[label.row].cells
    rest = label.cell.text[label.end :] + money.cell.text[: money.start]
    return cells[label.column + 1] is money.cell and not re.sub(r"[\W_]", "", rest)


def _next_labels(label: Label) -> Iterator[float]:
    cells = label.sheet.page.lines[label.row].cells
    for (row, column), matches in label.sheet.matches.items():
        for match in matches:
            if row == label.row and (column, match.start) > (label.column, label.start):
                yield cells[column].box(match.start, match.end).x0


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
    if label.field == "total_weak":  # a table of rates ends with its total
        return under
    return [money for money in under if money.row == under[0].row]


def _rate_lines(
    pages: Sequence[PageWords], amounts: Sequence[Money], notation: Notation | None
) -> Iterator[RateLine]:
    """Lines with a percentage and a tax that is this percentage of another amount of the line."""
    by_line: dict[tuple[int, int], list[Money]] = {}
    for money in amounts:
        by_line.setdefault((money.page, money.row), []).append(money)
    for page in pages:
        for row, line in enumerate(page.lines):
            rates = _BARE_RATE if _TAX_WORD.search(fold(line.text)) else _RATE
            for match in rates.finditer(line.text):
                rate = Decimal(match[1].replace(",", "."))
                found = _tax_of(rate, by_line.get((page.number, row), []), notation)
                if found is not None and rate <= _HIGHEST_RATE:
                    yield found
                    break


def _named_rate(label: Label, reads: Sequence[Read[Decimal]]) -> Iterator[RateLine]:
    """A tax whose line names its rate: `VAT 20% ... 12.00`."""
    line = label.sheet.page.lines[label.row].text
    found = {match[1].replace(",", ".") for match in _RATE.finditer(line)}
    if len(found) == 1 and reads and reads[0].value:
        yield RateLine(Decimal(found.pop()), None, reads[0].value, reads[0])


def _tax_of(rate: Decimal, line: Sequence[Money], notation: Notation | None) -> RateLine | None:
    for tax in line:
        tax_value = tax.value(notation)
        for base in line:
            base_value = base.value(notation)
            if base is tax or tax_value is None or base_value is None or tax.weak or base.weak:
                continue
            if base_value and abs(base_value * rate / 100 - tax_value) < Decimal("0.006"):
                read = Read(tax_value, tax.cell, tax.start, tax.end)
                return RateLine(rate, base_value, tax_value, read)
    return None


def _settle(
    proposals: Proposals,
    rates: tuple[RateLine, ...],
    every: Sequence[Decimal],
    triples: Sequence[_Triple],
) -> Totals:
    taxes = [*proposals.tax, *(line.read for line in rates)]
    pairs = _sums(proposals.net, taxes, rates)
    for net, tax, whole in triples:
        pairs.setdefault(whole.value, (net, tax))
    ranked = _ranked(proposals, pairs, every)
    if not ranked:
        return Totals(rates=rates)
    best = ranked[0]
    proof = pairs.get(best.value)
    named = {read.value for read in proposals.total} - {read.value for read in proposals.due}
    free_of_tax = _is_free_of_tax(proposals, best.value)
    rivals = () if proof or free_of_tax else _rivals([best, *_only(ranked[1:], named)])
    return Totals(
        total=best,
        net=proof[0] if proof else _net_alone(proposals.net, best.value),
        tax=proof[1] if proof else _tax_alone(proposals, best.value),
        due=_due(proposals.due, best),
        rates=_of_this_tax(rates, proof),
        rivals=rivals,
        proved=proof is not None or free_of_tax,
    )


_Triple = tuple[Read[Decimal], Read[Decimal], Read[Decimal]]
_Pairs = dict[Decimal, tuple[Read[Decimal], Read[Decimal]]]


def _sums(
    nets: Sequence[Read[Decimal]],
    taxes: Sequence[Read[Decimal]],
    rates: Sequence[RateLine],
) -> _Pairs:
    """Every net plus tax, by its sum; the tax may be the sum of the rates."""
    options = [*taxes, *_consecutive(taxes)]
    distinct = {(line.rate, line.base): line for line in rates}
    if len(distinct) > 1:
        options.append(_sum_of([line.read for line in distinct.values()]))
    pairs: _Pairs = {}
    for net in sorted(nets, key=lambda read: -read.score):
        for tax in options:
            if tax.value and abs(tax.value) < abs(net.value):
                pairs.setdefault(net.value + tax.value, (net, tax))
    return pairs


def _consecutive(taxes: Sequence[Read[Decimal]]) -> Iterator[Read[Decimal]]:
    """Sums of taxes in lines under each other, one for each rate."""
    lines = list({(tax.run.page, round(tax.run.y0)): tax for tax in taxes if tax.value}.values())
    lines.sort(key=lambda read: (read.run.page, read.run.y0))
    for first, start in enumerate(lines):
        parts = [start]
        for other in lines[first + 1 : first + _MOST_RATES]:
            if other.run.y0 - start.run.y0 > _MOST_RATES * 2 * start.run.height:
                break
            parts.append(other)
            yield _sum_of(parts)


def _sum_of(parts: Sequence[Read[Decimal]]) -> Read[Decimal]:
    """A value that is printed nowhere as a whole; its evidence is that of its parts."""
    first = parts[0]
    whole = sum((part.value for part in parts), Decimal(0))
    return Read(whole, first.run, first.start, first.end, first.score, tuple(parts))


def _triples(amounts: Sequence[Money], notation: Notation | None) -> Iterator[_Triple]:
    """Net, tax, gross side by side in one line."""
    by_line: dict[tuple[int, int], list[Money]] = {}
    for money in amounts:
        if not money.weak:
            by_line.setdefault((money.page, money.row), []).append(money)
    for line in by_line.values():
        reads = [read for money in line for read in _read(money, notation, 1.0)]
        for net, tax, whole in combinations(reads, 3):
            small = 0 < abs(tax.value) < abs(net.value) * _HIGHEST_RATE / 100
            if small and net.value + tax.value == whole.value:
                yield net, tax, whole


def _ranked(proposals: Proposals, pairs: _Pairs, every: Sequence[Decimal]) -> list[Read[Decimal]]:
    largest = max((abs(value) for value in every), default=Decimal(0))
    best: dict[Decimal, Read[Decimal]] = {}
    for read in [*proposals.total, *proposals.due]:
        score = read.score
        score += _PROVED if read.value in pairs else 0.0
        score += _REPEATED if every.count(read.value) > 1 else 0.0
        score += _LARGEST if abs(read.value) == largest and largest else 0.0
        score -= _REALLY_NET if _is_net_of_more(read.value, pairs, every) else 0.0
        if read.value not in best or best[read.value].score <= score:
            best[read.value] = Read(read.value, read.run, read.start, read.end, score)
    return sorted(best.values(), key=lambda read: (-read.score, -abs(read.value)))


def _is_net_of_more(value: Decimal, pairs: _Pairs, every: Sequence[Decimal]) -> bool:
    return any(net.value == value and whole in every for whole, (net, _) in pairs.items())


def _only(reads: Sequence[Read[Decimal]], values: set[Decimal]) -> list[Read[Decimal]]:
    return [read for read in reads if read.value in values]


def _is_free_of_tax(proposals: Proposals, total: Decimal) -> bool:
    """Net equals total and every named tax is zero."""
    taxes = [read.value for read in proposals.tax]
    same = any(read.value == total for read in proposals.net)
    return same and bool(taxes) and not any(taxes)


def _rivals(ranked: Sequence[Read[Decimal]]) -> tuple[Decimal, ...]:
    """Other totals that no sum rules out and whose labels are about as good."""
    best = ranked[0]
    near = [
        read.value
        for read in ranked[1:]
        if best.score - read.score < _NEAR and read.value and read.score >= _WORTH_A_DOUBT
    ]
    return tuple(near[:3])


def _net_alone(nets: Sequence[Read[Decimal]], total: Decimal) -> Read[Decimal] | None:
    """A net that no tax could be matched with: only if all labels agree on it."""
    values = {read.value for read in nets}
    if len(values) == 1 and abs(next(iter(values))) <= abs(total):
        return nets[0]
    return None


def _tax_alone(proposals: Proposals, total: Decimal) -> Read[Decimal] | None:
    """A tax without its net: zero beside a net that equals the total, or the only one named."""
    zero = [read for read in proposals.tax if read.value == 0]
    if zero and all(read.value == 0 for read in proposals.tax):
        return zero[-1]
    values = {read.value for read in proposals.tax if read.value}
    if len(values) == 1 and 0 < abs(next(iter(values))) < abs(total) / 3:
        return next(read for read in proposals.tax if read.value)
    return None


def _due(dues: Sequence[Read[Decimal]], total: Read[Decimal]) -> Read[Decimal] | None:
    if not dues:
        return None
    return max(dues, key=lambda read: (read.score, read.value == total.value))


def _of_this_tax(
    rates: tuple[RateLine, ...], proof: tuple[Read[Decimal], Read[Decimal]] | None
) -> tuple[RateLine, ...]:
    """The rates, each once, if together they are the tax that was proved.

    A rate whose base no line names is taken of the whole net where that gives its tax.
    """
    if proof is None:
        return ()
    net, tax = proof
    based = _merged({(r.rate, r.base, r.tax): r for r in rates if r.base is not None}.values())
    named = {(line.rate, line.tax): line for line in rates if line.base is None}
    for lines in (based, tuple(named.values())):
        if abs(sum((line.tax for line in lines), Decimal(0)) - tax.value) <= _ROUNDING:
            if len(lines) == 1 and lines[0].base is None and _is_rate_of(lines[0], net.value):
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
            _sum_of([line.read for line in group]),
        )
        for rate, group in by_rate.items()
    )


def _is_rate_of(line: RateLine, base: Decimal) -> bool:
    return abs(base * line.rate / 100 - line.tax) < _SWISS_ROUNDING
