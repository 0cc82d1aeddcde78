"""How often what is scheduled comes, and how long alarms look: what a profile decides of both."""

from __future__ import annotations

from dataclasses import dataclass

from functions.catalogue import Function

LONGEST_S = 86_400  # Source: PutMetricAlarm, period times periods


@dataclass(frozen=True, slots=True)
class Pace:
    """`longest_s` shortens periods and schedules alike, in whole minutes, to try alarms quickly."""

    pauses: bool = False  # the database does, and what would wake it comes rarely
    longest_s: int = LONGEST_S

    def minutes(self, record: Function) -> int:
        """Between two runs of a scheduled function."""
        return min(record.minutes_between(pauses=self.pauses), self.longest_s // 60)

    def period_s(self, usual_s: int) -> int:
        """Of an alarm over what is measured at any time."""
        return min(usual_s, self.longest_s)

    def period_of_runs_s(self, record: Function, *, usual: int, fewest: int) -> int:
        """Of an alarm over what each run measures: `usual` runs are in it, never under `fewest`."""
        run_s = self.minutes(record) * 60
        return max(min(usual * run_s, self.longest_s), fewest * run_s)
