"""A client that a generator makes of docs/openapi.json and nothing else, at a deployed hub."""

from __future__ import annotations

import hashlib
import importlib
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from tests.support.hub import RunningHub
from tests.support.sources import ROOT
from tests.support.visitor import Visitor, post

pytestmark = pytest.mark.e2e
STATEMENT = b"Date,Description,Amount,Currency\n2026-03-01,Bakery,-3.20,EUR\n"
PATIENCE_S = 60.0
OPERATIONS = {
    "documents": ("register_document", "complete_document", "get_document", "get_content"),
    "facts": ("list_facts", "get_fact", "correct_fact"),
    "timeline": ("list_timeline",),
    "health": ("get_health",),
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The generated package: its client class, its models and the operations of OPERATIONS."""
    folder = tmp_path_factory.mktemp("generated")
    settings = folder / "settings.yml"
    settings.write_text("post_hooks: []\n", encoding="utf-8")
    said = generate(folder / "hub_client", settings)
    assert "WARNING" not in said.upper(), said
    sys.path.insert(0, str(folder))
    try:
        yield SimpleNamespace(
            AuthenticatedClient=importlib.import_module("hub_client.client").AuthenticatedClient,
            models=importlib.import_module("hub_client.models"),
            **{
                name: importlib.import_module(f"hub_client.api.{tag}.{name}")
                for tag, names in OPERATIONS.items()
                for name in names
            },
        )
    finally:
        sys.path.remove(str(folder))


def generate(target: Path, settings: Path) -> str:
    """Run the generator; what it said."""
    command = Path(sys.executable).parent / "openapi-python-client"
    ran = subprocess.run(
        [
            command,
            "generate",
            *("--path", ROOT / "docs" / "openapi.json"),
            *("--config", settings),
            *("--output-path", target, "--meta", "none"),
            "--fail-on-warning",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


@pytest.fixture
def client(api: SimpleNamespace, hub: RunningHub, visitor: Visitor) -> Iterator[Any]:
    """Signed in as somebody new; the token is sent as a bearer."""
    with api.AuthenticatedClient(base_url=hub.api_url, token=visitor.token) as made:
        yield made


@pytest.fixture
def nobody(api: SimpleNamespace, hub: RunningHub) -> Iterator[Any]:
    """Not signed in."""
    with api.AuthenticatedClient(base_url=hub.api_url, token="none") as made:
        yield made


def key() -> str:
    return uuid.uuid4().hex


def registered(api: SimpleNamespace, client: Any) -> Any:
    """The answer to a registration of the statement."""
    body = api.models.NewDocument(
        name="statement.csv",
        size_bytes=len(STATEMENT),
        media_type="text/csv",
        sha256=hashlib.sha256(STATEMENT).hexdigest(),
    )
    return api.register_document.sync_detailed(client=client, body=body, idempotency_key=key())


def ended(api: SimpleNamespace, client: Any, document_id: Any) -> Any:
    """The document once it has ended."""
    deadline = time.monotonic() + PATIENCE_S
    while (document := api.get_document.sync(document_id, client=client)).state != "END":
        assert time.monotonic() < deadline, document
        time.sleep(0.1)
    return document


def test_a_document_goes_in_and_its_facts_come_out(api: SimpleNamespace, client: Any) -> None:
    answer = registered(api, client)
    post(answer.parsed.upload.to_dict(), STATEMENT)
    document = ended(api, client, answer.parsed.document.id)
    (fact,) = api.list_facts.sync(client=client, document=document.id).items
    content = api.get_content.sync(document.id, client=client)

    assert answer.status_code == 201
    assert (document.outcome, document.facts) == ("done", 1)
    assert (fact.amount, fact.currency, fact.data.kind) == ("-3.20", "EUR", "transaction")
    assert api.get_fact.sync(fact.id, client=client) == fact
    assert httpx.get(content.url, timeout=30).content == STATEMENT


def test_what_is_refused_is_a_problem_with_a_type(api: SimpleNamespace, client: Any) -> None:
    answer = api.get_document.sync_detailed(uuid.uuid4(), client=client)

    assert answer.status_code == 404
    assert isinstance(answer.parsed, api.models.Problem)
    assert answer.parsed.type_ == "urn:lifeos:problem:not-found"
    assert answer.headers["X-Correlation-ID"]


def test_without_a_token_the_gateways_own_answer_is_a_problem_too(
    api: SimpleNamespace, nobody: Any
) -> None:
    answer = api.list_facts.sync_detailed(client=nobody)

    assert answer.status_code == 401
    assert answer.parsed.type_ == "urn:lifeos:problem:not-signed-in"


def test_a_correction_is_seen_on_the_timeline(api: SimpleNamespace, client: Any) -> None:
    answer = registered(api, client)
    post(answer.parsed.upload.to_dict(), STATEMENT)
    ended(api, client, answer.parsed.document.id)
    (fact,) = api.list_facts.sync(client=client).items

    right = api.models.NewCorrection(field="title", value="Bread")
    api.correct_fact.sync(
        fact.id, client=client, body=right, idempotency_key=key(), if_match=fact.etag
    )

    (item,) = api.list_timeline.sync(client=client, min_="3", currency="EUR").items
    assert (item.title, item.corrected, item.amount) == ("Bread", True, "-3.20")


def test_health_needs_nobody(api: SimpleNamespace, nobody: Any) -> None:
    health = api.get_health.sync(client=nobody)

    assert health.status == "up"
    assert {probe.name for probe in health.probes} >= {"database", "table", "originals"}
