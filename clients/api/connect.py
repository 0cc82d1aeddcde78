"""The one place where a client's parts are put together."""

from __future__ import annotations

import hashlib
import time
from threading import Event

from clients.api.errors import StoppedError
from clients.api.home import Home
from clients.api.hub import Hub
from clients.api.ingest import USUAL, Ingest, Plan
from clients.api.parts import PartsJournal
from clients.api.session import Session
from clients.api.transfer import OnBytes
from clients.api.transport import PATIENT, Patience, Transport
from clients.api.upload import Uploader
from clients.api.waiting import OutcomeWatch


def connect(
    home: Home,
    *,
    api_url: str | None = None,
    stop: Event | None = None,
    patience: Patience | None = None,
) -> Hub:
    """The hub that `home` describes; nothing is sent yet. Close with `hub.transport.close()`.

    Raises: NotConfiguredError.
    """
    address, person = home.address(api_url), home.person()
    halt = stop or Event()

    def sleep(seconds: float) -> None:
        if halt.wait(seconds):
            raise StoppedError("Stopped while waiting to try again.")

    transport = Transport(
        through_proxy=not address.is_local, patience=patience or PATIENT, sleep=sleep
    )
    session = Session(address, person, cache=home.folder / "token.json", transport=transport)
    return Hub(address.api_url, session=session, transport=transport)


def ingest(
    hub: Hub,
    home: Home,
    *,
    plan: Plan = USUAL,
    stop: Event | None = None,
    on_bytes: OnBytes = lambda count: None,
) -> Ingest:
    """A run that sends files to `hub`, remembering large unfinished ones under `home`."""
    halt = stop or Event()
    who = f"{hub.api_url}\n{home.person().username}"
    owner = hashlib.sha256(who.encode()).hexdigest()[:16]
    journal = PartsJournal(home.folder / "unfinished-uploads", owner=owner)
    journal.sweep(time.time())
    uploader = Uploader(hub, journal=journal, should_stop=halt.is_set)
    return Ingest(uploader, OutcomeWatch(hub), plan=plan, stop=halt, on_bytes=on_bytes)
