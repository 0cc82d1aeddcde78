"""The ready-made person: kept, recreated, always the same id."""

from __future__ import annotations

import re
import stat
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.emulator import Emulator
from local.person import People, Person
from local.ports import free_port
from local.trouble import LaptopError


@pytest.fixture
def people(emulator: Emulator, aws: Callable[[str], Any]) -> People:
    """An empty pool with the strictest password rules."""
    cognito = aws("cognito-idp")
    policy = {"MinimumLength": 20, "RequireUppercase": True, "RequireLowercase": True}
    policy |= {"RequireNumbers": True, "RequireSymbols": True}
    pool = cognito.create_user_pool(PoolName="p", Policies={"PasswordPolicy": policy})
    pool_id = pool["UserPool"]["Id"]
    client = cognito.create_user_pool_client(
        UserPoolId=pool_id, ClientName="c", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )
    return People(emulator, pool_id, client["UserPoolClient"]["ClientId"])


def test_a_person_is_made_once_and_kept_privately(tmp_path: Path) -> None:
    path = tmp_path / "person.json"

    first, second = Person.kept_in(path), Person.kept_in(path)

    assert first == second
    assert uuid.UUID(first.username)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_people_share_neither_id_nor_password() -> None:
    one, other = Person.new(), Person.new()

    assert one.username != other.username
    assert one.password != other.password


def test_every_password_satisfies_every_rule_cognito_knows() -> None:
    passwords = [Person.new().password for _ in range(200)]

    rules = (r"[A-Z]", r"[a-z]", r"[0-9]", r"[^A-Za-z0-9]", r".{20,}")
    assert all(re.search(rule, password) for password in passwords for rule in rules)


def test_a_broken_person_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "person.json"
    path.write_text('{"username": "half', encoding="utf-8")

    person = Person.kept_in(path)

    assert Person.kept_in(path) == person


@pytest.mark.emulator
def test_a_person_can_sign_in_and_is_known_by_the_username(people: People) -> None:
    person = Person.new()
    people.ensure(person)

    token = people.sign_in(person)

    assert token.count(".") == 2
    assert claims(token)["cognito:username"] == person.username


@pytest.mark.emulator
def test_ensuring_twice_changes_nothing_but_the_password(people: People) -> None:
    person = Person.new()
    people.ensure(person)
    changed = Person(person.username, Person.new().password)

    people.ensure(changed)

    assert claims(people.sign_in(changed))["cognito:username"] == person.username
    with pytest.raises(LaptopError, match="cannot sign in"):
        people.sign_in(person)


@pytest.mark.emulator
def test_a_pool_that_is_gone_is_a_sentence(people: People) -> None:
    gone = People(people.emulator, "us-east-1_missing00", people.client_id)

    with pytest.raises(LaptopError, match="could not be created"):
        gone.ensure(Person.new())


def test_an_emulator_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    gone = People(Emulator(free_port(), tmp_path, tmp_path / "log"), "us-east-1_x", "c")

    with pytest.raises(LaptopError, match="cannot sign in"):
        gone.sign_in(Person.new())


def claims(token: str) -> dict[str, Any]:
    """The claims of a token, unverified."""
    import base64
    import json

    body = token.split(".")[1]
    found = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    assert isinstance(found, dict)
    return found
