"""Everything guarded of a deployed hub, tried with everything but the right."""

from __future__ import annotations

import pytest

from tests.support.access import ANOTHER, cells, guarded
from tests.support.access_links import DOWNLOAD, UPLOAD, link_cells
from tests.support.hub import RunningHub

pytestmark = pytest.mark.e2e
WAYS = {"nobody", "alg none", "expired", "another pool", "access token for id token", ANOTHER}


def test_every_route_of_the_contract_refuses_everybody_else(hub: RunningHub) -> None:
    tried = list(cells(hub))

    assert [cell for cell in tried if not cell.refused] == []
    for operation in guarded():
        assert {cell.who for cell in tried if cell.route == str(operation)} >= WAYS


def test_links_do_nothing_but_what_they_were_given_for(hub: RunningHub) -> None:
    tried = list(link_cells(hub))

    assert [cell for cell in tried if not cell.refused] == []
    assert {cell.route for cell in tried} == {UPLOAD, DOWNLOAD}
