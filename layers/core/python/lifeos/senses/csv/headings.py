"""Which part a column plays by its heading, in the languages banks write headings in.

English, German, French, Dutch, Spanish, Italian, Portuguese and Polish in full; the Nordic and
Baltic languages, Czech, Hungarian, Russian, Greek, Japanese and Chinese as far as their headings
are short. Headings are compared folded: lower case,
no accents, no punctuation, camelCase split (`ValutaDate` is `valuta date`). Chinese characters
have no blanks between words, so theirs are looked for anywhere in a heading.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from lifeos.senses.csv.words import fold
from lifeos.senses.values.currencies import ambiguous_sign, currencies_in

Role = Literal[
    "booked", "value", "date", "time", "zone", "amount", "gross", "net", "debit", "credit",
    "marker", "balance", "before", "fee", "tax", "currency", "original", "original_currency",
    "rate", "account", "counter_account", "payer", "payee", "counterparty", "description",
    "reference", "status", "type", "merchant", "card", "other",
]  # fmt: skip


def _any(words: str) -> str:
    """Alternatives of a pattern from lines of words; `_` stands for a blank inside a phrase."""
    return "|".join(words.split()).replace("_", " ")


def _within(words: str) -> str:
    """The words anywhere in a heading."""
    return rf".*\b(?:{_any(words)})\b.*"


_ACCOUNT = _any(
    r"account accounts acct konto kontonr kontonummer kontonum\w* konto_nr auftragskonto iban "
    r"rekening rekeningnummer compte comptenum cuenta conto rachunek rachunku konta conta "
    r"ucet ucetu uctu accountnumber accountnum tegenrekening\w* gegenkonto\w* "
    r"счет счета рахунок рахунку szamla\w*"
)
_OTHER_SIDE = _any(
    r"counter\w* tegen\w* gegen\w* beneficiar\w* begunstig\w* beguenstig\w* payee\w* payer "
    r"recipient sender empfanger\w* auftraggeber\w* zahlungs\w* partner\w* otherparty "
    r"kontrahent\w* nadawc\w* odbiorc\w* contropart\w* contrapart\w* ordenante destinatari\w* "
    r"debitor\w* creditor\w* glaubiger\w* tiers naar from to other protistrany motpart\w* "
    r"mottagare protiuctu корреспондент\w* контрагент\w* кореспондент\w* получател\w* "
    r"отправител\w* одержувач\w* платник\w*"
)
_PARTY = _any(
    r"auftraggeber empfanger begunstigter beguenstigter zahlungspflichtiger zahlungsempfanger "
    r"nadawca odbiorca zleceniodawca payer payee ordenante beneficiario sender recipient ordinante "
    r"saaja maksaja avsandare mottagare zahlungsbeteiligter"
)
_IN = _any(r"credit credito kredit kreedit kredits haben bij cr c h k")
_OUT = _any(r"debit debito debet deebet debets soll af dr d s")
_FOREIGN = _any(
    r"original\w* orig oorspr oorspronkelijk\w* foreign local vreemde source target oryginal\w* "
    r"origine exchange fremdwahrung fremdbetrag instructed auftragsbetrag ursprungsbetrag "
    r"puvodni quote"
)
_CURRENCY = _any(
    r"currency ccy wahrung waehrung munt muntsoort valutacode devise divisa moneda moeda waluta "
    r"curr buchungswahrung whg mena iso_code valuuta penznem deviza devizanem\w* "
    r"transaktionsvaluta валюта νομισμα monn monnaie"
)
_BOOKED = _any(
    r"buchung buchungstag buchungsdatum booking booked book_date bookg_dt posting posted post_date "
    r"boekdatum boekingsdatum boeking comptabilisation comptable contabile contable ksiegowania "
    r"completed settled settlement verrekening cleared clearing registrazione bokforing\w* bokfort "
    r"lancamento transfer_date zauctovani rozliczenia finished bogfort bogforingsdato verbuchung "
    r"abrechnungsdatum booking_dt обработки проведення"
)
_VALUE = _any(
    r"valuta valutadatum valutadato valutadag datavaluta wertstellung\w* wert value_date value_dt "
    r"date_value valuedate date_valeur date_de_valeur date_val fecha_valor fecha_de_valor f_valor "
    r"data_valor data_de_valor data_valuta data_waluty rente_datum rentedatum interest_date "
    r"ranteda\w* valuteringsdatum datum_valuty arvopaiva erteknap дата_валютирования"
)
_DATE = _any(
    r"date dates datum fecha data dato day datetime timestamp created started dt zeitpunkt tag "
    r"belegdatum kaufdatum transaktionsdatum transactiedatum transactiondate transaktionsdag "
    r"transaktionstag datums paiva pvm umsatzdatum dateop umsatzzeit einkaufsdatum abschlussdatum "
    r"kuupaev datums data_operacji konyveles_datuma datuma дата дата_и_время дата_і_час ημερομηνια "
    r"tarih tarihi datum_provedeni"
)
_AFTER_DATE = _any(
    r"op operation operazione operacji operacion time utc of_transaction on transakcji mov\w* "
    r"verrichting transaction achat d_operation de_l_operation transazione local gmt heure hora "
    r"uhrzeit at операции операціі проведення совершения совершения_операции проведения "
    r"і_час_операціі i_час_операціі der_transaktion"
)
_DEBIT = (
    r"debit debits debet soll sollbetrag debito debitos debe dare cargo cargos addebiti addebito "
    r"uscite uscita obciazenia obciazenie wydatki withdrawals? paid_out money_out belastung\w* "
    r"lastschrift(en)? depenses? gastos? egresos? saidas? uitgaven debitbelopp withdrawn spent "
    r"charges ausgaben ausgang ut_fra_konto vydaje payments_out terheles дебет расход "
    r"списани\w* списання витрати outflow χρεωση"
)
_CREDIT = (
    r"credit credits haben habenbetrag credito creditos haber avere abonos? accrediti accredito "
    r"entrate entrata uznania uznanie wplywy deposits? paid_in money_in gutschrift(en)? recettes? "
    r"ingresos? entradas? inkomsten received einnahmen eingang inn_pa_konto prijmy payments_in "
    r"поступлени\w* зачислени\w* зарахування надходження bevetel inflow "
    r"jovairas кредит приход πιστωση"
)
_DESCRIPTION = (
    r"descriptions? descriptive details? memo narrative narration particulars text buchungstext "
    r"verwendungszweck beschreibung\d? vermerk omschrijving\w* mededeling\w* libelle label "
    r"remarques? intitule motif communications? concepto descripcion observaciones descrizione "
    r"causale descricao historico opis tytul tytulem note notes purpose betreff remarks "
    r"transaktionsbeschreibung payment_reference forklaring specifikation tekst beskrivelse "
    r"meddelande beskrivning rubrik zprava popis umsatzdetails selite viesti buchungsdetails "
    r"movimiento avisierungstext mitteilungstext information title subject nature message notatka "
    r"toelichting item selgitus kozlemeny описание назначение основание призначення деталі опис "
    r"αιτιολογια περιγραφη aciklama"
)
_AMOUNT = _any(
    r"amounts? amt betrag bedrag montant importe importo kwota valor monto montante umsatz belop "
    r"belob belopp buchungsbetrag transactiebedrag valore quantia maara castka objem summa osszeg "
    r"suma сумма сума cумма cума ποσο tutar tutari osszege cash_flow"
)
_COUNTERPARTY = (
    r"name naam nom nome nombre namn navn counter_?party contrepartie tegenpartij contropart\w* "
    r"contrapart\w* kontrahent\w* tiers partner partnername nazev_protiuctu otherparty vastapuoli "
    r"modtager creditor debtor supplier_found zahlungsbeteiligter"
)

# First match wins, so the narrow stand before the wide.
_RULES: tuple[tuple[Role, str], ...] = (
    ("other", _within(
        r"address adres adresse anschrift direccion indirizzo endereco country land city zip place "
        r"plaats sort_code clearingnummer radnummer anzahl e_mail email comment bic "
        r"swift batch volgnr (source|target)_fee (?:initial|final|start|end)_(?:date|balance) "
        r"shipping livraison versand\w* handling insurance assurance"
    )),
    ("zone", _any(r"time_?zone zeitzone fuseau_horaire zona_horaria fuso_orario tijdzone")),
    ("marker", rf"(?:{_IN}) (?:of |or |e |o )?(?:{_OUT})|(?:{_OUT}) (?:of |or |e |o |y )?(?:{_IN})|"
        r"bevetel kiadas|收 支|收支|借贷|"
        + _any(r"creditdebet credit_debit_indicator debit_credit_indicator balance_impact sens "
                 r"auswirkung_auf_guthaben signo segno sign dc crdr drcr vorzeichen direction "
                 r"impact_sur_le_solde cdtdbtind")),
    ("original_currency", rf".*\b(?:{_FOREIGN})\b.*\b(?:{_CURRENCY}|valuta)|"
        r"fremdwahrung\w*|originalwahrung|valuta originale|devise origine"),
    ("rate", _within(
        r"rate kurs wechselkurs umrechnungskurs koers wisselkoers taux cambio tasso kurz")),
    ("original", rf"(?!.*\bname\b).*\b(?:{_FOREIGN})\b.*"),
    ("before", r"startsaldo|saldo przed .*|balance before.*|opening balance"),
    ("balance", r".*\b(?:" + _any(
        r"balance saldo kontostand kontosaldo guthaben solde bal zustatek restbetrag endsaldo "
        r"accountbalance disponible egyenleg jaak atlikums likutis остаток баланс залишок υπολοιπο "
        r"bakiye"
    ) + r")\b(?! (?:kz|waluta|wahrung|currency|devise)).*|"
        r".*(?:残高|余额|餘額).*"),
    ("gross", r"avant commissions?|before fees?|vor gebuhren|antes de comision(?:es)?"),
    ("fee", _within(
        r"fee fees commissions? gebuhr gebuhren entgelt frais commissione commissioni comision "
        r"kosten prowizja oplata tarifa poplatek avgift courtage "
        r"комиссия комиссии комісія комісіи")),
    ("tax", r"(?:withholding )?tax(?:es)?(?: amount)?|(?:quellen|kapitalertrag)?steuern?"),
    ("status", r"(?:transaction |payment )?(?:" + _any(
        r"status state statut estado stato stan tila stav buchungsstatus info etat статус "
        r"состояние стан") + r")(?: \w+)?"),
    ("value", rf"(?!.*\bcode\b)(?:.*\b)?(?:{_VALUE})(?:\b.*)?"),
    ("booked", rf"(?:.*\b)?(?:{_BOOKED})"
        r"(?: (?:on|at|date|datum|dato|tag|day|date time|date utc))*"),
    ("date", rf"(?!.*\bbirth\b)(?:.*\b)?(?:{_DATE})(?: ?(?:{_AFTER_DATE}))*|"
        r".*(?:日付|取引日|年月日|利用日|交易日|交易时间|记账日).*"),
    ("time", _any(r"time uhrzeit heure hora ora tijd godzina time_utc zeit cas")),
    ("currency", rf"(?!.*\b(?:{_AMOUNT})\b).*\b(?:{_CURRENCY})\b.*|"
        r"(?!.*金[額额]).*(?:通貨|币种|货币).*|crypto(?:currency)?|coin|asset"),
    ("gross", _any(r"gross brutto brut bruto lordo gross_amount bruttobetrag")),
    ("net", _any(r"net netto neto liquido net_amount nettobetrag")),
    ("debit", rf"(?!.*\bcard\b){_within(_DEBIT)}|af|uit|ut|out|"
        r".*(?:支払い?金額|引出|(?<!入)出金|支出).*"),
    ("credit", rf"(?!.*\bcard\b){_within(_CREDIT)}|bij|inn|in|"
        r".*(?:預かり金額|預入|入金|収入|收入).*"),
    ("payer", _any(
        r"auftraggeber(in|name)? name_auftraggeber from payer payer_name sender sender_name "
        r"nadawca ordenante zahlungspflichtige\w* zahlungspflichtige_(r|in) zahler absender "
        r"zleceniodawca source_name from_name avsender avsandare pagador ordinante")),
    ("payee", _any(
        r"empfanger(in|name)? name_empfanger to payee payee_name recipient recipient_name odbiorca "
        r"target_name destinatario zahlungsempfanger\w* zahlungsempfanger_(r|in) beneficiary "
        r"beneficiary_name beneficiario beneficiaire begunstigde\w* favorecido mottagare "
        r"beguenstigter to_name")),
    ("counterparty", rf"(?:{_PARTY})(?: (?:{_PARTY}))+|tegenrekeninghouder"),
    ("account", rf"(?!.*\b(?:{_OTHER_SIDE}|{_AMOUNT})\b)(?:.*\b)?(?:{_ACCOUNT})\b"
        r"(?! (?:holder|name|type|owner|label|prowadz\w*)).*"),
    ("counter_account", rf"(?=.*\b(?:{_OTHER_SIDE})\b)(?:.*\b)?(?:{_ACCOUNT})(?:\b.*)?"),
    ("card", r"umsatz getatigt von|" + _within(
        r"card karte kaart carte tarjeta carta cartao karta kreditkarte kredietkaart kartennummer "
        r"karteninhaber kaarthouder")),
    ("merchant", r"(?:.*\b)?(?:" + _any(
        r"merchant handler handelaar commercant comercio esercente handelsname estabelecimento "
        r"appears_on_your_statement_as") + r")(?: name)?"),
    ("counterparty", rf"(?:.*\b)?(?:{_any(_COUNTERPARTY)}|(?:{_OTHER_SIDE}) name)(?: \w+)?"),
    ("description", rf"(?!.*\b(?:id|code|type)$){_within(_DESCRIPTION)}|"
        r".*(?:摘要|内容|備考|备注).*"),
    ("reference", _within(
        r"references? referenz referenzen ref referentie kundenreferenz mandatsreferenz end_to_end "
        r"id identificador riferimento referencia check cheque chq utr fitid buchungsreferenz "
        r"kenmerk numero transaktions_nr referens transactiereferentie betalingskenmerk")),
    ("type", _within(
        r"type typ tipo soort umsatzart umsatztyp category kategorie categorie categoria kategoria "
        r"rodzaj mutatiesoort mutationcode transaktionstyp code art typologie product mcc "
        r"vorgang")),
    ("amount", rf".*\b(?:{_AMOUNT})\b.*|.*(?:金[額额]|入出金|取引額).*"),
)  # fmt: skip
_WORTH = re.compile(r"(?:value|wert|valeur|total|worth)(?: (?:in )?[a-z]{3})?")  # `Value (£)`
HEADING_LENGTH = 80  # longer texts are sentences
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _RULES)


def role_of(heading: str) -> Role | None:
    """The part a column of this heading plays, None if the words are unknown."""
    words = fold(heading)
    role = _role_of(words) if 0 < len(words) <= HEADING_LENGTH else None
    worth = role in {None, "value"} and _WORTH.fullmatch(words)
    return "amount" if worth and (currencies_in(heading) or ambiguous_sign(heading)) else role


@lru_cache(maxsize=4096)
def _role_of(words: str) -> Role | None:
    return next((role for role, pattern in _COMPILED if pattern.fullmatch(words)), None)
