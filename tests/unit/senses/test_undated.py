from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lifeos.senses.html.sense import HtmlSense
from lifeos.senses.mail.sense import EmlSense
from lifeos.senses.models import FactDraft, Sense
from lifeos.senses.texts.sense import PlainTextSense

from tests.support.readings import source_of

FILES: list[tuple[Sense, bytes]] = [
    (PlainTextSense(), b"\n\nmilk, bread\n"),
    (EmlSense(), b"From: a@b.c\nSubject: x\n\nbody"),
    (HtmlSense(), b"<html><body><p>milk, bread</p></body></html>"),
    (HtmlSense(), b"<html><body></body></html>"),
]


@pytest.mark.parametrize(("sense", "content"), FILES)
def test_an_undated_file_is_a_fact_of_the_day_it_came(
    sense: Sense, content: bytes, tmp_path: Path
) -> None:
    source = replace(source_of(tmp_path, content), received_on=date(2026, 3, 2))

    (fact,) = [one for one in sense.read(source) if isinstance(one, FactDraft)]

    assert fact.occurred.start == date(2026, 3, 2)
    assert fact.occurred.uncertainty_days > 36_000
    assert fact.confidence_reason == "the file names no day of its own"
    assert all(place.snippet.encode() in content for place in fact.evidence)
    assert fact.evidence


def test_a_file_nobody_knows_the_arrival_of_still_is_a_fact(tmp_path: Path) -> None:
    source = source_of(tmp_path, b"milk")

    (fact,) = [one for one in PlainTextSense().read(source) if isinstance(one, FactDraft)]

    assert fact.occurred.start == date(1970, 1, 1)
