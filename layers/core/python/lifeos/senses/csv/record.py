"""One logical row of a table, with the lines it stands on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Record:
    """One logical row: the physical line it starts on (from 1), its cells, how many lines."""

    line: int
    cells: list[str]
    lines: int = 1
    at: tuple[int, ...] | None = None  # lines below the first, by cell, where each has its own

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return not "".join(self.cells).strip()
