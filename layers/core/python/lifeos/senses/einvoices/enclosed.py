"""Files inside files: the invoice that a PDF carries, and what an invoice carries itself."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from lifeos.errors import RejectedError
from lifeos.senses.einvoices.model import EInvoice, Enclosed
from lifeos.senses.einvoices.parsing import invoices_in, looks_like_einvoice
from lifeos.senses.models import HEAD_BYTES, Attachment, Doubt
from lifeos.senses.texts.text_source import InMemory

ENCLOSED_BYTES_LIMIT = 20 * 1024 * 1024
# Source: Factur-X 1.0, ZUGFeRD 1.0 to 2.3: what the file is called inside the PDF.
_KNOWN_NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")


def find_enclosed(
    files: Sequence[tuple[str, bytes]],
) -> tuple[tuple[str, EInvoice] | None, list[Doubt]]:
    """The invoice among the XML files of a PDF with its name, or a doubt where it is broken.

    It is known by its content; of several the one with a name of the standards goes first.
    """
    doubts: list[Doubt] = []
    for name, content in sorted(files, key=lambda file: file[0].lower() not in _KNOWN_NAMES):
        if not looks_like_einvoice(content[:HEAD_BYTES]):
            continue
        try:
            return (name, _first_invoice(content)), []
        except RejectedError as refused:
            detail = f"The e-invoice inside the PDF cannot be read: {refused.detail}"
            doubts.append(Doubt(code="einvoice-unreadable", detail=detail))
    return None, doubts


def _first_invoice(content: bytes) -> EInvoice:
    if len(content) > ENCLOSED_BYTES_LIMIT:
        raise RejectedError("too-large", "It is larger than any real one.")
    for invoice in invoices_in(InMemory(content)):
        return invoice
    raise RejectedError("no-invoice", "It holds no invoice.")


def attachments_of(invoice: EInvoice) -> tuple[list[Attachment], list[Doubt]]:
    """Every enclosed file, and one doubt for each that cannot be taken out."""
    found: list[Attachment] = []
    doubts: list[Doubt] = []
    for number, enclosed in enumerate(invoice.enclosed, 1):
        content = _content(enclosed)
        if content is None:
            detail = f"Enclosed file {number} of the e-invoice is too large or not readable."
            doubts.append(Doubt(code="attachment-unreadable", detail=detail))
        else:
            name = enclosed.name or f"attachment-{number}"
            media_type = enclosed.media_type or "application/octet-stream"
            found.append(Attachment(name=name, media_type=media_type, content=content))
    return found, doubts


def _content(enclosed: Enclosed) -> bytes | None:
    text = "".join(enclosed.node.text.split())
    if len(text) > ENCLOSED_BYTES_LIMIT * 4 // 3:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
