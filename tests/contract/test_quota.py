"""The quota's contract: the fake and the one table behave alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from lifeos.adapters.dynamodb_quota import DynamoQuota
from lifeos.documents.models import Allowance
from lifeos.documents.ports import Quota

from tests.fakes.quota import FakeQuota

ALLOWANCE = Allowance(files_per_day=3, bytes_per_day=100)
DAY, NEXT_DAY = date(2024, 3, 1), date(2024, 3, 2)


@pytest.fixture
def table(aws: Callable[[str], Any]) -> Iterator[str]:
    name = f"quota-{uuid4().hex[:8]}"
    client = aws("dynamodb")
    client.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    yield name
    client.delete_table(TableName=name)


@pytest.fixture
def dynamodb(aws: Callable[[str], Any], table: str) -> Quota:
    return DynamoQuota(
        aws("dynamodb"),
        table,
        allowance=ALLOWANCE,
        now=lambda: datetime(2024, 3, 1, 12, tzinfo=UTC),
    )


@pytest.fixture
def fake() -> Quota:
    return FakeQuota(ALLOWANCE)


@pytest.fixture(params=["fake", pytest.param("dynamodb", marks=pytest.mark.emulator)])
def quota(request: pytest.FixtureRequest) -> Quota:
    found: Quota = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def person() -> UUID:
    return uuid4()


def test_files_fit_up_to_the_bound(quota: Quota, person: UUID) -> None:
    taken = [quota.take(person, uuid4(), size_bytes=1, day=DAY) for _ in range(5)]

    assert taken == [True, True, True, False, False]


def test_bytes_fit_up_to_the_bound(quota: Quota, person: UUID) -> None:
    assert quota.take(person, uuid4(), size_bytes=60, day=DAY)

    assert not quota.take(person, uuid4(), size_bytes=41, day=DAY)
    assert quota.take(person, uuid4(), size_bytes=40, day=DAY)
    assert not quota.take(person, uuid4(), size_bytes=101, day=NEXT_DAY)


def test_a_document_is_counted_once_on_whatever_day(quota: Quota, person: UUID) -> None:
    document = uuid4()

    taken = [quota.take(person, document, size_bytes=60, day=day) for day in (DAY, DAY, NEXT_DAY)]

    assert taken == [True, True, True]
    assert quota.take(person, uuid4(), size_bytes=40, day=DAY)
    assert quota.take(person, uuid4(), size_bytes=100, day=NEXT_DAY)


def test_what_did_not_fit_is_asked_anew_another_day(quota: Quota, person: UUID) -> None:
    document = uuid4()
    quota.take(person, uuid4(), size_bytes=100, day=DAY)

    assert not quota.take(person, document, size_bytes=1, day=DAY)
    assert quota.take(person, document, size_bytes=1, day=NEXT_DAY)


def test_what_is_given_back_can_be_taken_again_and_only_once(quota: Quota, person: UUID) -> None:
    document = uuid4()
    quota.take(person, uuid4(), size_bytes=60, day=DAY)
    quota.take(person, document, size_bytes=40, day=DAY)

    for _ in range(3):
        quota.give_back(person, document)

    assert quota.take(person, uuid4(), size_bytes=40, day=DAY)
    assert not quota.take(person, uuid4(), size_bytes=1, day=DAY)


def test_each_person_has_a_share_of_their_own(quota: Quota, person: UUID) -> None:
    quota.take(person, uuid4(), size_bytes=100, day=DAY)

    assert quota.take(uuid4(), uuid4(), size_bytes=100, day=DAY)
