"""OFX and QFX as banks, card issuers and brokers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from lifeos.errors import RejectedError
from lifeos.senses.ofx.sense import OfxSense

from tests.support.ofx_texts import HEADER, ROW, bank
from tests.support.statements import (
    head_of,
    outcome,
    read_text,
    snippets_stand_where_said,
    transaction,
)

SENSE = OfxSense()


def test_one_row_comes_with_every_field_and_its_place() -> None:
    text = HEADER + bank("\n" + ROW)

    statement = read_text(SENSE, text)

    (draft,) = statement.rows
    row = transaction(draft)
    assert (draft.amount, draft.currency, row.booked_on) == (
        Decimal("-12.50"),
        "EUR",
        date(2025, 3, 10),
    )
    assert (row.account, row.reference, row.description) == ("123-456", "a1", "Corner Bakery")
    assert {place.field: (place.line, place.snippet) for place in draft.evidence}["amount"] == (
        8,
        "<TRNAMT>-12.50",
    )
    assert snippets_stand_where_said(statement, text)
    assert statement.adds_up


def test_a_header_glued_to_the_body_and_a_missing_header_read_alike() -> None:
    glued = read_text(SENSE, HEADER.replace("\n", "") + bank(ROW))
    bare = read_text(SENSE, bank(ROW))

    assert glued.amounts == bare.amounts == [Decimal("-12.50")]


def test_utf8_under_a_header_that_says_1252_keeps_its_accents() -> None:
    text = HEADER + bank(ROW.replace("Corner Bakery", "Café Zürich"))

    as_utf8, as_1252 = read_text(SENSE, text), read_text(SENSE, text, "cp1252")

    assert transaction(as_utf8.rows[0]).description == "Café Zürich"
    assert transaction(as_1252.rows[0]).description == "Café Zürich"


def test_a_declared_charset_is_used_where_the_bytes_are_not_utf8() -> None:
    text = HEADER.replace("1252", "ISO-8859-2") + bank(ROW.replace("Corner", "Łódź"))

    statement = read_text(SENSE, text, "iso-8859-2")

    assert transaction(statement.rows[0]).description == "Łódź Bakery"


def test_utf16_with_a_byte_order_mark_is_read() -> None:
    statement = read_text(SENSE, bank(ROW), "utf-16")

    assert statement.amounts == [Decimal("-12.50")]
    assert statement.adds_up


def test_entities_and_stray_ampersands_are_text() -> None:
    rows = ROW.replace("Corner Bakery", "A&amp;B &lt;x&gt; Q & R &#233; 3 < 4 &#xD800;")

    statement = read_text(SENSE, bank(rows))

    description = transaction(statement.rows[0]).description
    assert description.startswith("A&B <x> Q & R é 3 < 4")
    assert statement.adds_up


def test_cdata_and_comments_are_read_as_xml_means_them() -> None:
    row = ROW.replace(
        "<NAME>Corner Bakery", "<NAME><![CDATA[Tom <& Jerry]]></NAME><!-- <NAME>no -->"
    )

    statement = read_text(SENSE, '<?xml version="1.0"?>' + bank(row))

    assert transaction(statement.rows[0]).description == "Tom <& Jerry"


def test_xml_rows_carry_the_path_of_each_value() -> None:
    row = (
        "<STMTTRN><DTPOSTED>20250310</DTPOSTED><TRNAMT>5.00</TRNAMT><FITID>1</FITID>"
        "<NAME>x</NAME></STMTTRN>"
    )

    statement = read_text(SENSE, '<?xml version="1.0"?><?OFX OFXHEADER="200"?>' + bank(row * 2))

    path = next(place.path for place in statement.rows[1].evidence if place.field == "amount")
    assert path is not None
    assert path.endswith("/BANKTRANLIST[1]/STMTTRN[2]/TRNAMT[1]")


def test_empty_leaves_without_end_tags_do_not_swallow_the_row() -> None:
    row = "<STMTTRN><TRNTYPE>\n<DTPOSTED>20250310\n<TRNAMT>-1\n<FITID>\n<MEMO>\n</STMTTRN>"

    statement = read_text(SENSE, bank(row * 3))

    assert statement.amounts == [Decimal(-1)] * 3
    assert statement.adds_up


def test_a_row_without_its_end_tag_ends_where_the_next_begins() -> None:
    statement = read_text(SENSE, bank(ROW.replace("</STMTTRN>", "") * 2))

    assert statement.amounts == [Decimal("-12.50")] * 2


def test_true_twins_stay_two_facts_with_two_identities() -> None:
    statement = read_text(SENSE, bank(ROW * 2))

    assert len({draft.identity for draft in statement.rows}) == 2


def test_name_and_memo_join_unless_one_holds_the_other() -> None:
    joined = read_text(SENSE, bank(ROW.replace("</STMTTRN>", "<MEMO>Rolls</STMTTRN>")))
    held = read_text(SENSE, bank(ROW.replace("</STMTTRN>", "<MEMO>POS Corner Bakery</STMTTRN>")))

    assert transaction(joined.rows[0]).description == "Corner Bakery Rolls"
    assert transaction(held.rows[0]).description == "POS Corner Bakery"


def test_a_payee_block_names_the_counterparty_and_not_the_receiving_account() -> None:
    row = ROW.replace(
        "<NAME>Corner Bakery",
        "<PAYEE><NAME>Ada Ltd<CITY>Ulm</PAYEE><BANKACCTTO><ACCTID>999</BANKACCTTO><MEMO>rent",
    )

    statement = read_text(SENSE, bank(row))

    read = transaction(statement.rows[0])
    assert (read.counterparty, read.account) == ("Ada Ltd", "123-456")


def test_currency_in_a_row_rules_and_original_currency_does_not() -> None:
    foreign = ROW.replace("</STMTTRN>", "<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY></STMTTRN>")
    original = foreign.replace("CURRENCY>", "ORIGCURRENCY>")

    statement = read_text(SENSE, bank(foreign + original))

    assert [draft.currency for draft in statement.rows] == ["USD", "EUR"]
    assert statement.tally.found_sum is None


def test_balances_are_facts_and_may_be_missing() -> None:
    ledger = "<LEDGERBAL><BALAMT>1000,50<DTASOF>20250331</LEDGERBAL>"
    available = "<AVAILBAL><BALAMT>-3.00<DTASOF>20250330120000[-5:EST]</AVAILBAL>"

    with_both = read_text(SENSE, bank(ROW, after=ledger + available))
    without = read_text(SENSE, bank(ROW))

    assert with_both.balances == [
        ("closing", Decimal("1000.50"), "2025-03-31"),
        ("other", Decimal("-3.00"), "2025-03-30"),
    ]
    assert without.balances == []
    assert without.adds_up


def test_several_accounts_in_one_file_stay_apart() -> None:
    card = bank(ROW, account="4111111111111111", currency="GBP").replace("STMTRS>", "CCSTMTRS>")

    statement = read_text(SENSE, bank(ROW) + card.replace("BANKACCTFROM", "CCACCTFROM"))

    assert [transaction(draft).account for draft in statement.rows] == [
        "123-456",
        "4111111111111111",
    ]
    assert [draft.currency for draft in statement.rows] == ["EUR", "GBP"]


def test_one_bad_row_is_named_and_the_rest_is_kept() -> None:
    bad = ROW.replace("-12.50", "$120")

    statement = read_text(SENSE, bank(f"{ROW}\n{bad}\n{ROW}"))

    assert statement.amounts == [Decimal("-12.50")] * 2
    assert statement.doubts == ["row-unreadable", "count-differs"]
    assert "line 2" in statement.tally.doubts[0].detail
    assert statement.tally.declared_count == 3


def test_a_thousand_written_with_a_comma_becomes_a_doubt_with_both_readings() -> None:
    statement = read_text(SENSE, bank(ROW.replace("-12.50", "-1,234")))

    assert statement.tally.doubts[0].readings == ["-1.234", "-1234"]
    assert statement.rows[0].confidence < 1


def test_pending_rows_are_kept_as_pending() -> None:
    pending = "<STMTTRNP><TRNTYPE>POS<DTTRAN>20250330<TRNAMT>-7.00<NAME>Kiosk</STMTTRNP>"
    after = f"<BANKTRANLISTP><DTASOF>20250331{pending}</BANKTRANLISTP>"

    statement = read_text(SENSE, bank(ROW, after=after))

    assert [transaction(draft).status for draft in statement.rows] == ["booked", "pending"]
    assert statement.days == ["2025-03-10", "2025-03-30"]
    assert statement.adds_up


def test_an_error_for_one_of_several_accounts_is_said() -> None:
    failed = "<STMTTRNRS><STATUS><CODE>2003<SEVERITY>ERROR</STATUS></STMTTRNRS></BANKMSGSRSV1>"

    statement = read_text(SENSE, bank(ROW).replace("</BANKMSGSRSV1>", failed))

    assert statement.doubts == ["statement-refused"]


def test_a_statement_without_currency_or_account_says_so() -> None:
    text = bank(ROW).replace("<CURDEF>EUR", "").replace("<ACCTID>123-456", "")

    statement = read_text(SENSE, text)

    assert statement.rows[0].currency is None
    assert statement.doubts == ["currency-unknown", "account-unknown"]


def test_a_file_cut_in_the_middle_is_never_done() -> None:
    whole = (HEADER + bank(ROW * 5)).encode()

    results = {outcome(SENSE, whole[:length]) for length in range(0, len(whole) - 6, 7)}

    assert outcome(SENSE, whole) == "done"
    assert results.isdisjoint({"done", "no sentence"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500</STATUS></SONRS></OFX>", "no-statement"),
        (
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + bank(ROW),
            "xml-entities-not-allowed",
        ),
        (
            "<!DOCTYPE OFX SYSTEM 'http://example.org/ofx.dtd'>" + bank(ROW),
            "xml-entities-not-allowed",
        ),
        (bank("<A>" * 5000), "damaged"),
        (bank("<NAME>" + "x" * 1_200_000), "damaged"),
        (bank("<NAME>" + "<" * 1_200_000), "damaged"),
        (bank(ROW.replace("-12.50", "twelve")), "no-readable-row"),
    ],
)
def test_expected_failure_hopeless_files_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(RejectedError) as refusal:
        read_text(SENSE, text)

    assert refusal.value.reason == reason


def test_score_is_by_content_alone() -> None:
    assert SENSE.score(head_of((HEADER + bank(ROW)).encode(), "a.txt")) > 0.9
    assert SENSE.score(head_of(bank(ROW).encode("utf-16"), "a.bin")) > 0.9
    assert SENSE.score(head_of(HEADER.encode())) > 0.5
    assert SENSE.score(head_of(b"From: me\n\nLook at this: <OFX> is a tag.")) < 0.6
    assert SENSE.score(head_of(b"<!-- a - b --><?xml version='1.0'?><OFX>")) > 0.9
    assert SENSE.score(head_of(b"date;amount\n2025-01-01;3,00\n", "a.ofx")) == 0
