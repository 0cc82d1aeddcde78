"""What every published model shares."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.functional_serializers import PlainSerializer
from pydantic.json_schema import WithJsonSchema

_AMOUNT = r"^[0-9]{1,15}(\.[0-9]{1,6})?$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Model(BaseModel):
    """Frozen and closed: an unknown field is an error, a stored model cannot drift.

    Built when first used, and in modules that do not postpone annotations, since Pydantic would
    compile each one anew: a cold start pays for what it uses (`make bench-cold`).
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True
    )


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


def _iso_day(value: object) -> object:
    """Pydantic also takes a number of seconds since 1970 for a day; the contract says ISO 8601."""
    if isinstance(value, str) and _DAY.fullmatch(value) is None:
        raise ValueError("must be a day as YYYY-MM-DD")
    return value


def _plain_amount(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(_AMOUNT, value) is None:
        raise ValueError("must be a decimal number without sign or exponent")
    return value


def _a_number(value: object) -> object:
    """Pydantic also takes `true` and `"12"` for whole numbers; JSON has types of its own."""
    if isinstance(value, bool | str):
        raise ValueError("must be a number")
    return value


Whole = Annotated[int, BeforeValidator(_a_number)]
Day = Annotated[date, BeforeValidator(_iso_day)]
# An amount that is asked for: bounded, so that no store has to hold 10^1000.
AskedAmount = Annotated[
    Decimal,
    BeforeValidator(_plain_amount),
    WithJsonSchema({"type": "string", "pattern": _AMOUNT, "examples": ["12.90"]}),
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]  # ISO 4217
CorrelationId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9._-]{8,64}$"),
    Field(examples=["3f0c2d7a9b6e"]),
]
