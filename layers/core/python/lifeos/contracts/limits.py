"""How often one person may call the API: a bucket of tokens for each class of routes.

A request takes one token; a bucket of `burst` tokens fills at `per_second`. The numbers are
chosen so that a person never meets them and a script that runs wild does: a thousand uploads
started at once pass without a wait. Source: draft-ietf-httpapi-ratelimit-headers-10, ADR 0021.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """One class of routes; `burst` requests at once, `per_second` for as long as one likes."""

    name: str
    per_second: int  # divides 1000: the arithmetic is in whole milliseconds
    burst: int

    @property
    def token_ms(self) -> int:
        """Milliseconds in which one token comes back."""
        return 1000 // self.per_second

    @property
    def window_s(self) -> int:
        """Seconds in which an empty bucket is full again."""
        return -(-self.burst * self.token_ms // 1000)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands after one request. `retry_after_s` is 0 for one that may go on."""

    remaining: int  # tokens left
    reset_s: int  # seconds until the bucket is full
    retry_after_s: int = 0


UPLOADS = Limit("uploads", per_second=50, burst=2000)
READS = Limit("reads", per_second=50, burst=1000)
SEARCHES = Limit("searches", per_second=20, burst=200)
CHANGES = Limit("changes", per_second=20, burst=200)
PICTURES = Limit("pictures", per_second=4, burst=100)  # each is drawn on two gigabytes
LIMITS = (UPLOADS, READS, SEARCHES, CHANGES, PICTURES)

_OF_ROUTE = {
    ("POST", "/v1/documents"): UPLOADS,
    ("POST", "/v1/documents/{document_id}/complete"): UPLOADS,
    ("GET", "/v1/search"): SEARCHES,
    ("GET", "/v1/timeline"): SEARCHES,
    ("GET", "/v1/documents/{document_id}/pages/{page}/image"): PICTURES,
}
SPECIAL_ROUTES = frozenset(_OF_ROUTE)


def limit_of(method: str, path: str) -> Limit:
    """The class of a route, by its template; any other GET is a read, the rest are changes."""
    return _OF_ROUTE.get((method, path), READS if method == "GET" else CHANGES)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket at one instant: `full_at_ms` is when it is full if nobody takes any more.

    The generic cell rate algorithm: one number holds the whole bucket, so one conditional write
    can take a token. Times are Unix milliseconds. Source: ITU-T I.371, annex A.
    """

    limit: Limit
    now_ms: int

    @property
    def first_ms(self) -> int:
        """`full_at_ms` after the first token is taken from a full bucket."""
        return self.now_ms + self.limit.token_ms

    @property
    def latest_ms(self) -> int:
        """The latest `full_at_ms` at which there is still a token."""
        return self.now_ms + (self.limit.burst - 1) * self.limit.token_ms

    def standing(self, full_at_ms: int) -> Standing:
        """What a person is told, after a token was taken."""
        used = -(-max(0, full_at_ms - self.now_ms) // self.limit.token_ms)
        reset_s = -(-max(0, full_at_ms - self.now_ms) // 1000)
        return Standing(max(0, self.limit.burst - used), reset_s)

    def refusal(self, full_at_ms: int) -> Standing:
        """What a person is told for whom there is no token."""
        told = self.standing(full_at_ms)
        wait_s = -(-max(1, full_at_ms - self.latest_ms) // 1000)
        return Standing(0, max(told.reset_s, wait_s), wait_s)
