"""Values for the placeholders of the hub's statements, all about one fact."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from psycopg.types.json import Jsonb

AT = datetime(2026, 4, 1, 12, tzinfo=UTC)


def searching(fact: dict[str, Any]) -> dict[str, Any]:
    """Values of a search that would find the victim's rows."""
    nothing = "from_day to_day at_least at_most day_at day_id instant_at instant_id cursor"
    return {
        **dict.fromkeys(nothing.split()),
        "wanted": "'a':* | 'secret':* | 'row':*",
        "words": ["a", "secret"],
        "parts": ["secret", "row"],
        "zone": "UTC",
        "look_at": 100,
        "most": 100,
        "ids": [fact["id"]],
        "fact_ids": [fact["id"]],
        "fields": ["title"],
        "documents": [fact["document_id"]],
        "numbers": [1],
        "document_id": fact["document_id"],
    }


def correcting(fact: dict[str, Any]) -> dict[str, Any]:
    """Values of a correction of the victim's fact."""
    return {
        **{name: Jsonb(fact[name]) for name in ("occurred", "data")},
        **{name: Jsonb({}) for name in ("corrected", "doubts", "previous", "kept")},
        "value": None,
        "currency": None,
        "amount": fact["amount"],
        "unit": None,
        "starts_at": fact["starts_at"],
        "said": "x",
        "said_title": "x",
        "lost_id": fact["id"],
        "lost_ids": [fact["id"]],
        "kinds": [fact["kind"]],
        "places": [Jsonb({})],
        "identity": fact["identity"],
        "field": "amount",
        "review_id": None,
        "decision": "confirm",
        "note": None,
        "issuer": "x",
        "topic": "currency",
        "choice": "EUR",
        "at": AT,
    }
