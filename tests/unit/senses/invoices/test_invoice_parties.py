from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.invoices.names import first_part, is_name, key, legal_name
from lifeos.senses.invoices.parties import read_issuer

from tests.support.pages import page


def _issuer(text: str, top: float = 40.0) -> str | None:
    issuer = read_issuer([page(text, top=top)])
    return issuer.value if issuer else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Schreinerei Brandl GmbH", "Schreinerei Brandl GmbH"),
        ("Müller & Söhne GmbH & Co. KG, Hauptstr. 1", "Müller & Söhne GmbH & Co. KG"),
        ("Contoso, Ltd.", "Contoso, Ltd."),
        ("Amazon Web Services, Inc.", "Amazon Web Services, Inc."),
        ("All goods are sold by Acme Trading LLC", "Acme Trading LLC"),
        ("Coolblue B.V. | Weena 664", "Coolblue B.V."),
        ("Talleres Moreno S.L.", "Talleres Moreno S.L."),
        ("Officina Rossi S.r.l. - Via Garibaldi 21", "Officina Rossi S.r.l."),
        ("Papelaria Central, Lda", "Papelaria Central, Lda"),
        ("Księgarnia Pod Dębem Sp. z o.o.", "Księgarnia Pod Dębem Sp. z o.o."),
        ("Atelier Duval SARL · 8 rue des Lilas", "Atelier Duval SARL"),
        ("Kunden AG Mitte", "Kunden AG Mitte"),
        ("Sprzedawca: Zakład Nowak S.A.", "Zakład Nowak S.A."),
    ],
)
def test_a_name_with_its_legal_form_is_cut_out_of_its_line(text: str, name: str) -> None:
    place = legal_name(text)

    assert place is not None
    assert text[place[0] : place[1]] == name


@pytest.mark.parametrize("text", ["3511 AB Utrecht", "GmbH", "Total S", "Hauptstraße 12", ""])
def test_other_lines_hold_no_legal_name(text: str) -> None:
    assert legal_name(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Studio Lindenhof · Havenweg 9 · 3511 AB Utrecht", "Studio Lindenhof"),
        ("Au bon moulin - 1242 chemin de l'olive - 84340 Malaucène", "Au bon moulin"),
        ("DEMO - Sliced Invoices", "DEMO - Sliced Invoices"),
        ("Jane Roe, 5 High Street, London", "Jane Roe"),
        ("Contoso, Ltd.", "Contoso, Ltd."),
    ],
)
def test_the_name_is_the_first_part_of_a_sender_line(text: str, name: str) -> None:
    start, end = first_part(text)

    assert text[start:end] == name


@pytest.mark.parametrize(
    "text", ["Jane Roe", "Blumen Weiß", "Lieferant GmbH", "Café 1900", "JANSEN & ZN."]
)
def test_names_are_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Invoice",
        "RECHNUNG 4711",
        "Total due",
        "www.acme.com",
        "jane@acme.com",
        "25 March 2024",
        "Thank you!",
        "Bill to:",
        "Page 1",
        "12345",
        "Invoice date",
        "Kontoauszug",
        "a b",
        "This is a sentence with far too many words to be a name",
    ],
)
def test_titles_labels_and_sentences_are_no_names(text: str) -> None:
    assert not is_name(text)


def test_names_are_compared_without_legal_form_accents_and_spaces() -> None:
    assert key("Blumen Weiß e.K.") == key("BLUMEN WEISS".replace("SS", "s"))
    assert key("Coolblue B.V.") == key("coolblue")


@pytest.mark.parametrize(
    ("seller", "buyer"),
    [
        ("From", "Bill to"),
        ("Seller", "Buyer"),
        ("Verkäufer", "Käufer"),
        ("Émetteur", "Facturé à"),
        ("Leverancier", "Klant"),
        ("Emisor", "Cliente"),
        ("Fornitore", "Destinatario"),
        ("Fornecedor", "Cliente"),
        ("Sprzedawca", "Nabywca"),
    ],
)
def test_the_party_under_the_sellers_heading_is_the_issuer(seller: str, buyer: str) -> None:
    text = f"""
    Invoice 4711
    {buyer:<30}{seller}
    Katharina Vogel               Jonas Weber
    Gartenweg 8                   Lindenweg 3
    70173 Stuttgart               50667 Köln
    """

    assert _issuer(text, top=150) == "Jonas Weber"


