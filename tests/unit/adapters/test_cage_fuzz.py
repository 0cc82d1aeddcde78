"""Damaged files of every kind end with a verdict; `tests.bench.fuzz` does the same for longer."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifeos.adapters.cage import Cage

from tests.bench.fuzz import is_trouble
from tests.support.mutations import mutated, seeds
from tests.support.trial import tried

FIXTURES = HealthCheck.function_scoped_fixture
BOUNDED = settings(
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    with closing(Cage()) as made:
        yield made


def test_the_seeds_cover_every_sense() -> None:
    endings = {name.rpartition(".")[2].lower() for name, _ in seeds()}

    assert endings >= {"pdf", "csv", "ofx", "xml", "ics", "eml", "html", "docx", "txt"}


@BOUNDED
@given(place=st.integers(0, 10_000), seed=st.integers(0, 2**32))
def test_a_damaged_file_gets_a_verdict(
    cage: Cage, tmp_path_factory: pytest.TempPathFactory, place: int, seed: int
) -> None:
    sound = seeds()
    name, content = sound[place % len(sound)]
    damaged = mutated(content, random.Random(seed), other=sound[seed % len(sound)][1])

    trial = tried(cage, tmp_path_factory.mktemp("fuzz"), damaged, name.rpartition("/")[2])

    assert not is_trouble(trial), f"{trial.verdict}: {trial.detail}"


@BOUNDED
@given(content=st.binary(max_size=2_000), name=st.text(max_size=40))
def test_any_bytes_under_any_name_get_a_verdict(
    cage: Cage, tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    trial = tried(cage, tmp_path_factory.mktemp("fuzz"), content, name)

    assert not is_trouble(trial), f"{trial.verdict}: {trial.detail}"
