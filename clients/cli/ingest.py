"""`lifeos ingest`: send files, wait for what becomes of them, say it line by line.

The exit code is 0 when every file came to a true outcome. A rejection is one: the hub did its work
and says why. `--strict` asks for more: every file done, or a duplicate.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Annotated

import typer

from clients.api.connect import ingest as prepare
from clients.api.errors import StoppedError
from clients.api.ingest import LONGEST_WAIT_S, Plan, Report
from clients.cli import exits
from clients.cli.ingest_view import Tally, View, progress_view
from clients.cli.options import ApiUrlOption, HomeOption, JsonOption, find_home, open_hub
from clients.cli.output import message
from clients.cli.sources import Given

PathsArgument = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")
]
NameOption = Annotated[
    str | None, typer.Option("--name", help="Name of the document, for one file or -.")
]
JobsOption = Annotated[int, typer.Option("--jobs", min=1, max=32, help="Files sent at once.")]
WaitOption = Annotated[bool, typer.Option("--wait/--no-wait", help="Wait for outcomes.")]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=1, help="Seconds to wait for one file's outcome.")
]
HiddenOption = Annotated[bool, typer.Option("--hidden", help="Hidden files in folders too.")]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Fail unless every file is done or a duplicate.")
]


def ingest(
    paths: PathsArgument,
    *,
    name: NameOption = None,
    jobs: JobsOption = 4,
    wait: WaitOption = True,
    timeout: TimeoutOption = LONGEST_WAIT_S,
    hidden: HiddenOption = False,
    strict: StrictOption = False,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """Send files and folders to the hub and wait for their outcomes.

    Run it again after an interruption: what the hub has is not sent twice.
    """
    given = Given(paths, name, hidden)
    given.check()
    home, stop = find_home(folder), Event()
    plan = Plan(jobs=jobs, wait=wait, longest_wait_s=timeout)
    tally = Tally(strict=strict, wait=wait)
    with open_hub(home, api_url, stop=stop) as hub, given.spool() as spooled:
        hub.session.token()  # no file is read before the hub is known to be there
        sources = partial(given.sources, spooled)
        if next(sources(), None) is None:
            message(_nothing_in(paths))
            raise typer.Exit(exits.FAILED if strict else 0)
        with progress_view(sources, as_json=as_json) as view:
            run = prepare(hub, home, plan=plan, stop=stop, on_bytes=view.on_bytes)
            with _stopping(stop, view):
                _follow(run.run(sources()), tally, view=view)
    raise typer.Exit(tally.exit_code)


def _follow(reports: Generator[Report, None, None], tally: Tally, *, view: View) -> None:
    try:
        with closing(reports):
            for report in reports:
                tally.add(report)
                view.show(report)
    except KeyboardInterrupt as error:
        raise StoppedError(
            "Interrupted. Run the same command again to go on; nothing is sent twice."
        ) from error
    finally:
        view.close(tally.summary())


@contextmanager
def _stopping(stop: Event, view: View) -> Iterator[None]:
    """Ctrl-C is answered at once; what is on its way ends first, unless it comes a second time."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(exits.INTERRUPTED)  # safe at any moment: see clients.api.ingest
        stop.set()
        view.note("Stopping when what is being sent has ended; Ctrl-C again stops at once.")
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _nothing_in(paths: list[Path]) -> str:
    return f"No files in {', '.join(map(str, paths))}."
