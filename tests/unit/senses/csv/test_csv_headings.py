"""Headings in the languages of banks, and the words of markers and balances."""

from __future__ import annotations

import pytest
from lifeos.senses.csv.headings import Role, role_of
from lifeos.senses.csv.words import BALANCE, CLOSING, OPENING, fold, scheme_currency, side_of

HEADINGS: dict[Role, str] = {
    "booked": "Buchungstag, Buchungsdatum, Booking Date, Posting Date, Post Date, Boekdatum, "
    "Data contabile, Data księgowania, Completed Date, Bokföringsdag, Data Registrazione",
    "value": "Wertstellung, Valuta, Valutadatum, Value Date, Rentedatum, Date de valeur, dateVal, "
    "Fecha Valor, F. Valor, Data valuta, Data waluty, Wert, Value Dt",
    "date": "Date, Datum, Fecha, Data, Dato, Transaction Date, created, Started Date, dateOp, "
    "Belegdatum, Data operacji, Datum verrichting, Fecha operación, Data mov.",
    "amount": "Amount, Betrag, Bedrag, Montant, Importe, Importo, Kwota, Valor, Belopp, Beløb, "
    "Betrag (EUR), Amount (GBP), bedrag in EUR, Importe EUR, Buchungsbetrag, Objem",
    "debit": "Debit, Soll, Af, Débit, Débit euros, Cargo, Dare, Uscite, Obciążenia, Paid out, "
    "Money Out, Withdrawal Amt., Belastung, Lastschrift in CHF, Debit Amount, Ut fra konto",
    "credit": "Credit, Haben, Bij, Crédit, Abono, Avere, Entrate, Uznania, Paid in, Money In, "
    "Deposit Amount (INR ), Gutschrift in CHF, Inn på konto",
    "balance": "Balance, Running Bal., Saldo, Saldo na trn, Kontostand, Solde, accountbalance, "
    "Saldo po operacji, Balance (GBP), Closing Balance, Disponible, Guthaben",
    "currency": "Currency, Währung, Waehrung, Munt, Devise, Divisa, Waluta, Valutacode, Měna",
    "marker": "Af Bij, CreditDebet, Debit/Credit, Cr/Dr, Balance Impact, Soll/Haben, Sens, "
    "Direction",
    "description": "Description, Details, Memo, Verwendungszweck, Buchungstext, Libellé, Concepto, "
    "Omschrijving, Omschrijving-1, Mededelingen, Descrizione, Causale, Descrição, Opis operacji, "
    "Tytuł, Narration, Transaction Remarks, Beskrivning, Rubrik, Vermerk, Observaciones",
    "counterparty": "Name, Naam tegenpartij, Beguenstigter/Zahlungspflichtiger, Counter Party, "
    "Auftraggeber/Empfänger, Nadawca/Odbiorca, Partner Name, Tegenrekeninghouder, Namn",
    "payee": "Empfänger, Payee Name, Zahlungsempfänger*in, To, Odbiorca, Beneficiary, Mottagare",
    "payer": "Auftraggeber, Payer Name, Zahlungspflichtige*r, From, Nadawca, Ordenante, Avsändare",
    "account": "Account, Account Number, Auftragskonto, IBAN, Rekening, Kontonummer, Rachunek, "
    "IBAN/BBAN, accountNum, Account #, Cuenta, Numer rachunku/karty",
    "counter_account": "Tegenrekening, Partner Iban, Payee Account Number, "
    "rekeningnummer tegenpartij",
    "status": "Status, State, Info, Stato, Estado, Stav",
    "original": "Original Amount, local_amount, OriginalAmount, Betrag (Fremdwährung), "
    "Oorspr bedrag",
    "original_currency": "Original Currency, local_currency, Fremdwährung, Oorspr munt",
    "rate": "Exchange Rate, Wechselkurs, Koers, Umrechnungskurs, Cambio",
    "fee": "Fee, Total fees, Entgelt, Fremde Gebühren, Kosten op verrichting",
}  # fmt: skip
CASES = [
    (heading.strip(), role)
    for role, headings in HEADINGS.items()
    for heading in headings.split(",")
]


@pytest.mark.parametrize(("heading", "role"), CASES)
def test_the_part_a_heading_names(heading: str, role: Role) -> None:
    assert role_of(heading) == role


@pytest.mark.parametrize("heading", ["", "Emoji", "Telefon", "12.50", "x" * 200, "Farbe", "№"])
def test_unknown_words_name_no_part(heading: str) -> None:
    assert role_of(heading) is None


@pytest.mark.parametrize(
    "heading", ["City/State", "E-Mail", "BIC (SWIFT-Code)", "Anzahl der Schecks"]
)
def test_headings_that_only_look_like_a_part_are_set_aside(heading: str) -> None:
    assert role_of(heading) == "other"


@pytest.mark.parametrize(
    ("cell", "side"),
    [
        ("Af", "out"), ("Bij", "in"), ("S", "out"), ("H", "in"), ("DR", "out"), ("Cr", "in"),
        ("-", "out"), ("+", "in"), ("DEBIT", "out"), ("Credit", "in"), ("Crédit", "in"),
        ("", None), ("Transfer", None), ("12", None),
    ],
)  # fmt: skip
def test_the_side_a_marker_names(cell: str, side: str | None) -> None:
    assert side_of(cell) == side


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Betrag (EUR)", "betrag eur"),
        ("ValutaDate", "valuta date"),
        ("  LIBELLÉ  ", "libelle"),
        ("Łódź – Straße", "lodz strasse"),
        ("Beløb", "belob"),
        ("", ""),
    ],
)
def test_words_are_compared_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("words", "currency"),
    [("sepa dd", "EUR"), ("upi tea stall", "INR"), ("pix maria", "BRL"), ("separate", None)],
)
def test_payment_schemes_tell_their_currency(words: str, currency: str | None) -> None:
    assert scheme_currency(words) == currency


@pytest.mark.parametrize(
    "label",
    ["Opening balance", "Alter Kontostand", "Anfangssaldo", "Solde initial", "Saldo inicial",
     "Saldo iniziale", "Saldo początkowe", "Beginsaldo", "Beginning balance as of"],
)  # fmt: skip
def test_labels_of_an_opening_balance(label: str) -> None:
    assert OPENING.search(fold(label))
    assert BALANCE.search(fold(label))
    assert not CLOSING.search(fold(label))


@pytest.mark.parametrize(
    "label",
    ["Closing balance", "Neuer Kontostand", "Endsaldo", "Solde final", "Saldo final",
     "Schlusssaldo",      "Saldo finale", "Saldo końcowe", "Eindsaldo", "Ending balance as of"],
)  # fmt: skip
def test_labels_of_a_closing_balance(label: str) -> None:
    assert CLOSING.search(fold(label))
    assert BALANCE.search(fold(label))
    assert not OPENING.search(fold(label))
