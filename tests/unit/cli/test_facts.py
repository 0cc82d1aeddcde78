from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from lifeos.contracts.documents import NewDocument
from lifeos.contracts.facts import EventData, Evidence, FactData, Occurred

from clients.cli.fact_view import place
from clients.cli.facts import KINDS
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import SHA256, lifeos, transaction

KEYS = (
    "id domain kind occurred amount currency value unit title data evidence confidence document_id"
)


@pytest.fixture
def document_id(hub: FakeHub) -> uuid.UUID:
    found = uuid.uuid4()
    hub.facts = [
        transaction(found, title="Rent", day=date(2026, 4, 1)),
        transaction(uuid.uuid4(), title="Bakery", day=date(2026, 3, 2)),
    ]
    return found


def test_happy_json_has_exactly_the_promised_keys(home: Path, document_id: uuid.UUID) -> None:
    ran = lifeos(home, "facts", "--json")

    first, _ = ran.objects
    assert ran.code == 0
    assert list(first) == KEYS.split()
    assert (first["amount"], first["currency"]) == ("-12.90", "EUR")
    assert first["occurred"]["start"] == "2026-04-01"
    assert first["evidence"][1]["column"] == "Betrag"
    assert first["data"]["description"] == "Rent"


def test_happy_the_table_shows_amount_currency_place_and_id(
    hub: FakeHub, home: Path, document_id: uuid.UUID
) -> None:
    ran = lifeos(home, "facts")

    heading, rent, bakery = ran.out.splitlines()
    first = f"2026-04-01 transaction Rent -12.90 EUR row 7, column Betrag {hub.facts[0].id}"
    assert " ".join(rent.split()) == first
    assert heading.index("amount") + len("amount") == rent.index("-12.90") + len("-12.90")
    assert "Bakery" in bakery


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (["--from", "2026-03-15"], ["Rent"]),
        (["--to", "2026-03-15"], ["Bakery"]),
        (["--from", "2026-03-02", "--to", "2026-04-01"], ["Rent", "Bakery"]),
        (["--document", "ID"], ["Rent"]),
        (["--domain", "health"], []),
        (["--kind", "transaction", "--limit", "1"], ["Rent"]),
    ],
)
def test_filters_choose_facts(
    home: Path, document_id: uuid.UUID, arguments: list[str], titles: list[str]
) -> None:
    words = [str(document_id) if word == "ID" else word for word in arguments]

    ran = lifeos(home, "facts", "--json", *words)

    assert [o["title"] for o in ran.objects] == titles


@pytest.mark.parametrize(
    "arguments", [["--from", "yesterday"], ["--domain", "cooking"], ["--limit", "0"]]
)
def test_filters_that_cannot_be_right_are_refused_here(
    hub: FakeHub, home: Path, arguments: list[str]
) -> None:
    ran = lifeos(home, "facts", *arguments)

    assert ran.code == 2
    assert hub.server.asked == []


def test_every_fact_is_listed_across_pages(hub: FakeHub, home: Path) -> None:
    hub.facts = [transaction(uuid.uuid4()) for _ in range(205)]

    ran = lifeos(home, "facts", "--json")

    assert {o["id"] for o in ran.objects} == {str(fact.id) for fact in hub.facts}


def test_a_table_that_leaves_something_out_says_so(hub: FakeHub, home: Path) -> None:
    hub.facts = [transaction(uuid.uuid4()) for _ in range(60)]

    ran = lifeos(home, "facts", "--limit", "10")

    assert len(ran.out.splitlines()) == 11
    assert "more than these 10" in ran.err


def test_a_measured_value_an_interval_and_an_uncertain_day_are_shown(
    hub: FakeHub, home: Path
) -> None:
    fact = transaction(uuid.uuid4())
    start, end = datetime(2026, 3, 2, 7, tzinfo=UTC), datetime(2026, 3, 2, 8, tzinfo=UTC)
    changes: dict[str, object] = {
        "amount": None,
        "currency": None,
        "value": Decimal("0.00000012"),
        "unit": "mmol/L",
        "occurred": Occurred(start=start, end=end, uncertainty_days=2),
        "evidence": [],
    }
    hub.facts = [fact.model_copy(update=changes)]

    ran = lifeos(home, "facts")

    assert "0.00000012  mmol/L" in ran.out
    assert "2026-03-02 07:00:00+00:00 to 2026-03-02 08:00:00+00:00 ±2 d" in ran.out


