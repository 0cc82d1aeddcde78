"""Calendars: damage costs the damaged event, never the file, and never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.calendars import lines as calendar_lines
from lifeos.senses.calendars.sense import IcsSense

from tests.support.calendars import BERLIN, agenda, calendar, event, events, read
from tests.support.readings import read_or_reason, source_of

GOOD = event("DTSTART:20250310T090000Z", "SUMMARY:Good", uid="good")
LATE = event("DTSTART:20250311T090000Z", "SUMMARY:Late", uid="late")
BOTH = ["2025-03-10T09:00Z", "2025-03-11T09:00Z"]


@pytest.mark.parametrize(
    "bad",
    [
        event("DTSTART:yesterday", uid="bad"),
        event("DTSTART:20251399T000000Z", uid="bad"),
        event("SUMMARY:No start at all", uid="bad"),
        event("DTSTART:00010101T000000Z", uid="bad"),
        event("DTSTART:20250310T090000Z", "DTEND:never", uid="bad"),
        event("DTSTART:20250310T090000Z", "DURATION:P99999999D", uid="bad"),
        event("DTSTART:20250310T090000Z", "RECURRENCE-ID:x", uid="bad"),
    ],
)
def test_one_bad_event_never_costs_the_rest(tmp_path: Path, bad: str) -> None:
    found = read(tmp_path, calendar(GOOD, bad, LATE))

    assert agenda(found) == BOTH
    assert [doubt.code for doubt in found.tally.doubts] == ["event-unreadable"]
    assert "line 9" in found.tally.doubts[0].detail
    assert (found.tally.found_count, found.tally.declared_count) == (2, 3)


@pytest.mark.parametrize(
    "damage",
    [
        ("END:VEVENT\r\nBEGIN", "BEGIN"),
        ("END:VEVENT\r\nBEGIN", "END:VEVNT\r\nBEGIN"),
        ("SUMMARY:Good\r\n", "SUMMARY:Good\r\nBEGIN:VALARM\r\n"),
        ("\r\n", "\n"),
        ("\r\n", "\r"),
        ("\r\n", "\r\n\r\n"),
        ("BEGIN:VEVENT", "begin:vevent"),
        ("SUMMARY:Good", "SUMMARY\r\n :Good"),
    ],
)
def test_missing_and_misspelt_ends_and_odd_newlines_cost_nothing(
    tmp_path: Path, damage: tuple[str, str]
) -> None:
    content = calendar(GOOD, LATE).decode().replace(*damage).encode()

    found = read(tmp_path, content)

    assert agenda(found) == BOTH
    assert [each.summary for each in events(found)] == ["Good", "Late"]
    assert found.tally.found_count == found.tally.declared_count == 2


def test_a_file_cut_in_the_middle_is_said_to_be(tmp_path: Path) -> None:
    content = calendar(GOOD, LATE)

    found = read(tmp_path, content[: content.index(b"SUMMARY:Late") + 9])

    assert agenda(found) == BOTH
    assert [doubt.code for doubt in found.tally.doubts] == ["file-truncated"]


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    content = calendar(event("DTSTART:20250310T090000Z", "no colon here", "SUMMARY:Good"))

    found = read(tmp_path, content)

    assert [doubt.detail for doubt in found.tally.doubts] == [
        "Line 7 of the calendar cannot be read."
    ]
    assert events(found)[0].summary == "Good"


def test_a_quote_that_closes_too_late_costs_nothing(tmp_path: Path) -> None:
    content = calendar(BERLIN, event('DTSTART;TZID="Europe/Berlin:20250310T100000"'))

    assert agenda(read(tmp_path, content)) == ["2025-03-10T09:00Z"]


def test_an_alarm_without_a_time_costs_the_alarm_only(tmp_path: Path) -> None:
    alarms = (
        "BEGIN:VALARM\nTRIGGER:a2002\nEND:VALARM\nBEGIN:VALARM\nTRIGGER:-P1D\nEND:VALARM\n"
        "BEGIN:VALARM\nEND:VALARM\nBEGIN:VALARM\nTRIGGER;VALUE=DATE-TIME:20250309T080000Z\nEND:VALARM"
    )

    found = read(tmp_path, calendar(event("DTSTART:20250310T090000Z", alarms)))

    assert [alarm.trigger for alarm in events(found)[0].alarms] == [
        "-P1D", "2025-03-09T08:00:00+00:00",
    ]  # fmt: skip
    assert [doubt.code for doubt in found.tally.doubts] == ["alarm-unreadable"] * 2


def test_an_exception_date_that_cannot_be_read_is_doubted(tmp_path: Path) -> None:
    lines = ("DTSTART:20250310T090000Z", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:tomorrow")

    found = read(tmp_path, calendar(event(*lines)))

    assert len(agenda(found)) == 2
    assert [doubt.code for doubt in found.tally.doubts] == ["date-unreadable"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_umlauts_are_read_whatever_the_charset(tmp_path: Path, encoding: str) -> None:
    text = calendar(event("DTSTART:20250310T090000Z", "SUMMARY:Müllabfuhr für Größe")).decode()

    found = read(tmp_path, text.encode(encoding))

    assert events(found)[0].summary == "Müllabfuhr für Größe"


def test_a_line_folded_inside_a_character_is_made_whole(tmp_path: Path) -> None:
    content = calendar(event("DTSTART:20250310T090000Z", "SUMMARY:Grün")).replace(
        "ü".encode(), b"\xc3\r\n \xbc"
    )

    assert events(read(tmp_path, content))[0].summary == "Grün"


def test_nesting_without_end_does_not_exhaust_the_stack(tmp_path: Path) -> None:
    content = calendar("BEGIN:X-A\n" * 100_000, GOOD)

    assert agenda(read(tmp_path, content)) == BOTH[:1]


def test_parameters_are_read_with_quotes_and_carets() -> None:
    (line,) = calendar_lines.parse(
        b"ATTENDEE;CN=\"Doe; Jane: ^'x^'^n^^\";ROLE=CHAIR:mailto:a@b"
    ).lines

    assert line.params == {"CN": 'Doe; Jane: "x"\n^', "ROLE": "CHAIR"}
    assert line.value == "mailto:a@b"


@settings(max_examples=150)
@given(drawn=st.data())
def test_mutated_calendars_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, drawn: st.DataObject
) -> None:
    rich = event("DTSTART;TZID=Europe/Berlin:20250310T090000", "RRULE:FREQ=WEEKLY;COUNT=9;BYDAY=MO",
                 "EXDATE:20250317T080000Z", "RDATE;VALUE=PERIOD:20250314T090000Z/PT3H")  # fmt: skip
    content = bytearray(calendar(BERLIN, rich, GOOD))
    for _ in range(drawn.draw(st.integers(1, 6))):
        place = drawn.draw(st.integers(0, len(content) - 1))
        length = drawn.draw(st.sampled_from([0, 1, 1, 7, 60]))
        content[place : place + length] = drawn.draw(st.binary(max_size=4))

    outcome = read_or_reason(IcsSense(), source_of(tmp_path_factory.getbasetemp(), bytes(content)))

    if not isinstance(outcome, str):
        assert outcome.tally.found_count <= (outcome.tally.declared_count or 0) + 1
        assert len({draft.identity for draft in outcome.facts}) == len(outcome.facts)
