"""Tokens that must not open anything, made from one that does. Source: RFC 8725 (JWT attacks)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import uuid
from typing import Any

import httpx
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from local.person import People, Person
from tests.support.hub import RunningHub

Json = dict[str, Any]
EXPIRES_AFTER_S = 1


def broken_tokens(hub: RunningHub, person: Person) -> dict[str, str | None]:
    """By what is wrong with it; None is no header at all. Takes a second: one has to expire."""
    good = hub.token(person)
    head, claims, signature = good.split(".")
    someone = _read(claims) | {"cognito:username": str(uuid.uuid4())}
    return {
        "nobody": None,
        "empty": "",
        "no token": "Bearer",
        "another scheme": f"Basic {base64.b64encode(b'a:b').decode()}",
        "garbage": "a.b.c",
        "unsigned": f"{head}.{claims}.",
        "alg none": f"{_written(_read(head) | {'alg': 'none'})}.{claims}.",
        "alg None": f"{_written(_read(head) | {'alg': 'NoNe'})}.{claims}.{signature}",
        "signed with the public key": _symmetric(hub, head, claims),
        "forged key, same kid": _signed(_read(head), _read(claims)),
        "forged key, unknown kid": _signed(_read(head) | {"kid": "mine"}, _read(claims)),
        "forged key, own key inside": _signed(_read(head) | {"jwk": {"kty": "RSA"}}, _read(claims)),
        "another person's name put in": f"{head}.{_written(someone)}.{signature}",
        "lifetime put up": f"{head}.{_written(_read(claims) | {'exp': 9999999999})}.{signature}",
        "another token's signature": f"{head}.{claims}.{signature[::-1]}",
        "another pool": other_pool(hub),
        "expired": expired(hub, person),
    }


def other_pool(hub: RunningHub) -> str:
    """A sound token of another pool of the same account."""
    cognito = hub.aws("cognito-idp")
    pool = cognito.create_user_pool(PoolName=f"other-{uuid.uuid4().hex[:8]}")["UserPool"]["Id"]
    people = People(hub.hub.emulator, pool, _client(hub, pool))
    person = Person.new()
    people.ensure(person)
    return people.sign_in(person)


def expired(hub: RunningHub, person: Person) -> str:
    """A token of the hub's own pool, after its time. Raises: RuntimeError if it does not end."""
    pool = hub.outputs["UserPoolId"]
    client = _client(
        hub, pool, IdTokenValidity=EXPIRES_AFTER_S, TokenValidityUnits={"IdToken": "seconds"}
    )
    token = People(hub.hub.emulator, pool, client).sign_in(person)
    left_s = _read(token.split(".")[1])["exp"] - time.time()
    if left_s > EXPIRES_AFTER_S + 1:
        raise RuntimeError(f"The token lives {left_s:.0f} s more: nothing to try expiry with.")
    time.sleep(max(0.0, left_s) + 0.2)
    return token


def access_token(hub: RunningHub, person: Person) -> str:
    """Sound and the person's own, but not the id token that the contract asks for."""
    answer = hub.aws("cognito-idp").initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH",
        ClientId=hub.outputs["UserPoolClientId"],
        AuthParameters={"USERNAME": person.username, "PASSWORD": person.password},
    )
    return str(answer["AuthenticationResult"]["AccessToken"])


def _client(hub: RunningHub, pool: str, **more: Any) -> str:
    made = hub.aws("cognito-idp").create_user_pool_client(
        UserPoolId=pool,
        ClientName=f"tried-{uuid.uuid4().hex[:8]}",
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"],
        **more,
    )
    return str(made["UserPoolClient"]["ClientId"])


def _signed(head: Json, claims: Json) -> str:
    """A token whose signature holds, under a key that nobody trusts."""
    text = f"{_written(head)}.{_written(claims)}"
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    signature = key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{text}.{_encoded(signature)}"


def _symmetric(hub: RunningHub, head: str, claims: str) -> str:
    """HS256 with the pool's public key as its secret: a verifier that trusts `alg` takes it."""
    text = f"{_written(_read(head) | {'alg': 'HS256'})}.{claims}"
    secret = _public_key(hub, str(_read(head)["kid"]))
    return f"{text}.{_encoded(hmac.new(secret, text.encode(), hashlib.sha256).digest())}"


def _public_key(hub: RunningHub, kid: str) -> bytes:
    """The pool's key as PEM, from where everybody finds it. Source: RFC 7517."""
    url = f"{hub.hub.emulator.url}/{hub.outputs['UserPoolId']}/.well-known/jwks.json"
    key = next(each for each in httpx.get(url, timeout=10).json()["keys"] if each["kid"] == kid)
    exponent, modulus = (int.from_bytes(_decoded(key[name])) for name in ("e", "n"))
    public = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    return public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _read(part: str) -> Json:
    told: Json = json.loads(_decoded(part))
    return told


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _written(value: Json) -> str:
    return _encoded(json.dumps(value, separators=(",", ":")).encode())


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
