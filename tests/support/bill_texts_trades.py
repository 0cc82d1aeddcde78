"""Bills as text, each laid out as such bills are in its country and trade; all names invented.

See `tests.support.pages` for how text becomes a page.
"""

from __future__ import annotations

TEXTS = {
    "us_invoice": """
#INVOICE
Blue Ridge Landscaping LLC                         Invoice #: 2041
115 Main Street                                    Invoice Date: 04/05/2024
Asheville, NC 28801                                P.O. #: 7788
(828) 555-0143                                     Due Date: 05/05/2024

BILL TO                                            SHIP TO
Jane Roe                                           Jane Roe
77 Oak Lane                                        77 Oak Lane
Asheville, NC 28803                                Asheville, NC 28803

QTY    DESCRIPTION            UNIT PRICE     TOTAL
2      Mulch delivery         85.00          170.00
5      Labor hours            60.00          300.00
                              Subtotal       470.00
                              Sales Tax 7%   32.90
                              TOTAL          $502.90
                              Amount Paid    $0.00
                              Balance Due    $502.90
Make all checks payable to Blue Ridge Landscaping LLC
""",
    "storno": """
Blumen Weiß e.K. · Lindenweg 3 · 50667 Köln
Katharina Vogel
Gartenweg 8
70173 Stuttgart
                                              Köln, 09.04.2025
#Stornorechnung Nr. S-2025-004
zur Rechnung Nr. R-2025-117 vom 02.04.2025
Kundennummer: 4410

Pos   Artikel              Menge   Preis     Betrag
1     Blumenstrauß         1       -35,00    -35,00
Nettobetrag                                  -32,71 €
7% MwSt.                                     -2,29 €
Gesamtbetrag                                 -35,00 €
USt-IdNr. DE811569869
""",
    "creditnota": """
Fietsenmaker De Vries B.V.
Kerkstraat 44
1017 GM Amsterdam

Aan: Sanne de Boer
Lijnbaan 60
3012 EP Rotterdam

#Creditnota
Creditnotanummer: C2025-011
Datum: 12-02-2025
Betreft factuur: 2025-0412

Retour fietslamp                              € -20,00
BTW 21%                                       € -4,20
Totaal                                        € -24,20
""",
    "autoentrepreneur": """
Julien Petit - Graphiste
14 rue du Port
44000 Nantes
SIRET : 123 456 789 00012
julien@petit-graphiste.fr

                                     Association Les Amis du Parc
                                     3 place de la Mairie
                                     44100 Nantes
#FACTURE N° 2025-07
Date : 03/02/2025
Échéance : 05/03/2025

Désignation            Quantité     Prix unitaire    Montant
Affiche A2             1            350,00 €         350,00 €
Total à payer                                        350,00 €
TVA non applicable, art. 293 B du CGI
""",
    "irpf": """
FACTURA
Marta Gil Serrano                             Nº factura: 2025/014
NIF: 12345678Z                                Fecha: 28/02/2025
Calle Luna 3, 41001 Sevilla

Cliente: Editorial Norte S.L.
CIF: B58378431
Calle Sol 8, 28001 Madrid

Concepto                                      Importe
Traducción de novela                          1.000,00 €
Base imponible                                1.000,00 €
IVA 21%                                       210,00 €
Retención IRPF -15%                           -150,00 €
TOTAL A PAGAR                                 1.060,00 €
""",
    "forfettario": """
Studio Conti di Marco Conti
Via Verdi 5 - 40100 Bologna
P.IVA 12345670017  C.F. CNTMRC80A01A944X

Spett.le
Rossi Impianti S.r.l.
Via Roma 1 - 20100 Milano

Fattura n. 12/2025 del 15/02/2025

Consulenza                                    500,00
Contributo cassa 4%                           20,00
Totale imponibile                             520,00
Bollo                                         2,00
Totale documento                              522,00
IBAN IT60X0542811101000000123456
""",
    "korekta": """
Sprzedawca:                                   Nabywca:
Sklep RTV Nowak Sp. z o.o.                    Agnieszka Wójcik
ul. Handlowa 3                                ul. Polna 15
00-950 Warszawa                               60-535 Poznań
NIP 5260001246

#Faktura korygująca nr FK/3/2025
do faktury nr FV/12/01/2025 z dnia 15.01.2025
Data wystawienia: 20.02.2025
Przyczyna korekty: zwrot towaru

Razem netto     -100,00
VAT 23%         -23,00
Razem brutto    -123,00
Do zwrotu: 123,00 PLN
""",
    "supermarkt": """
        FRISCHMARKT WEBER
        Bahnhofstr. 2
        70173 Stuttgart
        UID Nr.: DE136695976

Bananen                  1,29 B
Vollmilch 2 x 1,09       2,18 B
Zeitung                  3,50 B
Spülmittel               2,49 A
---------------------------
SUMME           EUR      9,46
Geg. BAR        EUR      20,00
Rückgeld BAR    EUR      10,54

Steuer  %    Netto   Steuer   Brutto
A  19,0%     2,09    0,40     2,49
B  7,0%      6,51    0,46     6,97
Gesamtbetrag 8,60    0,86     9,46

15.02.2025   18:42   Bon-Nr.:4711
Vielen Dank für Ihren Einkauf
""",
    "restaurant": """
THE OLD MILL
22 River Rd
Portland, OR 97201
(503) 555-0199

Server: Amy          Table 12
Check #: 30412
03/08/2025 7:45 PM

2 Burger             29.90
1 Salad              11.50
Subtotal             41.40
Tip                  8.28
Total                $49.68
Visa ****1234        $49.68
Customer copy - receipt
""",
    "two_currencies": """
Kim Design Studio                       Invoice
www.kimdesign.kr                        Invoice No: K-88
                                        Date: 12 May 2025
Bill to: Harbour Lane Books Ltd
Logo design                             USD 900.00
Total                                   USD 900.00
Equivalent at 0.79 GBP                  GBP 711.00
""",
    "statement_of_account": """
Office Supplies Ltd
#Statement of account
Date: 31 March 2025
Invoice no.    Invoice date     Due date       Amount
1001           02/03/2025       01/04/2025     £120.00
1007           15/03/2025       14/04/2025     £80.00
Total outstanding                              £200.00
""",
    "mahnung": """
Stadtwerke Beispiel GmbH
#2. Mahnung
Sehr geehrte Frau Vogel,
die Rechnung Nr. 4711 vom 02.01.2025 über 120,00 € ist noch offen.
Rechnungsbetrag       120,00 €
Mahngebühr            5,00 €
Gesamtbetrag          125,00 €
Mit freundlichen Grüßen
""",
    "versicherung": """
Nordwind Versicherung AG · Postfach 10 · 20095 Hamburg
Frau
Katharina Vogel
Gartenweg 8
70173 Stuttgart
                                       Versicherungsnummer: 55-123.456-7
                                       Hamburg, 2. Januar 2025
Beitragsrechnung zur Hausratversicherung
Rechnungsnummer 900012345
Beitrag für die Zeit vom 01.02.2025 bis 01.02.2026
Jahresbeitrag                          100,00 EUR
Versicherungssteuer 19 %               19,00 EUR
Zu zahlender Betrag                    119,00 EUR
Fällig am 01.02.2025. Wir buchen den Betrag von Ihrem Konto DE89 3704 0044 0532 0130 00 ab.
""",
    "nl_energy": """
Stroom en Gas Noord N.V.
Postbus 100, 9700 AA Groningen
                                       Factuurdatum    18 maart 2025
                                       Factuurnummer   70012345678
                                       Klantnummer     8001234
                                       Bladzijde       1 van 2
Jaarnota 2024
Leveringsperiode 1 maart 2024 t/m 28 februari 2025

Totale kosten                          € 1.812,40
Betaalde termijnen                     € 1.920,00 -
U krijgt terug                         € 107,60
Waarvan btw                            € 314,55
""",
    "labels_right_col": """
                     ACME TOOLS INC.
                     1 Factory Way, Dayton, OH 45402
      Invoice Number          Invoice Date          Customer No.         Terms
      0098812                 Mar 3, 2025           C-204                Net 30

      Line   Part No.    Description     Ordered   Shipped   Price    Extension
      1      88-A        Drill bit set   4         4         12.50    50.00
      2      90-C        Hammer          1         1         18.00    18.00
                                                   Merchandise        68.00
                                                   Freight            7.95
                                                   Tax                4.76
                                                   Invoice Total      80.71
""",
}
