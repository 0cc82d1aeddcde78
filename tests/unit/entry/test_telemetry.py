"""One outcome line, one outcome metric and one set of spans leave each invocation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.entry.telemetry import Invocation, correlation_id_from, failed, logger, observed
from lifeos.errors import NotFoundError, UpstreamError
from lifeos.spans import span

from tests.fakes.hub import FakeHub
from tests.support.ingest import ANNA, CORRELATION
from tests.support.invoking import Spoken


def invocation(**told: object) -> Invocation:
    made = Invocation(name="under_test", kind="step", correlation_id=CORRELATION)
    for name, value in told.items():
        setattr(made, name, value)
    return made


def test_a_success_is_one_line_and_one_metric(fake_hub: FakeHub, spoken: Spoken) -> None:
    with observed(invocation(user_id=ANNA)) as running:
        running.log["document_id"] = "d-1"

    assert len(spoken.lines) == 1
    line = spoken.lines[0]
    assert (line["outcome"], line["document_id"]) == ("Succeeded", "d-1")
    assert line["correlation_id"] == CORRELATION
    assert (spoken.metric("Succeeded"), spoken.metric("Failed")) == (1, 0)


@pytest.mark.parametrize("error", [ValueError, NotFoundError, SystemExit])
def test_whatever_is_raised_counts_as_failed_and_goes_on(
    fake_hub: FakeHub, spoken: Spoken, error: type[BaseException]
) -> None:
    with pytest.raises(error), observed(invocation()):
        raise error("s")

    assert spoken.outcome["outcome"] == "Failed"
    assert (spoken.metric("Succeeded"), spoken.metric("Failed")) == (0, 1)


def test_spans_are_kept_for_the_person_with_what_was_logged(fake_hub: FakeHub) -> None:
    with observed(invocation(user_id=ANNA)) as running, span("ledger.get", "table"):
        running.log["status"] = 200

    kept = fake_hub.fake_spans.load(ANNA, CORRELATION)
    assert {one.name for one in kept} == {"under_test", "ledger.get"}
    whole = next(one for one in kept if one.name == "under_test")
    assert whole.attributes == {"status": 200}


@pytest.mark.parametrize("told", [{"user_id": None}, {"user_id": ANNA, "keep_spans": False}])
def test_spans_of_nobody_or_of_a_plain_read_are_not_kept(
    fake_hub: FakeHub, told: dict[str, object]
) -> None:
    with observed(invocation(**told)):
        pass

    assert fake_hub.fake_spans.saved == {}


def test_spans_that_cannot_be_kept_fail_nothing(fake_hub: FakeHub, spoken: Spoken) -> None:
    fake_hub.fake_spans.down = True

    with observed(invocation(user_id=ANNA)):
        pass

    assert spoken.level("WARNING")[0]["code"] == "upstream-failed"
    assert spoken.metric("Succeeded") == 1


def test_whose_invocation_it_is_may_be_known_late(fake_hub: FakeHub, spoken: Spoken) -> None:
    with observed(invocation()) as running:
        running.belongs_to(ANNA, "the-real-correlation")

    assert spoken.outcome["correlation_id"] == "the-real-correlation"
    assert (ANNA, "the-real-correlation") in fake_hub.fake_spans.saved


def test_nothing_of_one_invocation_is_in_the_lines_of_the_next(
    fake_hub: FakeHub, spoken: Spoken
) -> None:
    with observed(invocation(user_id=ANNA)):
        logger.append_keys(extra_key="first")

    with observed(invocation(correlation_id="second-correlation")):
        pass

    assert "extra_key" not in spoken.lines[-1]
    assert spoken.lines[-1]["correlation_id"] == "second-correlation"


@given(st.from_regex(r"[A-Za-z0-9._-]{8,64}", fullmatch=True))
def test_a_sound_correlation_id_is_taken(offered: str) -> None:
    assert correlation_id_from(offered) == offered


@pytest.mark.parametrize(
    "offered", [None, "", "short", "x" * 65, "with space", "new\nline-is-bad", "sound-but\n"]
)
def test_any_other_is_replaced_by_a_fresh_one(offered: str | None) -> None:
    first, second = correlation_id_from(offered), correlation_id_from(offered)

    assert offered not in (first, second)
    assert len({first, second, correlation_id_from(first)}) == 2


def test_a_failure_is_noted_with_its_causes_and_without_foreign_words(
    fake_hub: FakeHub, spoken: Spoken
) -> None:
    try:
        try:
            int("MARKED content")
        except ValueError as cause:
            raise UpstreamError("The store is away.") from cause
    except UpstreamError as error:
        failed("request failed", error)

    line = spoken.level("ERROR")[0]
    assert (line["message"], line["code"]) == ("request failed", "upstream-failed")
    assert line["stack"][0] == "UpstreamError: The store is away."
    assert "ValueError" in line["stack"]
    assert "MARKED" not in spoken.text


def test_what_an_error_hides_on_purpose_stays_hidden(spoken: Spoken) -> None:
    try:
        try:
            raise KeyError("hidden")
        except KeyError:
            raise UpstreamError("Away.") from None
    except UpstreamError as error:
        failed("request failed", error)

    assert "KeyError" not in spoken.text
