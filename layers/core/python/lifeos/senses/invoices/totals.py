"""Total, net, tax and amount due of a bill: labels propose, arithmetic decides.

A label proposes the amounts beside or below it. A total that equals some net plus some tax of
the same paper is worth more than any label, and a total that is itself a net amount under a
larger sum is worth less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lifeos.senses.invoices.adding_up import (
    Proof,
    contradicting,
    implied_by_rate,
    in_own_currency,
    in_tables,
    level,
    tax_table,
    with_rows_between,
    without_carried,
)
from lifeos.senses.invoices.labels import Read, sheets
from lifeos.senses.invoices.money import Money
from lifeos.senses.invoices.tax_rates import HIGHEST_RATE, RateLine, rate_lines, rates_of, sum_of
from lifeos.senses.invoices.total_labels import LABELS, WEAK_SCORE, Proposals, propose, read_of
from lifeos.senses.pdf.layout import PageWords

_PROVED, _REPEATED, _LARGEST, _REALLY_NET = 3.0, 0.5, 0.75, 2.5
_UNNAMED = 0.5  # a sum of net and tax under a name that is not known
_WORTH_A_DOUBT, _NEAR = 1.5, 1.0
_MOST_RATES = 5

_Proofs = dict[Decimal, Proof]  # by the total


@dataclass(frozen=True)
class Totals:
    """What was settled; `rivals` are totals that are nearly as likely.

    `contradicted` is what the paper's own net and tax give where that is not the total.
    """

    total: Read[Decimal] | None = None
    net: Read[Decimal] | None = None
    tax: Read[Decimal] | None = None
    due: Read[Decimal] | None = None
    rates: tuple[RateLine, ...] = ()
    rivals: tuple[Decimal, ...] = ()
    proved: bool = False
    contradicted: Decimal | None = None


def read_totals(pages: Sequence[PageWords], amounts: Sequence[Money]) -> Totals:
    """Total, net, tax and due of a paper; amounts whose notation is open take no part."""
    own = in_own_currency(amounts)
    proposals = propose(sheets(pages, LABELS), own)
    rates = [*rate_lines(pages, own), *proposals.rates]
    table = tax_table(own)
    in_rows = dict(in_tables(table))
    sums = _sums(proposals, rates, in_table=len(table))
    proofs = _printed_as_net(proposals) | in_rows | sums
    ranked = _ranked(proposals, proofs, amounts=own)
    if not ranked:
        return Totals()
    charged = _charged(ranked[0], proposals, amounts=own)
    # A credit note may print its table with a minus and what it pays out without.
    proof = proofs.get(charged.value) or proofs.get(-charged.value)
    if charged.value in {read.value for read in proposals.total} or not proposals.total:
        proof = proof or with_rows_between(
            charged, sums.values(), amounts=_neither_net_nor_tax(proposals, own)
        )
    due = _due(proposals, charged)
    if proof is not None:
        settled = _proved(charged, proof, due=due, rates=rates)
        return replace(settled, contradicted=_without_tip(settled, proposals))
    settled = _unproved(proposals, ranked if charged is ranked[0] else [charged], due=due)
    if settled.proved:
        return settled
    otherwise = contradicting(charged.value, (sums or in_rows).values())
    if not proposals.net:
        otherwise = implied_by_rate(charged.value, rates, amounts=own)
    return replace(settled, contradicted=otherwise)


def _neither_net_nor_tax(proposals: Proposals, amounts: Sequence[Money]) -> list[Money]:
    """Amounts that may stand between net and total: a part of either is counted in it."""
    parts = {read.value for read in (*proposals.net, *proposals.tax)}
    return [money for money in amounts if money.value not in parts]


def _charged(
    best: Read[Decimal], proposals: Proposals, *, amounts: Sequence[Money]
) -> Read[Decimal]:
    """The bill's own total, where all that is named is what to pay with an older balance."""
    if any(read.value == best.value for read in proposals.total):
        return best
    return without_carried(best, proposals.carried, amounts=amounts) or best


def _due(proposals: Proposals, total: Read[Decimal]) -> Read[Decimal] | None:
    """The amount to pay: the best label's, of equals the one that is the total, else the last."""
    ordered = [*enumerate([*proposals.credit, *proposals.due])]
    return max(
        ordered, key=lambda at: (at[1].score, at[1].value == total.value, at[0]), default=(0, None)
    )[1]


def _proved(
    total: Read[Decimal], proof: Proof, *, due: Read[Decimal] | None, rates: Sequence[RateLine]
) -> Totals:
    net, tax = proof
    return Totals(total, net, tax, due, rates_of(rates, net, tax=tax), proved=True)


def _without_tip(totals: Totals, proposals: Proposals) -> Decimal | None:
    """The total with the tip, where the paper names a larger total and that is another."""
    net, tax, total = (read.value for read in (totals.net, totals.tax, totals.total) if read)
    larger = any(read.value > total for read in proposals.total)
    tips = [read.value for read in proposals.tip if read.value > 0]
    return total + tips[0] if tips and larger and total == net + tax else None


def _unproved(
    proposals: Proposals, ranked: Sequence[Read[Decimal]], *, due: Read[Decimal] | None
) -> Totals:
    best = ranked[0]
    free_of_tax = _is_free_of_tax(proposals, best.value)
    return Totals(
        total=best,
        net=_net_alone(proposals.net, best.value),
        tax=_tax_alone(proposals.tax, best.value),
        due=due,
        rivals=() if free_of_tax else _rivals(proposals, ranked),
        proved=free_of_tax,
    )


