"""The arithmetic an electronic invoice promises, checked.

Every rule compares one stated figure with what the others give. A rule whose figures are not all
stated (the smaller profiles leave many out) says nothing.

Source: EN 16931-1, business rules BR-CO-10 to BR-CO-17; the tolerances are those of the CEN
schematron, which lets each VAT amount be off by less than one unit of the currency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from lifeos.senses.einvoices.model import EInvoice, number_of
from lifeos.senses.models import Doubt
from lifeos.senses.texts.xml_stream import Node

_ZERO, _CENT = Decimal(0), Decimal("0.01")
_VAT_TOLERANCE = Decimal(1)
_SENTENCES = {
    "BR-CO-10": "The lines do not add up to the stated sum of lines (BR-CO-10).",
    "BR-CO-11": "The allowances do not add up to their stated sum (BR-CO-11).",
    "BR-CO-12": "The charges do not add up to their stated sum (BR-CO-12).",
    "BR-CO-13": "Lines, allowances and charges do not give the stated net (BR-CO-13).",
    "BR-CO-14": "The taxes of the rates do not add up to the stated tax (BR-CO-14).",
    "BR-CO-15": "Net and tax do not give the stated total (BR-CO-15).",
    "BR-CO-16": "Total, prepayment and rounding do not give the amount due (BR-CO-16).",
    "BR-CO-17": "A tax is not its rate of its base (BR-CO-17).",
}


def check_rules(invoice: EInvoice) -> Iterator[Doubt]:
    """One doubt for each rule that does not hold, with the stated and the computed figure."""
    for rule, stated, computed in _comparisons(invoice):
        if stated is not None and computed is not None and not _agree(stated, computed):
            yield _doubt(rule, stated, computed)
    yield from _rates(invoice)


def _agree(stated: Decimal, computed: Decimal) -> bool:
    """Lines may have more decimals than sums: the schematron rounds what it computes to cents."""
    return stated in (computed, computed.quantize(_CENT, ROUND_HALF_UP))


def _doubt(rule: str, stated: Decimal, computed: Decimal) -> Doubt:
    return Doubt(
        code="invoice-arithmetic",
        detail=_SENTENCES[rule],
        readings=[format(stated, "f"), format(computed, "f")],
    )


def _comparisons(invoice: EInvoice) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    stated = invoice.amount
    net, tax, total = stated("net"), stated("tax"), stated("total")
    allowances, charges = stated("allowances") or _ZERO, stated("charges") or _ZERO
    line_sum = stated("line_sum")
    yield "BR-CO-10", line_sum, _sum(line.amount for line in invoice.lines if line.amount)
    if invoice.allowances or invoice.lines:
        yield "BR-CO-11", allowances, _sum(invoice.allowances) or _ZERO
    if invoice.charges or invoice.lines:
        yield "BR-CO-12", charges, _sum(invoice.charges) or _ZERO
    computed = line_sum - allowances + charges if line_sum is not None else None
    yield "BR-CO-13", net, computed
    yield "BR-CO-14", tax, _sum(line.tax for line in invoice.taxes if line.tax)
    base = net if net is not None else computed  # OIOUBL states no net
    if base is not None:
        yield "BR-CO-15", total, base + (tax or _ZERO)
    if total is not None:
        due = total - (stated("prepaid") or _ZERO) + (stated("rounding") or _ZERO)
        # MINIMUM has no element for a prepayment: its amount due may be smaller than the total.
        if line_sum is not None or stated("prepaid") is not None:
            yield "BR-CO-16", stated("amount_due"), due


def _rates(invoice: EInvoice) -> Iterator[Doubt]:
    for line in invoice.taxes:
        rate, base, tax = number_of(line.rate), number_of(line.base), number_of(line.tax)
        if rate is None or base is None or tax is None:
            continue
        computed = (base * rate / 100).quantize(_CENT)
        if abs(computed - tax) >= _VAT_TOLERANCE:
            yield _doubt("BR-CO-17", tax, computed)


def _sum(nodes: Iterable[Node]) -> Decimal | None:
    """The sum of elements; None where there is none or one cannot be read."""
    values = [number_of(node) for node in nodes]
    readable = [value for value in values if value is not None]
    return sum(readable, _ZERO) if values and len(readable) == len(values) else None
