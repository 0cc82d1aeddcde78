"""`lifeos documents [ID]`: the list, one document in full, or its original bytes."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from lifeos.contracts.documents import Document, Outcome, State

from clients.api.errors import LocalFileError
from clients.api.hub import Hub
from clients.api.transfer import fetch
from clients.api.words import PROGRAM
from clients.cli.document_view import show_document, show_documents
from clients.cli.options import (
    TABLE_ROWS,
    ApiUrlOption,
    HomeOption,
    JsonOption,
    LimitOption,
    find_home,
    open_hub,
)
from clients.cli.output import json_line, message, shown

IdArgument = Annotated[UUID | None, typer.Argument(metavar="[ID]", help="One document in full.")]
OutcomeOption = Annotated[Outcome | None, typer.Option("--outcome", help="Only this outcome.")]
StateOption = Annotated[State | None, typer.Option("--state", help="Only in this state.")]
DeletedOption = Annotated[
    bool, typer.Option("--deleted", help="What can be restored, and until when.")
]
EvidenceOption = Annotated[bool, typer.Option("--evidence", help="Show the words facts rest on.")]
ContentOption = Annotated[bool, typer.Option("--content", help="Download the original.")]
IntoOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Where to; - for stdout. [default: its name, here]"),
]
STDOUT = Path("-")
NOTHING_YET = f"No documents yet. Send some: {PROGRAM} ingest FILE_OR_FOLDER"


def documents(
    document_id: IdArgument = None,
    *,
    outcome: OutcomeOption = None,
    state: StateOption = None,
    deleted: DeletedOption = False,
    limit: LimitOption = None,
    evidence: EvidenceOption = False,
    content: ContentOption = False,
    into: IntoOption = None,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """List documents, newest first, or show one in full.

    In full: its way through the states, its facts, their evidence, and what came in it.
    """
    if content and document_id is None:
        raise typer.BadParameter("--content needs the ID of a document.")
    if into and not content:
        raise typer.BadParameter("--output goes with --content.")
    if as_json and into == STDOUT:
        raise typer.BadParameter("--json and the document cannot both go to stdout.")
    with open_hub(find_home(folder), api_url) as hub:
        if document_id is None:
            query = {"outcome": outcome, "state": state, "deleted": "true" if deleted else None}
            _list(hub, query, limit=limit, as_json=as_json)
        elif content:
            _download(hub, document_id, into=into, as_json=as_json)
        else:
            _one(hub, document_id, evidence=evidence, as_json=as_json)


def _list(hub: Hub, query: dict[str, str | None], *, limit: int | None, as_json: bool) -> None:
    if as_json:
        for document in hub.documents(query, limit=limit):
            json_line(document)
        return
    rows = limit or TABLE_ROWS
    found = list(hub.documents(query, limit=rows + 1))
    if not found:
        message("Nothing here is as you asked." if any(query.values()) else NOTHING_YET)
        return
    show_documents(found[:rows])
    if len(found) > rows:
        message(f"There are more than these {rows}; --limit N shows more.")


def _one(hub: Hub, document_id: UUID, *, evidence: bool, as_json: bool) -> None:
    document = hub.document(document_id)
    facts = hub.facts({"document": document_id})
    if as_json:
        found: dict[str, Any] = document.model_dump(mode="json")
        json_line({**found, "fact_list": [fact.model_dump(mode="json") for fact in facts]})
        return
    show_document(
        document,
        list(islice(facts, TABLE_ROWS)),
        enclosed=hub.enclosed(document),
        runs=hub.runs(document.id).items if document.outcome else [],
        evidence=evidence,
    )


def _download(hub: Hub, document_id: UUID, *, into: Path | None, as_json: bool) -> None:
    """Nothing appears under the final name before its hash was checked."""
    document = hub.document(document_id)
    target = into or _free_name(document)
    folder = None if target == STDOUT else target.parent
    try:
        handle, part = tempfile.mkstemp(dir=folder, prefix=".lifeos-")
        try:
            with os.fdopen(handle, "wb") as file:
                fetch(hub.transport, hub.content(document_id), document=document, into=file)
            _deliver(Path(part), target)
        finally:
            Path(part).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or "the disk refused it"
        raise LocalFileError("not-written", f"{target} was not written: {reason}.") from error
    _say(document, target, as_json=as_json)


def _deliver(part: Path, target: Path) -> None:
    if target == STDOUT:
        with part.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        os.replace(part, target)


def _free_name(document: Document) -> Path:
    """A stranger chose the name: it stays in this folder and replaces nothing."""
    plain = shown(document.name.replace("\\", "/").rpartition("/")[2])
    name = plain.lstrip(".").strip() or f"document-{document.id}"
    target = Path(name.encode()[:200].decode("utf-8", "ignore"))
    if target.exists() or target.is_symlink():
        raise LocalFileError("exists", f"{target} exists here already; choose a name with -o.")
    return target


def _say(document: Document, target: Path, *, as_json: bool) -> None:
    if as_json:
        json_line(
            {
                "document_id": str(document.id),
                "file": str(target),
                "sha256": document.sha256,
                "size_bytes": document.size_bytes,
                "media_type": document.media_type,
            }
        )
    elif target != STDOUT:
        message(f"{target}: {document.size_bytes} bytes, hash as registered.")
