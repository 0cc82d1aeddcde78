"""The feature flags as an operator changes them: versions and deployments in AppConfig.

The same calls on a laptop and in the cloud, where they are made with the operator's own
credentials. Nothing of the hub is deployed again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.operator import PREFIX
from local.trouble import LaptopError
from operations.flags import AT_ONCE, FIRST, IN_STEPS, Document

Told = dict[str, Any]
_UNDER_WAY = ("DEPLOYING", "BAKING")
_IN_FORCE = (*_UNDER_WAY, "COMPLETE")


@dataclass(frozen=True)
class FlagBoard:
    """The flags of one hub. Raises (all methods): LaptopError."""

    client: Any  # AppConfig
    prefix: str = PREFIX

    def document(self) -> Document:
        """What is in force, or on its way to be."""
        found = self._in_force()
        return self._content(found[0]["ConfigurationVersion"]) if found else dict(FIRST)

    def state(self) -> str:
        """What the last change is doing, in words."""
        last = next(iter(self._deployments()), None)
        if last is None:
            return "Nothing was ever changed."
        share = f", {last['PercentageComplete']:g} %" if last["State"] == "DEPLOYING" else ""
        return f"Version {last['ConfigurationVersion']}: {last['State'].lower()}{share}."

    def put(self, document: Document, *, at_once: bool) -> str:
        """Store another version and let it spread; its number."""
        with _calls():
            made = self.client.create_hosted_configuration_version(
                **self._profile,
                Content=json.dumps(document).encode(),
                ContentType="application/json",
            )
        version = str(made["VersionNumber"])
        self._spread(version, at_once=at_once)
        return version

    def back(self) -> str:
        """Stop a change that is spreading, or go back to the version before; what was done."""
        deployments = self._deployments()
        if deployments and deployments[0]["State"] in _UNDER_WAY:
            with _calls():
                self.client.stop_deployment(
                    **self._environment, DeploymentNumber=deployments[0]["DeploymentNumber"]
                )
            return f"Version {deployments[0]['ConfigurationVersion']} was taken back."
        found = self._in_force()
        earlier = [one["ConfigurationVersion"] for one in found]
        before = next((version for version in earlier if version != earlier[0]), None)
        if before is None:
            raise LaptopError("There is no version before this one.", "See ./lifeos flags list.")
        self._spread(before, at_once=True)
        return f"Version {before} is in force again."

    def _spread(self, version: str, *, at_once: bool) -> None:
        ways = self._named(self.client.list_deployment_strategies)
        steps = None if at_once else ways.get(f"{self.prefix}-{IN_STEPS}")
        with _calls():
            self.client.start_deployment(
                **self._environment,
                ConfigurationProfileId=self._profile["ConfigurationProfileId"],
                ConfigurationVersion=version,
                DeploymentStrategyId=steps or ways[f"{self.prefix}-{AT_ONCE}"],
            )

    def _content(self, version: str) -> Document:
        with _calls():
            answer = self.client.get_hosted_configuration_version(
                **self._profile, VersionNumber=int(version)
            )
            document: Document = json.loads(answer["Content"].read())
        return document

    def _in_force(self) -> list[Told]:
        return [one for one in self._deployments() if one["State"] in _IN_FORCE]

    def _deployments(self) -> list[Told]:
        """Newest first."""
        with _calls():
            found = self.client.list_deployments(**self._environment)["Items"]
        return sorted(found, key=lambda one: -int(one["DeploymentNumber"]))

    @cached_property
    def _application(self) -> Told:
        found = self._named(self.client.list_applications)
        if self.prefix not in found:
            raise LaptopError(
                f"There are no flags of a hub named {self.prefix}.",
                "Is the hub up? ./lifeos status",
            )
        return {"ApplicationId": found[self.prefix]}

    @cached_property
    def _environment(self) -> Told:
        found = self._named(self.client.list_environments, **self._application)
        return {**self._application, "EnvironmentId": next(iter(found.values()))}

    @cached_property
    def _profile(self) -> Told:
        found = self._named(self.client.list_configuration_profiles, **self._application)
        return {**self._application, "ConfigurationProfileId": found["flags"]}

    @staticmethod
    def _named(list_page: Callable[..., Told], **of: Any) -> dict[str, str]:
        """Id by name, of all pages."""
        found: dict[str, str] = {}
        page: Told = {"NextToken": None}
        while "NextToken" in page:
            more = {"NextToken": page["NextToken"]} if page["NextToken"] else {}
            with _calls():
                page = list_page(**of, **more)
            found |= {one["Name"]: one["Id"] for one in page["Items"]}
        return found


@contextmanager
def _calls() -> Iterator[None]:
    """Calls of AppConfig. Raises: LaptopError."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code == "ConflictException":
            raise LaptopError(
                "Another change is still spreading.",
                "Wait for it (./lifeos flags list), or take it back: ./lifeos flags back.",
            ) from error
        raise LaptopError(
            f"AppConfig refused it ({code}).", "What may be stored: operations/flags.py"
        ) from error
    except BotoCoreError as error:
        raise LaptopError(
            "AppConfig could not be reached.", "Is the hub up? ./lifeos status"
        ) from error
