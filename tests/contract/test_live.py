"""What every live log, list of connections and box of tickets promises."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from lifeos.adapters.dynamodb_connections import DynamoConnections, DynamoTickets
from lifeos.adapters.dynamodb_live import KEPT, DynamoLog
from lifeos.errors import ThrottledError, UpstreamError
from lifeos.live.models import Position
from lifeos.live.ports import Connections, Log, Tickets

from tests.contract.conftest import REAL_TABLE
from tests.fakes.clock import START, FakeClock
from tests.fakes.live import FakeLive
from tests.support.ingest import ANNA, BELA
from tests.support.live import connection, observed
from tests.support.tables import Table


class Real:
    """The adapters over one table."""

    def __init__(self, table: Table) -> None:
        self.log: Log = DynamoLog(table.client, table.name, now=FakeClock().now)
        self.connections: Connections = DynamoConnections(table.client, table.name)
        self.tickets: Tickets = DynamoTickets(table.client, table.name)


@pytest.fixture(params=["fake", REAL_TABLE])
def live(request: pytest.FixtureRequest) -> FakeLive | Real:
    if request.param == "fake":
        return FakeLive()
    return Real(request.getfixturevalue("table"))


def numbers(log: Log, after: int, user_id: uuid.UUID = ANNA) -> list[int]:
    place = log.head(user_id).at(after)
    return [entry.number for entry in log.after(place, user_id, limit=1000)]


def test_a_log_begins_at_nothing_and_keeps_its_epoch(live: FakeLive | Real) -> None:
    first = live.log.head(ANNA)

    assert first.number == 0
    assert live.log.head(ANNA) == first
    assert numbers(live.log, 0) == []


def test_changes_are_numbered_without_gaps_in_the_order_given(live: FakeLive | Real) -> None:
    live.log.append(ANNA, [observed(1, 1), observed(2, 2)])
    head, new = live.log.append(ANNA, [observed(3, 1), observed(4, 3), observed(5, 1)])

    assert head.number == 5
    assert [entry.number for entry in new] == [3, 4, 5]
    assert numbers(live.log, 0) == [1, 2, 3, 4, 5]
    assert [e.status for e in live.log.after(head.at(2), ANNA, limit=9)] == [e.status for e in new]


@pytest.mark.parametrize("after", [0, 1, 2, 3, 4, 5])
def test_a_reader_goes_on_from_any_place(live: FakeLive | Real, after: int) -> None:
    for first in (1, 3):
        live.log.append(ANNA, [observed(first), observed(first + 1)])
    live.log.append(ANNA, [observed(5)])

    assert numbers(live.log, after) == list(range(after + 1, 6))


def test_what_was_seen_is_left_out_however_it_is_repeated(live: FakeLive | Real) -> None:
    live.log.append(ANNA, [observed(1, 1), observed(2, 2)])

    head, new = live.log.append(ANNA, [observed(2, 2), observed(1, 1)])
    _, mixed = live.log.append(ANNA, [observed(1, 1), observed(9, 1), observed(9, 1)])

    assert (head.number, new) == (2, [])
    assert [entry.number for entry in mixed] == [3]


def test_another_stream_counts_anew(live: FakeLive | Real) -> None:
    live.log.append(ANNA, [observed(100)])

    _, new = live.log.append(ANNA, [observed(1, stream="2027-01-01T00:00:00.000")])

    assert [entry.number for entry in new] == [2]


def test_two_people_have_two_logs(live: FakeLive | Real) -> None:
    live.log.append(ANNA, [observed(1), observed(2)])
    live.log.append(BELA, [observed(3, user_id=BELA)])

    assert numbers(live.log, 0) == [1, 2]
    assert numbers(live.log, 0, BELA) == [1]


def test_a_place_of_another_epoch_is_followed_by_nothing(live: FakeLive | Real) -> None:
    live.log.append(ANNA, [observed(1)])

    assert live.log.after(Position("ffffffff", 0), ANNA, limit=9) == []


def test_a_long_log_is_read_up_to_the_limit_or_a_little_more(live: FakeLive | Real) -> None:
    for n in range(120):
        live.log.append(ANNA, [observed(n, n)])

    found = live.log.after(live.log.head(ANNA).at(0), ANNA, limit=100)

    assert 100 <= len(found) <= 120
    assert numbers(live.log, 0) == list(range(1, 121))


@pytest.mark.emulator
def test_eight_writers_at_once_lose_nothing_and_count_without_gaps(table: Table) -> None:
    log, batches = Real(table).log, [[observed(n, n) for n in range(k, k + 3)] for k in (0, 3, 6)]

    def write(turn: int) -> None:
        while True:
            try:
                log.append(ANNA, batches[turn % 3])
                return
            except ThrottledError:  # a few tries against seven others may not suffice
                continue

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(24)))

    entries = log.after(log.head(ANNA).at(0), ANNA, limit=100)
    assert [entry.number for entry in entries] == list(range(1, 10))
    assert len({entry.status.document_id for entry in entries}) == 9


@pytest.mark.emulator
def test_pages_and_marks_expire_and_the_head_does_not(table: Table) -> None:
    Real(table).log.append(ANNA, [observed(1)])

    items = {item["sk"]["S"][:4]: item for item in table.items(f"LIVE#{ANNA}")}
    (mark,) = table.items(f"SEEN#{ANNA}")

    assert int(items["PAGE"]["expiration"]["N"]) == int((START + KEPT).timestamp())
    assert "expiration" in mark
    assert "expiration" not in items["HEAD"]


@pytest.mark.emulator
def test_looking_for_connections_reads_none_of_the_log(table: Table) -> None:
    real = Real(table)
    real.log.append(ANNA, [observed(1), observed(2)])
    real.connections.add(connection("a"))

    assert len(table.items(f"CONN#{ANNA}")) == 1


def test_connections_come_oldest_first_and_go(live: FakeLive | Real) -> None:
    later = connection("a")
    first = connection("b")
    first = type(first)(first.id, ANNA, since=START - timedelta(seconds=1), until=first.until)
    for each in (later, first, connection("other", BELA)):
        live.connections.add(each)

    assert live.connections.of(ANNA) == [first, later]
    for _ in range(2):
        live.connections.remove(first)
    assert live.connections.of(ANNA) == [later]


def test_a_ticket_opens_once_and_only_in_its_time(live: FakeLive | Real) -> None:
    until = START + timedelta(minutes=1)
    ticket, late = (live.tickets.issue(ANNA, until=until) for _ in range(2))

    assert ticket != late
    assert live.tickets.redeem(late, at=until) is None
    assert live.tickets.redeem(ticket, at=START) == ANNA
    assert live.tickets.redeem(ticket, at=START) is None
    assert live.tickets.redeem("made up", at=START) is None


@pytest.mark.emulator
def test_of_sixteen_who_come_with_one_ticket_one_gets_in(table: Table) -> None:
    tickets = Real(table).tickets
    ticket = tickets.issue(ANNA, until=START + timedelta(minutes=1))

    with ThreadPoolExecutor(16) as threads:
        let_in = list(threads.map(lambda _: tickets.redeem(ticket, at=START), range(16)))

    assert sorted(map(str, let_in)) == sorted([str(ANNA), *["None"] * 15])


@pytest.mark.emulator
def test_the_table_never_holds_a_ticket_itself(table: Table) -> None:
    ticket = Real(table).tickets.issue(ANNA, until=START)

    items = table.root.scan(TableName=table.name)["Items"]

    assert len(ticket) == 43
    assert ticket not in str(items)


@pytest.mark.emulator
def test_a_table_that_is_away_is_an_upstream_failure(table: Table) -> None:
    away = Real(Table("no-such-table", table.client, table.root))

    for step in (
        lambda: away.log.head(ANNA),
        lambda: away.log.append(ANNA, [observed(1)]),
        lambda: away.log.after(Position("00000000", 0), ANNA, limit=1),
        lambda: away.connections.add(connection()),
        lambda: away.connections.remove(connection()),
        lambda: away.connections.of(ANNA),
        lambda: away.tickets.issue(ANNA, until=START),
        lambda: away.tickets.redeem("t", at=START),
    ):
        with pytest.raises(UpstreamError):
            step()
