"""What can go wrong on a laptop, said so that a person can act on it.

| exit code | name          | meaning                                                      |
|-----------|---------------|--------------------------------------------------------------|
| 0         | OK            | done, or already so                                          |
| 1         | FAILED        | it was tried and failed; the sentence says what and why      |
| 2         | USAGE         | the command line cannot be right                             |
| 3         | NOT_RUNNING   | no hub runs in this home                                     |
| 4         | MACHINE       | the machine lacks something: a port, disk, a tool, a version |
| 130       | INTERRUPTED   | Ctrl-C                                                       |
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a lifecycle command ends; the table in the module docstring says what each means."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NOT_RUNNING = 3
    MACHINE = 4
    INTERRUPTED = 130


class LaptopError(Exception):
    """A foreseen failure: one sentence for the person, one way out, one exit code."""

    def __init__(self, sentence: str, way_out: str, *, code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out
        self.code = code


class MachineError(LaptopError):
    """The machine lacks something the hub needs."""

    def __init__(self, sentence: str, way_out: str) -> None:
        super().__init__(sentence, way_out, code=ExitCode.MACHINE)
