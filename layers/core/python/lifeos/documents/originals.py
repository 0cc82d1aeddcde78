"""Originals on local disk, for the time something reads them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lifeos.documents.models import Errand
from lifeos.documents.ports import Storage
from lifeos.errors import RejectedError
from lifeos.senses.models import Source

COPY_BYTES = 1024 * 1024


@contextmanager
def fetched(errand: Errand, *, storage: Storage) -> Iterator[Source]:
    """The original on local disk for as long as the block runs; bytes are checked on the way.

    Raises: RejectedError `checksum-mismatch`.
    """
    with tempfile.TemporaryDirectory(prefix="lifeos-") as folder:
        path = Path(folder) / "original"
        digest = hashlib.sha256()
        with storage.open(errand.object) as stream, path.open("wb") as target:
            while block := stream.read(COPY_BYTES):
                digest.update(block)
                target.write(block)
        if digest.hexdigest() != errand.sha256:  # only where a store keeps no versions
            raise RejectedError("checksum-mismatch", "The file was replaced while it was read.")
        yield Source(
            path=path,
            name=errand.name,
            media_type=errand.media_type,
            sha256=errand.sha256,
            size_bytes=path.stat().st_size,
            received_on=errand.received_on,
            habits=errand.habits,
            drawing=errand.drawing,
        )
