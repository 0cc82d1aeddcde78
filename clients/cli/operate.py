"""`lifeos rebuild, parked`: what an operator does to the hub on this machine."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from clients.api.words import counted
from clients.cli.lifecycle import HomeOption, JsonOption, in_sentences, running_hub
from local.operator import Operator
from local.parked import ParkedMessages
from local.screen import clean, make_console
from local.trouble import ExitCode

RedriveOption = Annotated[
    bool, typer.Option("--redrive", help="Send every parked message back where it belongs.")
]


@in_sentences
def rebuild(*, home: HomeOption = None, as_json: JsonOption = False) -> ExitCode:
    """Derive live status again from originals and record.

    What stands still is started again.
    """
    console = make_console()
    for passed in Operator(running_hub(home).emulator).rebuild():
        if as_json:
            typer.echo(json.dumps({"reckoned": passed.reckoned, "audited": passed.audited}))
        else:
            console.print(passed.sentence(), soft_wrap=True)
    return ExitCode.OK


@in_sentences
def parked(
    *, home: HomeOption = None, as_json: JsonOption = False, redrive: RedriveOption = False
) -> ExitCode:
    """Show the messages of every dead-letter queue, or send them back."""
    messages = ParkedMessages(running_hub(home).emulator)
    console = make_console()
    if redrive:
        sent = messages.redrive()
        console.print(f"{counted(sent, 'message')} sent back.")
        return ExitCode.OK
    found = [message.plain() for message in messages.look()]
    for message in found:
        shown = clean(f"{message['queue']}  {message['target']}  {message['body']}")
        typer.echo(json.dumps(message) if as_json else shown)
    if not found and not as_json:
        console.print("Nothing is parked.")
    return ExitCode.OK
