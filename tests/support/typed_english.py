"""Typed statements of banks in the United Kingdom and the United States."""

from __future__ import annotations

from tests.support.typed_statements import ROWS, Typed

ENGLISH = (
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
        ROWS,
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
        ROWS,
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
        ROWS,
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
        ROWS,
        "GBP",
        "12345678",
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
        ROWS,
        "USD",
        "000000123456789",
    ),
)
