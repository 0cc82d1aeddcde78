from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Literal

import pytest
from lifeos.contracts.documents import MAX_SIZE_BYTES

from clients.api.connect import ingest
from clients.api.errors import LocalFileError, StoppedError
from clients.api.home import Home
from clients.api.parts import PartsJournal
from clients.api.transfer import Window
from clients.api.upload import Source, Uploader
from clients.cli import exits
from tests.unit.cli.fake_http import Answer, Asked, Fault
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import connected, lifeos

CONTENT = os.urandom(2500)
SEND = {"post": "POST", "put": "PUT", "multipart": "PUT"}


@pytest.fixture(params=["post", "put", "multipart"])
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hub(new_hub: Callable[..., FakeHub], style: str) -> FakeHub:
    return new_hub(style=style)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "film.bin"
    path.write_bytes(CONTENT)
    return path


def _stored(hub: FakeHub) -> list[bytes]:
    return list(hub.storage.objects.values())


def test_happy_the_bytes_arrive_as_they_are(hub: FakeHub, home: Path, file: Path) -> None:
    ran = lifeos(home, "ingest", file, "--json")

    assert ran.objects[0]["outcome"] == "done"
    assert _stored(hub) == [CONTENT]


def test_happy_an_empty_file_arrives(hub: FakeHub, home: Path, file: Path, style: str) -> None:
    file.write_bytes(b"")

    ran = lifeos(home, "ingest", file, "--json")

    assert ran.objects[0]["outcome"] == "done"
    assert _stored(hub) == [b""]


@pytest.mark.parametrize(
    "action",
    [Answer(500), Answer(503), Answer(429, headers={"Retry-After": "0"}), "drop", "drop-after"],
)
def test_trouble_that_passes_is_ridden_out_everywhere(
    hub: FakeHub, home: Path, file: Path, action: Answer | Literal["drop", "drop-after"]
) -> None:
    hub.server.faults = [
        Fault("POST", "/cognito/", action),
        Fault("POST", "/api/v1/documents", action, times=2),
        Fault("POST", "/storage/.*", action, times=2),
        Fault("PUT", "/storage/.*", action, times=2),
        Fault("POST", "/api/v1/documents/[^/]+/complete", action, times=2),
        Fault("GET", "/api/v1/documents/[^/]+", action, times=2),
    ]

    ran = lifeos(home, "ingest", file, "--json")

    assert ran.objects[0]["outcome"] == "done"
    assert _stored(hub) == [CONTENT]
    assert len(hub.documents) == 1


def test_trouble_that_stays_has_a_limit(hub: FakeHub, home: Path, file: Path, style: str) -> None:
    hub.server.faults = [Fault(SEND[style], "/storage/.*", Answer(500), times=99)]

    ran = lifeos(home, "ingest", file, "--json")

    assert ran.code == exits.FAILED
    assert ran.objects[0]["reason"]["code"] == "transfer-failed"
    assert hub.server.count(SEND[style], "/storage/.*") == 6


def test_a_link_over_its_time_is_replaced(hub: FakeHub, home: Path, file: Path, style: str) -> None:
    hub.storage.ended = {"1"}

    ran = lifeos(home, "ingest", file, "--json")

    assert ran.objects[0]["outcome"] == "done"
    assert hub.server.count("POST", "/api/v1/documents") == 2
    assert _stored(hub) == [CONTENT]


def test_links_that_are_never_good_are_given_up(hub: FakeHub, home: Path, file: Path) -> None:
    hub.storage.ended = {"1", "2", "3", "4"}

    ran = lifeos(home, "ingest", file, "--json")

    assert ran.code == exits.FAILED
    assert ran.objects[0]["reason"]["code"] == "link-refused"
    assert hub.server.count("POST", "/api/v1/documents") == 3


def test_every_registration_has_a_key_of_its_own_and_repeats_keep_theirs(
    hub: FakeHub, home: Path, file: Path
) -> None:
    hub.storage.ended = {"1"}
    hub.server.faults = [Fault("POST", "/api/v1/documents", "drop-after")]

    lifeos(home, "ingest", file)

    registrations = [a for a in hub.server.asked if a.path == "/api/v1/documents"]
    keys = [a.headers["idempotency-key"] for a in registrations if a.method == "POST"]
    assert keys[0] == keys[1]
    assert len(keys) == 3
    assert keys[2] != keys[0]


def test_one_file_is_one_correlation_id_from_registration_to_completion(
    hub: FakeHub, home: Path, file: Path
) -> None:
    lifeos(home, "ingest", file)

    posts = [a for a in hub.server.asked if a.method == "POST" and a.path.startswith("/api")]
    assert len({a.headers["x-correlation-id"] for a in posts}) == 1


def test_storage_never_sees_the_token(hub: FakeHub, home: Path, file: Path) -> None:
    lifeos(home, "ingest", file)

    stored = [a for a in hub.server.asked if a.path.startswith("/storage")]
    assert stored
    assert not any("authorization" in a.headers for a in stored)


