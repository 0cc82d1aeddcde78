"""What the hub's senses read in the sample inbox, held against the truth its generator writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lifeos.contracts.facts import EventData
from lifeos.senses.models import FactDraft

from samples import inbox
from samples.generate import DEFAULT_SEED
from samples.life import live
from samples.truth import Filed
from tests.support.extraction import Comparison, Extraction, extract

_BILLS = frozenset({"invoice", "receipt", "credit_note"})
_Place = tuple[str, str | None, str | None]  # day, amount, currency


def sample_comparisons(folder: Path, *, seed: int = DEFAULT_SEED) -> Iterator[Comparison]:
    """Write the inbox of one life below `folder`, read every file, compare everything it states."""
    for filed in inbox.files(live(seed)):
        path = folder / filed.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(filed.content)
        result = extract(path)
        if filed.outcome == "rejected":
            yield _compared(filed, "refusal", want=filed.reason, got=result.rejected)
        else:
            yield from _facts(filed, result)


def _facts(filed: Filed, result: Extraction) -> Iterator[Comparison]:
    """Per kind: the same facts, no more and no fewer; of bills also each stated field."""
    wanted, got = _by_kind(filed.plain()["facts"]), _by_kind(map(_plain, result.facts))
    taken_out = _by_kind(_plain(fact) for fact in result.facts if _is_cancelled(fact))
    for kind, places in wanted.items():
        # What a rule's EXDATE takes out is kept as cancelled (ADR 0010); the truth has none of it.
        found = got.get(kind, Counter()) - (taken_out.get(kind, Counter()) - places)
        # Balances that running balances lead to are right though no truth lists them.
        agrees = places <= found if kind == "balance" else places == found
        yield _compared(
            filed, f"{kind} facts", want=places.total(), got=found.total(), agrees=agrees
        )
    for fact in filed.facts:
        if fact.kind in _BILLS:
            yield from _bill_fields(filed, fact.data, result)


def _bill_fields(
    filed: Filed, stated: Mapping[str, Any], result: Extraction
) -> Iterator[Comparison]:
    read = result.invoice.data.model_dump(mode="json") if result.invoice else {}
    for name in sorted(stated):
        if name in read:
            yield _compared(filed, name, want=stated[name], got=read[name])


def _compared(
    filed: Filed, field: str, *, want: object, got: object, agrees: bool | None = None
) -> Comparison:
    right = str(want) == str(got) if agrees is None else agrees
    said = None if got is None else str(got)
    return Comparison(filed.file, f"sample {filed.format}", field, str(want), said, right, False)


def _is_cancelled(fact: FactDraft) -> bool:
    return isinstance(fact.data, EventData) and fact.data.status == "cancelled"


def _by_kind(facts: Any) -> dict[str, Counter[_Place]]:
    found: dict[str, Counter[_Place]] = {}
    for fact in facts:
        start = fact.get("occurred", {}).get("start", "")
        place = (start[:10], fact.get("amount"), fact.get("currency"))
        found.setdefault(fact["kind"], Counter())[place] += 1
    return found


def _plain(draft: FactDraft) -> dict[str, Any]:
    """A draft as the truth is written; a day that only stands for none is left out."""
    dated = draft.occurred.uncertainty_days <= 365
    return {
        "kind": draft.data.kind,
        "occurred": {"start": draft.occurred.start.isoformat()} if dated else {},
        "amount": None if draft.amount is None else format(draft.amount, "f"),
        "currency": draft.currency,
    }
