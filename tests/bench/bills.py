"""How much of bills drawn point by point is read, and how much of it is right.

    python -m tests.bench.bills [seen | held | later]

Prints coverage and precision of every field, each wrong or missing value, and how many wrong
values passed without a doubt. Exits 1 where a wrong one did.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.bill_judging import Judged, judge
from tests.support.drawn import drawn_bills
from tests.support.extraction import extract

HALVES = ("seen", "held", "later")


def measure(half: str) -> list[tuple[str, Judged]]:
    """Every field of every bill of one part."""
    with TemporaryDirectory() as folder:
        return [
            (bill.name, each)
            for bill in drawn_bills(half)
            for each in judge(bill, extract(bill.draw_here(Path(folder))))
        ]


def main(arguments: Sequence[str]) -> int:
    """Print every part or those named; 1 where a wrong value passed as sure."""
    silently_wrong = 0
    for half in arguments or HALVES:
        found = measure(half)
        silently_wrong += sum(each.silently_wrong for _, each in found)
        show(half, found)
    print(f"{silently_wrong} wrong values without a doubt")
    return int(silently_wrong > 0)


def show(half: str, found: Sequence[tuple[str, Judged]]) -> None:
    """Shares of each field of one part, and each value that is not right."""
    print(f"{half:8} {'field':12} {'bills':>5} {'coverage':>8} {'precision':>9}")
    for field in sorted({each.field for _, each in found}):
        asked = [each for _, each in found if each.field == field and "none" not in each.want]
        read = [each for each in asked if each.got is not None]
        right = sum(each.right for each in read)
        shares = f"{len(read) / (len(asked) or 1):8.3f} {right / (len(read) or 1):9.3f}"
        print(f"{half:8} {field:12} {len(asked):5} {shares}")
    for name, each in found:
        if not each.right:
            said = "SURE" if each.silently_wrong else "missing" if each.got is None else "doubted"
            print(f"{name} {each.field}: is {' or '.join(each.want)}, read {each.got} ({said})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
