"""Whose account a statement is of, and in which currency, with the place that says so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lifeos.senses.csv.cells import stated_currency
from lifeos.senses.csv.dialect import Record
from lifeos.senses.csv.figures import Figures
from lifeos.senses.csv.survey import Survey
from lifeos.senses.models import Doubt
from lifeos.senses.statements.transactions import is_iban

# Currency of accounts by IBAN country. Source: ISO 13616 country codes; euro area of 2026.
_EURO = "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK"
_BY_COUNTRY = {
    **dict.fromkeys(_EURO.split(), "EUR"),
    "GB": "GBP", "CH": "CHF", "LI": "CHF", "PL": "PLN", "CZ": "CZK", "HU": "HUF", "RO": "RON",
    "SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK", "TR": "TRY",
}  # fmt: skip
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
    signs = _signs(survey)
    if stated or len(signs) == 1:
        return StatedCurrency(stated or signs[0], beside=stated is None)
    if figures.currency is not None:
        return StatedCurrency(*figures.currency)
    if signs:
        doubt = Doubt(
            code="currency-open",
            detail=f"The amounts carry a sign that {len(signs)} currencies share.",
            readings=list(signs),
        )
        return StatedCurrency(signs[0], doubt=doubt, beside=True)
    scheme = next(iter(survey.schemes)) if len(survey.schemes) == 1 else None
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


def _signs(survey: Survey) -> tuple[str, ...]:
    columns = survey.columns
    seen: Counter[tuple[str, ...]] = Counter()
    for place in (columns.amount, columns.debit, columns.credit):
        if place is not None and place in survey.numbers:
            seen.update(survey.numbers[place].currencies)
    seen.pop((), None)
    return seen.most_common(1)[0][0] if seen else ()


def _from_country(account: str | None, accounts: frozenset[str]) -> str | None:
    ibans = {a.replace(" ", "").upper() for a in (*accounts, account or "")}
    found = {_BY_COUNTRY.get(iban[:2]) for iban in ibans if is_iban(iban)}
    return found.pop() if len(found) == 1 else None
