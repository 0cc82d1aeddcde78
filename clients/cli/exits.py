"""How a command ends: the one table of exit codes.

0    it worked
1    something failed: a file without an outcome, or a hub that broke
2    the command line cannot be right
3    no hub runs or is described here
4    this machine lacks something
5    the hub refused the request or the sign-in
130  interrupted; run the same command again to go on
"""

from __future__ import annotations

from clients.api.errors import (
    ClientError,
    NotConfiguredError,
    RefusedError,
    SignInError,
    StoppedError,
    UnreachableError,
)

FAILED = 1
USAGE = 2
NO_HUB = 3
LACKING = 4
REFUSED = 5
INTERRUPTED = 130

TABLE = "\b\n" + "Exit codes:\n" + (__doc__ or "").partition("\n\n")[2].rstrip()

_CODES: list[tuple[type[ClientError], int]] = [
    (NotConfiguredError, NO_HUB),
    (UnreachableError, NO_HUB),
    (SignInError, REFUSED),
    (RefusedError, REFUSED),
    (StoppedError, INTERRUPTED),
]


def code_of(error: ClientError) -> int:
    """The exit code an error stands for."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAILED)