def test_a_form_names_the_seller_behind_its_name_label() -> None:
    text = """
    Verkäufer
    Nummer:         549910
    Name:           Lieferant GmbH
    Anschrift:      Lieferantenstraße 20

    Käufer
    Name:           Kunden AG Mitte
    """

    assert _issuer(text) == "Lieferant GmbH"


def test_the_company_beside_its_tax_id_wins_over_the_addressed_company() -> None:
    text = """
    Brandl GmbH · Hauptstraße 12 · 80331 München
    Nordwind Handels AG
    Frau Katharina Vogel
    Gartenweg 8
    70173 Stuttgart


    Rechnung 4711

    Brandl GmbH   USt-IdNr. DE136695976
    """

    assert _issuer(text, top=120) == "Brandl GmbH"


def test_a_host_in_a_mail_address_tells_which_name_is_the_senders() -> None:
    text = """
    Adatum Corporation            CRONUS DE
    Station Road, 21              Hofstraße 12
    48436 Düsseldorf              20097 Hamburg

    Invoice 4711
    info@cronus.com
    """

    assert _issuer(text, top=110) == "CRONUS DE"


def test_the_name_on_top_with_a_web_address_is_the_issuer() -> None:
    text = "Azure Interior\n4557 De Silva St\nFremont CA 94538\nwww.azure-interior.com"

    assert _issuer(text) == "Azure Interior"


@pytest.mark.parametrize("mark", ["Attn: Jane Roe", "T.a.v. Jane Roe", "z.Hd. Jane Roe"])
def test_a_company_whose_block_addresses_someone_is_not_the_issuer(mark: str) -> None:
    text = f"Strategic Corp\n{mark}\nFakestreet 46\n3500 MJ Utrecht\n\n\nFactuur 4711"

    assert _issuer(text, top=130) is None


def test_a_free_mail_host_says_nothing() -> None:
    text = "Invoice 4711\n\nGmail Jones\nsomeone@gmail.com"

    assert _issuer(text, top=300) is None


def test_a_page_without_any_name_has_no_issuer() -> None:
    assert _issuer("Invoice 4711\nTotal 12.00\n25/03/2024") is None


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_any_line_can_be_searched_for_a_name(text: str) -> None:
    start, end = legal_name(text) or first_part(text)

    assert 0 <= start <= max(end, start) <= len(text)


def test_a_brand_is_named_in_full_by_the_one_company_called_after_it() -> None:
    head = "#Cloudmetric\n{}25 Grand Canal Quay\nDublin D02 X525\nVAT IE6388047V"

    one = _issuer(head.format("Cloudmetric Ireland Ltd\n"))
    two = _issuer(head.format("Cloudmetric Ireland Ltd\nCloudmetric France SAS\n"))

    assert one == "Cloudmetric Ireland Ltd"
    assert two is not None


def test_a_town_behind_a_name_is_no_part_of_it() -> None:
    page_of = "#Northern Cross Airways\nElectronic ticket\n\nIssued by   {}"

    assert _issuer(page_of.format("Northern Cross Airways, Dublin")) == "Northern Cross Airways"


@pytest.mark.parametrize("text", ["Geschäftsführer: L. Berg", "Seat: Dublin", "Gérant: P. Noël"])
def test_what_stands_behind_a_colon_is_said_of_someone(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "name", ["Sakura Translations K.K.", "Garage du Léman Sàrl", "Hofer Bau mbH", "Kos d.o.o."]
)
def test_legal_forms_of_more_countries_end_a_name(name: str) -> None:
    assert legal_name(f"{name}, 1 Main Street") == (0, len(name))
