"""Migrations run beside the code before them: squawk finds what would stop it. ADR 0022."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.sources import ROOT

_BEFORE_A_RELEASE = "written before the first release: no hub had rows, or code, to be held up"
_INDEX = "require-concurrent-index-creation"
# Files cannot be edited once applied, so their exceptions stand here. Nothing is added to this
# list: a new file is clean or says `-- squawk-ignore` with its reason.
ACCEPTED = {
    ("0002_timeline.sql", "adding-field-with-default"): _BEFORE_A_RELEASE,
    ("0002_timeline.sql", "ban-drop-column"): _BEFORE_A_RELEASE,
    ("0002_timeline.sql", _INDEX): _BEFORE_A_RELEASE,
    ("0002_timeline.sql", "require-concurrent-index-deletion"): _BEFORE_A_RELEASE,
    ("0003_corrections.sql", _INDEX): _BEFORE_A_RELEASE,
    ("0004_series.sql", _INDEX): _BEFORE_A_RELEASE,
    ("0007_evidence_order.sql", "changing-column-type"): _BEFORE_A_RELEASE,
    ("0008_attachments.sql", _INDEX): _BEFORE_A_RELEASE,
    ("0010_deletion.sql", _INDEX): _BEFORE_A_RELEASE,
}


def found_in(files: list[Path]) -> set[tuple[str, str]]:
    """What squawk says of files, as names and rules."""
    program = shutil.which("squawk", path=str(Path(sys.executable).parent))
    assert program, "squawk is not installed: run `make setup`"
    config = ["--config", str(ROOT / ".squawk.toml"), "--reporter", "json"]
    command = [program, *config, *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return {(Path(one["file"]).name, one["rule_name"]) for one in json.loads(said.stdout)}


def test_migrations_hold_nobody_up_but_where_it_is_accepted() -> None:
    files = sorted((ROOT / "migrations").glob("*.sql"))

    assert len(files) >= 9
    assert found_in(files) == set(ACCEPTED)


def test_the_linter_sees_what_would_break_the_code_before_it(tmp_path: Path) -> None:
    bad = tmp_path / "9999_bad.sql"
    bad.write_text("ALTER TABLE documents DROP COLUMN name;\nCREATE INDEX late ON facts (title);\n")

    rules = {rule for _, rule in found_in([bad])}

    assert rules == {"ban-drop-column", _INDEX}
