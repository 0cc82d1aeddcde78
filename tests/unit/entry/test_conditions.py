"""Entity tags as they are sent and compared. Source: RFC 9110, section 13."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.contracts.conditions import ANY, Expected, etag_of
from lifeos.entry import conditions
from lifeos.errors import MalformedError, UnconditionalError


@pytest.mark.parametrize(
    ("sent", "versions"),
    [
        ('"7"', (7,)),
        (' "7" , "9","7"', (7, 9)),
        ('W/"7"', ()),  # compared strongly
        ('"7", W/"8"', (7,)),
        ('"not ours"', ()),
        ('"' + "9" * 30 + '"', ()),
        ('""', ()),
    ],
)
def test_if_match_names_versions(sent: str, versions: tuple[int, ...]) -> None:
    if "not ours" in sent:
        sent = sent.replace(" ", "-")

    assert conditions.expected_by(sent) == Expected(versions=versions)


@pytest.mark.parametrize("sent", ["*", " * "])
def test_a_star_is_any_version(sent: str) -> None:
    assert conditions.expected_by(sent) == ANY


@pytest.mark.parametrize("sent", [None, "", "  "])
def test_without_one_it_is_required(sent: str | None) -> None:
    with pytest.raises(UnconditionalError):
        conditions.expected_by(sent)


@pytest.mark.parametrize(
    "sent", ["7", "7,8", '"7', "'7'", '"7" x', "**", ",", '"a b"', '"7""8"', '"7",']
)
def test_what_is_no_list_of_tags_is_refused(sent: str) -> None:
    with pytest.raises(MalformedError):
        conditions.expected_by(sent)


def test_a_list_of_tags_is_bounded() -> None:
    with pytest.raises(MalformedError):
        conditions.expected_by(", ".join(f'"{n}"' for n in range(21)))


@given(st.text(max_size=300))
def test_whatever_is_sent_is_understood_or_refused(sent: str) -> None:
    try:
        found = conditions.expected_by(sent)
    except (MalformedError, UnconditionalError):
        return

    assert found.versions is None or all(version >= 0 for version in found.versions)


@given(st.integers(0, 10**15))
def test_a_version_is_read_back_from_its_tag(version: int) -> None:
    assert conditions.expected_by(etag_of(version)).allows(version)


def answered(*, none_match: str | None = None, status: int = 200) -> Any:
    answer: dict[str, Any] = {"statusCode": status, "body": "{}", "multiValueHeaders": {}}
    conditions.told(answer, '"7"', if_none_match=none_match)
    return answer


def test_a_success_carries_its_tag() -> None:
    assert answered()["multiValueHeaders"] == {"ETag": ['"7"']}
    assert answered(status=404)["multiValueHeaders"] == {}


@pytest.mark.parametrize("sent", ['"7"', 'W/"7"', '"3", "7"', "*"])
def test_a_reader_that_has_it_is_told_so(sent: str) -> None:
    answer = answered(none_match=sent)

    assert (answer["statusCode"], answer["body"]) == (304, "")


@pytest.mark.parametrize("sent", ['"8"', "7", "", None])
def test_a_reader_that_has_another_gets_this(sent: str | None) -> None:
    assert answered(none_match=sent)["statusCode"] == 200
