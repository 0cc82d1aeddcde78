"""Title, sender and date of a running text, whatever format it came in.

The cues are the conventions of letters: a subject line, a salutation and a closing phrase, in
English, German, French, Dutch, Spanish, Italian, Portuguese and Polish. A date that can be read
in two ways is looked for elsewhere in the text first, and else reported, never chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lifeos.senses.models import Doubt
from lifeos.senses.values import dates

HEAD_LINES = 60  # a letter says who, when and what about on its first page
NOTE_DATE_LINES = 5  # further down, a date in a note is about something else
TITLE_CHARS = 300
NAME_CHARS = 80

_SUBJECT = re.compile(
    r"\s*(?:subject|re|betreff|betr\.|objet|betreft|onderwerp|asunto|oggetto|assunto|dotyczy|temat)"
    r"\s*:\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
_SENDER = re.compile(
    r"\s*(?:from|sender|von|absender|de|expéditeur|van|afzender|remitente|da|mittente|remetente"
    r"|od|nadawca)\s*:\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"\s*(?:dear|sehr geehrte|liebe[rs]?\s|guten tag|madame|monsieur|cher\s|chère\s|geachte|beste\s"
    r"|estimad[oa]s?|querid[oa]s?|gentil[ei]|spett\.|egregi[ao]|prezad[oa]s?|car[oa]s?\s"
    r"|exm[oa]s?\.|szanown[yiae]|drog[ia]|to whom it may concern)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:yours\s|sincerely|kind regards|best regards|best wishes"
    r"|mit freundlichen gr|freundliche gr"
    r"|viele grü|liebe grü|hochachtungsvoll|cordialement|bien à vous|veuillez agréer"
    r"|je vous prie d.agréer|salutations|met vriendelijke groet|hoogachtend|atentamente"
    r"|un cordial saludo|saludos|cordiali saluti|distinti saluti|atenciosamente"
    r"|com os melhores cumprimentos|z poważaniem|z wyrazami szacunku)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#{1,6}\s+(?P<title>.*?)\s*#*\s*$")
_MARKED = re.compile(r"\s*(?:>\s?)*#{1,6}\s")
_LEADING_MARKS = re.compile(r"^\s*(?:(?:>\s?)+(?:#{1,6}\s+)?|#{1,6}\s+)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})\s*$")
_MARKUP = re.compile(r"[*_`~]{1,3}")


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the line, counted from 1, that says so."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What a running text says about itself; None where it says nothing."""

    kind: str  # "letter" with salutation and closing phrase, else "note"
    title: Found | None
    issuer: Found | None
    dated_on: date | None
    date_line: int | None
    doubts: tuple[Doubt, ...]


def read_letter(lines: list[str]) -> Letter:
    """Read the conventions of a letter or note from its lines."""
    marked, lines = lines, _unmarked(lines)
    salutation = _first(_SALUTATION, lines[:HEAD_LINES])
    closing = _last(_CLOSING, lines)
    is_letter = salutation is not None and closing is not None and closing > salutation
    places = list(range(min(NOTE_DATE_LINES, len(lines))))
    if salutation is not None and closing is not None and is_letter:
        places = [*range(salutation), *range(closing + 1, len(lines))]  # not what it talks about
    dated_on, date_line, doubts = _date(lines, places[:HEAD_LINES], in_letter=is_letter)
    return Letter(
        kind="letter" if is_letter else "note",
        title=_title(lines, marked, is_letter=is_letter),
        issuer=_issuer(lines, salutation, closing) if is_letter else _labelled(lines, _SENDER),
        dated_on=dated_on,
        date_line=date_line,
        doubts=doubts,
    )


def _unmarked(lines: list[str]) -> list[str]:
    """The lines without marks of Markdown, where there is a heading; in a quoted mail `>` stays."""
    if not any(_MARKED.match(line[:1000]) for line in lines[:HEAD_LINES]):
        return lines
    return [_MARKUP.sub("", _LEADING_MARKS.sub("", line, count=1)) for line in lines]


