"""`lifeos rebuild, parked, backup, recover`: what an operator does to the hub on this machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from clients.api.words import counted
from clients.cli.lifecycle import HomeOption, JsonOption, in_sentences, local_hub, running_hub
from clients.cli.options import CloudOption
from local.backup import dump, restore
from local.operator import Operator, cloud_client
from local.parked import ParkedMessages
from local.screen import clean, make_console
from local.trouble import ExitCode, LaptopError

RedriveOption = Annotated[
    bool, typer.Option("--redrive", help="Send every parked message back where it belongs.")
]
OutdatedOption = Annotated[
    bool,
    typer.Option(
        "--outdated", help="Read again, of everybody, what an older pipeline version has read."
    ),
]
FileArgument = Annotated[Path, typer.Argument(help="The file.", dir_okay=False)]
YesOption = Annotated[bool, typer.Option("--yes", help="Really replace the record that is there.")]


@in_sentences
def rebuild(
    *, home: HomeOption = None, outdated: OutdatedOption = False, as_json: JsonOption = False
) -> ExitCode:
    """Derive live status again from originals and record.

    What stands still is started again.
    """
    console = make_console()
    for passed in Operator(running_hub(home).emulator).rebuild(outdated=outdated):
        if as_json:
            typer.echo(json.dumps({"reckoned": passed.reckoned, "audited": passed.audited}))
        else:
            console.print(passed.sentence(), soft_wrap=True)
    return ExitCode.OK


@in_sentences
def parked(
    *,
    home: HomeOption = None,
    cloud: CloudOption = None,
    as_json: JsonOption = False,
    redrive: RedriveOption = False,
) -> ExitCode:
    """Show the messages of every dead-letter queue, or send them back."""
    messages = (
        ParkedMessages.on(running_hub(home).emulator)
        if cloud is None
        else ParkedMessages(cloud_client, cloud)
    )
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


@in_sentences
def backup(file: FileArgument, *, home: HomeOption = None) -> ExitCode:
    """Write the record to a file; the hub goes on.

    The record is what documents say, and your corrections; the originals are not in it.
    """
    dump(local_hub(home).postgres, file.absolute())
    make_console().print(f"The record is in {file}; originals are not.", soft_wrap=True)
    return ExitCode.OK


@in_sentences
def recover(file: FileArgument, *, home: HomeOption = None, yes: YesOption = False) -> ExitCode:
    """Replace the record by a backup's, then rebuild."""
    hub = local_hub(home)
    if not yes:
        raise LaptopError(
            "This replaces the record that is there, with every correction since the backup.",
            f"If that is what you want: ./lifeos recover {file} --yes",
            code=ExitCode.USAGE,
        )
    restore(hub.postgres, file.absolute())
    for passed in Operator(hub.emulator).rebuild():
        make_console().print(passed.sentence())
    return ExitCode.OK
