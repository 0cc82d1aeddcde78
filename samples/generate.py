"""Write the sample inbox: python -m samples.generate OUTDIR [--seed 7].

OUTDIR/inbox holds the files, OUTDIR/truth.jsonl what they say (one object a file),
OUTDIR/relations.jsonl how they hang together, OUTDIR/truth-summary.json figures to ask for.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from samples import inbox
from samples.life import live
from samples.relations import relations
from samples.summary import summary
from samples.truth import Plain

DEFAULT_SEED = 7


def generate(folder: Path, seed: int = DEFAULT_SEED) -> int:
    """Write everything below `folder`; answers how many files the inbox has.

    Files of an earlier run are overwritten, other files are left alone.
    """
    life = live(seed)
    filed = inbox.files(life)
    for one in filed:
        path = folder / "inbox" / one.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content)
    _write_lines(folder / "truth.jsonl", (one.plain() for one in filed))
    _write_lines(folder / "relations.jsonl", relations(life, filed))
    text = json.dumps(summary(life, filed, seed=seed), ensure_ascii=False, indent=2)
    (folder / "truth-summary.json").write_bytes(f"{text}\n".encode())
    return len(filed)


def _write_lines(path: Path, rows: Iterable[Plain]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="samples.generate", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="OUTDIR")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    chosen = parser.parse_args()
    count = generate(chosen.folder, chosen.seed)
    print(f"{count} files in {chosen.folder / 'inbox'}")


if __name__ == "__main__":
    main()
