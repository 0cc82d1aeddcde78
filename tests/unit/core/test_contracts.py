"""The published models: closed, frozen, money as text, examples that hold."""

from __future__ import annotations

import importlib
import json
import pkgutil
from datetime import UTC, date, datetime
from decimal import Decimal
from types import ModuleType
from typing import Any

import lifeos.contracts
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.contracts.base import DecimalText, Model
from lifeos.contracts.documents import NewDocument
from lifeos.contracts.facts import Occurred, TaxLine
from lifeos.contracts.ingest import MAX_PAYLOAD_BYTES, Claim, Failure, ObjectRef, Plan, StepInput
from pydantic import TypeAdapter, ValidationError

from tests.support.ingest import ticket


def modules() -> list[ModuleType]:
    found = pkgutil.iter_modules(lifeos.contracts.__path__, "lifeos.contracts.")
    return [importlib.import_module(module.name) for module in found]


MODELS = sorted(
    {
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Model) and value is not Model
    },
    key=lambda model: model.__name__,
)
EXAMPLES = [
    pytest.param(info, example, id=f"{model.__name__}.{name}={example}")
    for model in MODELS
    for name, info in model.model_fields.items()
    for example in info.examples or []
]
NEW = {"name": "a.pdf", "size_bytes": 1, "media_type": "text/plain", "sha256": "0" * 64}


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_closed_frozen_and_quiet_about_its_input(model: type[Model]) -> None:
    config = model.model_config

    assert config.get("extra") == "forbid"
    assert config.get("frozen")
    assert config.get("hide_input_in_errors")
    assert model.__doc__


@pytest.mark.parametrize(("info", "example"), EXAMPLES)
def test_every_example_holds(info: Any, example: object) -> None:
    TypeAdapter(info.annotation).validate_python(example)


@pytest.mark.parametrize("model", MODELS)
def test_every_model_has_a_json_schema_without_open_objects(model: type[Model]) -> None:
    schema = model.model_json_schema(mode="serialization")

    assert schema["additionalProperties"] is False
    assert "number" not in json.dumps(schema.get("properties", {}).get("amount", {}))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_money_travels_as_text_and_comes_back_to_the_last_digit(amount: Decimal) -> None:
    adapter = TypeAdapter(DecimalText)

    told = json.loads(adapter.dump_json(amount))

    assert isinstance(told, str)
    assert "e" not in told.lower()
    assert adapter.validate_python(told) == amount


@pytest.mark.parametrize("value", [0.1, "NaN", "Infinity", "", "1,50", None])
def test_money_that_is_no_decimal_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        TaxLine(rate=Decimal(19), tax=value)


def test_money_as_a_json_number_with_a_fraction_is_refused() -> None:
    with pytest.raises(ValidationError):
        TaxLine.model_validate_json('{"rate": "19", "tax": 0.1}')


WRONG = [
    {"name": ""},
    {"name": "n" * 256},
    {"size_bytes": -1},
    {"size_bytes": 5 * 1024**3 + 1},
    {"media_type": "pdf"},
    {"media_type": "TEXT/PLAIN"},
    {"media_type": "text/plain; charset=utf-8"},
    {"media_type": "text/plain\n"},
    {"sha256": "0" * 63},
    {"sha256": "A" * 64},
    {"sha256": "0" * 64 + "\n"},
    {"owner": "somebody"},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_new_document_that_cannot_be_right_is_refused_without_its_value(
    wrong: dict[str, Any],
) -> None:
    with pytest.raises(ValidationError) as error:
        NewDocument.model_validate({**NEW, **wrong})

    assert "input_value" not in str(error.value)


@pytest.mark.parametrize("size_bytes", [0, 1, 5 * 1024**3])
def test_any_size_up_to_what_the_store_takes_is_right(size_bytes: int) -> None:
    assert NewDocument.model_validate({**NEW, "size_bytes": size_bytes}).size_bytes == size_bytes


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("2026-03-14", date(2026, 3, 14)),
        ("2026-03-14T09:26:53Z", datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)),
    ],
)
def test_a_day_stays_a_day_and_an_instant_an_instant(told: str, read: object) -> None:
    occurred = Occurred.model_validate_json(json.dumps({"start": told}))

    assert occurred.start == read
    assert type(occurred.start) is type(read)


def test_the_largest_state_input_stays_far_below_what_step_functions_takes() -> None:
    ref = ObjectRef(bucket="b" * 63, key="k" * 1024, version_id="v" * 1024)
    step = StepInput(
        ticket=ticket().model_copy(update={"object": ref}),
        claim=Claim(sha256="0" * 64, duplicate_of=ticket().document_id),
        plan=Plan(sense="s" * 64, sense_version=1, media_type="m" * 200),
        failure=Failure(error="E" * 256, cause="\u00fc" * 4096),
    )

    assert len(step.model_dump_json().encode()) < MAX_PAYLOAD_BYTES
