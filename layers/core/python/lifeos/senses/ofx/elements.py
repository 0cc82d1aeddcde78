"""Elements of an OFX file, SGML and XML alike, one after the other.

OFX 1.x is SGML in which a leaf element needs no end tag; OFX 2.x is XML; files that call themselves
one and are the other are common. So nothing is believed: an element with text is a leaf, one
without is an aggregate, and an end tag closes the innermost element of its name, with all that was
left open inside. Entities are characters, named by XML and HTML or by number; no other is ever
expanded.

Source: OFX 1.6 section 2.3, OFX 2.2 section 2.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lifeos.errors import RejectedError
from lifeos.senses.statements.statement import Spot

MAX_DEPTH = 64  # OFX nests about 12 deep; more is an attack or not OFX
MAX_PIECE_CHARS = 1024 * 1024
MAX_GLUED_CHARS = 32 * 1024  # a value with stray `<` in it; glueing costs length times pieces
_NAME = re.compile(r"(?:[A-Za-z_][\w-]*:)?([A-Za-z][\w.\-]*)(?=[\s/>]|$)")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


@dataclass(frozen=True, slots=True)
class Element:
    """An aggregate that opens or closes, or a leaf with its text."""

    what: Literal["open", "close", "leaf"]
    name: str  # upper case, without namespace prefix
    text: str = ""
    spot: Spot = field(default_factory=lambda: Spot(""))


@dataclass(slots=True)
class _Tag:
    name: str
    closing: bool
    line: int
    text: str
    written: str  # tag and text as they stand


@dataclass(slots=True)
class _Level:
    name: str
    path: str | None
    children: Counter[str] = field(default_factory=Counter)


def elements(pieces: Iterator[str], *, with_paths: bool) -> Iterator[Element]:
    """Every element of the text; what is still open at its end closes there.

    `with_paths` adds an XPath (local names) to the line, for files that are XML.

    Raises: RejectedError `damaged` for nesting no OFX has, `xml-entities-not-allowed` for a
    document type that defines entities or reads other files.
    """
    levels = [_Level("", "" if with_paths else None)]
    pending: _Tag | None = None
    for tag in _tags(pieces):
        if pending is not None:
            closes_itself = tag.closing and tag.name == pending.name
            yield _started(pending, levels, leaf=closes_itself or bool(pending.text.strip()))
            pending = None
            if closes_itself:
                continue
        if tag.closing:
            yield from _closed(tag.name, levels)
        else:
            pending = tag
    if pending is not None:
        yield _started(pending, levels, leaf=bool(pending.text.strip()))
    while len(levels) > 1:
        yield Element("close", levels.pop().name)


def _started(tag: _Tag, levels: list[_Level], *, leaf: bool) -> Element:
    parent = levels[-1]
    parent.children[tag.name] += 1
    path = parent.path
    if path is not None:
        path = f"{path}/{tag.name}[{parent.children[tag.name]}]"
    if leaf:
        spot = Spot(tag.written.strip(), tag.line, path)
        return Element("leaf", tag.name, _unescaped(tag.text), spot)
    if len(levels) > MAX_DEPTH:
        raise RejectedError("damaged", f"Elements nest too deeply at line {tag.line}.")
    levels.append(_Level(tag.name, path))
    return Element("open", tag.name, spot=Spot(tag.written.strip(), tag.line, path))


def _closed(name: str, levels: list[_Level]) -> Iterator[Element]:
    if any(level.name == name for level in levels):
        while levels[-1].name != name:
            yield Element("close", levels.pop().name)
        yield Element("close", levels.pop().name)


def _tags(pieces: Iterator[str]) -> Iterator[_Tag]:
    """Tags with the text behind them; what only looks like a tag is text."""
    last: _Tag | None = None
    for segment, line in _segments(pieces):
        is_markup = segment.startswith(("<!", "<?"))
        text = _text_of_markup(segment, line) if is_markup else segment
        tag = None if is_markup else _tag(segment, line)
        if tag is None:
            if last is not None:
                _glue(last, text, written=segment)
            continue
        if last is not None:
            yield last
        last = tag
    if last is not None:
        yield last


def _glue(tag: _Tag, text: str, *, written: str) -> None:
    if len(tag.written) > MAX_GLUED_CHARS:
        raise RejectedError("damaged", f"The element at line {tag.line} has no end.")
    tag.text += text
    tag.written += written


def _tag(segment: str, line: int) -> _Tag | None:
    body, end, text = segment[1:].partition(">")
    closing = body.startswith("/")
    named = _NAME.match(body[1:].strip() if closing else body)
    if not end or named is None:
        return None
    empty = body.endswith("/") and not closing
    return _Tag(named[1].upper(), closing or empty, line, text, segment)


def _text_of_markup(segment: str, line: int) -> str:
    if segment.startswith("<![CDATA["):
        inner, _, after = segment[9:].partition("]]>")
        return inner.replace("&", "&amp;").replace("<", "&lt;") + after
    if segment[:9].upper() == "<!DOCTYPE" and re.search(r"\bSYSTEM\b|\bPUBLIC\b|\[", segment):
        raise RejectedError(
            "xml-entities-not-allowed", f"Line {line} defines XML entities, which are not read."
        )
    if segment[:8].upper() == "<!ENTITY":
        raise RejectedError(
            "xml-entities-not-allowed", f"Line {line} defines an XML entity, which is not read."
        )
    return segment.partition("-->" if segment.startswith("<!--") else ">")[2]


def _segments(pieces: Iterator[str]) -> Iterator[tuple[str, int]]:
    """The text cut before each `<`, comments and CDATA whole, with the line each begins on."""
    buffer, line, start = "", 1, 0
    for piece in pieces:
        buffer = buffer[start:] + piece
        start = 0
        while (end := _segment_end(buffer, start)) > 0:
            if buffer[start] == "<":
                yield buffer[start:end], line
            line += buffer.count("\n", start, end)
            start = end
        if len(buffer) - start > MAX_PIECE_CHARS:
            raise RejectedError("damaged", f"The element at line {line} has no end.")
    if buffer[start : start + 1] == "<":
        yield buffer[start:], line


def _segment_end(buffer: str, start: int) -> int:
    """Where the segment that begins at `start` ends, or -1 if the buffer ends before."""
    if len(buffer) - start < 9:
        return -1
    for mark, ending in (("<!--", "-->"), ("<![CDATA[", "]]>")):
        if buffer.startswith(mark, start):
            closed = buffer.find(ending, start + len(mark))
            return buffer.find("<", closed) if closed > 0 else -1
    return buffer.find("<", start + 1)


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text).strip()
