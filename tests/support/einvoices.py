"""Electronic invoices as XML in three syntaxes, and PDFs that carry one.

`Stated` is what an invoice says; `cii`, `zugferd1` and `ubl` write it. Any figure can be replaced
afterwards, so that a test breaks exactly one thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

PROFILES = {
    "MINIMUM": "urn:factur-x.eu:1p0:minimum",
    "BASIC WL": "urn:factur-x.eu:1p0:basicwl",
    "BASIC": "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    "EN 16931": "urn:cen.eu:en16931:2017",
    "EXTENDED": "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
    "XRECHNUNG": "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
}
_WITHOUT_LINES = {"MINIMUM", "BASIC WL"}


@dataclass(frozen=True)
class Item:
    """One line."""

    name: str
    quantity: str
    price: str
    amount: str


@dataclass(frozen=True)
class Stated:
    """An invoice over two rates with an allowance, a charge and a prepayment."""

    number: str = "RE-2025/017"
    code: str = "380"
    issued: date = date(2025, 3, 14)
    due: date | None = date(2025, 4, 13)
    delivered: date | None = date(2025, 3, 10)
    seller: str = "Nordwerk GmbH"
    buyer: str = "Jane Roe"
    seller_vat: str = "DE136695976"
    buyer_vat: str = "NL000099998B57"
    currency: str = "EUR"
    iban: str = "DE89370400440532013000"
    bic: str = "COBADEFFXXX"
    reference: str = "RF18539007547034"
    items: tuple[Item, ...] = (
        Item("Desk & lamp", "2", "100.00", "200.00"),
        Item("Book", "4", "25.00", "100.00"),
    )
    taxes: tuple[tuple[str, str, str], ...] = (("19", "190.00", "36.10"), ("7", "120.00", "8.40"))
    allowance: str = "10.00"
    charge: str = "20.00"
    line_sum: str = "300.00"
    net: str = "310.00"
    tax: str = "44.50"
    total: str = "354.50"
    prepaid: str = "54.50"
    amount_due: str = "300.00"
    extra: str = ""  # elements of the agreement or document, as the syntax has them


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
        f"<ram:Name>{_escaped(item.name)}</ram:Name></ram:SpecifiedTradeProduct>"
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
    return f"<ram:{name}><ram:Name>{_escaped(party)}</ram:Name>{number}</ram:{name}>\n"


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


def ubl(stated: Stated, *, credit_note: bool = False) -> str:
    """As XRechnung and Peppol write it."""
    root = "CreditNote" if credit_note else "Invoice"
    code = f"<cbc:{root}TypeCode>{stated.code}</cbc:{root}TypeCode>"
    due = f"<cbc:DueDate>{stated.due}</cbc:DueDate>" if stated.due and not credit_note else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ubl:{root} xmlns:ubl="urn:oasis:names:'
        f'specification:ubl:schema:xsd:{root}-2" xmlns:cac="urn:cac" xmlns:cbc="urn:cbc">\n'
        f"<cbc:ID>{stated.number}</cbc:ID>\n<cbc:IssueDate>{stated.issued}</cbc:IssueDate>\n{due}\n"
        f"{code}<cbc:DocumentCurrencyCode>{stated.currency}</cbc:DocumentCurrencyCode>\n"
        f"{stated.extra}{_ubl_party('Supplier', stated.seller, stated.seller_vat)}"
        f"{_ubl_party('Customer', stated.buyer, stated.buyer_vat)}"
        f"<cac:Delivery><cbc:ActualDeliveryDate>{stated.delivered}</cbc:ActualDeliveryDate>"
        f"</cac:Delivery>\n{_ubl_payment(stated)}{_ubl_sums(stated)}"
        f"{''.join(_ubl_line(item, root) for item in stated.items)}</ubl:{root}>\n"
    )


def _ubl_party(side: str, name: str, vat: str) -> str:
    return (
        f"<cac:Accounting{side}Party><cac:Party><cac:PartyName><cbc:Name>Shop sign</cbc:Name>"
        f"</cac:PartyName><cac:PartyTaxScheme><cbc:CompanyID>{vat}</cbc:CompanyID>"
        "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
        f"<cac:PartyLegalEntity><cbc:RegistrationName>{_escaped(name)}</cbc:RegistrationName>"
        f"</cac:PartyLegalEntity></cac:Party></cac:Accounting{side}Party>\n"
    )


def _ubl_payment(stated: Stated) -> str:
    moves = "".join(
        f"<cac:AllowanceCharge><cbc:ChargeIndicator>{indicator}</cbc:ChargeIndicator>"
        f"<cbc:Amount>{amount}</cbc:Amount></cac:AllowanceCharge>\n"
        for indicator, amount in (("false", stated.allowance), ("true", stated.charge))
    )
    return (
        f"<cac:PaymentMeans><cbc:PaymentID>{stated.reference}</cbc:PaymentID>"
        f"<cac:PayeeFinancialAccount><cbc:ID>{stated.iban}</cbc:ID>"
        f"<cac:FinancialInstitutionBranch><cbc:ID>{stated.bic}</cbc:ID>"
        "</cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount></cac:PaymentMeans>\n"
        f"{moves}"
    )


def _ubl_sums(stated: Stated) -> str:
    taxes = "".join(
        f"<cac:TaxSubtotal><cbc:TaxableAmount>{base}</cbc:TaxableAmount>"
        f"<cbc:TaxAmount>{tax}</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>{rate}</cbc:Percent>"
        "</cac:TaxCategory></cac:TaxSubtotal>\n"
        for rate, base, tax in stated.taxes
    )
    sums = (
        ("LineExtensionAmount", stated.line_sum),
        ("TaxExclusiveAmount", stated.net),
        ("TaxInclusiveAmount", stated.total),
        ("AllowanceTotalAmount", stated.allowance),
        ("ChargeTotalAmount", stated.charge),
        ("PrepaidAmount", stated.prepaid),
        ("PayableAmount", stated.amount_due),
    )
    body = "".join(f"<cbc:{name}>{value}</cbc:{name}>\n" for name, value in sums)
    return (
        f'<cac:TaxTotal><cbc:TaxAmount currencyID="{stated.currency}">{stated.tax}</cbc:TaxAmount>'
        f"{taxes}</cac:TaxTotal>\n<cac:TaxTotal>"
        '<cbc:TaxAmount currencyID="XAF">99</cbc:TaxAmount></cac:TaxTotal>\n'
        f"<cac:LegalMonetaryTotal>{body}</cac:LegalMonetaryTotal>\n"
    )


def _ubl_line(item: Item, root: str) -> str:
    quantity = "CreditedQuantity" if root == "CreditNote" else "InvoicedQuantity"
    return (
        f"<cac:{root}Line><cbc:{quantity}>{item.quantity}</cbc:{quantity}>"
        f"<cbc:LineExtensionAmount>{item.amount}</cbc:LineExtensionAmount>"
        f"<cac:Item><cbc:Name>{_escaped(item.name)}</cbc:Name></cac:Item>"
        f"<cac:Price><cbc:PriceAmount>{item.price}</cbc:PriceAmount></cac:Price>"
        f"</cac:{root}Line>\n"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def printed(stated: Stated) -> bytes:
    """The invoice on paper, in German."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    y = A4[1] - 60
    for size, words in (
        (14, stated.seller),
        (9, f"{stated.seller} · Hafenstraße 1 · 20095 Hamburg"),
        (9, stated.buyer),
        (16, "Rechnung"),
        (9, f"Rechnungsnummer: {stated.number}"),
        (9, f"Rechnungsdatum: {stated.issued:%d.%m.%Y}"),
        (9, f"Zahlbar bis: {stated.due:%d.%m.%Y}" if stated.due else ""),
        *((9, f"{item.name}|{_german(item.amount)}") for item in stated.items),
        (9, f"Summe netto|{_german(stated.net)}"),
        (9, f"Umsatzsteuer|{_german(stated.tax)}"),
        (11, f"Gesamtbetrag EUR|{_german(stated.total)}"),
        (9, f"IBAN {stated.iban}"),
        (9, f"USt-IdNr. {stated.seller_vat}"),
    ):
        label, _, amount = words.partition("|")
        canvas.setFont("Helvetica", size)
        canvas.drawString(60, y, label)
        canvas.drawRightString(530, y, amount)
        y -= size + 10
    canvas.save()
    return buffer.getvalue()


def _german(amount: str) -> str:
    return f"{Decimal(amount):,.2f}".translate(str.maketrans(",.", ".,"))


def enclosing(pdf: bytes, *files: tuple[str, bytes]) -> bytes:
    """The PDF with files attached."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    for name, content in files:
        writer.add_attachment(name, content)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
