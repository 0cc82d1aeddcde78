"""The family of expected failures.

    LifeOSError
    ├── MalformedError         malformed    not a request one can read at all
    ├── InvalidInputError      invalid      the request or the file cannot be right
    │   └── RejectedError      invalid      the file must not go on; carries its own reason code
    ├── NotFoundError          not-found    no such thing for this person
    ├── ConflictError          conflict     the thing is not in a state that allows this
    │   └── StaleAttemptError  conflict     a newer attempt owns the thing now
    │       └── GoneError      conflict     the person has deleted the document meanwhile
    ├── UnconditionalError     unconditional a change that does not say what it starts from
    ├── ChangedError           changed      the thing is not any more what the caller has seen
    ├── TooLargeError          too-large    over a stated limit
    ├── UnsupportedError       unsupported  a kind of thing we do not handle
    ├── DeniedError            denied       not this person's
    ├── ThrottledError         throttled    come back later
    │   └── OverQuotaError     throttled    a person's share of the day is used up; says until when
    ├── UpstreamError          upstream     a service we depend on failed; trying again may help
    └── ReaderFailedError      internal     a reader broke on a file: our defect

Domain errors know nothing of HTTP or Step Functions: `lifeos.entry` owns those tables.
`detail` is a sentence for the person concerned: ids, sizes and names of rules, never content.
"""

from __future__ import annotations

from typing import ClassVar, Literal

Kind = Literal[
    "malformed",
    "invalid",
    "not-found",
    "conflict",
    "unconditional",
    "changed",
    "too-large",
    "unsupported",
    "denied",
    "throttled",
    "upstream",
    "internal",
]


class LifeOSError(Exception):
    """Base of every failure we foresee; `code` is permanent, `kind` decides how edges answer."""

    code: ClassVar[str] = "internal"
    kind: ClassVar[Kind] = "internal"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class MalformedError(LifeOSError):
    """Not a request one can read: broken or ambiguous JSON, NUL, a header that must be there."""

    code = "malformed-request"
    kind = "malformed"


class InvalidInputError(LifeOSError):
    """The request cannot be right, however often it is sent."""

    code = "invalid-input"
    kind = "invalid"


class RejectedError(InvalidInputError):
    """A file that must not go on; `reason` is its permanent kebab-case reason code."""

    code = "rejected"

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class NotFoundError(LifeOSError):
    """No such thing for this person; another person's things look the same as none."""

    code = "not-found"
    kind = "not-found"


class ConflictError(LifeOSError):
    """The thing exists but its state does not allow what was asked."""

    code = "conflict"
    kind = "conflict"


class StaleAttemptError(ConflictError):
    """A late attempt met the result of a newer one and must leave it alone."""

    code = "stale-attempt"


class GoneError(StaleAttemptError):
    """A run met a document that the person has deleted; nothing of it is kept."""

    code = "deleted"


class UnconditionalError(LifeOSError):
    """A change of something that is there, without the state it starts from."""

    code = "precondition-required"
    kind = "unconditional"


class ChangedError(LifeOSError):
    """The thing has changed since the caller saw it; `current` is the published model of it now."""

    code = "precondition-failed"
    kind = "changed"

    def __init__(self, detail: str, *, current: object = None) -> None:
        super().__init__(detail)
        self.current = current


class TooLargeError(LifeOSError):
    """Over a stated limit; the detail names the limit."""

    code = "too-large"
    kind = "too-large"


class UnsupportedError(LifeOSError):
    """A kind of thing the hub does not handle."""

    code = "unsupported"
    kind = "unsupported"


class DeniedError(LifeOSError):
    """The caller is known and may not do this."""

    code = "denied"
    kind = "denied"


class ThrottledError(LifeOSError):
    """Too much at once; trying again helps after `retry_after_s` seconds."""

    code = "throttled"
    kind = "throttled"

    def __init__(self, detail: str, *, retry_after_s: int = 1) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


class OverQuotaError(ThrottledError):
    """A person's share of the day is used up; `retry_after_s` seconds from now there is more."""

    code = "over-quota"

    def __init__(self, detail: str, *, retry_after_s: int) -> None:
        super().__init__(detail, retry_after_s=retry_after_s)


class UpstreamError(LifeOSError):
    """A store or service we depend on failed; trying again may help."""

    code = "upstream-failed"
    kind = "upstream"


class ReaderFailedError(LifeOSError):
    """A reader raised what it must not; the detail names error and place in our code."""

    code = "reader-failed"
