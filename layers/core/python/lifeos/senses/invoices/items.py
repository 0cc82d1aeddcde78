"""Rows of a bill's table, kept only if they add up.

A table begins at a line that heads a description and an amount column. Rows are read until the
totals begin. They are kept if their amounts sum to a net or a total the bill states; a table
whose sum proves nothing is left out, since half of a table would look like the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lifeos.contracts.facts import InvoiceItem
from lifeos.senses.invoices import vocabulary_amounts as words
from lifeos.senses.invoices.labels import Label, Read, Sheet, sheets
from lifeos.senses.invoices.money import Money
from lifeos.senses.pdf.layout import Cell, Line, PageWords
from lifeos.senses.values.amounts import Notation, readings
from lifeos.senses.values.phrases import Phrases, fold

COLUMNS = Phrases(
    description="""
    description|item|service|product|article|details|particulars|activity|item description
    bezeichnung|beschreibung|artikel|leistung|artikelbeschreibung|produkt|position|artikelbezeichnung
    designation|libelle|produit|intitule|prestation|omschrijving|dienst|concepto|descripcion|articulo
    producto|descrizione|articolo|prodotto|servizio|descricao|artigo|designacao|produto|nazwa
    nazwa towaru|nazwa towaru lub uslugi|usluga|opis|nazwa towaru uslugi|towar
    """,
    quantity="""
    qty|quantity|hours|units|hrs qty|menge|anzahl|stuck|quantite|qte|aantal|hoeveelheid|cantidad
    uds|cant|unidades|quantita|q ta|qta|quantidade|qtd|qt|ilosc|std
    """,
    price="""
    unit price|price|rate|unit cost|price each|rate price|einzelpreis|preis|e preis|stuckpreis
    nettopreis|prix unitaire|p u|pu|prix|prix unitaire ht|pu ht|prijs|stukprijs|prijs per stuk
    precio
    p unitario|precio unitario|prezzo|prezzo unitario|preco|preco unitario|cena|cena netto
    cena jednostkowa
    """,
    amount="""
    amount|total|line total|sum|net amount|subtotal|sub total|line amount|gesamt|summe|betrag
    gesamtpreis|g preis|nettobetrag|montant|montant ht|total ht|prix ht|bedrag|totaal|prijs incl btw
    importe|importo|totale|valor|kwota|wartosc|wartosc netto|wartosc brutto|line amount excl vat
    prix total|totaalprijs|total line
    """,
)
_TOTALS = Phrases(end=words.NET + words.TOTAL + words.DUE_AMOUNT + words.TAX + words.TOTAL_WEAK)
_MOST_ITEMS = 500
_ROUNDING = Decimal("0.02")
_GAP = 8.0  # letter heights without a row end the table


@dataclass(frozen=True)
class _Column:
    field: str
    x0: float
    x1: float


@dataclass(frozen=True)
class _Row:
    line: Line
    amount: Money


def read_items(
    pages: Sequence[PageWords],
    amounts: Sequence[Money],
    *,
    sums: Collection[Decimal],
) -> tuple[Read[InvoiceItem], ...]:
    """Rows of the first table whose amounts sum to one of `sums`; empty if none does."""
    for sheet in sheets(pages, COLUMNS):
        for row, columns in _headers(sheet):
            for column in reversed([c for c in columns if c.field == "amount"]):
                rows = list(_rows(sheet, column, header=row, amounts=amounts))
                whole = sum((r.amount.value or Decimal(0) for r in rows), Decimal(0))
                if rows and any(abs(whole - stated) <= _ROUNDING for stated in sums if stated):
                    return tuple(_item(r, columns) for r in rows[:_MOST_ITEMS])
    return ()


def _headers(sheet: Sheet) -> Iterator[tuple[int, list[_Column]]]:
    """Lines that head a description, an amount, and one more column."""
    by_row: dict[int, list[Label]] = {}
    for label in sheet.labels("description", "quantity", "price", "amount"):
        by_row.setdefault(label.row, []).append(label)
    for row, labels in by_row.items():
        columns = [_column(label) for label in labels]
        fields = {column.field for column in columns}
        if {"description", "amount"} <= fields and len(fields) >= 3:
            yield row, sorted(columns, key=lambda column: column.x0)


def _column(label: Label) -> _Column:
    return _Column(label.field, *label.cell.edges(label.start, label.end))


def _rows(
    sheet: Sheet, column: _Column, *, header: int, amounts: Sequence[Money]
) -> Iterator[_Row]:
    """Lines below the header with an amount in the column, up to the totals."""
    lines = sheet.page.lines
    bottom = lines[header].y1
    under = {m.row: m for m in amounts if m.page == sheet.page.number and _is_under(m, column)}
    for row in range(header + 1, len(lines)):
        line = lines[row]
        if line.y0 - bottom > _GAP * line.height or _begins_totals(line):
            return
        if row in under and line.cells[0].x0 < under[row].x0 - 1:
            yield _Row(line, under[row])
            bottom = line.y1


def _is_under(money: Money, column: _Column) -> bool:
    return min(money.x1, column.x1 + 3) - max(money.x0, column.x0 - 3) > 0


def _begins_totals(line: Line) -> bool:
    return any(match.start <= 1 for match in _TOTALS.find(fold(line.cells[0].text)))


def _item(row: _Row, columns: Sequence[_Column]) -> Read[InvoiceItem]:
    description = _cell_under(row.line, columns, field="description") or row.line.cells[0]
    amount, notation = row.amount.value, row.amount.notation
    item = InvoiceItem(
        description=description.text[:300],
        quantity=_number(_cell_under(row.line, columns, field="quantity"), notation),
        unit_price=_number(_cell_under(row.line, columns, field="price"), notation),
        amount=amount if amount is not None else Decimal(0),
    )
    return Read(item, row.line, 0, len(row.line.text))


def _cell_under(line: Line, columns: Sequence[_Column], *, field: str) -> Cell | None:
    for column in columns:
        for cell in line.cells:
            if column.field == field and min(cell.x1, column.x1) - max(cell.x0, column.x0) > 0:
                return cell
    return None


def _number(cell: Cell | None, notation: Notation | None) -> Decimal | None:
    """The cell's only number, or None: `2 Stk` is 2."""
    if cell is None:
        return None
    found = readings(cell.text)
    values = set(found.values())
    return values.pop() if len(values) == 1 else found.get(notation) if notation else None
