"""What is deleted goes for good once its time has come.

Each step may be repeated, and the order is such that whatever is left is found again: nothing can
be restored any more, then the bytes go, then what the record says, then live status, by which the
document was found. Killed in between, the next purge goes on; nobody sees any of it meanwhile.

Source: ADR 0016.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from lifeos.contracts.base import Model
from lifeos.documents.deletion import Bin, Grave, settle
from lifeos.documents.models import Record, object_key
from lifeos.documents.pictures import pictures_of
from lifeos.documents.ports import Storage
from lifeos.errors import LifeOSError, NotFoundError


class Purged(Model):
    """What one purge found and did."""

    waiting: int = 0  # deleted, and can still be restored
    settled: int = 0  # deletions and restorations that had been interrupted
    purged: int = 0
    failed: int = 0  # left for the next purge


def purge(
    *,
    now: datetime,
    bin_: Bin,
    grave: Grave,
    storage: Storage,
    failed: Callable[[LifeOSError], None],
) -> Purged:
    """Look once at everything that is deleted; one that fails does not hold up the others."""
    found = Purged()
    for listed in bin_.deleted():
        try:
            did = _one(listed, now=now, bin_=bin_, grave=grave, storage=storage)
        except LifeOSError as error:
            failed(error)
            did = "failed"
        if did is not None:
            found = found.model_copy(update={did: getattr(found, did) + 1})
    return found


def _one(listed: Record, *, now: datetime, bin_: Bin, grave: Grave, storage: Storage) -> str | None:
    """The name of what became of it; None where the list lagged behind."""
    try:
        record = bin_.find(listed.user_id, listed.document.id)
    except NotFoundError:
        return None
    if record.settling:
        settle(record, at=now, bin_=bin_, grave=grave)
        return "settled"
    purge_at = record.document.purge_at
    if purge_at is None:
        return None
    if purge_at > now:
        return "waiting"
    if not bin_.begin_purge(record):
        return None
    storage.erase(object_key(record.user_id, record.document.id))
    storage.erase(pictures_of(record.user_id, record.document.sha256))
    grave.purge(record.user_id, record.document.id, at=now)
    bin_.forget(record)
    return "purged"
