"""Whom a paper is sent to: the cells of the page that are not the sender's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lifeos.senses.invoices import vocabulary as words
from lifeos.senses.invoices.labels import Label, Read, Sheet
from lifeos.senses.invoices.names import first_part, is_name, key, legal_name
from lifeos.senses.pdf.layout import Block, Cell
from lifeos.senses.values.phrases import Phrases, fold

LABELS = Phrases(
    seller=words.ISSUER, payee=words.PAYEE, buyer=words.BUYER, buyer_if_colon=words.FOR
)
_BUYER_LINES = 7
_FORM_LINES = 6
POSTCODE = re.compile(
    r"(?<![\w])(?:[A-Z]{1,2}[- ])?\d{4,5}(?:-\d{3})?(?: [A-Z]{2})?\s+[A-ZÀ-Ž]"
    r"|\b\d{2}-\d{3}\s+[A-ZÀ-Ž]"
    r"|\b[A-Z]{2},? \d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b"
)
_ADDRESSES_SOMEONE = re.compile(
    r"^\s*(?:attn|attention|t\.?a\.?v\.?|z\.? ?hd\.?|zu handen|a l'attention|à l'attention"
    r"|a la atencion|a la atención|c/o|alla c\.?a|all'attenzione|a/c|do rąk|herrn?|frau|spett"
    r"|exmo|an|mrs?|ms|miss|messrs|familie|fam|eheleute|madame|monsieur|mme|mlle|m\.? et mme"
    r"|mevr(?:ouw)?|mevrouw|de heer|dhr|se[ñn]or(?:a|es)?|sra?|don|do[ñn]a|d[ñn]a|sig(?:\.?ra)?|egr"
    r"|gent(?:ile|\.?le)|ex\.?m[oa]|pani?|sz\.? ?p)\b(?!\s*[&+])",
    re.IGNORECASE,
)


class Addressee:
    """Cells that belong to whom the paper is sent, and the names in them."""

    def __init__(self, labelled: Sequence[Sheet]) -> None:
        self._cells: set[int] = set()
        self._keys: set[str] = set()
        for sheet in labelled:
            for label in sheet.labels("buyer", "buyer_if_colon"):
                if _is_heading(label):
                    self._take(sheet, label)
            for block in sheet.page.blocks:
                self._add(_addressed(block))

    def has(self, read: Read[str]) -> bool:
        """Whether a name stands there, or is the same name elsewhere."""
        return id(read.run) in self._cells or key(read.value) in self._keys

    def holds(self, cell: Cell) -> bool:
        """Whether a cell is part of it."""
        return id(cell) in self._cells

    def _take(self, sheet: Sheet, label: Label) -> None:
        for read in names_by(sheet, label):
            self._keys.add(key(read.value))
        first = next(sheet.places(label), None)
        if first is not None and first.how != "below":
            self._cells.add(id(first.run))
        self._add(_cells_under(sheet, label)[:_BUYER_LINES])

    def _add(self, cells: Sequence[Cell]) -> None:
        for index, cell in enumerate(cells):
            self._cells.add(id(cell))
            if index < 2 and is_name(cell.text):
                self._keys.add(key(cell.text))


def _addressed(block: Block) -> Sequence[Cell]:
    """Of a block with a line such as `Attn: Jane Roe`, that line, a company over it, the rest.

    A sender line over the window is no company.
    """
    for index, cell in enumerate(block.cells[:4]):
        if _ADDRESSES_SOMEONE.match(cell.text) and not legal_name(cell.text):
            above = block.cells[index - 1].text if index else ""
            return block.cells[max(index - (not POSTCODE.search(above)), 0) :]
    return ()


def _cells_under(sheet: Sheet, label: Label) -> list[Cell]:
    """The column of cells that begins under a heading, until a gap of more than two lines."""
    cell = label.cell
    found: list[Cell] = []
    bottom = cell.y1
    for line in sheet.page.lines[label.row + 1 :]:
        if line.y0 - bottom > 2.2 * cell.height:
            break
        for under in line.cells:
            if abs(under.x0 - cell.x0) <= 6 or (cell.x0 < under.x0 < cell.x0 + 60 and not found):
                found.append(under)
                bottom = under.y1
    return found


def _is_heading(label: Label) -> bool:
    """A label that says who follows: alone, or with a colon, not a word in a sentence."""
    rest = label.cell.text[label.end :]
    if label.field == "buyer_if_colon":
        return label.leads and rest.lstrip().startswith(":")
    return label.leads and (label.alone or rest.lstrip().startswith(":") or len(rest) < 45)


_NAME_LABEL = re.compile(r"(?:name|nazwa|nom|naam|nombre|nome|firma|company)(?: *:|$) *")


def names_by(sheet: Sheet, label: Label) -> Iterator[Read[str]]:
    """The name a party label stands for: beside it, below it, or beside a `Name:` below it."""
    for place in sheet.places(label):
        named = _NAME_LABEL.match(fold(place.text))
        text = place.text[named.end() :] if named else place.text
        start, end = legal_name(text) or first_part(text)
        if is_name(text[start:end]):
            at = place.start + (named.end() if named else 0)
            yield Read(text[start:end], place.run, at + start, at + end)
            return
    for line in sheet.page.lines[label.row + 1 : label.row + _FORM_LINES]:
        for cell, beside in pairwise(line.cells):
            aligned = abs(cell.x0 - label.cell.x0) < 12
            if aligned and _NAME_LABEL.fullmatch(fold(cell.text)) and is_name(beside.text):
                yield Read(beside.text, beside, 0, len(beside.text))
                return
