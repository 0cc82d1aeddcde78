from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from lifeos.contracts.documents import Outcome
from lifeos.contracts.facts import Domain, FactData, Occurred
from pydantic import BaseModel

from tests.unit.samples.conftest import Row, Written
from tests.unit.samples.reading import amounts, days, ibans, squeezed, text_of

MONEY = {"net", "tax", "total", "amount_due", "balance"}
DAYS = {"issued_on", "due_on", "booked_on", "value_on", "dated_on"}
WORDS = {"issuer", "number", "customer_number", "reference", "vat_id", "description"}
KNOWN_KINDS = {"document", "invoice", "receipt", "credit_note", "transaction", "balance"}


class Told(BaseModel):
    domain: Domain
    data: FactData


class Ended(BaseModel):
    outcome: Outcome


def facts(inbox: Written) -> Iterator[tuple[Row, Row]]:
    for row in inbox.truth:
        for fact in row["facts"]:
            yield row, fact


def printed_money(fact: Row) -> list[str]:
    """Amounts of a fact; with several rates a paper may print each tax and not their sum."""
    values = [fact["data"][name] for name in MONEY & fact["data"].keys() - {"tax"}]
    values += [fact["amount"]] if "amount" in fact else []
    return values + [share["tax"] for share in fact.get("more", {}).get("taxes", ())]


def test_facts_are_written_in_the_words_of_the_contract(inbox: Written) -> None:
    for row, fact in facts(inbox):
        assert fact["kind"] == fact["data"]["kind"]
        assert fact["title"]
        if fact["kind"] in KNOWN_KINDS:
            Told.model_validate({"domain": fact["domain"], "data": fact["data"]})
        if row["document_kind"] not in ("note", "todo_list", "table"):
            Occurred.model_validate_json(str(fact["occurred"]).replace("'", '"'))


def test_outcomes_and_reasons_are_those_the_hub_knows(inbox: Written) -> None:
    for row in inbox.truth:
        Ended.model_validate({"outcome": row["outcome"]})
        assert (row["reason"] is None) == (row["outcome"] == "done")
        assert bool(row["facts"]) == (row["outcome"] == "done")
    reasons = Counter(row["reason"] for row in inbox.truth if row["reason"])
    expected = ["password-required", "wrong-type", "empty-file", "total-unclear", "duplicate"]
    assert reasons == dict.fromkeys(expected, 1)


def test_every_amount_stands_in_its_file(inbox: Written) -> None:
    texts = {row["file"]: text_of(inbox.path(row["file"])) for row, _ in facts(inbox)}

    for row, fact in facts(inbox):
        found = texts[row["file"]]
        for value in printed_money(fact):
            assert any(text in found for text in amounts(Decimal(value))), (row["file"], value)


def test_every_date_stands_in_its_file(inbox: Written) -> None:
    texts = {row["file"]: text_of(inbox.path(row["file"])) for row, _ in facts(inbox)}

    for row, fact in facts(inbox):
        for name in DAYS & fact["data"].keys():
            when = date.fromisoformat(fact["data"][name])
            assert any(text in texts[row["file"]] for text in days(when)), (row["file"], name)


def test_every_name_number_and_reference_stands_in_its_file(inbox: Written) -> None:
    texts = {row["file"]: text_of(inbox.path(row["file"])) for row, _ in facts(inbox)}

    for row, fact in facts(inbox):
        for name in WORDS & fact["data"].keys():
            value = squeezed(fact["data"][name])
            assert value in texts[row["file"]], (row["file"], name)


def test_every_account_stands_in_its_file(inbox: Written) -> None:
    texts = {row["file"]: text_of(inbox.path(row["file"])) for row, _ in facts(inbox)}

    for row, fact in facts(inbox):
        accounts = [fact["data"].get("account"), fact["data"].get("iban")]
        accounts.append(fact.get("more", {}).get("counter_iban"))
        for account in filter(None, accounts):
            assert any(text in texts[row["file"]] for text in ibans(account)), row["file"]


def test_the_attached_bill_is_described_like_a_file(inbox: Written) -> None:
    (mail,) = inbox.of_format("eml")

    (attachment,) = mail["attachments"]

    assert attachment["format"] == "pdf"
    assert [fact["kind"] for fact in attachment["facts"]] == ["invoice"]
    assert attachment["facts"][0]["data"]["due_on"] == "2026-06-16"


def test_bills_come_in_all_kinds_languages_and_currencies(inbox: Written) -> None:
    bills = [fact for _, fact in facts(inbox) if fact["kind"] in KNOWN_KINDS - {"transaction"}]

    kinds = Counter(fact["kind"] for fact in bills)
    currencies = {fact.get("currency") for fact in bills}

    assert kinds["invoice"] >= 14
    assert kinds["receipt"] == 4
    assert kinds["credit_note"] == 1
    assert currencies >= {"EUR", "USD"}


@pytest.mark.parametrize("kind", ["invoice", "receipt", "credit_note"])
def test_lines_and_taxes_add_up_to_the_total(inbox: Written, kind: str) -> None:
    bills = [fact for _, fact in facts(inbox) if fact["kind"] == kind]

    assert bills
    for fact in bills:
        total = Decimal(fact["amount"])
        lines = sum(Decimal(line["amount"]) for line in fact["more"]["lines"])
        taxes = fact["more"].get("taxes", [])
        tax = sum((Decimal(share["tax"]) for share in taxes), Decimal(0))
        net = sum((Decimal(share["net"]) for share in taxes), Decimal(0))
        assert lines in (total, total - tax)
        assert not taxes or net + tax == total == Decimal(fact["data"]["total"])


def test_the_credit_note_is_negative_and_names_its_bill(inbox: Written) -> None:
    (credit,) = [fact for _, fact in facts(inbox) if fact["kind"] == "credit_note"]

    (link,) = inbox.related("corrects")

    assert Decimal(credit["amount"]) < 0
    assert link == {"kind": "corrects", "thing": "credit-books", "bill": "bill-books"}
    assert credit["more"]["corrects"].startswith("RE-2026-")
