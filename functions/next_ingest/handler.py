"""A run has ended, however: its slot goes to the next in line."""

from __future__ import annotations

from lifeos import wiring
from lifeos.documents import admission
from lifeos.entry import event


def ended(run: str) -> int:
    """Free the slot of the run; the number of runs started in its place."""
    hub = wiring.hub()
    return len(admission.ended(run, slots=hub.slots, starter=hub.starter))


handler = event.run_ended(ended)
