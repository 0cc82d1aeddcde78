"""`./lifeos watch`: documents going through their states, as it happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Annotated
from uuid import UUID

import typer
from lifeos.contracts.live import Change
from rich.text import Text

from clients.api.hub import Hub
from clients.api.live import LiveDocuments, Missed
from clients.cli.names import name_of
from clients.cli.options import ApiUrlOption, HomeOption, JsonOption, find_home, open_hub
from clients.cli.output import console, here, json_line, message, outcome_text, text

_CURSOR = re.compile(r"[0-9a-f]{8}\.[0-9]{12}")
_ID_CHARACTERS = 8  # the last ones: ids made in the same minute begin alike


def _cursor(value: str) -> str:
    if _CURSOR.fullmatch(value) is None:
        raise typer.BadParameter("That is no cursor; `./lifeos watch --json` shows some.")
    return value


AfterOption = Annotated[
    str | None,
    typer.Option("--after", parser=_cursor, metavar="CURSOR", help="First what came after it."),
]
CountOption = Annotated[
    int | None, typer.Option("--limit", min=1, help="End after so many changes. [default: never]")
]


def watch(
    *,
    after: AfterOption = None,
    limit: CountOption = None,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """Show documents going through their states; Ctrl-C ends it."""
    with open_hub(find_home(folder), api_url) as hub:
        live = LiveDocuments(hub, after=after, told=message)
        changes = islice(live.changes(), limit)
        try:
            _show(changes, _Names(hub), as_json=as_json)
        finally:
            if live.cursor is not None:
                message(f"To go on from here: ./lifeos watch --after {live.cursor}")


def _show(changes: Iterator[Change | Missed], names: _Names, *, as_json: bool) -> None:
    for change in changes:
        if isinstance(change, Missed):
            message("Older changes are no longer kept; `./lifeos documents` shows how it stands.")
            if as_json:
                json_line({"type": "reset", "cursor": change.cursor})
        elif as_json:
            json_line(change)
        else:
            console().print(line_of(change, names.of(change.document_id)), soft_wrap=True)


def line_of(change: Change, name: str) -> Text:
    """Time, state or outcome (or that it was deleted, or is gone), id, name: one line."""
    state = outcome_text(change.outcome, change.state)
    if change.presence != "there":
        state = text(change.presence, "dim")
    state.pad_right(14 - len(state))
    why = f"  ({change.reason})" if change.reason else ""
    ends_in = str(change.document_id)[-_ID_CHARACTERS:]
    parts = [text(here(change.at)[11:]), state, text(f"..{ends_in}"), text(f"{name}{why}")]
    return Text("  ").join(parts)


class _Names:
    """Names of documents; the socket carries none, so each is asked for once."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._known: dict[UUID, str] = {}

    def of(self, document_id: UUID) -> str:
        """Its name, or nothing for one that is gone."""
        if document_id not in self._known:
            self._known[document_id] = name_of(self._hub, document_id)
        return self._known[document_id]
