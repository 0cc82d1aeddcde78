"""`make measure`: how long and how branched functions are, types, and tests a line of code.

Product is what runs (the core, functions, template, laptop, client). Samples and the tests of
samples are left out on both sides; benches are not tests. Lines are physical lines of files that
are not empty, percentiles are nearest rank. Branching is McCabe's count, which the bar is about;
the stricter count with `and`, `or`, comprehensions and conditional expressions is shown beside it.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.report import FOLDER, Figure, report
from tests.support.sources import Source, product, suites

OF_SAMPLES = "tests/unit/samples/"


def percentile(values: Sequence[int], share: float) -> int:
    """Nearest rank: the smallest value that at least `share` of all do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def figures(code: Sequence[Source], tests: Sequence[Source]) -> list[Figure]:
    """Everything the house puts a bar on, and what explains it."""
    functions = [each for source in code for each in source.functions()]
    lengths = [each.length for each in functions]
    complexities = [each.complexity for each in functions]
    typed = sum(each.typed for each in functions)
    code_lines, test_lines = (sum(source.lines for source in side) for side in (code, tests))
    return [
        Figure("product files", len(code), ""),
        Figure("functions", len(functions), ""),
        Figure("function length, median", percentile(lengths, 0.5), "lines"),
        Figure("function length, p90", percentile(lengths, 0.9), "lines", at_most=25),
        Figure("function length, longest", max(lengths), "lines", at_most=50),
        Figure("complexity, p90", percentile(complexities, 0.9), "", at_most=6),
        Figure("complexity, highest", max(complexities), "", at_most=8),
        Figure("decisions, p90", percentile([each.decisions for each in functions], 0.9), ""),
        Figure("typed functions", 100 * typed / len(functions), "%", at_least=100),
        Figure("lines of code", code_lines, "lines"),
        Figure("lines of tests", test_lines, "lines"),
        Figure("test lines per code line", test_lines / code_lines, "", at_least=1.2),
    ]


def main(folder: Path = FOLDER) -> int:
    """Measure this checkout; 1 where a bar is missed."""
    tests = [source for source in suites() if not source.name.startswith(OF_SAMPLES)]
    return report("measure", figures(product(), tests), folder, title="measure")


if __name__ == "__main__":
    sys.exit(main())
