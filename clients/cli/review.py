"""`lifeos review [ID]`: what does not add up, and the person's word on it; `lifeos correct`."""

from __future__ import annotations

import uuid
from itertools import islice
from typing import Annotated, Any
from uuid import UUID

import typer
from lifeos.contracts.facts import Fact
from lifeos.contracts.review import (
    FactCorrection,
    NewCorrection,
    ReviewCase,
    ReviewDecision,
    Reviewed,
)
from pydantic import ValidationError
from rich.table import Table

from clients.api.errors import RefusedError
from clients.api.hub import Hub
from clients.api.words import counted, printable
from clients.cli.assignment import given_value
from clients.cli.fact_view import as_json as fact_json
from clients.cli.fact_view import facts_table
from clients.cli.options import (
    TABLE_ROWS,
    ApiUrlOption,
    HomeOption,
    JsonOption,
    LimitOption,
    find_home,
    open_hub,
)
from clients.cli.output import console, here, json_line, message, shown, table, text

IdArgument = Annotated[UUID | None, typer.Argument(metavar="[ID]", help="A document that waits.")]
ConfirmOption = Annotated[bool, typer.Option("--confirm", help="It is right as it was read.")]
CorrectOption = Annotated[
    list[str] | None,
    typer.Option("--correct", metavar="FIELD=VALUE", help="Right with this value. May repeat."),
]
FactOption = Annotated[
    UUID | None, typer.Option("--fact", help="The fact to correct, where there are several.")
]
NoteOption = Annotated[
    str | None, typer.Option("--note", parser=printable, metavar="TEXT", help="Why, for later.")
]


def review(
    document_id: IdArgument = None,
    *,
    confirm: ConfirmOption = False,
    corrections: CorrectOption = None,
    fact: FactOption = None,
    note: NoteOption = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """List what waits for you; look at one; confirm or correct it.

    A correction is FIELD=VALUE; a field is amount, currency, title, occurred or data.NAME.
    """
    if (confirm or corrections) and document_id is None:
        raise typer.BadParameter("A decision needs the ID of a document.")
    if confirm and corrections:
        raise typer.BadParameter("--confirm and --correct exclude each other.")
    given = [given_value(one) for one in corrections or []]
    with open_hub(find_home(folder), api_url) as hub:
        if document_id is None:
            _list(list(hub.waiting(limit=limit)), as_json=as_json)
        elif confirm or given:
            _require_waiting(hub, document_id)
            seen = hub.case(document_id)
            decision = _decision(hub, document_id, given, fact=fact, note=note)
            _decided(hub.decide(seen, decision, key=uuid.uuid4().hex), as_json=as_json)
        else:
            _show(hub, hub.case(document_id), as_json=as_json)


def _require_waiting(hub: Hub, document_id: UUID) -> None:
    """Raises: RefusedError for a document that a decision would not change."""
    document = hub.document(document_id)
    if document.outcome != "needs_review":
        ended = f"it is {document.outcome}" if document.outcome else "it is still being read"
        raise RefusedError(
            f"{shown(document.name)} does not wait for you: {ended}.",
            status=409,
            problem="not-waiting",
        )


def _decided(answer: Reviewed, *, as_json: bool) -> None:
    if as_json:
        json_line(answer)
    else:
        changed = answer.corrected_facts
        message(f"Done; {counted(changed, 'fact')} corrected." if changed else "Done; confirmed.")
        if answer.remembered:
            message(f"Remembered of this issuer: {', '.join(answer.remembered)}.")


FactArgument = Annotated[UUID, typer.Argument(metavar="FACT_ID")]
ValueArgument = Annotated[str, typer.Argument(metavar="FIELD=VALUE")]
ReasonOption = Annotated[
    str | None, typer.Option("--reason", parser=printable, metavar="TEXT", help="Why, for later.")
]


def correct(
    fact_id: FactArgument,
    assignment: ValueArgument,
    *,
    reason: ReasonOption = None,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """Correct one value of a fact; yours wins over every later reading."""
    field, value = given_value(assignment)
    correction = _checked(NewCorrection, field=field, value=value, reason=reason)
    with open_hub(find_home(folder), api_url) as hub:
        fact = hub.correct(hub.fact(fact_id), correction, key=uuid.uuid4().hex)
    if as_json:
        json_line(fact_json(fact))
    else:
        console().print(facts_table([fact]))


def _checked(model: type[Any], **fields: Any) -> Any:
    try:
        return model(**fields)
    except ValidationError:
        raise typer.BadParameter(
            f"{fields['field']!r} is no field: say amount, currency, title, occurred or data.NAME."
        ) from None


def _decision(
    hub: Hub,
    document_id: UUID,
    given: list[tuple[str, Any]],
    *,
    fact: UUID | None,
    note: str | None,
) -> ReviewDecision:
    if not given:
        return ReviewDecision(decision="confirm", note=note)
    fact_id = fact or _only_fact(list(islice(hub.facts({"document": document_id}), 2)))
    corrections = [
        _checked(FactCorrection, fact_id=fact_id, field=field, value=value, reason=note)
        for field, value in given
    ]
    return ReviewDecision(decision="correct", corrections=corrections, note=note)


def _only_fact(facts: list[Fact]) -> UUID:
    if len(facts) != 1:
        raise typer.BadParameter("The document has several facts or none; say which with --fact.")
    return facts[0].id


def _list(cases: list[ReviewCase], *, as_json: bool) -> None:
    if as_json:
        for case in cases:
            json_line(case)
        return
    if not cases:
        message("Nothing waits for you.")
        return
    rows = table("since", "document", "what does not add up", "id", wrap=("document",))
    rows.columns[2].no_wrap = False
    for case in cases:
        reason, name = text(case.reason.detail), text(case.document.name)
        rows.add_row(here(case.since), name, reason, str(case.document.id))
    console().print(rows)


def _show(hub: Hub, case: ReviewCase, *, as_json: bool) -> None:
    facts = list(islice(hub.facts({"document": case.document.id}), TABLE_ROWS))
    if as_json:
        json_line({**case.model_dump(mode="json"), "fact_list": [fact_json(f) for f in facts]})
        return
    names = (case.document.title, case.document.name)
    console().print(text(": ".join(name for name in names if name), "bold"))
    console().print(_doubts(case))
    console().print(facts_table(facts))


def _doubts(case: ReviewCase) -> Table:
    rows = table("what does not add up", "it can be", wrap=("what does not add up", "it can be"))
    for doubt in case.doubts:
        rows.add_row(text(f"{doubt.detail} ({doubt.code})"), text(" or ".join(doubt.readings)))
    return rows
