"""What the lines around and between the rows of a printed statement say.

Phrases are folded as `phrases.fold` does it; eight languages.
"""

from __future__ import annotations

import re
from typing import Literal

from lifeos.senses.values.phrases import Phrases, fold

LABELS = Phrases(
    opening="""
    opening balance|beginning balance|starting balance|start balance|previous balance
    last statement balance
    previous statement balance|balance from last statement|your opening balance
    last month s balance|balance last month|previous month s balance|balance from last month
    saldo vormonat|saldo des vormonats|solde du mois precedent|saldo vorige maand
    saldo mes anterior|saldo del mes anterior|saldo mese precedente|saldo do mes anterior
    saldo z poprzedniego miesiaca
    anfangssaldo|alter kontostand|alter saldo|kontostand alt|saldo alt
    anfangsbestand|startsaldo|letzter kontostand|letzter kontoauszug
    saldo letzte abrechnung|saldo der letzten abrechnung
    solde initial|solde precedent|ancien solde|solde d ouverture|solde de depart
    solde anterieur|solde debut de periode|solde au debut
    beginsaldo|vorig saldo|openingssaldo|saldo vorig afschrift|oud saldo|saldo begin|begin saldo
    saldo inicial|saldo anterior|saldo de apertura|saldo previo
    saldo iniziale|saldo precedente|saldo di apertura
    saldo de abertura|saldo de partida
    saldo poczatkowe|saldo otwarcia|saldo na poczatek|saldo poprzednie
    """,
    closing="""
    closing balance|ending balance|end balance|new balance|final balance|your closing balance
    statement balance|balance at close|balance on statement date|current balance
    total amount due|total balance due|new balance due
    endsaldo|neuer kontostand|neuer saldo|kontostand neu|saldo neu|endbestand|schlusssaldo
    aktueller kontostand|abschlusssaldo|rechnungsbetrag kreditkarte|saldo neue abrechnung
    solde final|nouveau solde|solde de cloture|solde en fin de periode|solde a reporter
    solde fin de periode|solde a la fin
    eindsaldo|nieuw saldo|slotsaldo|huidig saldo|saldo nieuw|eind saldo|saldo einde
    saldo final|saldo de cierre|saldo actual|nuevo saldo
    saldo finale|saldo di chiusura|nuovo saldo|saldo attuale
    saldo de fecho|saldo atual|novo saldo
    saldo koncowe|saldo zamkniecia|saldo na koniec|nowe saldo
    """,
    carried="""
    carried forward|balance carried forward|balance brought forward|brought forward|balance forward
    balance b f|balance c f|saldovortrag|vortrag|ubertrag vom|saldo vortrag|report|report a nouveau
    ubertrag|ubertrag auf blatt|ubertrag von blatt|zwischensaldo|solde reporte|a reporter|transport
    suma y sigue|saldo a cuenta nueva|a transportar|riporto|da riportare|transportieren
    do przeniesienia|z przeniesienia|subtotal|sub total|zwischensumme|sous total|subtotaal|subtotale
    balance carried over|saldo pagina|page total|total page
    """,
    balance="""
    balance|balance on|balance at|balance as of|balance as at|kontostand am|saldo am|saldo per
    kontostand per|kontostand|saldo|solde au|solde en|solde crediteur au|solde debiteur au|solde
    saldo op|saldo per|saldo al|saldo a|saldo em|saldo na dzien|saldo na|saldo del|saldo contable
    """,
    total_in="""
    total credits|total deposits|total money in|total paid in|total payments in|money in|paid in
    total deposits and credits|deposits and other credits|deposits and other additions|deposits
    deposits and additions|payments in|total in|total receipts|total credit|total payments received
    summe gutschriften|summe haben|gesamt haben|summe eingange|summe zahlungseingange|gutschriften
    zahlungseingange|summe der gutschriften|summe zu ihren gunsten|eingange
    total des credits|total credits|total credit|total des versements
    total des operations creditrices
    totaal bijgeschreven|totaal bij|totaal bijschrijvingen|bijgeschreven|totaal credit
    totaal ontvangen|total abonos|total ingresos|total haber|total de abonos|total creditos
    totale accrediti|totale entrate|totale avere|total entradas|total de creditos|total a credito
    suma uznan|uznania razem|suma wplywow|razem uznania|wplywy razem|suma wplat
    """,
    total_out="""
    total debits|total withdrawals|total money out|total paid out|total payments out|money out
    total withdrawals and debits|withdrawals and other debits|withdrawals and other subtractions
    payments out|paid out|total out|total debit|total purchases|total charges|withdrawals
    total payments made|other subtractions|checks paid|electronic withdrawals
    summe lastschriften|summe soll|gesamt soll|summe ausgange|summe zahlungsausgange|lastschriften
    zahlungsausgange|summe der belastungen|summe belastungen|summe zu ihren lasten|ausgange
    total des debits|total debits|total debit|total des operations debitrices
    totaal afgeschreven|totaal af|totaal afschrijvingen|afgeschreven|totaal debet|totaal uitgegeven
    total cargos|total gastos|total debe|total de cargos|total debitos
    totale addebiti|totale uscite|totale dare|total saidas|total de debitos|total a debito
    suma obciazen|obciazenia razem|suma wydatkow|razem obciazenia|wydatki razem|suma wyplat
    """,
    total="""
    total|totals|totaal|totale|totali|totales|totais|summe|summen|gesamt|gesamtsumme|umsatzsumme
    totaux|total des mouvements|total des operations|total mouvements|suma|razem|suma operacji|sum
    total movimientos|totale movimenti|total movimentos|umsatze gesamt|total operations
    totaal mutaties|total transactions|total for this period
    """,
    count="""
    number of transactions|number of entries|total number of transactions|transaction count
    anzahl buchungen|anzahl umsatze|anzahl der buchungen|anzahl posten|nombre d operations
    nombre d ecritures|nombre de mouvements|aantal transacties|aantal boekingen|aantal mutaties
    numero de movimientos|numero de operaciones|numero movimenti|numero operazioni
    numero de movimentos|liczba operacji|liczba transakcji|ilosc operacji|number of items
    """,
)
ACCOUNTS = Phrases(
    account="""
    account number|account no|account nr|account|acct no|acct number|account num|checking account
    savings account|a c no|a c number|kontonummer|konto nr|konto|kontonr|konto nummer|ihr konto
    numero de compte|n de compte|no de compte|compte n|compte no|compte|rekeningnummer|rekening
    rekeningnr|numero de cuenta|n de cuenta|no de cuenta|cuenta|numero conto|n conto|conto
    conto corrente n|numero di conto|conto n|numero de conta|n de conta|conta n|conta|numer rachunku
    nr rachunku|rachunek|iban|your account|rachunek nr|numer konta|nr konta
    """,
    card="""
    card number|card no|credit card number|account ending in|card ending in|account ending
    kartennummer|kreditkartennummer|karten nr|kreditkarte|numero de carte|carte n|carte no|carte
    kaartnummer|creditcardnummer|creditcard|numero de tarjeta|tarjeta|n tarjeta|numero carta
    carta n|carta|numero do cartao|cartao|n do cartao|numer karty|karta nr|karta
    """,
)
_CARD = re.compile(
    r"credit card|minimum payment|credit limit|kreditkarte|kreditlimit|verfugungsrahmen"
    r"|carte de credit|plafond de credit|carte bancaire a debit differe|creditcard|bestedingslimiet"
    r"|tarjeta de credito|limite de credit|carta di credito|fido carta|cartao de credito"
    r"|karta kredytowa|karty kredytowej|limit kredytowy|mastercard abrechnung|visa abrechnung"
)
# Boxes of a card statement: `Statement date   Credit limit   Minimum due` heads no rows.
_BOXES = re.compile(
    r"\b(?:limit|minimum|due date|verfugungsrahmen|mindestbetrag|limite|plafond|bestedingslimiet"
    r"|scadenza|vencimiento|vencimento|massimale|fido|termin platnosci)\b"
)
_LIMIT = re.compile(r"\W*(?:limit|limite|line)\b")
_IN = re.compile(
    r"\b(?:deposits?|additions?|credits?|payments received|refunds?|interest paid|money in|paid in"
    r"|gutschriften|zahlungseingange|eingange|credits|versements|encaissements|recettes"
    r"|bijschrijvingen|ontvangsten|stortingen|abonos|ingresos|accrediti|entrate|creditos|entradas"
    r"|uznania|wplywy)\b"
)
_OUT = re.compile(
    r"\b(?:withdrawals?|subtractions?|debits?|checks|cheques|fees|charges|purchases|payments made"
    r"|cash advances|money out|paid out|interest charged|lastschriften|belastungen|zahlungsausgange"
    r"|ausgange|abbuchungen|gebuhren|debits|retraits|prelevements|depenses|achats|frais"
    r"|afschrijvingen|uitgaven|cargos|gastos|adeudos|addebiti|uscite|spese|debitos|saidas"
    r"|obciazenia|wydatki)\b"
)
_PAYMENTS = re.compile(r"\bpayments?\b(?!\s*(?:due|made))")


def is_card(text: str) -> bool:
    """Whether a statement is a card's: its balance is what is owed."""
    return bool(_CARD.search(fold(text)))


def is_box(text: str) -> bool:
    """Whether a line heads the figures of a card rather than rows."""
    return bool(_BOXES.search(fold(text)))


def is_limit(text: str) -> bool:
    """Whether what follows a label makes it another: `Total credit` before `limit`."""
    return bool(_LIMIT.match(fold(text)))


def section_side(text: str, *, card: bool) -> Literal["in", "out"] | None:
    """Which way money goes in the rows under a heading such as `Deposits and additions`."""
    folded = fold(text)
    has_in, has_out = bool(_IN.search(folded)), bool(_OUT.search(folded))
    if card and not has_out and _PAYMENTS.search(folded):
        has_in = True
    if has_in == has_out:
        return None
    return "in" if has_in else "out"
