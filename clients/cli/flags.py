"""`lifeos flags list, set, back`: feature flags of the hub on this machine, or in the cloud."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import typer

from clients.cli.lifecycle import HomeOption, JsonOption, in_sentences, local_hub
from clients.cli.options import CloudOption
from local.flags import FlagBoard
from local.operator import cloud_client, root_client
from local.screen import make_console
from local.trouble import ExitCode, LaptopError
from operations.flags import FLAGS, MOST_PEOPLE, changed, described

FlagArgument = Annotated[str, typer.Argument(help="The flag, as `list` names it.")]
StateArgument = Annotated[Literal["on", "off"], typer.Argument()]
PersonOption = Annotated[
    list[UUID] | None,
    typer.Option("--person", help="Only for this person, and otherwise for all but them."),
]
ShareOption = Annotated[
    float | None,
    typer.Option("--share", min=0, max=100, help="Only for this percentage of people."),
]

flags = typer.Typer(
    name="flags", help="Switch readers off and on without a deploy.", no_args_is_help=True
)


@flags.command("list")
@in_sentences
def list_(
    *, home: HomeOption = None, cloud: CloudOption = None, as_json: JsonOption = False
) -> ExitCode:
    """Every flag, what it is for whom, and what the last change is doing."""
    board = _board(home, cloud)
    document = board.document()
    if as_json:
        typer.echo(json.dumps(document))
        return ExitCode.OK
    for flag, told in described(document):
        typer.echo(f"{flag:20} {told}")
    make_console().print(board.state())
    return ExitCode.OK


@flags.command("set")
@in_sentences
def set_(
    flag: FlagArgument,
    state: StateArgument,
    *,
    person: PersonOption = None,
    share: ShareOption = None,
    home: HomeOption = None,
    cloud: CloudOption = None,
) -> ExitCode:
    """Off holds files until the flag is on again. Off takes effect at once, on in steps."""
    if flag not in FLAGS:
        raise LaptopError(
            f"There is no flag {flag}.", "See ./lifeos flags list.", code=ExitCode.USAGE
        )
    people = sorted({str(one) for one in person or ()})
    if len(people) > MOST_PEOPLE:
        raise LaptopError(
            f"At most {MOST_PEOPLE} people can be named.", "Use --share.", code=ExitCode.USAGE
        )
    board = _board(home, cloud)
    wanted = changed(board.document(), flag, on=state == "on", people=people, percent=share)
    version = board.put(wanted, at_once=state == "off")
    make_console().print(f"Version {version}: {flag} is {dict(described(wanted))[flag]}.")
    return ExitCode.OK


@flags.command("back")
@in_sentences
def back(*, home: HomeOption = None, cloud: CloudOption = None) -> ExitCode:
    """Take back the last change."""
    make_console().print(_board(home, cloud).back())
    return ExitCode.OK


def _board(home: Path | None, cloud: str | None) -> FlagBoard:
    if cloud is not None:
        return FlagBoard(cloud_client("appconfig"), cloud)
    return FlagBoard(root_client(local_hub(home).emulator, "appconfig"))
