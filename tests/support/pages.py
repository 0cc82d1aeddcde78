"""Pages of words from plain text, so that reading can be tested without a PDF.

    page('''
    Invoice no. 4711              Acme Ltd
    Total                         12.00
    ''')

Each letter is 5 points wide and each line 14 points high, so two spaces or more part two cells
and a line's indent is where it stands on the page. A line that starts with `#` is twice as high.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from lifeos.senses.pdf.layout import PageWords, Word

LETTER, LINE, SIZE = 5.0, 14.0, 10.0
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP = 40.0, 40.0


def page(text: str, number: int = 1, *, top: float = TOP) -> PageWords:
    """One page of the text, its lines from `top` downwards."""
    body = textwrap.dedent(text).strip("\n")
    words = [
        word for row, line in enumerate(body.splitlines()) for word in _words(row, line, top=top)
    ]
    return PageWords(number, WIDTH, HEIGHT, body, tuple(words))


def pages(*texts: str) -> list[PageWords]:
    """One page a text."""
    return [page(text, number) for number, text in enumerate(texts, 1)]


def _words(row: int, line: str, *, top: float) -> Iterator[Word]:
    size = SIZE
    if line.startswith("#"):
        line, size = line[1:], 2 * SIZE
    y0 = top + row * LINE
    for match in re.finditer(r"\S+", line):
        yield Word(
            match[0],
            LEFT + match.start() * LETTER,
            y0,
            LEFT + match.end() * LETTER,
            y0 + size,
        )
