"""`lifeos ops`: the hub's charts and alarms on this machine, in the terminal or as a page."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.live import Live

from clients.cli.lifecycle import HomeOption, JsonOption, in_sentences, local_hub
from local.home import read_json
from local.observing import EVERY_S, Observer
from local.opspage import as_page
from local.opsscreen import as_screen
from local.opsview import View, as_plain, view_of
from local.screen import make_console
from local.trouble import ExitCode, LaptopError

OnceOption = Annotated[bool, typer.Option("--once", help="Show it once instead of following it.")]
PageOption = Annotated[
    Path | None, typer.Option("--page", help="Write a page for a browser to this file.")
]
MinutesOption = Annotated[int, typer.Option("--minutes", min=1, help="How far back.")]


@in_sentences
def ops(
    *,
    once: OnceOption = False,
    page: PageOption = None,
    minutes: MinutesOption = 60,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> ExitCode:
    """Charts and alarms of the running hub.

    The dashboard in the cloud has the same.
    """
    observer = _observer(home)
    if as_json:
        typer.echo(json.dumps(as_plain(_look(observer, minutes))))
    elif page is not None:
        page.write_text(as_page(_look(observer, minutes)), encoding="utf-8")
        make_console().print(f"Written: {page}", soft_wrap=True)
    elif once or not sys.stdout.isatty():  # a pipe shows nothing that is redrawn
        make_console().print(as_screen(_look(observer, minutes)))
    else:
        _follow(observer, minutes)
    return ExitCode.OK


def _observer(home: Path | None) -> Observer:
    hub = local_hub(home)
    if not read_json(hub.home.hub_file):
        raise LaptopError(
            f"No hub runs in {hub.home.path}.",
            "Start one with ./lifeos up.",
            code=ExitCode.NOT_RUNNING,
        )
    return Observer(hub.emulator, since=hub.home.hub_file.stat().st_mtime)


def _look(observer: Observer, minutes: int) -> View:
    """Alarms are evaluated first, so that what is shown is what is true now."""
    observer.changes()
    return view_of(observer, minutes=minutes, now=time.time())


def _follow(observer: Observer, minutes: int) -> None:
    with Live(as_screen(_look(observer, minutes)), console=make_console(), screen=True) as live:
        while True:
            time.sleep(EVERY_S)
            live.update(as_screen(_look(observer, minutes)))
