"""Starters side by side, messages twice, deaths in between: the promises of admission hold."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.admission_world import Message, World
from tests.support.ingest import ANNA, BELA, ticket

WORLDS = st.builds(World, st.integers(1, 3), st.integers(1, 2), st.booleans(), st.booleans())


def let_arrive(world: World, count: int, repeats: list[int]) -> list[str]:
    arrivals = [ticket(n, user_id=ANNA if n % 2 else BELA) for n in range(count)]
    world.queue += [Message(arrival) for arrival in arrivals]
    world.queue += [Message(arrivals[n % count]) for n in repeats]
    return sorted(arrival.run for arrival in arrivals)


@settings(max_examples=200)
@given(WORLDS, st.integers(1, 5), st.lists(st.integers(0, 4), max_size=4), st.integers(0, 2**64))
def test_any_interleaving_keeps_the_limit_and_starts_every_run_once(
    world: World, count: int, repeats: list[int], seed: int
) -> None:
    chance = Random(seed)
    expected = let_arrive(world, count, repeats)

    for _ in range(80):
        world.happen(chance)
        assert len(world.running) <= world.limit
    world.settle()

    assert sorted(run.run for run in world.starter.started) == expected
    assert (world.slots.runs, world.slots.line) == (set(), {})
