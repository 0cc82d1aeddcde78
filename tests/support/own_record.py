"""The record in a migrated PostgreSQL: what ACTION would write, and reading it back."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from lifeos.adapters.postgres import Database
from lifeos.adapters.postgres_archive import PostgresArchive
from lifeos.adapters.postgres_deletion import PostgresGrave
from lifeos.adapters.postgres_facts import PostgresFacts
from lifeos.adapters.postgres_migrations import found_in, migrate
from lifeos.adapters.postgres_review import PostgresDesk
from lifeos.adapters.postgres_search import PostgresFinder
from lifeos.adapters.postgres_timeline import PostgresTimeline
from lifeos.adapters.system import Uuid7Ids
from lifeos.contracts.conditions import ANY, Expected
from lifeos.contracts.documents import Reason
from lifeos.contracts.facts import Evidence, Fact, FactData, Occurred, TransactionData
from lifeos.contracts.ingest import Ending, ObjectRef, Ticket
from lifeos.contracts.review import NewCorrection, ReviewDecision, Reviewed, ReviewPage
from lifeos.facts import corrections, review, service
from lifeos.facts.ports import Committed, FactQuery, Filing, Mark
from lifeos.senses.models import Doubt, FactDraft, Page, Reading, Tally
from lifeos.settings import DatabaseSettings
from pydantic import SecretStr

from tests.fakes.desk import FakeStatus
from tests.support import postgres as support

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


@dataclass
class OwnRecord:
    """One person's record, and the adapters over it."""

    database: Database
    user_id: UUID = field(default_factory=uuid.uuid4)

    def __post_init__(self) -> None:
        ids = Uuid7Ids()
        self.new_id = ids.new
        self.archive = PostgresArchive(self.database, ids.new)
        self.facts = PostgresFacts(self.database)
        self.timeline = PostgresTimeline(self.database)
        self.desk = PostgresDesk(self.database, ids.new)
        self.finder = PostgresFinder(self.database)
        self.grave = PostgresGrave(self.database)
        self.status = FakeStatus()

    def of_somebody_else(self) -> OwnRecord:
        """The same database for another person."""
        return OwnRecord(self.database)

    def filing(
        self, document_id: UUID | None = None, *, rerun: int = 0, name: str = "bill.pdf"
    ) -> Filing:
        """What the machine says of a document; `rerun` is an intended later run of it."""
        document = document_id or self.new_id()
        ticket = Ticket(
            run=f"{document}-v-p1-r{rerun}",
            attempt=1_000_000 + rerun,
            pipeline_version=1,
            user_id=self.user_id,
            document_id=document,
            correlation_id="test-correlation",
            object=ObjectRef(bucket="originals", key=f"u/{self.user_id}/d/{document}"),
            size_bytes=10,
        )
        return Filing(
            ticket=ticket,
            sha256=sha256_of(document),
            name=name,
            media_type="text/csv",
            sense="csv/1",
            created_at=NOON,
        )

    def commit(
        self, *readings: Reading, filing: Filing | None = None, doubts: Iterable[Doubt] = ()
    ) -> Committed:
        """Commit readings; their tally is added."""
        drafts = [reading for reading in readings if isinstance(reading, FactDraft)]
        tally = tally_of(len(drafts), doubts)
        return self.archive.commit(filing or self.filing(), iter([*readings, tally]))

    def read(
        self, *readings: Reading, filing: Filing | None = None, doubts: Iterable[Doubt] = ()
    ) -> Filing:
        """ACTION and END: commit, and conclude as the tally says."""
        filed = filing or self.filing()
        self.commit(*readings, filing=filed, doubts=doubts)
        self.conclude(filed)
        return filed

    def conclude(self, filed: Filing) -> None:
        """END: the outcome that the tally and the person's decisions give."""
        tally = self.archive.tally(filed.ticket)
        assert tally is not None
        doubt = service.first_doubt(tally, self.archive.settled(filed.ticket))
        self.archive.conclude(
            filed,
            Ending(
                run=filed.ticket.run,
                user_id=self.user_id,
                document_id=filed.ticket.document_id,
                correlation_id="test-correlation",
                outcome="needs_review" if doubt else "done",
                reason=Reason(code=doubt.code, detail=doubt.detail) if doubt else None,
                ended_at=NOON,
            ),
        )

    def mark(self) -> Mark:
        """A moment at which the person says something."""
        return Mark(id=self.new_id(), at=NOON, correlation_id="test-correlation")

    def correct(
        self,
        fact: Fact,
        field: str,
        value: Any,
        reason: str | None = None,
        *,
        expected: Expected = ANY,
    ) -> Fact:
        """What POST /v1/facts/{id}/corrections does."""
        new = NewCorrection(field=field, value=value, reason=reason)
        return corrections.correct(
            fact.id,
            new,
            user_id=self.user_id,
            expected=expected,
            mark=self.mark(),
            desk=self.desk,
            reader=self.facts,
        )

    def decide(
        self, document_id: UUID, decision: ReviewDecision, *, expected: Expected = ANY
    ) -> Reviewed:
        """What POST /v1/review/{id} does."""
        return review.decide(
            document_id,
            decision,
            user_id=self.user_id,
            expected=expected,
            mark=self.mark(),
            desk=self.desk,
            reader=self.facts,
            status=self.status,
        )

    def waiting(self, **asked: Any) -> ReviewPage:
        """What GET /v1/review answers."""
        query: dict[str, Any] = {"limit": 50, "cursor": None, **asked}
        return review.page(**query, user_id=self.user_id, desk=self.desk)

    def query(self, **asked: object) -> FactQuery:
        """A query for as many facts as one page holds."""
        return FactQuery.model_validate({"limit": 500, **asked})

    def all_facts(self, **query: object) -> list[Fact]:
        """Every fact that the query finds, newest first."""
        return self.facts.page(self.user_id, self.query(**query))[0]


