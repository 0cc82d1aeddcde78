from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.fake_http import Fault
from tests.unit.cli.fake_hub import FakeHub, problem
from tests.unit.cli.support import lifeos, transaction, write_home

KEYS = ["file", "sha256", "document_id", "outcome", "reason", "facts", "seconds", "came_in"]


def _write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content)
    return folder


def test_happy_a_file_is_sent_and_its_outcome_told(
    hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"%PDF-1.7 bytes")

    ran = lifeos(home, "ingest", bill, "--json")

    (report,) = ran.objects
    assert ran.code == 0
    assert list(report) == KEYS
    assert report["file"] == str(bill)
    assert report["sha256"] == hashlib.sha256(b"%PDF-1.7 bytes").hexdigest()
    assert (report["outcome"], report["reason"]) == ("done", None)
    (document,) = hub.documents.values()
    assert report["document_id"] == str(document.id)
    assert (document.name, document.media_type) == ("bill.pdf", "application/pdf")
    assert hub.storage.objects[document.id] == b"%PDF-1.7 bytes"


def test_happy_a_file_sent_twice_is_a_duplicate_and_sent_once(
    hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    folder = _write(tmp_path / "in", bill="one bill")

    first = lifeos(home, "ingest", folder, "--json").objects[0]
    ran = lifeos(home, "ingest", folder, "--json")

    assert ran.code == 0
    assert ran.objects[0]["outcome"] == "duplicate"
    assert ran.objects[0]["document_id"] == first["document_id"]
    assert hub.server.count("POST", "/storage/post/.*") == 1


def test_a_name_that_once_was_mangled_is_sent_as_it_is(
    hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    folder = _write(tmp_path / "in", **{"caf\ufffd \u20ac": "one bill"})

    ran = lifeos(home, "ingest", folder, "--json")

    assert ran.code == 0
    assert [document.name for document in hub.documents.values()] == ["caf\ufffd \u20ac.txt"]


def test_a_rejection_is_an_outcome_and_says_why(home: Path, tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a="REJECT me", b="fine")

    ran = lifeos(home, "ingest", folder)
    strict = lifeos(home, "ingest", folder, "--strict")

    assert ran.code == 0
    assert "It opens only with a password." in ran.out
    assert "2 files: " in ran.out
    assert "1 rejected" in ran.out
    assert strict.code == 1  # a duplicate of what was rejected is no better


def test_strict_fails_for_a_rejection(home: Path, tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a="REJECT me")

    ran = lifeos(home, "ingest", folder, "--strict")

    assert ran.code == 1


def test_a_failed_document_fails_the_command_each_time(home: Path, tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a="FAIL now")

    first = lifeos(home, "ingest", folder)
    second = lifeos(home, "ingest", folder, "--json")

    assert (first.code, second.code) == (1, 1)
    assert "correlation id cli-" in first.out
    assert second.objects[0]["outcome"] == "failed"


def test_facts_are_counted_per_file(hub: FakeHub, home: Path, tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a="statement")
    lifeos(home, "ingest", folder)
    (document_id,) = hub.documents
    hub.facts = [transaction(document_id), transaction(document_id)]

    ran = lifeos(home, "ingest", folder, "--json")

    assert ran.objects[0]["facts"] == 2


def test_a_folder_is_walked_to_its_end_without_hidden_files_or_loops(
    hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    folder = _write(tmp_path / "in", a="a")
    _write(folder / "deep", b="b")
    _write(folder / ".git", c="c")
    (folder / ".hidden").write_text("d")
    (folder / "deep" / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")

    ran = lifeos(home, "ingest", folder, "--json")

    assert sorted(d.name for d in hub.documents.values()) == ["a.txt", "b.txt"]
    assert ran.code == 0


def test_hidden_files_come_along_when_asked(hub: FakeHub, home: Path, tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a="a")
    (folder / ".hidden").write_text("d")

    lifeos(home, "ingest", folder, "--hidden")

    assert sorted(d.name for d in hub.documents.values()) == [".hidden", "a.txt"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(home: Path, tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", b="b")
    (folder / "gone").symlink_to(tmp_path / "nowhere")

    ran = lifeos(home, "ingest", folder, "--json")

    outcomes = {Path(o["file"]).name: (o["outcome"], o["reason"]) for o in ran.objects}
    assert ran.code == 1
    assert outcomes["b.txt"] == ("done", None)
    assert outcomes["gone"][1]["code"] == "unreadable"


def test_standard_input_is_a_document_with_a_name(hub: FakeHub, home: Path) -> None:
    ran = lifeos(home, "ingest", "-", "--name", "notes.csv", "--json", stdin=b"a;b\n1;2\n")

    (document,) = hub.documents.values()
    assert ran.objects[0]["file"] == "notes.csv"
    assert (document.name, document.media_type) == ("notes.csv", "text/csv")
    assert hub.storage.objects[document.id] == b"a;b\n1;2\n"


def test_without_waiting_the_files_are_handed_over(
    hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    hub.ends_after_s = 60
    folder = _write(tmp_path / "in", a="a")

    ran = lifeos(home, "ingest", folder, "--no-wait", "--json")

    assert ran.code == 0
    assert (ran.objects[0]["outcome"], ran.objects[0]["reason"]) == (None, None)
    assert ran.objects[0]["document_id"]


def test_waiting_for_an_outcome_has_an_end(hub: FakeHub, home: Path, tmp_path: Path) -> None:
    hub.ends_after_s = 60
    folder = _write(tmp_path / "in", a="a")

    ran = lifeos(home, "ingest", folder, "--timeout", "1", "--json")

    assert ran.code == 1
    assert ran.objects[0]["reason"]["code"] == "still-working"


def test_what_is_still_being_read_since_the_last_run_is_waited_for(
    hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    hub.ends_after_s = 1.0
    folder = _write(tmp_path / "in", a="a")
    lifeos(home, "ingest", folder, "--no-wait")

    ran = lifeos(home, "ingest", folder, "--json")

    assert ran.objects[0]["outcome"] == "done"
    assert hub.server.count("POST", "/storage/.*") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "neither a file nor a folder"),
        (["-"], "--name"),
        (["-", "--name", "a", "--jobs", "0"], "--jobs"),
    ],
)
def test_a_command_line_that_cannot_be_right_sends_nothing(
    hub: FakeHub, home: Path, arguments: list[str], sentence: str
) -> None:
    ran = lifeos(home, "ingest", *arguments)

    assert ran.code == 2
    assert sentence in ran.err
    assert hub.server.asked == []


def test_a_refusal_of_one_file_is_reported_with_the_hubs_own_code(
    hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    hub.server.faults.append(
        Fault("POST", "/api/v1/documents", problem(413, "too-large", "Over your quota."))
    )
    folder = _write(tmp_path / "in", a="a", b="b")

    ran = lifeos(home, "ingest", folder, "--json")

    reasons = [o["reason"] for o in ran.objects if o["reason"]]
    assert ran.code == 1
    assert reasons == [{"code": "too-large", "detail": "Over your quota."}]
    assert len(ran.objects) == 2


def test_a_hub_that_is_not_running_is_said_before_any_file_is_read(
    new_hub: Callable[..., FakeHub], tmp_path: Path
) -> None:
    hub = new_hub()
    home = write_home(tmp_path / "home", hub)
    address = (home / "hub.json").read_text().replace(hub.server.url, "http://127.0.0.1:9")
    (home / "hub.json").write_text(address)

    ran = lifeos(home, "ingest", _write(tmp_path / "in", a="a"), "--json")

    assert ran.code == 3
    assert ran.out == ""
    assert "lifeos up" in ran.err


def test_two_files_with_the_same_bytes_are_one_document_and_a_duplicate(
    home: Path, tmp_path: Path
) -> None:
    folder = _write(tmp_path / "in", a="same", b="same")

    ran = lifeos(home, "ingest", folder, "--json")

    assert len(ran.objects) == 2
    assert sorted(o["outcome"] for o in ran.objects) == ["done", "duplicate"]
    assert len({o["document_id"] for o in ran.objects}) == 1


def test_a_folder_of_many_files_asks_for_lists_not_for_each(
    hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    hub.ends_after_s = 1.0
    folder = _write(tmp_path / "in", **{f"f{n}": f"file {n}" for n in range(60)})
    began = time.monotonic()

    ran = lifeos(home, "ingest", folder, "--json", "--jobs", "8")

    rounds = 5 * (time.monotonic() - began) + 5
    single = hub.server.count("GET", "/api/v1/documents/[^/]+")
    assert [o["outcome"] for o in ran.objects] == ["done"] * 60
    assert hub.server.count("GET", "/api/v1/documents") <= rounds
    assert single <= 4 * rounds


def test_an_empty_folder_is_said_and_fails_only_where_all_is_asked_for(
    home: Path, tmp_path: Path
) -> None:
    folder = _write(tmp_path / "in")

    usual, strict = lifeos(home, "ingest", folder), lifeos(home, "ingest", folder, "--strict")

    assert (usual.code, usual.out, usual.err) == (0, "", f"No files in {folder}.\n")
    assert (strict.code, strict.err) == (1, usual.err)


def test_strict_fails_again_for_what_was_rejected_before(home: Path, tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", bill="REJECT this")

    codes = [lifeos(home, "ingest", folder, "--strict").code for _ in range(2)]

    assert codes == [1, 1]
    assert lifeos(home, "ingest", folder).code == 0
