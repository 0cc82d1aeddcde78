"""UN/CEFACT Cross Industry Invoice: Factur-X and ZUGFeRD of every profile, XRechnung.

ZUGFeRD 1.0 has the same content under older names; they are given the newer ones first, so that
one table of paths reads both. Element paths in the evidence stay as the file has them.

Source: EN 16931-3-3 (binding to CII D16B), ZUGFeRD 1.0 technical supplement.
"""

from __future__ import annotations

from lifeos.senses.einvoices.model import EInvoice, Enclosed, Line, Tax
from lifeos.senses.texts.xml_stream import Node

ROOTS = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument"})
LINE = "IncludedSupplyChainTradeLineItem"
_NEWER_NAMES = {
    "HeaderExchangedDocument": "ExchangedDocument",
    "SpecifiedSupplyChainTradeTransaction": "SupplyChainTradeTransaction",
    "ApplicableSupplyChainTradeAgreement": "ApplicableHeaderTradeAgreement",
    "ApplicableSupplyChainTradeDelivery": "ApplicableHeaderTradeDelivery",
    "ApplicableSupplyChainTradeSettlement": "ApplicableHeaderTradeSettlement",
    "SpecifiedSupplyChainTradeAgreement": "SpecifiedLineTradeAgreement",
    "SpecifiedSupplyChainTradeDelivery": "SpecifiedLineTradeDelivery",
    "SpecifiedSupplyChainTradeSettlement": "SpecifiedLineTradeSettlement",
    "SpecifiedTradeSettlementMonetarySummation": "SpecifiedTradeSettlementHeaderMonetarySummation",
    "ApplicablePercent": "RateApplicablePercent",
}
_AGREEMENT = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement"
_DELIVERY = "SupplyChainTradeTransaction/ApplicableHeaderTradeDelivery"
_SETTLEMENT = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement"
_SUMS = f"{_SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation"
_MEANS = f"{_SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans"
_TEXTS = {
    "number": "ExchangedDocument/ID",
    "type_code": "ExchangedDocument/TypeCode",
    "issuer": f"{_AGREEMENT}/SellerTradeParty/Name",
    "customer": f"{_AGREEMENT}/BuyerTradeParty/Name",
    "customer_number": f"{_AGREEMENT}/BuyerTradeParty/ID",
    "currency": f"{_SETTLEMENT}/InvoiceCurrencyCode",
    "reference": f"{_SETTLEMENT}/PaymentReference",
    "iban": f"{_MEANS}/PayeePartyCreditorFinancialAccount/IBANID",
    "bic": f"{_MEANS}/PayeeSpecifiedCreditorFinancialInstitution/BICID",
}
_DAYS = {
    "issued_on": "ExchangedDocument/IssueDateTime/DateTimeString",
    "due_on": f"{_SETTLEMENT}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString",
    "service_from": f"{_SETTLEMENT}/BillingSpecifiedPeriod/StartDateTime/DateTimeString",
    "service_to": f"{_SETTLEMENT}/BillingSpecifiedPeriod/EndDateTime/DateTimeString",
    "delivered_on": f"{_DELIVERY}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString",
}
_AMOUNTS = {
    "line_sum": "LineTotalAmount",
    "allowances": "AllowanceTotalAmount",
    "charges": "ChargeTotalAmount",
    "net": "TaxBasisTotalAmount",
    "total": "GrandTotalAmount",
    "prepaid": "TotalPrepaidAmount",
    "rounding": "RoundingAmount",
    "amount_due": "DuePayableAmount",
}


