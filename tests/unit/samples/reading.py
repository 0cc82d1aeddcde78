"""Independent eyes: the text of a file, and the ways a value may stand in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from email import message_from_bytes, policy
from io import StringIO
from pathlib import Path

import pypdfium2

from samples import notation
from samples.notation import Language

LANGUAGES: tuple[Language, ...] = ("nl", "de", "en", "us", "fr")


@contextmanager
def opened(path: Path, password: str | None = None) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(path, password=password)
    try:
        yield document
    finally:
        document.close()


def page_texts(path: Path, password: str | None = None) -> list[str]:
    with opened(path, password) as document:
        texts = []
        for page in document:
            words = page.get_textpage()
            texts.append(str(words.get_text_range()))
            words.close()
            page.close()
    return texts


def text_of(path: Path) -> str:
    """All a person can read in a file, without line breaks."""
    if path.suffix == ".pdf":
        return squeezed(" ".join(page_texts(path)))
    if path.suffix == ".eml":
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = mail.get_body(("plain",))
        words = body.get_content() if body else ""
        return squeezed(f"{mail['subject']} {mail['from']} {mail['date']} {words}")
    if path.suffix == ".sta":
        return squeezed(path.read_text("ascii"), gap="")
    return squeezed(path.read_text("cp1252" if path.suffix == ".ofx" else "utf-8"))


def squeezed(text: str, gap: str = " ") -> str:
    """One kind of blank; none at all where a format breaks lines anywhere."""
    if not gap:
        return re.sub(r"[\r\n]+", "", text)
    return re.sub(r"[\s\u00a0]+", gap, text)


def amounts(value: Decimal) -> set[str]:
    """Every way an amount may be written, without its sign."""
    size = abs(value)
    texts = {squeezed(notation.number(size, language)) for language in LANGUAGES}
    return texts | {f"{size:.2f}", f"{size:.2f}".replace(".", ",")}


def days(when: date) -> set[str]:
    """Every way a day may be written."""
    numeric = {notation.numeric_date(when, language) for language in LANGUAGES}
    long = {notation.long_date(when, language) for language in LANGUAGES}
    mail = {f"{when.day} {when:%b %Y}"}
    return numeric | long | mail | {when.isoformat(), f"{when:%Y%m%d}", f"{when:%y%m%d}"}


def ibans(iban: str) -> set[str]:
    return {iban, notation.grouped(iban)}


def csv_rows(path: Path) -> list[dict[str, str]]:
    text = path.read_text("utf-8")
    delimiter = ";" if ";" in text.splitlines()[0] else ","
    return list(csv.DictReader(StringIO(text), delimiter=delimiter))


def dutch(text: str) -> Decimal:
    """A number with a decimal comma."""
    return Decimal(text.replace(".", "").replace(",", "."))


def iban_is_valid(iban: str) -> bool:
    """ISO 7064 MOD 97-10, by moving the first four signs to the end."""
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
