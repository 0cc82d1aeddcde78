from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.invoices.money import in_notation, money_on, notation_of
from lifeos.senses.invoices.totals import Totals, read_totals

from tests.support.pages import pages


def _totals(*texts: str) -> Totals:
    layout = pages(*texts)
    amounts = money_on(layout)
    return read_totals(layout, in_notation(amounts, notation_of(amounts, "\n".join(texts))))


def _values(totals: Totals) -> tuple[str | None, ...]:
    reads = (totals.net, totals.tax, totals.total, totals.due)
    return tuple(None if read is None else str(read.value) for read in reads)


def test_net_tax_and_total_beside_their_labels() -> None:
    totals = _totals("Subtotal   100.00\nVAT 20%    20.00\nTotal      120.00\nAmount due 120.00")

    assert _values(totals) == ("100.00", "20.00", "120.00", "120.00")
    assert totals.proved


def test_totals_in_a_row_under_their_headings() -> None:
    totals = _totals(
        """
        Netto        MwSt.       Brutto
        100,00       19,00       119,00
        """
    )

    assert _values(totals)[:3] == ("100.00", "19.00", "119.00")


def test_two_pairs_in_one_line_keep_to_their_own_labels() -> None:
    totals = _totals("Exclusief BTW  € 100,00    Totaal  € 121,00\nBTW 21%   € 21,00")

    assert _values(totals)[:3] == ("100.00", "21.00", "121.00")


def test_taxes_of_several_rates_are_summed_and_kept_apart() -> None:
    totals = _totals(
        """
        Nettobetrag        300,00 €
        zzgl. 19 % MwSt.    38,00 €
        zzgl. 7 % MwSt.      7,00 €
        Gesamtbetrag       345,00 €
        """
    )

    assert _values(totals)[:3] == ("300.00", "45.00", "345.00")
    assert [(str(line.rate), str(line.tax)) for line in totals.rates] == [
        ("19", "38.00"),
        ("7", "7.00"),
    ]


def test_a_summed_tax_points_at_each_of_its_parts() -> None:
    totals = _totals("Net  300.00\nVAT 20%  40.00\nVAT 5%  5.00\nTotal  345.00")

    assert totals.tax is not None
    assert [part.text for part in totals.tax.parts] == ["40.00", "5.00"]


def test_a_rate_table_with_bases_gives_each_rate_its_base() -> None:
    totals = _totals(
        """
        VAT      Net amount   VAT amount
        7%       160.00       11.20
        19%      336.00       63.84
        Net total             496.00
        VAT total             75.04
        Due payable           571.04
        """
    )

    assert _values(totals) == ("496.00", "75.04", "571.04", "571.04")
    assert [(str(line.base), str(line.tax)) for line in totals.rates] == [
        ("160.00", "11.20"),
        ("336.00", "63.84"),
    ]


def test_a_prepayment_leaves_the_total_and_lowers_what_is_due() -> None:
    totals = _totals(
        """
        Total HT        624,90 €
        Total taxes      46,25 €
        Total TTC       671,15 €
        Acompte         201,00 €
        Solde à payer   470,15 €
        """
    )

    assert _values(totals) == ("624.90", "46.25", "671.15", "470.15")
    assert totals.rivals == ()


def test_the_sum_that_adds_up_wins_over_a_larger_one_that_does_not() -> None:
    totals = _totals(
        """
        Total credit limit     9,000.00
        Subtotal                 100.00
        VAT 20%                   20.00
        Total                    120.00
        """
    )

    assert _values(totals)[2] == "120.00"


def test_a_net_amount_called_total_is_not_the_total() -> None:
    totals = _totals("Total   100.00\nVAT 20%   20.00\nGrand total   120.00")

    assert _values(totals)[2] == "120.00"


def test_the_amount_column_of_the_items_is_no_total() -> None:
    totals = _totals(
        """
        Description    Qty     Price     Amount
        Oak shelf        1     40.00      40.00
        Delivery         1      5.00       5.00
        Total                             45.00
        """
    )

    assert _values(totals)[2] == "45.00"


@pytest.mark.parametrize(
    ("net", "tax", "total"),
    [
        ("Subtotal", "Sales tax", "Total"),
        ("Summe netto", "Umsatzsteuer 19%", "Rechnungsbetrag"),
        ("Montant HT", "Montant TVA", "Montant TTC"),
        ("Totaal excl. BTW", "BTW 21%", "Totaal incl. BTW"),
        ("Base imponible", "IVA 21%", "Total factura"),
        ("Totale imponibile", "IVA 22%", "Totale documento"),
        ("Incidência", "IVA 23%", "Total com IVA"),
        ("Razem netto", "Kwota VAT", "Razem brutto"),
    ],
)
def test_every_language_names_net_tax_and_total(net: str, tax: str, total: str) -> None:
    totals = _totals(f"{net}   100,00\n{tax}   23,45\n{total}   123,45")

    assert _values(totals)[:3] == ("100.00", "23.45", "123.45")


