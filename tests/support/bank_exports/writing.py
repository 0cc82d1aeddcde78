"""Six invented bookings, written the way a bank's download writes them.

What differs from bank to bank is all here to see: what stands before and after the rows, the
headings, the row, the day, the number, the order, the encoding. What the rows mean never differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Booking:
    """One movement of the account, and the balance after it."""

    day: date
    amount: Decimal
    balance: Decimal
    party: str
    words: str


OPENING, CLOSING = Decimal("1000.00"), Decimal("2085.71")
_MOVED = (
    (3, "-45.30", "Corner Grocer", "weekly shop"),
    (3, "-4.50", "Cafe Uno", "two rolls"),
    (3, "-4.50", "Cafe Uno", "two rolls"),  # a true twin
    (15, "2350.00", "Example Works", "salary 01/2025"),
    (17, "-1200.00", "Home Rents", "rent flat 12"),
    (31, "-9.99", "Film Box", "month 1"),
)


def bookings() -> list[Booking]:
    """The six of January 2025, oldest first, from 1000.00 to 2085.71."""
    balance, made = OPENING, []
    for day, moved, party, words in _MOVED:
        balance += Decimal(moved)
        made.append(Booking(date(2025, 1, day), Decimal(moved), balance, party, words))
    return made


@dataclass(frozen=True, kw_only=True)
class Export:
    """One bank's way of writing them.

    `row` is a template: {day}, {amount} (signed), {size}, {debit} and {credit} (sizes, the other
    empty), {out} and {into} (signed), {back} (a credit with a minus), {letter}, {balance},
    {opening} (before the row), {party}, {words}, {number}. `extra` are the rows that stand
    literally in `before` or `after`, as reading must give them.
    """

    name: str
    row: str
    before: str = ""  # preamble and headings
    after: str = ""
    day: str = "%d.%m.%Y"
    mark: str = ","
    group: str = "."
    places: int = 2
    plus: str = ""  # before a positive number
    letters: tuple[str, str] = ("D", "C")
    newest_first: bool = False
    flipped: bool = False  # a charge is printed as a positive number
    currency: str | None = "EUR"
    encoding: str = "utf-8"
    line_end: str = "\n"
    file_name: str = "export.csv"
    extra: tuple[str, ...] = ()
    extra_first: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def content(self) -> bytes:
        """The file."""
        rows = [self._line(number, made) for number, made in enumerate(self._ordered(), 1)]
        text = self.before + "".join(row + "\n" for row in rows) + self.after
        return text.replace("\n", self.line_end).encode(self.encoding)

    @property
    def rows(self) -> list[str]:
        """What reading must give, in the file's order: `day amount currency`, and `pending`."""
        known = [
            f"{made.day} {self._scaled(made.amount)} {self.currency}" for made in self._ordered()
        ]
        return [*self.extra, *known] if self.extra_first else [*known, *self.extra]

    def _ordered(self) -> list[Booking]:
        made = bookings()
        return made[::-1] if self.newest_first else made

    def _scaled(self, amount: Decimal) -> Decimal:
        return amount if self.places else Decimal(int(amount * 100))

    def _line(self, number: int, made: Booking) -> str:
        owed = made.amount < 0
        size, signed = self._number(abs(made.amount)), self._number(made.amount)
        printed = self._number(-made.amount) if self.flipped else signed
        return self.row.format(
            day=made.day.strftime(self.day), amount=printed, size=size, number=number,
            debit=size if owed else "", credit="" if owed else size,
            out=signed if owed else "", into="" if owed else signed,
            back="" if owed else f"-{size}",
            letter=self.letters[not owed], balance=self._number(made.balance),
            opening=self._number(made.balance - made.amount), party=made.party, words=made.words,
        )  # fmt: skip

    def _number(self, amount: Decimal) -> str:
        digits = f"{self._scaled(abs(amount)):,.{self.places}f}"
        marked = digits.translate({ord(","): self.group, ord("."): self.mark})
        return ("-" if amount < 0 else self.plus) + marked
