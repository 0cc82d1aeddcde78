"""Local time in Utrecht and Cologne during the half-year, without a time zone database.

Not every machine has one, and the files must be the same on each.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

SUMMER_FROM: Final = date(2026, 3, 29)  # 02:00 becomes 03:00; Source: Directive 2000/84/EC


def utc_offset_hours(day: date) -> int:
    """Hours ahead of UTC at noon; 1 in winter, 2 in summer."""
    return 2 if day >= SUMMER_FROM else 1


def local(day: date, hour: int, *, minute: int = 0) -> datetime:
    """An instant by the local clock; never asked for before 3:00 on the day of the change."""
    zone = timezone(timedelta(hours=utc_offset_hours(day)))
    return datetime.combine(day, time(hour, minute), zone)
