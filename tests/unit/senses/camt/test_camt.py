"""CAMT.052, 053 and 054 in all their versions."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from lifeos.senses.camt.sense import CamtSense

from tests.support.camt_texts import balance, camt, details, entry
from tests.support.statements import (
    head_of,
    read_bytes,
    read_text,
    transaction,
)

SENSE = CamtSense()


def test_an_entry_comes_with_every_field_its_line_and_its_path() -> None:
    statement = read_text(SENSE, camt(entry(details=details())))

    (draft,) = statement.rows
    row = transaction(draft)
    assert (draft.amount, draft.currency, row.booked_on) == (
        Decimal("-12.50"),
        "EUR",
        date(2025, 3, 3),
    )
    assert (row.account, row.counterparty, row.reference) == (
        "DE89370400440532013000",
        "Corner Bakery",
        "E1",
    )
    assert row.description == "Rolls"
    place = next(place for place in draft.evidence if place.field == "amount")
    assert (place.line, place.snippet) == (4, "12.50")
    assert place.path == "/Document/BkToCstmrStmt[1]/Stmt[1]/Ntry[1]/Amt[1]"
    assert statement.tally.issuer == "First Bank"


@pytest.mark.parametrize("message", ["052", "053", "054"])
@pytest.mark.parametrize("version", ["01", "02", "04", "06", "08", "10", "13"])
def test_every_version_of_every_message_is_read(message: str, version: str) -> None:
    text = camt(entry(details=details()), message=message, version=version)
    if int(version) >= 8:
        text = text.replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>")
        text = text.replace("<Cdtr><Nm>", "<Cdtr><Pty><Nm>").replace(
            "</Nm></Cdtr>", "</Nm></Pty></Cdtr>"
        )

    statement = read_text(SENSE, text)

    assert SENSE.score(head_of(text.encode())) > 0.9
    assert statement.amounts == [Decimal("-12.50")]
    assert transaction(statement.rows[0]).counterparty == "Corner Bakery"
    assert statement.adds_up


def test_prefixes_other_encodings_and_blanks_before_the_declaration_are_read() -> None:
    plain = camt(entry(details=details(words="Brötchen")))
    prefixed = re.sub(r"<(/?)(?=[A-Z])", r"<\1n:", plain).replace("xmlns=", "xmlns:n=")

    for content in (
        prefixed.encode(),
        b"\n \n" + plain.encode(),
        b"\xef\xbb\xbf" + plain.encode(),
        plain.replace("UTF-8", "UTF-16").encode("utf-16"),
        plain.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        plain.encode("cp1252"),
    ):
        statement = read_bytes(SENSE, content)

        assert transaction(statement.rows[0]).description == "Brötchen"
        assert SENSE.score(head_of(content)) > 0.9


def test_lines_are_counted_through_blanks_before_the_declaration() -> None:
    statement = read_text(SENSE, "\n\n" + camt(entry()))

    assert statement.rows[0].evidence[0].line == 6


def test_opening_and_entries_must_give_the_closing_balance() -> None:
    right = balance("OPBD", 1000) + balance("CLBD", -250) + entry()
    wrong = right.replace(">2.50<", ">2.60<")

    assert read_text(SENSE, camt(right)).adds_up
    assert read_text(SENSE, camt(right)).balances[0] == ("opening", Decimal("10.00"), "2025-03-01")
    assert read_text(SENSE, camt(wrong)).doubts == ["balance-differs"]


@pytest.mark.parametrize(
    "codes",
    [("PRCD", "CLBD"), ("ITBD", "ITBD"), ("ITBD", "CLBD"), ("OPBD", "ITBD"), ("OPAV", "CLAV")],
)
def test_other_pairs_of_balances_prove_the_entries_too(codes: tuple[str, str]) -> None:
    text = camt(balance(codes[0], 1000) + balance(codes[1], -250) + entry())

    assert read_text(SENSE, text).tally.declared_sum == Decimal("-12.50")
    assert read_text(SENSE, text).adds_up
    assert not read_text(SENSE, text.replace(">12.50<", ">12.60<")).adds_up


def test_balances_in_two_currencies_prove_nothing() -> None:
    text = camt(balance("OPBD", 1000) + balance("CLBD", -250).replace("EUR", "SEK") + entry())

    assert read_text(SENSE, text).doubts == ["balance-differs"]


def test_statements_of_one_account_follow_each_other() -> None:
    first = balance("OPBD", 1000) + balance("CLBD", -250) + entry()
    second = balance("OPBD", -250) + balance("CLBD", -1500) + entry()
    gap = balance("OPBD", -260) + balance("CLBD", -1510) + entry()
    glue = "</Stmt><Stmt><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>"

    assert read_text(SENSE, camt(first + glue + second)).adds_up
    assert read_text(SENSE, camt(first + glue + gap)).doubts == ["balance-gap"]


def test_pending_entries_are_kept_apart_from_the_balance() -> None:
    text = camt(
        balance("OPBD", 1000) + balance("CLBD", -250) + entry() + entry(-500, status="PDNG")
    )

    statement = read_text(SENSE, text)

    assert [transaction(draft).status for draft in statement.rows] == ["booked", "pending"]
    assert statement.adds_up


def test_a_batch_is_one_row_whose_text_comes_from_its_payments() -> None:
    pair = details(words="first", name="A") + details(words="second", name="B")
    batch = f"<Btch><NbOfTxs>2</NbOfTxs></Btch>{pair}"
    line = "<AddtlNtryInf>Payroll</AddtlNtryInf><AcctSvcrRef>R9</AcctSvcrRef>"

    statement = read_text(SENSE, camt(entry(details=batch, more=line)))

    row = transaction(statement.rows[0])
    assert statement.amounts == [Decimal("-12.50")]
    assert (row.description, row.counterparty, row.reference) == (
        "Payroll first second",
        None,
        "R9",
    )
    assert statement.adds_up


def test_payments_that_do_not_add_up_to_their_entry_are_a_doubt() -> None:
    amount = '<Amt Ccy="EUR">6.25</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
    pair = details(more=amount) * 2

    assert read_text(SENSE, camt(entry(details=pair))).adds_up
    assert read_text(SENSE, camt(entry(-1350, details=pair))).doubts == ["details-differ"]
    assert read_text(SENSE, camt(entry(-1350, details=pair, more="<Chrgs/>"))).adds_up


def test_a_batch_that_states_another_number_of_payments_is_a_doubt() -> None:
    batch = f"<Btch><NbOfTxs>3</NbOfTxs></Btch>{details() * 2}"

    assert read_text(SENSE, camt(entry(details=batch))).doubts == ["details-differ"]


def test_a_batch_may_be_summed_up_in_one_element() -> None:
    amount = '<Amt Ccy="EUR">12.50</Amt>'
    batch = f"<Btch><NbOfTxs>94</NbOfTxs></Btch>{details(more=amount)}"

    assert read_text(SENSE, camt(entry(details=batch))).adds_up
    assert read_text(SENSE, camt(entry(-1350, details=batch))).doubts == ["details-differ"] * 2


def test_a_huge_batch_is_counted_without_being_kept() -> None:
    amount = '<Amt Ccy="EUR">0.01</Amt>'
    statement = read_text(SENSE, camt(entry(-500, details=details(more=amount) * 500)))

    assert statement.adds_up
    assert transaction(statement.rows[0]).counterparty is None


@pytest.mark.parametrize(
    ("cents", "more", "name"),
    [
        (-100, "", "creditor"),
        (100, "", "debtor"),
        (100, "<RvslInd>true</RvslInd>", "creditor"),
        (-100, "<RvslInd>1</RvslInd>", "debtor"),
        (-100, "<RvslInd>false</RvslInd>", "creditor"),
    ],
)
def test_the_counterparty_is_the_other_side_also_of_a_reversal(
    cents: int, more: str, name: str
) -> None:
    parties = "<Dbtr><Nm>debtor</Nm></Dbtr><Cdtr><Nm>creditor</Nm></Cdtr>"
    both = f"<TxDtls><RltdPties>{parties}</RltdPties></TxDtls>"

    statement = read_text(SENSE, camt(entry(cents, details=both, more=more)))

    assert transaction(statement.rows[0]).counterparty == name
    assert statement.amounts == [Decimal(cents) / 100]


def test_structured_references_and_the_banks_own_line_are_used() -> None:
    structured = (
        "<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf><Strd><CdtrRefInf>"
        "<Ref>RF18539</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>"
    )
    text = camt(entry(details=structured, more="<AddtlNtryInf>Invoice run</AddtlNtryInf>"))

    row = transaction(read_text(SENSE, text).rows[0])

    assert (row.reference, row.description) == ("RF18539", "Invoice run")


def test_an_account_without_iban_is_named_by_its_number() -> None:
    text = camt(entry(), account="<Othr><Id>0123-456 789</Id></Othr>")

    assert transaction(read_text(SENSE, text).rows[0]).account == "0123-456789"


def test_an_instant_is_the_banks_local_day() -> None:
    text = camt(
        entry().replace(
            "<BookgDt><Dt>2025-03-03</Dt>", "<BookgDt><DtTm>2025-03-02T23:59:59.000-05:00</DtTm>"
        )
    )

    assert read_text(SENSE, text).days == ["2025-03-02"]
