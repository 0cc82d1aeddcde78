"""Where the hub is and who is asking: a hub's home folder, the environment, or both.

`hub.json` and `person.json` are written by the laptop's `lifeos up`. For a hub in the cloud the
same values come from the environment, which wins over the files:
LIFEOS_API_URL, LIFEOS_REGION, LIFEOS_COGNITO_URL, LIFEOS_USER_POOL_CLIENT_ID, LIFEOS_USERNAME,
LIFEOS_PASSWORD.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from clients.api.errors import NotConfiguredError
from clients.api.words import PROGRAM

_ELSEWHERE = frozenset({"LIFEOS_API_URL", "LIFEOS_COGNITO_URL", "LIFEOS_REGION"})
M = TypeVar("M", bound=BaseModel)


class HubAddress(BaseModel):
    """Where requests and sign-ins go; URLs without a trailing slash."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    api_url: str
    cognito_url: str
    user_pool_client_id: str
    region: str

    @property
    def is_local(self) -> bool:
        """Whether the hub runs on this machine, so that no proxy belongs in between."""
        return _is_loopback(self.api_url)


class Person(BaseModel):
    """Who signs in."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    username: str
    password: SecretStr


@dataclass(frozen=True)
class Home:
    """One hub's folder as a client sees it."""

    folder: Path
    environ: Mapping[str, str]

    @classmethod
    def find(cls, folder: Path | None, environ: Mapping[str, str]) -> Home:
        """The folder given, else $LIFEOS_HOME, else ./.lifeos."""
        return cls(folder or Path(environ.get("LIFEOS_HOME") or ".lifeos"), environ)

    def address(self, api_url: str | None = None) -> HubAddress:
        """Raises: NotConfiguredError, also where a password would cross a network in the clear."""
        found = self._merged("hub.json", HubAddress)
        if api_url:
            found["api_url"] = api_url
        if "cognito_url" not in found and "region" in found:
            found["cognito_url"] = f"https://cognito-idp.{found['region']}.amazonaws.com"
        for key in ("api_url", "cognito_url"):
            found[key] = _safe_url(key, str(found[key])) if key in found else None
        return self._valid(HubAddress, found)

    def person(self) -> Person:
        """Raises: NotConfiguredError."""
        return self._valid(Person, self._merged("person.json", Person))

    def _merged(self, name: str, model: type[BaseModel]) -> dict[str, object]:
        given = {key: self.environ.get(f"LIFEOS_{key.upper()}") for key in model.model_fields}
        return self._read(name) | {key: value for key, value in given.items() if value}

    def _read(self, name: str) -> dict[str, object]:
        try:
            content = json.loads((self.folder / name).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError) as error:
            raise NotConfiguredError(f"{self.folder / name} cannot be read as JSON.") from error
        return content if isinstance(content, dict) else {}

    def _valid(self, model: type[M], found: dict[str, object]) -> M:
        try:
            return model.model_validate(found)
        except ValidationError as error:
            raise NotConfiguredError(self._advice(model, found)) from error

    def _advice(self, model: type[BaseModel], found: dict[str, object]) -> str:
        """For a hub elsewhere what is missing; for one on this machine how to start it."""
        if not _ELSEWHERE & self.environ.keys():
            here = "" if str(self.folder) == ".lifeos" else f" --home {self.folder}"
            return f"No hub runs in {self.folder.absolute()}. Start one: {PROGRAM} up{here}"
        missing = ", ".join(f"LIFEOS_{k.upper()}" for k in model.model_fields if not found.get(k))
        return f"For the hub elsewhere, {missing} must be set."


def _is_loopback(url: str) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _safe_url(key: str, url: str) -> str:
    """Bearer tokens and passwords go over TLS or stay on this machine."""
    if urlsplit(url).scheme == "https" or (urlsplit(url).scheme == "http" and _is_loopback(url)):
        return url.rstrip("/")
    raise NotConfiguredError(
        f"{key} must be an https:// address: plain http is used for a hub on this machine only."
    )
