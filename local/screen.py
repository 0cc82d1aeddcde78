"""What the lifecycle commands show: one screenful, readable without colour, markup never read.

Names of documents come from files strangers wrote; `clean` makes them harmless to a terminal.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from local.alarms import Change
from local.doctor import Check
from local.home import Home
from local.hub import Arrival, Hub
from local.livelog import Line
from local.sample import Found
from local.status import Status
from local.trouble import LaptopError

_OUTCOME_STYLES = {
    "done": "green",
    "succeeded": "green",
    "200": "green",
    "201": "green",
    "duplicate": "cyan",
    "needs_review": "yellow",
    "parked": "yellow",
    "warning": "yellow",
    "rejected": "red",
    "failed": "bold red",
    "error": "bold red",
}
WIDTH_WITHOUT_TERMINAL = 200  # a log or a pipe is not wrapped
WHOLE_LINE = 149  # columns of one event with room for every part
_VERDICT_STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def clean(text: str, width: int = 0) -> str:
    """`text` on one line with nothing in it that acts on a terminal, cut to `width` if given."""
    safe = "".join(
        c if unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029" else "�" for c in text
    )
    return safe if not width or len(safe) <= width else f"{safe[: width - 1]}…"


def make_console(*, error: bool = False) -> Console:
    """A console that reads no markup and highlights nothing."""
    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else WIDTH_WITHOUT_TERMINAL
    return Console(stderr=error, markup=False, highlight=False, emoji=False, width=width)


def show_trouble(console: Console, error: LaptopError) -> None:
    """The sentence and the way out."""
    console.print(Text.assemble(("✗ ", "bold red"), clean(error.sentence)), soft_wrap=True)
    console.print(Text.assemble(("→ ", "cyan"), clean(error.way_out)), soft_wrap=True)


def show_arrival(
    console: Console, hub: Hub, *, arrival: Arrival, found: Found | None, took_s: float
) -> None:
    """Everything a newcomer wants to know, in one screenful; `took_s` since it was asked for."""
    console.print()
    console.print(Text(f"LifeOS Hub is up after {took_s:.1f} s", "bold green"))
    console.print(_addresses(hub))
    console.print(_seconds(arrival))
    if found is not None:
        show_found(console, found)
    console.print(_next_steps(hub))


def show_found(console: Console, found: Found) -> None:
    """What became of the sample inbox."""
    if found.trouble:
        sentence = f"\nThe sample inbox is not complete: {clean(found.trouble)}"
        console.print(Text(sentence, "yellow"), soft_wrap=True)
    if not found.files:
        return
    outcomes = ", ".join(f"{count} {name}" for name, count in found.outcomes.most_common())
    console.print(Text(f"\nSample inbox: {found.files} files ({outcomes})", "bold"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("found")
    table.add_column("facts", justify="right")
    table.add_column("sums", justify="right")
    for kind, count in found.kinds.most_common():
        sums = [f"{_amount(s)} {c}" for (k, c), s in sorted(found.sums.items()) if k == kind]
        table.add_row(clean(kind), str(count), clean(" + ".join(sums)))
    console.print(table)


def show_line(console: Console, line: Line, *, name: str, outcome: str = "") -> None:
    """One event: time, what, document, outcome, duration, correlation id.

    Where the terminal is narrow, what and document give way: the id must be there to be copied.
    """
    room = max(10, 36 - (max(0, WHOLE_LINE - console.width) + 1) // 2)
    took = f"{line.duration_ms:.0f} ms" if line.duration_ms is not None else ""
    ended = outcome or line.outcome
    text = Text.assemble(
        (line.at.astimezone().strftime("%H:%M:%S  "), "dim"),
        (f"{clean(line.what, room):<{room}} ", "cyan"),
        f"{clean(name, room):<{room}} ",
        (f"{clean(ended, 13):<13} ", _OUTCOME_STYLES.get(ended, "")),
        f"{took:>8}  ",
        (clean(line.correlation_id, 64), "dim"),
    )
    console.print(text, soft_wrap=True)


def show_change(console: Console, change: Change) -> None:
    """An alarm that began or ended, in the live log."""
    style = "bold red" if change.state == "ALARM" else "green"
    text = Text(f"{change.state} {change.name}: {change.description} {change.reason}", style)
    console.print(text, soft_wrap=True)


def show_status(console: Console, status: Status) -> None:
    """What runs, where, how large."""
    if not status.running:
        start = clean(Home(Path(status.home)).command("up"))
        console.print(f"No hub runs in {clean(status.home)}. Start one: {start}", soft_wrap=True)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("part", "state", "pid", "processes", "memory"):
        table.add_column(column, justify="left" if column in ("part", "state") else "right")
    for part in status.parts:
        state = Text("running", "green") if part.alive else Text("ended", "red")
        memory = f"{part.memory_mb:.0f} MB"
        table.add_row(part.name, state, str(part.pid), str(part.processes), memory)
    if status.parts:
        console.print(table)
    if not status.running:
        return
    console.print(f"API        {clean(str(status.hub.get('api_url')))}", soft_wrap=True)
    console.print(f"since      {clean(str(status.hub.get('started_at')))}")
    versions = status.hub.get("versions", {})
    console.print("versions   " + ", ".join(f"{k} {clean(str(v))}" for k, v in versions.items()))
    documents = ", ".join(f"{count} {name}" for name, count in status.documents.items())
    console.print(f"documents  {documents or 'none yet'}")


def show_checks(console: Console, checks: Iterable[Check]) -> None:
    """One line a check, advice below what needs it."""
    for check in checks:
        mark = Text(f"{check.verdict:<5}", _VERDICT_STYLES[check.verdict])
        console.print(
            mark, f"{check.area:<8} {check.name:<12} {clean(check.found)}", soft_wrap=True
        )
        if check.advice:
            console.print(Text(f"{'':15}→ {clean(check.advice)}", "cyan"), soft_wrap=True)


def _addresses(hub: Hub) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_row("API", hub.api_url)
    table.add_row("AWS", f"{hub.emulator.url} (IAM enforced)")
    table.add_row("database", f"PostgreSQL on {hub.home.socket_dir}")
    table.add_row("person", f"{hub.home.person_file} (signed in by the commands below)")
    table.add_row("data, logs", str(hub.home.path))
    return table


def _seconds(arrival: Arrival) -> Text:
    parts = "   ".join(f"{name} {seconds:.1f} s" for name, seconds in arrival.seconds.items())
    notes = [] if arrival.deployed else ["nothing to deploy: the saved state is current"]
    notes += [f"healed after an interrupted run: {', '.join(arrival.healed)}"] * bool(
        arrival.healed
    )
    notes += [f"derived again after a crash: {clean(arrival.rebuilt)}"] * bool(arrival.rebuilt)
    return Text("\n".join([parts, *notes]), "dim")


def _next_steps(hub: Hub) -> Text:
    default = hub.home.path.name == ".lifeos" and hub.home.path.parent == hub.root
    home = "" if default else f" --home {hub.home.path}"
    steps = [
        (f"./lifeos ingest FILE_OR_FOLDER{home}", "send documents"),
        (f"./lifeos documents{home}", "what became of them"),
        (f"./lifeos facts --kind invoice{home}", "what they say, with evidence"),
        (f"./lifeos status{home}", "what runs here"),
        (f"./lifeos down{home}", "stop; nothing is lost"),
    ]
    width = max(len(command) for command, _ in steps)
    return Text("\nTry next\n" + "\n".join(f"  {c:<{width}}  {why}" for c, why in steps))


def _amount(value: Decimal) -> str:
    return f"{value:,.2f}"
