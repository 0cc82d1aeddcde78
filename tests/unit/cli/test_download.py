from __future__ import annotations

from pathlib import Path

import pytest
from lifeos.contracts.documents import Document

from tests.unit.cli.fake_http import Answer, Fault
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import lifeos, start_lifeos

CONTENT = b"the original \x00\xff bytes" * 1000
OBJECT = "/storage/object/.*"


@pytest.fixture
def document(hub: FakeHub, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    (tmp_path / "bill.pdf").write_bytes(CONTENT)
    lifeos(home, "ingest", tmp_path / "bill.pdf")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return next(iter(hub.documents.values()))


def test_happy_the_original_comes_back_under_its_name(home: Path, document: Document) -> None:
    ran = lifeos(home, "documents", document.id, "--content", "--json")

    assert Path("bill.pdf").read_bytes() == CONTENT
    assert ran.objects[0]["sha256"] == document.sha256
    assert ran.objects[0]["file"] == "bill.pdf"


def test_happy_the_original_can_go_to_stdout(home: Path, document: Document) -> None:
    process = start_lifeos(home, "documents", document.id, "--content", "-o", "-")
    assert process.stdout
    out = process.stdout.buffer.read()  # type: ignore[attr-defined]
    process.communicate()

    assert process.returncode == 0
    assert out == CONTENT


def test_a_file_that_is_there_is_not_replaced_unless_named(home: Path, document: Document) -> None:
    Path("bill.pdf").write_text("mine")

    refused = lifeos(home, "documents", document.id, "--content")
    named = lifeos(home, "documents", document.id, "--content", "-o", "other.pdf")

    assert refused.code == 1
    assert "exists here already" in refused.err
    assert Path("bill.pdf").read_text() == "mine"
    assert (named.code, Path("other.pdf").read_bytes()) == (0, CONTENT)


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/cron.d/evil", "evil"),
        ("..\\..\\evil.exe", "evil.exe"),
        (".bashrc", "bashrc"),
        ("a\x1b[2J\nb", "a\\x1b[2J\\nb"),
        ("ü" * 200, "ü" * 100),
    ],
)
def test_a_strangers_name_stays_in_this_folder(
    hub: FakeHub, home: Path, document: Document, name: str, saved: str
) -> None:
    hub.documents[document.id] = document.model_copy(update={"name": name})

    ran = lifeos(home, "documents", document.id, "--content")

    assert ran.code == 0
    assert [path.name for path in Path().iterdir()] == [saved]


def test_a_name_of_nothing_but_dots_gets_one(home: Path, hub: FakeHub, document: Document) -> None:
    hub.documents[document.id] = document.model_copy(update={"name": ".."})

    lifeos(home, "documents", document.id, "--content")

    assert Path(f"document-{document.id}").read_bytes() == CONTENT


@pytest.mark.parametrize("wrong", [CONTENT[:-1] + b"!", CONTENT[:-1], CONTENT + b"more"])
def test_other_bytes_than_the_stored_ones_are_not_kept(
    hub: FakeHub, home: Path, document: Document, wrong: bytes
) -> None:
    hub.server.faults = [Fault("GET", OBJECT, Answer(200, wrong))]

    ran = lifeos(home, "documents", document.id, "--content")

    assert ran.code == 1
    assert "not the ones" in ran.err
    assert list(Path().iterdir()) == []


def test_a_download_that_breaks_midway_leaves_nothing(
    hub: FakeHub, home: Path, document: Document
) -> None:
    broken = Answer(200, CONTENT[:50], {"Content-Length": str(len(CONTENT))})
    hub.server.faults = [Fault("GET", OBJECT, broken)]

    ran = lifeos(home, "documents", document.id, "--content")

    assert ran.code == 3
    assert list(Path().iterdir()) == []


def test_trouble_before_the_first_byte_is_ridden_out(
    hub: FakeHub, home: Path, document: Document
) -> None:
    hub.server.faults = [Fault("GET", OBJECT, Answer(503)), Fault("GET", OBJECT, "drop")]

    ran = lifeos(home, "documents", document.id, "--content")

    assert ran.code == 0
    assert Path("bill.pdf").read_bytes() == CONTENT


def test_a_folder_that_takes_no_file_is_said(home: Path, document: Document) -> None:
    ran = lifeos(home, "documents", document.id, "--content", "-o", "nowhere/bill.pdf")

    assert ran.code == 1
    assert "nowhere/bill.pdf was not written" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--content"],
        ["ID", "-o", "x"],
        ["ID", "--content", "-o", "-", "--json"],
        ["not-an-id"],
    ],
)
def test_options_that_do_not_fit_together_are_refused(
    home: Path, document: Document, arguments: list[str]
) -> None:
    words = [str(document.id) if word == "ID" else word for word in arguments]

    ran = lifeos(home, "documents", *words)

    assert ran.code == 2
    assert ran.out == ""
