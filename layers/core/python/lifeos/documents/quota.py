"""A person's share of a day: how many files, how many bytes.

It is taken when a file is registered, and looked at again in ASSERT, which also sees documents
that came without a registration of their own. A document counts once, for the day it was made.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from lifeos.documents.models import Allowance
from lifeos.documents.ports import Quota
from lifeos.errors import OverQuotaError


def take(
    document_id: UUID, *, user_id: UUID, size_bytes: int, made_at: datetime, quota: Quota
) -> None:
    """Count one document. Raises: OverQuotaError saying when it will work again."""
    zone = ZoneInfo(quota.allowance.zone)
    day = made_at.astimezone(zone).date()
    if quota.take(user_id, document_id, size_bytes=size_bytes, day=day):
        return
    again = datetime.combine(day + timedelta(days=1), time.min, zone)
    raise OverQuotaError(
        f"{_said(quota.allowance)} a day can be sent. It will work again from"
        f" {again:%d %B %Y, %H:%M} ({quota.allowance.zone}).",
        retry_after_s=max(1, int((again - made_at).total_seconds()) + 1),
    )


def _said(allowance: Allowance) -> str:
    gigabytes = allowance.bytes_per_day / 1_000_000_000
    return f"{allowance.files_per_day:,} files and {gigabytes:g} GB"
