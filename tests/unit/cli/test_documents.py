from __future__ import annotations

import json
from pathlib import Path

import pytest
from lifeos.contracts.documents import Document, NewDocument

from tests.unit.cli.fake_http import Answer, Fault
from tests.unit.cli.fake_hub import FakeHub, problem
from tests.unit.cli.support import SHA256, lifeos, transaction

HOSTILE = "x\x1b[2Jy\u202e[bold]z[/bold]\n.pdf"


@pytest.fixture
def document(hub: FakeHub, home: Path, tmp_path: Path) -> Document:
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"REJECT bytes")
    lifeos(home, "ingest", bill)
    (document,) = hub.documents.values()
    hub.facts = [transaction(document.id), transaction(document.id, title="Rent")]
    return document


def _many(hub: FakeHub, count: int, name: str = "d") -> None:
    for number in range(count):
        new = NewDocument(name=f"{name}{number}", size_bytes=1, media_type="a/b", sha256=SHA256)
        hub.add(new)


def test_happy_the_list_shows_each_document_with_its_outcome(
    hub: FakeHub, home: Path, document: Document
) -> None:
    ran = lifeos(home, "documents")

    (row,) = [line for line in ran.out.splitlines() if "bill.pdf" in line]
    assert ran.code == 0
    assert "rejected" in row
    assert str(document.id) in row


def test_happy_json_lists_every_document_across_pages(hub: FakeHub, home: Path) -> None:
    _many(hub, 250)

    ran = lifeos(home, "documents", "--json")

    assert [o["name"] for o in ran.objects] == [f"d{n}" for n in reversed(range(250))]
    assert hub.server.count("GET", "/api/v1/documents") == 3


def test_a_limit_asks_for_no_more_than_it_needs(hub: FakeHub, home: Path) -> None:
    _many(hub, 250)

    ran = lifeos(home, "documents", "--json", "--limit", "3")

    asked = [a for a in hub.server.asked if a.path == "/api/v1/documents"]
    assert len(ran.objects) == 3
    assert [a.query["limit"] for a in asked] == ["3"]


def test_a_table_that_leaves_something_out_says_so(hub: FakeHub, home: Path) -> None:
    _many(hub, 51)

    ran = lifeos(home, "documents")

    assert len(ran.out.splitlines()) == 51
    assert "more than these 50" in ran.err


def test_filters_go_to_the_hub(hub: FakeHub, home: Path, document: Document) -> None:
    _many(hub, 2)

    rejected = lifeos(home, "documents", "--outcome", "rejected", "--json")
    waiting = lifeos(home, "documents", "--state", "WAITING", "--json")

    assert [o["name"] for o in rejected.objects] == ["bill.pdf"]
    assert len(waiting.objects) == 2


def test_one_document_shows_path_reason_facts_and_evidence(home: Path, document: Document) -> None:
    ran = lifeos(home, "documents", document.id, "--evidence")

    for state in ("READY", "PICK", "ASSERT", "ACTION", "END"):
        assert state in ran.out
    assert "0.250" in ran.out
    assert "It opens only with a password. (password-required)" in ran.out
    assert "Rent" in ran.out
    assert "row 7, column Betrag" in ran.out
    assert "-12,90" in ran.out


def test_evidence_is_shown_when_asked_for(home: Path, document: Document) -> None:
    ran = lifeos(home, "documents", document.id)

    assert "-12,90" not in ran.out
    assert "-12.90" in ran.out


def test_without_facts_there_is_no_table_of_evidence_but_a_word(
    hub: FakeHub, home: Path, document: Document
) -> None:
    hub.facts = []

    ran = lifeos(home, "documents", document.id, "--evidence")

    assert "None: no facts were read from it." in ran.out
    assert "as it stands there" not in ran.out


def test_one_document_as_json_has_path_and_facts_with_evidence(
    home: Path, document: Document
) -> None:
    ran = lifeos(home, "documents", document.id, "--json")

    (found,) = ran.objects
    assert found["id"] == str(document.id)
    assert [p["state"] for p in found["path"]] == ["READY", "PICK", "ASSERT", "ACTION", "END"]
    assert len(found["fact_list"]) == 2
    assert found["fact_list"][0]["evidence"][1]["snippet"] == "-12,90"


