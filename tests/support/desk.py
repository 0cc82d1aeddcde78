"""What a person does with documents, over fakes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lifeos.contracts.documents import (
    Document,
    NewDocument,
    RegisteredDocument,
    UploadCompletion,
)
from lifeos.documents import service
from lifeos.documents.models import object_key

from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.fakes.ledger import FakeLedger
from tests.fakes.quota import FakeQuota
from tests.fakes.slots import FakeSlots
from tests.fakes.starter import FakeStarter
from tests.fakes.storage import FakeStorage
from tests.support.ingest import ANNA, CORRELATION, sha256_of

CONTENT = b"a bill"
WHOLE = UploadCompletion()


@dataclass
class Desk:
    """The services over fakes, for Anna unless another person is named."""

    announces: bool = True
    clock: FakeClock = field(default_factory=FakeClock)
    ids: FakeIds = field(default_factory=FakeIds)
    ledger: Any = field(default_factory=FakeLedger)
    slots: FakeSlots = field(default_factory=FakeSlots)
    starter: FakeStarter = field(default_factory=FakeStarter)
    quota: FakeQuota = field(default_factory=FakeQuota)
    storage: FakeStorage = field(init=False)

    def __post_init__(self) -> None:
        self.storage = FakeStorage(self.clock.now, announces=self.announces)

    def register(self, content: bytes = CONTENT, **told: Any) -> RegisteredDocument:
        user_id = told.pop("user_id", ANNA)
        described = {
            "name": "bill.pdf",
            "size_bytes": len(content),
            "media_type": "application/pdf",
            "sha256": sha256_of(content),
            **told,
        }
        return service.register(
            NewDocument.model_validate(described),
            user_id=user_id,
            correlation_id=CORRELATION,
            ledger=self.ledger,
            storage=self.storage,
            quota=self.quota,
            clock=self.clock,
            ids=self.ids,
        )

    def send(self, registered: RegisteredDocument, content: bytes = CONTENT) -> None:
        self.storage.put(object_key(ANNA, registered.document.id), content)

    def complete(
        self, registered: RegisteredDocument, completion: UploadCompletion = WHOLE
    ) -> Document:
        return service.complete(
            registered.document.id,
            completion,
            user_id=ANNA,
            pipeline_version=1,
            ledger=self.ledger,
            storage=self.storage,
            slots=self.slots,
            starter=self.starter,
        )
