"""What the live log asks of the API as the ready-made person: a document's name and fate."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from local.livelog import OWN_CORRELATION_ID
from local.person import People, Person
from local.trouble import LaptopError

MAX_KEPT = 5_000


@dataclass
class DocumentNames:
    """Looks a name up once and remembers it; an unknown document is shown by its id."""

    api_url: str
    people: People
    person: Person
    _token: str = ""
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, document_id: str) -> str:
        """The name the person gave the document; its id where it cannot be known."""
        if document_id and document_id not in self._known:
            self._remember(document_id, self._ask(document_id))
        return self._known.get(document_id, "")

    def outcome_of(self, document_id: str) -> str:
        """The outcome the document has now; empty while it has none or cannot be asked for."""
        document = self._ask(document_id) if document_id else {}
        if document:
            self._remember(document_id, document)
        return str(document.get("outcome") or "")

    def _remember(self, document_id: str, document: dict[str, Any]) -> None:
        if len(self._known) >= MAX_KEPT:
            self._known.clear()
        self._known[document_id] = str(document.get("name") or document_id)

    def _ask(self, document_id: str) -> dict[str, Any]:
        for _ in range(2):  # the second time with a fresh token
            status, document = self._get(document_id)
            if status != 401:
                return document if status == 200 else {}
            self._token = ""
        return {}

    def _get(self, document_id: str) -> tuple[int, dict[str, Any]]:
        base = urlsplit(self.api_url)
        connection = http.client.HTTPConnection(base.hostname or "", base.port, timeout=5)
        try:
            self._token = self._token or self.people.sign_in(self.person)
            path = f"{base.path}/v1/documents/{document_id}"
            headers = {"Authorization": self._token, "X-Correlation-ID": OWN_CORRELATION_ID}
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            content = json.loads(answer.read())
            return answer.status, content if isinstance(content, dict) else {}
        except (OSError, http.client.HTTPException, ValueError, LaptopError):
            return 0, {}
        finally:
            connection.close()
