"""Downloads of banks in Britain, Ireland, Australia, India, Singapore and Japan."""

from __future__ import annotations

from typing import Final

from tests.support.bank_exports.writing import Export

BRITISH: Final = (
    Export(
        name="barclays",
        before="Number,Date,Account,Amount,Subcategory,Memo\n",
        row="\t ,{day},20-00-00 12345678,{amount},Card Purchase,{party}\t{words}\tON 02 JAN BCC",
        day="%d/%m/%Y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
        line_end="\r\n",
    ),
    Export(
        name="hsbc-uk",
        row='{day},{party} {words})))),"{amount}"',
        day="%d/%m/%Y",
        mark=".",
        group=",",
        currency=None,
        newest_first=True,
    ),
    Export(
        name="lloyds",
        before="Transaction Date,Transaction Type,Sort Code,Account Number,Transaction "
        "Description,Debit Amount,Credit Amount,Balance\n",
        row="{day},DEB,'30-00-00,12345678,{party} {words},{debit},{credit},{balance}",
        day="%d/%m/%Y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
    ),
    Export(
        name="monzo",
        before="Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,"
        "Local currency,Notes and #tags,Address,Receipt,Description,Category split,Money Out,"
        "Money In\n"
        "tx_0000A1,02/01/2025,10:11:12,Card payment,Boulangerie,🥐,Eating out,-8.41,GBP,-10.00,EUR"
        ",🥐,1 rue X,,BOULANGERIE PARIS FRA,,-8.41,\n",
        row="tx_0000A{number},{day},09:08:07,Card payment,{party},🛒,Groceries,{amount},GBP,"
        "{amount},GBP,,,,{party} {words},,{out},{into}",
        day="%d/%m/%Y",
        mark=".",
        group="",
        currency="GBP",
        extra=("2025-01-02 -8.41 GBP",),
        extra_first=True,
    ),
    Export(
        name="starling",
        before="Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,"
        "Notes\n",
        row='{day},"{party}",{words},CONTACTLESS,{amount},{balance},GROCERIES,',
        day="%d/%m/%Y",
        mark=".",
        group="",
        currency="GBP",
    ),
    Export(
        name="natwest",
        before="\nDate, Type, Description, Value, Balance, Account Name, Account Number\n\n",
        row='{day},POS,"\'1234 02JAN25 , {party} , LONDON GB",{amount},{balance},"\'LOVELACE A",'
        '"\'600000-12345678",',
        day="%d/%m/%Y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
    ),
    Export(
        name="nationwide",
        before='"Account Name:","FlexAccount ****12345"\n"Account Balance:","£2085.71"\n'
        '"Available Balance: ","£2085.71"\n\n"Date","Transaction type","Description","Paid out",'
        '"Paid in","Balance"\n',
        row='"{day}","Visa purchase","{party} {words}","{debit}","{credit}","£{balance}"',
        day="%d %b %Y",
        mark=".",
        group="",
        currency="GBP",
        encoding="cp1252",
    ),
    Export(
        name="aib",
        before="Posted Account, Posted Transactions Date, Description1, Description2, "
        "Description3, Debit Amount, Credit Amount,Balance,Posted Currency,Transaction Type,"
        "Local Currency Amount,Local Currency\n",
        row='"933384-12345678","{day}","VDP-{party}","{words}","","{debit}","{credit}",'
        '"{balance}",EUR,"Debit","{size} ",EUR',
        day="%d/%m/%Y",
        mark=".",
        group=",",
    ),
    Export(
        name="amex-uk",
        before="Date,Description,Amount\n",
        row="{day},{party} {words},{amount}",
        after="19/01/2025,PAYMENT RECEIVED - THANK YOU,-350.00\n",
        day="%d/%m/%Y",
        mark=".",
        group="",
        currency=None,
        flipped=True,
        extra=("2025-01-19 350.00 None",),
    ),
    Export(
        name="commbank",
        row='{day},"{amount}","{party} {words} Value Date: 02/01/2025","{balance}"',
        day="%d/%m/%Y",
        mark=".",
        group="",
        plus="+",
        currency=None,
        newest_first=True,
        file_name="CSVData.csv",
    ),
    Export(
        name="westpac",
        before="Bank Account,Date,Narrative,Debit Amount,Credit Amount,Balance,Categories,Serial\n",
        row='732000123456,{day},"DEBIT CARD PURCHASE {party} {words}",{debit},{credit},{balance},'
        "POS,",
        day="%d/%m/%Y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
    ),
    Export(
        name="hdfc",
        before="\n  Date     ,Narration                ,Value Dat,Debit Amount       ,Credit Amount"
        "      ,Chq/Ref Number   ,Closing Balance\n",
        row=" {day}  ,UPI-{party}-UTIB0000553-{words}           ,{day} ,      {debit}   ,     "
        " {credit}   ,0000500{number}   ,      {balance}  ",
        day="%d/%m/%y",
        mark=".",
        group="",
        currency="INR",
    ),
    Export(
        name="dbs",
        before="""\
Account Details For:,DBS Savings Account 123-4-567890
Statement as at:,31 Jan 2025
Available Balance:,2085.71
Ledger Balance:,2085.71

Transaction Date,Reference,Debit Amount,Credit Amount,Transaction Ref1,Transaction Ref2,\
Transaction Ref3
""",
        row="{day},POS,{debit}, {credit},{party},{words},4628-4500-1234-5678,",
        day="%d %b %Y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
    ),
    Export(
        name="mufg",
        before='"日付","摘要","摘要内容","支払い金額","預かり金額","差引残高","メモ",'
        '"未資金化区分","入払区分"\n',
        row='"{day}","カ－ド","{party}","{debit}","{credit}","{balance}","","","{letter}"',
        letters=("支払い", "入金"),
        day="%Y/%-m/%-d",
        mark="",
        group=",",
        places=0,
        currency=None,
        encoding="cp932",
        line_end="\r\n",
    ),
    Export(
        name="rakuten-bank",
        before="取引日,入出金(円),取引後残高(円),入出金内容\n",
        row="{day},{amount},{balance},{party} {words}",
        day="%Y%m%d",
        mark="",
        group="",
        places=0,
        currency="JPY",
        encoding="cp932",
    ),
)
