"""Which known words a mistyped one may stand for."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST, LONGEST = 3, 24  # letters of a word worth forgiving
LONG_WORD = 8  # from here on two errors are forgiven
MOST_WORDS = 5


def parts_of(word: str) -> list[str]:
    """The word, and the word without each one of its letters."""
    return sorted({word, *(word[:n] + word[n + 1 :] for n in range(len(word)))})


def is_forgivable(word: str) -> bool:
    """Whether it is a word of letters, neither too short nor too long to guess at."""
    return word.isalpha() and SHORTEST <= len(word) <= LONGEST


def nearest(typed: str, known: Iterable[str]) -> list[str]:
    """The known words with the fewest errors between, at most MOST_WORDS, best first."""
    limit = 1 if len(typed) < LONG_WORD else 2
    by_errors: dict[int, list[str]] = {}
    for word in sorted(set(known)):
        by_errors.setdefault(errors_between(typed, word), []).append(word)
    fewest = min(by_errors, default=limit + 1)
    return by_errors[fewest][:MOST_WORDS] if fewest <= limit else []


def errors_between(one: str, other: str) -> int:
    """Letters added, left out, changed or swapped with their neighbour.

    Source: Damerau (1964), in the restricted form (optimal string alignment).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, sign in enumerate(other, 1):
            changed = before[j - 1] + (letter != sign)
            best = min(before[j] + 1, row[j - 1] + 1, changed)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                best = min(best, two_before[j - 2] + 1)
            row.append(best)
    return row[-1]
