"""The bill that is a mail's own body: the headers are its letterhead, the words its paper.

Of a forwarded mail the letterhead is the one that was forwarded. A reply only quotes, and a mail
with another paper attached leaves the bill to that; both give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from itertools import pairwise

from lifeos.senses.html.layout import rows_of_html
from lifeos.senses.invoices.typed import Piece, Row, rows_of
from lifeos.senses.invoices.typed_bills import TypedBill, typed_bill
from lifeos.senses.mail.headers import header, header_line
from lifeos.senses.mail.parts import MAX_HTML_CHARS, Mail, body_of, decoded
from lifeos.senses.models import Source
from lifeos.senses.texts import text_encoding

# Pictures of a shop, an invitation, a signature: none of them is the bill itself.
_BESIDE_A_BILL = re.compile(r"image/|text/calendar$|application/(?:pkcs7|pgp|vnd\.apple\.pkpass)")
_FORWARDED = re.compile(
    r"(?:fwd?|wg|tr|rv|i|enc|pd|doorst|vs|vl)\s?:\s*(?P<inner>.*)", re.IGNORECASE | re.DOTALL
)
_REPLY = re.compile(r"(?:re|aw|antw?|sv|ref|rif|r|res|odp|rép?)\s?(?:\[\d+\])?\s?:", re.IGNORECASE)
# What mail programs write over a mail that they pass on, in the eight languages.
_ABOVE_FORWARDED = re.compile(
    r"\W*(?:begin )?forwarded message|\W*original message|\W*(?:anfang der )?weitergeleitete"
    r"|\W*ursprüngliche nachricht|\W*(?:début du )?message (?:transféré|réexpédié|d.origine)"
    r"|\W*(?:begin )?doorgestuurd bericht|\W*oorspronkelijk bericht|\W*mensaje (?:re|original)"
    r"|\W*messaggio (?:inoltrato|originale)|\W*inizio messaggio|\W*mensagem (?:enc|original)"
    r"|\W*(?:początek )?przekazan\w+|\W*(?:wiadomość oryginalna|oryginalna wiadomość)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\W{0,2}(?:from|von|de|van|da|od)\W{0,2}:", re.IGNORECASE)
_HEADER = re.compile(
    r"\W{0,2}(?:sent|date|to|gesendet|datum|an|envoyé|date|à|verzonden|aan|enviado(?: el)?|fecha"
    r"|para|inviato|data|a|enviada(?: em)?|wysłano|do)\W{0,2}:",
    re.IGNORECASE,
)


def bill_of(
    message: EmailMessage, mail: Mail, source: Source, *, raw: bytes, reader: str
) -> TypedBill | None:
    """The bill in the mail's body, or None."""
    if mail.doubts:  # of a mail that is not whole, a paper may be what is missing
        return None
    if not all(_BESIDE_A_BILL.match(each.media_type) for each in mail.attachments):
        return None
    subject = mail.subject or ""
    forwarded = _FORWARDED.match(subject)
    if _REPLY.match(forwarded["inner"] if forwarded else subject):
        return None
    rows = [row for row in _body_rows(message) if not (row and row[0].text.startswith(">"))]
    quoted = _start_of_quoted(rows)
    if forwarded:
        return typed_bill(rows[quoted:], source, reader=reader) if quoted is not None else None
    if quoted is not None or header(message, "In-Reply-To"):
        return None
    return typed_bill([*_letterhead(message, raw), *rows], source, reader=reader)


def _body_rows(message: EmailMessage) -> list[Row]:
    """The rows of the body, of HTML where there is any: it has the tables."""
    part = body_of(message, ("html", "plain"))
    if part is None:
        return []
    text, is_html = decoded(part)
    text = text[:MAX_HTML_CHARS]
    rows = rows_of_html(text) if is_html else rows_of(text_encoding.lines_of(text))
    path = f"part:{part.get_content_type()}"
    return [[piece._replace(path=path) for piece in row] for row in rows]


def _start_of_quoted(rows: Sequence[Row]) -> int | None:
    """The row below which another mail begins: its headers, or a line that announces it."""
    lines = [" ".join(piece.text for piece in row) for row in rows]
    for at, line in enumerate(lines):
        if _ABOVE_FORWARDED.match(line):
            return at + 1
    used = [at for at, line in enumerate(lines) if line]
    return next(
        (
            at
            for at, below in pairwise(used)
            if _FROM.match(lines[at]) and _HEADER.match(lines[below])
        ),
        None,
    )


def _letterhead(message: EmailMessage, raw: bytes) -> Iterator[Row]:
    """Sender, address, subject and day, a row each, as they would head a letter."""
    from email.utils import parseaddr

    name, address = parseaddr(header(message, "From") or "")
    for field, text in (("From", name), ("From", address), ("Subject", header(message, "Subject"))):
        yield _header_row(raw, field, text or "")
    yield _header_row(raw, "Date", f"Date: {header(message, 'Date') or ''}")
    yield []


def _header_row(raw: bytes, field: str, text: str) -> Row:
    line, _ = header_line(raw, field)
    column, row = 0, []
    for number, word in enumerate(text.split()):
        row.append(Piece(word, column, number, line or None, f"header:{field}"))
        column += len(word) + 1
    return row
