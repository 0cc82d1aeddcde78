"""What one person does in a month, and how long functions take: measured, or said to be assumed.

`measured.json` is written by `make bench-costs`: mean durations, calls, states and log bytes while
a local hub takes in the sample inbox. They include waiting for a core: with a load above the number
of cores, which the file names too, durations are an upper bound. Lambda bills the start of a cold
function as well; that is not in them. Everything else in this module is an assumption.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEASURED: dict[str, Any] = json.loads(
    Path(__file__).with_name("measured.json").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Person:
    """A month of somebody who keeps all their paper here."""

    documents: int = 100
    reads: int = 3_000  # requests of the API that are no uploads
    sessions: int = 60  # times that the database has been asleep and is woken
    session_minutes: int = 10  # each, the five before it sleeps again included
    gigabytes: float = 1.0  # originals, after some years


# Assumed. What the schedules run grows with all that is kept; of reads, `make bench-api` says less.
ASSUMED_MS = {"audit": 200.0, "purge": 500.0, "reckon": 2_000.0, "timeline_api": 40.0}
DURATION_MS: dict[str, float] = MEASURED["mean_ms"] | ASSUMED_MS
# How often each runs for one document (without the schedules): counted, but for the client's own
# requests: it registers a file and looks twice whether it has ended.
OF_A_DOCUMENT: dict[str, float] = MEASURED["calls_of_a_document"] | {"documents_api": 3}
TRANSITIONS_OF_A_DOCUMENT: float = MEASURED["transitions_of_a_document"]
TABLE_WRITES_OF_A_DOCUMENT = 40  # status, its index, quota, slots, limits, spans, idempotency
TABLE_READS_OF_A_DOCUMENT = 20
BUCKET_READS_OF_A_DOCUMENT = 6
LOG_BYTES_OF_AN_INVOCATION: int = MEASURED["log_bytes_of_a_call"]
ACU_SECONDS_OF_A_DOCUMENT = 2.0
ACU_SECONDS_OF_A_READ = 0.05
RECORD_SHARE = 0.2  # size of the record beside the originals
KEY_REQUESTS_OF_A_DOCUMENT = 10  # S3, the table, queues and logs reuse data keys for minutes
METRICS_OF_A_FUNCTION = 3  # outcome, failure, duration
