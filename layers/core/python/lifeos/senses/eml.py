"""Mail (.eml): who wrote when about what, the words, and every attachment as a file of its own.

Source: RFC 5322, 2045 to 2047; read by Python's email package, bounded by us before and after.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.message import EmailMessage
from typing import cast

from lifeos.contracts.facts import Evidence
from lifeos.errors import RejectedError
from lifeos.senses import text_encoding
from lifeos.senses.document_facts import SNIPPET_CHARS, About, document_fact, title_of
from lifeos.senses.html_text import read_html
from lifeos.senses.models import Attachment, Doubt, Head, Reading, Source, Tally

LIMIT_BYTES = 50_000_000
MAX_PARTS = 1_000
MAX_ATTACHMENTS = 100
MAX_ATTACHMENT_BYTES = 25_000_000
# The email package reads some headers in quadratic time: 30 kB of quotes took 11 s. So the
# headers a person reads go by a linear way of ours, and those of parts are held to these sizes.
MAX_HEADER_CHARS = 8_000
MAX_PART_HEADER_BYTES = 2_000
MAX_PART_HEADERS_BYTES = 200_000
KNOWN_HEADERS = frozenset(
    {
        *("from", "to", "cc", "subject", "date", "message-id", "received", "return-path"),
        *("mime-version", "content-type", "content-transfer-encoding", "delivered-to", "sender"),
        *("reply-to", "in-reply-to", "references", "dkim-signature", "x-mailer"),
    }
)
# What the email package lets escape on malformed headers and bodies (seen by fuzzing and in its
# issue tracker); each costs the value it was asked for, never the mail.
MAIL_ERRORS = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)
_HEADER_LINE = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_EVIDENCE = (  # the first header that is there speaks for the value
    ("Date", "dated_on"), ("Received", "dated_on"), ("From", "issuer"), ("Sender", "issuer"),
    ("Subject", "title"),
)  # fmt: skip
_BOUNDARY = re.compile(rb"(?i)boundary\s*=")


@dataclass(slots=True)
class _Mail:
    """What was read of a mail."""

    subject: str | None
    sender: str | None
    sent: datetime | None
    body: str
    attachments: list[Attachment] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


class EmlSense:
    """One mail message with its attachments."""

    name = "eml"
    version = 1
    media_types: tuple[str, ...] = ("message/rfc822",)

    def score(self, head: Head) -> float:
        """By the header block: how many of its fields are those of mail."""
        names = _header_names(head.first_bytes)
        known = names & KNOWN_HEADERS
        if not known & {"from", "received", "return-path", "message-id", "delivered-to"}:
            return 0.0
        if len(known) >= 4 or (len(known) >= 3 and len(known) * 2 >= len(names)):
            return 0.9
        return 0.6 if len(known) == 2 and len(names) <= 4 else 0.0

    def check(self, source: Source) -> None:
        """Raise RejectedError `empty`, `too-large`, `not-a-mail` or `header-too-long`."""
        raw = text_encoding.read_bytes(source, LIMIT_BYTES)
        if not _header_names(raw[:65536]) & KNOWN_HEADERS:
            raise RejectedError("not-a-mail", "The file does not begin like a mail.")
        longest, total = _part_headers(raw)
        if longest > MAX_PART_HEADER_BYTES or total > MAX_PART_HEADERS_BYTES:
            sentence = "The headers of this mail's parts are longer than any mail program's."
            raise RejectedError("header-too-long", sentence)
        if len(_BOUNDARY.findall(raw)) > MAX_PARTS:
            raise RejectedError("too-many-parts", f"A mail may have {MAX_PARTS} parts at most.")

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield the text, the attachments, a document fact if dated, and the tally."""
        raw = text_encoding.read_bytes(source, LIMIT_BYTES)
        message = _parse(raw)
        mail = _read(message)
        evidence = self._evidence(source, raw)
        page_count = 0
        for page in text_encoding.pages_of(_header_text(message) + "\n\n" + mail.body):
            page_count += 1
            yield page
        yield from mail.attachments
        title = mail.subject or title_of(source.name)
        if mail.sent and evidence:
            about = About("email", title, mail.sender, mail.sent, page_count, stated=True)
            yield document_fact(source, about, evidence)
        yield Tally(
            document_kind="email",
            title=title[:300],
            issuer=mail.sender,
            dated_on=_local_day(mail.sent),
            found_count=len(mail.attachments),
            doubts=mail.doubts,
        )

    def _evidence(self, source: Source, raw: bytes) -> list[Evidence]:
        found: dict[str, Evidence] = {}
        for name, value in _EVIDENCE:
            line, snippet = _header_line(raw, name)
            if line and value not in found:
                found[value] = Evidence(
                    field=value,
                    sha256=source.sha256,
                    line=line,
                    path=f"header:{name}",
                    snippet=snippet[:SNIPPET_CHARS],
                    reader=f"{self.name}/{self.version}",
                )
        return list(found.values())


