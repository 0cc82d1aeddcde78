from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path

import pytest
from lifeos.contracts.search import SearchAnswer, SearchHit, Spelling, Understood
from lifeos.contracts.timeline import DocumentRef

from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import lifeos, start_lifeos
from tests.unit.cli.test_timeline import item


def answer(**understood: object) -> SearchAnswer:
    fact = item("Acme", date(2026, 3, 2))
    page = DocumentRef(id=uuid.uuid4(), name="contract.pdf", title="Contract")
    hits = [
        SearchHit(type="fact", score=1, snippet="-12,90", document=fact.document, fact=fact),
        SearchHit(type="page", score=0.5, snippet="about Acme", document=page, page=3),
    ]
    return SearchAnswer(items=hits, understood=Understood.model_validate(understood))


def test_happy_facts_and_pages_are_shown_with_their_words(hub: FakeHub, home: Path) -> None:
    hub.found = answer()

    ran = lifeos(home, "search", "acme", "2026", ">100 eur", "--limit", "5")

    _, fact, page = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert fact == "2026-03-02 transaction Acme -12.90 EUR -12,90 march.csv"
    assert page == "page 3 Contract about Acme contract.pdf"
    asked = hub.server.asked[-1].query
    assert (asked["q"], asked["limit"]) == ("acme 2026 >100 eur", "5")


def test_happy_json_has_one_hit_a_line(hub: FakeHub, home: Path) -> None:
    hub.found = answer()

    ran = lifeos(home, "search", "acme", "--json")

    assert [hit["type"] for hit in ran.objects] == ["fact", "page"]


def test_how_the_words_were_understood_is_said(hub: FakeHub, home: Path) -> None:
    spelling = [Spelling(typed="acmee", taken_for=["acme", "acne"])]
    hub.found = answer(spelling=spelling, any_word=True)

    ran = lifeos(home, "search", "acmee")

    assert "acmee: taken for acme, acne." in ran.err
    assert "some of them" in ran.err


def test_nothing_found_is_said(hub: FakeHub, home: Path) -> None:
    ran = lifeos(home, "search", "nothing")

    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing was found.\n")


def test_more_hits_are_announced(hub: FakeHub, home: Path) -> None:
    hub.found = answer().model_copy(update={"next_cursor": "20"})

    assert "more than these 2" in lifeos(home, "search", "acme").err


@pytest.mark.parametrize("words", [[""], ["  ", ""]])
def test_expected_failure_no_words_are_a_usage_error(
    hub: FakeHub, home: Path, words: list[str]
) -> None:
    ran = lifeos(home, "search", *words)

    assert (ran.code, hub.server.asked) == (2, [])
    assert "Say what to look for" in ran.err


def test_words_are_understood_in_a_locale_without_utf8(hub: FakeHub, home: Path) -> None:
    process = start_lifeos(
        home, "search", "Peña", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    process.communicate(timeout=60)

    assert process.returncode == 0
    assert hub.server.asked[-1].query["q"] == "Peña"
