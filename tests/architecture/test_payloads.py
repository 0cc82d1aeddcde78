"""What travels between states is small, however large its fields may get."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from lifeos.contracts import ingest
from lifeos.contracts.base import Model
from lifeos.contracts.documents import Reason

from tests.support.machines import files, states

LONGEST_KEY = 1024  # bytes of an S3 key. Source: Amazon S3 user guide, object keys
LONGEST_VERSION = 1024  # characters. Source: Amazon S3 user guide, version ids
LONGEST_BUCKET = 63
LONGEST_CAUSE = 4096  # what the machine keeps of a cause
_WIDEST = "\N{FULL MOON SYMBOL}"  # four bytes of UTF-8, which is what Step Functions counts
_ID = UUID(int=2**128 - 1)
_NUMBER = 2**63 - 1


def largest_ticket() -> ingest.Ticket:
    """Every field as long as its contract or its store lets it be."""
    return ingest.Ticket(
        run="r" * 80,
        attempt=_NUMBER,
        pipeline_version=_NUMBER,
        user_id=_ID,
        document_id=_ID,
        correlation_id="c" * 64,
        object=ingest.ObjectRef(
            bucket="b" * LONGEST_BUCKET,
            key="k" * LONGEST_KEY,
            version_id="v" * LONGEST_VERSION,
        ),
        size_bytes=_NUMBER,
    )


def largest_input() -> ingest.StepInput:
    """The state input at its end, with a failure on top."""
    return ingest.StepInput(
        ticket=largest_ticket(),
        claim=ingest.Claim(sha256="f" * 64, duplicate_of=_ID),
        plan=ingest.Plan(sense="s" * 64, sense_version=_NUMBER, media_type="m" * 255),
        verdict=ingest.Verdict(),
        result=ingest.Result(facts=_NUMBER, pages=_NUMBER, attachments=_NUMBER),
        failure=ingest.Failure(error="e" * 256, cause=_WIDEST * LONGEST_CAUSE),
    )


def largest_ending() -> ingest.Ending:
    """The public outcome event."""
    return ingest.Ending(
        run="r" * 80,
        user_id=_ID,
        document_id=_ID,
        correlation_id="c" * 64,
        outcome="needs_review",
        reason=Reason(code="c" * 64, detail=_WIDEST * LONGEST_CAUSE),
        duplicate_of=_ID,
        facts=_NUMBER,
        ended_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize("largest", [largest_input(), largest_ending()], ids=["input", "ending"])
def test_the_largest_payload_stays_under_our_limit(largest: Any) -> None:
    size_bytes = len(largest.model_dump_json().encode())

    assert size_bytes < ingest.MAX_PAYLOAD_BYTES


def test_the_largest_input_fills_every_field() -> None:
    assert all(value is not None for value in dict(largest_input()).values())
    assert set(dict(largest_input())) == set(ingest.StepInput.model_fields)


def test_the_machine_cuts_a_cause_where_the_example_ends() -> None:
    (path,) = files()
    catches = [block for state in states(path).values() for block in state.get("Catch", [])]

    kept = [block["Output"] for block in catches if "Cause" in block.get("Output", "")]

    assert kept
    assert all(f"Cause, 0, {LONGEST_CAUSE})" in output for output in kept)


def test_what_a_state_adds_is_a_field_of_the_input() -> None:
    added: list[type[Model]] = [
        ingest.ClaimAdded,
        ingest.PlanAdded,
        ingest.VerdictAdded,
        ingest.ResultAdded,
    ]

    fields = {name for model in added for name in model.model_fields}

    assert fields < set(ingest.StepInput.model_fields)
    assert len(fields) == len(added)
