"""A paper cut into the statements of its accounts; nearly always one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lifeos.senses.pdf.layout import Line
from lifeos.senses.printed_statements.account import Account
from lifeos.senses.printed_statements.balances import Labelled
from lifeos.senses.printed_statements.rows import Entry, Item

_BEGINS = frozenset({"opening", "carried", "balance"})


@dataclass
class Part:
    """What belongs to one account, in reading order."""

    account: Account | None
    items: list[Item] = field(default_factory=list)
    labelled: list[Labelled] = field(default_factory=list)

    def add(self, thing: Item | Labelled) -> None:
        """Keep one thing."""
        if isinstance(thing, Labelled):
            self.labelled.append(thing)
        else:
            self.items.append(thing)


def split(
    items: Sequence[Item], labelled: Sequence[Labelled], accounts: Sequence[Account]
) -> list[Part]:
    """One part an account.

    An account begins where its number and a balance stand before its first row. A number alone
    may be the bank's own in a foot line.
    """
    parts = [Part(accounts[0] if accounts else None)]
    waiting: Part | None = None
    for thing in _in_order(items, labelled, accounts):
        if isinstance(thing, Account):
            if parts[-1].account is not None and thing.key != parts[-1].account.key:
                _give_back(waiting, parts[-1])
                waiting = Part(thing)
        elif waiting is None:
            parts[-1].add(thing)
        elif not isinstance(thing, Entry):
            waiting.add(thing)
        else:
            if _has_beginning(waiting) and any(isinstance(i, Entry) for i in parts[-1].items):
                parts.append(waiting)
            else:
                _give_back(waiting, parts[-1])
            waiting = None
            parts[-1].add(thing)
    _give_back(waiting, parts[-1])
    return parts


def _give_back(waiting: Part | None, part: Part) -> None:
    """What stood behind another number belongs to the account it stands in after all."""
    for thing in (*waiting.items, *waiting.labelled) if waiting else ():
        part.add(thing)


def _has_beginning(part: Part) -> bool:
    things = (*part.items, *part.labelled)
    return any(not isinstance(thing, Entry) and thing.field in _BEGINS for thing in things)


def _in_order(
    items: Sequence[Item], labelled: Sequence[Labelled], accounts: Sequence[Account]
) -> Iterator[Item | Labelled | Account]:
    """Everything by its place; an account goes before what stands in its own line."""
    placed: list[tuple[tuple[int, float, int], Item | Labelled | Account]] = []
    placed += [(_place(account.line, 0), account) for account in accounts]
    placed += [(_place(found.figure.line, 1), found) for found in labelled]
    placed += [(_place(item.line, 2), item) for item in items]
    yield from (thing for _, thing in sorted(placed, key=lambda pair: pair[0]))


def _place(line: Line, rank: int) -> tuple[int, float, int]:
    return line.page, line.y0, rank
