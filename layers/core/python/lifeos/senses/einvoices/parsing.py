"""From the bytes of an XML file to the electronic invoices in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifeos.senses.einvoices import cii, ubl
from lifeos.senses.einvoices.model import EInvoice
from lifeos.senses.texts.text_source import Openable, decoded_head
from lifeos.senses.texts.xml_stream import Node, branches, starts

ROOTS = cii.ROOTS | ubl.ROOTS
_LINES = ubl.LINES | {cii.LINE}
_UBL_NAMESPACE = re.compile(
    r"[\"']urn:oasis:names:specification:ubl:schema:xsd:(?:Invoice|CreditNote)-2[\"']"
)
_CII_ROOT = re.compile(r"<(?:[\w.-]+:)?CrossIndustry(?:Invoice|Document)[\s>]")
_UBL_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:Invoice|CreditNote)[\s>]")


def looks_like_einvoice(first_bytes: bytes) -> bool:
    """Whether the start of a file names the root element of an invoice, also inside an envelope.

    UBL's `Invoice` is too common a word: there its namespace must be named too.
    """
    text = decoded_head(first_bytes)
    if _CII_ROOT.search(text):
        return True
    return bool(_UBL_NAMESPACE.search(text) and _UBL_ROOT.search(text))


def count_invoices(path: Openable) -> int:
    """How many invoices a file holds, having made sure that all of it is sound XML.

    Raises: RejectedError `xml-entities-not-allowed`, `truncated` or `damaged`.
    """
    return sum(starts(path, ROOTS).values())


def invoices_in(path: Openable) -> Iterator[EInvoice]:
    """Every invoice of a file, usually one; memory holds one.

    Raises: RejectedError as `count_invoices`.
    """
    lines: list[Node] = []
    for what, node in branches(path, ROOTS | _LINES):
        if what == "start":
            continue
        if node.name in _LINES:
            lines.append(node)
        else:
            read = cii.read_cii if node.name in cii.ROOTS else ubl.read_ubl
            yield read(node, lines)
            lines = []
