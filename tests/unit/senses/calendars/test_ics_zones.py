"""Calendars: what time zone names mean, in the spelling of each program."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lifeos.senses.calendars.lines import parse
from lifeos.senses.calendars.zones import Zones

from tests.support.calendars import agenda, calendar, event, events, read

EXCHANGE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
FIXED = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE"""


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
        ("/mozilla.org/20050126_1/America/New_York", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Tokyo Standard Time", "Asia/Tokyo"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("(UTC-08:00) Pacific Time (US & Canada)", "America/Los_Angeles"),
        ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Kolkata"),
        ("(UTC) Dublin, Edinburgh, Lisbon, London", "Europe/Dublin"),
        ("US/Pacific", "US/Pacific"),
        ("UTC", "UTC"),
    ],
)
def test_a_name_leads_to_its_iana_zone(tmp_path: Path, written: str, zone: str) -> None:
    content = calendar(event(f'DTSTART;TZID="{written}":20250701T120000'))

    found = read(tmp_path, content)

    assert found.facts[0].occurred.zone == zone
    assert found.tally.doubts == []


@pytest.mark.parametrize("name", ["Customized Time Zone", "My zone", "(UTC+01:00) Nowhere at all"])
def test_a_name_of_its_own_is_read_by_the_rules_that_come_with_it(
    tmp_path: Path, name: str
) -> None:
    starts = ("20250115T120000", "20250715T120000", "20250330T023000", "20251026T033000")
    content = calendar(
        EXCHANGE.format(name=name),
        *(event(f'DTSTART;TZID="{name}":{start}', uid=start) for start in starts),
    )

    found = read(tmp_path, content)

    assert agenda(found) == ["2025-01-15T11:00Z", "2025-03-30T00:30Z",
                             "2025-07-15T10:00Z", "2025-10-26T02:30Z"]  # fmt: skip
    assert {draft.occurred.zone for draft in found.facts} == {None}
    assert {each.zone_name for each in events(found)} == {name}
    assert found.tally.doubts == []


def test_a_series_in_a_zone_of_its_own_follows_its_clock(tmp_path: Path) -> None:
    lines = ("DTSTART;TZID=Customized Time Zone:20250327T090000", "RRULE:FREQ=WEEKLY;COUNT=2",
             "EXDATE:20250403T070000Z")  # fmt: skip
    content = calendar(EXCHANGE.format(name="Customized Time Zone"), event(*lines))

    found = read(tmp_path, content)

    assert agenda(found) == ["2025-03-27T08:00Z"]
    assert [each.status for each in events(found)] == ["confirmed", "cancelled"]


def test_the_same_name_means_another_zone_in_the_next_file(tmp_path: Path) -> None:
    lines = event("DTSTART;TZID=Custom:20250310T120000")
    east = calendar(FIXED.format(name="Custom", offset="+0100"), lines)
    west = calendar(FIXED.format(name="Custom", offset="-0500"), lines)

    read_in_turn = [agenda(read(tmp_path, content)) for content in (east, west)]

    assert read_in_turn == [["2025-03-10T11:00Z"], ["2025-03-10T17:00Z"]]


def test_a_location_given_beside_the_rules_names_the_zone(tmp_path: Path) -> None:
    zone = FIXED.format(name="X", offset="+0100").replace(
        "TZID:X", "TZID:X\nX-LIC-LOCATION:Asia/Seoul"
    )

    found = read(tmp_path, calendar(zone, event("DTSTART;TZID=X:20250310T120000")))

    assert found.facts[0].occurred.zone == "Asia/Seoul"


def test_a_zone_nobody_knows_leaves_the_time_local_and_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, calendar(event("DTSTART;TZID=Middle Earth:20250310T120000")))

    assert [doubt.code for doubt in found.tally.doubts] == ["zone-unknown"]
    assert events(found)[0].start == datetime(2025, 3, 10, 12)
    assert events(found)[0].floating


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "nonsense", "FREQ=DAILY"]
)
def test_hostile_zone_rules_are_bounded(rule: str) -> None:
    zone = EXCHANGE.format(name="Bad").replace("FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", rule)

    found = Zones(parse(calendar(zone)), steps=10_000).named("Bad")

    assert found is not None
    assert found.name is None
    assert len(found.onsets) < 500


@pytest.mark.parametrize("offset", ["+9900", "east", ""])
def test_a_zone_without_a_usable_offset_is_no_zone(offset: str) -> None:
    zones = Zones(parse(calendar(FIXED.format(name="Bad", offset=offset))), steps=10_000)

    assert zones.named("Bad") is None


def test_local_and_instant_are_inverse_in_a_zone_of_its_own() -> None:
    zone = Zones(parse(calendar(EXCHANGE.format(name="Z"))), steps=100_000).named("Z")
    assert zone is not None

    for day in range(366):
        local = datetime(2025, 1, 1, 12) + timedelta(days=day)
        assert zone.local(zone.at(local)) == local
