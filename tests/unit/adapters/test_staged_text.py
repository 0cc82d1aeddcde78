"""What leaves for the staging tables: texts, JSON and the hash of an identity."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.adapters.postgres_staging import as_json, identity_of, staged
from lifeos.adapters.postgres_text import hold_any_text, hold_what_is_storable, storable
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


@given(texts=st.tuples(*[ANY_TEXT.filter(len)] * 5))
def test_a_staged_row_holds_nothing_that_cannot_be_stored(texts: tuple[str, ...]) -> None:
    title, reason, unit, description, uid = texts
    told = TransactionData.model_construct(description=description, booked_on=date(2026, 1, 5))
    fact = a_draft("a").model_copy(
        update={"title": title, "confidence_reason": reason, "unit": unit, "data": told}
    )
    fact = fact.model_copy(update={"series": ("event", uid), "identity": texts})

    row = staged(fact, seq=1, fact_id=uuid4())

    assert [text for text in row if isinstance(text, str) and storable(text) != text] == []


def test_a_cursor_for_such_rows_writes_their_texts_unseen() -> None:
    cursor: Any = SimpleNamespace(adapters=AdaptersMap(psycopg.adapters), connection=None)
    hold_any_text(cursor)

    hold_what_is_storable(cursor)

    dumper = Transformer(cursor).get_dumper("", PyFormat.TEXT)
    assert type(dumper) is type(Transformer().get_dumper("", PyFormat.TEXT))
    assert bytes(dumper.dump("B\u00e4cker\t") or b"") == "B\u00e4cker\t".encode()
