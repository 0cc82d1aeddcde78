"""Whether a file is what its name and its sender say it is.

Formats fall into families. A name or a declared type allows some families; data formats are
lenient among themselves (banks call an MT940 file .txt), but a web page is no bank file: it is
what a browser saves when the session had ended.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from lifeos.errors import RejectedError
from lifeos.senses import sniff

Family = Literal["pdf", "word", "office", "zip", "ole", "image", "html", "text", "program", "other"]

_CALLED: Final[dict[Family, str]] = {
    "pdf": "a PDF",
    "word": "a Word document",
    "office": "an Office document",
    "zip": "a ZIP archive",
    "ole": "an old or protected Office document",
    "image": "an image",
    "html": "a web page",
    "text": "text",
    "program": "a program",
    "other": "something else",
}
_BY_TYPE: Final[dict[str, Family]] = {
    sniff.PDF: "pdf",
    sniff.WORD: "word",
    sniff.SHEET: "office",
    sniff.SLIDES: "office",
    sniff.ZIP: "zip",
    sniff.OLE: "ole",
    sniff.PROGRAM: "program",
    sniff.HTML: "html",
    "application/xhtml+xml": "html",
    "message/rfc822": "text",
    "application/json": "text",
    "application/xml": "text",
    "application/qif": "text",
    "application/x-qif": "text",
    "application/x-ofx": "text",
    "application/x-mt940": "text",
}
_DATA: Final[frozenset[Family]] = frozenset({"text"})
_WORDS: Final[frozenset[Family]] = frozenset({"text", "html"})
_MODERN: Final[frozenset[Family]] = frozenset({"word", "office", "zip", "ole"})
# Banks call tables of tabs or HTML .xls; programs call RTF or HTML .doc.
_OLD: Final[frozenset[Family]] = frozenset({"ole", "word", "office", "zip", "text", "html"})
_IMAGE: Final[frozenset[Family]] = frozenset({"image"})
_BY_ENDING: Final[dict[str, frozenset[Family]]] = {
    "pdf": frozenset({"pdf"}),
    **dict.fromkeys(("docx", "docm", "dotx"), frozenset[Family]({"word", "zip", "ole"})),
    **dict.fromkeys(("xlsx", "xlsm", "pptx", "pptm", "odt", "ods", "odp"), _MODERN),
    **dict.fromkeys(("doc", "xls", "ppt", "dot"), _OLD),
    "zip": frozenset({"zip"}),
    **dict.fromkeys(("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp"), _IMAGE),
    **dict.fromkeys(("webp", "tif", "tiff", "heic", "heif", "avif"), _IMAGE),
    **dict.fromkeys(("csv", "tsv", "tab", "json", "jsonl", "ics", "ical", "ifb", "vcf"), _DATA),
    **dict.fromkeys(("ofx", "qfx", "qbo", "qif", "eml"), _DATA),
    **dict.fromkeys(("sta", "mt940", "mt942", "940", "942", "swi", "camt"), _DATA),
    **dict.fromkeys(("txt", "text", "md", "markdown", "log", "xml"), _WORDS),
    **dict.fromkeys(("html", "htm", "xhtml"), _WORDS),
}
_BY_DECLARED: Final[dict[str, frozenset[Family]]] = {
    "application/pdf": _BY_ENDING["pdf"],
    "application/zip": frozenset({"zip"}),
    sniff.WORD: _BY_ENDING["docx"],
    sniff.SHEET: _MODERN,
    sniff.SLIDES: _MODERN,
    **dict.fromkeys(("image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp"), _IMAGE),
    **dict.fromkeys(("image/tiff", "image/heic", "image/heif", "image/avif"), _IMAGE),
    **dict.fromkeys(("text/csv", "text/calendar", "text/vcard", "message/rfc822"), _DATA),
    **dict.fromkeys(("application/x-ofx", "application/json"), _DATA),
    **dict.fromkeys(("text/plain", "text/html", "text/markdown"), _WORDS),
    **dict.fromkeys(("application/xml", "text/xml", "application/xhtml+xml"), _WORDS),
}
# Endings that a system runs; "com" and "app" are left out: names of pages end so.
_PROGRAMS: Final = frozenset(
    (
        *("exe", "scr", "pif", "bat", "cmd", "msi", "cpl", "lnk", "hta"),
        *("vbs", "vbe", "js", "jse", "wsf", "ps1", "sh", "jar", "apk", "dmg"),
    )
)
# Everything between an override and its end is shown right to left. Source: Unicode UAX 9, 2.2.
_OVERRIDDEN = re.compile("\u202e([^\u202a-\u202e\u2066-\u2069]*)[\u202c\u2069]?")


def family(media_type: str) -> Family:
    """The family of a media type, `other` where it has none."""
    if media_type.startswith("image/"):
        return "image"
    is_text = media_type.startswith("text/") or media_type.endswith(("+xml", "+json"))
    return _BY_TYPE.get(media_type) or ("text" if is_text else "other")


def ending(name: str) -> str:
    """The ending a system goes by, lower case; blanks, dots and invisible signs do not hide it."""
    visible = "".join(c for c in name if unicodedata.category(c)[0] != "C").rstrip(" .")
    _, dot, last = visible.rpartition(".")
    return last.strip().lower() if dot and len(last) <= 10 else ""


def shown_ending(name: str) -> str:
    """The ending a person sees where a right-to-left override turns letters round."""
    return ending(_OVERRIDDEN.sub(lambda match: match[1][::-1], name))


def families(declared: str) -> frozenset[Family] | None:
    """What a file sent as this type may turn out to be; None where it may be anything."""
    return _BY_DECLARED.get(declared.partition(";")[0].strip().lower())


def check(*, name: str, declared: str, found: str) -> None:
    """Refuse a file that is not what its name or its sender says.

    Raises: RejectedError `wrong-type`, with a sentence that names both.
    """
    real, seen, is_a = ending(name), shown_ending(name), family(found)
    if is_a == "program" or real in _PROGRAMS:
        raise RejectedError("wrong-type", "This is a program, not a document.")
    if seen != real:
        sentence = (
            f"The name looks like it ends in .{_plain(seen)}, but it ends in .{_plain(real)}."
        )
        raise RejectedError("wrong-type", sentence)
    allowed = _BY_ENDING.get(real)
    if allowed is not None and is_a not in allowed:
        sentence = f"The name says .{real}, but the content is {_CALLED[is_a]}."
        raise RejectedError("wrong-type", sentence)
    sent_as = families(declared)
    if sent_as is not None and is_a not in sent_as:
        sentence = f"The file was sent as {declared}, but the content is {_CALLED[is_a]}."
        raise RejectedError("wrong-type", sentence)


def _plain(text: str) -> str:
    return re.sub("[^a-z0-9]", "?", text)
