"""Names and fates for the live log, asked of a small real HTTP server that plays the API."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from local.emulator import Emulator
from local.livelog import OWN_CORRELATION_ID
from local.names import DocumentNames
from local.person import People, Person
from local.trouble import LaptopError


@dataclass
class Api:
    """Answers by document id, and what was asked."""

    answers: dict[str, list[tuple[int, object]]] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def api() -> Iterator[Api]:
    script = Api()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            document_id = self.path.rsplit("/", 1)[-1]
            token = self.headers["Authorization"]
            script.asked.append((document_id, token, self.headers["X-Correlation-ID"]))
            status, content = script.answers.get(document_id, [(404, {})]).pop(0)
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Tests stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    script.url = f"http://127.0.0.1:{server.server_port}/stage"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield script
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def names(api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DocumentNames:
    tokens = iter(["first", "second", "third"])
    monkeypatch.setattr(People, "sign_in", lambda self, person: next(tokens))
    people = People(Emulator(1, tmp_path, tmp_path / "log"), "pool", "client")
    return DocumentNames(api.url, people, Person("u", "p"))


def test_a_name_is_asked_for_once(api: Api, names: DocumentNames) -> None:
    api.answers["d1"] = [(200, {"name": "bill.pdf"})]

    found = [names.of("d1"), names.of("d1")]

    assert found == ["bill.pdf", "bill.pdf"]
    assert api.asked == [("d1", "first", OWN_CORRELATION_ID)]


def test_an_expired_token_is_renewed_once(api: Api, names: DocumentNames) -> None:
    api.answers["d1"] = [(401, {"message": "expired"}), (200, {"name": "bill.pdf"})]

    assert names.of("d1") == "bill.pdf"
    assert [token for _, token, _ in api.asked] == ["first", "second"]


@pytest.mark.parametrize("answer", [(404, {}), (500, {"name": "x"}), (200, ["odd"]), (200, {})])
def test_a_document_that_cannot_be_known_is_shown_by_its_id(
    api: Api, names: DocumentNames, answer: tuple[int, object]
) -> None:
    api.answers["d1"] = [answer]

    assert names.of("d1") == "d1"


def test_the_fate_is_asked_for_every_time(api: Api, names: DocumentNames) -> None:
    api.answers["d1"] = [(200, {"name": "bill.pdf"}), (200, {"name": "b", "outcome": "done"})]

    fates = [names.outcome_of("d1"), names.outcome_of("d1")]

    assert fates == ["", "done"]
    assert names.of("d1") == "b"


def test_no_document_means_no_question(api: Api, names: DocumentNames) -> None:
    assert (names.of(""), names.outcome_of("")) == ("", "")
    assert api.asked == []


def test_an_api_that_is_gone_costs_the_name_only(names: DocumentNames) -> None:
    names.api_url = "http://127.0.0.1:1/stage"

    assert names.of("d1") == "d1"


def test_a_refused_sign_in_costs_the_name_only(
    names: DocumentNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: People, person: Person) -> str:
        raise LaptopError("no", "way")

    monkeypatch.setattr(People, "sign_in", refuse)

    assert names.of("d1") == "d1"


def test_what_is_remembered_is_bounded(
    api: Api, names: DocumentNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.names.MAX_KEPT", 2)
    api.answers = {f"d{n}": [(200, {"name": f"{n}.pdf"})] for n in range(4)}

    found = [names.of(f"d{n}") for n in range(4)]

    assert found == ["0.pdf", "1.pdf", "2.pdf", "3.pdf"]
    assert len(names._known) <= 2
