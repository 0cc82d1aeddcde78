from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from lifeos.contracts.search import SearchAnswer
from lifeos.errors import InvalidInputError
from lifeos.facts import search

from tests.support.own_record import OwnRecord, draft, page

pytestmark = pytest.mark.postgres


def found(own: OwnRecord, typed: str, **asked: Any) -> SearchAnswer:
    query: dict[str, Any] = {"limit": 20, "cursor": None, "zone": "UTC", **asked}
    return search.search(typed, **query, user_id=own.user_id, finder=own.finder)


def titles(own: OwnRecord, typed: str, **asked: Any) -> list[str]:
    hits = found(own, typed, **asked).items
    return [hit.fact.title if hit.fact else f"page {hit.page}" for hit in hits]


@pytest.fixture
def life(own: OwnRecord) -> OwnRecord:
    """Some rows of a life."""
    own.commit(
        draft("Bäckerei Groß", when=date(2025, 5, 1), amount="-12.90"),
        draft("Bäckerei Groß", when=date(2026, 5, 1), amount="-14.90"),
        draft("Acme GmbH", when=date(2025, 6, 1), amount="-250.00"),
        draft("Acme GmbH", when=date(2025, 7, 1), amount="-80.00"),
        draft("Versicherung Nord", when=date(2026, 1, 2), amount="-1471.60"),
        draft("Rent", when=datetime(2026, 2, 1, tzinfo=UTC), amount="-900"),
    )
    return own


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("backerei", ["Bäckerei Groß", "Bäckerei Groß"]),
        ("BÄCKEREI gross", ["Bäckerei Groß", "Bäckerei Groß"]),
        ("backerei 2026", ["Bäckerei Groß"]),
        ("acme 2025 >100 eur", ["Acme GmbH"]),
        ("acme 2025 >100 usd", []),
        ("acme <100", ["Acme GmbH"]),
        ("1471.60", ["Versicherung Nord"]),
        ("1.471,60", ["Versicherung Nord"]),
        ("versich", ["Versicherung Nord"]),
        ("900..1500", ["Rent", "Versicherung Nord"]),
        ("2026-02-01", ["Rent"]),
        ("nothing here", []),
    ],
)
def test_words_days_and_amounts(life: OwnRecord, typed: str, expected: list[str]) -> None:
    assert titles(life, typed) == expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("backrei", "backerei"),
        ("bakcerei", "backerei"),
        ("versicherrung", "versicherung"),
        ("Versichreung", "versicherung"),
        ("acmee", "acme"),
        ("grosss", "gross"),
    ],
)
def test_a_typing_error_is_forgiven_and_said(life: OwnRecord, typed: str, meant: str) -> None:
    answer = found(life, typed)

    assert answer.items
    assert answer.understood.spelling[0].taken_for == [meant]


def test_a_word_with_an_error_beside_a_right_one(life: OwnRecord) -> None:
    assert titles(life, "acmee gm >100") == ["Acme GmbH"]


def test_some_of_the_words_are_better_than_nothing_and_said(life: OwnRecord) -> None:
    answer = found(life, "acme rent")

    assert {hit.fact.title for hit in answer.items if hit.fact} == {"Acme GmbH", "Rent"}
    assert answer.understood.any_word


def test_a_page_is_found_with_the_line_that_says_it(own: OwnRecord) -> None:
    text = "Dear Ada,\nyour contract about Fernwärme\nends on 31 May. Total 1.471,60 EUR"
    own.commit(page("first"), page(text, 2), draft("Letter"))

    (hit,) = found(own, "fernwarme vertrag contract").items or found(own, "fernwarme").items
    (amount,) = found(own, "1471.60").items

    assert (hit.type, hit.page, hit.snippet) == ("page", 2, "your contract about Fernwärme")
    assert amount.snippet.startswith("ends on 31 May")


def test_a_title_weighs_more_than_a_page_and_the_newest_comes_first(own: OwnRecord) -> None:
    own.commit(
        page("the bakery"), draft("Bakery", when=date(2025, 1, 1)), draft("Bakery"), draft("x")
    )

    hits = found(own, "bakery").items

    assert [hit.fact.occurred.start if hit.fact else "page" for hit in hits] == [
        date(2026, 3, 2),
        date(2025, 1, 1),
        "page",
    ]
    assert hits[0].snippet == "Bakery"


def test_hits_come_page_by_page(own: OwnRecord) -> None:
    own.commit(*[draft("Bakery", amount=f"-{n}.50", row=n) for n in range(1, 8)])

    first = found(own, "bakery", limit=5)
    second = found(own, "bakery", limit=5, cursor=first.next_cursor)

    shown = [hit.fact for hit in first.items + second.items if hit.fact]
    amounts = [fact.amount for fact in shown if fact.amount is not None]
    assert sorted(amounts, reverse=True) == [Decimal(f"-{n}.50") for n in range(1, 8)]
    assert second.next_cursor is None


def test_what_is_not_among_the_newest_is_found_by_the_index(
    own: OwnRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lifeos.adapters.postgres_search.LOOK_AT_NEWEST", 2)
    own.commit(*[draft(f"Shop {n}", when=date(2026, 1, n)) for n in range(1, 9)])

    assert titles(own, "shop 1") == ["Shop 1"]
    assert len(titles(own, "shop")) == 8


def test_nobody_finds_anybody_elses(life: OwnRecord) -> None:
    other = life.of_somebody_else()
    other.commit(page("Geheimnis"), draft("Geheim"))

    assert titles(life, "geheim") == []
    assert titles(other, "acme") == []
    assert found(life, "geheimniss").understood.spelling == []
    assert titles(other, "geheim") == ["Geheim", "page 1"]


def test_without_a_person_the_functions_find_nothing(life: OwnRecord) -> None:
    with life.database.session(None) as session:
        rows = session.rows(
            "t",
            "SELECT id FROM newest_matches('acme', NULL, NULL, NULL, NULL, NULL, 99, 99)"
            " UNION ALL SELECT id FROM indexed_matches('acme', NULL, NULL, NULL, NULL, NULL, 9, 9)"
            " UNION ALL SELECT document_id FROM matching_pages('acme', 9, 9)",
        )

    assert rows == []


@pytest.mark.parametrize("typed", ["?!", "' OR 1=1 --", "\\", "a' | 'b", "((", "x:*"])
def test_hostile_queries_are_words_or_refused(life: OwnRecord, typed: str) -> None:
    try:
        assert titles(life, typed) == []
    except InvalidInputError:
        assert not any(letter.isalnum() for letter in typed)


@pytest.mark.parametrize("asked", [{"cursor": "-1"}, {"cursor": "x"}, {"zone": "Nowhere/City"}])
def test_expected_failure_what_cannot_be_right_is_refused(
    life: OwnRecord, asked: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInputError):
        found(life, "acme 2025", **asked)
