"""Marked values through the paths of a deployed hub: none in logs, spans, runs, events, refusals.

`make bench-privacy` does the same with a file of every format.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.hub import RunningHub
from tests.support.marked_files import PAYEE, files
from tests.support.outlets import listening, outlets
from tests.support.privacy import Walk, searched, walk

pytestmark = pytest.mark.e2e
SENT = ("-csv.csv", "-eml.eml", "-entity.xml", "-cut.pdf", "-zone.ics")


@pytest.fixture(scope="module")
def walked(hub: RunningHub) -> Iterator[tuple[Walk, dict[str, str]]]:
    """The walk, and all that came out of the hub since it stands."""
    chosen = [one for one in files() if one.name.endswith(SENT)]
    with listening(hub) as listener:
        done = walk(hub, chosen)
        yield done, outlets(hub, listener) | {"problem answers": "\n".join(done.answers)}


def test_nothing_personal_comes_out(walked: tuple[Walk, dict[str, str]]) -> None:
    _, channels = walked

    leaks = [f"{leak.mark.kind} in {leak.channel}: {leak.around}" for leak in searched(channels)]

    assert leaks == []


def test_what_was_searched_did_see_the_walk(walked: tuple[Walk, dict[str, str]]) -> None:
    done, channels = walked
    passed = [name for name, text in channels.items() if done.visitor.correlation_id in text]

    logs = {name.rpartition("-")[2] for name in passed if name.startswith("log of ")}
    assert {"documents_api", "timeline_api", "review_api", "ingest_pick", "ingest_action"} <= logs
    assert {"spans", "histories of runs", "events", "problem answers"} <= set(passed)
    assert len(done.answers) >= 40


def test_the_files_were_read_or_refused_as_meant(walked: tuple[Walk, dict[str, str]]) -> None:
    done, _ = walked
    how = {name.partition("-")[2]: outcome for name, outcome in done.outcomes.items()}

    assert how["csv.csv"] == "done"
    assert how["entity.xml"] == how["cut.pdf"] == "rejected"
    assert how["refused.csv"] == "failed"  # the database was given values and refused them
    assert len(done.spoken) >= 2


def test_a_mark_would_be_found_however_it_is_written() -> None:
    told = {"log": f'{{"message": "{PAYEE.text.upper()} owes"}}', "metrics": "{}"}

    (leak,) = searched(told)

    assert (leak.channel, leak.mark) == ("log", PAYEE)
    assert "owes" in leak.around
