"""Whose a VAT id is: the issuer's or the customer's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lifeos.senses.invoices.labels import Read
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.values.phrases import fold

_OF_THE_CUSTOMER = re.compile(
    r"(?<![a-z])(?:client|customer|buyer|your|kunde|kunden|ihre|kaufer|empfanger|votre|acheteur|klant"
    r"|uw|afnemer|cliente|su|comprador|destinatario|cessionario|vostra|adquirente|nabywc\w|klienta)"
    r"(?![a-z])"
)


def whose(
    reads: Sequence[Read[str]], pages: Sequence[PageWords]
) -> tuple[Read[str] | None, Read[str] | None]:
    """The issuer's and the customer's: a line that names the customer holds the customer's."""
    lines = {id(cell): line.text for page in pages for line in page.lines for cell in line.cells}
    theirs = [r for r in reads if _OF_THE_CUSTOMER.search(fold(lines.get(id(r.run), r.run.text)))]
    ours = [read for read in reads if read not in theirs]
    return _single(ours), _single(theirs)


def _single(reads: Sequence[Read[str]]) -> Read[str] | None:
    return reads[0] if len({read.value for read in reads}) == 1 else None
