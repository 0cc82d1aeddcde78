"""What can go wrong between a client and the hub.

    ClientError
    ├── NotConfiguredError   nothing here says where a hub is, or who is asking
    ├── UnreachableError     the hub or its storage does not answer
    ├── SignInError          the credentials were refused
    ├── RefusedError         the hub answered 4xx; carries its problem code
    ├── HubFailedError       the hub answered 5xx to the last attempt, or outside the contract
    ├── LinkRefusedError     storage no longer takes this link; a new one helps
    ├── TransferError        storage refused the bytes, or they arrived damaged
    ├── LocalFileError       a file here cannot be read as it should
    └── StoppedError         the person asked to stop

Every error carries one sentence for the person, never a password, a token or a signed link.
"""

from __future__ import annotations

from typing import ClassVar


class ClientError(Exception):
    """Base of them all; `code` is kebab-case and permanent."""

    code: ClassVar[str] = "client-error"

    def __init__(self, sentence: str, *, correlation_id: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.correlation_id = correlation_id

    @property
    def reason(self) -> str:
        """The code to report; the hub's own where the hub gave one."""
        return self.code


class NotConfiguredError(ClientError):
    """Nothing here says where a hub is, or who is asking."""

    code = "hub-not-found"


class UnreachableError(ClientError):
    """Nobody answered, however often we asked."""

    code = "hub-unreachable"


class SignInError(ClientError):
    """The hub does not know this person or password."""

    code = "sign-in-refused"


class RefusedError(ClientError):
    """A 4xx answer: sending the same again will not help."""

    code = "refused"

    def __init__(
        self, sentence: str, *, status: int, problem: str, correlation_id: str | None = None
    ) -> None:
        super().__init__(sentence, correlation_id=correlation_id)
        self.status = status
        self.problem = problem

    @property
    def reason(self) -> str:
        """The hub's problem code, such as `not-found`."""
        return self.problem


class HubFailedError(ClientError):
    """The hub failed, or said something the contract does not allow."""

    code = "hub-failed"


class LinkRefusedError(ClientError):
    """Storage answered 403: the link is over its time or was made for other bytes."""

    code = "link-refused"


class TransferError(ClientError):
    """The bytes did not get across as they were."""

    code = "transfer-failed"


class LocalFileError(ClientError):
    """A file on this machine cannot be used; `reason` says in which way."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self._reason = reason

    @property
    def reason(self) -> str:
        """Kebab-case, e.g. `unreadable` or `changed-while-reading`."""
        return self._reason


class StoppedError(ClientError):
    """Raised inside a transfer after the person asked to stop."""

    code = "stopped"
