from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifeos.contracts.facts import EventData
from lifeos.facts.ports import Filing
from lifeos.senses.calendars.sense import IcsSense
from lifeos.senses.models import FactDraft

from tests.support.calendars import calendar, event
from tests.support.own_record import OwnRecord
from tests.support.readings import source_of

pytestmark = pytest.mark.postgres
_FIRST = {"MO": "05", "TU": "06", "WE": "07", "FR": "09"}
RULE = "RRULE:FREQ=WEEKLY;BYDAY={days};COUNT={count}"


def weekly(
    days: str = "MO", count: int = 4, *, sequence: int = 0, at: str = "09", stamp: str = ""
) -> str:
    stamped = [f"LAST-MODIFIED:2026010{stamp}T000000Z"] if stamp else []
    rule = RULE.format(days=days, count=count)
    start = f"DTSTART:202601{_FIRST[days]}T{at}0000Z"
    return event(start, rule, f"SEQUENCE:{sequence}", "SUMMARY:Choir", *stamped)


def drafts(folder: Path, *parts: str) -> list[FactDraft]:
    source = source_of(folder, calendar(*parts), "calendar.ics")
    return [one for one in IcsSense().read(source) if isinstance(one, FactDraft)]


def imported(own: OwnRecord, folder: Path, *parts: str, filing: Filing | None = None) -> Filing:
    return own.read(*drafts(folder, *parts), filing=filing)


def agenda(own: OwnRecord) -> list[str]:
    found = [fact.data for fact in own.all_facts(kind="event")]
    return sorted(
        event.start.strftime("%m-%d %H")
        for event in found
        if isinstance(event, EventData) and event.status != "cancelled"
    )


def test_a_moved_series_moves_and_leaves_nothing_behind(own: OwnRecord, tmp_path: Path) -> None:
    imported(own, tmp_path, weekly("MO", sequence=1))

    imported(own, tmp_path, weekly("TU", sequence=2))

    assert agenda(own) == ["01-06 09", "01-13 09", "01-20 09", "01-27 09"]


def test_a_shortened_series_is_shorter(own: OwnRecord, tmp_path: Path) -> None:
    imported(own, tmp_path, weekly(count=4, stamp="1"))

    imported(own, tmp_path, weekly(count=2, stamp="2"))

    assert agenda(own) == ["01-05 09", "01-12 09"]


@pytest.mark.parametrize("older", [weekly("MO", sequence=1), weekly("WE", 6, sequence=1)])
def test_an_older_version_that_comes_later_changes_nothing(
    own: OwnRecord, tmp_path: Path, older: str
) -> None:
    imported(own, tmp_path, weekly("TU", sequence=2, at="18"))
    before = agenda(own)

    imported(own, tmp_path, older)

    assert agenda(own) == before


def test_what_was_retired_stays_so_when_the_older_file_is_read_again(
    own: OwnRecord, tmp_path: Path
) -> None:
    first = imported(own, tmp_path, weekly("MO", sequence=1))
    second = imported(own, tmp_path, weekly("TU", sequence=2))
    before = agenda(own)

    for filing, days, sequence in ((first, "MO", 1), (second, "TU", 2)):
        again = own.filing(filing.ticket.document_id, rerun=1)
        imported(own, tmp_path, weekly(days, sequence=sequence), filing=again)

    assert agenda(own) == before


def test_an_edit_without_any_version_counts_by_its_arrival(own: OwnRecord, tmp_path: Path) -> None:
    first = imported(own, tmp_path, weekly(at="09"))
    imported(own, tmp_path, weekly(at="10", count=3))
    again = own.filing(first.ticket.document_id, rerun=1)

    imported(own, tmp_path, weekly(at="09"), filing=again)

    assert agenda(own) == ["01-05 10", "01-12 10", "01-19 10"]


def test_an_invitation_to_one_instance_retires_no_other(own: OwnRecord, tmp_path: Path) -> None:
    imported(own, tmp_path, weekly(sequence=1))
    moved = event(
        "RECURRENCE-ID:20260112T090000Z", "DTSTART:20260112T150000Z", "SEQUENCE:2", "SUMMARY:Choir"
    )

    imported(own, tmp_path, moved)

    assert agenda(own) == ["01-05 09", "01-12 15", "01-19 09", "01-26 09"]


def test_a_series_that_becomes_single_is_single(own: OwnRecord, tmp_path: Path) -> None:
    imported(own, tmp_path, weekly(sequence=1))

    imported(own, tmp_path, event("DTSTART:20260301T090000Z", "SEQUENCE:2"))

    assert agenda(own) == ["03-01 09"]


def test_other_series_are_left_alone(own: OwnRecord, tmp_path: Path) -> None:
    other = event("DTSTART:20260301T090000Z", uid="other@example.org")
    imported(own, tmp_path, weekly(sequence=1), other)

    imported(own, tmp_path, weekly(count=1, sequence=2))

    assert agenda(own) == ["01-05 09", "03-01 09"]


def test_an_instance_the_person_corrected_stays(own: OwnRecord, tmp_path: Path) -> None:
    imported(own, tmp_path, weekly(sequence=1))
    last = own.all_facts()[0]
    own.correct(last, "title", "Choir with Anna")

    imported(own, tmp_path, weekly(count=1, sequence=2))

    assert agenda(own) == ["01-05 09", "01-26 09"]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations([1, 2, 3]), st.lists(st.sampled_from([1, 2, 3]), max_size=3))
def test_whatever_the_order_the_newest_version_stands(
    own: OwnRecord, tmp_path: Path, order: list[int], again: list[int]
) -> None:
    somebody = own.of_somebody_else()
    versions = {1: weekly("MO", 5), 2: weekly("TU", 3, sequence=1), 3: weekly("FR", 2, sequence=2)}
    filed: dict[int, Filing] = {}

    for times, number in enumerate(order + again):
        known = filed.get(number)
        filing = somebody.filing(known.ticket.document_id, rerun=times) if known else None
        filed[number] = imported(somebody, tmp_path, versions[number], filing=filing)

    assert agenda(somebody) == ["01-09 09", "01-16 09"]
