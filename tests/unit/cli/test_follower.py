"""The follower against a hub whose frames cross, get lost and whose connections break anywhere."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.contracts.live import LiveProblem, Pong
from lifeos.contracts.problem import Problem
from lifeos.live import conversation
from lifeos.live.models import Entry, frame_of

from clients.api.errors import HubFailedError
from clients.api.follower import PING, Follower, Heard
from tests.fakes.live import FakeLog
from tests.support.ingest import ANNA
from tests.support.live import observed, status

EPOCH = "00ab00ab"


def cursor(number: int) -> str:
    return f"{EPOCH}.{number:012d}"


def frame(first: int, last: int) -> str:
    entries = [Entry(n, status(n)) for n in range(first, last + 1)]
    return frame_of(EPOCH, entries).model_dump_json()


def replayed(number: int, *, more: bool = False) -> str:
    return json.dumps({"type": "replayed", "cursor": cursor(number), "more": more})


def standing_at(number: int) -> Follower:
    """One that has caught up."""
    follower = Follower(cursor(number))
    follower.begin()
    assert follower.hear(replayed(number)) == Heard()
    return follower


def numbers(heard: Heard) -> list[int]:
    return [int(change.cursor.partition(".")[2]) for change in heard.changes]


def asked(heard: Heard) -> str | None:
    """The cursor of the question that follows."""
    return None if heard.say is None else json.loads(heard.say)["after"]


def test_what_comes_next_is_taken() -> None:
    follower = standing_at(4)

    assert numbers(follower.hear(frame(5, 7))) == [5, 6, 7]
    assert follower.cursor == cursor(7)


@pytest.mark.parametrize(("first", "last", "new"), [(3, 4, []), (4, 6, [5, 6]), (1, 4, [])])
def test_what_was_seen_is_not_taken_again(first: int, last: int, new: list[int]) -> None:
    heard = standing_at(4).hear(frame(first, last))

    assert numbers(heard) == new
    assert heard.say is None


def test_a_gap_is_asked_for_and_nothing_beyond_it_taken() -> None:
    heard = standing_at(4).hear(frame(6, 6))

    assert numbers(heard) == []
    assert asked(heard) == cursor(4)


def test_while_an_answer_is_coming_a_gap_waits_for_its_end() -> None:
    follower = Follower(cursor(4))
    follower.begin()

    early = follower.hear(frame(8, 8))
    follower.hear(frame(5, 7))
    end = follower.hear(replayed(7))

    assert early == Heard()
    assert asked(end) == cursor(7)


def test_an_end_of_an_answer_never_turns_back() -> None:
    follower = Follower(cursor(4))
    follower.begin()
    follower.hear(frame(5, 6))

    assert follower.hear(replayed(5)) == Heard()
    assert follower.cursor == cursor(6)


def test_more_is_asked_for_until_there_is_none() -> None:
    follower = Follower(cursor(0))
    follower.begin()
    follower.hear(frame(1, 50))

    assert asked(follower.hear(replayed(50, more=True))) == cursor(50)
    assert follower.hear(replayed(50)) == Heard()


def test_without_a_cursor_it_stands_where_the_hub_says() -> None:
    follower = Follower()

    assert json.loads(follower.begin()) == {"action": "resume", "after": None}
    assert follower.hear(frame(3, 3)) == Heard()
    assert asked(follower.hear(replayed(2))) == cursor(2)


def test_a_reset_is_told_and_gone_on_from() -> None:
    follower = Follower("ffffffff.000000000900")
    follower.begin()

    heard = follower.hear(json.dumps({"type": "reset", "cursor": cursor(30)}))

    assert (heard.is_reset, heard.say) == (True, None)
    assert numbers(follower.hear(frame(31, 31))) == [31]


def test_another_epoch_is_asked_about() -> None:
    follower = standing_at(4)

    strange = frame(5, 5).replace(EPOCH, "ffffffff")

    assert asked(follower.hear(strange)) == cursor(4)


@pytest.mark.parametrize(("number", "question"), [(4, None), (3, None), (5, cursor(4))])
def test_a_pong_shows_what_was_missed(number: int, question: str | None) -> None:
    pong = Pong(cursor=cursor(number)).model_dump_json()

    assert asked(standing_at(4).hear(pong)) == question
    assert json.loads(PING) == {"action": "ping"}


@pytest.mark.parametrize("text", ["", "{}", '{"type": "later"}', "[]"])
def test_what_is_no_frame_is_the_hubs_failure(text: str) -> None:
    with pytest.raises(HubFailedError):
        Follower().hear(text)


def test_a_problem_is_told_in_its_words() -> None:
    told = Problem(type="urn:x", title="X", status=502, detail="Away.", instance="urn:y")

    with pytest.raises(HubFailedError, match=r"Away\."):
        Follower().hear(LiveProblem(problem=told).model_dump_json())


def test_a_field_of_a_later_version_is_passed_over() -> None:
    later = json.loads(frame(5, 5)) | {"later": 1}

    assert numbers(standing_at(4).hear(json.dumps(later))) == [5]


class Wire:
    """Pushed frames and answers on one connection; each kind keeps its order, they cross freely."""

    def __init__(self, log: FakeLog, dice: random.Random) -> None:
        self.log, self.dice = log, dice
        self.pushed: list[str] = []
        self.answers: list[str] = []

    def say(self, text: str) -> None:
        said = conversation.answers(text, ANNA, log=self.log)
        self.answers += [each.model_dump_json() for each in said]

    def frames(self, most: int) -> Iterator[str]:
        while most > 0 and (self.pushed or self.answers):
            queues = [queue for queue in (self.pushed, self.answers) if queue]
            yield self.dice.choice(queues).pop(0)
            most -= 1


@given(seed=st.integers(0, 2**32), turns=st.integers(1, 40))
@settings(max_examples=150)
def test_nothing_is_missed_or_repeated_wherever_connections_break(seed: int, turns: int) -> None:
    dice, log, got = random.Random(seed), FakeLog(EPOCH), list[int]()
    follower, wire = Follower(cursor(0)), Wire(log, random.Random(seed + 1))
    wire.say(follower.begin())

    for turn in range(turns + 1):
        size = dice.randint(1, 4)
        _, new = log.append(ANNA, [observed(turn * 10 + n, turn * 10 + n) for n in range(size)])
        if dice.random() < 0.8:  # else the push is lost on its way
            wire.pushed.append(frame_of(EPOCH, new).model_dump_json())
        if dice.random() < 0.3 or turn == turns:  # the connection breaks, whatever is on it
            wire = Wire(log, dice)
            wire.say(follower.begin())
        for text in wire.frames(dice.randint(0, 6) if turn < turns else 10_000):
            heard = follower.hear(text)
            got += numbers(heard)
            if heard.say:
                wire.say(heard.say)

    assert got == list(range(1, log.head(ANNA).number + 1))
