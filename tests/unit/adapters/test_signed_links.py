"""A link is worth exactly what was signed, until it expires."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.adapters.signed_links import (
    MAX_TOKEN_CHARACTERS,
    DownloadGrant,
    LinkSigner,
    PartGrant,
    UploadGrant,
)
from lifeos.documents.ports import ObjectRef, UploadRequest
from lifeos.errors import DeniedError, InvalidInputError

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SECRET = b"s" * 32
REQUEST = UploadRequest(
    key="users/a/1", size_bytes=3, sha256="0" * 64, media_type="text/csv", metadata={"a": "b"}
)
GRANT = UploadGrant(request=REQUEST, expires_at=NOON)


def signer(at: datetime = NOON - timedelta(seconds=1), secret: bytes = SECRET) -> LinkSigner:
    return LinkSigner(secret, lambda: at)


TOKEN = signer().sign(GRANT)


@pytest.mark.parametrize(
    "grant",
    [
        GRANT,
        PartGrant(upload_id="u", number=2, size_bytes=7, expires_at=NOON),
        DownloadGrant(
            ref=ObjectRef(bucket="b", key="請/..", version_id="1"),
            name="ü.pdf",
            media_type="application/pdf",
            expires_at=NOON,
        ),
    ],
)
def test_a_token_says_what_was_signed(grant: UploadGrant | PartGrant | DownloadGrant) -> None:
    assert signer().read(signer().sign(grant)) == grant


def test_a_token_is_safe_in_a_path() -> None:
    assert set(TOKEN) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def test_a_token_expires_at_its_instant() -> None:
    assert signer(NOON - timedelta(microseconds=1)).read(TOKEN) == GRANT
    with pytest.raises(DeniedError, match="expired"):
        signer(NOON).read(TOKEN)


def test_an_expired_grant_is_not_signed() -> None:
    with pytest.raises(InvalidInputError):
        signer(NOON).sign(GRANT)


def test_another_secret_reads_nothing() -> None:
    with pytest.raises(DeniedError, match="not valid"):
        signer(secret=b"t" * 32).read(TOKEN)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        LinkSigner(b"s" * 31, lambda: NOON)


@settings(max_examples=300)
@given(st.integers(0, len(TOKEN) - 1), st.characters())
def test_any_changed_character_is_noticed(place: int, character: str) -> None:
    changed = TOKEN[:place] + character + TOKEN[place + 1 :]

    if changed == TOKEN:
        assert signer().read(changed) == GRANT
    else:
        with pytest.raises(DeniedError):
            signer().read(changed)


@settings(max_examples=200)
@given(st.text(st.characters(), max_size=200))
def test_any_text_is_just_not_valid(text: str) -> None:
    with pytest.raises(DeniedError):
        signer().read(text)


def test_an_endless_token_is_not_read() -> None:
    with pytest.raises(DeniedError):
        signer().read("A" * MAX_TOKEN_CHARACTERS + "." + "A" * 43)


def test_a_token_of_an_older_release_is_denied_in_words() -> None:
    payload = "eyJncmFudCI6e319"  # {"grant":{}}
    token = f"{payload}.{signer()._signature(payload)}"

    with pytest.raises(DeniedError, match="no longer understood"):
        signer().read(token)
