"""Documents: what a person sends in, how far it has come, and how it ended."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from lifeos.contracts.base import CorrelationId, Model, Sha256, Whole
from lifeos.contracts.conditions import etag_of

# WAITING: registered, bytes not here yet. The others are the five states of every machine.
State = Literal["WAITING", "READY", "PICK", "ASSERT", "ACTION", "END"]
Outcome = Literal["done", "needs_review", "rejected", "duplicate", "parked", "failed"]

MULTIPART_FROM_BYTES = 100 * 1024 * 1024
MAX_SIZE_BYTES = 5 * 1024**3
PART_SIZE_BYTES = 64 * 1024 * 1024

MediaType = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$"
    ),
]
FileName = Annotated[str, StringConstraints(min_length=1, max_length=255)]


class NewDocument(Model):
    """A file about to be uploaded, described by its sender."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "bill.pdf",
                    "size_bytes": 48213,
                    "media_type": "application/pdf",
                    "sha256": "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                }
            ]
        }
    )

    name: FileName = Field(description="File name as the person knows it", examples=["bill.pdf"])
    size_bytes: Whole = Field(
        ge=0,
        le=MAX_SIZE_BYTES,
        description="A PDF may have 400 MB, a file of any other kind 100 MB: else 413 `too-large`",
        examples=[48213],
    )
    media_type: MediaType = Field(examples=["application/pdf"])
    sha256: Sha256 = Field(description="Lower-case hex SHA-256 of the file's bytes")


class Reason(Model):
    """Why a document ended as it did."""

    code: str = Field(description="Permanent kebab-case code", examples=["password-required"])
    detail: str = Field(description="One sentence for the person")


class Passage(Model):
    """One state of the lifecycle as a document went through it."""

    state: State
    entered_at: datetime
    left_at: datetime | None = None


class Document(Model):
    """One document and its live status."""

    id: UUID
    name: str
    size_bytes: int
    media_type: str = Field(description="As declared; after PICK as found by content")
    sha256: Sha256
    state: State = Field(
        description="WAITING for its bytes, then READY, PICK, ASSERT, ACTION, END in this order"
    )
    outcome: Outcome | None = Field(
        default=None,
        description="Set once state is END. `done`: read, and it adds up. `needs_review`: read, "
        "and waits for a decision at `/v1/review`. `rejected`: not to be read, for its `reason`. "
        "`duplicate`: the hub had it. `parked`: goes on later by itself. `failed`: the hub broke "
        "down on it, and keeps the file",
    )
    reason: Reason | None = Field(
        default=None, description="Why, unless it is done: show `detail` to the person"
    )
    path: list[Passage] = Field(default_factory=list, description="States passed, in order")
    sense: str | None = Field(default=None, description="Reader that was picked, as name/version")
    pipeline_version: int | None = Field(
        default=None,
        description="Of the hub's reading as a whole, in the run that read it last or reads it now",
    )
    kind: str | None = Field(default=None, description="What the document is, e.g. invoice")
    title: str | None = None
    facts: int = Field(default=0, description="Facts this document is evidence for")
    parent_id: UUID | None = Field(
        default=None, description="The document this one came in, as a mail's attachment does"
    )
    enclosed: list[UUID] = Field(
        default_factory=list,
        description="Documents that came in this one; told where it is read alone, not in lists",
    )
    created_at: datetime
    updated_at: datetime
    correlation_id: CorrelationId
    deleted_at: datetime | None = None
    purge_at: datetime | None = Field(
        default=None, description="Deleted documents can be restored until then"
    )
    etag: str = Field(
        default=etag_of(0), description="Send it as `If-Match` to change the document"
    )


class PostUpload(Model):
    """Send one multipart/form-data POST to `url`: all `fields` as they are, the bytes last.

    The part of the bytes is named `file`; no token goes along. 204 says they arrived, and the rest
    happens by itself. 4xx says that these are not the bytes announced, or that the link's time is
    over: register the same file again, with another key, for a new one.
    """

    method: Literal["post"] = "post"
    url: str
    fields: dict[str, str]
    expires_at: datetime


class PutUpload(Model):
    """Send one PUT of the bytes to `url` with exactly these headers, then call complete."""

    method: Literal["put"] = "put"
    url: str
    headers: dict[str, str]
    expires_at: datetime


class UploadPart(Model):
    """One part of a multipart upload, to be sent with PUT."""

    number: int
    url: str
    size_bytes: int


class MultipartUpload(Model):
    """PUT the bytes of each part to its `url`, in any order, then call complete.

    Parts follow each other in the file, each of its `size_bytes`. Keep the `ETag` header of each
    answer, as it is, for `parts` of the completion, with `upload_id`.
    """

    method: Literal["multipart"] = "multipart"
    upload_id: str
    parts: list[UploadPart]
    expires_at: datetime


Upload = Annotated[PostUpload | PutUpload | MultipartUpload, Field(discriminator="method")]


class RegisteredDocument(Model):
    """Answer to a registration: the document, and how to send its bytes unless they are here."""

    document: Document
    duplicate: bool = Field(description="True: the person already has these bytes, send nothing")
    upload: Upload | None = None


class CompletedPart(Model):
    """A part that was sent."""

    number: Whole = Field(ge=1, le=10_000)
    etag: str = Field(min_length=1, max_length=128)


class UploadCompletion(Model):
    """Says that all bytes were sent; parts only after a multipart upload."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"upload_id": None, "parts": []}]})

    upload_id: str | None = Field(default=None, max_length=1024)
    parts: list[CompletedPart] = Field(default_factory=list, max_length=10_000)


class DocumentPage(Model):
    """One page of documents, newest first."""

    items: list[Document]
    next_cursor: str | None = None


class PageImage(Model):
    """Where to fetch a picture of one page, for a short time."""

    url: str
    expires_at: datetime
    media_type: str
    page: int
    marked: int = Field(description="Places marked on it: those where the fact was read")


class Content(Model):
    """Where to fetch the original bytes, for a short time."""

    url: str
    expires_at: datetime
    media_type: str
    name: str
