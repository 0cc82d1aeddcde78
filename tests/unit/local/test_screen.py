"""What is shown: one screenful, with nothing in it that acts on a terminal."""

from __future__ import annotations

import io
import unicodedata
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from local.doctor import Check
from local.home import Home, write_json
from local.hub import Arrival, Hub
from local.livelog import Line
from local.sample import Found
from local.screen import (
    clean,
    make_console,
    show_arrival,
    show_checks,
    show_found,
    show_line,
    show_status,
    show_trouble,
)
from local.status import Part, Status
from local.trouble import LaptopError

HOSTILE = "bill\x1b[2J\u202egnp.exe\n[bold]x[/bold].pdf"


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    hub = Hub.at(Home(tmp_path / "home"), tmp_path, 4700)
    hub.home.prepare()
    write_json(hub.home.outputs_file, {"Api": {"RestApiId": "r1", "Stage": "live"}})
    return hub


def screen() -> Console:
    """A console that keeps what it was told."""
    return Console(file=io.StringIO(), width=120, markup=False, highlight=False, emoji=False)


def shown(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@given(st.text())
def test_no_text_can_act_on_the_terminal(text: str) -> None:
    safe = clean(text)

    assert not any(unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" for c in safe)
    assert len(safe) == len(text)


@given(st.text(max_size=60), st.integers(min_value=1, max_value=40))
def test_a_cut_text_keeps_its_width(text: str, width: int) -> None:
    assert len(clean(text, width)) <= width


def test_a_failure_is_one_sentence_and_one_way_out() -> None:
    console = screen()

    show_trouble(console, LaptopError("Port 4566 is in use.", "Try --port 4567"))

    assert shown(console) == "✗ Port 4566 is in use.\n→ Try --port 4567\n"


def test_a_newcomer_sees_where_everything_is_in_one_screenful(hub: Hub) -> None:
    console = screen()
    arrival = Arrival(seconds={"PostgreSQL": 0.6, "deploy": 8.0}, deployed=True)
    found = Found()
    found.outcomes.update({"done": 30, "rejected": 3})
    found.kinds.update({f"kind_{n}": 2 for n in range(8)})
    found.sums[("kind_0", "EUR")] = Decimal("1234.5")

    show_arrival(console, hub, arrival=arrival, found=found, took_s=9.4)

    text = shown(console)
    assert text.count("\n") <= 40
    assert "up after 9.4 s" in text
    assert hub.api_url in text
    assert "33 files (30 done, 3 rejected)" in text
    assert "1,234.50 EUR" in text
    assert "./lifeos ingest FILE_OR_FOLDER --home" in text


def test_the_usual_home_is_not_repeated_in_every_command(tmp_path: Path) -> None:
    hub = Hub.at(Home(tmp_path / ".lifeos"), tmp_path, 4700)
    hub.home.prepare()
    write_json(hub.home.outputs_file, {"Api": {"RestApiId": "r1", "Stage": "live"}})
    console = screen()

    show_arrival(console, hub, arrival=Arrival(), found=None, took_s=1.0)

    assert "--home" not in shown(console)


def test_what_was_healed_and_skipped_is_said(hub: Hub) -> None:
    console = screen()

    arrival = Arrival(healed=["emulator", "postgres"])
    show_arrival(console, hub, arrival=arrival, found=None, took_s=1.0)

    assert "healed after an interrupted run: emulator, postgres" in shown(console)
    assert "nothing to deploy" in shown(console)


def test_what_was_derived_again_after_a_crash_is_said(hub: Hub) -> None:
    console = screen()

    arrival = Arrival(rebuilt="7 uploads = 7 done")
    show_arrival(console, hub, arrival=arrival, found=None, took_s=1.0)

    assert "derived again after a crash: 7 uploads = 7 done" in shown(console)


def test_a_sample_that_failed_is_a_remark() -> None:
    console = screen()

    show_found(console, Found(trouble="The hub is not there."))

    assert shown(console) == "\nThe sample inbox is not complete: The hub is not there.\n"


def test_an_event_fits_a_narrow_terminal_with_its_whole_id() -> None:
    console = Console(file=io.StringIO(), width=110, markup=False, highlight=False)
    correlation_id = f"cli-{'0123456789abcdef' * 2}"
    keys = {"service": "ingest_end", "correlation_id": correlation_id}
    line = Line(datetime.now(UTC), "ingest_end", "INFO", "x", {**keys, "duration_ms": 12.4})

    show_line(console, line, name="a long name of a file.pdf", outcome="needs_review")

    text = shown(console)
    assert text.rstrip().endswith(correlation_id)
    assert len(text.rstrip()) <= 110


def test_one_event_is_one_line_whatever_the_document_is_called() -> None:
    console = Console(file=io.StringIO(), width=160, markup=False, highlight=False, emoji=False)
    keys = {"service": "ingest_end", "outcome": "Succeeded", "execution_id": "r"}
    line = Line(datetime.now(UTC), "ingest_end", "INFO", "x", {**keys, "duration_ms": 12.4})

    show_line(console, line, name=HOSTILE, outcome="needs_review")

    text = shown(console)
    assert text.count("\n") == 1
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold]x[/bold].pdf" in text
    assert "END" in text
    assert "needs_review" in text
    assert "12 ms" in text


def test_status_of_a_running_hub() -> None:
    console = screen()
    parts = [Part("emulator", 12, True, 3, 120.4), Part("postgres", 13, False, 0, 0)]
    hub = {"api_url": "http://localhost:1/x", "versions": {"postgres": "18.4"}}

    show_status(console, Status(True, "/h", parts, hub, {"done": 3, "in flight": 1}))

    text = shown(console)
    assert "120 MB" in text
    assert "ended" in text
    assert "3 done, 1 in flight" in text
    assert "postgres 18.4" in text


def test_status_of_no_hub_says_how_to_start_one() -> None:
    console = screen()

    show_status(console, Status(False, "/h"))

    assert shown(console) == "No hub runs in /h. Start one: ./lifeos up --home /h\n"


def test_checks_come_with_their_advice() -> None:
    console = screen()

    show_checks(console, [Check("machine", "disk", "fail", "1 MB free", "Free some space")])

    assert (
        shown(console)
        == "fail  machine  disk         1 MB free\n               → Free some space\n"
    )


def test_consoles_read_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    make_console().print("[red]x[/red]")

    assert capsys.readouterr().out == "[red]x[/red]\n"
