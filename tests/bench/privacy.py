"""`make bench-privacy`: marked values through every path; none may come out where it must not.

The bar: 0 in logs, metrics, spans, histories, events, queues and problem answers.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.bench.report import Figure, report
from tests.support.hub import running_hub
from tests.support.marked_files import MARKS, files
from tests.support.outlets import listening, outlets
from tests.support.privacy import Leak, Walk, searched, walk


def main() -> int:
    """Deploy, walk, search, report; answers the exit code."""
    with running_hub() as hub, listening(hub) as listener:
        done = walk(hub, files())
        channels = outlets(hub, listener) | {"problem answers": "\n".join(done.answers)}
    leaks = searched(channels)
    for leak in leaks:
        print(f"LEAK  {leak.mark.kind} in {leak.channel}: ...{leak.around}...")
    return report("privacy", figures(done, channels, leaks))


def figures(done: Walk, channels: dict[str, str], leaks: list[Leak]) -> list[Figure]:
    """How much was sent and searched, whether it was read at all, and what came out."""
    silent = [one.name for one in files() if one.speaks and one.name not in done.spoken]
    found = Counter(leak.mark.kind for leak in leaks)
    kilobytes = sum(len(text) for text in channels.values()) / 1000
    return [
        Figure("files sent", len(done.outcomes), "files"),
        Figure(
            "refused or broken", len([o for o in done.outcomes.values() if o != "done"]), "files"
        ),
        Figure("sound files whose facts say nothing", len(silent), "files", at_most=0),
        Figure("problem answers searched", len(done.answers), "answers", at_least=40),
        Figure("channels searched", len([text for text in channels.values() if text]), "channels"),
        Figure("searched", kilobytes, "kB", at_least=100),
        *(Figure(f"found: {mark.kind}", found[mark.kind], "places", at_most=0) for mark in MARKS),
    ]


if __name__ == "__main__":
    sys.exit(main())
