"""Uploads in parts that are not complete yet, on disk: `<root>/uploads/<upload id>/`.

A part is kept under its number and the SHA-256 of its bytes, which is also its ETag, so a part
that is sent again never changes what an earlier answer named.
"""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from lifeos.adapters.versioned_folder import (
    ABANDONED_AFTER_S,
    ABOUT,
    disk_errors,
    remove_older,
    require_root,
    write_synced,
)
from lifeos.contracts.documents import CompletedPart
from lifeos.documents.ports import UploadRequest
from lifeos.errors import InvalidInputError, NotFoundError

_UPLOAD_ID = re.compile(r"[0-9a-f]{32}")
_ETAG = re.compile(r'"?([0-9a-f]{64})"?')


class PendingUploads:
    """Begun, filled part by part, joined or swept away."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._uploads = root / "uploads"

    def begin(self, request: UploadRequest) -> str:
        """Remember what is to come; returns the upload's id."""
        require_root(self._root)
        upload_id = uuid.uuid4().hex
        with disk_errors():
            (self._uploads / upload_id).mkdir(parents=True)
            about = request.model_dump_json().encode()
            write_synced(self._uploads / upload_id / ABOUT, lambda file: file.write(about))
        return upload_id

    def request(self, upload_id: str) -> UploadRequest:
        """What was begun. Raises: NotFoundError."""
        with disk_errors():
            about = self._folder(upload_id) / ABOUT
            return UploadRequest.model_validate_json(about.read_bytes())

    def take(self, upload_id: str, number: int, *, fill: Callable[[BinaryIO], str]) -> str:
        """Keep what `fill` writes as part `number`; `fill` returns its SHA-256, our ETag.

        Raises: NotFoundError for an unknown upload, UpstreamError, what `fill` raises; no part is
        kept then.
        """
        folder = self._folder(upload_id)
        arriving = folder / f"arriving-{uuid.uuid4().hex}"
        digests: list[str] = []
        try:
            with disk_errors():
                write_synced(arriving, lambda file: digests.append(fill(file)))
                arriving.replace(folder / _part_name(number, digests[0]))
        finally:
            with suppress(OSError):  # moved into place, or a sweep will find it
                arriving.unlink()
        return f'"{digests[0]}"'

    def parts(self, upload_id: str, parts: list[CompletedPart]) -> list[Path]:
        """The files of the named parts, in order.

        Raises: NotFoundError, InvalidInputError where one was never sent or numbers repeat.
        """
        folder = self._folder(upload_id)
        ordered = sorted(parts, key=lambda part: part.number)
        if [part.number for part in ordered] != list(range(1, len(ordered) + 1)):
            raise InvalidInputError("The parts must be numbered 1, 2, 3 and so on.")
        return [self._part(folder, part) for part in ordered]

    def forget(self, upload_id: str) -> None:
        """Remove the upload and its parts."""
        shutil.rmtree(self._folder(upload_id), ignore_errors=True)

    def sweep(self) -> int:
        """Remove uploads that nobody completed; returns how many."""
        return remove_older(self._uploads, ABANDONED_AFTER_S)

    def _folder(self, upload_id: str) -> Path:
        require_root(self._root)
        folder = self._uploads / upload_id
        if not _UPLOAD_ID.fullmatch(upload_id) or not folder.is_dir():
            raise NotFoundError("There is no such upload, or it was completed before.")
        return folder

    def _part(self, folder: Path, part: CompletedPart) -> Path:
        etag = _ETAG.fullmatch(part.etag)
        path = folder / _part_name(part.number, etag.group(1)) if etag else None
        if path is None or not path.is_file():
            raise InvalidInputError(f"Part {part.number} was not received as named. Send it again.")
        return path


def _part_name(number: int, sha256: str) -> str:
    return f"{number}-{sha256}"
