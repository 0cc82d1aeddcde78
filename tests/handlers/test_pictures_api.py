"""/v1/documents/{id}/pages/{n}/image through its real handler, drawn by the real sense."""

from __future__ import annotations

import io
from typing import Any

import pytest
from lifeos.contracts.facts import Box, Evidence
from lifeos.contracts.ingest import StepInput
from lifeos.documents import lifecycle
from lifeos.documents.models import Record, object_key, ticket_for
from reportlab.pdfgen.canvas import Canvas

from functions.pictures_api.handler import handler
from tests.events.recorded import Context, request
from tests.fakes.hub import FakeHub
from tests.fakes.sense import TALLY, draft
from tests.support.answers import Answer, assert_problem, assert_sound
from tests.support.ingest import ANNA, BELA, document_id, filing, record
from tests.support.invoking import Spoken


def pdf() -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(200, 100))
    canvas.drawString(20, 50, "Total 12.90")
    canvas.save()
    return made.getvalue()


def ask(page: object = 1, number: int = 1, **told: Any) -> Answer:
    path = f"/v1/documents/{document_id(number)}/pages/{page}/image"
    return handler(request("GET", path, **told), Context())


def typed(content: bytes, media_type: str) -> Record:
    known = record(1, content=content)
    document = known.document.model_copy(update={"media_type": media_type})
    return known.model_copy(update={"document": document})


def arrive(hub: FakeHub, content: bytes, media_type: str) -> FakeHub:
    """A document of Anna's whose run has claimed it; one fact was read from its first page."""
    known = hub.fake_ledger.register(typed(content, media_type))
    ref = hub.fake_storage.put(object_key(ANNA, known.document.id), content)
    ticket = ticket_for(known, ref, size_bytes=len(content), pipeline=1)
    lifecycle.ready(
        StepInput(ticket=ticket), ledger=hub.ledger, storage=hub.storage, clock=hub.clock
    )
    place = Evidence(
        field="amount",
        sha256=known.document.sha256,
        page=1,
        box=Box(x0=20, y0=40, x1=80, y1=52),
        snippet="Total 12.90",
        reader="pdf/1",
    )
    hub.fake_archive.commit(filing(ticket), iter([draft(1, evidence=[place]), TALLY]))
    return hub


@pytest.fixture
def stored(fake_hub: FakeHub) -> FakeHub:
    return arrive(fake_hub, pdf(), "application/pdf")


def fact_of(hub: FakeHub) -> str:
    return str(next(iter(hub.fake_archive.facts.values())).fact.id)


def pictures(hub: FakeHub) -> list[str]:
    return [key for key in hub.fake_storage.objects if key.startswith("pictures/")]


def test_happy_a_page_is_drawn_once_and_linked(stored: FakeHub) -> None:
    told = assert_sound(ask(), 200)
    again = assert_sound(ask(), 200)

    (key,) = pictures(stored)
    (content,) = stored.fake_storage.objects[key]
    assert content.startswith(b"\x89PNG")
    assert key.startswith(f"pictures/{ANNA}/")
    assert stored.fake_storage.http.get(told["url"]).content == content
    assert (told["page"], told["marked"], again["marked"]) == (1, 0, 0)


def test_happy_the_places_of_a_fact_are_marked(stored: FakeHub) -> None:
    plain = assert_sound(ask(), 200)

    told = assert_sound(ask(query={"fact": fact_of(stored)}), 200)

    storage = stored.fake_storage
    assert told["marked"] == 1
    assert storage.http.get(told["url"]).content != storage.http.get(plain["url"]).content
    assert len(pictures(stored)) == 2


def test_expected_failure_another_persons_document_has_no_pages(stored: FakeHub) -> None:
    assert_problem(ask(user_id=BELA), 404, "not-found")
    assert_problem(ask(user_id=BELA, query={"fact": fact_of(stored)}), 404, "not-found")

    assert pictures(stored) == []


@pytest.mark.parametrize(("page", "code"), [(2, "rejected"), (0, "validation-failed")])
def test_expected_failure_a_page_there_is_not(stored: FakeHub, page: int, code: str) -> None:
    assert_problem(ask(page), 422, code)

    assert pictures(stored) == []


def test_expected_failure_what_is_no_pdf_has_no_picture(fake_hub: FakeHub) -> None:
    arrive(fake_hub, b"a note", "text/plain")

    assert_problem(ask(), 404, "not-found")


def test_expected_failure_bytes_that_have_not_come(fake_hub: FakeHub) -> None:
    fake_hub.fake_ledger.register(typed(pdf(), "application/pdf"))

    assert_problem(ask(), 409, "conflict")


def test_system_failure_of_the_store_is_502(stored: FakeHub, spoken: Spoken) -> None:
    stored.fake_storage.down = True

    assert_problem(ask(), 502, "upstream-failed")

    assert spoken.metric("Failed") == 1
