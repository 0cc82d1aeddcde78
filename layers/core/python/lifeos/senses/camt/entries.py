"""One entry of a CAMT message with the payments it consists of."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from lifeos.senses.camt.values import (
    account_node,
    account_of,
    currency_of,
    day_node,
    read_amount,
    read_day,
    read_sign,
)
from lifeos.senses.statements.statement import Row, Spot, is_reference
from lifeos.senses.texts.xml_stream import Node

KEPT_DETAILS = 20  # a batch of thousands is one row; its text need not name them all
_NAMES = ("Nm", "Pty/Nm", "Agt/FinInstnId/Nm")
_DETAIL_WORDS = ("RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf", "AddtlTxInf")
_CODES = ("BkTxCd/Prtry/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd", "BkTxCd/Domn/Cd")
_REFERENCES = ("Refs/EndToEndId", "RmtInf/Strd/CdtrRefInf/Ref", "Refs/TxId", "Refs/AcctSvcrRef")


@dataclass(slots=True)
class Details:
    """The payments of one entry: the first few whole, all of them counted and added up."""

    kept: list[Node] = field(default_factory=list)
    count: int = 0
    plain_sum: Decimal = Decimal(0)
    signed_sum: Decimal = Decimal(0)
    currencies: set[str | None] = field(default_factory=set)
    charged: bool = False

    def add(self, node: Node) -> None:
        """Count one payment (TxDtls)."""
        self.count += 1
        if self.count <= KEPT_DETAILS:
            self.kept.append(node)
        amount_node = node.first("Amt", "AmtDtls/TxAmt/Amt")
        amount = read_amount(amount_node)
        self.currencies.add(currency_of(amount_node) if amount is not None else None)
        self.plain_sum += amount or 0
        self.signed_sum += (amount or 0) * (read_sign(node) or 1)
        self.charged = self.charged or bool(node.every("Chrgs"))

    def sums(self, currency: str | None) -> set[Decimal]:
        """What the payments add up to, if all are stated in `currency` and without charges."""
        if self.charged or self.currencies != {currency} or currency is None:
            return set()
        return {self.plain_sum, abs(self.signed_sum)}


def is_dated(entry: Node) -> bool:
    """Whether the entry says when it was booked or counts, readable or not."""
    return bool(entry.every("BookgDt") or entry.every("ValDt"))


def misdated(entry: Node) -> bool:
    """Whether the entry states a booking day that is no day of the calendar."""
    booked = day_node(entry, "BookgDt")
    return booked is not None and read_day(booked) is None


def read_entry(
    entry: Node, details: Details, *, account: Node | None, stated_on: Node | None
) -> Row | None:
    """The entry as a row, of its statement's day if it has none; None if it is not readable."""
    amount_node, (booked, value) = entry.first("Amt"), _days(entry, stated_on)
    amount, sign, day = read_amount(amount_node), read_sign(entry), read_day(booked)
    if amount_node is None or amount is None or sign is None or day is None:
        return None
    words, party = _words(entry, details), _party(entry, details, sign=sign)
    reference = _reference(entry, details)
    return Row(
        booked_on=day,
        value_on=read_day(value),
        amount=sign * amount,
        currency=currency_of(amount_node),
        account=account_of(account),
        description=" ".join(node.text for node in words),
        counterparty=party.text if party else None,
        reference=reference.text if reference else None,
        status="booked" if is_booked(entry) else "pending",
        spots=(
            ("amount", amount_node.spot),
            ("currency", amount_node.attribute("Ccy")),
            *_spots(booked_on=booked, value_on=value, account=account_node(account)),
            *_spots(counterparty=party, reference=reference),
            *(("description", node.spot) for node in words),
        ),
    )


def _days(entry: Node, stated_on: Node | None) -> tuple[Node | None, Node | None]:
    """Booked and value date; one that is missing or unreadable is stood in for or left out."""
    booked, value = day_node(entry, "BookgDt"), day_node(entry, "ValDt")
    value = value if read_day(value) else None
    return (booked if read_day(booked) else value or stated_on), value


def is_booked(entry: Node) -> bool:
    """Whether the entry is part of the balance; a missing status is a booking."""
    status = entry.first("Sts", "Sts/Cd", "Sts/Prtry")
    return status is None or status.text == "BOOK"


def _words(entry: Node, details: Details) -> list[Node]:
    """One payment speaks for itself; of a batch the bank's own line comes first."""
    own = entry.every("AddtlNtryInf")
    said = [
        node
        for detail in details.kept
        for path in _DETAIL_WORDS
        for node in detail.every(path)
        if node.text
    ]
    chosen = [*own, *said] if details.count > 1 else said or own
    spoken = [node for node in chosen if node.text]
    fallback = entry.first(*_CODES) or next(
        (node for detail in details.kept if (node := detail.first(*_CODES))), None
    )
    return spoken or ([fallback] if fallback else [])


def _party(entry: Node, details: Details, *, sign: int) -> Node | None:
    """Who paid or was paid; nobody in particular if the payments of a batch name several.

    In a reversal or a return the parties stay those of the first payment, so they swap sides.
    """
    reversal = entry.first("RvslInd")
    reversed_entry = reversal is not None and reversal.text in {"true", "1"}
    found = []
    for detail in details.kept:
        turned = reversed_entry or bool(detail.every("RtrInf"))
        side = "Dbtr" if (sign > 0) != turned else "Cdtr"
        paths = [f"RltdPties/{who}/{name}" for who in (side, f"Ultmt{side}") for name in _NAMES]
        found.append(detail.first(*paths))
    names = {node.text if node else None for node in found}
    return found[0] if len(names) == 1 and details.count <= KEPT_DETAILS else None


def _reference(entry: Node, details: Details) -> Node | None:
    candidates: list[Node | None] = []
    if details.count == 1:
        candidates = [details.kept[0].first(path) for path in _REFERENCES]
    candidates += [entry.first("AcctSvcrRef"), entry.first("NtryRef")]
    return next((node for node in candidates if node and is_reference(node.text)), None)


def _spots(**found: Node | None) -> list[tuple[str, Spot | None]]:
    return [(name, node.spot if node else None) for name, node in found.items()]
