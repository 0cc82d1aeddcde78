"""A reader switched off and on by the operator's command, on a deployed hub."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.e2e.conftest import a_bill, a_file
from tests.support.hub import RunningHub
from tests.support.visitor import Json, Visitor

pytestmark = pytest.mark.e2e
SEEN_AFTER_S = 3.0  # a process looks at the flags every two seconds, on a laptop


def flags(hub: RunningHub, *arguments: str) -> str:
    """`./lifeos flags ...`, which must succeed; a process may look again when this returns."""
    command, environment = hub.command("flags", *arguments)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    time.sleep(SEEN_AFTER_S)
    return done.stdout


def audited(hub: RunningHub) -> Json:
    """The auditor's answer, without patience."""
    answer = hub.aws("lambda").invoke(
        FunctionName="LifeOS-audit", Payload=json.dumps({"patience_s": 0}).encode()
    )
    found: Json = json.loads(answer["Payload"].read())
    return found


def reckoned(hub: RunningHub) -> Json:
    answer = hub.aws("lambda").invoke(FunctionName="LifeOS-reckon", Payload=b"{}")
    found: Json = json.loads(answer["Payload"].read())
    return found


def read_after_all(visitor: Visitor, document_id: str) -> Json:
    """The document once it is not parked any more."""
    deadline = time.monotonic() + 60
    while (document := visitor.document(document_id))["outcome"] in (None, "parked"):
        assert time.monotonic() < deadline, document
        time.sleep(0.2)
    return document


@pytest.fixture(autouse=True)
def everything_on_again(hub: RunningHub) -> Iterator[None]:
    yield
    flags(hub, "set", "sense.csv", "on")


def test_a_held_file_is_kept_and_read_once_its_reader_is_on_again(
    hub: RunningHub, visitor: Visitor
) -> None:
    flags(hub, "set", "sense.csv", "off")
    held = visitor.ended(visitor.send("statement.csv", a_file("csv").content))
    other = visitor.ended(visitor.send("bill.pdf", a_bill().content))
    meanwhile, sum_ = audited(hub), reckoned(hub)

    flags(hub, "set", "sense.csv", "on")
    released = audited(hub)
    read = read_after_all(visitor, held["id"])

    assert (held["outcome"], held["reason"]["code"]) == ("parked", "reader-held")
    assert other["outcome"] == "done"
    assert (meanwhile["held"], meanwhile["released"]) == (1, 0)
    assert (sum_["outcomes"]["parked"], sum_["difference"]) == (1, 0)
    assert released["released"] == 1
    assert read["outcome"] == "done"
    assert visitor.facts(read["id"])


def test_one_person_is_held_and_another_is_not(hub: RunningHub, visitor: Visitor) -> None:
    held, free = visitor, Visitor.new(hub)
    flags(hub, "set", "sense.csv", "off", "--person", held.id)

    ends = [one.ended(one.send("s.csv", a_file("csv").content)) for one in (held, free)]

    assert [end["outcome"] for end in ends] == ["parked", "done"]
    flags(hub, "back")
    assert audited(hub)["released"] == 1
    assert read_after_all(held, ends[0]["id"])["outcome"] == "done"


def test_what_was_held_is_held_again_after_its_live_status_was_lost(
    hub: RunningHub, visitor: Visitor
) -> None:
    flags(hub, "set", "sense.csv", "off")
    held = visitor.ended(visitor.send("s.csv", a_file("csv").content))
    key = {"pk": {"S": f"USER#{visitor.id}"}, "sk": {"S": f"DOC#{held['id']}"}}
    hub.aws("dynamodb").delete_item(TableName=hub.outputs["TableName"], Key=key)
    rebuilt, meanwhile = reckoned(hub), audited(hub)

    flags(hub, "set", "sense.csv", "on")
    released = audited(hub)

    assert (rebuilt["restored"], meanwhile["held"], released["released"]) == (1, 1, 1)
    assert read_after_all(visitor, held["id"])["outcome"] == "done"


def test_without_the_right_to_read_the_flags_files_are_read_all_the_same(
    hub: RunningHub, visitor: Visitor
) -> None:
    from tests.e2e.test_faults import without

    flags(hub, "list")
    with without(hub, "ingest_pick", "appconfig:GetLatestConfiguration"):
        read = visitor.ended(visitor.send("s.csv", a_file("csv").content))

    assert read["outcome"] == "done"
