"""Reading a statement from bytes in a test, and breaking one at random."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from lifeos.contracts.facts import BalanceData, TransactionData
from lifeos.errors import RejectedError
from lifeos.senses.models import FactDraft, Head, Sense, Source, Tally


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sense made of one file."""

    drafts: list[FactDraft]
    tally: Tally

    @property
    def rows(self) -> list[FactDraft]:
        """The transactions, in file order."""
        return [draft for draft in self.drafts if isinstance(draft.data, TransactionData)]

    @property
    def balances(self) -> list[tuple[str, Decimal | None, str]]:
        """Kind, amount and day of each stated balance."""
        return [
            (draft.data.balance_kind, draft.amount, draft.data.stated_on.isoformat())
            for draft in self.drafts
            if isinstance(draft.data, BalanceData)
        ]

    @property
    def amounts(self) -> list[Decimal | None]:
        """Amounts of the transactions."""
        return [draft.amount for draft in self.rows]

    @property
    def days(self) -> list[str]:
        """Booked days of the transactions."""
        return [transaction(draft).booked_on.isoformat() for draft in self.rows]

    @property
    def doubts(self) -> list[str]:
        """Codes of the doubts."""
        return [doubt.code for doubt in self.tally.doubts]

    @property
    def adds_up(self) -> bool:
        """Whether the hub would call the document done."""
        tally = self.tally
        return (
            not tally.doubts
            and tally.declared_count in (None, tally.found_count)
            and tally.declared_sum in (None, tally.found_sum)
        )


def transaction(draft: FactDraft) -> TransactionData:
    """The typed row of a draft that is one."""
    assert isinstance(draft.data, TransactionData)
    return draft.data


def head_of(content: bytes, name: str = "file") -> Head:
    """What PICK would see of these bytes."""
    return Head(content[: 64 * 1024], name, "application/octet-stream", len(content))


def read_file(sense: Sense, path: Path) -> Statement:
    """Check and read a file on disk."""
    content = path.read_bytes()
    source = Source(
        path, path.name, sense.media_types[0], hashlib.sha256(content).hexdigest(), len(content)
    )
    sense.check(source)
    *drafts, tally = sense.read(source)
    assert isinstance(tally, Tally)
    return Statement([draft for draft in drafts if isinstance(draft, FactDraft)], tally)


def read_bytes(sense: Sense, content: bytes) -> Statement:
    """Check and read these bytes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "statement"
        path.write_bytes(content)
        return read_file(sense, path)


def read_text(sense: Sense, text: str, encoding: str = "utf-8") -> Statement:
    """Check and read this text."""
    return read_bytes(sense, text.encode(encoding))


def outcome(sense: Sense, content: bytes) -> str:
    """`done`, `review` or the reason code of a refusal; anything else is a test failure."""
    try:
        return "done" if read_bytes(sense, content).adds_up else "review"
    except RejectedError as refusal:
        return refusal.reason if refusal.detail.endswith(".") else "no sentence"


def broken(content: bytes, seed: int) -> bytes:
    """The same bytes after a few random cuts, swaps, repeats and insertions."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((1, 2, 20, 400)))
        patch = chance.choice(
            (b"", b"\x00", b"<", b">", b"\n", b"^", b":61:", b"\xff\xfe", content[start:end] * 3)
        )
        content = content[:start] + patch + content[end:]
    return content


def other_digits(text: str, pattern: str) -> Iterator[str]:
    """The text once for each digit inside group 1 of `pattern`, with that digit changed."""
    for match in re.finditer(pattern, text, re.MULTILINE):
        for place in range(match.start(1), match.end(1)):
            if text[place].isdigit():
                changed = str((int(text[place]) + 1) % 10)
                yield text[:place] + changed + text[place + 1 :]


def snippets_stand_where_said(statement: Statement, text: str) -> bool:
    """Whether the first line of every snippet with a line is on that line of the file."""
    lines = re.split(r"\r\n|\n|\r", text)
    return all(
        place.snippet.splitlines()[0].strip() in lines[place.line - 1]
        for draft in statement.drafts
        for place in draft.evidence
        if place.line is not None
    )
