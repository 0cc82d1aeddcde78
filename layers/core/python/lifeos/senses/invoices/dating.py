"""Dates of a bill: issued, due, and of the service, each by its label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lifeos.senses.invoices import vocabulary as words
from lifeos.senses.invoices.labels import Label, Place, Read, Sheet, sheets
from lifeos.senses.pdf.layout import Cell, PageWords
from lifeos.senses.values.date_order import DateOrder, settle
from lifeos.senses.values.dates import FoundDate, Order, find_dates
from lifeos.senses.values.phrases import Phrases, fold

LABELS = Phrases(
    issued=words.ISSUED,
    due=words.DUE,
    service=words.SERVICE,
    bought=words.BOUGHT,
    other=words.OTHER_DATE,
    weak=words.ISSUED_WEAK,
    title=words.NUMBER + words.NUMBER_WEAK,
)
_HOW_SCORE = {"behind": 1.0, "right": 0.9, "below": 0.6}
_LABEL_SCORE = {"issued": 3.0, "weak": 1.5, "title": 1.5, "due": 2.0, "service": 2.0, "bought": 0.9}
_UNLABELLED, _BEHIND_TOWN, _ASKED, _AT_FOOT = 1.0, 1.6, 1.2, 0.8
# "Berlin, den 3. Mai 2025": how letters are dated.
_TOWN = re.compile(r"[^\W\d_][^\d,]{2,25}, (?:den |le |li |a |il |dnia )?$", re.IGNORECASE)
_ISSUED = ("issued", "weak", "title", "free")
_HEAD_OF_PAGE = 0.5  # share of the first page in which an unlabelled date is the paper's own
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\b")
_FEW_WORDS = 6  # a cell with more is a sentence
_LATER_CELL = 24  # a date further behind its label than this many letters is another sentence's


@dataclass(frozen=True)
class Dates:
    """What was settled; `open_readings` are both readings where the order stays open."""

    issued: Read[date] | None = None
    due: Read[date] | None = None
    service_from: Read[date] | None = None
    service_to: Read[date] | None = None
    open_readings: tuple[tuple[str, Read[tuple[date, ...]]], ...] = ()


@dataclass(frozen=True)
class _Candidate:
    field: str
    found: FoundDate
    cell: Place
    score: float


def read_dates(pages: Sequence[PageWords], habit: Order | None = None) -> Dates:
    """Dates of a paper, in the order that the paper itself settles; else in the issuer's habit."""
    order = settle(line.text for page in pages for line in page.lines)
    candidates = [c for sheet in sheets(pages, LABELS) for c in _labelled(sheet)]
    candidates.extend(c for page in pages for c in _pay_by(page))
    taken = {_where(c) for c in candidates if c.field not in ("weak", "title")}
    candidates.extend(c for c in _unlabelled(pages) if _where(c) not in taken)
    order = _by_terms(order, candidates, pages=pages)
    order = order if order.order is not None else DateOrder(habit)
    issued = _not_of_a_journey(candidates, order) or _best(candidates, order, *_ISSUED)
    service = _ordered(candidates, order, field="service")
    due = _best(candidates, order, "due")
    return Dates(
        issued=issued,
        due=due if due and (not issued or due.value >= issued.value) else None,
        service_from=service[0] if service else None,
        service_to=service[-1] if len(service) > 1 else None,
        open_readings=tuple(_open(candidates, order)),
    )


def _not_of_a_journey(candidates: Sequence[_Candidate], order: DateOrder) -> Read[date] | None:
    """The day of the order, where all else is a later day with a time: that of the journey."""
    others = [candidate for candidate in candidates if candidate.field in _ISSUED]
    if not others or not all(c.field == "free" and _is_timed(c) for c in others):
        return None
    bought, later = _best(candidates, order, "bought"), _settled(candidates, order, "free")
    return bought if bought and all(read.value > bought.value for read in later) else None


def _is_timed(candidate: _Candidate) -> bool:
    """Whether a time of day stands behind the day."""
    return bool(_CLOCK.match(candidate.cell.text[candidate.found.end :].lstrip(" ,à")))


