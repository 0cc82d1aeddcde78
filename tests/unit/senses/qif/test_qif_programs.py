"""QIF dialects: exports made up here in the way each kind of program spells them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from lifeos.senses.qif.sense import QifSense

from tests.support.statements import (
    head_of,
    outcome,
    read_bytes,
    read_text,
    snippets_stand_where_said,
    transaction,
)

SENSE = QifSense()

QUICKEN = """!Option:AutoSwitch
!Account
NJoint Checking
TBank
DThe household account
^
NVisa Gold
TCCard
L5000.00
^
!Clear:AutoSwitch
!Option:AutoSwitch
!Account
NJoint Checking
TBank
^
!Type:Bank\x20
D1/ 2'25
U1,250.00
T1,250.00
CX
POpening Balance
L[Joint Checking]
^
D1/15'25
U-84.20
T-84.20
N2041
PCity Water
A1 Main Street
ASpringfield
LUtilities:Water
^
!Account
NVisa Gold
TCCard
^
!Type:CCard\x20
D1/20'25
U-59.99
T-59.99
PBookshop
LBooks
SBooks
EThe novel
$-39.99
SGifts
EFor Ada
$-20.00
^
"""
GNUCASH = """!Account
NAssets:Girokonto
TBank
^
!Type:Bank
D2025-03-03
T-45.00
PStadtwerke
MAbschlag
LExpenses:Power
^
D2025-03-14
T2100.00
PBeispiel AG
MGehalt
LIncome:Salary
^
"""
MONEY_FR = """!Type:Bank
D31/03/2025
T-1 234,56
N0001234
PImpôts
MAcompte
^
D01/04/2025
T0,05
PIntérêts
^
"""
BANK_UK = """!Type:Oth L
D13/05/2025
PCOFFEE HOUSE LONDON
T-3.40
^
D12/05/2025
PREFUND ONLINE STORE
T18.00
^"""
SWISS = """!Type:CCard
D28.02.25
T-1'045.60
PMöbelhaus
^
D01.03.25
T20.00
PGutschrift
^
"""
INVESTMENTS = """!Type:Invst
D3/14/25
NDiv
YACME INC
T41.07
U41.07
CX
^
D3/14/25
NReinvDiv
YACME INC
I10.00
Q4.107
T41.07
^
D3/17/25
NXIn
PTransfer
T500.00
L[Checking]
$500.00
^
D3/31/25
NMiscExp
PAdvisory fee
T12.00
^
D3/31/25
NShrsIn
YACME INC
Q5
^
"""


@dataclass(frozen=True)
class Case:
    text: str
    rows: list[tuple[str, str, str | None, str | None, str]]  # amount, day, account, number, words
    kind: str = "bank_statement"
    encoding: str = "utf-8"
    doubts: tuple[str, ...] = ()


CASES = {
    "Quicken, two accounts": Case(
        QUICKEN,
        [
            ("1250.00", "2025-01-02", "Joint Checking", None, "Opening Balance"),
            ("-84.20", "2025-01-15", "Joint Checking", "2041", "City Water"),
            ("-59.99", "2025-01-20", "Visa Gold", None, "Bookshop"),
        ],
    ),
    "GnuCash": Case(
        GNUCASH,
        [
            ("-45.00", "2025-03-03", "Assets:Girokonto", None, "Stadtwerke Abschlag"),
            ("2100.00", "2025-03-14", "Assets:Girokonto", None, "Beispiel AG Gehalt"),
        ],
    ),
    "French Money": Case(
        MONEY_FR,
        [
            ("-1234.56", "2025-03-31", None, "0001234", "Impôts Acompte"),
            ("0.05", "2025-04-01", None, None, "Intérêts"),
        ],
        encoding="cp1252",
    ),
    "UK bank without a last end mark": Case(
        BANK_UK,
        [
            ("-3.40", "2025-05-13", None, None, "COFFEE HOUSE LONDON"),
            ("18.00", "2025-05-12", None, None, "REFUND ONLINE STORE"),
        ],
    ),
    "Swiss card": Case(
        SWISS,
        [
            ("-1045.60", "2025-02-28", None, None, "Möbelhaus"),
            ("20.00", "2025-03-01", None, None, "Gutschrift"),
        ],
        "card_statement",
    ),
    "investments": Case(
        INVESTMENTS,
        [
            ("41.07", "2025-03-14", None, None, "ACME INC"),
            ("500.00", "2025-03-17", None, None, "Transfer"),
            ("-12.00", "2025-03-31", None, None, "Advisory fee"),
        ],
        "investment_statement",
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
        (amount, row.booked_on.isoformat(), row.account, row.reference, row.description)
        for amount, row in read
    ] == [(Decimal(amount), *rest) for amount, *rest in case.rows]


@pytest.mark.parametrize("name", NAMES)
def test_each_dialect_has_only_the_doubts_it_earns(name: str) -> None:
    case = CASES[name]

    statement = read_text(SENSE, case.text, case.encoding)

    assert tuple(statement.doubts) == case.doubts
    assert statement.tally.declared_count == statement.tally.found_count == len(case.rows)
    assert statement.tally.document_kind == case.kind or len({row[2] for row in case.rows}) > 1


@pytest.mark.parametrize("name", NAMES)
def test_every_dialect_is_known_by_its_content(name: str) -> None:
    assert SENSE.score(head_of(CASES[name].text.encode(CASES[name].encoding))) > 0.9


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_of_every_system_read_the_same(name: str) -> None:
    case = CASES[name]
    identities = [draft.identity for draft in read_text(SENSE, case.text, case.encoding).rows]

    for newline in ("\r\n", "\r", "  \n"):
        content = case.text.replace("\n", newline).encode(case.encoding)

        assert [draft.identity for draft in read_bytes(SENSE, content).rows] == identities


@pytest.mark.parametrize("name", NAMES)
def test_in_every_dialect_evidence_stands_where_it_says(name: str) -> None:
    case = CASES[name]

    statement = read_text(SENSE, case.text, case.encoding)

    assert snippets_stand_where_said(statement, case.text)
    fields = {place.field for draft in statement.rows for place in draft.evidence}
    assert {"amount", "booked_on", "description"} <= fields


@pytest.mark.parametrize("name", NAMES)
def test_a_dialect_cut_inside_a_record_is_never_done(name: str) -> None:
    case = CASES[name]
    ends = [place for place, letter in enumerate(case.text) if letter == "T"][-1]

    assert outcome(SENSE, case.text[: ends + 3].encode(case.encoding)) == "review"


def test_amounts_written_twice_are_held_against_each_other() -> None:
    statement = read_text(SENSE, QUICKEN.replace("U-84.20", "U-84.30"))

    assert statement.doubts == ["amount-ambiguous"]
    assert statement.tally.doubts[0].readings == ["-84.20", "-84.30"]


def test_investment_records_that_move_no_cash_are_named() -> None:
    detail = read_text(SENSE, INVESTMENTS).tally.doubts[0].detail

    assert "1 ReinvDiv (investment), 1 ShrsIn (investment)" in detail


def test_no_currency_is_made_up() -> None:
    statement = read_text(SENSE, GNUCASH)

    assert {draft.currency for draft in statement.rows} == {None}
