"""The written and drawn bills once more as plain text, as an HTML table and as a mail's body."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from tests.support.corpus import Bill, bills
from tests.support.drawn import drawn_bills, drawn_cells

_CELL = re.compile(r"\S+(?: \S+)*")
_AMOUNT = re.compile(r"[.,]\d{2}\b(?![.,])")
_POINTS = 4.6  # of paper to a letter of text
_SLOT = 5  # letters to a column of the table


def retyped(half: str) -> Iterator[Bill]:
    """The bills of one half, all as text: written ones as they are, drawn ones set by letters."""
    if half in ("seen", "unseen"):
        yield from (Bill(bill.name, bill.truth, _plain(bill.text)) for bill in bills(half))
    else:
        drawn = drawn_bills("seen" if half == "drawn" else half)
        yield from (Bill(bill.name, bill.truth, _typed(bill.text)) for bill in drawn)


def as_text(bill: Bill, folder: Path) -> Path:
    """Write it as .txt."""
    return _write(folder / f"{bill.name}.txt", bill.text.encode())


def as_html(bill: Bill, folder: Path) -> Path:
    """Write it as an HTML page that is one table."""
    return _write(folder / f"{bill.name}.html", _table(bill).encode())


def as_mail(bill: Bill, folder: Path) -> Path:
    """Write it as a mail of its issuer on its day, the table as body, in quoted-printable."""
    message = EmailMessage()
    issuer = bill.truth.get("issuer", ("none",))[0]
    name = "" if issuer == "none" else issuer
    message["From"] = f'"{name}" <post@mailer.example>'
    message["To"] = "Jo Doe <jo@doe.example>"
    message["Subject"] = "Your document"
    day = bill.truth.get("issued", ("none",))[0]
    sent = date(2025, 6, 1) if day == "none" else date.fromisoformat(day)
    message["Date"] = f"{sent:%a, %d %b %Y} 09:30:00 +0100"
    message["Message-ID"] = f"<{bill.name}@mailer.example>"
    message.set_content(_table(bill), subtype="html", cte="quoted-printable")
    return _write(folder / f"{bill.name}.eml", message.as_bytes())


WAYS: dict[str, Callable[[Bill, Path], Path]] = {
    "text": as_text,
    "html": as_html,
    "mail": as_mail,
}


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _plain(text: str) -> str:
    pages = text.replace("---page---\n", "\n")
    return re.sub(r"(?m)^#", "", pages)


def _typed(text: str) -> str:
    """A drawn bill by letters: each cell as far right as on paper, none over another."""
    lines = []
    for row in text.splitlines():
        line = ""
        for align, x, words in drawn_cells(row):
            room = len(words) * {">": 1.0, "^": 0.5}.get(align, 0.0)
            left = max(round(x / _POINTS - room), len(line) + 2 if line else 0)
            line = f"{line.ljust(left)}{words}"
        if line or not row.startswith("@"):
            lines.append(line)
    return "\n".join(lines)


def _table(bill: Bill) -> str:
    rows = []
    for line in bill.text.splitlines():
        cells, used = [], 0
        for cell in _CELL.finditer(line):
            right = bool(_AMOUNT.search(cell[0]))
            slot = max((cell.end() if right else cell.start()) // _SLOT, used)
            cells += ["<td></td>"] * (slot - used) + [f"<td>{html.escape(cell[0])}</td>"]
            used = slot + 1
        rows.append(f"<tr>{''.join(cells)}</tr>")
    body = "\n".join(rows)
    return f"<!DOCTYPE html>\n<html><body><table>\n{body}\n</table></body></html>\n"
