"""An electronic invoice as a fact, its evidence, and what stays in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lifeos.contracts.facts import Evidence, InvoiceData, InvoiceItem, Occurred, TaxLine
from lifeos.senses.einvoices.model import EInvoice, Line, Tax, number_of
from lifeos.senses.einvoices.rules import check_rules
from lifeos.senses.invoices.credit import credited
from lifeos.senses.models import Doubt, FactDraft, Source
from lifeos.senses.statements.transactions import plain_amount
from lifeos.senses.texts.xml_stream import Node
from lifeos.senses.values.checksums import is_iban
from lifeos.senses.values.currencies import is_currency

_SNIPPET_LIMIT = 400
_UNDATED = date(1970, 1, 1)
_UNDATED_DAYS = 36_525
_ZERO = Decimal(0)
_DUE_FIELDS = ("number", "issuer", "currency")


@dataclass(frozen=True)
class Origin:
    """The file an invoice was read from; `enclosed_as` is its name where that file is a PDF."""

    source: Source
    reader: str
    enclosed_as: str | None = None

    def evidence(self, name: str, node: Node) -> Evidence:
        """Where an element stands: its line and path, in a PDF `factur-x.xml#/path`."""
        inside = self.enclosed_as is not None
        return Evidence(
            field=name,
            sha256=self.source.sha256,
            line=None if inside else node.line,
            path=f"{self.enclosed_as}#{node.path}" if inside else node.path,
            snippet=node.text[:_SNIPPET_LIMIT],
            reader=self.reader,
        )


@dataclass(frozen=True)
class Printed:
    """What the pages around an enclosed invoice say about its values."""

    evidence: list[Evidence] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def contents_of(invoice: EInvoice) -> InvoiceData:
    """The invoice as the published model, its amounts as the XML states them."""
    delivered = invoice.day("delivered_on")
    iban = "".join((invoice.text("iban") or "").split()).upper()
    return InvoiceData(
        kind="credit_note" if invoice.is_credit_note else "invoice",
        type_code=invoice.text("type_code"),
        issuer=invoice.text("issuer"),
        customer=invoice.text("customer"),
        number=invoice.text("number"),
        customer_number=invoice.text("customer_number"),
        issued_on=invoice.day("issued_on"),
        due_on=invoice.day("due_on"),
        service_from=invoice.day("service_from") or delivered,
        service_to=invoice.day("service_to") or delivered,
        net=invoice.amount("net"),
        tax=invoice.amount("tax"),
        total=invoice.amount("total"),
        amount_due=invoice.amount("amount_due"),
        allowances=invoice.amount("allowances"),
        charges=invoice.amount("charges"),
        prepaid=invoice.amount("prepaid"),
        tax_lines=[line for line in map(_tax_line, invoice.taxes) if line],
        items=[item for item in map(_item, invoice.lines) if item],
        iban=iban if is_iban(iban) else None,
        bic=invoice.text("bic"),
        reference=invoice.text("reference"),
        vat_id=invoice.text("vat_id"),
        customer_vat_id=invoice.text("customer_vat_id"),
    )


def fact_of(invoice: EInvoice, origin: Origin, printed: Printed) -> FactDraft:
    """One fact with the evidence of the XML first and that of the pages behind it."""
    contents = credited(contents_of(invoice))
    currency = invoice.text("currency") or ""
    issued = contents.issued_on
    doubtful = bool(doubts_of(invoice) or printed.doubts)
    return FactDraft(
        domain="finance",
        occurred=Occurred(start=issued)
        if issued
        else Occurred(start=_UNDATED, uncertainty_days=_UNDATED_DAYS),
        amount=contents.total,
        currency=currency if is_currency(currency) else None,
        title=title_of(contents),
        data=contents,
        evidence=[*_evidence(invoice, origin), *printed.evidence],
        confidence=Decimal("0.5") if doubtful else Decimal(1),
        confidence_reason="Something in this e-invoice does not agree."
        if doubtful
        else "stated in the e-invoice's own fields",
        identity=_identity(contents, origin.source),
    )


def title_of(contents: InvoiceData) -> str:
    """`Invoice 4711 from Acme Ltd`."""
    kind = "Credit note" if contents.kind == "credit_note" else "Invoice"
    issuer = f"from {contents.issuer}" if contents.issuer else None
    return " ".join(part for part in (kind, contents.number, issuer) if part)[:300]


def doubts_of(invoice: EInvoice) -> list[Doubt]:
    """What is missing, cannot be read, or does not add up."""
    return [*_missing(invoice), *_unreadable(invoice), *check_rules(invoice)]


def words_of(invoice: EInvoice) -> str:
    """The invoice as text for search: what a person would look for."""
    contents = contents_of(invoice)
    lines = [title_of(contents), contents.customer or "", contents.reference or ""]
    lines += [str(day) for day in (contents.issued_on, contents.due_on) if day]
    lines += [f"{contents.total} {invoice.text('currency')}" if contents.total is not None else ""]
    lines += [f"{item.description} {item.amount}" for item in contents.items]
    return "\n".join(line for line in lines if line)


def _identity(contents: InvoiceData, source: Source) -> tuple[str, ...]:
    """As of a printed bill, so that paper, PDF and XML of one invoice are one fact."""
    if contents.number and contents.issued_on and contents.total is not None:
        total = plain_amount(contents.total)
        return contents.kind, contents.number, contents.issued_on.isoformat(), total
    return contents.kind, source.sha256


def _missing(invoice: EInvoice) -> Iterator[Doubt]:
    missing = [name for name in _DUE_FIELDS if not invoice.text(name)]
    missing += [] if "issued_on" in invoice.days else ["date of issue"]
    missing += [] if "total" in invoice.amounts else ["total"]
    if missing:
        named = ", ".join(missing)
        yield Doubt(code="value-missing", detail=f"The e-invoice does not state: {named}.")
    currency = invoice.text("currency")
    if currency and not is_currency(currency):
        yield Doubt(code="currency-unclear", detail="The e-invoice names an unknown currency.")


def _unreadable(invoice: EInvoice) -> Iterator[Doubt]:
    for name, node in invoice.unreadable():
        where = f"The {name.replace('_', ' ')} at {node.path}"
        yield Doubt(code="value-unreadable", detail=f"{where} cannot be read.")


def _tax_line(line: Tax) -> TaxLine | None:
    tax = number_of(line.tax)
    if tax is None:
        return None
    return TaxLine(rate=number_of(line.rate) or _ZERO, base=number_of(line.base), tax=tax)


def _item(line: Line) -> InvoiceItem | None:
    amount = number_of(line.amount)
    if amount is None:
        return None
    price, per = number_of(line.price), number_of(line.price_quantity)
    if price is not None and per and per > 0:
        price = price / per
    return InvoiceItem(
        description=" ".join(line.description.text.split()) if line.description else "",
        quantity=number_of(line.quantity),
        unit_price=price,
        amount=amount,
    )


def _evidence(invoice: EInvoice, origin: Origin) -> Iterator[Evidence]:
    for name, node in {**invoice.texts, **invoice.days, **invoice.amounts}.items():
        for supported in _SUPPORTS.get(name, (name,)):
            if name == supported or supported not in invoice.days:
                yield origin.evidence(supported, node)
    taxes = (_tax_parts(line) for line in invoice.taxes if _tax_line(line))
    items = (_item_parts(line) for line in invoice.lines if _item(line))
    for group, rows in (("tax_lines", taxes), ("items", items)):
        for index, parts in enumerate(rows):
            named = ((name, part) for name, part in parts if part is not None)
            yield from (origin.evidence(f"{group}.{index}.{name}", part) for name, part in named)


def _tax_parts(line: Tax) -> list[tuple[str, Node | None]]:
    return [("rate", line.rate), ("base", line.base), ("tax", line.tax)]


def _item_parts(line: Line) -> list[tuple[str, Node | None]]:
    return [
        ("description", line.description),
        ("quantity", line.quantity),
        ("unit_price", line.price),
        ("amount", line.amount),
    ]


# A delivery day is the service period where no period is stated.
_SUPPORTS = {"delivered_on": ("service_from", "service_to"), "total": ("amount", "total")}
