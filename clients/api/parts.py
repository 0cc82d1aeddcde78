"""What is remembered of unfinished multipart uploads, so that an interruption costs one part.

Small files need no memory: the hub itself answers `duplicate` for bytes it has. Only a large file
that is half sent is worth a note: its links and the tags of the parts that arrived. One file per
upload, named by content hash, readable by its owner alone because links are secrets for a while.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from uuid import UUID

from lifeos.contracts.documents import CompletedPart, MultipartUpload, RegisteredDocument
from pydantic import BaseModel, ValidationError


class UnfinishedUpload(BaseModel):
    """A registration and the parts that arrived since."""

    registered: RegisteredDocument
    sent: list[CompletedPart] = []

    @property
    def document_id(self) -> UUID:
        """Document the parts are for."""
        return self.registered.document.id


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
        is_ours = note.registered.document.sha256 == sha256
        return note if is_ours and isinstance(note.registered.upload, MultipartUpload) else None

    def keep(self, note: UnfinishedUpload) -> None:
        """Replace the note for these bytes, whole or not at all.

        A disk that cannot take it costs the comfort, not the upload.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".note-")  # mode 0600
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(note.model_dump_json())
            os.replace(name, self._path(note.registered.document.sha256))
        except OSError:
            return

    def forget(self, sha256: str) -> None:
        """The upload is over, or its links are."""
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{self._owner}-{sha256}.json"
