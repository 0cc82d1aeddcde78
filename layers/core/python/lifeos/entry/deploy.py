"""The edge of CloudFormation custom resources: always answer, or the deployment hangs an hour.

Source: AWS CloudFormation user guide, custom resource response objects.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from typing import Any

from lifeos import metrics, wiring
from lifeos.entry import emf
from lifeos.entry.telemetry import failed, logger

Event = dict[str, Any]
_TIMEOUT_S = 20


def entrypoint(act: Callable[[], str]) -> Callable[[Event, Any], None]:
    """The Lambda handler: `act` runs on create and update, nothing happens on delete."""

    def handler(event: Event, context: Any) -> None:
        try:
            version = "kept" if event["RequestType"] == "Delete" else act()
        except Exception as error:
            failed("deploy step failed", error)
            _count(failures=1)
            _answer(event, "FAILED", reason=f"{type(error).__name__}: see the function's log.")
            return
        _count(failures=0)
        logger.info("deploy step succeeded", extra={"version": version})
        _answer(event, "SUCCESS", version=version)

    return handler


def _count(*, failures: int) -> None:
    emf.write(wiring.hub().core.function, [emf.measured(metrics.FAILED, failures)])


def _answer(event: Event, status: str, *, reason: str = "", version: str = "none") -> None:
    body = {
        "Status": status,
        "Reason": reason,
        "PhysicalResourceId": event.get("PhysicalResourceId") or event["LogicalResourceId"],
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "Data": {"Version": version},
    }
    url = str(event["ResponseURL"])
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ValueError("the response address is not one CloudFormation gives")
    request = urllib.request.Request(
        url, data=json.dumps(body).encode(), method="PUT", headers={"Content-Type": ""}
    )
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S):
        return
