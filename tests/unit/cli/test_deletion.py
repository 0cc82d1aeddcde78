"""`lifeos delete`, `restore` and `documents --deleted`."""

from __future__ import annotations

import uuid
from pathlib import Path
from uuid import UUID

import pytest
from lifeos.contracts.documents import NewDocument

from clients.cli import exits
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import lifeos


@pytest.fixture
def there(hub: FakeHub) -> list[UUID]:
    """Two documents."""
    return [
        hub.add(
            NewDocument(name=name, size_bytes=1, media_type="application/pdf", sha256=digit * 64)
        ).id
        for name, digit in (("bill.pdf", "1"), ("letter.pdf", "2"))
    ]


def test_happy_several_are_deleted_and_listed_until_when(
    hub: FakeHub, home: Path, there: list[UUID]
) -> None:
    ran = lifeos(home, "delete", *there)

    listed = lifeos(home, "documents", "--deleted")
    assert "bill.pdf is deleted; it can be restored until" in ran.err
    assert "restorable until" in listed.out
    assert all(str(one) in listed.out for one in there)
    assert lifeos(home, "documents", "--json").objects == []


def test_happy_restored_it_is_there_again(hub: FakeHub, home: Path, there: list[UUID]) -> None:
    lifeos(home, "delete", there[0])

    ran = lifeos(home, "restore", there[0], "--json")

    assert ran.objects[0]["deleted_at"] is None
    assert hub.documents[there[0]].deleted_at is None


def test_happy_for_good_is_sooner(hub: FakeHub, home: Path, there: list[UUID]) -> None:
    lifeos(home, "delete", "--for-good", there[0])
    lifeos(home, "delete", there[1])

    sooner, later = (hub.documents[one].purge_at for one in there)
    assert sooner is not None
    assert later is not None
    assert sooner < later


@pytest.mark.parametrize("command", ["delete", "restore"])
def test_expected_failure_what_is_not_there(home: Path, hub: FakeHub, command: str) -> None:
    ran = lifeos(home, command, uuid.uuid4())

    assert ran.code in {exits.REFUSED, exits.FAILED}
    assert "no" in ran.err


def test_expected_failure_changed_between_look_and_deletion(
    home: Path, hub: FakeHub, there: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = hub.settled
    monkeypatch.setattr(
        hub, "settled", lambda one: settled(one).model_copy(update={"etag": '"99"'})
    )

    ran = lifeos(home, "delete", there[0])

    assert ran.code == exits.REFUSED
    assert "changed" in ran.err
    assert hub.documents[there[0]].deleted_at is None
