from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from samples.generate import DEFAULT_SEED, generate

Row = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """The sample inbox as it lies on disk."""

    folder: Path
    truth: list[Row]
    relations: list[Row]
    summary: Row

    def path(self, file: str) -> Path:
        return self.folder / "inbox" / file

    def of_format(self, form: str) -> list[Row]:
        return [row for row in self.truth if row["format"] == form]

    def related(self, kind: str) -> list[Row]:
        return [row for row in self.relations if row["kind"] == kind]

    def file(self, name: str) -> Row:
        return next(row for row in self.truth if row["file"] == name)


def written(folder: Path, seed: int = DEFAULT_SEED) -> Written:
    generate(folder, seed)
    return Written(
        folder=folder,
        truth=_lines(folder / "truth.jsonl"),
        relations=_lines(folder / "relations.jsonl"),
        summary=json.loads((folder / "truth-summary.json").read_text("utf-8")),
    )


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("samples"))
