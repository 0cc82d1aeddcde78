"""What every published model shares."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic.functional_serializers import PlainSerializer
from pydantic.json_schema import WithJsonSchema


class Model(BaseModel):
    """Frozen and closed: an unknown field is an error, a stored model cannot drift."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _plain(value: Decimal) -> str:
    return format(value, "f")


def _exact(value: object) -> object:
    """Raises: ValueError for a float, whose digits are not the ones that were written."""
    if isinstance(value, float):
        raise ValueError("a decimal is written as text, not as a float")
    return value


# Money and measures travel as decimal strings: JSON numbers are floats in most clients.
DecimalText = Annotated[
    Decimal,
    BeforeValidator(_exact),
    PlainSerializer(_plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "examples": ["12.90"]}),
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]  # ISO 4217
CorrelationId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{8,64}$")]
