"""Downloads of banks in the United States and Canada, and of payment services."""

from __future__ import annotations

from typing import Final

from tests.support.bank_exports.writing import Export

AMERICAN: Final = (
    Export(
        name="chase-card",
        before="Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n",
        row="{day},{day},{party} #1234,Groceries,Sale,{amount},",
        day="%m/%d/%Y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
    ),
    Export(
        name="chase-checking",
        before="Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n"
        'DEBIT,02/01/2025,"GAS STATION  01/31",-20.00,DEBIT_CARD, ,,\n',
        row='DEBIT,{day},"{party}              {words}  01/02",{amount},DEBIT_CARD,{balance},,',
        day="%m/%d/%Y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
        extra=("2025-02-01 -20.00 None",),
        extra_first=True,
    ),
    Export(
        name="bank-of-america",
        before='Description,,Summary Amt.\nBeginning balance as of 01/01/2025,,"1,000.00"\n'
        'Total credits,,"2,350.00"\nTotal debits,,"-1,264.29"\n'
        'Ending balance as of 01/31/2025,,"2,085.71"\n\nDate,Description,Amount,Running Bal.\n'
        '01/01/2025,Beginning balance as of 01/01/2025,,"1,000.00"\n',
        row='{day},"{party} 01/02 PURCHASE {words}","{amount}","{balance}"',
        day="%m/%d/%Y",
        mark=".",
        group=",",
        currency=None,
    ),
    Export(
        name="bank-of-america-card",
        before="Posted Date,Reference Number,Payee,Address,Amount\n",
        row='{day},2469216500000000000000{number},"{party} {words}","CHICAGO       IL ",{amount}',
        day="%m/%d/%Y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
    ),
    Export(
        name="wells-fargo",
        row='"{day}","{amount}","*","","PURCHASE AUTHORIZED ON 01/02 {party} {words}"',
        day="%m/%d/%Y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
    ),
    Export(
        name="citi-card",
        before="Status,Date,Description,Debit,Credit\n",
        row='Cleared,{day},"{party} {words}",{debit},{back}',
        after='Cleared,01/20/2025,"ONLINE PAYMENT, THANK YOU",,-150.00\n',
        day="%m/%d/%Y",
        mark=".",
        group="",
        currency=None,
        extra=("2025-01-20 150.00 None",),
    ),
    Export(
        name="amex-us",
        before="Date,Description,Card Member,Account #,Amount,Extended Details,Appears On Your "
        "Statement As,Address,City/State,Zip Code,Country,Reference,Category\n",
        row='{day},{party},A LOVELACE,-11003,{amount},"00{number} {words}\nDescription : GOODS",'
        '{party},"1 MAIN ST\nSUITE 2","NEW YORK\nNY",10001,UNITED STATES,\'32025003{number}\','
        "Merchandise & Supplies-Groceries",
        day="%m/%d/%Y",
        mark=".",
        group="",
        currency=None,
        flipped=True,
        newest_first=True,
    ),
    Export(
        name="amex-de",
        currency=None,
        before="Datum,Beschreibung,Karteninhaber,Konto #,Betrag\n",
        row='{day},{party} {words},ADA LOVELACE,-11003,"{amount}"',
        after='20/01/2025,ZAHLUNG ERHALTEN. BESTEN DANK.,ADA LOVELACE,-11003,"-350,00"\n',
        day="%d/%m/%Y",
        group="",
        flipped=True,
        encoding="utf-8-sig",
        extra=("2025-01-20 350.00 None",),
    ),
    Export(
        name="capital-one",
        before="Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit\n",
        row="{day},{day},1234,{party} {words},Merchandise,{debit},{credit}",
        day="%Y-%m-%d",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
    ),
    Export(
        name="capital-one-360",
        before="Account Number,Transaction Description,Transaction Date,Transaction Type,"
        "Transaction Amount,Balance\n",
        row="1234,Digital Card Purchase - {party},{day},{letter},{size},{balance}",
        letters=("Debit", "Credit"),
        day="%m/%d/%y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
    ),
    Export(
        name="discover",
        before="Trans. Date,Post Date,Description,Amount,Category\n",
        row='{day},{day},"{party} {words}",{amount},"Merchandise"',
        after='01/20/2025,01/20/2025,"INTERNET PAYMENT - THANK YOU",-350.00,'
        '"Payments and Credits"\n',
        day="%m/%d/%Y",
        mark=".",
        group="",
        currency=None,
        flipped=True,
        extra=("2025-01-20 350.00 None",),
    ),
    Export(
        name="td-canada",
        row="{day},{party} {words},{debit},{credit},{balance}",
        day="%m/%d/%Y",
        mark=".",
        group="",
        currency=None,
        newest_first=True,
        file_name="accountactivity.csv",
    ),
    Export(
        name="rbc",
        before='"Account Type","Account Number","Transaction Date","Cheque Number",'
        '"Description 1","Description 2","CAD$","USD$"\n',
        row='Chequing,01234-1234567,{day},,"{party}","{words}",{amount},,',
        day="%-m/%-d/%Y",
        mark=".",
        group="",
        currency="CAD",
        encoding="utf-8-sig",
    ),
    Export(
        name="bmo",
        before="Following data is valid as of 20250201100000 (Year/Month/Day/Hour/Minute/Second)"
        "\n\n\nFirst Bank Card,Transaction Type,Date Posted, Transaction Amount,Description\n\n",
        row="'5007660000000000',{letter},{day},{amount},[DN]{party} {words} ",
        letters=("DEBIT", "CREDIT"),
        day="%Y%m%d",
        mark=".",
        group="",
        currency=None,
    ),
    Export(
        name="schwab-bank",
        before='"Date","Status","Type","CheckNumber","Description","Withdrawal","Deposit",'
        '"RunningBalance"\n"02/01/2025","Pending","VISA","","GAS","$20.00","",""\n',
        row='"{day}","Posted","VISA","","{party} {words}","{debit}","{credit}","${balance}"',
        day="%m/%d/%Y",
        mark=".",
        group=",",
        currency="USD",
        newest_first=True,
        extra=("2025-02-01 -20.00 USD pending",),
        extra_first=True,
    ),
    Export(
        name="revolut",
        before="Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,"
        "Balance\n",
        row="CARD_PAYMENT,Current,{day} 10:11:12,{day} 12:13:14,{party},{amount},0.00,EUR,"
        "COMPLETED,{balance}",
        after="ATM,Current,2025-02-01 08:00:00,2025-02-01 08:00:01,Cash at Main St,-100.00,2.00,"
        "EUR,COMPLETED,1983.71\n"
        "CARD_PAYMENT,Current,2025-02-01 09:00:00,,Kiosk,-3.00,0.00,EUR,PENDING,\n"
        "CARD_PAYMENT,Current,2025-02-01 09:30:00,,Kiosk,-4.00,0.00,EUR,REVERTED,\n",
        day="%Y-%m-%d",
        mark=".",
        group="",
        extra=("2025-02-01 -102.00 EUR", "2025-02-01 -3.00 EUR pending"),
    ),
    Export(
        name="revolut-business",
        before="Date started (UTC),Date completed (UTC),ID,Type,State,Description,Reference,"
        "Payer,Card number,Card label,Card state,Orig currency,Orig amount,Payment currency,"
        "Amount,Total amount,Exchange rate,Fee,Fee currency,Balance,Account,Beneficiary account "
        "number,Beneficiary IBAN,MCC,Related transaction id,Spend program\n",
        row="{day},{day},6787f{number},TRANSFER,COMPLETED,To {party},{words},Ada Lovelace,,,,EUR,"
        "{amount},EUR,{amount},{amount},,0.00,EUR,{balance},EUR Main,,DE02500105170137075030,,,",
        day="%Y-%m-%d",
        mark=".",
        group="",
        newest_first=True,
    ),
    Export(
        name="wise",
        before='"TransferWise ID",Date,"Date Time",Amount,Currency,Description,"Payment '
        'Reference","Running Balance","Exchange From","Exchange To","Exchange Rate","Payer '
        'Name","Payee Name","Payee Account Number",Merchant,"Card Last Four Digits","Card '
        'Holder Full Name",Attachment,Note,"Total fees","Exchange To Amount","Transaction '
        'Type","Transaction Details Type"\n',
        row='CARD-13000{number},{day},"{day} 10:11:12.123",{amount},EUR,"Card transaction of '
        '{size} EUR issued by {party}",,{balance},,,,,,,"{party}",1234,"Ada Lovelace",,,0.00,'
        ",DEBIT,CARD",
        day="%d-%m-%Y",
        mark=".",
        group="",
        newest_first=True,
    ),
    Export(
        name="paypal-de",
        before='"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Gebühr",'
        '"Netto","Absender E-Mail-Adresse","Empfänger E-Mail-Adresse","Transaktionscode",'
        '"Lieferadresse","Adress-Status","Artikelbezeichnung","Artikelnummer","Guthaben",'
        '"Telefon","Auswirkung auf Guthaben"\n',
        row='"{day}","10:11:12","CET","{party}","PayPal Express-Zahlung","Abgeschlossen","EUR",'
        '"{amount}","0,00","{amount}","a@example.org","b@example.org","8XJ{number}","","",'
        '"{words}","","{balance}","","Soll"',
        encoding="utf-8-sig",
    ),
    Export(
        name="stripe",
        before="id,Type,Source,Amount,Fee,Destination Platform Fee,Net,Currency,Created (UTC),"
        "Available On (UTC),Description,Customer Facing Amount\n",
        row="txn_1Qa{number},charge,ch_3Q{number},{amount},0.00,,{amount},eur,{day} 10:11,"
        "{day} 00:00,{party} {words},{amount}",
        after="txn_1Qb,charge,ch_3Qb,100.00,3.20,,96.80,eur,2025-02-01 10:11,2025-02-03 00:00,"
        "Order 7,100.00\n",
        day="%Y-%m-%d",
        mark=".",
        group="",
        extra=("2025-02-01 96.80 EUR",),
    ),
)
