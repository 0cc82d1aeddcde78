"""`make bench-alarms`: every alarm's fault is produced, and its notification delivered.

    python -m tests.bench.alarms [--only NAME ...]

The hub is deployed as always, told by its context that no alarm looks longer than a minute, and
that a day costs little. What is measured is real, what evaluates it is what `lifeos up` runs, and
notifications are taken from a queue that is subscribed to the alarms' topic. First nothing is
wrong, and nothing may fire (not with --only). It takes about 25 minutes: a file is late after 15.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from local.home import Home, write_json
from operations.alarms import Alarm, alarms
from tests.bench.alarm_faults import FAULTS, LAST, PHASES, SLOW, Fault
from tests.bench.alarm_listening import Listening
from tests.bench.alarm_parts import Work, send
from tests.bench.report import Figure, report
from tests.support.hub import RunningHub, running_hub
from tests.support.visitor import Visitor

CONTEXT = {"alarm_period_s": "60", "usd_per_day": "0.002", "max_runs": "16"}
ALARMS = {one.name: one for one in alarms(prefix="LifeOS", usd_per_day=0.002)}
QUIET_S = 150.0
FIRES_WITHIN_S = 300.0
SLOW_WITHIN_S = 1320.0  # fifteen minutes until it is too late, three of five to be sure, and more
HEALS_WITHIN_S = 300.0
PAUSE_S = 2.0
_EARLY = "alarms that fired with nothing wrong"
BROKEN = b"%PDF-1.7\nthis is no PDF"


@dataclass
class Trial:
    """What became of one alarm, in seconds of a clock that only goes forward."""

    fault: str
    begun: float
    ended: float = 0.0


@dataclass
class Bench:
    """Faults done to one hub, and what was heard of them."""

    running: RunningHub
    console: Console
    listening: Listening = field(init=False)
    trials: dict[str, Trial] = field(default_factory=dict)
    work: list[Work] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listening = Listening(self.running)

    def quiet(self) -> list[str]:
        """A while in which people send sound and unreadable files; the alarms that fired."""
        visitor, end = Visitor.new(self.running), time.monotonic() + QUIET_S
        while time.monotonic() < end:
            send(visitor)
            visitor.send("broken.pdf", BROKEN + str(time.time()).encode())
            self.wait([], within_s=40)
        return [one.alarm for one in self.listening.told if one.state == "ALARM"]

    @contextmanager
    def struck(self, *faults: Fault) -> Iterator[list[str]]:
        """For as long as the block lasts; what it is given are the alarms to hear."""
        names = [name for fault in faults for name in fault.alarms]
        self.wait(names, within_s=HEALS_WITHIN_S if names else 0, firing=False)
        before = len(self.work)
        with ExitStack() as stack:
            for fault in faults:
                self.console.print(f"fault: {fault.says}")
                for name in fault.alarms:
                    self.trials[name] = Trial(fault.says, time.monotonic())
                self.work.append(stack.enter_context(fault.begin(self.running)))
            try:
                yield names
            finally:
                del self.work[before:]
        for name in names:
            self.trials[name].ended = time.monotonic()

    def wait(self, names: list[str], *, within_s: float, firing: bool = True) -> None:
        """Go on with the work until all of them were heard, or the time is up."""
        end = time.monotonic() + within_s
        while time.monotonic() < end:
            for work in self.work:
                # Who asks a hub that is broken may wait in vain; that is part of the fault.
                with suppress(httpx.TransportError, AssertionError):
                    work()
            for told in self.listening.listen():
                self.console.print(f"  {told.state} {told.alarm}")
            if names and all(self.heard(name, firing) for name in names):
                return
            time.sleep(PAUSE_S)

    def heard(self, name: str, firing: bool) -> bool:
        """Whether an alarm was told to fire since its fault began, or does not fire any more."""
        if not firing:
            return not self.listening.fires(name)
        return self.listening.first(name, "ALARM", since=self.trials[name].begun) is not None

    def row(self, name: str) -> tuple[float, float, float] | None:
        """Seconds from fault to alarm, to its notification, from the fault's end to the OK's.

        0 where it was over before the fault was, not a number where it fires still.
        """
        trial = self.trials[name]
        fired = self.listening.first(name, "ALARM", since=trial.begun)
        if fired is None:
            return None
        later = self.listening.first(name, "OK", since=trial.ended)
        over = later.arrived - trial.ended if later else 0.0
        over = math.nan if self.listening.fires(name) else over
        return fired.changed - trial.begun, fired.arrived - fired.changed, over


def main() -> int:
    """Produce each fault, wait for its notification, report."""
    asked, console = _arguments(), Console(stderr=True, markup=False, highlight=False)
    begun = time.monotonic()
    with running_hub(below=_told) as running:
        bench = Bench(running, console)
        early = bench.quiet() if set(asked.only) == set(ALARMS) else None
        _run(bench, set(asked.only))
        rows = {name: bench.row(name) for name in bench.trials}
        faults = {name: trial.fault for name, trial in bench.trials.items()}
    _print(rows, faults)
    return report("alarms", _figures(rows, early=early, minutes=(time.monotonic() - begun) / 60))


@contextmanager
def _told(home: Path) -> Iterator[None]:
    made = Home(home)
    made.prepare()
    write_json(made.context_file, CONTEXT)
    yield


def _run(bench: Bench, only: set[str]) -> None:
    """The slow fault meanwhile, the phases one by one, the one that leaves nothing whole last."""
    slow = [SLOW] if only & set(SLOW.alarms) else []
    with bench.struck(*slow) as late:
        for phase in PHASES:
            _strike(bench, [fault for fault in phase if only & set(fault.alarms)])
        bench.wait(late, within_s=SLOW_WITHIN_S if late else 0)
    _strike(bench, [LAST] if only & set(LAST.alarms) else [])
    bench.wait(list(bench.trials), within_s=HEALS_WITHIN_S, firing=False)


def _strike(bench: Bench, faults: list[Fault]) -> None:
    if faults:
        with bench.struck(*faults) as names:
            bench.wait(names, within_s=FIRES_WITHIN_S)


def _figures(
    rows: dict[str, tuple[float, float, float] | None], *, early: list[str] | None, minutes: float
) -> list[Figure]:
    known = {name for fault in FAULTS for name in fault.alarms}
    took = {name: row for name, row in rows.items() if row is not None}
    healed = [name for name, row in took.items() if not math.isnan(row[2])]
    return [
        *(Figure(f"{name}: fault to notification", r[0] + r[1], "s") for name, r in took.items()),
        *([] if early is None else [Figure(_EARLY, len(early), "alarms", 0)]),
        Figure("alarms without a fault here", len(set(ALARMS) - known), "alarms", 0),
        Figure("fired and delivered", len(took), "alarms", at_least=len(rows)),
        Figure("over, and that delivered too", len(healed), "alarms", at_least=len(rows)),
        Figure("the whole bench", minutes, "min", 30),
    ]


def _print(rows: dict[str, tuple[float, float, float] | None], faults: dict[str, str]) -> None:
    table = Table(title="alarms, by fault", title_justify="left")
    for column in ("alarm", "fault", "fires s", "delivered s", "over s", "runbook"):
        table.add_column(column, justify="right" if column.endswith(" s") else "left")
    for name, row in rows.items():
        told = ["-", "-", "-"] if row is None else [f"{seconds:.1f}" for seconds in row]
        table.add_row(name, faults[name], *told, f"#{_alarm(name).anchor}")
    Console(markup=False, highlight=False).print(table)


def _alarm(name: str) -> Alarm:
    return ALARMS[name]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(ALARMS), default=list(ALARMS))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
