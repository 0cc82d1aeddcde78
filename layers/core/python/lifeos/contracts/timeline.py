"""The timeline: one line for everything that has a time, whatever part of life it is from."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from lifeos.contracts.base import Currency, DecimalText, Model
from lifeos.contracts.facts import Domain, Evidence, Occurred

# An IANA name such as Europe/Berlin.
ZoneName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_+/-]{0,63}$")]


class DocumentRef(Model):
    """The document something was read from, as far as a list needs it."""

    id: UUID
    name: str
    title: str | None = None
    kind: str | None = None


class TimelineItem(Model):
    """One fact on the timeline."""

    fact_id: UUID
    domain: Domain
    kind: str
    title: str
    occurred: Occurred
    day: date = Field(description="Local day in the zone asked for")
    amount: DecimalText | None = None
    currency: Currency | None = None
    value: DecimalText | None = None
    unit: str | None = None
    document: DocumentRef
    evidence: Evidence | None = Field(
        default=None, description="The place that says it best; the fact has all of them"
    )
    confidence: Decimal = Field(ge=0, le=1)
    corrected: bool = Field(default=False, description="A value is the person's own")


class Timeline(Model):
    """One page of the timeline, newest first: instants by when they are, days by local midnight."""

    items: list[TimelineItem]
    zone: ZoneName
    next_cursor: str | None = None
