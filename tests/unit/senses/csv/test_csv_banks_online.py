"""Statements as online banks and payment services export them, with invented rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.csv_reading import Layout, balances_of, read_text, rows_of

STARLING = Layout(
    "starling",
    "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes\n"
    "01/02/2024,Opening Balance,,,0.00,50.00,,\n"
    "05/02/2024,Pret,PRET LONDON,CONTACTLESS,-3.45,46.55,EATING_OUT,\n"
    "20/02/2024,Pat,Lunch,FASTER PAYMENT,10.00,56.55,PAYMENTS,\n",
    "2024-02-05 -3.45\n2024-02-20 10.00",
    "GBP",
    counterparties=("Pret", "Pat"),
    balances="opening 50.00\nclosing 56.55",
)
MONZO = Layout(
    "monzo-2024",
    "Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,"
    "Notes and #tags,Address,Receipt,Description,Category split,Money Out,Money In\n"
    "tx_1,14/03/2024,08:01:02,Card payment,Café,☕,Eating out,-2.80,GBP,-3.30,EUR,,,,CAFE PARIS,"
    ",-2.80,\n"
    "tx_2,15/03/2024,09:00:00,Faster payment,Pat,,Transfers,20.00,GBP,20.00,GBP,Rent,,,Rent,,,2"
    "0.00\n",
    "2024-03-14 -2.80\n2024-03-15 20.00",
    "GBP",
    counterparties=("Café", "Pat"),
)
REVOLUT = Layout(
    "revolut-fees-and-states",
    "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
    "TOPUP,Current,2024-01-02 10:00:00,2024-01-02 10:00:05,Top-up,100.00,0.00,EUR,COMPLETED,100"
    ".00\n"
    "EXCHANGE,Current,2024-01-03 10:00:00,2024-01-03 10:00:00,Exchanged to USD,-50.00,0.50,EUR,"
    "COMPLETED,49.50\n"
    "CARD_PAYMENT,Current,2024-01-04 10:00:00,,Shop,-5.00,0.00,EUR,REVERTED,\n"
    "CARD_PAYMENT,Current,2024-01-05 10:00:00,2024-01-06 10:00:00,Shop,-9.50,0.00,EUR,COMPLETED"
    ",40.00\n"
    "CARD_PAYMENT,Current,2024-01-31 10:00:00,,Hotel,-20.00,0.00,EUR,PENDING,\n",
    "2024-01-02 100.00\n2024-01-03 -50.50\n2024-01-05 -9.50\n2024-01-31 -20.00 pending",
    "EUR",
    balances="closing 40.00",
)
N26 = Layout(
    "n26-2024",
    '"Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference","Accoun'
    't Name",'
    '"Amount (EUR)","Original Amount","Original Currency","Exchange Rate"\n'
    '2024-06-14,2024-06-14,"Diner NYC",,Presentment,,"Main Account",-18.52,20.0,USD,0.926\n'
    '2024-06-13,2024-06-13,"Arbeit AG",DE75512108001245126199,"Credit Transfer","Lohn","Main Ac'
    'count",'
    "2000.0,,,\n",
    "2024-06-14 -18.52\n2024-06-13 2000.00",
    "EUR",
    counterparties=("Diner NYC", "Arbeit AG"),
)
PAYPAL = Layout(
    "paypal",
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net",'
    '"From Email Address","To Email Address","Transaction ID","Balance","Balance Impact"\n'
    '"5/20/2024","23:30:00","PDT","A Buyer","Website Payment","Completed","USD","1,000.00","-30'
    '.00",'
    '"970.00","a@example.org","me@example.org","1AB","970.00","Credit"\n'
    '"5/21/2024","08:00:00","PDT","A Shop","Express Checkout Payment","Completed","USD","-70.00'
    '","0.00",'
    '"-70.00","me@example.org","s@example.org","2AB","900.00","Debit"\n',
    "2024-05-20 970.00\n2024-05-21 -70.00",
    "USD",
    balances="closing 900.00",
    counterparties=("A Buyer", "A Shop"),
)
PAYPAL_GERMAN = Layout(
    "paypal-german",
    '"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Entgelt","Netto",'
    '"Absender E-Mail-Adresse","Guthaben","Auswirkung auf Guthaben"\n'
    '"20.05.2024","10:00:00","CEST","Laden","Handyzahlung","Abgeschlossen","EUR","-12,00","0,00'
    '","-12,00",'
    '"me@example.org","-12,00","Soll"\n'
    '"20.05.2024","10:00:00","CEST","","Bankgutschrift auf PayPal-Konto","Abgeschlossen","EUR",'
    '"12,00",'
    '"0,00","12,00","","0,00","Haben"\n',
    "2024-05-20 -12.00\n2024-05-20 12.00",
    "EUR",
    encoding="utf-8-sig",
    balances="closing 0.00",
)
WISE = Layout(
    "wise-balance",
    '"TransferWise ID",Date,Amount,Currency,Description,"Payment Reference","Running Balance",'
    '"Exchange From","Exchange To","Exchange Rate","Payer Name","Payee Name","Total fees"\n'
    'CARD-2,23-07-2024,-8.10,GBP,"Card transaction of 9.50 EUR",,91.90,GBP,EUR,1.17284,,,0.05\n'
    'TRANSFER-1,22-07-2024,100.00,GBP,"Received money from Pat",Gift,100.00,,,,Pat,,0.00\n',
    "2024-07-23 -8.10\n2024-07-22 100.00",
    "GBP",
    balances="closing 91.90",
    counterparties=("", "Pat"),
)
APPLE_CARD = Layout(
    "apple-card",
    "Transaction Date,Clearing Date,Description,Merchant,Category,Type,Amount (USD),Purchased By\n"
    '05/30/2024,05/31/2024,"GROCER 12","Grocer","Grocery","Purchase","33.10","Erika"\n'
    '05/15/2024,05/15/2024,"ACH DEPOSIT INTERNET TRANSFER","Ach Deposit","Payment","Payment","-'
    '100.00","Erika"\n',
    "2024-05-30 -33.10\n2024-05-15 100.00",
    "USD",
)
BUNQ = Layout(
    "bunq-semicolon",
    '"Date";"Interest Date";"Amount";"Account";"Counterparty";"Name";"Description"\n'
    '"2024-02-10";"2024-02-10";"-1.250,00";"NL91ABNA0417164300";"NL20INGB0001234567";"Huisbaas"'
    ';"Huur"\n',
    "2024-02-10 -1250.00",
    "EUR",
    account="NL91ABNA0417164300",
    counterparties=("Huisbaas",),
)
WISE_TRANSFERS = Layout(
    "wise-transfers",
    'ID,Status,Direction,"Created on","Finished on","Source fee amount","Source fee currency",'
    '"Source name","Source amount (after fees)","Source currency","Target name",'
    '"Target amount (after fees)","Target currency","Exchange rate",Reference\n'
    "TRANSFER-1,COMPLETED,OUT,2024-01-20 10:00:00,2024-01-20 10:00:05,0.50,EUR,Me,10.00,EUR,Pat,"
    "9.00,GBP,0.9,Gift\n"
    "TRANSFER-2,COMPLETED,IN,2024-01-21 10:00:00,2024-01-21 10:00:05,,,Pat,20.00,EUR,Me,20.00,EUR,"
    "1.0,\n",
    "2024-01-20 -10.00\n2024-01-21 20.00",
    "EUR",
    counterparties=("Pat", "Pat"),
)
LAYOUTS = (
    STARLING,
    MONZO,
    REVOLUT,
    N26,
    PAYPAL,
    PAYPAL_GERMAN,
    WISE,
    APPLE_CARD,
    BUNQ,
    WISE_TRANSFERS,
)


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_reads_every_row_of_the_statement(layout: Layout, tmp_path: Path) -> None:
    read = read_text(tmp_path, layout.text, layout.encoding)

    assert rows_of(read) == layout.rows.splitlines()
    assert {fact.currency for fact in read.transactions} == {layout.currency}
    assert read.doubts == layout.doubts


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_keeps_account_and_other_side(layout: Layout, tmp_path: Path) -> None:
    read = read_text(tmp_path, layout.text, layout.encoding)

    facts = [fact.data.model_dump() for fact in read.transactions]
    assert {fact["account"] for fact in facts} == {layout.account}
    if layout.counterparties:
        assert tuple(fact["counterparty"] or "" for fact in facts) == layout.counterparties


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_keeps_the_balances_that_are_stated(layout: Layout, tmp_path: Path) -> None:
    read = read_text(tmp_path, layout.text, layout.encoding)

    assert balances_of(read) == layout.balances.splitlines()
