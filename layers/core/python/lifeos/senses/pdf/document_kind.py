"""What kind of paper a document is, by the words that head it.

A word counts where it stands: a title in large letters says what the paper is, a mention in a
sentence hardly anything. `Rechnungsadresse` on an order confirmation is not an invoice, so words
are matched whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from lifeos.senses.pdf.layout import Cell, PageWords
from lifeos.senses.values.phrases import Folded, Match, Phrases, fold

BillKind = Literal["invoice", "receipt", "credit_note"]
BILL_KINDS: tuple[BillKind, ...] = ("invoice", "receipt", "credit_note")

_TITLES = Phrases(
    credit_note="""
    credit note|credit memo|credit invoice|gutschrift|rechnungskorrektur|stornorechnung
    korrekturrechnung|storno|avoir|facture d avoir|note de credit|creditnota|creditfactuur
    credit nota|factura rectificativa|abono|nota de abono|nota de credito|nota di credito
    nota credito|faktura korygujaca|korekta|faktura korekta|korekta faktury|refund note
    rechnungsberichtigung|facture rectificative|correctiefactuur|nota di variazione
    fatura retificativa|fatura rectificativa|corrective invoice|invoice correction
    nota di variazione in diminuzione|nota di variazione in aumento
    """,
    receipt="""
    bon|till receipt|cash receipt|fatura simplificada
    receipt|sales receipt|payment receipt|quittung|kassenbon|kassenbeleg|kaufbeleg|zahlungsbeleg
    e ticket receipt|ticket receipt|travel receipt|donation receipt|payment confirmation
    your receipt
    justificatif de paiement|justificatif d achat|justificatif|preuve d achat|guest receipt
    order receipt
    recu fiscal|recu de don|facturette|nota de venda|ricevuta fiscale|documento commerciale
    spendenquittung|zuwendungsbestatigung|bestatigung uber geldzuwendungen|kassenquittung
    rachunek uproszczony|dowod wplaty|kp dowod wplaty
    quittance|quittance de loyer|rent receipt|mietquittung|huurkwitantie|ricevuta affitto
    recu|ticket de caisse|recu de paiement|kassabon|betalingsbewijs|kwitantie|aankoopbewijs|recibo
    recibo de pago|ticket de compra|factura simplificada|ricevuta|scontrino|ricevuta di pagamento
    fatura recibo|recibo de pagamento|talao|paragon|paragon fiskalny|potwierdzenie zaplaty
    kassenzettel
    """,
    proforma="""
    proforma|pro forma|proforma invoice|pro forma invoice|proformarechnung|pro forma rechnung
    facture proforma|proforma factuur|factura proforma|fattura proforma|fatura proforma
    faktura proforma|fatura pro forma|fattura pro forma|factura pro forma|faktura pro forma
    """,
    invoice="""
    invoice|tax invoice|vat invoice|sales invoice|bill|commercial invoice|invoice receipt
    rechnung|schlussrechnung|handelsrechnung|abschlagsrechnung|teilrechnung|honorarrechnung
    jahresrechnung|monatsrechnung|rechnungskopie|proforma keine|stromrechnung|telefonrechnung
    sammelrechnung|verbrauchsabrechnung|anzahlungsrechnung|ausgangsrechnung|mobilfunkrechnung
    facture|note d honoraires|factuur|verkoopfactuur|eindfactuur|voorschotfactuur|factuurkopie
    factura|fattura|fattura di vendita|parcella|bolletta|fatura|factura completa
    faktura|faktura vat|rachunek|faktura koncowa|faktura zaliczkowa|jaarfactuur|maandfactuur
    nota|declaratie|jaarafrekening|eindafrekening|energieafrekening|folio|guest folio|hotel folio
    nebenkostenabrechnung|heizkostenabrechnung|betriebskostenabrechnung|jahresabrechnung|honorarnote
    aanslagbiljet|aanslagbiljet gemeentelijke belastingen|gebuhrenbescheid|abgabenbescheid|tax bill
    bescheid uber grundbesitzabgaben|grundbesitzabgabenbescheid|grundsteuerbescheid|abfallbescheid
    bescheid uber gebuhren|beitragsrechnung|beitragsbescheid|praemienrechnung|pramienrechnung
    council tax bill|rates notice|water bill|utility bill|premium notice|renewal invoice
    avis de sommes a payer|facture d eau|facture d electricite|avis de paiement|note d hotel
    premienota|polisfactuur|energienota|waterfactuur|jaarnota|eindnota|voorschotnota|termijnnota
    factura de agua|factura de luz|factura de gas|factura electronica|recibo de comunidad
    avviso di pagamento|fattura elettronica|fattura accompagnatoria|bolletta luce|bolletta gas
    fatura eletronica|nota de debito|aviso de cobranca|aviso de pagamento de premio
    nota di addebito|nota di debito|nota de cargo|note de debit|debetnota|belastungsanzeige
    nota obciazeniowa|extrato fatura|fatura extrato|fatura resumo|taxe fonciere|taxes foncieres
    taxe d habitation|avis de taxe fonciere|restaurant bill|addition
    nota ksiegowa|rachunek za prad|decyzja wymiarowa|debit note|statement of fees|fee note
    patient statement|tax invoice statement|gst invoice|retail invoice|cash memo
    liquidation|avis d echeance|appel de fonds|appel de cotisation|nota de honorarios|nota fiscal
    """,
    order_confirmation="""
    order confirmation|order acknowledgement|sales order|auftragsbestatigung|bestellbestatigung
    confirmation de commande|orderbevestiging|bestelbevestiging|confirmacion de pedido
    confirmacion del pedido|conferma d ordine|conferma ordine|confirmacao de encomenda
    potwierdzenie zamowienia|booking confirmation|buchungsbestatigung|reserveringsbevestiging
    confirmation de reservation|reservation confirmation
    """,
    purchase_order="""
    purchase order|bestellung|bon de commande|inkooporder|orden de compra|ordine di acquisto
    ordine d acquisto|nota de encomenda|zamowienie|pedido de compra
    """,
    quote="""
    quote|quotation|estimate|angebot|kostenvoranschlag|devis|offerte|prijsopgave|presupuesto
    preventivo|orcamento|oferta|wycena|cotizacion|cotacao|offerta
    """,
    delivery_note="""
    delivery note|packing slip|packing list|lieferschein|bon de livraison|pakbon|afleverbon|albaran
    documento di trasporto|bolla di consegna|guia de remessa|guia de transporte|dowod dostawy|wz
    """,
    reminder="""
    reminder|payment reminder|overdue notice|mahnung|zahlungserinnerung|rappel|lettre de relance
    relance|herinnering|aanmaning|betalingsherinnering|recordatorio de pago|sollecito
    sollecito di pagamento|lembrete de pagamento|aviso de pagamento|wezwanie do zaplaty
    przypomnienie o platnosci
    """,
    bank_statement="""
    bank statement|account statement|statement of account|savings account statement|your statement
    checking account statement|credit card statement|card statement
    kontoauszug|kreditkartenabrechnung|umsatzubersicht|kontoabschluss|rechnungsabschluss
    releve de compte|releve bancaire|extrait de compte|releve d identite bancaire
    rekeningafschrift|rekeningoverzicht|bankafschrift|afschrift|extracto de cuenta
    extracto bancario|movimientos de cuenta|estratto conto|estratto di conto|extrato bancario
    extrato de conta|extrato combinado|extrato|wyciag bankowy|wyciag z rachunku|wyciag
    transaction history|statement of transactions|mini statement|bank account statement
    """,
    payslip="""
    payslip|pay slip|pay stub|paystub|earnings statement|wage slip|salary slip|salary statement
    lohnabrechnung|gehaltsabrechnung|entgeltabrechnung|verdienstabrechnung|abrechnung der brutto
    bulletin de paie|bulletin de salaire|fiche de paie|loonstrook|salarisstrook|loonspecificatie
    salarisspecificatie|salarisafrekening|nomina|recibo de salarios|busta paga|cedolino
    prospetto paga
    recibo de vencimento|recibo de remuneracoes|pasek wynagrodzenia|pasek plac|lista plac
    odcinek wyplaty|net pay|gross pay
    """,
    insurance_policy="""
    insurance policy|policy schedule|certificate of insurance|versicherungsschein|police d assurance
    polisblad|poliza de seguro|polizza|polizza di assicurazione|apolice|polisa
    polisa ubezpieczeniowa
    """,
    contract="""
    contract|agreement|lease agreement|vertrag|mietvertrag|arbeitsvertrag|contrat|contrat de travail
    overeenkomst|huurovereenkomst|contrato|contratto|umowa|umowa najmu|terms and conditions
    """,
    tax_notice="""
    tax assessment|notice of assessment|steuerbescheid|einkommensteuerbescheid|avis d imposition
    aanslag|belastingaanslag|liquidacion|avviso di accertamento|nota de liquidacao|decyzja podatkowa
    tax return|form w 2|lohnsteuerbescheinigung|avis d impot
    """,
    certificate="""
    certificate|zertifikat|bescheinigung|zeugnis|attestation|certificat|certificaat|verklaring
    certificado|certificato|attestato|zaswiadczenie|swiadectwo
    """,
    lab_report="""
    lab report|laboratory report|laborbefund|befund|resultats d analyses|compte rendu
    laboratoriumuitslag|resultados de laboratorio|analitica|referto|esami di laboratorio
    relatorio de analises|wyniki badan|test results
    """,
    ticket="""
    boarding pass|e ticket|ticket|bordkarte|fahrkarte|billet|carte d embarquement|vervoersbewijs
    billete|tarjeta de embarque|biglietto|bilhete|bilet
    """,
    notice="""
    notice|bekanntmachung|bescheid|mitteilung|avis|kennisgeving|mededeling|aviso|avviso
    zawiadomienie|announcement|notification
    """,
)
# Every bill names itself with one of these, in a title or a label such as "Rechnungsnummer".
_OF_BILLS = (
    "invoice", "credit note", "credit memo", "receipt", "rechnung", "gutschrift", "quittung",
    "storno", "beleg", "kassenbon", "facture", "avoir", "reçu", "ticket", "factuur", "creditnota",
    "kassabon", "factura", "recibo", "abono", "fattura", "ricevuta", "scontrino", "nota di cr",
    "nota de cr", "bolletta", "parcella", "fatura", "faktur", "paragon", "rachunek", "korekta",
    "bill", "bon\n", "bon\r", "bon ", "talão", "talao", "nota", "folio", "abrechnung", "afrekening",
    "declaratie", "bescheid", "aanslag", "paiement", "pagamento", "zuwendung", "wplaty", "memo",
    "donation", "justificatif", "subtotal", "sub total", "honorar", "liquidation",
    "échéance", "echeance", "appel de", "impôt", "impot", "ttc", "mwst", "btw", " tva", " iva",
    "quittance", "korrektur", "rectificat", "variazione",
)  # fmt: skip
# German and Dutch write "Handwerkerrechnung" and "waternota" as one word; "Berechnung" and
# "Verrechnung" are no bills, and an "Abrechnung" is one only by its own name above.
_COMPOUND = re.compile(
    r"(?<![a-z])[a-z]{3,}(?:(?<!ab)(?<!be)(?<!an)(?<!um)(?<!ver)(?<!auf)(?<!hoch)rechnung"
    r"|factuur|nota)(?![a-z])"
)
_COMPOUND_ENDINGS = ("rechnung", "factuur", "nota")
_LETTER = Phrases(
    greeting="""
    dear|to whom it may concern|sehr geehrte|sehr geehrter|liebe|lieber|madame|monsieur|cher|chere
    geachte|beste|estimado|estimada|muy senor mio|egregio|gentile|spettabile|exmo senhor|caro|cara
    szanowny|szanowna|szanowni panstwo|hello|hallo|bonjour
    """,
    closing="""
    yours sincerely|yours faithfully|kind regards|best regards|sincerely|mit freundlichen grussen
    mit freundlichen grusen|freundliche gruse|viele gruse
    freundliche grusse|hochachtungsvoll|cordialement|salutations distinguees|met vriendelijke groet
    hoogachtend|atentamente|un cordial saludo|saludos cordiales|cordiali saluti|distinti saluti
    atenciosamente|com os melhores cumprimentos|z powazaniem|regards
    """,
)
_SHORT_TITLE = 4
_CLEARLY_LARGER = 1.2  # times the usual height; a label has the usual one
_TITLE_WORDS = 7  # a cell with more words is a sentence, not a title
_MENTION, _TITLE, _ALONE = 0.2, 2.0, 3.0
FRONT = 5  # pages on one of which a paper says what it is


def kind_of(pages: Sequence[PageWords]) -> str:
    """The likeliest kind by the first pages, `document` where nothing says one."""
    scores = kind_scores(pages)
    if not scores:
        return _plain_kind(pages)
    kind, score = max(scores.items(), key=lambda pair: pair[1])
    return kind if score >= 1.0 else _plain_kind(pages)


def kind_scores(pages: Sequence[PageWords]) -> dict[str, float]:
    """How strongly the first two pages speak for each kind; where they are damaged, the next."""
    scores: dict[str, float] = defaultdict(float)
    for page in _front(pages):
        for kind, weight in page.once(_weights_on):
            scores[kind] = max(scores[kind] + 0.1, weight)  # mentions add up slowly
    return scores


def _front(pages: Sequence[PageWords]) -> list[PageWords]:
    """What stands at the end of a long paper whose beginning is damaged does not say its kind."""
    return [page for page in pages[:2] if page.number <= FRONT]


def _weights_on(page: PageWords) -> list[tuple[str, float]]:
    by_cell: dict[int, list[Match]] = defaultdict(list)
    for index, match in page.by_cell(_TITLES.find(page.folded)):
        by_cell[index].append(match)
    titled = set(by_cell)
    for index, match in page.by_cell(_compounds(page.folded)):
        if index not in titled:
            by_cell[index].append(match)
    return [
        weight
        for index, found in sorted(by_cell.items())
        for weight in _weights(found, page.cells[index][2], page)
    ]


def _weights(found: Sequence[Match], cell: Cell, page: PageWords) -> list[tuple[str, float]]:
    high = 1.0 if cell.y0 < page.height * 0.45 and page.number == 1 else 0.5
    large = min(max(cell.height / page.usual_height, 0.8), 2.5)
    weights = []
    for match in found:
        label = cell.text[match.end :].lstrip().startswith(":") and large < _CLEARLY_LARGER
        alone = match.end - match.start >= len(cell.text.strip(" .:!*")) - 1 and not label
        short = len(cell.words) <= (_TITLE_WORDS if match.start <= 1 else _SHORT_TITLE)
        sentence = cell.text.rstrip().endswith((".", ",")) and large < _CLEARLY_LARGER
        title = short and not label and not sentence
        base = _ALONE if alone else _TITLE if title else _MENTION
        weights.append((match.field, base * high * large))
    return weights


def _plain_kind(pages: Sequence[PageWords]) -> str:
    text = "\n".join(page.text for page in _front(pages))
    fields = {match.field for match in _LETTER.find(fold(text))}
    return "letter" if fields == {"greeting", "closing"} else "document"


_ON_LETTERHEADS = frozenset({"contract", "certificate", "notice", "ticket", "tax_notice"})


def _compounds(folded: Folded) -> list[Match]:
    """Bills by names of their own, which count where nothing names a kind of paper."""
    if not any(ending in folded.text for ending in _COMPOUND_ENDINGS):
        return []
    return [Match("invoice", *match.span()) for match in _COMPOUND.finditer(folded.text)]


def has_title(text: str) -> bool:
    """Whether a text holds the name of a kind of paper, so that it is nobody's name."""
    folded = Folded(fold(text))
    found = _TITLES.find(folded) or _compounds(folded)
    return any(match.field not in _ON_LETTERHEADS for match in found)


def speaks_of_bills(text: str) -> bool:
    """Whether a text names any kind of bill; quick, and true of many papers that are none."""
    lowered = text.lower()
    return any(stem in lowered for stem in _OF_BILLS)
