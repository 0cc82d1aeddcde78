"""Which column an amount stands in, by how the amounts of the table are aligned.

A heading says which part a column plays and about where it is, but it may stand left over amounts
that stand right. So the amounts are first gathered into columns by the edge they share, and the
columns are then matched to the headings in their order from left to right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from lifeos.senses.printed_statements.figures import Figure
from lifeos.senses.printed_statements.headings import MONEY, Column, Headings

_ALIGNED = 6.0  # points by which edges of one column differ; a minus behind is about 4 wide
_REACH = 60.0  # points an amount may stand off the heading of its column
_SELDOM = 0.04  # a column holds at least this share of the amounts of the fullest one

_Edge = Callable[[Figure], float]
_EDGES: tuple[_Edge, ...] = (
    lambda figure: figure.x1,
    lambda figure: figure.x0,
    lambda figure: (figure.x0 + figure.x1) / 2,
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Amounts that share an edge, and the outer edges of them all."""

    at: float
    x0: float
    x1: float
    size: int

    def off(self, column: Column) -> float:
        """How far the column's heading stands from these amounts."""
        return min(
            abs(self.x0 - column.x0),
            abs(self.x1 - column.x1),
            abs((self.x0 + self.x1) - (column.x0 + column.x1)) / 2,
        )


class MoneyColumns:
    """The money columns of a table, learned from its amounts."""

    def __init__(self, headings: Headings, figures: Sequence[Figure]) -> None:
        columns = headings.of(*MONEY)
        left = min(column.x0 for column in columns) - _REACH
        strong = [f for f in figures if not f.weak] or list(figures)
        inside = [figure for figure in strong if figure.x1 > left]
        self._edge, groups = min(
            ((edge, _groups(inside, edge)) for edge in _EDGES), key=lambda pair: len(pair[1])
        )
        self._at = _matched(groups, columns)
        self._columns = columns

    @property
    def left(self) -> float:
        """Left edge of the leftmost money column."""
        edges = [group.x0 for group in self._at.values()] or [c.x0 for c in self._columns]
        return min(edges)

    def of(self, figure: Figure) -> Column | None:
        """The column an amount stands in, None if it stands in none.

        `12.50 CR` may end where others do with its digits or with its mark.
        """
        edges = (self._edge(figure), figure.outer if self._edge is _EDGES[0] else figure.x0)
        offs = [(abs(group.at - edge), c.x0, c) for c, group in self._at.items() for edge in edges]
        off, _, column = min(offs, default=(_ALIGNED + 1, 0.0, self._columns[0]))
        return column if off <= _ALIGNED else self._beside(figure)

    def _beside(self, figure: Figure) -> Column | None:
        """A column whose other amounts are too few to have been learned."""
        unseen = [c for c in self._columns if c not in self._at]
        group = _Group(figure.x1, figure.x0, figure.x1, 1)
        off, _, column = min(
            ((group.off(c), c.x0, c) for c in unseen), default=(_REACH, 0.0, self._columns[0])
        )
        return column if off < _REACH / 2 else None


def _groups(figures: Sequence[Figure], edge: _Edge) -> list[_Group]:
    """The amounts by the edge they share, leaving out what hardly any amount shares."""
    gathered: list[list[Figure]] = []
    for figure in sorted(figures, key=edge):
        if gathered and edge(figure) - edge(gathered[-1][-1]) <= _ALIGNED / 2:
            gathered[-1].append(figure)
        else:
            gathered.append([figure])
    most = max(map(len, gathered), default=0)
    return [
        _Group(
            at=median(map(edge, members)),
            x0=min(figure.x0 for figure in members),
            x1=max(figure.x1 for figure in members),
            size=len(members),
        )
        for members in gathered
        if len(members) >= max(1, most * _SELDOM)
    ]


def _matched(groups: list[_Group], columns: Sequence[Column]) -> dict[Column, _Group]:
    """Headings and groups paired from left to right, as near to each other as can be."""
    kept = sorted(groups, key=lambda group: -group.size)[: len(columns)]
    kept.sort(key=lambda group: group.at)
    pairings = (list(zip(chosen, kept, strict=True)) for chosen in combinations(columns, len(kept)))
    best = min(pairings, key=lambda pairs: sum(group.off(column) for column, group in pairs))
    return {column: group for column, group in best if group.off(column) < _REACH}
