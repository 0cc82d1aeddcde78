"""OASIS UBL 2 Invoice and CreditNote, as XRechnung and Peppol use them, and Denmark's OIOUBL.

Source: EN 16931-3-2 (binding to UBL 2.1); OIOUBL 2.1, LegalMonetaryTotal and TaxScheme.
"""

from __future__ import annotations

from collections.abc import Mapping

from lifeos.senses.einvoices.model import EInvoice, Enclosed, Line, Tax, number_of
from lifeos.senses.texts.xml_stream import Node

ROOTS = frozenset({"Invoice", "CreditNote"})
LINES = frozenset({"InvoiceLine", "CreditNoteLine"})
_SELLER, _BUYER = "AccountingSupplierParty/Party", "AccountingCustomerParty/Party"
_ACCOUNT = "PaymentMeans/PayeeFinancialAccount"
_TAX_SCHEMES = frozenset({"VAT", "GST", "63"})  # 63 is moms, in OIOUBL's own list
_TEXTS = {
    "number": ("ID",),
    "type_code": ("InvoiceTypeCode", "CreditNoteTypeCode"),
    "issuer": (f"{_SELLER}/PartyLegalEntity/RegistrationName", f"{_SELLER}/PartyName/Name"),
    "customer": (f"{_BUYER}/PartyLegalEntity/RegistrationName", f"{_BUYER}/PartyName/Name"),
    "customer_number": (f"{_BUYER}/PartyIdentification/ID",),
    "currency": ("DocumentCurrencyCode",),
    "reference": ("PaymentMeans/PaymentID",),
    "iban": (f"{_ACCOUNT}/ID",),
    "bic": (
        f"{_ACCOUNT}/FinancialInstitutionBranch/ID",
        f"{_ACCOUNT}/FinancialInstitutionBranch/FinancialInstitution/ID",
    ),
}
_DAYS = {
    "issued_on": ("IssueDate",),
    "due_on": ("DueDate", "PaymentMeans/PaymentDueDate"),
    "service_from": ("InvoicePeriod/StartDate",),
    "service_to": ("InvoicePeriod/EndDate",),
    "delivered_on": ("Delivery/ActualDeliveryDate",),
}
_AMOUNTS = {
    "line_sum": "LineExtensionAmount",
    "allowances": "AllowanceTotalAmount",
    "charges": "ChargeTotalAmount",
    "net": "TaxExclusiveAmount",
    "total": "TaxInclusiveAmount",
    "prepaid": "PrepaidAmount",
    "rounding": "PayableRoundingAmount",
    "amount_due": "PayableAmount",
}


def read_ubl(root: Node, lines: list[Node]) -> EInvoice:
    """An invoice from its root element and its lines, which are not part of the root's tree."""
    invoice = EInvoice(root, "ubl")
    _put(root, _TEXTS, invoice.texts)
    _put(root, _DAYS, invoice.days)
    sums = {name: (f"LegalMonetaryTotal/{path}",) for name, path in _AMOUNTS.items()}
    _put(root, sums, invoice.amounts)
    _tax_ids(root, invoice)
    _taxes(root, invoice)
    for node in root.every("AllowanceCharge"):
        indicator, amount = node.first("ChargeIndicator"), node.first("Amount")
        if amount is not None:
            is_charge = indicator is not None and indicator.text in {"true", "1"}
            (invoice.charges if is_charge else invoice.allowances).append(amount)
    invoice.lines = [_line(node) for node in lines]
    invoice.enclosed = _enclosed(root)
    if is_oioubl(root):
        _take_tax(invoice)
    return invoice


def is_oioubl(root: Node) -> bool:
    """Whether an invoice says that it follows Denmark's own profile of UBL."""
    profile = root.first("CustomizationID")
    return profile is not None and profile.text.upper().startswith("OIOUBL")


def _take_tax(invoice: EInvoice) -> None:
    """OIOUBL's TaxExclusiveAmount is the sum of VAT and duties, each of which has its TaxTotal.

    The net is the stated figure that it leaves of the total.
    """
    total, tax = invoice.amount("total"), invoice.amount("net")
    if (
        total is None
        or tax is None
        or tax != sum(number_of(line.tax) or 0 for line in invoice.taxes)
    ):
        return
    invoice.amounts["tax"] = invoice.amounts.pop("net")
    stated = [invoice.amounts.get("line_sum"), *(line.base for line in invoice.taxes)]
    net = next((node for node in stated if number_of(node) == total - tax), None)
    if net is not None:
        invoice.amounts["net"] = net


def _put(root: Node, paths: Mapping[str, tuple[str, ...]], into: dict[str, Node]) -> None:
    for name, choices in paths.items():
        found = root.first(*choices)
        if found is not None:
            into[name] = found


def _tax_ids(root: Node, invoice: EInvoice) -> None:
    for name, party in (("vat_id", _SELLER), ("customer_vat_id", _BUYER)):
        for scheme in root.every(f"{party}/PartyTaxScheme"):
            tax, number = scheme.first("TaxScheme/ID"), scheme.first("CompanyID")
            if number is not None and tax is not None and tax.text.upper() in _TAX_SCHEMES:
                invoice.texts.setdefault(name, number)


def _taxes(root: Node, invoice: EInvoice) -> None:
    """Those in the invoice's currency; a second total may be in the seller's (BT-111)."""
    currency = invoice.text("currency")
    for total in root.every("TaxTotal"):
        amount = total.first("TaxAmount")
        if amount is None or amount.attributes.get("currencyID", currency) != currency:
            continue
        invoice.amounts.setdefault("tax", amount)
        invoice.taxes += [
            Tax(
                rate=node.first("TaxCategory/Percent", "Percent"),
                base=node.first("TaxableAmount"),
                tax=node.first("TaxAmount"),
            )
            for node in total.every("TaxSubtotal")
        ]


def _line(node: Node) -> Line:
    return Line(
        node=node,
        description=node.first("Item/Name", "Item/Description"),
        quantity=node.first("InvoicedQuantity", "CreditedQuantity"),
        price=node.first("Price/PriceAmount"),
        price_quantity=node.first("Price/BaseQuantity"),
        amount=node.first("LineExtensionAmount"),
    )


def _enclosed(root: Node) -> list[Enclosed]:
    return [
        Enclosed(
            name=node.attributes.get("filename", ""),
            media_type=node.attributes.get("mimeCode", ""),
            node=node,
        )
        for node in root.every(
            "AdditionalDocumentReference/Attachment/EmbeddedDocumentBinaryObject"
        )
        if node.text
    ]
