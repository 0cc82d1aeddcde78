"""Answers as the hub gives them: a model, a page of many, a problem."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from tests.unit.cli.fake_http import Answer, Asked


def page_of(found: list[Any], asked: Asked) -> tuple[list[Any], str | None]:
    """The part of a list that was asked for, and the cursor of the next."""
    start, limit = int(asked.query.get("cursor", "0")), min(100, int(asked.query["limit"]))
    more = start + limit < len(found)
    return found[start : start + limit], str(start + limit) if more else None


def ok(model: BaseModel, status: int = 200) -> Answer:
    """A model as an answer, with a field no client knows yet."""
    content = {**model.model_dump(mode="json"), "added_in_a_later_version": True}
    return Answer(status, json.dumps(content).encode(), {"Content-Type": "application/json"})


def problem(status: int, code: str, detail: str, asked: Asked | None = None) -> Answer:
    """RFC 9457, with the correlation id of the request."""
    body = {
        "type": f"urn:lifeos:problem:{code}",
        "title": code,
        "status": status,
        "detail": detail,
        "instance": "urn:lifeos:request:1",
    }
    correlation_id = asked.headers.get("x-correlation-id", "") if asked else ""
    headers = {"Content-Type": "application/problem+json", "X-Correlation-ID": correlation_id}
    return Answer(status, json.dumps(body).encode(), headers)
