from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from lifeos.contracts.live import CHANGES_IN_A_FRAME, MAX_MESSAGE_BYTES, Changes, Pong, Replayed
from lifeos.errors import InvalidInputError, LifeOSError, MalformedError, TooLargeError
from lifeos.live import conversation
from lifeos.live.conversation import MOST_CONNECTIONS, REPLAYED_AT_ONCE
from lifeos.live.models import Connection

from tests.fakes.clock import START
from tests.fakes.live import FakeConnections, FakeLog, FakeOutgoing
from tests.support.ingest import ANNA, BELA
from tests.support.live import observed

EPOCH = "00ab00ab"


def cursor(number: int, epoch: str = EPOCH) -> str:
    return f"{epoch}.{number:012d}"


def log_of(count: int) -> FakeLog:
    log = FakeLog(EPOCH)
    log.append(ANNA, [observed(n, n) for n in range(1, count + 1)])
    return log


def told(text: str | dict[str, Any], log: FakeLog) -> list[conversation.Answer]:
    said = text if isinstance(text, str) else json.dumps(text)
    return list(conversation.answers(said, ANNA, log=log))


def resumed(number: int, log: FakeLog, epoch: str = EPOCH) -> list[conversation.Answer]:
    return told({"action": "resume", "after": cursor(number, epoch)}, log)


def test_a_ping_is_answered_with_where_the_log_stands() -> None:
    assert told({"action": "ping"}, log_of(3)) == [Pong(cursor=cursor(3))]


def test_without_a_cursor_nothing_is_replayed() -> None:
    assert told({"action": "resume"}, log_of(3)) == [Replayed(cursor=cursor(3))]


def test_what_came_after_the_cursor_is_replayed_in_order() -> None:
    changes, end = resumed(1, log_of(4))

    assert isinstance(changes, Changes)
    assert (changes.after, changes.cursor) == (cursor(1), cursor(4))
    assert [each.cursor for each in changes.items] == [cursor(n) for n in (2, 3, 4)]
    assert end == Replayed(cursor=cursor(4))


def test_who_stands_at_the_end_hears_only_that() -> None:
    assert resumed(4, log_of(4)) == [Replayed(cursor=cursor(4))]


@pytest.mark.parametrize("count", [CHANGES_IN_A_FRAME, CHANGES_IN_A_FRAME + 1, 130])
def test_frames_follow_each_other_and_stay_small(count: int) -> None:
    *frames, end = resumed(0, log_of(count))

    befores = [frame.after for frame in frames if isinstance(frame, Changes)]
    assert befores == [cursor(0), *[frame.cursor for frame in frames[:-1]]]
    assert sum(len(frame.items) for frame in frames if isinstance(frame, Changes)) == count
    assert max(len(frame.model_dump_json()) for frame in frames) < 32 * 1024
    assert end == Replayed(cursor=cursor(count))


def test_a_long_replay_says_that_there_is_more_and_goes_on_from_there() -> None:
    log = log_of(REPLAYED_AT_ONCE + 7)

    *_, end = resumed(0, log)
    rest, last = resumed(REPLAYED_AT_ONCE, log)

    assert end == Replayed(cursor=cursor(REPLAYED_AT_ONCE), more=True)
    assert isinstance(rest, Changes)
    assert len(rest.items) == 7
    assert last == Replayed(cursor=cursor(REPLAYED_AT_ONCE + 7))


@pytest.mark.parametrize(
    ("number", "epoch"),
    [(1, EPOCH), (11, EPOCH), (3, "ffffffff")],
    ids=["no longer kept", "of the future", "of another log"],
)
def test_a_cursor_that_cannot_be_gone_on_from_is_reset(number: int, epoch: str) -> None:
    log = log_of(10)
    log.forget(ANNA, 4)

    (answer,) = resumed(number, log, epoch)

    assert answer.model_dump() == {"type": "reset", "cursor": cursor(10)}


def test_a_log_that_was_forgotten_to_its_end_is_reset() -> None:
    log = log_of(10)
    log.forget(ANNA, 10)

    assert [each.type for each in resumed(7, log)] == ["reset"]
    assert [each.type for each in resumed(10, log)] == ["replayed"]


def test_anothers_changes_are_never_replayed() -> None:
    log = log_of(3)
    log.append(BELA, [observed(1, 77, user_id=BELA)])

    assert "77" not in "".join(each.model_dump_json() for each in resumed(0, log))
    assert log.head(ANNA).number == 3


BAD: list[tuple[str, type[LifeOSError]]] = [
    ("", MalformedError),
    ("{", MalformedError),
    ("[" * 2000, MalformedError),
    ("null", InvalidInputError),
    ("[]", InvalidInputError),
    ('{"action": "drop"}', InvalidInputError),
    ('{"action": {"a": 1}}', InvalidInputError),
    ('{"action": "ping", "more": 1}', InvalidInputError),
    ('{"action": "resume", "after": "7"}', InvalidInputError),
    ('{"action": "resume", "after": "00ab00ab.-00000000001"}', InvalidInputError),
    ('{"action": "ping", "x": "\\ud800"}', InvalidInputError),
    ('{"action": "ping"}' + " " * MAX_MESSAGE_BYTES, TooLargeError),
    ("é" * (MAX_MESSAGE_BYTES // 2 + 1), TooLargeError),
    ("\ud800", MalformedError),
]


@pytest.mark.parametrize(("text", "error"), BAD)
def test_what_is_no_message_is_refused_without_its_words(
    text: str, error: type[LifeOSError]
) -> None:
    with pytest.raises(error) as raised:
        told(text, log_of(1))

    assert "00ab00ab" not in raised.value.detail


def connect(connections: FakeConnections, outgoing: FakeOutgoing, number: int) -> None:
    at = START + timedelta(seconds=number)
    conversation.connected(f"c{number}", ANNA, at=at, connections=connections, outgoing=outgoing)


def test_a_new_connection_is_noted_for_an_hour() -> None:
    connections = FakeConnections()

    connect(connections, FakeOutgoing(), 0)

    assert connections.of(ANNA) == [
        Connection("c0", ANNA, since=START, until=START + timedelta(hours=1))
    ]


def test_beyond_so_many_the_oldest_makes_room_and_nobody_elses() -> None:
    connections, outgoing = FakeConnections(), FakeOutgoing()
    connections.add(Connection("other", BELA, since=START, until=START))

    for number in range(MOST_CONNECTIONS + 2):
        connect(connections, outgoing, number)

    assert outgoing.closed == ["c0", "c1"]
    assert len(connections.of(ANNA)) == MOST_CONNECTIONS
    assert [each.id for each in connections.of(BELA)] == ["other"]


def test_one_that_ended_is_forgotten_and_may_end_twice() -> None:
    connections = FakeConnections()
    connect(connections, FakeOutgoing(), 1)

    for _ in range(2):
        conversation.ended("c1", ANNA, connections=connections)

    assert connections.of(ANNA) == []


def test_who_is_gone_when_answered_is_forgotten() -> None:
    connections, outgoing = FakeConnections(), FakeOutgoing()
    connect(connections, outgoing, 1)
    outgoing.gone.add("c1")

    conversation.say(["a", "b"], "c1", ANNA, connections=connections, outgoing=outgoing)

    assert connections.of(ANNA) == []
