"""Calendars nobody here wrote, against their checked truth."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lifeos.contracts.facts import TaskData
from lifeos.senses.calendars import lines as calendar_lines

from tests.support import calendars, real_files
from tests.support.readings import Read

pytestmark = pytest.mark.real_files
ENTRIES = real_files.entries("ics")
VALID = [entry for entry in ENTRIES if entry["valid"]]
OPEN = [entry for entry in ENTRIES if entry["valid"] is None]


def _name(entry: dict[str, Any]) -> str:
    return str(entry["file"])


def _read(entry: dict[str, Any], folder: Path) -> tuple[Read, bytes]:
    content = real_files.path_of(entry).read_bytes()
    return calendars.read(folder, content), content


def test_the_collection_is_there() -> None:
    if real_files.folder() is None:
        pytest.skip("The collection of real files is not on this machine (LIFEOS_REAL_FILES).")

    assert len(ENTRIES) >= 10


@pytest.mark.parametrize("entry", VALID, ids=_name)
def test_every_event_and_task_is_read(entry: dict[str, Any], tmp_path: Path) -> None:
    found, _ = _read(entry, tmp_path)
    truth = entry["truth"]

    tasks = [draft.data for draft in found.facts if isinstance(draft.data, TaskData)]
    assert found.tally.found_count == truth["n_events"] + truth["n_todos"]
    assert found.tally.declared_count == found.tally.found_count
    assert len(tasks) == truth["n_todos"]
    assert sum(task.status == "done" for task in tasks) == truth.get("n_todos_completed", 0)
    assert found.tally.doubts == []


@pytest.mark.parametrize("entry", [e for e in VALID if e["truth"]["n_events"]], ids=_name)
def test_uids_and_first_days_agree(entry: dict[str, Any], tmp_path: Path) -> None:
    found, content = _read(entry, tmp_path)
    truth, events = entry["truth"], calendars.events(found)

    parts = list(calendar_lines.parse(content).walk("VEVENT"))
    starts = sorted(line.value[:8] for part in parts if (line := part.first("DTSTART")))
    uids = {each.uid for each in events if not each.uid.startswith("content-")}
    assert len(uids) == truth["n_distinct_event_uids"]
    # A start behind a misplaced quote is read by us and not in the truth, so it may be earlier.
    assert starts[0] <= truth["event_dtstart_min"]
    assert truth["event_dtstart_min"] in starts
    assert starts[-1] == truth["event_dtstart_max"]
    assert min(_day(each.start) for each in events) <= truth["event_dtstart_min"]
    assert (events[0].summary or "") == truth["first_event_summary"].strip()
    assert sum(part.first("RRULE") is not None for part in parts) == truth["n_recurring_events"]


@pytest.mark.parametrize("entry", ENTRIES, ids=_name)
def test_evidence_stands_in_the_file_and_identities_are_unique(
    entry: dict[str, Any], tmp_path: Path
) -> None:
    found, content = _read(entry, tmp_path)

    lines = content.decode("utf-8-sig").splitlines()
    for draft in found.facts:
        for evidence in draft.evidence:
            assert evidence.line is not None
            assert lines[evidence.line - 1] == evidence.snippet.split("\n")[0]
    assert len({draft.identity for draft in found.facts}) == len(found.facts)


@pytest.mark.parametrize("entry", OPEN, ids=_name)
def test_what_is_damaged_is_reported_and_the_rest_kept(
    entry: dict[str, Any], tmp_path: Path
) -> None:
    found, _ = _read(entry, tmp_path)

    assert found.tally.found_count == entry["truth"]["n_events"]
    assert found.tally.doubts


def _day(start: object) -> str:
    return start.strftime("%Y%m%d") if isinstance(start, datetime) else str(start).replace("-", "")
