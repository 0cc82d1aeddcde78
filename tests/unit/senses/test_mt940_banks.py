"""MT940 dialects: statements made up here in the way each kind of bank spells them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from lifeos.senses.mt940 import Mt940Sense

from tests.support.statements import (
    other_digits,
    outcome,
    read_text,
    snippets_stand_where_said,
    transaction,
)

SENSE = Mt940Sense()

SAVINGS_BANK = """:20:STARTUMS
:21:NONREF
:25:50050201/0000123456
:28C:00042/001
:60F:C250630EUR1204,17
:61:2507010701DR48,90N005NONREF
:86:105?00FOLGELASTSCHRIFT?109248?20EREF+2025-07-0815?21MREF+M-7788-1
?22CRED+DE98ZZZ09999999999?23SVWZ+Abschlag Juli Vertrags?24konto 20
0045?30HELADEF1822?31DE02500502010000654321?32STADTWERKE MUSTERSTADT
?33 GMBH?34992
:61:2507020702CR2310,55N060NONREF
:86:153?00GEHALT/RENTE?109310?20EREF+LOHN0625?21SVWZ+Gehalt Juni?30COBA
DEFFXXX?31DE89370400440532013000?32Beispiel AG
:61:2507030703DR3,95N026NONREF
:86:808?00ENTGELTABSCHLUSS?109320?20Entgelt Juni 2025
:62F:C250703EUR3461,87
-
"""
DUTCH_STRUCTURED = """{1:F01INGBNL2ABXXX0000000000}
{2:I940INGBNL2AXXXN}
{4:
:20:P250315000000001
:25:NL69INGB0123456789EUR
:28C:00074
:60F:C250314EUR662,49
:61:2503150315C1,56NTRFEREF//25031512345678
/TRCD/00100/
:86:/EREF/EV12341REP1231456T1234//CNTP/NL32INGB0000012345/INGBNL2
A/ING BANK NV INZAKE WEB///REMI/USTD//EV10001REP1000000T1000/
:61:2503150315D1,57NTRFPREF//25031512345679
/TRCD/00200/
:86:/PREF/M000000003333333//REMI/USTD//TOTAAL 1 VZ/
:61:2503150315C1,57NRTIEREF//25031512345680
/TRCD/00190/
:86:/RTRN/MS03//EREF/20250123REF//CNTP/NL32INGB0000012345/INGBNL2
A/J.Janssen///REMI/USTD//Terugboeking wegens andere redenen/
:62F:C250315EUR664,05
:64:C250315EUR664,05
:65:C250316EUR664,05
:86:/SUM/2/1/3,13/1,57/
-}
"""
DUTCH_NAMED = """:940:
:20:940S250401
:25:NL71RABO0123456789 EUR
:28C:25065
:60F:C250331EUR000000000500,00
:61:250401D000000000120,50N586EREF
NL20INGB0001234567
:86:/MARF/MND-001/EREF/FACT-2025-33/BENM//NAME/WATERBEDRIJF DE BRO
N/REMI/Termijn april klantnr 4711/CSID/NL98ZZZ999999990000/ISDT/20
25-04-01
:61:250401C000000000075,25N541NONREF
NL18ABNA0484869868
:86:/ORDP//NAME/MEVR. A. LOVELACE/ADDR/LAAN 1 ULM/REMI/Voor de taart
:62F:C250401EUR000000000454,75
"""
DUTCH_CLASSIC = """ABNANL2A
940
ABNANL2A
:20:ABN AMRO BANK NV
:25:484869868
:28:09201/1
:60F:C250401EUR100,25
:61:2504020402D10,25N426NONREF
:86:BEA   NR:33Q0YW   02.04.25/12.31 BAKKERIJ BART ULFT,PAS123
:61:2504020402C5,N247NONREF
:86:/TRTP/SEPA OVERBOEKING/IBAN/NL46ABNA0499998748/BIC/ABNANL2A/NAME/J
 DOE/REMI/Lunch/EREF/NOTPROVIDED
:62F:C250402EUR95,
-
"""
SWISS = """:20:0000000001
:25:CH9300762011623852957
:28C:31/1
:60F:C250228CHF12500,
:61:2503030303D1200,NTRFNONREF//0303BN0001
Dauerauftrag
:86:Dauerauftrag Miete Maerz
Immobilien Muster AG, 8000 Zuerich
:61:2503040303C345,6NMSCQRR 21000000000313//0303BN0002
:86:Gutschrift QR-Rechnung
:62F:C250304CHF11645,6
:64:C250304CHF11645,6
-
"""
NORDIC = """{1:F01NDEASESSAXXX0000000000}{2:O9401200250305NDEASESSAXXX00000000002503051200N}{4:
:20:250305/0001
:25:5000 00 12345
:28C:64/1
:60F:D250304SEK1500,00
:61:2503050305C20000,00NTRF1234567890123456//A1B2C3
Insattning
:61:2503050305D-
:86:broken on purpose
:61:2503050305D499,00NMSCSWISH
:62F:C250305SEK18001,00
-}
"""
POLISH = """\x01:20:ST250110CYC/5
:25:PL61109010140000071219812874
:28C:5/1
:60F:C250109PLN1000,00
:61:2501100110DN249,99NTRFNONREF//MB250110001
944-PRZELEW WYCHODZACY
:86:944^00PRZELEW WYCHODZACY^20CZYNSZ ZA STYCZEN^21LOKAL 7^3010901014^38
PL27114020040000300201355387^32SPOLDZIELNIA^33MIESZKANIOWA
:62F:C250110PLN750,01
:64:C250110PLN750,01
-\x03"""
FRENCH_PAGES = """:20:FR25061
:25:30004008280001086288776
:28C:61/1
:60F:C250301EUR50,00
:61:2503030303D20,00NCHK0001234
:86:CHEQUE 0001234
:62M:C250303EUR30,00
-
:20:FR25061
:25:30004008280001086288776
:28C:61/2
:60M:C250303EUR30,00
:61:2503040304D45,50NDDTNONREF
:86:PRLV SEPA EDF CLIENTS
:62F:D250304EUR15,50
-
"""


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
