"""The deployment step through its real handler: CloudFormation always gets an answer."""

from __future__ import annotations

import io
import json
import urllib.request
from typing import Any

import pytest

from functions.migrate.handler import handler
from tests.events.recorded import Context, Event, recorded
from tests.fakes.hub import FakeHub
from tests.support.invoking import Spoken


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was put at the response address."""
    told: list[dict[str, Any]] = []

    def receive(request: urllib.request.Request, timeout: float) -> io.BytesIO:
        assert isinstance(request.data, bytes)
        assert (request.get_method(), timeout) == ("PUT", 20)
        told.append({"to": request.full_url, **json.loads(request.data)})
        return io.BytesIO()

    monkeypatch.setattr(urllib.request, "urlopen", receive)
    return told


def asked(kind: str, **told: str) -> Event:
    return recorded("deploy_create") | {"RequestType": kind, **told}


def test_happy_create_and_update_apply_and_answer_the_version(
    fake_hub: FakeHub, answers: list[dict[str, Any]], spoken: Spoken
) -> None:
    handler(asked("Create"), Context())
    handler(asked("Update", PhysicalResourceId="Migration"), Context())

    assert fake_hub.fake_migrator.applied == 2
    assert [answer["Status"] for answer in answers] == ["SUCCESS", "SUCCESS"]
    assert {answer["PhysicalResourceId"] for answer in answers} == {"Migration"}
    assert answers[0]["Data"] == {"Version": "0001_record"}
    assert answers[0]["to"] == asked("Create")["ResponseURL"]
    assert spoken.level("ERROR") == []


def test_happy_delete_keeps_the_schema(fake_hub: FakeHub, answers: list[dict[str, Any]]) -> None:
    handler(asked("Delete", PhysicalResourceId="Migration"), Context())

    assert fake_hub.fake_migrator.applied == 0
    assert (answers[0]["Status"], answers[0]["Data"]) == ("SUCCESS", {"Version": "kept"})


@pytest.mark.parametrize("url", ["http://example.org/x", "file:///etc/passwd", "ftp://x/y"])
def test_expected_failure_an_address_cloudformation_never_gives_is_not_called(
    fake_hub: FakeHub, answers: list[dict[str, Any]], url: str
) -> None:
    with pytest.raises(ValueError, match="not one CloudFormation gives"):
        handler(asked("Create", ResponseURL=url), Context())

    assert answers == []


def test_system_failure_answers_failed_without_its_inside(
    fake_hub: FakeHub, answers: list[dict[str, Any]], spoken: Spoken
) -> None:
    fake_hub.fake_migrator.error = RuntimeError("MARKED password in a connection string")

    handler(asked("Create"), Context())

    assert answers[0]["Status"] == "FAILED"
    assert answers[0]["Reason"] == "RuntimeError: see the function's log."
    assert "MARKED" not in spoken.text + json.dumps(answers)
    assert spoken.level("ERROR")[0]["code"] == "RuntimeError"
