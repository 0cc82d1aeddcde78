"""ASSERT's look at a whole file before its reader gets it: what it claims, and what it hides.

The order is from the plainest reason to the most hidden, so that the person is told the one that
helps: an empty file is empty whatever its name says.
"""

from __future__ import annotations

import re
from pathlib import Path

from lifeos.errors import RejectedError
from lifeos.senses import sniff
from lifeos.senses.guards import archives, claims, images, polyglots
from lifeos.senses.models import HEAD_BYTES, Source

_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_XML_START = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<(?:\?xml|!DOCTYPE)", re.IGNORECASE
)
_PDF_INSIDE = re.compile(rb"\d\s+\d+\s+obj\b|\bstartxref\b|\bendobj\b")
_BLANK = b"\x00 \t\r\n\f\x0b"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 2.3.4.4
_DIRECTORY_BYTES = 1024 * 1024


def check(source: Source, *, declared: str) -> None:
    """Refuse what must not reach a reader.

    Raises: RejectedError `empty-file`, `damaged`, `two-formats`, `wrong-type`, `image-bomb`,
    `xml-entities-not-allowed`, and what `archives.check` raises.
    """
    with source.path.open("rb") as file:
        start = file.read(HEAD_BYTES)
    if _is_blank(source.path):
        raise RejectedError("empty-file", "The file is empty.")
    proved = sniff.signature(start)
    if proved is None and claims.ending(source.name) == "pdf":
        _check_header(start)
    polyglots.check(source.path, proved, start=start)
    claims.check(name=source.name, declared=declared, found=source.media_type)
    if proved is None:
        _check_entities(start)
    elif proved.startswith("image/"):
        images.check(start)
    elif proved == sniff.ZIP:
        archives.check(source.path)
    elif proved == sniff.OLE:
        _check_protection(source.path)


def _is_blank(path: Path) -> bool:
    with path.open("rb") as file:
        while block := file.read(HEAD_BYTES):
            if block.strip(_BLANK):
                return False
    return True


def _check_header(start: bytes) -> None:
    """A PDF that lost its first bytes is damaged, rather than something else."""
    if b"%PDF-" not in start and _PDF_INSIDE.search(start):
        raise RejectedError("damaged", "This PDF has lost its beginning and cannot be read.")


def _check_entities(start: bytes) -> None:
    plain = start.replace(b"\x00", b"")  # UTF-16 of ASCII is ASCII without NULs
    if _XML_START.match(plain) and _ENTITY.search(plain):
        raise RejectedError(
            "xml-entities-not-allowed", "The file defines XML entities, which are not read."
        )


def _check_protection(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(_DIRECTORY_BYTES)
        file.seek(max(0, path.stat().st_size - _DIRECTORY_BYTES))
        if _ENCRYPTED_OFFICE in start or _ENCRYPTED_OFFICE in file.read():
            raise RejectedError(
                "password-required",
                "This document is protected by a password."
                " Remove the password and upload it again.",
            )
