"""One account through OFX, CAMT and MT940: the same rows are the same facts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.registry import named

from tests.support.statements import read_text

IBAN = "DE89370400440532013000"
Row = tuple[int, int, str, str]  # day, cents, name, purpose
_NAMES = st.sampled_from(["Corner Bakery", "Ada Lovelace", "Stadtwerke Ulm", "ACME B.V."])
_PURPOSES = st.sampled_from(["Rolls", "Invoice 4711", "Rent March", "Thank you"])
_ROWS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(-3, 3), _NAMES, _PURPOSES), min_size=1, max_size=12
)


def day_of(row: Row) -> date:
    return date(2025, 3, 1) + timedelta(days=row[0])


def amount_of(row: Row) -> Decimal:
    return Decimal(row[1]) / 100


def as_ofx(rows: list[Row]) -> str:
    body = "".join(
        f"<STMTTRN><DTPOSTED>{day_of(row):%Y%m%d}<TRNAMT>{amount_of(row)}<FITID>{number}"
        f"<NAME>{row[2]}<MEMO>{row[3]}</STMTTRN>"
        for number, row in enumerate(rows)
    )
    return (
        "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>37040044"
        f"<ACCTID>0532013000</BANKACCTFROM><BANKTRANLIST>{body}</BANKTRANLIST>"
        "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )


def as_mt940(rows: list[Row]) -> str:
    body = "".join(
        f":61:{day_of(row):%y%m%d}{'D' if row[1] < 0 else 'C'}"
        f"{str(abs(amount_of(row))).replace('.', ',')}NMSCNONREF\n"
        f":86:166?00BOOKING?20EREF+E{number}?21SVWZ+{row[3]}?32{row[2]}\n"
        for number, row in enumerate(rows)
    )
    return f":20:A\n:25:37040044/532013000\n:60F:C250301EUR0,\n{body}:62F:C250310EUR0,\n-\n"


def as_camt(rows: list[Row]) -> str:
    body = "".join(
        f'<Ntry><Amt Ccy="EUR">{abs(amount_of(row))}</Amt>'
        f"<CdtDbtInd>{'DBIT' if row[1] < 0 else 'CRDT'}</CdtDbtInd>"
        f"<BookgDt><Dt>{day_of(row)}</Dt></BookgDt><NtryDtls><TxDtls><RltdPties>"
        f"<Dbtr><Nm>{row[2]}</Nm></Dbtr><Cdtr><Nm>{row[2]}</Nm></Cdtr></RltdPties>"
        f"<RmtInf><Ustrd>{row[3]}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        for row in rows
    )
    return (
        "<Document><BkToCstmrStmt><Stmt>"
        f"<Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>{body}</Stmt></BkToCstmrStmt></Document>"
    )


def identities(name: str, text: str) -> set[tuple[str, ...]]:
    return {draft.identity for draft in read_text(named(name), text).rows}


@settings(max_examples=60)
@given(rows=_ROWS)
def test_the_same_rows_have_the_same_identities_in_every_format(rows: list[Row]) -> None:
    from_ofx = identities("ofx", as_ofx(rows))

    assert len(from_ofx) == len(rows)
    assert identities("mt940", as_mt940(rows)) == from_ofx
    assert identities("camt", as_camt(rows)) == from_ofx
