"""The bank account as CAMT.053.001.02, with opening and closing balance and a summary.

Source: ISO 20022 BankToCustomerStatementV02.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from samples import truth
from samples.clock import utc_offset_hours
from samples.ledger import Entry, Extract
from samples.parties import BANK, MARA

_SHOWS: Final = frozenset({"counterparty", "reference", "value_on", "counter_iban"})
_NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"


def statement(part: Extract) -> truth.Filed:
    """The account's rows of some days between two balances."""
    opening = truth.balance_fact(part.account, "opening", when=part.first, amount=part.opening)
    closing = truth.balance_fact(part.account, "closing", when=part.last, amount=part.closing)
    rows = (truth.row_fact(row, shows=_SHOWS) for row in part.rows)
    return truth.Filed(
        file=f"Bank/CAMT053_{part.account}_{part.first:%Y-%m}.xml",
        content="".join(f"{line}\n" for line in _document(part)).encode(),
        format="camt",
        document_kind="bank_statement",
        facts=(opening, *rows, closing),
        more=truth.statement(part),
    )


def _document(part: Extract) -> Iterator[str]:
    made = part.last + timedelta(days=1)
    moment = f"{made}T06:15:00+0{utc_offset_hours(made)}:00"
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<Document xmlns="{_NAMESPACE}">'
    yield "<BkToCstmrStmt>"
    yield f"<GrpHdr><MsgId>VB{made:%Y%m%d}0001</MsgId><CreDtTm>{moment}</CreDtTm></GrpHdr>"
    yield "<Stmt>"
    yield f"<Id>{part.account}-{part.first:%Y%m}</Id>"
    yield f"<ElctrncSeqNb>{part.first.month}</ElctrncSeqNb>"
    yield f"<CreDtTm>{moment}</CreDtTm>"
    yield f"<Acct><Id><IBAN>{part.account}</IBAN></Id><Ccy>EUR</Ccy>"
    yield f"<Ownr><Nm>{escape(MARA.name)}</Nm></Ownr>"
    yield f"<Svcr><FinInstnId><BIC>{BANK.bic}</BIC></FinInstnId></Svcr></Acct>"
    yield _balance("OPBD", part.opening, day=part.first)
    yield _balance("CLBD", part.closing, day=part.last)
    yield from _summary(part)
    for row in part.rows:
        yield from _entry(row)
    yield "</Stmt>"
    yield "</BkToCstmrStmt>"
    yield "</Document>"


def _direction(amount: Decimal) -> str:
    return f"<CdtDbtInd>{'CRDT' if amount >= 0 else 'DBIT'}</CdtDbtInd>"


def _balance(code: str, amount: Decimal, *, day: date) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    money = f'<Amt Ccy="EUR">{abs(amount)}</Amt>{_direction(amount)}'
    return f"<Bal>{kind}{money}<Dt><Dt>{day}</Dt></Dt></Bal>"


def _summary(part: Extract) -> Iterator[str]:
    received = [row.amount for row in part.rows if row.amount >= 0]
    spent = [-row.amount for row in part.rows if row.amount < 0]
    yield f"<TxsSummry><TtlNtries><NbOfNtries>{len(part.rows)}</NbOfNtries></TtlNtries>"
    for tag, amounts in (("TtlCdtNtries", received), ("TtlDbtNtries", spent)):
        total = sum(amounts, Decimal(0))
        yield f"<{tag}><NbOfNtries>{len(amounts)}</NbOfNtries><Sum>{total}</Sum></{tag}>"
    yield "</TxsSummry>"


def _entry(row: Entry) -> Iterator[str]:
    day = row.booked_on
    yield f'<Ntry><Amt Ccy="EUR">{abs(row.amount)}</Amt>{_direction(row.amount)}<Sts>BOOK</Sts>'
    yield f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
    yield "<BkTxCd><Prtry><Cd>541</Cd><Issr>VB</Issr></Prtry></BkTxCd>"
    yield "<NtryDtls><TxDtls>"
    if row.reference:
        yield f"<Refs><EndToEndId>{escape(row.reference)}</EndToEndId></Refs>"
    yield _other_side(row)
    yield f"<RmtInf><Ustrd>{escape(row.text)}</Ustrd></RmtInf>"
    yield "</TxDtls></NtryDtls></Ntry>"


def _other_side(row: Entry) -> str:
    """Who was paid (Cdtr) or who paid (Dbtr), and the account if one is known."""
    role = "Dbtr" if row.amount >= 0 else "Cdtr"
    name = f"<{role}><Nm>{escape(row.counterparty)}</Nm></{role}>"
    iban = row.counter_iban
    account = f"<{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>" if iban else ""
    return f"<RltdPties>{name}{account}</RltdPties>"
