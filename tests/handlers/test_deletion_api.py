"""DELETE and restore through their real handler."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from lifeos.documents.deletion import SOONEST

from functions.deletion_api.handler import handler
from tests.events.recorded import Context, request
from tests.fakes.hub import FakeHub
from tests.support.answers import Answer, assert_problem, assert_sound
from tests.support.ingest import BELA, document_id, ending, filing, record, ticket
from tests.support.invoking import Spoken

DOCUMENT = f"/v1/documents/{document_id(1)}"
RESTORE = f"{DOCUMENT}/restore"


@pytest.fixture
def there(table_hub: FakeHub) -> FakeHub:
    """Anna's document has ended."""
    table_hub.fake_ledger.register(record(1))
    table_hub.fake_archive.conclude(filing(ticket(1)), ending(ticket(1)))
    return table_hub


def etag(hub: FakeHub) -> str:
    """The document's as it is now."""
    return hub.fake_ledger.find(ticket(1).user_id, document_id(1)).document.etag


def delete(if_match: str | None = "*", path: str = DOCUMENT, **told: object) -> Answer:
    headers = {"If-Match": if_match} if if_match else {}
    return handler(request("DELETE", path, headers=headers, **told), Context())  # type: ignore[arg-type]


def restore(if_match: str | None = "*", key: str | None = "k1") -> Answer:
    sent = {"If-Match": if_match, "Idempotency-Key": key}
    headers = {name: value for name, value in sent.items() if value}
    return handler(request("POST", RESTORE, headers=headers), Context())


def test_happy_deleted_as_seen_until_thirty_days_from_now(there: FakeHub) -> None:
    answer = delete(etag(there))

    told = assert_sound(answer, 200)
    lasts = datetime.fromisoformat(told["purge_at"]) - datetime.fromisoformat(told["deleted_at"])
    assert lasts == timedelta(days=30)
    assert answer["multiValueHeaders"]["ETag"] == [told["etag"]] == [etag(there)]
    assert there.fake_archive.gone == {(ticket(1).user_id, document_id(1))}


def test_happy_deleted_twice_answers_the_same(there: FakeHub) -> None:
    first, again = delete(etag(there)), delete('"1"')

    assert assert_sound(first, 200) == assert_sound(again, 200)


def test_happy_purged_as_soon_as_no_link_lives_any_more(there: FakeHub) -> None:
    told = assert_sound(delete(query={"purge": "now"}), 200)

    lasts = datetime.fromisoformat(told["purge_at"]) - datetime.fromisoformat(told["deleted_at"])
    assert lasts == SOONEST


def test_happy_restored_once_however_often_it_is_said(there: FakeHub) -> None:
    deleted = delete()["multiValueHeaders"]["ETag"][0]

    first, again = restore(deleted), restore(deleted)

    assert assert_sound(first, 200) == assert_sound(again, 200)
    assert there.fake_archive.gone == set()


def test_expected_failure_without_the_state_it_starts_from(there: FakeHub) -> None:
    assert_problem(delete(None), 428, "precondition-required")
    assert_problem(restore(None), 428, "precondition-required")

    assert there.fake_archive.gone == set()


def test_expected_failure_changed_since_with_its_state(there: FakeHub, spoken: Spoken) -> None:
    told = assert_problem(delete('"999"'), 412, "precondition-failed")

    assert told["current"]["etag"] == etag(there)
    assert there.fake_archive.gone == set()
    assert spoken.level("ERROR") == []


def test_expected_failure_restoring_needs_a_key(there: FakeHub) -> None:
    delete()

    assert_problem(restore(key=None), 400, "idempotency-key-missing")


@pytest.mark.parametrize("path", [f"/v1/documents/{document_id(7)}", DOCUMENT])
def test_expected_failure_nothing_of_anybody_elses(there: FakeHub, path: str) -> None:
    assert_problem(delete(path=path, user_id=BELA), 404, "not-found")

    assert there.fake_archive.gone == set()


def test_expected_failure_its_bytes_are_here_again(there: FakeHub) -> None:
    delete()
    there.fake_ledger.register(record(2))

    assert_problem(restore(), 409, "conflict")


def test_system_failure_between_the_stores_is_finished_by_a_repeat(
    there: FakeHub, spoken: Spoken
) -> None:
    seen = etag(there)
    there.fake_archive.down = True
    assert_problem(delete(seen), 502, "upstream-failed")
    there.fake_archive.down = False

    assert_sound(delete(seen), 200)

    assert len(there.fake_archive.gone) == 1
    assert spoken.metric("Failed") == 1
