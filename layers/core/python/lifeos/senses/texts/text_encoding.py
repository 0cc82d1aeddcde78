"""Bytes to text, by what the bytes say.

A declared charset is a hint that real files get wrong; the bytes decide. A byte order mark is
believed, then the zero bytes of UTF-16, then strict UTF-8. What is left is one of the eight-bit
sets of Windows and ISO; the one that puts letters rather than signs inside words wins.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise

from lifeos.errors import RejectedError
from lifeos.senses.models import Page, Source

PAGE_CHARS = 3_000  # about a printed page; pages break at line ends
CONTROL_SHARE = 0.02  # more control characters than this is no text
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Ties go to the first: it is by far the commonest.
_EIGHT_BIT = ("cp1252", "cp1250", "iso-8859-2", "mac_roman", "cp850")
# What programs write under these names: the larger set of Windows or of today. Source: WHATWG
# Encoding Standard, 4.2, by Python's names.
_MEANT = {
    "gb2312": "gbk", "shift_jis": "cp932", "euc_kr": "cp949",
    "big5": "cp950", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874",
}  # fmt: skip
_TWO_BYTES = frozenset({"gbk", "gb18030", "cp932", "cp949", "cp950", "euc_jp"})
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])(?![\u0020-\u007e\u2019])[\W\d_](?=[^\W\d_])")
_SIGN_AT_WORD = re.compile(r"(?<=[^\W\d_])[¹²³¼½¾¸´¨¯¬¶¦±˛]|[¹²³¼½¾¸´¨¯¬¶¦±˛](?=[^\W\d_])")
_NEWLINE = re.compile(r"\r\n|\r|\n")


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text of these bytes; never fails, undecodable bytes become U+FFFD."""
    return raw.decode(encoding_of(raw, declared), errors="replace")


def encoding_of(raw: bytes, declared: str | None = None) -> str:
    """Name of the codec that fits these bytes best.

    A declared eight-bit or Asian charset is used only if the bytes are not UTF-8 and it decodes
    them without error; of an Asian one a few signs may be broken, no other set has its words.
    """
    declared = _meant(declared) if declared else None
    marked = next((name for mark, name in _BOMS if raw.startswith(mark)), None)
    if marked or (marked := _unmarked_utf16(raw)):
        return marked
    if declared and _is_stateful(declared) and _decodes(raw, declared):
        return declared  # ISO-2022 and UTF-7 look like plain ASCII
    if _decodes(raw, "utf-8"):
        return "utf-8"
    if declared and (_decodes(raw, declared) or _decodes_mostly(raw, declared)):
        return declared
    return min((name for name in _EIGHT_BIT), key=lambda name: _oddness(raw, name))


def is_text(raw: bytes) -> bool:
    """Whether the bytes are text at all, by their control characters."""
    if not raw.strip(b"\x00"):
        return False
    text = decode(trim(raw))
    return len(_CONTROLS.findall(text)) <= CONTROL_SHARE * len(text)


def trim(raw: bytes) -> bytes:
    """Cut a UTF-8 sequence that the end of a head left unfinished."""
    for back in range(1, min(4, len(raw) + 1)):
        if raw[-back] & 0xC0 == 0xC0:
            return raw[:-back] if raw[-back] >= (0xFF << (7 - back)) & 0xFF else raw
        if raw[-back] & 0xC0 != 0x80:
            return raw
    return raw


def lines_of(text: str) -> list[str]:
    """Lines as an editor counts them: form feeds and U+2028 do not end one."""
    return _NEWLINE.split(text)


def pages_of(text: str) -> Iterator[Page]:
    """The text in pages of at most PAGE_CHARS, broken at line ends where there are any."""
    for number, (_, page) in enumerate(_chunks(lines_of(text)), 1):
        yield Page(number=number, text=page)


def page_of_line(text: str, line: int) -> int:
    """The page on which a line (counted from 1) starts."""
    page = 1
    for number, (first_line, _) in enumerate(_chunks(lines_of(text)), 1):
        if first_line > line:
            break
        page = number
    return page


def read_bytes(source: Source, limit_bytes: int) -> bytes:
    """The whole file.

    Raises: RejectedError `too-large` over the limit, `empty-file` without a byte that is not blank.
    """
    if source.path.stat().st_size > limit_bytes:
        megabytes = limit_bytes // 1_000_000
        raise RejectedError("too-large", f"A file of this kind may have {megabytes} MB at most.")
    raw = source.path.read_bytes()
    if not raw.strip():
        raise RejectedError("empty-file", "The file is empty.")
    return raw


def _chunks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Pages with the number of the line each starts on; an endless line is cut hard."""
    kept: list[str] = []
    size, first_line = 0, 1
    for number, line in enumerate(lines, 1):
        if kept and size + len(line) > PAGE_CHARS:
            yield first_line, "\n".join(kept)
            kept, size, first_line = [], 0, number
        whole = max(0, len(line) - 1) // PAGE_CHARS * PAGE_CHARS  # cut by place: copies add up
        for start in range(0, whole, PAGE_CHARS):
            yield number, line[start : start + PAGE_CHARS]
        kept.append(line[whole:])
        size += len(line) - whole + 1
    yield first_line, "\n".join(kept)


def _unmarked_utf16(raw: bytes) -> str | None:
    sample = raw[:4096]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _is_stateful(name: str) -> bool:
    return name.lower().replace("_", "-").startswith(("iso-2022", "utf-7", "hz"))


def _meant(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):  # ValueError: a NUL in the charset's name
        return declared
    return _MEANT.get(name, declared)


def _decodes_mostly(raw: bytes, name: str) -> bool:
    if name not in _TWO_BYTES:
        return False
    text = raw[: 64 * 1024].decode(name, errors="replace")
    return text.count("\ufffd") * 20 < len(text)


def _decodes(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except (UnicodeError, LookupError, ValueError):  # ValueError: a NUL in the charset's name
        return False
    return True


def _oddness(raw: bytes, name: str) -> int:
    """How often a decoding puts something into words that does not belong there."""
    sample = raw[: 64 * 1024].decode(name, errors="replace")
    return (
        10 * sample.count("\ufffd")
        + 10 * len(_CONTROLS.findall(sample))
        + 3 * len(_SIGN_IN_WORD.findall(sample))
        + len(_SIGN_AT_WORD.findall(sample))
        + 2 * sum(a.islower() and b.isupper() for a, b in pairwise(sample))
    )
