"""Words of a PDF with their places, through PDFium.

    with open_pdf(path) as pdf:
        for page in pdf.pages(): ...

PDFium is asked for the text of a page once and for two letter boxes a word, which costs about a
third on top of the bare text. PDFium is not thread-safe: use one document at a time in a process.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Any

from lifeos.errors import RejectedError
from lifeos.senses.pdf.layout import PageWords, Word

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

PAGE_LIMIT = 2_000
ENCLOSED_LIMIT = 50  # files inside a PDF that are looked at; an invoice is the first or second
PAGE_TEXT_LIMIT = 200_000  # characters; a page of small print has about 10,000
_MAGIC = b"%PDF-"
_MAGIC_WITHIN_BYTES = 1024  # PDF 1.7, implementation note 13: readers accept a late header
_END_MARK = b"%%EOF"
_END_WITHIN_BYTES = 1024  # PDF 1.7, implementation note 18
_PASSWORD_ERROR, _SECURITY_ERROR = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY of fpdfview.h
# U+FFFE is what PDFium puts where a word was hyphenated at the end of a line.
_HYPHEN_BREAK = "\ufffe"
_WORD = re.compile(rf"[^\s\x00{_HYPHEN_BREAK}]+")
_DIGITS = frozenset("0123456789.,")
_TORN = 0.17  # letter heights; the narrowest space between two words is a fifth
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")

_BOX = Struct("4f")  # FS_RECTF of fpdfview.h: left, top, right, bottom; read at once

_Place = Callable[[float, float, float, float], tuple[float, float, float, float]]


def _always(text: str) -> bool:
    return True


class Pdf:
    """An open PDF. Pages are loaded one at a time and closed again."""

    def __init__(self, document: PdfDocument) -> None:
        self._document = document
        self.page_count = len(document)

    def page(
        self, number: int, *, wants_words: Callable[[str], bool] = _always
    ) -> PageWords | None:
        """Page `number` from 1, or None if the file is damaged there.

        `wants_words` is asked with the page's text; if it says no, the page has no words, which
        saves a third of the time.
        """
        from pypdfium2 import PdfiumError

        try:
            page = self._document[number - 1]
        except PdfiumError:
            return None
        try:
            text_page = page.get_textpage()
            try:
                return _read(number, page, text_page=text_page, wants_words=wants_words)
            finally:
                text_page.close()
        except PdfiumError:
            return None
        finally:
            page.close()

    def loaded(self, number: int) -> PdfPage:
        """Page `number` from 1, as PDFium has it; the caller closes it.

        Raises: RejectedError `page-unreadable`.
        """
        from pypdfium2 import PdfiumError

        try:
            return self._document[number - 1]
        except PdfiumError as error:
            raise RejectedError("page-unreadable", "The file is damaged at this page.") from error

    @cached_property
    def title(self) -> str:
        """The title its maker stated, empty if none; often a program's or a template's name."""
        return _storable(str(self._document.get_metadata_value("Title"))).strip()

    @cached_property
    def created_on(self) -> date | None:
        """The local day the file says it was made. Source: PDF 1.7, 7.9.4 (D:YYYYMMDD...)."""
        stated = self._document.get_metadata_value("CreationDate")
        match = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", stated)
        try:
            return date(int(match[1]), int(match[2]), int(match[3])) if match else None
        except ValueError:
            return None

    def enclosed_xml(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of every XML file the PDF carries; unreadable ones are left out."""
        from pypdfium2 import PdfiumError

        for index in range(min(self._document.count_attachments(), ENCLOSED_LIMIT)):
            try:
                enclosed = self._document.get_attachment(index)
                name = _storable(enclosed.get_name())
                if name.lower().endswith(".xml"):
                    yield name, bytes(enclosed.get_data())
            except PdfiumError:
                continue

    def pages(self) -> Iterator[PageWords]:
        """Every page that can be read, in order."""
        for number in range(1, self.page_count + 1):
            page = self.page(number)
            if page is not None:
                yield page


