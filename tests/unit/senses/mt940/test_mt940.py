"""MT940 and MT942 in the spellings of German, Dutch, Swiss and other banks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from lifeos.errors import RejectedError
from lifeos.senses.mt940.sense import Mt940Sense
from lifeos.senses.mt940.text import read_narrative

from tests.support.mt940_texts import ROWS, message
from tests.support.statements import (
    head_of,
    outcome,
    read_text,
    snippets_stand_where_said,
    transaction,
)

SENSE = Mt940Sense()


def test_a_statement_gives_rows_balances_and_a_proof() -> None:
    text = message()

    statement = read_text(SENSE, text)

    assert statement.amounts == [Decimal("-12.50"), Decimal(100)]
    assert statement.days == ["2025-03-03", "2025-03-04"]
    assert statement.balances == [
        ("opening", Decimal("10.00"), "2025-03-01"),
        ("closing", Decimal("97.5"), "2025-03-04"),
    ]
    assert (statement.tally.declared_count, statement.tally.declared_sum) == (2, Decimal("87.50"))
    assert statement.adds_up
    assert snippets_stand_where_said(statement, text)


def test_reversals_turn_the_sign_around() -> None:
    rows = ":61:250303RC5,NMSC\n:61:250303RD7,NMSC\n:61:250303RCR1,00NMSC\n:61:250303CR9,NMSC\n"

    statement = read_text(SENSE, message(rows, closing="C250304EUR20,00"))

    assert statement.amounts == [Decimal(-5), Decimal(7), Decimal("-1.00"), Decimal(9)]
    assert statement.adds_up


def test_a_wrong_closing_balance_is_a_doubt_with_both_readings() -> None:
    statement = read_text(SENSE, message(closing="C250304EUR79,5"))

    assert statement.doubts == ["balance-differs"]
    assert statement.tally.doubts[0].readings == ["97.50", "79.5"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("{1:F01BANKDEFFXXXX0000000000}{2:I940BANKDEFFXXXXN}{4:\n", "-}\n"),
        ("{1:F01BANKDEFFXXXX0000000000}\n{2:I940BANKDEFFXXXXN}\n{4:\n", "-}{5:{CHK:0}}\n"),
        ("{1:F01BANKDEFFXXXX0000000000}{4:", "-}\n"),
        ("\x01", "-\x03"),
        ("BANKNL2A\n940\nBANKNL2A\n", "-\n"),
        (":940:\n", ""),
        ("\ufeff", "-"),
    ],
)
def test_envelopes_are_looked_through(start: str, end: str) -> None:
    text = (start + message()[:-2] + end) * 2

    statement = read_text(SENSE, text)

    assert statement.amounts == [Decimal("-12.50"), Decimal(100)] * 2
    assert "row-unreadable" not in statement.doubts


def test_windows_and_old_mac_line_ends_read_alike() -> None:
    for newline in ("\r\n", "\r"):
        statement = read_text(SENSE, message().replace("\n", newline))

        assert statement.adds_up
        assert SENSE.score(head_of(message().replace("\n", newline).encode())) > 0.9


def test_a_statement_must_begin_where_the_one_before_it_ended() -> None:
    follows = message(opening="C250304EUR97,50", closing="C250304EUR185,00")

    assert read_text(SENSE, message() + follows).adds_up
    assert read_text(SENSE, follows + message()).adds_up
    assert read_text(SENSE, message() + message()).doubts == ["balance-gap"]


def test_pages_inside_one_message_follow_each_other() -> None:
    pages = message().replace(":62F:", ":62M:").replace("-\n", ":60M:C250304EUR97,5\n")
    whole = pages + ":61:250305D7,5NMSC\n:62F:C250305EUR90,\n-\n"

    assert read_text(SENSE, whole).adds_up
    assert read_text(SENSE, whole.replace("60M:C250304EUR97", "60M:C250304EUR98")).doubts == [
        "balance-differs",
        "balance-gap",
    ]


def test_statements_of_other_accounts_do_not_follow_each_other() -> None:
    other = message(
        account="DE02120300000000202051", opening="D250301EUR5,", closing="C250304EUR82,5"
    )

    statement = read_text(SENSE, message() + other)

    assert statement.adds_up
    assert len({transaction(draft).account for draft in statement.rows}) == 2


def test_the_entry_date_is_booked_and_the_value_date_kept_over_new_year() -> None:
    rows = ":61:2501020102C1,NMSC\n:61:2501011231C1,NMSC\n:61:2412310102C1,NMSC\n"

    statement = read_text(SENSE, message(rows, closing="C250104EUR13,"))

    assert statement.days == ["2025-01-02", "2024-12-31", "2025-01-02"]
    assert transaction(statement.rows[2]).value_on == date(2024, 12, 31)


def test_one_bad_row_is_named_and_the_rest_is_kept() -> None:
    rows = ROWS + ":61:2513990303D1,00NMSC\n:86:x\n"

    statement = read_text(SENSE, message(rows))

    assert len(statement.rows) == 2
    assert statement.doubts == ["row-unreadable"]
    assert "line 9" in statement.tally.doubts[0].detail
    assert statement.tally.declared_count == 3


def test_german_subfields_give_who_why_and_reference() -> None:
    lines = [
        "166?00GUTSCHRIFT?109310?20EREF+RF18 5390?21SVWZ+Rechnung 4711 vom M",
        "ontag?22 danke?30COBADEFFXXX?31DE89370400440532013000?32Ada Love",
        "lace?33 und Sohn?34123",
    ]

    narrative = read_narrative(lines)

    assert narrative.words == "Rechnung 4711 vom Montag danke"
    assert narrative.counterparty == "Ada Lovelace  und Sohn"
    assert narrative.reference == "RF18 5390"


def test_a_german_row_without_purpose_falls_back_to_its_booking_text() -> None:
    assert read_narrative(["805?00ENTGELT?20EREF+NOTPROVIDED"]).words == "ENTGELT"
    assert read_narrative(["805@00ENTGELT@20Kontofuehrung Maerz"]).words == "Kontofuehrung Maerz"


def test_slash_codes_give_who_why_and_reference() -> None:
    dutch = read_narrative(
        ["/TRTP/SEPA/EREF/E-1/BENM//NAME/J DOE B", "V/REMI/Invoice/12/ISDT/2025-01-01"]
    )
    ing = read_narrative(
        ["/EREF/NOTPROVIDED//CNTP/NL91ABNA0417164300/ABNANL2A/ADA///REMI/USTD//rent/"]
    )

    assert (dutch.counterparty, dutch.words, dutch.reference) == ("J DOE BV", "Invoice/12", "E-1")
    assert (ing.counterparty, ing.words, ing.reference) == ("ADA", "rent", "")


def test_plain_words_join_by_the_length_of_their_lines() -> None:
    assert read_narrative(["x" * 65, "yz", "next"]).words == "x" * 65 + "yz next"


def test_a_name_behind_the_reference_is_the_counterparty() -> None:
    rows = ":61:250303D12,50N0440733959555      ACME TELECOM\n:86:one\n:86:two\n"

    statement = read_text(SENSE, message(rows, closing="D250304EUR2,5"))

    row = transaction(statement.rows[0])
    assert (row.counterparty, row.reference) == ("ACME TELECOM", "0733959555")
    assert row.description == "one two"


def test_bank_id_and_currency_are_not_part_of_the_account() -> None:
    for written in ("37040044/0532013000", "0532013000EUR", "0532013000"):
        statement = read_text(SENSE, message(account=written))

        assert transaction(statement.rows[0]).account == "0532013000"


def test_spaces_for_a_missing_entry_date_and_a_funds_code_are_read() -> None:
    statement = read_text(
        SENSE, message(":61:250303    DD212,39NMSC\n", closing="D250304EUR202,39")
    )

    assert statement.amounts == [Decimal("-212.39")]
    assert statement.adds_up


def test_stated_counts_and_sums_are_held_against_the_rows() -> None:
    right = message(after=":86:D000001C000001D12,50C100,00\n")
    wrong = message(after=":86:D000002C000001D12,50C100,10\n")

    assert read_text(SENSE, right).adds_up
    assert read_text(SENSE, wrong).doubts == ["count-differs", "sum-differs"]


def test_an_interim_report_needs_no_balances_but_keeps_its_totals() -> None:
    text = f":20:A\n:25:123\n:28C:1\n:34F:EUR0,\n{ROWS}:90D:1EUR12,5\n:90C:1EUR100,\n-\n"

    assert read_text(SENSE, text).doubts == []
    assert read_text(SENSE, text.replace(":90C:1", ":90C:2")).doubts == ["count-differs"]


def test_expected_rows_are_pending() -> None:
    statement = read_text(SENSE, message(":61:250303EC5,NMSC\n", closing="C250304EUR15,"))

    assert transaction(statement.rows[0]).status == "pending"


def test_a_field_nobody_knows_is_said() -> None:
    assert (
        "not-read"
        in read_text(SENSE, message(ROWS.replace(":61:2503030303", ":81:2503030303"))).doubts
    )


def test_a_field_of_the_banks_own_before_all_figures_is_part_of_the_heading() -> None:
    text = message().replace(":28C:1/1\n", ":28C:1/1\n:23:Youth account\n:52A:DEUTDEFF\n")

    assert read_text(SENSE, text).doubts == []


@pytest.mark.parametrize("before", [":62F:", ":61:250304"])
def test_a_field_nobody_knows_among_the_figures_is_said(before: str) -> None:
    text = message().replace(before, f":23:Youth account\n{before}")

    assert read_text(SENSE, text).doubts == ["not-read"]


def test_an_interim_report_hides_no_row_in_its_heading() -> None:
    text = f":20:A\n:25:123\n:28C:1\n:34F:EUR0,\n{ROWS}-\n"

    statement = read_text(SENSE, text.replace(":61:2503030303", ":51:2503030303"))

    assert "not-read" in statement.doubts


def test_a_statement_in_a_currency_that_is_no_more_is_read() -> None:
    text = message(opening="C250301DEM10,00", closing="C250304DEM97,5")

    statement = read_text(SENSE, text)

    assert {draft.currency for draft in statement.drafts} == {"DEM"}
    assert statement.adds_up


def test_latin1_umlauts_survive() -> None:
    statement = read_text(SENSE, message(ROWS.replace("Bakery", "Bäckerei Schröder")), "latin-1")

    assert transaction(statement.rows[0]).description == "Corner Bäckerei Schröder"


def test_a_file_cut_in_the_middle_is_never_done() -> None:
    whole = message(ROWS * 2, closing="C250304EUR185,").encode()

    results = {outcome(SENSE, whole[:length]) for length in range(len(whole) - 6)}

    assert outcome(SENSE, whole) == "done"
    assert results.isdisjoint({"done", "no sentence"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no-statement"),
        (":20:A\n:25:1\n-\n", "no-statement"),
        (message(":61:nothing\n"), "no-readable-row"),
        (message(":86:" + "x\n" * 300), "damaged"),
        (message(":86:" + "x" * 70_000 + "\n"), "damaged"),
    ],
)
def test_expected_failure_hopeless_files_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(RejectedError) as refusal:
        read_text(SENSE, text)

    assert refusal.value.reason == reason


def test_score_is_by_content_alone() -> None:
    assert SENSE.score(head_of(message().encode(), "a.txt")) > 0.9
    assert SENSE.score(head_of(b"{1:F01X}{2:I940X}{4:\n" + message().encode())) > 0.9
    assert SENSE.score(head_of(b"Dear Sir,\n:20: is a tag.\n", "a.sta")) == 0
