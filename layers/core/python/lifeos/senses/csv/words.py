"""What marker cells and the lines around a table say, in the languages banks write them in.

Words are compared folded: lower case, no accents, no punctuation, camelCase split.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Literal

Side = Literal["in", "out"]

FOLDED_LENGTH = 400
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+")


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrase.strip() for phrase in text.split(','))})\b")


_OUT = _phrases(
    "d, dr, db, dbit, debit, debet, debito, debitos, soll, s, af, uit, cargo, dare, belastung, "
    "lastschrift, -, wn, obciazenie, withdrawal, money out, paid out, out, expense, ausgabe, "
    "ausgang, depense, gasto, uscita, egreso, saida, uitgaand, deebet, debets, terheles, ut, "
    "дебет, дебит, расход, списание, витрата, списання, outflow, kiadas, 支払い, 出金, 支出, 借"
)
_IN = _phrases(
    "c, cr, crdt, credit, credito, creditos, haben, h, bij, abono, avere, gutschrift, +, ma, "
    "uznanie, deposit, money in, paid in, in, income, einnahme, eingang, recette, ingreso, "
    "entrata, entrada, inkomend, kreedit, kredit, kredits, jovairas, inn, кредит, приход, "
    "зачисление, поступление, надходження, зарахування, inflow, bevetel, 入金, 収入, 收入, 贷"
)
PENDING = _phrases(
    "pending, offen, vorgemerkt, umsatz vorgemerkt, authorised, authorized, authorization, "
    "autorisiert, open, in progress, ausstehend, processing, en attente, a venir, pendiente, "
    "pendente, in sospeso, oczekujaca, oczekujace, w realizacji, reserved, gereserveerd, "
    "reservering, nicht gebucht, not booked, non contabilizzato, hold, on hold, unsettled, "
    "venter, vantar, odottaa, varaus, ootel, reserveret, reservert, reserverad, cekajici, "
    "fuggoben, non comptabilise, da contabilizzare, por contabilizar, nezauctovano, "
    "в обработке, обрабатывается, в обробці, очікує"
)
BOOKED = _phrases(
    "booked, completed, complete, cleared, posted, settled, processed, executed, paid, success, "
    "successful, succeeded, finished, done, ok, refunded, partially refunded, gebucht, "
    "umsatz gebucht, abgeschlossen, ausgefuhrt, erledigt, verarbeitet, erstattet, "
    "teilweise erstattet, comptabilise, comptabilisee, effectue, execute, termine, rembourse, "
    "contabilizzato, contabilizzata, eseguito, completato, contabilizado, contabilizada, "
    "completado, completada, realizado, ejecutado, liquidado, concluido, concluida, efetuado, "
    "geboekt, voltooid, verwerkt, uitgevoerd, terugbetaald, zaksiegowana, zaksiegowano, "
    "zrealizowana, wykonana, rozliczona, rozliczono, udfort, bogfort, gennemfort, bokfort, "
    "utfort, genomford, kirjattu, suoritettu, zauctovano, zuctovano, provedeno, konyvelt, "
    "teljesult, tehtud, taidetud, approved, accepted, genehmigt, approuve, aprobado, approvato, "
    "aprovado, zatwierdzona, goedgekeurd, distributed, исполнено, исполнен, выполнено, проведено, "
    "виконано, проведена, успешно, успішно"
)
NEVER_HAPPENED = _phrases(
    "declined, failed, reverted, cancelled, canceled, refused, rejected, denied, expired, voided, "
    "removed, abgelehnt, storniert, fehlgeschlagen, refuse, annule, rechazado, rechazada, anulado, "
    "anulada, rifiutato, annullato, recusado, cancelado, odrzucona, anulowana, geweigerd, "
    "geannuleerd, not approved, unsuccessful, nicht genehmigt, non approvato, no aprobado, "
    "отклонено, отменено, отказано, не исполнено, відхилено, скасовано"
)
SPENDING = _pattern(
    "purchase, sale, fee, fees, interest charged?, cash advance, einkauf, kauf, kartenzahlung, "
    "gebuhr, achat, frais, compra, acquisto, aankoop, zakup, card payment, pos, annual fee, "
    "sollzinsen, merchant"
)
# A refund is left out: a shop's account gives them, a buyer's receives them.
INCOMING = _pattern(
    "autopay, payment received, thank you, online payment, payment from, zahlung erhalten, "
    "gutschrift, abono, betaling ontvangen, storting, salary, payroll, lohn, gehalt, "
    "salaire, nomina, stipendio, salaris, salario, wynagrodzenie, wyplata, pension, rente, "
    "zinsertrag, habenzinsen, dividend, cashback, interest paid, interest earned, deposit, "
    "einzahlung, credit transfer, direct deposit"
)
# Payment schemes that settle in one currency alone: where a file states none, they tell it.
# Source: EPC SEPA rulebooks (euro only) and the rules of the national schemes.
_SCHEMES = {
    "sepa": "EUR", "ideal": "EUR", "bizum": "EUR", "bancontact": "EUR", "girocard": "EUR",
    "zelle": "USD", "ach": "USD", "faster payment": "GBP", "bacs": "GBP", "interac": "CAD",
    "upi": "INR", "neft": "INR", "imps": "INR", "pix": "BRL", "blik": "PLN", "swish": "SEK",
    "twint": "CHF", "vipps": "NOK", "mobilepay": "DKK", "osko": "AUD", "bpay": "AUD",
}  # fmt: skip
_SCHEME = re.compile(rf"\b(?:{'|'.join(_SCHEMES)})\b")
# What a broker's row says it is, whatever its figure says.
_BOUGHT = _pattern(
    "buy, bought, kauf, achat, compra, acquisto, aankoop, koop, kop, kjop, kob, zakup, kupno"
)
_SOLD = _pattern(
    "sell, sold, verkauf, vente, venta, vendita, verkoop, salj, salg, sprzedaz, stock sale"
)
_UNDONE = _pattern(
    r"revers\w*, refund\w*, returns?, cancel\w*, correction, adjustment, fees?, tax, storno, "
    r"korrektur, gebuhr, erstattung, annulation, remboursement, abono, devolucion, reembolso, "
    r"rimborso, estorno, retour, terug\w*, zwrot, korekta"
)
OPENING = _pattern(
    r"opening, beginning, previous, starting, brought forward, anfangs\w*, alter (?:konto)?stand, "
    r"alter (?:konto)?saldo, kontostand alt, startsaldo, beginsaldo, vorig saldo, solde initial, "
    r"solde precedent, solde d ouverture, ancien solde, saldo inicial, saldo anterior, "
    r"saldo iniziale, saldo precedente, poczatkowe, saldo alt, ubertrag, saldovortrag, vortrag, "
    r"algsaldo, alkusaldo, sakuma atlikums, likutis pradzioje, ingaende, inngaende, pocatecni, "
    r"nyito, входящии остаток, остаток на начало, вхідний залишок, 前月繰越, 繰越"
)
CLOSING = _pattern(
    r"closing, ending, final, carried forward, neuer (?:konto)?stand, neuer (?:konto)?saldo, "
    r"end ?saldo, nieuw saldo, eindsaldo, solde final, solde de cloture, nouveau solde, "
    r"saldo final, saldo finale, saldo koncowe, koncowe, saldo neu, schlusssaldo, schlussaldo, "
    r"loppsaldo, loppusaldo, beigu atlikums, likutis pabaigoje, utgaende, konecny, zaro, "
    r"исходящии остаток, остаток на конец, баланс на конец\w*, вихіднии залишок"
)
BALANCE = _pattern(
    r"balance, saldo, kontostand, solde, \w*saldo, \w*kontostand, brought forward, "
    r"carried forward, ubertrag, zustatek, egyenleg, atlikums, likutis, остаток, баланс, залишок, "
    r"残高, 余额, 繰越"
)
TOTAL = _pattern(
    r"total, totals, totaal, totale, summe, gesamt\w*, sum, suma, somme, subtotal, zwischensumme, "
    r"turnover, kaive, apgrozijums, apyvarta, umsatzsumme, umsatze gesamt, obroty, forgalom, "
    r"totaux, totales, totali, totais, yhteensa, i alt, итого, всего, усього, разом, 合計, 合计, "
    r"\w*合计"
)
ROW_COUNT = _pattern(
    r"number of (?:transactions|records|rows|entries), (?:transactions?|records?|rows?) count, "
    r"total (?:transactions|records|rows|entries), anzahl\w*, aantal \w+, liczba \w+, "
    r"nombre (?:d |de )?(?:operations|transactions|ecritures), "
    r"numero (?:de )?(?:movimientos|operaciones|movimenti|operazioni|movimentos|lancamentos)"
)


def fold(text: str) -> str:
    """Words of a text as they are compared here: `Betrag (EUR)` is `betrag eur`.

    Only the beginning of a long text is looked at: nothing asked here stands further behind.
    """
    return _fold(text[:FOLDED_LENGTH])


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    spread = _CAMEL.sub(" ", text)
    if not spread.isascii():
        marks = unicodedata.normalize("NFKD", spread.casefold())
        spread = "".join(c for c in marks if not unicodedata.combining(c)).translate(_PLAIN)
    return " ".join(_WORD.findall(spread.casefold()))


def scheme_currency(words: str) -> str | None:
    """The currency of a payment scheme that folded words name."""
    found = _SCHEME.search(words)
    return _SCHEMES[found[0]] if found else None


@lru_cache(maxsize=4096)
def trade_side(words: str) -> Side | None:
    """Which way the money of a trade goes, by the folded words of a row's type."""
    bought, sold = _BOUGHT.search(words), _SOLD.search(words)
    if bool(bought) == bool(sold) or _UNDONE.search(words):
        return None
    return "out" if bought else "in"


def marker_of(cell: str) -> str:
    """A marker cell as it is compared: folded words, or the bare sign."""
    return fold(cell) or cell.strip()


def side_of(cell: str) -> Side | None:
    """Which way money goes by a marker cell: `Af`, `DR`, `Haben`, `-`."""
    words = marker_of(cell)
    return "out" if words in _OUT else "in" if words in _IN else None


def sides_of(markers: Collection[str]) -> dict[str, Side]:
    """The side of each marker a column uses.

    Of two letters the one nobody here knows is the other side: `D` and `K`, `T` and `C`.
    """
    known = {marker: side for marker in markers if (side := side_of(marker)) is not None}
    letters = len(markers) == 2 and all(len(marker) <= 2 for marker in markers)
    if letters and len(known) == 1:
        other: Side = "in" if "out" in known.values() else "out"
        known |= {marker: other for marker in markers if marker not in known}
    return known
