"""Which way a corrective invoice goes: money back, or more to pay.

`Faktura korygujaca`, `factura rectificativa` and `Rechnungskorrektur` correct a price upwards as
well as downwards, and many are printed without a sign. Such a paper gives back only if its own
words or figures say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from lifeos.senses.invoices.labels import Label, Sheet, sheets
from lifeos.senses.invoices.money import Money
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.values.phrases import Phrases

Direction = Literal["back", "more", "open"]

# Titles of papers that correct; whatever else they are called says which way.
_CORRECTIONS = """
rechnungskorrektur|korrekturrechnung|rechnungsberichtigung|factura rectificativa
faktura korygujaca|korekta|faktura korekta|korekta faktury|facture rectificative
correctiefactuur|nota di variazione|fatura retificativa|fatura rectificativa|corrective invoice
correction invoice|invoice correction
"""
_BACK = """
credit note|credit memo|credit invoice|refund note|refund|refunded|credited|amount credited
reversal|overcharged|overpaid
gutschrift|gutgeschrieben|erstattung|erstattet|erstattungsbetrag|storno|stornorechnung|storniert
stornierung|minderung|gutschriftsbetrag|guthaben|ruckzahlung|auszahlungsbetrag|ruckerstattung
zu viel berechnet|ruckgabe|retoure|rucksendung
avoir|facture d avoir|note de credit|remboursement|rembourse|rembourser|trop percu|en diminution
retour de marchandise|annulation
creditnota|creditfactuur|credit nota|te crediteren|terugbetaling|te ontvangen|retourzending
nota de abono|devolucion|reembolso|anulacion|a devolver|a su favor
nota di credito|nota credito|rimborso|rimborsare|in diminuzione|accredito|reso merce|storno parziale
storno totale
nota de credito|devolucao|anulacao|a reembolsar|a seu favor
zwrot|do zwrotu|zmniejszenie|obnizenie|zwrot towaru|nadplata
"""
_MORE = """
debit note|additional charge|supplementary|undercharged|upwards
nachberechnung|nachforderung|nachbelastung|nachzahlung|mehrbetrag|zu wenig berechnet|erhohung
nachtraglich berechnet|belastungsanzeige
note de debit|complement de prix|en augmentation|majoration|supplement
debetnota|bijbetaling|nabetaling|naheffing|verhoging|te weinig berekend
nota de cargo|en aumento|cargo adicional|suplemento|incremento
nota di addebito|nota di debito|in aumento|maggiorazione|integrazione
nota de debito|acrescimo|em falta
doplata|do doplaty|zwiekszenie|podwyzszenie|podwyzka
"""
_WORDS = Phrases(back=_BACK, more=_MORE, correction=_CORRECTIONS)
_STATES = Phrases(
    before="""
    before correction|originally invoiced|as invoiced|vor korrektur|ursprunglich|bisher|alt
    ursprungliche rechnung|vorher|avant correction|avant|facture initiale|voor correctie
    antes de la rectificacion|antes|importe original|prima della variazione|prima|antes da correcao
    przed korekta|bylo|przed zmiana|stan przed korekta
    """,
    after="""
    after correction|should be|corrected|nach korrektur|korrigiert|neu|nachher|berichtigt
    apres correction|apres|na correctie|despues de la rectificacion|despues|importe rectificado
    dopo la variazione|dopo|depois da correcao|depois|po korekcie|winno byc|powinno byc|jest
    po zmianie|stan po korekcie
    """,
    rest="""
    difference|differenz|unterschied|verschil|diferencia|differenza|diferenca|roznica
    do zaplaty|do zwrotu|zu zahlen|korekta|amount due
    """,
)
_LAST = (10**6, 0)  # behind the last line of any page


def direction_of(pages: Sequence[PageWords], amounts: Sequence[Money], total: Decimal) -> Direction:
    """Which way a paper titled as a credit or a correction goes; `back` unless it only corrects."""
    found = {match.field for page in pages for match in _WORDS.find(page.folded)}
    if "correction" not in found or total <= 0:
        return "back"
    if any(money.value == -total for money in amounts):  # the table has the minus, the foot not
        return "back"
    told = _by_states(pages, amounts, total=total) or found & {"back", "more"}
    if len(told) != 1:
        return "open"
    return "back" if "back" in told else "more"


def _by_states(pages: Sequence[PageWords], amounts: Sequence[Money], *, total: Decimal) -> set[str]:
    """What the figures before and after the correction say: their difference is the total."""
    before, after = set[Decimal](), set[Decimal]()
    marks = [label for sheet in sheets(pages, _STATES) for label in _leading(sheet)]
    places = [(label.cell.page, label.row) for label in marks]
    for (start, end), label in zip(pairwise([*places, _LAST]), marks, strict=True):
        held = before if label.field == "before" else after if label.field == "after" else set()
        held |= {m.value for m in amounts if start <= (m.page, m.row) < end and m.value}
    gaps = {new - old for new in after for old in before}
    return {name for name, gap in (("more", total), ("back", -total)) if gap in gaps}


def _leading(sheet: Sheet) -> Iterator[Label]:
    """One mark a line: the first that leads its cell."""
    seen: set[int] = set()
    for label in sheet.labels("before", "after", "rest"):
        if label.leads and label.row not in seen:
            seen.add(label.row)
            yield label
