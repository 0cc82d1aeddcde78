"""XML as a stream of branches: what is in a tree, where it stands, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.errors import RejectedError
from lifeos.senses.texts.xml_stream import MAX_BRANCH_NODES, MAX_DEPTH, Node, branches, starts

NAMES = frozenset({"Row", "Part"})
TEXT = """<?xml version="1.0"?>
<All xmlns="urn:x" xmlns:o="urn:y">
  <Head><Row2>no</Row2></Head>
  <Row n="1"><A>one</A><B><C>two</C><C o:k="v">three</C></B></Row>
  <Row n="2"><Part><A>inner</A></Part><A>outer</A></Row>
</All>
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file.xml"
    path.write_text(TEXT)
    return path


def ended(path: Path) -> list[Node]:
    return [node for what, node in branches(path, NAMES) if what == "end"]


def reason(path: Path) -> str:
    with pytest.raises(RejectedError) as refusal:
        list(branches(path, NAMES))
    return refusal.value.reason


def test_branches_start_and_end_in_file_order(file: Path) -> None:
    events = [(what, node.name, node.line) for what, node in branches(file, NAMES)]

    assert events == [
        ("start", "Row", 4),
        ("end", "Row", 4),
        ("start", "Row", 5),
        ("start", "Part", 5),
        ("end", "Part", 5),
        ("end", "Row", 5),
    ]


def test_a_branch_inside_another_is_not_part_of_its_tree(file: Path) -> None:
    _, part, row = ended(file)

    assert [child.name for child in row.children] == ["A"]
    assert part.path == "/All/Row[2]/Part[1]"
    assert [node.text for node in part.every("A")] == ["inner"]


def test_nodes_are_found_by_local_path_with_their_own_place(file: Path) -> None:
    row = ended(file)[0]

    assert [node.text for node in row.every("B/C")] == ["two", "three"]
    assert row.every("B/C")[1].path == "/All/Row[1]/B[1]/C[2]"
    found = row.first("Nothing", "B/C")
    assert found is not None
    assert found.spot.text == "two"


def test_attributes_come_with_their_place(file: Path) -> None:
    row = ended(file)[0]

    spot = row.attribute("n")

    assert spot is not None
    assert (spot.text, spot.path, spot.line) == ("1", "/All/Row[1]/@n", 4)
    assert row.attribute("m") is None


def test_an_element_without_text_is_not_found_as_a_first(tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_text("<All><Row><A> </A><A>x</A></Row></All>")

    found = ended(path)[0].first("A")

    assert found is not None
    assert found.path == "/All/Row[1]/A[2]"


def test_starts_are_counted_over_the_whole_file(file: Path) -> None:
    assert starts(file, NAMES) == {"Row": 2, "Part": 1}
    assert not starts(file, frozenset({"Other"}))


def test_memory_holds_one_branch_of_a_long_file(tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_text("<All>" + "<Row><A>x</A></Row>" * 20_000 + "</All>")

    last = None
    for what, node in branches(path, NAMES):
        last = node if what == "end" else last

    assert last is not None
    assert last.path == "/All/Row[20000]"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "truncated"),
        ("<All><Row>", "truncated"),
        ("<All><Row", "truncated"),
        ("<All><Row><![CDATA[x", "truncated"),
        ("<All></Row>", "damaged"),
        ("no xml", "damaged"),
        ("<All>\x00</All>", "damaged"),
        ("<All>&nothing;</All>", "damaged"),
        ("<All/><All/>", "damaged"),
        ('<?xml version="1.0" encoding="klingon"?><All/>', "damaged"),
        ('<?xml version="1.0" encoding="shift_jis"?><All/>', "damaged"),
        ("<A>" * (MAX_DEPTH + 1), "damaged"),
        ("<!DOCTYPE All><All/>", "xml-entities-not-allowed"),
        ('<!DOCTYPE All SYSTEM "file:///etc/passwd"><All/>', "xml-entities-not-allowed"),
        ('<!DOCTYPE All PUBLIC "x" "http://example.org/"><All/>', "xml-entities-not-allowed"),
        ('<!DOCTYPE All [<!ENTITY a "b">]><All>&a;</All>', "xml-entities-not-allowed"),
        ('<!DOCTYPE All [<!ENTITY % a "b">%a;]><All/>', "xml-entities-not-allowed"),
    ],
)
def test_expected_failure_unsound_xml_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "file.xml"
    path.write_text(text)

    assert reason(path) == code


def test_expected_failure_a_branch_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_text("<All><Row>" + "<A/>" * (MAX_BRANCH_NODES + 1) + "</Row></All>")

    assert reason(path) == "damaged"


def test_the_line_of_a_fault_is_named(tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_text("\n\n<All>\n<Row>\n</All>")

    with pytest.raises(RejectedError, match="line 5"):
        list(branches(path, NAMES))


@pytest.mark.parametrize(
    "content",
    [
        "<All><Row>é</Row></All>".encode(),
        b"\xef\xbb\xbf" + "<All><Row>é</Row></All>".encode(),
        "<All><Row>é</Row></All>".encode("cp1252"),
        '<?xml version="1.0" encoding="utf-8"?><All><Row>é</Row></All>'.encode("cp1252"),
        '<?xml version="1.0" encoding="ISO-8859-1"?><All><Row>é</Row></All>'.encode("latin-1"),
        '<?xml version="1.0" encoding="UTF-16"?><All><Row>é</Row></All>'.encode("utf-16"),
        '<?xml version="1.0" encoding="iso-8859-2"?><All><Row>é</Row></All>'.encode("iso-8859-2"),
        b"<All><Row>&#233;</Row></All>",
        "<All><Row><![CDATA[é]]></Row></All>".encode(),
    ],
)
def test_charsets_are_read_as_they_are_or_as_they_say(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.xml"
    path.write_bytes(content)

    assert [node.text for node in ended(path)] == ["é"]


@settings(max_examples=60)
@given(st.lists(st.text("<>/ab&;\n\x00é", max_size=8), max_size=20))
def test_any_text_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    path = tmp_path_factory.mktemp("xml") / "file.xml"
    path.write_text("<All><Row>" + "".join(pieces) + "</Row></All>")

    try:
        result = str(len(ended(path)))
    except RejectedError as refusal:
        result = refusal.reason

    assert result in {"1", "damaged", "truncated"}
