"""One effect per key, with the conditions of a real table."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from botocore.exceptions import ClientError
from lifeos.contracts.base import Model
from lifeos.entry.idempotency import (
    REMEMBERED_S,
    InProgressError,
    KeyMissingError,
    KeyReusedError,
    Write,
    run_once,
)
from lifeos.errors import NotFoundError, ThrottledError, UpstreamError

from tests.events.recorded import Context
from tests.fakes.hub import FakeHub
from tests.support.ingest import ANNA, BELA


class Body(Model):
    """What was asked."""

    text: str = "hello"


class Answer(Model):
    """What was answered."""

    number: int


@dataclass
class Act:
    """Counts how often it was done."""

    error: BaseException | None = None
    done: int = field(default=0)

    def __call__(self) -> Answer:
        self.done += 1
        if self.error is not None:
            raise self.error
        return Answer(number=self.done)


def once(act: Act, key: str | None = "key", **told: Any) -> Answer:
    body = Body(text=told.get("text", "hello"))
    write = Write(told.get("user_id", ANNA), key, body, told.get("context", Context()))
    return run_once(told.get("prefix", "act"), act, write=write, answer=Answer)


def test_the_same_key_answers_the_same_with_one_effect(table_hub: FakeHub) -> None:
    act = Act()

    answers = [once(act) for _ in range(3)]

    assert answers == [Answer(number=1)] * 3
    assert act.done == 1


@pytest.mark.parametrize(
    "other",
    [{"key": "other"}, {"user_id": BELA}, {"prefix": "other-act"}, {"user_id": UUID(int=1)}],
)
def test_another_key_person_or_act_is_another_effect(
    table_hub: FakeHub, other: dict[str, Any]
) -> None:
    act = Act()

    once(act)
    once(act, **other)

    assert act.done == 2


def test_the_same_key_with_another_body_is_refused(table_hub: FakeHub) -> None:
    act = Act()
    once(act)

    with pytest.raises(KeyReusedError):
        once(act, text="other")

    assert act.done == 1


def test_the_hundredth_write_of_a_process_asks_the_table_no_longer_than_the_first(
    table_hub: FakeHub,
) -> None:
    agents: list[int] = []
    table_hub.dynamodb.meta.events.register_last(
        "request-created",
        lambda request, **_: agents.append(len(request.headers.get_all("User-Agent"))),
    )

    for number in range(100):
        once(Act(), f"key-{number}", user_id=ANNA if number % 2 else BELA)

    assert len(agents) >= 200
    assert set(agents) == {agents[0]}


@pytest.mark.parametrize("key", [None, "", "k" * 256])
def test_without_a_usable_key_nothing_is_done(table_hub: FakeHub, key: str | None) -> None:
    act = Act()

    with pytest.raises(KeyMissingError):
        once(act, key)

    assert act.done == 0


def test_a_key_of_255_characters_is_usable(table_hub: FakeHub) -> None:
    assert once(Act(), "k" * 255).number == 1


@pytest.mark.parametrize("error", [NotFoundError("No."), UpstreamError("Away."), ValueError()])
def test_a_failed_act_leaves_no_record_and_may_be_tried_again(
    table_hub: FakeHub, error: Exception
) -> None:
    act = Act(error)
    with pytest.raises(type(error)):
        once(act)
    act.error = None

    answer = once(act)

    assert answer.number == 2


def test_while_the_first_request_runs_the_second_is_told_so(table_hub: FakeHub) -> None:
    died = Act(KeyboardInterrupt())  # the process is gone: nothing cleans up
    with pytest.raises(KeyboardInterrupt):
        once(died)

    with pytest.raises(InProgressError):
        once(Act())


def test_a_request_that_died_blocks_its_key_no_longer_than_it_could_have_run(
    table_hub: FakeHub,
) -> None:
    with pytest.raises(KeyboardInterrupt):
        once(Act(KeyboardInterrupt()), context=AlmostOver())
    time.sleep(0.01)

    assert once(Act()).number == 1


class AlmostOver(Context):
    """An invocation with a millisecond left."""

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 1


def test_an_answer_is_kept_as_long_as_an_upload_link_lives(table_hub: FakeHub) -> None:
    once(Act())

    item = table_hub.dynamodb.scan(TableName=table_hub.table)["Items"][0]
    assert item["pk"]["S"] == f"IDEMPOTENCY#{ANNA}"
    left_s = int(item["expiration"]["N"]) - time.time()
    assert REMEMBERED_S - 5 < left_s <= REMEMBERED_S


def test_neither_key_nor_body_lies_in_the_table_as_it_is(table_hub: FakeHub) -> None:
    once(Act(), "MARKED-key", text="MARKED-body")

    assert "MARKED" not in str(table_hub.dynamodb.scan(TableName=table_hub.table)["Items"])


def test_a_table_that_throttles_says_so_and_does_nothing(
    table_hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> None:
        raise ClientError({"Error": {"Code": "ThrottlingException"}}, "PutItem")

    monkeypatch.setattr(table_hub.dynamodb, "put_item", refuse)
    act = Act()

    with pytest.raises(ThrottledError):
        once(act)

    assert act.done == 0


def test_a_table_that_is_away_does_nothing(table_hub: FakeHub) -> None:
    table_hub.dynamodb.delete_table(TableName=table_hub.table)
    act = Act()

    with pytest.raises(UpstreamError):
        once(act)

    assert act.done == 0
