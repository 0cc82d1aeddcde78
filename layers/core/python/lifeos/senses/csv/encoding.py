"""Which encoding a text file is in, decided by its bytes.

Statistical guessers take German Latin-1 bank files for Big5, because a statement has too little
prose for statistics. But it has words: a byte inside a word must decode to a letter, and to one
that the languages of that encoding use. That is enough to tell the single-byte encodings apart.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

CHUNK_BYTES = 1024 * 1024
# Enough different surroundings of high bytes to decide; more would only cost memory.
CONTEXTS = 4096
HINT_BYTES = 16 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Likelier first: on equal evidence the earlier wins. Beside each the letters and signs it is
# chosen for; all of them are plausible inside the languages that write them.
_WESTERN = "ðþÐÞäöüßÄÖÜéèêëàâáãåçîïíìôóòõøœûúùñæÉÈÀÂÁÃÅÇÍÓÔÕØŒÚÑÆÊ"
_CENTRAL = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽőűŐŰäöüÄÖÜßéâîășțţş"
_TURKISH = "çğıöşüÇĞİÖŞÜâî"
_CANDIDATES = (
    ("cp1252", _WESTERN, "€£§°–’“”„«»·ºª¿¡®\u00a0´"),
    ("iso8859-15", _WESTERN, "€£§°«»·ºª¿¡®\u00a0"),
    ("cp1250", _CENTRAL, "€§°–’“”„«»\u00a0"),
    ("iso8859-2", _CENTRAL, "§°\u00a0"),
    ("cp1254", _TURKISH, "€§°–’“”„«»\u00a0"),
    ("cp850", _WESTERN, "£§°º"),
)
# Scripts whose letters are all above ASCII, and the letters that most of their texts consist of.
_CYRILLIC = frozenset("оеаинтсрвлкмдпуыяіь")
_OTHER_SCRIPTS = (
    ("cp1251", _CYRILLIC),
    ("cp866", _CYRILLIC),
    ("koi8-r", _CYRILLIC),
    ("iso8859-5", _CYRILLIC),
    ("cp1253", frozenset("αοιτεσνηυρπκμλςάίόέήύώ")),
    ("cp1255", frozenset("יוהלאתרבשמנקדעחםןפצ")),
)
# Beside each the set of its everyday characters.
_DOUBLE_BYTE = (("gb18030", "gb2312"), ("cp932", "shift_jis"), ("euc_jp", "euc_jp"))
_EASTERN = re.compile(r"[\u3005-\u30ff\u3400-\u9fff\uff01-\uff9f]+")
_HIGH = re.compile(rb"(?s).?[\x80-\xff].?")
_HIGH_WORD = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Words that only appear in files of Central European encodings.
_CENTRAL_WORDS = re.compile(
    rb"(?i)(?:\b|(?<=[\x80-\xff]))"
    rb"(kwota|operacji|rachun\w*|waluta|opis|tytu\xb3?|saldo po|przelew|numer konta|datum valuty"
    rb"|castka|zustatek|nazev|ucet|mena|[\x80-\xff]{2}stka|m[\x80-\xff]na|z[\x80-\xff]statek"
    rb"|za[\x80-\xff]{2}tov[\x80-\xff]n[\x80-\xff]|n[\x80-\xff]zev"
    rb"|.?sszeg|k.nyvel|.rt.knap|egyenleg|k.zlem.ny)\b"
)

# Turkish has Icelandic's places for its own letters, so its words must say it.
_TURKISH_WORDS = re.compile(rb"(?i)\b(tarih|bakiye|tutar)\w*")


def by_bom(head: bytes) -> str | None:
    """The encoding that a byte order mark, or the zero bytes of UTF-16 text, give away."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    sample = head[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half >= 8 and odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    if half >= 8 and even > half * 0.6 and odd < half * 0.05:
        return "utf-16-be"
    return None


def is_binary(head: bytes) -> bool:
    """Whether bytes that are no UTF-16 hold control codes that no text has."""
    return by_bom(head) is None and _CONTROL.search(head) is not None


def encoding_of_head(head: bytes) -> str:
    """Encoding by the first bytes alone; a character cut at the end does not count."""
    return by_bom(head) or _decide([head], final=False)


