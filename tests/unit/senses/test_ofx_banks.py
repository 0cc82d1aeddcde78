"""OFX dialects: downloads made up here in the way each kind of institution spells them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from lifeos.senses.ofx import OfxSense

from tests.support.statements import (
    head_of,
    outcome,
    read_bytes,
    read_text,
    snippets_stand_where_said,
    transaction,
)

SENSE = OfxSense()

US_BANK = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX>
<SIGNONMSGSRSV1>
<SONRS>
<STATUS>
<CODE>0
<SEVERITY>INFO
</STATUS>
<DTSERVER>20250401120000[0:GMT]
<LANGUAGE>ENG
<FI>
<ORG>B1
<FID>10898
</FI>
<INTU.BID>10898
</SONRS>
</SIGNONMSGSRSV1>
<BANKMSGSRSV1>
<STMTTRNRS>
<TRNUID>1
<STATUS>
<CODE>0
<SEVERITY>INFO
<MESSAGE>Success
</STATUS>
<STMTRS>
<CURDEF>USD
<BANKACCTFROM>
<BANKID>122100024
<ACCTID>000000714523881
<ACCTTYPE>CHECKING
</BANKACCTFROM>
<BANKTRANLIST>
<DTSTART>20250301120000[0:GMT]
<DTEND>20250331120000[0:GMT]
<STMTTRN>
<TRNTYPE>DEBIT
<DTPOSTED>20250305120000[0:GMT]
<TRNAMT>-23.17
<FITID>202503051
<NAME>TRADER JOE'S #552 QPS
</STMTTRN>
<STMTTRN>
<TRNTYPE>CHECK
<DTPOSTED>20250310120000[0:GMT]
<TRNAMT>-900.00
<FITID>202503101
<CHECKNUM>1207
<NAME>CHECK 1207
</STMTTRN>
<STMTTRN>
<TRNTYPE>CREDIT
<DTPOSTED>20250331120000[0:GMT]
<TRNAMT>2,104.33
<FITID>202503311
<NAME>EMPLOYER INC PAYROLL
<MEMO>PPD ID: 9111111101
</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL>
<BALAMT>3512.90
<DTASOF>20250401120000[0:GMT]
</LEDGERBAL>
<AVAILBAL>
<BALAMT>3512.90
<DTASOF>20250401120000[0:GMT]
</AVAILBAL>
</STMTRS>
</STMTTRNRS>
</BANKMSGSRSV1>
</OFX>
"""
US_CARD = (
    "OFXHEADER:100DATA:OFXSGMLVERSION:102SECURITY:NONEENCODING:USASCIICHARSET:1252"
    "COMPRESSION:NONEOLDFILEUID:NONENEWFILEUID:NONE<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0"
    "<SEVERITY>INFO</STATUS><DTSERVER>20250401<LANGUAGE>ENG<FI><ORG>AMEX<FID>3101</FI></SONRS>"
    "</SIGNONMSGSRSV1><CREDITCARDMSGSRSV1><CCSTMTTRNRS><TRNUID>0<STATUS><CODE>0<SEVERITY>INFO"
    "</STATUS><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>3759-876543-21001</CCACCTFROM><BANKTRANLIST>"
    "<DTSTART>20250301<DTEND>20250331<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250314000000.000[-7:MST]"
    "<TRNAMT>-31.4<FITID>320250730001<REFNUM>320250730001<NAME>CAF&Eacute; & BAR &amp; GRILL"
    "<MEMO>NEW YORK</STMTTRN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20250320000000.000[-7:MST]"
    "<TRNAMT>250<FITID>320250790002<NAME>ONLINE PAYMENT - THANK YOU</STMTTRN></BANKTRANLIST>"
    "<LEDGERBAL><BALAMT>-418.22<DTASOF>20250401</LEDGERBAL></CCSTMTRS></CCSTMTTRNRS>"
    "</CREDITCARDMSGSRSV1></OFX>"
)
FRENCH = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE
<OFX>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>20250401
<STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>30004</BANKID><BRANCHID>00828</BRANCHID><ACCTID>00012345678</ACCTID>
<ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>
<BANKTRANLIST><DTSTART>20250301000000<DTEND>20250331235959
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250303<TRNAMT>-1234,56<FITID>8W8GZL1
<NAME>PRLV SEPA IMPÔTS<MEMO>Échéance n°3</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20250331<TRNAMT>+0,05<FITID>8W8GZL2<NAME>INTERETS</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>1 765,44<DTASOF>20250331</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
BRAZILIAN = """
OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:UTF-8
CHARSET:NONE
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX>
<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>
<DTSERVER>00000000000000[-3:GMT]</DTSERVER><LANGUAGE>POR</LANGUAGE></SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>1001</TRNUID><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY>
</STATUS><STMTRS><CURDEF>BRL</CURDEF><BANKACCTFROM><BANKID>0260</BANKID><BRANCHID>1</BRANCHID>
<ACCTID>1234567-8</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM><BANKTRANLIST>
<DTSTART>20250301000000[-3:BRT]</DTSTART><DTEND>20250331000000[-3:BRT]</DTEND>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20250307000000[-3:BRT]</DTPOSTED>
<TRNAMT>150.00</TRNAMT><FITID>67cb-0001</FITID>
<MEMO>Transferência recebida pelo Pix - JOÃO</MEMO></STMTTRN>
<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20250308000000[-3:BRT]</DTPOSTED>
<TRNAMT>-19.9</TRNAMT><FITID>67cb-0002</FITID><MEMO>Pagamento de boleto</MEMO></STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
AUSTRALIAN_XML = """<?xml version="1.0" encoding="utf-8"?>
<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
<!-- made for a test -->
<ofx:OFX xmlns:ofx="http://ofx.net/types/2003/04">
  <BANKMSGSRSV1>
    <STMTTRNRS>
      <STMTRS>
        <CURDEF>AUD</CURDEF>
        <BANKACCTFROM>
          <BANKID>062-000</BANKID>
          <ACCTID>1234 5678</ACCTID>
          <ACCTTYPE>SAVINGS</ACCTTYPE>
        </BANKACCTFROM>
        <BANKTRANLIST>
          <STMTTRN>
            <TRNTYPE>INT</TRNTYPE>
            <DTPOSTED>20250630</DTPOSTED>
            <TRNAMT>12.34</TRNAMT>
            <FITID/>
            <NAME/>
            <MEMO>Credit Interest &lt;June&gt;</MEMO>
          </STMTTRN>
          <STMTTRN>
            <TRNTYPE>FEE</TRNTYPE>
            <DTPOSTED>20250630</DTPOSTED>
            <TRNAMT>-.50</TRNAMT>
            <FITID>2</FITID>
          </STMTTRN>
        </BANKTRANLIST>
        <LEDGERBAL>
          <BALAMT>-99.00</BALAMT>
          <DTASOF>20250630</DTASOF>
        </LEDGERBAL>
      </STMTRS>
    </STMTTRNRS>
  </BANKMSGSRSV1>
