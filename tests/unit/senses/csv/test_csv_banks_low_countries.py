"""Statements as banks in the Netherlands, Belgium and France export them, with invented rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.csv_reading import Layout, balances_of, read_text, rows_of

RABOBANK = Layout(
    "rabobank",
    '"IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn",'
    '"Tegenrekening IBAN/BBAN","Naam tegenpartij","Naam uiteindelijke partij",'
    '"Naam initiërende partij","BIC tegenpartij","Code","Batch ID","Transactiereferentie",'
    '"Machtigingskenmerk","Incassant ID","Betalingskenmerk","Omschrijving-1","Omschrijving-2",'
    '"Omschrijving-3","Reden retour","Oorspr bedrag","Oorspr munt","Koers"\n'
    '"NL20INGB0001234567","EUR","RABONL2U","000000000000007213","2024-02-01","2024-02-01","-12,50",'
    '"+987,50","NL91ABNA0417164300","Slagerij Ham","","","ABNANL2A","ei","","","","","","Worst",'
    '"voor","morgen","","","",""\n'
    '"NL20INGB0001234567","EUR","RABONL2U","000000000000007214","2024-02-03","2024-02-03",'
    '"+1.012,50","+2.000,00","NL91ABNA0417164300","Werkgever","","","ABNANL2A","bg","","","","","",'
    '"Salaris","","","","","",""\n',
    "2024-02-01 -12.50\n2024-02-03 1012.50",
    "EUR",
    encoding="cp1252",
    account="NL20INGB0001234567",
    counterparties=("Slagerij Ham", "Werkgever"),
    balances="closing 2000.00",
)
ING = Layout(
    "ing-netherlands",
    '"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";"Bedrag (EUR)";'
    '"Mutatiesoort";"Mededelingen";"Saldo na mutatie";"Tag"\n'
    '"20240310";"Kruidenier 1234";"NL20INGB0001234567";"";"BA";"Af";"8,45";"Betaalautomaat";'
    '"Pasvolgnr: 001";"91,55";""\n'
    '"20240309";"M Muster";"NL20INGB0001234567";"NL91ABNA0417164300";"OV";"Bij";"60,00";'
    '"Overschrijving";"Etentje";"100,00";""\n',
    "2024-03-10 -8.45\n2024-03-09 60.00",
    "EUR",
    account="NL20INGB0001234567",
    balances="closing 91.55",
)
ABN = Layout(
    "abn-amro-tab",
    "accountNumber\tmutationcode\ttransactiondate\tvaluedate\tstartsaldo\tendsaldo\tamount\tdes"
    "cription\n"
    "417164300\tEUR\t20240102\t20240102\t100,00\t87,00\t-13,00\tBEA   NR:1AB2   02.01.24/12.30 "
    "Bakker\n"
    "417164300\tEUR\t20240105\t20240105\t87,00\t387,00\t300,00\tSEPA Overboeking NAAM: Muster\n",
    "2024-01-02 -13.00\n2024-01-05 300.00",
    "EUR",
    account="417164300",
    balances="closing 387.00",
)
ABN_NO_HEADING = Layout(
    "abn-amro-headless",
    "417164300\tEUR\t20240102\t100,00\t87,00\t20240102\t-13,00\tBEA NR:1AB2 Bakker\n"
    "417164300\tEUR\t20240105\t87,00\t387,00\t20240105\t300,00\tSEPA Overboeking\n"
    "417164300\tEUR\t20240119\t387,00\t380,50\t20240119\t-6,50\tKosten\n",
    "2024-01-02 -13.00\n2024-01-05 300.00\n2024-01-19 -6.50",
    "EUR",
    balances="closing 380.50",
)
BELFIUS = Layout(
    "belfius",
    "Boekingsdatum vanaf;01/04/2024\nBoekingsdatum tot en met;30/04/2024\nBedrag vanaf;\n"
    "Laatste saldo;1.010,00 EUR\nDatum/uur van het laatste saldo;30/04/2024 08:00:00\n;\n"
    "Rekening;Boekingsdatum;Rekeninguittrekselnummer;Transactienummer;Rekening tegenpartij;"
    "Naam tegenpartij bevat;Straat en nummer;Postcode en plaats;Transactie;Valutadatum;Bedrag;"
    "Devies;BIC;Landcode;Mededelingen\n"
    "BE71096123456769;29/04/2024;00004;00021;;Frituur;;;AANKOOP BANCONTACT;29/04/2024;-9,90;EUR"
    ";;;Friet\n"
    "BE71096123456769;12/04/2024;00004;00020;BE68539007547034;Werkgever;;;OVERSCHRIJVING;12/04/"
    "2024;"
    "1.500,00;EUR;GKCCBEBB;BE;Loon\n",
    "2024-04-29 -9.90\n2024-04-12 1500.00",
    "EUR",
    encoding="cp1252",
    account="BE71096123456769",
    counterparties=("Frituur", "Werkgever"),
    balances="other 1010.00",
)
BOURSORAMA = Layout(
    "boursorama",
    "dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;"
    "accountLabel;accountbalance\n"
    + "".join(
        f'2024-05-0{day};2024-05-0{day};"CARTE {day} BOULANGERIE";"Alimentation";"Vie quotidienne";'
        f'"boulangerie";-{day},20;;00040123456;"BoursoBank";1204.55\n'
        for day in (6, 5, 4, 3)
    )
    + '2024-05-02;2024-05-02;"VIR SEPA EMPLOYEUR";"Salaires";"Revenus";"employeur";"2 100,00";;'
    '00040123456;"BoursoBank";1204.55\n',
    "2024-05-06 -6.20\n2024-05-05 -5.20\n2024-05-04 -4.20\n2024-05-03 -3.20\n2024-05-02 2100.00",
    "EUR",
    account="00040123456",
)
CREDIT_AGRICOLE = Layout(
    "credit-agricole",
    "Téléchargement du 03/06/2024;\n\nMme MUSTER ERIKA\nCompte de Dépôt carte n° 40123456789;\n"
    "Solde au 03/06/2024 1 234,56 €\n\nListe des opérations du compte entre le 01/05/2024 et le "
    "03/06/2024;\n\nDate;Libellé;Débit euros;Crédit euros;\n"
    '31/05/2024;"PAIEMENT PAR CARTE\n  LIBRAIRIE 30/05";12,90;;\n'
    '28/05/2024;"VIREMENT EN VOTRE FAVEUR\n  CAF";;181,50;\n',
    "2024-05-31 -12.90\n2024-05-28 181.50",
    "EUR",
    encoding="iso8859-15",
    balances="other 1234.56",
)
CREDIT_MUTUEL = Layout(
    "credit-mutuel",
    "Date;Date de valeur;Débit;Crédit;Libellé;Solde\n"
    "02/01/2024;02/01/2024;-45,10;;PRLV EDF;954,90\n"
    "15/01/2024;15/01/2024;;1 200,00;VIR SALAIRE;2 154,90\n"
    "16/01/2024;16/01/2024;-20,00;;CHQ 123;2 134,90\n",
    "2024-01-02 -45.10\n2024-01-15 1200.00\n2024-01-16 -20.00",
    None,
    encoding="cp1252",
    balances="closing 2134.90",
)
LAYOUTS = (
    RABOBANK, ING, ABN, ABN_NO_HEADING, BELFIUS, BOURSORAMA, CREDIT_AGRICOLE, CREDIT_MUTUEL,
)  # fmt: skip


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
