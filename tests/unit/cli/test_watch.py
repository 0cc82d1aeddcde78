from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lifeos.contracts.documents import NewDocument
from lifeos.contracts.live import Change, Presence

from clients.api import live as live_module
from clients.api.live import LiveDocuments, Missed
from clients.cli import exits
from clients.cli.watch import line_of
from tests.fakes.clock import START
from tests.support.ingest import ANNA, document_id
from tests.support.live import status
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.fake_socket import FakeSocket, cursor_of, live_socket
from tests.unit.cli.support import connected, lifeos

SHA = "0" * 64


@pytest.fixture
def socket(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSocket]:
    """The hub's live socket; clients do not wait long before they come again."""
    monkeypatch.setattr(live_module, "FIRST_WAIT_S", 0.001)
    with live_socket() as made:
        hub.live_url = made.url
        yield made


def later(*steps: Callable[[], object]) -> threading.Thread:
    """Do these, one after the other, while the test listens."""
    thread = threading.Thread(target=lambda: [step() for step in steps])
    thread.start()
    return thread


def a_document(hub: FakeHub, name: str) -> int:
    new = NewDocument(name=name, size_bytes=1, media_type="text/csv", sha256=SHA)
    return hub.add(new).id.int


def test_changes_before_now_are_shown_from_a_cursor_on(socket: FakeSocket, home: Path) -> None:
    socket.happen(status(1, "READY"), status(1, "PICK"), status(1, "END", "done"))

    ran = lifeos(home, "watch", "--json", "--limit", 2, "--after", cursor_of(socket, 1))

    assert ran.code == 0
    assert [(one["state"], one["outcome"]) for one in ran.objects] == [
        ("PICK", None),
        ("END", "done"),
    ]
    assert f"--after {cursor_of(socket, 3)}" in ran.err


def test_ending_early_names_the_cursor_of_what_was_shown(socket: FakeSocket, home: Path) -> None:
    socket.happen(*[status(1, "READY") for _ in range(5)])

    ran = lifeos(home, "watch", "--json", "--limit", 2, "--after", cursor_of(socket, 0))

    assert len(ran.objects) == 2
    assert f"--after {cursor_of(socket, 2)}" in ran.err


def test_for_people_a_line_has_state_name_and_reason(
    socket: FakeSocket, hub: FakeHub, home: Path
) -> None:
    known = status(1, "END", "rejected").model_copy(update={"reason": "password-required"})
    new = NewDocument(name="bill\x1b[2J.pdf", size_bytes=1, media_type="a/b", sha256=SHA)
    known = known.model_copy(update={"document_id": hub.add(new).id})
    socket.happen(known, status(2, "READY"))

    ran = lifeos(home, "watch", "--limit", 2, "--after", cursor_of(socket, 0))

    first, second = ran.out.splitlines()
    assert "rejected" in first
    assert "bill\\x1b[2J.pdf  (password-required)" in first
    assert "READY" in second


@pytest.mark.parametrize("presence", ["deleted", "gone"])
def test_what_is_out_of_sight_is_said_to_be(presence: Presence) -> None:
    ended = status(1, "END", "done").model_copy(update={"presence": presence})
    told = Change(cursor="00ab00ab.000000000001", **ended.model_dump())

    line = line_of(told, "bill.pdf").plain

    assert presence in line
    assert "done" not in line


def test_names_are_asked_for_once(socket: FakeSocket, hub: FakeHub, home: Path) -> None:
    socket.happen(status(1, "READY"), status(1, "PICK"), status(1, "ASSERT"))

    lifeos(home, "watch", "--limit", 3, "--after", cursor_of(socket, 0))

    assert hub.server.count("GET", "/api/v1/documents/.*") == 1


@pytest.mark.parametrize("cursor", ["7", "00AB00AB.000000000001", "x" * 21])
def test_what_is_no_cursor_is_a_usage_error(home: Path, cursor: str) -> None:
    assert lifeos(home, "watch", "--after", cursor).code == exits.USAGE


