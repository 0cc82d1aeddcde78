"""`make openapi`: write docs/openapi.json anew, unless that would break clients of /v1.

`make openapi BREAKING=1` writes it all the same: for what was never released.
"""

from __future__ import annotations

import sys

from tools.openapi.changes import breaking_changes
from tools.openapi.committed import PATH, as_text, committed
from tools.openapi.document import document


def main(arguments: list[str]) -> int:
    """Exit code: 1 when the new contract breaks the committed one and nobody allowed it."""
    made, before = document(), committed()
    breaks = breaking_changes(before, made) if before else []
    for sentence in breaks:
        print(f"breaks clients: {sentence}")
    if breaks and "--breaking" not in arguments:
        print(f"{PATH.name} was left as it is. Nothing released yet? make openapi BREAKING=1")
        return 1
    PATH.write_text(as_text(made), encoding="utf-8")
    print(f"wrote {PATH.name}: {sum(map(len, made['paths'].values()))} operations")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
