"""The parts a printed statement is read with: days, figures, headings, signs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.senses.pdf.layout import Line
from lifeos.senses.printed_statements.days import Calendar, days_in, settle_calendar
from lifeos.senses.printed_statements.figures import figures_in, notation_by
from lifeos.senses.printed_statements.headings import find_headings, headings_on
from lifeos.senses.printed_statements.vocabulary import LABELS, is_card, section_side
from lifeos.senses.values.date_order import DateOrder

from tests.support.pages import page


def line(text: str) -> Line:
    return page(text).lines[0]


def days(text: str) -> list[date | None]:
    calendar = Calendar("dmy", date(2024, 12, 16), date(2025, 1, 15))
    return [calendar.read(day) for day in days_in(line(text), until=9999)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("03.01. Rent", date(2025, 1, 3)),
        ("03.01 Rent", date(2025, 1, 3)),
        ("31/12 Rent", date(2024, 12, 31)),
        ("31-12 Rent", date(2024, 12, 31)),
        ("3 Jan Rent", date(2025, 1, 3)),
        ("03JAN Rent", date(2025, 1, 3)),
        ("Dec 31 Rent", date(2024, 12, 31)),
        ("31 décembre Rent", date(2024, 12, 31)),
        ("3 stycznia Rent", date(2025, 1, 3)),
        ("3 de enero Rent", None),
        ("1st January Rent", date(2025, 1, 1)),
        ("Monday 6 January 2025", date(2025, 1, 6)),
        ("Mo 06.01.2025", date(2025, 1, 6)),
        ("2025-01-06 Rent", date(2025, 1, 6)),
        ("06.01.25 Rent", date(2025, 1, 6)),
    ],
)
def test_days_are_read_with_the_year_of_the_period(text: str, wanted: date | None) -> None:
    assert days(text)[:1] == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    "text",
    ["12.345,67", "32.13.", "Bakery 12", "1.234", "12,50", "March Madness", "0 Jan", "4/5/6/7"],
)
def test_amounts_and_words_are_no_days(text: str) -> None:
    assert days(text) == []


def test_two_days_of_one_line_are_both_found() -> None:
    assert days("03.01. 04.01. Rent") == [date(2025, 1, 3), date(2025, 1, 4)]


@given(st.dates(date(2024, 2, 1), date(2025, 1, 20)))
def test_any_day_of_the_year_before_the_end_comes_back(day: date) -> None:
    calendar = Calendar("dmy", None, date(2025, 1, 15))

    (found,) = days_in(line(f"{day:%d.%m.} Rent"), until=9999)

    assert calendar.read(found) == day


def test_a_leap_day_is_of_the_leap_year() -> None:
    (found,) = days_in(line("29.02. Rent"), until=9999)

    assert Calendar("dmy", None, date(2024, 3, 10)).read(found) == date(2024, 2, 29)
    assert Calendar("dmy", None, date(2025, 1, 31)).read(found) == date(2024, 2, 29)
    assert Calendar("dmy", None, date(2026, 1, 31)).read(found) is None


@pytest.mark.parametrize(
    ("texts", "around", "order"),
    [
        (["01/31 A", "02/01 B"], [], "mdy"),
        (["31/01 A", "01/02 B"], [], "dmy"),
        (["02/01 A", "02/02 B"], ["01.02.2025 - 28.02.2025"], None),
        (["02/01 A", "03/02 B"], ["January 25, 2025 - February 8, 2025"], None),
    ],
)
def test_days_that_exist_in_one_order_alone_decide(
    texts: list[str], around: list[str], order: str | None
) -> None:
    found = [day for text in texts for day in days_in(line(text), until=9999)]

    calendar = settle_calendar(found, around, DateOrder(None))

    assert calendar.order == order


@pytest.mark.parametrize(
    ("text", "value", "mark"),
    [
        ("12,50", "12.50", None),
        ("-12,50", "12.50", "-"),
        ("− 12,50", "12.50", "-"),
        ("12,50-", "12.50", "-"),
        ("12,50 -", "12.50", "-"),
        ("12,50+", "12.50", "+"),
        ("+12,50", "12.50", "+"),
        ("(12,50)", "12.50", "-"),
        ("12,50 S", "12.50", "out"),
        ("12,50S", "12.50", "out"),
        ("12,50 H", "12.50", "in"),
        ("12.50 CR", "12.50", "in"),
        ("12.50CR", "12.50", "in"),
        ("12.50 DR", "12.50", "out"),
        ("12.50 OD", "12.50", "out"),
        ("€ 12,50", "12.50", None),
        ("-€12,50", "12.50", "-"),
        ("€-12,50", "12.50", "-"),
        ("$1,234.50", "1234.50", None),
        ("1 234,50", "1234.50", None),
        ("1'234.50", "1234.50", None),
        ("1.234.567,50", "1234567.50", None),
        ("12,34,567.50", "1234567.50", None),
        ("12,50 Af", "12.50", "out"),
        ("12,50    Bij", "12.50", "in"),
        ("12,50 EUR", "12.50", None),
        (".50", "0.50", None),
        ("445", "445", None),
    ],
)
def test_figures_keep_size_and_mark(text: str, value: str, mark: str | None) -> None:
    (figure,) = figures_in(line(text))

    assert figure.value("comma") == Decimal(value)
    assert figure.mark == mark


@pytest.mark.parametrize("text", ["19%", "A4711", "12.50.3", "10:30", "x1/2", "(12,50"])
def test_other_numbers_are_no_figures(text: str) -> None:
    assert all(figure.weak or figure.text != text for figure in figures_in(line(text)))


def test_a_card_word_behind_an_amount_is_no_mark() -> None:
    (figure,) = figures_in(line("12.50    Debit card purchase"))

    assert figure.mark is None


def test_the_notation_is_that_of_nearly_all_figures() -> None:
    comma = list(figures_in(line("1.234,50    12,00    7,25")))
    mixed = [*comma, *figures_in(line("1.50    2.50"))]

    assert notation_by(comma) == "comma"
    assert notation_by(mixed) is None


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Date   Description   Amount", "date description amount"),
        (
            "Date Description Withdrawals Deposits Balance",
            "date description debit credit balance",
        ),
        ("Posting Date Details Amount Closing Balance", "booked description amount balance"),
        (
            "Datum   Erläuterung   Betrag Soll EUR   Betrag Haben EUR",
            "date description debit credit",
        ),
        (
            "Bu-Tag   Wert   Wir haben für Sie gebucht   Belastung   Gutschrift",
            "date value description debit credit",
        ),
        ("Datum   Omschrijving   Bedrag af   Bedrag bij", "date description debit credit"),
        ("Date   Libellé   Valeur   Débit   Crédit", "date description value debit credit"),
        ("Fecha   Concepto   Cargo   Abono   Saldo", "date description debit credit balance"),
        ("Data operacji   Opis operacji   Kwota", "date description amount"),
    ],
)
def test_heading_rows_are_known_by_their_words(text: str, roles: str) -> None:
    headings = find_headings(page(text).lines, 0)

    assert headings is not None
    assert [column.role for column in headings.columns] == roles.split()


def test_headings_may_be_stacked() -> None:
    headings = find_headings(
        page("Date   Details      Money   Money\n                    out     in").lines, 0
    )

    assert headings is not None
    assert headings.lines == 2
    assert [column.role for column in headings.columns] == [
        "date",
        "description",
        "debit",
        "credit",
    ]


def test_a_section_above_is_no_part_of_the_heading_row() -> None:
    lines = page("Deposits and other credits\nDate   Description   Amount").lines

    headings = find_headings(lines, 0)

    assert headings is None or headings.lines == 1


@pytest.mark.parametrize(
    "text",
    ["Invoice date   Due", "Dear customer", "Amount due 12.50", "Total", "Date   Place   Name"],
)
def test_other_lines_are_no_heading_rows(text: str) -> None:
    assert find_headings(page(text).lines, 0) is None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Deposits and other additions", "in"),
        ("Withdrawals and other subtractions", "out"),
        ("Checks paid", "out"),
        ("Gutschriften", "in"),
        ("Dépenses", "out"),
        ("Deposits and withdrawals", None),
        ("Transactions", None),
    ],
)
def test_sections_say_which_way_money_goes(text: str, side: str | None) -> None:
    assert section_side(text, card=False) == side


def test_a_payment_to_a_card_is_money_in() -> None:
    assert section_side("Payments", card=True) == "in"
    assert section_side("Payments", card=False) is None
    assert is_card("Your credit limit is 5,000")
    assert not is_card("Current account statement")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("opening balance", "opening"), ("alter kontostand", "opening"),
        ("ancien solde", "opening"),
        ("beginsaldo", "opening"), ("saldo inicial", "opening"), ("saldo iniziale", "opening"),
        ("saldo poczatkowe", "opening"), ("saldo anterior", "opening"),
        ("closing balance", "closing"), ("neuer kontostand", "closing"),
        ("nouveau solde", "closing"), ("eindsaldo", "closing"), ("saldo final", "closing"),
        ("saldo finale", "closing"), ("saldo koncowe", "closing"),
        ("balance carried forward", "carried"), ("ubertrag", "carried"), ("a reporter", "carried"),
        ("kontostand am", "balance"), ("total money in", "total_in"),
        ("totaal afgeschreven", "total_out"), ("number of transactions", "count"),
    ],
)  # fmt: skip
def test_labels_are_known_in_eight_languages(text: str, field: str) -> None:
    matches = LABELS.find(text)

    assert [match.field for match in matches] == [field]


def test_every_line_of_a_page_is_asked_for_its_heading_row() -> None:
    printed = page("""
        Statement
        Date        Description        Amount        Balance
        01.02.2024  Shop               12.00         80.00
    """)

    found = [headings is not None for headings in headings_on(printed)]

    assert found == [False, True, False]
