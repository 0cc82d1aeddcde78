"""The ready-made person of a laptop hub.

Facts belong to a person's id for ever, but the emulator forgets its people when it is killed,
and no Cognito, here or on AWS, lets anybody choose a `sub`: a recreated or imported user gets a
new one. The username, however, is chosen once and cannot change, and it comes back from an
import. So a person's id is made here, kept in <home>/person.json and given to Cognito as the
username; tokens carry it as `cognito:username`.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from local.emulator import REGION, ROOT_KEY, Emulator
from local.home import read_json, write_json
from local.trouble import LaptopError

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


@dataclass(frozen=True)
class Person:
    """Who signs in: `username` is a UUID and, for ever, the id that facts belong to."""

    username: str
    password: str

    @classmethod
    def new(cls) -> Person:
        """Somebody new, with a password that satisfies every Cognito policy."""
        return cls(str(uuid.uuid4()), f"{secrets.token_urlsafe(18)}-aA1")

    @classmethod
    def kept_in(cls, path: Path) -> Person:
        """The person of this home; made and written (0600) on the first call."""
        kept = read_json(path)
        if "username" in kept and "password" in kept:
            return cls(str(kept["username"]), str(kept["password"]))
        person = cls.new()
        write_json(path, asdict(person), mode=0o600)
        return person


@dataclass(frozen=True)
class People:
    """One user pool of the emulator, administered with root credentials."""

    emulator: Emulator
    pool_id: str
    client_id: str

    def ensure(self, person: Person) -> None:
        """Make the person exist with this password. Raises LaptopError when Cognito refuses."""
        cognito = self._client()
        try:
            self._create(cognito, person)
            cognito.admin_set_user_password(
                UserPoolId=self.pool_id,
                Username=person.username,
                Password=person.password,
                Permanent=True,
            )
        except (ClientError, BotoCoreError) as error:
            raise LaptopError(
                f"The ready-made person could not be created: {error}",
                "See ./lifeos doctor; the emulator's log is <home>/logs/emulator.log.",
            ) from error

    def _create(self, cognito: CognitoIdentityProviderClient, person: Person) -> None:
        try:
            cognito.admin_create_user(
                UserPoolId=self.pool_id,
                Username=person.username,
                TemporaryPassword=person.password,  # the emulator's own would break the policy
                MessageAction="SUPPRESS",
            )
        except cognito.exceptions.UsernameExistsException:
            return

    def sign_in(self, person: Person) -> str:
        """An id token, as any client gets it. Raises LaptopError when Cognito refuses."""
        try:
            answer = self._client().initiate_auth(
                AuthFlow="USER_PASSWORD_AUTH",
                ClientId=self.client_id,
                AuthParameters={"USERNAME": person.username, "PASSWORD": person.password},
            )
            return answer["AuthenticationResult"]["IdToken"]
        except (ClientError, BotoCoreError, KeyError) as error:
            raise LaptopError(
                f"The ready-made person cannot sign in: {error}",
                "Stop and start the hub: ./lifeos down, then ./lifeos up.",
            ) from error

    def _client(self) -> CognitoIdentityProviderClient:
        import boto3
        from botocore.config import Config

        return boto3.client(
            "cognito-idp",
            endpoint_url=self.emulator.url,
            region_name=REGION,
            aws_access_key_id=ROOT_KEY,
            aws_secret_access_key=ROOT_KEY,
            config=Config(connect_timeout=3, read_timeout=20, retries={"max_attempts": 2}),
        )
