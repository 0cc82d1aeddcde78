"""CAMT.052, 053 and 054 of ISO 20022: account reports, statements and notifications.

Versions 001.02 to 001.13 (and 001.01) are read by the local names of their elements. An entry is
one booked row, also if it is a batch of several payments: the bank books one amount, its balance
moves once, and a CSV or PDF of the same account shows one line. What the payments of a batch say
goes into the row's text, and their amounts are held against the entry's.

The sign is that of CdtDbtInd; RvslInd says that the entry reverses another and only changes who
the counterparty is. Rows that are not booked (PDNG, INFO, FUTR) are pending and no part of the
balance.

Source: ISO 20022 message definition report, Bank-to-Customer Cash Management.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifeos.errors import RejectedError
from lifeos.senses.models import Head, Reading, Source
from lifeos.senses.texts.text_source import decoded_head

_NAMESPACE = re.compile(r"[\"'](?:urn:[\w:.-]*)?camt\.05[234]\.\d{3}\.\d{2}[\"']")
_MESSAGE = re.compile(r"<(?:[\w.-]+:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)(?:V\d+)?[\s>]")
_ROOT = re.compile(r"<(?:[\w.-]+:)?Document[\s>]")


class CamtSense:
    """Bank-to-customer messages of ISO 20022."""

    name = "camt"
    version = 1
    media_types: tuple[str, ...] = ("application/x-camt+xml",)

    def score(self, head: Head) -> float:
        """Certain by the message element, nearly so by namespace and root."""
        text = decoded_head(head.first_bytes)
        if _MESSAGE.search(text):
            return 0.97
        return 0.9 if _NAMESPACE.search(text) and _ROOT.search(text) else 0.0

    def check(self, source: Source) -> None:
        """Refuse what is no sound XML or holds no statement.

        Raises: RejectedError `xml-entities-not-allowed`, `truncated`, `damaged` or `no-statement`.
        """
        from lifeos.senses.camt.statements import STATEMENTS
        from lifeos.senses.texts.xml_stream import starts

        if not starts(source.path, STATEMENTS):
            raise RejectedError("no-statement", "This CAMT file holds no account statement.")

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield rows and balances, then the tally; memory holds one entry.

        Raises: RejectedError as `check` does, and `no-readable-row`.
        """
        from lifeos.senses.camt.statements import BRANCHES, CamtReader
        from lifeos.senses.texts.xml_stream import branches

        reader = CamtReader(source, f"{self.name}/{self.version}")
        for what, node in branches(source.path, BRANCHES):
            yield from reader.take(what, node)
        yield reader.tally()
