"""bench-overlap: overlapping statements of one account in any order and format, into the record.

A quarter of bookings with true twins is cut into overlapping windows. Each shuffle is a person of
its own: windows in another order, each in a format drawn at random (CSV, OFX, MT940, CAMT), read by
the real senses and committed to a real PostgreSQL; then all of them once more. What the record
holds is compared, row by row, with what was booked.
"""

from __future__ import annotations

import random
import sys
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from lifeos.adapters.postgres import Database
from lifeos.adapters.postgres_migrations import found_in, migrate
from lifeos.contracts.facts import Fact
from lifeos.facts.ports import Filing
from lifeos.senses.registry import named
from lifeos.settings import DatabaseSettings
from pydantic import SecretStr

from tests.bench.report import Figure, report
from tests.support.own_record import MIGRATIONS, OwnRecord
from tests.support.postgres import fresh_database, running_postgres
from tests.support.readings import source_of
from tests.unit.senses.statements.test_bank_formats_agree import (
    IBAN,
    Row,
    amount_of,
    as_camt,
    as_mt940,
    as_ofx,
    day_of,
)

SHUFFLES, DAYS, WINDOWS = 20, 90, 8
Booked = Counter[tuple[str, str]]


def as_csv(rows: list[Row]) -> str:
    """The rows as a German bank exports them."""
    lines = "".join(
        f"{day_of(row):%d.%m.%Y};{row[2]};{row[3]};{str(amount_of(row)).replace('.', ',')};EUR\n"
        for row in rows
    )
    heading = "Buchungstag;Name Zahlungsbeteiligter;Verwendungszweck;Betrag;Währung\n"
    return f"Konto;{IBAN}\n\n{heading}{lines}"


WRITERS: dict[str, Callable[[list[Row]], str]] = {
    "csv": as_csv,
    "ofx": as_ofx,
    "mt940": as_mt940,
    "camt": as_camt,
}


def main() -> int:
    """Fill one person's record per shuffle and count what is wrong."""
    rows = _booked(random.Random(3))
    truth: Booked = Counter((str(day_of(row)), f"{amount_of(row):.2f}") for row in rows)
    wrong = {"duplicates": 0, "lost": 0, "new on the second round": 0}
    with (
        running_postgres() as server,
        fresh_database(server) as made,
        TemporaryDirectory() as folder,
    ):
        migrate(made.owner_url, found_in(MIGRATIONS))
        database = Database(DatabaseSettings(DATABASE_URL=SecretStr(made.app_url)))
        for seed in range(SHUFFLES):
            found, again = _shuffle(OwnRecord(database), rows, Path(folder), random.Random(seed))
            wrong["duplicates"] += (found - truth).total()
            wrong["lost"] += (truth - found).total()
            wrong["new on the second round"] += (again - found).total()
            print(f"shuffle {seed + 1}: {found.total()} of {truth.total()}", file=sys.stderr)
        database.close()
    twins = sum(count for count in truth.values() if count > 1)
    figures = [
        Figure(f"{name} in {SHUFFLES} shuffles", n, "rows", at_most=0) for name, n in wrong.items()
    ]
    figures.append(Figure("rows booked", len(rows), "rows"))
    figures.append(Figure("of them with a twin of the same day and amount", twins, "rows"))
    return report("overlap", figures)


def _booked(chance: random.Random) -> list[Row]:
    """About 400 rows; one in five is followed by its exact twin."""
    names = ["Corner Bakery", "Ada Lovelace", "Stadtwerke Ulm", "ACME B.V."]
    purposes = ["Rolls", "Invoice 4711", "Rent March", "Thank you"]
    rows: list[Row] = []
    for day in range(DAYS):
        for _ in range(chance.randint(0, 7)):
            cents = chance.choice([-250, -400, -1299, 125000, -90000])
            row = (day, cents, chance.choice(names), chance.choice(purposes))
            rows += [row, row] if chance.random() < 0.2 else [row]
    return rows


def _shuffle(
    record: OwnRecord, rows: list[Row], folder: Path, chance: random.Random
) -> tuple[Booked, Booked]:
    """What the record holds after one round, and after the same files once more."""
    files: list[tuple[str, str, Filing]] = []
    step = DAYS // WINDOWS
    for start in range(-step, DAYS, step):
        part = [row for row in rows if start <= row[0] < start + 2 * step]
        format_ = chance.choice(list(WRITERS))
        filing = record.filing(name=f"{uuid.uuid4().hex}.{format_}")
        files.append((format_, WRITERS[format_](part), filing))
    chance.shuffle(files)
    counts = []
    for times in range(2):
        chance.shuffle(files)
        for format_, text, filing in files:
            again = record.filing(filing.ticket.document_id, rerun=times, name=filing.name)
            source = source_of(folder, text.encode(), filing.name)
            record.archive.commit(again, named(format_).read(source))
        counts.append(_held(record))
    return counts[0], counts[1]


def _held(record: OwnRecord) -> Booked:
    facts: list[Fact] = []
    cursor = None
    while True:
        facts_page, cursor = record.facts.page(
            record.user_id, record.query(kind="transaction", cursor=cursor)
        )
        facts += facts_page
        if cursor is None:
            return Counter((str(fact.occurred.start), f"{fact.amount:.2f}") for fact in facts)


if __name__ == "__main__":
    raise SystemExit(main())
