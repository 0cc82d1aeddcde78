"""What each state does with a file, and every way a run can end."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from lifeos.contracts.ingest import Claim, Ending, Failure, Plan, Result, StepInput
from lifeos.errors import LifeOSError, NotFoundError, RejectedError, StaleAttemptError
from lifeos.senses.models import Doubt

from tests.fakes.sense import TALLY, draft
from tests.support.ingest import ANNA, BELA, document_id, sha256_of, ticket
from tests.support.lifecycle import CONTENT, Pipeline


def test_a_file_passes_the_five_states_and_ends_done(pipeline: Pipeline) -> None:
    arrived = pipeline.arrive()

    ending = pipeline.run(arrived)

    document = pipeline.document(arrived)
    assert (ending.outcome, ending.facts, ending.reason) == ("done", 2, None)
    assert [passage.state for passage in document.path] == [
        "READY", "PICK", "ASSERT", "ACTION", "END",
    ]  # fmt: skip
    assert (document.state, document.outcome, document.sense) == ("END", "done", "fake/3")
    assert (document.kind, document.title) == ("bank_statement", "Statement")
    assert sorted(kept.fact.amount or 0 for kept in pipeline.archive.facts.values()) == [
        Decimal("-2.50"), Decimal("-1.50"),
    ]  # fmt: skip


def test_a_sense_is_given_the_very_bytes_and_what_is_known_of_them(pipeline: Pipeline) -> None:
    arrived = pipeline.arrive()
    pipeline.run(arrived)

    source = pipeline.sense.seen[0]

    assert (source.name, source.media_type) == ("file-1.txt", "text/plain")
    assert (source.sha256, source.size_bytes) == (sha256_of(CONTENT), len(CONTENT))
    assert not source.path.exists()


def test_other_bytes_than_announced_are_rejected_and_free_their_hash(pipeline: Pipeline) -> None:
    arrived = pipeline.arrive(sent=b"something else")

    ending = pipeline.run(arrived)

    assert ending.outcome == "rejected"
    assert ending.reason is not None
    assert ending.reason.code == "checksum-mismatch"
    assert pipeline.ledger.hashes == {}
    assert pipeline.archive.facts == {}


def test_bytes_that_changed_after_ready_are_not_read(pipeline: Pipeline) -> None:
    step = pipeline.until("ACTION", pipeline.arrive())
    pipeline.storage.objects[step.ticket.object.key][0] = b"replaced"

    with pytest.raises(RejectedError) as refused:
        pipeline.state("ACTION", step)

    assert refused.value.reason == "checksum-mismatch"
    assert pipeline.archive.facts == {}


def test_a_second_document_with_the_same_bytes_is_a_duplicate_of_the_first(
    pipeline: Pipeline,
) -> None:
    first = pipeline.arrive(1)
    second = pipeline.arrive(2, content=b"other")
    pipeline.storage.put(second.object.key, CONTENT)
    pipeline.ledger.rows[ANNA, document_id(2)].change(sha256=sha256_of(CONTENT))
    again = second.model_copy(
        update={"object": pipeline.storage.stat(second.object.key).ref, "size_bytes": len(CONTENT)}
    )
    pipeline.run(first)

    ending = pipeline.run(again)

    assert (ending.outcome, ending.duplicate_of) == ("duplicate", first.document_id)
    assert pipeline.document(again).outcome == "duplicate"
    assert len(pipeline.archive.facts) == 2


def test_the_same_bytes_of_two_people_are_two_documents(pipeline: Pipeline) -> None:
    annas, belas = pipeline.arrive(1, user_id=ANNA), pipeline.arrive(2, user_id=BELA)

    endings = [pipeline.run(annas), pipeline.run(belas)]

    assert [ending.outcome for ending in endings] == ["done", "done"]
    assert len(pipeline.archive.facts) == 4


def test_a_second_version_of_an_object_leaves_its_document_alone(pipeline: Pipeline) -> None:
    first = pipeline.arrive()
    pipeline.run(first)
    effect = pipeline.effect(first)
    later = pipeline.storage.put(first.object.key, CONTENT)
    second = first.model_copy(update={"run": f"{first.run}-v2", "object": later})

    ending = pipeline.run(second)

    assert (ending.outcome, ending.duplicate_of) == ("duplicate", first.document_id)
    changed = pipeline.effect(first)
    assert changed.pop("runs").keys() - effect.pop("runs").keys() == {(ANNA, second.run)}
    assert changed == effect


def test_a_file_no_sense_is_sure_of_is_rejected_as_unsupported(pipeline: Pipeline) -> None:
    pipeline.sense.sure = 0.1

    ending = pipeline.run(pipeline.arrive())

    assert ending.outcome == "rejected"
    assert ending.reason is not None
    assert ending.reason.code == "unsupported-type"
    assert pipeline.sense.seen == []


def test_an_empty_file_is_rejected(pipeline: Pipeline) -> None:
    ending = pipeline.run(pipeline.arrive(content=b""))

    assert ending.reason is not None
    assert (ending.outcome, ending.reason.code) == ("rejected", "empty-file")


def test_a_refusal_of_the_sense_is_told_in_its_own_words(pipeline: Pipeline) -> None:
    pipeline.sense.refusal = RejectedError("password-required", "The file is locked.")

    ending = pipeline.run(pipeline.arrive())

    assert ending.reason is not None
    assert (ending.outcome, ending.reason.code) == ("rejected", "password-required")
    assert ending.reason.detail == "The file is locked."


def test_a_sense_that_refuses_halfway_leaves_nothing_behind(pipeline: Pipeline) -> None:
    pipeline.sense.breakdown = RejectedError("broken", "The file ends too early.")

    ending = pipeline.run(pipeline.arrive())

    assert ending.outcome == "rejected"
    assert (pipeline.archive.facts, pipeline.archive.pages) == ({}, {})


def test_a_sense_without_a_tally_is_a_defect_and_commits_nothing(pipeline: Pipeline) -> None:
    pipeline.sense.readings = [draft(1)]
    step = pipeline.until("ACTION", pipeline.arrive())

    with pytest.raises(LifeOSError, match="without its tally"):
        pipeline.state("ACTION", step)

    assert pipeline.archive.facts == {}


def test_what_a_re_run_no_longer_says_is_taken_away(pipeline: Pipeline) -> None:
    first = pipeline.arrive()
    pipeline.run(first)
    pipeline.sense.readings = [draft(2), TALLY]
    again = first.model_copy(update={"run": f"{first.run}-again", "attempt": first.attempt + 1})

    ending = pipeline.run(again)

    assert ending.facts == 1
    assert [kept.fact.title for kept in pipeline.archive.facts.values()] == ["Row 2"]


@pytest.mark.parametrize(
    ("tally", "code"),
    [
        (TALLY.model_copy(update={"declared_count": 3, "found_count": 2}), "count-differs"),
        (TALLY.model_copy(update={"doubts": [Doubt(code="odd", detail="Row 2.")]}), "odd"),
    ],
)
def test_a_doubt_ends_in_review_and_keeps_the_facts(
    pipeline: Pipeline, tally: object, code: str
) -> None:
    pipeline.sense.readings = [draft(1), tally]  # type: ignore[list-item]

    ending = pipeline.run(pipeline.arrive())

    assert ending.reason is not None
    assert (ending.outcome, ending.reason.code, ending.facts) == ("needs_review", code, 1)


def test_the_last_run_of_a_file_that_breaks_every_run_gives_up(pipeline: Pipeline) -> None:
    arrived = pipeline.arrive().model_copy(update={"strikes": 3})

    with pytest.raises(LifeOSError) as error:
        pipeline.state("READY", StepInput(ticket=arrived))

    assert error.value.code == "gave-up"


FAILURES = [
    ("RejectedInput", "not json", "rejected", "rejected"),
    ("RejectedInput", json.dumps({"errorMessage": "{}"}), "rejected", "rejected"),
    ("RejectedInput", json.dumps({"errorMessage": None}), "rejected", "rejected"),
    ("RejectedInput", json.dumps(["errorMessage"]), "rejected", "rejected"),
    ("States.Timeout", "", "failed", "took-too-long"),
    ("Sandbox.Timedout", "", "failed", "took-too-long"),
    ("PermanentFailure", '{"errorMessage": "gave-up"}', "failed", "gave-up"),
    ("PermanentFailure", '{"errorMessage": "KeyError"}', "failed", "broke-down"),
    ("Lambda.Unknown", "a traceback of ours", "failed", "broke-down"),
]


@pytest.mark.parametrize(("error", "cause", "outcome", "code"), FAILURES)
def test_every_failure_ends_with_a_reason_that_shows_no_insides(
    pipeline: Pipeline, error: str, cause: str, outcome: str, code: str
) -> None:
    step = pipeline.until("PICK", pipeline.arrive())
    failed = step.model_copy(update={"failure": Failure(error=error, cause=cause)})

    ending = pipeline.state("END", failed)

    assert isinstance(ending, Ending)
    assert ending.reason is not None
    assert (ending.outcome, ending.reason.code) == (outcome, code)
    assert not cause or cause not in ending.reason.detail


def test_a_run_without_a_result_or_a_failure_ends_as_failed(pipeline: Pipeline) -> None:
    step = pipeline.until("PICK", pipeline.arrive())

    ending = pipeline.state("END", step)

    assert isinstance(ending, Ending)
    assert ending.reason is not None
    assert (ending.outcome, ending.reason.code) == ("failed", "no-result")


def test_a_result_whose_tally_is_lost_ends_as_failed(pipeline: Pipeline) -> None:
    step = pipeline.until("PICK", pipeline.arrive())
    told = {
        "claim": Claim(sha256=sha256_of(CONTENT)),
        "plan": Plan(sense="fake", media_type="text/plain"),
        "result": Result(facts=1, pages=1),
    }

    ending = pipeline.state("END", step.model_copy(update=told))

    assert isinstance(ending, Ending)
    assert ending.outcome == "failed"


@pytest.mark.parametrize(("state", "error"), [("READY", NotFoundError), ("END", StaleAttemptError)])
def test_a_run_of_a_document_nobody_registered_is_refused(
    pipeline: Pipeline, state: str, error: type[LifeOSError]
) -> None:
    with pytest.raises(error):
        pipeline.state(state, StepInput(ticket=ticket(7)))
