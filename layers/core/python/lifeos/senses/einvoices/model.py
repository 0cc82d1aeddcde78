"""What an electronic invoice states, as the elements that state it.

The names are those of `InvoiceData`; in brackets stands the business term of EN 16931-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from lifeos.senses.texts.xml_stream import Node

Syntax = Literal["cii", "ubl"]

_NUMBER = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,10})?|\.\d{1,10})")  # xs:decimal, 18 digits
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:Z|[+-]\d{2}:\d{2}|T.*|\d{4}|\d{6})?")
# Source: UNTDID 1001, the codes that EN 16931 (code list 1001, CreditNote) gives credit notes.
CREDIT_NOTE_CODES = frozenset(
    ["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"]
)  # fmt: skip


def number_of(node: Node | None) -> Decimal | None:
    """The amount, rate or quantity of an element; None if it has none."""
    return Decimal(node.text) if node and _NUMBER.fullmatch(node.text) else None


def day_of(node: Node | None) -> date | None:
    """The day of an element: `2025-03-01` (xs:date), `20250301` (UN/CEFACT format 102), or the
    same with a time of day behind it (203, 204).
    """
    match = _DAY.fullmatch(node.text) if node else None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Tax:
    """VAT of one rate and category (BG-23)."""

    rate: Node | None  # BT-119; absent for some exemptions
    base: Node | None  # BT-116
    tax: Node | None  # BT-117


@dataclass(frozen=True, slots=True)
class Line:
    """One invoice line (BG-25). Lines of text alone have no amount."""

    node: Node
    description: Node | None  # BT-153
    quantity: Node | None  # BT-129
    price: Node | None  # BT-146
    price_quantity: Node | None  # BT-149
    amount: Node | None  # BT-131


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside the invoice (BT-125), still base64."""

    name: str
    media_type: str
    node: Node


@dataclass
class EInvoice:
    """One invoice as its elements; `text` holds single values, `amounts` the document totals."""

    root: Node
    syntax: Syntax
    texts: dict[str, Node] = field(default_factory=dict)
    days: dict[str, Node] = field(default_factory=dict)
    amounts: dict[str, Node] = field(default_factory=dict)
    taxes: list[Tax] = field(default_factory=list)
    allowances: list[Node] = field(default_factory=list)  # BT-92
    charges: list[Node] = field(default_factory=list)  # BT-99
    lines: list[Line] = field(default_factory=list)
    enclosed: list[Enclosed] = field(default_factory=list)

    @property
    def is_credit_note(self) -> bool:
        """By its root element, whatever its type, or by its type code (BT-3)."""
        code = self.texts.get("type_code")
        return self.root.name == "CreditNote" or bool(code and code.text in CREDIT_NOTE_CODES)

    def text(self, name: str) -> str | None:
        """A single value as text, its blanks and line ends made one blank."""
        node = self.texts.get(name)
        return " ".join(node.text.split()) if node else None

    def day(self, name: str) -> date | None:
        """A day that can be read."""
        return day_of(self.days.get(name))

    def amount(self, name: str) -> Decimal | None:
        """A document total that can be read."""
        return number_of(self.amounts.get(name))

    def unreadable(self) -> Iterator[tuple[str, Node]]:
        """Figures and days that are stated and cannot be read, with their names."""
        figures = [*self.amounts.items(), *self._parts()]
        yield from ((name, node) for name, node in figures if number_of(node) is None)
        yield from ((name, node) for name, node in self.days.items() if day_of(node) is None)

    def _parts(self) -> Iterator[tuple[str, Node]]:
        named = [("allowance", node) for node in self.allowances]
        named += [("charge", node) for node in self.charges]
        for tax in self.taxes:
            found = (("tax rate", tax.rate), ("tax base", tax.base), ("tax", tax.tax))
            named += [(name, node) for name, node in found if node]
        for line in self.lines:
            found = (("line", line.amount), ("price", line.price), ("quantity", line.quantity))
            named += [(name, node) for name, node in found if node]
        yield from named
