"""Bytes that were refused, sent again: under a better name, on a better day, or just again."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from lifeos.contracts.documents import NewDocument, RegisteredDocument
from lifeos.contracts.ingest import Ending
from lifeos.documents import service
from lifeos.documents.models import Allowance, object_key, ticket_for
from lifeos.errors import OverQuotaError

from tests.fakes.ids import FakeIds
from tests.fakes.quota import FakeQuota
from tests.support.ingest import ANNA, CORRELATION, sha256_of
from tests.support.lifecycle import Pipeline

NOTE = b"A letter of 3 March 2024.\n"
PDF, TEXT = "application/pdf", "text/plain"


@dataclass
class Desk:
    """Registers files and runs them through the five states."""

    pipeline: Pipeline
    ids: FakeIds = field(default_factory=FakeIds)

    def register(self, name: str, media_type: str = TEXT) -> RegisteredDocument:
        return service.register(
            NewDocument(
                name=name, size_bytes=len(NOTE), media_type=media_type, sha256=sha256_of(NOTE)
            ),
            user_id=ANNA,
            correlation_id=CORRELATION,
            ledger=self.pipeline.ledger,
            storage=self.pipeline.storage,
            clock=self.pipeline.clock,
            ids=self.ids,
            quota=self.pipeline.quota,
        )

    def ingest(self, name: str, media_type: str = TEXT) -> Ending:
        registered = self.register(name, media_type)
        return self.run(registered.document.id)

    def run(self, document_id: UUID) -> Ending:
        ref = self.pipeline.storage.put(object_key(ANNA, document_id), NOTE)
        known = self.pipeline.ledger.get(ANNA, document_id)
        return self.pipeline.run(ticket_for(known, ref, size_bytes=len(NOTE), pipeline=1))


@pytest.fixture
def desk(pipeline: Pipeline) -> Desk:
    return Desk(pipeline)


def test_a_better_name_is_a_new_document(desk: Desk) -> None:
    refused = desk.ingest("note.pdf")

    again = desk.ingest("note.txt")

    assert (refused.outcome, refused.reason and refused.reason.code) == ("rejected", "wrong-type")
    assert again.outcome == "done"
    assert again.document_id != refused.document_id


def test_a_better_type_is_a_new_document(desk: Desk) -> None:
    refused = desk.ingest("note", PDF)

    again = desk.ingest("note", TEXT)

    assert (refused.outcome, again.outcome) == ("rejected", "done")


def test_the_same_name_again_is_the_same_refusal(desk: Desk) -> None:
    refused = desk.ingest("note.pdf")

    again = desk.register("note.pdf")

    assert again.duplicate
    assert again.document.id == refused.document_id
    assert again.document.reason is not None
    assert len(desk.pipeline.quota.counted) == 1


def test_what_was_read_stays_a_duplicate_under_any_name(desk: Desk) -> None:
    read = desk.ingest("note.txt")

    again = desk.register("other.txt")

    assert again.duplicate
    assert again.document.id == read.document_id


def test_over_quota_is_refused_before_anything_is_stored(desk: Desk) -> None:
    desk.pipeline.quota.allowance = Allowance(files_per_day=1, bytes_per_day=len(NOTE) - 1)

    with pytest.raises(OverQuotaError):
        desk.register("note.txt")

    assert desk.pipeline.ledger.rows == {}


def test_over_quota_in_assert_is_refused_and_lifted_on_another_day(desk: Desk) -> None:
    document = desk.register("note.txt").document
    full = FakeQuota(Allowance(files_per_day=1, bytes_per_day=1))
    desk.pipeline.quota, roomy = full, desk.pipeline.quota
    refused = desk.run(document.id)
    desk.pipeline.quota = roomy
    desk.pipeline.clock.forward(86_400)

    again = desk.ingest("note.txt")

    assert refused.reason is not None
    assert refused.reason.code == "over-quota"
    assert "It will work again from" in refused.reason.detail
    assert again.outcome == "done"


def test_nothing_is_read_of_an_empty_file(pipeline: Pipeline) -> None:
    ticket = pipeline.arrive(content=b"")

    ending = pipeline.run(ticket)

    assert ending.reason is not None
    assert ending.reason.code == "empty-file"
    assert pipeline.sense.seen == []
