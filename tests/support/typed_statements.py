"""Statements typed out as they look, drawn letter for letter in a fixed pitch.

Each holds the same eight bookings in the manner of one bank, its wrapped descriptions, its days
printed once, its sections, its footer. `rows` is what reading must give: `day amount` a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_SIZE, _PITCH, _LEFT, _TOP = 7.5, 10.5, 30.0, 40.0


@dataclass(frozen=True)
class Typed:
    """One statement: its pages as text, and what is printed on them."""

    name: str
    text: str  # a form feed begins a page
    rows: str
    currency: str
    account: str | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def content(self) -> bytes:
        """The statement as PDF."""
        buffer = BytesIO()
        canvas = Canvas(buffer, pagesize=A4, invariant=True)
        for page in self.text.split("\f"):
            canvas.setFont("Courier", _SIZE)
            for number, line in enumerate(page.strip("\n").split("\n")):
                canvas.drawString(_LEFT, A4[1] - _TOP - number * _PITCH, line)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()


_ROWS = """\
2025-01-03 -45.30
2025-01-03 -4.50
2025-01-03 -4.50
2025-01-15 2350.00
2025-01-17 -1200.00
2025-01-17 -60.00
2025-01-31 12.25
2025-01-31 -9.99"""

TYPED = (
    Typed(
        "uk-type-codes",
        """\
                                         Example Bank plc
Your Statement

Ms Ada Lovelace
1 High Street                                            Account Name    Sortcode    Account Number
Anytown AB1 2CD                                          Ms A Lovelace   40-12-34    12345678
1 January to 31 January 2025

Account Summary
Opening Balance                                                                        1,000.00
Payments In                                                                            2,362.25
Payments Out                                                                           1,324.29
Closing Balance                                                                        2,037.96

Your Bank Account details
Date        Payment type and details                     Paid out        Paid in         Balance
31 Dec 24   BALANCE BROUGHT FORWARD                                                    1,000.00
03 Jan 25   VIS   CORNER GROCER
                  ANYTOWN                                   45.30
            )))   CAFE UNO
                  ANYTOWN                                    4.50
            )))   CAFE UNO
                  ANYTOWN                                    4.50                        945.70
15 Jan 25   CR    EXAMPLE WORKS
                  SALARY JAN                                            2,350.00       3,295.70
17 Jan 25   SO    HOME RENTS
                  FLAT 12                                1,200.00
            DD    WATER COMPANY                             60.00                      2,035.70
31 Jan 25   CR    INTEREST
                  TO 30JAN2025                                             12.25
            VIS   INT'L 0012345678
                  FILM BOX
                  LONDON                                     9.99                      2,037.96
31 Jan 25   BALANCE CARRIED FORWARD                                                    2,037.96

Information about the Financial Services Compensation Scheme
""",
        _ROWS,
        "GBP",
        "12345678",
    ),
    Typed(
        "uk-withdrawn",
        """\
Current Account                     National Bank
Summary
Statement Date            31 JAN 2025           Account Name   A LOVELACE
Period Covered            01 JAN 2025 to 31 JAN 2025
Previous Balance          £1,000.00             Account No     12345678
Paid In                   £2,362.25             Sort Code      60-00-01
Withdrawn                 £1,324.29
New Balance               £2,037.96

Date         Description                                      Paid In(£)   Withdrawn(£)   Balance(£)
01 JAN 2025  BROUGHT FORWARD                                                                1,000.00
03 JAN       Card Transaction 1234 02JAN25 CORNER GROCER
            ANYTOWN GB                                                          45.30         954.70
             Card Transaction 1234 02JAN25 CAFE UNO
            ANYTOWN GB                                                           4.50         950.20
             Card Transaction 1234 02JAN25 CAFE UNO
            ANYTOWN GB                                                           4.50         945.70
15 JAN      Automated Credit EXAMPLE WORKS SALARY               2,350.00                    3,295.70
17 JAN      Standing Order HOME RENTS FLAT 12                                1,200.00       2,095.70
            Direct Debit WATER COMPANY                                          60.00       2,035.70
31 JAN      Interest                                               12.25                    2,047.95
             Card Transaction 1234 30JAN25 FILM BOX
            LONDON GB                                                            9.99       2,037.96