def _labelled(sheet: Sheet) -> Iterator[_Candidate]:
    for label in sheet.labels("issued", "due", "service", "weak", "bought", "other", "title"):
        if label.field == "weak" and not (label.leads or _follows_number(label)):
            continue
        if label.field == "title" and not label.leads:
            continue
        for place in sheet.places(label):
            found = _first_date(place)
            if found is not None and (label.field != "title" or _in_title(place, found)):
                score = _LABEL_SCORE.get(label.field, 1.0) * _HOW_SCORE[place.how]
                yield from _each(label, place, first=found, score=score)
                break


def _follows_number(label: Label) -> bool:
    """`Rechnung Nr. 12 vom 3. Mai 2025`: a small word in front of the paper's own date."""
    before = label.cell.text[: label.start]
    if _OF_ANOTHER.match(fold(before)):
        return False
    return bool(re.search(r"\d\s*$", before)) and len(label.cell.words) <= 10


def _in_title(place: Place, found: FoundDate) -> bool:
    """`Fatura 2025/17 de 20 de março de 2025`: the date stands behind the number."""
    before = place.text[: found.start]
    return place.how == "behind" and any(sign.isdigit() for sign in before)


def _first_date(place: Place) -> FoundDate | None:
    found = find_dates(place.text)
    return found[0] if found and found[0].start <= _LATER_CELL else None


def _each(label: Label, place: Place, *, first: FoundDate, score: float) -> Iterator[_Candidate]:
    if label.field == "service":
        yield from _start_of_period(place, first, score=score)
    yield _Candidate(label.field, first, place, score)
    if label.field == "service":  # a period: from, to
        for later in find_dates(place.text)[1:2]:
            yield _Candidate(label.field, later, place, score)


# "zur Rechnung 25-118 vom 04.03.2025": the day of the bill that a credit note takes back.
_OF_ANOTHER = re.compile(
    r"\W*(?:(?:zur?|zum|to|for|ref|betr)\b|betreft|betreff|bezug|original|applies|concerne|relatif"
    r"|sur la|facture d.origine|annul|rectif|storno (?:parziale |totale )?(?:della |fattura)"
    r"|riferim|rettif|referente|relativ|anula|do faktury|dotyczy|korekta do|bij factuur"
    r"|creditering)"
)

# "Bitte überweisen Sie den Betrag bis zum 16.06.2025."
_PAY_BY = re.compile(
    r"(?:pay|remit|settle|uberweis|zahl|begleich|regl|payer|vers|betal|voldo|overmak|abon|pag|salda"
    r"|zaplac|platn|przel)[^.;]{0,70}(?:\bby|before|no later than|bis(?: spatestens)?(?: zum| am)?"
    r"|spatestens am|avant le|plus tard le|voor|uiterlijk(?: op)?|antes del?(?: dia)?|hasta el"
    r"|entro(?: il)?|\bate(?: ao? dia| a)?|\bdo(?: dnia)?)\s*$"
)


def _pay_by(page: PageWords) -> Iterator[_Candidate]:
    """A day in a sentence that asks to pay until then."""
    for line in page.lines:
        for found in find_dates(line.text):
            if _PAY_BY.search(fold(line.text[: found.start])):
                place = Place(line, 0, len(line.text), "behind")
                yield _Candidate("due", found, place, _ASKED)


_SHORT_START = re.compile(
    r"([^\W\d_]{3,}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,}|\d{1,2}[./]\d{1,2}\.?)"
    r"\s*(?:-|–|to|until|bis|au|tot|t/m|al|a|do|até)\s*$"
)


def _start_of_period(place: Place, end: FoundDate, *, score: float) -> Iterator[_Candidate]:
    """`July 1 - July 31, 2014`: the first day lacks the year of the last."""
    short = _SHORT_START.search(place.text[: end.start])
    years = {day.year for day in end.readings.values()}
    if short is None or len(years) != 1:
        return
    numeric = not short[1].strip("0123456789./")
    mark = ("/" if "/" in short[1] else ".") if numeric else " "
    whole = find_dates(f"{short[1].rstrip('./')}{mark}{years.pop()}")
    if len(whole) == 1:
        found = FoundDate(short.start(1), short.end(1), short[1], whole[0].readings)
        yield _Candidate("service", found, place, score)


