"""Amounts, signs, dates and names of accounts in ISO 20022 cash management messages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from lifeos.senses.statements.statement import account_name
from lifeos.senses.texts.xml_stream import Node
from lifeos.senses.values.currencies import is_or_was_currency

_AMOUNT = re.compile(r"\+?(\d{1,18}(?:\.\d{0,10})?|\.\d{1,10})")  # xs:decimal of 18 digits
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[TZ+-].*)?")
_ACCOUNT_IDS = ("Id/IBAN", "Id/Othr/Id", "Id/BBAN", "Id/PrtryAcct/Id", "Id/UPIC")
_SIGNS = {"CRDT": 1, "DBIT": -1}


def read_amount(node: Node | None) -> Decimal | None:
    """The amount of an element, without sign."""
    match = _AMOUNT.fullmatch(node.text) if node else None
    return Decimal(match[1]) if match else None


def read_sign(node: Node, path: str = "CdtDbtInd") -> int | None:
    """1 for a credit, -1 for a debit, None if neither is said."""
    found = node.first(path)
    return _SIGNS.get(found.text) if found else None


def currency_of(node: Node | None) -> str | None:
    """The known currency of an amount element."""
    code = node.attributes.get("Ccy", "") if node else ""
    return code if is_or_was_currency(code) else None


def day_node(node: Node, name: str) -> Node | None:
    """The element of a date that is given as a day or as an instant."""
    return node.first(f"{name}/Dt", f"{name}/DtTm", f"{name}/Dt/Dt", f"{name}/Dt/DtTm")


def read_day(node: Node | None) -> date | None:
    """The day as it stands: of an instant the bank's local day, whatever its offset."""
    match = _DAY.fullmatch(node.text) if node else None
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def account_node(account: Node | None) -> Node | None:
    """The element that identifies an account."""
    return account.first(*_ACCOUNT_IDS) if account else None


def account_of(account: Node | None) -> str | None:
    """The account's name by the rule all statements share."""
    found = account_node(account)
    return account_name(found.text) if found else None
