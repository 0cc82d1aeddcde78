"""The hostile set: files made to be refused, and honest ones that look a little like them.

Each case says which reason codes are right. `READ` stands for a file that must be read; a case
with several codes is one where either can be defended. The same set feeds the unit tests and
`bench-hostile`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.support import archive_bytes as zips
from tests.support import pdf_bytes as pdfs

READ = "read"
ANY = "any"  # every verdict will do that comes in time and is not a defect of ours


@dataclass(frozen=True)
class Case:
    """One file and the verdicts that are right for it."""

    group: str
    name: str
    make: Callable[[], bytes]
    right: tuple[str, ...]
    declared: str = "application/octet-stream"

    @property
    def title(self) -> str:
        """Group and name, safe to print."""
        return f"{self.group}: {self.name.encode('ascii', 'backslashreplace').decode()}"

    def is_right(self, verdict: str) -> bool:
        """Whether a reason code, or READ, is right."""
        return verdict in self.right or (ANY in self.right and verdict != "reader-failed")


def cases() -> list[Case]:
    """All of them; content is made when asked for."""
    return [
        *_claims(),
        *_names(),
        *_protected_and_cut(),
        *_two_formats(),
        *_archives(),
        *_images(),
        *_xml(),
        *_pdfs(),
        *_texts(),
        *_honest(),
    ]


HTML = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Expired</p></body></html>"
SCRIPT = b"<html><script>alert(1)</script></html>"
EXE = b"MZ\x90\x00\x03" + b"\x00" * 55 + b"\x80\x00\x00\x00" + b"\x00" * 64 + b"PE\x00\x00"
ELF = b"\x7fELF\x02\x01\x01" + b"\x00" * 57
CSV = b"Date;Text;Amount;Currency\n2024-03-01;Rent;-700.00;EUR\n2024-03-02;Pay;2100.00;EUR\n"
NOTE = b"A letter of 3 March 2024.\nNothing more is in it.\n"
_STATEMENT = (
    b"<?xml version='1.0'?>%s<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'>"
    b"<BkToCstmrStmt><Stmt><Id>%s</Id></Stmt></BkToCstmrStmt></Document>"
)
_LAUGHS = b"<!DOCTYPE d [<!ENTITY a0 'ha'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)


def png(width: int, height: int) -> bytes:
    """A PNG of these dimensions with one line of content."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    line = zlib.compress(b"\x00" * (min(width, 1000) + 1))
    sound = chunk(b"IHDR", header) + chunk(b"IDAT", line) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + sound


def jpeg(width: int, height: int) -> bytes:
    """The header of a JPEG of these dimensions, and its end."""
    application = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + application + frame + b"\xff\xd9"


