"""People and files for the tests of a deployed hub."""

from __future__ import annotations

from functools import cache

import pytest

from samples import inbox
from samples.life import live
from samples.truth import Filed
from tests.support.hub import RunningHub
from tests.support.visitor import Visitor

SEED = 23  # another life than the one that ships as the sample


@cache
def inbox_files() -> list[Filed]:
    """A generated inbox with its truth."""
    return inbox.files(live(SEED))


def a_file(file_format: str, *, outcome: str = "done", at: int = 0) -> Filed:
    """The `at`-th file of that format and expected outcome."""
    found = [one for one in inbox_files() if (one.format, one.outcome) == (file_format, outcome)]
    return found[at]


def a_bill(at: int = 0) -> Filed:
    """The `at`-th invoice."""
    invoices = [one for one in inbox_files() if one.outcome == "done" and one.format == "pdf"]
    return [one for one in invoices if one.facts and one.facts[0].kind == "invoice"][at]


@pytest.fixture
def visitor(hub: RunningHub) -> Visitor:
    """Somebody new."""
    return Visitor.new(hub)
