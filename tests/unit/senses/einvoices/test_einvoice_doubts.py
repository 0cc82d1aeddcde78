"""Electronic invoices that are wrong, incomplete, broken or hostile."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.contracts.facts import InvoiceData
from lifeos.senses.einvoices.sense import EInvoiceSense

from tests.support.einvoice_cii import cii, zugferd1
from tests.support.einvoices import Item, Stated, ubl
from tests.support.readings import Read, head_of, read_all, read_or_reason, source_of

SENSE = EInvoiceSense()
STATED = Stated()
WRITERS = {"cii": cii, "zugferd1": zugferd1, "ubl": ubl}
FIGURES = ("line_sum", "net", "tax", "total", "prepaid", "amount_due", "allowance", "charge")


def read(folder: Path, text: str) -> Read:
    return read_all(SENSE, source_of(folder, text.encode(), "invoice.xml"))


def codes(result: Read) -> set[str]:
    return {doubt.code for doubt in result.tally.doubts}


@pytest.mark.parametrize("syntax", WRITERS)
@pytest.mark.parametrize("name", FIGURES)
def test_any_changed_sum_breaks_a_rule(syntax: str, name: str, tmp_path: Path) -> None:
    changed = Decimal(getattr(STATED, name)) + Decimal("0.01")
    text = WRITERS[syntax](STATED)
    stated = f">{getattr(STATED, name)}<"
    assert stated in text

    last = text.rindex(stated)
    result = read(tmp_path, text[:last] + f">{changed}<" + text[last + len(stated) :])

    assert "invoice-arithmetic" in codes(result)
    assert result.facts[0].confidence == Decimal("0.5")


@pytest.mark.parametrize("syntax", WRITERS)
def test_a_changed_line_breaks_the_sum_of_lines(syntax: str, tmp_path: Path) -> None:
    items = (STATED.items[0], Item("Book", "4", "25.00", "110.00"))

    result = read(tmp_path, WRITERS[syntax](replace(STATED, items=items)))

    (doubt,) = result.tally.doubts
    assert "BR-CO-10" in doubt.detail
    assert doubt.readings == ["300.00", "310.00"]


@pytest.mark.parametrize("syntax", WRITERS)
def test_a_dropped_line_breaks_the_sum_of_lines(syntax: str, tmp_path: Path) -> None:
    result = read(tmp_path, WRITERS[syntax](replace(STATED, items=STATED.items[:1])))

    assert codes(result) == {"invoice-arithmetic"}


def test_a_tax_that_is_not_its_rate_of_its_base_is_doubted(tmp_path: Path) -> None:
    taxes = (("9", "190.00", "36.10"), STATED.taxes[1])

    result = read(tmp_path, cii(replace(STATED, taxes=taxes)))

    (doubt,) = result.tally.doubts
    assert "BR-CO-17" in doubt.detail
    assert doubt.readings == ["36.10", "17.10"]


def test_rounding_may_stand_between_total_and_amount_due(tmp_path: Path) -> None:
    rounding = "<cbc:PayableRoundingAmount>0.05</cbc:PayableRoundingAmount>"
    text = ubl(replace(STATED, amount_due="300.05")).replace(
        "<cbc:PayableAmount", f"{rounding}<cbc:PayableAmount"
    )

    result = read(tmp_path, text)

    assert result.tally.doubts == []


def test_the_smallest_profile_may_owe_less_than_its_total(tmp_path: Path) -> None:
    result = read(tmp_path, cii(STATED, "MINIMUM"))

    contents = result.facts[0].data
    assert isinstance(contents, InvoiceData)
    assert (contents.total, contents.amount_due) == (Decimal("354.50"), Decimal("300.00"))
    assert result.tally.doubts == []


@pytest.mark.parametrize("syntax", WRITERS)
@pytest.mark.parametrize("wrong", ["12,50", "1.2.3", "abc", "1e3", "NaN", "1" * 30])
def test_a_figure_that_is_none_is_named(syntax: str, wrong: str, tmp_path: Path) -> None:
    result = read(tmp_path, WRITERS[syntax](replace(STATED, total=wrong)))

    unreadable = [d for d in result.tally.doubts if d.code == "value-unreadable"]
    assert len(unreadable) == 1
    assert "total" in unreadable[0].detail
    assert wrong not in unreadable[0].detail


def test_a_day_that_does_not_exist_is_named(tmp_path: Path) -> None:
    text = ubl(STATED).replace("2025-03-14", "2025-02-30")

    result = read(tmp_path, text)

    assert "value-unreadable" in codes(result)
    assert result.facts[0].occurred.uncertainty_days > 1000


@pytest.mark.parametrize("name", ["number", "seller", "currency"])
def test_what_must_be_stated_and_is_not_is_doubted(name: str, tmp_path: Path) -> None:
    stated = replace(STATED, **{name: ""})  # type: ignore[arg-type]
    text = ubl(stated).replace("Shop sign", "")

    result = read(tmp_path, text)

    assert "value-missing" in codes(result)


def test_an_unknown_currency_is_no_currency(tmp_path: Path) -> None:
    result = read(tmp_path, ubl(replace(STATED, currency="ABC")))

    assert result.facts[0].currency is None
    assert "currency-unclear" in codes(result)


@pytest.mark.parametrize("syntax", WRITERS)
def test_entities_are_refused(syntax: str, tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    text = WRITERS[syntax](STATED).replace("?>\n", f"?>\n{bomb}\n", 1).replace("Jane Roe", "&a;")

    result = read_or_reason(SENSE, source_of(tmp_path, text.encode()))

    assert result == "xml-entities-not-allowed"


@pytest.mark.parametrize("syntax", WRITERS)
def test_a_cut_file_is_refused(syntax: str, tmp_path: Path) -> None:
    content = WRITERS[syntax](STATED).encode()

    for share in (3, 6, 9):
        cut = content[: len(content) * share // 10]
        assert read_or_reason(SENSE, source_of(tmp_path, cut)) == "truncated"


def test_xml_without_an_invoice_is_refused(tmp_path: Path) -> None:
    result = read_or_reason(SENSE, source_of(tmp_path, b"<order><ID>1</ID></order>"))

    assert result == "no-invoice"


@pytest.mark.parametrize(
    "text",
    [
        "<Invoice><ID>1</ID></Invoice>",
        '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>',
        "<SCRDMCCBDACIOMessageStructure/>",
        "An Invoice in words: CrossIndustryInvoice",
        "",
    ],
)
def test_other_files_are_left_to_others(text: str) -> None:
    assert SENSE.score(head_of(text.encode())) == 0.0


@settings(max_examples=60)
@given(
    text=st.sampled_from([write(STATED) for write in WRITERS.values()]),
    strokes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(32, 126)), min_size=1, max_size=4),
)
def test_damage_is_refused_or_read_never_a_crash(
    text: str, strokes: list[tuple[float, int]]
) -> None:
    content = bytearray(text.encode())
    for share, sign in strokes:
        content[int(share * len(content))] = sign

    with TemporaryDirectory() as folder:
        result = read_or_reason(SENSE, source_of(Path(folder), bytes(content)))

    refusals = {"damaged", "truncated", "no-invoice", "xml-entities-not-allowed"}
    assert isinstance(result, Read) or result in refusals
