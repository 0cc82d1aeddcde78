"""Statements as banks in the US, the UK, Ireland, India and Australia write them, invented rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.csv_reading import Layout, balances_of, read_text, rows_of

CHASE_CHECKING = Layout(
    "chase-checking",
    "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n"
    'DEBIT,03/15/2024,"CORNER CAFE",-4.75,DEBIT_CARD,1095.25,,\n'
    'CREDIT,03/14/2024,"ACME PAYROLL",1000.00,ACH_CREDIT,1100.00,,\n'
    'CHECK,03/01/2024,"CHECK 101",-50.00,CHECK_PAID,100.00,101,\n',
    "2024-03-15 -4.75\n2024-03-14 1000.00\n2024-03-01 -50.00",
    "USD",
    balances="closing 1095.25",
)
CHASE_CARD = Layout(
    "chase-card",
    "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"
    "01/28/2024,01/30/2024,BOOKSHOP,Shopping,Sale,-23.10,\n"
    "01/20/2024,01/20/2024,Payment Thank You-Mobile,,Payment,150.00,\n",
    "2024-01-28 -23.10\n2024-01-20 150.00",
    None,
)
BOFA = Layout(
    "bank-of-america",
    "Description,,Summary Amt.\n"
    'Beginning balance as of 01/01/2024,,"1,000.00"\nTotal credits,,"500.00"\nTotal debits,,"-2'
    '0.00"\n'
    'Ending balance as of 01/31/2024,,"1,480.00"\n\nDate,Description,Amount,Running Bal.\n'
    '01/01/2024,Beginning balance as of 01/01/2024,,"1,000.00"\n'
    '01/16/2024,"ZELLE FROM PAT","500.00","1,500.00"\n01/30/2024,"MARKET","-20.00","1,480.00"\n',
    "2024-01-16 500.00\n2024-01-30 -20.00",
    "USD",
    balances="opening 1000.00\nclosing 1480.00\nopening 1000.00",
)
WELLS_FARGO = Layout(
    "wells-fargo-headless",
    '"02/28/2024","-12.00","*","","GAS STATION 12"\n"02/27/2024","1500.00","*","","PAYROLL"\n'
    '"02/01/2024","-700.00","*","105","CHECK # 105"\n',
    "2024-02-28 -12.00\n2024-02-27 1500.00\n2024-02-01 -700.00",
    None,
)
CAPITAL_ONE = Layout(
    "capital-one",
    "Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit\n"
    "2024-05-10,2024-05-11,1234,STREAMING,Entertainment,15.49,\n"
    "2024-05-03,2024-05-03,1234,CAPITAL ONE MOBILE PYMT,Payment/Credit,,200.00\n",
    "2024-05-10 -15.49\n2024-05-03 200.00",
    None,
    account="1234",
)
AMEX = Layout(
    "amex-us",
    "Date,Description,Card Member,Account #,Amount\n"
    "04/29/2024,COFFEE HOUSE,ERIKA MUSTER,-12345,5.25\n04/18/2024,HARDWARE,ERIKA MUSTER,-12345,"
    "41.00\n"
    "04/02/2024,AUTOPAY PAYMENT - THANK YOU,ERIKA MUSTER,-12345,-300.00\n",
    "2024-04-29 -5.25\n2024-04-18 -41.00\n2024-04-02 300.00",
    None,
    account="-12345",
)
DISCOVER = Layout(
    "discover",
    "Trans. Date,Post Date,Description,Amount,Category\n"
    '07/19/2024,07/20/2024,"DINER",18.22,"Restaurants"\n'
    '07/05/2024,07/05/2024,"INTERNET PAYMENT - THANK YOU",-75.00,"Payments and Credits"\n',
    "2024-07-19 -18.22\n2024-07-05 75.00",
    None,
)
CITI = Layout(
    "citi",
    "Status,Date,Description,Debit,Credit,Member Name\n"
    'Cleared,06/21/2024,"PHARMACY",8.99,,ERIKA MUSTER\n'
    'Cleared,06/15/2024,"ONLINE PAYMENT, THANK YOU",,-60.00,ERIKA MUSTER\n',
    "2024-06-21 -8.99\n2024-06-15 60.00",
    None,
)
BARCLAYS = Layout(
    "barclays",
    "Number,Date,Account,Amount,Subcategory,Memo\n"
    "\t ,15/04/2024,20-00-00 12345678,-30.00,PAYMENT,GREENGROCER ON 14 APR\n"
    "\t ,03/04/2024,20-00-00 12345678,250.00,BGC,FASTER PAYMENT FROM PAT\n",
    "2024-04-15 -30.00\n2024-04-03 250.00",
    "GBP",
    account="20-00-00 12345678",
)
LLOYDS = Layout(
    "lloyds",
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit A"
    "mount,"
    "Credit Amount,Balance\n"
    "26/02/2024,DEB,'30-00-00,12345678,PUB,12.40,,87.60\n"
    "25/02/2024,FPI,'30-00-00,12345678,A FRIEND,,100.00,100.00\n",
    "2024-02-26 -12.40\n2024-02-25 100.00",
    None,
    account="12345678",
    balances="closing 87.60",
)
NATIONWIDE = Layout(
    "nationwide",
    '"Account Name:","FlexAccount ****12345"\n"Account Balance:","£530.00"\n"Available Balance:'
    ' ","£530.00"\n\n'
    '"Date","Transaction type","Description","Paid out","Paid in","Balance"\n'
    '"28 Mar 2024","Visa purchase","BOOTS","£20.00","","£530.00"\n'
    '"25 Mar 2024","Bank credit","WAGES","","£550.00","£550.00"\n',
    "2024-03-28 -20.00\n2024-03-25 550.00",
    "GBP",
    encoding="cp1252",
    balances="closing 530.00\nother 530.00",
)
HSBC = Layout(
    "hsbc-uk-headless",
    '18/01/2024,TESCO STORES,"-45.10"\n17/01/2024,SALARY ACME,"2,000.00"\n'
    '02/01/2024,COUNCIL TAX,"-150.00"\n',
    "2024-01-18 -45.10\n2024-01-17 2000.00\n2024-01-02 -150.00",
    None,
)
HDFC = Layout(
    "hdfc",
    "Date,Narration,Value Dt,Debit Amount,Credit Amount,Chq/Ref Number,Closing Balance\n"
    "01/04/24,UPI-TEA STALL-X@UPI,01/04/24,20.00,0.00,0000409,980.00\n"
    "15/04/24,NEFT CR-ACME LTD,15/04/24,0.00,1000.00,N1060,1980.00\n",
    "2024-04-01 -20.00\n2024-04-15 1000.00",
    "INR",
    balances="closing 1980.00",
)
ICICI = Layout(
    "icici",
    ",,DETAILED STATEMENT\n,Account Number,000401512345 ( INR )  - MUSTER\n\n"
    "S No.,Value Date,Transaction Date,Cheque Number,Transaction Remarks,Withdrawal Amount (INR ),"
    "Deposit Amount (INR ),Balance (INR )\n"
    '1,05/06/2024,05/06/2024,-,UPI/123/Kirana,120.00,0.00,"1,00,880.00"\n'
    '2,28/06/2024,28/06/2024,-,SAL JUN,0.00,"50,000.00","1,50,880.00"\n',
    "2024-06-05 -120.00\n2024-06-28 50000.00",
    "INR",
    account="000401512345 ( INR )  - MUSTER",
    balances="closing 150880.00",
)
COMMBANK = Layout(
    "commbank-headless",
    '22/05/2024,"-14.00","BAKERY SYDNEY","+486.00"\n21/05/2024,"+500.00","OSKO PAYMENT","+500.00"\n'
    '02/05/2024,"-10.00","BUS","+0.00"\n',
    "2024-05-22 -14.00\n2024-05-21 500.00\n2024-05-02 -10.00",
    "AUD",
    balances="closing 486.00",
)
LAYOUTS = (
    CHASE_CHECKING, CHASE_CARD, BOFA, WELLS_FARGO, CAPITAL_ONE, AMEX, DISCOVER, CITI, BARCLAYS,
    LLOYDS,
    NATIONWIDE, HSBC, HDFC, ICICI, COMMBANK,
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
