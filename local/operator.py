"""What an operator does to a running laptop hub: have the auditor look, rebuild live status.

Root of the emulator only. In the cloud the same functions are called with the operator's own
credentials; `docs/operations.md` names the commands.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.emulator import REGION, ROOT_KEY, Emulator
from local.trouble import LaptopError

PREFIX = "LifeOS"
ROUND_PAUSE_S = 3.0


@dataclass(frozen=True)
class Round:
    """One pass of the auditor: what both halves found and did."""

    reckoned: dict[str, Any]
    audited: dict[str, Any]

    @property
    def is_settled(self) -> bool:
        """True when nothing is missing, nothing is under way and the sum holds."""
        counted = ("in_flight", "difference", "restored", "adopted", "outdated")
        return not any(self.reckoned[name] for name in counted)

    def sentence(self) -> str:
        """The sum over all uploads, and what was done where it did not hold."""
        did = {"restarted": 0, "lined_up": 0, **self.audited}
        return (
            f"{reckoned_sentence(self.reckoned)};"
            f" restarted: {did['restarted']}, put in line: {did['lined_up']}"
        )


def reckoned_sentence(found: dict[str, Any]) -> str:
    """The sum over all uploads, and what live status was written anew."""
    ends = ", ".join(f"{count} {name}" for name, count in sorted(found["outcomes"].items()))
    return (
        f"{found['uploads']} uploads = {ends or 'none ended'} + {found['in_flight']} in flight"
        f" (difference {found['difference']}); written anew: {found['restored']} from the record,"
        f" {found['adopted']} from originals"
        + (f"; to be read again: {found['outdated']}" if found["outdated"] else "")
    )


@dataclass(frozen=True)
class Operator:
    """Acts on one emulator with root credentials."""

    emulator: Emulator

    def resume(self, *, lost: bool) -> str:
        """After a start: have the auditor look at once, not at its next turn.

        Where live status was lost it is written anew before this returns; what it says is for the
        person. Whatever goes wrong here, the auditor's own schedule makes good.
        """
        try:
            told = reckoned_sentence(self._invoke("reckon")) if lost else ""
            self._client("lambda").invoke(
                FunctionName=f"{PREFIX}-audit",
                InvocationType="Event",  # a long line of restarts need not be waited for
                Payload=json.dumps({"patience_s": 0}).encode(),
            )
        except (LaptopError, ClientError, BotoCoreError) as error:
            return f"Not yet ({error}); the auditor tries again by itself."
        return told

    def rebuild(self, *, longest_s: float = 900.0, outdated: bool = False) -> Iterator[Round]:
        """Run both halves of the auditor until everything has ended; one Round per pass.

        With `outdated` what an older pipeline version has read is read once more.

        Raises: LaptopError when it does not settle in time.
        """
        deadline = time.monotonic() + longest_s
        while True:
            reckoned = self._invoke("reckon", {"reread": "outdated"} if outdated else None)
            passed = Round(reckoned, self._invoke("audit", {"patience_s": 0}))
            yield passed
            if passed.is_settled:
                return
            if time.monotonic() > deadline:
                raise LaptopError(
                    "The hub has not settled in time.",
                    "See what is left with ./lifeos documents; the auditor goes on by itself.",
                )
            time.sleep(ROUND_PAUSE_S)

    def _invoke(self, function: str, event: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            answer = self._client("lambda").invoke(
                FunctionName=f"{PREFIX}-{function}", Payload=json.dumps(event or {}).encode()
            )
            found = json.loads(answer["Payload"].read())
        except (ClientError, BotoCoreError) as error:
            raise LaptopError(
                f"The function {function} could not be called.",
                "Is the hub up? ./lifeos status",
            ) from error
        if "FunctionError" in answer or not isinstance(found, dict):
            raise LaptopError(
                f"The function {function} failed.", "Its log is in <home>/logs/emulator.log."
            )
        return found

    def _client(self, service: str) -> Any:
        return root_client(self.emulator, service)


def cloud_client(service: str) -> Any:
    """A client of AWS with the credentials and the region of the operator's own environment."""
    import boto3
    from botocore.config import Config

    return boto3.client(service, config=Config(connect_timeout=3, read_timeout=20))  # type: ignore[call-overload]


def root_client(emulator: Emulator, service: str) -> Any:
    """A client with the emulator's root credentials, patient enough for a whole audit."""
    # Half a second to import: only where one is made, so that `status` need not wait for it.
    import boto3
    from botocore.config import Config

    return boto3.client(  # type: ignore[call-overload]
        service,
        endpoint_url=emulator.url,
        region_name=REGION,
        aws_access_key_id=ROOT_KEY,
        aws_secret_access_key=ROOT_KEY,
        config=Config(connect_timeout=3, read_timeout=310, retries={"max_attempts": 1}),
    )
