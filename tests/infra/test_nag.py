"""cdk-nag, the AwsSolutions pack: nothing found but what is accepted beside its resource."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.support.templates import PROFILES, Json, synthesised

SUPPRESSED = re.compile(r"suppress", re.IGNORECASE)


def accepted(profile: str) -> Iterator[tuple[str, Json]]:
    """Every acceptance in the templates: the construct's path and the suppression."""
    for id_, resource in synthesised(profile).every():
        metadata = resource.get("Metadata", {})
        for one in metadata.get("cdk_nag", {}).get("rules_to_suppress", []):
            yield str(metadata.get("aws:cdk:path", id_)), one


@pytest.mark.parametrize("profile", PROFILES)
def test_the_pack_was_run_and_finds_nothing_that_is_not_accepted(profile: str) -> None:
    lines = synthesised(profile).nagged

    open_findings = [
        f"{line['ruleId']} {line['resourceId']}"
        for line in lines
        if line["compliance"] not in {"Compliant", "Suppressed", "N/A"}
    ]

    assert open_findings == []
    assert {line["compliance"] for line in lines} >= {"Compliant", "Suppressed"}
    assert len(lines) > 100


@pytest.mark.parametrize("profile", PROFILES)
def test_every_acceptance_has_a_reason_of_its_own(profile: str) -> None:
    told = list(accepted(profile))

    assert told
    assert [path for path, one in told if len(one["reason"]) < 25] == []


def test_no_acceptance_is_left_over() -> None:
    used = {
        line["ruleId"]
        for profile in PROFILES
        for line in synthesised(profile).nagged
        if line["compliance"] == "Suppressed"
    }

    told = {one["id"] for profile in PROFILES for _, one in accepted(profile)}

    assert told == used


@pytest.mark.parametrize("profile", PROFILES)
def test_permissions_are_accepted_one_by_one(profile: str) -> None:
    whole = [
        path
        for path, one in accepted(profile)
        if one["id"] == "AwsSolutions-IAM5" and not one.get("applies_to")
    ]

    assert whole == []
