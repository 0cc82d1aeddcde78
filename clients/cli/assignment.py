"""FIELD=VALUE as a person types it: decimals with a comma too, JSON where a value has structure."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, get_args

import typer
from lifeos.contracts.facts import FactData
from pydantic import BaseModel

from clients.api.words import printable

_POINT = re.compile(r"[+-]?\d+(\.\d+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),\d{1,2}")


def given_value(assignment: str) -> tuple[str, Any]:
    """Field and value; one that begins like JSON is JSON, anything else is text.

    Raises: typer.BadParameter, with how it can be written.
    """
    field, equals, value = printable(assignment).partition("=")
    field = field.strip()
    if not equals:
        raise typer.BadParameter(f"{assignment!r} is not FIELD=VALUE.")
    if value == "null" or value[:1] in ("{", "["):
        try:
            return field, json.loads(value)
        except ValueError:
            raise typer.BadParameter(f"The value of {field} is no JSON.") from None
    return field, decimal_text(field, value) if field in _decimal_fields() else value


def decimal_text(field: str, typed: str) -> str:
    """The number as the contract writes it. A comma with one or two digits after it is decimal;
    with three it may mark thousands, and nobody guesses that.
    """
    value = typed.strip()
    if _COMMA.fullmatch(value):
        value = value.replace(".", "").replace(",", ".")
    if field == "amount" and _THOUSANDS.fullmatch(value):
        raise typer.BadParameter(
            f"{typed!r} can be two amounts: write {value.replace('.', '')} or {value}0."
        )
    if not _POINT.fullmatch(value):
        raise typer.BadParameter(f"{typed!r} is no number for {field}: write it like 1120.00.")
    return value.removeprefix("+")


def _decimal_fields() -> set[str]:
    """Fields of a fact and of its typed data that hold a decimal, as corrections name them."""
    kinds: tuple[type[BaseModel], ...] = get_args(get_args(FactData)[0])
    named = {
        f"data.{name}"
        for kind in kinds
        for name, field in kind.model_fields.items()
        if field.annotation is Decimal or Decimal in _parts(field.annotation)
    }
    return named | {"amount", "value"}


def _parts(annotation: Any) -> set[Any]:
    """What an annotation is made of, unions and `Annotated` taken apart; not lists of models."""
    return {annotation}.union(*map(_parts, get_args(annotation)))