""",
        _ROWS,
        "GBP",
        "12345678",
    ),
    Typed(
        "uk-day-balance",
        """\
Your Current Account Statement                Example Bank UK PLC
Sort Code 20-00-00   Account No. 12345678     01 Jan - 31 Jan 2025
At a glance
Start balance                £1,000.00
Money in                     £2,362.25
Money out                    £1,324.29
End balance                  £2,037.96

Date      Description                                 Money out £   Money in £    Balance £
1 Jan     Start balance                                                            1,000.00
3 Jan     Card Payment to Corner Grocer
          On 02 Jan                                         45.30
          Card Payment to Cafe Uno
          On 02 Jan                                          4.50
          Card Payment to Cafe Uno
          On 02 Jan                                          4.50                    945.70
15 Jan    Received From Example Works
          Ref: Salary Jan                                              2,350.00    3,295.70
17 Jan    Standing Order to Home Rents
          Ref: Flat 12                                   1,200.00
          Direct Debit to Water Company
          Ref: 99887766                                     60.00                  2,035.70
31 Jan    Interest Paid                                                   12.25
          Card Payment to Film Box
          On 30 Jan                                          9.99                  2,037.96
31 Jan    End balance                                                              2,037.96
""",
        _ROWS,
        "GBP",
        "12345678",
    ),
    Typed(
        "uk-money-in-out",
        """\
Your account statement                       Bank of Anytown
Classic Account     Sort Code 30-00-01   Account Number 12345678
01 January 2025 to 31 January 2025
Money In    £2,362.25             Balance on 01 January 2025  £1,000.00
Money Out   £1,324.29             Balance on 31 January 2025  £2,037.96

Your Transactions
Date        Description                     Type    Money In (£)   Money Out (£)   Balance (£)
03 Jan 25   CORNER GROCER CD 1234           DEB                            45.30        954.70
03 Jan 25   CAFE UNO CD 1234                DEB                             4.50        950.20
03 Jan 25   CAFE UNO CD 1234                DEB                             4.50        945.70
15 Jan 25   EXAMPLE WORKS SALARY            BGC        2,350.00                       3,295.70
17 Jan 25   HOME RENTS FLAT 12              SO                          1,200.00      2,095.70
17 Jan 25   WATER COMPANY                   DD                             60.00      2,035.70
31 Jan 25   INTEREST (GROSS)                INT           12.25                       2,047.95
31 Jan 25   FILM BOX CD 1234                DEB                             9.99      2,037.96
""",
        _ROWS,
        "GBP",
        "12345678",
    ),
    Typed(
        "german-plus-minus",
        """\
Sparkasse Musterstadt                                               Kontoauszug 1/2025
Ada Lovelace                                                        Blatt 1
IBAN DE89 3704 0044 0532 0130 00  BIC COBADEFFXXX
Girokonto, EUR
Datum        Erläuterung                                                        Betrag
Kontostand am 31.12.2024, Auszug Nr. 12                                        1.000,00 +
03.01.2025   Kartenzahlung                                                        45,30-
             CORNER GROCER//ANYTOWN/DE
             2025-01-02T10:11 Debitk.1 2028-12
03.01.2025   Kartenzahlung                                                         4,50-
             CAFE UNO
03.01.2025   Kartenzahlung                                                         4,50-
             CAFE UNO
15.01.2025   Gutschrift Überweisung                                            2.350,00+
             EXAMPLE WORKS GMBH  LOHN 01/2025
17.01.2025   Dauerauftrag                                                      1.200,00-
             HOME RENTS MIETE
17.01.2025   Basislastschrift                                                     60,00-
             STADTWERKE
31.01.2025   Zinsen/Entgelt                                                       12,25+
31.01.2025   Kartenzahlung                                                         9,99-
             FILM BOX
Kontostand am 31.01.2025 um 20:04 Uhr                                          2.037,96 +
""",
        _ROWS,
        "EUR",
        "DE89370400440532013000",
    ),
    Typed(
        "german-soll-haben",
        """\
Volksbank Musterland eG              Kontoauszug Nr. 1/2025   Blatt 1/1
Kontoinhaber: Ada Lovelace           IBAN: DE89 3704 0044 0532 0130 00
                                     erstellt am 31.01.2025
Bu-Tag  Wert    Vorgang                                                              EUR
                alter Kontostand vom 31.12.2024                                   1.000,00 H
