"""Waiting for outcomes without hammering the hub.

One look per round, however many documents are under way: a few are asked for one by one, many are
read from the list, newest first. Rounds start 0.2 s apart and slow down to 2 s.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from lifeos.contracts.documents import Document

from clients.api.errors import RefusedError
from clients.api.hub import PAGE_SIZE, Hub

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 2.0
GROWTH = 1.5
ENCLOSING = ("eml/", "pdf/", "einvoice/")  # senses that take files out of files
ONE_BY_ONE = 4  # up to this many, single reads are cheaper than a page of the list


class OutcomeWatch:
    """Documents under way, and when to look at them again. For one thread."""

    def __init__(self, hub: Hub, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._hub = hub
        self._clock = clock
        self._waiting: dict[UUID, datetime] = {}  # with the instant each was registered
        self._pause_s = FIRST_PAUSE_S
        self._next_look = 0.0

    def add(self, document: Document) -> None:
        """Watch one more; the first one after a quiet time is looked at soon."""
        if not self._waiting:
            self._pause_s = FIRST_PAUSE_S
            self._next_look = self._clock() + self._pause_s
        self._waiting[document.id] = document.created_at

    def enclosed(self, document: Document) -> list[Document]:
        """What came in a document that has ended, as it stands now; the list does not tell."""
        if document.outcome == "duplicate" or not (document.sense or "").startswith(ENCLOSING):
            return []
        return self._hub.enclosed(self._hub.document(document.id))

    def drop(self, document_id: UUID) -> None:
        """Watch one less."""
        self._waiting.pop(document_id, None)

    def seconds_to_next_look(self) -> float | None:
        """0 when a look is due, None when there is nothing to look at."""
        return max(0.0, self._next_look - self._clock()) if self._waiting else None

    def look(self) -> list[Document]:
        """Those that reached END since the last look; they are dropped.

        Raises: as `Hub`.
        """
        seen = self._one_by_one() if len(self._waiting) <= ONE_BY_ONE else self._from_list()
        ended = [document for document in seen if document.outcome is not None]
        for document in ended:
            self.drop(document.id)
        self._pause_s = min(self._pause_s * GROWTH, LONGEST_PAUSE_S)
        self._next_look = self._clock() + self._pause_s
        return ended

    def _one_by_one(self) -> list[Document]:
        return [found for document_id in list(self._waiting) for found in self._one(document_id)]

    def _one(self, document_id: UUID) -> list[Document]:
        """None if it is gone: deleted meanwhile, or not readable yet."""
        try:
            return [self._hub.document(document_id)]
        except RefusedError as error:
            if error.status != 404:
                raise
            return []

    def _from_list(self) -> list[Document]:
        """Pages back to the oldest one watched, one page more than they can fill by themselves.

        What a busier account pushed further down is read singly, a few each round.
        """
        missing = dict(self._waiting)
        most = (math.ceil(len(missing) / PAGE_SIZE) + 1) * PAGE_SIZE
        oldest = min(missing.values())
        seen = []
        for document in self._hub.documents({}, limit=most):
            if missing.pop(document.id, None) is not None:
                seen.append(document)
            if not missing or document.created_at < oldest:
                break
        for document_id in list(missing)[:ONE_BY_ONE]:
            seen += self._one(document_id)
            # To the back of the queue: the next round asks for others.
            self._waiting[document_id] = self._waiting.pop(document_id)
        return seen