def read_cii(root: Node, lines: list[Node]) -> EInvoice:
    """An invoice from its root element and its lines, which are not part of the root's tree."""
    for node in (root, *lines):
        _rename(node)
    invoice = EInvoice(root, "cii")
    _put(root, _TEXTS, invoice.texts)
    _put(root, _DAYS, invoice.days)
    _put(root, {name: f"{_SUMS}/{path}" for name, path in _AMOUNTS.items()}, invoice.amounts)
    _tax_ids(root, invoice)
    _tax_total(root, invoice)
    invoice.taxes = [_tax(node) for node in root.every(f"{_SETTLEMENT}/ApplicableTradeTax")]
    _allowances_and_charges(root, invoice)
    invoice.lines = [_line(node) for node in lines if _is_counted(node)]
    invoice.enclosed = _enclosed(root)
    return invoice


def _rename(node: Node) -> None:
    node.name = _NEWER_NAMES.get(node.name, node.name)
    for child in node.children:
        _rename(child)


def _put(root: Node, paths: dict[str, str], into: dict[str, Node]) -> None:
    for name, path in paths.items():
        found = root.first(path)
        if found is not None:
            into[name] = found


def _tax_ids(root: Node, invoice: EInvoice) -> None:
    for name, party in (("vat_id", "SellerTradeParty"), ("customer_vat_id", "BuyerTradeParty")):
        for node in root.every(f"{_AGREEMENT}/{party}/SpecifiedTaxRegistration/ID"):
            if node.attributes.get("schemeID") == "VA" and node.text:
                invoice.texts.setdefault(name, node)


def _tax_total(root: Node, invoice: EInvoice) -> None:
    """The one in the invoice's currency; another may state it in the seller's (BT-111)."""
    currency = invoice.text("currency")
    found = [node for node in root.every(f"{_SUMS}/TaxTotalAmount") if node.text]
    own = [node for node in found if node.attributes.get("currencyID", currency) == currency]
    if own:
        invoice.amounts["tax"] = own[0]


def _tax(node: Node) -> Tax:
    return Tax(
        rate=node.first("RateApplicablePercent"),
        base=node.first("BasisAmount"),
        tax=node.first("CalculatedAmount"),
    )


def _allowances_and_charges(root: Node, invoice: EInvoice) -> None:
    for node in root.every(f"{_SETTLEMENT}/SpecifiedTradeAllowanceCharge"):
        indicator, amount = node.first("ChargeIndicator/Indicator"), node.first("ActualAmount")
        if amount is not None:
            is_charge = indicator is not None and indicator.text in {"true", "1"}
            (invoice.charges if is_charge else invoice.allowances).append(amount)
    for node in root.every(f"{_SETTLEMENT}/SpecifiedLogisticsServiceCharge/AppliedAmount"):
        invoice.charges.append(node)


def _is_counted(line: Node) -> bool:
    """Whether a line is billed by itself: EXTENDED has headings that sum up, and mere information.

    Source: Factur-X 1.0.7, BT-X-8.
    """
    status = line.first("AssociatedDocumentLineDocument/LineStatusReasonCode")
    return status is None or status.text not in {"GROUP", "INFORMATION"}


def _line(node: Node) -> Line:
    agreement, settlement = "SpecifiedLineTradeAgreement", "SpecifiedLineTradeSettlement"
    price = f"{agreement}/NetPriceProductTradePrice"
    return Line(
        node=node,
        description=node.first("SpecifiedTradeProduct/Name"),
        quantity=node.first("SpecifiedLineTradeDelivery/BilledQuantity"),
        price=node.first(f"{price}/ChargeAmount"),
        price_quantity=node.first(f"{price}/BasisQuantity"),
        amount=node.first(
            f"{settlement}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
            f"{settlement}/SpecifiedTradeSettlementHeaderMonetarySummation/LineTotalAmount",
        ),
    )


def _enclosed(root: Node) -> list[Enclosed]:
    return [
        Enclosed(
            name=node.attributes.get("filename", ""),
            media_type=node.attributes.get("mimeCode", ""),
            node=node,
        )
        for node in root.every(f"{_AGREEMENT}/AdditionalReferencedDocument/AttachmentBinaryObject")
        if node.text
    ]
