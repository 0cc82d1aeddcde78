"""Mail (.eml): who wrote when about what, the words, and every attachment as a file of its own.

Of a mailbox the first mail is the document, each further one a file of its own like an attachment.

Source: RFC 5322, 2045 to 2047; read by Python's email package, bounded by us before and after.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lifeos.contracts.facts import Evidence
from lifeos.errors import RejectedError
from lifeos.senses.document_facts import (
    SNIPPET_CHARS,
    About,
    document_fact,
    first_words,
    title_of,
)
from lifeos.senses.mail import headers, mailbox
from lifeos.senses.mail import parts as mail_parts
from lifeos.senses.mail.bills import bill_of
from lifeos.senses.mail.parts import LIMIT_BYTES, MAX_PARTS
from lifeos.senses.models import Head, Reading, Source, Tally
from lifeos.senses.texts import text_encoding

# The email package reads some headers in quadratic time: 30 kB of quotes took 11 s. So the
# headers a person reads go by a linear way of ours, and those of parts are held to these sizes.
MAX_PART_HEADER_BYTES = 2_000
MAX_PART_HEADERS_BYTES = 200_000
KNOWN_HEADERS = frozenset(
    {
        *("from", "to", "cc", "subject", "date", "message-id", "received", "return-path"),
        *("mime-version", "content-type", "content-transfer-encoding", "delivered-to", "sender"),
        *("reply-to", "in-reply-to", "references", "dkim-signature", "x-mailer"),
    }
)
_HEADER_LINE = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_EVIDENCE = (  # the first header that is there speaks for the value
    ("Date", "dated_on"), ("Received", "dated_on"), ("From", "issuer"), ("Sender", "issuer"),
    ("Subject", "title"),
)  # fmt: skip
_BOUNDARY = re.compile(rb"(?i)boundary\s*=")
# Saved without the headers of its way: what follows is parts, or a whole mail (RFC 2045, 3).
_ENTITY = re.compile(
    rb"(?i)(?:mime-version[ \t]*:[^\n]*\n)?content-type[ \t]*:[ \t]*"
    rb"(?:message/rfc822\b|multipart/[a-z]+[ \t]*;(?:[^\n]*\n[ \t])?[^\n]*\bboundary[ \t]*=)"
)


class EmlSense:
    """One mail message with its attachments."""

    name = "eml"
    version = 1
    media_types: tuple[str, ...] = ("message/rfc822",)

    def score(self, head: Head) -> float:
        """By the header block: how many of its fields are those of mail."""
        names = _header_names(head.first_bytes)
        known = names & KNOWN_HEADERS
        if _ENTITY.match(head.first_bytes.lstrip(b"\xef\xbb\xbf\r\n")):
            return 0.6
        if not known & {"from", "received", "return-path", "message-id", "delivered-to"}:
            return 0.0
        if len(known) >= 4 or (len(known) >= 3 and len(known) * 2 >= len(names)):
            return 0.9
        return 0.6 if len(known) == 2 and len(names) <= 4 else 0.0

    def check(self, source: Source) -> None:
        """Raise RejectedError `empty-file`, `too-large`, `not-a-mail` or `header-too-long`."""
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
        """Yield the text, the attachments, a document fact, the body's bill, and the tally."""
        raw = text_encoding.read_bytes(source, LIMIT_BYTES)
        first, *others = mailbox.mails_of(raw)
        message = mail_parts.parse(first)
        mail = mail_parts.read_mail(message)
        bill = bill_of(message, mail, source, raw=raw, reader=f"{self.name}/{self.version}")
        mail_parts.attach_mails(mail, [mailbox.without_start(other) for other in others])
        evidence = self._evidence(source, raw)
        page_count = 0
        for page in text_encoding.pages_of(headers.header_text(message) + "\n\n" + mail.body):
            page_count += 1
            yield page
        yield from mail.attachments
        title = mail.subject or title_of(source.name)
        about = About("email", title, mail.sender, mail.sent, page_count, stated=bool(mail.sent))
        yield document_fact(source, about, evidence=evidence)
        if bill is not None:
            yield bill.fact
        yield Tally(
            document_kind="email",
            title=title[:300],
            issuer=mail.sender,
            dated_on=mail.sent.date() if mail.sent else None,
            found_count=len(mail.attachments),
            doubts=[*mail.doubts, *(bill.doubts if bill else ())],
        )

    def _evidence(self, source: Source, raw: bytes) -> list[Evidence]:
        found: dict[str, Evidence] = {}
        for name, value in _EVIDENCE:
            line, snippet = headers.header_line(raw, name)
            if line and value not in found:
                found[value] = Evidence(
                    field=value,
                    sha256=source.sha256,
                    line=line,
                    path=f"header:{name}",
                    snippet=snippet[:SNIPPET_CHARS],
                    reader=f"{self.name}/{self.version}",
                )
        lines = text_encoding.lines_of(text_encoding.decode(raw))
        return list(found.values()) or [
            first_words(source, lines, reader=f"{self.name}/{self.version}")
        ]


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
