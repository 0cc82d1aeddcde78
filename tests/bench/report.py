"""How every bench reports: one table on stdout, one JSON under build/bench/, exit 1 on a miss."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "bench"


@dataclass(frozen=True)
class Figure:
    """One measured figure; `at_most` or `at_least` is its bar, neither where it is only shown."""

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def missed(self) -> bool:
        """True when the figure is on the wrong side of its bar."""
        too_much = self.at_most is not None and self.value > self.at_most
        return too_much or (self.at_least is not None and self.value < self.at_least)

    @property
    def bar(self) -> str:
        """The bar in words; empty where there is none."""
        bars = (("<=", self.at_most), (">=", self.at_least))
        return " ".join(
            f"{sign} {limit:g} {self.unit}" for sign, limit in bars if limit is not None
        )


def report(
    name: str, figures: list[Figure], folder: Path = FOLDER, *, title: str | None = None
) -> int:
    """Print and write the figures; answers the exit code: 1 when any bar was missed."""
    Console(markup=False, highlight=False).print(_table(title or f"bench-{name}", figures))
    folder.mkdir(parents=True, exist_ok=True)
    content = {
        "bench": name,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": _machine(),
        "figures": [asdict(figure) | {"missed": figure.missed} for figure in figures],
    }
    path = folder / f"{name}.json"
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return int(any(figure.missed for figure in figures))


def _table(title: str, figures: list[Figure]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("what")
    for column in ("measured", "bar", ""):
        table.add_column(column, justify="right")
    for figure in figures:
        verdict = ("MISSED" if figure.missed else "ok") if figure.bar else ""
        table.add_row(figure.what, f"{figure.value:.2f} {figure.unit}", figure.bar, verdict)
    return table


def _machine() -> dict[str, object]:
    """What the figures were taken on; a busy machine explains a slow figure."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "load_1_min": round(psutil.getloadavg()[0], 2),
    }
