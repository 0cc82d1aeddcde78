"""Opening a Word file's zip and XML inside bounds, and walking its paragraphs.

Every size, count and ratio is checked before a byte is unpacked, and held to while unpacking;
XML with a DTD or entities is refused by defusedxml.

Source: ECMA-376 part 1 (WordprocessingML, 17.3 and 17.4); APPNOTE.TXT for zip.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from lifeos.errors import RejectedError

MAX_ENTRIES = 5_000
MAX_UNPACKED_BYTES = 300_000_000  # of all entries together, as stated
MAX_XML_BYTES = 50_000_000  # of one part we read
MAX_RATIO = 200  # the XML of text packs about 20 times
RATIO_FREE_BYTES = 1_000_000  # small parts may pack better
MAX_TEXT_CHARS = 20_000_000
MAX_DEPTH = 200  # elements inside each other; Word itself stays far below
_PARTS = re.compile(r"word/(?:header|document|footnotes|endnotes|footer)\d{0,4}\.xml$")
_ORDER = ("header", "document", "footnotes", "endnotes", "footer")
_ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError),
    *(RuntimeError, struct.error, ValueError, LookupError),  # RuntimeError: an encrypted entry
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive, once its stated sizes are within bounds.

    Raises: RejectedError `damaged`, `archive-bomb`.
    """
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except _ZIP_ERRORS as broken:
        sentence = "The file is damaged and cannot be opened."
        raise RejectedError("damaged", sentence) from broken
    if len(entries) > MAX_ENTRIES:
        raise RejectedError("archive-bomb", f"The file holds more than {MAX_ENTRIES} parts.")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        megabytes = MAX_UNPACKED_BYTES // 1_000_000
        raise RejectedError("archive-bomb", f"The file unpacks to more than {megabytes} MB.")
    for entry in entries:
        packs_well = entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        if packs_well and entry.file_size > RATIO_FREE_BYTES:
            sentence = f"A part of the file unpacks to more than {MAX_RATIO} times its size."
            raise RejectedError("archive-bomb", sentence)
    return archive


def part_names(archive: zipfile.ZipFile) -> list[str]:
    """The parts that hold words, letterhead first and footers last.

    Raises: RejectedError `not-a-document` if there is no main part.
    """
    names = {name for name in archive.namelist() if _PARTS.match(name)}
    if not any(name.startswith("word/document") for name in names):
        raise RejectedError("not-a-document", "The file is an archive without a Word document.")
    return sorted(names, key=lambda name: (_rank(name), name))


def paragraphs(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """Path and text of each paragraph; the cells of a table row are one line, joined by tabs."""
    walker = _Walker(name)
    parents: list[Element] = []
    for event, element in _events(archive, name):
        tag = local_name(element)
        if event == "start":
            parents.append(element)
            walker.start(tag)
            continue
        parents.pop()
        parent = parents[-1] if parents else None
        if line := walker.end(tag, element, local_name(parent) if parent is not None else ""):
            yield line
        if tag in ("p", "tr", "tbl") and parent is not None:
            parent.remove(element)  # what has been read is not kept: the tree stays small


def properties(archive: zipfile.ZipFile) -> dict[str, str]:
    """Title, creator, created, modified and the like of docProps/core.xml that say something."""
    found: dict[str, str] = {}
    if "docProps/core.xml" not in archive.namelist():
        return found
    for event, element in _events(archive, "docProps/core.xml"):
        words = " ".join((element.text or "").split())[:300]
        if event == "end" and words:
            found.setdefault(local_name(element), words)
    return found


def local_name(element: Element) -> str:
    """The element's name without its namespace: strict and transitional files differ in it."""
    return element.tag.rpartition("}")[2]


@dataclass(slots=True)
class _Walker:
    """Where we are in a part: paragraphs and table rows that are open, innermost last."""

    name: str
    texts: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    number: int = 0
    chars: int = 0
    fallbacks: int = 0  # a text box is there twice: for new programs and for old ones

    def start(self, tag: str) -> None:
        """Enter an element."""
        if tag == "p":
            self.texts.append([])
        elif tag == "tr":
            self.rows.append([])
        elif tag == "tc" and self.rows:
            self.rows[-1].append("")
        elif tag == "Fallback":
            self.fallbacks += 1

    def end(self, tag: str, element: Element, parent: str) -> tuple[str, str] | None:
        """Leave an element; a line if that ends one."""
        if tag == "Fallback":
            self.fallbacks -= 1
        if tag == "p" and self.texts:
            return self._line("".join(self.texts.pop()))
        if tag == "tr" and self.rows:
            return self._line("\t".join(self.rows.pop()))
        if parent == "r" and self.texts and not self.fallbacks:
            words = element.text or "" if tag == "t" else _SIGNS.get(tag, "")
            self.texts[-1].append(words)
        return None

    def _line(self, text: str) -> tuple[str, str] | None:
        self.number += 1
        self.chars += len(text) + 1
        if self.chars > MAX_TEXT_CHARS:
            raise RejectedError("too-large", "The document has too many words to read.")
        if self.rows and self.rows[-1]:  # inside a cell, which is part of its row's line
            self.rows[-1][-1] = f"{self.rows[-1][-1]} {text}".strip()
            return None
        return None if self.fallbacks else (f"{self.name}/p[{self.number}]", text)


class _Bounded:
    """A part's bytes, of which no more than MAX_XML_BYTES come, whatever the zip states."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._left = MAX_XML_BYTES

    def read(self, size: int = 65536) -> bytes:
        """The next bytes; raises RejectedError `archive-bomb` beyond the bound."""
        block = self._stream.read(min(size, 65536) if size > 0 else 65536)
        self._left -= len(block)
        if self._left < 0:
            megabytes = MAX_XML_BYTES // 1_000_000
            raise RejectedError("archive-bomb", f"A part unpacks to more than {megabytes} MB.")
        return block


def _events(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, Element]]:
    """Start and end of each element of a part."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = 0
    try:
        with archive.open(name) as stream:
            parsed = iterparse(_Bounded(stream), events=("start", "end"), forbid_dtd=True)
            for event, element in parsed:
                depth += 1 if event == "start" else -1
                if depth > MAX_DEPTH:
                    raise RejectedError("nested-too-deep", "The document nests too deep.")
                yield event, element
    except DefusedXmlException as hostile:
        sentence = "The file defines XML entities, which are not read."
        raise RejectedError("xml-entities-not-allowed", sentence) from hostile
    except ParseError as broken:
        raise RejectedError("damaged", "A part of the file is not valid XML.") from broken
    except _ZIP_ERRORS as broken:
        code = "password-required" if isinstance(broken, RuntimeError) else "damaged"
        raise RejectedError(code, "A part of the file cannot be unpacked.") from broken


def _rank(name: str) -> int:
    return next(place for place, kind in enumerate(_ORDER) if name.startswith(f"word/{kind}"))
