"""`lifeos rebuild, parked`: what an operator does to the hub on this machine."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from clients.cli.lifecycle import HomeOption, JsonOption, in_sentences, local_hub
from local.operator import Operator, Round
from local.screen import make_console
from local.trouble import ExitCode

RedriveOption = Annotated[
    bool, typer.Option("--redrive", help="Send every parked message back to its queue.")
]


def register(app: typer.Typer) -> None:
    """Add the operator's commands to `app`."""
    for command in (rebuild, parked):
        app.command()(command)


@in_sentences
def rebuild(*, home: HomeOption = None, as_json: JsonOption = False) -> ExitCode:
    """Derive live status again from originals and record; restart what stands still."""
    console = make_console()
    for passed in Operator(local_hub(home).emulator).rebuild():
        if as_json:
            typer.echo(json.dumps({"reckoned": passed.reckoned, "audited": passed.audited}))
        else:
            console.print(_line(passed))
    return ExitCode.OK


@in_sentences
def parked(
    *, home: HomeOption = None, as_json: JsonOption = False, redrive: RedriveOption = False
) -> ExitCode:
    """Show the messages of every dead-letter queue, or send them back."""
    operator = Operator(local_hub(home).emulator)
    console = make_console()
    if redrive:
        console.print(f"{operator.redrive()} queues are being sent back.")
        return ExitCode.OK
    messages = operator.parked()
    for message in messages:
        typer.echo(json.dumps(message) if as_json else f"{message['queue']}  {message['body']}")
    if not messages and not as_json:
        console.print("Nothing is parked.")
    return ExitCode.OK


def _line(passed: Round) -> str:
    found, did = passed.reckoned, passed.audited
    ends = ", ".join(f"{count} {name}" for name, count in sorted(found["outcomes"].items()))
    return (
        f"{found['uploads']} uploads = {ends or 'none ended'} + {found['in_flight']} in flight"
        f" (difference {found['difference']}); written anew: {found['restored']} from the record,"
        f" {found['adopted']} from originals; restarted: {did['restarted']}"
    )