03.01.  03.01.  Basislastschrift                                                     45,30 S
                CORNER GROCER
                EREF: 123456 MREF: M-77
03.01.  03.01.  Kartenzahlung girocard                                                4,50 S
                CAFE UNO
03.01.  03.01.  Kartenzahlung girocard                                                4,50 S
                CAFE UNO
15.01.  15.01.  Lohn, Gehalt, Rente                                               2.350,00 H
                EXAMPLE WORKS
17.01.  17.01.  Dauerauftrag                                                      1.200,00 S
                HOME RENTS
17.01.  17.01.  Basislastschrift                                                     60,00 S
                STADTWERKE
31.01.  31.01.  Abschluss                                                            12,25 H
31.01.  30.01.  Kartenzahlung                                                         9,99 S
                FILM BOX
                neuer Kontostand vom 31.01.2025                                   2.037,96 H
""",
        _ROWS,
        "EUR",
        "DE89370400440532013000",
    ),
    Typed(
        "us-sections",
        """\
First Example Bank, N.A.
Ada Lovelace                                   January 1, 2025 through January 31, 2025
1 Main Street                                  Account Number: 000000123456789
Springfield IL 62701

CHECKING SUMMARY
Beginning Balance                                         $1,000.00
Deposits and Additions                                     2,362.25
Checks Paid                                               -1,200.00
ATM & Debit Card Withdrawals                                 -64.29
Electronic Withdrawals                                       -60.00
Ending Balance                                            $2,037.96

DEPOSITS AND ADDITIONS
DATE      DESCRIPTION                                                         AMOUNT
01/15     Example Works Payroll PPD ID: 1234567890                         $2,350.00
01/31     Interest Payment                                                     12.25
Total Deposits and Additions                                               $2,362.25

CHECKS PAID
CHECK NO.   DESCRIPTION      DATE PAID                                        AMOUNT
101 ^                        01/17                                         $1,200.00
Total Checks Paid                                                          $1,200.00

ATM & DEBIT CARD WITHDRAWALS
DATE      DESCRIPTION                                                         AMOUNT
01/03     Card Purchase 01/02 Corner Grocer Springfield IL Card 1234          $45.30
01/03     Card Purchase 01/02 Cafe Uno Springfield IL Card 1234                 4.50
01/03     Card Purchase 01/02 Cafe Uno Springfield IL Card 1234                 4.50
01/31     Recurring Card Purchase 01/30 Film Box CA Card 1234                   9.99
Total ATM & Debit Card Withdrawals                                            $64.29

ELECTRONIC WITHDRAWALS
DATE      DESCRIPTION                                                         AMOUNT
01/17     Water Company Web Pmt PPD ID: 99887766                              $60.00
Total Electronic Withdrawals                                                  $60.00
""",
        _ROWS,
        "USD",
        "000000123456789",
    ),
    Typed(
        "french-carried",
        """\
RELEVÉ DE COMPTE CHÈQUES                                 BANQUE EXEMPLE
du 31 décembre 2024 au 31 janvier 2025
M. LOVELACE            RIB : 30004 00821 00001234567 62
                       IBAN : FR14 2004 1010 0505 0001 3M02 606     BIC : BNPAFRPPXXX
Date     Nature des opérations                        Valeur       Débit          Crédit
         SOLDE CREDITEUR AU 31.12.2024                                          1 000,00
03.01    FACTURE CARTE DU 020125                      03.01        45,30
         CORNER GROCER ANYTOWN
         CARTE 4974XXXXXXXX1234
03.01    FACTURE CARTE DU 020125 CAFE UNO             03.01         4,50
03.01    FACTURE CARTE DU 020125 CAFE UNO             03.01         4,50
15.01    VIR SEPA RECU /DE EXAMPLE WORKS              15.01                     2 350,00
         /MOTIF SALAIRE /REF 123
17.01    VIR SEPA EMIS /BEN HOME RENTS                17.01     1 200,00
17.01    PRLV SEPA EAUX DE PARIS                      17.01        60,00
31.01    INTERETS                                     31.01                        12,25
31.01    FACTURE CARTE DU 300125 FILM BOX             31.01         9,99
         TOTAL DES OPERATIONS                                   1 324,29        2 362,25
         SOLDE CREDITEUR AU 31.01.2025                                          2 037,96
