"""The bank account as OFX 1.0.2: tags that are never closed, one statement.

Source: OFX 1.0.3 specification, chapters 2 (headers) and 11 (bank statements).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from samples import truth
from samples.clock import utc_offset_hours
from samples.ledger import Entry, Extract
from samples.parties import BANK

_SHOWS: Final = frozenset({"reference"})
_TYPES: Final = {
    "card": "POS",
    "debit": "DIRECTDEBIT",
    "transfer": "XFER",
    "salary": "DIRECTDEP",
    "refund": "CREDIT",
}
_HEADER: Final = (
    "OFXHEADER:100",
    "DATA:OFXSGML",
    "VERSION:102",
    "SECURITY:NONE",
    "ENCODING:USASCII",
    "CHARSET:1252",
    "COMPRESSION:NONE",
    "OLDFILEUID:NONE",
    "NEWFILEUID:NONE",
    "",
)


def statement(part: Extract) -> truth.Filed:
    """The account's rows of some days with the closing balance."""
    rows = [_numbered(row) for row in part.rows]
    lines = [*_HEADER, *_opened(part)]
    for row in rows:
        lines += _transaction(row)
    lines += _closed(part)
    closing = truth.balance_fact(part.account, "closing", when=part.last, amount=part.closing)
    facts = [truth.row_fact(row, shows=_SHOWS) for row in rows]
    return truth.Filed(
        file=f"Bank/export_{part.first:%Y%m}.ofx",
        content="".join(f"{line}\r\n" for line in lines).encode("cp1252"),
        format="ofx",
        document_kind="bank_statement",
        facts=(*facts, closing),
        more=truth.statement(part),
    )


def _numbered(row: Entry) -> Entry:
    """OFX has one reference a row, the bank's own number (FITID)."""
    return replace(row, reference=f"{row.booked_on:%Y%m%d}{row.thing[-3:]}")


def _moment(day: date) -> str:
    return f"{day:%Y%m%d}120000.000[+{utc_offset_hours(day)}:CET]"


def _opened(part: Extract) -> list[str]:
    return [
        "<OFX>",
        "<SIGNONMSGSRSV1><SONRS>",
        "<STATUS><CODE>0<SEVERITY>INFO</STATUS>",
        f"<DTSERVER>{_moment(part.last + timedelta(days=2))}",
        "<LANGUAGE>DUT",
        f"<FI><ORG>{BANK.name}<FID>{BANK.bic}</FI>",
        "</SONRS></SIGNONMSGSRSV1>",
        "<BANKMSGSRSV1><STMTTRNRS>",
        "<TRNUID>1",
        "<STATUS><CODE>0<SEVERITY>INFO</STATUS>",
        "<STMTRS>",
        "<CURDEF>EUR",
        "<BANKACCTFROM>",
        f"<BANKID>{BANK.bic}",
        f"<ACCTID>{part.account}",
        "<ACCTTYPE>CHECKING",
        "</BANKACCTFROM>",
        "<BANKTRANLIST>",
        f"<DTSTART>{_moment(part.first)}",
        f"<DTEND>{_moment(part.last)}",
    ]


def _transaction(row: Entry) -> list[str]:
    return [
        "<STMTTRN>",
        f"<TRNTYPE>{_TYPES[row.way]}",
        f"<DTPOSTED>{_moment(row.booked_on)}",
        f"<TRNAMT>{row.amount}",
        f"<FITID>{row.reference}",
        f"<NAME>{row.counterparty}",
        f"<MEMO>{row.text}",
        "</STMTTRN>",
    ]


def _closed(part: Extract) -> list[str]:
    return [
        "</BANKTRANLIST>",
        f"<LEDGERBAL><BALAMT>{part.closing}<DTASOF>{_moment(part.last)}</LEDGERBAL>",
        "</STMTRS>",
        "</STMTTRNRS></BANKMSGSRSV1>",
        "</OFX>",
    ]
