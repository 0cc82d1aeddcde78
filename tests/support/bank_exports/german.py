"""Downloads of banks in Germany, Austria and Switzerland."""

from __future__ import annotations

from typing import Final

from tests.support.bank_exports.writing import Export

GERMAN: Final = (
    Export(
        name="deutsche-bank",
        before="""\
Umsätze Girokonto;;;Kundennummer: 123 4567890
01.01.2025 - 31.01.2025
Letzter Kontostand;;;;2.085,71;EUR
Vorgemerkte und noch nicht gebuchte Umsätze sind nicht Bestandteil dieser Übersicht.
Buchungstag;Wert;Umsatzart;Begünstigter / Auftraggeber;Verwendungszweck;IBAN;BIC;\
Kundenreferenz;Mandatsreferenz ;Gläubiger ID;Fremde Gebühren;Betrag;Abweichender Empfänger;\
Anzahl der Aufträge;Anzahl der Schecks;Soll;Haben;Währung
""",
        row="{day};{day};SEPA-Überweisung;{party};{words};DE02500105170137075030;INGDDEFF;"
        "NOTPROVIDED;;;;;;;;{out};{into};EUR",
        after="Kontostand;31.01.2025;;;2.085,71;EUR\n",
        encoding="cp1252",
        line_end="\r\n",
    ),
    Export(
        name="sparkasse-camt",
        before='"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";'
        '"Glaeubiger ID";"Mandatsreferenz";"Kundenreferenz (End-to-End)";"Sammlerreferenz";'
        '"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";'
        '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";'
        '"Waehrung";"Info"\n',
        row='"DE89370400440532013000";"{day}";"{day}";"KARTENZAHLUNG";"{words} 2025-01-02T10:1'
        '1 Debitk.1 2028-12";"";"";"62{number}0";"";"";"";"{party}";"DE02500105170137075030";'
        '"WELADEDDXXX";"{amount}";"EUR";"Umsatz gebucht"',
        day="%d.%m.%y",
        group="",
        encoding="cp1252",
        newest_first=True,
    ),
    Export(
        name="sparkasse-mt940",
        before='"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";'
        '"Begünstigter/Zahlungspflichtiger";"Kontonummer";"BLZ";"Betrag";"Währung";"Info"\n'
        '"532013000";"31.01.25";"";"KARTENZAHLUNG";"Tankstelle Sued";"";"";"";"-20,00";"EUR";'
        '"Umsatz vorgemerkt"\n',
        row='"532013000";"{day}";"{day}";"LASTSCHRIFT";"{words}";"{party}";"0137075030";'
        '"50010517";"{amount}";"EUR";"Umsatz gebucht"',
        day="%d.%m.%y",
        group="",
        encoding="cp1252",
        newest_first=True,
        extra=("2025-01-31 -20.00 EUR pending",),
        extra_first=True,
    ),
    Export(
        name="dkb-old",
        before='"Kontonummer:";"DE89370400440532013000 / Girokonto";\n\n"Von:";"01.01.2025";\n'
        '"Bis:";"31.01.2025";\n"Kontostand vom 31.01.2025:";"2.085,71 EUR";\n\n'
        '"Buchungstag";"Wertstellung";"Buchungstext";"Auftraggeber / Begünstigter";'
        '"Verwendungszweck";"Kontonummer";"BLZ";"Betrag (EUR)";"Gläubiger-ID";'
        '"Mandatsreferenz";"Kundenreferenz";\n',
        row='"{day}";"{day}";"Lastschrift";"{party}";"{words}";"DE02500105170137075030";'
        '"INGDDEFFXXX";"{amount}";"";"";"00{number}";',
        encoding="iso8859-15",
        newest_first=True,
    ),
    Export(
        name="dkb-new",
        before='"Girokonto";"DE89370400440532013000"\n"Zeitraum:";"01.01.2025 - 31.01.2025"\n'
        '"Kontostand vom 31.01.2025:";"2.085,71 €"\n""\n"Buchungsdatum";"Wertstellung";'
        '"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";'
        '"Umsatztyp";"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz"\n'
        '"31.01.25";"";"Vorgemerkt";"Erika Muster";"Tankstelle";"";"Ausgang";"";"-50";"";"";""\n',
        row='"{day}";"{day}";"Gebucht";"Erika Muster";"{party}";"{words}";"{letter}";'
        '"DE02500105170137075030";"{amount}";"";"";""',
        day="%d.%m.%y",
        letters=("Ausgang", "Eingang"),
        encoding="utf-8-sig",
        newest_first=True,
        extra=("2025-01-31 -50 EUR pending",),
        extra_first=True,
    ),
    Export(
        name="comdirect",
        before=';\n"Umsätze Girokonto";"Zeitraum: 01.01.2025 - 31.01.2025";\n'
        '"Neuer Kontostand";"2.085,71 EUR";\n\n"Buchungstag";"Wertstellung (Valuta)";'
        '"Vorgang";"Buchungstext";"Umsatz in EUR";\n'
        '"offen";"--";"Karten-Verfügung";" Buchungstext: TANKSTELLE KÖLN Ref. A1 ";"-50,00";\n',
        row='"{day}";"{day}";"Lastschrift / Belastung";"Auftraggeber: {party} Buchungstext: '
        '{words} Ref. 7B{number}/2 ";"{amount}";',
        after='\n"Alter Kontostand";"1.000,00 EUR";\n',
        encoding="iso8859-15",
        newest_first=True,
    ),
    Export(
        name="n26-old",
        before='"Date","Payee","Account number","Transaction type","Payment reference",'
        '"Category","Amount (EUR)","Amount (Foreign Currency)","Type Foreign Currency",'
        '"Exchange Rate"\n',
        row='"{day}","{party}","","MasterCard Payment","{words}","Shopping","{amount}",'
        '"{amount}","EUR","1.0"',
        day="%Y-%m-%d",
        mark=".",
        group="",
    ),
    Export(
        name="n26-new",
        before='"Booking Date","Value Date","Partner Name","Partner Iban",Type,'
        '"Payment Reference","Account Name","Amount (EUR)","Original Amount",'
        '"Original Currency","Exchange Rate"\n2025-01-02,2025-01-01,"Shop Abroad",,'
        'Presentment,,"Main Account",-9.50,-10.00,USD,0.95\n',
        row='{day},{day},"{party}",DE02500105170137075030,"Debit Transfer","{words}",'
        '"Main Account",{amount},,,',
        day="%Y-%m-%d",
        mark=".",
        group="",
        extra=("2025-01-02 -9.50 EUR",),
        extra_first=True,
    ),
    Export(
        name="ing-de",
        before="""\
Umsatzanzeige;Datei erstellt am: 01.02.2025 12:00

IBAN;DE89 3704 0044 0532 0130 00
Kontoname;Girokonto
Bank;ING
Kunde;Erika Muster
Zeitraum;01.01.2025 - 31.01.2025
Saldo;2.085,71;EUR

Sortierung;Datum absteigend

In der CSV-Datei finden Sie alle bereits gebuchten Umsätze. Die vorgemerkten Umsätze werden \
nicht aufgenommen, auch wenn sie in Ihrem Internetbanking angezeigt werden.

Buchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;\
Währung;Betrag;Währung
""",
        row="{day};{day};{party};Lastschrift;{words};{balance};EUR;{amount};EUR",
        encoding="cp1252",
        newest_first=True,
    ),
    Export(
        name="volksbank-new",
        before="Bezeichnung Auftragskonto;IBAN Auftragskonto;BIC Auftragskonto;Bankname "
        "Auftragskonto;Buchungstag;Valutadatum;Name Zahlungsbeteiligter;IBAN Zahlungsbeteiligter"
        ";BIC (SWIFT-Code) Zahlungsbeteiligter;Buchungstext;Verwendungszweck;Betrag;Waehrung;"
        "Saldo nach Buchung;Bemerkung;Kategorie;Steuerrelevant;Glaeubiger ID;Mandatsreferenz\n",
        row="Privatgiro;DE89370400440532013000;GENODEF1S04;Volksbank;{day};{day};{party};"
        "DE02500105170137075030;INGDDEFF;Basislastschrift;{words};{amount};EUR;{balance};;"
        "Sonstiges;;;",
        group="",
        newest_first=True,
    ),
    Export(
        name="volksbank-old",
        before="""\
VR-Bank Musterland eG

Umsatzanzeige

BLZ:;50060400;;Datum:;01.02.2025
Konto:;1234567;;Uhrzeit:;12:00:00
Abfrage von:;Erika Muster;;Kontoinhaber:;Erika Muster

Zeitraum:;;von:;01.01.2025;bis:;31.01.2025
Betrag in EUR:;;von:;;bis:;


Buchungstag;Valuta;Auftraggeber/Zahlungsempfänger;Empfänger/Zahlungspflichtiger;Konto-Nr.;\
IBAN;BLZ;BIC;Vorgang/Verwendungszweck;Kundenreferenz;Währung;Umsatz;
""",
        row='{day};{day};Erika Muster;{party};;DE02500105170137075030;;INGDDEFF;"Lastschrift\n'
        '{words}\nEREF: 77{number}";;EUR;{size};{letter}',
        after="\n\n01.01.2025;;;;;;;;;Anfangssaldo;EUR;1.000,00;H\n"
        "31.01.2025;;;;;;;;;Endsaldo;EUR;2.085,71;H\n",
        letters=("S", "H"),
        encoding="cp1252",
        newest_first=True,
    ),
    Export(
        name="postbank",
        before="""\
Konto;Filialnummer;IBAN;Währung
Postbank Giro plus;200;DE89370400440532013000;EUR

1.1.2025 - 31.1.2025
Letzter Kontostand;;;;2.085,71;EUR
Vorgemerkte und noch nicht gebuchte Umsätze sind nicht Bestandteil dieser Übersicht.
Buchungstag;Wert;Umsatzart;Begünstigter / Auftraggeber;Verwendungszweck;IBAN / Kontonummer;\
BIC;Kundenreferenz;Mandatsreferenz;Gläubiger ID;Fremde Gebühren;Betrag;Abweichender \
Empfänger;Anzahl der Aufträge;Anzahl der Schecks;Soll;Haben;Währung
""",
        row="{day};{day};SEPA Lastschrift;{party};{words};DE02500105170137075030;INGDDEFF;;;;;"
        "{amount};;;;{out};{into};EUR",
        after="Kontostand;31.01.2025;;;2.085,71;EUR\n",
        day="%-d.%-m.%Y",
        newest_first=True,
    ),
    Export(
        name="raiffeisen-at",
        row='{day};"{words} {party}";{day};{amount};EUR;{day} 06:12:33:123',
        encoding="utf-8-sig",
        newest_first=True,
    ),
    Export(
        name="bawag",
        row='AT611904300234573201;"{words} VB/00{number} {party}";{day};{day};{amount};EUR',
        plus="+",
        encoding="cp1252",
        newest_first=True,
    ),
    Export(
        name="ubs",
        before="""\
Kontonummer:;0230 00123456.01;
IBAN:;CH93 0076 2011 6238 5295 7;
Von:;2025-01-01;
Bis:;2025-01-31;
Anfangssaldo:;1000.00;
Schlusssaldo:;2085.71;
Bewertet in:;CHF;
Anzahl Transaktionen in diesem Zeitraum:;6;

Abschlussdatum;Abschlusszeit;Buchungsdatum;Valutadatum;Währung;Belastung;Gutschrift;\
Einzelbetrag;Saldo;Transaktions-Nr.;Beschreibung1;Beschreibung2;Beschreibung3;Fussnoten;
""",
        row='{day};10:11:12;{day};{day};CHF;{out};{into};;{balance};9999025BN{number};"{party};'
        '8000 Zürich";"Zahlung Debitkarte";"{words}";;',
        day="%Y-%m-%d",
        mark=".",
        group="",
        currency="CHF",
        encoding="utf-8-sig",
        newest_first=True,
    ),
    Export(
        name="postfinance",
        before="""\
Datum von:;="01.01.2025"
Datum bis:;="31.01.2025"
Buchungsart:;="Alle Buchungen"
Konto:;="CH9300762011623852957"
Währung:;="CHF"

Datum;Bewegungstyp;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Label;Kategorie
""",
        row='{day};Buchung;"{words} {party}";{into};{out};;Sonstige',
        after="\nDisclaimer:\nDies ist kein durch PostFinance AG erstelltes Dokument. "
        "PostFinance AG haftet nicht für den Inhalt.\n",
        mark=".",
        group="",
        currency="CHF",
        encoding="utf-8-sig",
        newest_first=True,
    ),
)
