from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import Occurred
from lifeos.contracts.timeline import DocumentRef, TimelineItem

from clients.cli import options
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import lifeos


def item(title: str, start: date | datetime, **changes: object) -> TimelineItem:
    made = TimelineItem(
        fact_id=uuid.uuid4(),
        domain="finance",
        kind="transaction",
        title=title,
        occurred=Occurred(start=start),
        day=start.date() if isinstance(start, datetime) else start,
        amount=Decimal("-12.90"),
        currency="EUR",
        document=DocumentRef(id=uuid.uuid4(), name="march.csv"),
        confidence=Decimal(1),
    )
    return made.model_copy(update=changes)


def test_happy_a_day_is_written_once(hub: FakeHub, home: Path) -> None:
    day = date(2026, 3, 2)
    call = item("Call", datetime(2026, 3, 2, 9, 30, tzinfo=UTC), kind="event", amount=None)
    hub.line = [call, item("Bakery", day, corrected=True), item("Rent", date(2026, 3, 1))]

    ran = lifeos(home, "timeline", "--zone", "UTC")

    _, first, second, third = [line.split() for line in ran.out.splitlines()]
    assert first[:4] == ["2026-03-02", "09:30", "event", "Call"]
    assert second == ["transaction", "Bakery", "*", "-12.90", "EUR", "march.csv"]
    assert third[0] == "2026-03-01"


def test_happy_every_filter_is_asked_for(hub: FakeHub, home: Path) -> None:
    words = "--domain finance --kind invoice --from 2026-01-01 --to 2026-12-31 --min 10 --max 20.5"

    ran = lifeos(home, "timeline", *words.split(), "--currency", "eur", "--text", "a b",
                 "--zone", "Europe/Berlin", "--json")  # fmt: skip

    asked = hub.server.asked[-1].query
    assert ran.code == 0
    assert asked.items() >= {
        "domain": "finance", "kind": "invoice", "from": "2026-01-01", "to": "2026-12-31",
        "min": "10", "max": "20.5", "currency": "EUR", "text": "a b", "zone": "Europe/Berlin",
    }.items()  # fmt: skip


def test_json_has_one_item_a_line_over_all_pages(hub: FakeHub, home: Path) -> None:
    hub.line = [item(f"{n}", date(2026, 3, 2)) for n in range(120)]

    ran = lifeos(home, "timeline", "--json")

    assert [one["title"] for one in ran.objects] == [f"{n}" for n in range(120)]
    assert ran.objects[0]["amount"] == "-12.90"


def test_a_table_that_leaves_something_out_says_so(hub: FakeHub, home: Path) -> None:
    hub.line = [item("x", date(2026, 3, 2)) for _ in range(9)]

    ran = lifeos(home, "timeline", "--limit", "5")

    assert "more than these 5" in ran.err


def test_expected_failure_an_amount_that_is_none(home: Path) -> None:
    assert lifeos(home, "timeline", "--min", "much").code == 2


@pytest.mark.parametrize(
    ("environment", "linked", "zone"),
    [
        ("Europe/Paris", None, "Europe/Paris"),
        (":America/Lima", None, "America/Lima"),
        ("", "usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("", None, "UTC"),
    ],
)
def test_the_zone_is_this_machines(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: str,
    linked: str | None,
    zone: str,
) -> None:
    monkeypatch.setenv("TZ", environment)
    localtime = tmp_path / "localtime"
    if linked:
        (tmp_path / linked).parent.mkdir(parents=True)
        (tmp_path / linked).touch()
        localtime.symlink_to(tmp_path / linked)
    monkeypatch.setattr(options, "LOCALTIME", localtime)

    assert options.zone_here(None) == zone
    assert options.zone_here("Asia/Kolkata") == "Asia/Kolkata"


def test_what_names_no_day_stands_where_it_came_and_says_so(hub: FakeHub, home: Path) -> None:
    lost = Occurred(start=date(2026, 3, 2), uncertainty_days=36525)
    about = Occurred(start=date(2026, 3, 1), uncertainty_days=31)
    hub.line = [
        item("Note", date(2026, 3, 2), occurred=lost, corrected=True),
        item("Scan", date(2026, 3, 1), occurred=about),
    ]

    ran = lifeos(home, "timeline", "--zone", "UTC")
    _, first, second = [line.split() for line in ran.out.splitlines()]

    assert first[:4] == ["2026-03-02", "undated", "transaction", "Note"]
    assert second[:3] == ["2026-03-01", "±31", "d"]
    assert "undated: the file names no day" in ran.err
    assert "*: a value of it was corrected by you." in ran.err


def test_marks_that_are_not_there_are_not_explained(hub: FakeHub, home: Path) -> None:
    hub.line = [item("Bakery", date(2026, 3, 2))]

    assert lifeos(home, "timeline").err == ""
