from __future__ import annotations

import pytest
from lifeos.senses.values.places import countries_of, language_of, writes_month_first


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you for your order. Please pay the amount due by the date below.", "en"),
        ("Wir bitten Sie, den Betrag auf unser Konto zu überweisen. Vielen Dank.", "de"),
        ("Nous vous remercions pour votre commande et votre règlement par virement.", "fr"),
        ("Wij verzoeken u het bedrag binnen 14 dagen te betalen op onze rekening.", "nl"),
        (
            "Le agradecemos su confianza. El importe se abonará por transferencia en la cuenta.",
            "es",
        ),
        (
            "La ringraziamo per la fiducia. Il pagamento della fattura è previsto con bonifico.",
            "it",
        ),
        ("Obrigado pela preferência. O valor da fatura não inclui os portes de envio.", "pt"),
        ("Dziękujemy za zakupy. Prosimy o wpłatę na konto do dnia podanego na fakturze.", "pl"),
    ],
)
def test_the_language_of_a_sentence_is_known(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "12.00 4711", "Acme 2024"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Austin, TX 78701", "US"),
        ("London SW1A 1AA", "GB"),
        ("+49 89 1234", "DE"),
        ("USt-IdNr. ATU13585627", "AT"),
        ("TVA FR40303265045", "FR"),
        ("1017 GM Amsterdam, Nederland", "NL"),
        ("NIF ESB58378431, España", "ES"),
        ("P. IVA IT00743110157", "IT"),
        ("1100-053 Lisboa, Portugal", "PT"),
        ("00-238 Warszawa, NIP 5260001246", "PL"),
        ("IBAN BE68 5390 0754 7034", "BE"),
        ("Zürich, Schweiz", "CH"),
    ],
)
def test_what_is_special_to_a_country_speaks_for_it(text: str, country: str) -> None:
    votes = countries_of(text)

    assert votes.most_common(1)[0][0] == country


@pytest.mark.parametrize(
    ("text", "month_first"),
    [
        ("Austin, TX 78701 (512) 555-0100", True),
        ("London SW1A 1AA", False),
        ("Wir bitten Sie um Zahlung auf das Konto bei der Bank", False),
        ("Please pay the total to the account for your order", None),
        ("", None),
    ],
)
def test_month_before_day_is_known_or_left_open(text: str, month_first: bool | None) -> None:
    assert writes_month_first(text) is month_first


@pytest.mark.parametrize("tax", ["MwSt 19%", "USt", "BTW 21%", "IVA 22%", "PTU A"])
def test_a_tax_that_the_united_states_do_not_have_puts_the_day_first(tax: str) -> None:
    assert writes_month_first(f"ACME 04.03.2026 {tax} 119.00") is False
    assert writes_month_first("ACME 04.03.2026 119.00") is None
