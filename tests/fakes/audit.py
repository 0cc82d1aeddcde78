"""The auditor's ports over the other fakes: open documents, bucket, record, live status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from lifeos.contracts.ingest import Ending
from lifeos.documents import reckoning
from lifeos.documents.models import Record, is_held
from lifeos.documents.ports import StoredObject
from lifeos.documents.reckoning import Standing
from lifeos.errors import UpstreamError
from lifeos.facts.ports import Filing

from tests.fakes.archive import FakeArchive
from tests.fakes.ledger import FakeLedger
from tests.fakes.storage import FakeStorage
from tests.support.ingest import standing

Kept = tuple[Filing, Ending | None]


class FakeOpenDocuments:
    """Also the LiveStatus: both are the status table."""

    def __init__(self, ledger: FakeLedger) -> None:
        self.closed: set[UUID] = set()
        self.reopened: set[UUID] = set()
        self.released: set[tuple[UUID, int]] = set()  # document and attempt that was held
        self._ledger = ledger

    def unended(self, *, before: datetime, after: datetime) -> Iterator[Record]:
        self._ledger.require_up()
        for row in list(self._ledger.rows.values()):
            document = row.record.document
            touched = document.updated_at < before or document.updated_at > after
            if touched and self.still_open(row.record):
                yield row.seen()

    def still_open(self, record: Record) -> bool:
        self._ledger.require_up()
        document_id = record.document.id
        row = self._ledger.rows.get((record.user_id, document_id))
        if row is None or document_id in self.closed:
            return False
        opened = document_id in self.reopened or (
            (document_id, row.record.attempt) in self.released
        )
        return row.record.document.outcome is None or opened

    def held(self, *, before: datetime) -> Iterator[Record]:
        self._ledger.require_up()
        for row in list(self._ledger.rows.values()):
            document = row.record.document
            if self._is_held(row.record) and document.updated_at < before:
                yield row.seen()

    def _is_held(self, record: Record) -> bool:
        document = record.document
        held = is_held(document.outcome, document.reason) and not record.is_deleted
        return held and (document.id, record.attempt) not in self.released

    def release(self, record: Record, *, at: datetime) -> bool:
        self._ledger.require_up()
        row = self._ledger.rows[record.user_id, record.document.id]
        if not self._is_held(row.record):
            return False
        self.released.add((record.document.id, row.record.attempt))
        row.reopen(at)
        return True

    def close(self, user_id: UUID, document_id: UUID) -> None:
        self._ledger.require_up()
        self.closed.add(document_id)

    def ended(self, documents: list[tuple[UUID, UUID]]) -> dict[UUID, bool]:
        self._ledger.require_up()
        rows = [(place[1], self._ledger.rows.get(place)) for place in documents]
        return {one: row.record.document.outcome is not None for one, row in rows if row}

    def reopen(self, user_id: UUID, document_id: UUID, *, at: datetime) -> None:
        row = self._ledger.rows[user_id, document_id]
        if row.record.document.outcome is not None and not self.still_open(row.record):
            self.reopened.add(document_id)
            row.reopen(at)

    def restore(self, record: Record) -> None:
        self._ledger.require_up()
        self._ledger.put_unless_there(record)


class FakeInventory:
    """What a FakeStorage holds; `told` is what each upload was bound to."""

    def __init__(self, storage: FakeStorage) -> None:
        self.told: dict[str, dict[str, str]] = {}
        self._storage = storage

    def originals(self, after: str | None) -> Iterator[StoredObject]:
        if self._storage.down:
            raise UpstreamError("The file store could not be reached.")
        for key in sorted(self._storage.objects):
            if after is None or key > after:
                yield self._storage.stat(key)

    def described(self, key: str) -> dict[str, str]:
        return self.told[key]


class FakeRegister:
    """What a FakeArchive knows of documents."""

    def __init__(self, archive: FakeArchive) -> None:
        self._archive = archive

    def standing(self, documents: list[tuple[UUID, UUID]]) -> dict[UUID, Standing]:
        self._archive.require_up()
        known = [(place[1], self._archive.documents.get(place)) for place in documents]
        return {
            one: self._standing(place, kept)
            for place, (one, kept) in zip(documents, known, strict=True)
            if kept is not None
        }

    def deleted(self) -> Iterator[Record]:
        self._archive.require_up()
        for place in sorted(self._archive.gone & self._archive.documents.keys()):
            told = self._standing(place, self._archive.documents[place])
            yield reckoning.known(place[0], told, object_=None)

    def _standing(self, place: tuple[UUID, UUID], kept: Kept) -> Standing:
        told = standing(*kept)
        if place not in self._archive.gone:
            return told
        at = told.document.updated_at
        document = told.document.model_copy(update={"deleted_at": at, "purge_at": at})
        return told.model_copy(update={"document": document})
