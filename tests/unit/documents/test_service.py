"""What a person does with documents: register, complete, look, fetch."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lifeos.contracts.documents import (
    MULTIPART_FROM_BYTES,
    CompletedPart,
    MultipartUpload,
    NewDocument,
    PostUpload,
    PutUpload,
    UploadCompletion,
)
from lifeos.documents.models import object_key
from lifeos.errors import InvalidInputError, NotFoundError, TooLargeError, UpstreamError

from tests.fakes.failing import failing
from tests.support.desk import CONTENT, Desk
from tests.support.ingest import ANNA, BELA, CORRELATION


def test_a_new_file_is_registered_and_gets_a_link_for_an_hour() -> None:
    desk = Desk()

    registered = desk.register()

    assert not registered.duplicate
    assert (registered.document.state, registered.document.created_at) == ("WAITING", desk.clock.at)
    assert registered.document.correlation_id == CORRELATION
    assert isinstance(registered.upload, PostUpload)
    assert registered.upload.expires_at == desk.clock.at + timedelta(hours=1)
    assert registered.upload.fields["key"] == object_key(ANNA, registered.document.id)


def test_the_link_takes_the_announced_bytes_and_no_others() -> None:
    desk = Desk()
    upload = desk.register().upload
    assert isinstance(upload, PostUpload)

    answers = [
        desk.storage.http.post(upload.url, data=upload.fields, files={"file": ("f", sent)})
        for sent in (b"a Bill", CONTENT)
    ]

    assert [answer.status_code for answer in answers] == [400, 200]


def test_the_same_bytes_again_find_their_document_and_a_fresh_link() -> None:
    desk = Desk()
    first = desk.register()
    desk.clock.forward(1800)

    again = desk.register(name="same.pdf")

    assert (again.document, again.duplicate) == (first.document, False)
    assert again.upload is not None
    assert again.upload.expires_at == desk.clock.at + timedelta(hours=1)
    assert len(desk.ledger.rows) == 1


def test_bytes_that_are_here_are_a_duplicate_without_a_link() -> None:
    desk = Desk()
    first = desk.register()
    desk.ledger.rows[ANNA, first.document.id].change(state="ACTION")

    again = desk.register()

    assert (again.duplicate, again.upload, again.document.id) == (True, None, first.document.id)


def test_another_persons_bytes_are_nobodys_duplicate() -> None:
    desk = Desk()
    first = desk.register()
    desk.ledger.rows[ANNA, first.document.id].change(state="END")

    other = desk.register(user_id=BELA)

    assert not other.duplicate
    assert other.document.id != first.document.id


@pytest.mark.parametrize(
    ("size_bytes", "kind"),
    [(MULTIPART_FROM_BYTES, PostUpload), (MULTIPART_FROM_BYTES + 1, MultipartUpload)],
)
def test_large_files_go_up_in_parts(size_bytes: int, kind: type) -> None:
    registered = Desk().register(size_bytes=size_bytes)

    assert isinstance(registered.upload, kind)


@pytest.mark.parametrize(
    ("media_type", "megabytes"),
    [
        ("text/csv", 100),
        ("message/rfc822", 100),
        ("image/png", 100),
        ("application/pdf", 400),
        ("application/octet-stream", 400),  # it may turn out to be a PDF
        ("text/rtf", 400),  # unknown, so its content decides
    ],
)
def test_what_every_reader_would_find_too_large_is_refused_before_it_is_sent(
    media_type: str, megabytes: int
) -> None:
    desk, most = Desk(), megabytes * 1024 * 1024

    with pytest.raises(TooLargeError, match=f"{megabytes} MB") as refused:
        desk.register(media_type=media_type, size_bytes=most + 1)

    assert f"{megabytes} MB" in str(NewDocument.model_fields["size_bytes"].description)
    assert (refused.value.code, desk.ledger.rows, desk.quota.counted) == ("too-large", {}, {})
    assert desk.register(media_type=media_type, size_bytes=most).upload is not None


def test_a_registration_whose_link_failed_is_repeated_with_one_document() -> None:
    desk = Desk()
    sound = desk.storage
    desk.storage = failing(sound, at=1)
    with pytest.raises(UpstreamError):
        desk.register()
    desk.storage = sound

    registered = desk.register()

    assert registered.upload is not None
    assert len(desk.ledger.rows) == 1


def test_completing_waits_for_the_event_where_the_store_announces() -> None:
    desk = Desk()
    registered = desk.register()
    desk.send(registered)

    document = desk.complete(registered)

    assert document.id == registered.document.id
    assert desk.starter.started == []


def test_completing_starts_one_run_where_nothing_announces() -> None:
    desk = Desk(announces=False)
    registered = desk.register()
    assert isinstance(registered.upload, PutUpload)
    desk.send(registered)

    desk.complete(registered)
    desk.complete(registered)

    started = [run.document_id for run in desk.starter.started]
    assert started == [registered.document.id]


def test_completing_before_the_bytes_came_is_not_found() -> None:
    desk = Desk(announces=False)
    registered = desk.register()

    with pytest.raises(NotFoundError):
        desk.complete(registered)

    assert desk.starter.started == []


def test_completing_with_other_bytes_than_announced_is_refused_with_both_sizes() -> None:
    desk = Desk(announces=False)
    registered = desk.register()
    desk.send(registered, b"short")

    with pytest.raises(InvalidInputError, match="5 bytes arrived, 6 were announced"):
        desk.complete(registered)

    assert desk.starter.started == []


def test_parts_are_joined_once_however_often_completion_is_told() -> None:
    desk = Desk(announces=False)
    content = bytes(MULTIPART_FROM_BYTES + 1)
    registered = desk.register(content)
    upload = registered.upload
    assert isinstance(upload, MultipartUpload)
    parts, start = [], 0
    for part in upload.parts:
        sent = content[start : start + part.size_bytes]
        etag = desk.storage.http.put(part.url, content=sent).headers["ETag"]
        parts.append(CompletedPart(number=part.number, etag=etag))
        start += part.size_bytes

    completion = UploadCompletion(upload_id=upload.upload_id, parts=parts)
    desk.complete(registered, completion)
    desk.complete(registered, completion)

    assert len(desk.storage.objects[object_key(ANNA, registered.document.id)]) == 1
    assert len(desk.starter.started) == 1


def test_parts_that_do_not_fit_are_refused() -> None:
    desk = Desk()
    registered = desk.register(size_bytes=MULTIPART_FROM_BYTES + 1)
    assert isinstance(registered.upload, MultipartUpload)
    wrong = CompletedPart(number=1, etag="made up")

    with pytest.raises(InvalidInputError):
        desk.complete(
            registered, UploadCompletion(upload_id=registered.upload.upload_id, parts=[wrong])
        )


def test_an_upload_nobody_began_is_not_found() -> None:
    desk = Desk()
    registered = desk.register()
    part = CompletedPart(number=1, etag="x")

    with pytest.raises(NotFoundError):
        desk.complete(registered, UploadCompletion(upload_id="unknown", parts=[part]))
