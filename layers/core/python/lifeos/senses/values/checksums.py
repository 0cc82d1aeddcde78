"""Numbers that prove themselves: IBAN, BIC and European VAT ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# Source: SWIFT IBAN registry, release 99: length by country.
_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18,
    "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24,
    "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24,
    "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
# What has no such form anywhere holds no such number, which is quickly found out.
IBAN_FORM = re.compile(r"(?<![A-Z0-9])([A-Z]{2})\s?(\d{2})((?:[ \u00a0.-]?[A-Z0-9]){11,34})")
BIC_FORM = re.compile(
    r"(?<![A-Z0-9])[A-Z]{4}([A-Z]{2})[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?(?![A-Z0-9])"
)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number in a text, without its spaces, and where it stands."""

    value: str
    start: int
    end: int
    proved: bool  # its check digits are right


def is_iban(text: str) -> bool:
    """Whether length and check digits are right. Source: ISO 13616-1, ISO/IEC 7064 mod 97-10."""
    compact = re.sub(r"[\s.-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]+", compact):
        return False
    if len(compact) != _IBAN_LENGTHS.get(compact[:2]):
        return False
    return int("".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])) % 97 == 1


def find_ibans(text: str) -> Iterator[FoundNumber]:
    """Every IBAN of a text whose check digits are right, printed with or without spaces."""
    for match in IBAN_FORM.finditer(text):
        length = _IBAN_LENGTHS.get(match[1])
        end = _end_of(text, match.start(), length=length) if length else None
        if end is not None and is_iban(text[match.start() : end]):
            compact = re.sub(r"[^A-Z0-9]", "", text[match.start() : end])
            yield FoundNumber(compact, match.start(), end, proved=True)


def find_bics(text: str) -> Iterator[FoundNumber]:
    """Every word with the form of a BIC. Source: ISO 9362; the country is checked."""
    for match in BIC_FORM.finditer(text):
        if match[1] in _IBAN_LENGTHS or match[1] in ("US", "CA", "JP", "CN", "HK", "SG", "AU"):
            yield FoundNumber(match[0], match.start(), match.end(), proved=False)


def _end_of(text: str, start: int, *, length: int) -> int | None:
    """Where the number of `length` letters and digits that begins at `start` ends."""
    left = length
    for index in range(start, len(text)):
        if text[index].isalnum():
            left -= 1
        if left == 0:
            following = text[index + 1 : index + 2]
            return None if following.isalnum() else index + 1
    return None


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _germany(number: str) -> bool:
    """ISO/IEC 7064 mod 11, 10."""
    product = 10
    for digit in number[:8]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(number[8])


def _netherlands(number: str) -> bool:
    """Old numbers: mod 11; those of sole traders since 2020: mod 97 over the whole."""
    old = _weighted(number[:8], (9, 8, 7, 6, 5, 4, 3, 2)) % 11 == int(number[8])
    signs = "".join(str(int(sign, 36)) for sign in "NL" + number)
    return old or int(signs) % 97 == 1


def _spain(number: str) -> bool:
    """NIF and NIE: mod 23 letter; CIF: Luhn-like digit or letter."""
    letters = "TRWAGMYFPDXBNJZSQVHLCKE"
    if number[0] in "0123456789XYZ":
        digits = number[:8].translate(str.maketrans("XYZ", "012"))
        return digits.isdigit() and letters[int(digits) % 23] == number[8]
    odd = sum(sum(divmod(int(digit) * 2, 10)) for digit in number[1:8:2])
    check = -(odd + sum(int(digit) for digit in number[2:8:2])) % 10
    return number[8] in (str(check), "JABCDEFGHI"[check])


def _portugal(number: str) -> bool:
    check = 11 - _weighted(number[:8], (9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if check > 9 else check) == int(number[8])


def _austria(number: str) -> bool:
    digits = number[1:]
    doubled = [sum(divmod(int(d) * 2, 10)) if i % 2 else int(d) for i, d in enumerate(digits[:7])]
    return (10 - (sum(doubled) + 4) % 10) % 10 == int(digits[7])


def _united_kingdom(number: str) -> bool:
    whole = _weighted(number, (8, 7, 6, 5, 4, 3, 2)) + int(number[7:9])
    return whole % 97 == 0 or (whole + 55) % 97 == 0


# Source: European Commission, VIES: structure of VAT ids; checks as published by each authority.
_VAT: dict[str, tuple[str, Callable[[str], bool]]] = {
    "DE": (r"[1-9]\d{8}", _germany),
    "FR": (
        r"[0-9A-HJ-NP-Z]{2}\d{9}",
        lambda n: not n[:2].isdigit() or (12 + 3 * (int(n[2:]) % 97)) % 97 == int(n[:2]),
    ),
    "NL": (r"\d{9}B\d{2}", _netherlands),
    "BE": (r"[01]\d{9}", lambda n: 97 - int(n[:8]) % 97 == int(n[8:])),
    "ES": (r"[A-Z0-9]\d{7}[A-Z0-9]", _spain),
    "IT": (r"\d{11}", _luhn),
    "PT": (r"[1-9]\d{8}", _portugal),
    "PL": (r"\d{10}", lambda n: _weighted(n, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(n[9])),
    "AT": (r"U\d{8}", _austria),
    "GB": (r"\d{9}(?:\d{3})?", _united_kingdom),
    "LU": (r"\d{8}", lambda n: int(n[:6]) % 89 == int(n[6:])),
    "IE": (r"\d[A-Z0-9+*]\d{5}[A-W][A-I]?", lambda n: True),
    "SE": (r"\d{10}01", lambda n: _luhn(n[:10])),
    "DK": (r"[1-9]\d{7}", lambda n: _weighted(n, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0),
    "CZ": (r"\d{8,10}", lambda n: True),
}


def _printed(country: str, form: str) -> str:
    """The form with the spaces and dots that people put between its digits."""
    spaced = re.sub(r"\\d\{(\d)\}", r"(?:[ .]?\\d){\1}", form)
    return spaced.replace("B", "[ .]?B") if country == "NL" else spaced


VAT_FORM = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    + "|".join(f"{country}[ .-]?{_printed(country, form)}" for country, (form, _) in _VAT.items())
    + r"|CHE[ -]?\d{3}[ .]?\d{3}[ .]?\d{3}(?: ?(?:MWST|TVA|IVA))?)(?![A-Za-z0-9])"
)


def is_vat_id(text: str) -> bool:
    """Whether form and check digits of a VAT id with its country prefix are right."""
    compact = re.sub(r"[\s.-]", "", text).upper()
    form, check = _VAT.get(compact[:2], ("", lambda number: False))
    return bool(re.fullmatch(form, compact[2:])) and check(compact[2:])


def find_vat_ids(text: str) -> Iterator[FoundNumber]:
    """Every word with the form of a VAT id; `proved` where its check digits are right."""
    for match in VAT_FORM.finditer(text):
        compact = re.sub(r"[\s.-]", "", match[0]).upper()
        yield FoundNumber(compact, match.start(), match.end(), proved=is_vat_id(compact))
