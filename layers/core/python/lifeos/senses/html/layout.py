"""Where the words of an HTML page stand to each other: rows, and the columns of its tables.

Not what a browser paints: tables are as wide as their words and everything is flush left. That is
enough to tell which amount stands beside or below which word. What nobody sees is left out: the
preheader of a mail, a struck price.

Source: HTML Living Standard, section 15.3 (what is a block, a table and hidden), simplified.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from lifeos.senses.html.text import BLOCKS, CELLS, HIDDEN_TREES, Token, tokens
from lifeos.senses.invoices.typed import MOST_WORDS, Piece, Row, side_by_side, width_of

_DEEPEST = 100  # tables inside each other; mails nest about ten
_MOST_COLUMNS = 100
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
_APART = frozenset(
    [
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "hr", "blockquote"),
        *("address", "pre"),
    ]
)
_STRUCK = frozenset(("s", "del", "strike"))
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0|opacity\s*:\s*0(?![.\d])"
    r"|line-through",
    re.IGNORECASE,
)
_COLSPAN = re.compile(r"\bcolspan\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_WORD = re.compile(r"\S+")
# Signs without width, with which mails pad their preheaders.
_INVISIBLE = dict.fromkeys((0xAD, 0x34F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class _Flow:
    """Rows under each other: the body of a page, or a cell over `span` columns."""

    span: int = 1
    rows: list[Row] = field(default_factory=lambda: [[]])
    open_word: bool = False  # whether the next letters belong to the last word

    def add(self, text: str, *, number: int, line: int) -> None:
        """Put a word of the page behind the others of its row."""
        row = self.rows[-1]
        column = row[-1].column + len(row[-1].text) + 1 if row else 0
        row.append(Piece(text, column, number, line))

    def go_on(self, text: str) -> None:
        """Put letters behind the last word, as inside `<b>12</b>,50`."""
        self.rows[-1][-1] = self.rows[-1][-1]._replace(text=self.rows[-1][-1].text + text)

    def end_row(self, *, apart: bool = False) -> None:
        """Begin a row, and leave one free where what follows stands apart."""
        self.open_word = False
        if self.rows[-1] or (apart and len(self.rows) > 1 and self.rows[-2]):
            self.rows.append([])

    def trimmed(self) -> list[Row]:
        """The rows without free ones at either end."""
        used = [at for at, row in enumerate(self.rows) if row]
        return self.rows[used[0] : used[-1] + 1] if used else []


@dataclass(slots=True)
class _Table:
    rows: list[list[_Flow]] = field(default_factory=list)

    def laid_out(self) -> list[Row]:
        """Its cells in columns, each as wide as its widest word row."""
        placed = [list(_in_columns(row)) for row in self.rows]
        lefts = _lefts(placed)
        return [
            row
            for cells in placed
            for row in side_by_side([(at, cell.trimmed()) for at, cell in cells], lefts)
        ]


def _in_columns(row: list[_Flow]) -> list[tuple[int, _Flow]]:
    starts = accumulate((cell.span for cell in row), initial=0)
    return [(at, cell) for at, cell in zip(starts, row, strict=False) if at < _MOST_COLUMNS]


def _lefts(placed: list[list[tuple[int, _Flow]]]) -> list[int]:
    """Left edge of each column; a cell over several stretches the last of them."""
    widths = [0] * (_MOST_COLUMNS + 1)
    cells = [(cell.span, at, cell) for row in placed for at, cell in row]
    for span, at, cell in sorted(cells, key=lambda each: each[0]):
        end = min(at + span, _MOST_COLUMNS)
        missing = width_of(cell.trimmed()) - sum(widths[at:end])
        widths[end - 1] += max(missing, 0)
    return [0, *accumulate(widths)]


def rows_of_html(markup: str, *, most_words: int = MOST_WORDS) -> list[Row]:
    """The rows a reader sees, each word with its line of the markup; no rows of too many words."""
    page = _Page(markup)
    for token in tokens(markup):
        page.take(token)
        if page.words > most_words:
            return []
    return page.finished()


class _Page:
    """One pass over the tags: the flows and tables that are open, the innermost last."""

    def __init__(self, markup: str) -> None:
        self.words = 0
        self._breaks = [match.end() for match in _NEWLINE.finditer(markup)]
        self._open: list[_Flow | _Table] = [_Flow()]  # flow, table, flow of a cell, table ...
        self._hidden, self._depth = "", 0  # the element nobody sees, and how often it is open
        self._raised = False

    def take(self, token: Token) -> None:
        """Follow a tag, or put words where they stand."""
        if self._hidden:
            self._leave_hidden(token)
        elif token.kind == "text":
            if not token.name:
                self._write(token)
        elif token.kind == "start" and _is_unseen(token):
            self._hidden, self._depth = token.name, 1
        else:
            if token.name == "sup":
                self._raised = token.kind == "start"
            self._break(token)

    def finished(self) -> list[Row]:
        """The rows of the whole page."""
        while len(self._open) > 1:
            self._close_table()
        return self._flow.trimmed()

    @property
    def _flow(self) -> _Flow:
        """Where words go: the innermost cell, or what is around a table that has none yet."""
        last = self._open[-1]
        flow = self._open[-2] if isinstance(last, _Table) else last
        assert isinstance(flow, _Flow)
        return flow

    def _leave_hidden(self, token: Token) -> None:
        if token.name in ("body", "html") and token.kind == "end":
            self._hidden = ""
        elif token.name == self._hidden and token.kind != "text":
            self._depth += 1 if token.kind == "start" else -1
            self._hidden = self._hidden if self._depth else ""

    def _write(self, token: Token) -> None:
        flow = self._flow
        for match in _WORD.finditer(token.text):
            letters = html.unescape(match[0]).translate(_INVISIBLE)
            line = bisect_right(self._breaks, token.at + match.start()) + 1
            starts_inside = match.start() == 0 and flow.open_word and not letters[:1].isspace()
            for place, word in enumerate(letters.split()):
                if place == 0 and starts_inside:
                    flow.go_on(f"_{word}" if self._raised else word)  # 12<sup>99</sup> is not 1299
                else:
                    flow.add(word, number=self.words, line=line)
                    self.words += 1
            at_end = match.end() == len(token.text)
            flow.open_word = at_end and bool(flow.rows[-1]) and not letters[-1:].isspace()
        if token.text[-1:].isspace():
            flow.open_word = False

    def _break(self, token: Token) -> None:
        name, starts = token.name, token.kind == "start"
        if name == "table":
            (self._open_table if starts else self._close_table)()
        elif name in CELLS or name == "tr":
            self._close_cell()
            if starts:
                self._open_part(token)
        elif name in BLOCKS:
            self._flow.end_row(apart=name in _APART or (name == "br" and not self._flow.rows[-1]))

    def _open_table(self) -> None:
        self._flow.end_row(apart=True)
        if isinstance(self._open[-1], _Flow) and len(self._open) < 2 * _DEEPEST:
            self._open.append(_Table())

    def _open_part(self, token: Token) -> None:
        table = self._open[-1]
        if not isinstance(table, _Table):
            self._flow.end_row()
            return
        if token.name == "tr" or not table.rows:
            table.rows.append([])
        if token.name in CELLS:
            span = _COLSPAN.search(token.text)
            cell = _Flow(span=min(max(int(span[1]), 1), _MOST_COLUMNS) if span else 1)
            table.rows[-1].append(cell)
            self._open.append(cell)

    def _close_cell(self) -> None:
        if len(self._open) > 1 and isinstance(self._open[-1], _Flow):
            self._open.pop()

    def _close_table(self) -> None:
        self._close_cell()
        if len(self._open) > 1:
            table = self._open.pop()
            assert isinstance(table, _Table)
            flow = self._flow
            flow.end_row()
            flow.rows[-1:] = [*table.laid_out(), []]
            flow.end_row(apart=True)


def _is_unseen(token: Token) -> bool:
    if token.name in _VOID or token.text.endswith("/"):
        return False
    return token.name in HIDDEN_TREES | _STRUCK or bool(_UNSEEN.search(token.text))
