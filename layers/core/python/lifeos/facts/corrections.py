"""A person's correction of a fact: which fields it changes, and whether the fact can be so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from pydantic import JsonValue, ValidationError

from lifeos.contracts.conditions import Expected
from lifeos.contracts.facts import Fact
from lifeos.contracts.review import NewCorrection
from lifeos.errors import ChangedError, InvalidInputError
from lifeos.facts.ports import Change, Desk, FactReader, Mark

Linked = Callable[[JsonValue], dict[str, JsonValue]]
_FIXED = frozenset({"data.kind", "data.uid", "data.recurrence_id"})  # they say which thing it is


def correct(
    fact_id: UUID,
    new: NewCorrection,
    *,
    user_id: UUID,
    expected: Expected,
    mark: Mark,
    desk: Desk,
    reader: FactReader,
) -> Fact:
    """The fact with the person's value, which stands over every later run.

    A correction that has gone through before, and whose answer was lost, has been made.
    Source: RFC 9110, section 13.1.1.

    Raises: NotFoundError, InvalidInputError if the fact cannot have such a value, ChangedError if
    it is not any more what the person has seen.
    """
    change = change_of(reader.get(user_id, fact_id), new)
    try:
        desk.correct(user_id, change, mark=mark, expected=expected)
    except ChangedError as error:
        now = reader.get(user_id, fact_id)
        if not _is_made(change, now):
            raise ChangedError(error.detail, current=now) from error
    return reader.get(user_id, fact_id)


def _is_made(change: Change, fact: Fact) -> bool:
    said = {told.field: told.value for told in fact.corrections}
    return all(field in said and said[field] == value for field, value in change.values.items())


def change_of(fact: Fact, new: NewCorrection) -> Change:
    """All values that this correction changes, each as a published fact writes it.

    Raises: InvalidInputError.
    """
    if new.field in _FIXED:
        raise InvalidInputError(f"{new.field} says which thing this is and cannot be corrected.")
    wanted = _with_linked(fact, new.field, new.value)
    corrected = _validated(fact, wanted, new.field)
    values = {field: _value(corrected, field) for field in wanted}
    return Change(
        fact_id=fact.id,
        field=new.field,
        value=values[new.field],
        reason=new.reason,
        values=values,
    )


def _with_linked(fact: Fact, field: str, value: JsonValue) -> dict[str, JsonValue]:
    if field == "occurred" and isinstance(value, str):
        value = {"start": value}  # a day or an instant alone is meant as the whole of it
    wanted = {field: value}
    linked = _LINKS.get(fact.kind, {}).get(field)
    if linked is not None:
        wanted.update(linked(value))
    if field == "data.end" and fact.kind == "event":
        wanted["occurred"] = {**fact.occurred.model_dump(mode="json"), "end": value}
    if field == "data.start" and fact.kind == "event":
        wanted["occurred"] = {**fact.occurred.model_dump(mode="json"), "start": value}
    return wanted


def _validated(fact: Fact, wanted: dict[str, JsonValue], field: str) -> dict[str, Any]:
    content = fact.model_dump(mode="json")
    for name, value in wanted.items():
        _place(content, name)[name.rpartition(".")[2]] = value
    try:
        return Fact.model_validate(content).model_dump(mode="json")
    except ValidationError as error:
        reasons = sorted({found["msg"] for found in error.errors(include_input=False)})
        raise InvalidInputError(f"{field} cannot be that: {'; '.join(reasons)[:300]}.") from None


def _place(content: dict[str, Any], field: str) -> dict[str, Any]:
    place: dict[str, Any] = content["data"] if field.startswith("data.") else content
    return place


def _value(content: dict[str, Any], field: str) -> JsonValue:
    value: JsonValue = _place(content, field)[field.rpartition(".")[2]]
    return value


def _also(*fields: str) -> Linked:
    return lambda value: dict.fromkeys(fields, value)


def _also_on(value: JsonValue) -> dict[str, JsonValue]:
    """A day that was certain enough to be named is certain enough for the timeline."""
    return {"occurred": {"start": value}} if value is not None else {}


def _day_of(*fields: str) -> Linked:
    def linked(value: JsonValue) -> dict[str, JsonValue]:
        start = value.get("start") if isinstance(value, dict) else None
        return {field: str(start)[:10] for field in fields} if start else {}

    return linked


def _times_of(value: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(value, dict):
        return {}
    return {"data.start": value.get("start"), "data.end": value.get("end")}


# Fields that say one thing in two places: correcting one corrects the other.
_BILL: dict[str, Linked] = {
    "amount": _also("data.total"),
    "data.total": _also("amount"),
    "data.issued_on": _also_on,
    "occurred": _day_of("data.issued_on"),
}
_LINKS: dict[str, dict[str, Linked]] = {
    "invoice": _BILL,
    "receipt": _BILL,
    "credit_note": _BILL,
    "transaction": {"data.booked_on": _also_on, "occurred": _day_of("data.booked_on")},
    "balance": {"data.stated_on": _also_on, "occurred": _day_of("data.stated_on")},
    "document": {"data.dated_on": _also_on, "occurred": _day_of("data.dated_on")},
    "event": {
        "title": _also("data.summary"),
        "data.summary": _also("title"),
        "occurred": _times_of,
    },
    "task": {
        "title": _also("data.summary"),
        "data.summary": _also("title"),
        "data.due": _also_on,
    },
}
