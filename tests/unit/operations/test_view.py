"""What `lifeos ops` shows of measurements: lines, ratios, gaps, and what fires before all else."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from lifeos import metrics
from lifeos.entry import emf
from rich.console import Console

from local.alarms import Definition
from local.measurements import Measurements, key_of
from local.opspage import as_page
from local.opsscreen import as_screen, sparkline
from local.opsview import BUCKETS, View, as_plain, view_of
from tests.unit.operations.test_alarms import FakeWatch

NOW = 1_800_000_000.0
MINUTES = 30  # one for each part of a line


def alarm(name: str, state: str = "OK") -> Definition:
    described = {"AlarmDescription": f"Says <{name}>.", "StateValue": state}
    return Definition.of_api(FakeWatch(AlarmName=name, **described).alarm)


@dataclass
class FakeHub:
    """Alarms and measurements as they are given."""

    deployed: list[Definition] = field(default_factory=list)
    measured: Measurements = field(default_factory=Measurements)

    def alarms(self) -> list[Definition]:
        return self.deployed

    def read(self, alarms: list[Definition], begin: float, now: float) -> Measurements:
        return self.measured

    def count(self, minute: int, metric: str, value: float, **told: str) -> None:
        self.measured.add(key_of("LifeOS", metric, told), NOW - MINUTES * 60 + minute * 60, value)

    def view(self) -> View:
        return view_of(self, minutes=MINUTES, now=NOW)


def lines(view: View, title: str) -> dict[str, float]:
    (found,) = [chart["lines"] for chart in as_plain(view)["charts"] if chart["title"] == title]
    assert isinstance(found, dict)
    return found


def test_every_reason_that_was_counted_is_a_line_of_its_own() -> None:
    hub = FakeHub()
    for minute, reason in enumerate(("password-required", "internal", "password-required")):
        hub.count(minute, "Errors", 1, reason=reason)
    hub.count(0, "Errors", 9, service="reckon")  # not split by reason

    assert lines(hub.view(), "Errors by reason") == {"internal": 1, "password-required": 2}


def test_a_document_costs_what_its_states_did_by_documents_that_ended() -> None:
    hub = FakeHub()
    for state, cost in (("ingest_ready", 40.0), ("ingest_end", 60.0), ("audit", 900.0)):
        hub.count(3, "CostMicroUsd", cost, service=state)
    for outcome in ("done", "rejected"):
        hub.count(3, "Ended", 1, outcome=outcome)
    hub.count(4, "Ended", 1, outcome="done")  # what it cost is not known yet
    hub.count(5, "CostMicroUsd", 50.0, service="ingest_end")

    view = hub.view()

    assert lines(view, "Cost of a document at AWS prices") == {"its five states": 50.0}
    (chart,) = [one for one in view.charts if one.title.startswith("Cost of a document")]
    assert [value for value in chart.lines[0].parts if value is not None] == [50.0]


def test_without_a_document_there_is_no_cost_of_one() -> None:
    hub = FakeHub()
    hub.count(3, "CostMicroUsd", 40.0, service="ingest_ready")

    assert lines(hub.view(), "Cost of a document at AWS prices") == {}


@pytest.mark.parametrize("outside", [-1, MINUTES])
def test_what_was_measured_outside_the_time_is_not_shown(outside: int) -> None:
    hub = FakeHub()
    hub.count(outside, "Ended", 1, outcome="done")

    assert lines(hub.view(), "Documents by outcome") == {}


def test_what_functions_write_arrives_in_the_view(capsys: pytest.CaptureFixture[str]) -> None:
    hub = FakeHub()
    emf.write("ingest_end", [emf.measured(metrics.ENDED, 1, outcome="failed")])
    for text in capsys.readouterr().out.splitlines():
        hub.measured.take_line(text)
    (points,) = hub.measured.points.values()

    view = view_of(hub, minutes=1, now=points[0][0] + 1)

    assert lines(view, "Documents by outcome") == {"failed": 1}


class Tags(HTMLParser):
    """Every tag must be closed; what stands where is remembered."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.lines: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.lines.append(str(dict(attrs)["points"]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_is_whole_loads_nothing_and_draws_gaps_and_dots() -> None:
    hub = FakeHub(deployed=[alarm("LifeOS-a")])
    for minute in (0, 1, 5):
        hub.count(minute, "Ended", 2, outcome="done")

    page = as_page(hub.view())

    tags = Tags(page)
    assert tags.open == []
    assert tags.lines == ["0,0.000 1,0.000", "4.6,0.000 5.4,0.000"]
    assert re.findall(r"https?://|<script|url\(", page) == []


def test_on_a_page_what_was_zero_all_the_time_is_named_and_not_drawn() -> None:
    hub = FakeHub(deployed=[])
    hub.count(1, "Ended", 2, outcome="done")
    hub.count(1, "Ended", 0, outcome="failed")

    page = as_page(hub.view())

    assert '<p class="dim">0: failed</p>' in page
    assert len(Tags(page).lines) == 1


def test_on_a_page_what_fires_stands_before_every_chart() -> None:
    hub = FakeHub(deployed=[alarm("LifeOS-fine"), alarm("LifeOS-fires", "ALARM")])

    page = as_page(hub.view())

    assert page.index("LifeOS-fires: Says &lt;LifeOS-fires&gt;.") < page.index("<main>")
    assert page.index("LifeOS-fine") > page.index("</main>")
    assert page.count("nothing measured") == len(hub.view().charts)


def test_a_screen_says_what_fires_and_leaves_out_what_was_not_measured() -> None:
    hub = FakeHub(deployed=[alarm("LifeOS-fires", "ALARM")])
    hub.count(2, "Ended", 1, outcome="done")
    console = Console(file=io.StringIO(), width=200)

    console.print(as_screen(hub.view()))

    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert said.startswith("ALARM LifeOS-fires: Says <LifeOS-fires>.")
    assert "Documents by outcome" in said
    assert "Cold starts" not in said


@pytest.mark.parametrize(
    ("parts", "drawn"), [([], ""), ([None, 0.0, 4.0], " ▁█"), ([0.0, 0.0], "▁▁")]
)
def test_a_line_has_gaps_where_nothing_was_measured(parts: list[float | None], drawn: str) -> None:
    assert sparkline(parts) == drawn


def test_a_line_has_as_many_parts_as_are_drawn() -> None:
    hub = FakeHub()
    hub.count(2, "Ended", 1, outcome="done")

    drawn = [line for chart in hub.view().charts for line in chart.lines]

    assert {len(line.parts) for line in drawn} == {BUCKETS}
