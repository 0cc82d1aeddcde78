"""What one person does in a month, and how long functions take: assumptions, in one place.

Durations are those of warm functions, rounded up, from `make bench-api` and from the live view of
an ingest on two cores; a Lambda of the same memory is not slower by more than the rounding.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A month of somebody who keeps all their paper here."""

    documents: int = 100
    reads: int = 3_000  # requests of the API that are no uploads
    sessions: int = 60  # times that the database has been asleep and is woken
    session_minutes: int = 10  # each, the five before it sleeps again included
    gigabytes: float = 1.0  # originals, after some years


DURATION_MS = {
    "audit": 200,
    "documents_api": 40,
    "timeline_api": 40,
    "start_ingest": 60,
    "next_ingest": 40,
    "ingest_ready": 80,
    "ingest_pick": 60,
    "ingest_assert": 500,
    "ingest_action": 1_000,
    "ingest_end": 60,
    "reckon": 2_000,
    "purge": 300,
}
# How often each runs for one document (without the schedules).
OF_A_DOCUMENT = {
    "documents_api": 3,  # registered, looked at until it has ended
    "start_ingest": 1,
    "next_ingest": 1,
    "ingest_ready": 1,
    "ingest_pick": 1,
    "ingest_assert": 1,
    "ingest_action": 1,
    "ingest_end": 1,
}
TRANSITIONS_OF_A_DOCUMENT = 8
TABLE_WRITES_OF_A_DOCUMENT = 40  # status, its index, quota, slots, limits, spans, idempotency
TABLE_READS_OF_A_DOCUMENT = 20
BUCKET_READS_OF_A_DOCUMENT = 6
LOG_BYTES_OF_AN_INVOCATION = 1_500
ACU_SECONDS_OF_A_DOCUMENT = 2.0
ACU_SECONDS_OF_A_READ = 0.05
RECORD_SHARE = 0.2  # size of the record beside the originals
METRICS_OF_A_FUNCTION = 3  # outcome, failure, duration
