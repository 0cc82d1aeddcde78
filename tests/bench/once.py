"""`make bench-once`: every event delivered one to five times, in any order, workers killed.

    python -m tests.bench.once [--files 500] [--seed 1] [--kills 50]

Uploads files, sends the same `Object Created` events again straight into the queue, shuffled, and
kills a random worker of the pipeline at random points on the way. A run that a kill
broke down twice has a successor under another name: those are counted apart and shown.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from uuid import UUID

from local.person import Person
from tests.bench.report import Figure, report
from tests.faults import census
from tests.faults.census import Census
from tests.faults.files import make_files
from tests.faults.uploads import Uploads
from tests.faults.workers import Reaper
from tests.support.hub import RunningHub, running_hub
from tests.support.lifetime import short_folder

MOST_COPIES = 4  # besides the event that storage itself sends
BATCH = 10  # Source: Amazon SQS API reference, SendMessageBatch


def main() -> int:
    """Measure, report, and answer the exit code."""
    asked = _arguments()
    chance = random.Random(asked.seed)
    with short_folder("once") as folder, running_hub() as running:
        uploads = Uploads(running)
        reaper = Reaper(
            running,
            chance,
            progress=lambda: len(census.ended(running, dict(uploads.accepted))),
            points=[chance.randrange(asked.files) for _ in range(asked.kills or asked.files // 10)],
        )
        with reaper.at_work():
            begin = time.monotonic()
            uploads.send(make_files(folder, asked.files))
            copies = deliver_again(running, list(uploads.accepted), chance)
            census.wait_for_all(running, uploads.accepted, longest_s=asked.longest)
            seconds = time.monotonic() - begin
        found = census.take(running, uploads.accepted)
        runs = census.executions(running)
    shown = [
        Figure("files", asked.files, ""),
        Figure("events delivered again", copies, ""),
        Figure("workers killed", reaper.killed, ""),
        Figure("first upload to last end", seconds, "s"),
    ]
    return report("once", [*shown, *figures(found, runs["r0"], runs.total(), asked.files)])


def figures(found: Census, first_runs: int, all_runs: int, files: int) -> list[Figure]:
    """What is held against the bars."""
    return [
        Figure("executions per upload", first_runs / files, "", 1.0),
        Figure("uploads without an execution", files - min(first_runs, files), "", 0),
        Figure("re-runs after runs that broke down", all_runs - first_runs, ""),
        Figure("duplicate rows", found.facts_twice, "", 0),
        Figure("lost", found.lost, "", 0),
        Figure("ended as failed", found.failed, ""),
    ]


def deliver_again(running: RunningHub, documents: list[UUID], chance: random.Random) -> int:
    """Nought to four further copies of each event, shuffled; how many there were."""
    queue, bucket = running.outputs["IngestQueueUrl"], running.outputs["BucketName"]
    person = Person.kept_in(running.hub.home.person_file).username
    s3, sqs = running.aws("s3"), running.aws("sqs")
    events = []
    for document_id in documents:
        stored = s3.head_object(Bucket=bucket, Key=f"u/{person}/d/{document_id}")
        told = {
            "key": f"u/{person}/d/{document_id}",
            "size": stored["ContentLength"],
            "version-id": stored["VersionId"],
        }
        event = json.dumps({"detail": {"bucket": {"name": bucket}, "object": told}})
        events += [event] * chance.randint(0, MOST_COPIES)
    chance.shuffle(events)
    for start in range(0, len(events), BATCH):
        entries = [
            {"Id": str(place), "MessageBody": event}
            for place, event in enumerate(events[start : start + BATCH])
        ]
        sqs.send_message_batch(QueueUrl=queue, Entries=entries)
    return len(events)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=0, help="workers; else a tenth of the files")
    parser.add_argument("--longest", type=float, default=1800.0, help="seconds to wait")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
