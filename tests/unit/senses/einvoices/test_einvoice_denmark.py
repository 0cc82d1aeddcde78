"""OIOUBL, Denmark's own profile of UBL: its TaxExclusiveAmount is the tax, not the net."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import InvoiceData
from lifeos.senses.einvoices.sense import EInvoiceSense

from tests.support.einvoices import Item, Stated, ubl
from tests.support.readings import Read, read_all, source_of

_PROFILE = "<cbc:CustomizationID>{}</cbc:CustomizationID>\n"
_ONE_RATE = Stated(
    currency="DKK",
    items=(Item("Rye bread", "4", "30.00", "120.00"), Item("Delivery", "1", "40.00", "40.00")),
    line_sum="160.00",
    allowance="0.00",
    charge="0.00",
    taxes=(("25", "160.00", "40.00"),),
    tax="40.00",
    net="40.00",
    total="200.00",
    prepaid="0.00",
    amount_due="200.00",
    extra=_PROFILE.format("OIOUBL-2.1"),
)

_TWO_RATES = replace(
    _ONE_RATE,
    allowance="20.00",
    taxes=(("25", "100.00", "25.00"), ("0", "40.00", "0.00")),
    tax="25.00",
    net="25.00",
    total="165.00",
    amount_due="165.00",
)


def _read(folder: Path, stated: Stated, *, credit_note: bool = False) -> Read:
    content = ubl(stated, credit_note=credit_note).encode()
    return read_all(EInvoiceSense(), source_of(folder, content, "faktura.xml"))


def _invoice(found: Read) -> InvoiceData:
    (fact,) = found.facts
    assert isinstance(fact.data, InvoiceData)
    return fact.data


@pytest.mark.parametrize("profile", ["OIOUBL-2.1", "OIOUBL-2.02"])
def test_the_net_is_what_the_tax_leaves_of_the_total(tmp_path: Path, profile: str) -> None:
    found = _read(tmp_path, replace(_ONE_RATE, extra=_PROFILE.format(profile)))

    invoice = _invoice(found)
    assert invoice.net == 160
    assert invoice.tax == 40
    assert invoice.total == 200
    assert found.tally.doubts == []


def test_the_net_after_a_discount_is_the_base_of_the_tax(tmp_path: Path) -> None:
    stated = replace(
        _ONE_RATE,
        allowance="20.00",
        taxes=(("25", "140.00", "35.00"),),
        tax="35.00",
        net="35.00",
        total="175.00",
        amount_due="175.00",
    )

    found = _read(tmp_path, stated)

    assert _invoice(found).net == 140
    assert found.tally.doubts == []
    (fact,) = found.facts
    (place,) = (each for each in fact.evidence if each.field == "net")
    assert place.snippet == "140.00"
    assert place.path is not None
    assert place.path.endswith("TaxableAmount[1]")


def test_a_duty_beside_the_vat_is_part_of_the_tax(tmp_path: Path) -> None:
    duty = (
        '<cac:TaxTotal><cbc:TaxAmount currencyID="DKK">8.00</cbc:TaxAmount><cac:TaxSubtotal>'
        "<cbc:TaxableAmount>8.00</cbc:TaxableAmount><cbc:TaxAmount>8.00</cbc:TaxAmount>"
        "</cac:TaxSubtotal></cac:TaxTotal>\n"
    )
    stated = replace(
        _ONE_RATE,
        taxes=(("25", "168.00", "42.00"),),
        tax="42.00",
        net="50.00",
        total="210.00",
        amount_due="210.00",
    )
    written = ubl(stated).replace("<cac:LegalMonetaryTotal>", duty + "<cac:LegalMonetaryTotal>")

    found = read_all(EInvoiceSense(), source_of(tmp_path, written.encode(), "faktura.xml"))

    invoice = _invoice(found)
    assert invoice.net == 160
    assert invoice.tax == 50
    assert [line.tax for line in invoice.tax_lines] == [42, 8]
    assert found.tally.doubts == []


def test_a_net_that_is_nowhere_stated_is_left_out(tmp_path: Path) -> None:
    found = _read(tmp_path, _TWO_RATES)

    assert _invoice(found).net is None
    assert _invoice(found).tax == 25
    assert found.tally.doubts == []


@pytest.mark.parametrize(
    ("figure", "wrong"),
    [("165.00</cbc:TaxInc", "166.00</cbc:TaxInc"), ("160.00</cbc:LineExt", "170.00</cbc:LineExt"),
     ("20.00</cbc:AllowanceTotal", "21.00</cbc:AllowanceTotal")],
)  # fmt: skip
def test_a_wrong_figure_is_doubted_though_no_net_is_stated(
    tmp_path: Path, figure: str, wrong: str
) -> None:
    written = ubl(_TWO_RATES)
    assert written.count(figure) == 1

    found = read_all(
        EInvoiceSense(), source_of(tmp_path, written.replace(figure, wrong).encode(), "f.xml")
    )

    assert "invoice-arithmetic" in {doubt.code for doubt in found.tally.doubts}


def test_a_credit_note_gives_its_net_back(tmp_path: Path) -> None:
    stated = replace(_ONE_RATE, code="381")

    found = _read(tmp_path, stated, credit_note=True)

    assert _invoice(found).net == -160
    assert _invoice(found).total == -200
    assert found.tally.doubts == []


def test_a_figure_that_is_neither_net_nor_tax_is_doubted(tmp_path: Path) -> None:
    found = _read(tmp_path, replace(_ONE_RATE, net="41.00"))

    assert _invoice(found).net == 41
    assert {doubt.code for doubt in found.tally.doubts} == {"invoice-arithmetic"}


def test_any_other_profile_means_the_net(tmp_path: Path) -> None:
    found = _read(tmp_path, replace(_ONE_RATE, extra=_PROFILE.format("urn:cen.eu:en16931:2017")))

    assert _invoice(found).net == Decimal("40.00")
    assert {doubt.code for doubt in found.tally.doubts} == {"invoice-arithmetic"}


@pytest.mark.parametrize(("scheme", "known"), [("VAT", True), ("63", True), ("GST", True),
                                               ("LOC", False), ("FC", False)])  # fmt: skip
def test_the_tax_number_is_of_a_tax_on_sales(tmp_path: Path, scheme: str, *, known: bool) -> None:
    written = ubl(_ONE_RATE).replace("<cbc:ID>VAT</cbc:ID>", f"<cbc:ID>{scheme}</cbc:ID>")

    found = read_all(EInvoiceSense(), source_of(tmp_path, written.encode(), "faktura.xml"))

    assert _invoice(found).vat_id == (_ONE_RATE.seller_vat if known else None)
