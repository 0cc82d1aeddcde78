"""Mails as shops, taxis, hotels and utilities send them, with their truth; all names invented.

`receipt_mails/seen.txt` are those the reader was mended on, `held.txt` those that were only
measured. A mail has a name, its truth with the `style` of its HTML, three headers, and a line of
text for each part of its body:

    # a heading                        pre: the preheader nobody sees
    label || value, flush right        label // value under it ;; the next one beside
    | cells | of | a | table |         foot: small print        btn: a link

`kind=none`: no bill may be read. Any other line is a paragraph.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from tests.support.corpus import Bill, written_bills

FOLDER = Path(__file__).parent / "receipt_mails"
_HEADERS = 3
_HEAD = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head>'
    '<meta charset="utf-8"><style>td{padding:0} .r{text-align:right}</style></head>'
    '<body style="margin:0"><!--[if mso]><table><tr><td><![endif]-->'
)
_OUTER = (
    '<table width="100%" role="presentation"><tr><td align="center">'
    '<table width="600" role="presentation"><tr><td style="padding:24px">\n'
)
_END = "</td></tr></table></td></tr></table></body></html>"
_CELL = (
    '<td style="font-size:0px;padding:8px"><div style="font-size:14px;text-align:{}">{}</div></td>'
)


@cache
def receipt_mails(half: str) -> tuple[Bill, ...]:
    """Every mail of the `seen` or the `held` half."""
    return written_bills(FOLDER, half)


def mail_at(bill: Bill, folder: Path) -> Path:
    """Write one as .eml, in quoted-printable as most are."""
    path = folder / f"{bill.name}.eml"
    path.write_bytes(mail_of(bill).as_bytes())
    return path


def mail_of(bill: Bill) -> EmailMessage:
    """One as a message."""
    lines = bill.text.splitlines()
    message = EmailMessage()
    for line in lines[:_HEADERS]:
        name, _, value = line.partition(": ")
        message[name] = value
    message["To"] = "Jo Doe <jo@doe.example>"
    message["Message-ID"] = f"<{bill.name}@mailer.example>"
    page = page_of(lines[_HEADERS:], bill.truth["style"][0])
    message.set_content(page, subtype="html", cte="quoted-printable")
    return message


def page_of(lines: list[str], style: str) -> str:
    """The HTML of a body."""
    parts = [part for part in _blocks(lines, style) if part]
    return _HEAD + _OUTER + "\n".join(parts) + _END


def _blocks(lines: list[str], style: str) -> Iterator[str]:
    """Lines of the same make together, as one table each."""
    make, kept = "", [""]
    for line in lines:
        its = _make(line)
        if its != make and kept:
            yield _drawn(make, kept, style)
            kept = []
        make = its
        kept.append(line)
    yield _drawn(make, kept, style)


def _make(line: str) -> str:
    for sign, make in (("||", "pair"), ("//", "stack")):
        if sign in line:
            return make
    return {"|": "table", "#": "head"}.get(line[:1], line.partition(": ")[0])


def _drawn(make: str, lines: list[str], style: str) -> str:
    known: dict[str, Callable[[str], str]] = {
        "head": lambda line: f"<h1>{_text(line.removeprefix('#').strip())}</h1>",
        "pre": lambda line: (
            f'<div style="display:none;max-height:0">{_text(line[5:])}&zwnj;&nbsp;&zwnj;</div>'
        ),
        "btn": lambda line: (
            f'<table><tr><td><a href="https://x.example">{line[5:]}</a></td></tr></table>'
        ),
        "foot": lambda line: f'<p style="color:#999;font-size:10px">{_text(line[6:])}</p>',
    }
    if make == "table":
        return f"<table>{''.join(map(_table_row, lines))}</table>"
    if make == "stack":
        return "".join(map(_stacks, lines))
    if make == "pair":
        return _pairs(lines, style)
    draw = known.get(make, lambda line: f"<p>{_text(line)}</p>" if line else "")
    return "\n".join(map(draw, lines))


def _table_row(line: str) -> str:
    cells = [f"<td>{_text(cell.strip())}</td>" for cell in line.strip("|").split("|")]
    return f"<tr>{''.join(cells)}</tr>\n"


def _stacks(line: str) -> str:
    cells = []
    for pair in line.split(";;"):
        label, _, value = pair.partition("//")
        cells.append(f"<td><span>{_text(label)}</span><br/><strong>{_text(value)}</strong></td>")
    return f"<table><tr>{''.join(cells)}</tr></table>"


def _pairs(lines: list[str], style: str) -> str:
    pairs = [tuple(_text(part.strip()) for part in line.split("||")) for line in lines]
    if style == "div":
        return "\n".join(
            f'<div>{label} <span style="float:right"><b>{value}</b></span></div>'
            for label, value in pairs
        )
    if style == "mjml":
        return "\n".join(
            "<table><tr>"
            + "".join(
                f"<td><table><tr>{_CELL.format(side, words)}</tr></table></td>"
                for side, words in zip(("left", "right"), pair, strict=True)
            )
            + "</tr></table>"
            for pair in pairs
        )
    rows = (
        f'<tr><td valign="top">{label}</td><td class="r" align="right">{value}</td></tr>'
        for label, value in pairs
    )
    return "<table width=100%>" + "\n".join(rows) + "</table>"


def _text(words: str) -> str:
    return html.escape(words.strip()).replace("&lt;br&gt;", "<br>").replace("€", "&euro;")
