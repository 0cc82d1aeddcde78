"""The operator's calls to the auditor: until it is settled, at once after a crash, never fatal."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from local import operator
from local.emulator import Emulator
from local.operator import Operator, Round
from local.trouble import LaptopError

RECKONED = {
    "uploads": 3,
    "outcomes": {"rejected": 1, "done": 2},
    "in_flight": 0,
    "difference": 0,
    "restored": 0,
    "adopted": 0,
    "outdated": 0,
}
AUDITED = {"restarted": 0, "lined_up": 0}


class Functions:
    """A Lambda client: answers in turn, the last one for ever; remembers what was asked."""

    def __init__(self) -> None:
        self.reckoned: list[dict[str, Any]] = [RECKONED]
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.broken = self.away = False

    def invoke(self, **told: Any) -> dict[str, Any]:
        if self.away:
            raise EndpointConnectionError(endpoint_url="http://localhost")
        name = told["FunctionName"].removeprefix("LifeOS-")
        kind = told.get("InvocationType", "RequestResponse")
        self.asked.append((name, kind, json.loads(told["Payload"])))
        if self.broken:
            return {"FunctionError": "Unhandled", "Payload": io.BytesIO(b"{}")}
        found = AUDITED
        if name == "reckon":
            found = self.reckoned.pop(0) if len(self.reckoned) > 1 else self.reckoned[0]
        return {"Payload": io.BytesIO(json.dumps(found).encode())}


@pytest.fixture
def functions(monkeypatch: pytest.MonkeyPatch) -> Functions:
    made = Functions()
    monkeypatch.setattr(operator, "root_client", lambda emulator, service: made)
    monkeypatch.setattr(operator, "ROUND_PAUSE_S", 0.0)
    return made


@pytest.fixture
def own(tmp_path: Path) -> Operator:
    return Operator(Emulator(4566, tmp_path, tmp_path / "log"))


def test_rebuild_goes_on_until_nothing_is_under_way_or_missing(
    own: Operator, functions: Functions
) -> None:
    functions.reckoned = [
        {**RECKONED, "restored": 3},
        {**RECKONED, "in_flight": 1},
        {**RECKONED, "difference": 1},
        RECKONED,
    ]

    rounds = list(own.rebuild())

    assert [passed.is_settled for passed in rounds] == [False, False, False, True]
    assert ("audit", "RequestResponse", {"patience_s": 0}) in functions.asked


def test_rebuild_has_what_is_outdated_read_until_nothing_is(
    own: Operator, functions: Functions
) -> None:
    functions.reckoned = [{**RECKONED, "outdated": 2}, RECKONED]

    rounds = list(own.rebuild(outdated=True))

    assert [passed.is_settled for passed in rounds] == [False, True]
    assert "to be read again: 2" in rounds[0].sentence()
    asked = [event for name, _, event in functions.asked if name == "reckon"]
    assert asked == [{"reread": "outdated"}] * 2


def test_rebuild_that_never_settles_says_so(own: Operator, functions: Functions) -> None:
    functions.reckoned = [{**RECKONED, "in_flight": 1}]

    with pytest.raises(LaptopError, match="not settled in time"):
        list(own.rebuild(longest_s=0.0))


def test_a_round_is_one_sentence_that_adds_up() -> None:
    passed = Round({**RECKONED, "adopted": 1}, {**AUDITED, "restarted": 2, "lined_up": 5})

    assert passed.sentence() == (
        "3 uploads = 2 done, 1 rejected + 0 in flight (difference 0); written anew: 0 from the"
        " record, 1 from originals; restarted: 2, put in line: 5"
    )


def test_a_function_that_failed_is_told_with_its_name(own: Operator, functions: Functions) -> None:
    functions.broken = True

    with pytest.raises(LaptopError, match="The function reckon failed"):
        next(own.rebuild())


def test_a_hub_that_is_not_up_is_told(own: Operator, functions: Functions) -> None:
    functions.away = True

    with pytest.raises(LaptopError, match="could not be called"):
        next(own.rebuild())


def test_after_a_crash_live_status_is_written_anew_and_told(
    own: Operator, functions: Functions
) -> None:
    told = own.resume(lost=True)

    assert told.startswith("3 uploads = 2 done, 1 rejected")
    assert functions.asked == [
        ("reckon", "RequestResponse", {}),
        ("audit", "Event", {"patience_s": 0}),
    ]


def test_after_a_clean_stop_the_auditor_looks_without_being_waited_for(
    own: Operator, functions: Functions
) -> None:
    assert own.resume(lost=False) == ""
    assert functions.asked == [("audit", "Event", {"patience_s": 0})]


@pytest.mark.parametrize("trouble", ["broken", "away"])
def test_a_start_does_not_fail_because_the_auditor_did(
    own: Operator, functions: Functions, trouble: str
) -> None:
    setattr(functions, trouble, True)

    assert "tries again by itself" in own.resume(lost=True)
