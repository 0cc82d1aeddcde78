"""Which way money goes, where no running balance proves it: signs, markers, words."""

from __future__ import annotations

from collections.abc import Iterator

from lifeos.senses.csv.survey import NumberVotes, Survey
from lifeos.senses.models import Doubt


def mostly_negative(survey: Survey, place: int | None) -> bool:
    """Columns of one side hold figures without sign; where most carry a minus, it says the same."""
    votes = survey.numbers.get(place) if place is not None else None
    return votes is not None and votes.negative > votes.positive


def marked(survey: Survey) -> bool:
    """Whether the marker column must give the sign, because the amounts have none of their own.

    A row whose marker says neither side then has no amount that can be read.
    """
    sides = {side for side, _ in survey.sides}
    if survey.columns.marker is None or any(below for _, below in survey.sides):
        return False
    return bool(sides) and (None not in sides or {"in", "out"} <= sides)


def direction(survey: Survey) -> tuple[bool, bool]:
    """Whether positive amounts are spending, and whether that is sure."""
    sides = survey.sides
    agree = sides["out", True] + sides["in", False]
    differ = sides["out", False] + sides["in", True]
    if agree + differ:
        return differ > agree, agree == 0 or differ == 0
    if survey.columns.gross is not None and survey.columns.fee is not None:
        return False, True  # the account of whoever is paid, net of fees: signs are its own
    votes = survey.numbers[survey.columns.amount or 0]
    spending = survey.spending[False] - survey.spending[True]
    income = survey.incoming[True] - survey.incoming[False]
    words = spending + income
    if not votes.negative and (survey.columns.paired or abs(words) < votes.positive):
        # The sign may stand in a word that nobody here knows, or nowhere.
        return words > 0 or (survey.columns.card and words >= 0), False
    agreeing = spending * income >= 0  # one says flip and the other does not: no evidence
    if votes.positive >= votes.negative:
        if words > 0 and agreeing:  # a word or two among many rows of a sign is chance
            often = 5 * spending >= votes.positive or 0 < votes.negative <= 5 * income
            contrary = survey.spending[True] + survey.incoming[False]
            clear = words >= 2 * contrary  # words on both signs say little
            return clear or survey.columns.card, often and clear
        if survey.columns.card and words >= 0:
            return True, votes.negative > 0
    if votes.negative >= votes.positive or (words < 0 and agreeing):
        return False, True
    # A card is paid rarely, so on a card export charges far outnumber payments.
    return False, votes.positive <= 3 * votes.negative


def said_otherwise(survey: Survey, *, flip: bool) -> bool:
    """Whether the markers of the rows say that money goes the other way than the balance says."""
    sides = survey.sides
    agree = sides["out", True] + sides["in", False]
    differ = sides["out", False] + sides["in", True]
    return agree < differ if not flip else differ < agree


def charges_open(survey: Survey) -> Doubt | None:
    """Doubt about fees or taxes that stand beside the amounts: taken from them, or besides?"""
    columns = survey.columns
    places = [p for p in columns.charges if p in survey.numbers]
    charged = [p for p in places if survey.numbers[p].positive or survey.numbers[p].negative]
    if not charged or columns.gross is not None or columns.net:
        return None
    return Doubt(
        code="charges-open",
        detail=f"Column {columns.name(charged[0])} has charges beside the amounts, and nothing "
        "says whether the amounts contain them.",
        readings=["the amounts contain them", "they are taken besides"],
    )


def mixed_sides(survey: Survey) -> Iterator[Doubt]:
    """Doubt about a column of one side that has figures with a minus and others without."""
    columns = survey.columns
    for place in (columns.debit, columns.credit) if columns.split else ():
        votes = survey.numbers[place] if place is not None else NumberVotes()
        if votes.negative and votes.positive:
            yield Doubt(
                code="side-signs-open",
                detail=f"Column {columns.name(place)} has figures with a minus and without.",
                readings=["a minus is money the other way", "the sign says nothing"],
            )
