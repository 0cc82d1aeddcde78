"""`lifeos up, down, status, doctor, reset`: the hub on this machine.

Exit codes are the table in `local.trouble`: 0 ok, 1 failed, 2 usage, 3 not running,
4 the machine lacks something, 130 interrupted.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Annotated, ParamSpec

import typer
from rich.console import Console

from local.doctor import examine
from local.home import Home, read_json
from local.hub import Hub
from local.livelog import LiveLog
from local.names import DocumentNames
from local.observing import Observer
from local.person import Person
from local.progress import announcing
from local.rollout import as_it_runs, is_current, roll_out
from local.sample import Found, SampleInbox
from local.screen import (
    make_console,
    show_arrival,
    show_change,
    show_checks,
    show_line,
    show_status,
    show_trouble,
)
from local.status import read_status
from local.trouble import ExitCode, LaptopError

ROOT = Path(__file__).resolve().parents[2]
P = ParamSpec("P")

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="The hub's folder. [default: $LIFEOS_HOME or ./.lifeos]"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout.")]
PortOption = Annotated[
    int | None,
    typer.Option("--port", help="Port of the AWS emulator. [default: the last, or 4566]"),
]
DetachOption = Annotated[
    bool, typer.Option("--detach", help="Return when it is up instead of showing its log.")
]
SampleOption = Annotated[
    bool, typer.Option("--sample/--no-sample", help="Ingest the sample inbox on the first start.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Really delete everything in the home.")]


def in_sentences(command: Callable[P, ExitCode]) -> Callable[P, None]:
    """Turn foreseen failures and interruptions into a sentence and an exit code."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        console = make_console(error=True)
        try:
            code = command(*args, **kwargs)
        except LaptopError as error:
            show_trouble(console, error)
            code = error.code
        except KeyboardInterrupt:
            console.print("Interrupted; everything that was started has been stopped.")
            code = ExitCode.INTERRUPTED
        raise typer.Exit(int(code))

    return run


@in_sentences
def up(
    *,
    detach: DetachOption = False,
    home: HomeOption = None,
    port: PortOption = None,
    sample: SampleOption = True,
) -> ExitCode:
    """Start the hub on this machine, on the first start with a sample.

    Database, AWS emulator, the real template, a person, and a sample inbox to look at. A hub that
    runs is brought up to the code in this checkout, in place.
    """
    begin = time.monotonic()
    hub = local_hub(home, port)
    console = make_console()
    if hub.is_running():
        return _bring_up_to_date(console, as_it_runs(hub))
    hub.home.prepare()
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    with announcing(console) as notice:
        hub.notice = notice
        arrival = hub.up()
        try:
            found = _first_inbox(hub) if sample else None
        except BaseException:
            hub.down()
            raise
    took_s = time.monotonic() - begin
    show_arrival(console, hub, arrival=arrival, found=found, took_s=took_s)
    return ExitCode.OK if detach else _stay(hub)


@in_sentences
def down(*, home: HomeOption = None) -> ExitCode:
    """Stop the hub and everything it started; nothing is lost."""
    hub = local_hub(home)
    hub.require_home()
    hub.down()
    make_console().print(f"Stopped. The data stays in {hub.home.path}.", soft_wrap=True)
    return ExitCode.OK


@in_sentences
def status(*, home: HomeOption = None, as_json: JsonOption = False) -> ExitCode:
    """Show what runs here, addresses and documents by outcome."""
    seen = read_status(local_hub(home))
    if as_json:
        typer.echo(json.dumps(seen.plain()))
    else:
        show_status(make_console(), seen)
    return ExitCode.OK if seen.running else ExitCode.NOT_RUNNING


@in_sentences
def doctor(
    *, home: HomeOption = None, port: PortOption = None, as_json: JsonOption = False
) -> ExitCode:
    """Check the machine and the hub, and say what to do."""
    console = make_console()
    failed: set[str] = set()
    for check in examine(local_hub(home, port)):
        if as_json:
            typer.echo(json.dumps(vars(check)))
        else:
            show_checks(console, [check])
        if check.verdict == "fail":
            failed.add(check.area)
    if "machine" in failed:
        return ExitCode.MACHINE
    return ExitCode.FAILED if failed else ExitCode.OK


