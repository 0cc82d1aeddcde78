"""Steady load through the public API by clients that try nothing twice; what fails is kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Self
from uuid import UUID

import httpx

from clients.api.connect import connect
from clients.api.errors import ClientError
from clients.api.home import Home
from clients.api.hub import Hub
from clients.api.parts import PartsJournal
from clients.api.transport import Patience
from clients.api.upload import Source, Uploader
from tests.faults.files import MadeFile
from tests.support.hub import RunningHub

ONCE = Patience(attempts=1)
READ_EVERY_S = 0.2


@dataclass
class SteadyLoad:
    """One uploads, one reads lists, one reads single documents, from `with` to its end."""

    running: RunningHub
    files: Sequence[MadeFile]
    every_s: float
    accepted: dict[UUID, MadeFile] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    requests: int = 0
    slowest_s: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        for work in (self._uploads, self._lists, self._documents):
            thread = threading.Thread(target=work, args=[self._hub()], daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def _uploads(self, hub: Hub) -> None:
        journal = PartsJournal(self.running.home / "unfinished-uploads", owner="steady")
        uploader = Uploader(hub, journal=journal, should_stop=lambda: False)
        for file in self.files:
            if self._stop.wait(self.every_s):
                return
            self._try("upload", partial(self._upload, uploader, file))

    def _upload(self, uploader: Uploader, file: MadeFile) -> None:
        sent = uploader.send(Source(file.path, file.path.name, file.path.name))
        self.accepted[sent.document.id] = file

    def _lists(self, hub: Hub) -> None:
        while not self._stop.wait(READ_EVERY_S):
            self._try("documents", lambda: list(hub.documents({}, limit=10)))
            self._try("timeline", lambda: list(hub.timeline({}, limit=10)))

    def _documents(self, hub: Hub) -> None:
        while not self._stop.wait(READ_EVERY_S):
            for one in list(self.accepted)[-1:]:
                self._try("document", partial(hub.document, one))
            self._try("facts", lambda: list(hub.facts({}, limit=10)))

    def _try(self, what: str, operation: Callable[[], object]) -> None:
        begin = time.monotonic()
        try:
            operation()
        except ClientError as error:
            self.failures.append(f"{what}: {error.sentence}")
        with self._counting:
            self.slowest_s = max(self.slowest_s, time.monotonic() - begin)

    def _hub(self) -> Hub:
        hub = connect(Home(self.running.home, {}), patience=ONCE)
        hub.transport.client.event_hooks["request"].append(self._count)
        return hub

    def _count(self, request: httpx.Request) -> None:
        with self._counting:
            self.requests += 1
