"""Numbers of a bill that name things: its own, the customer's, the account it is paid to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lifeos.senses.invoices import vocabulary as words
from lifeos.senses.invoices.labels import Label, Place, Read, Sheet, sheets
from lifeos.senses.pdf.layout import Line, PageWords
from lifeos.senses.values.checksums import (
    BIC_FORM,
    IBAN_FORM,
    VAT_FORM,
    FoundNumber,
    find_bics,
    find_ibans,
    find_vat_ids,
)
from lifeos.senses.values.currencies import currencies_in
from lifeos.senses.values.dates import FoundDate, find_dates
from lifeos.senses.values.phrases import Phrases, fold

LABELS = Phrases(
    number=words.NUMBER,
    customer=words.CUSTOMER,
    reference=words.REFERENCE,
    other=words.OTHER_NUMBER,
    date=words.ISSUED + words.DUE + words.SERVICE + words.OTHER_DATE,
    weak=words.NUMBER_WEAK,
)
_HOW_SCORE = {"behind": 1.0, "right": 0.95, "below": 0.8}
_LABEL_SCORE = {"number": 3.0, "weak": 1.5, "customer": 2.0, "reference": 2.0}
_TITLE_BONUS = 0.75  # a weak word in letters larger than the page's usual ones is a title
# A prefix of capitals may stand apart from its digits: "FT 2024/17", "RE 1001".
_NUMBER = re.compile(
    r"(?<![\w/])\d{1,4}(?: \d{2,4}){1,5}(?![\w/.,-])"
    r"|(?<![\w/])(?:[A-Z]{1,4} (?=[A-Z]{0,3}/?\d))?[A-Za-z0-9][A-Za-z0-9/_.\-]{0,29}"
    r"(?: ?/ ?\d{1,8})?"
)
_LONGEST = 30
_AMOUNT_LIKE = re.compile(r"\d{1,3}(?:[.,]\d{3})*[.,]\d{2}$|\d+%$")


@dataclass(frozen=True)
class _Kind:
    """Numbers that can be told by their form: how to find them, and what all of them have."""

    find: Callable[[str], Iterator[FoundNumber]]
    form: re.Pattern[str]


_IBANS = _Kind(find_ibans, IBAN_FORM)
_VAT_IDS = _Kind(find_vat_ids, VAT_FORM)
_BICS = _Kind(find_bics, BIC_FORM)
_BIC_LABEL = re.compile(r"(?<![a-z])(?:bic|swift)(?![a-z])")
_GAP_WORDS = re.compile(r"(?:no|nr|number|num|numero|nummer|n|#|id|numer)?[ .:#°º-]*$")


@dataclass(frozen=True)
class Identifiers:
    """What was found; VAT ids in reading order, the issuer's not yet told from the buyer's."""

    number: Read[str] | None
    customer_number: Read[str] | None
    reference: Read[str] | None
    iban: Read[str] | None
    bic: Read[str] | None
    vat_ids: tuple[Read[str], ...]


def read_identifiers(pages: Sequence[PageWords]) -> Identifiers:
    """Every identifying number of a bill."""
    labelled = sheets(pages, LABELS)
    number = _best(labelled, "number", "weak")
    ibans = [read for read in _everywhere(pages, _IBANS) if not _is_debited(pages, read)]
    return Identifiers(
        number=number,
        customer_number=_best(labelled, "customer"),
        reference=_best(labelled, "reference"),
        iban=ibans[0] if len({read.value for read in ibans}) == 1 else None,
        bic=next(_beside_label(pages, _BIC_LABEL, kind=_BICS), None),
        vat_ids=tuple(_everywhere(pages, _VAT_IDS)),
    )


_DEBITED = re.compile(
    r"debit(?:ed)?\b|collected from|your (?:bank )?account|lastschrift|abgebucht|abbuch|eingezogen"
    r"|ihrem konto|preleve|prelevement|votre compte|incasso|schrijven|afgeschreven"
    r"|van (?:uw )?rekening"
    r"|domiciliad|domiciliacion|cargo en|su cuenta|addebit|suo conto|debito direto|sua conta"
    r"|polecenie zaplaty|obciaz"
)


def _is_debited(pages: Sequence[PageWords], read: Read[str]) -> bool:
    """Whether the money is taken from this account: it is the customer's, not where to pay."""
    for page in pages:
        if page.number != read.run.page:
            continue
        near = [line.text for line in page.lines if 0 <= read.run.y0 - line.y0 < 2 * line.height]
        return bool(_DEBITED.search(fold(" ".join(near))))
    return False


def _best(labelled: Sequence[Sheet], *fields: str) -> Read[str] | None:
    found = [
        read
        for sheet in labelled
        for label in sheet.labels(*fields)
        if not _names_another(label) and (read := _beside(sheet, label)) is not None
    ]
    return max(found, key=lambda read: read.score, default=None)


# "Nr. 7 zur Rechnung Nr. 2025-118", "Rif. fattura n. 41": the number of the bill it speaks of.
_SPEAKING_OF = re.compile(
    r"(?:(?<![a-z])(?:zur?|zum|bezug|betr|to|against|original|ref|rif|riferimento(?: alla)?|alla"
    r"|sulla|relativa alla|a la|sur la|relatif a la|annule la|rectifica(?: a)?|bij|op"
    r"|referente a|relativ[oa] a|do|dotyczy))\W*$"
)


def _names_another(label: Label) -> bool:
    """Whether a number's label is said to be that of another paper."""
    return bool(_SPEAKING_OF.search(fold(label.cell.text[: label.start])))


