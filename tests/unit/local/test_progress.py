from __future__ import annotations

import io

from rich.console import Console

from local.progress import EVERY_S, announcing


def told(*steps: tuple[float, str]) -> list[str]:
    """What a file gets of steps told at these seconds."""
    out = io.StringIO()
    times = iter([0.0, *(at for at, _ in steps)])
    with announcing(Console(file=out, width=200), clock=lambda: next(times)) as notice:
        for _, step in steps:
            notice(step)
    return out.getvalue().splitlines()


def test_a_file_gets_one_line_a_stage_at_once() -> None:
    assert told((0.0, "PostgreSQL"), (3.2, "AWS emulator")) == [
        "   0.0 s  PostgreSQL",
        "   3.2 s  AWS emulator",
    ]


def test_a_long_stage_is_told_again_now_and_then() -> None:
    often = [(float(second), f"sample inbox: {second}/42; usable") for second in range(31)]

    lines = told(*often)

    assert len(lines) == 1 + 30 // int(EVERY_S)
    assert lines[-1] == "  30.0 s  sample inbox: 30/42; usable"


def test_a_terminal_sees_the_step_and_how_long_it_has_taken() -> None:
    out = io.StringIO()

    with announcing(Console(file=out, force_terminal=True, width=80), clock=lambda: 0.0) as notice:
        notice("sample inbox: 3/42")

    assert "Starting" in out.getvalue()
