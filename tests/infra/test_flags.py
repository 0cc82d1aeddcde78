"""Feature flags in the template: one place, one first version, steps, and who may read them."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from lifeos.contracts.flags import FlagDocument
from lifeos.senses import registry
from pydantic import ValidationError

from functions.catalogue import CATALOGUE
from operations.alarms import named
from operations.flags import FIRST, FLAGS, SCHEMA, SENSES, changed, described
from tests.support.ingest import ANNA
from tests.support.templates import CLOUD, PROFILES, Json, listed, statements, synthesised

KIND = "AWS::AppConfig::"
READING = {"appconfig:GetLatestConfiguration", "appconfig:StartConfigurationSession"}


def only(profile: str, kind: str) -> Json:
    """The one resource of its kind."""
    (made,) = synthesised(profile).of_type(KIND + kind).values()
    return made


def ways(profile: str) -> dict[str, Json]:
    """Deployment strategies by name."""
    made = synthesised(profile).of_type(KIND + "DeploymentStrategy").values()
    return {str(one["Name"]): one for one in made}


def test_every_reader_has_its_flag() -> None:
    assert {sense.name for sense in registry.all_senses()} == set(SENSES)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_deploy_never_takes_back_what_an_operator_switched(profile: str) -> None:
    """Any change of these makes CloudFormation deploy the first version once more."""
    version, deployed = (only(profile, k) for k in ("HostedConfigurationVersion", "Deployment"))

    assert json.loads(version["Content"]) == {"reading": {"default": True}}
    assert version.keys() == {
        "ApplicationId", "ConfigurationProfileId", "Content", "ContentType",
    }  # fmt: skip
    assert deployed.keys() == {
        "ApplicationId", "ConfigurationProfileId", "ConfigurationVersion",
        "DeploymentStrategyId", "EnvironmentId",
    }  # fmt: skip


@pytest.mark.parametrize("profile", PROFILES)
def test_switching_off_is_at_once_and_on_in_steps_in_the_cloud(profile: str) -> None:
    found = ways(profile)

    at_once = found.pop("LifeOS-AtOnce")
    assert at_once["DeploymentDurationInMinutes"] == at_once["FinalBakeTimeInMinutes"] == 0
    assert at_once["GrowthFactor"] == 100
    assert set(found) == ({"LifeOS-InSteps"} if profile in CLOUD else set())
    for steps in found.values():
        assert (steps["GrowthType"], steps["GrowthFactor"]) == ("LINEAR", 20)
        assert steps["DeploymentDurationInMinutes"] == steps["FinalBakeTimeInMinutes"] == 10


@pytest.mark.parametrize("profile", CLOUD)
def test_documents_that_begin_to_fail_take_a_change_back(profile: str) -> None:
    (monitor,) = only(profile, "Environment")["Monitors"]
    (name,) = (part for part in monitor["AlarmArn"]["Fn::GetAtt"] if part != "Arn")

    alarms = synthesised(profile).of_type("AWS::CloudWatch::Alarm").items()
    alarm = next(one for id_, one in alarms if id_.endswith(f"/{name}"))
    proves = named("documents-failed")
    assert (alarm["MetricName"], alarm["Statistic"]) == (proves.metric, proves.statistic)
    assert [(one["Name"], one["Value"]) for one in alarm["Dimensions"]] == [*proves.dimensions]


def test_a_laptop_watches_no_alarm() -> None:
    assert "Monitors" not in only("local", "Environment")


@pytest.mark.parametrize("profile", CLOUD)
def test_only_what_asks_may_read_and_only_this_configuration(profile: str) -> None:
    may = [
        (id_, json.dumps(one["Resource"]))
        for id_, one in statements(synthesised(profile))
        if READING & set(listed(one["Action"]))
    ]

    asking = {record.name for record in CATALOGUE if "flags" in record.settings}
    assert asking == {"ingest_pick", "audit"}
    assert len(may) == len(asking)
    for _, resource in may:
        assert all(part in resource for part in ("/environment/", "/configuration/"))
        assert "*" not in resource


def valid(document: Any) -> bool:
    try:
        jsonschema.Draft4Validator(SCHEMA).validate(document)
    except jsonschema.ValidationError:
        return False
    return True


def understood(document: Any) -> bool:
    try:
        FlagDocument.model_validate(document)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("percent", [None, 0, 12.5, 100])
@pytest.mark.parametrize("people", [(), (str(ANNA),)])
def test_whatever_the_command_writes_is_stored_and_understood(
    on: bool, percent: float | None, people: tuple[str, ...]
) -> None:
    for flag in FLAGS:
        document = changed(FIRST, flag, on=on, people=people, percent=percent)

        assert valid(document)
        assert understood(document)
        assert dict(described(document)).keys() == set(FLAGS)


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"sense.pdf": {"default": 1}},
        {"sense.pdf": {"default": True, "note": ""}},
        {"sense.pdf": {"default": True, "rules": {}}},
        changed(FIRST, "sense.pdf", on=False, percent=101),
        changed(FIRST, "sense.pdf", on=False, people=["Anna"]),
        changed(FIRST, "sense.pdf", on=False, people=[str(ANNA).upper()]),
        {"sense.pdf": {"default": True, "rules": {"r": {"when_match": False, "conditions": [
            {"action": "EQUALS", "key": "person", "value": str(ANNA)}]}}}},
    ],
)  # fmt: skip
def test_what_is_not_understood_is_not_stored_either(document: Any) -> None:
    assert not valid(document)
    assert not understood(document)


def test_a_misspelt_flag_is_not_stored() -> None:
    assert not valid(changed(FIRST, "sense.pfd", on=False))


def test_a_flag_is_told_in_words() -> None:
    document = changed(FIRST, "sense.pdf", on=False, people=[str(ANNA)], percent=20)

    told = dict(described(document))

    assert told["sense.pdf"] == f"on; off for {ANNA}; off for 20 % of people"
    assert told["sense.csv"] == "on"
