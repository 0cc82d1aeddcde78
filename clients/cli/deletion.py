"""`lifeos delete ID...` and `lifeos restore ID...`: each as the hub shows it at that moment."""

from __future__ import annotations

import uuid
from typing import Annotated
from uuid import UUID

import typer
from lifeos.contracts.documents import Document

from clients.api.errors import LocalFileError
from clients.api.hub import Hub
from clients.cli.options import ApiUrlOption, HomeOption, JsonOption, find_home, open_hub
from clients.cli.output import here, json_line, message, shown

IdsArgument = Annotated[list[UUID], typer.Argument(metavar="ID...", help="Documents.")]
ForGoodOption = Annotated[
    bool,
    typer.Option("--for-good", help="Purge as soon as no link to it can be used any more."),
]


def delete(
    document_ids: IdsArgument,
    *,
    for_good: ForGoodOption = False,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """Delete documents, with all they say and what came in them."""
    with open_hub(find_home(folder), api_url) as hub:
        for document_id in document_ids:
            deleted = hub.delete(hub.document(document_id), for_good=for_good)
            _say(deleted, as_json=as_json)


def restore(
    document_ids: IdsArgument,
    *,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """Take back the deletion of documents."""
    with open_hub(find_home(folder), api_url) as hub:
        for document_id in document_ids:
            found = _deleted(hub, document_id)
            _say(hub.restore(found, key=uuid.uuid4().hex), as_json=as_json)


def _deleted(hub: Hub, document_id: UUID) -> Document:
    """One of the documents that can be restored. Raises: LocalFileError where it is none."""
    for document in hub.documents({"deleted": "true"}):
        if document.id == document_id:
            return document
    raise LocalFileError("not-deleted", f"{document_id} is no document that can be restored.")


def _say(document: Document, *, as_json: bool) -> None:
    if as_json:
        json_line(document)
    elif document.purge_at is not None:
        until = here(document.purge_at)
        message(f"{shown(document.name)} is deleted; it can be restored until {until}.")
    else:
        message(f"{shown(document.name)} is there again.")
