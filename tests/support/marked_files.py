"""Files full of marked values: one of each format, and some that must fail. ASCII marks only.

A mark is a text that occurs nowhere else in the hub; what is searched for is its `forms`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.support import archive_bytes, camt_texts, mt940_texts, ofx_texts, pdf_bytes


@dataclass(frozen=True)
class Mark:
    """One kind of personal value."""

    kind: str
    forms: tuple[str, ...]

    @property
    def text(self) -> str:
        """As it is put into files and requests."""
        return self.forms[0]


PAYEE = Mark("name of somebody", ("Quarrendon",))
WORDS = Mark("what was paid for", ("mulberrywhistle",))
LETTER = Mark("text of a letter", ("snickerdoodlefox",))
MAIL = Mark("mail address", ("ottoline.verisk@example.org", "ottoline.verisk"))
IBAN = Mark("account", ("DE44500105175407324931", "DE44 5001 0517 5407 3249 31", "5407324931"))
AMOUNT = Mark("amount", ("73914.86", "73914,86", "7391486", "73.914,86", "73,914.86"))
FILE = Mark("name of a file", ("tobermorypassport",))
SEARCHED = Mark("search words", ("periwinklemoth",))
TOKEN = Mark("token", ("halyardsundial",))
KEY = Mark("idempotency key", ("kumquatlantern",))
BODY = Mark("body that is no request", ("gooseberrynoise",))
CORRECTED = Mark("correction", ("halcyonbucket",))
HEADER = Mark("header", ("vermilionyak",))
MARKS = (PAYEE, WORDS, LETTER, MAIL, IBAN, AMOUNT, FILE, SEARCHED, TOKEN, KEY, BODY, CORRECTED,
         HEADER)  # fmt: skip
_CENTS = -7391486


@dataclass(frozen=True)
class MarkedFile:
    """One file; `speaks` is whether its marks must be found in its facts, or nothing was tried."""

    name: str
    content: bytes
    speaks: bool = True


def files() -> list[MarkedFile]:
    """Everything that a person might send."""
    return [*_sound(), *_unsound()]


def _named(ending: str) -> str:
    return f"{FILE.text}-{ending.replace('.', '-')}.{ending}"


def statement(day: str = "2026-03-01") -> bytes:
    """A CSV of one row."""
    return (
        f"Date,Description,Counterparty,IBAN,Amount,Currency\n"
        f"{day},{WORDS.text},{PAYEE.text},{IBAN.text},-{AMOUNT.text},EUR\n"
    ).encode()


def _sound() -> list[MarkedFile]:
    row = camt_texts.entry(_CENTS, details=camt_texts.details(words=WORDS.text, name=PAYEE.text))
    ofx_row = ofx_texts.ROW.replace("-12.50", f"-{AMOUNT.text}").replace(
        "Corner Bakery", PAYEE.text
    )
    mt940 = mt940_texts.message(
        f":61:2503030303D73914,86NMSCNONREF\n:86:{PAYEE.text} {WORDS.text}\n",
        account=IBAN.text,
        opening="C250301EUR80000,00",
        closing="C250303EUR6085,14",
    )
    texts = {
        "xml": camt_texts.camt(row, account=f"<IBAN>{IBAN.text}</IBAN>"),
        "ofx": ofx_texts.HEADER + ofx_texts.bank(ofx_row),
        "sta": mt940,
        "qif": f"!Type:Bank\nD03/01/2026\nT-{AMOUNT.text}\nP{PAYEE.text}\nM{WORDS.text}\n^\n",
        "ics": _calendar(),
        "eml": _mail(),
        "html": f"<html><body><p>{LETTER.text} {PAYEE.text} 3 March 2024</p></body></html>",
        "txt": f"A letter of 3 March 2024 from {PAYEE.text}.\n{LETTER.text}\n",
    }
    return [
        MarkedFile(_named("csv"), statement()),
        *(MarkedFile(_named(ending), text.encode()) for ending, text in texts.items()),
        MarkedFile(_named("docx"), archive_bytes.word_file(f"{LETTER.text} of 3 March 2024")),
        MarkedFile(_named("pdf"), _pdf()),
    ]


def _calendar() -> str:
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", "BEGIN:VEVENT", "UID:1@x"),
        *("DTSTAMP:20260301T090000Z", "DTSTART:20260305T090000Z", "DTEND:20260305T100000Z"),
        *(f"SUMMARY:{PAYEE.text} {WORDS.text}", f"ATTENDEE:mailto:{MAIL.text}"),
        *(f"DESCRIPTION:{LETTER.text}", "END:VEVENT", "END:VCALENDAR", ""),
    )
    return "\r\n".join(lines)


def _mail() -> str:
    return (
        f"From: {PAYEE.text} <{MAIL.text}>\r\nTo: {MAIL.text}\r\nSubject: {WORDS.text}\r\n"
        "Date: Sun, 1 Mar 2026 09:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n"
        f"Content-Type: text/plain\r\n\r\n{LETTER.text} {AMOUNT.text} EUR\r\n"
    )


def _pdf() -> bytes:
    page = pdf_bytes.stream(pdf_bytes.words(f"{LETTER.text} {PAYEE.text} 3 March 2024"))
    return pdf_bytes.pdf([pdf_bytes.CATALOG, pdf_bytes.PAGES, pdf_bytes.PAGE, page])


def _unsound() -> list[MarkedFile]:
    """What readers choke on, with the marks where they choke."""
    entity = f"<!DOCTYPE d [<!ENTITY {LETTER.text} SYSTEM 'file:///{PAYEE.text}'>]>"
    xml = camt_texts.camt(f"<Ntry><Amt Ccy='{PAYEE.text}'>{WORDS.text}</Amt></Ntry>")
    made = {
        "broken.csv": f"Date,Description,Amount\n{PAYEE.text},{WORDS.text},{LETTER.text}\n",
        "entity.xml": xml.replace("<Document", f"{entity}<Document", 1),
        "values.xml": xml,
        "cut.xml": xml[:-40] + f"<{LETTER.text}",
        "days.ofx": ofx_texts.HEADER
        + ofx_texts.bank(ofx_texts.ROW.replace("20250310", WORDS.text).replace("a1", LETTER.text)),
        "rule.ics": _calendar().replace("UID:1@x", f"RRULE:FREQ={LETTER.text};X={PAYEE.text}"),
        "zone.ics": _calendar().replace("DTSTART:", f"DTSTART;TZID={PAYEE.text}:{LETTER.text}"),
        "rows.sta": f":20:1\n:25:{IBAN.text}\n:60F:{LETTER.text}\n:61:{PAYEE.text}\n:62F:X\n-\n",
        "days.qif": f"!Type:Bank\nD{LETTER.text}\nT{WORDS.text}\nP{PAYEE.text}\n^\n",
        "head.eml": f"From: {MAIL.text}\r\n"
        f"Content-Type: {LETTER.text}; charset={WORDS.text}\r\n\r\n"
        f"{PAYEE.text}",
    }
    raw = {
        "cut.pdf": _pdf()[:180],
        "claims.pdf": f"{LETTER.text} {PAYEE.text}".encode(),
        "tape.bin": LETTER.text.encode() + bytes(range(256)) * 8,
        "bits.docx": archive_bytes.word_file(LETTER.text)[:-60],
        "inner.zip": archive_bytes.archive({f"{FILE.text}.exe": LETTER.text.encode()}),
    }
    told = {name: text.encode() for name, text in made.items()} | raw
    return [MarkedFile(f"{FILE.text}-{name}", body, speaks=False) for name, body in told.items()]
