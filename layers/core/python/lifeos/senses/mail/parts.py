"""The inside of a mail, as Python's email package tells it, whatever state the mail is in.

Source: RFC 5322, 2045 to 2047.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from typing import cast

from lifeos.errors import RejectedError
from lifeos.senses.html.text import read_html
from lifeos.senses.models import Attachment, Doubt
from lifeos.senses.texts import text_encoding

MAX_ATTACHMENTS = 100
MAX_ATTACHMENT_BYTES = 25_000_000
LIMIT_BYTES = 50_000_000
MAX_PARTS = 1_000
MAX_HTML_CHARS = 5_000_000  # of one part; hostile markup takes up to 3 s a million
MAX_HEADER_CHARS = 8_000
MAX_SENDER_CHARS = 1_000  # telling an address apart takes quadratic time
_MAILBOX = re.compile(r"([^<>]*)<([^<>]*)>")
# What the email package lets escape on malformed headers and bodies (seen by fuzzing and in its
# issue tracker); each costs the value it was asked for, never the mail.
MAIL_ERRORS = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)


@dataclass(slots=True)
class Mail:
    """What was read of a mail."""

    subject: str | None
    sender: str | None
    sent: datetime | None
    body: str
    attachments: list[Attachment] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def parse(raw: bytes) -> EmailMessage:
    """The message and its parts; raises RejectedError `broken-mail`."""
    from email import message_from_bytes, policy

    try:
        message = message_from_bytes(raw.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)
    except MAIL_ERRORS as broken:
        raise RejectedError(
            "broken-mail", "The parts of this mail cannot be told apart."
        ) from broken
    return message


def read_mail(message: EmailMessage) -> Mail:
    """Headers, words and attachments; what cannot be read becomes a doubt."""
    from email.errors import CloseBoundaryNotFoundDefect

    mail = Mail(
        subject=header(message, "Subject"),
        sender=_sender(message),
        sent=_sent(message),
        body="",
    )
    body = body_of(message, ("plain", "html"))
    words = [_text(mail, body)] if body is not None else []
    try:
        for part, is_version in _leaves(message, body):
            if part is body:
                continue
            if _is_file(part):
                _attach(mail, part)
            elif not is_version:  # a footer, or text between two attachments
                words.append(_text(mail, part))
    except MAIL_ERRORS:
        detail = "The parts of this mail cannot all be read."
        mail.doubts.append(Doubt(code="part-unreadable", detail=detail))
    if any(isinstance(d, CloseBoundaryNotFoundDefect) for p in message.walk() for d in p.defects):
        detail = "The mail ends before its last part does."
        mail.doubts.append(Doubt(code="mail-cut", detail=detail))
    mail.body = "\n\n".join(text for text in words if text)
    return mail


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


def _sender(message: EmailMessage) -> str | None:
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


def _sent(message: EmailMessage) -> datetime | None:
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


def body_of(message: EmailMessage, kinds: tuple[str, ...]) -> EmailMessage | None:
    """The part that is the mail's own words: the first of these kinds that is not blank."""
    if not message.is_multipart():
        return message if _is_text(message) else None
    found = [part for kind in kinds if (part := _version(message, kind)) is not None]
    return next((part for part in found if _bytes(part).strip()), found[0] if found else None)


def _version(message: EmailMessage, kind: str) -> EmailMessage | None:
    try:
        return cast("EmailMessage | None", message.get_body((kind,)))
    except MAIL_ERRORS:
        return None


def _bytes(part: EmailMessage) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except MAIL_ERRORS:
        return b""
    return payload if isinstance(payload, bytes) else b""


def _is_text(part: EmailMessage) -> bool:
    """Whether it holds words; a multipart without its boundary is one text."""
    try:
        kind = part.get_content_maintype()
    except MAIL_ERRORS:
        return False
    return kind == "text" or (kind == "multipart" and not part.is_multipart())


