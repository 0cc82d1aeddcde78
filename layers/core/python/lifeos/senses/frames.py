"""Readings as bytes on a pipe: one letter for the kind, four bytes of length, then JSON.

No pickle: what comes out of a reader is untrusted, and is validated like any other input.
"""

from __future__ import annotations

import base64
import json
import struct
from typing import Final

from lifeos.contracts.base import Model
from lifeos.errors import LifeOSError, ReaderFailedError, RejectedError
from lifeos.senses.models import Attachment, FactDraft, Page, Reading, Tally

EXIT_OUT_OF_MEMORY: Final = 77  # exit code of a reader that got no more memory; it cannot say so
HEADER: Final = struct.Struct(">cI")
_READINGS: dict[bytes, type[Model]] = {b"P": Page, b"F": FactDraft, b"T": Tally}
_LETTERS = {model: letter for letter, model in _READINGS.items()}
_ATTACHMENT, _REFUSED, _BROKE, _END = b"A", b"R", b"X", b"E"


def of_reading(reading: Reading) -> bytes:
    """The frame of one reading."""
    if isinstance(reading, Attachment):
        packed = base64.b64encode(reading.content).decode("ascii")
        told = {"name": reading.name, "media_type": reading.media_type, "content": packed}
        return _frame(_ATTACHMENT, json.dumps(told).encode())
    return _frame(_LETTERS[type(reading)], reading.model_dump_json().encode())


def of_refusal(refusal: RejectedError) -> bytes:
    """The frame that says why a file must not go on."""
    told = {"reason": refusal.reason, "detail": refusal.detail}
    return _frame(_REFUSED, json.dumps(told).encode())


def of_failure(place: str) -> bytes:
    """The frame that says which error the reader raised and where in our code."""
    return _frame(_BROKE, json.dumps({"place": place}).encode())


def end() -> bytes:
    """The frame that says that nothing is missing."""
    return _frame(_END, b"")


def is_last(letter: bytes) -> bool:
    """Whether nothing comes after a frame of this letter."""
    return letter in (_END, _REFUSED, _BROKE)


def to_reading(letter: bytes, payload: bytes) -> Reading:
    """The reading a frame stands for. Raises: ReaderFailedError if it is no frame of ours."""
    try:
        if letter == _ATTACHMENT:
            told = json.loads(payload)
            content = base64.b64decode(told["content"], validate=True)
            return Attachment(name=told["name"], media_type=told["media_type"], content=content)
        reading = _READINGS[letter].model_validate_json(payload)
    except (ValueError, KeyError, TypeError) as error:  # pydantic's is a ValueError
        raise _malformed() from error
    assert isinstance(reading, (Page, FactDraft, Tally))
    return reading


def check_last(letter: bytes, payload: bytes) -> None:
    """Raise what the last frame tells of, if it is not simply the end.

    Raises: RejectedError for a refusal, ReaderFailedError for a failure.
    """
    if letter == _END:
        return
    try:
        told = json.loads(payload)
        if letter == _BROKE:
            failure: LifeOSError = ReaderFailedError(str(told["place"])[:200])
        else:
            failure = RejectedError(str(told["reason"])[:64], str(told["detail"])[:500])
    except (ValueError, KeyError, TypeError) as error:
        raise _malformed() from error
    raise failure


def _malformed() -> ReaderFailedError:
    return ReaderFailedError("A reader said something malformed.")


def _frame(letter: bytes, payload: bytes) -> bytes:
    return HEADER.pack(letter, len(payload)) + payload