def _part_headers(raw: bytes) -> tuple[int, int]:
    """Bytes of the longest Content- header, and of all of them, in every block of headers."""
    longest = total = size = 0
    in_header, holds_mail, counts = True, False, False
    for line in io.BytesIO(raw):
        if line.startswith(b"--"):
            in_header, holds_mail, counts = True, False, False
        elif in_header and not line.strip():
            in_header, holds_mail, counts = holds_mail, False, False
        elif in_header:
            folded = line.startswith((b" ", b"\t"))
            counts = counts if folded else line[:8].lower() == b"content-"
            size = (size if folded else 0) + len(line)
            longest, total = (max(longest, size), total + len(line)) if counts else (longest, total)
            holds_mail = holds_mail or b"message/rfc822" in line.lower()
    return longest, total


def _header_names(raw: bytes) -> set[str]:
    """Names of the first header block in lower case; empty if it is none."""
    block = re.split(rb"\r?\n\r?\n", raw.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    names: set[str] = set()
    for number, line in enumerate(block.split(b"\n")):
        match = _HEADER_LINE.match(line)
        if match:
            names.add(match[1].decode("ascii").lower())
        elif not line.startswith((b" ", b"\t")) and not (number == 0 and line[:5] == b"From "):
            if number < 2 or not line.strip():
                break
            return names if len(names) >= 3 else set()
    return names


def _parse(raw: bytes) -> EmailMessage:
    from email import message_from_bytes, policy

    try:
        message = message_from_bytes(raw.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)
    except MAIL_ERRORS as broken:
        raise RejectedError(
            "broken-mail", "The parts of this mail cannot be told apart."
        ) from broken
    return message


def _read(message: EmailMessage) -> _Mail:
    mail = _Mail(
        subject=_header(message, "Subject"),
        sender=_sender(message),
        sent=_sent(message),
        body="",
    )
    body = _body(message)
    words = [_text(body)] if body is not None else []
    try:
        for part, is_version in _leaves(message):
            if part is body:
                continue
            if _is_file(part):
                _attach(mail, part)
            elif not is_version:  # a footer, or text between two attachments
                words.append(_text(part))
    except MAIL_ERRORS:
        detail = "The parts of this mail cannot all be read."
        mail.doubts.append(Doubt(code="part-unreadable", detail=detail))
    mail.body = "\n\n".join(text for text in words if text)
    return mail


def _header(message: EmailMessage, name: str) -> str | None:
    """A header's text, encoded words resolved; None if it is absent or blank."""
    from email.errors import HeaderParseError
    from email.header import decode_header

    written = next((v for key, v in message.raw_items() if key.lower() == name.lower()), None)
    if written is None:
        return None
    source = str(written)[:MAX_HEADER_CHARS].encode("utf-8", "surrogateescape")
    folded = text_encoding.decode(source)  # some programs write raw UTF-8 or Latin-1
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
    """Display name of who wrote it, else the address."""
    from email.utils import parseaddr

    written = _header(message, "From") or _header(message, "Sender")
    if not written:
        return None
    name, address = parseaddr(written)
    return (name or address or written)[:300]


def _sent(message: EmailMessage) -> datetime | None:
    """The Date header, else the time the last server received it; with an offset always."""
    from email.utils import parsedate_to_datetime

    received = (_header(message, "Received") or "").rpartition(";")[2].strip()
    for written in (_header(message, "Date"), received):
        try:
            sent = parsedate_to_datetime(written) if written else None
        except MAIL_ERRORS:
            continue
        if sent and 1970 <= sent.year <= 9000:
            # "-0000" is UTC with no word about the sender's zone (RFC 5322, 3.3)
            return sent if sent.tzinfo else sent.replace(tzinfo=UTC)
    return None


def _local_day(sent: datetime | None) -> date | None:
    return sent.date() if sent else None


def _body(message: EmailMessage) -> EmailMessage | None:
    """The part that is the mail's own words: plain before HTML."""
    try:
        body = message.get_body(("plain", "html"))
    except MAIL_ERRORS:
        body = None
    if body is None and not message.is_multipart() and _is_text(message):
        return message
    return cast("EmailMessage | None", body)


def _is_text(part: EmailMessage) -> bool:
    try:
        return part.get_content_maintype() == "text"
    except MAIL_ERRORS:
        return False


def _text(part: EmailMessage) -> str:
    """The words of a text part, whatever charset it claims."""
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
        is_html = part.get_content_subtype() == "html"
    except MAIL_ERRORS:
        return ""
    if not isinstance(payload, bytes):
        return ""
    text = text_encoding.decode(payload, charset)
    return read_html(text).text if is_html else text.replace("\r\n", "\n").strip()


def _leaves(message: EmailMessage) -> Iterator[tuple[EmailMessage, bool]]:
    """Every part that holds no parts, and whether it is one of several versions of the same.

    A forwarded mail is one part: it becomes a document with attachments of its own.
    """
    waiting = [(message, False)]
    for _ in range(MAX_PARTS):
        if not waiting:
            return
        part, is_version = waiting.pop(0)
        forwarded = part.get_content_type() == "message/rfc822" and part is not message
        if part.is_multipart() and not forwarded:
            versions = is_version or part.get_content_subtype() == "alternative"
            waiting[:0] = [(cast("EmailMessage", inner), versions) for inner in part.iter_parts()]
        else:
            yield part, is_version


def _is_file(part: EmailMessage) -> bool:
    """Whether a person would call it an attachment: it has a name, or is no text."""
    return bool(part.get_filename()) or part.is_attachment() or not _is_text(part)


def _attach(mail: _Mail, part: EmailMessage) -> None:
    number = len(mail.attachments) + 1
    try:
        media_type = part.get_content_type()
        content = _content(part, media_type)
        name = part.get_filename()
    except MAIL_ERRORS:
        detail = f"Attachment {number} cannot be read."
        mail.doubts.append(Doubt(code="attachment-unreadable", detail=detail))
        return
    total = sum(len(other.content) for other in mail.attachments)
    if number > MAX_ATTACHMENTS or total + len(content) > LIMIT_BYTES:
        detail = f"Of this mail, the first {len(mail.attachments)} attachments are kept."
        if not any(doubt.code == "attachments-cut" for doubt in mail.doubts):
            mail.doubts.append(Doubt(code="attachments-cut", detail=detail))
    elif len(content) > MAX_ATTACHMENT_BYTES:
        limit = MAX_ATTACHMENT_BYTES // 1_000_000
        detail = f"Attachment {number} is over {limit} MB and is not kept."
        mail.doubts.append(Doubt(code="attachment-too-large", detail=detail))
    elif content:
        safe = _safe_name(name, media_type, number)
        mail.attachments.append(Attachment(name=safe, media_type=media_type, content=content))


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
    suffix = ".eml" if media_type == "message/rfc822" else ""
    return clean[:200] or f"attachment-{number}{suffix}"


def _header_text(message: EmailMessage) -> str:
    """The headers a person reads, for search."""
    shown = ((name, _header(message, name)) for name in ("From", "To", "Cc", "Date", "Subject"))
    return "\n".join(f"{name}: {value}" for name, value in shown if value)


def _header_line(raw: bytes, name: str) -> tuple[int, str]:
    """Line number and raw text of a header, folds included; (0, "") if there is none."""
    pattern = rb"(?im)^%s[ \t]*:[^\n]*(?:\n[ \t][^\n]*){0,20}" % name.encode()
    head = re.split(rb"\n\r?\n", raw.lstrip(b"\r\n"), maxsplit=1)[0]
    blank = len(raw) - len(raw.lstrip(b"\r\n"))
    match = re.search(pattern, head)
    if not match:
        return 0, ""
    line = raw[: blank + match.start()].count(b"\n") + 1
    return line, text_encoding.decode(match[0]).replace("\r", "").strip()
