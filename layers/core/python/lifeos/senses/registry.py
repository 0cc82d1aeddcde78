"""The senses the hub has, and which one a file goes to."""

from __future__ import annotations

from lifeos.errors import RejectedError
from lifeos.senses import limits, sniff
from lifeos.senses.guards import claims
from lifeos.senses.limits import Limits
from lifeos.senses.models import Head, Sense

CERTAIN_ENOUGH = 0.3


def all_senses() -> tuple[Sense, ...]:
    """Every sense, one module each; a new format is one module and one line here."""
    from lifeos.senses.calendars.sense import IcsSense
    from lifeos.senses.camt.sense import CamtSense
    from lifeos.senses.csv.sense import CsvStatement
    from lifeos.senses.docx.sense import DocxSense
    from lifeos.senses.einvoices.sense import EInvoiceSense
    from lifeos.senses.html.sense import HtmlSense
    from lifeos.senses.mail.sense import EmlSense
    from lifeos.senses.mt940.sense import Mt940Sense
    from lifeos.senses.ofx.sense import OfxSense
    from lifeos.senses.pdf.sense import Pdf
    from lifeos.senses.qif.sense import QifSense
    from lifeos.senses.texts.sense import PlainTextSense

    return (
        CamtSense(),
        CsvStatement(),
        DocxSense(),
        EInvoiceSense(),
        EmlSense(),
        HtmlSense(),
        IcsSense(),
        Mt940Sense(),
        OfxSense(),
        Pdf(),
        QifSense(),
        PlainTextSense(),
    )


def named(name: str) -> Sense:
    """The sense a plan names.

    Raises: RejectedError `no-such-sense` if the plan is older or newer than this code.
    """
    from lifeos.senses.pdf.page import PdfPageSense

    for sense in (*all_senses(), PdfPageSense()):
        if sense.name == name:
            return sense
    raise RejectedError("no-such-sense", f"No reader named {name} is installed.")


def limits_of(declared: str) -> Limits:
    """Of whatever reads the largest files among what a file sent as this media type may be."""
    families = claims.families(declared)
    return limits.of("pdf") if families is None or "pdf" in families else limits.DEFAULT


def pick(head: Head) -> Sense | None:
    """The sense that is surest of these bytes, or None if none is sure enough."""
    start = head.first_bytes
    able = [sense for sense in all_senses() if sniff.may_be(start, sense.media_types)]
    scored = [(sense.score(head), sense) for sense in able]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= CERTAIN_ENOUGH else None
