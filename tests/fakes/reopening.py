"""The Reopening port over what a FakeLedger keeps."""

from __future__ import annotations

from datetime import datetime

from lifeos.contracts.conditions import Expected
from lifeos.contracts.ingest import Ticket
from lifeos.documents.models import Record
from lifeos.errors import ChangedError

from tests.fakes.ledger import FakeLedger


class FakeReopening:
    """Documents of a FakeLedger that are read again."""

    def __init__(self, ledger: FakeLedger) -> None:
        self._ledger = ledger

    def reopen(self, record: Record, ticket: Ticket, expected: Expected, *, at: datetime) -> Record:
        now = self._ledger.find(record.user_id, record.document.id)
        ended = now.document.outcome is not None and not (now.is_deleted or now.settling)
        if not ended or not expected.allows(now.version):
            raise ChangedError("The document has changed since.", current=now.document)
        self._ledger.claim(ticket, at=at)
        row = self._ledger.rows[record.user_id, record.document.id]
        row.record = row.record.model_copy(update={"reopened_at": at, "strikes": 0})
        return row.seen()