def gif(width: int, height: int) -> bytes:
    """An empty GIF of these dimensions."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x00\x00\x00;"


def bmp(width: int, height: int) -> bytes:
    """The header of a BMP of these dimensions."""
    head = struct.pack("<2sIHHI", b"BM", 154, 0, 0, 54)
    return head + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)


def webp(width: int, height: int) -> bytes:
    """The header of an extended WebP of these dimensions."""
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x00" * 4 + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _make(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _claims() -> list[Case]:
    wrong = ("wrong-type",)
    return [
        Case("claim", "empty.pdf", _make(b""), ("empty-file",)),
        Case("claim", "blank.txt", _make(b" \r\n\t\x00" * 50_000), ("empty-file",)),
        Case("claim", "page.pdf", _make(HTML), wrong),
        Case("claim", "program.pdf", _make(EXE), wrong),
        Case("claim", "program.txt", _make(ELF), wrong),
        Case("claim", "script.csv", _make(b"#!/bin/sh\nrm -rf /\n"), wrong),
        Case("claim", "program.exe", _make(NOTE), wrong),
        Case("claim", "bill.pdf.exe", pdfs.one_page, wrong),
        Case("claim", "bill.jpg", pdfs.one_page, wrong),
        Case("claim", "bill.csv", pdfs.one_page, wrong),
        Case("claim", "photo.pdf", lambda: png(10, 10), wrong),
        Case("claim", "letter.pdf", zips.word_file, wrong),
        Case("claim", "note.pdf", _make(NOTE), wrong),
        Case("claim", "expired.ofx", _make(HTML), wrong),
        Case("claim", "expired.csv", _make(HTML), wrong),
        Case("claim", "expired.ics", _make(HTML), wrong),
        Case("claim", "table.docx", _make(CSV), wrong),
        Case("claim", "bill", _make(NOTE), wrong, "application/pdf"),
        Case("claim", "scan", pdfs.one_page, wrong, "image/png"),
        Case("claim", "rows", lambda: zips.archive({"a": b"a"}), wrong, "text/csv"),
        Case("claim", "tape.bin", _make(bytes(range(256)) * 20), ("unsupported-type",)),
    ]


def _names() -> list[Case]:
    return [
        Case("name", "note\u202efdp.txt", _make(NOTE), ("wrong-type",)),
        Case("name", "bill\u202etxt.pdf", pdfs.one_page, ("wrong-type",)),
        Case("name", "bill\u202excod.pdf", pdfs.one_page, ("wrong-type",)),
        Case("name", "page.pdf \u200b.", _make(HTML), ("wrong-type",)),
        Case("name", "page.p\u200bdf", _make(HTML), ("wrong-type",)),
        Case("name", "bill\x1b[2J\x07.pdf", pdfs.one_page, (READ,)),
        Case("name", "../../etc/passwd.pdf", pdfs.one_page, (READ,)),
        Case("name", "\u05d7\u05e9\u05d1\u05d5\u05df\u200f.pdf", pdfs.one_page, (READ,)),
    ]


def _protected_and_cut() -> list[Case]:
    secret = lambda: pdfs.encrypted(user_password="secret")  # noqa: E731
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    office += "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    return [
        Case("protected", "secret.pdf", secret, ("password-required",)),
        Case("protected", "owner.pdf", lambda: pdfs.encrypted(user_password=""), (READ,)),
        Case("protected", "secret.zip", zips.protected, ("password-required",)),
        Case("protected", "secret.docx", _make(office), ("password-required",)),
        Case("cut", "half.pdf", lambda: pdfs.one_page()[:200], ("truncated",)),
        Case("cut", "half.docx", lambda: zips.word_file()[:-60], ("truncated",)),
        Case("cut", "half.zip", lambda: zips.bomb(1)[:500], ("truncated",)),
        Case("cut", "headless.pdf", lambda: b"\x00" * 9 + pdfs.one_page()[9:], ("damaged",)),
        Case("cut", "bits.docx", lambda: _flipped(zips.word_file()), ("damaged",)),
    ]


def _flipped(content: bytes) -> bytes:
    broken = bytearray(content)
    place = content.index(b"word/document.xml") + 40
    broken[place : place + 20] = bytes(byte ^ 0xFF for byte in content[place : place + 20])
    return bytes(broken)


def _two_formats() -> list[Case]:
    two = ("two-formats",)
    inner = zips.archive({"run.js": b"alert(1)"})
    header = b"%PDF-1.7\n%<script>alert(1)</script>\n"
    return [
        Case("two", "bill.pdf", lambda: pdfs.one_page() + inner, two),
        Case("two", "tail.pdf", lambda: pdfs.one_page() + SCRIPT, two),
        Case("two", "front.pdf", lambda: b"<html><!--\n" + pdfs.one_page() + b"-->", two),
        Case("two", "front.html", lambda: SCRIPT + pdfs.one_page(), two),
        Case("two", "header.pdf", lambda: pdfs.one_page(header=header), two),
        Case("two", "script.pdf", lambda: b"/*\n" + pdfs.one_page() + b"*/alert(1)", two),
        Case("two", "first.zip", lambda: _prefixed_zip(inner), two),
        Case("two", "photo.gif", lambda: b"GIF89a/*" + gif(9, 9)[8:] + b"*/=1;alert(1)", two),
        Case("two", "equals.gif", lambda: b"GIF89a=1;alert(1)", two),
        Case("two", "photo.bmp", lambda: b"BM/*" + bmp(9, 9)[4:] + b"*/=1;alert(1)", two),
        Case("two", "photo.jpg", lambda: jpeg(9, 9) + inner, two),
        Case("two", "photo.png", lambda: png(9, 9) + SCRIPT, two),
        Case("two", "shell.gif", lambda: gif(9, 9) + b"<?php system($_GET[1]); ?>", two),
        Case("two", "pages.gif", lambda: gif(9, 9) + pdfs.one_page(), two),
    ]


def _prefixed_zip(inner: bytes) -> bytes:
    """A zip whose first entry's extra field holds a PDF."""
    extra = pdfs.one_page()
    header = bytearray(inner)
    name_bytes = struct.unpack_from("<H", inner, 26)[0]
    struct.pack_into("<H", header, 28, len(extra))
    place = 30 + name_bytes
    joined = bytes(header[:place]) + extra + bytes(header[place:])
    end = joined.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", joined, end + 16)[0] + len(extra)
    return joined[: end + 16] + struct.pack("<I", start) + joined[end + 20 :]


