from __future__ import annotations

import pytest
from lifeos.contracts.live import CHANGES_IN_A_FRAME, Changes
from lifeos.errors import UpstreamError
from lifeos.live import pushing
from lifeos.live.models import Observed

from tests.fakes.clock import START
from tests.fakes.live import FakeLive
from tests.support.ingest import ANNA, BELA
from tests.support.live import connection, observed


@pytest.fixture
def live() -> FakeLive:
    """Anna listens twice, Bela once."""
    made = FakeLive()
    for each in (connection("a1"), connection("a2"), connection("b1", BELA)):
        made.connections.add(each)
    return made


def push(live: FakeLive, *changes: Observed) -> pushing.Pushed:
    return pushing.push(
        list(changes),
        at=START,
        log=live.log,
        connections=live.connections,
        outgoing=live.outgoing,
    )


def heard(live: FakeLive, name: str) -> list[Changes]:
    return [Changes.model_validate_json(text) for text in live.outgoing.to(name)]


def test_everybody_hears_their_own_changes_on_every_connection(live: FakeLive) -> None:
    pushed = push(live, observed(1, 1), observed(2, 9, user_id=BELA), observed(3, 2))

    assert [len(frame.items) for frame in heard(live, "a1")] == [2]
    assert heard(live, "a2") == heard(live, "a1")
    assert [frame.items[0].document_id.int % 16 for frame in heard(live, "b1")] == [9]
    assert pushed == pushing.Pushed(logged=3, letters=3)


def test_a_batch_that_comes_again_is_neither_logged_nor_told_again(live: FakeLive) -> None:
    push(live, observed(1), observed(2))

    again = push(live, observed(1), observed(2), observed(3))

    assert again == pushing.Pushed(logged=1, letters=2)
    assert [len(frame.items) for frame in heard(live, "a1")] == [2, 1]
    assert live.log.head(ANNA).number == 3


def test_many_changes_come_in_frames_that_follow_each_other(live: FakeLive) -> None:
    push(live, *[observed(n, n) for n in range(CHANGES_IN_A_FRAME + 5)])

    first, second = heard(live, "a1")
    assert (len(first.items), len(second.items)) == (CHANGES_IN_A_FRAME, 5)
    assert second.after == first.cursor


def test_one_whose_log_is_broken_holds_up_nobody_and_the_batch_comes_again(
    live: FakeLive,
) -> None:
    live.log.broken_for.add(ANNA)
    batch = [observed(1), observed(2, user_id=BELA)]

    with pytest.raises(UpstreamError):
        push(live, *batch)
    live.log.broken_for.clear()
    push(live, *batch)

    assert len(heard(live, "b1")) == 1
    assert len(heard(live, "a1")) == 1


def test_who_is_gone_is_forgotten_and_the_others_hear(live: FakeLive) -> None:
    live.outgoing.gone.add("a1")

    pushed = push(live, observed(1))

    assert pushed.gone == 1
    assert [each.id for each in live.connections.of(ANNA)] == ["a2"]
    assert len(heard(live, "a2")) == 1


def test_a_connection_over_its_time_is_closed_and_told_nothing(live: FakeLive) -> None:
    live.connections.add(connection("old", minutes=0))

    push(live, observed(1))

    assert live.outgoing.closed == ["old"]
    assert live.outgoing.to("old") == []
    assert "old" not in [each.id for each in live.connections.of(ANNA)]


def test_what_fails_after_logging_fails_nothing(live: FakeLive) -> None:
    live.connections.add(connection("old", minutes=0))
    live.outgoing.down = True
    assert push(live, observed(1)).logged == 1

    live.connections.down = True
    assert push(live, observed(2)) == pushing.Pushed(logged=1)


def test_a_list_that_cannot_be_cleaned_is_tried_another_time(
    live: FakeLive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise UpstreamError("away")

    monkeypatch.setattr(live.connections, "remove", fail)
    live.outgoing.gone.add("a1")

    assert push(live, observed(1)).gone == 1


def test_nothing_new_asks_nobody(live: FakeLive) -> None:
    live.connections.down = True

    assert push(live) == pushing.Pushed()
