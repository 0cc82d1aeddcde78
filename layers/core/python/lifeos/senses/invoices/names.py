"""Names of companies and people as they stand on letterheads."""

from __future__ import annotations

import re
from functools import lru_cache

from lifeos.senses.invoices import vocabulary as words
from lifeos.senses.pdf.document_kind import has_title
from lifeos.senses.values.dates import find_dates
from lifeos.senses.values.phrases import Phrases, fold

# Legal forms; the dotted ones are written with and without dots and spaces.
_FORMS = (
    r"GmbH(?:\s*&\s*Co\.?\s*(?:KG|OHG))?|gGmbH|AG|KG|OHG|GbR|UG(?:\s*\(haftungsbeschränkt\))?|e\.\s?K\.|e\.\s?V\."
    r"|eG|SE|KGaA|Ges\.?m\.?b\.?H\.?"
    r"|Ltd\.?|LTD\.?|Limited|LIMITED|INC\.?|CORP\.?|GMBH|LLC|L\.L\.C\.|Inc\.?|Incorporated|Corp\.?|Corporation|PLC|plc|LLP|LP|Pty\.?\s?Ltd\.?"
    r"|S\.?\s?[àÀ]\.?\s?[rR]\.?\s?[lL]\.?|SARL|S\.A\.R\.L\.?|SAS|S\.A\.S\.?|SASU|EURL|SNC|S\.N\.C\.|SCI|SCOP|S\.?A\.?|S\.?A\.?\s?/\s?N\.?V\.?"
    r"|B\.?\s?V\.?|N\.?\s?V\.?|V\.?O\.?F\.?|BVBA|SRL|SPRL"
    r"|S\.?\s?L\.?(?:\s?[UP]\.?)?|S\.?\s?C\.?\s?P\.?|S\.?\s?Coop\.?"
    r"|S\.?\s?r\.?\s?l\.?(?:s\.?)?|S\.?\s?p\.?\s?A\.?|S\.?\s?n\.?\s?c\.?|S\.?\s?a\.?\s?s\.?"
    r"|Lda\.?|LDA|Unipessoal(?:,?\s+Lda\.?)?|E\.?I\.?R\.?L\.?"
    r"|[Ss]p\.?\s?z\s?o\.?\s?o\.?|Sp\.?\s?j\.?|Sp\.?\s?k\.?|[Ss]półka\s\w+"
    r"|Ltda\.?|S\.?\s?A\.?\s?de\s?C\.?\s?V\.?|S\.?\s?A\.?\s?U\.?|W\.?\s?L\.?\s?L\.?|PLLC|P\.C\.|PC"
    r"|Pte\.?\s(?:Ltd|LTD)\.?|(?:Pvt|Private)\.?\s(?:Ltd|Limited)\.?|Co\.?,?\s(?:Ltd|LTD)\.?|Co\."
    r"|e\.\s?U\.|GesbR|a\.s\.|s\.c\.|S\.C\.|Sp\.?\s?p\.|E\.M\.|CRL|ASBL|VZW|asbl|vzw"
    r"|[KG]\.?K\.|Sàrl|Sagl|S\.?C\.?S\.?|Comm\.?V\.?|PartG(?:\s?mbB)?|PartGmbB|mbH|eGbR|e\.\s?Kfm\."
    r"|d\.o\.o\.|OÜ|UAB|SIA|EOOD|OOD|Zrt\.?|Nyrt\.?|Bt\.|FZE|FZ-LLC|Pty\.?|Sdn\.?\s?Bhd\.?|Bhd\.?"
    r"|ApS|A/S|AB|ASA|AS|Oyj?|s\.r\.o\.|Kft\.?"
)
LEGAL_FORM = re.compile(rf"(?<![\w.&])(?:{_FORMS})(?![\w&])(?!\.\w)")
# "Jansen & Zn.", "Lévy & Cie.", "Baker Bros.": a family's firm, abbreviated.
_ABBREVIATED = re.compile(
    r"(?:(?:&|und|en|et|y|e|i)\s*(?:zn|co|cie|ca|comp)|bros|hnos|jr|sr)\.$", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s*[·•●|;◦∙*]\s*|\s+[-–—]\s+|\s{3,}|\t")
_NO_KEY = re.compile(r"[^a-z0-9]")
_LONELY_HYPHEN = re.compile(r"\s+[-–—]\s+")
_OWNER = re.compile(r",?\s+(?:Inh\.|Inhaber(?:in)?\b)")  # "Ferienhof Petersen, Inh. Antje Petersen"
_OWNED = re.compile(
    r" di [A-Z][\w']+(?: [A-Z][\w']+){0,2}(?: (?:&|e) C\.)?"
)  # "S.a.s. di Baldi Anna"
_COMMA = re.compile(r",\s*")
_CONTACT = re.compile(r"@|https?:|www\.|\btel\b|\bfax\b|\bphone\b", re.IGNORECASE)
_LONGEST_NAME = 70
_MOST_WORDS = 9
# What is printed about a company and is no name: a title, a label, a greeting, a page number.
_NOT_NAMES = Phrases(
    word="""
    invoice|tax invoice|receipt|bill|statement|credit note|original|copy|duplicate|page|date|total
    paid|thank you|order|quote|estimate|summary|details|description|payment|terms|notes|subtotal
    rechnung|gutschrift|quittung|kopie|seite|datum|summe|angebot|lieferschein|bestellung|kunde
    rechnungsnummer|kundennummer|rechnungsdatum|beleg|kassenbon|zahlung|vielen dank|stornorechnung
    facture|avoir|recu|devis|duplicata|merci|commande|bon de commande|client|adresse
    factuur|creditnota|kopie|bladzijde|pagina|offerte|bestelling|klant|bedankt|bon|kassabon
    factura|recibo|abono|fecha|presupuesto|pedido|gracias|albaran|ticket|cliente
    fattura|ricevuta|nota di credito|preventivo|ordine|grazie|scontrino|copia|destinatario
    fatura|nota de credito|orcamento|encomenda|obrigado|fatura recibo|segunda via|exmo s
    faktura|faktura vat|paragon|korekta|oferta|zamowienie|strona|dziekujemy|oryginal|rachunek
    bill to|ship to|sold to|from|to|attn|customer|buyer|seller|dear|your|our|ihre|votre|uw|su|vostro
    iban|bic|swift|vat|btw|tva|mwst|ust|iva|nip|nif|cif|siret|kvk|hrb|bank account|account
    payable|due|amount|quantity|price|item|unit price|qty|invoice no|invoice date|due date
    verkaufer|kaufer|nabywca|sprzedawca|fournisseur|vendeur|leverancier|verkoper|emisor|fornecedor
    cedente|fornitore|vendedor|proveedor|lieferant|emetteur|sprzedajacy|reference|referenz|kasse
    dual control|confidential|contact|kontakt|telefon|email|web|website|homepage|support|service
    """
)

_LABELS = Phrases(
    label=words.NUMBER + words.CUSTOMER + words.ISSUED + words.DUE + words.SERVICE
    + words.OTHER_DATE + words.OTHER_NUMBER + words.ISSUER + words.PAYEE + words.BUYER
)  # fmt: skip


@lru_cache(maxsize=2048)
def legal_name(text: str) -> tuple[int, int] | None:
    """Where the part of a line that ends in a legal form stands: `Müller & Söhne GmbH`."""
    form = LEGAL_FORM.search(text)
    if form is None or form.start() == 0:
        return None
    start = _start_of_part(text, form.start())
    end = form.start() + len(form[0].rstrip())
    body = text[start : form.start()].rstrip()
    if body.endswith(("-", "–", "·", "|")):  # "Électricité de Loire - SA au capital de ..."
        body = body.rstrip(" -–·|")
        return (start, start + len(body)) if is_name(body) else None
    if not re.search(r"[^\W\d_]{2}", text[start : form.start()]):  # "3511 AB" is a postcode
        return None
    rest = _SEPARATOR.split(text[end:])[0]
    owned = _OWNED.match(rest)
    if owned:
        end += len(owned[0])
    elif re.fullmatch(r"(?: [^\W\d_]+){1,2}", rest.rstrip()):  # "Kunden AG Mitte"
        end += len(rest.rstrip())
    return (start, end) if end - start > len(form[0]) + 1 and is_name(text[start:end]) else None


def _start_of_part(text: str, end: int) -> int:
    """Where the part that ends at `end` begins; a hyphen may stand inside a name."""
    start = 0
    for match in _SEPARATOR.finditer(text, 0, end):
        part = text[start : match.start()]
        hyphen = _LONELY_HYPHEN.fullmatch(match[0])
        if not hyphen or re.search(r"[\d:]", part) or has_title(part):
            start = match.end()
    cuts = [match.end() for match in re.finditer(r":\s*|\bby\s+|\bvon\s+(?=[A-Z])", text[:end])]
    return max([start, *cuts])


@lru_cache(maxsize=2048)
def first_part(text: str) -> tuple[int, int]:
    """Where the name of a sender line stands: before the first dot, bar or lonely hyphen.

    A hyphen ends a name only if what follows holds a digit or another hyphen: `DEMO - Shop` is
    a name, `Au bon moulin - 12 chemin` is a name and a street.
    """
    start = len(text) - len(text.lstrip(" *•-–"))
    for match in _SEPARATOR.finditer(text):
        rest = text[match.end() :]
        weak = _LONELY_HYPHEN.fullmatch(match[0])
        if match.start() > start and (not weak or re.search(r"\d|\s[-–—]\s", rest)):
            return start, match.start()
    owner = _OWNER.search(text)
    if owner is not None and owner.start() > start:
        return start, owner.start()
    for match in _COMMA.finditer(text):
        rest = text[match.end() :]
        if re.search(r"\d", rest) and not LEGAL_FORM.match(rest):
            return start, match.start()
    return start, len(text.rstrip())


@lru_cache(maxsize=2048)
def is_name(text: str) -> bool:
    """Whether a text can be the name of a company or a person."""
    stripped = text.strip()
    if not 2 < len(stripped) <= _LONGEST_NAME or len(stripped.split()) > _MOST_WORDS:
        return False
    letters = sum(sign.isalpha() for sign in stripped)
    digits = sum(sign.isdigit() for sign in stripped)
    if letters < 3 or digits > 4 or letters < len(stripped.replace(" ", "")) * 0.5:
        return False
    if (
        _CONTACT.search(stripped)
        or ": " in stripped
        or stripped.endswith((":", "?", "!"))
        or stripped[0] in "(<[\"'&"
    ):
        return False
    if find_dates(stripped):
        return False
    called = LEGAL_FORM.search(stripped)
    if stripped.endswith(".") and not called and not _ABBREVIATED.search(stripped):  # a sentence
        return False
    # "Lieferant GmbH" is a name, "Lieferant" a label
    return bool(called) or not (has_title(stripped) or _is_words_of_paper(stripped))


def _is_words_of_paper(text: str) -> bool:
    """Whether a title or label begins the text or is all there is of it."""
    folded = fold(text)
    matches = _NOT_NAMES.find(folded)
    labels = _LABELS.find(folded)
    if sum(m.end - m.start for m in labels) > len(folded) * 0.7:  # "Factuuradres"
        return True
    return bool(matches) and (
        matches[0].start == 0 or sum(m.end - m.start for m in matches) > len(folded) * 0.5
    )


@lru_cache(maxsize=2048)
def key(name: str) -> str:
    """A name without legal form, accents and punctuation, to compare it."""
    return _NO_KEY.sub("", fold(LEGAL_FORM.sub("", name))) or _NO_KEY.sub("", fold(name))
