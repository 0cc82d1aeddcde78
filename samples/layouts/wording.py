"""The words bills are made of, by language, and the rows that every layout shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from samples import notation
from samples.bill import Bill
from samples.notation import Language


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels of one language."""

    invoice: str
    credit_note: str
    number: str
    customer: str
    issued: str
    due: str
    period: str
    reference: str
    corrects: str
    item: str
    quantity: str
    price: str
    amount: str
    net: str
    tax: str  # with {rate}, {net}
    total: str
    advances: str
    left: str
    vat_id: str
    page: str  # with {page}, {pages}


WORDING: Final[dict[Language, Wording]] = {
    "nl": Wording(
        invoice="Factuur",
        credit_note="Creditnota",
        number="Factuurnummer",
        customer="Klantnummer",
        issued="Factuurdatum",
        due="Vervaldatum",
        period="Periode",
        reference="Betalingskenmerk",
        corrects="Betreft factuur",
        item="Omschrijving",
        quantity="Aantal",
        price="Prijs",
        amount="Bedrag",
        net="Totaal exclusief btw",
        tax="Btw {rate}% over {net}",
        total="Totaalbedrag",
        advances="Reeds in rekening gebrachte voorschotten",
        left="Nog te betalen",
        vat_id="Btw-nr.",
        page="Pagina {page} van {pages}",
    ),
    "de": Wording(
        invoice="Rechnung",
        credit_note="Gutschrift",
        number="Rechnungsnummer",
        customer="Kundennummer",
        issued="Rechnungsdatum",
        due="Fällig am",
        period="Leistungszeitraum",
        reference="Verwendungszweck",
        corrects="zu Rechnung",
        item="Bezeichnung",
        quantity="Menge",
        price="Einzelpreis",
        amount="Gesamt",
        net="Nettobetrag",
        tax="MwSt. {rate} % auf {net}",
        total="Gesamtbetrag",
        advances="abzüglich Vorauszahlungen",
        left="Zahlbetrag",
        vat_id="USt-IdNr.",
        page="Seite {page} von {pages}",
    ),
    "en": Wording(
        invoice="Invoice",
        credit_note="Credit note",
        number="Invoice number",
        customer="Customer number",
        issued="Invoice date",
        due="Due date",
        period="Billing period",
        reference="Payment reference",
        corrects="Corrects invoice",
        item="Description",
        quantity="Qty",
        price="Unit price",
        amount="Amount",
        net="Subtotal",
        tax="VAT {rate}% on {net}",
        total="Total including VAT",
        advances="Less advances",
        left="Amount due",
        vat_id="VAT number",
        page="Page {page} of {pages}",
    ),
    "fr": Wording(
        invoice="Facture",
        credit_note="Avoir",
        number="Facture n°",
        customer="N° client",
        issued="Date de facturation",
        due="Date d'échéance",
        period="Séjour",
        reference="Référence",
        corrects="Concerne la facture",
        item="Désignation",
        quantity="Qté",
        price="P.U. HT",
        amount="Montant HT",
        net="Total HT",
        tax="TVA {rate} % sur {net}",
        total="Total TTC",
        advances="Acompte versé",
        left="Net à payer",
        vat_id="N° TVA",
        page="Page {page} / {pages}",
    ),
}
WORDING["us"] = WORDING["en"]


def heading(bill: Bill) -> str:
    """What the paper calls itself."""
    words = WORDING[bill.language]
    return bill.title or (words.credit_note if bill.kind == "credit_note" else words.invoice)


def details(bill: Bill) -> list[tuple[str, str]]:
    """Number, customer, dates: label and value, values that are not there left empty."""
    words = WORDING[bill.language]
    language = bill.language
    due = notation.numeric_date(bill.due_on, language) if bill.due_on else ""
    return [
        (words.number, bill.number),
        (words.customer, bill.customer_number),
        (words.issued, notation.numeric_date(bill.issued_on, language)),
        (words.due, due),
        (words.period, period(bill)),
        (words.corrects, bill.corrects),
        (words.reference, bill.reference),
    ]


def period(bill: Bill) -> str:
    """First and last day of what is billed, or nothing."""
    if not bill.period:
        return ""
    join = {"nl": " t/m ", "fr": " au ", "de": " bis ", "en": " to ", "us": " - "}[bill.language]
    return join.join(notation.numeric_date(day, bill.language) for day in bill.period)


def sums(bill: Bill) -> list[tuple[str, str]]:
    """Net, each tax, total, advances, what is left: label and amount."""
    words = WORDING[bill.language]
    rows = [] if bill.tax_free else [(words.net, _money(bill, "net"))]
    for share in bill.taxes:
        net = notation.money(share.net, bill.language, currency=bill.currency)
        label = words.tax.format(rate=share.rate, net=net)
        rows.append((label, notation.money(share.tax, bill.language, currency=bill.currency)))
    rows.append((words.total, _money(bill, "total")))
    if bill.paid_before:
        paid = notation.money(-bill.paid_before, bill.language, currency=bill.currency)
        rows += [(words.advances, paid), (words.left, _money(bill, "amount_due"))]
    return rows


def _money(bill: Bill, field: str) -> str:
    return notation.money(getattr(bill, field), bill.language, currency=bill.currency)


def line_cells(bill: Bill) -> list[tuple[str, str, str, str]]:
    """Text, quantity, price, amount of each line, as printed."""
    return [
        (
            line.text,
            notation.quantity(line.quantity, bill.language),
            notation.number(line.price, bill.language, places=notation.places(line.price)),
            notation.number(line.amount, bill.language),
        )
        for line in bill.lines
    ]


def bank_line(bill: Bill) -> str:
    """IBAN and BIC as a footer shows them."""
    return f"IBAN {notation.grouped(bill.issuer.iban)} · BIC {bill.issuer.bic}"
