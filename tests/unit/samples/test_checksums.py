from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import checksums
from tests.unit.samples.reading import iban_is_valid

EIGHT = st.from_regex(r"[0-9]{8}", fullmatch=True)


@pytest.mark.parametrize(
    ("country", "account", "expected"),
    [
        ("NL", "ABNA0417164300", "NL91ABNA0417164300"),
        ("DE", "370400440532013000", "DE89370400440532013000"),
        ("FR", "30006000011234567890189", "FR7630006000011234567890189"),
        ("GB", "NWBK60161331926819", "GB29NWBK60161331926819"),
    ],
)
def test_ibans_of_the_standard_come_out_right(country: str, account: str, expected: str) -> None:
    assert checksums.iban(country, account) == expected


@given(st.from_regex(r"[A-Z]{4}[0-9]{10}", fullmatch=True))
def test_any_account_gets_a_valid_iban(account: str) -> None:
    assert iban_is_valid(checksums.iban("NL", account))


def test_a_french_account_ends_in_its_key() -> None:
    account = checksums.french_account("30006", "00001", account="12345678901")

    assert account == "30006000011234567890189"


@pytest.mark.parametrize(
    ("stem", "expected"), [("00449544", "NL004495445B01"), ("12345678", "NL123456782B01")]
)
def test_dutch_vat_ids_pass_the_eleven_test(stem: str, expected: str) -> None:
    assert checksums.dutch_vat_id(stem) == expected


@given(EIGHT.filter(lambda stem: stem < "99999990"))
def test_any_stem_gives_a_dutch_vat_id_that_passes(stem: str) -> None:
    digits = checksums.dutch_vat_id(stem)[2:11]

    weighted = sum(
        int(digit) * weight for digit, weight in zip(digits[:8], range(9, 1, -1), strict=True)
    )

    assert weighted % 11 == int(digits[8])


@pytest.mark.parametrize(
    ("stem", "expected"), [("13669597", "DE136695976"), ("12345678", "DE123456788")]
)
def test_german_vat_ids_come_out_right(stem: str, expected: str) -> None:
    assert checksums.german_vat_id(stem) == expected


@given(EIGHT)
def test_a_german_vat_id_reduces_to_one(stem: str) -> None:
    digits = checksums.german_vat_id(stem)[2:]

    product = 10
    for digit in digits[:-1]:
        total = (int(digit) + product) % 10
        product = (2 * (10 if total == 0 else total)) % 11

    assert (product + int(digits[-1])) % 10 == 1


def test_french_numbers_come_out_right() -> None:
    siren = checksums.french_siren("30326504")

    assert siren == "303265045"
    assert checksums.french_siren("55200844") == "552008443"
    assert checksums.french_vat_id(siren) == "FR40303265045"


def test_the_creditor_reference_of_the_standard_comes_out_right() -> None:
    assert checksums.reference_number("539007547034") == "RF18539007547034"


@pytest.mark.parametrize(
    ("stem", "check"),
    [
        ("0" * 15, "0"),  # sum 0, check 11 is written 0
        ("0" * 14 + "1", "9"),  # weight 2
        ("0" * 13 + "10", "7"),  # weight 4
        ("0" * 5 + "1" + "0" * 9, "1"),  # weight 1, check 10 is written 1
        ("0" * 4 + "1" + "0" * 10, "9"),  # the weights begin again
    ],
)
def test_payment_references_start_with_their_check_digit(stem: str, check: str) -> None:
    assert checksums.dutch_payment_reference(stem) == check + stem
