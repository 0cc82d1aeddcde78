"""Looking at documents and fetching their bytes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from lifeos.documents import service
from lifeos.documents.models import Wanted, object_key
from lifeos.errors import ConflictError, NotFoundError

from tests.support.desk import CONTENT, Desk
from tests.support.ingest import ANNA, BELA, document_id, ticket


def test_a_person_sees_only_their_own_documents() -> None:
    desk = Desk()
    own = desk.register().document
    desk.register(user_id=BELA)

    listed = service.page(user_id=ANNA, ledger=desk.ledger, limit=50, cursor=None, wanted=Wanted())

    assert [document.id for document in listed.items] == [own.id]
    with pytest.raises(NotFoundError):
        service.get(own.id, user_id=BELA, ledger=desk.ledger)


def test_pages_go_from_new_to_old_and_end() -> None:
    desk = Desk()
    made = [desk.register(bytes([n])).document.id for n in range(5)]

    seen, cursor = [], None
    for _ in range(3):
        page = service.page(
            user_id=ANNA, ledger=desk.ledger, limit=2, cursor=cursor, wanted=Wanted()
        )
        seen += [document.id for document in page.items]
        cursor = page.next_cursor

    assert seen == made[::-1]
    assert cursor is None


@pytest.mark.parametrize(
    ("asked", "count"),
    [({"state": "WAITING"}, 1), ({"outcome": "done"}, 1), ({"state": "PICK"}, 0)],
)
def test_filters_hold(asked: dict[str, Any], count: int) -> None:
    desk = Desk()
    desk.register(b"waits")
    ended = desk.register(b"ended").document
    desk.ledger.rows[ANNA, ended.id].change(state="END", outcome="done")

    page = service.page(
        user_id=ANNA,
        ledger=desk.ledger,
        limit=50,
        cursor=None,
        wanted=Wanted(**asked),
    )

    assert len(page.items) == count


def test_the_original_is_served_under_its_name_for_five_minutes() -> None:
    desk = Desk()
    registered = desk.register()
    desk.send(registered)
    ref = desk.storage.stat(object_key(ANNA, registered.document.id)).ref
    claimed = ticket().model_copy(
        update={"document_id": registered.document.id, "object": ref, "user_id": ANNA}
    )
    desk.ledger.claim(claimed, at=desk.clock.at)

    content = service.content(
        registered.document.id,
        user_id=ANNA,
        ledger=desk.ledger,
        storage=desk.storage,
        clock=desk.clock,
    )

    answer = desk.storage.http.get(content.url)
    assert answer.content == CONTENT
    assert "bill.pdf" in answer.headers["Content-Disposition"]
    assert content.expires_at == desk.clock.at + timedelta(minutes=5)


@pytest.mark.parametrize(("number", "error"), [(1, ConflictError), (99, NotFoundError)])
def test_an_original_that_is_not_here_has_no_link(number: int, error: type[Exception]) -> None:
    desk = Desk()
    registered = desk.register()
    asked = registered.document.id if number == 1 else document_id(99)

    with pytest.raises(error):
        service.content(
            asked, user_id=ANNA, ledger=desk.ledger, storage=desk.storage, clock=desk.clock
        )