def test_a_credit_note_has_negative_totals() -> None:
    totals = _totals("Net   -100.00\nVAT 20%   -20.00\nTotal   -120.00")

    assert _values(totals)[:3] == ("-100.00", "-20.00", "-120.00")
    assert totals.proved


def test_a_bill_free_of_tax_is_proved_by_its_net() -> None:
    totals = _totals("Net total   80.00\nVAT   0.00\nTotal   80.00")

    assert _values(totals)[:3] == ("80.00", "0.00", "80.00")
    assert totals.proved


def test_a_whole_number_beside_its_label_is_read() -> None:
    assert _values(_totals("Total   1200"))[2] == "1200"


def test_two_totals_that_nothing_decides_are_rivals() -> None:
    totals = _totals("Gesamtbetrag   120,00 €\nRechnungsbetrag   130,00 €")

    assert len({str(value) for value in totals.rivals}) == 1


def test_totals_on_the_last_page_are_found() -> None:
    totals = _totals("Invoice\nOak shelf   40.00", "Net   40.00\nVAT   8.00\nTotal   48.00")

    assert _values(totals)[:3] == ("40.00", "8.00", "48.00")
    assert totals.total is not None
    assert totals.total.run.page == 2


def test_a_paper_without_amounts_has_no_totals() -> None:
    assert _totals("Dear Jane,\nthe total was a surprise.") == Totals()


@settings(max_examples=80)
@given(
    st.decimals(Decimal(1), Decimal(99999), places=2),
    st.sampled_from([Decimal(rate) for rate in ("5", "7", "9", "10", "19", "20", "21", "25")]),
)
def test_net_and_tax_that_add_up_always_give_their_total(net: Decimal, rate: Decimal) -> None:
    tax = (net * rate / 100).quantize(Decimal("0.01"))
    if not tax:
        return

    totals = _totals(f"Net   {net:,.2f}\nVAT {rate}%   {tax:,.2f}\nTotal   {net + tax:,.2f}")

    assert totals.total is not None
    assert totals.total.value == net + tax
    assert totals.proved


def test_amounts_may_stand_left_of_their_labels() -> None:
    totals = _totals("£900.00     Net\n£180.00     VAT at 20%\n£1,080.00     Total")

    assert _values(totals) == ("900.00", "180.00", "1080.00", None)


def test_a_tip_is_paid_and_neither_net_nor_tax() -> None:
    slip = "Subtotal    61.50\nTax    5.08\nAmount    66.58\nTip    12.30\nTOTAL    "

    paid, misprinted = _totals(f"{slip}78.88"), _totals(f"{slip}88.88")

    assert _values(paid)[:3] == ("61.50", "5.08", "78.88")
    assert misprinted.contradicted is not None


def test_one_rate_of_several_is_not_the_total() -> None:
    totals = _totals(
        """
        Nettobetrag 19 %        32,68
        Umsatzsteuer 19 %        6,21
        Nettobetrag 7 %          4,67
        Umsatzsteuer 7 %         0,33
        Leistungen Dritter       4,98
        Rechnungsbetrag         48,87
        """
    )

    assert _values(totals)[:3] == ("37.35", "6.54", "48.87")
    assert totals.contradicted is None


def test_tax_withheld_may_stand_in_the_row_of_the_total() -> None:
    row = "Base imponible    IVA (21 %)    IRPF (15 %)     Total a pagar\n"

    right = _totals(f"{row}2.500,00 €        525,00 €      -375,00 €       2.650,00 €")
    wrong = _totals(f"{row}2.500,00 €        525,00 €      -375,00 €       3.650,00 €")

    assert (right.contradicted, wrong.contradicted) == (None, Decimal("3025.00"))


@pytest.mark.parametrize(
    "words",
    ["Importi fuori campo IVA", "Imposta di bollo", "Leistungen ohne USt", "Exento de IVA"],
)
def test_what_is_free_of_tax_is_no_tax(words: str) -> None:
    totals = _totals(f"Netto    100,00 EUR\nVAT 20%    20,00 EUR\n{words}    2,00 EUR")

    assert "2.00" not in _values(totals)[:2]
