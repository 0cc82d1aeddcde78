"""MT940 statements and MT942 interim reports, as SWIFT, German, Dutch and other banks write them.

The booked date is the entry date of field 61, or the value date where there is none. A reversal of
a credit (RC) takes money out, a reversal of a debit (RD) brings it back. Opening balance plus rows
must give the closing balance, statement by statement, and one statement must begin where the one
before it for the same account ended.

Source: SWIFT Standards MT category 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifeos.errors import RejectedError
from lifeos.senses.models import Head, Reading, Source
from lifeos.senses.texts.text_source import decoded_head, encoding_of, numbered_lines

_REFERENCE = re.compile(
    r"^(?:[\x00-\x09\x0b-\x1f\ufeff]|\{[^{}\n]{0,200}\}|\{4:){0,10}:20:", re.MULTILINE
)
_ACCOUNT = re.compile(r"^:25P?:", re.MULTILINE)
_BODY = re.compile(r"^:(?:60[FM]|61|62[FM]|34F):", re.MULTILINE)


class Mt940Sense:
    """Customer statements of the SWIFT network."""

    name = "mt940"
    version = 1
    media_types: tuple[str, ...] = ("application/x-mt940",)

    def score(self, head: Head) -> float:
        """Certain with a reference, an account and a balance or row; none of them is a guess."""
        text = _with_newlines(decoded_head(head.first_bytes))
        marks = (_REFERENCE.search(text), _ACCOUNT.search(text), _BODY.search(text))
        return {3: 0.95, 2: 0.5}.get(sum(mark is not None for mark in marks), 0.0)

    def check(self, source: Source) -> None:
        """Refuse what holds no account or nothing about one.

        Raises: RejectedError `no-statement` or `damaged`.
        """
        lines = numbered_lines(source.path, encoding_of(source.path))
        seen = {line[:4] for _, line in lines if line.startswith((":25", ":6", ":34F", ":90"))}
        if not any(tag.startswith(":25") for tag in seen) or len(seen) < 2:
            raise RejectedError("no-statement", "This MT940 file holds no account statement.")

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield rows and balances, then the tally; memory holds one row.

        Raises: RejectedError `no-statement`, `no-readable-row` or `damaged`.
        """
        from lifeos.senses.mt940.fields import fields
        from lifeos.senses.mt940.statements import Mt940Reader

        encoding = encoding_of(source.path)
        lines = numbered_lines(source.path, encoding)
        rows = sum(line.startswith(":61:") for _, line in numbered_lines(source.path, encoding))
        reader = Mt940Reader(source, f"{self.name}/{self.version}", counted_rows=rows)
        for field in fields(lines):
            yield from reader.take(field)
        yield from reader.end()
        yield reader.tally()


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
