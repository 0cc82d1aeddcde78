"""Downloads of banks in the Netherlands, Belgium and France."""

from __future__ import annotations

from typing import Final

from tests.support.bank_exports.writing import Export

BENELUX_FRANCE: Final = (
    Export(
        name="ing-nl-old",
        before='"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij",'
        '"Bedrag (EUR)","MutatieSoort","Mededelingen"\n',
        row='"{day}","{party}","NL69INGB0123456789","NL20INGB0001234567","BA","{letter}",'
        '"{size}","Betaalautomaat","Pasvolgnr:001 02-01-2025 10:11 {words}"',
        day="%Y%m%d",
        group="",
        letters=("Af", "Bij"),
        newest_first=True,
    ),
    Export(
        name="ing-nl-new",
        before='"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";'
        '"Bedrag (EUR)";"Mutatiesoort";"Mededelingen";"Saldo na mutatie";"Tag"\n',
        row='"{day}";"{party}";"NL69INGB0123456789";"";"IC";"{letter}";"{size}";"Incasso";'
        '"Naam: {party} Omschrijving: {words}";"{balance}";""',
        day="%Y%m%d",
        group="",
        letters=("Af", "Bij"),
        newest_first=True,
    ),
    Export(
        name="rabobank",
        before='"IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn",'
        '"Tegenrekening IBAN/BBAN","Naam tegenpartij","Naam uiteindelijke partij",'
        '"Naam initiërende partij","BIC tegenpartij","Code","Batch ID","Transactiereferentie",'
        '"Machtigingskenmerk","Incassant ID","Betalingskenmerk","Omschrijving-1",'
        '"Omschrijving-2","Omschrijving-3","Reden retour","Oorspr bedrag","Oorspr munt",'
        '"Koers"\n',
        row='"NL71RABO0123456789","EUR","RABONL2U","00000000000001000{number}","{day}","{day}",'
        '"{amount}","{balance}","NL20INGB0001234567","{party}","","","INGBNL2A","ei","","","",'
        '"","","{words}"," ","","","","",""',
        day="%Y-%m-%d",
        group="",
        plus="+",
        encoding="cp1252",
    ),
    Export(
        name="abn-amro-tab",
        row="484869868\tEUR\t{day}\t{opening}\t{balance}\t{day}\t{amount}\t"
        "BEA, Betaalpas        {party},PAS123          NR:33Q0YW, 02.01.25/12:31  {words}",
        day="%Y%m%d",
        group="",
        line_end="\r\n",
        file_name="TXT250201100000.TAB",
    ),
    Export(
        name="bunq",
        currency=None,
        before='"Date";"Interest Date";"Amount";"Account";"Counterparty";"Name";"Description"\n',
        row='"{day}";"{day}";"{amount}";"NL04BUNQ2025123456";"NL20INGB0001234567";"{party}";'
        '"{words}"',
        day="%Y-%m-%d",
    ),
    Export(
        name="belfius",
        before="""\
Boekingsdatum vanaf;01/01/2025
Boekingsdatum tot en met;31/01/2025
Bedrag vanaf;
Bedrag tot en met;
Rekeninguittrekselnummer vanaf;
Rekeninguittrekselnummer tot en met;
Mededeling;
Naam tegenpartij bevat;
Rekening tegenpartij;
Laatste saldo;2.085,71 EUR
Datum/uur van het laatste saldo;31/01/2025 18:00:00
;
Rekening;Boekingsdatum;Rekeninguittrekselnummer;Transactienummer;Rekening tegenpartij;\
Naam tegenpartij bevat;Straat en nummer;Postcode en plaats;Transactie;Valutadatum;Bedrag;\
Devies;BIC;Landcode;Mededelingen
""",
        row="BE68 5390 0754 7034;{day};00001;{number};;{party};Straat 12;1000 BRUSSEL;AANKOOP "
        "BANCONTACT {party} OP 02/01 10:11;{day};{amount};EUR;;;{words}",
        day="%d/%m/%Y",
        encoding="cp1252",
        newest_first=True,
    ),
    Export(
        name="kbc",
        before="Rekeningnummer;Rubrieknaam;Naam;Munt;Afschriftnummer;Datum;Omschrijving;Valuta;"
        "Bedrag;Saldo;credit;debet;rekeningnummer tegenpartij;BIC tegenpartij;Naam tegenpartij;"
        "Adres tegenpartij;gestructureerde mededeling;Vrije mededeling\n",
        row="BE68 5390 0754 7034;;LOVELACE A;EUR; 02025001;{day};AANKOOP {party} 02-01;{day};"
        "{amount};{balance};{into};{out};;;{party};;;{words}",
        day="%d/%m/%Y",
        group="",
        newest_first=True,
    ),
    Export(
        name="bnp-old",
        currency=None,
        before="Compte de chèques;Compte de chèques;****1234;31/01/2025;;2 085,71\n",
        row="{day};Paiement par carte;FACTURE CARTE;FACTURE CARTE DU 020125 {party} {words};"
        "{amount}",
        day="%d-%m-%Y",
        group=" ",
        encoding="cp1252",
        newest_first=True,
    ),
    Export(
        name="bnp-new",
        before="Date operation;Libelle court;Type operation;Libelle operation;Montant operation"
        " en euro\n",
        row="{day};PAIEMENT CB;FACTURE CARTE;{party} {words};{amount}",
        day="%d-%m-%Y",
        group=" ",
        newest_first=True,
    ),
    Export(
        name="societe-generale",
        before='="0123456789";01/01/2025;31/01/2025;6;31/01/2025;2085,71 EUR\n\n'
        "Date de l'opération;Libellé;Détail de l'écriture;Montant de l'opération;Devise\n",
        row="{day};CARTE X1234 02/0;CARTE X1234 02/01 {party} {words};{amount};EUR",
        day="%d/%m/%Y",
        group="",
        encoding="cp1252",
        newest_first=True,
    ),
    Export(
        name="credit-agricole",
        before="""\
Téléchargement du 01/02/2025;

M. DUPONT JEAN;
Compte de Dépôt carte n° 01234567890;
Solde au 31/01/2025 2 085,71 €;

Liste des opérations du compte entre le 01/01/2025 et le 31/01/2025;

Date;Libellé;Débit euros;Crédit euros;
""",
        row='{day};"PAIEMENT PAR CARTE                   \nX1234 {party} 02/01                 '
        '\n{words}\n";{debit};{credit};',
        day="%d/%m/%Y",
        group="\u00a0",
        encoding="iso8859-15",
        newest_first=True,
    ),
    Export(
        name="boursorama",
        currency=None,
        before="dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;"
        "accountNum;accountLabel;accountbalance\n",
        row='{day};{day};"CARTE 02/01/25 {party} CB*1234";"Alimentation";"Vie quotidienne";'
        '"{party}";"{amount}";;00040123456;BoursoBank;2085.71',
        day="%Y-%m-%d",
        group=" ",
        encoding="utf-8-sig",
        newest_first=True,
    ),
    Export(
        name="banque-postale",
        before="""\
Numéro Compte   ;0123456A020
Type         ;CCP
Compte tenu en  ;Euros
Date            ;31/01/2025
Solde (EUROS)   ;2085,71
Solde (FRANCS)   ;13681,36

Date;Libellé;Montant(EUROS);Montant(FRANCS)
31/01/2025;"ACHAT CB FILM BOX 30.01.25";-9,99;-65,53
17/01/2025;"VIREMENT HOME RENTS";-1200,00;-7871,48
15/01/2025;"VIREMENT DE EXAMPLE WORKS";2350,00;15414,99
03/01/2025;"ACHAT CB CORNER GROCER 02.01.25";-45,30;-297,15
""",
        row="{day};ACHAT CB {party} {words};{amount};",
        day="%d/%m/%Y",
        group="",
        encoding="cp1252",
        newest_first=True,
        extra=(
            "2025-01-31 -9.99 EUR",
            "2025-01-17 -1200.00 EUR",
            "2025-01-15 2350.00 EUR",
            "2025-01-03 -45.30 EUR",
        ),
        extra_first=True,
    ),
    Export(
        name="fortuneo",
        currency=None,
        before="Date opération;Date valeur;libellé;Débit;Crédit;\n",
        row="{day};{day};CARTE 02/01 {party};{out};{into};",
        day="%d/%m/%Y",
        group="",
        encoding="cp1252",
        newest_first=True,
    ),
)
