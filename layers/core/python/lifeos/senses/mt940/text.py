"""What field 86 says about a row: who, why, and under which reference.

Three notations are common and tell themselves apart: German `166?00...?20...?32...`, the slash
codes of SWIFT and the Netherlands `/BENM//NAME/...`, and plain words. Lines are cut at 65
characters, in the middle of words.

Source: DFÜ agreement annex 3 chapter 8 (field 86 structure), Betaalvereniging "Structured
information in MT940" 2.0, SWIFT MT940 field 86.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lifeos.senses.statements.statement import is_reference

LINE_CHARS = 65
SUBFIELD_CHARS = 27
_GERMAN = re.compile(r"(?:\d{3}([^\w\s/])(?=\d{2})|([~<>^?])(?=[02]0))")
_UNSTRUCTURED = re.compile(r"999(?=[^\W\d_])")  # the German code for free text
_PURPOSE = {f"{n:02d}" for n in (*range(20, 30), *range(60, 64))}
_SEPA = re.compile(
    r"\b(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|BREF|RREF|SQTP|ANAM|IBAN|BIC)\+"
)
_CODES = (
    "TRTP|IBAN|BIC|NAME|REMI|EREF|KREF|PREF|MARF|CSID|BENM|ORDP|CNTP|ADDR|ISDT|TRCD|RTRN|USTD|STRD|"
    "PURP|ULTB|ULTD|ULTC|ULTP|ID|CREF|IREF|INIT|OAMT|EXCH|CHGS|SVCL|NRTX|ACCW|OCMT|CHGE|OPRP|SUM|"
    "BUSP|CTC|PY|PT"
)
_SLASH = re.compile(rf"/({_CODES})(?=/)")


@dataclass(frozen=True, slots=True)
class Narrative:
    """Field 86 as far as it says it; empty texts where it does not."""

    words: str = ""
    counterparty: str = ""
    reference: str = ""


def read_narrative(lines: list[str]) -> Narrative:
    """The narrative of the lines of one row's fields 86."""
    text = joined(lines)
    german = _GERMAN.match(text)
    if german:
        return _german("".join(lines), german[1] or german[2])
    if _SLASH.match(text.lstrip()):
        return _slashes("".join(lines).lstrip())
    return Narrative(words=_UNSTRUCTURED.sub("", text, count=1) if text[:3] == "999" else text)


def joined(lines: list[str]) -> str:
    """Lines as one text: a full line was cut anywhere, a short one ended with a word."""
    text = ""
    for before, line in zip(["", *lines], lines, strict=False):
        text += line if len(before) >= LINE_CHARS else f" {line}"
    return text.strip()


def _german(text: str, separator: str) -> Narrative:
    pieces = re.split(rf"{re.escape(separator)}(\d\d)", text)
    subfields = list(zip(pieces[1::2], pieces[2::2], strict=True))
    purpose = _purpose([content for code, content in subfields if code in _PURPOSE])
    by_tag = _tagged(purpose)
    name = _purpose([content for code, content in subfields if code in {"32", "33"}])
    booking = next((content for code, content in subfields if code == "00"), "")
    references = (by_tag.get(tag, "") for tag in ("EREF", "KREF"))
    said = (by_tag.get("SVWZ", ""), by_tag.get("", ""))
    return Narrative(
        words=next((words for words in said if any(map(str.isalnum, words))), booking),
        counterparty=name,
        reference=next((text for text in references if is_reference(text)), ""),
    )


def _purpose(parts: list[str]) -> str:
    """Subfields as one text; one of full length was cut, a shorter one ended."""
    text = ""
    for part in parts:
        text += part if len(part) >= SUBFIELD_CHARS else f"{part} "
    return text.strip()


def _tagged(purpose: str) -> dict[str, str]:
    """SEPA tags (`EREF+...`) with their texts; what stands before the first under an empty tag."""
    pieces = _SEPA.split(purpose)
    found = {"": pieces[0].strip()} if pieces[0].strip() else {}
    for tag, content in zip(pieces[1::2], pieces[2::2], strict=True):
        found.setdefault(tag, content.strip())
    return found


def _slashes(text: str) -> Narrative:
    pieces = _SLASH.split(text)
    found: dict[str, str] = {}
    for code, content in zip(pieces[1::2], pieces[2::2], strict=True):
        if content.strip("/ "):
            found.setdefault(code, content.strip("/ "))
    party = found.get("CNTP", "").split("/")
    name = found.get("NAME") or (party[2] if len(party) > 2 else "")
    words = found.get("USTD") or found.get("REMI") or found.get("STRD") or found.get("PY") or ""
    references = (found.get(code, "") for code in ("EREF", "KREF", "PREF", "CREF"))
    return Narrative(
        words=words or found.get("TRCD") or found.get("TRTP") or text,
        counterparty=name,
        reference=next((text for text in references if is_reference(text)), ""),
    )
