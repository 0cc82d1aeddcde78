"""Byte code for layers: they are read-only, so without it every cold start compiles anew.

Source: PEP 552 (byte code that is not checked against its source), docs of `compileall`.
"""

from __future__ import annotations

import compileall
import sys
from pathlib import Path
from py_compile import PycInvalidationMode

RUNTIME = "3.13"  # the functions' Python in the cloud; on a laptop they run on its own
THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
MOUNTED_AT = "/opt/python"  # where Lambda puts a layer's `python/` folder


def add_byte_code(folder: Path, *, runs_on: str = RUNTIME) -> bool:
    """Compile a layer's `python/` folder in place; False where this is not the Python it runs on.

    Times and the folder's own place leave no trace in it: the same sources give the same bytes,
    so an unchanged layer is not deployed again.
    """
    if runs_on != THIS_PYTHON:
        return False
    compileall.compile_dir(
        folder,
        quiet=2,
        stripdir=str(folder),
        prependdir=MOUNTED_AT,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    return True
