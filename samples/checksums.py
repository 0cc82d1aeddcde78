"""Account numbers and VAT ids with right check digits that belong to nobody.

Bank codes are invented letters (Netherlands), start with 9 (Germany, no such clearing area) or
with 9999 (France); VAT numbers start with 99 (Netherlands, Germany: not handed out) or 00
(France), so that no paper of the sample inbox can be taken for a real company's.
"""

from __future__ import annotations

from string import ascii_uppercase, digits

_VALUES = {sign: str(value) for value, sign in enumerate(digits + ascii_uppercase)}


def iban(country: str, account: str) -> str:
    """An IBAN without spaces; `account` is the national part (BBAN).

    Source: ISO 13616, check digits by ISO 7064 MOD 97-10.
    """
    number = int("".join(_VALUES[sign] for sign in f"{account}{country}00"))
    return f"{country}{98 - number % 97:02d}{account}"


def french_account(bank: str, branch: str, *, account: str) -> str:
    """A French BBAN: bank (5), branch (5), account (11 digits) and its RIB key (2).

    Source: Banque de France, clé RIB.
    """
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    return f"{bank}{branch}{account}{key:02d}"


def dutch_vat_id(stem: str) -> str:
    """A Dutch VAT id of a company from eight digits; may skip to the next possible stem.

    Source: RSIN eleven test, weights 9 to 2; a remainder of 10 has no digit.
    """
    remainder = sum(int(d) * weight for d, weight in zip(stem, range(9, 1, -1), strict=True)) % 11
    if remainder == 10:
        return dutch_vat_id(f"{int(stem) + 1:08d}")
    return f"NL{stem}{remainder}B01"


def german_vat_id(stem: str) -> str:
    """A German VAT id from eight digits. Source: ISO 7064 MOD 11,10."""
    product = 10
    for digit in stem:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return f"DE{stem}{(11 - product) % 10}"


def french_siren(stem: str) -> str:
    """A SIREN from eight digits. Source: INSEE, Luhn."""
    doubled = (int(d) * 2 if place % 2 else int(d) for place, d in enumerate(f"{stem}0"))
    return f"{stem}{-sum(value - 9 if value > 9 else value for value in doubled) % 10}"


def french_vat_id(siren: str) -> str:
    """A French VAT id from a SIREN. Source: DGFiP, key = (12 + 3 * SIREN mod 97) mod 97."""
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def reference_number(stem: str) -> str:
    """A creditor reference RF.. that banks check. Source: ISO 11649, MOD 97-10."""
    number = int("".join(_VALUES[sign] for sign in f"{stem}RF00"))
    return f"RF{98 - number % 97:02d}{stem}"


def dutch_payment_reference(stem: str) -> str:
    """A sixteen-digit Dutch payment reference (betalingskenmerk) from fifteen digits.

    Source: Betaalvereniging Nederland; weights 2 4 8 5 10 9 7 3 6 1 from the right, mod 11.
    """
    weights = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
    total = sum(int(d) * weights[place % 10] for place, d in enumerate(reversed(stem)))
    check = 11 - total % 11
    return f"{ {10: 1, 11: 0}.get(check, check) }{stem}"
