"""The words of an HTML page, as a reader sees them: no script, no style, nothing fetched.

We split the page into tags and text ourselves because both parsers at hand can be made to hang:
on a shared two-core machine 60 kB of `<a <a <a` took Python's html.parser (3.13.0) 47 s, and a
megabyte of nested `<div>` took Lexbor minutes. Words need no tree, so this reads each character
a bounded number of times, whatever the markup.

Source: HTML Living Standard, section 13.2.5 (tokenization), simplified to what text needs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_TAG_CHARS = 5_000  # a longer tag (an image inside an attribute) ends at its next ">"
MAX_ODD_TAGS = 200  # from then on a quote no longer hides a ">"
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)((?:[^'\">]|\"[^\"]*\"|'[^']*')*)>")
_TAG_START = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})")
_ATTRIBUTE = re.compile(r"([a-zA-Z:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
_HIDDEN = frozenset({"script", "style", "iframe", "noembed", "noframes"})
HIDDEN_TREES = frozenset({"noscript", "template", "svg", "math", "object"})
BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table"),
        *("tbody", "tfoot", "thead", "title", "tr", "ul"),
    ]
)
CELLS = frozenset({"td", "th"})
_META = {
    "author": "author", "dc.creator": "author", "dcterms.creator": "author", "date": "date",
    "dc.date": "date", "dcterms.created": "date", "article:published_time": "date",
}  # fmt: skip


@dataclass(slots=True)
class HtmlText:
    """A page's words by line, and what its head says about it."""

    text: str = ""
    title: str | None = None
    heading: str | None = None
    meta: dict[str, str] = field(default_factory=dict)  # author, date


@dataclass(frozen=True, slots=True)
class Token:
    """A tag or a run of text; `text` of a tag is what stands between its name and `>`."""

    kind: str  # "start", "end" or "text"
    name: str
    text: str = ""
    at: int = 0  # of a text, where in the markup it begins


def read_html(markup: str) -> HtmlText:
    """The words of a page; markup of any quality gives some."""
    page = HtmlText()
    pieces: list[str] = []
    caught: list[str] = []
    hidden: list[str] = []
    inside = ""  # the title or heading we are in
    for token in tokens(markup):
        _follow(hidden, token)
        if token.kind == "text":
            words = html.unescape(token.text)
            caught.append(words if inside else "")
            visible = not hidden and token.name not in _HIDDEN and inside != "title"
            pieces.append(re.sub(r"\s+", " ", words) if visible else "")
            continue
        if token.name == "meta" and token.kind == "start":
            _note_meta(page, token.text)
        if token.name in ("title", "h1") and not hidden:
            _note_heading(page, inside, "".join(caught))
            inside, caught = (token.name if token.kind == "start" else ""), []
        pieces.append("" if hidden else _break(token))
    page.text = _tidy("".join(pieces))
    return page


def _break(token: Token) -> str:
    if token.name in CELLS and token.kind == "start":
        return "\t"
    return "\n" if token.name in BLOCKS else ""


def tokens(markup: str) -> Iterator[Token]:
    """Tags and text in order; comments, declarations and instructions are left out."""
    place, odd, raw = 0, 0, ""
    while place < len(markup):
        if raw:
            end = _raw_end(markup, place, raw)
            yield Token("text", raw, markup[place:end], place)
            place, raw = end, ""
            continue
        start = _TAG_START.search(markup, place)
        text_end = start.start() if start else len(markup)
        if text_end > place:
            yield Token("text", "", markup[place:text_end], place)
        if not start:
            return
        end, odd = _tag_end(markup, text_end, odd)
        if end < 0:  # a browser drops a tag that the file's end cuts, too
            return
        place = end
        if name := _TAG_NAME.match(markup, text_end):
            token = _token(name, markup[text_end:end])
            yield token
            raw = token.name if token.kind == "start" and token.name in _RAW else ""


def _token(name: re.Match[str], tag: str) -> Token:
    lower = name[2].lower()
    rest = tag[name.end() - name.start() : -1]
    if name[1]:
        return Token("end", lower)
    return Token("start", lower, rest)


def _tag_end(markup: str, start: int, odd: int) -> tuple[int, int]:
    """Where the tag, comment or declaration at `start` ends; -1 if the file ends first."""
    if markup.startswith("<!--", start):
        end = markup.find("-->", start + 2)
        return (end + 3 if end >= 0 else -1), odd
    if odd < MAX_ODD_TAGS:
        match = _TAG.match(markup, start, start + MAX_TAG_CHARS)
        if match:
            return match.end(), odd
        odd += 1
    return markup.find(">", start) + 1 or -1, odd


def _raw_end(markup: str, start: int, name: str) -> int:
    match = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(markup, start)
    return match.start() if match else len(markup)


def _follow(hidden: list[str], token: Token) -> None:
    """Keep track of the elements whose content nobody sees; the body's end closes them all."""
    if token.kind == "start" and token.name in HIDDEN_TREES and not token.text.endswith("/"):
        if len(hidden) < 100:
            hidden.append(token.name)
    elif token.kind == "end" and token.name in ("body", "html"):
        hidden.clear()
    elif token.kind == "end" and token.name in hidden:
        while hidden.pop() != token.name:
            continue


def _note_heading(page: HtmlText, inside: str, caught: str) -> None:
    words = " ".join(caught.split())[:1000] or None
    if inside == "title":
        page.title = page.title or words
    elif inside == "h1":
        page.heading = page.heading or words


def _note_meta(page: HtmlText, attributes: str) -> None:
    found = {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(attributes)
    }
    kind = _META.get((found.get("name") or found.get("property") or "").lower())
    content = " ".join(found.get("content", "").split())[:1000]
    if kind and content:
        page.meta.setdefault(kind, content)


def _tidy(text: str) -> str:
    """One blank between words, a tab between cells, at most one blank line."""
    lines = (
        "\t".join(" ".join(cell.split()) for cell in line.split("\t")).strip()
        for line in text.split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
