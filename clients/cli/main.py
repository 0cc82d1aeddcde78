"""`lifeos`: a client of the hub's public API, and the switch for a hub on this machine.

A command's module is imported when the command is asked for: help is shown without any of them.
Exit codes are the table in `clients.cli.exits`; it closes `--help` too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info, get_group
from typer.models import CommandInfo

from clients.api.errors import ClientError, RefusedError
from clients.api.words import PROGRAM
from clients.cli import exits

# Module and sentence of each command, in the order of help; a test holds the sentences against
# the functions' own.
COMMANDS = {
    "ingest": ("ingest", "Send files and folders to the hub and wait for their outcomes."),
    "documents": ("documents", "List documents, newest first, or show one in full."),
    "delete": ("deletion", "Delete documents, with all they say and what came in them."),
    "restore": ("deletion", "Take back the deletion of documents."),
    "reread": ("rereading", "Have documents read once more; your corrections stand."),
    "facts": ("facts", "List facts, newest first, each with the place it was read from."),
    "timeline": ("timeline", "Show everything with a time on one line, newest first."),
    "search": ("search", "Find facts and pages by words, days and amounts."),
    "review": ("review", "List what waits for you; look at one; confirm or correct it."),
    "correct": ("review", "Correct one value of a fact; yours wins over every later reading."),
    "watch": ("watch", "Show documents going through their states; Ctrl-C ends it."),
    "trace": ("trace", "Show everything that happened for one request, with durations."),
    "whoami": ("account", "Sign in and show as whom."),
    "version": ("account", "Show the version of this client, and whether a hub answers."),
    "up": ("lifecycle", "Start the hub on this machine, on the first start with a sample."),
    "down": ("lifecycle", "Stop the hub and everything it started; nothing is lost."),
    "status": ("lifecycle", "Show what runs here, addresses and documents by outcome."),
    "doctor": ("lifecycle", "Check the machine and the hub, and say what to do."),
    "reset": ("lifecycle", "Stop the hub and delete its home with every document in it."),
    "rebuild": ("operate", "Derive live status again from originals and record."),
    "parked": ("operate", "Show the messages of every dead-letter queue, or send them back."),
    "backup": ("operate", "Write the record to a file; the hub goes on."),
    "recover": ("operate", "Replace the record by a backup's, then rebuild."),
    "flags": ("flags", "Switch readers off and on without a deploy."),
    "ops": ("ops", "Charts and alarms of the running hub."),
}
_TYPING_ERRORS = frozenset({400, 404, 409, 412, 422})  # nothing broke: there is nothing to trace


class Commands(TyperGroup):
    """All commands; the one place where an error becomes a sentence and an exit code."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, imported now; None where there is none."""
        if cmd_name not in self.commands and cmd_name in COMMANDS:
            module = import_module(f"clients.cli.{COMMANDS[cmd_name][0]}")
            self.commands[cmd_name] = _made(cmd_name, getattr(module, cmd_name))
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Typer's, with a word for whoever mistyped a name: it would know imported ones only."""
        if args[0] not in COMMANDS:
            near = ", ".join(get_close_matches(args[0], COMMANDS))
            ctx.fail(f"No such command {args[0]!r}." + (f" Did you mean {near}?" if near else ""))
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        """Every name, in the order of help."""
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list in help, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in COMMANDS.items()])

    def invoke(self, ctx: Any) -> Any:
        """Run the command; expected failures end it with a sentence, never a stack trace."""
        try:
            return super().invoke(ctx)
        except ClientError as error:
            _say(error)
            raise typer.Exit(exits.code_of(error)) from error
        except KeyboardInterrupt:
            _message("Interrupted.")
            raise typer.Exit(exits.INTERRUPTED) from None


def _made(name: str, called: Callable[..., Any] | typer.Typer) -> Any:
    """A command, or a group of its own such as `flags`."""
    if isinstance(called, typer.Typer):
        return get_group(called)
    info = CommandInfo(name=name, callback=called)
    return get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)


def _say(error: ClientError) -> None:
    _message(error.sentence)
    is_typing = isinstance(error, RefusedError) and error.status in _TYPING_ERRORS
    if error.correlation_id and not is_typing:
        _message(f"Correlation id: {error.correlation_id} ({PROGRAM} trace shows what happened)")


def _message(sentence: str) -> None:
    from clients.cli.output import message

    message(sentence)


app = typer.Typer(
    name=PROGRAM,
    cls=Commands,
    help="LifeOS Hub: your documents as facts with evidence, in one private place.",
    epilog=exits.TABLE,
    no_args_is_help=True,
    rich_markup_mode=None,  # help and usage errors repeat what was typed: no markup in it
    pretty_exceptions_enable=False,  # a stack trace with local variables would print passwords
    add_completion=False,
)


@app.callback()
def lifeos() -> None:
    """Stand for the group itself: a command line without commands would be none to Typer."""


def main() -> None:
    """Run the command line; on a terminal that lacks a character, that one is written escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name=PROGRAM)


if __name__ == "__main__":
    main()
