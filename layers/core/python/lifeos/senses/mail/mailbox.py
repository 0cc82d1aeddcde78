"""A file of several mails, as Thunderbird, Google Takeout and mail servers save a folder.

Source: RFC 4155, appendix A: each mail begins after a blank line with `From `, an address and the
time it arrived as asctime writes it. A sentence that begins with "From" has no such time, and no
headers below it.
"""

from __future__ import annotations

import re

_START = re.compile(
    rb"From [^\s]{1,300}[ \t]+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[ \t]+[A-Z][a-z]{2}[ \t]+\d{1,2}[ \t]+"
    rb"\d{1,2}:\d{2}(?::\d{2})?[ \t]+[^\r\n]{4,40}\r?\n"
    rb"(?=[!-9;-~]{1,76}[ \t]*:)"
)
_NEXT = re.compile(rb"\n\r?\n(?=From )")


def mails_of(raw: bytes) -> list[bytes]:
    """The mails of the file in its order; one if it is no mailbox."""
    if not raw.startswith(b"From "):
        return [raw]
    starts = [0, *(gap.end() for gap in _NEXT.finditer(raw) if _START.match(raw, gap.end()))]
    ends = [*starts[1:], len(raw)]
    return [raw[start:end] for start, end in zip(starts, ends, strict=True)]


def without_start(mail: bytes) -> bytes:
    """The mail alone, as its sender wrote it."""
    found = _START.match(mail)
    return mail[found.end() :] if found else mail
