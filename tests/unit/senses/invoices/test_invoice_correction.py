"""A corrective invoice goes the way its own figures or words say, else it is in doubt."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.senses.invoices.correction import direction_of
from lifeos.senses.invoices.reading import directed, read_bill

from tests.support.pages import pages

_CORRECTION = """
Acme Sp. z o.o.                Faktura korygująca nr 7/2025
Data wystawienia: 2025-06-03
"""


def _direction(text: str) -> tuple[str, list[str]]:
    """The kind a paper titled as a credit ends as, and what it doubts about its direction."""
    on_pages = pages(text)
    bill = read_bill(on_pages)
    kind = directed(bill, "credit_note", on_pages)
    return kind, [code.code for code in bill.doubts if code.code == "direction-open"]


@pytest.mark.parametrize(
    ("states", "kind"),
    [
        (("500,00      615,00", "600,00      738,00"), "invoice"),
        (("600,00      738,00", "500,00      615,00"), "credit_note"),
    ],
)
def test_the_figures_before_and_after_say_which_way(states: tuple[str, str], kind: str) -> None:
    before, after = states

    told = _direction(
        f"""{_CORRECTION}
                         Netto       Brutto
Przed korektą            {before}
Po korekcie              {after}
Różnica                  100,00      123,00
Razem brutto                         123,00
"""
    )

    assert told == (kind, [])


def test_states_may_be_headings_over_tables_of_their_own() -> None:
    told = _direction(
        f"""{_CORRECTION}
BYŁO
Papier                                 100,00
Toner                                   20,00
POWINNO BYĆ
Papier                                 150,00
Toner                                   20,00
RÓŻNICA
Kwota brutto                            50,00
"""
    )

    assert told == ("invoice", [])


@pytest.mark.parametrize(
    ("title", "reason", "kind"),
    [
        ("Rechnungskorrektur Nr. 4", "Gutschrift wegen Retoure", "credit_note"),
        ("Rechnungskorrektur Nr. 4", "Nachberechnung der Montage", "invoice"),
        ("Nota di variazione in aumento n. 4", "Lavori extra", "invoice"),
        ("Nota di variazione in diminuzione n. 4", "Sconto", "credit_note"),
        ("Factura rectificativa 4", "Devolución de envases", "credit_note"),
        ("Factura rectificativa 4", "Suplemento de transporte", "invoice"),
        ("Facture rectificative n° 4", "Remboursement partiel", "credit_note"),
        ("Correctiefactuur 4", "Te weinig berekend: twee uren", "invoice"),
    ],
)
def test_words_say_which_way_in_every_language(title: str, reason: str, kind: str) -> None:
    told = _direction(f"{title}\n{reason}\n\nTotal     119,00 €\n")

    assert told == (kind, [])


@pytest.mark.parametrize(
    "reason", ["Falscher Steuersatz", "Gutschrift und Nachberechnung in einem Beleg"]
)
def test_without_a_reason_or_with_two_it_is_in_doubt_with_both_signs(reason: str) -> None:
    on_pages = pages(f"Rechnungskorrektur Nr. 4\n{reason}\n\nRechnungsbetrag     119,00 €\n")
    bill = read_bill(on_pages)

    kind = directed(bill, "credit_note", on_pages)

    (doubt,) = [doubt for doubt in bill.doubts if doubt.code == "direction-open"]
    assert (kind, doubt.readings) == ("credit_note", ["-119.00", "119.00"])


def test_a_credit_note_needs_no_other_word() -> None:
    told = _direction("Credit note 4\n\nTotal     119.00 GBP\n")

    assert told == ("credit_note", [])


def test_a_bill_stays_a_bill() -> None:
    on_pages = pages("Rechnung 4\nNachberechnung\n\nRechnungsbetrag     119,00 €\n")

    assert directed(read_bill(on_pages), "invoice", on_pages) == "invoice"


def test_a_total_with_a_minus_says_it_by_itself() -> None:
    told = direction_of(pages("Korekta\nPodwyżka"), [], Decimal(-5))

    assert told == "back"


@given(st.decimals("0.01", "9999", places=2), st.decimals("0.01", "9999", places=2))
def test_a_rise_is_never_read_as_given_back(old: Decimal, more: Decimal) -> None:
    told = _direction(
        f"Rechnungskorrektur Nr. 4\nVor Korrektur     {old} EUR\n"
        f"Nach Korrektur     {old + more} EUR\nGesamtbetrag     {more} EUR\n"
    )

    assert told[0] == "invoice" or told[1] == ["direction-open"]
