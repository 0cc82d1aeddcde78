"""A client that does not give up: each file is sent until the hub has said that it has it."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

from clients.api.connect import connect
from clients.api.errors import ClientError
from clients.api.home import Home
from clients.api.parts import PartsJournal
from clients.api.transport import Patience
from clients.api.upload import Source, Uploader
from tests.faults.files import MadeFile
from tests.support.hub import RunningHub

SENDERS = 4
PAUSE_S = 0.5
ONCE = Patience(attempts=2)  # patience is ours here: a hub that was killed has other addresses


@dataclass
class Uploads:
    """What was sent; `accepted` grows while files are sent in another thread."""

    running: RunningHub
    longest_s: float = 1800.0
    accepted: dict[UUID, MadeFile] = field(default_factory=dict)
    refusals: int = 0
    _own: threading.local = field(default_factory=threading.local)

    def send(self, files: Sequence[MadeFile]) -> None:
        """Send all, several at once. Raises: TimeoutError naming how many never got in."""
        deadline = time.monotonic() + self.longest_s
        with ThreadPoolExecutor(SENDERS) as pool:
            sent = list(pool.map(lambda file: self._send(file, deadline), files))
        if not all(sent):
            raise TimeoutError(f"{sent.count(False)} of {len(sent)} files were never accepted")

    def begin(self, files: Sequence[MadeFile], *, after_s: float = 0.0) -> threading.Timer:
        """Send in a thread of its own, to be joined."""
        thread = threading.Timer(after_s, self.send, args=[files])
        thread.daemon = True
        thread.start()
        return thread

    def _send(self, file: MadeFile, deadline: float) -> bool:
        source = Source(file.path, file.path.name, file.path.name)
        while time.monotonic() < deadline:
            try:
                sent = self._uploader().send(source)
            except ClientError:
                self._own.uploader = None
                self.refusals += 1
                time.sleep(PAUSE_S)
            else:
                self.accepted[sent.document.id] = file
                return True
        return False

    def _uploader(self) -> Uploader:
        """This thread's client; another one after every failure."""
        known: Uploader | None = getattr(self._own, "uploader", None)
        if known is None:
            hub = connect(Home(self.running.home, {}), patience=ONCE)
            journal = PartsJournal(self.running.home / "unfinished-uploads", owner="bench")
            known = self._own.uploader = Uploader(hub, journal=journal, should_stop=lambda: False)
        return known
