"""Calendars sent as messages: invitations, answers, and the rest of a split series."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.calendars import agenda, calendar, event, events, read

_RSVP = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:kim@example.org"
_STAMP = "DTSTAMP:20260105T080000Z"


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"])
def test_an_answer_never_replaces_the_invitation(tmp_path: Path, method: str) -> None:
    start = "DTSTART:20260302T070000Z"
    invitation = read(tmp_path, calendar("METHOD:REQUEST", event(start, _STAMP, "SEQUENCE:1")))

    answer = read(tmp_path, calendar(f"METHOD:{method}", event(start, _STAMP, "SEQUENCE:9", _RSVP)))

    (asked,), (said,) = invitation.facts, answer.facts
    assert asked.identity == said.identity
    assert said.revision == 0 < asked.revision
    assert (asked.whole_series, said.whole_series) == (True, False)


@pytest.mark.parametrize("when", [(), ("RECURRENCE-ID:20260302T070000Z",)])
def test_an_answer_without_a_time_is_no_event_and_no_doubt(
    tmp_path: Path, when: tuple[str, ...]
) -> None:
    found = read(tmp_path, calendar("METHOD:REPLY", event(_STAMP, _RSVP, *when)))

    assert found.facts == []
    assert found.tally.doubts == []
    assert found.tally.found_count == found.tally.declared_count == 1
    assert "kim@example.org" in found.text


@pytest.mark.parametrize("method", ["PUBLISH", "REQUEST", "CANCEL"])
def test_an_event_without_a_start_is_said_to_lack_it(tmp_path: Path, method: str) -> None:
    found = read(tmp_path, calendar(f"METHOD:{method}", event("SUMMARY:Some day")))

    (doubt,) = found.tally.doubts
    assert doubt.code == "event-unreadable"
    assert doubt.detail == "The event on line 5 has no start."


def test_the_rest_of_a_series_sent_alone_is_all_read(tmp_path: Path) -> None:
    content = calendar(
        "METHOD:REQUEST",
        event(
            "DTSTART;TZID=America/Chicago:20260303T080000",
            "DTEND;TZID=America/Chicago:20260303T090000",
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20260303T140000Z",
            "RDATE;TZID=America/Chicago:20260303T080000,20260310T080000,20260317T080000",
        ),
    )

    found = read(tmp_path, content)

    days = ["2026-03-03T14:00Z", "2026-03-10T13:00Z", "2026-03-17T13:00Z"]
    assert agenda(found) == days
    assert [each.recurrence_id for each in events(found)][1] == "2026-03-10T08:00:00"
    assert not any(each.whole_series for each in events(found))


def test_a_rule_copied_into_one_changed_instance_is_not_followed(tmp_path: Path) -> None:
    content = calendar(
        event(
            "DTSTART;VALUE=DATE:20260304",
            "RECURRENCE-ID;VALUE=DATE:20260303",
            "RRULE:FREQ=DAILY;COUNT=5",
        )
    )

    found = read(tmp_path, content)

    assert agenda(found) == ["2026-03-04"]


def test_the_rest_of_a_series_beside_another_change_stays_single(tmp_path: Path) -> None:
    rest = ("DTSTART:20260303T080000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260303T080000Z")
    other = ("DTSTART:20260310T090000Z", "RECURRENCE-ID:20260310T080000Z")

    found = read(tmp_path, calendar(event(*rest), event(*other)))

    assert agenda(found) == ["2026-03-03T08:00Z", "2026-03-10T09:00Z"]
