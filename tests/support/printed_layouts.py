"""Every layout of printed statements, as banks in nine countries print them."""

from __future__ import annotations

from tests.support.printed import Layout
from tests.support.printed_continental import CONTINENTAL
from tests.support.printed_english import ENGLISH

LAYOUTS = (*ENGLISH, *CONTINENTAL)
BY_NAME = {layout.name: layout for layout in LAYOUTS}


def is_card(layout: Layout) -> bool:
    """Whether a layout is a card's: there the holder owes what is stated."""
    return layout.account.startswith("CARD")
