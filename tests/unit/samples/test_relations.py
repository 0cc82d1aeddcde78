from __future__ import annotations

from collections import Counter
from decimal import Decimal

from tests.unit.samples.conftest import Row, Written
from tests.unit.samples.reading import csv_rows, dutch


def by_thing(inbox: Written) -> dict[str, Row]:
    facts = [fact for row in inbox.truth for fact in row["facts"]]
    attached = [
        fact for row in inbox.truth for one in row.get("attachments", ()) for fact in one["facts"]
    ]
    return {fact["thing"]: fact for fact in (*facts, *attached)}


def test_the_duplicate_is_the_same_bytes_under_another_name(inbox: Written) -> None:
    (link,) = inbox.related("byte_identical")
    original, copy = link["files"]

    same = inbox.path(original).read_bytes() == inbox.path(copy).read_bytes()

    assert same
    assert inbox.file(original)["outcome"] == "done"
    assert inbox.file(copy)["outcome"] == "duplicate"
    assert original < copy  # in the order of paths the original comes first
    hashes = Counter(row["sha256"] for row in inbox.truth)
    assert [count for count in hashes.values() if count > 1] == [2]


def test_every_bill_is_paid_or_known_to_be_open(inbox: Written) -> None:
    bills = {
        thing
        for thing, fact in by_thing(inbox).items()
        if fact["kind"] in ("invoice", "receipt", "credit_note")
    }

    paid = {link["bill"] for kind in ("pays", "refunds") for link in inbox.related(kind)}
    (unpaid,) = inbox.related("not_yet_paid")

    assert bills == paid | {unpaid["bill"]}
    assert unpaid["bill"] not in paid
    assert unpaid["bill_file"].endswith(".eml")


def test_payments_agree_with_their_bills(inbox: Written) -> None:
    things = by_thing(inbox)

    for link in inbox.related("pays"):
        row, bill = things[link["thing"]], things[link["bill"]]
        assert link["files"], link
        if bill["currency"] == "USD":
            assert row["more"]["original_amount"] == f"-{bill['amount']}"
            continue
        due = bill["data"].get("amount_due", bill["amount"])
        assert Decimal(row["amount"]) == -Decimal(due)


def test_the_refund_gives_back_what_the_credit_note_says(inbox: Written) -> None:
    things = by_thing(inbox)

    (link,) = inbox.related("refunds")

    assert Decimal(link["amount"]) == -Decimal(things[link["bill"]]["amount"])
    assert Decimal(link["amount"]) > 0


def test_one_row_in_several_files_says_the_same_everywhere(inbox: Written) -> None:
    links = inbox.related("same_transaction")

    assert len(links) > 60
    for link in links:
        seen = [
            (fact["occurred"], fact["amount"], fact["title"], fact["data"]["account"])
            for file in link["files"]
            for fact in inbox.file(file)["facts"]
            if fact["thing"] == link["thing"]
        ]
        assert len(seen) == len(link["files"])
        assert all(one == seen[0] for one in seen)


def test_the_union_of_all_statements_is_what_the_summary_counts(inbox: Written) -> None:
    rows = {
        fact["thing"]
        for row in inbox.truth
        for fact in row["facts"]
        if fact["kind"] == "transaction"
    }

    assert len(rows) == inbox.summary["distinct_transactions"]


def test_groceries_in_march_can_be_counted_from_the_bytes(inbox: Written) -> None:
    shops = ("GRUTTER 1123 UTRECHT", "GROENTEHAL DE PEPER UTRECHT")
    (export,) = [row["file"] for row in inbox.truth if "16-02-2026" in row["file"]]

    spent = -sum(
        dutch(line["Bedrag"])
        for line in csv_rows(inbox.path(export))
        if line["Naam tegenpartij"] in shops and line["Datum"].endswith("-03-2026")
    )

    question = inbox.summary["questions"][0]
    assert question["question"] == "What did I spend on groceries in March?"
    assert Decimal(question["answer"]) == spent
    assert Decimal(inbox.summary["by_category"]["groceries"]["2026-03"]) == -spent


def test_the_summary_shows_no_month_that_no_file_covers(inbox: Written) -> None:
    salary = inbox.summary["by_category"]["salary"]

    assert sorted(salary) == ["2026-01", "2026-02", "2026-03", "2026-05", "2026-06"]
    assert len(set(salary.values())) == 2  # the raise of April shows from May


def test_outcomes_in_the_summary_add_up_to_the_files(inbox: Written) -> None:
    outcomes = inbox.summary["outcomes"]

    assert sum(outcomes.values()) == inbox.summary["files"] == len(inbox.truth)
    assert outcomes == {"done": 38, "duplicate": 1, "rejected": 3, "needs_review": 1}
    assert inbox.summary["seed"] == 7
