"""Whether a total is net plus tax, give or take what stands printed between them.

Shipping, a discount, a fee free of tax, tax withheld at the source: between the net and the total
of a bill stand rows that are neither. A total that net, tax and some of these rows do not give is
contradicted by its own paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, combinations, islice, product

from lifeos.senses.invoices.labels import Read
from lifeos.senses.invoices.money import Money
from lifeos.senses.invoices.tax_rates import HIGHEST_RATE, RateLine, sum_of
from lifeos.senses.invoices.total_labels import read_of

Proof = tuple[Read[Decimal], Read[Decimal]]  # net, tax
_CENT = Decimal("0.01")
# Cash is rounded to five centimes in Switzerland and in the Dutch and Belgian shops.
ROUNDING = Decimal("0.04")
_MOST_ROWS, _MOST_TOGETHER = 10, 3
_LEAST_ROWS = 2
_FLUSH = 6.0  # points
_WIDE_GAP = 5.0  # letter heights
_MOST_SUMS = 24  # nets and taxes of the best labels come first
_MOST_TABLE_ROWS = 40
_MOST_IN_A_ROW = 8  # amounts of a line that are tried against each other
_MOST_SHARE = Decimal("0.5")  # rows that are neither net nor tax are small against the total


def with_rows_between(
    total: Read[Decimal], sums: Iterable[Proof], *, amounts: Sequence[Money]
) -> Proof | None:
    """The net and tax that give the total together with rows printed between net and total."""
    for net, tax in islice(sums, _MOST_SUMS):
        missing = total.value - net.value - tax.value
        if abs(missing) > abs(total.value) * _MOST_SHARE:
            continue
        rows = _between(net, total, amounts=amounts)
        rows = [row for row in rows if row.value != tax.value]
        if any(added == missing for added in _added(rows)):
            return net, tax
    return None


def implied_by_rate(
    total: Decimal, rates: Sequence[RateLine], *, amounts: Sequence[Money]
) -> Decimal | None:
    """What the one tax of a bill is the tax of, where that is not the total nor a row away from it.

    None where the rate gives the total to the cent that its tax is rounded to.
    """
    named = {(line.rate, line.tax) for line in rates}
    if len(named) != 1:
        return None
    rate, tax = named.pop()
    if not rate:
        return None
    whole = (tax * (100 + rate) / rate).quantize(_CENT)
    rounding = _CENT * (100 + rate) / rate
    missing = abs(total - whole)
    known = {abs(money.value) for money in amounts if money.value} - {whole - tax, tax, total}
    explained = any(abs(missing - value) <= rounding for value in known | {Decimal(0)})
    return None if explained else whole


def without_carried(
    to_pay: Read[Decimal], carried: Sequence[Read[Decimal]], *, amounts: Sequence[Money]
) -> Read[Decimal] | None:
    """The printed amount that gives what is to be paid together with older balances."""
    values = [read.value for read in carried]
    older = {*values, sum(values, Decimal(0))} - {Decimal(0), to_pay.value}
    sought = {to_pay.value - value for value in older}
    found = [read for money in amounts if money.value in sought for read in read_of(money, 1.5)]
    return found[-1] if len({read.value for read in found}) == 1 else None


def in_own_currency(amounts: Sequence[Money]) -> list[Money]:
    """Without amounts converted for information, such as `that is CHF 938.50` under a bill in EUR.

    A bill's own amounts stand in cells of their own, a conversion in a sentence, or there are few.
    """
    own = Counter(m.currency for m in amounts if m.currency and m.text.strip() == m.cell.text)
    main, count = next(iter(own.most_common(1)), (None, 0))
    if list(own.values()).count(count) != 1:
        return list(amounts)
    return [money for money in amounts if money.currency in (None, main)]


def contradicting(total: Decimal, sums: Iterable[Proof]) -> Decimal | None:
    """What net and tax give instead of the total: the nearest, None where one of them gives it."""
    wholes = [net.value + tax.value for net, tax in sums]
    nearest = min(wholes, key=lambda whole: abs(abs(whole) - abs(total)), default=None)
    if nearest is None or abs(abs(nearest) - abs(total)) <= ROUNDING:
        return None
    return nearest


def column_differs(
    total: Read[Decimal], *, stated: Collection[Decimal], amounts: Sequence[Money]
) -> Decimal | None:
    """What the column of amounts that ends in a total sums up to, where that is not the total.

    None for fewer than two rows, and where the column gives another sum of the paper or the
    total itself without some of its rows (a subtotal, a payment) or with others below.
    """
    rows = _column_over(total, amounts)
    whole = sum((row.value for row in rows if row.value is not None), Decimal(0))
    if not rows or any(abs(whole - value) <= ROUNDING for value in stated):
        return None
    near = [*_below(total, amounts), *rows[:_MOST_ROWS]]
    missing = total.value - whole
    if any(added == missing for added in _added(near)) or _closes_part(total.value, rows):
        return None
    return whole


def _closes_part(total: Decimal, rows: Sequence[Money]) -> bool:
    """Whether rows under each other give the total: items, and then what is said of the tax."""
    sums = [Decimal(0), *accumulate(row.value for row in rows if row.value is not None)]
    return any(later - sooner == total for sooner, later in combinations(sums, 2))


def _column_over(total: Read[Decimal], amounts: Sequence[Money]) -> list[Money]:
    """The last amounts of the lines over a total that are flush with it at one side."""
    left, right = total.run.edges(total.start, total.end)
    by_line: dict[int, Money] = {}
    for money in amounts:
        above = money.page == total.run.page and money.y0 < total.run.y0 - total.run.height / 2
        if above and money.value and not money.weak:
            by_line[money.row] = money
    upwards = [money for _, money in sorted(by_line.items(), reverse=True)]
    flush_right = _unbroken(total, upwards, [abs(m.x1 - right) <= _FLUSH for m in upwards])
    return flush_right or _unbroken(total, upwards, [abs(m.x0 - left) <= _FLUSH for m in upwards])


def _unbroken(total: Read[Decimal], upwards: Sequence[Money], flush: Sequence[bool]) -> list[Money]:
    """Rows up to the first that is not flush or stands behind a wide gap."""
    rows: list[Money] = []
    top = total.run.y0
    for money, in_column in zip(upwards, flush, strict=True):
        if not in_column or top - money.y0 > _WIDE_GAP * total.run.height:
            break
        rows.append(money)
        top = money.y0
    return rows if len(rows) >= _LEAST_ROWS else []


def _below(total: Read[Decimal], amounts: Sequence[Money]) -> list[Money]:
    """The first amounts under a total: a tax it holds, a payment."""
    under = [m for m in amounts if m.page == total.run.page and m.value and not m.weak]
    return [m for m in under if m.y0 > total.run.y0][:_MOST_TOGETHER]


def _between(net: Read[Decimal], total: Read[Decimal], *, amounts: Sequence[Money]) -> list[Money]:
    """The last amount of each line after the net's and before the total's, or between in one."""
    if level(net, total):
        here = [m for m in amounts if level(net, m) and m.value]
        return [m for m in here if net.run.x0 < m.x0 < total.run.x0]
    start, end = (net.run.page, net.run.y0), (total.run.page, total.run.y0)
    rows: dict[tuple[int, int], Money] = {}
    for money in amounts:
        if start < (money.page, money.y0) < end and money.value and not money.weak:
            rows[money.page, money.row] = money
    return list(rows.values())[:_MOST_ROWS]


def level(one: Read[Decimal], other: Read[Decimal] | Money) -> bool:
    """Whether two amounts stand in one line."""
    run = other.cell if isinstance(other, Money) else other.run
    return one.run.page == run.page and abs(one.run.y0 - run.y0) < one.run.height / 2


def _added(rows: Sequence[Money]) -> Iterator[Decimal]:
    """Sums of up to three rows, each added or taken off."""
    values = [row.value for row in rows if row.value is not None]
    for count in range(1, _MOST_TOGETHER + 1):
        for chosen in combinations(values, count):
            for signs in product((1, -1), repeat=count):
                yield sum((s * v for s, v in zip(signs, chosen, strict=True)), Decimal(0))


TaxRow = tuple[Read[Decimal], Read[Decimal], Read[Decimal]]  # net, tax, gross


def tax_table(amounts: Sequence[Money]) -> list[TaxRow]:
    """Every line that tells net, tax and gross, in whatever order its columns stand."""
    by_line: dict[tuple[int, int], list[Money]] = {}
    for money in amounts:
        if not money.weak:
            by_line.setdefault((money.page, money.row), []).append(money)
    return [row for line in by_line.values() for row in [*_rows_of(line)][:1]][:_MOST_TABLE_ROWS]


def in_tables(rows: Sequence[TaxRow]) -> Iterator[tuple[Decimal, Proof]]:
    """Gross with its net and tax: of lines together, of one that is alone or sums up others.

    One line of many is one rate or one item, and no total.
    """
    for first, row in enumerate(rows):
        before = [gross.value for _, _, gross in rows[:first]]
        if row[1].value and (len(rows) == 1 or _closes(row[2].value, before)):
            yield row[2].value, (row[0], row[1])
        for last in range(first + 2, len(rows) + 1):
            nets, taxes, wholes = (sum_of(part) for part in zip(*rows[first:last], strict=True))
            yield wholes.value, (nets, taxes)


def _closes(gross: Decimal, before: Sequence[Decimal]) -> bool:
    """Whether a row is the sum of rows above it, or the difference that a correction makes."""
    added = Decimal(0)
    for value in reversed(before):
        added += value
        if added == gross:
            return True
    return len(before) > 1 and gross == before[-1] - before[-2]


def _rows_of(line: Sequence[Money]) -> Iterator[TaxRow]:
    """Net, tax and gross of a line; a gross free of tax is no proof by itself."""
    reads = [read for money in line for read in read_of(money, 1.0)]
    for three in combinations(reads[:_MOST_IN_A_ROW], 3):
        tax, net, whole = sorted(three, key=lambda read: abs(read.value))
        small = abs(tax.value) < abs(net.value) * HIGHEST_RATE / 100
        if small and net.value + tax.value == whole.value:
            yield net, tax, whole
