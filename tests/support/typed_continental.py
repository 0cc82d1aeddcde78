"""Typed statements of banks in Germany, France, Spain, the Netherlands and Italy."""

from __future__ import annotations

from tests.support.typed_statements import ROWS, Typed

CONTINENTAL = (
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
        ROWS,
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
        ROWS,
        "EUR",
        "DE89370400440532013000",
    ),
    Typed(
        "german-no-heading",
        """\
VR Bank Beispielland eG              EUR-Konto   Kontonummer 130 00
Ada Lovelace                         Kontoauszug Nr. 1/2025   Seite 1 von 1
                                     IBAN: DE89 3704 0044 0532 0130 00
                                     alter Kontostand vom 31.12.2024   1.000,00 H

Bu-Tag  Wert    Vorgang
03.01.  03.01.  Basislastschrift                                                     45,30 S
                CORNER GROCER
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
                                     neuer Kontostand vom 31.01.2025   2.037,96 H
""",
        ROWS,
        "EUR",
        "DE89370400440532013000",
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
        ROWS,
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
        ROWS,
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
        ROWS,
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
        ROWS,
        "EUR",
        "IT60X0542811101000000123456",
    ),
)
