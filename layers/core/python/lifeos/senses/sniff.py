"""What a file is by its first bytes.

Only signatures that no text begins with count as proof: "BM" or "MZ" alone are also how a note
may begin, so those are held against what must follow them.
"""

from __future__ import annotations

import re
from typing import Final

from lifeos.senses.models import Head

PDF: Final = "application/pdf"
ZIP: Final = "application/zip"
OLE: Final = "application/x-ole-storage"  # Office before 2007, and encrypted Office of today
PROGRAM: Final = "application/x-executable"
HTML: Final = "text/html"
PDF_HEADER_WITHIN: Final = 1024  # PDF 1.7, implementation note 13
UNKNOWN: Final = "application/octet-stream"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

# Source: the formats' own specifications; each is at offset 0.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),  # an archive without a file
    (b"PK\x07\x08", ZIP),  # one part of an archive cut into parts
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/x-rar"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),  # Java, and Mach-O for several processors
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xfe\xed\xfa", PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", PROGRAM),  # a Windows shortcut
    (b"#!", PROGRAM),
)
_PATTERNS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"....ftyp(?:hei[cxms]|mif1|avif)", re.DOTALL), "image/heic"),
    (re.compile(rb"BM....\x00{4}", re.DOTALL), "image/bmp"),
    (re.compile(rb"BM(?:/\*|=)"), "image/bmp"),  # its size field doubles as the start of a script
    (re.compile(rb"BZh[1-9]1AY&SY"), "application/x-bzip2"),
)
FIRST_OBJECT: Final = re.compile(rb"\d\s+\d+\s+obj\b")
_OFFICE_ENTRIES = ((b"word/", WORD), (b"xl/", SHEET), (b"ppt/", SLIDES))
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    rb"<(?:!doctype\s+html|html|head|body|script)\b",
    re.IGNORECASE | re.DOTALL,
)


def signature(start: bytes) -> str | None:
    """Media type that the first bytes prove, or None: text has no signature."""
    for mark, media_type in _SIGNATURES:
        if start.startswith(mark):
            return media_type
    for pattern, media_type in _PATTERNS:
        if pattern.match(start):
            return media_type
    return PROGRAM if start.startswith(b"MZ") and not is_text(start) else None


def media_type(head: Head) -> str:
    """Media type by content; `application/octet-stream` where nothing is known."""
    start = head.first_bytes
    found = signature(start)
    if found == ZIP:
        return next((kind for mark, kind in _OFFICE_ENTRIES if mark in start), ZIP)
    if found is not None:
        return found
    if is_text(start):
        return HTML if looks_like_html(start) else "text/plain"
    import filetype

    guessed = filetype.guess(start)
    return str(guessed.mime) if guessed else UNKNOWN


def may_be(start: bytes, media_types: tuple[str, ...]) -> bool:
    """Whether a reader of these types may take a file that starts so."""
    proved = signature(start)
    if proved is None:
        return PDF not in media_types or has_late_pdf_header(start)
    if proved in (ZIP, OLE):
        return any(kind in (ZIP, OLE, WORD, SHEET, SLIDES) for kind in media_types)
    return proved in media_types


def has_late_pdf_header(start: bytes) -> bool:
    """Whether a PDF begins behind some other bytes; text that merely speaks of PDF has no objects.

    Readers accept a header within the first PDF_HEADER_WITHIN bytes.
    """
    header = start.find(b"%PDF-", 0, PDF_HEADER_WITHIN + 5)
    return header >= 0 and FIRST_OBJECT.search(start, header) is not None


def looks_like_html(start: bytes) -> bool:
    """Whether a browser handed these bytes would take them for a page."""
    return _HTML_START.match(start.replace(b"\x00", b"").removeprefix(b"\xff\xfe")) is not None


def is_text(start: bytes) -> bool:
    """Whether these bytes are text by their control characters."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, as spreadsheet programs write it
        return True
    if not start or b"\x00" in start:
        return False
    control = sum(byte < 32 and byte not in b"\t\r\n\f\x1b" for byte in start)
    return control / len(start) < 0.01
