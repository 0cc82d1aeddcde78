"""One identity for a booked row, whatever file it came in.

The same purchase is a line of a CSV today, an OFX element tomorrow and a row of a PDF at the end
of the month. Every statement sense names it the same way, so the hub stores it once:

    ordinals = Ordinals()                      # one per source file
    names = identity(row, amount=..., currency=..., ordinals=ordinals)

`row` is the `TransactionData` of the fact. Give `account`, `counterparty` and `description` as the
source has them; all normalising happens here. The tuple is

    ("transaction", account, date, amount, currency, text, ordinal)

Two truly equal rows (two coffees) differ only in their ordinal, which counts equals within one
source. Equals are interchangeable, so neither the order of the rows nor the order in which
statements arrive matters: the union of overlapping statements has every row once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from lifeos.contracts.facts import BalanceData, TransactionData

# Long enough to tell payees apart; short enough that a text cut to the 32 characters of an OFX
# NAME or wrapped into 27-character MT940 lines still begins the same. Source: OFX 2.2 section
# 11.4.4.1 (NAME, A-32).
TEXT_LENGTH = 24

ACCOUNT_LENGTH = 100
LOOKED_AT = 1000  # characters of a raw text, of which noise may take the most
# Letters that Unicode does not decompose into a base letter and an accent.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
# Tagged references inside a SEPA purpose: the tag and its one-word value are noise; the purpose
# tag SVWZ alone goes, its words stay. Source: DFÜ agreement annex 3, field 86 structure.
_SEPA_REFERENCE = re.compile(r"\b(?:EREF|KREF|MREF|CRED|DEBT|PURP)[+:]\s*\S*", re.IGNORECASE)
_SEPA_PURPOSE = re.compile(r"\bSVWZ[+:]", re.IGNORECASE)
_MASK = re.compile(r"(?i)x{3,}|[*•#]{2,}")
_NOT_ALNUM = re.compile(r"[\W_]+")

# Where the holder's own account number stands in an IBAN. Source: SWIFT IBAN registry, release
# 99; countries not listed keep the whole IBAN.
_DOMESTIC: Mapping[str, slice] = MappingProxyType(
    {
        "AT": slice(9, 20),
        "CH": slice(9, 21),
        "DE": slice(12, 22),
        "ES": slice(14, 24),
        "FR": slice(14, 25),
        "GB": slice(14, 22),
        "IE": slice(14, 22),
        "IT": slice(15, 27),
        "LU": slice(7, 20),
        "NL": slice(8, 18),
        "PL": slice(2, 28),
        "PT": slice(12, 23),
    }
)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")


class Ordinals:
    """Counts equal rows within one source, from 0.

    Memory is 64 bits of hash a row; with `day_by_day` (the caller has seen that all rows of a day
    stand together) only the rows of the current day are remembered.
    """

    def __init__(self, *, day_by_day: bool = False) -> None:
        self._day_by_day = day_by_day
        self._day = ""
        self._seen: dict[int, int] = {}

    def take(self, key: tuple[str, ...], day: str) -> int:
        """The ordinal of this occurrence of `key` on `day`."""
        if self._day_by_day and day != self._day:
            self._day = day
            self._seen.clear()
        hashed = hash(key)
        ordinal = self._seen.get(hashed, 0)
        self._seen[hashed] = ordinal + 1
        return ordinal


def identity(
    row: TransactionData,
    *,
    amount: Decimal,
    currency: str | None,
    ordinals: Ordinals,
    on: date | None = None,
) -> tuple[str, ...]:
    """The names under which this row is one fact.

    `on` replaces the booked date only where a source lists the same row again later with a booked
    date it did not have before (a pending card payment): there the purchase date stays.
    """
    day = (on or row.booked_on).isoformat()
    key = (
        "transaction",
        account_key(row.account),
        day,
        plain_amount(amount),
        currency or "",
        normalised_text(row.counterparty, row.description),
    )
    return (*key, str(ordinals.take(key, day)))


def balance_identity(
    balance: BalanceData, *, amount: Decimal, currency: str | None
) -> tuple[str, ...]:
    """The names of a stated balance; the same statement read twice states it once."""
    return (
        "balance",
        account_key(balance.account),
        balance.stated_on.isoformat(),
        balance.balance_kind,
        plain_amount(amount),
        currency or "",
    )


def plain_amount(amount: Decimal) -> str:
    """An amount as one text, however many zeros its source wrote: 5, 5.0 and 5.00 are `5`."""
    text = format(amount, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def account_key(account: str | None) -> str:
    """An account as one text: IBAN and domestic number of the same account agree.

    A card number is kept by its last four digits alone, masked or not; empty if unknown.
    """
    return _account_key(account[:ACCOUNT_LENGTH] if account else None)


@lru_cache(maxsize=1024)
def _account_key(account: str | None) -> str:
    compact = _NOT_ALNUM.sub("", _MASK.sub("", account or "")).upper()
    if is_iban(compact):
        return compact[_DOMESTIC.get(compact[:2], slice(None))].lstrip("0")
    masked = bool(_MASK.search(account or "")) and len(compact) <= 10
    if masked or (13 <= len(compact) <= 19 and _luhn(compact)):
        return f"CARD{compact[-4:]}"
    return compact.lstrip("0")


def is_iban(text: str) -> bool:
    """Whether a compact upper-case text is an IBAN by its check digits (ISO 13616, mod 97)."""
    if not _IBAN.fullmatch(text):
        return False
    digits = "".join(str(int(character, 36)) for character in text[4:] + text[:4])
    return int(digits) % 97 == 1


def normalised_text(counterparty: str | None, description: str) -> str:
    """What formats agree on in the text of one purchase.

    Counterparty first, then description (once, where one begins with the other); case, accents,
    spacing, punctuation, card masks and tagged SEPA references removed; the first `TEXT_LENGTH`
    letters and digits.
    """
    name, words = _squashed((counterparty or "")[:LOOKED_AT]), _squashed(description[:LOOKED_AT])
    if words.startswith(name):
        return words[:TEXT_LENGTH]
    return (name + words)[:TEXT_LENGTH]


def _squashed(text: str) -> str:
    if "+" in text or ":" in text:
        text = _SEPA_PURPOSE.sub(" ", _SEPA_REFERENCE.sub(" ", text))
    if not text.isascii():
        folded = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(c for c in folded if not unicodedata.combining(c)).translate(_PLAIN)
    return _NOT_ALNUM.sub("", _MASK.sub(" ", text)).casefold()


def _luhn(digits: str) -> bool:
    """Whether digits end in a card number's check digit (ISO/IEC 7812-1)."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    doubled = [int(d) * 2 for d in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(d // 10 + d % 10 for d in doubled)) % 10 == 0
