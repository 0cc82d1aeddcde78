from __future__ import annotations

import hashlib
from datetime import datetime
from email import message_from_bytes, policy

from tests.unit.samples.conftest import Written
from tests.unit.samples.reading import csv_rows


def test_the_mail_carries_the_bill_it_speaks_of(inbox: Written) -> None:
    (row,) = inbox.of_format("eml")
    mail = message_from_bytes(inbox.path(row["file"]).read_bytes(), policy=policy.default)

    (attachment,) = mail.iter_attachments()
    content = attachment.get_content()

    expected = row["attachments"][0]
    assert attachment.get_filename() == expected["name"]
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == expected["sha256"]
    assert not mail.defects


def test_the_mail_was_sent_when_the_truth_says(inbox: Written) -> None:
    (row,) = inbox.of_format("eml")
    mail = message_from_bytes(inbox.path(row["file"]).read_bytes(), policy=policy.default)

    sent = mail["date"].datetime

    assert sent == datetime.fromisoformat(row["facts"][0]["occurred"]["start"])
    assert mail["subject"] == row["facts"][0]["title"]
    assert row["facts"][0]["data"]["issuer"] in mail["from"]


def test_titles_of_notes_stand_in_their_first_line(inbox: Written) -> None:
    for form in ("text", "markdown"):
        (row,) = inbox.of_format(form)
        first = inbox.path(row["file"]).read_text("utf-8").splitlines()[0]

        assert first.lstrip("# ") == row["facts"][0]["title"]


def test_contacts_are_a_table_without_money(inbox: Written) -> None:
    row = inbox.file("contacts.csv")

    table = csv_rows(inbox.path("contacts.csv"))

    assert len(table) == row["table"]["rows"]
    assert len(table[0]) == row["table"]["columns"]
    assert [fact["kind"] for fact in row["facts"]] == ["document"]
    assert {line["First Name"] for line in table} >= {"Noor", "Joris"}


def test_the_notes_speak_of_things_in_the_inbox(inbox: Written) -> None:
    todo = inbox.path("Notities/todo.md").read_text("utf-8")

    prices = inbox.summary["questions"][1]["answer"]

    assert prices == ["9.99", "12.99"]
    assert "12,99 per maand" in todo
