"""How much of the same bills is read where they come as text, as HTML and as mail.

    python -m tests.bench.typed_bills [seen | unseen | drawn | held | later ...]

Prints coverage and precision of every field and way, and each value that is wrong. Exits 1 where
a wrong one passed without a doubt, or an evidence does not hold what it says.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.bills import show
from tests.bench.evidence import Counted, look
from tests.support.bill_judging import Judged, judge
from tests.support.extraction import extract
from tests.support.retyped_bills import WAYS, retyped

HALVES = ("seen", "unseen", "drawn", "held", "later")


def measure(way: str, half: str, counted: Counted) -> list[tuple[str, Judged]]:
    """Every field of every bill of one part, written in one way; counts its evidence."""
    found = []
    with TemporaryDirectory() as folder:
        for bill in retyped(half):
            path = WAYS[way](bill, Path(folder))
            found += [(bill.name, each) for each in judge(bill, extract(path))]
            look(path, counted, Counter())
    return found


def main(arguments: Sequence[str]) -> int:
    """Print every part or those named; 1 where a wrong value passed as sure."""
    silently_wrong, counted = 0, Counted()
    for way in WAYS:
        found = [each for half in arguments or HALVES for each in measure(way, half, counted)]
        silently_wrong += sum(each.silently_wrong for _, each in found)
        show(way, found)
    print(f"{silently_wrong} wrong values without a doubt; evidence: {dict(counted)}")
    lost = sum(n for (_, outcome), n in counted.items() if outcome != "held")
    return int(silently_wrong + lost > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
