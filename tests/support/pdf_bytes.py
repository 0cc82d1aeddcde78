"""PDF files written byte by byte, so that a test can break exactly one thing."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object's body."""
    head = b"<< /Length %d %s >>" % (len(content), entries)
    return head + b"\nstream\n" + content + b"\nendstream"


def packed(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object's body, deflated."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + entries)


def words(text: str = "A letter of 3 March 2024") -> bytes:
    """A page's content that writes one line."""
    return b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text.encode("latin-1")


def pdf(objects: Sequence[bytes], *, header: bytes = b"%PDF-1.7\n", trailer: bytes = b"") -> bytes:
    """A whole file; object 1 is the catalog."""
    file = io.BytesIO()
    file.write(header)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    file.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer))
    file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return file.getvalue()


def one_page(*extra: bytes, catalog: bytes = CATALOG, header: bytes = b"%PDF-1.7\n") -> bytes:
    """A sound file of one page; `extra` objects are numbered from 5."""
    return pdf([catalog, PAGES, PAGE, stream(words()), *extra], header=header)


def encrypted(*, user_password: str, owner_password: str = "owner") -> bytes:
    """A sound file under a password (128-bit RC4, which needs no other library)."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(one_page())))
    writer.encrypt(user_password, owner_password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_tree_loop() -> bytes:
    """The page tree's only child is the page tree."""
    pages = b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    return pdf([CATALOG, pages])


def deep_page_tree(levels: int = 100_000) -> bytes:
    """Each node of the page tree has one child, for very many levels."""
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 3) for n in range(levels)]
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >>" % (levels + 1)
    return pdf([CATALOG, *nodes, page])


def outline_loop() -> bytes:
    """Two bookmarks that follow each other in a circle."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>"
    first = b"<< /Title (a) /Parent 5 0 R /Next 7 0 R /First 7 0 R >>"
    second = b"<< /Title (b) /Parent 5 0 R /Next 6 0 R /First 6 0 R >>"
    return one_page(b"<< /First 6 0 R /Last 7 0 R >>", first, second, catalog=catalog)


def xref_loop() -> bytes:
    """The table of objects names itself as the one before it."""
    start = one_page().rindex(b"xref\n0")
    return pdf([CATALOG, PAGES, PAGE, stream(words())], trailer=b"/Prev %d" % start)


def form_loop() -> bytes:
    """A page draws a form that draws itself."""
    page = PAGE[:-2] + b"/Resources << /XObject << /F 5 0 R >> >> >>"
    entries = b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>"
    return pdf([CATALOG, PAGES, page, stream(b"/F Do"), stream(b"/F Do /F Do", entries)])


def giant_stream(megabytes: int = 1024) -> bytes:
    """A page whose content unpacks to very much (deflate twice keeps the file small)."""
    packer = zlib.compressobj(9)
    block = b"q Q " * (256 * 1024)
    content = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    twice = zlib.compress(content, 9)
    body = stream(twice, b"/Filter [/FlateDecode /FlateDecode]")
    return pdf([CATALOG, PAGES, PAGE, body])


def many_pages(count: int = 100_000) -> bytes:
    """So many pages, each of them empty and sound."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf([CATALOG, pages, *([page] * count)])


def shared_pages(count: int = 100_000) -> bytes:
    """One page that the page tree lists so many times."""
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count)
    return pdf([CATALOG, pages, PAGE, stream(words())])


def deep_arrays(levels: int = 1_000_000) -> bytes:
    """An array inside an array, for very many levels."""
    return one_page(b"[" * levels + b"]" * levels)


def large_count() -> bytes:
    """A page tree that promises more pages than fit a number."""
    return pdf([CATALOG, PAGES.replace(b"/Count 1", b"/Count 2147483647"), PAGE, stream(words())])
