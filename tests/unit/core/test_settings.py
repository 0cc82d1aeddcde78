"""The environment, typed: what is missing is named, what is there is never told."""

from __future__ import annotations

import pytest
from lifeos.settings import (
    GROUPS,
    CoreSettings,
    DatabaseSettings,
    FlagsSettings,
    MachineSettings,
    QuotaSettings,
    RetentionSettings,
    Settings,
    SocketSettings,
    StorageSettings,
    TableSettings,
    read,
)
from pydantic import ValidationError

from functions.catalogue import CATALOGUE

SOUND: dict[type[Settings], dict[str, str]] = {
    CoreSettings: {
        "LIFEOS_PROFILE": "local",
        "POWERTOOLS_SERVICE_NAME": "health_api",
        "PIPELINE_VERSION": "3",
    },
    TableSettings: {"TABLE_NAME": "status"},
    StorageSettings: {"STORAGE_KIND": "s3", "BUCKET_NAME": "originals"},
    MachineSettings: {"INGEST_MACHINE_ARN": "arn:aws:states:eu:1:machine", "INGEST_MAX_RUNS": "20"},
    QuotaSettings: {
        "QUOTA_FILES_PER_DAY": "500",
        "QUOTA_BYTES_PER_DAY": "1000000",
        "QUOTA_ZONE": "Europe/Amsterdam",
    },
    RetentionSettings: {"KEEP_DELETED_DAYS": "30"},
    SocketSettings: {"SOCKET_ENDPOINT": "/_aws/execute-api/abc/live"},
    FlagsSettings: {
        "FLAGS_APPLICATION": "abc1234",
        "FLAGS_ENVIRONMENT": "def5678",
        "FLAGS_CONFIGURATION": "ghi9012",
        "FLAGS_MAX_AGE_S": "60",
    },
    DatabaseSettings: {},
}


def test_every_group_a_function_names_exists_and_is_tried_here() -> None:
    named = {name for function in CATALOGUE for name in function.settings}

    assert named <= set(GROUPS)
    assert set(GROUPS.values()) == set(SOUND)


@pytest.mark.parametrize("group", SOUND)
def test_a_sound_environment_is_read_whatever_else_is_in_it(group: type[Settings]) -> None:
    settings = read(group, {**SOUND[group], "PATH": "/bin", "HOME": "/"})

    assert isinstance(settings, group)


@pytest.mark.parametrize(
    ("group", "variable"), [(group, variable) for group, told in SOUND.items() for variable in told]
)
def test_a_missing_variable_is_named_and_no_value_is_told(
    group: type[Settings], variable: str
) -> None:
    environment = {name: value for name, value in SOUND[group].items() if name != variable}

    with pytest.raises(ValidationError) as error:
        read(group, {**environment, "SECRET": "MARKED"})

    assert variable in str(error.value)
    assert "MARKED" not in str(error.value)


WRONG = [
    (CoreSettings, {"LIFEOS_PROFILE": "MARKED"}),
    (CoreSettings, {"PIPELINE_VERSION": "0"}),
    (CoreSettings, {"PIPELINE_VERSION": "MARKED"}),
    (TableSettings, {"TABLE_NAME": ""}),
    (StorageSettings, {"STORAGE_KIND": "MARKED"}),
    (StorageSettings, {"BUCKET_NAME": ""}),
    (MachineSettings, {"INGEST_MAX_RUNS": "0"}),
    (DatabaseSettings, {"DATABASE_PORT": "MARKED"}),
]


@pytest.mark.parametrize(("group", "wrong"), WRONG)
def test_a_wrong_value_is_refused_without_being_repeated(
    group: type[Settings], wrong: dict[str, str]
) -> None:
    with pytest.raises(ValidationError) as error:
        read(group, {**SOUND[group], **wrong})

    assert next(iter(wrong)) in str(error.value)
    assert "MARKED" not in str(error.value)


def test_secrets_are_not_shown() -> None:
    storage = read(StorageSettings, {**SOUND[StorageSettings], "STORAGE_SECRET": "MARKED"})
    database = read(DatabaseSettings, {"DATABASE_URL": "postgresql://u:MARKED@h/d"})

    assert "MARKED" not in repr(storage) + str(storage) + repr(database) + str(database)
    assert storage.secret is not None
    assert storage.secret.get_secret_value() == "MARKED"


def test_settings_are_frozen() -> None:
    core = read(CoreSettings, SOUND[CoreSettings])

    with pytest.raises(ValidationError):
        core.profile = "scale"  # type: ignore[misc]


def test_tuning_values_have_defaults_with_their_unit_in_the_name() -> None:
    database = read(DatabaseSettings, {})

    assert (database.statement_timeout_ms, database.connect_timeout_s) == (20_000, 3)


@pytest.mark.parametrize(
    ("endpoint", "beside", "clients_url"),
    [
        ("https://a.execute-api.x/live", None, "wss://a.execute-api.x/live"),
        ("https://a.execute-api.x/live", "http://other", "wss://a.execute-api.x/live"),
        ("/_aws/execute-api/a/live", "http://h:1/", "ws://h:1/_aws/execute-api/a/live"),
    ],
)
def test_clients_connect_where_sockets_are_managed(
    endpoint: str, beside: str | None, clients_url: str
) -> None:
    told = {"SOCKET_ENDPOINT": endpoint} | ({"AWS_ENDPOINT_URL": beside} if beside else {})

    found = read(SocketSettings, told)

    assert found.clients_url == clients_url
    assert found.url == clients_url.replace("ws", "http", 1)
