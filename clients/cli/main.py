"""`lifeos`: a client of the hub's public API, and the switch for a hub on this machine.

Exit codes are the table in `clients.cli.exits`; it closes `--help` too.
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from clients.api.errors import ClientError
from clients.cli import (
    account,
    deletion,
    documents,
    exits,
    facts,
    flags,
    ingest,
    lifecycle,
    operate,
    ops,
    review,
    search,
    timeline,
    trace,
    watch,
)
from clients.cli.output import message


class Commands(TyperGroup):
    """All commands; the one place where an error becomes a sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; expected failures end it with a sentence, never a stack trace."""
        try:
            return super().invoke(ctx)
        except ClientError as error:
            message(error.sentence)
            if error.correlation_id:
                message(
                    f"Correlation id: {error.correlation_id} (lifeos trace shows what happened)"
                )
            raise typer.Exit(exits.code_of(error)) from error
        except KeyboardInterrupt:
            message("Interrupted.")
            raise typer.Exit(exits.INTERRUPTED) from None


app = typer.Typer(
    name="lifeos",
    cls=Commands,
    help="LifeOS Hub: your documents as facts with evidence, in one private place.",
    epilog=exits.TABLE,
    no_args_is_help=True,
    rich_markup_mode=None,  # help and usage errors repeat what was typed: no markup in it
    pretty_exceptions_enable=False,  # a stack trace with local variables would print passwords
    add_completion=False,
)
app.command()(ingest.ingest)
app.command()(documents.documents)
app.command()(deletion.delete)
app.command()(deletion.restore)
app.command()(facts.facts)
app.command()(timeline.timeline)
app.command()(search.search)
app.command()(review.review)
app.command()(review.correct)
app.command()(watch.watch)
app.command()(trace.trace)
app.command()(account.whoami)
app.command()(account.version)
lifecycle.register(app)
operate.register(app)
ops.register(app)
flags.register(app)

if __name__ == "__main__":
    app()
