"""Attachments become documents of their own, linked, once, and not without end."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from lifeos.contracts.ingest import StepInput, Ticket
from lifeos.documents import enclosures
from lifeos.documents.models import Record, object_key
from lifeos.errors import RejectedError, UpstreamError
from lifeos.senses.models import Attachment, Reading

from tests.fakes.sense import TALLY, draft
from tests.support.lifecycle import Pipeline


def file(content: bytes = b"%PDF-1.7", name: str = "bill.pdf") -> Attachment:
    return Attachment(name=name, media_type="application/pdf", content=content)


def acted(pipeline: Pipeline, ticket: Ticket, *inside: Reading) -> Any:
    """ACTION over a sense that yields these besides a fact."""
    pipeline.sense.readings = [draft(1), *inside, TALLY]
    return pipeline.state("ACTION", pipeline.until("ACTION", ticket)).model_dump()


def children(pipeline: Pipeline, ticket: Ticket) -> list[Record]:
    records = [pipeline.ledger.get(*place) for place in pipeline.ledger.rows]
    return [one for one in records if one.document.parent_id == ticket.document_id]


def test_an_attachment_is_a_document_that_knows_where_it_came_in(pipeline: Pipeline) -> None:
    ticket = pipeline.arrive()

    result = acted(pipeline, ticket, file())

    (child,) = children(pipeline, ticket)
    key = object_key(ticket.user_id, child.document.id)
    assert result["attachments"] == 1
    assert pipeline.storage.objects[key] == [b"%PDF-1.7"]
    assert (child.document.name, child.document.state) == ("bill.pdf", "WAITING")
    assert child.document.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert child.document.correlation_id == pipeline.document(ticket).correlation_id


def test_reading_again_makes_no_second_document(pipeline: Pipeline) -> None:
    ticket = pipeline.arrive()
    acted(pipeline, ticket, file(), file(b"other", "other.pdf"))

    acted(pipeline, ticket, file(), file(b"other", "other.pdf"))

    assert len(children(pipeline, ticket)) == 2


def test_the_same_bytes_twice_in_one_mail_are_one_document(pipeline: Pipeline) -> None:
    ticket = pipeline.arrive()

    result = acted(pipeline, ticket, file(), file(name="copy.pdf"))

    assert result["attachments"] == len(children(pipeline, ticket)) == 1


def test_one_that_has_begun_its_run_is_left_alone(pipeline: Pipeline) -> None:
    ticket, known = pipeline.arrive(), pipeline.arrive(2, b"%PDF-1.7")
    pipeline.state("READY", StepInput(ticket=known))

    acted(pipeline, ticket, file())

    key = object_key(known.user_id, known.document_id)
    assert len(pipeline.storage.objects[key]) == 1
    assert children(pipeline, ticket) == []


def test_a_file_that_breaks_while_it_is_read_leaves_nothing_behind(pipeline: Pipeline) -> None:
    ticket = pipeline.arrive()
    pipeline.sense.breakdown = RejectedError("broken", "It breaks.")

    with pytest.raises(RejectedError):
        acted(pipeline, ticket, file(), file(b"2"), draft(2), draft(3))

    assert children(pipeline, ticket) == []


def test_a_failure_between_the_two_is_mended_by_the_retry(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = pipeline.arrive()
    with monkeypatch.context() as broken:
        broken.setattr(pipeline.storage, "store", _away)
        with pytest.raises(UpstreamError):
            acted(pipeline, ticket, file())

    acted(pipeline, ticket, file())

    (child,) = children(pipeline, ticket)
    assert object_key(ticket.user_id, child.document.id) in pipeline.storage.objects


def _away(*_: Any) -> None:
    raise UpstreamError("The store could not be reached.")


def test_too_many_files_are_told_not_dropped_in_silence(pipeline: Pipeline) -> None:
    ticket = pipeline.arrive()
    inside = [file(b"%d" % number) for number in range(enclosures.MAX_FILES + 2)]

    result = acted(pipeline, ticket, *inside, file(b""))

    tally = pipeline.archive.tally(ticket)
    assert result["attachments"] == enclosures.MAX_FILES
    assert tally is not None
    assert [doubt.code for doubt in tally.doubts] == ["attachments-left-out"]
    assert tally.doubts[0].detail.startswith("2 enclosed files")


def test_mails_in_mails_end_somewhere(pipeline: Pipeline) -> None:
    ticket, made = pipeline.arrive(), 0
    for depth in range(enclosures.MAX_DEPTH + 1):
        made += acted(pipeline, ticket, file(b"depth %d" % depth, "deep.txt"))["attachments"]
        found = children(pipeline, ticket)
        if found:
            content = b"depth %d" % depth
            ticket = pipeline.ticket(found[0], content)

    assert made == enclosures.MAX_DEPTH
    assert found == []
