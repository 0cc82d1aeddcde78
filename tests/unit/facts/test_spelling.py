from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.facts.spelling import errors_between, nearest, parts_of

WORDS = st.text("abcdefgh", min_size=3, max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("bakery", "bakery", 0),
        ("bakry", "bakery", 1),
        ("bakeryy", "bakery", 1),
        ("bakary", "bakery", 1),
        ("baekry", "bakery", 1),
        ("insurrence", "insurance", 2),
        ("", "abc", 3),
    ],
)
def test_errors_are_counted(one: str, other: str, errors: int) -> None:
    assert errors_between(one, other) == errors
    assert errors_between(other, one) == errors


def test_the_nearest_come_first_and_alone() -> None:
    assert nearest("baker", ["bakery", "maker", "banker", "bread"]) == ["bakery", "banker", "maker"]
    assert nearest("bakery", ["bakery", "bakers"]) == ["bakery"]


def test_a_short_word_is_not_guessed_far() -> None:
    assert nearest("bank", ["rank", "bark", "baker"]) == ["bark", "rank"]
    assert nearest("bank", ["barks"]) == []
    assert nearest("telephone", ["telephnoe", "televisor"]) == ["telephnoe"]


@given(WORDS, st.data())
def test_one_error_always_leaves_a_part_in_common(word: str, drawn: st.DataObject) -> None:
    place = drawn.draw(st.integers(0, len(word) - 1))
    letter = drawn.draw(st.sampled_from("abcdefgh"))
    swapped = list(word)
    swapped[place - 1 : place + 1] = reversed(swapped[place - 1 : place + 1])
    wrong = [
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        "".join(swapped),
    ]

    for typed in wrong:
        assert set(parts_of(typed)) & set(parts_of(word))
