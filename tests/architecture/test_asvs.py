"""The walk through OWASP ASVS in docs/security.md: every item once, and nothing claimed unshown."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.support.sources import ROOT

PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
# A row of the walk: its items, its state, what is done, what shows it.
_ROW = re.compile(
    r"^\| (?P<items>[0-9][0-9., -]*) \| \**(?P<state>met|partly|not met|not used|inherited)\** \|"
    r"[^|]+\|(?P<proof>[^|]*)\|$",
    re.MULTILINE,
)
ROWS = list(_ROW.finditer(PAGE))
# Items of levels 1 and 2, section by section from 1 on; within a section they come before those
# of level 3. Source: OWASP/ASVS, 5.0/docs_en/OWASP_Application_Security_Verification_Standard_
# 5.0.0_en.csv, rows whose column L is 1 or 2.
ITEMS = {
    "1": (2, 9, 11, 3, 2),
    "2": (3, 3, 4, 1),
    "3": (0, 2, 4, 6, 5, 0, 2),
    "4": (3, 1, 2, 4),
    "5": (1, 3, 2, 3),
    "6": (3, 12, 4, 4, 5, 3, 0, 4),
    "7": (3, 4, 2, 5, 2, 2),
    "8": (2, 3, 1, 1),
    "9": (3, 4),
    "10": (2, 2, 4, 11, 5, 2, 3),
    "11": (2, 3, 3, 4, 1, 1, 0),
    "12": (3, 2, 4),
    "13": (1, 5, 2, 5),
    "14": (2, 4, 3),
    "15": (3, 3, 7, 0),
    "16": (1, 5, 4, 3, 3),
    "17": (1, 4, 2),
}
LEVEL_1, LEVEL_2 = 70, 183  # the same file, counted by level: a second look at the table above
# Sections that ask for a page, which no test can stand for: chapter, section 1.
ASK_FOR_A_PAGE = {f"{chapter}.1" for chapter in (2, 5, 6, 7, 8, 11, 13, 14, 15, 16)}


def items_of(told: str) -> list[str]:
    """`1.2.1-3, 1.2.9` one by one."""
    found = []
    for part in told.split(", "):
        section, _, numbers = part.strip().rpartition(".")
        first, _, last = numbers.partition("-")
        found += [f"{section}.{n}" for n in range(int(first), int(last or first) + 1)]
    return found


def test_the_standard_has_as_many_items_as_it_says() -> None:
    assert sum(map(sum, ITEMS.values())) == LEVEL_1 + LEVEL_2


@pytest.mark.parametrize("chapter", ITEMS)
def test_every_item_of_a_chapter_is_in_one_row(chapter: str) -> None:
    walked = [item for row in ROWS for item in items_of(row["items"])]

    expected = [
        f"{chapter}.{section}.{number}"
        for section, count in enumerate(ITEMS[chapter], 1)
        for number in range(1, count + 1)
    ]
    assert sorted(item for item in walked if item.startswith(f"{chapter}.")) == sorted(expected)


def test_no_row_is_of_another_form_or_another_chapter() -> None:
    lines = re.findall(r"^\| [0-9].*", PAGE, re.MULTILINE)

    assert lines == [row[0] for row in ROWS]
    assert {items_of(row["items"])[0].partition(".")[0] for row in ROWS} == set(ITEMS)


def test_what_is_claimed_names_what_shows_it_and_what_is_not_names_nothing() -> None:
    claimed = [row for row in ROWS if row["state"] in {"met", "partly"}]
    others = [row for row in ROWS if row not in claimed]

    assert [row["items"] for row in claimed if not re.search("tests/|docs/", row["proof"])] == []
    assert {row["proof"].strip() for row in others} == {"-"}


def test_a_page_alone_shows_only_what_asks_for_a_page() -> None:
    by_page_alone = [
        row for row in ROWS if "docs/" in row["proof"] and "tests/" not in row["proof"]
    ]

    sections = {i.rpartition(".")[0] for row in by_page_alone for i in items_of(row["items"])}

    assert sections
    assert sections - ASK_FOR_A_PAGE == set()


def test_the_page_counts_its_own_verdicts_right() -> None:
    told = re.findall(r"(\d+) (met|partly|inherited|not met|not used)\b", PAGE)

    counted: Counter[str] = Counter()
    for row in ROWS:
        counted[row["state"]] += len(items_of(row["items"]))
    assert {state: int(number) for number, state in told} == counted
    assert f"All {counted.total()} items" in PAGE
