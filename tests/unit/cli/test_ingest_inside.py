"""What came in a file, as the attachments of a mail do, is waited for too."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from lifeos.contracts.documents import Document, NewDocument

from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import lifeos


def _mail(hub: FakeHub, content: bytes) -> None:
    """From now on every mail holds one attachment, whose run has ended or is about to."""
    settled = hub.settled

    def with_attachment(document_id: UUID) -> Document:
        document = settled(document_id)
        if document.outcome is None or not document.name.endswith(".eml"):
            return document
        inside = [d.id for d in hub.documents.values() if d.parent_id == document_id]
        if not inside:
            new = NewDocument(
                name="bill.pdf", size_bytes=4, media_type="application/pdf", sha256="1" * 64
            )
            child = hub.add(new).model_copy(update={"parent_id": document_id})
            hub.documents[child.id] = child
            hub.arrive(child.id, content)
            inside = [child.id]
        return document.model_copy(update={"sense": "eml/1", "enclosed": inside})

    hub.settled = with_attachment  # type: ignore[method-assign]


@pytest.mark.parametrize("delay_s", [0.0, 0.2])
def test_happy_what_came_in_a_mail_is_waited_for_and_told(
    hub: FakeHub, home: Path, tmp_path: Path, delay_s: float
) -> None:
    hub.ends_after_s = delay_s
    _mail(hub, b"REJECT this")
    (tmp_path / "mail.eml").write_bytes(b"a mail")

    ran = lifeos(home, "ingest", tmp_path / "mail.eml", "--json")
    strict = lifeos(home, "ingest", tmp_path / "mail.eml", "--strict")

    mail, inside = ran.objects
    assert (ran.code, mail["outcome"], mail["came_in"]) == (0, "done", None)
    assert inside["file"].endswith("mail.eml > bill.pdf")
    assert (inside["outcome"], inside["came_in"]) == ("rejected", mail["document_id"])
    assert ran.err.startswith("1 file: 1 done; in them 1 rejected; 0 facts; ")
    assert strict.code == 0  # a mail that was sent before is a duplicate, and was done
