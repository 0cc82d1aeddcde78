"""Electronic invoices as XML in three syntaxes, and PDFs that carry one.

`Stated` is what an invoice says; `ubl` here and `cii`, `zugferd1` beside write it. Any figure can
be replaced afterwards, so that a test breaks exactly one thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


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
        f"<cac:PartyLegalEntity><cbc:RegistrationName>{escaped(name)}</cbc:RegistrationName>"
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
        f"<cac:Item><cbc:Name>{escaped(item.name)}</cbc:Name></cac:Item>"
        f"<cac:Price><cbc:PriceAmount>{item.price}</cbc:PriceAmount></cac:Price>"
        f"</cac:{root}Line>\n"
    )


def escaped(text: str) -> str:
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
