"""Which sense a file goes to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lifeos.errors import RejectedError
from lifeos.senses import registry
from lifeos.senses.models import Sense

from tests.fakes.sense import FakeSense
from tests.support.readings import head_of

ROOT = Path(__file__).parents[3]


def test_every_sense_has_its_own_name_a_version_and_a_canonical_type() -> None:
    senses = registry.all_senses()

    assert len({sense.name for sense in senses}) == len(senses)
    assert all(sense.version >= 1 and sense.media_types for sense in senses)
    assert all(registry.named(sense.name).name == sense.name for sense in senses)


def test_a_name_this_code_does_not_know_is_refused() -> None:
    with pytest.raises(RejectedError) as refused:
        registry.named("telegram")

    assert refused.value.reason == "no-such-sense"


@pytest.mark.parametrize("sense", registry.all_senses(), ids=lambda sense: sense.name)
@pytest.mark.parametrize("content", [b"", b"\x00", b"\xff" * 64, b"%PDF-", b"<", b"BEGIN:", b"MZ"])
def test_every_score_is_between_nothing_and_certainty(sense: Sense, content: bytes) -> None:
    assert 0 <= sense.score(head_of(content)) <= 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "pdf"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nBEGIN:VEVENT\r\n", "ics"),
        (b"OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX>\r\n", "ofx"),
        (b"!Type:Bank\nD01/02/2026\nT-1.00\nPShop\n^\n", "qif"),
        (b"<!DOCTYPE html><html><body><p>Hello</p></body></html>", "html"),
    ],
)
def test_a_file_goes_to_the_sense_of_its_format_whatever_it_is_called(
    content: bytes, name: str
) -> None:
    picked = registry.pick(head_of(content, name="misnamed.bin"))

    assert picked is not None
    assert picked.name == name


@pytest.mark.parametrize(
    "content", [b"", bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01" + bytes(64)]
)
def test_what_nobody_reads_goes_to_nobody(content: bytes) -> None:
    assert registry.pick(head_of(content, name="bill.pdf")) is None


@pytest.mark.parametrize(
    ("scores", "winner"), [((0.2, 0.9), 1), ((0.5, 0.5), 0), ((0.29, 0.1), None), ((0.3, 0.0), 0)]
)
def test_the_surest_wins_if_it_is_sure_enough(
    monkeypatch: pytest.MonkeyPatch, scores: tuple[float, float], winner: int | None
) -> None:
    senses = (FakeSense(), FakeSense())
    for sense, score in zip(senses, scores, strict=True):
        sense.sure = score
    monkeypatch.setattr(registry, "all_senses", lambda: senses)

    picked = registry.pick(head_of(b"some text"))

    assert picked is (None if winner is None else senses[winner])


def test_asking_who_reads_a_file_imports_no_parser() -> None:
    code = (
        "import sys; from lifeos.senses import registry; from lifeos.senses.models import Head;"
        "registry.pick(Head(b'%PDF-1.7', 'a.pdf', 'application/pdf', 8));"
        "print([m for m in ('pypdfium2', 'pypdf', 'lxml', 'icalendar') if m in sys.modules])"
    )

    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
        env={"PYTHONPATH": "layers/core/python"},
    )  # fmt: skip

    assert told.stdout.strip() == "[]"
