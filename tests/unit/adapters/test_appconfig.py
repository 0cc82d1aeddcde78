"""Feature flags over a client that serves, is away, is slow or serves nonsense."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid5

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from hypothesis import given
from hypothesis import strategies as st
from lifeos.adapters.appconfig import AppConfigSwitches, share_of
from lifeos.adapters.patience import HURRIED
from lifeos.settings import FlagsSettings

from operations.flags import FIRST, changed
from tests.fakes.clock import FakeClock
from tests.support.ingest import ANNA, BELA

FLAG = "sense.pdf"
MAX_AGE_S = 60
CROWD = [uuid5(ANNA, str(number)) for number in range(400)]


@dataclass
class FakeAppConfig:
    """The part of AppConfigData that is used; every token is good for one call."""

    content: Any = field(default_factory=lambda: dict(FIRST))
    error: Exception | None = None
    asked: int = 0
    sessions: int = 0
    served: bytes = b""
    token: str = ""

    def start_configuration_session(self, **_: Any) -> dict[str, str]:
        self.sessions += 1
        self.served, self.token = b"", f"s{self.sessions}"
        return {"InitialConfigurationToken": self.token}

    def get_latest_configuration(self, *, ConfigurationToken: str) -> dict[str, Any]:  # noqa: N803
        self.asked += 1
        spent, self.token = self.token, f"{self.token}-"
        if self.error is not None:
            raise self.error
        if ConfigurationToken != spent:
            raise ClientError({"Error": {"Code": "BadRequestException"}}, "GetLatest")
        told = self.content
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        fresh, self.served = (b"" if body == self.served else body), body
        return {"Configuration": io.BytesIO(fresh), "NextPollConfigurationToken": self.token}


@dataclass
class Process:
    """One process of a function."""

    client: FakeAppConfig = field(default_factory=FakeAppConfig)
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        at = FlagsSettings(application="a", environment="e", configuration="c", max_age_s=MAX_AGE_S)
        self.switches = AppConfigSwitches(lambda: self.client, at, now=self.clock.now)

    def told(self, person: UUID = ANNA, flag: str = FLAG) -> tuple[bool, str]:
        decided = self.switches.decide(flag, person)
        return decided.on, decided.known

    def later(self) -> None:
        self.clock.forward(MAX_AGE_S)

    def is_on(self, people: list[UUID]) -> list[UUID]:
        return [person for person in people if self.told(person)[0]]


OFF = changed(FIRST, FLAG, on=False)
AWAY = [
    ReadTimeoutError(endpoint_url="http://slow"),
    ClientError({"Error": {"Code": "AccessDeniedException"}}, "GetLatestConfiguration"),
    ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "GetLatestConfiguration"),
]
GARBAGE: list[Any] = [
    b"", b"{", b"\xff\xfe", b"[]", b"null", b"NaN", {FLAG: {}}, {FLAG: {"default": "off"}},
    {FLAG: {"default": False, "rules": {}}}, {FLAG: {"default": False, "rules": {"x": {}}}},
    {FLAG: {"default": True, "rules": {"x": {"when_match": 0, "conditions": []}}}},
    {FLAG: {"default": True, "rules": {"x": {"when_match": False, "conditions": [
        {"action": [], "key": "share", "value": 5}]}}}},
    changed(FIRST, FLAG, on=False, percent=101), changed(FIRST, FLAG, on=False, people=["Anna"]),
    {"A flag": {"default": False}},
]  # fmt: skip


def test_everything_is_on_until_somebody_switches_it_off() -> None:
    assert Process().told() == (True, "current")
    assert Process(FakeAppConfig(OFF)).told() == (False, "current")
    assert Process(FakeAppConfig(OFF)).told(flag="sense.csv") == (True, "current")


def test_one_person_is_told_otherwise_than_another() -> None:
    held = Process(FakeAppConfig(changed(FIRST, FLAG, on=False, people=[str(BELA)])))
    tried = Process(FakeAppConfig(changed(FIRST, FLAG, on=True, people=[str(BELA)])))

    assert [held.told(one)[0] for one in (ANNA, BELA)] == [True, False]
    assert [tried.told(one)[0] for one in (ANNA, BELA)] == [False, True]


@given(shares=st.lists(st.floats(0, 100), min_size=2, max_size=5))
def test_a_share_that_grows_only_ever_adds_people(shares: list[float]) -> None:
    sets = [
        set(Process(FakeAppConfig(changed(FIRST, FLAG, on=True, percent=one))).is_on(CROWD))
        for one in sorted(shares)
    ]

    assert all(smaller <= larger for smaller, larger in pairwise(sets))


@pytest.mark.parametrize(("percent", "low", "high"), [(0, 0, 0), (25, 60, 140), (100, 400, 400)])
def test_a_share_is_about_that_share_of_people(percent: float, low: int, high: int) -> None:
    on = Process(FakeAppConfig(changed(FIRST, FLAG, on=True, percent=percent))).is_on(CROWD)

    assert low <= len(on) <= high


def test_where_a_person_stands_never_moves_and_differs_from_flag_to_flag() -> None:
    person = UUID("018f0000-0000-7000-8000-000000000001")

    assert share_of(FLAG, person) == 17.09
    assert share_of("sense.csv", person) != share_of(FLAG, person)


def test_one_look_lasts_for_its_age_and_a_change_is_seen_after_it() -> None:
    process = Process()
    before = [process.told() for _ in range(5)]
    process.client.content = OFF
    still = process.told()
    process.later()

    after = [process.told() for _ in range(5)]

    assert {*before, still} == {(True, "current")}
    assert set(after) == {(False, "current")}
    assert process.client.asked == 2


@pytest.mark.parametrize("error", AWAY, ids=lambda error: type(error).__name__)
def test_while_it_is_away_what_was_switched_off_stays_off(error: Exception) -> None:
    process = Process(FakeAppConfig(OFF))
    process.told()
    process.client.error = error
    process.later()

    kept = [process.told() for _ in range(3)]

    assert set(kept) == {(False, "kept")}
    assert process.client.asked == 2  # nobody waits for it again at once


@pytest.mark.parametrize("error", AWAY, ids=lambda error: type(error).__name__)
def test_a_process_that_never_saw_the_flags_has_everything_on_and_says_so(
    error: Exception,
) -> None:
    process = Process(FakeAppConfig(OFF, error))

    assert process.told() == (True, "unknown")


@pytest.mark.parametrize("garbage", GARBAGE, ids=repr)
def test_nonsense_changes_nothing(garbage: Any) -> None:
    process = Process(FakeAppConfig(OFF))
    process.told()
    process.client.content = garbage
    process.later()

    assert process.told()[0] is False
    assert Process(FakeAppConfig(garbage)).told() == (True, "unknown")


def test_it_heals_with_a_session_of_its_own_when_an_answer_was_lost() -> None:
    process = Process(FakeAppConfig(OFF))
    process.told()
    process.client.error = AWAY[0]
    process.later()
    process.told()
    process.client.error, process.client.content = None, dict(FIRST)
    process.later()

    assert process.told() == (True, "current")
    assert process.client.sessions == 2


def test_a_configuration_without_flags_is_everything_on() -> None:
    assert Process(FakeAppConfig({})).told() == (True, "current")


def test_a_look_is_given_up_within_two_seconds() -> None:
    assert 2 * HURRIED.gives_up_within_s <= 2
