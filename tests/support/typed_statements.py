"""Statements typed out as they look, drawn letter for letter in a fixed pitch.

Each holds the same eight bookings in the manner of one bank, its wrapped descriptions, its days
printed once, its sections, its footer. `rows` is what reading must give: `day amount` a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_SIZE, _PITCH, _LEFT, _TOP = 7.5, 10.5, 30.0, 40.0


@dataclass(frozen=True)
class Typed:
    """One statement: its pages as text, and what is printed on them."""

    name: str
    text: str  # a form feed begins a page
    rows: str
    currency: str
    account: str | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def content(self) -> bytes:
        """The statement as PDF."""
        buffer = BytesIO()
        canvas = Canvas(buffer, pagesize=A4, invariant=True)
        for page in self.text.split("\f"):
            canvas.setFont("Courier", _SIZE)
            for number, line in enumerate(page.strip("\n").split("\n")):
                canvas.drawString(_LEFT, A4[1] - _TOP - number * _PITCH, line)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()


ROWS = """\
2025-01-03 -45.30
2025-01-03 -4.50
2025-01-03 -4.50
2025-01-15 2350.00
2025-01-17 -1200.00
2025-01-17 -60.00
2025-01-31 12.25
2025-01-31 -9.99"""
