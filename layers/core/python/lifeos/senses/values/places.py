"""Where a paper comes from and in which language it is written, as far as its text tells.

Used to decide what a date order, a decimal mark or a shared currency sign means. A country is
counted from what is specific to it (a VAT id, an IBAN, a dialling code, a form of postcode), a
language from the commonest small words.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_SMALL_WORDS = {
    "en": "the of and to for your is this from with by on are please you invoice date total due",
    "de": "der die das und für von mit auf ist bitte sie wir ihre nicht rechnung betrag zum bei",
    "fr": "le la les des et du pour vous votre est dans sur par au une facture merci avec",
    "nl": "de het een van en voor met op uw is wij niet dit bij factuur bedrag btw u te aan",
    "es": "el la los de y para con por su en del que una las factura importe fecha total",
    "it": "il di e per con del la da in alla della una nel fattura importo data totale gli",
    "pt": "o de e para com do da em os não uma por ao seu fatura valor data total dos nº",
    "pl": "i w na do z nie się dla od za przez jest faktura data kwota razem nr ul oraz",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_TOKEN = re.compile(r"[^\W\d_]+")
# Letters that only some of the languages write, worth as much as a few small words.
_LETTERS = {"de": "äöüß", "fr": "èêçœàé", "es": "ñ¿¡óí", "it": "ùìò", "pt": "ãõç", "pl": "łąężźśćń"}

# For a text in small letters.
_COUNTRY_SIGNS = {
    "US": r"\b(?:[a-z]{2},? \d{5}(?:-\d{4})?\b|sales tax\b|ein\b|united states\b|u\.?s\.?a\b"
    r"|1-\d{3}-\d{3}-\d{4})|\(\d{3}\) ?\d{3}-\d{4}",
    "CA": r"\b(?:[abceghj-npr-tvxy]\d[a-z] ?\d[a-z]\d\b|hst\b|qst\b|canada\b)",
    "GB": r"\b(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b|gb ?\d{9}\b|united kingdom\b|sort code\b)"
    r"|\+44\b",
    "AU": r"\b(?:abn\b|bsb\b|(?:nsw|vic|qld|tas|act) \d{4}\b|australia\b)|\+61\b",
    "NZ": r"\b(?:new zealand\b|ird\b)|\+64\b",
    "SG": r"\b(?:singapore\b)|\+65\b",
    "IN": r"\b(?:gstin\b|india\b)|\+91\b",
    "IE": r"\b(?:ireland\b|eircode\b|ie\d{7}[a-z]{1,2}\b)|\+353\b",
    "DE": r"\b(?:de ?\d{9}\b|deutschland\b|germany\b|hrb\b)|\+49\b",
    "AT": r"\b(?:atu ?\d{8}\b|österreich\b|austria\b)|\+43\b",
    "CH": r"\b(?:che-?\d{3}\.?\d{3}\.?\d{3}\b|schweiz\b|suisse\b|switzerland\b)|\+41\b",
    "FR": r"\b(?:fr ?[0-9a-z]{2} ?\d{3} ?\d{3} ?\d{3}\b|france\b|sire[tn]\b)|\+33\b",
    "BE": r"\b(?:be ?[01]\d{3}\.?\d{3}\.?\d{3}\b|belgi(?:um|ë|que)\b)|\+32\b",
    "NL": r"\b(?:nl ?\d{9}b\d{2}\b|nederland\b|netherlands\b|kvk\b|\d{4} ?[a-z]{2}\b)|\+31\b",
    "ES": r"\b(?:es ?[a-z]\d{7}[a-z0-9]\b|españa\b|spain\b|[cn]if\b)|\+34\b",
    "IT": r"\b(?:it ?\d{11}\b|italia\b|italy\b|p\.? ?iva\b|partita iva\b)|\+39\b",
    "PT": r"\b(?:pt ?\d{9}\b|portugal\b|nipc\b|\d{4}-\d{3}\b)|\+351\b",
    "PL": r"\b(?:pl ?\d{10}\b|polska\b|poland\b|nip\b|regon\b|\d{2}-\d{3} [a-złś])|\+48\b",
    "SE": r"\b(?:se\d{12}\b|sverige\b|sweden\b|bankgiro\b)|\+46\b",
    "DK": r"\b(?:dk ?\d{8}\b|danmark\b|denmark\b|cvr\b)|\+45\b",
    "NO": r"\b(?:\d{9} ?mva\b|norge\b|norway\b)|\+47\b",
    "JP": r"\b(?:japan\b)|\+81\b|日本",
    "CN": r"\b(?:china\b)|\+86\b|中国",
    "MX": r"\b(?:m[eé]xico\b|rfc\b)|\+52\b",
}
_MOST_SIGNS = 20  # of one country that are looked at
_IBAN_START = re.compile(r"\b([A-Z]{2})\d{2}(?: ?[A-Z0-9]{4}){2,}")
# Month before day, in words, is how people write in the United States.
_MONTH_FIRST = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2} ?, ?\d{4}"
)


def language_of(text: str) -> str | None:
    """The likeliest of the eight languages as ISO 639-1, or None if the text says too little."""
    tokens = Counter(token.lower() for token in _TOKEN.findall(text[:20_000]))
    scores = {
        language: float(sum(min(tokens[word], 8) for word in words))
        for language, words in _WORDS.items()
    }
    lowered = text[:20_000].lower()
    for language, letters in _LETTERS.items():
        scores[language] += min(sum(lowered.count(letter) for letter in letters), 6) / 2
    best, score = max(scores.items(), key=lambda pair: pair[1])
    return best if score >= 3 else None


def countries_of(text: str) -> Counter[str]:
    """How many kinds of sign speak for each country (ISO 3166)."""
    votes: Counter[str] = Counter()
    lowered = text.lower()
    for country, signs in _compiled_signs().items():
        votes[country] += min(len(set(signs.findall(lowered)[:_MOST_SIGNS])), 3)
    for match in _IBAN_START.finditer(text):
        votes[match[1]] += 2
    if _MONTH_FIRST.search(text):
        votes["US"] += 1
    return +votes


# No tax of the United States is called so.
_VALUE_ADDED = re.compile(
    r"\b(?:V\.?A\.?T|MwSt|MWST|USt|Mehrwertsteuer|Umsatzsteuer|BTW|btw|IVA|PTU)\b"
)
MONTH_FIRST_COUNTRIES = frozenset({"US"})


@cache
def _compiled_signs() -> dict[str, re.Pattern[str]]:
    """Compiled when the first paper asks, which most of what imports this module never does."""
    return {country: re.compile(signs) for country, signs in _COUNTRY_SIGNS.items()}


def writes_month_first(text: str) -> bool | None:
    """Whether 03/04 is March here; None where the paper does not say.

    Source: CLDR short date formats; of the countries above only the United States puts the month
    first, and Canada uses both.
    """
    countries = countries_of(text)
    if not countries:
        if _VALUE_ADDED.search(text):
            return False
        language = language_of(text)
        return False if language not in (None, "en") else None
    american = countries.pop("US", 0)
    canadian = countries.pop("CA", 0)
    others = sum(countries.values())
    if american > others and american >= canadian:
        return True
    if others > american and not canadian:
        return False
    return None if language_of(text) in (None, "en") else False
