"""The hub's feature flags: what there is, what may be stored, and how one is changed.

The template takes schema and first document from here, `lifeos flags` the rest. The first document
never changes: a template that stored another one would take back what an operator has switched.
ADR 0019.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

Document = dict[str, Any]

SENSES: Final = (
    *("camt", "csv", "docx", "einvoice", "eml", "html"),
    *("ics", "mt940", "ofx", "pdf", "plain_text", "qif"),
)
FLAGS: Final = ("reading", *(f"sense.{name}" for name in SENSES))
FIRST: Final[Document] = {"reading": {"default": True}}
AT_ONCE, IN_STEPS = "AtOnce", "InSteps"  # the two ways to spread a change, after the prefix
OF_PEOPLE, OF_SHARE = "of people", "of a share"
MOST_PEOPLE: Final = 1000
_UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


_ACTIONS: Final = {"person": "KEY_IN_VALUE", "share": "KEY_LESS_THAN_VALUE"}  # of Powertools


def _closed(**properties: Any) -> Document:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _condition(key: str, value: Document) -> Document:
    one = _closed(action={"enum": [_ACTIONS[key]]}, key={"enum": [key]}, value=value)
    return {**one, "required": ["action", "key", "value"]}


_PEOPLE: Final = {
    "type": "array",
    "minItems": 1,
    "maxItems": MOST_PEOPLE,
    "items": {"type": "string", "pattern": _UUID},
}
_CONDITION: Final = {
    "oneOf": [
        _condition("person", _PEOPLE),
        _condition("share", {"type": "number", "minimum": 0, "maximum": 100}),
    ]
}
_RULE: Final = {
    **_closed(
        when_match={"type": "boolean"},
        conditions={"type": "array", "minItems": 1, "maxItems": 1, "items": _CONDITION},
    ),
    "required": ["when_match", "conditions"],
}
_FLAG: Final = {
    **_closed(
        default={"type": "boolean"},
        rules={
            "type": "object",
            "minProperties": 1,
            "maxProperties": 2,
            "additionalProperties": _RULE,
        },
    ),
    "required": ["default"],
}
# Source: AppConfig user guide, validators: JSON Schema draft 4.
SCHEMA: Final[Document] = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    **_closed(**dict.fromkeys(FLAGS, _FLAG)),
}


def changed(
    document: Document,
    flag: str,
    *,
    on: bool,
    people: Sequence[str] = (),
    percent: float | None = None,
) -> Document:
    """The document with one flag on or off: for everybody, or for some and otherwise for the rest.

    `people` are ids of persons, `percent` is a share of all people.
    """
    rules: Document = {}
    if people:
        rules[OF_PEOPLE] = _rule(on, "person", value=sorted(people))
    if percent is not None:
        rules[OF_SHARE] = _rule(on, "share", value=percent)
    value = {"default": not on, "rules": rules} if rules else {"default": on}
    return {**document, flag: value}


def _rule(on: bool, key: str, *, value: Any) -> Document:
    condition = {"action": _ACTIONS[key], "key": key, "value": value}
    return {"when_match": on, "conditions": [condition]}


def described(document: Document) -> Iterator[tuple[str, str]]:
    """Each flag there is, and what it is for whom, in words."""
    for flag in sorted({*FLAGS, *document}):
        yield flag, _words(document.get(flag, {"default": True}))


def _words(flag: Document) -> str:
    told = ["on" if flag["default"] else "off"]
    for rule in flag.get("rules", {}).values():
        (condition,) = rule["conditions"]
        value, state = condition["value"], "on" if rule["when_match"] else "off"
        whom = f"{value:g} % of people" if condition["key"] == "share" else ", ".join(value)
        told.append(f"{state} for {whom}")
    return "; ".join(told)
