"""Our spans as X-Ray subsegments: what the daemon gets, and when it gets nothing."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.entry import telemetry
from lifeos.entry.xray import XRaySpans
from lifeos.spans import Span, recording, span

from tests.fakes.hub import FakeHub
from tests.support.sources import CORE

ROOT, PARENT = "1-5759e988-bd862e3fe1be46a994272793", "53995c3f42cd8ad8"
SAMPLED = f"Root={ROOT};Parent={PARENT};Sampled=1;Lineage=a:0"
START = 1_700_000_000.5


class Daemon:
    """Listens where the X-Ray daemon would."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link

    @property
    def address(self) -> str:
        """As Lambda names it."""
        host, port = self._link.getsockname()
        return f"{host}:{port}"

    def heard(self) -> list[dict[str, Any]]:
        """Documents that have arrived, each behind the daemon's header line."""
        documents: list[dict[str, Any]] = []
        while True:
            try:
                header, _, body = self._link.recv(65_536).partition(b"\n")
            except BlockingIOError:
                return documents
            assert json.loads(header) == {"format": "json", "version": 1}
            documents.append(json.loads(body))


@pytest.fixture
def daemon(monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        link.bind(("127.0.0.1", 0))
        link.setblocking(False)
        listening = Daemon(link)
        monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", listening.address)
        monkeypatch.setenv("_X_AMZN_TRACE_ID", SAMPLED)
        monkeypatch.setenv("POWERTOOLS_TRACE_DISABLED", "false")
        yield listening


def a_span(**told: Any) -> Span:
    """One span of half a second."""
    made = {"id": "a" * 16, "parent_id": None, "name": "documents_api", "kind": "api"}
    return Span(**{**made, "started_at": START, "duration_ms": 500.0, **told})


def test_a_span_becomes_a_subsegment_of_lambdas_own_segment(daemon: Daemon) -> None:
    XRaySpans().send([a_span(attributes={"status": 200})])

    assert daemon.heard() == [
        {
            "type": "subsegment",
            "trace_id": ROOT,
            "id": "a" * 16,
            "parent_id": PARENT,
            "name": "documents_api",
            "start_time": START,
            "end_time": START + 0.5,
            "annotations": {"status": 200},
        }
    ]


def test_calls_outside_are_nodes_of_their_own_below_their_caller(daemon: Daemon) -> None:
    inner = a_span(id="b" * 16, parent_id="a" * 16, name="ledger.get", kind="table")

    XRaySpans().send([inner, a_span()])

    first, second = daemon.heard()
    assert (first["parent_id"], first["namespace"]) == ("a" * 16, "remote")
    assert "namespace" not in second


def test_what_failed_is_marked(daemon: Daemon) -> None:
    XRaySpans().send([a_span(status="error")])

    assert daemon.heard()[0]["fault"] is True


def test_annotations_are_searchable_on_the_whole_and_forgotten_afterwards(daemon: Daemon) -> None:
    traces = XRaySpans()
    traces.put_annotation("correlation_id", "c-12345678")
    traces.put_metadata("anything", "free text stays here")
    inner = a_span(id="b" * 16, parent_id="a" * 16)

    traces.send([inner, a_span()])
    traces.send([a_span()])

    below, whole, next_whole = daemon.heard()
    assert whole["annotations"] == {"correlation_id": "c-12345678"}
    assert "annotations" not in below
    assert "annotations" not in next_whole


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("_X_AMZN_TRACE_ID", ""),
        ("_X_AMZN_TRACE_ID", SAMPLED.replace("Sampled=1", "Sampled=0")),
        ("_X_AMZN_TRACE_ID", "Sampled=1"),
        ("_X_AMZN_TRACE_ID", "nonsense"),
        ("POWERTOOLS_TRACE_DISABLED", "true"),
    ],
)
def test_nothing_is_sent_where_nothing_is_traced(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    XRaySpans().send([a_span()])

    assert daemon.heard() == []


@pytest.mark.parametrize("address", ["{0}", "tcp:127.0.0.9:2000 udp:{0}"])
def test_the_daemon_is_found_however_it_is_named(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", address.format(daemon.address))

    XRaySpans().send([a_span()])

    assert len(daemon.heard()) == 1


@pytest.mark.parametrize("address", ["127.0.0.1:1", "no.such.host.invalid:2000"])
def test_a_daemon_that_is_not_there_fails_nothing(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", address)

    XRaySpans().send([a_span(), a_span(id="b" * 16)])

    assert daemon.heard() == []


def test_a_span_too_large_for_a_datagram_is_left_out(daemon: Daemon) -> None:
    huge = a_span(attributes={"text": "x" * 70_000})

    XRaySpans().send([huge, a_span(id="b" * 16)])

    assert [document["id"] for document in daemon.heard()] == ["b" * 16]


@given(name=st.text(max_size=300))
def test_any_name_becomes_one_that_x_ray_takes(name: str) -> None:
    from lifeos.entry import xray

    written = json.loads(xray._document(a_span(name=name), ROOT, PARENT, annotations={}))["name"]

    assert len(written) <= 200
    assert not set(written) & set("<>\"'{}()[]!?*;,|^~`$§")


def test_a_trace_is_found_by_correlation_document_and_outcome(
    daemon: Daemon, fake_hub: FakeHub
) -> None:
    log: dict[str, str | int | float] = {"document_id": "d-1", "execution_id": "run-1"}
    invocation = telemetry.Invocation("ingest_pick", "step", "corr-12345678", log=log)

    with telemetry.observed(invocation), span("ledger.get", "table"):
        pass

    inner, whole = daemon.heard()
    assert (inner["name"], inner["parent_id"]) == ("ledger.get", whole["id"])
    assert whole["annotations"] == {
        **log,
        "correlation_id": "corr-12345678",
        "outcome": "Succeeded",
    }


def test_what_went_wrong_is_marked_and_not_quoted(daemon: Daemon, fake_hub: FakeHub) -> None:
    invocation = telemetry.Invocation("ingest_pick", "step", "corr-12345678")

    with pytest.raises(ValueError, match="private"), telemetry.observed(invocation):
        raise ValueError("something private")

    (whole,) = daemon.heard()
    assert whole["fault"] is True
    assert whole["annotations"]["outcome"] == "Failed"
    assert "private" not in json.dumps(whole)


def test_a_block_of_the_tracer_is_a_span() -> None:
    async def awaited() -> None:
        async with telemetry.tracer.provider.in_subsegment_async("awaited"):
            pass

    with recording() as spans:
        with telemetry.tracer.provider.in_subsegment("block"), span("ledger.get", "table"):
            pass
        asyncio.run(awaited())

    assert [one.name for one in spans] == ["ledger.get", "block", "awaited"]


def test_patching_changes_nothing_and_the_sdk_is_never_loaded() -> None:
    code = (
        "import sys; from lifeos.entry.telemetry import traces;"
        "traces.patch(['boto3']); traces.patch_all(); traces.send([]);"
        "print(sorted(m for m in sys.modules if m.startswith(('aws_xray_sdk', 'boto3'))))"
    )

    said = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(CORE)}, capture_output=True, text=True
    )

    assert said.stdout.strip() == "[]", said.stderr
