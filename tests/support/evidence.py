"""What stands at the place an evidence names, found without the code that read it.

A page and box are asked of PDFium, an XML path of an XML reader, a line and row of the bytes. The
answer is compared with the snippet, and the snippet with the value it is said to support.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

from lifeos.contracts.facts import Evidence
from lifeos.senses.models import FactDraft
from pypdfium2 import PdfDocument

_MARGIN = 1.0  # points; boxes are rounded to hundredths and letters lean out of theirs
_TAG = re.compile(r"(?s)<!--.*?-->|<style\b.*?</style>|<script\b.*?</script>|<[a-zA-Z/!][^>]*>")
_WRITTEN = frozenset(("eml", "html", "plain_text"))  # readers of what people write
_LINES = 60  # a value may be folded over so many lines
# What may stand inside a value of MT940: a subfield's number. A QIF line begins with its tag.
_FIELD_CODE = re.compile(r"\?\d\d|\n")
# What is printed instead of a currency's code.
_SIGNS = {
    "EUR": ("€", "euro"), "GBP": ("£",), "USD": ("$", "dollar"), "JPY": ("円", "¥"), "CAD": ("$",),
    "PLN": ("zł",), "CZK": ("Kč",), "INR": ("₹", "Rs"), "CHF": ("Fr",), "BRL": ("R$",),
}  # fmt: skip
_NOT_FACTS = {"kind", "sequence", "document_kind", "pages", "status", "balance_kind"}


class Bytes:
    """One original, opened once."""

    def __init__(self, path: Path) -> None:
        self._content = path.read_bytes()
        self._pdf = PdfDocument(path) if self._content[:1024].find(b"%PDF-") >= 0 else None
        self._lines = re.split(rb"\r\n|\n|\r", self._content)

    def close(self) -> None:
        """Close the PDF, if it is one."""
        if self._pdf is not None:
            self._pdf.close()

    def holds(self, place: Evidence) -> bool:
        """Whether the snippet stands where the evidence says."""
        wanted = squeezed(place.snippet)
        for text in self.standing_at(place):
            # letters that run from right to left come in another order from each side
            if place.box and sorted(wanted) == sorted(squeezed(text)):
                return True
            begins = text.partition("\n")[0] if place.line else text
            if -1 < squeezed(text).find(wanted) <= len(squeezed(begins)) - bool(wanted):
                return True
        return False

    def standing_at(self, place: Evidence) -> Iterator[str]:
        """What stands there, in each way the bytes can be read as text."""
        if self._pdf is not None and place.box is not None:
            yield self._in_box(place)
        elif self._pdf is not None and place.path is not None:
            yield from self._enclosed(place.path)
        elif (place.path or "").startswith("part:"):
            assert place.line is not None
            lines = re.split(rb"\r\n|\n|\r", self._part(str(place.path)))
            yield from _written(lines[place.line - 1 : place.line - 1 + _LINES])
        elif (place.path or "").startswith("word/"):
            yield self._paragraph(str(place.path))
        elif place.line is not None:
            lines = self._lines[place.line - 1 : place.line - 1 + _LINES]
            is_written = place.reader.partition("/")[0] in _WRITTEN
            yield from (_written if is_written else _spellings)(lines)

    def _in_box(self, place: Evidence) -> str:
        assert self._pdf is not None
        assert place.box is not None
        assert place.page is not None
        page = self._pdf[place.page - 1]
        text_page, height, box = page.get_textpage(), page.get_height(), place.box
        found = text_page.get_text_bounded(
            left=box.x0 - _MARGIN, right=box.x1 + _MARGIN,
            bottom=height - box.y1 - _MARGIN, top=height - box.y0 + _MARGIN,
        )  # fmt: skip
        text_page.close()
        page.close()
        return str(found)

    def _part(self, path: str) -> bytes:
        """What the first part of that type holds, its transfer encoding undone."""
        kind = path.removeprefix("part:")
        parts = message_from_bytes(self._content).walk()
        found = next(part for part in parts if part.get_content_type() == kind)
        return bytes(found.get_payload(decode=True))

    def _paragraph(self, path: str) -> str:
        """The paragraph, or row of a table, that is the so-manieth of its part of a Word file."""
        name, _, number = path.rstrip("]").partition("/p[")
        with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
            root = ElementTree.fromstring(archive.read(name))
        ended = [each for each in _by_end(root) if _local(each.tag) in ("p", "tr")]
        return "".join(ended[int(number) - 1].itertext())

    def _enclosed(self, path: str) -> Iterator[str]:
        assert self._pdf is not None
        name, _, inside = path.partition("#")
        for index in range(self._pdf.count_attachments()):
            enclosed = self._pdf.get_attachment(index)
            if enclosed.get_name() == name:
                yield at_path(bytes(enclosed.get_data()), inside)


def _spellings(lines: list[bytes]) -> Iterator[str]:
    """As they stand, and as a reader of folded, quoted or escaped text puts them together."""
    for encoding in ("utf-8", "latin-1", "iso8859-15", "cp1252", "cp1250", "cp932", "utf-16-le"):
        text = b"\n".join(lines).decode(encoding, errors="replace")
        yield text.replace('""', '"')
        yield html.unescape(text)
        yield re.sub(r"\n[ \t]", "", text)


def _written(lines: list[bytes]) -> Iterator[str]:
    """As `_spellings`, and without tags, Markdown's signs and the encoding of headers."""
    for text in _spellings(lines):
        yield text
        yield html.unescape(_TAG.sub("", text))
        yield re.sub(r"[*`|]", "", text)
        yield _decoded(re.match(r".*(?:\n[ \t].*)*", text)[0])  # type: ignore[index]


