"""Whose account a statement is of, and in which currency, with the place that says so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lifeos.senses.csv.cells import stated_currency
from lifeos.senses.csv.figures import Figures
from lifeos.senses.csv.record import Record
from lifeos.senses.csv.survey import Survey
from lifeos.senses.csv.words import fold
from lifeos.senses.models import Doubt
from lifeos.senses.statements.transactions import is_iban
from lifeos.senses.values.currencies import ambiguous_sign

# Currency of accounts by IBAN country. Source: ISO 13616 country codes; euro area of 2026.
_EURO = "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK"
_BY_COUNTRY = {
    **dict.fromkeys(_EURO.split(), "EUR"),
    "GB": "GBP", "CH": "CHF", "LI": "CHF", "PL": "PLN", "CZ": "CZK", "HU": "HUF", "RO": "RON",
    "SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK", "TR": "TRY",
}  # fmt: skip
# Words that only the headings of one country have, for the signs that several share.
_HEADING_WORDS = {
    "SEK": frozenset(
        {"belopp", "bokforingsdag", "bokforingsdatum", "transaktionsdag", "radnummer"}
    ),
    "NOK": frozenset({"belop", "bokfort", "bokforingsdato", "inn", "forklaring"}),
    "DKK": frozenset({"belob", "bogfort", "bogforingsdato", "bogfoeringsdato"}),
    "ISK": frozenset({"upphaed", "upphæd", "dagsetning"}),
}
_KANA = re.compile(r"[\u3040-\u30ff]|残高|金額|取引")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_IBAN_IN_NAME = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")


@dataclass(frozen=True, slots=True)
class StatedCurrency:
    """The file's one currency, the record that states it, and a doubt if it is not certain."""

    code: str | None
    record: Record | None = None
    doubt: Doubt | None = None
    beside: bool = False  # it stands beside the amounts


def account_of(figures: Figures, file_name: str) -> tuple[str | None, Record | None]:
    """The account from the lines around the table, else a whole IBAN in the file's name."""
    if figures.account is not None:
        return figures.account
    for match in _IBAN_IN_NAME.finditer(file_name.upper()):
        if is_iban(match[0]):
            return match[0], None
    return None, None


def currency_of(
    survey: Survey, figures: Figures, *, account: str | None, accounts: frozenset[str]
) -> StatedCurrency:
    """The file's currency, for rows that name none.

    A currency column that holds one code says it, else the heading of the amount column, else
    signs beside the amounts, else the lines around the table, else the country of the account's
    IBAN, else a payment scheme that rows name. A bare `$` names several currencies: the United
    States' is taken and a doubt kept.
    """
    stated = _from_column(survey) or _from_heading(survey)
    signs = _signs(survey) or _heading_signs(survey)
    if stated or len(signs) == 1:
        return StatedCurrency(stated or signs[0], beside=stated is None)
    if figures.currency is not None:
        return StatedCurrency(*figures.currency)
    scheme = next(iter(survey.schemes)) if len(survey.schemes) == 1 else None
    spoken = scheme if scheme in signs else _by_language(signs, survey)
    if spoken is not None:
        return StatedCurrency(spoken, beside=True)
    if signs:
        doubt = Doubt(
            code="currency-open",
            detail=f"The amounts carry a sign that {len(signs)} currencies share.",
            readings=list(signs),
        )
        return StatedCurrency(signs[0], doubt=doubt, beside=True)
    return StatedCurrency(_from_country(account, accounts) or scheme)


def _from_column(survey: Survey) -> str | None:
    codes = {named[0] for code in survey.codes if len(named := stated_currency(code)) == 1}
    return codes.pop() if len(codes) == 1 else None


def _from_heading(survey: Survey) -> str | None:
    columns = survey.columns
    for place in (columns.amount, columns.debit, columns.credit, columns.balance):
        if place is not None and place < len(columns.headings):
            named = stated_currency(columns.headings[place])
            if len(named) == 1:
                return named[0]
    return None


def _heading_signs(survey: Survey) -> tuple[str, ...]:
    """What a shared sign in the heading of the money can mean: `Amount ($)`."""
    columns = survey.columns
    places = (p for p in (columns.amount, columns.debit, columns.credit) if p is not None)
    headed = (columns.headings[place] for place in places if place < len(columns.headings))
    return next((signs for heading in headed if (signs := ambiguous_sign(heading))), ())


def _signs(survey: Survey) -> tuple[str, ...]:
    columns = survey.columns
    seen: Counter[tuple[str, ...]] = Counter()
    for place in (columns.amount, columns.debit, columns.credit):
        if place is not None and place in survey.numbers:
            seen.update(survey.numbers[place].currencies)
    seen.pop((), None)
    return seen.most_common(1)[0][0] if seen else ()


def _by_language(signs: tuple[str, ...], survey: Survey) -> str | None:
    """The one currency of a shared sign whose country writes such headings."""
    headings = " ".join(survey.columns.headings)
    if "JPY" in signs and _CHINESE.search(headings):
        return "JPY" if _KANA.search(headings) else "CNY"
    words = set(fold(headings).split())
    spoken = [code for code in signs if words & _HEADING_WORDS.get(code, frozenset())]
    return spoken[0] if len(spoken) == 1 else None


def _from_country(account: str | None, accounts: frozenset[str]) -> str | None:
    ibans = {a.replace(" ", "").upper() for a in (*accounts, account or "")}
    found = {_BY_COUNTRY.get(iban[:2]) for iban in ibans if is_iban(iban)}
    return found.pop() if len(found) == 1 else None
