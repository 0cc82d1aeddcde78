"""How every failure is answered. Source: RFC 9457."""

from typing import Any

from pydantic import Field

from lifeos.contracts.base import Model


class FieldProblem(Model):
    """One field that is not right."""

    pointer: str = Field(description="JSON pointer (RFC 6901) into the request", examples=["/name"])
    detail: str


class Problem(Model):
    """application/problem+json."""

    type: str = Field(examples=["urn:lifeos:problem:not-found"])
    title: str
    status: int
    detail: str
    instance: str = Field(examples=["urn:lifeos:request:0b7c3d1e"])
    errors: list[FieldProblem] = Field(default_factory=list)
    current: dict[str, Any] | None = Field(
        default=None,
        description="With 412: the thing as it is now, its `etag` to try again with",
        json_schema_extra={"x-only-sometimes": True},
    )
