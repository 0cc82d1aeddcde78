"""XML read as a stream of small trees, with the line and path of every element.

Nothing is resolved: a document type, an entity or a reference to another file ends the reading
(defusedxml). Namespaces are dropped, so every version of a message reads alike. Bank files that say
UTF-8 and are Windows-1252 are read as what they are.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal
from xml.parsers.expat import errors

from lifeos.errors import RejectedError
from lifeos.senses.statements.statement import Spot
from lifeos.senses.texts.text_source import CHUNK_BYTES, Openable, encoding_of

MAX_DEPTH = 64
MAX_BRANCH_NODES = 100_000
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
# Source: expat.h, enum XML_Error: what only an early end of the file gives.
_CUT = {
    errors.codes[message]
    for message in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_PARTIAL_CHAR,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


@dataclass(slots=True)
class Node:
    """An element: local name, absolute XPath of local names, first line, and what is in it."""

    name: str
    path: str
    line: int
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, trimmed."""
        return "".join(self.parts).strip()

    @property
    def spot(self) -> Spot:
        """The text and where it stands."""
        return Spot(self.text, self.line, self.path)

    def every(self, path: str) -> list[Node]:
        """All elements at `A/B` below this one."""
        found = [self]
        for name in path.split("/"):
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def first(self, *paths: str) -> Node | None:
        """The first element with text at any of the paths, tried in their order."""
        return next((node for path in paths for node in self.every(path) if node.text), None)

    def attribute(self, name: str) -> Spot | None:
        """An attribute and where it stands."""
        value = self.attributes.get(name)
        return Spot(value, self.line, f"{self.path}/@{name}") if value else None


Event = tuple[Literal["start", "end"], Node]


def branches(path: Openable, names: frozenset[str]) -> Iterator[Event]:
    """A start and an end event for every element of these names; its tree is complete at its end.

    A named element inside another is not part of the outer one's tree, so memory holds one
    branch, however long the file is.

    Raises: RejectedError `xml-entities-not-allowed`, `truncated` or `damaged`.
    """
    builder = _Builder(names)
    for _ in _fed(path, builder):
        yield from builder.taken()
    yield from builder.taken()


def starts(path: Openable, names: frozenset[str]) -> Counter[str]:
    """How often each of these elements starts, and whether the whole file is sound XML.

    Raises: RejectedError as `branches` does.
    """
    counter = _Counter(names)
    for _ in _fed(path, counter):
        pass
    return counter.found


class _Counter:
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self.found: Counter[str] = Counter()
        self.line: Callable[[], int] = int

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name in self._names:
            self.found[name] += 1

    def close(self) -> None:
        """Nothing is left to do at the end."""


class _Builder:
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._open: list[tuple[Node, Counter[str]]] = []
        self._branches = 0
        self._nodes = 0
        self._events: list[Event] = []
        self.line: Callable[[], int] = int  # set once there is a parser to ask

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if len(self._open) >= MAX_DEPTH:
            raise RejectedError("damaged", f"Elements nest too deeply at line {self.line()}.")
        path = ""
        if self._open:
            parent, counts = self._open[-1]
            counts[name] += 1
            path = f"{parent.path}/{name}[{counts[name]}]"
        node = Node(name, path or f"/{name}", self.line(), attributes)
        self._attach(node)
        self._open.append((node, Counter()))

    def data(self, text: str) -> None:
        if self._branches:
            self._open[-1][0].parts.append(text)

    def end(self, tag: str) -> None:
        node, _ = self._open.pop()
        if node.name in self._names:
            self._branches -= 1
            self._nodes = 0
            self._events.append(("end", node))

    def close(self) -> None:
        """Nothing is left to do at the end."""

    def taken(self) -> list[Event]:
        events, self._events = self._events, []
        return events

    def _attach(self, node: Node) -> None:
        if node.name in self._names:
            self._branches += 1
            self._events.append(("start", node))
        elif self._branches:
            self._nodes += 1
            if self._nodes > MAX_BRANCH_NODES:
                raise RejectedError("damaged", f"The element at line {node.line} has no end.")
            self._open[-1][0].children.append(node)


def _fed(path: Openable, target: _Builder | _Counter) -> Iterator[None]:
    """Feed the file to `target`; one step a chunk."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser, ParseError

    parser = DefusedXMLParser(target=target, encoding=_override(path), forbid_dtd=True)
    skipped = 0
    target.line = lambda: int(parser.parser.CurrentLineNumber) + skipped
    try:
        with path.open("rb") as file:
            first = file.read(CHUNK_BYTES)
            start = first.lstrip(b"\r\n\t ")
            skipped = first[: len(first) - len(start)].count(b"\n")
            parser.feed(start)
            yield
            while chunk := file.read(CHUNK_BYTES):
                parser.feed(chunk)
                yield
        parser.close()
    except DefusedXmlException as error:
        raise RejectedError(
            "xml-entities-not-allowed", "The file defines XML entities, which are not read."
        ) from error
    except ParseError as error:
        raise _refusal(error.code, error.position[0] + skipped) from error
    except (ValueError, LookupError) as error:
        raise RejectedError("damaged", "The file is in a charset that cannot be read.") from error


def _refusal(code: int, line: int) -> RejectedError:
    if code in _CUT:
        return RejectedError("truncated", f"The file ends too early, at line {line}.")
    return RejectedError("damaged", f"The file is not sound XML at line {line}.")


def _override(path: Openable) -> str | None:
    """Windows-1252 where the file says UTF-8, or nothing, and is not; else the file's own word."""
    with path.open("rb") as file:
        head = file.read(1024)
    match = _DECLARED.search(head)
    try:
        declared = codecs.lookup(match[1].decode("ascii")).name if match else "utf-8"
    except LookupError:
        return None
    return "cp1252" if declared == "utf-8" and encoding_of(path) == "cp1252" else None