class TestMultipart:
    @pytest.fixture
    def style(self) -> str:
        return "multipart"

    def test_an_interrupted_upload_goes_on_with_the_parts_that_miss(
        self, hub: FakeHub, home: Path, file: Path
    ) -> None:
        hub.server.faults = [Fault("PUT", "/storage/part/.*/3", "drop", times=6)]
        first = lifeos(home, "ingest", file, "--json")

        ran = lifeos(home, "ingest", file, "--json")

        assert first.code == exits.NO_HUB
        assert ran.objects[0]["outcome"] == "done"
        assert _stored(hub) == [CONTENT]
        assert hub.server.count("PUT", "/storage/part/.*/[12]") == 2
        assert hub.server.count("POST", "/api/v1/documents") == 1

    def test_the_note_of_an_upload_is_private_and_gone_at_its_end(
        self, hub: FakeHub, home: Path, file: Path
    ) -> None:
        hub.server.faults = [Fault("PUT", "/storage/part/.*/3", "drop", times=6)]
        lifeos(home, "ingest", file)

        (note,) = (home / "unfinished-uploads").iterdir()
        mode = note.stat().st_mode & 0o777
        lifeos(home, "ingest", file)

        assert mode == 0o600
        assert list((home / "unfinished-uploads").iterdir()) == []

    @pytest.mark.parametrize("damage", ["ended", "forgotten", "garbage"])
    def test_an_upload_that_cannot_go_on_begins_again(
        self, hub: FakeHub, home: Path, file: Path, damage: str
    ) -> None:
        hub.server.faults = [Fault("PUT", "/storage/part/.*/3", "drop", times=6)]
        lifeos(home, "ingest", file)
        if damage == "ended":
            hub.storage.ended = {"1"}
        elif damage == "forgotten":
            hub.storage.parts["1"].clear()
        else:
            next((home / "unfinished-uploads").iterdir()).write_text("{")

        ran = lifeos(home, "ingest", file, "--json")

        assert ran.objects[0]["outcome"] == "done"
        assert _stored(hub) == [CONTENT]

    def test_parts_that_are_not_the_whole_file_are_refused(
        self, hub: FakeHub, home: Path, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = hub.storage._parts
        monkeypatch.setattr(hub.storage, "_parts", lambda *given: whole(*given)[:-1])

        ran = lifeos(home, "ingest", file, "--json")

        assert ran.objects[0]["reason"]["code"] == "hub-failed"
        assert hub.server.count("PUT", "/storage/.*") == 0


class TestLocalTrouble:
    @pytest.fixture
    def style(self) -> str:
        return "put"

    def test_a_file_written_to_while_it_is_sent_is_noticed(
        self, hub: FakeHub, home: Path, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        route = hub._route

        def touched(asked: Asked) -> Answer:
            os.utime(file, ns=(1, 1))
            return route(asked)

        monkeypatch.setattr(hub, "_route", touched)

        journal = PartsJournal(home / "unfinished-uploads", owner="test")
        with connected(home) as client:
            uploader = Uploader(client, journal=journal, should_stop=lambda: False)
            with pytest.raises(LocalFileError) as caught:
                uploader.send(Source(file, "film", "film"))

        assert caught.value.reason == "changed-while-reading"

    def test_a_file_that_shrinks_is_noticed_where_it_ends(self, file: Path) -> None:
        with file.open("rb") as opened:
            window = Window(opened, start=0, length=len(CONTENT), on_bytes=lambda count: None)
            os.truncate(file, 100)

            with pytest.raises(LocalFileError) as caught:
                list(window.chunks())

        assert caught.value.reason == "changed-while-reading"

    def test_a_file_over_the_limit_is_not_even_hashed(
        self, hub: FakeHub, home: Path, tmp_path: Path
    ) -> None:
        large = tmp_path / "large.bin"
        with large.open("wb") as opened:
            opened.truncate(MAX_SIZE_BYTES + 1)  # sparse: no bytes on the disk

        ran = lifeos(home, "ingest", large, "--json")

        assert ran.code == exits.FAILED
        assert ran.objects[0]["reason"]["code"] == "too-large"
        assert hub.documents == {}

    def test_a_name_that_is_no_utf8_is_sent_readable(self, hub: FakeHub, home: Path) -> None:
        folder = home / "in"
        folder.mkdir()
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("x")

        ran = lifeos(home, "ingest", folder, "--json")

        (document,) = hub.documents.values()
        assert document.name == "caf\ufffd.txt"
        assert ran.objects[0]["file"].endswith("caf\ufffd.txt")

    def test_a_stopped_run_sends_nothing(self, hub: FakeHub, home: Path, file: Path) -> None:
        stop = Event()
        stop.set()

        with connected(home) as client, pytest.raises(StoppedError):
            list(ingest(client, Home.find(home, {}), stop=stop).run([Source(file, "f", "f")]))

        assert hub.documents == {}
