"""Read any file with the hub's own senses and compare what comes out with a checked truth."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lifeos.contracts.facts import BalanceData, EventData, InvoiceData, TransactionData
from lifeos.errors import RejectedError
from lifeos.senses.guards import screening
from lifeos.senses.invoices.names import key
from lifeos.senses.models import HEAD_BYTES, FactDraft, Head, Page, Source, Tally
from lifeos.senses.registry import pick

Truth = dict[str, Any]


@dataclass
class Extraction:
    """What the hub makes of one file."""

    sense: str | None = None
    rejected: str | None = None  # the reason code
    facts: list[FactDraft] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    tally: Tally | None = None

    @property
    def invoice(self) -> FactDraft | None:
        """The first bill among the facts."""
        return next((fact for fact in self.facts if isinstance(fact.data, InvoiceData)), None)

    @property
    def rows(self) -> list[FactDraft]:
        """The booked transactions among the facts; what is pending may never be booked."""
        return [
            fact
            for fact in self.facts
            if isinstance(fact.data, TransactionData) and fact.data.status == "booked"
        ]

    @property
    def doubts(self) -> list[str]:
        """Codes of what the reading doubts."""
        return [doubt.code for doubt in self.tally.doubts] if self.tally else []


def source_of(path: Path, media_type: str = "application/octet-stream") -> Source:
    """The file as a sense is given it."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return Source(path, path.name, media_type, digest, len(content))


def extract(path: Path) -> Extraction:
    """Pick, check and read, as the pipeline does; refusals are results, not errors."""
    with path.open("rb") as stream:
        first_bytes = stream.read(HEAD_BYTES)
    head = Head(first_bytes, path.name, "application/octet-stream", path.stat().st_size)
    sense = pick(head)
    result = Extraction(sense=sense.name if sense else None)
    source = source_of(path, sense.media_types[0] if sense else head.media_type)
    try:
        screening.check(source, declared=head.media_type)
        if sense is None:
            return result
        sense.check(source)
        for reading in sense.read(source):
            _keep(result, reading)
    except RejectedError as error:
        result.rejected = error.reason
    return result


def _keep(result: Extraction, reading: object) -> None:
    if isinstance(reading, FactDraft):
        result.facts.append(reading)
    elif isinstance(reading, Page):
        result.pages.append(reading)
    elif isinstance(reading, Tally):
        result.tally = reading


@dataclass(frozen=True)
class Comparison:
    """One field of one file. `got` is None where nothing was read."""

    file: str
    format: str
    field: str
    want: str
    got: str | None
    right: bool
    doubted: bool


def compare(entry: dict[str, Any], result: Extraction) -> Iterator[Comparison]:
    """Every field of an entry's truth that this bench knows how to read back."""
    truth: Truth = entry["truth"]
    fields = _fields_for(truth)
    for name, read in fields.items():
        want = truth.get(name)
        if want is None or isinstance(want, (list, dict)):
            continue
        got = read(result)
        yield Comparison(
            file=entry["file"],
            format=_group(entry),
            field=name,
            want=str(want),
            got=None if got is None else str(got),
            right=got is not None
            and any(_agrees(name, one, truth=truth) for one in (got, *_as_well(name, result))),
            doubted=bool(result.doubts),
        )


def _as_well(name: str, result: Extraction) -> Iterator[object]:
    """The same figure by another convention of the field, where a truth does not name its own.

    A row has a day of purchase, of booking and of value (ISO 20022); a truth took one of them. A
    card's export may print spending without a sign, and its truth sums what is printed.
    """
    if name in {"date_min", "date_max"} and result.rows:
        choose = min if name == "date_min" else max
        for day in (_purchased, _valued):
            yield choose(day(row) for row in result.rows)
    if name == "sum_amount" and all(_printed_the_other_way(row) for row in result.rows):
        yield -(_row_sum(result) or Decimal(0))


def _purchased(row: FactDraft) -> date:
    start = row.occurred.start
    return start.date() if isinstance(start, datetime) else start


def _valued(row: FactDraft) -> date:
    assert isinstance(row.data, TransactionData)
    return row.data.value_on or row.data.booked_on


def _printed_the_other_way(row: FactDraft) -> bool:
    """Whether the file prints a row's amount with the opposite sign, or a zero."""
    printed = next((each.snippet for each in row.evidence if each.field == "amount"), "")
    minus = printed.strip().startswith(("-", "\N{MINUS SIGN}")) or printed.strip().endswith("-")
    return not row.amount or (row.amount > 0) == minus


def _group(entry: dict[str, Any]) -> str:
    kind = entry["truth"].get("doc_type")
    return f"{entry['format']} {kind}" if kind else str(entry["format"])


