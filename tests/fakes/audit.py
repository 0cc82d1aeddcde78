"""The auditor's ports over the other fakes: open documents, bucket, register, restorer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from lifeos.documents.models import Record
from lifeos.documents.ports import StoredObject
from lifeos.documents.reckoning import Ended
from lifeos.errors import UpstreamError

from tests.fakes.archive import FakeArchive
from tests.fakes.ledger import FakeLedger
from tests.fakes.storage import FakeStorage
from tests.support.ingest import ended_document


class FakeOpenDocuments:
    """Also the Restorer: both are the status table."""

    def __init__(self, ledger: FakeLedger) -> None:
        self.closed: set[UUID] = set()
        self._ledger = ledger

    def unended(self, *, before: datetime) -> Iterator[Record]:
        self._ledger.require_up()
        for row in list(self._ledger.rows.values()):
            document = row.record.document
            still_open = document.outcome is None and document.id not in self.closed
            if still_open and document.updated_at < before:
                yield row.seen()

    def still_open(self, record: Record) -> bool:
        self._ledger.require_up()
        row = self._ledger.rows.get((record.user_id, record.document.id))
        return row is not None and row.record.document.outcome is None

    def close(self, user_id: UUID, document_id: UUID) -> None:
        self._ledger.require_up()
        self.closed.add(document_id)

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
    """How documents ended, as a FakeArchive has it."""

    def __init__(self, archive: FakeArchive) -> None:
        self._archive = archive

    def ended(self, documents: list[tuple[UUID, UUID]]) -> dict[UUID, Ended]:
        self._archive.require_up()
        found = {}
        for place in documents:
            filing, ending = self._archive.documents.get(place, (None, None))
            if filing is not None and ending is not None:
                found[place[1]] = ended_document(filing, ending)
        return found
