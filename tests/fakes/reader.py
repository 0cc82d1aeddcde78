"""A reader in this very process: the same checks and the same senses, without the cage."""

from __future__ import annotations

from collections.abc import Generator

from lifeos.documents.models import Errand
from lifeos.documents.originals import fetched
from lifeos.documents.ports import Storage
from lifeos.errors import RejectedError
from lifeos.senses import registry
from lifeos.senses.guards import screening
from lifeos.senses.models import Reading


class DirectReader:
    """The Reader port over a store, for tests that are not about the cage."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def check(self, errand: Errand) -> None:
        with fetched(errand, storage=self._storage) as source:
            screening.check(source, declared=errand.declared)
            if errand.sense is None:
                raise RejectedError("unsupported-type", "Nobody reads this.")
            registry.named(errand.sense).check(source)

    def read(self, errand: Errand) -> Generator[Reading, None, None]:
        with fetched(errand, storage=self._storage) as source:
            yield from registry.named(errand.sense or "").read(source)