@in_sentences
def reset(*, yes: YesOption = False, home: HomeOption = None) -> ExitCode:
    """Stop the hub and delete its home with every document in it."""
    hub = local_hub(home)
    hub.require_home()
    if not yes:
        raise LaptopError(
            f"This deletes {hub.home.path} with every document in it.",
            f"If that is what you want: {hub.home.command('reset --yes')}",
            code=ExitCode.USAGE,
        )
    console = make_console()
    console.print("Stopping the hub, then deleting its data ...")
    hub.stop_if_running()
    shutil.rmtree(hub.home.path)
    console.print(f"Deleted {hub.home.path}.", soft_wrap=True)
    return ExitCode.OK


def local_hub(home: Path | None, port: int | None = None) -> Hub:
    """The hub of a home: the one named, else $LIFEOS_HOME, else ./.lifeos."""
    chosen = home or Path(os.environ.get("LIFEOS_HOME") or ".lifeos")
    return Hub.at(Home(chosen.expanduser().absolute()), ROOT, port)


def _bring_up_to_date(console: Console, hub: Hub) -> ExitCode:
    """Say where the hub runs; deploy onto it whatever has changed since it was deployed."""
    address = read_json(hub.home.hub_file).get("api_url")
    console.print(f"A hub already runs in {hub.home.path}: {address}", soft_wrap=True)
    if is_current(hub):
        return ExitCode.OK
    with console.status("Deploying") as spinner:
        hub.notice = lambda part: spinner.update(f"Deploying what has changed: {part}")
        took_s = sum(roll_out(hub).seconds.values())
    console.print(f"Its code had changed; deployed in place after {took_s:.1f} s.")
    return ExitCode.OK


def running_hub(home: Path | None) -> Hub:
    """The hub of a home. Raises LaptopError when it does not run."""
    hub = local_hub(home)
    if not (read_json(hub.home.hub_file) and hub.is_alive()):
        raise LaptopError(
            f"No hub runs in {hub.home.path}.",
            f"Start one: {hub.home.command('up')}",
            code=ExitCode.NOT_RUNNING,
        )
    return hub


def _first_inbox(hub: Hub) -> Found | None:
    inbox = SampleInbox(hub.home, hub.root, notice=hub.notice)
    if inbox.was_ingested():
        return None
    with hub.part("sample inbox"):
        return inbox.ingest()


def _stay(hub: Hub) -> ExitCode:
    """Show the live log until Ctrl-C, then stop everything in order."""
    console = make_console()
    try:
        console.print("\nLive log; Ctrl-C stops the hub.", style="dim")
        names = DocumentNames(hub.api_url, hub.people, Person.kept_in(hub.home.person_file))
        observer = Observer(hub.emulator, since=time.time())

        def going_on() -> bool:
            for change in observer.due_changes():
                show_change(console, change)
            return hub.is_alive()

        for line in LiveLog(hub.emulator).follow(going_on=going_on):
            fate = names.outcome_of(line.document_id) if line.ends_document else ""
            show_line(console, line, name=names.of(line.document_id), outcome=fate)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # stopping takes a moment and must not stop
        console.print("\nStopping: saving the state, then the database ...")
        hub.stop_if_running()
        console.print(
            f"Stopped. Nothing is lost; the data stays in {hub.home.path}.", soft_wrap=True
        )
        return ExitCode.OK
    return _ended_by_itself(hub)


def _ended_by_itself(hub: Hub) -> ExitCode:
    if not hub.home.hub_file.exists():
        make_console().print("The hub was stopped by another command.")
        return ExitCode.OK
    hub.stop_if_running()
    raise LaptopError(
        "A part of the hub ended unexpectedly.",
        f"Start it again with {hub.home.command('up')}; nothing is lost. "
        f"The logs are in {hub.home.path}/logs.",
    )


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
