"""The live socket: $connect, $disconnect, and what clients say."""

from __future__ import annotations

from collections.abc import Iterator

from lifeos import wiring
from lifeos.contracts.base import Model
from lifeos.entry import live
from lifeos.live import conversation


def connected(caller: live.Caller) -> None:
    """Note who listens."""
    hub = wiring.hub()
    conversation.connected(
        caller.connection_id,
        caller.user_id,
        at=hub.clock.now(),
        connections=hub.live.connections,
        outgoing=hub.live.outgoing,
    )


def heard(caller: live.Caller, text: str) -> Iterator[Model]:
    """The answers to one message, in order."""
    return conversation.answers(text, caller.user_id, log=wiring.hub().live.log)


def say(caller: live.Caller, texts: list[str]) -> None:
    """Send them where the message came from."""
    hub = wiring.hub()
    conversation.say(
        texts,
        caller.connection_id,
        caller.user_id,
        connections=hub.live.connections,
        outgoing=hub.live.outgoing,
    )


def ended(caller: live.Caller) -> None:
    """Forget who listened."""
    conversation.ended(
        caller.connection_id, caller.user_id, connections=wiring.hub().live.connections
    )


handler = live.socket(live.Conversation(connected, heard, say, ended))
