"""Bills as text, each laid out as such bills are in its country and trade; all names invented.

See `tests.support.pages` for how text becomes a page.
"""

from __future__ import annotations

TEXTS = {
    "en_subscription": """
#Invoice                                                                    Example SaaS

Invoice number   A1B2C3D4-0005
Date of issue    January 3, 2025
Date due         January 3, 2025

Example SaaS, Inc.                            Bill to
548 Market Street                             Jane Roe
PMB 12345                                     Musterweg 5
San Francisco, California 94104               10115 Berlin
United States                                 Germany
support@example-saas.com                      jane@roe.de

#€11.90 due January 3, 2025

Pay online

Description                          Qty        Unit price     Tax         Amount
Pro plan                             1          €10.00         19%         €10.00
Jan 3 – Feb 3, 2025

                                                Subtotal                   €10.00
                                                Total excluding tax        €10.00
                                                VAT - Germany (19% on €10.00)  €1.90
                                                Total                      €11.90
                                                Amount due                 €11.90
""",
    "de_server": """
Nordserver Online GmbH · Industriestr. 25 · 91522 Ansbach                Nordserver Online GmbH
                                                                           Industriestr. 25
Herr                                                                       91522 Ansbach
Max Muster                                                                 Tel.: +49 9831 505-0
Beispielallee 3                                                            info@nordserver.com
04109 Leipzig                                                              USt-ID: DE136695976

                                                                           Rechnungsnr.: R0012345678
                                                                           Kundennummer: K0123456789
                                                                           Datum: 03.02.2025

#Rechnung

Leistungszeitraum: 01/2025

Nr.    Beschreibung                     Menge      Einzelpreis      Betrag
1      Server CX22                      1          3,29 €           3,29 €
2      Backup                           1          0,66 €           0,66 €

Zwischensumme                                                       3,95 €
19 % USt                                                            0,75 €
Gesamtbetrag                                                        4,70 €

Der Betrag wird in den nächsten Tagen von Ihrem Konto abgebucht.
Nordserver Online GmbH     Registergericht Ansbach HRB 6089     Geschäftsführer: Martin Nord
""",
    "nl_telecom": """
Kabelnet Telecom B.V.                                                 Factuur
Postbus 43048
3540 AA Utrecht

Mevrouw S. de Boer
Lijnbaan 60
3012 EP Rotterdam

Klantnummer            Factuurnummer            Factuurdatum            Totaalbedrag
12345678               9876543210               14 februari 2025        € 67,45

Abonnementskosten 01-02-2025 t/m 28-02-2025                             € 55,74
BTW 21%                                                                 € 11,71
Totaal te betalen                                                       € 67,45

Wij schrijven dit bedrag omstreeks 28-02-2025 af van rekening NL91ABNA0417164300
KvK 33031431   BTW NL004495445B01
""",
    "de_shop": """
#Rechnung

Bezahlt
Rechnungsdatum/Lieferdatum  12 Januar 2025
Rechnungsnummer             DE51ABCDEUS
Zahlbetrag                  39,99 €

Verkauft von Bazar EU S.à r.l., Niederlassung Deutschland
USt-ID  DE811569869

Rechnungsadresse            Lieferadresse              Verkauft von
MAX MUSTER                  MAX MUSTER                 BAZAR EU S.À R.L., NIEDERLASSUNG DEUTSCHLAND
BEISPIELALLEE 3             BEISPIELALLEE 3            MARCEL-BREUER-STR. 12
LEIPZIG, 04109              LEIPZIG, 04109             MÜNCHEN, 80807
DE                          DE                         DE

Bestellinformationen
Bestelldatum                09 Januar 2025
Bestellnummer               303-1234567-7654321

Beschreibung         Menge     Stückpreis     USt. %     Stückpreis      Zwischensumme
                               (ohne USt.)               (inkl. USt.)    (inkl. USt.)
Kopfhörer            1         33,61 €        19%        39,99 €         39,99 €
Versandkosten                  0,00 €                    0,00 €          0,00 €

Gesamtpreis                                                              39,99 €
USt. %               Zwischensumme (ohne USt.)           USt.
19%                  33,61 €                             6,38 €
USt. Gesamt                                              6,38 €
""",
    "fr_energy": """
EDL                                           Madame Camille Bernard
Service clients                               5 place Bellecour
TSA 20012                                     69002 LYON
41975 BLOIS CEDEX 9

Votre facture du 12/02/2025
N° de facture : 10 123 456 789
N° client : 6 012 345 678
N° de compte : 1 23 45 678 901

Montant total TTC                 134,56 €
À régler avant le 04/03/2025

Abonnement                        24,12 €
Consommation                      88,01 €
Total hors TVA                    112,13 €
TVA à 5,5 %                       1,33 €
TVA à 20 %                        21,10 €
Total TTC                         134,56 €
Électricité de Loire - SA au capital de 2 084 365 041 € - RCS PARIS 552 081 317
""",
    "es_energy": """
Lumbre Energía, S.A. Unipersonal. CIF A81948077. C/Ribera del Loira, nº 60 28042 - Madrid
DATOS DE LA FACTURA
Nº factura: P25CON012345678                    LUCÍA ROMERO GIL
Referencia: 123456789012/0123                  CALLE DEL PEZ 18
Fecha emisión factura: 07/02/2025              28004 MADRID
Periodo de facturación: del 05/01/2025 al 04/02/2025 (30 días)
Fecha de cargo: 14 de febrero de 2025

RESUMEN DE LA FACTURA
Potencia                                       12,34 €
Energía                                        33,21 €
Impuestos                                      11,56 €
Total                                          57,11 €
""",
    "it_energy": """
Lume Energia S.p.A.                            GIULIA FERRARI
Viale Regina Margherita 125                    VIA DANTE 9
00198 Roma                                     40121 BOLOGNA BO

Bolletta per la fornitura di energia elettrica
N. Fattura 004123456789                        Data di emissione 10 gen 2025
Codice cliente 123 456 789
Totale da pagare     € 82,40                   Entro il 30 gen 2025

Spesa per la materia energia                   55,10 €
Spesa per il trasporto                         12,44 €
Totale imponibile                              74,91 €
Totale IVA 10%                                 7,49 €
Totale bolletta                                82,40 €
""",
    "pt_telecom": """
NAU - Serviços de Comunicações, S.A.
Av. Fontes Pereira de Melo, 40, 1069-300 Lisboa    NIF 504 615 947
Fatura/Recibo  FT A/789456123                     Data de emissão: 2025-01-20
INÊS CARVALHO                                     N.º Cliente: 1234567890
RUA DA ROSA 31                                    N.º Conta: 9876543210
1200-383 LISBOA

Total a pagar                 44,99 €
Data limite de pagamento      10 Fev 2025

Total sem IVA                 36,58 €
IVA 23%                       8,41 €
Total com IVA                 44,99 €
""",
    "pl_market": """
Sklep RTV Nowak Sp. z o.o.                                    Faktura VAT nr FV/12/01/2025
ul. Handlowa 3, 00-950 Warszawa                               oryginał
NIP: 526-000-12-46                                            Data wystawienia: 2025-01-15
                                                              Data sprzedaży: 2025-01-14
Nabywca:
Agnieszka Wójcik
ul. Polna 15
60-535 Poznań

Lp.  Nazwa               J.m.  Ilość   Cena netto   Wartość netto   VAT   Kwota VAT   Wartość brutto
1    Słuchawki           szt.  2       100,00       200,00          23%    46,00       246,00
2    Dostawa             szt.  1       10,00        10,00           23%    2,30        12,30
                                       Razem        210,00                 48,30       258,30

Razem do zapłaty: 258,30 zł
Słownie: dwieście pięćdziesiąt osiem złotych 30/100
Termin płatności: 29.01.2025     Sposób zapłaty: przelew
Bank: PL61 1090 1014 0000 0712 1981 2874
""",
    "us_utility": """
Bayside Light & Power                     Account Number: 1234-5678-90
P.O. Box 2575                             Statement Date: 02/05/2025
San Francisco, CA 94105                   Due Date: 02/26/2025
1-800-555-0100

Your Account Summary
Amount Due on Previous Statement          $98.12
Payment Received - Thank You              -98.12
Current Charges                           $104.33
Total Amount Due by 02/26/2025            $104.33

Your bill
""",
    "uk_plumber": """
#J. Harris Plumbing
07700 900123   jharris@gmail.com
12 Station Rd, Reading RG1 1AA

INVOICE                                   No: 0231
To: Mrs E Hughes                          Date: 4/2/25
3 Orchard Close
Leeds LS6 2AB

Replace kitchen tap                       £85.00
Parts                                     £32.50

Total                                     £117.50
Please pay within 14 days. Sort code 20-20-15 Account 30093459
""",
    "swiss": """
Muster Treuhand AG, Bahnhofstrasse 1, 8001 Zürich
                                          Herr
                                          Urs Beispiel
                                          Seeweg 2
                                          6003 Luzern
Rechnung Nr. 2025-118
Zürich, 14. Februar 2025
MWST-Nr. CHE-116.281.710 MWST

Honorar Januar                            CHF 1'200.00
Spesen                                    CHF 45.50
Total exkl. MWST                          CHF 1'245.50
MWST 8.1%                                 CHF 100.90
Total inkl. MWST                          CHF 1'346.40
Zahlbar innert 30 Tagen
""",
    "en_app_receipt": """
Receipt
ORCHARD ACCOUNT                             BILLED TO
jane@roe.de                               Visa .... 1234
                                          Jane Roe
DATE                                      10115 Berlin
Jan 27, 2025                              DEU
ORDER ID              DOCUMENT NO.
MXXXABC123            701234567890
App Store
Cloud with 200 GB    €2.99
Inclusive of VAT at 19% €0.48
                                          Subtotal   €2.51
                                          VAT charged at 19%   €0.48
                                          TOTAL      €2.99
Orchard Distribution International Ltd.
Hollyhill Industrial Estate, Hollyhill, Cork, Republic of Ireland
VAT ID: IE9700053D
""",
    "de_dentist": """
Dr. med. dent. Anna Fischer
Zahnärztin
Lindenstr. 4, 60325 Frankfurt

Frau
Katharina Vogel
Gartenweg 8
70173 Stuttgart
                                          Frankfurt, den 07.01.2025
#Rechnung
Rechnungsnummer: 2025/0042
Für die Behandlung vom 12.12.2024 erlaube ich mir zu berechnen:
Datum      Nr.    Leistung                 Faktor    Betrag EUR
12.12.2024 0010   Eingehende Untersuchung  2,3       12,94
12.12.2024 4050   Zahnstein entfernen      2,3       1,29
Gesamtbetrag                                         14,23
Bitte überweisen Sie den Betrag bis zum 06.02.2025 auf das Konto
IBAN: DE89 3704 0044 0532 0130 00
""",
    "hotel": """
#Hotel Seeblick
Seestraße 1, 88131 Lindau   Tel. +49 8382 1234   info@hotel-seeblick.de

Frau
Katharina Vogel
Gartenweg 8
70173 Stuttgart

Rechnung Nr. 24-1187                                     Datum: 14.08.2024
Anreise: 11.08.2024    Abreise: 14.08.2024    Zimmer 204

Datum         Leistung              Menge    Einzelpreis     Betrag
11.08.2024    Übernachtung          3        95,00           285,00
12.08.2024    Frühstück             3        14,00           42,00
Gesamt                                                       327,00
Anzahlung                                                    -100,00
Restbetrag                                                   227,00

MwSt.     Netto      Steuer     Brutto
7 %       266,36     18,64      285,00
19 %      35,29      6,71       42,00
""",
}
