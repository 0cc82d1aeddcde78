from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.bill import Bill, Line, cents
from samples.layouts import catalogue, wording
from samples.layouts.catalogue import LAYOUTS
from samples.life import live
from samples.parties import PHONE

PRICES = st.decimals("-500", "500", places=4, allow_nan=False)
LINES = st.lists(
    st.builds(Line, st.just("x"), PRICES, st.decimals(1, 9, places=1), st.sampled_from((0, 9, 21))),
    min_size=1,
    max_size=6,
)
PLAIN = Bill(
    thing="bill-x",
    file="x.pdf",
    layout="banner",
    kind="invoice",
    issuer=PHONE,
    language="nl",
    number="1",
    issued_on=date(2026, 1, 2),
    lines=(Line("x", Decimal("10.00")),),
)


@given(LINES, st.booleans())
def test_net_and_tax_always_make_the_total(lines: list[Line], in_prices: bool) -> None:
    bill = replace(PLAIN, lines=tuple(lines), tax_in_prices=in_prices)

    shares = sum((share.net + share.tax for share in bill.taxes), Decimal(0))

    assert bill.net + bill.tax == bill.total == shares


@given(LINES)
def test_prices_with_tax_add_up_to_the_total_alone(lines: list[Line]) -> None:
    bill = replace(PLAIN, lines=tuple(lines), tax_in_prices=True)

    assert bill.total == sum(line.amount for line in lines)


@pytest.mark.parametrize(
    ("value", "expected"), [("1.005", "1.01"), ("-1.005", "-1.01"), ("2.0049", "2.00")]
)
def test_cents_round_half_away_from_zero(value: str, expected: str) -> None:
    assert str(cents(Decimal(value))) == expected


def test_tax_comes_on_top_of_net_prices() -> None:
    assert (PLAIN.net, PLAIN.tax, PLAIN.total) == (
        Decimal("10.00"),
        Decimal("2.10"),
        Decimal("12.10"),
    )


def test_a_tax_free_bill_has_no_tax_lines() -> None:
    bill = replace(PLAIN, tax_free="Vrijgesteld van btw.")

    labels = [label for label, _ in wording.sums(bill)]

    assert bill.taxes == ()
    assert bill.total == Decimal("10.00")
    assert labels == ["Totaalbedrag"]


def test_advances_leave_a_rest_to_pay() -> None:
    bill = replace(PLAIN, paid_before=Decimal("5.00"))

    rows = dict(wording.sums(bill))

    assert bill.amount_due == Decimal("7.10")
    assert rows["Reeds in rekening gebrachte voorschotten"] == "€ -5,00"
    assert rows["Nog te betalen"] == "€ 7,10"


def test_the_heading_follows_kind_and_language() -> None:
    credit = replace(PLAIN, kind="credit_note", language="fr")

    assert wording.heading(PLAIN) == "Factuur"
    assert wording.heading(credit) == "Avoir"
    assert wording.heading(replace(credit, title="Note")) == "Note"


def test_every_layout_is_used_by_some_bill() -> None:
    used = {bill.layout for bill in live(7).bills}

    assert used == set(LAYOUTS)


@pytest.mark.parametrize("layout", ["banner", "plain", "summary", "workshop"])
def test_a_layout_draws_any_bill(layout: str) -> None:
    content = catalogue.draw(replace(PLAIN, layout=layout))

    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
