"""The grammar of iCalendar: content lines, and the components they nest into.

Read with tolerance and with line numbers: a line that cannot be read, a missing END or a
misspelt one costs at most the component it stands in. Lines are unfolded as bytes, because
programs fold in the middle of a UTF-8 character.

Source: RFC 5545, sections 3.1, 3.2 and 3.6; RFC 6868 for carets in parameters.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lifeos.senses.texts import text_encoding

_BYTE_NEWLINE = re.compile(rb"\r\n|\r|\n")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER = re.compile(r"\s*;\s*([A-Za-z0-9-]+)\s*=((?:\"[^\"]*\"|[^;:\"])*)")
_PRIVATE = re.compile(rb"(?i)\s*X-[A-Z0-9-]+\b")  # a program's own: nothing of ours is lost
_CARET = re.compile(r"\^([n^'])")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SIBLINGS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})


@dataclass(frozen=True, slots=True)
class Line:
    """One unfolded content line; `value` still has its escapes."""

    name: str  # upper case
    params: dict[str, str]  # keys in upper case
    value: str
    number: int  # of its first physical line, from 1
    raw: str  # as it stands in the file, folds included

    @property
    def text(self) -> str:
        r"""The value as text, with `\n`, `\,`, `\;` and `\\` resolved."""
        value = self.value
        if self.params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":  # vCalendar 1.0
            value = text_encoding.decode(quopri.decodestring(value.encode()))
        return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], value).strip()


@dataclass(slots=True)
class Component:
    """A BEGIN ... END block."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)  # numbers of lines we could not read
    closed: bool = False

    def first(self, name: str) -> Line | None:
        """The first line of a name, or None."""
        return next((line for line in self.lines if line.name == name), None)

    def text(self, name: str) -> str | None:
        """Text of the first line of a name; None if there is none or it is blank."""
        line = self.first(name)
        return (line.text or None) if line else None

    def all(self, name: str) -> list[Line]:
        """Every line of a name."""
        return [line for line in self.lines if line.name == name]

    def walk(self, *names: str) -> Iterator[Component]:
        """Every component of these names, at any depth, in the file's order."""
        for part in self.parts:
            if part.name in names:
                yield part
            yield from part.walk(*names)


def parse(raw: bytes) -> Component:
    """The file as one nameless component that holds its calendars."""
    root = Component("", 1)
    stack = [root]
    for number, content in _unfolded(raw):
        line = _content_line(content, number)
        if line is None:
            if content.strip() and not _PRIVATE.match(content):
                stack[-1].unreadable.append(number)
        elif line.name == "BEGIN":
            _open(stack, line.value.strip().upper(), number)
        elif line.name == "END":
            _close(stack, line.value.strip().upper())
        else:
            stack[-1].lines.append(line)
    root.closed = len(stack) == 1
    return root


def count_declared(raw: bytes, *names: str) -> int:
    """How often the file says BEGIN of these names, counted without reading it."""
    pattern = rb"(?im)^BEGIN[ \t]*:[ \t]*(?:%s)[ \t]*\r?$" % "|".join(names).encode()
    text = re.sub(rb"(?:\r\n|\r|\n)[ \t]", b"", _as_utf8(raw)).replace(b"\r", b"\n")
    return len(re.findall(pattern, text))


MAX_DEPTH = 8  # calendar, event, alarm: deeper nesting is no calendar


def _open(stack: list[Component], name: str, number: int) -> None:
    if name == "VCALENDAR":
        del stack[1:]
    elif name in _SIBLINGS:  # these never nest: whatever is open lacks its END
        while stack[-1].name not in ("", "VCALENDAR"):
            stack.pop()
    component = Component(name, number)
    if len(stack) < MAX_DEPTH:
        stack[-1].parts.append(component)
        stack.append(component)


def _close(stack: list[Component], name: str) -> None:
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].name == name:
            stack[depth].closed = True
            del stack[depth:]
            return


def _as_utf8(raw: bytes) -> bytes:
    encoding = text_encoding.encoding_of(raw)
    if encoding.startswith(("utf-16", "utf-32", "utf-8-sig")):
        return raw.decode(encoding, errors="replace").encode()
    return raw


def _unfolded(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Logical lines still with their folds (newline and blank), and where each starts."""
    held: list[bytes] = []
    start = 1
    for number, line in enumerate(_BYTE_NEWLINE.split(_as_utf8(raw)), 1):
        if held and line[:1] in (b" ", b"\t"):
            held.append(line)
            continue
        if held:
            yield start, b"\n".join(held)
        held, start = [line], number
    yield start, b"\n".join(held)


def _content_line(folded: bytes, number: int) -> Line | None:
    raw = text_encoding.decode(folded)
    content = text_encoding.decode(re.sub(rb"\n[ \t]", b"", folded)).strip("\r\n\x00")
    # A quote that closes behind the value swallows it: read such a line as if it had no quotes.
    return _split(content, number, raw) or _split(content.replace('"', ""), number, raw)


def _split(content: str, number: int, raw: str) -> Line | None:
    name = _NAME.match(content)
    if not name:
        return None
    params: dict[str, str] = {}
    place = name.end()
    while match := _PARAMETER.match(content, place):
        params[match[1].upper()] = _parameter(match[2])
        place = match.end()
    colon = content.find(":", place)  # what stands before it is a parameter nobody can read
    if colon < 0:
        return None
    return Line(name[0].upper(), params, content[colon + 1 :], number, raw)


def _parameter(value: str) -> str:
    plain = value.strip().replace('"', "")
    return _CARET.sub(lambda match: {"n": "\n", "^": "^", "'": '"'}[match[1]], plain)
