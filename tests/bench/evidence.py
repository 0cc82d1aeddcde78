"""Every evidence against the bytes it names: do they hold the snippet, and the snippet the value?

    python -m tests.bench.evidence [FOLDER ...]

Reads the sample inbox and, where there is one, the collection of real files; looks each place up
anew (`tests/support/evidence.py`) and counts what does not stand there. Values that are stored
without a place of their own are shown by sense and field.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from samples import inbox
from samples.life import live
from tests.bench.extract import entries
from tests.bench.report import Figure, report
from tests.support.evidence import Bytes, stored, told
from tests.support.extraction import extract
from tests.support.real_files import folder

LISTED = 12  # what is wrong is printed so often a sense; all of it is counted
Counted = Counter[tuple[str, str]]


def paths(made: Path, places: Sequence[Path]) -> Iterator[Path]:
    """The sample inbox, written, and every valid file of the collections."""
    for filed in inbox.files(live(7)):
        path = made / Path(filed.file).name
        path.write_bytes(filed.content)
        yield path
    for place in places:
        yield from (place / entry["file"] for entry in entries(place) if entry["valid"])


def look(path: Path, counted: Counted, bare: Counted) -> None:
    """Count the evidence of one file by sense, and its values without evidence."""
    result = extract(path)
    if result.sense is None or result.rejected:
        return
    original = Bytes(path)
    for fact in result.facts:
        values = stored(fact)
        for place in fact.evidence:
            outcome = "held"
            if not original.holds(place):
                outcome = "not there"
            elif place.field in values and not told(fact, place.field, values[place.field]):
                outcome = "without the value"
            counted[result.sense, outcome] += 1
            if outcome != "held" and counted[result.sense, outcome] <= LISTED:
                print(f"{path.name}: {place.field} {outcome}: {place.snippet[:60]!r}")
        named = {place.field.partition(".")[0] for place in fact.evidence}
        bare.update((result.sense, f"{fact.kind}.{name}") for name in values.keys() - named)
    original.close()


def main(arguments: Sequence[str]) -> int:
    """Look every evidence up; exits 1 where one does not hold what it says."""
    named = [Path(argument) for argument in arguments]
    places = named or [place for place in (folder(),) if place is not None]
    counted, bare = Counted(), Counted()
    with TemporaryDirectory() as made:
        for path in paths(Path(made), places):
            look(path, counted, bare)
    return report("evidence", list(_figures(counted, bare)))


def _figures(counted: Counted, bare: Counted) -> Iterator[Figure]:
    for sense in sorted({sense for sense, _ in counted}):
        held = counted[sense, "held"]
        every = sum(n for (name, _), n in counted.items() if name == sense)
        yield Figure(f"{sense}: evidence looked up", every, "places")
        yield Figure(f"{sense}: holds the value", 100 * held / every, "%", at_least=100)
    for (sense, field), count in sorted(bare.items()):
        yield Figure(f"{sense}: {field} without a place of its own", count, "values")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