def _text(mail: Mail, part: EmailMessage) -> str:
    """The words of a text part, whatever charset it claims."""
    text, is_html = decoded(part)
    if is_html and len(text) > MAX_HTML_CHARS:
        detail = f"Of one part, the first {MAX_HTML_CHARS} characters of HTML are read."
        mail.doubts.append(Doubt(code="text-cut", detail=detail))
    return read_html(text[:MAX_HTML_CHARS]).text if is_html else text.replace("\r\n", "\n").strip()


def decoded(part: EmailMessage) -> tuple[str, bool]:
    """What a text part holds, and whether that is HTML; nothing where it cannot be told."""
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
        is_html = part.get_content_subtype() == "html"
    except MAIL_ERRORS:
        return "", False
    return (text_encoding.decode(payload, charset) if isinstance(payload, bytes) else ""), is_html


def _leaves(
    message: EmailMessage, body: EmailMessage | None
) -> Iterator[tuple[EmailMessage, bool]]:
    """Every part that holds no parts, and whether it is another version of the body.

    A forwarded mail is one part: it becomes a document with attachments of its own.
    """
    waiting = [(message, False)]
    for _ in range(MAX_PARTS):
        if not waiting:
            return
        part, is_version = waiting.pop(0)
        forwarded = part.get_content_type() == "message/rfc822" and part is not message
        if part.is_multipart() and not forwarded:
            versions = part.get_content_subtype() == "alternative"
            waiting[:0] = [
                (cast("EmailMessage", inner), is_version or (versions and not _holds(inner, body)))
                for inner in part.iter_parts()
            ]
        else:
            yield part, is_version


def _holds(part: Message, body: EmailMessage | None) -> bool:
    return any(inner is body for inner in part.walk())


def _is_file(part: EmailMessage) -> bool:
    """Whether a person would call it an attachment: a name, an invitation, or no text."""
    named = bool(part.get_filename()) or part.is_attachment()
    return named or part.get_content_subtype() == "calendar" or not _is_text(part)


def _attach(mail: Mail, part: EmailMessage) -> None:
    number = len(mail.attachments) + 1
    try:
        media_type = part.get_content_type()
        content = _content(part, media_type)
        name = part.get_filename()
    except MAIL_ERRORS:
        detail = f"Attachment {number} cannot be read."
        mail.doubts.append(Doubt(code="attachment-unreadable", detail=detail))
        return
    safe = _safe_name(name, media_type, number)
    _keep(mail, Attachment(name=safe, media_type=media_type, content=content))


def attach_mails(mail: Mail, others: list[bytes]) -> None:
    """Further mails of the same file, each a document of its own."""
    for number, content in enumerate(others, start=2):
        name = f"mail-{number}.eml"
        _keep(mail, Attachment(name=name, media_type="message/rfc822", content=content))


def _keep(mail: Mail, file: Attachment) -> None:
    number = len(mail.attachments) + 1
    total = sum(len(other.content) for other in mail.attachments)
    if number > MAX_ATTACHMENTS or total + len(file.content) > LIMIT_BYTES:
        detail = f"Of this mail, the first {len(mail.attachments)} attachments are kept."
        if not any(doubt.code == "attachments-cut" for doubt in mail.doubts):
            mail.doubts.append(Doubt(code="attachments-cut", detail=detail))
    elif len(file.content) > MAX_ATTACHMENT_BYTES:
        limit = MAX_ATTACHMENT_BYTES // 1_000_000
        detail = f"Attachment {number} is over {limit} MB and is not kept."
        mail.doubts.append(Doubt(code="attachment-too-large", detail=detail))
    elif file.content:
        mail.attachments.append(file)


def _content(part: EmailMessage, media_type: str) -> bytes:
    from email import policy

    if media_type == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        as_written = policy.default.clone(refold_source="none")
        return inner.as_bytes(policy=as_written) if isinstance(inner, EmailMessage) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _safe_name(name: str | None, media_type: str, number: int) -> str:
    """The attachment's own name without folders and control characters."""
    base = re.split(r"[/\\]", name or "")[-1]
    clean = "".join(character for character in base if character.isprintable()).strip(". ")
    suffix = {"message/rfc822": ".eml", "text/calendar": ".ics"}.get(media_type, "")
    return clean[:200] or f"attachment-{number}{suffix}"


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
