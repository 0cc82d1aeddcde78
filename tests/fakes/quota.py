"""A quota in memory."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lifeos.documents.models import Allowance


class FakeQuota:
    """The Quota port; what was counted can be looked at."""

    def __init__(self, allowance: Allowance | None = None) -> None:
        self.allowance = allowance or Allowance(files_per_day=1_000, bytes_per_day=10**9)
        self.counted: dict[tuple[UUID, UUID], tuple[date, int]] = {}

    def take(self, user_id: UUID, document_id: UUID, *, size_bytes: int, day: date) -> bool:
        if (user_id, document_id) in self.counted:
            return True
        sizes = [
            size
            for (user, _), (counted_on, size) in self.counted.items()
            if user == user_id and counted_on == day
        ]
        fits = len(sizes) < self.allowance.files_per_day
        if not fits or sum(sizes) + size_bytes > self.allowance.bytes_per_day:
            return False
        self.counted[user_id, document_id] = (day, size_bytes)
        return True

    def give_back(self, user_id: UUID, document_id: UUID) -> None:
        self.counted.pop((user_id, document_id), None)
