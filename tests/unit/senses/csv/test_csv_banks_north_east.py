"""Statements as banks in Poland, the Nordics and Czechia export them, with invented rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.csv_reading import Layout, balances_of, read_text, rows_of

MBANK = Layout(
    "mbank",
    "mBank S.A.;\n#Klient;\nERIKA MUSTER;\n\n#Za okres:;01.03.2024;31.03.2024\n"
    "#Waluta;#Wpływy;#Wydatki;\nPLN;5 000,00;-39,99;\n\n"
    "#Data operacji;#Opis operacji;#Rachunek;#Kategoria;#Kwota;\n"
    '2024-03-28;"ŻABKA ZAKUP PRZY UŻYCIU KARTY";"eKonto 1111 ... 2222";"Żywność";-39,99 PLN;;\n'
    '2024-03-27;"WYPŁATA WYNAGRODZENIA";"eKonto 1111 ... 2222";"Wpływy";5 000,00 PLN;;\n',
    "2024-03-28 -39.99\n2024-03-27 5000.00",
    "PLN",
    encoding="cp1250",
    account="eKonto 1111 ... 2222",
)
PKO = Layout(
    "pko",
    '"Data operacji","Data waluty","Typ transakcji","Kwota","Waluta","Saldo po transakcji",'
    '"Opis transakcji","","",""\n'
    '"2024-01-15","2024-01-14","Płatność kartą","-49.90","PLN","+950.10",'
    '"Tytuł:  0000 1111","Lokalizacja: Kraj: POLSKA Miasto: ŁÓDŹ","Data i czas operacji: 2024-0'
    '1-14",""\n'
    '"2024-01-10","2024-01-10","Przelew na rachunek","+1000.00","PLN","+1000.00",'
    '"Rachunek nadawcy: 11 1111","Nazwa nadawcy: FIRMA","Tytuł: wypłata",""\n',
    "2024-01-15 -49.90\n2024-01-10 1000.00",
    "PLN",
    encoding="cp1250",
    balances="closing 950.10",
)
MILLENNIUM = Layout(
    "millennium",
    '"Numer rachunku/karty","Data transakcji","Data rozliczenia","Rodzaj transakcji",'
    '"Na konto/Z konta","Odbiorca/Zleceniodawca","Opis","Obciążenia","Uznania","Saldo","Waluta"\n'
    '"PL61109010140000071219812874","2024-06-05","2024-06-07","TRANSAKCJA KARTĄ","","","KAWIARNIA",'
    '"-14.50","","985.50","PLN"\n'
    '"PL61109010140000071219812874","2024-06-01","2024-06-01","PRZELEW","","FIRMA","premia","",'
    '"1000.00","1000.00","PLN"\n',
    "2024-06-05 -14.50\n2024-06-01 1000.00",
    "PLN",
    encoding="utf-8-sig",
    account="PL61109010140000071219812874",
    balances="closing 985.50",
)
NORDEA = Layout(
    "nordea-sweden",
    "Bokföringsdag;Belopp;Avsändare;Mottagare;Namn;Rubrik;Saldo;Valuta\n"
    "2024/02/28;-129,00;1234 56 78901;;;Kortköp ICA;871,00;SEK\n"
    "2024/02/25;1000,00;;1234 56 78901;Arbetsgivare;Lön;1000,00;SEK\n",
    "2024-02-28 -129.00\n2024-02-25 1000.00",
    "SEK",
    encoding="utf-8-sig",
    balances="closing 871.00",
)
SWEDBANK = Layout(
    "swedbank",
    "* Transaktioner Period 2024-05-01 – 2024-05-31 Skapad 2024-06-01 10:00 CEST\n"
    "Radnummer,Clearingnummer,Kontonummer,Produkt,Valuta,Bokföringsdag,Transaktionsdag,Valutadag,"
    "Referens,Beskrivning,Belopp,Bokfört saldo\n"
    '1,81234,123456789,"Privatkonto",SEK,2024-05-31,2024-05-30,2024-05-31,"COOP","COOP",-250.00'
    ",750.00\n"
    '2,81234,123456789,"Privatkonto",SEK,2024-05-25,2024-05-25,2024-05-25,"LÖN","LÖN",1000.00,1'
    "000.00\n",
    "2024-05-30 -250.00\n2024-05-25 1000.00",
    "SEK",
    encoding="cp1252",
    account="123456789",
    balances="closing 750.00",
)
DANSKE = Layout(
    "danske-bank",
    '"Dato";"Kategori";"Underkategori";"Tekst";"Beløb";"Saldo";"Status";"Afstemt"\n'
    '"02.04.2024";"Mad";"Kiosk";"Bager";"-45,00";"955,00";"Udført";"Nej"\n'
    '"03.04.2024";"Løn";"Løn";"Løn";"10.000,00";"10.955,00";"Udført";"Nej"\n',
    "2024-04-02 -45.00\n2024-04-03 10000.00",
    None,
    encoding="cp1252",
    balances="closing 10955.00",
)
DNB = Layout(
    "dnb-norway",
    '"Dato";"Forklaring";"Rentedato";"Ut fra konto";"Inn på konto"\n'
    '"30.01.2024";"Varekjøp Kiwi";"31.01.2024";"213,50";""\n'
    '"15.01.2024";"Lønn";"15.01.2024";"";"32000,00"\n',
    "2024-01-30 -213.50\n2024-01-15 32000.00",
    None,
    encoding="cp1252",
)
FIO = Layout(
    "fio-czechia",
    "accountId;2000000000\nbankId;2010\ncurrency;CZK\niban;CZ6508000000192000145399\n"
    "openingBalance;1000,00\nclosingBalance;700,00\ndateStart;01.01.2024\ndateEnd;31.01.2024\n\n"
    '"ID operace";"Datum";"Objem";"Měna";"Protiúčet";"Název protiúčtu";"Poznámka";"Typ"\n'
    '"26000000001";"05.01.2024";"-300,00";"CZK";"";"";"Nákup: potraviny Kolín";"Platba kartou"\n',
    "2024-01-05 -300.00",
    "CZK",
    encoding="utf-8-sig",
    account="CZ6508000000192000145399",
    balances="opening 1000.00\nclosing 700.00",
)
LAYOUTS = (MBANK, PKO, MILLENNIUM, NORDEA, SWEDBANK, DANSKE, DNB, FIO)


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
