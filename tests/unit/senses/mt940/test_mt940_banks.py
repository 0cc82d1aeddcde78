"""MT940 dialects: statements made up here in the way each kind of bank spells them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from lifeos.senses.mt940.sense import Mt940Sense

from tests.support.mt940_dialects import (
    DUTCH_CLASSIC,
    DUTCH_NAMED,
    DUTCH_STRUCTURED,
    FRENCH_PAGES,
    NORDIC,
    POLISH,
    SAVINGS_BANK,
    SWISS,
)
from tests.support.statements import (
    other_digits,
    outcome,
    read_text,
    snippets_stand_where_said,
    transaction,
)

SENSE = Mt940Sense()


@dataclass(frozen=True)
class Case:
    text: str
    account: str
    rows: list[tuple[str, str, str | None, str | None, str]]  # amount, day, who, reference, words


CASES = {
    "german savings bank": Case(
        SAVINGS_BANK,
        "0000123456",
        [
            ("-48.90", "2025-07-01", "STADTWERKE MUSTERSTADT GMBH", "2025-07-0815",
             "Abschlag Juli Vertragskonto 200045"),
            ("2310.55", "2025-07-02", "Beispiel AG", "LOHN0625", "Gehalt Juni"),
            ("-3.95", "2025-07-03", None, None, "Entgelt Juni 2025"),
        ],
    ),
    "dutch, SWIFT codes": Case(
        DUTCH_STRUCTURED,
        "NL69INGB0123456789",
        [
            ("1.56", "2025-03-15", "ING BANK NV INZAKE WEB", "EV12341REP1231456T1234",
             "EV10001REP1000000T1000"),
            ("-1.57", "2025-03-15", None, "M000000003333333", "TOTAAL 1 VZ"),
            ("1.57", "2025-03-15", "J.Janssen", "20250123REF",
             "Terugboeking wegens andere redenen"),
        ],
    ),
    "dutch, named parties": Case(
        DUTCH_NAMED,
        "NL71RABO0123456789",
        [
            ("-120.50", "2025-04-01", "WATERBEDRIJF DE BRON", "FACT-2025-33",
             "Termijn april klantnr 4711"),
            ("75.25", "2025-04-01", "MEVR. A. LOVELACE", None, "Voor de taart"),
        ],
    ),
    "dutch, before SEPA": Case(
        DUTCH_CLASSIC,
        "484869868",
        [
            ("-10.25", "2025-04-02", None, None,
             "BEA NR:33Q0YW 02.04.25/12.31 BAKKERIJ BART ULFT,PAS123"),
            ("5", "2025-04-02", "J DOE", None, "Lunch"),
        ],
    ),
    "swiss": Case(
        SWISS,
        "CH9300762011623852957",
        [
            ("-1200", "2025-03-03", None, "0303BN0001",
             "Dauerauftrag Miete Maerz Immobilien Muster AG, 8000 Zuerich"),
            ("345.6", "2025-03-03", None, "QRR 21000000000313", "Gutschrift QR-Rechnung"),
        ],
    ),
    "nordic, one row broken": Case(
        NORDIC,
        "50000012345",
        [
            ("20000.00", "2025-03-05", None, "1234567890123456", "Insattning"),
            ("-499.00", "2025-03-05", None, "SWISH", "NMSC"),
        ],
    ),
    "polish, caret subfields": Case(
        POLISH,
        "PL61109010140000071219812874",
        [
            ("-249.99", "2025-01-10", "SPOLDZIELNIA MIESZKANIOWA", "MB250110001",
             "CZYNSZ ZA STYCZEN LOKAL 7"),
        ],
    ),
    "french, two pages": Case(
        FRENCH_PAGES,
        "30004008280001086288776",
        [
            ("-20.00", "2025-03-03", None, "0001234", "CHEQUE 0001234"),
            ("-45.50", "2025-03-04", None, None, "PRLV SEPA EDF CLIENTS"),
        ],
    ),
}  # fmt: skip
WHOLE = [name for name in CASES if "broken" not in name]


@pytest.mark.parametrize("name", CASES)
def test_each_dialect_gives_its_rows(name: str) -> None:
    case = CASES[name]

    rows = [(draft.amount, transaction(draft)) for draft in read_text(SENSE, case.text).rows]

    assert [
        (amount, row.booked_on.isoformat(), row.counterparty, row.reference, row.description)
        for amount, row in rows
    ] == [(Decimal(amount), *rest) for amount, *rest in case.rows]
    assert {row.account for _, row in rows} == {case.account}


@pytest.mark.parametrize("name", WHOLE)
def test_each_dialect_is_proved_by_its_balances(name: str) -> None:
    statement = read_text(SENSE, CASES[name].text)

    assert statement.doubts == []
    assert statement.tally.declared_sum == statement.tally.found_sum
    assert statement.adds_up


@pytest.mark.parametrize("name", WHOLE)
def test_in_no_dialect_a_changed_digit_of_an_amount_passes(name: str) -> None:
    amounts = r"^:61:\d{6}(?:\d{4})?[CD][A-Z]?([\d,]+)|^:6[02][FM]:.\d{6}[A-Z]{3}([\d,]+)"

    changed = list(other_digits(CASES[name].text, amounts))

    assert len(changed) >= 3
    assert {outcome(SENSE, text.encode()) for text in changed} == {"review"}


@pytest.mark.parametrize("name", CASES)
def test_in_every_dialect_evidence_stands_where_it_says(name: str) -> None:
    text = CASES[name].text

    statement = read_text(SENSE, text)

    assert snippets_stand_where_said(statement, text)
    fields = {place.field for draft in statement.rows for place in draft.evidence}
    assert {"amount", "booked_on", "account", "description"} <= fields


def test_a_broken_row_between_good_ones_is_named() -> None:
    statement = read_text(SENSE, NORDIC)

    assert statement.doubts == ["row-unreadable"]
    assert "line 8" in statement.tally.doubts[0].detail
    assert (statement.tally.found_count, statement.tally.declared_count) == (2, 3)


def test_all_dialects_in_one_file_stay_apart() -> None:
    text = "".join(CASES[name].text.strip("\x01\x03") + "\n" for name in WHOLE)

    statement = read_text(SENSE, text)

    assert len(statement.rows) == sum(len(CASES[name].rows) for name in WHOLE)
    assert statement.doubts == []
    assert statement.tally.found_sum is None


def test_available_balances_are_facts_but_no_part_of_the_proof() -> None:
    statement = read_text(
        SENSE, DUTCH_STRUCTURED.replace(":64:C250315EUR664,05", ":64:C250315EUR1,")
    )

    assert statement.adds_up
    assert ("other", Decimal(1), "2025-03-15") in statement.balances


@pytest.mark.parametrize(
    ("before", "after", "doubt"),
    [
        (":62F:C250703EUR3461,87\n", "", "truncated"),
        (":60F:C250630EUR1204,17\n", "", "balance-missing"),
        (":60F:C250630EUR1204,17", ":60F:X250630EUR1204,17", "balance-unreadable"),
        (":60F:C250630EUR1204,17", ":60F:C250699EUR1204,17", "balance-unreadable"),
        (":62F:C250703EUR", ":62F:C250703USD", "balance-differs"),
        (":25:50050201/0000123456\n", ":25:\n", "account-unknown"),
        (":28C:00042/001", ":99:00042/001", "not-read"),
    ],
)
def test_each_thing_wrong_with_a_statement_is_a_doubt_of_its_own(
    before: str, after: str, doubt: str
) -> None:
    statement = read_text(SENSE, SAVINGS_BANK.replace(before, after))

    assert doubt in statement.doubts
    assert len(statement.rows) == 3


def test_an_interim_report_says_its_currency_in_the_field_of_its_floor() -> None:
    text = (
        ":20:X\n:25:DE89370400440532013000\n:28C:1/1\n:34F:EURD0,\n:13D:2501031200+0100\n"
        ":61:2501030103D45,30NMSCNONREF\n:86:shop\n:90D:1EUR45,30\n:90C:0EUR0,\n-\n"
    )

    statement = read_text(SENSE, text)

    assert [fact.currency for fact in statement.rows] == ["EUR"]
    assert statement.doubts == []
