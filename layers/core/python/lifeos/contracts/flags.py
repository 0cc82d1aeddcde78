"""Feature flags as they lie in AppConfig: the part of Powertools' schema that the hub uses.

Anything else is refused, by AppConfig when it is stored (`operations/flags.py` has the same as JSON
Schema) and by the hub when it is served. Source: Powertools, feature flags, schema.
"""

from typing import Annotated, Literal

from pydantic import Field, RootModel, StrictBool, StringConstraints

from lifeos.contracts.base import Model

# Any name: a version of the hub that is being replaced meets the flags of the next one.
FlagName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{0,63}$")]
Person = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Percent = Annotated[float, Field(strict=True, ge=0, le=100)]


class OfPeople(Model):
    """Holds for these people."""

    action: Literal["KEY_IN_VALUE"]
    key: Literal["person"]
    value: list[Person] = Field(min_length=1, max_length=1000)


class OfShare(Model):
    """Holds for this percentage of all people, always the same ones."""

    action: Literal["KEY_LESS_THAN_VALUE"]
    key: Literal["share"]
    value: Percent


Condition = Annotated[OfPeople | OfShare, Field(discriminator="action")]


class Rule(Model):
    """What the flag is for whom the one condition holds."""

    when_match: StrictBool
    conditions: list[Condition] = Field(min_length=1, max_length=1)


class Flag(Model):
    """What the flag is for everybody no rule speaks of; the first rule that holds wins."""

    default: StrictBool
    rules: dict[str, Rule] | None = Field(default=None, min_length=1, max_length=2)


class FlagDocument(RootModel[dict[FlagName, Flag]]):
    """All flags that somebody has touched; every other one is on."""
