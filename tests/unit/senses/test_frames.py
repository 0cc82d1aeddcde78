"""Readings on the pipe, and what is not one of ours."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.errors import LifeOSError, ReaderFailedError, RejectedError
from lifeos.senses import frames
from lifeos.senses.models import Attachment, Page, Reading


def split(frame: bytes) -> tuple[bytes, bytes]:
    letter, length = frames.HEADER.unpack(frame[: frames.HEADER.size])
    payload = frame[frames.HEADER.size :]
    assert len(payload) == length
    return letter, payload


@given(text=st.text(max_size=200), number=st.integers(1, 10**6))
def test_a_page_of_any_text_comes_back(text: str, number: int) -> None:
    reading: Reading = Page(number=number, text=text)

    assert frames.to_reading(*split(frames.of_reading(reading))) == reading


@given(content=st.binary(max_size=200), name=st.text(max_size=20))
def test_an_attachment_of_any_bytes_comes_back(content: bytes, name: str) -> None:
    reading: Reading = Attachment(name=name, media_type="a/b", content=content)

    assert frames.to_reading(*split(frames.of_reading(reading))) == reading


def test_a_refusal_and_a_failure_are_last_and_raise_what_they_tell() -> None:
    refusal = split(frames.of_refusal(RejectedError("no-table", "There is no table.")))
    failure = split(frames.of_failure("ValueError at csv.py:1"))

    assert all(frames.is_last(letter) for letter, _ in (refusal, failure))
    with pytest.raises(RejectedError, match="no table"):
        frames.check_last(*refusal)
    with pytest.raises(ReaderFailedError, match="ValueError at"):
        frames.check_last(*failure)


def test_an_end_is_last_and_raises_nothing() -> None:
    letter, payload = split(frames.end())

    assert frames.is_last(letter)
    frames.check_last(letter, payload)


@given(letter=st.binary(min_size=1, max_size=1), payload=st.binary(max_size=60))
def test_any_bytes_are_a_reading_or_an_error_of_ours(letter: bytes, payload: bytes) -> None:
    try:
        frames.to_reading(letter, payload)
    except ReaderFailedError:
        return
    assert letter in b"PFTA"


@pytest.mark.parametrize("told", [[], {}, {"reason": 1}, "x", None, {"place": "a" * 999}])
@pytest.mark.parametrize("letter", [b"R", b"X"])
def test_a_malformed_last_word_is_an_error_of_ours(letter: bytes, told: object) -> None:
    with pytest.raises(LifeOSError) as raised:
        frames.check_last(letter, json.dumps(told).encode())

    assert len(raised.value.detail) <= 200
