"""What leaves for the staging tables: texts, JSON and the hash of an identity."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.adapters.postgres_staging import as_json, identity_of
from lifeos.adapters.postgres_text import copy_as_is, hold_any_text
from lifeos.contracts.facts import Evidence, TransactionData
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.types.json import Jsonb

from tests.support.runs import a_draft, sha256_of

ANY_TEXT = st.text(st.characters(codec=None), max_size=30)


def as_before(kind: str, identity: tuple[str, ...]) -> str:
    """The hash that facts already in a record have."""
    named = json.dumps([kind, *identity], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()


@given(identity=st.lists(ANY_TEXT, min_size=1, max_size=3).map(tuple))
def test_an_identity_has_the_hash_it_always_had(identity: tuple[str, ...]) -> None:
    draft = a_draft("a", identity=identity)

    assert identity_of(draft) == as_before("transaction", identity)


def test_no_character_at_all_changes_the_hash() -> None:
    every = "".join(map(chr, range(0x3000))) + "\ud800\udfff\ufffe\U0001f600"

    for text in (every, every[:0x3000]):
        assert identity_of(a_draft("a", identity=(text,))) == as_before("transaction", (text,))


@pytest.mark.parametrize("text", ["plain", 'quoted "\\" tab\t', "Ä€\U0001f600", "\x01\u2028"])
def test_what_can_be_held_is_written_in_one_go(text: str) -> None:
    place = Evidence(field="title", sha256=sha256_of("x"), snippet=text, reader="csv/1")

    written = as_json([place])

    assert isinstance(written, str)
    assert [Evidence.model_validate(one) for one in json.loads(written)] == [place]
    assert "null" not in written


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\x00b\udfff"])
def test_what_cannot_is_left_to_the_connection_whole(text: str) -> None:
    told = TransactionData.model_construct(description=text, booked_on=date(2026, 1, 5))

    written = as_json(told)

    assert isinstance(written, Jsonb)
    assert written.obj["description"] == text
    assert None not in written.obj.values()


def dumper_after(*texts: str) -> Any:
    """What writes the texts of a COPY whose rows have these."""
    cursor: Any = SimpleNamespace(adapters=AdaptersMap(psycopg.adapters), connection=None)
    hold_any_text(cursor)
    copy_as_is(cursor, [(number, text, None, b"\x00") for number, text in enumerate(texts)])
    return Transformer(cursor).get_dumper("", PyFormat.TEXT)


def test_texts_without_anything_to_drop_are_written_as_they_are() -> None:
    clean, damaged = dumper_after("Bäcker", "\U0001f600"), dumper_after("Bäcker", "a\x00")

    assert bytes(clean.dump("Bäcker\t")) == "Bäcker\t".encode()
    assert type(clean) is not type(damaged)


@pytest.mark.parametrize(("text", "held"), [("a\x00b", b"ab"), ("a\ud800b", b"a?b")])
def test_one_damaged_text_has_all_of_its_batch_looked_at(text: str, held: bytes) -> None:
    dumper = dumper_after("fine", text, "fine")

    assert bytes(dumper.dump(text)) == held
    assert bytes(dumper.dump("fine")) == b"fine"
