"""From votes and proofs to one plan, and to the doubts that stay.

Order of evidence: what a cell can only mean; what the running balance proves; what words say;
what the file's language and currency make likely. Where only likelihood is left, the likelier
reading is taken, a doubt names both, and every fact carries a low confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from lifeos.senses.csv.chain import Hypothesis
from lifeos.senses.csv.columns import Columns
from lifeos.senses.csv.directions import (
    charges_open,
    direction,
    marked,
    mixed_sides,
    mostly_negative,
    said_otherwise,
)
from lifeos.senses.csv.rows import Plan
from lifeos.senses.csv.survey import NumberVotes, Survey
from lifeos.senses.csv.words import fold
from lifeos.senses.models import Doubt
from lifeos.senses.values.amounts import Notation
from lifeos.senses.values.currencies import minor_units
from lifeos.senses.values.dates import ORDERS, Order

PROVEN = (Decimal("0.99"), "the running balance proves every row")
READ = (Decimal("0.95"), "read from labelled columns")
GUESSED = (Decimal("0.5"), "two readings are possible, the likelier one is taken")

# English headings are written under both orders; these words only under day before month.
_DAY_FIRST_WORDS = frozenset(
    [
        "datum",
        "buchung",
        "wertstellung",
        "betrag",
        "libelle",
        "montant",
        "operation",
        "fecha",
        "importe",
        "data",
        "descrizione",
        "descricao",
        "valor",
        "kwota",
        "opis",
        "bedrag",
        "omschrijving",
        "belopp",
        "belob",
        "saldo",
        "soll",
        "haben",
        "debet",
    ]
)
_MONTH_FIRST = frozenset({"USD"})


@dataclass(slots=True)
class Decision:
    """A plan and what is still open about it."""

    plan: Plan
    doubts: list[Doubt] = field(default_factory=list)
    sign_open: bool = False  # the balance, or else words, must say which way money goes


def first_plan(survey: Survey, *, width: int, currency: str | None) -> Decision:
    """What the votes alone decide."""
    doubts: list[Doubt] = []
    order = _order(survey, currency, doubts=doubts)
    notation, other = _notation(survey, currency, doubts=doubts)
    columns = survey.columns
    plan = Plan(
        columns=columns,
        width=width,
        order=order,
        notation=notation,
        other_notation=other,
        debit_sign=1 if mostly_negative(survey, columns.debit) else -1,
        credit_sign=-1 if mostly_negative(survey, columns.credit) else 1,
        marked=marked(survey),
        sides=survey.markers,
    )
    single = columns.amount is not None and not plan.marked
    return Decision(plan, doubts, sign_open=single)


def with_signs(
    decision: Decision, survey: Survey, *, proof: Hypothesis | None, rivalled: bool = False
) -> Decision:
    """The plan with its direction of money, by proof, by words, or by likelihood with a doubt."""
    plan, doubts = decision.plan, list(decision.doubts)
    if proof is not None and proof.checked and proof.broken <= 0.2 * proof.checked:
        against = decision.sign_open and said_otherwise(survey, flip=proof.flip)
        flip = proof.flip != (against and proof.checked < 3)  # one step alone may be chance
        plan = replace(plan, flip=flip, fee_counts=proof.with_fee)
        rivalled = rivalled or against
        return Decision(plan, [*doubts, *([_DIRECTION_OPEN] if rivalled else [])])
    open_charges = charges_open(survey)
    if open_charges is not None:
        doubts.append(open_charges)
    if not decision.sign_open:
        return Decision(plan, [*doubts, *mixed_sides(survey)])
    flip, sure = direction(survey)
    return Decision(replace(plan, flip=flip), [*doubts, *([] if sure else [_DIRECTION_OPEN])])


_DIRECTION_OPEN = Doubt(
    code="direction-open",
    detail="Nothing says whether positive amounts are money in or spending.",
    readings=["positive is money in", "positive is spending"],
)


def _order(survey: Survey, currency: str | None, *, doubts: list[Doubt]) -> Order:
    possible = [order for order in ORDERS if order in survey.orders]
    if survey.year_last and len(possible) > 1 and "ymd" in possible:
        possible.remove("ymd")
    if survey.pointed and "dmy" in possible and "mdy" in possible:
        possible.remove("mdy")  # no locale of Unicode CLDR writes the month first with points
    if not possible:
        doubts.append(_ORDER_CONFLICT)
        return _likelier_order(survey.columns, currency)
    if len(possible) == 1 or not survey.dates_open:
        return possible[0]
    evident = _order_of_days(survey, possible)
    if evident is not None:
        return evident
    likely = _likelier_order(survey.columns, currency)
    if likely not in possible:
        likely = possible[0]
    if likely != "dmy" or "ymd" in possible or not _day_first_language(survey.columns):
        doubts.append(_order_doubt(survey, possible))
    return likely


_ORDER_CONFLICT = Doubt(
    code="date-order-conflict",
    detail="Some dates need the day first, others the month first.",
    readings=["day first", "month first"],
)


def _order_of_days(survey: Survey, possible: Sequence[Order]) -> Order | None:
    """The one order under which the rows are sorted, or stand close together."""
    sorted_in = [order for order in possible if _is_sorted(survey, order)]
    if len(sorted_in) == 1 and len(survey.days) >= 4:
        return sorted_in[0]
    return _compact(survey, possible)


def _order_doubt(survey: Survey, possible: Sequence[Order]) -> Doubt:
    readings = [
        f"{order}: {sorting.low.isoformat()} to {sorting.high.isoformat()}"
        for order in possible
        if (sorting := survey.sorting[order]).last is not None
    ]
    return Doubt(
        code="date-order-open",
        detail="Every date of the file can be read with the day first and with the month first.",
        readings=readings,
    )


def _is_sorted(survey: Survey, order: Order) -> bool:
    sorting = survey.sorting[order]
    return not sorting.rises or not sorting.falls


def _compact(survey: Survey, possible: Sequence[Order]) -> Order | None:
    """The order under which the days stand close together, where the others scatter them."""
    if len(survey.days) < 5:
        return None
    spans = sorted(
        ((survey.sorting[o].high - survey.sorting[o].low).days, index, o)
        for index, o in enumerate(possible)
        if survey.sorting[o].last is not None
    )
    return spans[0][2] if len(spans) >= 2 and spans[0][0] * 4 < spans[1][0] else None


def _day_first_language(columns: Columns) -> bool:
    words = {word for heading in columns.headings for word in fold(heading).split()}
    return bool(words & _DAY_FIRST_WORDS)


def _likelier_order(columns: Columns, currency: str | None) -> Order:
    if _day_first_language(columns):
        return "dmy"
    return "mdy" if currency in _MONTH_FIRST else "dmy"


def _notation(
    survey: Survey, currency: str | None, *, doubts: list[Doubt]
) -> tuple[dict[int, Notation], Notation]:
    """The decimal mark of each money column that shows it, and the one for all others."""
    c = survey.columns
    named = (c.amount, c.debit, c.credit, c.balance, c.fee, c.before, c.gross)
    money = {place: survey.numbers[place] for place in named if place is not None}
    own: dict[int, Notation] = {}
    for place, votes in money.items():
        if votes.notation is not None:
            own[place] = votes.notation
        elif votes.point and votes.comma:
            own[place] = "point" if votes.point >= votes.comma else "comma"
            doubts.append(_mark_conflict(c.name(place)))
    common = _agreed(own.values()) or _agreed(
        votes.notation for votes in survey.numbers.values() if votes.notation
    )
    if common is None and any(votes.open for votes in money.values()):
        common = _by_minor_units(list(money.values()), currency)
        common = common or _by_whole_numbers(list(money.values()))
        if common is None:
            doubts.append(_MARK_OPEN)
    return own, common or "point"


_MARK_OPEN = Doubt(
    code="decimal-mark-open",
    detail="Every amount of the file can be read with decimals or with thousands.",
    readings=["decimal point", "decimal comma"],
)


def _mark_conflict(column: str | None) -> Doubt:
    return Doubt(
        code="decimal-mark-conflict",
        detail=f"Column {column} has decimal points and commas.",
        readings=["point", "comma"],
    )


def _agreed(marks: Iterable[Notation]) -> Notation | None:
    found = set(marks)
    return found.pop() if len(found) == 1 else None


def _by_whole_numbers(votes: Sequence[NumberVotes]) -> Notation | None:
    """`1,234` beside `450`: no currency is printed now with three decimals and now with none."""
    points = {vote.open_points == vote.open for vote in votes if vote.open}
    mixed = all(0 in {vote.open_points, vote.open_points - vote.open} for vote in votes)
    if not mixed or len(points) != 1 or not any(vote.whole for vote in votes):
        return None
    return "comma" if points.pop() else "point"


def _by_minor_units(votes: Sequence[NumberVotes], currency: str | None) -> Notation | None:
    """`1.234` alone: thousands of yen in Japan, where money has no decimals; open elsewhere."""
    points = {vote.open_points == vote.open for vote in votes if vote.open}
    if currency is None or minor_units(currency) or len(points) != 1:
        return None
    return "comma" if points.pop() else "point"