</ofx:OFX>
"""
BROKER = """OFXHEADER:100
DATA:OFXSGML

<OFX><SIGNONMSGSRSV1><SONRS><FI><ORG>Broker</FI></SONRS></SIGNONMSGSRSV1>
<INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20250331<CURDEF>USD
<INVACCTFROM><BROKERID>broker.example<ACCTID>Z11-222333</INVACCTFROM>
<INVTRANLIST><DTSTART>20250301<DTEND>20250331
<INCOME><INVTRAN><FITID>1<DTTRADE>20250314<DTSETTLE>20250317<MEMO>DIVIDEND ACME</INVTRAN>
<SECID><UNIQUEID>000000001<UNIQUEIDTYPE>CUSIP</SECID><INCOMETYPE>DIV<TOTAL>41.07
<SUBACCTSEC>CASH<SUBACCTFUND>CASH</INCOME>
<REINVEST><INVTRAN><FITID>2<DTTRADE>20250314</INVTRAN><INCOMETYPE>DIV<TOTAL>-41.07</REINVEST>
<INVEXPENSE><INVTRAN><FITID>3<DTTRADE>20250331<MEMO>ADVISORY FEE</INVTRAN>
<TOTAL>-12.00<SUBACCTFUND>CASH</INVEXPENSE>
<MARGININTEREST><INVTRAN><FITID>4<DTTRADE>20250331</INVTRAN><TOTAL>-1.5</MARGININTEREST>
<RETOFCAP><INVTRAN><FITID>5<DTTRADE>20250331</INVTRAN><TOTAL>7</RETOFCAP>
<SELLSTOCK><INVSELL><INVTRAN><FITID>6</INVTRAN><TOTAL>100</INVSELL></SELLSTOCK>
<INVBANKTRAN><STMTTRN><TRNTYPE>XFER<DTPOSTED>20250320<TRNAMT>500<FITID>7<NAME>EFT IN</STMTTRN>
<SUBACCTFUND>CASH</INVBANKTRAN>
</INVTRANLIST><INVPOSLIST><POSSTOCK><INVPOS><UNITS>3</INVPOS></POSSTOCK></INVPOSLIST>
</INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>
"""


@dataclass(frozen=True)
class Case:
    text: str
    account: str
    currency: str
    rows: list[tuple[str, str, str | None, str]]  # amount, day, reference, words
    balances: list[tuple[str, str, str]] = field(default_factory=list)
    encoding: str = "utf-8"
    doubts: tuple[str, ...] = ()


CASES = {
    "US bank": Case(
        US_BANK,
        "000000714523881",
        "USD",
        [
            ("-23.17", "2025-03-05", "202503051", "TRADER JOE'S #552 QPS"),
            ("-900.00", "2025-03-10", "202503101", "CHECK 1207"),
            ("2104.33", "2025-03-31", "202503311", "EMPLOYER INC PAYROLL PPD ID: 9111111101"),
        ],
        [("closing", "3512.90", "2025-04-01"), ("other", "3512.90", "2025-04-01")],
    ),
    "US card on one line": Case(
        US_CARD,
        "3759-876543-21001",
        "USD",
        [
            ("-31.4", "2025-03-14", "320250730001", "CAFÉ & BAR & GRILL NEW YORK"),
            ("250", "2025-03-20", "320250790002", "ONLINE PAYMENT - THANK YOU"),
        ],
        [("closing", "-418.22", "2025-04-01")],
    ),
    "French bank": Case(
        FRENCH,
        "00012345678",
        "EUR",
        [
            ("-1234.56", "2025-03-03", "8W8GZL1", "PRLV SEPA IMPÔTS Échéance n°3"),
            ("0.05", "2025-03-31", "8W8GZL2", "INTERETS"),
        ],
        [("closing", "1765.44", "2025-03-31")],
        "cp1252",
    ),
    "Brazilian bank": Case(
        BRAZILIAN,
        "1234567-8",
        "BRL",
        [
            ("150.00", "2025-03-07", "67cb-0001", "Transferência recebida pelo Pix - JOÃO"),
            ("-19.9", "2025-03-08", "67cb-0002", "Pagamento de boleto"),
        ],
    ),
    "Australian XML": Case(
        AUSTRALIAN_XML,
        "12345678",
        "AUD",
        [
            ("12.34", "2025-06-30", None, "Credit Interest <June>"),
            ("-0.50", "2025-06-30", "2", "FEE"),
        ],
        [("closing", "-99.00", "2025-06-30")],
    ),
    "broker": Case(
        BROKER,
        "Z11-222333",
        "USD",
        [
            ("41.07", "2025-03-14", "1", "DIVIDEND ACME"),
            ("-12.00", "2025-03-31", "3", "ADVISORY FEE"),
            ("-1.5", "2025-03-31", "4", "MARGININTEREST"),
            ("7", "2025-03-31", "5", "RETOFCAP"),
            ("500", "2025-03-20", "7", "EFT IN"),
        ],
        doubts=("not-read",),
    ),
}
NAMES = list(CASES)


@pytest.mark.parametrize("name", NAMES)
def test_each_dialect_gives_its_rows(name: str) -> None:
    case = CASES[name]

    statement = read_text(SENSE, case.text, case.encoding)

    read = [(draft.amount, transaction(draft)) for draft in statement.rows]
    assert [
        (amount, row.booked_on.isoformat(), row.reference, row.description) for amount, row in read
    ] == [(Decimal(amount), *rest) for amount, *rest in case.rows]
    assert {row.account for _, row in read} == {case.account}
    assert {draft.currency for draft in statement.rows} == {case.currency}


@pytest.mark.parametrize("name", NAMES)
def test_each_dialect_gives_its_balances_and_only_the_doubts_it_earns(name: str) -> None:
    case = CASES[name]

    statement = read_text(SENSE, case.text, case.encoding)

    assert statement.balances == [
        (kind, Decimal(amount), day) for kind, amount, day in case.balances
    ]
    assert tuple(statement.doubts) == case.doubts
    assert statement.tally.declared_count == statement.tally.found_count == len(case.rows)


@pytest.mark.parametrize("name", NAMES)
def test_every_dialect_is_known_by_its_content(name: str) -> None:
    assert SENSE.score(head_of(CASES[name].text.encode(CASES[name].encoding))) > 0.9


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_of_every_system_read_the_same(name: str) -> None:
    case = CASES[name]
    identities = [draft.identity for draft in read_text(SENSE, case.text, case.encoding).rows]

    for newline in ("\r\n", "\r", " \n\n"):
        content = case.text.replace("\n", newline).encode(case.encoding)

        assert [draft.identity for draft in read_bytes(SENSE, content).rows] == identities


@pytest.mark.parametrize("name", NAMES)
def test_in_every_dialect_evidence_stands_where_it_says(name: str) -> None:
    case = CASES[name]

    statement = read_text(SENSE, case.text, case.encoding)

    assert snippets_stand_where_said(statement, case.text)
    fields = {place.field for draft in statement.rows for place in draft.evidence}
    assert {"amount", "booked_on", "account", "currency", "description"} <= fields


@pytest.mark.parametrize("name", NAMES)
def test_no_dialect_cut_short_passes_as_done(name: str) -> None:
    content = CASES[name].text.strip().encode(CASES[name].encoding)

    results = {outcome(SENSE, content[:length]) for length in range(0, len(content) - 6, 53)}

    assert results.isdisjoint({"done", "no sentence"})


def test_what_a_broker_did_with_securities_is_named() -> None:
    doubt = read_text(SENSE, BROKER).tally.doubts[0]

    assert "1 REINVEST, 1 SELLSTOCK" in doubt.detail
    assert read_text(SENSE, BROKER).tally.title.endswith("1 positions not read")


def test_all_institutions_in_one_file_stay_apart() -> None:
    text = "".join(case.text for case in CASES.values())

    statement = read_text(SENSE, text)

    accounts = [transaction(draft).account for draft in statement.rows]
    assert accounts == [case.account for case in CASES.values() for _ in case.rows]
    assert statement.tally.declared_count == len(accounts)
