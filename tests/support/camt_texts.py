"""CAMT messages made up for tests."""

from __future__ import annotations

from decimal import Decimal

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
MESSAGES = {
    "052": ("BkToCstmrAcctRpt", "Rpt"),
    "053": ("BkToCstmrStmt", "Stmt"),
    "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt"


def entry(
    cents: int = -1250,
    *,
    day: str = "2025-03-03",
    status: str = "BOOK",
    details: str = "",
    more: str = "",
) -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{Decimal(abs(cents)) / 100:.2f}</Amt>'
        f"<CdtDbtInd>{'DBIT' if cents < 0 else 'CRDT'}</CdtDbtInd><Sts>{status}</Sts>"
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
        f"{details and f'<NtryDtls>{details}</NtryDtls>'}{more}</Ntry>\n"
    )


def balance(code: str, cents: int, day: str = "2025-03-01") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{Decimal(abs(cents)) / 100:.2f}</Amt>'
        f"<CdtDbtInd>{'DBIT' if cents < 0 else 'CRDT'}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n"
    )


def camt(
    body: str,
    *,
    message: str = "053",
    version: str = "02",
    account: str = "<IBAN>DE89370400440532013000</IBAN>",
) -> str:
    outer, inner = MESSAGES[message]
    return (
        f'{DECLARATION}<Document xmlns="{NAMESPACE}.{message}.001.{version}">'
        f"<{outer}><GrpHdr><MsgId>1</MsgId></GrpHdr>\n<{inner}><Id>1</Id>"
        f"<Acct><Id>{account}</Id><Svcr><FinInstnId><Nm>First Bank</Nm>"
        "</FinInstnId></Svcr></Acct>\n"
        f"{body}</{inner}></{outer}></Document>"
    )


def details(
    *, words: str = "Rolls", side: str = "Cdtr", name: str = "Corner Bakery", more: str = ""
) -> str:
    return (
        f"<TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs>"
        f"<RltdPties><{side}><Nm>{name}</Nm></{side}></RltdPties>"
        f"<RmtInf><Ustrd>{words}</Ustrd></RmtInf>{more}</TxDtls>"
    )
