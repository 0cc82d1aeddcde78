"""`lifeos reread ID...`: have documents read once more, and wait for what becomes of them."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

import typer
from lifeos.contracts.documents import Document
from rich.text import Text

from clients.api.hub import Hub
from clients.api.ingest import LONGEST_WAIT_S
from clients.api.waiting import OutcomeWatch
from clients.api.words import counted
from clients.cli import exits
from clients.cli.options import ApiUrlOption, HomeOption, JsonOption, find_home, open_hub
from clients.cli.output import console, json_line, message, outcome_text, text

IdsArgument = Annotated[list[UUID], typer.Argument(metavar="ID...", help="Documents.")]
WaitOption = Annotated[bool, typer.Option("--wait/--no-wait", help="Wait for outcomes.")]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=1, help="Seconds to wait for all outcomes.")
]


def reread(
    document_ids: IdsArgument,
    *,
    wait: WaitOption = True,
    timeout: TimeoutOption = LONGEST_WAIT_S,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """Have documents read once more; your corrections stand.

    Each reading is a run of its own: `documents ID` lists them.
    """
    with open_hub(find_home(folder), api_url) as hub:
        # All are looked at before any is read: a mistyped id among them starts nothing.
        seen = [hub.document(one) for one in dict.fromkeys(document_ids)]
        begun = [hub.read_again(one, key=uuid.uuid4().hex) for one in seen]
        told = _ended(hub, begun, within_s=timeout) if wait else iter(begun)
        left = {document.id for document in begun}
        failed = False
        for document in told:
            left.discard(document.id)
            failed |= document.outcome == "failed"
            _say(document, as_json=as_json)
    if left:
        message(f"{counted(len(left), 'document')} not read yet; the hub goes on with them.")
    if left or failed:
        raise typer.Exit(exits.FAILED)


def _ended(hub: Hub, begun: list[Document], *, within_s: float) -> Iterator[Document]:
    """Each document once it has ended, for as long as there is time."""
    watch, deadline = OutcomeWatch(hub), time.monotonic() + within_s
    for document in begun:
        watch.add(document)
    while (pause_s := watch.seconds_to_next_look()) is not None:
        if time.monotonic() + pause_s > deadline:
            return
        time.sleep(pause_s)
        yield from watch.look()


def _say(document: Document, *, as_json: bool) -> None:
    if as_json:
        json_line(document)
        return
    line = Text.assemble(outcome_text(document.outcome, document.state), "  ", text(document.name))
    if document.outcome is not None:
        line.append(f"  {counted(document.facts, 'fact')}")
    if document.reason is not None:
        line.append("  ").append_text(text(document.reason.detail))
    console().print(line, soft_wrap=True)
