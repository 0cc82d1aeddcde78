"""ASSERT's look at whole files: each hostile class by its reason, each honest one let through."""

from __future__ import annotations

from pathlib import Path

import pytest
from lifeos.errors import RejectedError
from lifeos.senses import registry
from lifeos.senses.guards import screening

from tests.support.hostile import READ, Case, cases
from tests.support.picking import picked
from tests.support.readings import source_of

# Those that need the cage to end, or many seconds to be made, are left to `bench-hostile`.
QUICK = [case for case in cases() if case.group not in ("pdf", "text")]


def verdict(case: Case, tmp_path: Path) -> str:
    """READ, or the reason code, as PICK and ASSERT come to it."""
    sense, source = picked(tmp_path, case.make(), case.name, declared=case.declared)
    try:
        screening.check(source, declared=case.declared)
        if sense is None:
            return "unsupported-type"
        sense.check(source)
        list(sense.read(source))
    except RejectedError as refused:
        return refused.reason
    return READ


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.title)
def test_each_file_gets_its_verdict(case: Case, tmp_path: Path) -> None:
    found = verdict(case, tmp_path)

    assert case.is_right(found), f"{found}, not {case.right}"


def test_the_set_has_every_class_the_hub_promises_to_refuse() -> None:
    reasons = {reason for case in cases() for reason in case.right}

    assert reasons >= {
        *("empty-file", "wrong-type", "password-required", "truncated", "damaged"),
        *("two-formats", "archive-bomb", "nested-archive", "unsafe-path", "image-bomb"),
        *("xml-entities-not-allowed", "too-many-pages", "unsupported-type"),
    }


def test_a_password_is_asked_for_in_words_that_help(tmp_path: Path) -> None:
    secret = next(case for case in QUICK if case.name == "secret.pdf")
    source = source_of(tmp_path, secret.make(), secret.name)

    with pytest.raises(RejectedError) as refused:
        registry.named("pdf").check(source)

    assert refused.value.detail == (
        "This PDF is protected by a password. Remove the password and upload it again."
    )


def test_a_sentence_about_a_type_names_both_sides(tmp_path: Path) -> None:
    _, page = picked(tmp_path, b"<html></html>", "bill.pdf")

    with pytest.raises(RejectedError, match=r"says \.pdf, but the content is a web page"):
        screening.check(page, declared="application/pdf")