def _archives() -> list[Case]:
    bomb, nested, unsafe = ("archive-bomb",), ("nested-archive",), ("unsafe-path",)
    zeros = {"word/media/zeros.bin": b"\x00" * 50_000_000}
    return [
        Case("zip", "zeros.zip", zips.bomb, bomb),
        Case("zip", "wide.zip", zips.wide_bomb, bomb),
        Case("zip", "overlap.zip", zips.overlapping, bomb),
        Case("zip", "false.zip", zips.false_size, bomb),
        Case("zip", "crowded.zip", zips.crowded, bomb),
        Case("zip", "zeros.docx", lambda: zips.word_file(extra=zeros), bomb),
        Case("zip", "nested.zip", zips.nested, nested),
        Case("zip", "hidden.zip", lambda: zips.nested(2, called="inner.dat"), nested),
        Case("zip", "quine.zip", lambda: zips.nested(1, called="quine.zip"), nested),
        Case("zip", "up.zip", lambda: zips.archive({"../../up.txt": b"a"}), unsafe),
        Case("zip", "root.zip", lambda: zips.archive({"/etc/cron.d/a": b"a"}), unsafe),
        Case("zip", "drive.zip", lambda: zips.archive({"C:\\a.txt": b"a"}), unsafe),
        Case("zip", "back.zip", lambda: zips.archive({"a\\..\\..\\b": b"a"}), unsafe),
        Case("zip", "escape.zip", lambda: zips.archive({"a\x1b[2J.txt": b"a"}), unsafe),
        Case("zip", "turned.zip", lambda: zips.archive({"a\u202etxt.exe": b"a"}), unsafe),
        Case("zip", "link.zip", zips.link, unsafe),
        Case("zip", "up.docx", lambda: zips.word_file(extra={"../up.xml": b"a"}), unsafe),
        Case("zip", "plain.zip", lambda: zips.archive({"a.txt": b"a"}), ("unsupported-type",)),
    ]


def _images() -> list[Case]:
    bomb, known = ("image-bomb",), ("unsupported-type",)
    return [
        Case("image", "bomb.png", lambda: png(50_000, 50_000), bomb),
        Case("image", "bomb.jpg", lambda: jpeg(65_500, 65_500), bomb),
        Case("image", "bomb.gif", lambda: gif(65_535, 65_535), bomb),
        Case("image", "bomb.bmp", lambda: bmp(100_000, -100_000), bomb),
        Case("image", "bomb.webp", lambda: webp(16_000_000, 16_000_000), bomb),
        Case("image", "photo.png", lambda: png(800, 600), known),
        Case("image", "photo.jpg", lambda: jpeg(800, 600), known),
        Case("image", "cut.png", lambda: png(800, 600)[:20], known),
    ]


