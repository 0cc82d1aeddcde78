"""The hub's public API for Python clients."""

from __future__ import annotations

import sys

# httpx imports a command line of its own where click and rich are installed: a quarter second of
# every command, for nothing. It takes an ImportError there for "not installed" and goes on.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
