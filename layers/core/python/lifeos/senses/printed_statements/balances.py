"""Balances, sums and counts a statement states outside its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifeos.senses.pdf.layout import Line, Run
from lifeos.senses.printed_statements.days import Day, days_in
from lifeos.senses.printed_statements.figures import Figure, figures_in
from lifeos.senses.printed_statements.vocabulary import LABELS, is_limit
from lifeos.senses.values.phrases import Match, fold

_BELOW = 2.2  # letter heights between a label and an amount under it


@dataclass(frozen=True, slots=True)
class Labelled:
    """An amount that a label outside the rows names."""

    field: str
    figure: Figure
    day: Day | None


def labelled_amounts(lines: Sequence[Line]) -> Iterator[Labelled]:
    """Every label of a balance, sum or count with the amount beside or below it."""
    for at, line in enumerate(lines):
        figures = [f for f in figures_in(line) if not f.weak]
        for match in _labels(line):
            whole = match.field == "count"
            beside = _beside(line, match, list(figures_in(line)) if whole else figures)
            found = beside or _below(line, match, lines[at + 1 : at + 3])
            if found is not None:
                day = next(days_in(line, until=found.x0 if beside else 10_000.0), None)
                yield Labelled(match.field, found, day)


def _labels(line: Line) -> Iterator[Match]:
    """Labels that begin a cell; a mention in a sentence names nothing."""
    at = 0
    for cell in line.cells:
        for match in LABELS.find(fold(cell.text)):
            if match.start <= 2 and not is_limit(cell.text[match.end :]):
                yield Match(match.field, at + match.start, at + match.end)
            break
        at += len(cell.text) + 1


def _beside(line: Line, match: Match, figures: Sequence[Figure]) -> Figure | None:
    """The first amount behind a label, unless another label stands between."""
    following = [m.start for m in _labels(line) if m.start > match.start]
    end = min(following, default=len(line.text))
    return next((f for f in figures if match.end <= f.start < end), None)


def _below(line: Line, match: Match, lines: Sequence[Line]) -> Figure | None:
    words = line.covering(match.start, match.end)
    label = Run(line.page, words)
    for below in lines:
        if below.page != line.page or below.y0 - label.y1 > _BELOW * label.height:
            return None
        for figure in figures_in(below):
            over = min(figure.x1, label.x1) - max(figure.x0, label.x0)
            if over > 0 and not figure.weak:
                return figure
    return None
