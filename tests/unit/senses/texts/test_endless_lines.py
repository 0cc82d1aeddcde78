"""Lines longer than a page, as files without line ends have them."""

from __future__ import annotations

import pytest
from lifeos.senses.texts import text_encoding


@pytest.mark.parametrize("length", [0, 1, 2_999, 3_000, 3_001, 6_000, 6_001, 9_500])
def test_an_endless_line_is_cut_into_pages_and_nothing_is_lost(length: int) -> None:
    line = "".join(chr(97 + place % 26) for place in range(length))

    pages = [page.text for page in text_encoding.pages_of(line)]

    assert "".join(pages) == line
    assert all(len(page) <= text_encoding.PAGE_CHARS for page in pages)
    assert len(pages) == max(1, -(-length // text_encoding.PAGE_CHARS))
