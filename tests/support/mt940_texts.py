"""MT940 statements made up for tests."""

from __future__ import annotations

ROWS = ":61:2503030303D12,50NMSCNONREF\n:86:Corner Bakery\n:61:250304C100,NTRFR1//B1\n:86:Wages\n"


def message(
    rows: str = ROWS,
    *,
    account: str = "DE89370400440532013000",
    opening: str = "C250301EUR10,00",
    closing: str = "C250304EUR97,5",
    after: str = "",
) -> str:
    return (
        f":20:STARTUMS\n:25:{account}\n:28C:1/1\n:60F:{opening}\n{rows}:62F:{closing}\n{after}-\n"
    )
