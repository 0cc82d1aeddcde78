"""ISO 4217: which codes exist, how many decimals they have, and the signs people write instead.

Source: ISO 4217:2015 list one, amendments to 177 (BGN and HRK are kept: old papers name them).
"""

from __future__ import annotations

import re

_TWO = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL "
    "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK "
    "PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
    "TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG"
)
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_MINOR_UNITS = {
    **dict.fromkeys(_TWO.split(), 2),
    **dict.fromkeys(_NONE.split(), 0),
    **dict.fromkeys(_THREE.split(), 3),
}
# Codes that were withdrawn since 1990: old files state them, nobody prints them by chance any more.
# Source: ISO 4217:2015 list three.
_WITHDRAWN = (
    "ATS AZM BEF BGL BYB BYR CSD CSK CUC CYP DEM ECS EEK ESP FIM FRF GHC GRD HRD IEP ITL LTL "
    "LUF LVL MGF MRO MTL MXP MZM NLG PEI PLZ PTE ROL RUR SDD SIT SKK SLL SRG STD SUR TMM TRL "
    "UAK VEB VEF XEU YUM YUN ZMK ZWD ZWL"
)
# "$", "kr" and "¥" name several currencies: they are not here, see `ambiguous_sign`.
_SIGNS = {
    "€": "EUR", "£": "GBP", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "zł": "PLN", "zl": "PLN", "Kč": "CZK",
    "Ft": "HUF", "₹": "INR", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₩": "KRW", "₪": "ILS",
    "฿": "THB", "₫": "VND", "Fr.": "CHF", "SFr.": "CHF", "лв": "BGN", "lei": "RON",
}  # fmt: skip
_AMBIGUOUS = {
    "$": ("USD", "CAD", "AUD", "MXN", "NZD", "SGD"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "¥": ("JPY", "CNY"),
}
_AMBIGUOUS_SIGN = re.compile(r"\$|(?<![A-Za-z])kr(?![A-Za-z])|¥")
# Names that one currency has: a dollar, a pound in Egypt, a krona and a franc have several.
_NAMES = {
    "euro": "EUR", "euros": "EUR", "euroa": "EUR", "eurot": "EUR", "円": "JPY", "人民币": "CNY",
    "zloty": "PLN", "złoty": "PLN", "forint": "HUF", "rupees": "INR", "cad$": "CAD", "usd$": "USD",
    "rur": "RUB", "руб": "RUB", "рублей": "RUB", "грн": "UAH", "rmb": "CNY", "港币": "HKD",
}  # fmt: skip
_NAME = re.compile(
    "|".join(rf"(?<![^\W_]){re.escape(name)}(?!\w)" if name.isascii() else name for name in _NAMES),
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_SIGN = re.compile(
    "|".join(
        (r"(?<![A-Za-z])" if sign[0].isalpha() else "")
        + re.escape(sign)
        + (r"(?![A-Za-z])" if sign[-1].isalpha() else "")
        for sign in sorted(_SIGNS, key=len, reverse=True)
    )
)


def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 code in upper case."""
    return code in _MINOR_UNITS


def is_or_was_currency(code: str) -> bool:
    """The same of codes no longer in use, for fields that hold a currency and nothing else."""
    return code in _MINOR_UNITS or code in _WITHDRAWN.split()


def minor_units(code: str) -> int:
    """Decimals of a currency: 2 for EUR, 0 for JPY, 3 for KWD. Unknown codes count as 2."""
    return _MINOR_UNITS.get(code, 2)


def currencies_in(text: str) -> list[str]:
    """Codes that the text names beyond doubt, in order of appearance, each once."""
    if text in _MINOR_UNITS:
        return [text]
    found: dict[int, str] = {}
    for match in _CODE.finditer(text):
        if is_currency(match.group(1)):
            found[match.start()] = match.group(1)
    for match in _SIGN.finditer(text):
        found[match.start()] = _SIGNS[match.group(0)]
    return list(dict.fromkeys(found[place] for place in sorted(found)))


def named_currencies(text: str) -> list[str]:
    """Codes of the currencies that words name, each once; for headings, where no prose stands."""
    return list(dict.fromkeys(_NAMES[match[0].casefold()] for match in _NAME.finditer(text)))


def ambiguous_sign(text: str) -> tuple[str, ...]:
    """Candidates of a sign that several currencies share; empty if there is none."""
    found = _AMBIGUOUS_SIGN.findall(text)
    if not found or currencies_in(text):
        return ()
    return next(candidates for sign, candidates in _AMBIGUOUS.items() if sign in found)
