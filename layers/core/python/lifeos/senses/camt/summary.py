"""What a CAMT statement says about its entries in total (TxsSummry)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from lifeos.senses.camt.values import read_amount, read_sign
from lifeos.senses.statements.statement import plain
from lifeos.senses.texts.xml_stream import Node

Difference = tuple[str, str, list[str]]  # doubt code, what is stated, the two readings


@dataclass(slots=True)
class Booked:
    """Entries counted and added up by side."""

    count: int = 0
    credit_count: int = 0
    credits: Decimal = Decimal(0)
    debits: Decimal = Decimal(0)

    def add(self, amount: Decimal) -> None:
        """Count one entry; an amount of zero is a credit."""
        self.count += 1
        if amount < 0:
            self.debits -= amount
        else:
            self.credit_count += 1
            self.credits += amount

    @property
    def net(self) -> Decimal:
        """Credits less debits."""
        return self.credits - self.debits

    def figures(self) -> dict[str, Decimal]:
        """The same figures that a summary states, by the names used here."""
        return {
            "a number of entries": Decimal(self.count),
            "a number of credits": Decimal(self.credit_count),
            "a number of debits": Decimal(self.count - self.credit_count),
            "a sum": self.credits + self.debits,
            "a sum of credits": self.credits,
            "a sum of debits": self.debits,
            "a net sum": self.net,
        }


@dataclass(slots=True)
class Stated:
    """The figures a summary states, by the same names."""

    figures: dict[str, Decimal] = field(default_factory=dict)

    def against(self, every: Booked, booked: Booked) -> tuple[list[Difference], int | None]:
        """What differs, and the number of entries the statement should have; None: not stated.

        Banks count all entries or the booked ones: a figure that is right for either is right.
        """
        all_figures, booked_figures = every.figures(), booked.figures()
        differing: list[Difference] = []
        for name, value in self.figures.items():
            if value not in (all_figures[name], booked_figures[name]):
                code = "count-differs" if "number" in name else "sum-differs"
                differing.append((code, name, [plain(value), plain(all_figures[name])]))
        count = self.figures.get("a number of entries")
        if count is None:
            return differing, None
        return differing, every.count if count == booked.count else int(count)


def read_stated(summary: Node) -> Stated:
    """The figures of a TxsSummry element; those it does not have are missing."""
    paths = {
        "a number of entries": "TtlNtries/NbOfNtries",
        "a number of credits": "TtlCdtNtries/NbOfNtries",
        "a number of debits": "TtlDbtNtries/NbOfNtries",
        "a sum": "TtlNtries/Sum",
        "a sum of credits": "TtlCdtNtries/Sum",
        "a sum of debits": "TtlDbtNtries/Sum",
    }
    read = {name: read_amount(summary.first(path)) for name, path in paths.items()}
    net = read_amount(summary.first("TtlNtries/TtlNetNtry/Amt", "TtlNtries/TtlNetNtryAmt"))
    sign = read_sign(summary, "TtlNtries/TtlNetNtry/CdtDbtInd") or read_sign(
        summary, "TtlNtries/CdtDbtInd"
    )
    read["a net sum"] = None if net is None or sign is None else sign * net
    return Stated({name: value for name, value in read.items() if value is not None})
