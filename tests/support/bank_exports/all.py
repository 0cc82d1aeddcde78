"""Every download, by name."""

from __future__ import annotations

from typing import Final

from tests.support.bank_exports.american import AMERICAN
from tests.support.bank_exports.benelux_france import BENELUX_FRANCE
from tests.support.bank_exports.british import BRITISH
from tests.support.bank_exports.german import GERMAN
from tests.support.bank_exports.northern import NORTHERN
from tests.support.bank_exports.southern import SOUTHERN
from tests.support.bank_exports.writing import Export

EXPORTS: Final[tuple[Export, ...]] = tuple(
    sorted(
        (*GERMAN, *BENELUX_FRANCE, *SOUTHERN, *NORTHERN, *BRITISH, *AMERICAN),
        key=lambda export: export.name,
    )
)
