"""An API function answers before the gateway stops waiting, whatever it stands on hangs."""

from __future__ import annotations

import pytest
from lifeos.adapters.patience import CONTROL, HURRIED
from lifeos.adapters.postgres import NOTICES_SILENCE_WITHIN_S
from lifeos.adapters.s3_client import patience
from lifeos.settings import DatabaseSettings, StorageSettings

from functions.catalogue import CATALOGUE, Function
from tests.support.templates import PROFILES, synthesised

GATEWAY_S = 29  # Source: API Gateway quotas, integration timeout of a regional REST API
API = [record for record in CATALOGUE if record.trigger == "api"]
# Health is called by machines, and asks everything one after the other with limits of its own.
FOR_PEOPLE = [record for record in API if not all(route.public for route in record.routes)]


def name_of(record: Function) -> str:
    """Its name, as the test's."""
    return record.name


def environment(record: Function, profile: str) -> dict[str, str]:
    """What the template hands the function, as far as it is known before a deploy."""
    found = synthesised(profile).of_type("AWS::Lambda::Function").values()
    handed = [each["Environment"]["Variables"] for each in found if "Environment" in each]
    mine = next(each for each in handed if each.get("POWERTOOLS_SERVICE_NAME") == record.name)
    return {name: value for name, value in mine.items() if isinstance(value, str)}


def waits_s(record: Function, profile: str) -> dict[str, float]:
    """How long one call to each thing that the function stands on can last."""
    told = environment(record, profile)
    database = DatabaseSettings.model_validate(told)
    statement_s = max(database.statement_timeout_ms / 1000, NOTICES_SILENCE_WITHIN_S)
    storage = StorageSettings.model_validate({"STORAGE_KIND": "s3", "BUCKET_NAME": "b"} | told)
    known = {
        "table": CONTROL.gives_up_within_s,
        "machine": CONTROL.gives_up_within_s,
        "storage": patience(storage.read_timeout_s).gives_up_within_s,
        "database": database.connect_timeout_s + statement_s,
    }
    return {group: known[group] for group in record.settings if group in known}


def longest_s(record: Function, profile: str) -> float:
    """The longest a request can take: a call that gives up ends it with a 502.

    Before that it is counted, after that the idempotency record goes and the spans are kept.
    """
    waits = waits_s(record, profile)
    cleanup_s = waits["table"] if any(r.method != "GET" for r in record.routes) else 0
    return HURRIED.gives_up_within_s * 2 + max(waits.values()) + cleanup_s


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("record", FOR_PEOPLE, ids=name_of)
def test_whatever_hangs_there_is_an_answer_in_time(record: Function, profile: str) -> None:
    assert longest_s(record, profile) < record.timeout_s < GATEWAY_S


@pytest.mark.parametrize("record", API, ids=name_of)
def test_a_function_that_hangs_by_itself_is_ended_before_the_gateway_gives_up(
    record: Function,
) -> None:
    assert record.timeout_s < GATEWAY_S
