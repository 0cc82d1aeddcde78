"""A person's share of a day, and what they are told when it is used up."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from lifeos.documents import quota
from lifeos.documents.models import Allowance
from lifeos.errors import OverQuotaError

from tests.fakes.quota import FakeQuota

PERSON = UUID(int=1)
EVENING = datetime(2024, 3, 30, 22, 30, tzinfo=UTC)  # half past eleven in Berlin


def allowing(files: int, *, size_bytes: int = 1_000, zone: str = "Europe/Berlin") -> FakeQuota:
    return FakeQuota(Allowance(files_per_day=files, bytes_per_day=size_bytes, zone=zone))


def take(
    counted: FakeQuota, *, at: datetime = EVENING, size_bytes: int = 1, document: UUID | None = None
) -> None:
    quota.take(
        document or uuid4(), user_id=PERSON, size_bytes=size_bytes, made_at=at, quota=counted
    )


def test_the_last_file_of_the_day_passes_and_the_next_does_not() -> None:
    counted = allowing(2)
    take(counted)
    take(counted)

    with pytest.raises(OverQuotaError) as refused:
        take(counted)

    assert refused.value.code == "over-quota"
    assert refused.value.kind == "throttled"


def test_bytes_count_as_well_as_files() -> None:
    counted = allowing(9, size_bytes=10)
    take(counted, size_bytes=7)

    with pytest.raises(OverQuotaError):
        take(counted, size_bytes=4)
    take(counted, size_bytes=3)


def test_the_sentence_says_when_it_will_work_again_on_the_persons_clock() -> None:
    counted = allowing(1)
    take(counted)

    with pytest.raises(OverQuotaError) as refused:
        take(counted)

    assert "again from 31 March 2024, 00:00 (Europe/Berlin)" in refused.value.detail
    assert refused.value.retry_after_s == 30 * 60 + 1


def test_a_day_with_a_change_of_clocks_is_shorter() -> None:
    counted = allowing(1)
    morning = datetime(
        2024, 3, 31, 0, 0, tzinfo=UTC
    )  # one in the morning; the hour after is left out
    take(counted, at=morning)

    with pytest.raises(OverQuotaError) as refused:
        take(counted, at=morning)

    assert refused.value.retry_after_s == 22 * 3600 + 1


def test_the_next_local_day_is_a_new_share() -> None:
    counted = allowing(1)
    take(counted)

    take(counted, at=datetime(2024, 3, 30, 23, 0, tzinfo=UTC))  # midnight in Berlin

    assert {day.day for day, _ in counted.counted.values()} == {30, 31}


def test_a_document_counts_once_however_often_it_is_asked_for() -> None:
    counted = allowing(1)
    document = uuid4()

    for _ in range(3):
        take(counted, document=document)

    assert len(counted.counted) == 1
