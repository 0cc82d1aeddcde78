"""QIF: Quicken's interchange format, which states neither currency nor date order.

The order of day and month and the decimal mark are voted by all rows of the file; what the vote
leaves open is a doubt with both readings. Splits must add up to their row. Of investment accounts
the movements of cash are kept, what trades cost and bring among them; their securities are named
in a doubt. Lists (categories, securities, prices, memorized rows) are no rows and are passed over.

The currency of a QIF is that of the person's account and nowhere in the file: facts have none.

Source: Intuit, "Quicken Interchange Format (QIF) files" (the format has no other standard).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifeos.errors import RejectedError
from lifeos.senses.models import Head, Reading, Source
from lifeos.senses.texts.text_source import decoded_head, encoding_of, numbered_lines

_HEADER = re.compile(r"^!(?:type|account|option|clear)\b", re.IGNORECASE | re.MULTILINE)
_OTHER = re.compile(r"[<{\[]|%PDF")
# A file without any header begins with a record: its codes, a date and an amount among them.
_BARE_LINES = 30
_BARE_DATE = re.compile(r"^D *\d{1,4} ?[/.'-]? ?\d", re.MULTILINE)
_BARE_AMOUNT = re.compile(r"^[TU][-+]?\d[\d.,]*$", re.MULTILINE)


class QifSense:
    """Account files of Quicken, GnuCash, Money and the banks that export for them."""

    name = "qif"
    version = 1
    media_types: tuple[str, ...] = ("application/qif", "application/x-qif")

    def score(self, head: Head) -> float:
        """Certain if the first line that is no remark is a header; likely if one comes later.

        Some banks leave the header out: then the first record must be one by all its lines.
        """
        text = decoded_head(head.first_bytes).replace("\r", "\n").lstrip("\ufeff \n")
        found = _HEADER.search(text)
        if _OTHER.match(text):
            return 0.0
        if found is None:
            return 0.6 if _is_bare(text) else 0.0
        return 0.95 if found.start() == 0 else 0.7

    def check(self, source: Source) -> None:
        """Refuse what has no account or transaction block.

        Raises: RejectedError `no-statement`, or `damaged` for endless lines.
        """
        first: list[str] = []
        for _, line in numbered_lines(source.path, encoding_of(source.path)):
            if _HEADER.match(line.lstrip("\ufeff ")):
                return
            first += [line] if len(first) <= _BARE_LINES else []
        if not _is_bare("\n".join(first).lstrip("\ufeff \n")):
            raise RejectedError("no-statement", "This QIF file has no header that names a list.")

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield rows, then the tally; memory holds one record.

        Raises: RejectedError `no-statement`, `no-readable-row` or `damaged`.
        """
        from lifeos.senses.qif.records import records, survey
        from lifeos.senses.qif.rows import QifReader

        encoding = encoding_of(source.path)

        def lines() -> Iterator[tuple[int, str]]:
            return numbered_lines(source.path, encoding)

        reader = QifReader(source, f"{self.name}/{self.version}", survey=survey(lines))
        for record in records(lines()):
            yield from reader.take(record)
        yield reader.tally()


def _is_bare(text: str) -> bool:
    """Whether a text begins with a record, perhaps behind a line with nothing but `!`."""
    record, end, _ = text.removeprefix("!\n").partition("\n^")
    lines = [line for line in record.split("\n") if line.strip()]
    coded = len(lines) <= _BARE_LINES and all(line[0] in "DTUMCNPLASE$%X" for line in lines)
    dated, paid = _BARE_DATE.search(record), _BARE_AMOUNT.search(record)
    return bool(end and coded and dated and paid)
