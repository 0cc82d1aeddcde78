"""Each function as its catalogue record says, in every profile."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lifeos import settings

from functions.catalogue import CATALOGUE, Function
from stacks import byte_code
from tests.support.templates import CLOUD, PROFILES, Json, synthesised

EACH = [(profile, record) for profile in PROFILES for record in CATALOGUE]
IDS = [f"{profile}-{record.name}" for profile, record in EACH]
each = pytest.mark.parametrize(("profile", "record"), EACH, ids=IDS)
OF_LIBRARIES = re.compile(r"^(POWERTOOLS|PYDANTIC)_")
# What stands in for a value that CloudFormation fills in.
RESOLVED = "arn:aws:service:eu-central-1:000000000000:thing"


def environment(properties: Json) -> dict[str, str]:
    """A function's variables as it would find them."""
    variables: dict[str, Any] = properties["Environment"]["Variables"]
    return {key: value if isinstance(value, str) else RESOLVED for key, value in variables.items()}


def names_read_by(record: Function) -> set[str]:
    """Every variable that the record's settings groups can read."""
    fields = [
        field for group in record.settings for field in settings.GROUPS[group].model_fields.values()
    ]
    return {str(field.alias) for field in fields}


@each
def test_its_environment_satisfies_its_settings(profile: str, record: Function) -> None:
    given = environment(synthesised(profile).function(record.name))

    read = [settings.read(settings.GROUPS[group], given) for group in record.settings]

    assert len(read) == len(record.settings)
    assert settings.read(settings.CoreSettings, given).profile == profile
    assert settings.read(settings.CoreSettings, given).function == record.name


@each
def test_it_is_told_nothing_its_settings_do_not_read(profile: str, record: Function) -> None:
    given = environment(synthesised(profile).function(record.name))

    unread = {name for name in given if not OF_LIBRARIES.match(name)} - names_read_by(record)

    assert unread == set()


@pytest.mark.parametrize("profile", PROFILES)
def test_every_group_is_set_for_some_function(profile: str) -> None:
    given = [set(environment(synthesised(profile).function(one.name))) for one in CATALOGUE]

    never = {
        group
        for group, model in settings.GROUPS.items()
        if not any({str(f.alias) for f in model.model_fields.values()} & names for names in given)
    }

    assert never == set()


@pytest.mark.parametrize("profile", CLOUD)
def test_in_the_cloud_no_database_url_with_a_password_is_handed_out(profile: str) -> None:
    for record in CATALOGUE:
        given = environment(synthesised(profile).function(record.name))

        assert "DATABASE_URL" not in given
        assert ("DATABASE_HOST" in given) == ("database" in record.settings)


@pytest.mark.parametrize("profile", PROFILES)
def test_each_record_has_one_function_and_each_function_of_ours_one_record(profile: str) -> None:
    made = synthesised(profile).of_type("AWS::Lambda::Function").values()

    ours = sorted(str(one["FunctionName"]) for one in made if "FunctionName" in one)

    assert ours == sorted(f"LifeOS-{record.name}" for record in CATALOGUE)


@each
def test_it_is_made_as_its_record_says(profile: str, record: Function) -> None:
    made = synthesised(profile).function(record.name)

    assert made["Runtime"] == "python3.13"
    assert made["Architectures"] == ["arm64"]
    assert made["Handler"] == "handler.handler"
    assert (made["MemorySize"], made["Timeout"]) == (record.memory_mb, record.timeout_s)
    assert made["Description"] == record.does


@each
def test_its_layers_are_its_records_and_on_the_laptop_our_own(
    profile: str, record: Function
) -> None:
    own = {"core", "migrations"}
    wanted = [name for name in record.layers if profile != "local" or name in own]

    made = [layer["Ref"] for layer in synthesised(profile).function(record.name)["Layers"]]

    assert [re.sub(r"^Layers|[0-9A-F]{8}$", "", ref).lower() for ref in made] == wanted


@pytest.mark.parametrize("profile", PROFILES)
def test_no_cold_start_compiles_our_own_code(profile: str) -> None:
    if profile != "local" and byte_code.RUNTIME != byte_code.THIS_PYTHON:
        pytest.skip("byte code for the cloud is made with the functions' Python")
    (core, *_) = [
        folder / "python/lifeos"
        for folder in synthesised(profile).folders()
        if (folder / "python/lifeos").is_dir()
    ]

    assert {path.stem for path in core.glob("*.py")} == {
        path.name.partition(".")[0] for path in core.glob("__pycache__/*.pyc")
    }


@pytest.mark.parametrize("profile", CLOUD)
def test_every_function_is_traced_in_the_cloud(profile: str) -> None:
    for record in CATALOGUE:
        made = synthesised(profile).function(record.name)

        assert made["TracingConfig"] == {"Mode": "Active"}
        assert made["Environment"]["Variables"]["POWERTOOLS_TRACE_DISABLED"] == "false"


@pytest.mark.parametrize("profile", PROFILES)
def test_every_function_logs_into_a_group_that_forgets(profile: str) -> None:
    deployed = synthesised(profile)
    groups = deployed.of_type("AWS::Logs::LogGroup")
    kept = {id_.split("/")[1] for id_, group in groups.items() if group.get("RetentionInDays")}

    logging = {
        id_: made.get("LoggingConfig", {}).get("LogGroup", {}).get("Ref")
        for id_, made in deployed.of_type("AWS::Lambda::Function").items()
    }

    assert {id_ for id_, group in logging.items() if group not in kept} == set()
    assert len(kept) == len(groups)


@pytest.mark.parametrize("profile", PROFILES)
def test_captured_answers_never_reach_a_trace(profile: str) -> None:
    for record in CATALOGUE:
        variables = synthesised(profile).function(record.name)["Environment"]["Variables"]

        assert variables["POWERTOOLS_TRACER_CAPTURE_RESPONSE"] == "false"
        assert "POWERTOOLS_LOGGER_LOG_EVENT" not in variables
