from __future__ import annotations

from typing import Any

import pytest
from lifeos.adapters.dynamodb_stream import StatusStream

from tests.support.ingest import ANNA, document_id
from tests.support.live import STREAM, image, reason, write

Json = dict[str, Any]


def read(*records: Json) -> list[tuple[int, str, str | None]]:
    return [
        (each.sequence, each.status.state, each.status.outcome)
        for each in StatusStream().read(list(records))
    ]


def test_a_new_document_is_a_change_with_whose_and_where_it_is() -> None:
    (found,) = StatusStream().read([write(7, image("WAITING"))])

    assert (found.user_id, found.stream, found.sequence) == (ANNA, STREAM, 7)
    assert found.status.document_id == document_id(1)
    assert found.status.state == "WAITING"


def test_each_change_of_state_or_outcome_is_one() -> None:
    ended = image("END", outcome="rejected", reason=reason("password-required"))

    found = read(
        write(1, image("PICK"), image("READY")),
        write(2, image("END"), image("PICK")),
        write(3, ended, image("END")),
    )

    assert found == [(1, "PICK", None), (2, "END", None), (3, "END", "rejected")]


def test_a_reason_is_its_code_and_nothing_private_goes_along() -> None:
    ended = image("END", outcome="rejected", reason=reason("password-required"))

    (found,) = StatusStream().read([write(1, ended, image("END"))])

    assert found.status.reason == "password-required"
    assert "private" not in found.model_dump_json()


def test_a_write_that_changes_no_status_is_none() -> None:
    renamed = image("PICK", sense="csv/1", updated_at="2026-03-14T10:00:00+00:00")

    assert read(write(1, renamed, image("PICK"))) == []


def test_a_run_anew_is_a_change_though_the_state_is_the_same() -> None:
    again = image("READY") | {"attempt": {"N": "1000001"}}

    assert read(write(1, again, image("READY"))) == [(1, "READY", None)]


def test_what_is_no_document_is_none() -> None:
    hash_item, its_end = write(1, image("READY")), write(2, None, image("READY"))
    for record in (hash_item, its_end):
        record["dynamodb"]["Keys"]["sk"] = {"S": "HASH#abc"}

    assert read(hash_item, its_end) == []


def told(*records: Json) -> list[tuple[str, str | None, str]]:
    found = [each.status for each in StatusStream().read(list(records))]
    return [(each.state, each.outcome, each.presence) for each in found]


def test_deleting_restoring_and_purging_are_changes_and_what_settles_between_is_none() -> None:
    there, deleted = image("END", outcome="done"), image("END", outcome="done", deleted_at="t1")
    settling = deleted | {"settling": {"S": "t1"}}
    due = deleted | {"purging": {"S": "t2"}}

    found = told(
        write(1, settling, there),
        write(2, deleted, settling),
        write(3, there | {"settling": {"S": "t2"}}, deleted),
        write(4, there, there | {"settling": {"S": "t2"}}),
        write(5, deleted, there),
        write(6, due, deleted),
        write(7, None, due),
    )

    assert found == [
        ("END", "done", presence) for presence in ("deleted", "there", "deleted", "gone")
    ]


def test_what_is_gone_went_when_the_stream_says_it_did() -> None:
    record = write(1, None, image("WAITING"))

    (found,) = StatusStream().read([record])

    assert found.status.presence == "gone"
    assert found.status.at.timestamp() == record["dynamodb"]["ApproximateCreationDateTime"]


BROKEN: list[Json] = [
    {},
    {"dynamodb": {}},
    write(1, {"state": {"S": "READY"}}),
    write(1, image("READY") | {"updated_at": {"S": "yesterday"}}),
    write(1, image("READY") | {"state": {"S": "LATER"}}),
    write(1, image("END") | {"reason": {"S": "no JSON"}}),
    write(1, image("END") | {"reason": {"S": "[]"}}),
    write(1, image("READY") | {"state": {"N": "1"}}),
    write(1, None, {}),
]


@pytest.mark.parametrize("broken", BROKEN)
def test_one_that_cannot_be_read_holds_up_nobody(broken: Json) -> None:
    assert read(write(1, image("READY")), broken, write(3, image("END"))) == [
        (1, "READY", None),
        (3, "END", None),
    ]
