from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clients.api.errors import NotConfiguredError
from clients.api.home import Home
from tests.unit.cli.fake_http import Answer, Fault
from tests.unit.cli.fake_hub import CLIENT_ID, PASSWORD, FakeHub, problem
from tests.unit.cli.support import lifeos, write_home


def _sign_ins(hub: FakeHub) -> int:
    return hub.server.count("POST", "/cognito/")


def test_happy_whoami_says_who_and_where(hub: FakeHub, home: Path) -> None:
    ran = lifeos(home, "whoami", "--json")

    assert ran.objects == [
        {
            "username": "ada",
            "user_id": "user-1",
            "api_url": hub.api_url,
            "signed_in_until": "2100-01-01T00:00:00+00:00",
        }
    ]


def test_happy_version_tells_client_and_hub(hub: FakeHub, home: Path) -> None:
    ran = lifeos(home, "version", "--json")

    (found,) = ran.objects
    assert found["client"].count(".") == 2
    assert (found["hub"], found["api_url"]) == ("ok", hub.api_url)


def test_version_works_without_a_hub(tmp_path: Path) -> None:
    ran = lifeos(tmp_path / "nothing", "version")

    assert ran.code == 0
    assert "hub-not-found" in ran.out


def test_a_sick_hub_is_said(hub: FakeHub, home: Path) -> None:
    hub.server.faults = [Fault("GET", "/api/health", Answer(503), times=99)]

    ran = lifeos(home, "version", "--json")

    assert ran.objects[0]["hub"] == "failing"


def test_a_token_serves_several_commands_and_is_private(hub: FakeHub, home: Path) -> None:
    lifeos(home, "documents")
    lifeos(home, "facts")

    assert _sign_ins(hub) == 1
    assert (home / "token.json").stat().st_mode & 0o777 == 0o600


def test_a_token_the_hub_no_longer_takes_is_replaced_once(hub: FakeHub, home: Path) -> None:
    lifeos(home, "documents")
    hub.tokens.clear()

    ran = lifeos(home, "documents")

    assert ran.code == 0
    assert _sign_ins(hub) == 2


def test_a_gateway_that_says_403_to_an_old_token_is_understood(hub: FakeHub, home: Path) -> None:
    expired = Answer(403, b'{"message": "The security token is expired"}')
    hub.server.faults = [Fault("GET", "/api/v1/documents", expired)]

    ran = lifeos(home, "documents")

    assert ran.code == 0
    assert _sign_ins(hub) == 2


def test_what_the_hub_denies_is_not_asked_again(hub: FakeHub, home: Path) -> None:
    denied = problem(403, "denied", "That is not yours.")
    hub.server.faults = [Fault("GET", "/api/v1/documents", denied)]

    ran = lifeos(home, "documents")

    assert ran.code == 5
    assert _sign_ins(hub) == 1


def test_a_hub_that_takes_no_token_is_not_asked_for_ever(hub: FakeHub, home: Path) -> None:
    unauthorized = Answer(401, b'{"message": "Unauthorized"}')
    hub.server.faults = [Fault("GET", "/api/v1/documents", unauthorized, times=99)]

    ran = lifeos(home, "documents")

    assert ran.code == 5
    assert hub.server.count("GET", "/api/v1/documents") == 2


@pytest.mark.parametrize(
    "damage",
    [
        {"expires_at": 1.0},
        {"username": "bob"},
        {"client_id": "other"},
        {"api_url": "https://other.example"},
    ],
)
def test_a_cached_token_is_only_good_for_its_time_hub_and_person(
    hub: FakeHub, home: Path, damage: dict[str, object]
) -> None:
    lifeos(home, "documents")
    kept = json.loads((home / "token.json").read_text())
    (home / "token.json").write_text(json.dumps({**kept, **damage}))

    lifeos(home, "documents")

    assert _sign_ins(hub) == 2


