"""Options every command shares, and the hub they lead to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from clients.api.connect import connect
from clients.api.home import Home
from clients.api.hub import Hub

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="The hub's folder. [default: $LIFEOS_HOME or ./.lifeos]"),
]
ApiUrlOption = Annotated[
    str | None, typer.Option("--api-url", help="A hub elsewhere. [default: $LIFEOS_API_URL]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout.")]
LimitOption = Annotated[
    int | None,
    typer.Option("--limit", min=1, help="At most so many. [default: 50, with --json all]"),
]

ZoneOption = Annotated[
    str | None,
    typer.Option("--zone", help="Whose days, e.g. Europe/Berlin. [default: this machine's zone]"),
]
CloudOption = Annotated[
    str | None,
    typer.Option("--cloud", metavar="PREFIX", help="A hub in AWS, with your own credentials."),
]

TABLE_ROWS = 50


def find_home(folder: Path | None) -> Home:
    """The home the options and the environment mean."""
    return Home.find(folder, os.environ)


def zone_here(chosen: str | None) -> str:
    """The chosen zone, else this machine's by its IANA name, else UTC."""
    if chosen:
        return chosen
    named = os.environ.get("TZ", "").removeprefix(":") or str(LOCALTIME.resolve())
    return named.rpartition("zoneinfo/")[2].lstrip("/") if named != str(LOCALTIME) else "UTC"


LOCALTIME = Path("/etc/localtime")


@contextmanager
def open_hub(home: Home, api_url: str | None = None, *, stop: Event | None = None) -> Iterator[Hub]:
    """The hub, its connections given back at the end. Raises: NotConfiguredError."""
    hub = connect(home, api_url=api_url, stop=stop)
    try:
        yield hub
    finally:
        hub.transport.close()
