"""CAMT dialects: messages made up here in the way each country's banks spell them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from lifeos.senses.camt.sense import CamtSense

from tests.support.statements import other_digits, outcome, read_text, transaction

SENSE = CamtSense()

GERMAN = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>053-1</MsgId><CreDtTm>2025-07-03T21:00:00+02:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>2025-42</Id>
   <Acct>
    <Id><IBAN>DE02500502010000654321</IBAN></Id>
    <Ccy>EUR</Ccy>
    <Ownr><Nm>Ada Lovelace</Nm></Ownr>
    <Svcr><FinInstnId><BICFI>HELADEF1822</BICFI><Nm>Sparkasse Musterstadt</Nm></FinInstnId></Svcr>
   </Acct>
   <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1204.17</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-06-30</Dt></Dt></Bal>
   <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">3465.82</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-07-03</Dt></Dt></Bal>
   <Ntry>
    <Amt Ccy="EUR">48.90</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2025-07-01</Dt></BookgDt><ValDt><Dt>2025-07-01</Dt></ValDt>
    <AcctSvcrRef>20250701-1</AcctSvcrRef>
    <BkTxCd><Prtry><Cd>NDDT+105+9248</Cd><Issr>DK</Issr></Prtry></BkTxCd>
    <NtryDtls><TxDtls>
     <Refs><EndToEndId>2025-07-0815</EndToEndId><MndtId>M-7788-1</MndtId></Refs>
     <Amt Ccy="EUR">48.90</Amt><CdtDbtInd>DBIT</CdtDbtInd>
     <RltdPties>
      <Dbtr><Pty><Nm>Ada Lovelace</Nm></Pty></Dbtr>
      <Cdtr><Pty><Nm>Stadtwerke Musterstadt GmbH</Nm></Pty></Cdtr>
     </RltdPties>
     <RmtInf><Ustrd>Abschlag Juli</Ustrd><Ustrd>Vertragskonto 200045</Ustrd></RmtInf>
    </TxDtls></NtryDtls>
    <AddtlNtryInf>FOLGELASTSCHRIFT</AddtlNtryInf>
   </Ntry>
   <Ntry>
    <Amt Ccy="EUR">2310.55</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2025-07-02</Dt></BookgDt><ValDt><Dt>2025-07-02</Dt></ValDt>
    <NtryDtls><TxDtls>
     <Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
     <RltdPties><Dbtr><Pty><Nm>Beispiel AG</Nm></Pty></Dbtr>
      <Cdtr><Pty><Nm>Ada Lovelace</Nm></Pty></Cdtr></RltdPties>
     <RmtInf><Ustrd>Gehalt Juni</Ustrd></RmtInf>
    </TxDtls></NtryDtls>
   </Ntry>
  </Stmt>
 </BkToCstmrStmt>
</Document>
"""
SWISS_BATCH = """<?xml version="1.0" encoding="UTF-8"?>
<ns2:Document xmlns:ns2="urn:iso:std:iso:20022:tech:xsd:camt.053.001.04"><ns2:BkToCstmrStmt>
<ns2:GrpHdr><ns2:MsgId>1</ns2:MsgId></ns2:GrpHdr><ns2:Stmt><ns2:Id>1</ns2:Id>
<ns2:Acct><ns2:Id><ns2:IBAN>CH9300762011623852957</ns2:IBAN></ns2:Id></ns2:Acct>
<ns2:Bal><ns2:Tp><ns2:CdOrPrtry><ns2:Cd>OPBD</ns2:Cd></ns2:CdOrPrtry></ns2:Tp>
<ns2:Amt Ccy="CHF">100</ns2:Amt><ns2:CdtDbtInd>DBIT</ns2:CdtDbtInd>
<ns2:Dt><ns2:Dt>2025-03-01</ns2:Dt></ns2:Dt></ns2:Bal>
<ns2:Bal><ns2:Tp><ns2:CdOrPrtry><ns2:Cd>CLBD</ns2:Cd></ns2:CdOrPrtry></ns2:Tp>
<ns2:Amt Ccy="CHF">445.6</ns2:Amt><ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd>
<ns2:Dt><ns2:Dt>2025-03-03</ns2:Dt></ns2:Dt></ns2:Bal>
<ns2:TxsSummry><ns2:TtlNtries><ns2:NbOfNtries>1</ns2:NbOfNtries><ns2:Sum>545.6</ns2:Sum>
</ns2:TtlNtries><ns2:TtlCdtNtries><ns2:NbOfNtries>1</ns2:NbOfNtries><ns2:Sum>545.6</ns2:Sum>
</ns2:TtlCdtNtries><ns2:TtlDbtNtries><ns2:NbOfNtries>0</ns2:NbOfNtries><ns2:Sum>0</ns2:Sum>
</ns2:TtlDbtNtries></ns2:TxsSummry>
<ns2:Ntry><ns2:NtryRef>010391391</ns2:NtryRef><ns2:Amt Ccy="CHF">545.6</ns2:Amt>
<ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd><ns2:RvslInd>false</ns2:RvslInd><ns2:Sts>BOOK</ns2:Sts>
<ns2:BookgDt><ns2:Dt>2025-03-03</ns2:Dt></ns2:BookgDt><ns2:ValDt><ns2:Dt>2025-03-04</ns2:Dt></ns2:ValDt>
<ns2:AcctSvcrRef>0303BN0002</ns2:AcctSvcrRef>
<ns2:NtryDtls><ns2:Btch><ns2:NbOfTxs>2</ns2:NbOfTxs></ns2:Btch>
<ns2:TxDtls><ns2:Refs><ns2:EndToEndId>NOTPROVIDED</ns2:EndToEndId></ns2:Refs>
<ns2:Amt Ccy="CHF">345.6</ns2:Amt><ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd>
<ns2:RltdPties><ns2:Dbtr><ns2:Nm>Rutschmann Pia</ns2:Nm></ns2:Dbtr></ns2:RltdPties>
<ns2:RmtInf><ns2:Strd><ns2:CdtrRefInf><ns2:Ref>210000000003139471430009017</ns2:Ref>
</ns2:CdtrRefInf><ns2:AddtlRmtInf>Rechnung 313</ns2:AddtlRmtInf></ns2:Strd></ns2:RmtInf>
</ns2:TxDtls>
<ns2:TxDtls><ns2:Amt Ccy="CHF">200</ns2:Amt><ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd>
<ns2:RltdPties><ns2:Dbtr><ns2:Nm>Muster Jan</ns2:Nm></ns2:Dbtr></ns2:RltdPties></ns2:TxDtls>
</ns2:NtryDtls><ns2:AddtlNtryInf>Sammelgutschrift QR</ns2:AddtlNtryInf></ns2:Ntry>
</ns2:Stmt></ns2:BkToCstmrStmt></ns2:Document>
"""
NORDIC_REPORT = """<?xml version="1.0" encoding="ISO-8859-1"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.02"><BkToCstmrAcctRpt>
<GrpHdr><MsgId>1</MsgId></GrpHdr><Rpt><Id>1</Id>
<Acct><Id><Othr><Id>5000 0012345</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>
<Ccy>SEK</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">500.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><DtTm>2025-03-05T06:00:00+01:00</DtTm></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>ITBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">1.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><DtTm>2025-03-05T12:00:00+01:00</DtTm></Dt></Bal>
<Ntry><Amt Ccy="SEK">499.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><DtTm>2025-03-05T09:41:00+01:00</DtTm></BookgDt><ValDt><Dt>2025-03-05</Dt></ValDt>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><TxId>SW-1</TxId></Refs><RltdPties><UltmtCdtr><Nm>Åsa Öberg</Nm></UltmtCdtr>
</RltdPties><AddtlTxInf>Swish betalning</AddtlTxInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="SEK">120.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>PDNG</Sts>
<ValDt><Dt>2025-03-06</Dt></ValDt>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>CCRD</Cd><SubFmlyCd>POSD</SubFmlyCd></Fmly></Domn></BkTxCd></Ntry>
</Rpt></BkToCstmrAcctRpt></Document>
"""
FOREIGN_NOTICE = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.13">
<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>1</MsgId></GrpHdr><Ntfctn><Id>1</Id>
<Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>
<Ntry><Amt Ccy="EUR">92.15</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2025-05-09</Dt></BookgDt><ValDt><Dt>2025-05-09</Dt></ValDt>
<NtryDtls><TxDtls><Refs><EndToEndId>INV-99</EndToEndId></Refs>
<AmtDtls><InstdAmt><Amt Ccy="USD">100.00</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">92.15</Amt></TxAmt>
<CntrValAmt><Amt Ccy="EUR">92.15</Amt><CcyXchg><SrcCcy>USD</SrcCcy><XchgRate>0.9215</XchgRate>
</CcyXchg></CntrValAmt></AmtDtls>
<RltdPties><Cdtr><Pty><Nm>ACME INC</Nm></Pty></Cdtr></RltdPties>
<RmtInf><Ustrd>Invoice 99</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">92.15</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd>
<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-05-12</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>INV-99</EndToEndId></Refs>
<RltdPties><Dbtr><Pty><Nm>Ada Lovelace</Nm></Pty></Dbtr><Cdtr><Pty><Nm>ACME INC</Nm></Pty></Cdtr>
</RltdPties><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>
<RmtInf><Ustrd>Invoice 99</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
"""


@dataclass(frozen=True)
class Case:
    text: str
    account: str
    rows: list[tuple[str, str, str, str | None, str | None, str]]
    encoding: str = "utf-8"


# amount, currency, day, who, reference, words
CASES = {
    "German statement": Case(
        GERMAN,
        "DE02500502010000654321",
        [
            ("-48.90", "EUR", "2025-07-01", "Stadtwerke Musterstadt GmbH", "2025-07-0815",
             "Abschlag Juli Vertragskonto 200045"),
            ("2310.55", "EUR", "2025-07-02", "Beispiel AG", None, "Gehalt Juni"),
        ],
    ),
    "Swiss batch": Case(
        SWISS_BATCH,
        "CH9300762011623852957",
        [
            ("545.6", "CHF", "2025-03-03", None, "0303BN0002", "Sammelgutschrift QR Rechnung 313"),
        ],
    ),
    "Nordic report": Case(
        NORDIC_REPORT,
        "50000012345",
        [
            ("-499.00", "SEK", "2025-03-05", "Åsa Öberg", "SW-1", "Swish betalning"),
            ("-120.00", "SEK", "2025-03-06", None, None, "POSD"),
        ],
        "latin-1",
    ),
    "foreign payment and its return": Case(
        FOREIGN_NOTICE,
        "NL91ABNA0417164300",
        [
            ("-92.15", "EUR", "2025-05-09", "ACME INC", "INV-99", "Invoice 99"),
            ("92.15", "EUR", "2025-05-12", "ACME INC", "INV-99", "Invoice 99"),
        ],
    ),
}  # fmt: skip
NAMES = list(CASES)


@pytest.mark.parametrize("name", NAMES)
def test_each_dialect_gives_its_rows(name: str) -> None:
    case = CASES[name]

    statement = read_text(SENSE, case.text, case.encoding)

    read = [(draft.amount, draft.currency, transaction(draft)) for draft in statement.rows]
    assert [
        (amount, currency, str(row.booked_on), row.counterparty, row.reference, row.description)
        for amount, currency, row in read
    ] == [(Decimal(amount), *rest) for amount, *rest in case.rows]
    assert {row.account for *_, row in read} == {case.account}


@pytest.mark.parametrize("name", NAMES)
def test_each_dialect_adds_up(name: str) -> None:
    case = CASES[name]

    statement = read_text(SENSE, case.text, case.encoding)

    assert statement.doubts == []
    assert statement.adds_up


@pytest.mark.parametrize("name", NAMES)
def test_every_value_stands_at_its_path_and_line(name: str) -> None:
    case = CASES[name]
    lines = case.text.split("\n")

    places = [
        place
        for draft in read_text(SENSE, case.text, case.encoding).drafts
        for place in draft.evidence
    ]

    assert all(place.path is not None and place.path.startswith("/Document/") for place in places)
    assert all(place.line and place.snippet in lines[place.line - 1] for place in places)


@pytest.mark.parametrize("name", ["German statement", "Swiss batch", "Nordic report"])
def test_in_no_dialect_a_changed_digit_of_an_entry_passes(name: str) -> None:
    case = CASES[name]
    booked = case.text.replace("120.00", "12O.OO")  # a pending entry is in no balance

    changed = list(
        other_digits(booked, r'<(?:ns2:)?Ntry>(?:.*\n)??.*<(?:ns2:)?Amt Ccy="\w+">([\d.]+)')
    )

    assert len(changed) >= 4
    texts = [text.replace("12O.OO", "120.00") for text in changed]
    assert {outcome(SENSE, text.encode(case.encoding)) for text in texts} == {"review"}


def test_the_foreign_amount_does_not_replace_the_booked_one() -> None:
    statement = read_text(SENSE, FOREIGN_NOTICE)

    assert {draft.currency for draft in statement.rows} == {"EUR"}
    assert statement.tally.found_sum == Decimal(0)


@pytest.mark.parametrize(
    ("before", "after", "doubt"),
    [
        ("<ns2:NbOfNtries>1<", "<ns2:NbOfNtries>2<", "count-differs"),
        ("<ns2:Sum>0<", "<ns2:Sum>1<", "sum-differs"),
        ("<ns2:NbOfTxs>2", "<ns2:NbOfTxs>3", "details-differ"),
        ('<ns2:Amt Ccy="CHF">200<', '<ns2:Amt Ccy="CHF">201<', "details-differ"),
        ('<ns2:Amt Ccy="CHF">100<', '<ns2:Amt Ccy="CHF">101<', "balance-differs"),
        ('<ns2:Amt Ccy="CHF">100<', '<ns2:Amt Ccy="CHF">lots<', "balance-unreadable"),
        ("<ns2:IBAN>CH9300762011623852957</ns2:IBAN>", "", "account-unknown"),
    ],
)  # fmt: skip
def test_each_thing_wrong_with_a_statement_is_a_doubt_of_its_own(
    before: str, after: str, doubt: str
) -> None:
    statement = read_text(SENSE, SWISS_BATCH.replace(before, after))

    assert doubt in statement.doubts
    assert len(statement.rows) == 1
