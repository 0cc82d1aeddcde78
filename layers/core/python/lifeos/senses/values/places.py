"""Where a paper comes from and in which language it is written, as far as its text tells.

Used to decide what a date order, a decimal mark or a shared currency sign means. A country is
counted from what is specific to it (a VAT id, an IBAN, a dialling code, a form of postcode), a
language from the commonest small words.
"""

from __future__ import annotations

import re
from collections import Counter

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

_COUNTRY_SIGNS = {
    "US": r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|\(\d{3}\) ?\d{3}-\d{4}|\bsales tax\b|\bEIN\b"
    r"|\bUnited States\b|\bU\.?S\.?A\b|\b1-\d{3}-\d{3}-\d{4}",
    "CA": r"\b[ABCEGHJ-NPR-TVXY]\d[A-Z] ?\d[A-Z]\d\b|\bHST\b|\bQST\b|\bCanada\b",
    "GB": r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\bGB ?\d{9}\b|\+44\b|\bUnited Kingdom\b"
    r"|\bSort code\b",
    "AU": r"\bABN\b|\bBSB\b|\b(?:NSW|VIC|QLD|TAS|ACT) \d{4}\b|\bAustralia\b|\+61\b",
    "NZ": r"\bNew Zealand\b|\+64\b|\bIRD\b",
    "SG": r"\bSingapore\b|\+65\b",
    "IN": r"\bGSTIN\b|\bIndia\b|\+91\b",
    "IE": r"\bIreland\b|\+353\b|\bEircode\b|\bIE\d{7}[A-Z]{1,2}\b",
    "DE": r"\bDE ?\d{9}\b|\+49\b|\bDeutschland\b|\bGermany\b|\bHRB\b",
    "AT": r"\bATU ?\d{8}\b|\+43\b|\bÖsterreich\b|\bAustria\b",
    "CH": r"\bCHE-?\d{3}\.?\d{3}\.?\d{3}\b|\+41\b|\bSchweiz\b|\bSuisse\b|\bSwitzerland\b",
    "FR": r"\bFR ?[0-9A-Z]{2} ?\d{3} ?\d{3} ?\d{3}\b|\+33\b|\bFrance\b|\bSIRE[TN]\b",
    "BE": r"\bBE ?[01]\d{3}\.?\d{3}\.?\d{3}\b|\+32\b|\bBelgi(?:um|ë|que)\b",
    "NL": r"\bNL ?\d{9}B\d{2}\b|\+31\b|\bNederland\b|\bNetherlands\b|\bKvK\b|\b\d{4} ?[A-Z]{2}\b",
    "ES": r"\bES ?[A-Z]\d{7}[A-Z0-9]\b|\+34\b|\bEspaña\b|\bSpain\b|\b[CN]IF\b",
    "IT": r"\bIT ?\d{11}\b|\+39\b|\bItalia\b|\bItaly\b|\bP\.? ?IVA\b|\bPartita IVA\b",
    "PT": r"\bPT ?\d{9}\b|\+351\b|\bPortugal\b|\bNIPC\b|\b\d{4}-\d{3}\b",
    "PL": r"\bPL ?\d{10}\b|\+48\b|\bPolska\b|\bPoland\b|\bNIP\b|\bREGON\b|\b\d{2}-\d{3} [A-ZŁŚ]",
    "SE": r"\bSE\d{12}\b|\+46\b|\bSverige\b|\bSweden\b|\bBankgiro\b",
    "DK": r"\bDK ?\d{8}\b|\+45\b|\bDanmark\b|\bDenmark\b|\bCVR\b",
    "NO": r"\b\d{9} ?MVA\b|\+47\b|\bNorge\b|\bNorway\b",
    "JP": r"\bJapan\b|\+81\b|日本",
    "CN": r"\bChina\b|\+86\b|中国",
    "MX": r"\bM[eé]xico\b|\+52\b|\bRFC\b",
}
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
    for country, pattern in _COUNTRY_SIGNS.items():
        found = {match.upper() for match in re.findall(pattern, text, re.IGNORECASE)[:20]}
        votes[country] += min(len(found), 3)
    for match in _IBAN_START.finditer(text):
        votes[match[1]] += 2
    if _MONTH_FIRST.search(text):
        votes["US"] += 1
    return +votes


MONTH_FIRST_COUNTRIES = frozenset({"US"})


def writes_month_first(text: str) -> bool | None:
    """Whether 03/04 is March here; None where the paper does not say.

    Source: CLDR short date formats; of the countries above only the United States puts the month
    first, and Canada uses both.
    """
    countries = countries_of(text)
    if not countries:
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