def encoding_of_file(path: Path) -> str:
    """Encoding by every byte of a file, in chunks."""
    with path.open("rb") as file:
        head = file.read(4096)
    return by_bom(head) or _decide(_chunks(path), final=True)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _decide(chunks: Iterator[bytes] | list[bytes], *, final: bool) -> str:
    strict = codecs.getincrementaldecoder("utf-8")()
    valid, broken, multibyte = True, 0, 0
    contexts: Counter[bytes] = Counter()
    family: str | None = None  # its headings tell, so the first bytes are enough
    sample = b""
    for chunk in chunks:
        if family is None:
            family = _family(chunk[:HINT_BYTES])
        if chunk.isascii():
            continue
        sample = sample or chunk[:HINT_BYTES]
        if len(contexts) < CONTEXTS:
            contexts.update(_HIGH.findall(chunk))
        valid = valid and _decodes(strict, chunk)
        text = chunk.decode("utf-8", "replace")
        broken += text.count("\ufffd")
        multibyte += sum(1 for character in text if character > "\x7f") if broken else 1
    if valid and (not final or _decodes(strict, b"", final=True)):
        return "utf-8"
    # A field that a program cut in the middle of a character spoils one place, not the file.
    if multibyte - broken > 10 * broken:
        return "utf-8"
    return (
        _other_script(sample) or _double_byte(sample) or _single_byte(contexts, family=family or "")
    )


def _double_byte(sample: bytes) -> str | None:
    """Japanese or Chinese, if the bytes decode to words of its common characters alone.

    A German or Polish word decodes to a lone character among Latin letters, if it decodes at all;
    in Japanese and Chinese they stand together.
    """
    lines = sample.rpartition(b"\n")[0] or sample
    for encoding, common in _DOUBLE_BYTE:
        try:
            text = lines.decode(encoding)
        except UnicodeDecodeError:
            continue
        words = _EASTERN.findall(text)
        letters = sum(map(len, words))
        other = any(c > "\x7f" and c.isalpha() for c in _EASTERN.sub("", text))
        together = sum(len(word) for word in words if len(word) > 1)
        plain = sum(len(word.encode(common, "ignore").decode(common)) for word in words)
        if letters >= 4 and not other and min(together, plain) >= 0.8 * letters:
            return encoding
    return None


def _other_script(sample: bytes) -> str | None:
    """Cyrillic, Greek or Hebrew: letters above ASCII stand together, in Latin words alone."""
    words = _HIGH_WORD.findall(sample)
    together = sum(len(word) for word in words if len(word) > 2)
    if not words or together < 0.6 * sum(map(len, words)):
        return None
    scores: dict[str, float] = {}
    for encoding, common in _OTHER_SCRIPTS:
        text = b" ".join(words).decode(encoding, "replace")
        letters = [c for c in text if not c.isspace()]
        usual = sum(c.casefold() in common for c in letters)
        # A capital behind a small letter: the cases of KOI8 stand where Windows has the others.
        turned = sum(a.islower() and b.isupper() for a, b in pairwise(text))
        scores[encoding] = (usual - turned) / max(len(letters), 1)  # \xff may be a space
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= 0.65 else None


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _family(head: bytes) -> str:
    """The letters of the languages whose words stand in the first bytes; empty: not known."""
    if _TURKISH_WORDS.search(head) is not None:
        return _TURKISH
    return _CENTRAL if _CENTRAL_WORDS.search(head) is not None else ""


def _single_byte(contexts: Counter[bytes], *, family: str) -> str:
    scores: dict[str, float] = {}
    for encoding, letters, signs in _CANDIDATES:
        if letters is _TURKISH and family is not _TURKISH:
            continue
        scores[encoding] = sum(
            count * _plausible(context.decode(encoding, "replace"), letters, signs=signs)
            for context, count in contexts.items()
        )
        if letters is family:
            scores[encoding] += 0.5 * sum(contexts.values())
    # DOS is rare today, and its letters stand where Windows has quotes and dashes.
    scores["cp850"] *= 0.8
    return max(scores, key=lambda encoding: scores[encoding])


def _plausible(context: str, letters: str, *, signs: str) -> float:
    """From -2 (cannot be) to 1 (as expected), for a character and its two neighbours."""
    middle = next((c for c in context[1:] + context[:1] if c > "\x7f"), " ")
    inside = all(c.isalpha() for c in context if c != middle)
    beside = [c for c in context if c != middle]
    if middle in letters:
        if any(c.isalpha() for c in beside):
            return 1.0
        return -0.5 if any(c.isdigit() for c in beside) else 0.3
    if middle in signs:
        return -1.0 if inside and len(context) == 3 and middle not in "’·" else 0.9
    if middle == "\ufffd" or "\x80" <= middle <= "\x9f":
        return -2.0
    return -0.5 if middle.isalpha() else -1.0
