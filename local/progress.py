"""What a start shows while it goes on: one line that changes on a terminal, else a line a step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

EVERY_S = 15.0  # between two lines of the same step where nothing can be overwritten


@contextmanager
def announcing(
    console: Console, *, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[str], None]]:
    """A function to be told each step, and how far a long one has come: `sample inbox: 3/42`."""
    begin = clock()
    if console.is_terminal:
        with console.status("Starting") as spinner:
            yield lambda step: spinner.update(f"Starting: {step} ({clock() - begin:.0f} s)")
        return
    said: dict[str, float] = {}

    def say(step: str) -> None:
        name, now = step.partition(":")[0], clock()
        if name not in said or now - said[name] >= EVERY_S:
            said[name] = now
            console.print(f"{now - begin:6.1f} s  {step}", soft_wrap=True)
            console.file.flush()

    yield say
