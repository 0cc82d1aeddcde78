"""Word documents: words, properties, and archives made to hurt."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.errors import RejectedError
from lifeos.senses.docx import parts as docx_parts
from lifeos.senses.docx.sense import DocxSense
from lifeos.senses.models import Sense
from lifeos.senses.registry import pick

from tests.support.evidence import Bytes
from tests.support.readings import Read, head_of, is_undated, read_all, read_or_reason, source_of

SENSE: Sense = DocxSense()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>{title}</dc:title>'
    "<dc:creator>Karin Sommer</dc:creator><dcterms:created>2024-01-02T08:00:00Z</dcterms:created>"
    "<dcterms:modified>2025-02-03T09:00:00Z</dcterms:modified></cp:coreProperties>"
)


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _body(*parts: str, namespace: str = W) -> str:
    return f'<w:document xmlns:w="{namespace}"><w:body>{"".join(parts)}</w:body></w:document>'


def _docx(document: str | bytes, **others: str) -> bytes:
    names = {"header": "word/header1.xml", "header2": "word/header2.xml",
             "footer": "word/footer1.xml", "core": "docProps/core.xml"}  # fmt: skip
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, content in others.items():
            archive.writestr(names[name], content)
    return file.getvalue()


def _read(tmp_path: Path, content: bytes) -> Read:
    return read_all(SENSE, source_of(tmp_path, content, "letter.docx"))


LETTER = _body(
    _p("Frau"), _p("Erika Muster"), "<w:p/>", _p("3. April 2025"), "<w:p/>",
    _p("Kündigung zum Jahresende"), "<w:p/>", _p("Sehr geehrte Frau Muster,"), "<w:p/>",
    _p("wir bestätigen."), _p("Mit freundlichen Grüßen"), _p("Karin Sommer"),
)  # fmt: skip


def test_a_letter_gives_letterhead_date_and_subject(tmp_path: Path) -> None:
    header = f'<w:hdr xmlns:w="{W}">{_p("Versicherung Nord AG")}</w:hdr>'
    core = CORE.format(title="Vorlage 17")

    found = _read(tmp_path, _docx(LETTER, header=header, header2=header, core=core))

    (fact,) = found.facts
    assert found.text.splitlines()[:2] == ["Versicherung Nord AG", "Frau"]
    assert found.tally.document_kind == "letter"
    assert found.tally.issuer == "Versicherung Nord AG"
    assert found.tally.dated_on == fact.occurred.start == date(2025, 4, 3)
    assert found.tally.title == "Kündigung zum Jahresende"
    assert {evidence.field: evidence.path for evidence in fact.evidence}["dated_on"] == (
        "word/document.xml/p[4]"
    )


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_a_document_without_a_date_of_its_own_has_that_of_its_last_change(
    tmp_path: Path, namespace: str
) -> None:
    content = _docx(
        _body(_p("Trip plan"), namespace=namespace), core=CORE.format(title="Trip plan")
    )

    found = _read(tmp_path, content)

    (fact,) = found.facts
    assert (found.tally.title, found.tally.issuer) == ("Trip plan", "Karin Sommer")
    assert fact.occurred.start == date(2025, 2, 3)
    assert [(e.field, e.path) for e in fact.evidence] == [
        ("title", "docProps/core.xml/title"),
        ("issuer", "docProps/core.xml/creator"),
        ("dated_on", "docProps/core.xml/modified"),
    ]


def test_tables_breaks_boxes_and_changes_are_read_as_seen(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>".format
    inner = f"<w:tbl><w:tr>{cell(_p('in'))}{cell(_p('ner'))}</w:tr></w:tbl>"
    box = (
        "<w:p><w:r><w:t>before</w:t><mc:AlternateContent xmlns:mc='m'><mc:Choice>{0}</mc:Choice>"
        "<mc:Fallback>{0}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ).format(_p("boxed"))
    document = _body(
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t>"
        "<w:br/><w:t>c</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>",
        f"<w:tbl><w:tr>{cell(_p('Rent') + _p('2025'))}{cell(_p('900'))}</w:tr>"
        f"<w:tr>{cell(inner)}{cell(_p(''))}</w:tr></w:tbl>",
        box,
    )

    found = _read(tmp_path, _docx(document))

    assert found.text.split("\n") == ["a\tb", "c", "Rent 2025\t900", "in\tner\t", "boxed", "before"]
    assert is_undated(found)
    assert found.facts[0].evidence[0].snippet == "a\tb"


@pytest.mark.parametrize(
    ("content", "name", "lowest"),
    [
        (_docx(LETTER), "x.bin", 0.9),
        (b"PK\x03\x04" + b"\x00" * 60, "x.docx", 0.4),
        (b"PK\x03\x04[Content_Types].xml xl/workbook.xml", "x.xlsx", 0),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "x.docx", 0.8),
        (b"%PDF-1.7", "x.docx", 0),
    ],
)
def test_a_word_file_is_known_by_its_parts(content: bytes, name: str, lowest: float) -> None:
    score = SENSE.score(head_of(content, name))

    assert score >= lowest
    assert bool(score) is bool(lowest)


def test_a_word_file_goes_to_this_sense() -> None:
    picked = pick(head_of(_docx(LETTER), "x"))

    assert picked is not None
    assert picked.name == "docx"


def _encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def _zip_of(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def _lying_bomb() -> bytes:
    """A part that states a small size and unpacks to a large one."""
    content = bytearray(_docx(_body(_p("a" * 60_000_000))))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(b"word/document.xml") if offset == 22 else content.rindex(signature)
        place = content.rindex(signature, 0, place + 1)
        content[place + offset : place + offset + 4] = struct.pack("<I", 900_000)
    return bytes(content)


BILLION = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{W}"><w:body>&b;</w:body></w:document>'
)
DEEP = f'<w:document xmlns:w="{W}">' + "<w:sdt>" * 100_000


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        (b"", {"damaged"}),
        (b"PK\x03\x04 not really", {"damaged"}),
        (_docx(LETTER)[:-40], {"damaged"}),
        (_encrypted(), {"password-required"}),
        (_encrypted()[:8] + b"old", {"not-a-document"}),
        (_zip_of("xl/workbook.xml"), {"not-a-document"}),
        (_zip_of(*map(str, range(docx_parts.MAX_ENTRIES + 1))), {"archive-bomb"}),
        (_docx(_body(_p("a" * 5_000_000))), {"archive-bomb"}),
        (_lying_bomb(), {"archive-bomb", "damaged"}),
        (_docx(BILLION), {"xml-entities-not-allowed"}),
        (_docx(DEEP), {"nested-too-deep"}),
        (_docx("<w:document>"), {"damaged"}),
        (_docx(LETTER, core="<a"), {"damaged"}),
    ],
)
def test_what_must_not_go_on_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, reasons: set[str]
) -> None:
    with pytest.raises(RejectedError) as refused:
        _read(tmp_path, content)

    assert refused.value.reason in reasons
    assert refused.value.detail.endswith(".")


def test_sizes_are_refused_by_what_the_archive_states_before_unpacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docx_parts, "MAX_UNPACKED_BYTES", 500)

    with pytest.raises(RejectedError) as refused:
        SENSE.check(source_of(tmp_path, _docx(LETTER)))

    assert refused.value.reason == "archive-bomb"


def test_a_long_document_is_bounded_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit, size in (("MAX_TEXT_CHARS", 20), ("MAX_XML_BYTES", 300)):
        with monkeypatch.context() as patch:
            patch.setattr(docx_parts, limit, size)
            outcome = read_or_reason(SENSE, source_of(tmp_path, _docx(LETTER)))
        assert outcome in {"too-large", "archive-bomb"}


@settings(max_examples=80)
@given(st.data())
def test_mutated_archives_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, drawn: st.DataObject
) -> None:
    content = bytearray(_docx(LETTER, core=CORE.format(title="x")))
    for _ in range(drawn.draw(st.integers(1, 6))):
        place = drawn.draw(st.integers(0, len(content) - 1))
        content[place : place + drawn.draw(st.integers(0, 4))] = drawn.draw(st.binary(max_size=4))

    outcome = read_or_reason(SENSE, source_of(tmp_path_factory.getbasetemp(), bytes(content)))

    assert isinstance(outcome, Read) or outcome in {
        "damaged", "archive-bomb", "not-a-document", "password-required",
        "xml-entities-not-allowed",
    }  # fmt: skip


@settings(max_examples=80)
@given(st.data())
def test_mutated_markup_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, drawn: st.DataObject
) -> None:
    markup = bytearray(LETTER.encode())
    for _ in range(drawn.draw(st.integers(1, 4))):
        place = drawn.draw(st.integers(0, len(markup) - 1))
        markup[place : place + drawn.draw(st.integers(0, 9))] = drawn.draw(st.binary(max_size=3))

    outcome = read_or_reason(SENSE, source_of(tmp_path_factory.getbasetemp(), _docx(bytes(markup))))

    assert isinstance(outcome, Read) or outcome in {"damaged", "xml-entities-not-allowed"}


def test_a_bill_in_word_is_a_bill_with_its_paragraphs(tmp_path: Path) -> None:
    rows = "".join(
        f"<w:tr><w:tc>{_p(label)}</w:tc><w:tc>{_p(value)}</w:tc></w:tr>"
        for label, value in (
            ("Factuurnummer", "2025-18"), ("Factuurdatum", "3 april 2025"),
            ("Totaal incl. btw", "€ 121,00"),
        )
    )  # fmt: skip
    content = _docx(_body(_p("Factuur"), _p("Schilder Bos B.V."), f"<w:tbl>{rows}</w:tbl>"))

    found = _read(tmp_path, content)

    (fact,) = found.facts
    assert (fact.kind, fact.amount, fact.currency) == ("invoice", Decimal("121.00"), "EUR")
    assert found.tally.issuer == "Schilder Bos B.V."
    original = Bytes(tmp_path / "original")
    assert [place.field for place in fact.evidence if not original.holds(place)] == []
