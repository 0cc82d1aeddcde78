"""What the document lifecycle needs from outside."""

from collections.abc import Generator
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import TYPE_CHECKING, BinaryIO, Protocol
from uuid import UUID

from lifeos.contracts.base import Model, Sha256
from lifeos.contracts.documents import CompletedPart, State, Upload
from lifeos.contracts.ingest import Ending, FlagsKnown, ObjectRef, Plan, Ticket
from lifeos.contracts.limits import Limit, Standing
from lifeos.documents.models import Allowance, Errand, Record, Wanted

if TYPE_CHECKING:
    from lifeos.senses.models import Reading  # loads every kind of fact: too much at the edge

__all__ = [
    "Clock",
    "Ids",
    "Ledger",
    "Limiter",
    "ObjectRef",
    "Quota",
    "Reader",
    "Starter",
    "Storage",
    "StoredObject",
    "Switches",
    "UploadRequest",
]


class Clock(Protocol):
    """The time, so that tests can set it."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


class Ids(Protocol):
    """Fresh ids, so that tests can foresee them."""

    def new(self) -> UUID:
        """A UUIDv7 (RFC 9562): sorts by the time it was made."""
        ...


class StoredObject(Model):
    """What a store knows of an object without reading it."""

    ref: ObjectRef
    size_bytes: int


class UploadRequest(Model):
    """What an upload link must be bound to."""

    key: str
    size_bytes: int
    sha256: Sha256
    media_type: str
    metadata: dict[str, str]  # lower-case names, ASCII values
    name: str = ""  # as the person knows the file; stored, so that even a bare link saves under it


class Storage(Protocol):
    """Where originals live. Three adapters: S3, S3-compatible, local files.

    Raises (all methods): NotFoundError, UpstreamError.
    """

    announces: bool  # True: an upload is announced by an event; False: the client says complete

    def presign_upload(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        """A link that takes exactly these bytes at exactly this key until `expires_at`."""
        ...

    def store(self, request: UploadRequest, content: bytes) -> None:
        """Store bytes that the hub itself has. Raises: InvalidInputError for another hash."""
        ...

    def presign_multipart(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        """Links for the parts of a large file."""
        ...

    def complete_multipart(self, key: str, upload_id: str, parts: list[CompletedPart]) -> None:
        """Join the parts. Raises: InvalidInputError if they do not fit."""
        ...

    def presign_download(
        self, ref: ObjectRef, *, name: str, media_type: str, expires_at: datetime
    ) -> str:
        """A link that serves the bytes as an attachment under a safe name."""
        ...

    def stat(self, key: str) -> StoredObject:
        """The newest version at `key`."""
        ...

    def erase(self, prefix: str) -> int:
        """Take away every version of every object whose key begins so; how many there were."""
        ...

    def open(self, ref: ObjectRef) -> AbstractContextManager[BinaryIO]:
        """The bytes as a stream that is read once, front to back."""
        ...

    def first_bytes(self, ref: ObjectRef, length: int) -> bytes:
        """The first `length` bytes, or fewer if the object is shorter."""
        ...

    def sha256(self, ref: ObjectRef) -> str:
        """Lower-case hex SHA-256 of the bytes, computed by reading them."""
        ...


class Ledger(Protocol):
    """Live status of documents: fast, conditional, rebuildable.

    Writes that name a ticket hold only while that ticket's run owns the document, and it is not
    deleted; a deleted document does not keep its bytes from being registered anew.

    Raises (all methods): UpstreamError, ThrottledError.
    """

    def register(self, record: Record) -> Record:
        """Store the record unless the person already holds these bytes; the holder's record.

        Raises: GoneError if the document it came in is deleted.
        """
        ...

    def get(self, user_id: UUID, document_id: UUID) -> Record:
        """One record. Raises: NotFoundError, also for what is deleted."""
        ...

    def find(self, user_id: UUID, document_id: UUID) -> Record:
        """One record, deleted or not. Raises: NotFoundError."""
        ...

    def page(
        self, user_id: UUID, wanted: Wanted, *, limit: int, cursor: str | None
    ) -> tuple[list[Record], str | None]:
        """Records newest first, and the cursor of the next page. Raises: InvalidInputError."""
        ...

    def claim(self, ticket: Ticket, *, at: datetime) -> bool:
        """Make this run the document's owner and enter READY.

        True if it owns the document now, or did already (a retry); False if another object
        version of the same attempt, or a newer attempt, owns it, or it is deleted. What has ended
        stays ended.
        """
        ...

    def hold(self, ticket: Ticket, sha256: str) -> UUID:
        """Note that this document has these bytes; the document that had them first."""
        ...

    def release(self, ticket: Ticket, sha256: str) -> None:
        """Forget that this document has these bytes: they turned out to be others."""
        ...

    def enter(self, ticket: Ticket, state: State, *, at: datetime) -> Record:
        """Note that a state was entered; the record as it is now.

        Raises: GoneError, StaleAttemptError, also for a state before END once there is an outcome.
        """
        ...

    def planned(self, ticket: Ticket, plan: Plan) -> None:
        """Note who reads the file. Raises: StaleAttemptError."""
        ...

    def finish(
        self, ticket: Ticket, ending: Ending, *, kind: str | None, title: str | None
    ) -> None:
        """Note the outcome. Raises: StaleAttemptError."""
        ...


class Starter(Protocol):
    """Starts runs of the ingest machine."""

    def start(self, ticket: Ticket) -> bool:
        """True if started now, False if that run was started before.

        A machine may answer True again while the run is under way (Step Functions does).
        Raises: ThrottledError, UpstreamError.
        """
        ...

    def under_way(self, ticket: Ticket) -> bool:
        """Whether that run was started and has not ended. Raises: ThrottledError, UpstreamError."""
        ...


class Reader(Protocol):
    """Looks at files and reads them, where a hostile one can do no harm.

    Raises (all methods): NotFoundError, UpstreamError; RejectedError for the file, and with
    `reader-crashed`, `took-too-long`, `needs-too-much-memory` or `says-too-much` where it brought
    its reader down; ReaderFailedError where the reader is at fault.
    """

    def check(self, errand: Errand) -> None:
        """Refuse what must not go on: hostile, broken, not what it claims, or read by nobody."""
        ...

    def read(self, errand: Errand) -> "Generator[Reading, None, None]":
        """What the sense of the errand yields, as it yields it. Close it to stop early."""
        ...


class Quota(Protocol):
    """Counts what each person sends on each of their days. Raises (all): UpstreamError."""

    allowance: Allowance

    def take(self, user_id: UUID, document_id: UUID, *, size_bytes: int, day: date) -> bool:
        """Count a document once, whatever day it is asked for again; False if it does not fit."""
        ...

    def give_back(self, user_id: UUID, document_id: UUID) -> None:
        """Forget a document that was counted and then turned out not to come."""
        ...


class Limiter(Protocol):
    """Counts how often each person asks, across all processes."""

    def take(self, user_id: UUID, limit: Limit) -> Standing:
        """One token of a person's bucket, or when there is one.

        Raises: UpstreamError, ThrottledError when nobody can count.
        """
        ...


class Decision(Model):
    """Whether a flag is on for somebody, and how well that was known."""

    on: bool
    known: FlagsKnown


class Switches(Protocol):
    """Feature flags, on unless somebody switched them off."""

    def decide(self, flag: str, person: UUID) -> Decision:
        """Answers always, and soon: when the flags are away as they last were, else on."""
        ...
