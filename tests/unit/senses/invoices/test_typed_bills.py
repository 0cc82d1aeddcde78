"""The bills of the corpora once more as text, HTML and mail: right, or none, or in doubt."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.support.bill_judging import judge, misprinted, total_of
from tests.support.corpus import Bill
from tests.support.drawn import drawn_bills
from tests.support.evidence import Bytes, stored, told
from tests.support.extraction import Extraction, extract
from tests.support.retyped_bills import WAYS, as_text, retyped

_HALVES = ("seen", "unseen", "drawn", "held", "later")
_BARRED = ("total", "issued", "number", "issuer", "currency")
_COVERAGE, _PRECISION = 0.80, 0.98
# No letterhead but the addressee's, and one that the table tears from the address under it: on
# paper the height on the page tells.
_WRONG_YET = {("html", "es_logo_en_imagen", "issuer"), ("html", "en_totals_page2", "issuer")}


def _not_held(path: Path, result: Extraction) -> list[str]:
    """Fields whose evidence does not hold what it says."""
    original = Bytes(path)
    lost = [
        place.field
        for fact in result.facts
        for place in fact.evidence
        for values in [stored(fact)]
        if not original.holds(place)
        or (place.field in values and not told(fact, place.field, values[place.field]))
    ]
    original.close()
    return lost


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("half", _HALVES)
def test_no_wrong_value_passes_as_sure_and_each_stands_where_it_is_said_to(
    half: str, way: str, tmp_path: Path
) -> None:
    wrong, lost = set(), []

    for bill in retyped(half):
        path = WAYS[way](bill, tmp_path)
        result = extract(path)
        wrong |= {(way, bill.name, e.field) for e in judge(bill, result) if e.silently_wrong}
        lost += _not_held(path, result)

    assert wrong - _WRONG_YET == set()
    assert lost == []


@pytest.mark.parametrize("way", WAYS)
def test_most_bills_are_read_in_every_way(way: str, tmp_path: Path) -> None:
    asked, read, right = Counter[str](), Counter[str](), Counter[str]()

    for half in _HALVES:
        for bill in retyped(half):
            for each in judge(bill, extract(WAYS[way](bill, tmp_path))):
                if "none" not in each.want:
                    asked[each.field] += 1
                    read[each.field] += each.got is not None
                    right[each.field] += each.right

    assert [f for f in _BARRED if read[f] < _COVERAGE * asked[f]] == []
    assert [f for f in _BARRED if right[f] < _PRECISION * read[f]] == []


def test_the_same_bill_in_every_way_is_one_fact(tmp_path: Path) -> None:
    bill = next(bill for bill in retyped("later") if extract(as_text(bill, tmp_path)).invoice)
    drawn = next(each for each in drawn_bills("later") if each.name == bill.name)

    paths = [drawn.draw_here(tmp_path), *(write(bill, tmp_path) for write in WAYS.values())]

    facts = [extract(path).invoice for path in paths]
    assert len({fact.identity for fact in facts if fact}) == 1
    assert None not in facts


@pytest.mark.parametrize("way", WAYS)
def test_a_misprinted_digit_never_gives_another_total_without_a_doubt(
    way: str, tmp_path: Path
) -> None:
    bills = [wrong for bill in retyped("later") for wrong in misprinted(bill)]

    silent = [bill.name for bill in bills if _is_silently_wrong(bill, WAYS[way](bill, tmp_path))]

    assert bills
    assert silent == []


def _is_silently_wrong(bill: Bill, path: Path) -> bool:
    result = extract(path)
    wanted = {format(abs(total), "f") for total in [total_of(result)] if total is not None}
    return not result.doubts and not wanted <= set(bill.truth["total"])
