"""Links that carry their own permission, for stores that have no signing of their own.

A token is the permission as JSON, then an HMAC-SHA256 over exactly those characters, both in
base64url. Everything a link is bound to is inside: nothing is looked up and nothing beside the
token is believed. Whoever holds a link may use it until it expires, so it is never logged.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from lifeos.contracts.base import Model
from lifeos.documents.ports import ObjectRef, UploadRequest
from lifeos.errors import DeniedError, InvalidInputError

MIN_SECRET_BYTES = 32  # Source: RFC 2104 section 3, a key as long as the hash's output
MAX_TOKEN_CHARACTERS = 32 * 1024  # half of what http.server reads as a request line


class UploadGrant(Model):
    """Take exactly these bytes at this key."""

    allows: Literal["upload"] = "upload"
    expires_at: datetime
    request: UploadRequest


class PartGrant(Model):
    """Take one part of an upload in parts."""

    allows: Literal["part"] = "part"
    expires_at: datetime
    upload_id: str
    number: int
    size_bytes: int


class DownloadGrant(Model):
    """Serve this version as an attachment of this name and type."""

    allows: Literal["download"] = "download"
    expires_at: datetime
    ref: ObjectRef
    name: str
    media_type: str


Grant = UploadGrant | PartGrant | DownloadGrant


class _Payload(Model):
    """What a token says."""

    grant: Annotated[Grant, Field(discriminator="allows")]


class LinkSigner:
    """Makes tokens and reads back only its own."""

    def __init__(self, secret: bytes, clock: Callable[[], datetime]) -> None:
        """Raises: ValueError for a secret under MIN_SECRET_BYTES, a mistake of the set-up."""
        if len(secret) < MIN_SECRET_BYTES:
            raise ValueError(f"the link secret needs at least {MIN_SECRET_BYTES} bytes")
        self._secret = secret
        self._clock = clock

    def sign(self, grant: Grant) -> str:
        """The token for `grant`. Raises: InvalidInputError if it has expired already."""
        self.require_ahead(grant.expires_at)
        payload = _text(_Payload(grant=grant).model_dump_json().encode())
        return f"{payload}.{self._signature(payload)}"

    def require_ahead(self, expires_at: datetime) -> None:
        """Raises: InvalidInputError if a link with this expiry would never work."""
        if expires_at <= self._clock():
            raise InvalidInputError("The link would expire before it is made.")

    def read(self, token: str) -> Grant:
        """What the token allows. Raises: DeniedError if it is not ours or has expired."""
        payload, _, signature = token.partition(".")
        genuine = len(token) <= MAX_TOKEN_CHARACTERS and hmac.compare_digest(
            _octets(self._signature(payload)), _octets(signature)
        )
        if not genuine:
            raise DeniedError("This link is not valid.")
        try:
            grant = _Payload.model_validate_json(base64.urlsafe_b64decode(payload + "===")).grant
        except ValidationError as error:  # ours, but from a release that wrote it differently
            raise DeniedError("This link is no longer understood. Ask for a new one.") from error
        if grant.expires_at <= self._clock():
            raise DeniedError("This link has expired. Ask for a new one.")
        return grant

    def _signature(self, payload: str) -> str:
        return _text(hmac.new(self._secret, _octets(payload), hashlib.sha256).digest())


def _octets(text: str) -> bytes:
    return text.encode(errors="replace")


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
