"""The part of the wiring that builds what stands on the record, PostgreSQL."""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lifeos.settings import DatabaseSettings, Settings, read

if TYPE_CHECKING:
    from lifeos.adapters.postgres import Database
    from lifeos.adapters.postgres_migrations import Migrator
    from lifeos.documents.deletion import Grave
    from lifeos.documents.ports import Ids
    from lifeos.documents.reckoning import Register
    from lifeos.facts.ports import Archive, Desk, FactReader, Finder, TimelineReader

S = TypeVar("S", bound=Settings)


class HubRecord:
    """What reads and writes the record, built on first use and kept."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def settings(self, group: type[S]) -> S:
        """One group of settings. Raises: pydantic.ValidationError naming what is missing."""
        return read(group, self._environment)

    @cached_property
    def ids(self) -> Ids:
        """Fresh UUIDv7."""
        from lifeos.adapters.system import Uuid7Ids

        return Uuid7Ids()

    @cached_property
    def database(self) -> Database:
        """PostgreSQL; its statements are spans of their own."""
        from lifeos.adapters.postgres import Database

        return Database(self.settings(DatabaseSettings))

    @cached_property
    def archive(self) -> Archive:
        """The record, on its writing side."""
        from lifeos.adapters.postgres_archive import PostgresArchive

        return PostgresArchive(self.database, self.ids.new)

    @cached_property
    def facts(self) -> FactReader:
        """The record, on its reading side."""
        from lifeos.adapters.postgres_facts import PostgresFacts

        return PostgresFacts(self.database)

    @cached_property
    def timeline(self) -> TimelineReader:
        """The record as one line."""
        from lifeos.adapters.postgres_timeline import PostgresTimeline

        return PostgresTimeline(self.database)

    @cached_property
    def finder(self) -> Finder:
        """The record by its words."""
        from lifeos.adapters.postgres_search import PostgresFinder

        return PostgresFinder(self.database)

    @cached_property
    def desk(self) -> Desk:
        """What waits for the person, and what the person says."""
        from lifeos.adapters.postgres_review import PostgresDesk

        return PostgresDesk(self.database, self.ids.new)

    @cached_property
    def grave(self) -> Grave:
        """The record, as far as deleting changes it."""
        from lifeos.adapters.postgres_deletion import PostgresGrave

        return PostgresGrave(self.database)

    @cached_property
    def register(self) -> Register:
        """What the record knows of documents, across people."""
        from lifeos.adapters.postgres_register import PostgresRegister

        return PostgresRegister(self.database)

    @cached_property
    def migrator(self) -> Migrator:
        """Brings the schema up to date; the SQL files come in a layer beside this package."""
        from lifeos.adapters.postgres import owner_url
        from lifeos.adapters.postgres_migrations import Migrator

        folder = next(p for e in sys.path if (p := Path(e, "migrations")).is_dir())
        return Migrator(owner_url(self.settings(DatabaseSettings)), folder)