def _title(lines: list[str], marked: list[str], *, is_letter: bool) -> Found | None:
    subject, heading = _labelled(lines, _SUBJECT), _heading(marked[:HEAD_LINES])
    if found := (subject or heading) if is_letter else (heading or subject):
        return found
    head = lines[:HEAD_LINES]
    return (_line_before_salutation(head) if is_letter else None) or _first_words(head)


def _heading(head: list[str]) -> Found | None:
    for number, line in enumerate(head, 1):
        if heading := _HEADING.match(line):
            return _found(heading["title"], number)
        if number < len(head) and line.strip() and _UNDERLINE.match(head[number]):
            return _found(line, number)
    return None


def _line_before_salutation(head: list[str]) -> Found | None:
    """German and Polish letters put the subject, unlabelled, just above the salutation."""
    salutation = _first(_SALUTATION, head) or 0
    for index in range(salutation - 1, -1, -1):
        if head[index].strip():
            alone = index == 0 or not head[index - 1].strip()
            dated = bool(dates.find_dates(head[index]))
            return _found(head[index], index + 1) if alone and not dated else None
    return None


def _first_words(head: list[str]) -> Found | None:
    for number, line in enumerate(head, 1):
        if any(character.isalnum() for character in line):
            return _found(line, number)
    return None


def _issuer(lines: list[str], salutation: int | None, closing: int | None) -> Found | None:
    labelled = _labelled(lines, _SENDER)
    if labelled:
        return labelled
    for number, line in enumerate(lines[: salutation or 0], 1):
        if line.strip():  # the letterhead is the first thing on the page, or there is none
            if _is_name(line):
                return _found(line, number)
            break
    for number, line in enumerate(lines[(closing or 0) + 1 :], (closing or 0) + 2):
        if line.strip():
            return _found(line, number) if _is_name(line) else None
    return None


def _is_name(line: str) -> bool:
    text = line.strip()
    return (
        2 <= len(text) <= NAME_CHARS
        and text[0].isalnum()
        and not dates.find_dates(text)
        and not _SUBJECT.match(text)
        and sum(character.isalpha() for character in text) >= 0.6 * len(text)
        and not text.endswith(("!", "?", ":", ";", ","))
    )


def _date(
    lines: list[str], places: list[int], *, in_letter: bool
) -> tuple[date | None, int | None, tuple[Doubt, ...]]:
    for place in places:
        number = place + 1
        for found in dates.find_dates(lines[place][:1000]):
            if found.only:
                return found.only, number, ()
            orders = dates.vote(other[:1000] for other in lines[:1000])
            voted = {value for order, value in found.readings.items() if order in orders}
            if len(voted) == 1:
                return voted.pop(), number, ()
            if in_letter:
                return None, None, (_ambiguous(found, number),)
    return None, None, ()


def _ambiguous(found: dates.FoundDate, line: int) -> Doubt:
    readings = sorted({value.isoformat() for value in found.readings.values()})
    sentence = f"The date on line {line} can be read in {len(readings)} ways."
    return Doubt(code="date-ambiguous", detail=sentence, readings=readings)


def _labelled(lines: list[str], label: re.Pattern[str]) -> Found | None:
    for number, line in enumerate(lines[:HEAD_LINES], 1):
        if match := label.match(line[:1000]):
            return _found(next(iter(match.groupdict().values())), number)
    return None


def _found(text: str, line: int) -> Found | None:
    value = " ".join(_MARKUP.sub("", text).split())[:TITLE_CHARS]
    return Found(value, line) if value else None


def _first(pattern: re.Pattern[str], lines: list[str]) -> int | None:
    return next((index for index, line in enumerate(lines) if pattern.match(line[:200])), None)


def _last(pattern: re.Pattern[str], lines: list[str]) -> int | None:
    for index in range(len(lines) - 1, -1, -1):
        if pattern.match(lines[index][:200]):
            return index
    return None
