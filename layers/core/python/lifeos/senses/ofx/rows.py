"""One row of an OFX statement, from the leaves that were found inside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from lifeos.senses.ofx.elements import Element
from lifeos.senses.ofx.values import read_ofx_date
from lifeos.senses.statements.statement import Row, Spot
from lifeos.senses.values.currencies import is_or_was_currency

# Aggregates inside a row whose leaves bear names of the row's own.
NESTED = {"CURRENCY", "ORIGCURRENCY", "PAYEE", "BANKACCTTO", "CCACCTTO", "SECID", "IMAGEDATA"}
AMOUNT_TAGS = ("TRNAMT", "TOTAL")
BOOKED_TAGS = ("DTPOSTED", "DTTRADE", "DTSETTLE", "DTTRAN")
_VALUE_TAGS = ("DTAVAIL", "DTSETTLE")
_OUT = frozenset({"DEBIT", "CHECK", "DIRECTDEBIT"})
_IN = frozenset({"CREDIT", "DEP", "DIRECTDEP"})
_WORDS_TAGS = ("TRNTYPE", "INCOMETYPE", "BUYTYPE", "SELLTYPE")

Leaves = dict[str, Element]  # by name, `PAYEE.NAME` for nested ones; "" is the row itself


def row_of(leaves: Leaves, *, booked_on: date, amount: Decimal) -> Row:
    """The row without what its statement says for all rows (account, currency)."""
    described, payee = _described(leaves), first(leaves, ("PAYEE.NAME", "NAME"))
    reference, value = first(leaves, ("FITID",)), first(leaves, _VALUE_TAGS)
    value_on = read_ofx_date(value.text) if value else None
    return Row(
        booked_on=booked_on,
        amount=amount,
        currency=None,
        account=None,
        description=" ".join(leaf.text for leaf in described) or leaves[""].name,
        counterparty=text_of(payee),
        reference=text_of(reference),
        value_on=value_on,
        status="pending" if leaves[""].name == "STMTTRNP" else "booked",
        spots=(
            ("amount", spot_of(first(leaves, AMOUNT_TAGS))),
            ("booked_on", spot_of(first(leaves, BOOKED_TAGS))),
            *(("description", spot_of(leaf)) for leaf in described),
            ("counterparty", spot_of(payee)),
            ("reference", spot_of(reference)),
            ("value_on", spot_of(value) if value_on else None),
        ),
    )


def currency_of(leaves: Leaves, default: Element | None) -> Element | None:
    """CURRENCY inside a row says its amount is in another currency; ORIGCURRENCY does not."""
    leaf = first(leaves, ("CURRENCY.CURSYM",)) or default
    code = leaf.text.upper() if leaf else ""  # some programs write `eur`
    return replace(leaf, text=code) if leaf and is_or_was_currency(code) else None


def agrees(leaves: Leaves, amount: Decimal) -> bool | None:
    """Whether the sign is what the row's type says; None where the type says nothing.

    Source: OFX 2.2, 11.4.4.3: a DEBIT, CHECK or DIRECTDEBIT is negative, a CREDIT or DEP positive.
    """
    kind = (text_of(first(leaves, ("TRNTYPE",))) or "").upper()
    if not amount or kind not in _OUT | _IN:
        return None
    return (amount < 0) == (kind in _OUT)


def first(leaves: Leaves, names: tuple[str, ...]) -> Element | None:
    """The first of these leaves that is there and not empty."""
    return next((leaves[name] for name in names if name in leaves and leaves[name].text), None)


def text_of(leaf: Element | None) -> str | None:
    """Text of a leaf that may be missing."""
    return leaf.text if leaf else None


def spot_of(leaf: Element | None) -> Spot | None:
    """Place of a leaf that may be missing."""
    return leaf.spot if leaf and leaf.text else None


def _described(leaves: Leaves) -> list[Element]:
    """NAME and MEMO, or the one of them that contains the other; else the row's type."""
    name, memo = first(leaves, ("NAME", "PAYEE.NAME")), first(leaves, ("MEMO",))
    if name is None or memo is None:
        return [leaf for leaf in (name or memo or first(leaves, _WORDS_TAGS),) if leaf]
    short, long = " ".join(name.text.split()), " ".join(memo.text.split())
    if short in long:
        return [memo]
    return [name] if long in short else [name, memo]
