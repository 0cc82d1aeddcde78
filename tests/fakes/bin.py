"""The Bin and Grave ports in memory, over what a FakeLedger and a FakeArchive keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from lifeos.contracts.conditions import Expected
from lifeos.documents.deletion import Deletion
from lifeos.documents.models import Record
from lifeos.errors import ChangedError, ConflictError, UpstreamError

from tests.fakes.archive import FakeArchive
from tests.fakes.ledger import FakeLedger


class FakeBin:
    """Deleted documents of a FakeLedger."""

    def __init__(self, ledger: FakeLedger) -> None:
        self._ledger = ledger

    def find(self, user_id: UUID, document_id: UUID) -> Record:
        return self._ledger.find(user_id, document_id)

    def mark(self, record: Record, deletion: Deletion, expected: Expected) -> Record:
        now = self.find(record.user_id, record.document.id)
        if now.is_deleted or not expected.allows(now.version):
            raise ChangedError("The document has changed since.", current=now.document)
        told = {"deleted_at": deletion.at, "purge_at": deletion.purge_at}
        return self._change(now, told, settling=True, deleted_with=deletion.of)

    def hasten(self, record: Record, purge_at: datetime) -> Record:
        return self._change(record, {"purge_at": purge_at})

    def unmark(self, record: Record, expected: Expected, *, at: datetime) -> Record:
        now = self.find(record.user_id, record.document.id)
        holder = self._ledger.hashes.get((record.user_id, record.document.sha256))
        other = holder is not None and holder != record.document.id
        if holder is not None and other and not self.find(record.user_id, holder).is_deleted:
            raise ConflictError(f"The hub has the same bytes again, as document {holder}.")
        if not now.is_deleted or not expected.allows(now.version) or self._row(now).purging:
            raise ChangedError("The document has changed since.", current=now.document)
        self._ledger.hashes[record.user_id, record.document.sha256] = record.document.id
        gone = {"deleted_at": None, "purge_at": None, "updated_at": at}
        return self._change(now, gone, settling=True, deleted_with=None, reopened_at=at)

    def settled(self, record: Record) -> None:
        now = self.find(record.user_id, record.document.id)
        if now.settling and now.version == record.version:
            self._change(now, {}, settling=False)

    def deleted(self) -> Iterator[Record]:
        self._ledger.require_up()
        for row in list(self._ledger.rows.values()):
            if row.record.is_deleted or row.record.settling:
                yield row.record

    def begin_purge(self, record: Record) -> bool:
        now = self.find(record.user_id, record.document.id)
        if now.document.purge_at != record.document.purge_at or not now.is_deleted:
            return False
        self._row(now).purging = True
        return True

    def forget(self, record: Record) -> None:
        place = (record.user_id, record.document.sha256)
        if self._ledger.hashes.get(place) == record.document.id:
            del self._ledger.hashes[place]
        self._ledger.rows.pop((record.user_id, record.document.id), None)

    def _row(self, record: Record) -> Any:
        return self._ledger.rows[record.user_id, record.document.id]

    def _change(self, record: Record, document: dict[str, Any], **more: Any) -> Record:
        row = self._row(record)
        row.change(**document)
        row.record = row.record.model_copy(update=more)
        changed: Record = row.seen()
        return changed


class FakeGrave:
    """Hides from, and removes from, what a FakeArchive keeps; `down` as a database that is away."""

    def __init__(self, archive: FakeArchive) -> None:
        self.down = False
        self.followed: dict[tuple[UUID, UUID], int] = {}
        self.purged: dict[tuple[UUID, UUID], datetime] = {}
        self._archive = archive
        self._with: dict[tuple[UUID, UUID], UUID] = {}

    def enclosed(self, user_id: UUID, document_id: UUID) -> set[UUID]:
        self._require_up()
        parents = {
            key[1]: filing.parent_id
            for key, (filing, _) in self._archive.documents.items()
            if key[0] == user_id
        }
        inside = {one for one, parent in parents.items() if parent == document_id}
        along = {k[1] for k, root in self._with.items() if k[0] == user_id and root == document_id}
        return (inside | along) - {document_id}

    def follow(self, user_id: UUID, records: list[Record]) -> None:
        self._require_up()
        for record in records:
            place = (user_id, record.document.id)
            if self.followed.get(place, -1) >= record.version:
                continue
            self.followed[place] = record.version
            self._archive.gone.discard(place)
            if record.is_deleted:
                self._archive.gone.add(place)
                self._with[place] = record.deleted_with or record.document.id

    def purge(self, user_id: UUID, document_id: UUID, *, at: datetime) -> None:
        self._require_up()
        place = (user_id, document_id)
        if place in self._archive.gone:
            self.purged.setdefault(place, at)
            self._archive.forget(place)

    def _require_up(self) -> None:
        if self.down:
            raise UpstreamError("The database could not be reached.")
        self._archive.require_up()
