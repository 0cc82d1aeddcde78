"""Search: facts and pages that answer a few words, best first, and what was understood."""

from datetime import date
from typing import Literal

from pydantic import Field

from lifeos.contracts.base import Currency, DecimalText, Model
from lifeos.contracts.timeline import DocumentRef, TimelineItem


class Spelling(Model):
    """A word nothing is written with, and the words it was taken for."""

    typed: str
    taken_for: list[str]


class Understood(Model):
    """What a query asks for; all of it holds together."""

    words: list[str] = Field(default_factory=list, description="Each must begin a word")
    spelling: list[Spelling] = Field(default_factory=list)
    from_day: date | None = None
    to_day: date | None = Field(default=None, description="Inclusive")
    at_least: DecimalText | None = Field(default=None, description="Of the amount without sign")
    at_most: DecimalText | None = None
    currency: Currency | None = None
    any_word: bool = Field(
        default=False, description="Nothing has all of the words; these have some of them"
    )


class SearchHit(Model):
    """One fact or one page."""

    type: Literal["fact", "page"]
    score: float = Field(ge=0, description="To compare within one answer only")
    snippet: str = Field(max_length=400, description="The words as the file has them")
    document: DocumentRef
    fact: TimelineItem | None = None
    page: int | None = Field(default=None, ge=1)


class SearchAnswer(Model):
    """One page of hits, best first."""

    items: list[SearchHit]
    understood: Understood
    next_cursor: str | None = None
