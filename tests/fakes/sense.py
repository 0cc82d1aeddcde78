"""A Sense that reads what the test tells it to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from lifeos.contracts.facts import Evidence, Occurred, TransactionData
from lifeos.errors import LifeOSError
from lifeos.senses.models import FactDraft, Head, Page, Reading, Source, Tally

TALLY = Tally(document_kind="bank_statement", title="Statement", found_count=0)


class FakeSense:
    """Yields `readings`; `refusal` is raised by `check`, `breakdown` halfway through `read`."""

    def __init__(self) -> None:
        self.name = "fake"
        self.version = 3
        self.media_types: tuple[str, ...] = ("text/plain",)
        self.sure = 1.0
        self.readings: list[Reading] = [Page(number=1, text="one"), draft(1), draft(2), TALLY]
        self.refusal: LifeOSError | None = None
        self.breakdown: Exception | None = None
        self.seen: list[Source] = []

    def score(self, head: Head) -> float:
        return self.sure

    def check(self, source: Source) -> None:
        if self.refusal is not None:
            raise self.refusal

    def read(self, source: Source) -> Iterator[Reading]:
        self.seen.append(source)
        for place, reading in enumerate(self.readings):
            if self.breakdown is not None and place == len(self.readings) // 2:
                raise self.breakdown
            yield reading


def draft(number: int, **changed: Any) -> FactDraft:
    """A booked row; the same number is the same row in the world."""
    booked = date(2026, 3, number)
    told: dict[str, Any] = {
        "domain": "finance",
        "occurred": Occurred(start=booked),
        "amount": Decimal(f"-{number}.50"),
        "currency": "EUR",
        "title": f"Row {number}",
        "data": TransactionData(description=f"Row {number}", booked_on=booked),
        "evidence": [
            Evidence(field="amount", sha256="0" * 64, row=number, snippet="x", reader="fake/3")
        ],
        "confidence": Decimal(1),
        "confidence_reason": "told so",
        "identity": ("fake", str(number)),
    }
    return FactDraft.model_validate({**told, **changed})
