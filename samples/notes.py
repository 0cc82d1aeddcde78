"""What is no form at all: a mail, a note, a list of things to do, some contacts."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from samples import notation, truth
from samples.clock import local
from samples.parties import INTERNET, MARA
from samples.statements import tables

_MAILED: Final = local(date(2026, 6, 2), 7, minute=4)
_BOUNDARY: Final = "=_glasnet_20260602_0417"
_MAIL_TEXT: Final = """Dear Ms Lindqvist,

Your invoice for June is ready. You will find it attached as a PDF.
The amount will be collected on or after the due date; there is nothing you need to do.

Kind regards,
Glasnet Fiber
"""
_NOTE: Final = """Meterstanden 31 maart 2026

stroom normaal   18442
stroom dal       21907
gas              09316

Doorgegeven aan Lichtkring op 1 april. Bevestiging niet gekregen, nog even nabellen.
Sleutel van de berging ligt bij Joris.
"""
_TODO: Final = """# Deze week

- [x] Lamp terugsturen naar Buchfink (retourlabel zit in de doos)
- [ ] Nota tandarts insturen bij Zorgkring, vóór 30 april
- [ ] Remblokken laten nakijken bij Van Dalen
- [ ] Gîte boeken voor eind juni

## Later

- [ ] Filmhaven opzeggen? Wordt 12,99 per maand
- [ ] Fiets: achterlicht doet het niet
"""
_CONTACTS: Final = (
    ("First Name", "Last Name", "E-mail", "Phone", "Birthday", "Notes"),
    ("Noor", "Hasselaar", "noor@hasselaar.example", "", "1991-04-23", "roeit op drie"),
    ("Joris", "Hasselaar", "joris@hasselaar.example", "", "", "heeft reservesleutel"),
    ("Hendrik", "Auffahrt", "h.auffahrt@nordlicht-analytik.example", "+49 221 4710 331", "",
     "Personal"),
    ("Emma", "Wolthuis", "praktijk@singelhof.example", "", "", "tandarts"),
    ("Camille", "Tilleul", "contact@gites-tilleuls.example", "+33 3 53 01 42 17", "",
     "gîte, parle un peu néerlandais"),
)  # fmt: skip


def all_notes(attached: truth.Filed) -> Iterator[truth.Filed]:
    """The mail with the attached bill, and the three texts."""
    yield _mail(attached)
    read_on = date(2026, 3, 31)
    title = f"Meterstanden {notation.long_date(read_on, 'nl')}"
    yield _text("Notities/meterstanden.txt", _NOTE, kind="note", title=title, dated=read_on)
    yield _text("Notities/todo.md", _TODO, kind="todo_list", title="Deze week")
    yield truth.Filed(
        file="contacts.csv",
        content=tables.contacts_csv(_CONTACTS),
        format="csv",
        document_kind="table",
        facts=(_document("note-contacts.csv", "table", title="contacts.csv"),),
        more={"table": {"rows": len(_CONTACTS) - 1, "columns": len(_CONTACTS[0])}},
    )


def _text(file: str, text: str, *, kind: str, title: str, dated: date | None = None) -> truth.Filed:
    name = f"note-{file.rpartition('/')[2]}"
    return truth.Filed(
        file=file,
        content=text.encode(),
        format="markdown" if file.endswith(".md") else "text",
        document_kind=kind,
        facts=(_document(name, kind, title=title, dated=dated),),
    )


def _document(
    thing: str, kind: str, *, title: str, issuer: str = "", dated: date | None = None
) -> truth.Fact:
    """A document fact, on a local day or at an instant; some files name neither."""
    told = {
        "document_kind": kind,
        "issuer": issuer,
        "dated_on": f"{dated:%Y-%m-%d}" if dated else "",
    }
    return truth.Fact(
        thing=thing,
        domain="documents",
        kind="document",
        occurred={"start": dated.isoformat()} if dated else {},
        title=title,
        data=truth.filled(told),
    )


def _mail(attached: truth.Filed) -> truth.Filed:
    subject = "Your Glasnet invoice for June 2026"
    facts = (
        _document("mail-glasnet", "email", title=subject, issuer=INTERNET.name, dated=_MAILED),
    )
    attachment = {"name": attached.file, **attached.plain()}
    return truth.Filed(
        file="Mail/Your Glasnet invoice for June 2026.eml",
        content="".join(f"{line}\r\n" for line in _mail_lines(subject, attached)).encode("ascii"),
        format="eml",
        document_kind="email",
        facts=facts,
        more={"attachments": [attachment]},
    )


def _mail_lines(subject: str, attached: truth.Filed) -> Iterator[str]:
    yield f"From: {INTERNET.name} <{INTERNET.mail}>"
    yield f"To: {MARA.name} <{MARA.mail}>"
    yield f"Subject: {subject}"
    yield f"Date: {_rfc_date(_MAILED)}"
    yield "Message-ID: <20260602050400.0417@glasnet.example>"
    yield "MIME-Version: 1.0"
    yield f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}"'
    yield ""
    yield f"--{_BOUNDARY}"
    yield "Content-Type: text/plain; charset=utf-8"
    yield "Content-Transfer-Encoding: 7bit"
    yield ""
    yield from _MAIL_TEXT.splitlines()
    yield f"--{_BOUNDARY}"
    yield f'Content-Type: application/pdf; name="{attached.file}"'
    yield "Content-Transfer-Encoding: base64"
    yield f'Content-Disposition: attachment; filename="{attached.file}"'
    yield ""
    yield from base64.encodebytes(attached.content).decode("ascii").splitlines()
    yield f"--{_BOUNDARY}--"


def _rfc_date(moment: datetime) -> str:
    """A date as mail writes it, free of the machine's language. Source: RFC 5322 section 3.3."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    day, month = days[moment.weekday()], months[moment.month - 1]
    return f"{day}, {moment.day} {month} {moment:%Y %H:%M:%S %z}"
