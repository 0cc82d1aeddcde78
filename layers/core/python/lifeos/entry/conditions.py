"""Conditional requests: what a change starts from, and whether a reader has it already.

Source: RFC 9110, sections 8.8.3 (ETag), 13.1 (If-Match, If-None-Match), 13.2.2 (order);
RFC 6585, section 3 (428).
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from lifeos.contracts.conditions import ANY, IF_MATCH, MOST_TAGS, Expected
from lifeos.errors import MalformedError, UnconditionalError

_TAG = re.compile(r"(W/)?\"([^\"]*)\"")
_VERSION = re.compile(r"[0-9]{1,18}")


def expected_by(if_match: str | None) -> Expected:
    """The versions that an If-Match names; a weak tag, or one that is none of ours, names none.

    Raises: UnconditionalError without one, MalformedError for what is no list of entity tags.
    """
    sent = (if_match or "").strip()
    if not sent:
        raise UnconditionalError("Send If-Match with the ETag of what you have seen, or *.")
    if re.fullmatch(IF_MATCH, sent) is None:
        raise MalformedError(
            f'If-Match takes *, or up to {MOST_TAGS} entity tags in quotes, such as "7".'
        )
    if sent == "*":
        return ANY
    strong = [tag for weak, tag in _TAG.findall(sent) if not weak]
    return Expected(versions=tuple(sorted({int(t) for t in strong if _VERSION.fullmatch(t)})))


def told(answer: dict[str, Any], etag: str | None, *, if_none_match: str | None) -> None:
    """Put the ETag on a success; a reader that has this very version gets 304 instead of it.

    `if_none_match` is that of a GET; to any other method it means something else.
    """
    if etag is None or answer["statusCode"] >= HTTPStatus.MULTIPLE_CHOICES:
        return
    headers = answer.setdefault("multiValueHeaders", {})
    headers["ETag"] = [etag]
    if if_none_match is not None and _has(if_none_match, etag):
        headers.pop("Content-Type", None)
        answer.update(statusCode=int(HTTPStatus.NOT_MODIFIED), body="")


def _has(if_none_match: str, etag: str) -> bool:
    """The weak comparison; what is no list of tags is passed over."""
    if if_none_match.strip() == "*":
        return True
    return any(f'"{tag}"' == etag for _, tag in _TAG.findall(if_none_match[:4096]))
