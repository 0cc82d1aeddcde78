"""Every guarded route of a deployed hub, tried with everything but the right token."""

from __future__ import annotations

import pytest

from tests.support.access import GUARDED, cells
from tests.support.hub import RunningHub

pytestmark = pytest.mark.e2e


def test_every_cell_is_refused(hub: RunningHub) -> None:
    tried = list(cells(hub))

    ways = {cell.who for cell in tried}
    assert [cell for cell in tried if not cell.refused] == []
    assert len(tried) == len(GUARDED) * len(ways)
    assert {"nobody", "alg none", "expired", "another pool", "another person"} <= ways
