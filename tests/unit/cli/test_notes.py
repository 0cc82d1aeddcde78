from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lifeos.contracts.documents import CompletedPart, Document, MultipartUpload, UploadPart

from clients.api.parts import LONGEST_KEPT_S, PartsJournal, UnfinishedUpload
from clients.api.private import replace_private
from tests.unit.cli.support import SHA256

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def _note(sha256: str = SHA256) -> UnfinishedUpload:
    document = Document(
        id=uuid.uuid4(),
        name="film.mp4",
        size_bytes=2,
        media_type="video/mp4",
        sha256=sha256,
        state="WAITING",
        created_at=NOW,
        updated_at=NOW,
        correlation_id="test-correlation",
    )
    part = UploadPart(number=1, url="https://storage.example/1", size_bytes=2)
    upload = MultipartUpload(upload_id="u", parts=[part], expires_at=NOW)
    sent = [CompletedPart(number=1, etag='"tag"')]
    return UnfinishedUpload(document=document, upload=upload, sent=sent)


@pytest.fixture
def journal(tmp_path: Path) -> PartsJournal:
    return PartsJournal(tmp_path / "notes", owner="ada")


def test_a_note_comes_back_as_it_was(journal: PartsJournal) -> None:
    note = _note()

    journal.keep(note)

    assert journal.find(SHA256) == note


def test_a_note_that_was_forgotten_is_gone(journal: PartsJournal) -> None:
    journal.keep(_note())

    journal.forget(SHA256)
    journal.forget(SHA256)

    assert journal.find(SHA256) is None


def test_another_person_or_hub_does_not_see_the_note(journal: PartsJournal, tmp_path: Path) -> None:
    journal.keep(_note())

    assert PartsJournal(tmp_path / "notes", owner="bob").find(SHA256) is None


def test_a_note_about_other_bytes_is_not_believed(journal: PartsJournal, tmp_path: Path) -> None:
    journal.keep(_note("1" * 64))
    wrong = tmp_path / "notes" / f"ada-{SHA256}.json"
    wrong.write_bytes((tmp_path / "notes" / f"ada-{'1' * 64}.json").read_bytes())

    assert journal.find(SHA256) is None


def test_notes_nobody_went_on_with_are_swept(journal: PartsJournal) -> None:
    journal.keep(_note())
    now = time.time()

    journal.sweep(now)
    kept = journal.find(SHA256)
    journal.sweep(now + LONGEST_KEPT_S + 60)

    assert kept is not None
    assert journal.find(SHA256) is None


def test_sweeping_where_there_never_was_a_note_is_fine(journal: PartsJournal) -> None:
    journal.sweep(time.time())


def test_a_private_file_is_replaced_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "token.json"

    assert replace_private(path, "one")
    assert replace_private(path, "two")

    assert path.read_text() == "two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_disk_that_refuses_leaves_what_was_there(tmp_path: Path) -> None:
    folder, file = tmp_path / "folder", tmp_path / "file"
    folder.mkdir()
    file.touch()

    assert not replace_private(folder, "x")
    assert not replace_private(file / "token.json", "x")
    assert sorted(tmp_path.iterdir()) == [file, folder]
