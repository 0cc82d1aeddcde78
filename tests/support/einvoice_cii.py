"""Electronic invoices as CII: Factur-X, ZUGFeRD 1 and 2, XRechnung."""

from __future__ import annotations

from datetime import date

from tests.support.einvoices import Item, Stated, escaped

PROFILES = {
    "MINIMUM": "urn:factur-x.eu:1p0:minimum",
    "BASIC WL": "urn:factur-x.eu:1p0:basicwl",
    "BASIC": "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    "EN 16931": "urn:cen.eu:en16931:2017",
    "EXTENDED": "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
    "XRECHNUNG": "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
}
_WITHOUT_LINES = {"MINIMUM", "BASIC WL"}


def cii(stated: Stated, profile: str = "EN 16931") -> str:
    """As Factur-X, ZUGFeRD 2 and XRechnung write it."""
    lines = "" if profile in _WITHOUT_LINES else "".join(map(_cii_line, stated.items))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:'
        'CrossIndustryInvoice:100" xmlns:ram="urn:ram" xmlns:udt="urn:udt">\n'
        f"<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>"
        f"<ram:ID>{PROFILES[profile]}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>"
        "</rsm:ExchangedDocumentContext>\n"
        f"<rsm:ExchangedDocument><ram:ID>{stated.number}</ram:ID>"
        f"<ram:TypeCode>{stated.code}</ram:TypeCode>{_cii_day('IssueDateTime', stated.issued)}"
        "</rsm:ExchangedDocument>\n<rsm:SupplyChainTradeTransaction>\n"
        f"{lines}{_cii_header(stated, profile)}"
        "</rsm:SupplyChainTradeTransaction>\n</rsm:CrossIndustryInvoice>\n"
    )


def _cii_line(item: Item) -> str:
    return (
        "<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedTradeProduct>"
        f"<ram:Name>{escaped(item.name)}</ram:Name></ram:SpecifiedTradeProduct>"
        "<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>"
        f"<ram:ChargeAmount>{item.price}</ram:ChargeAmount></ram:NetPriceProductTradePrice>"
        "</ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeDelivery>"
        f'<ram:BilledQuantity unitCode="C62">{item.quantity}</ram:BilledQuantity>'
        "</ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement>"
        "<ram:SpecifiedTradeSettlementLineMonetarySummation>"
        f"<ram:LineTotalAmount>{item.amount}</ram:LineTotalAmount>"
        "</ram:SpecifiedTradeSettlementLineMonetarySummation>"
        "</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>\n"
    )


def _cii_header(stated: Stated, profile: str) -> str:
    minimum = profile == "MINIMUM"
    delivery = _cii_day("OccurrenceDateTime", stated.delivered)
    return (
        "<ram:ApplicableHeaderTradeAgreement>"
        f"{_cii_party('SellerTradeParty', stated.seller, stated.seller_vat)}"
        f"{_cii_party('BuyerTradeParty', stated.buyer, '' if minimum else stated.buyer_vat)}"
        f"{stated.extra}</ram:ApplicableHeaderTradeAgreement>\n"
        "<ram:ApplicableHeaderTradeDelivery>"
        + (
            f"<ram:ActualDeliverySupplyChainEvent>{delivery}</ram:ActualDeliverySupplyChainEvent>"
            if delivery and not minimum
            else ""
        )
        + "</ram:ApplicableHeaderTradeDelivery>\n<ram:ApplicableHeaderTradeSettlement>"
        + ("" if minimum else _cii_payment(stated))
        + f"<ram:InvoiceCurrencyCode>{stated.currency}</ram:InvoiceCurrencyCode>\n"
        + ("" if minimum else _cii_taxes(stated))
        + _cii_sums(stated, minimum=minimum)
        + "</ram:ApplicableHeaderTradeSettlement>\n"
    )


