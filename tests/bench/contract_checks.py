"""What schemathesis is told about the hub, loaded by `tests.bench.contract`.

Its own `positive_data_acceptance` takes every 4xx for a refusal of valid data; ours knows a
refusal of the request's form from one of its meaning (a cursor of another list, a used key).
"""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

import schemathesis
from schemathesis import GenerationMode
from schemathesis.generation.meta import CoverageScenario

KEY = "Idempotency-Key"
OF_FORM = {"validation-failed", "malformed-request", "idempotency-key-missing", "unsupported"}


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """A key of its own for every request, as a client chooses it; an unsound one stays.

    So do requests that lack a header on purpose: schemathesis judges anew whatever was changed.
    """
    phase = case.meta.phase.data if case.meta else None
    lacks_one = getattr(phase, "scenario", None) == CoverageScenario.MISSING_PARAMETER
    if not lacks_one and re.fullmatch(r"[!-~]{1,255}", (case.headers or {}).get(KEY, "")):
        case.headers[KEY] = str(uuid4())


@schemathesis.check
def what_fits_the_contract_is_taken(context: Any, response: Any, case: Any) -> None:
    """A request that fits the contract is never refused for its form."""
    generated = case.meta.generation.mode if case.meta else None
    if generated is not GenerationMode.POSITIVE or response.status_code < 400:
        return
    code = str(response.json().get("type", "")).removeprefix("urn:lifeos:problem:")
    # A value of any JSON may hold a NUL, which no JSON schema can rule out in it.
    if code in OF_FORM and "\\u0000" not in json.dumps(_plain(case.body)):
        raise AssertionError(f"refused as {code}: {response.text}")


def _plain(body: Any) -> Any:
    return body if isinstance(body, dict | list | str | int | float | bool | None) else ""