def _beside(sheet: Sheet, label: Label) -> Read[str] | None:
    if label.field == "weak" and not (label.leads or _follows_title(sheet, label)):
        return None
    for place in sheet.places(label):
        hash_sign = label.cell.text[label.start : label.end] == "#" and place.how == "behind"
        match = _identifier(place, strict=label.field == "weak" and not hash_sign)
        if match is None and label.field == "number" and place.how == "behind":
            match = _like_a_day(place)
        if match is not None:
            start, end = match
            score = _LABEL_SCORE[label.field] * _HOW_SCORE[place.how]
            score += _TITLE_BONUS if label.field == "weak" and _is_title(label) else 0.0
            score -= 0.5 if not label.leads and label.field != "weak" else 0.0
            score -= 0.3 if label.field == "weak" and label.leads and _is_bare(label) else 0.0
            value = place.run.text[start:end]
            return Read(value, place.run, start, end, score)
        if label.field == "weak" and place.how == "behind":
            return None  # "Invoice for services": a word, no number
    return None


_LIKE_A_DAY = re.compile(r"\d{1,4}/\d{2}/\d{4}")


def _like_a_day(place: Place) -> tuple[int, int] | None:
    """`Rachunek nr 14/06/2025`: the fourteenth of that month, right behind the word for number."""
    match = _LIKE_A_DAY.fullmatch(place.text.strip())
    if match is None or len(find_dates(place.run.text)) > 1:
        return None
    start = place.start + place.text.index(match[0])
    return start, start + len(match[0])


_BARE = re.compile(r"no|nr|n|number|numero|nummer|numer|#|id")


def _is_bare(label: Label) -> bool:
    """`No.` alone may number anything."""
    word = fold(label.cell.text[label.start : label.end])
    return bool(_BARE.fullmatch(re.sub(r"[^a-z#]", "", word)))


def _follows_title(sheet: Sheet, label: Label) -> bool:
    """`Handelsrechnung (380) Nr. 17`: a bare `Nr.` in a cell that begins with a title."""
    first = sheet.matches[label.row, label.column][0]
    title = Label(first.field, sheet, label.row, label.column, first.start, first.end)
    return first.field == "weak" and title.leads and not _is_bare(title) and _is_bare(label)


def _is_title(label: Label) -> bool:
    heights = label.sheet.page.heights
    return label.cell.height > 1.15 * heights[len(heights) // 2]


# "GB 0734 2291", "AC25 00417782": a cell of nothing but groups, each but the first with digits.
_GROUPS = re.compile(
    r"(?=(?:\D*\d){4})[A-Z0-9][A-Z0-9./-]{0,11}(?: (?=[A-Z./-]*\d)[A-Z0-9][A-Z0-9./-]{0,11}){1,4}"
)
_BEFORE_NUMBER = frozenset(("no", "nr", "n", "num", "numero", "nummer", "numer"))


def _identifier(place: Place, *, strict: bool) -> tuple[int, int] | None:
    """Where the first number-like word of a place stands, if it stands at its beginning."""
    text = place.text
    if any(found.proved for found in find_ibans(text)):
        return None
    whole = text.strip()
    if _GROUPS.fullmatch(whole) and not find_dates(whole) and not currencies_in(whole):
        start = place.start + text.index(whole)
        return start, start + len(whole)
    for match in _NUMBER.finditer(text):
        value = match[0].rstrip(".-/_ ")
        if text[: match.start()].endswith("("):  # "(380)" is a code, not the number
            continue
        if not any(sign.isdigit() for sign in value):
            if fold(value) not in _BEFORE_NUMBER and (strict or match.start() > 12):
                return None
            continue
        if not _can_name(value, text, start=match.start(), strict=strict):
            return None
        return place.start + match.start(), place.start + match.start() + len(value)
    return None


def _can_name(value: str, text: str, *, start: int, strict: bool) -> bool:
    if len(value) > _LONGEST or _AMOUNT_LIKE.search(value) or text[:start].count(" ") > 3:
        return False
    # "20250218-0771" begins with a day and is none
    if any(
        found.start <= start < found.end and not _exceeds(value, found, start=start)
        for found in find_dates(text)
    ):
        compact = re.fullmatch(r"\d{8}", value)
        return bool(compact) and (not strict or len(find_dates(text)) > 1)
    digits = sum(sign.isdigit() for sign in value)
    goes_on = re.match(r" ?%|:\d", text[start + len(value) :])  # a rate, a time of day
    return digits >= (2 if strict else 1) and not goes_on


def _exceeds(value: str, found: FoundDate, *, start: int) -> bool:
    rest = value[found.end - start :]
    return any(sign.isdigit() for sign in rest) and not find_dates(rest.strip("-/ "))


def _everywhere(pages: Sequence[PageWords], kind: _Kind) -> Iterator[Read[str]]:
    """Numbers in lines; one that wraps to the line below in its column is found there too."""
    seen: set[str] = set()
    for page in pages:
        lines = page.lines if kind.form.search(page.printed) else ()
        for line in [line for line in lines if kind.form.search(line.text)]:
            for read in _in_line(line, kind):
                if read.value not in seen:
                    seen.add(read.value)
                    yield read


def _in_line(line: Line, kind: _Kind) -> Iterator[Read[str]]:
    for run in (*line.cells, line):  # groups of four with wide gaps lie in several cells
        for found in kind.find(run.text):
            score = 2.0 if found.proved else 1.0
            yield Read(found.value, run, found.start, found.end, score)


def _beside_label(
    pages: Sequence[PageWords], label: re.Pattern[str], *, kind: _Kind
) -> Iterator[Read[str]]:
    """Numbers whose form alone proves little: only where the line names what they are."""
    for page in pages:
        lines = page.lines if label.search(page.folded.text) else ()
        for line in [line for line in lines if kind.form.search(line.text)]:
            if label.search(fold(line.text)):
                yield from _in_line(line, kind)