def _agrees(name: str, got: object, *, truth: Truth) -> bool:
    wanted = [
        truth[name],
        *truth.get(f"{name}_alternatives", ()),
        *truth.get(f"{name}_aliases", ()),
    ]
    wanted += truth.get(f"{name}_candidates", ())
    if isinstance(got, (Decimal, int)) and not isinstance(got, bool):
        return any(Decimal(str(want)) == got for want in wanted)
    if isinstance(got, (date, datetime)):
        return any(str(want)[:10] == got.isoformat()[:10] for want in wanted)
    if name == "issuer":
        return any(key(str(want)) == key(str(got)) for want in wanted)
    return any(_plain(want) == _plain(got) for want in wanted)


def _plain(value: object) -> str:
    return re.sub(r"\s+", "", str(value)).lower()


_Reader = Callable[[Extraction], object]


def _of_invoice(name: str) -> _Reader:
    def read(result: Extraction) -> object:
        return getattr(result.invoice.data, name) if result.invoice else None

    return read


def _row_sum(result: Extraction) -> Decimal | None:
    amounts = [row.amount for row in result.rows if row.amount is not None]
    return sum(amounts, Decimal(0)) if result.tally else None


def _booked(pick_day: Callable[[list[date]], date]) -> _Reader:
    def read(result: Extraction) -> date | None:
        days = [row.data.booked_on for row in result.rows if isinstance(row.data, TransactionData)]
        return pick_day(days) if days else None

    return read


def _balance(kind: str) -> _Reader:
    def read(result: Extraction) -> Decimal | None:
        found = (f for f in result.facts if isinstance(f.data, BalanceData))
        return next((f.amount for f in found if f.data.balance_kind == kind), None)  # type: ignore[union-attr]

    return read


_INVOICE_FIELDS: dict[str, _Reader] = {
    "issuer": _of_invoice("issuer"),
    "date": _of_invoice("issued_on"),
    "due_date": _of_invoice("due_on"),
    "total": _of_invoice("total"),
    "total_untaxed": _of_invoice("net"),
    "tax": _of_invoice("tax"),
    "amount_due": _of_invoice("amount_due"),
    "invoice_number": _of_invoice("number"),
    "iban": _of_invoice("iban"),
    "payment_reference": _of_invoice("reference"),
    "currency": lambda result: result.invoice.currency if result.invoice else None,
}
_STATEMENT_FIELDS: dict[str, _Reader] = {
    "n_transactions": lambda result: len(result.rows) if result.tally else None,
    "n_entries": lambda result: len(result.rows) if result.tally else None,
    "sum_amount": _row_sum,
    "date_min": _booked(min),
    "date_max": _booked(max),
    "opening_balance": _balance("opening"),
    "issuer": lambda result: result.tally.issuer if result.tally else None,
}
_DOCUMENT_FIELDS: dict[str, _Reader] = {
    "doc_type": lambda result: result.tally.document_kind if result.tally else None,
    "employer": lambda result: result.tally.issuer if result.tally else None,
    "issue_date": lambda result: result.tally.dated_on if result.tally else None,
    "pages": lambda result: len(result.pages) or None,
}
_COUNTED: dict[str, str] = {
    "n_todos": "task",
    "n_tasks": "task",
    "n_cards": "contact",
}


def _fields_for(truth: Truth) -> dict[str, _Reader]:
    if truth.get("doc_type") == "invoice":
        return _INVOICE_FIELDS
    if "n_transactions" in truth or "n_entries" in truth:
        return _STATEMENT_FIELDS
    if "n_events" in truth:
        return {
            "n_events": _events,
            "n_distinct_event_uids": _uids,
            "n_todos": _counted("task"),
        }
    counted = {name: _counted(kind) for name, kind in _COUNTED.items() if name in truth}
    return {**_DOCUMENT_FIELDS, **counted}


def _events(result: Extraction) -> int | None:
    """VEVENT components that were read; a rule may stand behind none of the facts, where each of
    its instances is overridden."""
    tasks = _counted("task")(result)
    read = result.tally.found_count if result.tally else None
    return None if read is None or tasks is None else read - tasks


def _uids(result: Extraction) -> int:
    """Events by their uids; those the file gives none count by themselves in no truth."""
    events = (fact.data for fact in result.facts if isinstance(fact.data, EventData))
    return len({event.uid for event in events if not event.uid.startswith("content-")})


def _counted(kind: str) -> Callable[[Extraction], int | None]:
    return lambda result: (
        sum(fact.kind == kind for fact in result.facts) if result.tally is not None else None
    )
