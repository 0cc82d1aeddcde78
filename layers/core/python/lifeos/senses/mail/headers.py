"""The headers of a mail, as Python's email package tells them, whatever state they are in.

Source: RFC 5322, 2047.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.message import EmailMessage

from lifeos.senses.texts import text_encoding

MAX_HEADER_CHARS = 8_000
MAX_SENDER_CHARS = 1_000  # telling an address apart takes quadratic time
_MAILBOX = re.compile(r"([^<>]*)<([^<>]*)>")
# What the email package lets escape on malformed headers and bodies (seen by fuzzing and in its
# issue tracker); each costs the value it was asked for, never the mail.
MAIL_ERRORS = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)


def header(message: EmailMessage, name: str) -> str | None:
    """A header's text, encoded words resolved; None if it is absent or blank."""
    return _resolved(_written(message, name))


def _written(message: EmailMessage, name: str) -> str:
    """A header as it stands, folds made blanks; some programs write raw UTF-8 or Latin-1."""
    found = next((v for key, v in message.raw_items() if key.lower() == name.lower()), "")
    source = str(found)[:MAX_HEADER_CHARS].encode("utf-8", "surrogateescape")
    return text_encoding.decode(source)


def _resolved(folded: str) -> str | None:
    from email.errors import HeaderParseError
    from email.header import decode_header

    try:
        pieces = decode_header(folded)
    except (*MAIL_ERRORS, HeaderParseError):
        pieces = [(folded, None)]
    text = "".join(
        piece if isinstance(piece, str) else text_encoding.decode(piece, charset)
        for piece, charset in pieces
    )
    return " ".join(text.split())[:1000] or None


def sender_of(message: EmailMessage) -> str | None:
    """Display name of who wrote it, else the address.

    The parts are told apart before encoded words are resolved: a comma in one ends no address.
    """
    from email.utils import parseaddr

    written = (_written(message, "From") or _written(message, "Sender"))[:MAX_SENDER_CHARS]
    name, address = parseaddr(written)
    if "@" not in address:  # Doe, Jane <jane@example.org>, or no address at all
        loose = _MAILBOX.match(written)
        name, address = (loose[1], loose[2]) if loose else (written, "")
    if "@" in name and "@" in address:  # another's address in place of a name
        name = ""
    return (_resolved(name) or address or _resolved(written) or "")[:300] or None


def sent_at(message: EmailMessage) -> datetime | None:
    """The Date header, else the time the last server received it; with an offset always."""
    from email.utils import parsedate_to_datetime

    received = (header(message, "Received") or "").rpartition(";")[2].strip()
    for written in (header(message, "Date"), received):
        try:
            sent = parsedate_to_datetime(written) if written else None
        except MAIL_ERRORS:
            continue
        if sent and 1970 <= sent.year <= 9000:
            # "-0000" is UTC with no word about the sender's zone (RFC 5322, 3.3)
            return sent if sent.tzinfo else sent.replace(tzinfo=UTC)
    return None


def header_text(message: EmailMessage) -> str:
    """The headers a person reads, for search."""
    shown = ((name, header(message, name)) for name in ("From", "To", "Cc", "Date", "Subject"))
    return "\n".join(f"{name}: {value}" for name, value in shown if value)


def header_line(raw: bytes, name: str) -> tuple[int, str]:
    """Line number and raw text of a header, folds included; (0, "") if there is none."""
    pattern = rb"(?im)^%s[ \t]*:[^\n]*(?:\n[ \t][^\n]*){0,20}" % name.encode()
    head = re.split(rb"\n\r?\n", raw.lstrip(b"\r\n"), maxsplit=1)[0]
    blank = len(raw) - len(raw.lstrip(b"\r\n"))
    match = re.search(pattern, head)
    if not match:
        return 0, ""
    line = raw[: blank + match.start()].count(b"\n") + 1
    return line, text_encoding.decode(match[0]).replace("\r", "").strip()
