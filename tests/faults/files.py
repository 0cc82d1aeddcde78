"""Small files with distinct bytes, and how many facts each must give."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

ROWS = 3  # booked rows of a statement


@dataclass(frozen=True)
class MadeFile:
    """One file on disk; `number` is in its text, so no two say the same."""

    path: Path
    number: int
    transactions: int
    invoices: int


def make_files(folder: Path, count: int, *, first: int = 0) -> list[MadeFile]:
    """Bills as PDF and bank statements as CSV in turn, numbered from `first`."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_made(folder, number) for number in range(first, first + count)]


def _made(folder: Path, number: int) -> MadeFile:
    if number % 2:
        path = folder / f"statement-{number:05}.csv"
        path.write_text(_statement(number), encoding="utf-8")
        return MadeFile(path, number, transactions=ROWS, invoices=0)
    path = folder / f"bill-{number:05}.pdf"
    path.write_bytes(_bill(number))
    return MadeFile(path, number, transactions=0, invoices=1)


def _bill(number: int) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, invariant=True)
    day = date(2025, 1, 1) + timedelta(days=number % 365)
    lines = (
        "Northwind Energy Ltd",
        f"Invoice number: NE-{number:06}",
        f"Invoice date: {day.isoformat()}",
        f"Total: EUR {20 + number}.{number % 100:02}",
    )
    for place, line in enumerate(lines):
        canvas.drawString(72, 760 - 20 * place, line)
    canvas.save()
    return made.getvalue()


def _statement(number: int) -> str:
    """Balances that add up, and an account's worth of words that no other file has."""
    balance = 1000 + number
    lines = ["Date,Description,Amount,Balance"]
    for row in range(ROWS):
        amount = -(row + 1) * 10 - number % 7
        balance += amount
        day = date(2025, 1, 1) + timedelta(days=row + number % 300)
        lines.append(f"{day.isoformat()},Shop {number:05} part {row},{amount}.00,{balance}.00")
    return "\n".join(lines) + "\n"