def _sums(proposals: Proposals, rates: Sequence[RateLine], *, in_table: int) -> _Proofs:
    """Every net plus tax, by its sum; the tax may be the sum of the rates.

    Of a table with several lines of tax (`in_table`), one line is a part and proves nothing.
    """
    taxes = [*proposals.tax, *(line.read for line in rates)]
    options = [*taxes, *_consecutive(taxes)]
    distinct = {(line.rate, line.base): line for line in rates}
    if len(distinct) > 1:
        options.append(sum_of([line.read for line in distinct.values()]))
    proofs: _Proofs = {}
    for net in sorted(proposals.net, key=lambda read: -read.score):
        for tax in options:
            part = in_table > 1 and not tax.parts and level(net, tax)
            if tax.value and abs(tax.value) < abs(net.value) and not part:
                proofs.setdefault(net.value + tax.value, (net, tax))
    for net, tax in _rate_by_rate(proposals.net, list(distinct.values())):
        proofs.setdefault(net.value + tax.value, (net, tax))
    tips = [read.value for read in proposals.tip if read.value > 0][:1]
    return {whole + tip: proof for whole, proof in proofs.items() for tip in tips} | proofs


def _rate_by_rate(nets: Sequence[Read[Decimal]], lines: Sequence[RateLine]) -> Iterator[Proof]:
    """All rates together: their bases, or as many nets under the same label, and their taxes."""
    if len(lines) <= 1:
        return
    tax = sum_of([line.read for line in lines])
    surest = max((read.score for read in nets), default=0.0)
    named = [read for read in nets if read.value and read.score == surest]
    bases = [line.base_read for line in lines if line.base_read is not None]
    yield from ((sum_of(each), tax) for each in (bases, named) if len(each) == len(lines))


def _printed_as_net(proposals: Proposals) -> _Proofs:
    """`Total 100, VAT 20`: what is called the total is a net amount where 120 is printed too."""
    sure = {read.value for read in proposals.total if read.score > WEAK_SCORE}
    return {
        total.value + tax.value: (total, tax)
        for total in proposals.total
        for tax in proposals.tax
        if total.value not in sure and 0 < abs(tax.value) < abs(total.value) * HIGHEST_RATE / 100
    }


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
            yield sum_of(parts)


def _ranked(
    proposals: Proposals, proofs: _Proofs, *, amounts: Sequence[Money]
) -> list[Read[Decimal]]:
    """Proposed totals, the likeliest first, each value once.

    What net and tax add up to is proposed under whatever name it is printed; what was paid, where
    nothing else is named.
    """
    every = [money.value for money in amounts if money.value is not None]
    named = [*proposals.total, *proposals.due]
    least = max((abs(r.value) for r in proposals.total if r.score > WEAK_SCORE), default=Decimal(0))
    whole = [m for m in amounts if m.value in proofs and not m.weak and abs(m.value) >= least]
    sums = [read for money in whole for read in read_of(money, _UNNAMED)]
    largest = max((abs(value) for value in every), default=Decimal(0))
    counts = Counter(every)
    nets = {net.value for whole, (net, _) in proofs.items() if whole in counts}
    best: dict[Decimal, Read[Decimal]] = {}
    for read in [*sums, *(named or proposals.credit or proposals.paid)]:
        score = read.score
        score += _PROVED if {read.value, -read.value} & proofs.keys() else 0.0
        score += _REPEATED if counts[read.value] > 1 else 0.0
        score += _LARGEST if abs(read.value) == largest and largest else 0.0
        score -= _REALLY_NET if read.value in nets else 0.0
        if read.value not in best or best[read.value].score <= score:
            best[read.value] = Read(read.value, read.run, read.start, read.end, score)
    return sorted(best.values(), key=lambda read: (-read.score, -abs(read.value)))


def _is_free_of_tax(proposals: Proposals, total: Decimal) -> bool:
    """Net equals total and every named tax is zero."""
    taxes = [read.value for read in proposals.tax]
    same = any(read.value == total for read in proposals.net)
    return same and bool(taxes) and not any(taxes)


def _rivals(proposals: Proposals, ranked: Sequence[Read[Decimal]]) -> tuple[Decimal, ...]:
    """Other totals that no sum rules out and whose labels are about as good.

    An amount due that differs from the total is no rival: something was paid before.
    """
    best = ranked[0]
    named = {read.value for read in proposals.total} - {read.value for read in proposals.due}
    near = [
        read.value
        for read in ranked[1:]
        if read.value in named and best.score - read.score < _NEAR and read.value
    ]
    return tuple(near[:3]) if best.score >= _WORTH_A_DOUBT else ()


def _net_alone(nets: Sequence[Read[Decimal]], total: Decimal) -> Read[Decimal] | None:
    """A net that no tax could be matched with: only if all labels agree on it."""
    values = {read.value for read in nets}
    if len(values) == 1 and abs(next(iter(values))) <= abs(total):
        return nets[0]
    return None


def _tax_alone(taxes: Sequence[Read[Decimal]], total: Decimal) -> Read[Decimal] | None:
    """A tax without its net: zero where all are, or the only one named."""
    values = {read.value for read in taxes if read.value}
    if taxes and not values:
        return taxes[-1]
    whole = sum(values, Decimal(0)) / 2  # every rate, and their sum on a line of its own
    if len(values) > 2 and whole in values:
        values = {whole}
    if len(values) == 1 and 0 < abs(next(iter(values))) < abs(total) / 3:
        return next(read for read in taxes if read.value in values)
    return None
