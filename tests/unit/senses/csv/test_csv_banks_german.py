"""Statements as banks in Germany, Austria and Switzerland export them, with invented rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.csv_reading import Layout, balances_of, read_text, rows_of

SPARKASSE = Layout(
    "sparkasse-camt",
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";'
    '"Mandatsreferenz";"Kundenreferenz (End-to-End)";"Sammlerreferenz";'
    '"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";'
    '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";'
    '"Info"\n'
    '"DE02120300000000202051";"30.04.24";"30.04.24";"ENTGELTABSCHLUSS";"Entgelt April";"";"";"";"";'
    '"";"";"";"0000000000";"12030000";"-4,95";"EUR";"Umsatz gebucht"\n'
    '"DE02120300000000202051";"29.04.24";"29.04.24";"FOLGELASTSCHRIFT";"Strom Abschlag";'
    '"DE98ZZZ09999999999";"M-1";"4711";"";"";"";"Stadtwerke Übersee";"DE88100900001234567892";'
    '"BEVODEBB";"-1.073,00";"EUR";"Umsatz gebucht"\n'
    '"DE02120300000000202051";"29.04.24";"30.04.24";"GUTSCHR. UEBERWEISUNG";"Gehalt";"";"";"";"'
    '";"";'
    '"";"Beispiel GmbH";"DE75512108001245126199";"SOGEDEFF";"2.500,10";"EUR";"Umsatz vorgemerkt"\n',
    "2024-04-30 -4.95\n2024-04-29 -1073.00\n2024-04-29 2500.10 pending",
    "EUR",
    encoding="cp1252",
    account="DE02120300000000202051",
    counterparties=("", "Stadtwerke Übersee", "Beispiel GmbH"),
)
DKB = Layout(
    "dkb-2023",
    '"Girokonto";"DE02120300000000202051"\n"Zeitraum:";"01.06.2024 - 30.06.2024"\n'
    '"Kontostand vom 30.06.2024:";"1.204,11 €"\n""\n'
    '"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";'
    '"Verwendungszweck";"Umsatztyp";"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";'
    '"Kundenreferenz"\n'
    '"28.06.24";"28.06.24";"Gebucht";"Erika Muster";"Bäckerei Krume";"Brot";"Ausgang";'
    '"DE75512108001245126199";"-7,2";"";"";""\n'
    '"27.06.24";"27.06.24";"Gebucht";"Arbeit AG";"Erika Muster";"Lohn";"Eingang";'
    '"DE75512108001245126199";"1.900";"";"";""\n',
    "2024-06-28 -7.20\n2024-06-27 1900.00",
    "EUR",
    encoding="utf-8-sig",
    account="DE02120300000000202051",
    counterparties=("Bäckerei Krume", "Arbeit AG"),
    balances="other 1204.11",
)
DEUTSCHE = Layout(
    "deutsche-bank",
    "Umsätze Persönliches Konto (00);;;Kundennummer: 123 4567890\n"
    "01.03.2024 - 31.03.2024\nAlter Kontostand;;;;1.000,00;EUR\n\n"
    "Buchungstag;Wert;Umsatzart;Begünstigter / Auftraggeber;Verwendungszweck;IBAN / Kontonummer"
    ";BIC;"
    "Kundenreferenz;Mandatsreferenz;Gläubiger ID;Fremde Gebühren;Betrag;Abweichender Empfänger;"
    "Anzahl der Aufträge;Anzahl der Schecks;Soll;Haben;Währung\n"
    "04.03.2024;04.03.2024;SEPA-Lastschrift;Telefon AG;Rechnung 11;DE75512108001245126199;SOGEDEFF;"
    "K1;M1;G1;;;;1;;-39,95;;EUR\n"
    "05.03.2024;05.03.2024;SEPA-Gutschrift;Oma;Geburtstag;DE75512108001245126199;SOGEDEFF;;;;;;;1;"
    ";;50,00;EUR\n"
    "Kontostand;31.03.2024;;;1.010,05;EUR\n",
    "2024-03-04 -39.95\n2024-03-05 50.00",
    "EUR",
    encoding="cp1252",
    counterparties=("Telefon AG", "Oma"),
    balances="opening 1000.00\nclosing 1010.05",
)
COMDIRECT = Layout(
    "comdirect-preamble",
    ';\n"Umsätze Girokonto";"Zeitraum: 01.01.2024 - 31.01.2024";\n"Neuer Kontostand";"2.345,67 '
    'EUR";\n\n'
    '"Buchungstag";"Wertstellung (Valuta)";"Vorgang";"Buchungstext";"Umsatz in EUR";\n'
    '"offen";"--";"Kartenverfügung";"Supermarkt";"-12,30";\n'
    '"15.01.2024";"15.01.2024";"Lastschrift";"Auftraggeber: Verein Buchungstext: Beitrag";"-5,0'
    '0";\n'
    '"03.01.2024";"02.01.2024";"Übertrag";"Auftraggeber: Muster";"1.100,00";\n\n'
    '"Alter Kontostand";"1.250,67 EUR";\n',
    "2024-01-15 -5.00\n2024-01-03 1100.00",
    "EUR",
    encoding="iso8859-15",
    balances="closing 2345.67\nopening 1250.67",
)
ING = Layout(
    "ing-germany",
    "Umsatzanzeige;Datei erstellt am: 02.07.2024 10:11\n\nIBAN;DE02 1203 0000 0000 2020 51\n"
    "Kontoname;Girokonto\nBank;ING\nKunde;Erika Muster\nZeitraum;01.06.2024 - 30.06.2024\n"
    "Saldo;871,50;EUR\n\nSortierung;Datum absteigend\n\n"
    "Buchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;"
    "Betrag;Währung\n"
    "28.06.2024;28.06.2024;Drogerie;Lastschrift;Seife;871,50;EUR;-8,50;EUR\n"
    "27.06.2024;27.06.2024;Buchladen;Lastschrift;Roman;880,00;EUR;-20,00;EUR\n"
    "01.06.2024;01.06.2024;Amt;Gutschrift;Kindergeld;900,00;EUR;250,00;EUR\n",
    "2024-06-28 -8.50\n2024-06-27 -20.00\n2024-06-01 250.00",
    "EUR",
    encoding="cp1252",
    account="DE02120300000000202051",
    counterparties=("Drogerie", "Buchladen", "Amt"),
    balances="closing 871.50",
)
VOLKSBANK = Layout(
    "volksbank-sh",
    "Volksbank eG\n\nUmsatzanzeige\n\nBLZ:;12030000;;Datum:;31.05.2024\nKonto:;202051;;Uhrzeit:"
    ";10:11\n\n"
    "Buchungstag;Valuta;Auftraggeber/Zahlungsempfänger;Empfänger/Zahlungspflichtiger;"
    "Konto-Nr.;IBAN;BLZ;BIC;Vorgang/Verwendungszweck;Kundenreferenz;Währung;Umsatz; \n"
    "03.05.2024;03.05.2024;Erika;Finanzamt;;;;;Erstattung;;EUR;120,00;H\n"
    "02.05.2024;02.05.2024;Erika;Kiosk;;;;;Zeitung;;EUR;3,20;S\n\n"
    "01.05.2024;;;;;;;;;Anfangssaldo;EUR;16,20;S\n31.05.2024;;;;;;;;;Endsaldo;EUR;100,60;H\n",
    "2024-05-03 120.00\n2024-05-02 -3.20",
    "EUR",
    encoding="cp1252",
    account="202051",
    balances="opening -16.20\nclosing 100.60",
)
UBS = Layout(
    "ubs-switzerland",
    "Kontonummer:;0234 00103914.40;\nIBAN:;CH93 0076 2011 6238 5295 7;\nVon:;2024-02-01;\nBis:;"
    "2024-02-29;\n"
    "Anfangssaldo:;5000.00;\nSchlusssaldo:;6400.50;\nBewertet in:;CHF;\nAnzahl Transaktionen in"
    " diesem Zeitraum:;2;\n\n"
    "Abschlussdatum;Abschlusszeit;Buchungsdatum;Valutadatum;Währung;Belastung;Gutschrift;"
    "Einzelbetrag;Saldo;Transaktions-Nr.;Beschreibung1;Beschreibung2;Beschreibung3;Fussnoten;\n"
    '2024-02-28;10:11:12;2024-02-28;2024-02-28;CHF;-99.50;;;6400.50;77AB;"Coop, Bern";"Einkauf"'
    ";;;\n"
    '2024-02-05;;2024-02-05;2024-02-05;CHF;;1500.00;;6500.00;77AA;"Firma, Zug";"Lohn";;;\n',
    "2024-02-28 -99.50\n2024-02-05 1500.00",
    "CHF",
    account="CH9300762011623852957",
    balances="opening 5000.00\nclosing 6400.50",
)
POSTFINANCE = Layout(
    "postfinance",
    "Datum von:;2024-01-01\nDatum bis:;2024-01-31\nKonto:;CH9300762011623852957\nWährung:;CHF\n\n"
    "Buchungsdatum;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Valuta;Saldo in CHF\n"
    '31.01.2024;"Preis für die Kontoführung";;-5.00;31.01.2024;1\'095.00\n'
    "12.01.2024;Gutschrift von Muster;1'000.00;;12.01.2024;1'100.00\n\nDisclaimer:\n"
    '"Der Dokumentinhalt wurde durch Filtereinstellungen generiert"\n',
    "2024-01-31 -5.00\n2024-01-12 1000.00",
    "CHF",
    account="CH9300762011623852957",
    balances="closing 1095.00",
)
LAYOUTS = (SPARKASSE, DKB, DEUTSCHE, COMDIRECT, ING, VOLKSBANK, UBS, POSTFINANCE)


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
