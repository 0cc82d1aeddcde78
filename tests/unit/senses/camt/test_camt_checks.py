"""What a CAMT message states against what it holds, and broken ones."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.errors import RejectedError
from lifeos.senses.camt.sense import CamtSense

from tests.support.camt_texts import DECLARATION, balance, camt, details, entry
from tests.support.statements import (
    broken,
    head_of,
    other_digits,
    outcome,
    read_text,
)

SENSE = CamtSense()


def summary(**figures: str) -> str:
    paths = {
        "count": "<TtlNtries><NbOfNtries>{}</NbOfNtries></TtlNtries>",
        "sum": "<TtlNtries><Sum>{}</Sum></TtlNtries>",
        "net": "<TtlNtries><TtlNetNtryAmt>{}</TtlNetNtryAmt>"
        "<CdtDbtInd>CRDT</CdtDbtInd></TtlNtries>",
        "credit": "<TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>{}</Sum></TtlCdtNtries>",
        "debit": "<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>{}</Sum></TtlDbtNtries>",
    }
    inside = "".join(paths[name].format(value) for name, value in figures.items())
    return f"<TxsSummry>{inside}</TxsSummry>"


@pytest.mark.parametrize(
    ("figures", "doubts"),
    [
        ({"count": "2", "credit": "20.00", "debit": "12.50"}, []),
        ({"sum": "32.50"}, []),
        ({"net": "7.50"}, []),
        ({"count": "3"}, ["count-differs"]),
        ({"sum": "32.40"}, ["sum-differs"]),
        ({"net": "7.60"}, ["sum-differs"]),
        ({"credit": "21.00", "debit": "12.50"}, ["sum-differs"]),
    ],
)
def test_a_summary_is_held_against_the_entries(figures: dict[str, str], doubts: list[str]) -> None:
    statement = read_text(SENSE, camt(summary(**figures) + entry() + entry(2000)))

    assert statement.doubts == doubts
    assert statement.tally.declared_count == int(figures.get("count", "2"))


def test_a_summary_may_leave_pending_entries_out() -> None:
    text = camt(summary(count="1") + entry() + entry(-5, status="PDNG"))

    assert read_text(SENSE, text).adds_up


def test_one_bad_entry_is_named_and_the_rest_is_kept() -> None:
    bad = entry().replace("12.50", "12,50")

    statement = read_text(SENSE, camt(entry() + bad + entry()))

    assert len(statement.rows) == 2
    assert statement.doubts == ["row-unreadable"]
    assert "line 5" in statement.tally.doubts[0].detail
    assert statement.tally.declared_count == 3


def typed(document_type: str) -> str:
    """A statement with a document type."""
    return camt(entry()).replace(DECLARATION, f"{DECLARATION}<!DOCTYPE d {document_type}>")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (typed('[<!ENTITY x SYSTEM "file:///etc/hostname">]'), "xml-entities-not-allowed"),
        (typed('SYSTEM "http://example.org/x.dtd"'), "xml-entities-not-allowed"),
        (typed('[<!ENTITY a "b"><!ENTITY c "&a;&a;">]'), "xml-entities-not-allowed"),
        (camt(entry())[:-30], "truncated"),
        (camt(entry()).replace("</Ntry>", "</Ntr>"), "damaged"),
        (camt("<A>" * 500 + "</A>" * 500), "damaged"),
        (camt(entry()).replace("UTF-8", "no-such-charset"), "damaged"),
        (camt(entry()).replace("Stmt>", "Other>"), "no-statement"),
        (camt(entry().replace("12.50", "")), "no-readable-row"),
        ("", "truncated"),
    ],
)
def test_expected_failure_hopeless_files_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(RejectedError) as refusal:
        read_text(SENSE, text)

    assert refusal.value.reason == reason


def test_score_is_by_content_alone() -> None:
    assert SENSE.score(head_of(camt("").encode(), "a.txt")) > 0.9
    assert SENSE.score(head_of(b"<html><body>camt.053</body></html>", "camt.xml")) == 0
    assert (
        SENSE.score(head_of(b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">'))
        == 0
    )


Row = tuple[int, int]
_ROWS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(-(10**8), 10**8)), min_size=1, max_size=10
)


def written(rows: list[Row], seed: int) -> str:
    """The rows as one of many banks might write them."""
    chance = random.Random(seed)
    start, net = chance.randint(-(10**6), 10**6), sum(cents for _, cents in rows)
    body = (
        balance("OPBD", start)
        + balance("CLBD", start + net)
        + "".join(
            entry(
                cents,
                day=f"{date(2024, 1, 1) + timedelta(days=day)}",
                details=chance.choice(["", details()]),
            )
            for day, cents in rows
        )
    )
    text = camt(body, version=f"{chance.randint(2, 13):02d}")
    return text if chance.random() < 0.5 else text.replace("\n", "\r\n  ")


@settings(max_examples=60)
@given(rows=_ROWS, seed=st.integers(0, 10**6))
def test_every_spelling_of_the_same_rows_reads_the_same(rows: list[Row], seed: int) -> None:
    statement = read_text(SENSE, written(rows, seed))

    assert statement.amounts == [Decimal(cents) / 100 for _, cents in rows]
    assert statement.days == [f"{date(2024, 1, 1) + timedelta(days=day)}" for day, _ in rows]
    assert statement.adds_up


def test_any_changed_digit_of_an_amount_and_any_dropped_entry_is_seen() -> None:
    text = written([(1, -1250), (2, 90001), (3, -77), (3, -77)], 1)
    entries = re.findall(r"<Ntry>.*?</Ntry>", text, re.DOTALL)

    changed = list(other_digits(text, r'<Amt Ccy="EUR">([\d.]+)'))
    dropped = [text.replace(each, "", 1) for each in entries]

    assert len(changed) > 20
    assert outcome(SENSE, text.encode()) == "done"
    assert {outcome(SENSE, each.encode()) for each in changed + dropped} == {"review"}


@settings(max_examples=100)
@given(seed=st.integers(0, 10**6))
def test_broken_files_are_refused_or_read_and_nothing_else(seed: int) -> None:
    content = broken(written([(1, -500), (2, 700)], seed).encode(), seed)

    assert outcome(SENSE, content) != "no sentence"
