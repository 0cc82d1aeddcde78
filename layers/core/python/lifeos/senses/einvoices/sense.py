"""Electronic invoices alone: XRechnung, Peppol and every other UBL or CII invoice as XML.

The same invoices inside a PDF (Factur-X, ZUGFeRD) are read by the sense for PDF.

Source: EN 16931-1:2017; namespaces and versions do not matter, elements are known by local name.
"""

from __future__ import annotations

from collections.abc import Iterator

from lifeos.errors import RejectedError
from lifeos.senses.models import Doubt, Head, Page, Reading, Source, Tally


class EInvoiceSense:
    """Invoices of EN 16931 in UBL or CII."""

    name = "einvoice"
    version = 1
    media_types: tuple[str, ...] = ("application/x-einvoice+xml",)

    def score(self, head: Head) -> float:
        """Nearly certain by root element, for UBL by namespace too."""
        from lifeos.senses.einvoices.parsing import looks_like_einvoice

        return 0.97 if looks_like_einvoice(head.first_bytes) else 0.0

    def check(self, source: Source) -> None:
        """Refuse what is no sound XML or holds no invoice.

        Raises: RejectedError `xml-entities-not-allowed`, `truncated`, `damaged` or `no-invoice`.
        """
        from lifeos.senses.einvoices.parsing import count_invoices

        if not count_invoices(source.path):
            raise RejectedError("no-invoice", "This XML file holds no invoice.")

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield one fact for each invoice, the files it encloses, and the tally.

        Raises: RejectedError as `check` does.
        """
        from lifeos.senses.einvoices.enclosed import attachments_of
        from lifeos.senses.einvoices.facts import Origin, Printed, doubts_of, fact_of, words_of
        from lifeos.senses.einvoices.parsing import count_invoices, invoices_in

        origin = Origin(source, f"{self.name}/{self.version}")
        declared, titles, doubts = count_invoices(source.path), [], list[Doubt]()
        for number, invoice in enumerate(invoices_in(source.path), 1):
            yield Page(number=number, text=words_of(invoice))
            fact = fact_of(invoice, origin, Printed())
            yield fact
            attachments, unreadable = attachments_of(invoice)
            yield from attachments
            doubts += [*doubts_of(invoice), *unreadable]
            titles.append((fact.title, fact.data))
        title, contents = titles[0]
        yield Tally(
            document_kind=contents.kind,
            title=title,
            issuer=getattr(contents, "issuer", None),
            dated_on=getattr(contents, "issued_on", None),
            found_count=len(titles),
            declared_count=declared,
            doubts=doubts,
        )