@pytest.mark.parametrize(
    ("start", "end", "printed"),
    [
        (date(2026, 8, 3), date(2026, 8, 8), "2026-08-03 to 2026-08-07"),
        (date(2026, 8, 3), date(2026, 8, 5), "2026-08-03 to 2026-08-04"),
        (date(2026, 8, 3), date(2026, 8, 4), "2026-08-03"),
        (date(2026, 8, 3), date(2026, 8, 3), "2026-08-03"),
        (date(2026, 8, 3), None, "2026-08-03"),
        (date(2025, 12, 31), date(2026, 1, 2), "2025-12-31 to 2026-01-01"),
    ],
)
def test_days_are_printed_to_the_last_one_and_sent_as_the_contract_has_them(
    hub: FakeHub, home: Path, start: date, end: date | None, printed: str
) -> None:
    occurred = Occurred(start=start, end=end)
    hub.facts = [transaction(uuid.uuid4()).model_copy(update={"occurred": occurred})]

    shown, sent = lifeos(home, "facts").out, lifeos(home, "facts", "--json").out

    assert f"{printed}  " in shown
    assert shown.count(" to ") == (1 if " to " in printed else 0)
    assert json.loads(sent)["occurred"]["end"] == (end.isoformat() if end else None)


def test_a_corrected_value_has_the_persons_word_for_a_place() -> None:
    evidence = Evidence(field="amount", sha256=SHA256, snippet="9", reader="person")

    assert place(evidence) == "corrected by you"


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"page": 2}, "page 2"),
        ({"line": 14}, "line 14"),
        ({"row": 7, "column": "Betrag"}, "row 7, column Betrag"),
        ({"path": "/Invoice/ID"}, "/Invoice/ID"),
        ({}, ""),
    ],
)
def test_a_place_is_said_in_words(where: dict[str, object], words: str) -> None:
    evidence = Evidence.model_validate(
        {"field": "amount", "sha256": SHA256, "snippet": "x", "reader": "pdf/1", **where}
    )

    assert place(evidence) == words


def named(hub: FakeHub, count: int) -> None:
    """So many documents with a fact each."""
    for number in range(count):
        new = NewDocument(
            name=f"file {number}.csv", size_bytes=1, media_type="text/csv", sha256=f"{number:064}"
        )
        hub.facts.append(transaction(hub.add(new).id, title=f"Row {number}"))


@pytest.mark.parametrize("count", [2, 7])
def test_happy_each_fact_says_which_document_and_which_fact_it_is(
    hub: FakeHub, home: Path, count: int
) -> None:
    named(hub, count)

    lines = lifeos(home, "facts").out.splitlines()[1:]

    assert [f"file {number}.csv" in line for number, line in enumerate(lines)] == [True] * count
    assert all(str(fact.id) in line for fact, line in zip(hub.facts, lines, strict=True))


def test_on_a_narrow_terminal_the_id_stands_whole_below_the_title(
    hub: FakeHub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(hub, 1)
    monkeypatch.setenv("COLUMNS", "100")

    _, first, second = lifeos(home, "facts").out.splitlines()

    assert "Row 0" in first
    assert "file 0.csv" in first
    assert str(hub.facts[0].id) in second
    assert "row 7" in second


def test_a_fact_without_a_day_says_so_and_when_it_came(hub: FakeHub, home: Path) -> None:
    lost = Occurred(start=date(2026, 3, 3), uncertainty_days=36525)
    hub.facts = [transaction(uuid.uuid4()).model_copy(update={"occurred": lost})]

    shown = lifeos(home, "facts").out
    told = lifeos(home, "facts", "--json").objects[0]["occurred"]

    assert "undated, came 2026-03-0" in shown
    assert "±" not in shown
    assert (told["start"], told["uncertainty_days"]) == ("2026-03-03", 36525)


@pytest.mark.parametrize("command", ["facts", "timeline"])
def test_an_unknown_kind_is_told_with_those_there_are(home: Path, command: str) -> None:
    ran = lifeos(home, command, "--kind", "nosuch")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("Nothing is of the kind nosuch. Kinds are: invoice, ")
    assert lifeos(home, command, "--kind", "task").err == "Nothing here is as you asked.\n"


def test_the_kinds_in_help_are_those_of_the_contract() -> None:
    models = get_args(get_args(FactData)[0])

    kinds = [one for model in models for one in get_args(model.model_fields["kind"].annotation)]

    assert sorted(KINDS) == sorted(kinds)


def test_an_event_that_does_not_take_place_says_so(hub: FakeHub, home: Path) -> None:
    event = EventData(uid="1@example.org", start=date(2026, 3, 24), status="cancelled")
    fact = transaction(uuid.uuid4(), title="Yoga")
    hub.facts = [fact.model_copy(update={"kind": "event", "domain": "calendar", "data": event})]

    assert "Yoga (cancelled)" in lifeos(home, "facts").out
