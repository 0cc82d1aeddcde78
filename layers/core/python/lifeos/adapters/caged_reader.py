"""The Reader port: fetch the original, and let it be read in the cage."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing

from lifeos.adapters.cage import Cage, Task
from lifeos.documents.models import Errand
from lifeos.documents.originals import fetched
from lifeos.documents.ports import Storage
from lifeos.errors import RejectedError
from lifeos.senses import limits
from lifeos.senses.models import Reading


class CagedReader:
    """Reads each file in a confined process. The process starts with this object."""

    def __init__(self, storage: Storage, cage: Cage) -> None:
        self._storage = storage
        self._cage = cage
        cage.warm_up()

    def check(self, errand: Errand) -> None:
        """Look at the whole file; nothing comes back but a refusal."""
        with closing(self._run("check", errand)) as nothing:
            for _ in nothing:
                continue

    def read(self, errand: Errand) -> Generator[Reading, None, None]:
        """Everything the sense says."""
        return self._run("read", errand)

    def _run(self, task: Task, errand: Errand) -> Generator[Reading, None, None]:
        allowed = limits.of(errand.sense)
        if errand.size_bytes > allowed.max_bytes:
            raise RejectedError("too-large", allowed.too_large)
        with fetched(errand, storage=self._storage) as source:
            said = self._cage.run(
                task, source, sense=errand.sense, declared=errand.declared, limits=allowed
            )
            with closing(said):
                yield from said