@contextmanager
def open_pdf(path: Path) -> Iterator[Pdf]:
    """Open a file for reading and close it again; an empty password is tried by itself.

    Raises: RejectedError `empty-file`, `damaged`, `truncated`, `password-required`,
    `protection-unknown` or `too-many-pages`.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    _look_at_bytes(path)
    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        raise _rejection(path, getattr(error, "err_code", None)) from error
    try:
        if len(document) > PAGE_LIMIT:
            raise RejectedError(
                "too-many-pages",
                f"This PDF has {len(document)} pages; at most {PAGE_LIMIT} can be read.",
            )
        yield Pdf(document)
    finally:
        document.close()


def pages(path: Path) -> Iterator[PageWords]:
    """Every readable page of a PDF with its words, one at a time.

    Raises: RejectedError as `open_pdf`.
    """
    with open_pdf(path) as pdf:
        yield from pdf.pages()


def starts_like_pdf(first_bytes: bytes) -> bool:
    """Whether the header of a PDF stands where readers accept it."""
    return _MAGIC in first_bytes[: _MAGIC_WITHIN_BYTES + len(_MAGIC)]


def has_end_mark(path: Path) -> bool:
    """Whether the file ends as a PDF does; if not, its last pages may be missing."""
    with path.open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - _END_WITHIN_BYTES))
        return _END_MARK in stream.read()


def _look_at_bytes(path: Path) -> None:
    with path.open("rb") as stream:
        first_bytes = stream.read(_MAGIC_WITHIN_BYTES + len(_MAGIC))
    if not first_bytes:
        raise RejectedError("empty-file", "This file is empty.")
    if not starts_like_pdf(first_bytes):
        raise RejectedError("damaged", "This file does not start like a PDF and cannot be read.")


def _rejection(path: Path, error_code: int | None) -> RejectedError:
    if error_code == _PASSWORD_ERROR:
        return RejectedError(
            "password-required",
            "This PDF is protected by a password. Remove the password and upload it again.",
        )
    if error_code == _SECURITY_ERROR:
        return RejectedError(
            "protection-unknown",
            "This PDF is protected in a way that cannot be read. Save it again without protection.",
        )
    if not has_end_mark(path):
        return RejectedError(
            "truncated", "This PDF is cut off before its end. Upload it again in full."
        )
    return RejectedError("damaged", "This PDF is damaged and cannot be read.")


def _read(
    number: int, page: Any, *, text_page: Any, wants_words: Callable[[str], bool]
) -> PageWords:
    width, height = page.get_size()
    text = _text(text_page)
    return PageWords(
        number=number,
        width=width,
        height=height,
        text=_storable(text.replace(_HYPHEN_BREAK, ""))[:PAGE_TEXT_LIMIT],
        words=_read_words(page, text, text_page) if wants_words(text) else (),
    )


def _text(text_page: Any) -> str:
    """The page's text, one character for each of PDFium's, so that indexes mean the same."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    text: str = text_page.get_text_range(errors="surrogatepass")
    if len(text) == count:
        return text
    return "".join(chr(raw.FPDFText_GetUnicode(text_page.raw, index)) for index in range(count))


def _read_words(page: Any, text: str, text_page: Any) -> tuple[Word, ...]:
    return tuple(_whole_numbers(_words(text, text_page, place=_place(page))))


def _words(text: str, text_page: Any, *, place: _Place) -> Iterator[Word]:
    """The words with the rectangle around their first and last letters."""
    from pypdfium2 import raw

    searched = text[:PAGE_TEXT_LIMIT]
    storable = not _UNSTORABLE.search(searched)
    rectangle = raw.FS_RECTF()
    reference = ctypes.byref(rectangle)
    box_of, handle, box = raw.FPDFText_GetLooseCharBox, text_page.raw, _BOX.unpack_from
    for match in _WORD.finditer(searched):
        word = match[0] if storable else _storable(match[0])
        start, end = match.span()
        if not word or not box_of(handle, start, reference):
            continue
        left, top, right, bottom = box(rectangle)
        if end - start > 1 and box_of(handle, end - 1, reference):
            x0, y1, x1, y0 = box(rectangle)
            left, right = min(left, x0), max(right, x1)
            top, bottom = max(top, y1), min(bottom, y0)
        yield Word(word, *place(left, bottom, right, top))


def _whole_numbers(words: Iterator[Word]) -> Iterator[Word]:
    """Figures that kerning tore apart, as one: `1,31 5.61` where no space is wide enough."""
    last: Word | None = None
    for word in words:
        if last is not None and last.text[-1] in _DIGITS and word.text[0] in _DIGITS:
            gap = word.x0 - last.x1
            if word.y0 == last.y0 and abs(gap) < _TORN * last.height:
                last = Word(last.text + word.text, last.x0, last.y0, word.x1, last.y1)
                continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last


def _storable(text: str) -> str:
    """Without NUL (PostgreSQL refuses it); halves of surrogate pairs joined or dropped."""
    if not _UNSTORABLE.search(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return joined.replace("\x00", "")


def _place(page: Any) -> _Place:
    """From PDF space (origin bottom left, unrotated) to the page as it is shown."""
    left, bottom, right, top = page.get_cropbox()
    turned = page.get_rotation()

    def place(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        if turned == 0:  # as most pages are
            return x0 - left, top - y1, x1 - left, top - y0
        if turned == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if turned == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        return top - y1, right - x1, top - y0, right - x0

    return place
