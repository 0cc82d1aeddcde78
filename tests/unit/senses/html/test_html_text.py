"""HTML split into words: head, hidden elements, and how tags end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.html.text import MAX_ODD_TAGS, MAX_TAG_CHARS, read_html, tokens


def _kinds(markup: str) -> list[tuple[str, str]]:
    return [(token.kind, token.name or token.text) for token in tokens(markup)]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("a<b>c</b>", [("text", "a"), ("start", "b"), ("text", "c"), ("end", "b")]),
        ("<BR/>", [("start", "br")]),
        ("<!doctype html>x", [("text", "x")]),
        ("<!-- <b> -->x", [("text", "x")]),
        ("<!-->x", [("text", "x")]),
        ("<p\nclass='a>b'>x", [("start", "p"), ("text", "x")]),
        ("<script>if (a<b) {}</script>x",
         [("start", "script"), ("text", "script"), ("end", "script"), ("text", "x")]),
        ("<style>a</styles></style>", [("start", "style"), ("text", "style"), ("end", "style")]),
        ("a < b", [("text", "a < b")]),
        ("a <3 b", [("text", "a <3 b")]),
        ("</>x", [("text", "x")]),
        ("x<p", [("text", "x")]),
    ],
)  # fmt: skip
def test_markup_is_split_into_tags_and_text(markup: str, found: list[tuple[str, str]]) -> None:
    assert _kinds(markup) == found


@pytest.mark.parametrize(
    ("markup", "title", "heading"),
    [
        ("<title>A &amp; B</title><h1>C</h1>", "A & B", "C"),
        ("<title>\n  A\n  B </title>", "A B", None),
        ("<title></title><h1> </h1>", None, None),
        ("<h1>A <em>b</em></h1><h1>C</h1>", None, "A b"),
        ("<title>One</title><title>Two</title>", "One", None),
        ("<svg><title>icon</title></svg><title>Page</title>", "Page", None),
        ("<title>never closed", None, None),
    ],
)
def test_title_and_heading(markup: str, title: str | None, heading: str | None) -> None:
    page = read_html(markup)

    assert (page.title, page.heading) == (title, heading)


@pytest.mark.parametrize(
    ("markup", "meta"),
    [
        ('<meta name="author" content="Ada">', {"author": "Ada"}),
        ("<META NAME=author CONTENT=Ada>", {"author": "Ada"}),
        ("<meta content='2025-01-02' name='DC.date'>", {"date": "2025-01-02"}),
        ('<meta property="article:published_time" content="2025-01-02T03:04:05Z"/>',
         {"date": "2025-01-02T03:04:05Z"}),
        ('<meta name="author" content="A"><meta name="author" content="B">', {"author": "A"}),
        ('<meta name="author" content=" ">', {}),
        ('<meta name="generator" content="x">', {}),
        ('<meta name="author" content="Smith &amp; Co">', {"author": "Smith & Co"}),
        ("<meta>", {}),
    ],
)  # fmt: skip
def test_what_the_head_says(markup: str, meta: dict[str, str]) -> None:
    assert read_html(markup).meta == meta


@pytest.mark.parametrize("name", ["script", "style", "iframe", "noscript", "template", "svg"])
def test_hidden_elements_say_nothing(name: str) -> None:
    page = read_html(f"<p>a</p><{name}>secret <b>words</b></{name}><p>b</p>")

    assert "secret" not in page.text
    assert page.text.split() == ["a", "b"]


def test_hidden_elements_inside_each_other_end_together() -> None:
    assert read_html("<svg><template><svg>x</svg></template>y</svg>z").text == "z"
    assert read_html("</svg>a").text == "a"


def test_a_very_long_tag_ends_at_its_next_bracket() -> None:
    image = "<img src='data:image/png;base64," + "A" * (2 * MAX_TAG_CHARS) + "'>"

    assert read_html(f"before {image} after").text == "before after"


def test_after_many_broken_quotes_a_quote_no_longer_hides_a_bracket() -> None:
    broken = "<a '>x" * (MAX_ODD_TAGS + 50)

    assert read_html(broken).text.startswith("x")


def test_rows_and_cells_become_lines_and_tabs() -> None:
    markup = "<table><tr><th>Day<th>Sum<tr><td>Mon<td> 3 <td></table>after"

    assert read_html(markup).text == "Day\tSum\nMon\t3\nafter"


def test_blank_lines_are_not_piled_up() -> None:
    assert read_html("<div>a</div>" + "<br>" * 9 + "<div>b</div>").text == "a\n\nb"


@settings(max_examples=100)
@given(st.lists(st.text("abc é&;", min_size=1, max_size=9), max_size=8))
def test_words_between_tags_come_back_in_order(words: list[str]) -> None:
    markup = "".join(f"<p class='x'>{word.replace('&', '&amp;')}</p>" for word in words)

    assert read_html(markup).text.split() == " ".join(words).split()


@settings(max_examples=150)
@given(st.text("<>!-/\"' ab=&;", max_size=60))
def test_any_markup_is_split_without_losing_its_place(markup: str) -> None:
    found = list(tokens(markup))

    texts = [token.text for token in found if token.kind == "text"]
    place = 0
    for text in texts:
        place = markup.find(text, place)
        assert place >= 0
        place += len(text)
