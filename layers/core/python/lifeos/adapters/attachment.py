"""How a stored file leaves the hub: always as an attachment, never as a page that runs."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

FALLBACK_NAME = "document"
FALLBACK_TYPE = "application/octet-stream"
MAX_NAME_BYTES = 200  # below the 255 bytes most file systems allow, with room for " (1)"

# Types a browser may run or render as a page. Source: WHATWG MIME Sniffing, sections 4.6 and 4.7
# (HTML, XML and JavaScript types), plus the ones plug-ins and PDF-less browsers used to run.
_RUNNABLE = re.compile(
    r"text/(html|xml|xsl|javascript|ecmascript|jscript|livescript|vbscript|cache-manifest)"
    r"|application/(x-)?(javascript|ecmascript|xml|xhtml|shockwave-flash|msdownload)"
    r"|multipart/.*|message/rfc822|.*\+xml"
)
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_RESERVED = re.compile(r'[/\\:*?"<>|;%]')  # separators, wildcards and quotes of the systems


def served_type(media_type: str) -> str:
    """The type to answer with: the sniffed one, or octet-stream where a browser would run it."""
    plain = media_type.split(";", 1)[0].strip().lower()
    if not _MEDIA_TYPE.fullmatch(plain) or _RUNNABLE.fullmatch(plain):
        return FALLBACK_TYPE
    return plain


def content_disposition(name: str) -> str:
    """The header that makes a browser save the file, with an ASCII name and the exact one.

    Source: RFC 6266 section 4.3 (both forms), RFC 8187 section 3.2.1 (the encoded one).
    """
    safe = safe_name(name)
    ascii_form = unicodedata.normalize("NFKD", safe).encode("ascii", "ignore").decode().strip(" .")
    # S3 puts the sender's file name for ${filename} in every field of a POST form.
    ascii_form = ascii_form.replace("${", "_{")
    encoded = quote(safe, safe="")
    return f"attachment; filename=\"{ascii_form or FALLBACK_NAME}\"; filename*=UTF-8''{encoded}"


def safe_name(name: str) -> str:
    """`name` without what tricks a header, a terminal or a file system; never empty.

    Dropped: control, format (right-to-left overrides, zero-width), surrogate, private and
    unassigned characters. Replaced by "_": path separators, quotes and wildcards. Leading and
    trailing dots and spaces go, so that no hidden or parent folder is named.
    """
    composed = unicodedata.normalize("NFC", name)
    spaced = "".join(" " if character.isspace() else character for character in composed)
    visible = "".join(c for c in spaced if unicodedata.category(c)[0] != "C")
    tidy = re.sub(" +", " ", _RESERVED.sub("_", visible)).strip(" .")
    return _shortened(tidy) or FALLBACK_NAME


def _shortened(name: str) -> str:
    """`name` within MAX_NAME_BYTES of UTF-8; the ending is kept, programs go by it."""
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > 20:
        stem, dot, ending = name, "", ""
    room = MAX_NAME_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + ending