def _cii_party(name: str, party: str, vat: str) -> str:
    number = (
        f'<ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113/40209</ram:ID>'
        f"</ram:SpecifiedTaxRegistration><ram:SpecifiedTaxRegistration>"
        f'<ram:ID schemeID="VA">{vat}</ram:ID></ram:SpecifiedTaxRegistration>'
        if vat
        else ""
    )
    return f"<ram:{name}><ram:Name>{escaped(party)}</ram:Name>{number}</ram:{name}>\n"


def _cii_payment(stated: Stated) -> str:
    return (
        f"<ram:PaymentReference>{stated.reference}</ram:PaymentReference>"
        "<ram:SpecifiedTradeSettlementPaymentMeans><ram:PayeePartyCreditorFinancialAccount>"
        f"<ram:IBANID>{stated.iban}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>"
        f"<ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>{stated.bic}</ram:BICID>"
        "</ram:PayeeSpecifiedCreditorFinancialInstitution>"
        "</ram:SpecifiedTradeSettlementPaymentMeans>\n"
    )


def _cii_taxes(stated: Stated) -> str:
    taxes = "".join(
        f"<ram:ApplicableTradeTax><ram:CalculatedAmount>{tax}</ram:CalculatedAmount>"
        f"<ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>{base}</ram:BasisAmount>"
        f"<ram:RateApplicablePercent>{rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>\n"
        for rate, base, tax in stated.taxes
    )
    moves = "".join(
        "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator>"
        f"<udt:Indicator>{indicator}</udt:Indicator></ram:ChargeIndicator>"
        f"<ram:ActualAmount>{amount}</ram:ActualAmount></ram:SpecifiedTradeAllowanceCharge>\n"
        for indicator, amount in (("false", stated.allowance), ("true", stated.charge))
    )
    due = _cii_day("DueDateDateTime", stated.due)
    return f"{taxes}{moves}<ram:SpecifiedTradePaymentTerms>{due}</ram:SpecifiedTradePaymentTerms>\n"


def _cii_sums(stated: Stated, *, minimum: bool) -> str:
    more = [
        ("LineTotalAmount", stated.line_sum),
        ("ChargeTotalAmount", stated.charge),
        ("AllowanceTotalAmount", stated.allowance),
        ("TotalPrepaidAmount", stated.prepaid),
    ]
    sums = [
        *([] if minimum else more),
        ("TaxBasisTotalAmount", stated.net),
        ("GrandTotalAmount", stated.total),
        ("DuePayableAmount", stated.amount_due),
    ]
    body = "".join(f"<ram:{name}>{value}</ram:{name}>\n" for name, value in sums)
    body += (
        f'<ram:TaxTotalAmount currencyID="{stated.currency}">{stated.tax}</ram:TaxTotalAmount>\n'
        '<ram:TaxTotalAmount currencyID="XAF">99</ram:TaxTotalAmount>\n'
    )
    name = "SpecifiedTradeSettlementHeaderMonetarySummation"
    return f"<ram:{name}>\n{body}</ram:{name}>"


def _cii_day(name: str, day: date | None) -> str:
    if day is None:
        return ""
    inner = f'<udt:DateTimeString format="102">{day:%Y%m%d}</udt:DateTimeString>'
    return f"<ram:{name}>{inner}</ram:{name}>"


def zugferd1(stated: Stated) -> str:
    """The same under the element names of 2014."""
    text = cii(stated)
    for newer, older in (
        ("rsm:CrossIndustryInvoice", "rsm:CrossIndustryDocument"),
        ("rsm:ExchangedDocument>", "rsm:HeaderExchangedDocument>"),
        ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction"),
        ("ApplicableHeaderTrade", "ApplicableSupplyChainTrade"),
        ("SpecifiedLineTrade", "SpecifiedSupplyChainTrade"),
        ("SpecifiedTradeSettlementHeaderMonetary", "SpecifiedTradeSettlementMonetary"),
        ("SpecifiedTradeSettlementLineMonetary", "SpecifiedTradeSettlementMonetary"),
        ("RateApplicablePercent", "ApplicablePercent"),
    ):
        text = text.replace(newer, older)
    return text