def test_a_cursor_too_old_is_told_and_gone_on_from(socket: FakeSocket, home: Path) -> None:
    socket.happen(*[status(n, "READY") for n in range(5)])
    socket.log.forget(ANNA, 4)
    news = later(lambda: socket.wait_for(1), lambda: socket.happen(status(9, "PICK")))

    ran = lifeos(home, "watch", "--json", "--limit", 2, "--after", cursor_of(socket, 1))
    news.join()

    assert [one.get("type", one.get("state")) for one in ran.objects] == ["reset", "PICK"]
    assert "no longer kept" in ran.err


def heard(home: Path, after: str | None, count: int) -> list[Change | Missed]:
    told: list[str] = []
    with connected(home) as client:
        changes = LiveDocuments(client, after=after, told=told.append).changes()
        return [next(changes) for _ in range(count)]


def cursors(changes: list[Change | Missed]) -> list[str]:
    return [each.cursor for each in changes]


def test_a_connection_that_breaks_is_opened_again_and_nothing_missed(
    socket: FakeSocket, hub: FakeHub, home: Path
) -> None:
    script = later(
        lambda: socket.wait_for(1),
        lambda: socket.happen(status(1, "READY")),
        socket.drop,
        lambda: socket.happen(status(1, "PICK"), heard=False),
        lambda: socket.wait_for(2),
        lambda: socket.happen(status(1, "ASSERT")),
    )

    found = heard(home, cursor_of(socket, 0), 3)
    script.join()

    assert cursors(found) == [cursor_of(socket, n) for n in (1, 2, 3)]
    assert hub.server.count("POST", "/api/v1/live/tickets") >= 2


def test_what_was_lost_on_the_way_is_fetched_with_the_next_change(
    socket: FakeSocket, home: Path
) -> None:
    script = later(
        lambda: socket.wait_for(1),
        lambda: socket.happen(status(1, "READY"), heard=False),
        lambda: socket.happen(status(1, "PICK")),
    )

    found = heard(home, cursor_of(socket, 0), 2)
    script.join()

    assert cursors(found) == [cursor_of(socket, 1), cursor_of(socket, 2)]


def test_after_a_quiet_time_a_ping_finds_what_was_lost(
    socket: FakeSocket, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_module, "QUIET_S", 0.1)
    script = later(
        lambda: socket.wait_for(1),
        lambda: socket.happen(status(1, "READY"), heard=False),
    )

    found = heard(home, cursor_of(socket, 0), 1)
    script.join()

    assert cursors(found) == [cursor_of(socket, 1)]
    assert any("ping" in said for said in socket.said)


class SilentLine:
    """A socket on which nobody ever says anything."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, message: str) -> None:
        self.sent.append(message)

    def recv(self, timeout: float | None = None) -> str:
        raise TimeoutError


def test_where_nobody_answers_a_ping_the_connection_is_given_up(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_module, "QUIET_S", 0.01)
    monkeypatch.setattr(live_module, "SILENT_S", 0.05)
    line = SilentLine()
    with connected(home) as client, pytest.raises(TimeoutError):
        next(LiveDocuments(client, told=lambda sentence: None).talk(line))

    assert [("ping" in said) for said in line.sent] == [False, True]


def test_a_stopped_watch_ends(socket: FakeSocket, home: Path) -> None:
    stop = threading.Event()
    stop.set()

    with connected(home) as client:
        live = LiveDocuments(client, stop=stop, told=lambda sentence: None)

        assert list(live.changes()) == []


def test_a_sign_in_that_is_refused_ends_it(socket: FakeSocket, home: Path) -> None:
    (home / "person.json").write_text('{"username": "ada", "password": "wrong"}')

    assert lifeos(home, "watch").code == exits.REFUSED


def test_a_line_cannot_act_on_a_terminal() -> None:
    change = Change(
        cursor="00ab00ab.000000000001", document_id=document_id(1), state="READY", at=START
    )

    assert "\x1b" not in line_of(change, "\x1b[31m\u202ename").plain
