"""What a request must be before anything looks inside: bounded, JSON, UTF-8, unambiguous.

Source: RFC 8259 sections 4 (duplicate names) and 8.1 (UTF-8), RFC 9110 section 15.5.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from email.message import Message
from typing import Any

from lifeos.errors import MalformedError, TooLargeError, UnsupportedError

Event = dict[str, Any]
MAX_BODY_BYTES = 2 * 1024 * 1024  # the largest sound one completes 10,000 parts
MEDIA_TYPE = "application/json"
_WITH_BODY = {"POST", "PUT", "PATCH", "DELETE"}
_CONTROLS = re.compile("[\x00-\x1f\x7f]")
# Postgres stores no NUL, UTF-8 no half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def readable(event: Event) -> Event:
    """The gateway's event with its body as text, ready for the resolver.

    Raises: MalformedError, TooLargeError, UnsupportedError.
    """
    if _CONTROLS.search(str(event.get("path"))):
        # The resolver's patterns end before a newline: "/documents/%0A" would be the list.
        raise MalformedError("A path has no control characters.")
    _require_storable(event.get("path"), event.get("pathParameters"))
    _require_storable(event.get("multiValueQueryStringParameters"))
    body = event.get("body")
    if not body or event.get("httpMethod") not in _WITH_BODY:
        return {**event, "body": None}
    if len(body) > 2 * MAX_BODY_BYTES:  # base64 is a third longer than what it carries
        raise TooLargeError(f"A body may have {MAX_BODY_BYTES} bytes.")
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    _require_json(headers.get("content-type", MEDIA_TYPE), headers.get("content-encoding"))
    return {
        **event,
        "headers": {**headers, "content-type": MEDIA_TYPE},
        "body": _text(body, encoded=bool(event.get("isBase64Encoded"))),
        "isBase64Encoded": False,
    }


def parse_json(text: str) -> Any:
    """The one value of a JSON text.

    Refuses what parsers disagree about: a name twice in an object, numbers that are none, more
    digits or levels than the interpreter takes. Raises: MalformedError.
    """
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number)
    except RecursionError as error:
        raise MalformedError("The body is nested too deeply.") from error
    except ValueError as error:
        raise MalformedError("The body is not JSON.") from error
    _require_storable(value)
    return value


def _require_json(content_type: str, encoding: str | None) -> None:
    told = Message()
    told["Content-Type"] = content_type
    if told.get_content_type() != MEDIA_TYPE or encoding not in {None, "", "identity"}:
        raise UnsupportedError(f"Send {MEDIA_TYPE}, not compressed.")
    if (told.get_content_charset() or "utf-8") not in {"utf-8", "utf8", "us-ascii"}:
        raise UnsupportedError("Send UTF-8.")


def _text(body: str, *, encoded: bool) -> str:
    try:
        content = base64.b64decode(body, validate=True) if encoded else body.encode()
        text = content.decode()
    except (binascii.Error, UnicodeError) as error:
        raise MalformedError("The body is not UTF-8.") from error
    if len(content) > MAX_BODY_BYTES:
        raise TooLargeError(f"A body may have {MAX_BODY_BYTES} bytes.")
    if "\ufffd" in text:
        # The gateway puts it in place of bytes that are not UTF-8; nobody can tell any more.
        raise MalformedError("The body is not UTF-8. Send a genuine U+FFFD as its JSON escape.")
    return text


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise MalformedError("A name stands twice in one object.")
    return found


def _no_number(text: str) -> Any:
    raise MalformedError(f"{text} is not a JSON number.")


def _require_storable(*values: Any) -> None:
    if any(_UNSTORABLE.search(text) for value in values for text in _texts(value)):
        raise MalformedError("NUL and unpaired surrogates cannot be stored.")


def _texts(value: Any) -> Iterator[str]:
    """Every string in a value, names of fields too; not recursive, a request decides the depth."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
