"""The sample inbox: counted as the client reports it, and never a reason not to start."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from local import sample as module
from local.home import Home
from local.sample import Found, SampleInbox, count_fact

GENERATE = """
import pathlib, sys
folder = pathlib.Path(sys.argv[1]) / "inbox"
folder.mkdir(parents=True, exist_ok=True)
(folder / "bill.pdf").write_bytes(b"x")
"""
CLIENT = """
import json, os, sys
assert os.environ["LIFEOS_HOME"].endswith("home")
print("a sentence that is no JSON")
if sys.argv[1] == "ingest":
    assert os.listdir(sys.argv[2]) == ["bill.pdf"]
    for number, outcome in enumerate(("done", "done", "rejected", None)):
        print(json.dumps({"file": f"bill{number}.pdf", "outcome": outcome}))
else:
    for amount in ("12.10", "-2.00"):
        print(json.dumps({"kind": "invoice", "amount": amount, "currency": "EUR"}))
    print(json.dumps({"kind": "letter", "amount": None, "currency": None}))
"""
BUSY_AT_FIRST = """
import json, os, pathlib, sys
if sys.argv[1] == "ingest":
    been_here = pathlib.Path(os.environ["LIFEOS_HOME"]) / "been-here"
    if not been_here.exists():
        been_here.touch()
        print(json.dumps({"file": "a", "outcome": "done"}))
        print(json.dumps({"file": "b", "outcome": None}))
        sys.exit("The hub answered 429.")
    print(json.dumps({"file": "a", "outcome": "duplicate"}))
    print(json.dumps({"file": "b", "outcome": "rejected"}))
"""


@pytest.fixture
def inbox(tmp_path: Path) -> SampleInbox:
    """An inbox whose checkout has a small generator and a small client."""
    root = tmp_path / "checkout"
    for module_path, code in (("samples/generate.py", GENERATE), ("clients/cli/main.py", CLIENT)):
        path = root / module_path
        path.parent.mkdir(parents=True)
        path.write_text(code, encoding="utf-8")
    home = Home(tmp_path / "home")
    home.prepare()
    return SampleInbox(home, root)


def rewrite(inbox: SampleInbox, code: str) -> None:
    (inbox.root / "clients/cli/main.py").write_text(code, encoding="utf-8")


def test_outcomes_kinds_and_sums_are_counted(inbox: SampleInbox) -> None:
    found = inbox.ingest()

    assert found.trouble == ""
    assert found.outcomes == {"done": 2, "rejected": 1}
    assert (found.files, found.facts) == (3, 3)
    assert found.sums == {("invoice", "EUR"): Decimal("10.10")}


def test_it_is_ingested_on_the_first_start_only(inbox: SampleInbox) -> None:
    before = inbox.was_ingested()

    inbox.ingest()

    assert (before, inbox.was_ingested()) == (False, True)


def test_a_client_that_fails_is_told_with_its_last_words(inbox: SampleInbox) -> None:
    rewrite(inbox, "import sys; print('The hub is not there.', file=sys.stderr); sys.exit(3)")

    found = inbox.ingest()

    assert found.trouble == "The hub is not there."
    assert not inbox.was_ingested()


def test_files_that_came_through_before_a_failure_are_counted(inbox: SampleInbox) -> None:
    said = '{"file": "a", "outcome": "done"}'
    rewrite(inbox, f"import sys; print({said!r}); sys.exit('One file failed.')")

    found = inbox.ingest()

    assert (found.outcomes, found.trouble) == ({"done": 1}, "One file failed.")
    assert not inbox.was_ingested()


def test_files_that_a_busy_hub_turned_away_are_sent_again(inbox: SampleInbox) -> None:
    rewrite(inbox, BUSY_AT_FIRST)

    found = inbox.ingest()

    assert (found.outcomes, found.trouble) == ({"done": 1, "rejected": 1}, "")
    assert inbox.was_ingested()


def test_a_client_that_says_nothing_is_told_by_its_code(inbox: SampleInbox) -> None:
    rewrite(inbox, "raise SystemExit(7)")

    assert inbox.ingest().trouble == "it ended with code 7"


def test_a_client_that_never_ends_is_told(
    inbox: SampleInbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TIMEOUT_S", 1)
    rewrite(inbox, "import time; time.sleep(30)")

    assert inbox.ingest().trouble == "it took longer than 1 s"


def test_sums_of_different_currencies_stay_apart() -> None:
    found = Found()

    for amount, currency in (("1.10", "EUR"), ("2.20", "USD"), ("0.90", "EUR")):
        count_fact(found, {"kind": "invoice", "amount": amount, "currency": currency})

    assert found.sums == {
        ("invoice", "EUR"): Decimal("2.00"),
        ("invoice", "USD"): Decimal("2.20"),
    }


def test_an_amount_without_a_currency_is_counted_but_not_summed() -> None:
    found = Found()

    count_fact(found, {"kind": "invoice", "amount": "1.10", "currency": None})

    assert (found.facts, found.sums) == (1, {})


def test_balances_are_counted_but_never_added_up() -> None:
    found = Found()

    for amount in ("100.00", "90.00"):
        count_fact(found, {"kind": "balance", "amount": amount, "currency": "EUR"})

    assert (found.kinds["balance"], found.sums) == (2, {})


INSIDE = """
import json, sys
if sys.argv[1] == "ingest":
    print(json.dumps({"file": "a", "outcome": "done", "came_in": None}))
    print(json.dumps({"file": "a > b", "outcome": "rejected", "came_in": "1"}))
"""


def test_each_file_is_told_as_it_ends_and_what_came_in_it_is_no_file(inbox: SampleInbox) -> None:
    rewrite(inbox, INSIDE)
    told: list[str] = []

    found = replace(inbox, notice=told.append).ingest()

    assert found.outcomes == {"done": 1}
    assert told == ["sample inbox: 1/1; the hub can be used already"]
