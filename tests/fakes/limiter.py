"""Buckets in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from lifeos.contracts.limits import Bucket, Limit, Standing


class FakeLimiter:
    """The Limiter port; `error` is raised instead of counting."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.error: Exception | None = None
        self.full_at: dict[tuple[UUID, str], int] = {}

    def take(self, user_id: UUID, limit: Limit) -> Standing:
        if self.error is not None:
            raise self.error
        bucket = Bucket(limit, int(self._now().timestamp() * 1000))
        full_at = self.full_at.get((user_id, limit.name), 0)
        if full_at > bucket.latest_ms:
            return bucket.refusal(full_at)
        taken = max(full_at, bucket.now_ms) + limit.token_ms
        self.full_at[user_id, limit.name] = taken
        return bucket.standing(taken)
