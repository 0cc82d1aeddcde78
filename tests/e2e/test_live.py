"""The live socket of a deployed hub: who gets in, what is heard, and that nothing is missed."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from tests.e2e.conftest import a_file
from tests.e2e.test_deletion import MONTH_S, called, change
from tests.support.hub import RunningHub
from tests.support.listener import Listener, address_for, opened, said
from tests.support.visitor import Visitor

pytestmark = pytest.mark.e2e
WHOLE_WAY = [(state, None) for state in ("WAITING", "READY", "PICK", "ASSERT", "ACTION", "END")]
LIVE_FUNCTIONS = ("live_api", "live_authorizer", "live_socket", "live_push")


def a_csv(number: int) -> bytes:
    """A small statement, another for each number."""
    return f"Date,Description,Amount\n2026-01-02,Bakery {number},-3.{number:02d}\n".encode()


def status_of(url: str, origin: str | None = None) -> int:
    """What a handshake is refused with; 101 for one that is not."""
    try:
        with opened(url, Origin(origin) if origin else None):
            return 101
    except InvalidStatus as refused:
        return int(refused.response.status_code)


def test_a_document_is_seen_going_through_its_states_to_its_outcome(visitor: Visitor) -> None:
    listener = Listener(visitor)
    listener.caught_up()

    document_id = visitor.send("statement.csv", a_file("csv").content)
    listener.listen(lambda: listener.ended(document_id))

    assert listener.told(document_id) == [*WHOLE_WAY, ("END", "done")]
    assert listener.numbers() == list(range(1, 8))


def test_wherever_connections_end_nothing_is_missed_or_repeated(visitor: Visitor) -> None:
    dice, listener = random.Random(7), Listener(visitor)
    listener.caught_up()
    sent = [visitor.send(f"s{n}.csv", a_csv(n)) for n in range(4)]

    while not all(listener.ended(each) for each in sent):
        listener.listen(
            lambda: all(listener.ended(each) for each in sent), frames=dice.randint(1, 3)
        )

    assert listener.numbers() == list(range(1, 7 * len(sent) + 1))
    for each in sent:
        assert listener.told(each) == [*WHOLE_WAY, ("END", visitor.document(each)["outcome"])]


def test_another_person_hears_nothing_of_it(hub: RunningHub, visitor: Visitor) -> None:
    other = Listener(Visitor.new(hub))
    other.caught_up()
    mine = Listener(visitor)

    document_id = visitor.send("s.csv", a_csv(50))
    mine.listen(lambda: mine.ended(document_id))
    with opened(address_for(other.visitor)) as connection:
        theirs = said(connection, {"action": "resume", "after": mine.follower.cursor})

    assert theirs["type"] == "reset"
    assert document_id not in json.dumps(theirs)
    other.caught_up()
    assert other.changes == []


def test_only_a_fresh_ticket_opens_a_socket_and_only_once(visitor: Visitor) -> None:
    url = address_for(visitor)
    base = url.partition("?")[0]

    statuses = {
        "first": status_of(url),
        "again": status_of(url),
        "none": status_of(base),
        "made up": status_of(f"{base}?ticket=made-up"),
        "a token": status_of(f"{base}?ticket={visitor.token.removeprefix('Bearer ')}"),
        "a document": status_of(f"{base}?ticket=&x=1"),
    }

    assert statuses.pop("first") == 101
    assert set(statuses.values()) <= {401, 403}, statuses


def test_a_page_of_another_origin_opens_nothing_even_with_a_ticket(visitor: Visitor) -> None:
    url = address_for(visitor)

    assert status_of(url, "https://evil.example") == 403
    assert status_of(url) == 101


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "malformed-request"),
        ('{"action": "drop"}', "invalid-input"),
        ('{"action": {"a": 1}}', "invalid-input"),
        (json.dumps({"action": "ping", "x": "y" * 5000}), "too-large"),
    ],
)
def test_what_is_no_message_is_answered_and_the_socket_stays_open(
    visitor: Visitor, text: str, code: str
) -> None:
    with opened(address_for(visitor)) as connection:
        connection.send(text)
        told = json.loads(connection.recv(timeout=30))
        pong = said(connection, {"action": "ping"})

    assert told["problem"]["type"] == f"urn:lifeos:problem:{code}"
    assert pong["type"] == "pong"


def test_a_document_is_seen_leaving_coming_back_and_gone_for_good(
    hub: RunningHub, visitor: Visitor
) -> None:
    listener = Listener(visitor)
    listener.caught_up()
    document_id = visitor.send("s.csv", a_csv(80))
    listener.listen(lambda: listener.ended(document_id))
    path, seen = f"/v1/documents/{document_id}", len(listener.changes)

    change(visitor, "DELETE", path)
    listener.listen(lambda: listener.presences(document_id)[-1] == "deleted")
    change(visitor, "POST", f"{path}/restore")
    listener.listen(lambda: listener.presences(document_id)[-1] == "there")
    change(visitor, "DELETE", path)
    called(hub, "purge", ahead_s=MONTH_S)
    listener.listen(lambda: listener.presences(document_id)[-1] == "gone")

    assert listener.presences(document_id)[seen:] == ["deleted", "there", "deleted", "gone"]
    assert {(c.state, c.outcome) for c in listener.changes[seen:]} == {("END", "done")}
    assert listener.numbers() == list(range(1, seen + 5))


@contextmanager
def nobody_follows(hub: RunningHub) -> Iterator[None]:
    """The stream is not read while the block runs."""
    functions = hub.aws("lambda")
    (mapping,) = functions.list_event_source_mappings(FunctionName="LifeOS-live_push")[
        "EventSourceMappings"
    ]
    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    try:
        yield
    finally:
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)


def test_documents_end_when_nobody_pushes_and_all_is_heard_later(
    hub: RunningHub, visitor: Visitor
) -> None:
    listener = Listener(visitor)
    listener.caught_up()

    with nobody_follows(hub):
        document_id = visitor.send("s.csv", a_csv(60))
        assert visitor.ended(document_id)["outcome"]
        time.sleep(1)
        listener.caught_up()
        assert listener.changes == []
    listener.listen(lambda: listener.ended(document_id))

    assert [state for state, _ in listener.told(document_id)][:6] == [s for s, _ in WHOLE_WAY]


def test_nothing_private_is_said_or_logged(hub: RunningHub, visitor: Visitor) -> None:
    listener = Listener(visitor)
    listener.caught_up()
    document_id = visitor.send("MARKED-name.csv", a_csv(70))
    listener.listen(lambda: listener.ended(document_id))

    logged = " ".join(
        event["message"]
        for name in LIVE_FUNCTIONS
        for event in hub.aws("logs").filter_log_events(
            logGroupName=f"/aws/lambda/LifeOS-{name}", limit=10_000
        )["events"]
    )

    assert "live_push" in logged
    for private in ("MARKED", "Bakery", visitor.id, "?ticket="):
        assert private not in " ".join(listener.texts) + logged
