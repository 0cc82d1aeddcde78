"""One row left out or one digit changed, in every statement that can prove its rows: never done.

    python -m tests.bench.mutate [MOST]

Runs over the collection of real files where there is one, the sample inbox and every layout of
printed statements. A statement counts where it is read as done and states balances its rows must
lead to. At most MOST damages of a kind are tried per file, evenly spread (60 where not named; 0
tries all). A damage after which every stated figure still follows (the first or last row of a
running balance that is stated nowhere else; a row of 0.00) makes another sound statement: no
reader could see it, and it is counted apart. OFX and QIF state no balance before their rows.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from samples import inbox
from samples.life import live
from tests.bench.report import Figure, report
from tests.support import real_files
from tests.support.damage_printed import printed_trials
from tests.support.damage_trials import Trial, table_trials, text_trials
from tests.support.printed import ledger
from tests.support.printed_drawing import draw
from tests.support.printed_layouts import LAYOUTS, is_card

MOST = 60
Made = tuple[str, str, bytes]  # name, format, content


class Total(NamedTuple):
    """What is counted: a group of files, and what became of their damages."""

    group: str
    outcome: str


def statements() -> Iterator[tuple[str, Made]]:
    """Every statement of the three collections, with the name of its collection."""
    for format_ in ("csv", "camt", "mt940", "pdf"):
        for entry in real_files.entries(format_):
            path = real_files.path_of(entry)
            if entry["valid"] and {"n_transactions", "n_entries"} & set(entry["truth"]):
                yield "real", (path.name, format_, path.read_bytes())
    for filed in inbox.files(live(7)):
        if filed.document_kind in ("bank_statement", "card_statement"):
            yield "sample", (filed.file, filed.format, filed.content)
    for layout in LAYOUTS:
        opening = "-812.40" if is_card(layout) else "2480.15"
        yield "drawn", (layout.name, "pdf", draw(layout, ledger(9, seed=4, opening=opening)))


def trials(made: Made, folder: Path) -> list[Trial]:
    """The damages of one statement; none where it is not sound or proves nothing."""
    name, format_, content = made
    path = folder / Path(name).name
    path.write_bytes(content)
    if format_ == "pdf":
        return list(printed_trials(path))
    return list(table_trials(path) if format_ == "csv" else text_trials(path, format_))


def spread(tried: Sequence[Trial], most: int) -> Iterator[Trial]:
    """At most so many of each kind, evenly spread over the file; 0 for all."""
    for kind in sorted({trial.kind for trial in tried}):
        of_kind = [trial for trial in tried if trial.kind == kind]
        step = max(1.0, len(of_kind) / most) if most else 1.0
        yield from (of_kind[int(at * step)] for at in range(int(len(of_kind) / step)))


def main(arguments: Sequence[str]) -> int:
    """Damage, read, count; exits 1 where a damage that shows was read as done."""
    most = int(arguments[0]) if arguments else MOST
    counted: Counter[Total] = Counter()
    files: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for collection, made in statements():
            group = f"{made[1]}, {collection}"
            tried = list(spread(trials(made, Path(folder)), most))
            files[group] += bool(tried)
            for trial in tried:
                done = trial.is_done()
                outcome = ("done" if trial.shows else "sound") if done else "seen"
                counted[Total(group, outcome)] += 1
                if outcome == "done":
                    print(f"read as done: {made[0]}, {trial.kind}, {trial.where}")
            print(f"{group}: {made[0]}, {len(tried)} damages", file=sys.stderr)
    return report("mutate", list(_figures(files, counted)))


def _figures(files: Counter[str], counted: Counter[Total]) -> Iterator[Figure]:
    for group in sorted(files):
        found = {name: counted[Total(group, name)] for name in ("seen", "done", "sound")}
        yield Figure(f"{group}: statements that prove their rows", files[group], "files")
        yield Figure(f"{group}: damages tried", sum(found.values()), "damages")
        yield Figure(f"{group}: sound once more", found["sound"], "damages")
        yield Figure(f"{group}: read as done", found["done"], "damages", at_most=0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