""",
        _ROWS,
        "EUR",
        "FR1420041010050500013M02606",
    ),
    Typed(
        "spanish-running",
        """\
BANCO EJEMPLO                                      EXTRACTO DE CUENTA
TITULAR: ADA LOVELACE                              IBAN ES91 2100 0418 4502 0005 1332
Periodo: 01/01/2025 - 31/01/2025                   Moneda: EUR
F. Oper.    F. Valor    Concepto                                   Importe          Saldo
                        SALDO ANTERIOR                                           1.000,00
03/01/2025  03/01/2025  COMPRA TARJ. CORNER GROCER                  -45,30         954,70
03/01/2025  03/01/2025  COMPRA TARJ. CAFE UNO                        -4,50         950,20
03/01/2025  03/01/2025  COMPRA TARJ. CAFE UNO                        -4,50         945,70
15/01/2025  15/01/2025  NOMINA EXAMPLE WORKS                      2.350,00       3.295,70
17/01/2025  17/01/2025  TRANSFERENCIA A HOME RENTS               -1.200,00       2.095,70
                        ALQUILER PISO 12
17/01/2025  17/01/2025  RECIBO AGUAS                                -60,00       2.035,70
31/01/2025  31/01/2025  ABONO INTERESES                              12,25       2.047,95
31/01/2025  30/01/2025  COMPRA TARJ. FILM BOX                        -9,99       2.037,96
                        SALDO ACTUAL                                             2.037,96
""",
        _ROWS,
        "EUR",
        "ES9121000418450200051332",
    ),
    Typed(
        "dutch-af-bij",
        """\
Rekeningafschrift                                      Voorbeeldbank N.V.
Rekeningnummer NL69 INGB 0123 4567 89    Mw A Lovelace      Periode 01-01-2025 t/m 31-01-2025
Valuta EUR
Vorig saldo    1.000,00        Nieuw saldo    2.037,96
Totaal af      1.324,29        Totaal bij     2.362,25

Datum        Naam / Omschrijving                        Type                Bedrag af   Bedrag bij
03-01-2025   Corner Grocer                              Betaalautomaat          45,30
             Pasvolgnr: 001 02-01-2025 10:11
03-01-2025   Cafe Uno                                   Betaalautomaat           4,50
03-01-2025   Cafe Uno                                   Betaalautomaat           4,50
15-01-2025   Example Works                              Overschrijving                     2.350,00
             Naam: Example Works
             Omschrijving: SALARIS JAN
17-01-2025   Home Rents                                 Overschrijving       1.200,00
17-01-2025   Waterbedrijf                               Incasso                 60,00
31-01-2025   Rente                                      Rente                                 12,25
31-01-2025   Film Box                                   iDEAL                    9,99
""",
        _ROWS,
        "EUR",
        "NL69INGB0123456789",
    ),
    Typed(
        "italian-dare-avere",
        """\
BANCA ESEMPIO S.p.A.                           ESTRATTO CONTO AL 31.01.2025
Intestato a: ADA LOVELACE                      IBAN IT60 X054 2811 1010 0000 0123 456
Valuta: EUR
Data        Valuta      Dare             Avere            Descrizione operazioni
                                         1.000,00         SALDO INIZIALE AL 31.12.2024
03.01.2025  03.01.2025     45,30                          PAGAMENTO POS CORNER GROCER
03.01.2025  03.01.2025      4,50                          PAGAMENTO POS CAFE UNO
03.01.2025  03.01.2025      4,50                          PAGAMENTO POS CAFE UNO
15.01.2025  15.01.2025                   2.350,00         ACCREDITO STIPENDIO EXAMPLE WORKS
17.01.2025  17.01.2025  1.200,00                          BONIFICO A HOME RENTS
                                                          AFFITTO APPARTAMENTO 12
17.01.2025  17.01.2025     60,00                          ADDEBITO DIRETTO ACQUEDOTTO
31.01.2025  31.01.2025                      12,25         INTERESSI
31.01.2025  30.01.2025      9,99                          PAGAMENTO POS FILM BOX
                                         2.037,96         SALDO FINALE AL 31.01.2025
""",
        _ROWS,
        "EUR",
        "IT60X0542811101000000123456",
    ),
)
