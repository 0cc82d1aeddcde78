"""Commands that start and stop a hub on this machine; none are part of this checkout yet."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the lifecycle commands to `app`; there are none yet."""
