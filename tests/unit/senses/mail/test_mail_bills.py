"""Bills in the body of a mail: receipts of many senders, and the many mails that are none."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from lifeos.contracts.facts import DocumentData, InvoiceData

from tests.support.bill_judging import judge
from tests.support.corpus import Bill
from tests.support.evidence import Bytes
from tests.support.extraction import Extraction, extract
from tests.support.receipt_mails import mail_at, mail_of, receipt_mails

_MAILS = [mail for half in ("seen", "held") for mail in receipt_mails(half)]
_BILLS = [mail for mail in _MAILS if mail.truth["kind"] != ("none",)]
_OTHERS = [mail for mail in _MAILS if mail.truth["kind"] == ("none",)]
_SHOP = next(mail for mail in _BILLS if mail.name == "de_shop")
# It says neither what it is nor by which tax: a table of prices could look the same.
_UNREAD = {"en_ride"}
_OUTLOOK = (
    "<p>Zur Info<br>Jo Doe GmbH</p><p><b>Von:</b> Nordlicht &lt;rechnung@nordlicht.example&gt;<br>"
    "<b>Gesendet:</b> Dienstag, 8. April 2025<br><b>An:</b> Jo Doe<br><b>Betreff:</b> Rechnung</p>"
)
_GMAIL = (
    "<div>FYI</div><div>---------- Forwarded message ---------<br>From: Nordlicht &lt;r@n.example"
    "&gt;<br>Date: Tue, 8 Apr 2025<br>Subject: Rechnung<br>To: Jo Doe</div>"
)
_TYPED = (
    "Rechnung\n\nRechnungsnummer: RE-1\nRechnungsdatum: 08.04.2025\nNetto           100,00 EUR\n"
    "MwSt. 19 %       19,00 EUR\nGesamtbetrag    119,00 EUR\n"
)


def _name(bill: Bill) -> str:
    return bill.name


def _read(message: EmailMessage, folder: Path) -> Extraction:
    path = folder / "mail.eml"
    path.write_bytes(message.as_bytes())
    return extract(path)


def _passed_on(subject: str, above: str) -> EmailMessage:
    message = mail_of(_SHOP)
    page = message.get_content().replace('<body style="margin:0">', f"<body>{above}")
    message.replace_header("From", "Jo Doe <jo@doe.example>")
    message.replace_header("Subject", subject)
    message.replace_header("Date", "Thu, 01 May 2025 10:00:00 +0200")
    message.set_content(page, subtype="html")
    return message


@pytest.mark.parametrize("bill", _BILLS, ids=_name)
def test_every_field_of_a_receipt_in_a_mail_is_right(bill: Bill, tmp_path: Path) -> None:
    result = extract(mail_at(bill, tmp_path))

    wrong = {each.field for each in judge(bill, result) if not each.right}
    assert wrong == set() or (bill.name in _UNREAD and result.invoice is None)


@pytest.mark.parametrize("mail", _OTHERS, ids=_name)
def test_a_mail_that_is_no_bill_gives_none(mail: Bill, tmp_path: Path) -> None:
    result = extract(mail_at(mail, tmp_path))

    assert [fact.kind for fact in result.facts] == ["document"]


def test_the_mail_stays_the_document_it_is(tmp_path: Path) -> None:
    result = extract(mail_at(_SHOP, tmp_path))

    document = result.facts[0]
    assert isinstance(document.data, DocumentData)
    assert (document.data.document_kind, document.data.issuer) == ("email", "Nordlicht")
    assert result.tally is not None
    assert (result.tally.document_kind, result.tally.title) == ("email", document.title)


@pytest.mark.parametrize("bill", _BILLS, ids=_name)
def test_every_value_stands_at_its_line_of_the_part(bill: Bill, tmp_path: Path) -> None:
    path = mail_at(bill, tmp_path)

    result, original = extract(path), Bytes(path)

    places = [place for fact in result.facts for place in fact.evidence]
    assert [place.field for place in places if not original.holds(place)] == []


@pytest.mark.parametrize(
    ("subject", "above"), [("WG: Ihre Rechnung", _OUTLOOK), ("Fwd: Ihre Rechnung", _GMAIL)]
)
def test_a_forwarded_bill_is_of_whom_it_came_from(subject: str, above: str, tmp_path: Path) -> None:
    result = _read(_passed_on(subject, above), tmp_path)

    assert result.invoice is not None
    assert isinstance(result.invoice.data, InvoiceData)
    assert result.invoice.data.issuer == "Nordlicht Versand GmbH"
    assert str(result.invoice.data.issued_on) == "2025-04-08"


@pytest.mark.parametrize(
    ("subject", "above"),
    [
        ("Fwd: Ihre Rechnung", ""),
        ("Fwd: AW: Ihre Rechnung", _GMAIL),
        ("AW: Ihre Rechnung", ""),
        ("Rép : Votre facture", ""),
        ("Ihre Rechnung", _OUTLOOK),
    ],
)
def test_a_quoted_bill_is_no_new_one(subject: str, above: str, tmp_path: Path) -> None:
    assert _read(_passed_on(subject, above), tmp_path).invoice is None


def test_an_answer_by_its_header_gives_no_bill(tmp_path: Path) -> None:
    message = mail_of(_SHOP)
    message["In-Reply-To"] = "<1@doe.example>"

    assert _read(message, tmp_path).invoice is None


def test_quoted_lines_of_a_plain_mail_give_no_bill(tmp_path: Path) -> None:
    message = mail_of(_SHOP)
    message.clear_content()
    message.set_content("Hallo,\n" + "".join(f"> {line}\n" for line in _TYPED.splitlines()))

    assert _read(message, tmp_path).invoice is None


@pytest.mark.parametrize(
    ("kind", "is_read"), [("application/pdf", False), ("text/xml", False), ("image/png", True)]
)
def test_a_mail_with_another_paper_leaves_the_bill_to_it(
    kind: str, is_read: bool, tmp_path: Path
) -> None:
    message = mail_of(_SHOP)
    maintype, _, subtype = kind.partition("/")
    message.add_attachment(b"%PDF-1.4", maintype=maintype, subtype=subtype, filename="paper")

    result = _read(message, tmp_path)

    assert (result.invoice is not None) == is_read


def test_a_mail_that_ends_too_early_gives_no_bill(tmp_path: Path) -> None:
    message = mail_of(_SHOP)
    message.make_mixed()
    path = tmp_path / "mail.eml"
    path.write_bytes(message.as_bytes().rstrip().rstrip(b"-"))

    result = extract(path)

    assert (result.invoice, result.doubts) == (None, ["mail-cut"])


def test_the_html_of_two_versions_is_read_whatever_its_encoding(tmp_path: Path) -> None:
    message = mail_of(_SHOP)
    page = message.get_content()
    message.clear_content()
    message.set_content("Bitte öffnen Sie die HTML-Ansicht.")
    message.add_alternative(page, subtype="html", cte="base64")

    result = _read(message, tmp_path)

    assert result.invoice is not None
    assert {p.path for p in result.invoice.evidence if p.field == "total"} == {"part:text/html"}


def test_a_plain_mail_is_read_by_its_lines(tmp_path: Path) -> None:
    message = mail_of(_SHOP)
    message.clear_content()
    message.set_content(_TYPED)

    result = _read(message, tmp_path)

    assert result.invoice is not None
    (total,) = [place for place in result.invoice.evidence if place.field == "total"]
    assert (total.path, total.line, total.snippet) == ("part:text/plain", 7, "119,00 EUR")
