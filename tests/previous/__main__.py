"""`make previous RELEASE=1`: record this checkout as the release that the next one must serve.

Part of making a release, and of nothing else: recorded in between, the test would compare the
code with itself. So it refuses without RELEASE=1.
"""

from __future__ import annotations

import json
import os
import sys

import psycopg

from tests.previous.release import RECORDED, refused, rules, statements, types
from tests.support.postgres import fresh_database, running_postgres
from tests.support.record import MIGRATIONS, migrated


def main() -> int:
    """Write the record; 1 where that was not asked for, or the checkout does not fit itself."""
    if os.environ.get("RELEASE") != "1":
        print("This overwrites what the last release asked for: make previous RELEASE=1")
        return 1
    asked = statements()
    with running_postgres() as server, fresh_database(server) as database:
        migrated(database)
        with psycopg.connect(database.superuser_url, autocommit=True) as connection:
            wrong = refused(connection, asked)
            found = {"rules": rules(connection), "types": types(connection)}
    if wrong:
        print("\n".join(f"{name}: {reason}" for name, reason in wrong.items()))
        return 1
    newest = max(path.name[:4] for path in MIGRATIONS.glob("*.sql"))
    content = json.dumps({"schema": newest, "statements": asked, **found}, indent=1, sort_keys=True)
    RECORDED.write_text(f"{content}\n", encoding="utf-8")
    print(f"{len(asked)} statements and {len(found['rules'])} rules on schema {newest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
