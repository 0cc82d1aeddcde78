"""A file as PICK hands it on: who reads it, and as what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lifeos.senses import registry, sniff
from lifeos.senses.models import HEAD_BYTES, Head, Sense, Source

from tests.support.readings import source_of

NOTHING_DECLARED = "application/octet-stream"


def picked(
    folder: Path, content: bytes, name: str, *, declared: str = NOTHING_DECLARED
) -> tuple[Sense | None, Source]:
    """Write the content into `folder` and pick its sense; None where nobody is sure enough."""
    head = Head(content[:HEAD_BYTES], name, declared, len(content))
    sense = registry.pick(head)
    found = sense.media_types[0] if sense else sniff.media_type(head)
    return sense, replace(source_of(folder, content, name), media_type=found)
