"""Mails nobody here wrote, against their checked truth."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lifeos.contracts.facts import DocumentData
from lifeos.senses.mail.sense import EmlSense

from tests.support import real_files
from tests.support.readings import Read, head_of, read_all, source_of

pytestmark = pytest.mark.real_files
ENTRIES = real_files.entries("eml")


def _name(entry: dict[str, Any]) -> str:
    return str(entry["file"])


def _read(entry: dict[str, Any], folder: Path) -> Read:
    content = real_files.path_of(entry).read_bytes()
    return read_all(EmlSense(), source_of(folder, content, "mail"))


def test_the_collection_is_there() -> None:
    if real_files.folder() is None:
        pytest.skip("The collection of real files is not on this machine (LIFEOS_REAL_FILES).")

    assert len(ENTRIES) >= 5


@pytest.mark.parametrize("entry", ENTRIES, ids=_name)
def test_headers_and_words_agree(entry: dict[str, Any], tmp_path: Path) -> None:
    found, truth = _read(entry, tmp_path), entry["truth"]

    words = found.text.partition("\n\n")[2] or found.text
    assert found.tally.title == truth["subject"]
    assert found.tally.issuer is not None
    assert found.tally.issuer in truth["from"]
    (fact,) = found.facts
    assert isinstance(fact.data, DocumentData)
    if truth["date_iso"]:
        assert fact.occurred.start == datetime.fromisoformat(truth["date_iso"])
    else:
        assert (fact.data.dated_on, found.tally.dated_on) == (None, None)
        assert fact.occurred.uncertainty_days > 365
    assert " ".join(words.split()).startswith(truth["body_starts"])
    assert found.tally.doubts == []


@pytest.mark.parametrize("entry", ENTRIES, ids=_name)
def test_attachments_agree_those_of_forwarded_mails_included(
    entry: dict[str, Any], tmp_path: Path
) -> None:
    found = _read(entry, tmp_path)

    inner = [
        attachment
        for outer in found.attachments
        if outer.media_type == "message/rfc822"
        for attachment in read_all(EmlSense(), source_of(tmp_path, outer.content)).attachments
    ]
    got = [(a.name, a.media_type, len(a.content)) for a in [*found.attachments, *inner]]
    expected = entry["truth"]["attachments"]
    assert [item[:2] for item in got] == [(item["name"], item["type"]) for item in expected]
    for (_, _, size), item in zip(got, expected, strict=True):
        assert item["bytes"] in (None, size)


@pytest.mark.parametrize("entry", ENTRIES, ids=_name)
def test_they_are_known_by_content(entry: dict[str, Any]) -> None:
    content = real_files.path_of(entry).read_bytes()

    assert EmlSense().score(head_of(content, "x")) >= 0.6
