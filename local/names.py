"""Names of documents for the live log, asked of the public API as the ready-made person."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

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
        if not document_id:
            return ""
        if document_id not in self._known:
            if len(self._known) >= MAX_KEPT:
                self._known.clear()
            self._known[document_id] = self._ask(document_id) or document_id
        return self._known[document_id]

    def _ask(self, document_id: str) -> str:
        for _ in range(2):  # the second time with a fresh token
            status, name = self._get(document_id)
            if status != 401:
                return name
            self._token = ""
        return ""

    def _get(self, document_id: str) -> tuple[int, str]:
        base = urlsplit(self.api_url)
        connection = http.client.HTTPConnection(base.hostname or "", base.port, timeout=5)
        try:
            self._token = self._token or self.people.sign_in(self.person)
            path = f"{base.path}/v1/documents/{document_id}"
            connection.request("GET", path, headers={"Authorization": self._token})
            answer = connection.getresponse()
            content = json.loads(answer.read())
            name = content.get("name", "") if isinstance(content, dict) else ""
            return answer.status, str(name)
        except (OSError, http.client.HTTPException, ValueError, LaptopError):
            return 0, ""
        finally:
            connection.close()
