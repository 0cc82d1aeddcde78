"""What query parameters mean, and which problems there are: said once, the same for every route."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lifeos.entry import idempotency
from lifeos.entry.problem import STATUS
from lifeos.errors import LifeOSError

from tools.openapi.refusals import REFUSALS

Json = dict[str, Any]
QUERIES = {
    "currency": "ISO 4217, such as EUR",
    "cursor": "`next_cursor` of the page before, with the same other parameters; none for the "
    "first page",
    "deleted": "`true`: those in the bin, which can be restored until their `purge_at`",
    "document": "Only what this document says",
    "domain": "Part of life",
    "fact": "A fact whose places on the page are to be marked",
    "from": "First local day, YYYY-MM-DD",
    "kind": "Kind of fact, such as transaction, invoice, event: the `kind` of its `data`",
    "limit": "Items on a page at most",
    "max": "Amount at most, without its sign",
    "min": "Amount at least, without its sign",
    "outcome": "Only documents that ended so",
    "purge": "`now`: not kept for restoring",
    "q": "Words, days, amounts: `acme 2025 >100 eur`, `rent 2026-03`, `482.10`, `50..80`",
    "state": "Only documents in this state",
    "text": "Words that must be in it",
    "to": "Last local day, inclusive, YYYY-MM-DD",
    "zone": "IANA time zone that local days are of, such as Europe/Berlin",
}


def problem_types() -> Json:
    """Every `type` a problem can have, without its `urn:lifeos:problem:`, by status."""
    found = {
        each.code: (int(STATUS[each.kind]), str(each.__doc__).splitlines()[0])
        for each in _family(LifeOSError)
        if each.__module__ in {LifeOSError.__module__, idempotency.__name__}
    }
    found |= {each.code: (status, each.says) for status, each in REFUSALS.items()}
    found["no-such-route"] = (404, "The hub has no such path")
    found["method-not-allowed"] = (
        405,
        "The path does not take that method; `Allow` has those it does",
    )
    ordered = sorted(found.items(), key=lambda item: (item[1][0], item[0]))
    return {code: {"status": status, "means": means} for code, (status, means) in ordered}


def _family(root: type[LifeOSError]) -> Iterator[type[LifeOSError]]:
    yield root
    for child in root.__subclasses__():
        yield from _family(child)
