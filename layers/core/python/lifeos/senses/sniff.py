"""What a file is by its first bytes, and whether that is what it was said to be."""

from __future__ import annotations

from lifeos.errors import RejectedError
from lifeos.senses.models import Head

_BY_EXTENSION = {
    "pdf": {"application/pdf"},
    "csv": {"text/csv", "text/plain"},
    "png": {"image/png"},
    "jpg": {"image/jpeg"},
    "jpeg": {"image/jpeg"},
    "zip": {"application/zip"},
}
_EXECUTABLE = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"#!")


def media_type(head: Head) -> str:
    """Media type by content; `application/octet-stream` where nothing is known."""
    import filetype

    start = head.first_bytes
    if start.startswith(_EXECUTABLE):
        return "application/x-executable"
    kind = filetype.guess(start)
    if kind is not None:
        return str(kind.mime)
    text = start[:1024].lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return "text/plain" if _is_text(start) else "application/octet-stream"


def check_claim(*, name: str, declared: str, found: str, size_bytes: int) -> None:
    """Refuse a file that is empty or not what its name or sender says.

    Raises: RejectedError `empty-file` or `wrong-type`.
    """
    if size_bytes == 0:
        raise RejectedError("empty-file", "The file is empty.")
    extension = name.rpartition(".")[2].lower()
    allowed = _BY_EXTENSION.get(extension)
    if found == "application/x-executable":
        raise RejectedError("wrong-type", "This is a program, not a document.")
    if allowed and found not in allowed:
        raise RejectedError("wrong-type", f"The name says {extension}, but the content is {found}.")
    if declared == "application/pdf" and found != "application/pdf":
        raise RejectedError("wrong-type", f"The file was sent as a PDF, but it is {found}.")


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, as spreadsheet programs write it
        return True
    if not start or b"\x00" in start:
        return False
    control = sum(byte < 32 and byte not in b"\t\r\n\f\x1b" for byte in start)
    return control / len(start) < 0.01
