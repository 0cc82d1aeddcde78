from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.values.checksums import find_bics, find_ibans, find_vat_ids, is_iban, is_vat_id

# Examples that banks and registries publish for their own formats.
_IBANS = (
    "GB29NWBK60161331926819",
    "DE89370400440532013000",
    "FR1420041010050500013M02606",
    "NL91ABNA0417164300",
    "ES9121000418450200051332",
    "IT60X0542811101000000123456",
    "PT50000201231234567890154",
    "PL61109010140000071219812874",
    "BE68539007547034",
    "CH9300762011623852957",
    "NO9386011117947",
)


@pytest.mark.parametrize("iban", _IBANS)
def test_an_iban_with_right_check_digits_is_one(iban: str) -> None:
    assert is_iban(iban)


@pytest.mark.parametrize("iban", _IBANS)
def test_an_iban_printed_in_groups_is_found_in_a_sentence(iban: str) -> None:
    grouped = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))
    text = f"Please pay to IBAN {grouped} - BIC ABCDEF12"

    found = list(find_ibans(text))

    assert [number.value for number in found] == [iban]
    assert text[found[0].start : found[0].end] == grouped


@settings(max_examples=150)
@given(st.sampled_from(_IBANS), st.integers(2, 33), st.integers(1, 9))
def test_one_changed_digit_is_never_an_iban(iban: str, place: int, step: int) -> None:
    at = place % len(iban)
    digit = iban[at]
    changed = str((int(digit) + step) % 10) if digit.isdigit() else digit
    spoiled = iban[:at] + changed + iban[at + 1 :]

    assert is_iban(spoiled) == (spoiled == iban)


@settings(max_examples=150)
@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    assert all(is_iban(number.value) for number in find_ibans(text))
    assert all(number.end <= len(text) for number in find_vat_ids(text))


def test_a_number_that_goes_on_is_no_iban() -> None:
    assert list(find_ibans("DE893704004405320130001")) == []


def test_an_unknown_country_is_no_iban() -> None:
    assert not is_iban("XX89370400440532013000")


@pytest.mark.parametrize(
    "vat_id",
    [
        "DE136695976",
        "NL810433941B01",
        "FR40303265045",
        "BE0428759497",
        "ESB58378431",
        "ESA28015865",
        "IT00743110157",
        "PT501964843",
        "PL5260001246",
        "ATU13585627",
        "GB980780684",
        "LU15027442",
    ],
)
def test_a_vat_id_with_right_check_digits_is_one(vat_id: str) -> None:
    assert is_vat_id(vat_id)
    assert [number.proved for number in find_vat_ids(f"VAT {vat_id}.")] == [True]


@pytest.mark.parametrize(
    "vat_id",
    ["DE136695977", "NL810433942B01", "FR41303265045", "BE0428759498", "ESB58378432",
     "IT00743110158", "PT501964844", "PL5260001247", "ATU13585628", "GB980780685"],
)  # fmt: skip
def test_a_vat_id_with_wrong_check_digits_is_found_but_not_proved(vat_id: str) -> None:
    found = list(find_vat_ids(f"VAT no. {vat_id}"))

    assert [(number.value, number.proved) for number in found] == [(vat_id, False)]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("GB 980 7806 84", "GB980780684"),
        ("FR 40 303 265 045", "FR40303265045"),
        ("BE 0428.759.497", "BE0428759497"),
        ("CHE-116.281.710 MWST", "CHE116281710MWST"),
        ("NL 8104.33.941.B01", "NL810433941B01"),
    ],
)
def test_a_vat_id_is_found_with_its_spaces_and_dots(printed: str, value: str) -> None:
    assert [number.value for number in find_vat_ids(f"VAT: {printed}")] == [value]


@pytest.mark.parametrize("text", ["DESIGN123456789X", "order 136695976", "DE12345678"])
def test_other_numbers_are_no_vat_ids(text: str) -> None:
    assert list(find_vat_ids(text)) == []


def test_a_bic_has_eight_or_eleven_signs_and_a_country() -> None:
    found = [number.value for number in find_bics("BIC COBADEFFXXX, INGBNL2A, WHATEVER, SUMMARY")]

    assert found == ["COBADEFFXXX", "INGBNL2A"]
