from __future__ import annotations

import json
import os
import pty
import uuid
from contextlib import suppress
from pathlib import Path

import pytest
from lifeos.contracts.documents import Outcome, Reason

from clients.api.ingest import Report
from clients.cli.ingest_view import Tally, View
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import start_lifeos

REASON = Reason(code="some-code", detail="A sentence\x1b[2J for the person.")


def _report(outcome: Outcome | None, reason: Reason | None = None, facts: int = 0) -> Report:
    return Report("in/bill.pdf", "0" * 64, uuid.uuid4(), outcome, reason, facts, 1.25, "cid-1234")


@pytest.mark.parametrize(
    ("outcome", "reason", "usual", "strict"),
    [
        ("done", None, 0, 0),
        ("duplicate", REASON, 0, 0),
        ("needs_review", REASON, 0, 1),
        ("parked", REASON, 0, 1),
        ("rejected", REASON, 0, 1),
        ("failed", REASON, 1, 1),
        (None, REASON, 1, 1),
        (None, None, 1, 1),
    ],
)
def test_an_outcome_decides_the_exit_code(
    outcome: Outcome | None, reason: Reason | None, usual: int, strict: int
) -> None:
    codes = []
    for is_strict in (False, True):
        tally = Tally(strict=is_strict, wait=True)
        tally.add(_report(outcome, reason))
        codes.append(tally.exit_code)

    assert codes == [usual, strict]


def test_one_bad_file_among_good_ones_is_enough() -> None:
    tally = Tally(strict=False, wait=True)

    for outcome in ("done", "failed", "done"):
        tally.add(_report(outcome))

    assert tally.exit_code == 1


def test_without_waiting_a_handed_over_file_is_sent_and_an_error_is_not() -> None:
    tally = Tally(strict=True, wait=False)

    tally.add(_report(None))
    before = tally.exit_code
    tally.add(_report(None, REASON))

    assert (before, tally.exit_code) == (0, 1)
    assert "1 sent" in tally.summary()
    assert "1 error" in tally.summary()


def test_the_summary_counts_files_outcomes_and_facts() -> None:
    tally = Tally(strict=False, wait=True)

    tally.add(_report("done", facts=3))
    one = tally.summary()
    tally.add(_report("done", facts=4))
    tally.add(_report("rejected", REASON))

    assert one.startswith("1 file: 1 done; 3 facts; ")
    assert tally.summary().startswith("3 files: 2 done, 1 rejected; 7 facts; ")


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (_report("done", facts=1), "done         in/bill.pdf  1 fact  1.2 s"),
        (_report("done", facts=2), "done         in/bill.pdf  2 facts  1.2 s"),
        (
            _report("rejected", REASON),
            "rejected     in/bill.pdf  1.2 s  A sentence\\x1b[2J for the person.",
        ),
        (
            _report("failed", REASON),
            "failed       in/bill.pdf  1.2 s  A sentence\\x1b[2J for the person. "
            "(correlation id cid-1234)",
        ),
        (_report(None), "sent         in/bill.pdf  1.2 s"),
    ],
)
def test_a_line_says_what_became_of_a_file(
    report: Report, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    View(as_json=False, bar=None).show(report)

    assert capsys.readouterr().out == line + "\n"


def test_a_terminal_gets_a_bar_and_every_line(hub: FakeHub, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"bill {number}.txt").write_text(f"REJECT {number}")

    code, shown = _on_a_terminal(home, "ingest", folder)

    assert code == 0
    assert shown.count("It opens only with a password.") == 3
    assert "3/3" in shown
    assert "3 files: 3 rejected" in shown


def test_json_on_a_terminal_stays_clean_of_bars(home: Path, tmp_path: Path) -> None:
    (tmp_path / "bill.txt").write_text("bill")

    _, shown = _on_a_terminal(home, "ingest", tmp_path / "bill.txt", "--json")

    line, summary = shown.splitlines()
    assert json.loads(line)["outcome"] == "done"
    assert "1 file" in summary


def _on_a_terminal(home: Path, *arguments: object) -> tuple[int, str]:
    ours, theirs = pty.openpty()
    process = start_lifeos(home, *arguments, output=theirs, TERM="xterm", COLUMNS="120")
    os.close(theirs)
    shown = bytearray()
    with suppress(OSError):  # how Linux says that the other side of a terminal is closed
        while chunk := os.read(ours, 4096):
            shown.extend(chunk)
    os.close(ours)
    return process.wait(timeout=60), shown.decode()
