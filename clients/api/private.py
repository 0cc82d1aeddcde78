"""Small files that are nobody else's business: tokens, and links to unfinished uploads."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace_private(path: Path, content: str) -> bool:
    """Write `path` whole or not at all, readable by its owner alone; False if the disk refuses.

    Both kinds of file are a comfort: without them one signs in, or sends, once more.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # mode 0600
    except OSError:
        return False
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        return False
    return True
