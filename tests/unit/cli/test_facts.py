from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import Evidence, Occurred

from clients.cli.fact_view import place
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


def test_happy_the_table_shows_amount_currency_and_place(
    home: Path, document_id: uuid.UUID
) -> None:
    ran = lifeos(home, "facts")

    heading, rent, bakery = ran.out.splitlines()
    assert " ".join(rent.split()) == "2026-04-01 transaction Rent -12.90 EUR row 7, column Betrag"
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
