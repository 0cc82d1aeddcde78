"""OFX and QFX: bank, card and investment statements, SGML 1.x and XML 2.x.

Every STMTTRN becomes a transaction, every STMTTRNP a pending one. Of investments the movements of
cash are kept (INVBANKTRAN, INCOME, INVEXPENSE, MARGININTEREST, RETOFCAP, and what purchases and
sales cost and bring the account). The securities they exchange, reinvestments, transfers and
splits are not read, and a doubt says how many there are. OFX states no count and no opening
balance, so rows are counted a second time in the raw bytes.

Source: OFX 2.2, sections 11 (banking) and 13 (investments).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lifeos.errors import RejectedError
from lifeos.senses.models import Head, Reading, Source
from lifeos.senses.texts.text_source import CHUNK_BYTES, chunks, decoded_head, encoding_of

HEADER_BYTES = 4096
_ROOT = re.compile(r"<(?:\w+:)?OFX[\s>]", re.IGNORECASE)
_HEADER = re.compile(r"OFXHEADER\s*[:=]\s*[\"']?\d{3}", re.IGNORECASE)
_PROLOGUE = re.compile(
    r"(?:[\s\ufeff]+|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^<]*|[A-Z]+:[^\s<]*)*+"
)
_CHARSET = re.compile(rb"(?:CHARSET:|<\?xml[^>]*encoding=[\"'])\s*([\w.-]+)", re.IGNORECASE)
_XML_HEADER = re.compile(rb"<\?(?:xml\s|OFX\s)", re.IGNORECASE)
_ROW = re.compile(
    rb"<(?:\w+:)?(?:STMTTRNP?|INCOME|INVEXPENSE|MARGININTEREST|RETOFCAP"
    rb"|(?:BUY|SELL)(?:DEBT|MF|OPT|OTHER|STOCK))>",
    re.I,
)
_STATEMENT = re.compile(rb"<(?:\w+:)?(?:STMTRS|CCSTMTRS|INVSTMTRS)>", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?OFX\s*>", re.IGNORECASE)
_LONGEST_MARK = 32


class OfxSense:
    """Statements as Quicken, Money and their heirs download them."""

    name = "ofx"
    version = 1
    media_types: tuple[str, ...] = ("application/x-ofx", "application/vnd.intu.qfx")

    def score(self, head: Head) -> float:
        """Certain by the root element behind nothing but a header; a letter may quote one."""
        text = decoded_head(head.first_bytes)
        root = _ROOT.search(text)
        if root is None:
            return 0.6 if _HEADER.match(text.lstrip("\ufeff\r\n ")) else 0.0
        return 0.95 if _PROLOGUE.fullmatch(text, 0, root.start()) else 0.5

    def check(self, source: Source) -> None:
        """Refuse what holds no statement.

        Raises: RejectedError `no-statement`.
        """
        if not any(_STATEMENT.search(part) for part in _overlapping(source.path)):
            raise RejectedError(
                "no-statement", "This OFX file holds no account statement, only a server's answer."
            )

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield rows and balances, then the tally; memory holds one row.

        Raises: RejectedError `no-statement`, `no-readable-row`, `damaged`,
        `xml-entities-not-allowed`.
        """
        from lifeos.senses.ofx.elements import elements
        from lifeos.senses.ofx.statements import OfxReader

        with source.path.open("rb") as file:
            header = file.read(HEADER_BYTES)
        declared = _CHARSET.search(header)
        encoding = encoding_of(source.path, declared[1].decode("ascii") if declared else None)
        rows = _count_rows(source.path)
        reader = OfxReader(source, f"{self.name}/{self.version}", counted_rows=rows)
        is_xml = _XML_HEADER.search(header) is not None
        for element in elements(chunks(source.path, encoding), with_paths=is_xml):
            yield from reader.take(element)
        if not _END.search(_tail(source.path)):
            reader.cut_short()
        yield reader.tally()


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - HEADER_BYTES))
        return file.read().replace(b"\x00", b"")


def _count_rows(path: Path) -> int:
    """Rows by their start tags in the raw bytes, counted apart from the parse."""
    return sum(1 for part in _overlapping(path) for _ in _ROW.finditer(part))


def _overlapping(path: Path) -> Iterator[bytes]:
    """The file in pieces that each end outside a tag, so that no mark is cut or seen twice."""
    kept = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            part = (kept + chunk).replace(b"\x00", b"")  # UTF-16 of ASCII is ASCII without NULs
            cut = part.rfind(b"<")
            kept = part[cut:] if 0 <= len(part) - cut <= _LONGEST_MARK and cut >= 0 else b""
            yield part[: len(part) - len(kept)]
    yield kept
