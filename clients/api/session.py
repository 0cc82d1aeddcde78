"""Signing in: a Cognito user pool over plain HTTPS, and a token kept between commands.

Source: Amazon Cognito API reference, InitiateAuth with USER_PASSWORD_AUTH (JSON 1.1 protocol).
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

from clients.api.errors import HubFailedError, SignInError
from clients.api.home import HubAddress, Person
from clients.api.private import replace_private
from clients.api.transport import Transport

EARLY_S = 60.0  # a token this close to its end is replaced before it is refused


class _Token(BaseModel):
    """What is cached: only good for the hub, pool and person it was given for."""

    api_url: str
    client_id: str
    username: str
    id_token: str
    expires_at: float  # Unix seconds


class Session:
    """One signed-in person; safe to share between threads."""

    def __init__(
        self,
        address: HubAddress,
        person: Person,
        *,
        cache: Path,
        transport: Transport,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._address = address
        self._person = person
        self._cache = cache
        self._transport = transport
        self._now = now
        self._lock = threading.Lock()
        self._token: _Token | None = None

    def token(self, *, refused: str | None = None) -> str:
        """A token that is not `refused`, from memory, from the cache, or by signing in.

        Raises: SignInError, UnreachableError, HubFailedError.
        """
        with self._lock:
            for candidate in (self._token, self._cached()):
                if candidate and self._is_good(candidate) and candidate.id_token != refused:
                    self._token = candidate
                    return candidate.id_token
            self._token = self._sign_in()
            replace_private(self._cache, self._token.model_dump_json())
            return self._token.id_token

    def claims(self) -> dict[str, Any]:
        """What the token says of the person; not verified here, the hub does that."""
        payload = self.token().split(".")[1:2]
        try:
            padded = payload[0] + "=" * (-len(payload[0]) % 4)
            claims = json.loads(base64.urlsafe_b64decode(padded))
        except (IndexError, ValueError) as error:
            raise HubFailedError("The sign-in answered with something that is no token.") from error
        return claims if isinstance(claims, dict) else {}

    def _is_good(self, token: _Token) -> bool:
        mine = (self._address.api_url, self._address.user_pool_client_id, self._person.username)
        theirs = (token.api_url, token.client_id, token.username)
        return mine == theirs and token.expires_at - EARLY_S > self._now()

    def _cached(self) -> _Token | None:
        try:
            return _Token.model_validate_json(self._cache.read_bytes())
        except (OSError, ValidationError):
            return None

    def _sign_in(self) -> _Token:
        answer = self._transport.send(self._request)
        result = _json(answer).get("AuthenticationResult")
        if answer.status_code >= 500:
            raise HubFailedError("The sign-in service failed. Try again in a moment.")
        if not isinstance(result, dict) or not isinstance(result.get("IdToken"), str):
            raise SignInError(_why_refused(answer))
        return _Token(
            api_url=self._address.api_url,
            client_id=self._address.user_pool_client_id,
            username=self._person.username,
            id_token=result["IdToken"],
            expires_at=self._now() + float(result.get("ExpiresIn", 300)),
        )

    def _request(self) -> httpx.Request:
        return self._transport.client.build_request(
            "POST",
            f"{self._address.cognito_url}/",
            headers={
                "Content-Type": "application/x-amz-json-1.1",
                "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
            },
            content=json.dumps(
                {
                    "AuthFlow": "USER_PASSWORD_AUTH",
                    "ClientId": self._address.user_pool_client_id,
                    "AuthParameters": {
                        "USERNAME": self._person.username,
                        "PASSWORD": self._person.password.get_secret_value(),
                    },
                }
            ),
        )


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _why_refused(answer: httpx.Response) -> str:
    content = _json(answer)
    if "ChallengeName" in content:
        return "The account asks for a further step to sign in, which this client cannot take."
    if str(content.get("__type", "")).endswith("NotAuthorizedException"):
        return "Signing in was refused: the hub does not know this name and password."
    return f"Signing in was refused (HTTP {answer.status_code})."
