"""What a layer holds is used by what the layer is for, and nothing big slips in."""

from __future__ import annotations

import re

import pytest

from tests.architecture.rules import imports
from tests.support.sources import CORE, ROOT, below

LAYERS = ROOT / "layers"
GROUPS = ("base", "data", "senses")
_NAME = re.compile(r"^([A-Za-z0-9_-]+)", re.M)
IMPORTED_AS = {
    "aws-lambda-powertools": "aws_lambda_powertools",
}
# Used without an import of ours.
INDIRECT = {
    "tzdata": "zoneinfo reads it; a Lambda image has no zone files",
}
TOO_BIG = {"aws-cdk-lib", "moto", "mypy", "pytest", "openai"}


def required(group: str) -> list[str]:
    """Names in one layer's requirements."""
    text = (LAYERS / group / "requirements.txt").read_text(encoding="utf-8")
    return [name.lower() for name in _NAME.findall(text)]


@pytest.mark.parametrize("group", GROUPS)
def test_whatever_a_layer_holds_is_used(group: str) -> None:
    tops = {name.partition(".")[0] for s in below(CORE) for _, name in imports(s.tree)}

    unused = [
        name
        for name in required(group)
        if name not in INDIRECT and IMPORTED_AS.get(name, name) not in tops
    ]

    assert unused == []


def test_nothing_of_the_template_or_of_the_tests_is_in_a_layer() -> None:
    held = {name for group in GROUPS for name in required(group)}

    assert held & TOO_BIG == set()


def test_the_checkouts_requirements_include_every_layer() -> None:
    wanted = (ROOT / "requirements.in").read_text(encoding="utf-8")

    assert [g for g in GROUPS if f"-r layers/{g}/requirements.txt" not in wanted] == []


def test_every_layer_group_has_requirements_and_no_content() -> None:
    folders = {path.name for path in LAYERS.iterdir() if path.is_dir()}

    inside = {path.name for group in GROUPS for path in (LAYERS / group).iterdir()}

    assert folders == {"core", *GROUPS}
    assert inside == {"requirements.lock", "requirements.txt"}
