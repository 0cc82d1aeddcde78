"""What the headings and marker cells of statements say, in the languages banks write them in.

English, German, French, Dutch, Spanish, Italian, Portuguese and Polish in full; the Nordic
languages and Czech as far as their headings are short. Words are compared folded: lower case, no
accents, no punctuation, camelCase split (`ValutaDate` is `valuta date`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Role = Literal[
    "booked", "value", "date", "time", "zone", "amount", "gross", "net", "debit", "credit",
    "marker", "balance", "fee", "currency", "original", "original_currency", "rate", "account",
    "counter_account", "payer", "payee", "counterparty", "description", "reference", "status",
    "type", "merchant", "card", "other",
]  # fmt: skip

_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z0-9]+")

_COUNTER = (
    r"counter\w*|tegen\w*|gegen\w*|beneficiar\w*|begunstigde\w*|beguenstigte\w*|begunstigter\w*"
    r"|payee\w*|payer|recipient|sender|empfanger\w*|auftraggeber\w*|zahlungs\w*|partner\w*|otherparty"
    r"|kontrahent\w*|nadawc\w*|odbiorc\w*|contropart\w*|contrapart\w*|ordenante|destinatari\w*"
    r"|debitor\w*|creditor\w*|glaubiger\w*|tiers|naar|from|to|other|protistrany|motpart\w*|mottagare"
)
_ACCOUNT = (
    r"account|accounts|acct|konto|kontonr|kontonummer|kontonum\w*|auftragskonto|iban|rekening"
    r"|rekeningnummer|compte|comptenum|cuenta|conto|rachunek|rachunku|konta|conta|ucet|ucetu|bic|blz"
    r"|bankleitzahl|accountnumber|accountnum|tegenrekening\w*|gegenkonto\w*|bankcode"
)
_PARTY = (
    r"auftraggeber|empfanger|begunstigter|beguenstigter|zahlungspflichtiger|zahlungsempfanger"
    r"|nadawca|odbiorca|zleceniodawca|payer|payee|ordenante|beneficiario|sender|recipient|ordinante"
    r"|saaja|maksaja|avsandare|mottagare"
)
# First match wins, so the narrow stand before the wide.
_RULES: tuple[tuple[Role, str], ...] = (
    ("other", r".*\b(address|adres|adresse|anschrift|direccion|indirizzo|endereco|country|land|city"
        r"|zip|place|plaats|sort code|clearingnummer|radnummer|anzahl|e mail|email|startsaldo|comment|bic|swift|batch)\b.*"),
    ("zone", r"time ?zone|zeitzone|fuseau horaire|zona horaria|fuso orario|tijdzone"),
    (
        "marker",
        r"(credit|credito|haben|bij|cr|c|h) (of |or |e |o )?(debit|debito|debet|soll|af|dr|d|s)"
        r"|(debit|debito|debet|soll|af|dr|d|s) (of |or |e |o |y )?(credit|credito|haben|bij|cr|c|h)"
        r"|creditdebet|(credit|debit) debit indicator|debit credit indicator|credit debit indicator"
        r"|balance impact|auswirkung auf guthaben|sens|signo|segno|sign|dc|crdr|drcr|vorzeichen"
        r"|impact sur le solde|cdtdbtind|direction",
    ),
    ("original_currency", r".*\b(original\w*|orig|oorspr|foreign|local|vreemde|source|target|oryginal\w*"
        r"|origine|exchange)\b.*\b(currency|wahrung|munt|devise|divisa|valuta|waluta|moeda|ccy)"
        r"|fremdwahrung\w*|originalwahrung|valuta originale|devise origine"),
    ("rate", r".*\b(rate|kurs|wechselkurs|umrechnungskurs|koers|wisselkoers|taux|cambio|tasso"
        r"|kurz)\b.*"),
    ("original", r".*\b(original\w*|orig|foreign|fremdwahrung|fremdbetrag|local|vreemde|origine"
        r"|oryginal\w*|source|target|exchange|instructed|auftragsbetrag|ursprungsbetrag|oorspr|oorspronkelijk)\b.*"),
    ("balance", r".*\b(balance|saldo|kontostand|kontosaldo|guthaben|solde|running bal|bal|zustatek"
        r"|kontosaldo|bokfort saldo|restbetrag|endsaldo|accountbalance|disponible)\b(?! (kz|waluta|wahrung|currency|devise)).*"),
    ("fee", r"(.*\b)?(fee|fees|gebuhr|gebuhren|entgelt|frais|commissione|commissioni|comision"
        r"|kosten|prowizja|oplata|tarifa|poplatek|avgift|amount fee)(\b.*)?"),
    ("status", r"(transaction |payment |buchungs |transaktions)?(status|state|statut|estado|stato"
        r"|stan|tila|stav|buchungsstatus|info|status transakcji)( name)?"),
    ("type", r"state type"),
    (
        "value",
        r"(.*\b)?(valuta|valutadatum|valutadato|valutadag|wertstellung|wertstellungstag|wert"
        r"|value date|value dt|date value|valuedate|date (de )?valeur|date val|fecha (de )?valor"
        r"|f valor|data (de )?valor|data valuta|data waluty|rente datum|rentedatum|interest date"
        r"|wertstellungsdatum|ranteda\w*|valuteringsdatum|datum valuty|arvopaiva|datavaluta)(\b.*)?"
        r"(?<!code)",
    ),
    (
        "booked",
        r"(.*\b)?(buchung|buchungstag|buchungsdatum|buchungs datum|booking|booked|book date|bookg dt"
        r"|posting|posted|post date|boekdatum|boekingsdatum|boeking|comptabilisation|comptable"
        r"|date comptable|contabile|contable|f contable|ksiegowania|completed|settled|settlement"
        r"|verrekening|cleared|clearing|registrazione|bokforing\w*|bokfort|bokforingsdag|lancamento"
        r"|transfer date|zauctovani|rozliczenia|finished|bogfort|bogforingsdato|verbuchung|abrechnungsdatum|booking dt)"
        r"( (on|date|datum|dato|tag|day|date time|date utc))?",
    ),
    (
        "date",
        r"(.*\b)?(date|dates|datum|fecha|data|dato|day|datetime|timestamp|created|started|dt|zeitpunkt"
        r"|belegdatum|kaufdatum|transaktionsdatum|transactiedatum|datums|paiva|pvm|umsatzdatum|tag"
        r"|dateop|umsatzzeit|completed at|created on|transaktionstag|einkaufsdatum|transactiondate|transaktionsdag|abschlussdatum)"
        r"(?! of birth)( ?(op|operation|operazione|operacji|operacion|time|utc|of transaction|on"
        r"|transakcji|mov\w*|verrichting|transaction|achat|d operation|de l operation|transazione"
        r"|local|gmt|heure|hora|uhrzeit))*",
    ),
    ("time", r"time|uhrzeit|heure|hora|ora|tijd|godzina|time utc|zeit|cas|klokkeslaet"),
    ("currency", r"(.*\b)?(currency|ccy|wahrung|waehrung|munt|muntsoort|valutacode|devise|divisa"
        r"|moneda|moeda|waluta|curr|buchungswahrung|whg|mena|iso code)(\b.*)?"),
    ("gross", r"gross|brutto|brut|bruto|lordo|gross amount|bruttobetrag"),
    ("net", r"net|netto|neto|liquido|net amount|nettobetrag"),
    (
        "debit",
        r"(.*\b)?(debit|debits|debet|soll|sollbetrag|debito|debitos|debe|dare|cargo|cargos|addebiti"
        r"|addebito|uscite|uscita|obciazenia|obciazenie|wydatki|withdrawal|withdrawals|paid out"
        r"|money out|belastung|belastungen|lastschrift|depenses?|gastos?|egresos?|saidas?"
        r"|uitgaven|debitbelopp|withdrawn|spent|charges|ausgaben|ausgang|importe cargo"
        r"|lastschriften|withdrawal amt|ut fra konto|vydaje|payments out)(\b.*)?"
        r"|af|uit|ut|out",
    ),
    (
        "credit",
        r"(.*\b)?(credit|credits|haben|habenbetrag|credito|creditos|haber|avere|abonos?|accrediti"
        r"|accredito|entrate|entrata|uznania|uznanie|wplywy|deposit|deposits|paid in|money in"
        r"|gutschrift|gutschriften|recettes?|ingresos?|entradas?|inkomsten|received"
        r"|einnahmen|eingang|deposit amt|inn pa konto|prijmy|payments in)(\b.*)?"
        r"|bij|inn|in",
    ),
    (
        "payer",
        r"auftraggeber(in|name)?( name)?|name auftraggeber|from|payer|payer name|sender|sender name"
        r"|nadawca|ordenante|zahlungspflichtige\w*( r| in)?|zahler|absender|zleceniodawca|source name|from name"
        r"|avsender|avsandare|pagador|ordinante",
    ),
    (
        "payee",
        r"empfanger(in|name)?( name)?|name empfanger|to|payee|payee name|recipient|recipient name|target name"
        r"|odbiorca|destinatario|zahlungsempfanger\w*( in)?|beneficiary|beneficiary name|beneficiario"
        r"|beneficiaire|begunstigde\w*|favorecido|mottagare|beguenstigter|to name",
    ),
    ("counterparty", rf"({_PARTY})( ({_PARTY}))+|tegenrekeninghouder"),
    ("account", rf"(?!.*\b({_COUNTER})\b)(.*\b)?({_ACCOUNT})\b(?! (holder|name|type|owner|label|prowadz\w*)).*"),
    ("counter_account", rf"(?=.*\b({_COUNTER})\b)(.*\b)?({_ACCOUNT})(\b.*)?"),
    ("card", r".*\b(card|karte|kaart|carte|tarjeta|carta|cartao|karta|kreditkarte|kredietkaart"
        r"|kartennummer|karteninhaber|kaarthouder|card id|card member|umsatz getatigt von)\b.*"),
    ("merchant", r"(.*\b)?(merchant|handler|handelaar|commercant|comercio|esercente|merchant name"
        r"|appears on your statement as|handelsname|estabelecimento)( name)?"),
    (
        "counterparty",
        rf"(.*\b)?(name|naam|nom|nome|nombre|namn|navn|counter ?party|counterparty|contrepartie|tegenpartij"
        rf"|tegenrekeninghouder|contropart\w*|contrapart\w*|kontrahent\w*|kontrahenta|tiers|partner"
        rf"|partnername|partner name|nazev protiuctu|otherparty|begunstigter zahlungspflichtiger"
        rf"|beguenstigter zahlungspflichtiger|auftraggeber empfanger|auftraggeber beguns\w*"
        rf"|empfanger auftraggeber|auftraggeber begunstigter|zahlungsbeteiligter"
        rf"|nadawca odbiorca|vastapuoli|saaja maksaja|modtager|creditor|debtor|supplier found|({_COUNTER}) name)",
    ),
    (
        "description",
        r"(.*\b)?(description|descriptions|descriptive|details?|memo|narrative|narration|particulars"
        r"|text|buchungstext|verwendungszweck|beschreibung|vermerk|omschrijving\w*|omschrijving 1"
        r"|mededeling\w*|libelle|label|remarques?|intitule|motif|communications?|concepto|descripcion"
        r"|observaciones|descrizione|causale|descricao|historico|opis|tytul|tytulem|note|notes"
        r"|purpose|betreff|transaktionsbeschreibung|remarks|payment reference|forklaring|specifikation"
        r"|tekst|beskrivelse|meddelande|beskrivning|rubrik|zprava|popis|umsatzdetails|selite|viesti"
        r"|buchungsdetails|movimiento|avisierungstext|notification text|transaction information"
        r"|additional information|information|title|subject|nature|detail de l ecriture"
        r"|libelle operation|message|notatka|toelichting|mitteilungstext|item|beschreibung ?\d)( \d| zusatz)?"
        r"( (estesa|and tags|euros|operacji|operation|transakcji|simplifie|dell operazione|operazione|transaction))?",
    ),
    ("reference", r"(.*\b)?(reference|references|referenz|ref|ref no|referentie|kundenreferenz"
        r"|mandatsreferenz|end to end|transaction id|id|identificador|riferimento|referencia"
        r"|check|cheque|chq|check number|utr|fitid|buchungsreferenz|kenmerk|numero|transaktions nr|referens|transactiereferentie|betalingskenmerk)(\b.*)?"),
    ("type", r"(.*\b)?(type|typ|tipo|soort|umsatzart|umsatztyp|category|kategorie|categorie|categoria|rodzaj"
        r"|mutatiesoort|transaktionstyp|code|art|typologie|product|mcc)(\b.*)?"),
    (
        "amount",
        r"(.*\b)?(amount|amt|amounts|betrag|bedrag|montant|importe|importo|kwota|valor|monto|umsatz"
        r"|belop|belob|belopp|buchungsbetrag|transactiebedrag|valore|quantia|sum|summe|total|maara"
        r"|castka|objem|bedrag eur|amount eur|transaction amount|value|quantity)(\b.*)?",
    ),
)  # fmt: skip
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _RULES)

_OUT = frozenset(
    ["d", "dr", "db", "dbit", "debit", "debet", "debito", "debits", "soll", "s", "af", "uit", "cargo", "dare", "belastung", "lastschrift", "-", "wn", "obciazenie", "withdrawal", "money", "out", "paid", "out", "expense", "ausgabe", "depense", "gasto", "uscita"]
) | {"money out", "paid out", "out", "debit card"} - {"money", "paid"}
_IN = frozenset(
    ["c", "cr", "crdt", "credit", "credito", "credits", "haben", "h", "bij", "abono", "avere", "gutschrift", "+", "ma", "uznanie", "deposit", "income", "einnahme", "recette", "ingreso", "entrata", "in"]
) | {"money in", "paid in"}

PENDING = frozenset(
    ["pending", "offen", "vorgemerkt", "authorised", "authorized", "authorization", "autorisiert", "open", "in", "progress", "ausstehend", "processing", "en", "attente", "a", "venir", "pendiente", "pendente", "in", "sospeso", "oczekujaca", "oczekujace", "reserved", "gereserveerd", "reservering", "nicht", "gebucht", "non", "contabilizzato", "hold"]
) | {"umsatz vorgemerkt", "in progress", "en attente", "a venir", "nicht gebucht", "not booked",
     "in sospeso", "non contabilizzato", "w realizacji", "on hold", "umsatz noch nicht gebucht"}  # fmt: skip
NEVER_HAPPENED = frozenset(
    ["declined", "failed", "reverted", "cancelled", "canceled", "refused", "rejected", "denied", "expired", "voided", "removed", "abgelehnt", "storniert", "fehlgeschlagen", "refuse", "annule", "rechazado", "anulado", "rechazada", "rifiutato", "annullato", "recusado", "cancelado", "odrzucona", "anulowana", "geweigerd", "geannuleerd"]
)

SPENDING = re.compile(
    r"\b(purchase|sale|fee|fees|interest charged?|cash advance|einkauf|kauf|kartenzahlung|gebuhr"
    r"|achat|frais|compra|acquisto|aankoop|zakup|card payment|pos|annual fee|sollzinsen|merchant)\b"
)
INCOMING = re.compile(
    r"\b(autopay|payment received|payment thank you|thank you|online payment|payment from|refund"
    r"|zahlung erhalten|gutschrift|erstattung|ruckerstattung|remboursement|reembolso|abono|rimborso"
    r"|betaling ontvangen|terugbetaling|storting|zwrot|salary|payroll|lohn|gehalt|salaire|nomina"
    r"|stipendio|salaris|salario|wynagrodzenie|wyplata|pension|rente|zinsertrag|habenzinsen|dividend"
    r"|cashback|interest paid|interest earned|deposit|einzahlung|credit transfer|direct deposit)\b"
)
# Words that begin a row which states a balance instead of a booking; opening before closing.
OPENING = re.compile(
    r"\b(opening|beginning|previous|starting|brought forward|anfangs\w*|alter (konto)?(stand|saldo)"
    r"|kontostand alt|startsaldo|beginsaldo|vorig saldo|solde (initial|precedent|d ouverture)|ancien solde"
    r"|saldo (inicial|anterior|iniziale|precedente|poczatkowe|alt|alter)|poczatkowe|ubertrag"
    r"|saldo vortrag|saldovortrag)\b"
)
CLOSING = re.compile(
    r"\b(closing|ending|final|current|available|carried forward|neuer (konto)?(stand|saldo)"
    r"|end ?saldo|nieuw saldo|eindsaldo|solde (final|de cloture|actuel)|nouveau solde"
    r"|saldo (final|finale|actual|attuale|koncowe|disponible|contabile|disponibile|neu|do dia)"
    r"|koncowe|schlusssaldo|kontostand)\b"
)
BALANCE = re.compile(
    r"\b(balance|saldo|kontostand|solde|anfangs\w*|\w*saldo|brought forward|carried forward|ubertrag)\b"
)
TOTAL = re.compile(
    r"\b(total|totals|totaal|totale|summe|gesamt\w*|sum|suma|somme|subtotal|zwischensumme)\b"
)
ROW_COUNT = re.compile(
    r"\b(number of (transactions|records|rows|entries)|(total )?(transactions|records|rows|entries) count"
    r"|total (transactions|records|rows|entries)|anzahl\w*( (der )?(umsatze|buchungen|transaktionen))?"
    r"|nombre (d operations|de transactions|d ecritures)|aantal (transacties|boekingen|mutaties)"
    r"|numero (de )?(movimientos|operaciones|movimenti|operazioni|movimentos|lancamentos)"
    r"|liczba (operacji|transakcji)|(transaction|record|row|entry) count)\b"
)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Words of a text as they are compared here: `Betrag (EUR)` is `betrag eur`."""
    spread = _CAMEL.sub(" ", text)
    if not spread.isascii():
        marks = unicodedata.normalize("NFKD", spread.casefold())
        spread = "".join(c for c in marks if not unicodedata.combining(c)).translate(_PLAIN)
    return " ".join(_WORD.findall(spread.casefold()))


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """The part a column of this heading plays, None if the words are unknown."""
    words = fold(heading)
    if not words or len(words) > 80:
        return None
    return next((role for role, pattern in _COMPILED if pattern.fullmatch(words)), None)


@lru_cache(maxsize=4096)
def side_of(cell: str) -> Literal["in", "out"] | None:
    """Which way money goes by a marker cell: `Af`, `DR`, `Haben`, `-`."""
    words = fold(cell) or cell.strip()
    return "out" if words in _OUT else "in" if words in _IN else None
