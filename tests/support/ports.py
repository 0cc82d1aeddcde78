"""Ports of this machine."""

from __future__ import annotations

import socket


def closed_port() -> int:
    """A port on which nothing listens, free until somebody takes it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
