"""The same invented rows written as many banks would write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Row = tuple[date, Decimal, str]  # day, signed amount, text

HEADINGS = {
    "en": ("Date", "Description", "Amount", "Paid out", "Paid in", "Balance"),
    "de": ("Buchungstag", "Verwendungszweck", "Betrag", "Soll", "Haben", "Saldo"),
    "fr": ("Date", "Libellé", "Montant", "Débit", "Crédit", "Solde"),
    "nl": ("Datum", "Omschrijving", "Bedrag", "Af", "Bij", "Saldo"),
    "es": ("Fecha", "Concepto", "Importe", "Cargo", "Abono", "Saldo"),
    "it": ("Data operazione", "Descrizione", "Importo", "Dare", "Avere", "Saldo"),
    "pt": ("Data mov.", "Descrição", "Valor", "Débito", "Crédito", "Saldo"),
    "pl": ("Data operacji", "Opis operacji", "Kwota", "Obciążenia", "Uznania", "Saldo po operacji"),
}


@dataclass(frozen=True)
class Style:
    """One way of writing a statement."""

    language: str = "en"
    delimiter: str = ","
    mark: Literal[".", ","] = "."
    thousands: str = ""
    dates: str = "%Y-%m-%d"
    split: bool = False
    balance: bool = True
    newest_first: bool = False
    quoted: bool = False
    preamble: int = 0
    opening: Decimal = Decimal("100.00")


def money(amount: Decimal, style: Style) -> str:
    """An amount in the notation of a style."""
    text = f"{amount:,.2f}"
    return text.replace(",", "T").replace(".", style.mark).replace("T", style.thousands)


def written(rows: Sequence[Row], style: Style) -> str:
    """The rows, oldest first, as the text of a statement."""
    day, text, amount, out, into, balance = HEADINGS[style.language]
    sides = [out, into] if style.split else [amount]
    lines = [[day, text, *sides, *([balance] if style.balance else [])]]
    running, body = style.opening, []
    for row_day, row_amount, row_text in rows:
        running += row_amount
        figures = _sides(row_amount, style) if style.split else [money(row_amount, style)]
        tail = [money(running, style)] if style.balance else []
        body.append([row_day.strftime(style.dates), row_text, *figures, *tail])
    lines += reversed(body) if style.newest_first else body
    above = ["Erika Muster", "", "Report"][: style.preamble]
    return "\n".join([*above, *(_line(cells, style) for cells in lines)]) + "\n"


def _sides(amount: Decimal, style: Style) -> list[str]:
    text = money(abs(amount), style)
    return [text, ""] if amount < 0 else ["", text]


def _line(cells: Sequence[str], style: Style) -> str:
    return style.delimiter.join(_cell(cell, style) for cell in cells)


def _cell(cell: str, style: Style) -> str:
    if style.quoted or style.delimiter in cell or '"' in cell or "\n" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
