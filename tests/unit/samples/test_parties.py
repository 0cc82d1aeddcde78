from __future__ import annotations

import re

import pytest

from samples import card, parties
from samples.parties import Party
from tests.unit.samples.conftest import Written
from tests.unit.samples.reading import iban_is_valid, text_of

CAST = [value for value in vars(parties).values() if isinstance(value, Party)]
# Source: Banken in Nederland die IBANs uitgeven; a code of these would be a real bank's.
REAL_DUTCH_BANKS = {
    "ABNA", "ASNB", "BUNQ", "FVLB", "INGB", "KNAB", "RABO", "RBRB", "SNSB", "TRIO", "REVO", "ADYB",
}  # fmt: skip
# Source: BNetzA 2015 (Köln 4710, Frankfurt 90009), ARCEP 2022 (03 53 01), NANPA 555-01xx.
FICTION = re.compile(
    r"\+49 221 4710 \d{3}|\+49 69 90009 \d{3}|\+33 3 53 01 \d\d \d\d|"
    r"\+1 \d{3} 555 01\d\d"
)


@pytest.mark.parametrize("party", CAST, ids=lambda party: party.name)
def test_a_party_can_be_reached_only_in_fiction(party: Party) -> None:
    assert not party.mail or party.mail.endswith(".example")
    assert not party.web or party.web.endswith(".example")
    assert not party.phone or FICTION.fullmatch(party.phone)


@pytest.mark.parametrize("party", CAST, ids=lambda party: party.name)
def test_an_account_is_valid_and_at_no_real_bank(party: Party) -> None:
    if party.iban:
        assert iban_is_valid(party.iban)
        assert party.iban[4:8] not in REAL_DUTCH_BANKS
        assert party.iban[:2] != "DE" or party.iban[4] == "9"
        assert party.iban[:2] != "FR" or party.iban[4:8] == "9999"


@pytest.mark.parametrize("party", CAST, ids=lambda party: party.name)
def test_a_name_fits_every_bank_format(party: Party) -> None:
    name = party.on_statement

    if party.bank_name:
        assert len(name) <= 32
        assert re.fullmatch(r"[A-Z0-9 ]+", name)


def test_accounts_and_vat_ids_belong_to_one_party_each() -> None:
    ibans = [party.iban for party in CAST if party.iban]
    vat_ids = [party.vat_id for party in CAST if party.vat_id]

    assert len(set(ibans)) == len(ibans)
    assert len(set(vat_ids)) == len(vat_ids)
    assert iban_is_valid(card.COMPANY_IBAN)
    assert iban_is_valid(parties.SAVINGS_IBAN)


def test_every_iban_on_paper_is_valid(inbox: Written) -> None:
    pattern = re.compile(
        r"\b(?:NL\d\d(?: ?[A-Z]{4})(?: ?\d{4}){2} ?\d\d|DE\d\d(?: ?\d{4}){4} ?\d\d)"
    )

    for row in inbox.truth:
        if row["outcome"] == "done":
            for iban in pattern.findall(text_of(inbox.path(row["file"]))):
                assert iban_is_valid(iban.replace(" ", "")), row["file"]


def test_every_mail_address_in_the_inbox_is_an_example(inbox: Written) -> None:
    for row in inbox.truth:
        if row["outcome"] == "done":
            hosts = re.findall(r"[\w.]@([\w.-]+\w)", text_of(inbox.path(row["file"])))

            assert all(host.endswith(".example") for host in hosts), row["file"]
