"""Layouts of bank and card statements as banks in eight countries print them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.support.printed import Column, Layout, Number

_ENGLISH = "January February March April May June July August September October November December"
_MONTHS = _ENGLISH.split()
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


def point(value: Decimal) -> str:
    """1,234.56"""
    return f"{value:,.2f}"


def comma(value: Decimal) -> str:
    """1.234,56"""
    return point(value).translate(str.maketrans(",.", ".,"))


def spaced(value: Decimal) -> str:
    """1 234,56"""
    return point(value).replace(",", " ").replace(".", ",")


def dollars(value: Decimal) -> str:
    """$1,234.56, a minus before the sign"""
    return ("-" if value < 0 else "") + f"${abs(value):,.2f}"


def behind(value: Decimal, number: Number) -> str:
    """12,50- and 12,50+"""
    return number(abs(value)) + ("-" if value < 0 else "+")


def soll_haben(value: Decimal, number: Number) -> str:
    """12,50 S and 12,50 H"""
    return number(abs(value)) + (" S" if value < 0 else " H")


def credit_marked(value: Decimal, number: Number) -> str:
    """12.50 and 12.50 CR"""
    return number(abs(value)) + (" CR" if value > 0 else "")


def debt(value: Decimal, number: Number) -> str:
    """A purchase without sign, a payment with a minus."""
    return ("-" if value > 0 else "") + number(abs(value))


def owed(value: Decimal, number: Number) -> str:
    """What the holder owes, without sign."""
    return ("-" if value > 0 else "") + number(abs(value))


def bare(value: Decimal, number: Number) -> str:
    """No sign at all."""
    return number(abs(value))


def _dotted(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _named(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _american(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _french(day: date) -> str:
    return f"{day.day} {_FRENCH.split()[day.month - 1]} {day.year}"


_BALANCE = Column("Balance", 550, "balance", right=True)

LAYOUTS = (
    Layout(
        name="us_running",
        title="Checking account statement",
        account_lines=("Account number: 000123456789",),
        account="000123456789",
        currency="USD",
        columns=(
            Column("DATE", 40, "day"),
            Column("DESCRIPTION", 90, "text"),
            Column("AMOUNT", 470, "amount", right=True),
            Column("BALANCE", 550, "balance", right=True),
        ),
        day=lambda day: f"{day:%m/%d}",
        number=point,
        period="{first} through {last}",
        full_day=_american,
        opening="Beginning Balance|${amount}",
        closing="Ending Balance|${amount}",
        running="each",
        footer="Northbank, N.A. Member FDIC, Columbus, OH 43240, page {page}",
    ),
    Layout(
        name="us_sections",
        title="Your checking account statement",
        account_lines=("Account number: 0012 3456 7890",),
        account="001234567890",
        currency="USD",
        columns=(
            Column("Date", 40, "day"),
            Column("Description", 100, "text"),
            Column("Amount", 550, "amount", right=True),
        ),
        day=lambda day: f"{day:%m/%d/%y}",
        number=point,
        period="for {first} to {last}",
        full_day=_american,
        opening="Beginning balance on {day}|${amount}",
        closing="Ending balance on {day}|${amount}",
        sums=("Total deposits and credits|{into}", "Total withdrawals and debits|-{out}"),
        sections=("Deposits and other credits", "Withdrawals and other debits"),
        signs=bare,
        footer="Northbank, Charlotte, NC 28255, 1-800-555-0100, page {page}",
    ),
    Layout(
        name="us_card",
        title="Credit card statement",
        account_lines=("Account number: XXXX XXXX XXXX 4421", "Credit Limit $9,000"),
        account="CARD4421",
        currency="USD",
        columns=(
            Column("Trans Date", 40, "day"),
            Column("Post Date", 100, "value"),
            Column("Description of transaction", 160, "text"),
            Column("Amount", 550, "amount", right=True),
        ),
        day=lambda day: f"{day:%b} {day.day:02d}",
        number=dollars,
        period="Billing period {first} to {last}",
        full_day=_american,
        opening="Previous Balance|{amount}",
        closing="New Balance|{amount}",
        signs=debt,
        held=owed,
        footer="Northbank, Wilmington, DE 19801, United States, page {page}",
    ),
    Layout(
        name="uk_last_line",
        title="Your Bank Account statement",
        account_lines=("Sort code 20-00-00", "Account number 40308669"),
        account="40308669",
        currency="GBP",
        columns=(
            Column("Date", 40, "day"),
            Column("Payment type and details", 100, "text"),
            Column("£ Paid out", 420, "debit", right=True),
            Column("£ Paid in", 485, "credit", right=True),
            Column("£ Balance", 550, "balance", right=True),
        ),
        day=lambda day: f"{day:%d %b %y}",
        number=point,
        period="{first} to {last}",
        full_day=_named,
        opening="Opening Balance|{amount}",
        closing="Closing Balance|{amount}",
        sums=("Payments In|{into}", "Payments Out|{out}"),
        running="day",
        day_once=True,
        amount_last=True,
        carried=("BALANCE CARRIED FORWARD", "BALANCE BROUGHT FORWARD"),
    ),
    Layout(
        name="uk_money_out",
        title="Current account statement",
        account_lines=("Account no. 12345678  Sort code 04-00-04", "All amounts in GBP"),
        account="12345678",
        currency="GBP",
        columns=(
            Column("Date", 40, "day"),
            Column("Description", 100, "text"),
            Column("Money/out", 420, "debit", right=True, heading_x=370),
            Column("Money/in", 485, "credit", right=True, heading_x=440),
            Column("Balance", 550, "balance", right=True, heading_x=505),
        ),
        day=lambda day: f"{day.day} {day:%b}",
        number=point,
        period="Statement period {first} - {last}",
        full_day=_named,
        opening_words="Start balance",
        closing_words="End balance",
        inside=True,
        running="each",
        repeats_heading=False,
    ),
    Layout(
        name="de_soll_haben",
        title="Kontoauszug 1/2025",
        account_lines=("IBAN DE89 3704 0044 0532 0130 00", "Währung EUR"),
        account="DE89370400440532013000",
        currency="EUR",
        columns=(
            Column("Datum", 40, "day"),
            Column("Erläuterung", 100, "text"),
            Column("Betrag Soll EUR", 470, "debit", right=True),
            Column("Betrag Haben EUR", 555, "credit", right=True),
        ),
        day=_dotted,
        number=comma,
        period="",
        full_day=_dotted,
        opening_words="Kontostand am {day}, Auszug Nr. 12",
        closing_words="Kontostand am {day} um 20:03 Uhr",
        inside=True,
        footer="Northbank AG, Marktplatz 1, 10115 Berlin, HRB 4711, Seite {page}",
    ),
    Layout(
        name="de_suffix",
        title="Kontoauszug",
        account_lines=("Kontonummer 532013000", "BLZ 370 400 44, Kontowährung EUR"),
        account="532013000",
        currency="EUR",
        columns=(
            Column("Bu-Tag", 40, "day"),
            Column("Wert", 85, "value"),
            Column("Vorgang", 130, "text"),
            Column("Betrag", 550, "amount", right=True),
        ),
        day=lambda day: f"{day:%d.%m.}",
        number=comma,
        period="Zeitraum {first} - {last}",
        full_day=_dotted,
        opening="alter Kontostand vom {day}|{amount}",
        closing="neuer Kontostand vom {day}|{amount}",
        signs=soll_haben,
        held=soll_haben,
        carried=("Übertrag auf Blatt 2", "Übertrag von Blatt 1"),
        footer="Northbank eG, Markt 1, 50667 Köln, Deutschland, Blatt {page}",
    ),
    Layout(
        name="de_year_below",
        title="Kontoauszug vom 16.12.2024 bis 15.01.2025",
        account_lines=("IBAN DE89 3704 0044 0532 0130 00",),
        account="DE89370400440532013000",
        currency="EUR",
        columns=(
            Column("Buchung", 40, "day"),
            Column("Valuta", 85, "value"),
            Column("Vorgang", 130, "text"),
            Column("Soll", 470, "debit", right=True),
            Column("Haben", 550, "credit", right=True),
        ),
        day=lambda day: f"{day:%d.%m.}",
        number=comma,
        period="",
        full_day=_dotted,
        opening="Alter Saldo per {day}|EUR {amount}",
        closing="Neuer Saldo per {day}|EUR {amount}",
        year_below=True,
        footer="Northbank AG, Taunusanlage 12, Frankfurt am Main, Seite {page}",
    ),
    Layout(
        name="de_card",
        title="Kreditkartenabrechnung",
        account_lines=("Kreditkartennummer 4532 XXXX XXXX 8017", "Alle Beträge in EUR"),
        account="CARD8017",
        currency="EUR",
        columns=(
            Column("Belegdatum", 40, "day"),
            Column("Buchung", 100, "value"),
            Column("Verwendungszweck", 160, "text"),
            Column("Betrag in EUR", 550, "amount", right=True),
        ),
        day=lambda day: f"{day:%d.%m.%y}",
        number=comma,
        period="Abrechnungszeitraum {first} bis {last}",
        full_day=_dotted,
        opening="Saldo letzte Abrechnung|{amount}",
        closing="Neuer Saldo|{amount}",
        signs=behind,
        held=behind,
        footer="Northbank AG, Deutschland, Seite {page}",
    ),
    Layout(
        name="nl_marker",
        title="Rekeningafschrift",
        account_lines=("Rekeningnummer NL91 ABNA 0417 1643 00",),
        account="NL91ABNA0417164300",
        currency="EUR",
        columns=(
            Column("Datum", 40, "day"),
            Column("Naam / Omschrijving", 110, "text", heading_x=110),
            Column("Bedrag (EUR)", 500, "amount", right=True),
            Column("Af Bij", 530, "marker"),
        ),
        day=lambda day: f"{day:%d-%m-%Y}",
        number=comma,
        period="Periode {first} t/m {last}",
        full_day=lambda day: f"{day:%d-%m-%Y}",
        opening="Beginsaldo|{amount}",
        closing="Eindsaldo|{amount}",
        sums=("Totaal af|{out}", "Totaal bij|{into}", "Aantal transacties|{count}"),
        signs=bare,
    ),
    Layout(
        name="fr_solde",
        title="Relevé de compte chèques",
        account_lines=("IBAN : FR14 2004 1010 0505 0001 3M02 606",),
        account="FR1420041010050500013M02606",
        currency="EUR",
        columns=(
            Column("Date", 40, "day"),
            Column("Nature des opérations", 85, "text"),
            Column("Valeur", 370, "value"),
            Column("Débit", 470, "debit", right=True),
            Column("Crédit", 550, "credit", right=True),
        ),
        day=lambda day: f"{day:%d.%m}",
        number=spaced,
        period="du {first} au {last} - Monnaie du compte : EUR",
        full_day=_french,
        opening_words="SOLDE PRECEDENT AU {day}",
        closing_words="NOUVEAU SOLDE AU {day}",
        inside=True,
    ),
    Layout(
        name="es_newest",
        title="Extracto de cuenta",
        account_lines=("IBAN ES91 2100 0418 4502 0005 1332", "Importes en EUR"),
        account="ES9121000418450200051332",
        currency="EUR",
        columns=(
            Column("Fecha operación", 40, "day"),
            Column("Fecha valor", 120, "value"),
            Column("Concepto", 190, "text"),
            Column("Importe", 470, "amount", right=True),
            Column("Saldo", 550, "balance", right=True),
        ),
        day=lambda day: f"{day:%d/%m/%Y}",
        number=comma,
        period="Desde {first} hasta {last}",
        full_day=lambda day: f"{day:%d/%m/%Y}",
        opening="Saldo inicial|{amount}",
        closing="Saldo final|{amount}",
        running="each",
        newest_first=True,
    ),
    Layout(
        name="it_dare_avere",
        title="Estratto conto",
        account_lines=("IBAN IT60 X054 2811 1010 0000 0123 456", "Divisa EUR"),
        account="IT60X0542811101000000123456",
        currency="EUR",
        columns=(
            Column("Data contabile", 40, "day"),
            Column("Data valuta", 110, "value"),
            Column("Descrizione", 180, "text"),
            Column("Addebiti", 470, "debit", right=True),
            Column("Accrediti", 550, "credit", right=True),
        ),
        day=lambda day: f"{day:%d/%m/%y}",
        number=comma,
        period="Periodo dal {first} al {last}",
        full_day=lambda day: f"{day:%d/%m/%Y}",
        opening_words="Saldo iniziale al {day}",
        closing_words="Saldo finale al {day}",
        inside=True,
    ),
    Layout(
        name="pl_wyciag",
        title="Wyciag bankowy",
        account_lines=("Numer rachunku PL61 1090 1014 0000 0712 1981 2874", "Waluta PLN"),
        account="PL61109010140000071219812874",
        currency="PLN",
        columns=(
            Column("Data operacji", 40, "day"),
            Column("Data ksiegowania", 110, "value"),
            Column("Opis operacji", 200, "text"),
            Column("Kwota", 470, "amount", right=True),
            Column("Saldo po operacji", 550, "balance", right=True),
        ),
        day=lambda day: day.isoformat(),
        number=spaced,
        period="za okres od {first} do {last}",
        full_day=lambda day: day.isoformat(),
        opening="Saldo poczatkowe|{amount} PLN",
        closing="Saldo koncowe|{amount} PLN",
        running="each",
    ),
    Layout(
        name="pt_extrato",
        title="Extrato de conta",
        account_lines=("IBAN PT50 0002 0123 1234 5678 9015 4", "Moeda EUR"),
        account="PT50000201231234567890154",
        currency="EUR",
        columns=(
            Column("Data mov.", 40, "day"),
            Column("Data valor", 100, "value"),
            Column("Descritivo", 160, "text"),
            Column("Débito", 400, "debit", right=True),
            Column("Crédito", 475, "credit", right=True),
            Column("Saldo", 550, "balance", right=True),
        ),
        day=lambda day: f"{day:%d-%m-%Y}",
        number=spaced,
        period="Período: {first} a {last}",
        full_day=lambda day: f"{day:%d-%m-%Y}",
        opening_words="Saldo anterior",
        inside=False,
        opening="Saldo anterior|{amount}",
        closing="Saldo final|{amount}",
        running="each",
    ),
    Layout(
        name="uk_card",
        title="Card statement",
        account_lines=("Card number 5412 **** **** 3398", "Minimum payment £25.00"),
        account="CARD3398",
        currency="GBP",
        columns=(
            Column("Date", 40, "day"),
            Column("Details", 110, "text"),
            Column("Amount (£)", 550, "amount", right=True),
        ),
        day=lambda day: f"{day.day} {day:%B}",
        number=point,
        period="Statement period {first} to {last}",
        full_day=_named,
        opening="Previous balance|£{amount}",
        closing="New balance|£{amount}",
        signs=credit_marked,
        held=owed,
    ),
)  # fmt: skip
BY_NAME = {layout.name: layout for layout in LAYOUTS}


def is_card(layout: Layout) -> bool:
    """Whether a layout is a card's: there the holder owes what is stated."""
    return layout.account.startswith("CARD")