def test_facts_beyond_the_first_are_counted_and_pointed_at(
    hub: FakeHub, home: Path, document: Document
) -> None:
    hub.facts = [transaction(document.id) for _ in range(60)]

    ran = lifeos(home, "documents", document.id)

    assert f"50 of 60; all: ./lifeos facts --document {document.id}" in ran.out


def test_names_from_outside_cannot_act_on_the_terminal(hub: FakeHub, home: Path) -> None:
    new = NewDocument(name=HOSTILE, size_bytes=1, media_type="a/b", sha256=SHA256)
    document = hub.add(new)
    hub.facts = [transaction(document.id, title=HOSTILE)]

    for arguments in (
        ["documents"],
        ["documents", document.id, "--evidence"],
        ["facts"],
        ["documents", document.id, "--json"],
        ["facts", "--json"],
    ):
        ran = lifeos(home, *arguments)

        assert ran.code == 0
        assert not set("\x1b\u202e\x07") & set(ran.out)
        assert "[bold]z[/bold]" in ran.out.replace("\n", "").replace(" ", "")


def test_an_unknown_document_is_refused_with_the_hubs_words(home: Path) -> None:
    ran = lifeos(home, "documents", "00000000-0000-7000-8000-000000000000", "--json")

    assert ran.code == 5
    assert ran.out == ""
    assert ran.err == "There is no such document.\n"  # nothing broke: there is nothing to trace


def test_a_refusal_names_the_fields_that_are_wrong(hub: FakeHub, home: Path) -> None:
    answer = json.loads(problem(422, "invalid-input", "This cannot be right.").body)
    answer["errors"] = [{"pointer": "/limit", "detail": "at most 100"}]
    hub.server.faults = [
        Fault("GET", "/api/v1/documents", Answer(422, json.dumps(answer).encode()))
    ]

    ran = lifeos(home, "documents")

    assert ran.code == 5
    assert "/limit: at most 100" in ran.err


@pytest.mark.parametrize("body", [b"<html>", b'{"items": 3}', b"[]"])
def test_an_answer_outside_the_contract_is_a_failure_of_the_hub(
    hub: FakeHub, home: Path, body: bytes
) -> None:
    hub.server.faults = [Fault("GET", "/api/v1/documents", Answer(200, body))]

    ran = lifeos(home, "documents")

    assert ran.code == 1
    assert "does not understand" in ran.err


def test_a_list_that_goes_in_circles_is_not_followed(hub: FakeHub, home: Path) -> None:
    page = Answer(200, b'{"items": [], "next_cursor": "again"}')
    hub.server.faults = [Fault("GET", "/api/v1/documents", page, times=99)]

    ran = lifeos(home, "documents", "--json")

    assert ran.code == 1
    assert hub.server.count("GET", "/api/v1/documents") == 2


def test_happy_a_mail_lists_what_came_in_it(hub: FakeHub, home: Path) -> None:
    names = ("mail.eml", "bill.pdf", "gone.pdf")
    mail, bill, gone = [
        hub.add(NewDocument(name=name, size_bytes=1, media_type="a/b", sha256=SHA256))
        for name in names
    ]
    hub.documents[mail.id] = mail.model_copy(update={"enclosed": [bill.id, gone.id]})
    del hub.documents[gone.id]

    ran = lifeos(home, "documents", mail.id)

    inside = ran.out.partition("Came in it")[2]
    assert "bill.pdf" in inside
    assert str(bill.id) in inside
    assert "Came in it" not in lifeos(home, "documents", bill.id).out


def test_the_list_says_why_a_document_was_rejected(home: Path, document: Document) -> None:
    assert "rejected (password-required)" in lifeos(home, "documents").out


def test_an_empty_list_is_a_sentence(home: Path) -> None:
    every, some = lifeos(home, "documents"), lifeos(home, "documents", "--outcome", "parked")

    assert (every.out, some.out) == ("", "")
    assert every.err == "No documents yet. Send some: ./lifeos ingest FILE_OR_FOLDER\n"
    assert some.err == "Nothing here is as you asked.\n"
