"""Statements as tables: the bank's CSV with decimal commas, the card's with points."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

from samples import notation, truth
from samples.ledger import Entry, Extract
from samples.parties import BANK

_CODES: Final = {"card": "ba", "debit": "ei", "transfer": "cb", "salary": "sb", "refund": "ba"}
_BANK_SHOWS: Final = frozenset({"counterparty", "reference", "value_on", "balance", "counter_iban"})
_CARD_SHOWS: Final = frozenset({"original"})
_BANK_HEADER: Final = (
    "IBAN/BBAN",
    "Munt",
    "BIC",
    "Datum",
    "Rentedatum",
    "Bedrag",
    "Saldo na trn",
    "Tegenrekening IBAN/BBAN",
    "Naam tegenpartij",
    "Code",
    "Betalingskenmerk",
    "Omschrijving",
)
_CARD_HEADER: Final = (
    "Card",
    "Transaction date",
    "Posting date",
    "Type",
    "Merchant",
    "Place",
    "Amount (EUR)",
    "Original amount",
    "Original currency",
)


def bank_csv(part: Extract) -> truth.Filed:
    """The bank's export for some days: semicolons, decimal commas, a running balance."""
    name = f"Bank/{part.account[4:]}_{part.first:%d-%m-%Y}_{part.last:%d-%m-%Y}.csv"
    rows = (_bank_row(row) for row in part.rows)
    return truth.Filed(
        file=name,
        content=_written((_BANK_HEADER, *rows), delimiter=";", quoting=csv.QUOTE_ALL),
        format="csv",
        document_kind="bank_statement",
        facts=tuple(truth.row_fact(row, shows=_BANK_SHOWS) for row in part.rows),
        more=truth.statement(part),
    )


def _bank_row(row: Entry) -> Sequence[str]:
    day = notation.numeric_date(row.booked_on, "nl")
    return (
        row.account,
        "EUR",
        BANK.bic,
        day,
        day,
        f"{row.amount:+.2f}".replace(".", ","),
        f"{row.balance:+.2f}".replace(".", ","),
        row.counter_iban,
        row.counterparty,
        _CODES[row.way],
        row.reference,
        row.text,
    )


def card_csv(part: Extract) -> truth.Filed:
    """The card company's export: newest first, points, spending without a sign.

    The column Type says which way money went; a payment or refund carries a minus.
    """
    rows = (_card_row(row) for row in reversed(part.rows))
    return truth.Filed(
        file=f"Downloads/kestrel-card-4421-{part.first:%Y-%m}-to-{part.last:%Y-%m}.csv",
        content=_written((_CARD_HEADER, *rows), delimiter=",", quoting=csv.QUOTE_MINIMAL),
        format="csv",
        document_kind="card_statement",
        facts=tuple(truth.row_fact(row, shows=_CARD_SHOWS) for row in part.rows),
        more=truth.statement(part, balanced=False),
    )


def _card_row(row: Entry) -> Sequence[str]:
    kind = "Purchase" if row.amount < 0 else "Refund"
    kind = "Payment" if row.category == "card payment" else kind
    amount, currency = row.original or (None, "")
    original = "" if amount is None else f"{-amount:.2f}"
    days = (row.booked_on.isoformat(), row.booked_on.isoformat())
    what = (kind, row.counterparty, row.place)
    return (row.account, *days, *what, f"{-row.amount:.2f}", original, currency)


def contacts_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """A table that is no statement."""
    return _written(rows, delimiter=",", quoting=csv.QUOTE_MINIMAL)


def _written(rows: Iterable[Sequence[str]], *, delimiter: str, quoting: int) -> bytes:
    file = StringIO()
    # typeshed narrows quoting to literals; the two callers pass the csv module's own constants
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows(rows)
    return file.getvalue().encode()
