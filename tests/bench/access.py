"""`make bench-access`: every route tried with every broken token, and as another person.

The bar: every cell refused, whatever the number of routes; a route that is added is in it.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.bench.report import Figure, report
from tests.support.access import Cell, cells
from tests.support.hub import running_hub


def main() -> int:
    """Deploy, try, report; answers the exit code."""
    with running_hub() as hub:
        tried = list(cells(hub))
    for cell in tried:
        if not cell.refused:
            print(f"OPEN  {cell.route}  as {cell.who}: {cell.status}")
    return report("access", figures(tried))


def figures(tried: list[Cell]) -> list[Figure]:
    """How much was tried and how much was open, by who asked."""
    opened = Counter(cell.who for cell in tried if not cell.refused)
    return [
        Figure("cells tried", len(tried), "cells"),
        Figure("routes", len({cell.route for cell in tried}), "routes"),
        Figure("ways to ask", len({cell.who for cell in tried}), "ways"),
        *(Figure(f"open: {who}", opened[who], "cells", at_most=0) for who in _ways(tried)),
    ]


def _ways(tried: list[Cell]) -> list[str]:
    return list(dict.fromkeys(cell.who for cell in tried))


if __name__ == "__main__":
    sys.exit(main())
