from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from tests.unit.samples.conftest import Row, Written
from tests.unit.samples.reading import csv_rows, dutch, page_texts

NS = {"c": "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"}
AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})*,\d{2}")


def bank_csvs(inbox: Written) -> list[Row]:
    rows = [row for row in inbox.of_format("csv") if row["document_kind"] == "bank_statement"]
    return sorted(rows, key=lambda row: str(row["statement"]["first_day"]))


def expected(row: Row) -> list[Decimal]:
    """Signed amounts of the transactions, in order."""
    return [Decimal(fact["amount"]) for fact in row["facts"] if fact["kind"] == "transaction"]


def assert_adds_up(row: Row, found: Sequence[Decimal]) -> None:
    statement = row["statement"]
    assert list(found) == expected(row)
    assert len(found) == statement["rows"]
    assert sum(found) == Decimal(statement["sum"])
    assert Decimal(statement["opening"]) + sum(found) == Decimal(statement["closing"])


def test_every_csv_row_carries_the_balance_along(inbox: Written) -> None:
    for row in bank_csvs(inbox):
        table = csv_rows(inbox.path(row["file"]))

        balance = Decimal(row["statement"]["opening"])
        for line in table:
            balance += dutch(line["Bedrag"])
            assert dutch(line["Saldo na trn"]) == balance
        assert_adds_up(row, [dutch(line["Bedrag"]) for line in table])


def test_one_month_follows_another_except_where_april_is_missing(inbox: Written) -> None:
    january, february, march, may, june = (row["statement"] for row in bank_csvs(inbox))

    assert january["closing"] == february["opening"]
    assert may["closing"] == june["opening"]
    assert march["closing"] != may["opening"]
    (gap,) = inbox.related("missing_days")
    assert (gap["after"], gap["before"]) == ("2026-03-31", "2026-05-01")
    assert (gap["closing"], gap["opening"]) == (march["closing"], may["opening"])


def test_chained_statements_hand_their_balance_on(inbox: Written) -> None:
    links = inbox.related("chained")

    pairs = {
        tuple(inbox.file(file)["statement"]["first_day"][5:7] for file in link["files"])
        for link in links
    }

    assert all(link["closing"] == link["opening"] for link in links)
    assert pairs == {("01", "02"), ("02", "03"), ("05", "06")}


def test_two_exports_share_the_second_half_of_february(inbox: Written) -> None:
    _, february, march, *_ = bank_csvs(inbox)
    first, second = (csv_rows(inbox.path(row["file"])) for row in (february, march))

    shared = [line for line in first if line in second]

    assert len(shared) > 5
    links = inbox.related("overlapping_statements")
    (link,) = [one for one in links if one["files"] == [february["file"], march["file"]]]
    assert link["shared_rows"] == len(shared)


def test_twins_are_two_equal_rows_apart_from_the_balance(inbox: Written) -> None:
    csvs = {row["file"] for row in bank_csvs(inbox)}

    twins = inbox.related("twins")

    assert len(twins) >= 2
    for twin in twins:
        (file, *_) = [name for name in twin["files"] if name in csvs]
        facts = {fact["thing"]: fact for fact in inbox.file(file)["facts"]}
        one, other = (facts[thing] for thing in twin["things"])
        for fact in (one, other):
            fact = {**fact, "data": {**fact["data"], "balance": None}, "thing": None}
            assert fact == {**one, "data": {**one["data"], "balance": None}, "thing": None}
        assert one["data"]["balance"] != other["data"]["balance"]


def test_card_rows_say_by_their_type_which_way_money_went(inbox: Written) -> None:
    (card,) = [row for row in inbox.of_format("csv") if row["document_kind"] == "card_statement"]
    table = csv_rows(inbox.path(card["file"]))

    signs = {line["Type"]: Decimal(line["Amount (EUR)"]) > 0 for line in table}
    amounts = [-Decimal(line["Amount (EUR)"]) for line in reversed(table)]

    assert signs == {"Purchase": True, "Payment": False, "Refund": False}
    assert amounts == expected(card)
    assert sum(amounts) == Decimal(card["statement"]["sum"])
    assert {line["Original currency"] for line in table} == {"", "USD"}


