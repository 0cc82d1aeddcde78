"""The inside of a mail, as Python's email package tells it, whatever state the mail is in.

Source: RFC 5322, 2045 to 2047.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage, Message
from typing import cast

from lifeos.errors import RejectedError
from lifeos.senses.html.text import read_html
from lifeos.senses.mail.headers import MAIL_ERRORS, header, sender_of, sent_at
from lifeos.senses.models import Attachment, Doubt
from lifeos.senses.texts import text_encoding

MAX_ATTACHMENTS = 100
MAX_ATTACHMENT_BYTES = 25_000_000
LIMIT_BYTES = 50_000_000
MAX_PARTS = 1_000
MAX_HTML_CHARS = 5_000_000  # of one part; hostile markup takes up to 3 s a million


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
        sender=sender_of(message),
        sent=sent_at(message),
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
