"""The Switches port: Powertools' feature flags over a configuration in AppConfig.

What was served last and could be read stays in force while AppConfig is away, slow or serves
something else; before the first look everything is on. Powertools alone would fall back to the
caller's default at once, which would switch on what an operator has switched off. A look is given
a second or two and is taken at most once in `max_age_s`, whether it went well or not.

Source: AppConfig user guide, retrieving configurations; ADR 0019.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

import boto3
from aws_lambda_powertools.utilities.feature_flags import (
    AppConfigStore,
    FeatureFlags,
    StoreProvider,
)
from aws_lambda_powertools.utilities.feature_flags.exceptions import (
    ConfigurationStoreError,
    StoreClientError,
)
from pydantic import ValidationError

from lifeos.adapters.patience import HURRIED
from lifeos.contracts.flags import FlagDocument
from lifeos.contracts.ingest import FlagsKnown
from lifeos.documents.ports import Decision
from lifeos.settings import FlagsSettings

SLICES: Final = 10_000  # shares are told in hundredths of a percent
_ALL_ON: Final[dict[str, Any]] = {"reading": {"default": True}}
# Powertools reads bytes that are no UTF-8 outside of what it translates.
_AWAY = (ConfigurationStoreError, StoreClientError, UnicodeDecodeError, ValidationError)


def appconfig_client(*, endpoint_url: str | None = None) -> Any:
    """A client that is not waited for: there is always an answer without it."""
    return boto3.client("appconfigdata", endpoint_url=endpoint_url, config=HURRIED.config())


def share_of(flag: str, person: UUID) -> float:
    """Where a person stands in the gradual change of one flag: 0 to 99.99 percent.

    The same everywhere and for ever, so that a share that grows only adds people; another for each
    flag, so that not always the same people come first.
    """
    digest = hashlib.sha256(f"{flag}:{person}".encode()).digest()
    return int.from_bytes(digest) % SLICES * 100 / SLICES


class AppConfigSwitches:
    """The flags as this process last saw them."""

    def __init__(
        self, connect: Callable[[], Any], at: FlagsSettings, *, now: Callable[[], datetime]
    ) -> None:
        self._store = _LastGood(connect, at, now=now)
        self._flags = FeatureFlags(store=self._store)

    def decide(self, flag: str, person: UUID) -> Decision:
        """By rules over `person` and `share`; what nobody has heard of is on."""
        context = {"person": str(person), "share": share_of(flag, person)}
        on = self._flags.evaluate(name=flag, context=context, default=True)
        return Decision(on=bool(on), known=self._store.known)


class _LastGood(StoreProvider):
    """What AppConfig served last and the hub understands."""

    def __init__(
        self, connect: Callable[[], Any], at: FlagsSettings, *, now: Callable[[], datetime]
    ) -> None:
        self.known: FlagsKnown = "unknown"
        self._connect, self._at, self._now = connect, at, now
        self._store = self._opened()
        self._serving = _ALL_ON
        self._look_again = datetime.min.replace(tzinfo=UTC)

    def get_configuration(self) -> dict[str, Any]:
        """Never raises; the same object until there is another configuration."""
        if self._now() >= self._look_again:
            self._look()
            self._look_again = self._now() + timedelta(seconds=self._at.max_age_s)
        return self._serving

    @property
    def get_raw_configuration(self) -> dict[str, Any]:
        """As Powertools wants it named."""
        return self.get_configuration()

    def _look(self) -> None:
        try:
            served = self._store.get_configuration()
            FlagDocument.model_validate(served)
        except _AWAY:
            self.known = _worse(self.known)
            # A token is good for one call: whoever lost the answer needs another session.
            self._store = self._opened()
            return
        self._serving, self.known = served or _ALL_ON, "current"

    def _opened(self) -> AppConfigStore:
        """With a client of its own: each store leaves a hook on its client for good."""
        return AppConfigStore(
            environment=self._at.environment,
            application=self._at.application,
            name=self._at.configuration,
            max_age=0,  # how long a look lasts is decided above, also for one that failed
            boto3_client=self._connect(),
        )


def _worse(known: FlagsKnown) -> Literal["kept", "unknown"]:
    return "unknown" if known == "unknown" else "kept"