def _xml() -> list[Case]:
    entities = ("xml-entities-not-allowed",)
    laughs = _STATEMENT % (_LAUGHS, b"&a11;")
    outside = _STATEMENT % (b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", b"&x;")
    wide = b"<?xml version='1.0'?>" + _LAUGHS + b"<letter>&a11;</letter>"
    parts = {"word/header1.xml": wide}
    return [
        Case("xml", "laughs.xml", _make(laughs), entities),
        Case("xml", "outside.xml", _make(outside), entities),
        Case("xml", "letter.xml", _make(wide), entities),
        Case("xml", "wide.xml", _make(wide.decode().encode("utf-16")), entities),
        Case("xml", "drawing.svg", _make(wide.replace(b"letter", b"svg")), entities),
        Case("xml", "laughs.docx", lambda: zips.word_file(extra=parts), entities),
        Case("xml", "deep.xml", _make(_STATEMENT % (b"", b"<a>" * 200_000)), ("damaged",)),
    ]


def _pdfs() -> list[Case]:
    broken = ("damaged", "truncated", "too-many-pages", "took-too-long", "needs-too-much-memory")
    either = (READ, *broken)
    return [
        Case("pdf", "tree-loop.pdf", pdfs.page_tree_loop, broken),
        Case("pdf", "deep-tree.pdf", pdfs.deep_page_tree, broken),
        Case("pdf", "outline-loop.pdf", pdfs.outline_loop, either),
        Case("pdf", "xref-loop.pdf", pdfs.xref_loop, either),
        Case("pdf", "form-loop.pdf", pdfs.form_loop, either),
        Case("pdf", "giant-stream.pdf", pdfs.giant_stream, broken),
        Case("pdf", "many-pages.pdf", pdfs.many_pages, ("too-many-pages",)),
        Case("pdf", "shared-pages.pdf", pdfs.shared_pages, ("too-many-pages",)),
        Case("pdf", "deep-arrays.pdf", pdfs.deep_arrays, either),
        Case("pdf", "large-count.pdf", pdfs.large_count, either),
    ]


def _texts() -> list[Case]:
    event = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20240301T090000Z\n%s\nEND:VEVENT\n"
    forever = event % b"RRULE:FREQ=SECONDLY" + b"END:VCALENDAR\n"
    mail = (
        b"From: a@example.org\nTo: b@example.org\nSubject: x\nDate: Fri, 1 Mar 2024 09:00 +0000\n"
    )
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000)
    )
    return [
        Case("text", "line.csv", _make(CSV + b"x" * 30_000_000), (ANY,)),
        Case("text", "quotes.csv", _make(CSV + b'"' * 5_000_000), (ANY,)),
        Case("text", "wide.csv", _make(b";" * 5_000_000 + b"\n" + CSV), (ANY,)),
        Case("text", "forever.ics", _make(forever), (ANY,)),
        Case("text", "deep.html", _make(b"<html>" + b"<div>" * 1_000_000), (ANY,)),
        Case("text", "open.html", _make(b"<html>" + b"<" * 3_000_000), (ANY,)),
        Case("text", "deep.eml", _make(mail + parts), (ANY,)),
        Case("text", "deep.ofx", _make(b"OFXHEADER:100\n\n<OFX>" + b"<A>" * 1_000_000), (ANY,)),
        Case("text", "long.qif", _make(b"!Type:Bank\n" + b"D1/1'24\nT1.00\n" * 300_000), (ANY,)),
        Case("text", "spaces.txt", _make(b"a" + b" " * 19_000_000 + b"b"), (ANY,)),
        Case("text", "digits.csv", _make(b"Date;Amount\n2024-03-01;" + b"9" * 900_000), (ANY,)),
    ]


def _honest() -> list[Case]:
    """Look-alikes that must not be refused."""
    inner = pdfs.stream(zips.archive({"rows.csv": CSV}), b"/Type /EmbeddedFile")
    metadata = pdfs.stream(b"<?xpacket?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>", b"/Type /Metadata")
    page = pdfs.stream(b"<html><script>1</script></html>", b"/Type /EmbeddedFile")
    sheet = {"word/embeddings/sheet.xlsx": zips.archive({"xl/workbook.xml": b"<a/>"})}
    return [
        Case("honest", "attached.pdf", lambda: pdfs.one_page(inner), (READ,)),
        Case("honest", "metadata.pdf", lambda: pdfs.one_page(metadata), (READ,)),
        Case("honest", "page-inside.pdf", lambda: pdfs.one_page(page), (READ,)),
        Case("honest", "late-header.pdf", lambda: b"\r\n" * 100 + pdfs.one_page(), (READ,)),
        Case("honest", "no-end-mark.pdf", lambda: pdfs.one_page()[:-6], (READ, "truncated")),
        Case("honest", "blanks-after.pdf", lambda: pdfs.one_page() + b"\n" * 2000, (READ,)),
        Case("honest", "letter.docx", zips.word_file, (READ,)),
        Case("honest", "sheet-inside.docx", lambda: zips.word_file(extra=sheet), (READ,)),
        Case("honest", "mz.txt", _make(b"MZ Berlin, 3 March 2024\n" + NOTE), (READ,)),
        Case("honest", "bm.csv", _make(CSV.replace(b"Date", b"BM Date")), (READ,)),
        Case("honest", "about-pdf.txt", _make(NOTE + b"%PDF-1.4 is how a PDF begins.\n"), (READ,)),
        Case("honest", "invoice from amazon.com", _make(NOTE), (READ,), "text/plain"),
        Case("honest", "umsatz.txt", _make(CSV), (READ,), "text/plain"),
        Case("honest", "umsatz.csv", _make(CSV), (READ,), "application/vnd.ms-excel"),
        Case("honest", "page.html", _make(HTML), (READ,), "text/html"),
        Case("honest", "stored.zip", _stored_pdf, ("unsupported-type",)),
    ]


def _stored_pdf() -> bytes:
    return zips.archive({"bill.pdf": pdfs.one_page()}, method=0)
