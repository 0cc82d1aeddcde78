"""`lifeos ops` on a deployed hub: what it shows is what the API and AWS say, and names nobody."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.conftest import a_file
from tests.e2e.test_flags import reckoned
from tests.support.hub import RunningHub
from tests.support.visitor import Json, Visitor

pytestmark = pytest.mark.e2e
NO_PDF = b"%PDF-1.7\nthis is none"


def ops(hub: RunningHub, *arguments: str) -> str:
    """What `./lifeos ops ...` prints; it must succeed."""
    command, environment = hub.command("ops", *arguments)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def shown(hub: RunningHub) -> Json:
    found: Json = json.loads(ops(hub, "--json"))
    return found


def lines(view: Json, title: str) -> Counter[str]:
    """Lines of one chart and their values."""
    (found,) = [chart["lines"] for chart in view["charts"] if chart["title"] == title]
    return Counter(found)


@pytest.fixture
def idle(hub: RunningHub) -> None:
    """Nothing that another test has sent is under way any more."""
    deadline = time.monotonic() + 60
    while reckoned(hub)["in_flight"]:
        assert time.monotonic() < deadline
        time.sleep(1)


@pytest.mark.usefixtures("idle")
def test_counts_of_outcomes_and_reasons_are_those_that_the_api_tells(
    hub: RunningHub, visitor: Visitor
) -> None:
    before = shown(hub)
    sent = [visitor.send(f"{at}.csv", a_file("csv", at=at).content) for at in (0, 1)]
    sent.append(visitor.send("broken.pdf", NO_PDF))
    documents = [visitor.ended(document) for document in sent]

    after = shown(hub)

    ends, reasons = (
        lines(after, title) - lines(before, title)
        for title in ("Documents by outcome", "Errors by reason")
    )
    assert ends == Counter(one["outcome"] for one in documents)
    assert set(ends) == {"done", "rejected"}
    assert reasons[documents[2]["reason"]["code"]] == 1


def test_alarms_and_parked_messages_are_those_that_aws_has(
    hub: RunningHub, visitor: Visitor
) -> None:
    visitor.ended(visitor.send("a.csv", a_file("csv").content))
    queue = hub.aws("sqs").get_queue_attributes(
        QueueUrl=hub.outputs["IngestParkedQueueUrl"], AttributeNames=["All"]
    )["Attributes"]

    view = shown(hub)

    pages = hub.aws("cloudwatch").get_paginator("describe_alarms").paginate()
    assert view["alarms"] == {
        a["AlarmName"]: a["StateValue"] for p in pages for a in p["MetricAlarms"]
    }
    assert lines(view, "Parked messages")["waiting"] == int(queue["ApproximateNumberOfMessages"])
    assert set(lines(view, "Time in ACTION")) == {"p50", "p95", "p99"}
    assert lines(view, "Cost of a document at AWS prices")["its five states"] > 0


def test_a_page_and_a_screen_show_the_same_and_name_nobody(
    hub: RunningHub, visitor: Visitor, tmp_path: Path
) -> None:
    visitor.ended(visitor.send("secret-name.csv", a_file("csv").content))
    page = tmp_path / "ops.html"

    said = ops(hub, "--page", str(page)) + ops(hub, "--once") + page.read_text(encoding="utf-8")

    persons = shown(hub)["persons"]
    assert persons
    assert all(re.fullmatch(r"[0-9a-f]{16}", who) and said.count(who) >= 2 for who in persons)
    assert visitor.id not in said
    assert "secret-name" not in said
    assert said.count("Documents by outcome") >= 2
