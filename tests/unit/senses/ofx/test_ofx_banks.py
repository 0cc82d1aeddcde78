"""OFX dialects: downloads made up here in the way each kind of institution spells them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from lifeos.senses.ofx.sense import OfxSense

from tests.support.ofx_dialects import (
    AUSTRALIAN_XML,
    BRAZILIAN,
    BROKER,
    FRENCH,
    US_BANK,
    US_CARD,
)
from tests.support.statements import (
    head_of,
    outcome,
    read_bytes,
    read_text,
    snippets_stand_where_said,
    transaction,
)

SENSE = OfxSense()


@dataclass(frozen=True)
class Case:
    text: str
    account: str
    currency: str
    rows: list[tuple[str, str, str | None, str]]  # amount, day, reference, words
    balances: list[tuple[str, str, str]] = field(default_factory=list)
    encoding: str = "utf-8"
    doubts: tuple[str, ...] = ()


CASES = {
    "US bank": Case(
        US_BANK,
        "000000714523881",
        "USD",
        [
            ("-23.17", "2025-03-05", "202503051", "TRADER JOE'S #552 QPS"),
            ("-900.00", "2025-03-10", "202503101", "CHECK 1207"),
            ("2104.33", "2025-03-31", "202503311", "EMPLOYER INC PAYROLL PPD ID: 9111111101"),
        ],
        [("closing", "3512.90", "2025-04-01"), ("other", "3512.90", "2025-04-01")],
    ),
    "US card on one line": Case(
        US_CARD,
        "3759-876543-21001",
        "USD",
        [
            ("-31.4", "2025-03-14", "320250730001", "CAFÉ & BAR & GRILL NEW YORK"),
            ("250", "2025-03-20", "320250790002", "ONLINE PAYMENT - THANK YOU"),
        ],
        [("closing", "-418.22", "2025-04-01")],
    ),
    "French bank": Case(
        FRENCH,
        "00012345678",
        "EUR",
        [
            ("-1234.56", "2025-03-03", "8W8GZL1", "PRLV SEPA IMPÔTS Échéance n°3"),
            ("0.05", "2025-03-31", "8W8GZL2", "INTERETS"),
        ],
        [("closing", "1765.44", "2025-03-31")],
        "cp1252",
    ),
    "Brazilian bank": Case(
        BRAZILIAN,
        "1234567-8",
        "BRL",
        [
            ("150.00", "2025-03-07", "67cb-0001", "Transferência recebida pelo Pix - JOÃO"),
            ("-19.9", "2025-03-08", "67cb-0002", "Pagamento de boleto"),
        ],
    ),
    "Australian XML": Case(
        AUSTRALIAN_XML,
        "12345678",
        "AUD",
        [
            ("12.34", "2025-06-30", None, "Credit Interest <June>"),
            ("-0.50", "2025-06-30", "2", "FEE"),
        ],
        [("closing", "-99.00", "2025-06-30")],
    ),
    "broker": Case(
        BROKER,
        "Z11-222333",
        "USD",
        [
            ("41.07", "2025-03-14", "1", "DIVIDEND ACME"),
            ("-12.00", "2025-03-31", "3", "ADVISORY FEE"),
            ("-1.5", "2025-03-31", "4", "MARGININTEREST"),
            ("7", "2025-03-31", "5", "RETOFCAP"),
            ("500", "2025-03-20", "7", "EFT IN"),
        ],
        doubts=("not-read",),
    ),
}
NAMES = list(CASES)


@pytest.mark.parametrize("name", NAMES)
def test_each_dialect_gives_its_rows(name: str) -> None:
    case = CASES[name]

    statement = read_text(SENSE, case.text, case.encoding)

    read = [(draft.amount, transaction(draft)) for draft in statement.rows]
    assert [
        (amount, row.booked_on.isoformat(), row.reference, row.description) for amount, row in read
    ] == [(Decimal(amount), *rest) for amount, *rest in case.rows]
    assert {row.account for _, row in read} == {case.account}
    assert {draft.currency for draft in statement.rows} == {case.currency}


@pytest.mark.parametrize("name", NAMES)
def test_each_dialect_gives_its_balances_and_only_the_doubts_it_earns(name: str) -> None:
    case = CASES[name]

    statement = read_text(SENSE, case.text, case.encoding)

    assert statement.balances == [
        (kind, Decimal(amount), day) for kind, amount, day in case.balances
    ]
    assert tuple(statement.doubts) == case.doubts
    assert statement.tally.declared_count == statement.tally.found_count == len(case.rows)


@pytest.mark.parametrize("name", NAMES)
def test_every_dialect_is_known_by_its_content(name: str) -> None:
    assert SENSE.score(head_of(CASES[name].text.encode(CASES[name].encoding))) > 0.9


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_of_every_system_read_the_same(name: str) -> None:
    case = CASES[name]
    identities = [draft.identity for draft in read_text(SENSE, case.text, case.encoding).rows]

    for newline in ("\r\n", "\r", " \n\n"):
        content = case.text.replace("\n", newline).encode(case.encoding)

        assert [draft.identity for draft in read_bytes(SENSE, content).rows] == identities


@pytest.mark.parametrize("name", NAMES)
def test_in_every_dialect_evidence_stands_where_it_says(name: str) -> None:
    case = CASES[name]

    statement = read_text(SENSE, case.text, case.encoding)

    assert snippets_stand_where_said(statement, case.text)
    fields = {place.field for draft in statement.rows for place in draft.evidence}
    assert {"amount", "booked_on", "account", "currency", "description"} <= fields


@pytest.mark.parametrize("name", NAMES)
def test_no_dialect_cut_short_passes_as_done(name: str) -> None:
    content = CASES[name].text.strip().encode(CASES[name].encoding)

    results = {outcome(SENSE, content[:length]) for length in range(0, len(content) - 6, 53)}

    assert results.isdisjoint({"done", "no sentence"})


def test_what_a_broker_did_with_securities_is_named() -> None:
    doubt = read_text(SENSE, BROKER).tally.doubts[0]

    assert "1 REINVEST, 1 SELLSTOCK" in doubt.detail
    assert read_text(SENSE, BROKER).tally.title.endswith("1 positions not read")


def test_all_institutions_in_one_file_stay_apart() -> None:
    text = "".join(case.text for case in CASES.values())

    statement = read_text(SENSE, text)

    accounts = [transaction(draft).account for draft in statement.rows]
    assert accounts == [case.account for case in CASES.values() for _ in case.rows]
    assert statement.tally.declared_count == len(accounts)
