"""Keys, their owners, and the name of the one run of an object version."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.contracts.ingest import MAX_PAYLOAD_BYTES, ObjectRef, StepInput
from lifeos.documents.models import (
    Record,
    next_rerun,
    object_key,
    owner_of,
    pipeline_of,
    registered_at,
    ticket_for,
)
from lifeos.errors import InvalidInputError

from tests.fakes.clock import START
from tests.support.ingest import ANNA, document_id, record

REF = ObjectRef(bucket="fake", key="u/x", version_id="v1")


@given(st.uuids(), st.uuids())
def test_a_key_tells_its_owner(user_id: UUID, of: UUID) -> None:
    assert owner_of(object_key(user_id, of)) == (user_id, of)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "u",
        f"u/{ANNA}",
        f"u/{ANNA}/d/",
        f"u/{ANNA}/d/nothing",
        f"u/{ANNA}/x/{document_id(1)}",
        f"x/{ANNA}/d/{document_id(1)}",
        f"u/{ANNA}/d/{document_id(1)}/more",
        f"u/../d/{document_id(1)}",
    ],
)
def test_a_foreign_key_is_refused(key: str) -> None:
    with pytest.raises(InvalidInputError):
        owner_of(key)


def run_of(
    known: Record | None = None, ref: ObjectRef = REF, *, pipeline: int = 1, rerun: int = 0
) -> str:
    return ticket_for(known or record(), ref, size_bytes=5, pipeline=pipeline, rerun=rerun).run


def test_the_same_version_names_the_same_run_and_anything_else_another() -> None:
    runs = [
        run_of(),
        run_of(pipeline=2),
        run_of(rerun=1),
        run_of(record(2)),
        run_of(ref=REF.model_copy(update={"version_id": "v2"})),
        run_of(ref=REF.model_copy(update={"version_id": None})),
    ]

    assert run_of() == runs[0]
    assert len(set(runs)) == len(runs)


def test_a_store_without_versions_names_the_run_by_the_bytes() -> None:
    bare = REF.model_copy(update={"version_id": None})
    other = record(1, content=b"other bytes")

    assert run_of(record(), bare) != run_of(other, bare)


@given(st.integers(1, 2**31 - 1), st.integers(0, 999_999), st.text(max_size=1024))
def test_a_name_always_fits_step_functions(pipeline: int, rerun: int, version: str) -> None:
    ref = ObjectRef(bucket="fake", key=object_key(ANNA, document_id(1)), version_id=version)

    made = ticket_for(record(), ref, size_bytes=1, pipeline=pipeline, rerun=rerun)

    assert len(made.run) <= 80
    assert all(letter.isalnum() or letter == "-" for letter in made.run)
    assert len(StepInput(ticket=made).model_dump_json().encode()) < MAX_PAYLOAD_BYTES


def test_a_newer_pipeline_outranks_every_rerun_of_an_older_one() -> None:
    older = ticket_for(record(), REF, size_bytes=1, pipeline=1, rerun=999_999)
    newer = ticket_for(record(), REF, size_bytes=1, pipeline=2)

    assert newer.attempt > older.attempt


@pytest.mark.parametrize(
    ("attempt", "ended", "pipeline", "rerun"),
    [
        (0, False, 1, 0),  # never run
        (1_000_003, False, 1, 3),  # goes on as it is
        (1_000_003, True, 1, 4),
        (1_000_003, True, 2, 0),  # a newer pipeline counts anew
        (2_000_000, True, 1, 1_000_001),  # an older one, above the newer
    ],
)
def test_the_next_attempt_is_above_every_one_before(
    attempt: int, ended: bool, pipeline: int, rerun: int
) -> None:
    known = record()
    document = known.document.model_copy(update={"outcome": "done" if ended else None})
    known = known.model_copy(update={"attempt": attempt, "document": document})

    found = next_rerun(known, pipeline)

    assert found == rerun
    made = ticket_for(known, REF, size_bytes=1, pipeline=pipeline, rerun=found)
    assert made.attempt >= attempt + ended


@given(st.integers(1, 2**31 - 1), st.integers(0, 10_000_000))
def test_a_run_says_which_pipeline_it_is_of(pipeline: int, rerun: int) -> None:
    made = ticket_for(record(), REF, size_bytes=1, pipeline=pipeline, rerun=rerun)

    assert pipeline_of(made.run) == made.pipeline_version == pipeline


@pytest.mark.parametrize("name", ["", "heartbeat", "x-p1-r", "x-p-r1"])
def test_what_is_no_run_is_of_no_pipeline(name: str) -> None:
    assert pipeline_of(name) is None


def test_a_record_is_closed_and_frozen() -> None:
    with pytest.raises(ValueError, match="extra"):
        Record.model_validate({**record().model_dump(), "extra": 1})


def test_when_a_document_was_registered_is_in_its_id_whatever_its_status_says() -> None:
    known = record()
    late = known.document.model_copy(update={"created_at": START.replace(year=2030)})

    at = registered_at(known.model_copy(update={"document": late}))

    assert at.timestamp() * 1000 == known.document.id.int >> 80
    assert at.tzinfo is not None


def test_an_id_without_a_time_leaves_what_the_status_says() -> None:
    other = record().document.model_copy(update={"id": UUID(int=4)})

    assert registered_at(record().model_copy(update={"document": other})) == START
