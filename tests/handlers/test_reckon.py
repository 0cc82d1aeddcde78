"""The reckoning's schedule through its real handler."""

from __future__ import annotations

import pytest
from lifeos.errors import UpstreamError
from lifeos.wiring import use

from functions.reckon.handler import handler
from tests.events.recorded import Context
from tests.fakes.clock import START
from tests.fakes.hub import FakeHub
from tests.support.ingest import ending, filing, record, ticket
from tests.support.invoking import Spoken


@pytest.fixture
def robbed(fake_hub: FakeHub) -> FakeHub:
    """One document has ended, and its live status is lost."""
    fake_hub.fake_storage.put(ticket().object.key, b"hello")
    fake_hub.fake_archive.conclude(filing(ticket()), ending(ticket()))
    return fake_hub


def test_happy_lost_status_is_written_anew_once_and_the_sum_holds(
    robbed: FakeHub, spoken: Spoken
) -> None:
    first, again = handler({}, Context()), handler({}, Context())

    assert (first["restored"], again["restored"], first["difference"]) == (1, 0, 0)
    assert first["outcomes"] == {"done": 1}
    assert robbed.ledger.get(ticket().user_id, ticket().document_id).document.outcome == "done"
    assert spoken.metric("Restored") == 1
    assert spoken.metric("Uploads") == 2


@pytest.mark.parametrize(("asked", "opened"), [({}, 0), ({"reread": "outdated"}, 1)])
def test_happy_what_an_older_pipeline_read_is_opened_again_when_asked(
    fake_hub: FakeHub, asked: dict[str, str], opened: int
) -> None:
    use(newer := FakeHub(PIPELINE_VERSION="2"))
    newer.fake_storage.put(ticket().object.key, b"hello")
    newer.fake_ledger.register(record())
    newer.fake_ledger.claim(ticket(), at=START)
    newer.fake_ledger.finish(ticket(), ending(ticket()), kind=None, title=None)
    newer.fake_archive.conclude(filing(ticket()), ending(ticket()))

    found = handler(asked, Context())

    assert (found["outdated"], found["difference"]) == (opened, 0)
    assert len(newer.fake_open_documents.reopened) == opened


def test_expected_failure_a_foreign_object_is_counted_and_left(
    fake_hub: FakeHub, spoken: Spoken
) -> None:
    fake_hub.fake_storage.put("MARKED/cat.jpg", b"cat")

    found = handler({}, Context())

    assert (found["foreign"], found["uploads"]) == (1, 0)
    assert "MARKED" not in spoken.text


def test_system_failure_is_raised_noted_and_made_good(robbed: FakeHub, spoken: Spoken) -> None:
    robbed.fake_ledger.register(record(2, content=b"2"))
    robbed.fake_archive.down = True
    with pytest.raises(UpstreamError):
        handler({}, Context())
    robbed.fake_archive.down = False

    assert handler({}, Context())["restored"] == 1
    assert spoken.metric("Failed") == 1
    assert spoken.level("ERROR")[0]["code"] == "upstream-failed"
