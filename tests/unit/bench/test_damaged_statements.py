"""The damages that bench-mutate does, and what it takes for damage that shows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.damage_printed import printed_trials
from tests.support.damage_trials import Step, follows, table_trials, text_trials
from tests.support.damaged_statements import Damage, cell_spans, damages, digits_between
from tests.support.mt940_texts import message
from tests.support.printed import Layout, ledger
from tests.support.printed_drawing import draw
from tests.support.printed_layouts import LAYOUTS

TABLE = """Datum;Text;Betrag;Saldo
02.01.2025;Bäckerei;-2,50;97,50
03.01.2025;"Miete; Januar";-40,00;57,50
04.01.2025;Lohn;100,00;157,50
"""


def step(amount: str, balance: str | None) -> Step:
    return Step((None, "EUR"), Decimal(amount), Decimal(balance) if balance else None)


def test_a_damage_changes_its_place_alone() -> None:
    damage = Damage("digit of an amount", 2, 3, "9")

    assert damage.done_to("12345") == "12945"


def test_every_digit_is_changed_once() -> None:
    found = [damage.done_to("a 1,20") for damage in digits_between("a 1,20", (2, 6), "row dropped")]

    assert found == ["a 5,20", "a 1,60", "a 1,24"]


def test_cells_in_quotes_keep_their_delimiters() -> None:
    line = 'a;"b;c";d'

    assert [line[start:end] for start, end in cell_spans(line, ";")] == ["a", '"b;c"', "d"]


def test_rows_amounts_and_balances_of_mt940_are_found() -> None:
    kinds = {damage.kind for damage in damages(message(), "mt940")}

    assert kinds == {"row dropped", "digit of an amount", "digit of a balance, sum or count"}


def test_balances_follow_in_either_order_and_not_with_a_gap() -> None:
    rows = [step("-1", "9"), step("-2", None), step("5", "12"), step("1", "13")]

    assert follows(rows)
    assert follows(list(reversed(rows)))
    assert not follows([*rows[:2], rows[3]])
    assert follows(rows[1:])


def test_ends_of_a_table_that_states_no_other_balance_do_not_show(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")

    rows = [trial for trial in table_trials(path) if trial.kind == "row dropped"]

    assert [trial.shows for trial in rows] == [False, True, False]
    assert [trial.is_done() for trial in rows] == [True, False, True]


def test_a_damaged_statement_in_text_is_not_done(tmp_path: Path) -> None:
    path = tmp_path / "statement.sta"
    path.write_text(message(), encoding="latin-1")

    tried = list(text_trials(path, "mt940"))

    assert tried
    assert not any(trial.is_done() for trial in tried if trial.shows)


@pytest.mark.parametrize("layout", LAYOUTS[:2], ids=lambda layout: layout.name)
def test_a_damaged_printed_statement_is_not_done(layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(draw(layout, ledger(4, seed=4)))

    tried = list(printed_trials(path))

    assert {trial.kind for trial in tried} >= {"row dropped", "digit of an amount"}
    assert not any(trial.is_done() for trial in tried if trial.shows)
