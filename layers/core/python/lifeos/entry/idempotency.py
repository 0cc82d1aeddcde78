"""One effect per Idempotency-Key, kept in the status table by Powertools. Source: ADR 0003."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyItemAlreadyExistsError,
    IdempotencyPersistenceLayerError,
    IdempotencyValidationError,
)
from aws_lambda_powertools.utilities.idempotency.serialization.pydantic import PydanticSerializer

from lifeos import wiring
from lifeos.contracts.base import Model
from lifeos.errors import ConflictError, InvalidInputError, MalformedError

M = TypeVar("M", bound=Model)
# As long as an upload link lives: a repeated answer must not hand out a dead link.
REMEMBERED_S = 3600
_KEY = re.compile(r"[!-~]{1,255}")


class KeyMissingError(MalformedError):
    """A write without an Idempotency-Key."""

    code = "idempotency-key-missing"


class KeyReusedError(InvalidInputError):
    """An Idempotency-Key that was used with another body."""

    code = "idempotency-key-reused"


class InProgressError(ConflictError):
    """The first request with this key has not ended yet."""

    code = "request-in-progress"


@dataclass(frozen=True, slots=True)
class Write:
    """Who asks for what under which key."""

    user_id: UUID
    key: str | None
    body: Model
    context: Any  # Lambda's: it tells until when the answer may still come


def run_once(
    prefix: str,
    act: Callable[[], M],
    *,
    write: Write,
    answer: type[M],
) -> M:
    """Run `act` unless this person's key was answered before; then that answer.

    Raises: KeyMissingError, KeyReusedError, InProgressError, ThrottledError, UpstreamError, and
    what `act` raises;
    a failed act leaves no record, so it may be tried again.
    """
    if _KEY.fullmatch(write.key or "") is None:
        raise KeyMissingError("Send an Idempotency-Key of 1 to 255 visible ASCII characters.")

    def acted(*, request: dict[str, Any]) -> M:
        return act()

    guarded: Callable[..., M] = idempotent_function(
        acted,
        data_keyword_argument="request",
        persistence_store=_store(write.user_id),
        config=_config(write.context),
        key_prefix=prefix,
        output_serializer=PydanticSerializer(model=answer),
    )
    with _translated():
        return guarded(request={"key": write.key, "body": write.body.model_dump(mode="json")})


def _store(user_id: UUID) -> DynamoDBPersistenceLayer:
    """A person's own: a copy, since one made anew leaves one more hook on the client for good."""
    store = copy(_anybody(wiring.hub().dynamodb, wiring.hub().table))
    store.static_pk_value = f"IDEMPOTENCY#{user_id}"
    return store


@lru_cache(maxsize=1)
def _anybody(client: Any, table: str) -> DynamoDBPersistenceLayer:
    return DynamoDBPersistenceLayer(
        table_name=table, key_attr="pk", sort_key_attr="sk", boto3_client=client
    )


def _config(context: Any) -> IdempotencyConfig:
    config = IdempotencyConfig(
        event_key_jmespath="key",
        payload_validation_jmespath="body",
        raise_on_no_idempotency_key=True,
        expires_after_seconds=REMEMBERED_S,
        hash_function="sha256",
    )
    # Until when a request counts as running: one that died must not block its repeat for an hour.
    config.register_lambda_context(context)
    return config


@contextmanager
def _translated() -> Iterator[None]:
    """The library's errors as ours."""
    try:
        yield
    except IdempotencyValidationError as error:
        raise KeyReusedError("This Idempotency-Key was used with another body.") from error
    except (IdempotencyAlreadyInProgressError, IdempotencyItemAlreadyExistsError) as error:
        raise InProgressError("The first request with this key is still running.") from error
    except IdempotencyPersistenceLayerError as error:
        with wiring.hub().table_errors():
            raise error.__cause__ or error from None
