"""Damage done to sound files, the way transport, disks and people who mean harm do it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache

from samples import inbox
from samples.life import live
from tests.support import hostile

# Numbers and marks that parsers trip over.
TRIPS: Sequence[bytes] = (
    *(b"\x00", b"\xff", b"\x00" * 64, b"\xff" * 8, b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00"),
    *(b"-1", b"0", b"99999999999999999999", b"1e999", b"NaN", b"-0.00", b"1,234.56", b"1.234,56"),
    *(b"\n", b"\r", b"\r\n\r\n", b"\t", b";", b",", b'"', b"'", b"\\", b"\x1b[2J", b"\x85"),
    *(b"<", b">", b"&#0;", b"&amp;", b"]]>", b"<!--", b"%PDF-", b"endobj", b"PK\x03\x04"),
    *(b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xef\xbb\xbf", b"\xfe\xff", "\u202e".encode()),
    *(b"BEGIN:VEVENT\n", b"RRULE:FREQ=SECONDLY\n", b":61:", b":86:", b"^\n", b"<STMTTRN>"),
    *(b"20240230", b"0000-00-00", b"9999-12-31", b"31.02.2024", b"24:60:61", b"+14:00"),
)
Seed = tuple[str, bytes]  # name and content


@cache
def seeds(largest: int = 60_000) -> tuple[Seed, ...]:
    """Sound files of every kind that a sense reads, from the sample inbox and the honest set."""
    filed = [(one.file, one.content) for one in inbox.files(live(7))]
    honest = [(case.name, case.make()) for case in hostile.cases() if case.group == "honest"]
    return tuple(seed for seed in filed + honest if 0 < len(seed[1]) <= largest)


def mutated(content: bytes, dice: random.Random, *, other: bytes = b"") -> bytes:
    """`content` after one to five kinds of damage; `other` is spliced in by some."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 5)):
        dice.choice(_KINDS)(changed, dice, other)
    return bytes(changed)


def _flip(changed: bytearray, dice: random.Random, _: bytes) -> None:
    for _turn in range(dice.randint(1, 16)):
        if changed:
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)


def _trip(changed: bytearray, dice: random.Random, _: bytes) -> None:
    place = dice.randint(0, len(changed))
    end = place + dice.choice((0, 0, 1, 4, 16))
    changed[place:end] = dice.choice(TRIPS) * dice.choice((1, 1, 1, 3, 200))


def _cut(changed: bytearray, dice: random.Random, _: bytes) -> None:
    del changed[dice.randint(0, len(changed)) :]


def _drop(changed: bytearray, dice: random.Random, _: bytes) -> None:
    place = dice.randint(0, len(changed))
    del changed[place : place + dice.randint(1, 400)]


def _repeat(changed: bytearray, dice: random.Random, _: bytes) -> None:
    place = dice.randint(0, len(changed))
    part = bytes(changed[place : place + dice.randint(1, 400)])
    changed[place:place] = part * dice.choice((1, 2, 50))


def _splice(changed: bytearray, dice: random.Random, other: bytes) -> None:
    place = dice.randint(0, len(other))
    here = dice.randint(0, len(changed))
    changed[here:here] = other[place : place + dice.randint(1, 2_000)]


def _shuffle_lines(changed: bytearray, dice: random.Random, _: bytes) -> None:
    lines = bytes(changed).split(b"\n")
    dice.shuffle(lines)
    changed[:] = b"\n".join(lines)


_Damage = Callable[[bytearray, random.Random, bytes], None]
_KINDS: tuple[_Damage, ...] = (_flip, _trip, _trip, _cut, _drop, _repeat, _splice, _shuffle_lines)
