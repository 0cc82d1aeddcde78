"""`make bench-access`: every route tried with every broken token, and as another person.

Routes are those of docs/openapi.json, so one that is added is in it; the live socket and the links
to storage are tried too. The bar: every cell refused.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.bench.report import Figure, report
from tests.support.access import Cell, cells, guarded
from tests.support.access_links import link_cells, socket_cells
from tests.support.hub import running_hub
from tests.support.tokens import broken_tokens


def main() -> int:
    """Deploy, try, report; answers the exit code."""
    with running_hub() as hub:
        tokens = broken_tokens(hub, hub.new_person())
        tried = [*cells(hub), *link_cells(hub), *socket_cells(hub, tokens)]
    for cell in tried:
        if not cell.refused:
            print(f"OPEN  {cell.route}  as {cell.who}: {cell.status}")
    return report("access", figures(tried))


def figures(tried: list[Cell]) -> list[Figure]:
    """How much was tried and how much was open, by who asked, or what was done to a link."""
    opened = Counter(cell.who for cell in tried if not cell.refused)
    return [
        Figure("cells tried", len(tried), "cells"),
        Figure("routes that were not tried", len(_missing(tried)), "routes", at_most=0),
        Figure("routes, links, socket", len({cell.route for cell in tried}), "kinds"),
        Figure("ways to ask", len({cell.who for cell in tried}), "ways"),
        *(Figure(f"open: {who}", opened[who], "cells", at_most=0) for who in _ways(tried)),
    ]


def _missing(tried: list[Cell]) -> set[str]:
    """Guarded routes of the contract without a single cell."""
    return {str(operation) for operation in guarded()} - {cell.route for cell in tried}


def _ways(tried: list[Cell]) -> list[str]:
    return list(dict.fromkeys(cell.who for cell in tried))


if __name__ == "__main__":
    sys.exit(main())
