"""One effect per Idempotency-Key, seen from the client. Source: ADR 0003."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.support.contract_world import described
from tests.support.gateway import Gateway

NEW = described(b"x")


def test_the_same_key_and_body_answer_the_same_with_one_effect(gateway: Gateway) -> None:
    first = gateway.post("/v1/documents", NEW, key="k")
    second = gateway.post("/v1/documents", NEW, key="k")

    assert (first.status, first.text) == (second.status, second.text)
    assert len(gateway.hub.fake_ledger.rows) == 1


def test_another_body_under_a_used_key_is_refused(gateway: Gateway) -> None:
    gateway.post("/v1/documents", NEW, key="k")

    second = gateway.post("/v1/documents", described(b"y"), key="k")

    assert (second.status, second.code) == (422, "idempotency-key-reused")
    assert len(gateway.hub.fake_ledger.rows) == 1


def test_keys_are_each_persons_own(gateway: Gateway) -> None:
    first = gateway.post("/v1/documents", NEW, key="k")

    second = Gateway(gateway.hub).post("/v1/documents", described(b"y"), key="k")

    assert (first.status, second.status) == (201, 201)


def test_one_key_serves_two_routes(gateway: Gateway) -> None:
    document = gateway.post("/v1/documents", NEW, key="k").json["document"]["id"]
    gateway.hub.fake_storage.put(f"u/{gateway.person}/d/{document}", b"x")

    completed = gateway.post(f"/v1/documents/{document}/complete", {}, key="k")

    assert completed.status == 202


def test_a_failed_call_leaves_its_key_free(gateway: Gateway) -> None:
    gateway.hub.fake_ledger.down = True
    failed = gateway.post("/v1/documents", NEW, key="k")
    gateway.hub.fake_ledger.down = False

    again = gateway.post("/v1/documents", NEW, key="k")

    assert (failed.status, again.status) == (502, 201)


def killed_in(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """A registration whose function is killed: no handler of ours runs any more."""

    def die(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(gateway.hub.fake_ledger, "register", die)
        with pytest.raises(SystemExit):
            gateway.post("/v1/documents", NEW, key="k")


def test_a_killed_function_holds_its_key_while_it_could_still_run(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_in(gateway, monkeypatch)

    again = gateway.post("/v1/documents", NEW, key="k")

    assert (again.status, again.code) == (409, "request-in-progress")
    assert again.headers["Retry-After"] == "1"


def test_and_no_longer(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    over = SimpleNamespace(aws_request_id="r", get_remaining_time_in_millis=lambda: -1)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("tests.support.gateway.CONTEXT", over)
        killed_in(gateway, monkeypatch)

    again = gateway.post("/v1/documents", NEW, key="k")

    assert again.status == 201