def _unlabelled(pages: Sequence[PageWords]) -> Iterator[_Candidate]:
    """Dates at the head of the first page that stand alone or behind a place name."""
    for page in pages[:1]:
        for line in page.lines:
            for cell in line.cells:
                if cell.y0 < page.height * _HEAD_OF_PAGE:
                    yield from _free(cell)
                elif _CLOCK.search(cell.text):  # a till prints day and time at its foot
                    yield from (replace(each, score=_AT_FOOT) for each in _free(cell))


def _free(cell: Cell) -> Iterator[_Candidate]:
    found = find_dates(cell.text)
    if len(found) != 1:
        return
    in_town = _TOWN.match(cell.text[: found[0].start])
    if in_town or len(cell.words) <= _FEW_WORDS:
        rest = _CLOCK.sub("", cell.text[: found[0].start] + cell.text[found[0].end :])
        if not any(sign.isdigit() for sign in rest):
            score = _BEHIND_TOWN if in_town else _UNLABELLED
            place = Place(cell, 0, len(cell.text), "behind")
            yield _Candidate("free", found[0], place, score)


def _where(candidate: _Candidate) -> tuple[int, int]:
    return id(candidate.cell.run), candidate.cell.start + candidate.found.start


def _read(candidate: _Candidate, value: date) -> Read[date]:
    start = candidate.cell.start + candidate.found.start
    end = candidate.cell.start + candidate.found.end
    return Read(value, candidate.cell.run, start, end, candidate.score)


def _settled(candidates: Sequence[_Candidate], order: DateOrder, *fields: str) -> list[Read[date]]:
    return [
        _read(candidate, value)
        for candidate in candidates
        if candidate.field in fields and (value := order.read(candidate.found)) is not None
    ]


def _best(candidates: Sequence[_Candidate], order: DateOrder, *fields: str) -> Read[date] | None:
    return max(_settled(candidates, order, *fields), key=lambda read: read.score, default=None)


def _ordered(candidates: Sequence[_Candidate], order: DateOrder, *, field: str) -> list[Read[date]]:
    found = _settled(candidates, order, field)
    return sorted(found[:2], key=lambda read: read.value)


def _open(
    candidates: Sequence[_Candidate], order: DateOrder
) -> Iterator[tuple[str, Read[tuple[date, ...]]]]:
    """The issue or due date where only readings are known, the best candidate of each."""
    for name, fields in (("issued_on", _ISSUED), ("due_on", ("due",))):
        best = max(
            (c for c in candidates if c.field in fields), key=lambda c: c.score, default=None
        )
        if best is not None and order.read(best.found) is None:
            read = _read(best, date.min)
            values = tuple(order.candidates(best.found))
            if len(values) > 1:
                yield name, Read(values, read.run, read.start, read.end, read.score)


_TRIED = 5  # dates of each kind that are tried against the terms of payment
_DAY_ORDERS: tuple[Order, ...] = ("dmy", "mdy")
_TERMS = re.compile(
    r"(?:net|within|innerhalb(?: von)?|binnen|sous|a|entro|en un plazo de|w ciagu|zahlbar in"
    r"|terms:?|prazo de|em|ziel:?)\s+(\d{1,3})\s*(?:days|tagen?|jours|dagen|dias|giorni|dni|j\b)"
)


def _by_terms(
    order: DateOrder, candidates: Sequence[_Candidate], *, pages: Sequence[PageWords]
) -> DateOrder:
    """Payment terms settle an open order: issued plus 30 days is the due date in one order only."""
    if order.order is not None:
        return order
    days: set[int | None] = {int(m[1]) for page in pages for m in _TERMS.finditer(fold(page.text))}
    issued = [c.found for c in candidates if c.field in _ISSUED]
    due = [c.found for c in candidates if c.field == "due"]
    fitting = [
        name
        for name in _DAY_ORDERS
        if any(
            _apart(DateOrder(name), a, second=b) in days
            for a in issued[:_TRIED]
            for b in due[:_TRIED]
        )
    ]
    return DateOrder(fitting[0]) if len(fitting) == 1 else order


def _apart(order: DateOrder, first: FoundDate, *, second: FoundDate) -> int | None:
    start, end = order.read(first), order.read(second)
    return (end - start) // timedelta(days=1) if start and end else None
