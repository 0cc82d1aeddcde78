"""The published contract: what every API function says of itself, merged over the catalogue.

Powertools derives paths, parameters and schemas from the handlers' signatures. Added here is
what the edge does for all of them alike: signing in, idempotency, conditions, problems, headers.
Source: OpenAPI 3.1.1.
"""

from __future__ import annotations

import json
from importlib import import_module
from types import ModuleType
from typing import Any

from lifeos.contracts.limits import LIMITS
from lifeos.contracts.live import Changes, LiveProblem, Ping, Pong, Replayed, Reset, Resume
from lifeos.contracts.problem import Problem
from pydantic import BaseModel

from functions.catalogue import CATALOGUE, Function
from tools.openapi import operations, schemas
from tools.openapi.committed import PATH
from tools.openapi.refusals import HEADERS, PARAMETERS, refusal_responses
from tools.openapi.words import problem_types

Json = dict[str, Any]
ABOUT = """\
Everything a client needs to put documents in and read facts out.

* Sign in as the security scheme `person` says and send the **id token** as
  `Authorization: Bearer <token>`.
* A file goes in by `register_document`, then to the `upload.url` of its answer as `upload.method`
  says, then by itself: follow its `state` to `END` on the live socket, or ask for it now and then.
* Every `POST` takes an `Idempotency-Key`. The same key and body answer the same again, with one
  effect, for an hour; a failed call is forgotten, so that it may be sent again.
* What changes something that is there takes `If-Match` with the `etag` that was seen: 428 without
  it, 412 with the thing as it is now (`current`) when it has changed since.
* Every failure is an RFC 9457 problem: branch on `type` (`x-problem-types` has them all; there may
  be more, then go by the status), show `detail` to the person.
* Lists are walked with `next_cursor` until it is null; a cursor is opaque.
* Inside `/v1` fields are added and never taken away: ignore what you do not know.
* Money and measures are decimal strings. Instants carry their zone.
* Changes of documents arrive as they happen on a WebSocket: `x-live-socket`.
* Requests are limited per person and class of routes (`x-rate-limit` of each operation):
  {limits}.
  `RateLimit` on every answer tells what is left; after a 429 wait `Retry-After` seconds.
* `X-Correlation-ID` is returned with every answer; send your own to find a request again.
"""


SIGNING_IN = """\
The id token of the hub's own Cognito user pool. Whoever deployed the hub tells its region and
`UserPoolClientId` (an output of the deployment) and makes the account; `USER_SRP_AUTH` by a Cognito
library, or in plain HTTP:

    POST https://cognito-idp.<region>.amazonaws.com/      (on a laptop: the emulator's own address)
    Content-Type: application/x-amz-json-1.1
    X-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth

    {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "<UserPoolClientId>",
     "AuthParameters": {"USERNAME": "<name>", "PASSWORD": "<password>"}}

answers `{"AuthenticationResult": {"IdToken": ..., "RefreshToken": ..., "ExpiresIn": 3600}}`, or a
`ChallengeName` to be answered with `RespondToAuthChallenge` (a first password to be changed, a code
of an authenticator). Before the hour is over: `AuthFlow` `REFRESH_TOKEN_AUTH` with
`{"REFRESH_TOKEN": ...}`, for thirty days. 401 from the hub: sign in again.
"""


def about() -> str:
    """What a client must know before it reads on, limits included."""
    told = (f"{each.name} {each.burst} at once, then {each.per_second}/s" for each in LIMITS)
    return ABOUT.format(limits="; ".join(told))


def document() -> Json:
    """The whole contract. Raises: ValueError when catalogue and handlers disagree."""
    paths: Json = {}
    found: Json = {}
    for function in CATALOGUE:
        if function.trigger == "api":
            _merge(function, paths=paths, found=found)
    _add(found, schemas.of_model(Problem))
    for model in (*SAID_BY_THE_HUB, *SAID_BY_CLIENTS):
        _add(found, schemas.of_model(model))
    _embed_examples(paths, found)
    return {
        "openapi": "3.1.0",
        "info": {"title": "LifeOS Hub", "version": "1.0.0", "description": about()},
        "servers": [{"url": "/", "description": "`lifeos status` and the deploy name the base"}],
        "security": [{"person": []}],
        "paths": paths,
        "x-live-socket": SOCKET,
        "x-problem-types": problem_types(),
        "components": {
            "schemas": schemas.published(found, paths, socket=SOCKET),
            "responses": _used_refusals(paths),
            "parameters": PARAMETERS,
            "headers": HEADERS,
            "securitySchemes": {"person": _PERSON},
        },
    }


SAID_BY_THE_HUB = (Changes, Replayed, Reset, Pong, LiveProblem)
SAID_BY_CLIENTS = (Resume, Ping)


def _one_of(*models: type[BaseModel]) -> Json:
    return {"oneOf": [{"$ref": schemas.REF + model.__name__} for model in models]}


def _how_to_listen() -> str:
    """docs/live.md from its first heading on: who has only the contract has all of it."""
    text = (PATH.parent / "live.md").read_text(encoding="utf-8")
    return text[text.index("## ") :]


# OpenAPI knows no sockets: an extension, with schemas like any other.
SOCKET: Json = {
    "description": _how_to_listen(),
    "openedBy": {"operationId": "create_live_ticket"},
    "hubSays": _one_of(*SAID_BY_THE_HUB),
    "clientSays": _one_of(*SAID_BY_CLIENTS),
}

_PERSON = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": SIGNING_IN,
}


def _merge(function: Function, *, paths: Json, found: Json) -> None:
    module = import_module(f"functions.{function.name}.handler")
    described: Json = json.loads(module.app.get_openapi_json_schema())
    _require_same_routes(function, described["paths"])
    for route in function.routes:
        method = route.method.lower()
        operation = described["paths"][route.path][method]
        name = operations.function_name(operation, route)
        paths.setdefault(route.path, {})[method] = operations.completed(
            operation, route, name=name, docstring=_docstring(module, name)
        )
    _add(found, described.get("components", {}).get("schemas", {}))


def _require_same_routes(function: Function, described: Json) -> None:
    """Raises ValueError naming the routes that only one side knows."""
    known = {(path, method.upper()) for path, item in described.items() for method in item}
    listed = {(route.path, route.method) for route in function.routes}
    if known != listed:
        raise ValueError(f"{function.name}: catalogue and handler differ on {known ^ listed}")


def _used_refusals(paths: Json) -> Json:
    known = [operation for item in paths.values() for operation in item.values()]
    used = {status for each in known for status in each["responses"]}
    return {s: response for s, response in refusal_responses().items() if s in used}


def _docstring(module: ModuleType, name: str) -> str:
    return str(getattr(module, name).__doc__)


def _add(found: Json, more: Json) -> None:
    """Raises ValueError when two functions mean different things by one name."""
    for name, schema in more.items():
        if found.setdefault(name, schema) != schema:
            raise ValueError(f"Two schemas are named {name}.")


def _embed_examples(paths: Json, found: Json) -> None:
    """A request body shows the example of its model, where every tool looks for it."""
    for item in paths.values():
        for operation in item.values():
            for media in operation.get("requestBody", {}).get("content", {}).values():
                model = found[schemas.name_in(media["schema"])]
                if model.get("examples"):
                    media["example"] = model["examples"][0]
