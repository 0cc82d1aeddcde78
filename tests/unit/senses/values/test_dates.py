from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.values.dates import find_dates, read_date, vote


@pytest.mark.parametrize(
    "text",
    [
        "5 March 2024",
        "March 5, 2024",
        "March 5 , 2024",
        "5th of March 2024",
        "5. März 2024",
        "5 mars 2024",
        "5 maart 2024",
        "5 de marzo de 2024",
        "5 marzo 2024",
        "5 de março de 2024",
        "5 marca 2024 r.",
        "2024-03-05",
        "20240305",
        "5 Mar 24",
        "05-MAR-2024",
        "2024 March 5",
    ],
)
def test_a_date_with_one_reading_is_read_in_every_language(text: str) -> None:
    assert read_date(text, None) == date(2024, 3, 5)


@pytest.mark.parametrize(
    "text", ["05/03/2024", "05.03.2024", "5-3-2024", "05.03.24", "5 / 3 / 2024"]
)
def test_day_and_month_that_could_change_places_need_an_order(text: str) -> None:
    assert read_date(text, None) is None
    assert read_date(text, "dmy") == date(2024, 3, 5)
    assert read_date(text, "mdy") == date(2024, 5, 3)


def test_a_day_over_twelve_needs_no_order() -> None:
    assert read_date("25/03/2024", None) == date(2024, 3, 25)
    assert read_date("03/25/2024", None) == date(2024, 3, 25)


@pytest.mark.parametrize(
    "text",
    [
        "1.234,56",
        "192.168.1.100",
        "2024",
        "30/02/2024",
        "12/13",
        "tel 01.23.45.67.89",
        "",
        "1-2-3-4",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_a_day_without_its_year_does_not_take_the_next_day_for_one() -> None:
    found = find_dates("billing period July 1 - July 31 , 2014")

    assert [day.only for day in found] == [date(2014, 7, 31)]


def test_dates_are_found_in_order_with_their_places() -> None:
    text = "from 2024-01-31 until 5 May 2024"

    found = find_dates(text)

    assert [text[day.start : day.end] for day in found] == ["2024-01-31", "5 May 2024"]


def test_a_file_votes_for_the_order_that_reads_all_its_dates() -> None:
    assert vote(["03/04/2024", "25/12/2024"]) == {"dmy"}
    assert vote(["03/04/2024", "12/25/2024"]) == {"mdy"}


@pytest.mark.parametrize(("two_digits", "year"), [("68", 2068), ("69", 1969), ("00", 2000)])
def test_two_digits_of_a_year_are_read_as_posix_does(two_digits: str, year: int) -> None:
    assert read_date(f"25.12.{two_digits}", "dmy") == date(year, 12, 25)


@settings(max_examples=150)
@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.sampled_from([".", "/", "-"]))
def test_every_day_is_read_back_in_the_order_it_was_written(day: date, mark: str) -> None:
    assert read_date(day.strftime(f"%d{mark}%m{mark}%Y"), "dmy") == day
    assert read_date(day.strftime(f"%m{mark}%d{mark}%Y"), "mdy") == day
    assert read_date(day.strftime(f"%Y{mark}%m{mark}%d"), "ymd") == day


@settings(max_examples=200)
@given(st.text(alphabet="0123456789/.- adefmrjnJMay,", max_size=40))
def test_any_text_can_be_searched_and_no_two_dates_overlap(text: str) -> None:
    found = find_dates(text)

    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    "text", ["01 Jan - 31 Jan 2025", "1. Jan. bis 31. Jan. 2025", "01 Jan-31 January 2025"]
)
def test_the_day_of_a_period_is_no_year_of_the_one_before(text: str) -> None:
    found = find_dates(text)

    assert [day.only for day in found] == [date(2025, 1, 31)]


@pytest.mark.parametrize("text", ["3 MÄRZ 2024", "März 3, 2024", "3. märz 2024", "2024-MÄRZ-3"])
def test_capitals_of_a_month_do_not_matter(text: str) -> None:
    found = find_dates(text)

    assert [(each.only, each.text) for each in found] == [(date(2024, 3, 3), text)]


@pytest.mark.parametrize("text", ["3 Auguſt 2024", "İ 3 August 2024 İ"])
def test_letters_whose_small_form_is_another_letter_are_looked_at(text: str) -> None:
    for found in find_dates(text):
        assert text[found.start : found.end] == found.text == "3 August 2024"
