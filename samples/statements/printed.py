"""The bank account on paper: a table over several pages, balances and sums on the first.

Each row takes two or three lines: the other side in bold, what was said, the account number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from samples import notation, truth
from samples.ledger import Entry, Extract
from samples.paper import SANS, Paper
from samples.parties import BANK, MARA

_SHOWS: Final = frozenset({"counterparty", "balance", "counter_iban"})
_BLUE: Final = "#12355b"
_SMALL: Final = SANS.sized(7.5).tinted("#55565c")
_ROW: Final = SANS.sized(8.5)
_BOTTOM: Final = 268.0
_COLUMNS: Final = (("Datum", 20.0), ("Omschrijving", 42.0))
_MONEY: Final = (("Af", 140.0), ("Bij", 164.0), ("Saldo", 190.0))


def statement(part: Extract) -> truth.Filed:
    """The account's rows of some days between two balances."""
    paper = Paper(f"Rekeningafschrift {part.first:%m-%Y}", author=BANK.name)
    _print(paper, part)
    opening = truth.balance_fact(part.account, "opening", when=part.first, amount=part.opening)
    closing = truth.balance_fact(part.account, "closing", when=part.last, amount=part.closing)
    facts = (truth.row_fact(row, shows=_SHOWS) for row in part.rows)
    return truth.Filed(
        file=f"Bank/Rekeningafschrift {part.first:%Y-%m}.pdf",
        content=paper.finish(),
        format="pdf",
        document_kind="bank_statement",
        facts=(opening, *facts, closing),
        more={**truth.statement(part), "pages": paper.pages},
    )


def _print(paper: Paper, part: Extract) -> None:
    y = _front(paper, part)
    pages = _pages(part.rows, first_from=y)
    for number, rows in enumerate(pages, start=1):
        if number > 1:
            paper.turn()
            y = _next_head(paper, part)
        _print_rows(paper, rows, y=y)
        paper.text((190, 284), f"Pagina {number} van {len(pages)}", ink=_SMALL.right)
        paper.text(
            (20, 284), f"{BANK.name} · {BANK.street}, {BANK.town} · {BANK.register}", ink=_SMALL
        )


def _front(paper: Paper, part: Extract) -> float:
    paper.text((20, 24), BANK.name.upper(), ink=SANS.bold.sized(16).tinted(_BLUE))
    paper.box((20, 28), size=(170, 0.8), fill=_BLUE)
    paper.block((20, 48), (MARA.name, MARA.street, MARA.town), ink=SANS.sized(10))
    paper.text((20, 80), "Rekeningafschrift betaalrekening", ink=SANS.bold.sized(13).tinted(_BLUE))
    rows = [
        ("Rekeningnummer", notation.grouped(part.account)),
        ("BIC", BANK.bic),
        ("Periode", f"{_day(part.first)} t/m {_day(part.last)}"),
        ("Valuta", "EUR"),
    ]
    paper.pairs((20, 88), rows, gap=38)
    y = 89.0
    paper.box((112, 83), size=(78, 24), fill="#eef2f6")
    for label, amount in _sums(part):
        paper.text((115, y), label, ink=_ROW)
        y = paper.text((187, y), notation.number(amount, "nl"), ink=_ROW.bold.right) + 1.2
    return _headings(paper, 122)


def _sums(part: Extract) -> tuple[tuple[str, Decimal], ...]:
    spent = sum((row.amount for row in part.rows if row.amount < 0), Decimal(0))
    earned = sum((row.amount for row in part.rows if row.amount > 0), Decimal(0))
    return (
        (f"Beginsaldo {_day(part.first)}", part.opening),
        ("Totaal afgeschreven", -spent),
        ("Totaal bijgeschreven", earned),
        (f"Eindsaldo {_day(part.last)}", part.closing),
    )


def _next_head(paper: Paper, part: Extract) -> float:
    paper.text((20, 20), BANK.name.upper(), ink=SANS.bold.sized(10).tinted(_BLUE))
    line = f"{notation.grouped(part.account)} · {_day(part.first)} t/m {_day(part.last)}"
    paper.text((190, 20), line, ink=_SMALL.right)
    return _headings(paper, 32)


def _headings(paper: Paper, y: float) -> float:
    for words, x in _COLUMNS:
        paper.text((x, y), words, ink=_ROW.bold)
    for words, x in _MONEY:
        paper.text((x, y), words, ink=_ROW.bold.right)
    paper.rule(y + 1.8, left=20, right=190, colour=_BLUE)
    return y + 7


def _told(row: Entry) -> list[str]:
    account = notation.grouped(row.counter_iban) if row.counter_iban else ""
    return [line for line in (row.text, account) if line]


def _height(row: Entry) -> float:
    return _ROW.step + len(_told(row)) * _SMALL.step + 1.6


def _pages(rows: Sequence[Entry], *, first_from: float) -> list[list[Entry]]:
    """Rows by page: no row is torn apart."""
    pages: list[list[Entry]] = [[]]
    y = first_from
    for row in rows:
        if y + _height(row) > _BOTTOM:
            pages.append([])
            y = 39.0
        pages[-1].append(row)
        y += _height(row)
    return pages


def _print_rows(paper: Paper, rows: Sequence[Entry], *, y: float) -> None:
    for row in rows:
        for x, words in _amounts(row):
            paper.text((x, y), words, ink=_ROW.right)
        paper.text((20, y), _day(row.booked_on), ink=_ROW)
        below = paper.text((42, y), row.counterparty, ink=_ROW.bold)
        paper.block((42, below), _told(row), ink=_SMALL)
        y += _height(row)


def _amounts(row: Entry) -> Iterator[tuple[float, str]]:
    (_, out), (_, into), (_, balance) = _MONEY
    yield (out if row.amount < 0 else into), notation.number(abs(row.amount), "nl")
    yield balance, notation.number(row.balance, "nl")


def _day(when: date) -> str:
    return notation.numeric_date(when, "nl")
