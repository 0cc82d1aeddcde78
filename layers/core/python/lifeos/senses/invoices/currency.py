"""In which currency a bill is, by the signs at its amounts and, where they are shared, by place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from lifeos.senses.invoices.labels import Read
from lifeos.senses.invoices.money import Money
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.values.currencies import ambiguous_sign, currencies_in, is_currency
from lifeos.senses.values.places import countries_of

_CURRENCY_OF = {
    "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "MX": "MXN",
    "SE": "SEK", "NO": "NOK", "DK": "DKK", "JP": "JPY", "CN": "CNY", "GB": "GBP", "PL": "PLN",
    "CH": "CHF", "IN": "INR", "DE": "EUR", "AT": "EUR", "FR": "EUR", "BE": "EUR", "NL": "EUR",
    "ES": "EUR", "IT": "EUR", "PT": "EUR", "IE": "EUR",
}  # fmt: skip
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_BARE_SIGN = re.compile(r"[€£₹₽₺₴₩₪฿₫]|(?<![^\W\d_])(?:zł|Kč)(?![^\W\d_])")
_WORDS = {
    "euro": "EUR", "euros": "EUR", "us dollars": "USD", "u.s. dollars": "USD",
    "pounds sterling": "GBP", "schweizer franken": "CHF", "francs suisses": "CHF",
    "zlotych": "PLN", "zlote": "PLN", "canadian dollars": "CAD", "australian dollars": "AUD",
}  # fmt: skip
# Codes that are also words or abbreviations people write in capitals.
_LOOKALIKES_TEXT = "ALL TOP PEN COP MOP TRY CUP BAM LAK RON SOS GEL MAD MUR BOB ANG BIF"
_LOOKALIKES = frozenset(_LOOKALIKES_TEXT.split())


def currency_of(
    amounts: Sequence[Money], pages: Sequence[PageWords], *, total: Read[Decimal] | None = None
) -> tuple[str | None, tuple[str, ...]]:
    """The currency, or None and what it may be.

    What stands beside the total decides. A sign that several countries share is settled by a
    code in the text, then by the country; so is a bill that prints no currency at all.
    """
    at_total = [money.currency for money in amounts if total and _is_at(money, total)]
    if at_total and at_total[0]:
        return at_total[0], ()
    votes = _votes(amounts, pages)
    shared, count = _shared_sign(amounts)
    if shared and count >= max(_at_amounts(amounts).values(), default=0):
        named = [code for code in votes if code in shared]
        if len(named) == 1:
            return named[0], ()
        settled = _by_country(shared, pages)
        return settled, () if settled else shared
    leaders = _leaders(votes) or _leaders(_by_places(pages))
    return (leaders[0], ()) if len(leaders) == 1 else (None, leaders)


def _by_country(shared: tuple[str, ...], pages: Sequence[PageWords]) -> str | None:
    """The currency of the country most signs of the paper speak for, if one leads."""
    votes = Counter({code: n for code, n in _by_places(pages).items() if code in shared})
    leaders = _leaders(votes)
    return leaders[0] if len(leaders) == 1 else None


def _leaders(votes: Counter[str]) -> tuple[str, ...]:
    """Whoever has the most votes; several where they have the same."""
    most = max(votes.values(), default=0)
    return tuple(code for code, count in votes.items() if count == most)


def _is_at(money: Money, total: Read[Decimal]) -> bool:
    return money.cell is total.run and money.start == total.start


def _by_places(pages: Sequence[PageWords]) -> Counter[str]:
    """Votes of the countries the paper speaks of, for the money they have."""
    votes: Counter[str] = Counter()
    for country, count in countries_of("\n".join(page.text for page in pages)).items():
        code = _CURRENCY_OF.get(country)
        if code is not None:
            votes[code] += count
    return votes


def _at_amounts(amounts: Sequence[Money]) -> Counter[str]:
    return Counter(money.currency for money in amounts if money.currency)


def _shared_sign(amounts: Sequence[Money]) -> tuple[tuple[str, ...], int]:
    """What the commonest shared sign ($, kr, ¥) may mean, and how often it stands at amounts."""
    found = Counter(candidates for money in amounts if (candidates := ambiguous_sign(money.text)))
    return found.most_common(1)[0] if found else ((), 0)


def _votes(amounts: Sequence[Money], pages: Sequence[PageWords]) -> Counter[str]:
    """How often each currency stands at an amount, or is named on a page."""
    votes = _at_amounts(amounts)
    for page in pages:
        votes.update(_named_in(page.text))
    return votes


def _named_in(text: str) -> set[str]:
    lowered = text.lower()
    named = {
        code
        for word, code in _WORDS.items()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lowered)
    }
    named.update(currencies_in(" ".join(_BARE_SIGN.findall(text))))
    codes = {code for code in _CODE.findall(text) if is_currency(code)}
    return named | (codes - _LOOKALIKES)
