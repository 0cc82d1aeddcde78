"""What reading one file may cost: seconds, memory, and how much a reader may say.

A reader that goes over is ended, and the file is refused with the limit as its reason. Seconds are
those the hub waits for the reader (and those of CPU time the reader uses); time the database takes
does not count. Over all states one bad file holds a slot for at most the timeouts of the five
functions together (`functions/catalogue.py`); in its reader for at most `check_s + read_s`.
"""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one sense. `libraries` are imported once per process, before any file is seen."""

    max_bytes: int = 100 * MEGABYTE  # of the file itself; a reader may allow less
    check_s: int = 30
    read_s: int = 120
    memory_bytes: int = 768 * MEGABYTE  # of address space, the interpreter's 60 MB included
    said_bytes: int = 256 * MEGABYTE  # of everything it yields
    libraries: tuple[str, ...] = ()

    @property
    def too_large(self) -> str:
        """The sentence for a file of more bytes."""
        return f"A file of this kind may have {self.max_bytes // MEGABYTE} MB at most."


DEFAULT = Limits()
_LIMITS = {
    # Scans make large files; 2,000 pages of text, the most that are read, take 4 s and 43 MB.
    "pdf": Limits(
        max_bytes=400 * MEGABYTE,
        read_s=180,
        libraries=("pypdfium2", "defusedxml.ElementTree"),  # for the invoice a PDF may carry
    ),
    # Under the gateway's 29 seconds: somebody waits for the picture.
    "pdf_page": Limits(
        max_bytes=400 * MEGABYTE, read_s=20, said_bytes=32 * MEGABYTE, libraries=("pypdfium2",)
    ),
    "camt": Limits(libraries=("defusedxml.ElementTree",)),
    "einvoice": Limits(libraries=("defusedxml.ElementTree",)),
    "docx": Limits(libraries=("defusedxml.ElementTree", "zipfile")),
    "eml": Limits(libraries=("email.policy",)),
}


def of(sense: str | None) -> Limits:
    """The limits of a sense; a file without one is only looked at."""
    return _LIMITS.get(sense or "", DEFAULT)


def slowest_s() -> int:
    """The longest any one file can keep its reader, over ASSERT and ACTION together."""
    return max(limits.check_s + limits.read_s for limits in (DEFAULT, *_LIMITS.values()))