def test_a_cache_that_is_garbage_costs_a_sign_in(hub: FakeHub, home: Path) -> None:
    (home / "token.json").write_text("\x00")

    ran = lifeos(home, "documents")

    assert ran.code == 0
    assert _sign_ins(hub) == 1


@pytest.mark.parametrize(
    ("answer", "sentence", "code"),
    [
        (Answer(400, b'{"__type": "x#NotAuthorizedException"}'), "does not know this name", 5),
        (Answer(200, b'{"ChallengeName": "NEW_PASSWORD_REQUIRED"}'), "further step", 5),
        (Answer(400, b"<html>"), "HTTP 400", 5),
        (Answer(500, b"{}"), "sign-in service failed", 1),
        (Answer(200, b'{"AuthenticationResult": {"IdToken": "bare"}}'), "no token", 1),
    ],
)
def test_a_sign_in_that_does_not_work_is_a_sentence(
    hub: FakeHub, home: Path, answer: Answer, sentence: str, code: int
) -> None:
    hub.server.faults = [Fault("POST", "/cognito/", answer, times=99)]

    ran = lifeos(home, "whoami")

    assert (ran.code, ran.out) == (code, "")
    assert sentence in ran.err
    assert PASSWORD not in ran.err


def test_no_home_is_said_with_a_way_out(tmp_path: Path) -> None:
    ran = lifeos(tmp_path / "nothing", "documents", "--json")

    assert (ran.code, ran.out) == (3, "")
    home = tmp_path / "nothing"
    assert ran.err == f"No hub runs in {home}. Start one: ./lifeos up --home {home}\n"


def test_a_hub_elsewhere_is_told_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFEOS_API_URL", "https://hub.example")

    ran = lifeos(tmp_path / "nothing", "documents")

    assert ran.code == 3
    assert "LIFEOS_REGION" in ran.err
    assert "LIFEOS_API_URL" not in ran.err


def test_a_home_file_that_is_no_json_is_named(home: Path) -> None:
    (home / "hub.json").write_text("{")

    ran = lifeos(home, "documents")

    assert ran.code == 3
    assert "hub.json cannot be read" in ran.err


def test_a_hub_elsewhere_needs_no_home(tmp_path: Path) -> None:
    environ = {
        "LIFEOS_API_URL": "https://hub.example/prod/",
        "LIFEOS_REGION": "eu-central-1",
        "LIFEOS_USER_POOL_CLIENT_ID": CLIENT_ID,
        "LIFEOS_USERNAME": "ada",
        "LIFEOS_PASSWORD": "secret",
    }
    home = Home.find(tmp_path / "nothing", environ)

    address, person = home.address(), home.person()

    assert address.api_url == "https://hub.example/prod"
    assert address.cognito_url == "https://cognito-idp.eu-central-1.amazonaws.com"
    assert not address.is_local
    assert person.username == "ada"
    assert "secret" not in repr(person)


def test_the_option_wins_over_environment_and_file(hub: FakeHub, home: Path) -> None:
    found = Home.find(home, {"LIFEOS_API_URL": "https://environment.example"})

    assert found.address().api_url == "https://environment.example"
    assert found.address("https://option.example").api_url == "https://option.example"


@pytest.mark.parametrize("url", ["http://hub.example", "ftp://localhost", "hub.example", "//x"])
def test_a_password_never_crosses_a_network_in_the_clear(home: Path, url: str) -> None:
    with pytest.raises(NotConfiguredError, match="https"):
        Home.find(home, {}).address(url)


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1:1", "[::1]:1", "api.localhost:1"])
def test_a_hub_on_this_machine_may_speak_http(home: Path, host: str) -> None:
    assert Home.find(home, {}).address(f"http://{host}/x").is_local


def test_the_home_can_come_from_the_environment(
    new_hub: Callable[..., FakeHub], tmp_path: Path
) -> None:
    folder = write_home(tmp_path / "elsewhere", new_hub())

    found = Home.find(None, {"LIFEOS_HOME": str(folder)})

    assert found.folder == folder
    assert Home.find(None, {}).folder == Path(".lifeos")
