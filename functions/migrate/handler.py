"""CloudFormation custom resource: apply the SQL migrations before anything uses the schema."""

from __future__ import annotations

from lifeos import wiring
from lifeos.entry import deploy


def migrate() -> str:
    """Apply what is missing; the newest version there is."""
    return wiring.hub().migrator.apply()


handler = deploy.entrypoint(migrate)