def test_each_card_payment_leaves_the_bank_account(inbox: Written) -> None:
    facts = [fact for row in inbox.truth for fact in row["facts"]]

    paid = {
        (fact["occurred"]["start"], abs(Decimal(fact["amount"])))
        for fact in facts
        if fact.get("category") == "card payment" and Decimal(fact["amount"]) > 0
    }
    taken = {
        (fact["occurred"]["start"], abs(Decimal(fact["amount"])))
        for fact in facts
        if fact.get("category") == "card payment" and Decimal(fact["amount"]) < 0
    }

    assert len(paid) == 5
    assert {payment for payment in paid if "-04-" not in payment[0]} == taken


def test_ofx_adds_up_to_its_ledger_balance(inbox: Written) -> None:
    (row,) = inbox.of_format("ofx")
    text = inbox.path(row["file"]).read_text("cp1252")

    amounts = [Decimal(value) for value in re.findall(r"<TRNAMT>(-?\d+\.\d{2})", text)]
    numbers = re.findall(r"<FITID>(\d+)", text)

    assert_adds_up(row, amounts)
    assert f"<BALAMT>{row['statement']['closing']}<" in text
    assert len(set(numbers)) == len(amounts)
    assert max(len(name) for name in re.findall(r"<NAME>([^\r\n]+)", text)) <= 32


def test_camt_adds_up_to_its_summary_and_balances(inbox: Written) -> None:
    (row,) = inbox.of_format("camt")
    root = ElementTree.fromstring(inbox.path(row["file"]).read_bytes())

    signs = {"CRDT": 1, "DBIT": -1}
    amounts = [
        Decimal(entry.findtext("c:Amt", "", NS)) * signs[entry.findtext("c:CdtDbtInd", "", NS)]
        for entry in root.iterfind(".//c:Ntry", NS)
    ]
    balances = [bal.findtext("c:Amt", "", NS) for bal in root.iterfind(".//c:Bal", NS)]

    assert_adds_up(row, amounts)
    assert balances == [row["statement"]["opening"], row["statement"]["closing"]]
    assert root.findtext(".//c:TtlNtries/c:NbOfNtries", "", NS) == str(len(amounts))
    spent = root.findtext(".//c:TtlDbtNtries/c:Sum", "", NS)
    assert Decimal(spent) == -sum(amount for amount in amounts if amount < 0)


def test_mt940_adds_up_between_its_balances(inbox: Written) -> None:
    (row,) = inbox.of_format("mt940")
    text = inbox.path(row["file"]).read_text("ascii")

    found = re.findall(r"^:61:\d{10}([CD])(\d+,\d{2})N[A-Z]{3}\S+\r?$", text, re.M)
    balances = re.findall(r"^:6[02]F:C\d{6}EUR(\d+,\d{2})", text, re.M)

    assert_adds_up(row, [dutch(value) * (1 if mark == "C" else -1) for mark, value in found])
    assert [str(dutch(value)) for value in balances] == [
        row["statement"]["opening"],
        row["statement"]["closing"],
    ]


def test_no_line_of_mt940_can_be_taken_for_a_tag_or_the_end(inbox: Written) -> None:
    (row,) = inbox.of_format("mt940")

    lines = inbox.path(row["file"]).read_text("ascii").splitlines()

    assert max(len(line) for line in lines) <= 65 + len(":86:")
    told = [line for line in lines if not re.match(r":\d\d[A-Z]?:", line)]
    assert told[-1] == "-"
    assert not [line for line in told[:-1] if line[0] in ":-"]


def test_the_printed_statement_chains_over_its_pages(inbox: Written) -> None:
    (row,) = [one for one in inbox.of_format("pdf") if one["document_kind"] == "bank_statement"]
    pages = page_texts(inbox.path(row["file"]))

    lines = [line for page in pages for line in page.splitlines() if re.match(r"\d\d-", line)]
    pairs = [AMOUNT.findall(line)[-2:] for line in lines]
    balances = [Decimal(row["statement"]["opening"]), *(dutch(pair[1]) for pair in pairs)]

    assert len(pages) == row["pages"] == 2
    assert_adds_up(row, [after - before for before, after in pairwise(balances)])
    assert [dutch(pair[0]) for pair in pairs] == [abs(amount) for amount in expected(row)]


@pytest.mark.parametrize(("one", "other"), [("ofx", "camt"), ("camt", "csv"), ("mt940", "csv")])
def test_formats_of_the_same_days_show_the_same_rows(inbox: Written, one: str, other: str) -> None:
    (first,) = inbox.of_format(one)

    shown = {fact["thing"] for fact in first["facts"] if fact["kind"] == "transaction"}
    others = {fact["thing"] for row in inbox.of_format(other) for fact in row["facts"]}

    assert shown <= others
