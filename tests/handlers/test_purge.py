"""The purge's schedule through its real handler."""

from __future__ import annotations

import pytest
from lifeos.contracts.conditions import ANY
from lifeos.documents import deletion
from lifeos.documents.deletion import SOONEST, Deletion
from lifeos.errors import UpstreamError

from functions.purge.handler import handler
from tests.events.recorded import Context
from tests.fakes.clock import START
from tests.fakes.hub import FakeHub
from tests.support.ingest import ANNA, document_id, ending, filing, record, ticket
from tests.support.invoking import Spoken

NOW = {"ahead_s": SOONEST.total_seconds() + 1}


@pytest.fixture
def deleted(fake_hub: FakeHub) -> FakeHub:
    """Anna's document is deleted, and can be restored a little longer."""
    fake_hub.fake_storage.put(ticket(1).object.key, b"MARKED")
    fake_hub.fake_ledger.register(record(1))
    fake_hub.fake_archive.conclude(filing(ticket(1)), ending(ticket(1)))
    now = fake_hub.fake_clock.now()
    deletion.delete(
        document_id(1),
        user_id=ANNA,
        expected=ANY,
        deletion=Deletion(of=document_id(1), at=now, purge_at=now + SOONEST),
        bin_=fake_hub.fake_bin,
        grave=fake_hub.fake_grave,
    )
    return fake_hub


def test_happy_what_is_due_goes_once(deleted: FakeHub, spoken: Spoken) -> None:
    early, due, again = handler({}, Context()), handler(NOW, Context()), handler(NOW, Context())

    assert [found["purged"] for found in (early, due, again)] == [0, 1, 0]
    assert early["waiting"] == 1
    assert deleted.fake_storage.objects == {}
    assert spoken.metric("Purged") == 1
    assert str(document_id(1)) not in spoken.text


def test_expected_failure_what_was_restored_meanwhile_stays(deleted: FakeHub) -> None:
    deletion.restore(
        document_id(1),
        user_id=ANNA,
        expected=ANY,
        at=START,
        bin_=deleted.fake_bin,
        grave=deleted.fake_grave,
    )

    assert handler(NOW, Context())["purged"] == 0
    assert deleted.fake_storage.objects != {}


def test_system_failure_of_one_is_told_and_made_good(deleted: FakeHub, spoken: Spoken) -> None:
    deleted.fake_storage.down = True
    failed = handler(NOW, Context())
    deleted.fake_storage.down = False

    assert (failed["failed"], handler(NOW, Context())["purged"]) == (1, 1)
    assert spoken.metric("Failed") == 1
    assert spoken.level("ERROR")[0]["code"] == "upstream-failed"


def test_system_failure_of_the_table_is_raised(deleted: FakeHub) -> None:
    deleted.fake_ledger.down = True

    with pytest.raises(UpstreamError):
        handler(NOW, Context())
