from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.folding import fold, spoken


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Bäcker-Straße 1", "backer strasse 1"),
        ("ŁÓDŹ, Żabka", "lodz zabka"),
        ("Œuvre «Ça va?»", "oeuvre ca va"),
        ("Ørsted & Þór", "orsted thor"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("  A_b\tC\n", "a b c"),
        ("½ ﬁn", "1 2 fin"),
        ("𝔸cme 𝐁ank", "acme bank"),
        ("", ""),
        ("...", ""),
        ("日本 電気", "日本 電気"),
    ],
)
def test_text_folds_to_bare_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_and_leaves_only_words(text: str) -> None:
    folded = fold(text)

    assert fold(folded) == folded
    assert all(word.isalnum() for word in folded.split())


def test_only_words_are_spoken() -> None:
    content = {
        "kind": "invoice",
        "issued_on": "2026-03-02",
        "total": "12.90",
        "number": "4711",
        "items": [{"description": "Brot", "amount": "3.20"}],
        "last_modified": "2026-03-02T09:00:00Z",
        "pages": 3,
    }

    assert spoken(content) == "4711 Brot"