def _decoded(header: str) -> str:
    """A mail's header with its encoded words as letters. Source: RFC 2047."""
    try:
        return str(make_header(decode_header(re.sub(r"\n[ \t]", " ", header))))
    except (ValueError, LookupError):
        return header


def _by_end(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Elements in the order in which they end."""
    for child in element:
        yield from _by_end(child)
    yield element


def at_path(xml: bytes, path: str) -> str:
    """The text of the element, or the attribute, that a path of positions names."""
    *steps, last = path.strip("/").split("/")
    names = [*steps[1:], *([] if last.startswith("@") else [last])]
    here: ElementTree.Element | None = ElementTree.fromstring(xml)
    for step in names:
        name, _, position = step.rstrip("]").partition("[")
        same = [child for child in (here if here is not None else ()) if _local(child.tag) == name]
        at = int(position or 1) - 1
        here = same[at] if at < len(same) else None
    if here is None:
        return ""
    return here.get(last[1:], "") if last.startswith("@") else "".join(here.itertext())


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def squeezed(text: str) -> str:
    """Letters, digits and signs alone, in one spelling."""
    return re.sub(r"[\s\u00ad\ufffe\x00-\x1f]+", "", unicodedata.normalize("NFKC", text))


def told(fact: FactDraft, field: str, value: object) -> bool:
    """Whether the places of a field tell its value: one of them, or all of them together.

    A sum that is printed nowhere is told by its parts; an instance of a series by the series' own
    start or end, whose clock it keeps, and its rule.
    """
    snippets = [place.snippet for place in fact.evidence if place.field == field]
    if any(supports(snippet, value) for snippet in snippets):
        return True
    if isinstance(value, Decimal):
        return any(sum(parts) == abs(value) for parts in _added(snippets))
    if any(snippet.startswith("DURATION") for snippet in snippets) and field == "end":
        return True  # the start, which has a place of its own, and so much
    if getattr(fact.data, "rrule", None) and isinstance(value, date):
        clock = f"T{value:%H%M}" if isinstance(value, datetime) else ""
        return any(clock in snippet for snippet in snippets)
    return False


def _added(snippets: list[str]) -> Iterator[list[Decimal]]:
    """The numbers of several places, read with either decimal mark."""
    for mark in ".,":
        plain = [re.sub(rf"[^\d{mark}]", "", text).replace(mark, ".") for text in snippets]
        if all(re.fullmatch(r"\d+(\.\d+)?", text) for text in plain):
            yield [Decimal(text) for text in plain]


def supports(snippet: str, value: object) -> bool:
    """Whether a value can be read off a snippet: its digits, its day, or its words."""
    if isinstance(value, Decimal):
        digits = "".join(re.findall(r"\d", format(abs(value), "f"))).strip("0")
        return digits in re.sub(r"\D", "", snippet)
    if isinstance(value, date):
        return _names_day(snippet, value)
    signs = _SIGNS.get(str(value), ())
    return _same_words(snippet, str(value)) or any(sign in snippet for sign in signs)


def _names_day(snippet: str, day: date) -> bool:
    if isinstance(day, datetime):
        digits = re.sub(r"\D", "", snippet)  # an instant may stand in another zone's day
        return day.strftime("%Y") in digits or day.strftime("%y") in digits
    numbers = set(map(int, re.findall(r"\d{1,2}", re.sub(r"(?<!\d)\d{4}(?!\d)", " ", snippet))))
    together = re.findall(r"\d{4,}", snippet)
    paired = {int(run[at : at + 2]) for run in together for at in range(len(run) - 1)}
    return day.day in numbers | paired


def _same_words(snippet: str, value: str) -> bool:
    kept = _letters(value.removesuffix("T00:00:00"))
    for spelling in (snippet, _FIELD_CODE.sub("", snippet), snippet[1:], _decoded(snippet)):
        said = _letters(spelling)
        if said and kept and (kept in said or said in kept or _shares_word(spelling, value)):
            return True
    return False


def _shares_word(snippet: str, value: str) -> bool:
    """A text joined from several places, or cut and cleaned, keeps the words of each."""
    said = {_letters(word) for word in snippet.split()}
    return bool({_letters(word) for word in value.split()} & said - {""})


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in folded if character.isalnum())


def stored(fact: FactDraft) -> dict[str, object]:
    """Every value of a fact that a file states, by the name evidence gives it."""
    values = {name: value for name, value in fact.data if name not in _NOT_FACTS}
    found: dict[str, object] = {
        name: value
        for name, value in values.items()
        if isinstance(value, (str, date, Decimal)) and value != ""
    }
    if fact.amount is not None:
        found["amount"] = fact.amount
    if fact.currency is not None:
        found["currency"] = fact.currency
    for name, spoken in (("start", "occurred"), ("summary", "title")):
        if name in found:
            found[spoken] = found.pop(name)
    return found
