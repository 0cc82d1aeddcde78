"""What has ended stays ended, however late a repeat of its own run comes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lifeos.adapters.dynamodb import DynamoLedger
from lifeos.contracts.documents import State
from lifeos.documents.ports import Ledger
from lifeos.errors import StaleAttemptError

from tests.fakes.clock import START
from tests.fakes.ledger import FakeLedger
from tests.support.ingest import ending, record, ticket
from tests.support.table import TABLE, table


@pytest.fixture(params=["dynamodb", "fake"])
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    with table() as client:
        made: Ledger = FakeLedger() if request.param == "fake" else DynamoLedger(client, TABLE)
        made.register(record())
        made.claim(ticket(), at=START)
        made.enter(ticket(), "END", at=START)
        made.finish(ticket(), ending(ticket(), facts=2), kind="letter", title="A letter")
        yield made


@pytest.mark.parametrize("state", ["READY", "PICK", "ASSERT", "ACTION"])
def test_no_state_is_entered_after_the_end(ledger: Ledger, state: State) -> None:
    before = ledger.get(ticket().user_id, ticket().document_id)

    with pytest.raises(StaleAttemptError):
        ledger.enter(ticket(), state, at=START)

    assert ledger.get(ticket().user_id, ticket().document_id) == before


def test_a_repeated_claim_is_true_and_changes_nothing(ledger: Ledger) -> None:
    before = ledger.get(ticket().user_id, ticket().document_id)

    owned = ledger.claim(ticket(), at=START)

    assert owned
    assert ledger.get(ticket().user_id, ticket().document_id) == before


def test_the_end_itself_may_be_repeated(ledger: Ledger) -> None:
    before = ledger.get(ticket().user_id, ticket().document_id)

    ledger.enter(ticket(), "END", at=START)
    ledger.finish(ticket(), ending(ticket(), facts=2), kind="letter", title="A letter")

    after = ledger.get(ticket().user_id, ticket().document_id)
    assert after.document.model_copy(update={"etag": before.document.etag}) == before.document


def test_a_newer_attempt_opens_it_again(ledger: Ledger) -> None:
    newer = ticket(rerun=1)

    owned = ledger.claim(newer, at=START)

    document = ledger.get(newer.user_id, newer.document_id).document
    assert owned
    assert (document.state, document.outcome) == ("READY", None)
