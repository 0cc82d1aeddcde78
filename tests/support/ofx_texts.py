"""OFX files made up for tests."""

from __future__ import annotations

HEADER = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"
ROW = (
    "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250310<TRNAMT>-12.50<FITID>a1<NAME>Corner Bakery</STMTTRN>"
)


def bank(rows: str, *, currency: str = "EUR", account: str = "123-456", after: str = "") -> str:
    return (
        "<OFX><SIGNONMSGSRSV1><SONRS><DTSERVER>00000000000000<LANGUAGE>ENG"
        "<FI><ORG>First Bank</FI></SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><STMTRS>"
        f"<CURDEF>{currency}<BANKACCTFROM><BANKID>70112233445566<ACCTID>{account}"
        "<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20250301<DTEND>20250331"
        f"{rows}</BANKTRANLIST>{after}</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )


def invest(transactions: str, positions: str = "") -> str:
    return (
        "<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20250401<CURDEF>USD"
        "<INVACCTFROM><BROKERID>broker<ACCTID>777</INVACCTFROM>"
        f"<INVTRANLIST>{transactions}</INVTRANLIST><INVPOSLIST>{positions}</INVPOSLIST>"
        "</INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>"
    )