@pytest.fixture
def own(database: support.Database) -> Iterator[OwnRecord]:
    """The record of somebody new in an empty, migrated database."""
    migrate(database.owner_url, found_in(MIGRATIONS))
    connected = Database(DatabaseSettings(DATABASE_URL=SecretStr(database.app_url)))
    yield OwnRecord(connected)
    connected.close()


def sha256_of(document_id: UUID) -> str:
    """A hash that differs from document to document."""
    return hashlib.sha256(document_id.bytes).hexdigest()


def tally_of(count: int, doubts: Iterable[Doubt] = (), issuer: str | None = None) -> Tally:
    """A tally of a bank statement."""
    return Tally(
        document_kind="bank_statement",
        title="Statement",
        issuer=issuer,
        found_count=count,
        doubts=list(doubts),
    )


def draft(
    title: str = "Bakery",
    *,
    when: date | datetime = date(2026, 3, 2),
    amount: str | None = "-12.90",
    identity: tuple[str, ...] | None = None,
    said: FactData | None = None,
    row: int = 7,
    revision: int = 0,
    **fields: object,
) -> FactDraft:
    """A fact as a sense reads it: by default a booked row."""
    day = when.date() if isinstance(when, datetime) else when
    content = said or TransactionData(description=title, booked_on=day)
    made = FactDraft(
        domain="finance",
        occurred=Occurred(start=when),
        amount=Decimal(amount) if amount else None,
        currency="EUR" if amount else None,
        title=title,
        data=content,
        evidence=[
            evidence("title", title, row=row),
            *([evidence("amount", amount, row=row)] if amount else []),
        ],
        confidence=Decimal("0.9"),
        confidence_reason="stated",
        identity=identity or (title, str(when), str(amount)),
        revision=revision,
    )
    return made.model_copy(update=fields)


def evidence(field: str, snippet: str, *, row: int = 7) -> Evidence:
    """A cell of a table."""
    return Evidence(
        field=field, sha256="0" * 64, row=row, column=field, snippet=snippet, reader="csv/1"
    )


def page(text: str, number: int = 1) -> Page:
    """One page of text."""
    return Page(number=number, text=text)
