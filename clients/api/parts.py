"""What is remembered of unfinished multipart uploads, so that an interruption costs one part.

Small files need no memory: the hub itself answers `duplicate` for bytes it has. Only a large file
that is half sent is worth a note: its links and the tags of the parts that arrived. One file per
upload, named by content hash, readable by its owner alone because links are secrets for a while.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from lifeos.contracts.documents import CompletedPart, Document, MultipartUpload
from pydantic import BaseModel, ValidationError

from clients.api.private import replace_private

LONGEST_KEPT_S = 7 * 24 * 3600


class UnfinishedUpload(BaseModel):
    """A registration and the parts that arrived since."""

    document: Document
    upload: MultipartUpload
    sent: list[CompletedPart] = []


class PartsJournal:
    """Notes under one folder, shared by the hubs and people that use this home."""

    def __init__(self, folder: Path, *, owner: str) -> None:
        self._folder = folder
        self._owner = owner  # hub and person: the same bytes may be on their way to two hubs

    def find(self, sha256: str) -> UnfinishedUpload | None:
        """The note for these bytes; a note nobody can read is as good as none."""
        try:
            note = UnfinishedUpload.model_validate_json(self._path(sha256).read_bytes())
        except (OSError, ValidationError):
            return None
        return note if note.document.sha256 == sha256 else None

    def keep(self, note: UnfinishedUpload) -> None:
        """Replace the note for these bytes; without it the upload only loses its memory."""
        replace_private(self._path(note.document.sha256), note.model_dump_json())

    def sweep(self, now_s: float) -> None:
        """Forget uploads nobody went on with: their links ended long ago."""
        for note in self._folder.glob("*.json"):
            with suppress(OSError):  # another command may have swept it
                if note.stat().st_mtime < now_s - LONGEST_KEPT_S:
                    note.unlink()

    def forget(self, sha256: str) -> None:
        """The upload is over, or its links are."""
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{self._owner}-{sha256}.json"
