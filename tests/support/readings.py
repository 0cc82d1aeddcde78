"""Hand a sense some bytes, and sort what it yields."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from lifeos.contracts.facts import DocumentData
from lifeos.errors import RejectedError
from lifeos.senses.models import (
    HEAD_BYTES,
    Attachment,
    FactDraft,
    Head,
    Page,
    Reading,
    Sense,
    Source,
    Tally,
)


@dataclass(frozen=True)
class Read:
    """All a sense yielded, by kind."""

    pages: list[Page]
    facts: list[FactDraft]
    attachments: list[Attachment]
    tally: Tally

    @property
    def text(self) -> str:
        return "\n".join(page.text for page in self.pages)


def head_of(content: bytes, name: str = "file") -> Head:
    return Head(content[:HEAD_BYTES], name, "application/octet-stream", len(content))


def source_of(folder: Path, content: bytes, name: str = "file") -> Source:
    path = folder / "original"
    path.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    return Source(path, name, "application/octet-stream", sha256, len(content))


def read_all(sense: Sense, source: Source) -> Read:
    sense.check(source)
    readings: list[Reading] = list(sense.read(source))
    tally = readings.pop()
    assert isinstance(tally, Tally)
    assert not any(isinstance(reading, Tally) for reading in readings)
    return Read(
        [reading for reading in readings if isinstance(reading, Page)],
        [reading for reading in readings if isinstance(reading, FactDraft)],
        [reading for reading in readings if isinstance(reading, Attachment)],
        tally,
    )


def is_undated(read: Read) -> bool:
    """Whether the one fact is of the day the hub received the file, whatever day it is about."""
    (fact,) = read.facts
    spread = fact.occurred.uncertainty_days
    return spread > 365 and isinstance(fact.data, DocumentData) and fact.data.dated_on is None


def read_or_reason(sense: Sense, source: Source) -> Read | str:
    """What the sense yields, or the reason code of its refusal; anything else is a failure."""
    try:
        return read_all(sense, source)
    except RejectedError as refused:
        return refused.reason
