"""What is refused before anything looks inside a request."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.entry.request import MAX_BODY_BYTES, parse_json, readable
from lifeos.errors import MalformedError, TooLargeError, UnsupportedError

STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | STORABLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(STORABLE, inner, max_size=4),
    max_leaves=12,
)


def sent(body: str | None, **headers: str) -> dict[str, Any]:
    """A POST as the gateway hands it over."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"httpMethod": "POST", "path": "/v1/x", "headers": named, "body": body}


@given(VALUES)
@settings(max_examples=150)
def test_what_json_can_say_is_read_as_json_says_it(value: Any) -> None:
    assert parse_json(json.dumps(value)) == value


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
@settings(max_examples=300)
def test_any_text_is_a_value_or_malformed(text: str) -> None:
    try:
        value = parse_json(text)
    except MalformedError:
        return

    assert json.loads(text) == value or value != value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{'a': 1}",
        '{"a": 1,}',
        '{"a": 1} {"a": 2}',
        '{"a": 1, "a": 2}',
        '{"a": {"b": 1, "b": 1}}',
        '[{"a": 1, "\\u0061": 2}]',
        "[" * 100_000,
        '{"a":' * 100_000,
        "NaN",
        "[Infinity]",
        '{"a": -Infinity}',
        "9" * 5000,
        '"\\u0000"',
        '{"\\u0000": 1}',
        '[["\\ud800"]]',
        '"\\udc00\\ud800"',
        '"\x00"',
        '"\n"',
        "\ufeff{}",
    ],
)
def test_ambiguous_or_unstorable_json_is_malformed(text: str) -> None:
    with pytest.raises(MalformedError):
        parse_json(text)


@pytest.mark.parametrize("text", ['"\\ud83d\\ude00"', '"\\\\u0000"', '"\U0001f600"', '"a\\tb"'])
def test_what_only_looks_unstorable_is_read(text: str) -> None:
    assert parse_json(text) == json.loads(text)


@pytest.mark.parametrize(
    "media",
    [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        'application/json;charset="UTF-8"',
    ],
)
def test_json_in_utf_8_goes_on(media: str) -> None:
    event = readable(sent("{}", Content_Type=media))

    assert event["body"] == "{}"
    assert event["headers"]["content-type"] == "application/json"


@pytest.mark.parametrize(
    "media",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "",
        "nonsense",
    ],
)
def test_another_media_type_is_unsupported(media: str) -> None:
    with pytest.raises(UnsupportedError):
        readable(sent("{}", Content_Type=media))


def test_a_compressed_body_is_unsupported() -> None:
    with pytest.raises(UnsupportedError):
        readable(sent("{}", Content_Type="application/json", Content_Encoding="gzip"))


def test_a_body_at_the_limit_goes_on_and_one_byte_more_does_not() -> None:
    at_limit = '"' + "é" * ((MAX_BODY_BYTES - 2) // 2) + '"'

    assert readable(sent(at_limit))["body"] == at_limit
    with pytest.raises(TooLargeError):
        readable(sent(at_limit + " "))


def test_a_huge_encoded_body_is_refused_before_it_is_decoded() -> None:
    event = sent("A" * (4 * MAX_BODY_BYTES)) | {"isBase64Encoded": True}

    with pytest.raises(TooLargeError):
        readable(event)


def test_an_encoded_body_arrives_as_text() -> None:
    body = base64.b64encode('{"name": "é"}'.encode()).decode()

    event = readable(sent(body) | {"isBase64Encoded": True})

    assert (event["body"], event["isBase64Encoded"]) == ('{"name": "é"}', False)


@pytest.mark.parametrize("raw", [b'{"name": "\xe9"}', '{"a": 1}'.encode("utf-16")])
def test_bytes_that_are_not_utf_8_are_malformed(raw: bytes) -> None:
    encoded = sent(base64.b64encode(raw).decode()) | {"isBase64Encoded": True}
    replaced = sent(raw.decode("utf-8", errors="replace"))

    for event in (encoded, replaced):
        with pytest.raises(MalformedError):
            parse_json(readable(event)["body"])


def test_what_is_no_base64_is_malformed() -> None:
    with pytest.raises(MalformedError):
        readable(sent("{}") | {"isBase64Encoded": True})


@pytest.mark.parametrize(
    "part",
    [
        {"path": "/v1/\0"},
        {"path": "/v1/documents/\n"},
        {"pathParameters": {"id": "a\0"}},
        {"multiValueQueryStringParameters": {"cursor": ["ok", "\0"]}},
        {"multiValueQueryStringParameters": {"\0": ["ok"]}},
        {"multiValueQueryStringParameters": {"kind": ["\ud800"]}},
    ],
)
def test_nul_and_half_characters_are_malformed_wherever_they_stand(part: dict[str, Any]) -> None:
    with pytest.raises(MalformedError):
        readable(sent(None) | part)


def test_the_body_of_a_read_is_not_looked_at() -> None:
    event = sent("\0 not json", Content_Type="text/plain") | {"httpMethod": "GET"}

    assert readable(event)["body"] is None


@given(
    st.text(max_size=30),
    st.none() | st.text(max_size=30),
    st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]),
)
@settings(max_examples=200)
def test_any_request_is_readable_or_a_refusal(body: str, media: str | None, method: str) -> None:
    headers = {} if media is None else {"content-type": media}
    event = sent(body) | {"headers": headers, "httpMethod": method}

    try:
        told = readable(event)
    except (MalformedError, UnsupportedError, TooLargeError):
        return

    assert told["body"] in {body, None}
