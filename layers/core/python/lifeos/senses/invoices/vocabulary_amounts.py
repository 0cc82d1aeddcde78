"""What the amounts of a bill are called in eight languages; written as in `vocabulary`."""

TOTAL = """
grand total|total amount|invoice total|invoice amount|total incl vat|total incl tax|total inc vat
total including vat|total including tax|total including gst|total incl gst|total inc gst|total inc
total gross|gross total|gross amount|amount incl vat|total with tax|total with vat|total invoice
total for this invoice|total for invoice|total to pay|total payable|total charges|order total
total for this bill|total this bill|total for this period|charges for this period|current charges
total current charges|total cost|total fare|total charged|amount charged|total donation|final total
total amount charged|total sum|total gbp|total eur|total chf|total credited|amount credited
value of this invoice|total due including vat|gross
total vat included|total tax included|total inc tax|total price|total usd|total invoice amount
total invoice value|invoice value|total this invoice|total incl|total charge|total credit
credit total|total new charges|total refund|refund total|total refunded|amount incl tax
gesamtbetrag|rechnungsbetrag|gesamtsumme|endbetrag|bruttobetrag|summe brutto|gesamt brutto
brutto gesamt|gesamtbetrag brutto|rechnungssumme brutto|bruttosumme|rechnungsendbetrag|endsumme
gesamtbetrag inkl mwst|gesamt inkl mwst|summe inkl mwst|total inkl mwst|betrag inkl mwst
gesamtbetrag inkl ust|gesamt inkl ust|rechnungssumme|gesamtbetrag inkl|rechnungsbetrag brutto
brutto rechnungsbetrag|gesamtrechnungsbetrag|gutschriftsbetrag|gesamtbruttobetrag|brutto summe
gesamtpreis brutto|gesamtbetrag inklusive mwst|brutto betrag|rechnungsgesamtbetrag|total brutto
erstattungsbetrag|gesamtforderung|rechnungsendsumme
gesamtkosten
endpreis|gesamtpreis inkl mwst|gutschriftbetrag|auszahlungsbetrag|summe gutschrift|gesamtgutschrift
spendenbetrag|gesamt eur|gesamtsumme brutto|rechnungstotal|total inkl ust|gesamt inklusive mwst
summe inklusive mwst|gesamtsumme inkl mwst|betrag inklusive mwst|forderungssumme
total ttc|montant ttc|montant total ttc|total toutes taxes comprises|net ttc|montant total
total general|total de la facture|total facture|ttc|total net ttc|total t t c|montant de la facture
montant toutes taxes comprises|total tva comprise|total tva incluse|montant facture|total avoir
montant total a payer ttc|total de votre facture|total general ttc|montant a regler|total a regler
total facture ttc|cotisation annuelle ttc|total cotisation|montant rembourse|total rembourse
montant de l avoir|net a votre credit|total tvac|total tva comprise|prix total|total du sejour
montant total de la facture|total avoir ttc|montant de votre impot|montant de votre taxe
montant total de votre impot|montant de l impot|montant de la taxe
totaal incl btw|totaal inclusief btw|totaalbedrag|totaal bedrag|factuurbedrag|factuur totaal
factuurtotaal|eindtotaal|eindbedrag|totaal incl|bedrag incl btw|totaalbedrag incl btw
totaal factuur|totaal factuurbedrag|inclusief btw|totaal bedrag incl btw|incl btw|totaal generaal
totaal verschuldigd|totaal te crediteren|totaalprijs|totaal inclusief btw en|jaarbedrag
totaal inclusief|totaal credit|factuurbedrag incl btw|totaal incl btw eur|totaal premie incl
total factura|importe total|total con iva|total iva incluido|total general|total importe
importe factura|total factura iva incluido|total iva incl|total con impuestos|total documento
total recibo|importe del recibo|total a percibir|total a devolver|importe a devolver|total a cobrar
importe a su favor|total importe factura|importe total con iva|precio total|total impuestos incl
importe total factura|total abono|total de la factura|total impuestos incluidos|total a abonar
totale fattura|totale documento|totale ivato|totale con iva|importo totale|totale complessivo
totale generale|totale iva inclusa|totale iva compresa|totale della fattura|importo fattura
totale bolletta|totale corrispettivo|totale scontrino|totale conto|importo della bolletta
totale a credito|totale da rimborsare|prezzo totale|totale comprensivo di iva|totale ivato
totale documento eur|totale lordo|totale iva incl|totale nota di credito|totale ricevuta
importo totale documento|totale nota credito
total com iva|total da fatura|valor total|montante total|total geral|total do documento
total documento|total iva incluido|total c iva|total fatura|total com impostos|valor da fatura
importancia recebida|importancia total|total recebido|total a receber|valor total da fatura
total a reembolsar|total da conta|valor total com iva|total com iva incluido|preco total
total incluindo iva|total da nota de credito
razem brutto|wartosc brutto|kwota brutto|suma brutto|ogolem|lacznie brutto|kwota ogolem
lacznie|razem do rozliczenia|suma pln|naleznosc ogolem|wartosc faktury|wartosc razem|suma faktury
naleznosc razem|kwota do zwrotu|razem z vat|cena razem
suma do zwrotu|wartosc brutto razem|razem wartosc brutto|ogolem brutto|do zwrotu
"""

TOTAL_WEAK = """
total|gesamt|summe|totaal|totale|razem|suma|brutto|gesamtpreis|montant|bedrag|importe|amount|betrag
summe eur|gross|jahresbetrag|jahresbeitrag|gesamtbeitrag|beitrag|pramie|premie|prime|cotisation
importo|valor|totaal eur|totaux|totali|totales|somme
"""

DUE_AMOUNT = """
amount due|balance due|total due|total amount due|due payable|amount payable|amount to pay|residual
please pay this amount|what you need to pay|amount to be paid|total to be paid
amount we will collect
direct debit amount|remaining balance|balance remaining|balance due now|pay this amount
outstanding balance|outstanding amount|please pay|to pay|balance payable|amount outstanding
total outstanding|amount owing|net payable|payable amount|payment amount|invoice balance
balance to pay|you owe|amount now due|new balance|total balance due|total now due
zu zahlen|zahlbetrag|zu zahlender betrag|offener betrag|restbetrag|zahlungsbetrag|falliger betrag
nachzahlung|ihre nachzahlung|nachforderung|zu bezahlender betrag|restforderung|noch zu leisten
zu zahlende summe|zu uberweisender betrag|nachzuzahlender betrag|noch zu bezahlen|restschuld
forderungsbetrag|noch zu zahlen|zu zahlen brutto|zu uberweisen|offener restbetrag|zahllast
zu zahlender gesamtbetrag|noch offen|abbuchungsbetrag|einzugsbetrag|restzahlung|zu bezahlen
net a payer|reste a payer|solde a payer|montant a payer|montant du|a payer|total a payer|solde du
montant preleve|montant du prelevement|reste a regler|a regler|somme due|somme a regler
reste a votre charge
restant du|net a payer ttc|net a regler|reste du|montant net a payer|somme a payer
te betalen|openstaand bedrag|te voldoen|te incasseren|incassobedrag|nog te voldoen|bij te betalen
af te schrijven|u moet betalen
nog te betalen|te betalen bedrag|totaal te betalen
totaal te voldoen|openstaand saldo|te ontvangen|u betaalt|door u te betalen
total a pagar|importe a pagar|a pagar|pendiente de pago|importe pendiente
liquido a pagar|total liquido a pagar|saldo pendiente|importe a cobrar|importe a ingresar
resto a pagar|pendiente de abono
totale da pagare|importo da pagare|netto a pagare|da pagare|totale a pagare|netto da pagare
da versare|saldo finale|da saldare|resta da pagare|importo da versare
totale dovuto|importo dovuto|saldo da pagare
valor a pagar|montante a pagar|valor a debitar|importancia a pagar|total a debitar|falta pagar
saldo a pagar|valor em divida|por pagar|total em divida
do zaplaty|razem do zaplaty|kwota do zaplaty|pozostalo do zaplaty|pozostaje do zaplaty
lacznie do zaplaty|doplata|do doplaty|kwota do pobrania|pozostala kwota|kwota naleznosci
suma do zaplaty|do zaplaty razem
"""

NET = """
subtotal|sub total|net total|total net|net amount|amount net|total excl vat|total excluding vat
total before tax|total ex vat|taxable amount|net|total excl tax|total excluding tax
total without vat|taxable value|total taxable value|total ex tax|net charge|net charges
total exclusive of vat
total net of vat|sub total ex vat|subtotal ex vat|subtotal ex gst|total before gst|amount ex vat
total ex gst|subtotal excl vat|subtotal excl tax|net value|total net amount|amount excl vat
total before vat|total excl gst|pre tax total|total excl|price excl vat|amount before tax
subtotal before tax|vatable amount|goods total|total premium|net premium
nettobetrag|summe netto|gesamt netto|netto gesamt|zwischensumme|nettosumme|rechnungssumme netto
netto|rechnungssumme ohne ust|positionssumme|warenwert|gesamtbetrag netto|netto betrag|total netto
zwischensumme exkl mwst|summe exkl mwst|gesamtsumme netto|summe ohne ust|netto gesamtbetrag
zwischentotal
zwischensumme netto|gesamt exkl ust|total exkl ust|netto summe|betrag ohne mwst|nettopreis gesamt
summe ohne mwst|gesamt ohne mwst|netto summe|betrag netto|rechnungsbetrag netto|nettowert
gesamtnettobetrag|gesamtbetrag ohne mwst|gesamt exkl mwst|total exkl mwst|betrag exkl mwst
nettorechnungsbetrag|basisbetrag|nettoentgelt|nettobeitrag|nettopramie
total ht|montant ht|total hors taxes|sous total|base ht|net ht|total net ht|total h t|montant net ht
montant hors taxes|ht|total hors tva|total htva|montant total ht|sous total ht|base imposable
total tva non comprise|base tva|total sans taxes|montant total hors taxes|total tva non comprise
montant htva|total hors tva eur
net commercial
subtotaal|totaal excl btw|exclusief btw|totaal exclusief btw|excl btw|netto bedrag|bedrag excl btw
totaal zonder btw|totaal ex btw|subtotaal ex btw|bedrag zonder btw|netto factuurbedrag
grondslag|totaal excl|totaal netto|netto totaal|subtotaal excl btw|totaalbedrag excl btw
totaal exclusief|maatstaf van heffing|totaal bedrag excl btw|btw grondslag|nettobedrag
totaal premie|netto premie|nettopremie
base imponible|total sin iva|importe neto|base|total base imponible|importe sin iva|total neto
total sin impuestos|subtotal sin iva|base imponible total|suma de bases|importe sin impuestos
suma base imponible|total base|neto|base iva|total antes de impuestos|importe base
imponibile|totale imponibile|subtotale|totale netto|totale iva esclusa|totale merce|imponibile iva
totale escluso iva|totale imponibile iva|totale al netto di iva|imponibile iva 22
netto merce|importo imponibile|totale senza iva|importo netto|imponibile totale|totale imponibili
base tributavel|total sem iva|total liquido|incidencia|valor tributavel|base de incidencia
total iliquido|valor iliquido|valor sem iva|total sem impostos|valor base|total base|base iva
valor liquido|subtotal sem iva|total s iva|base incidencia|total bruto
razem netto|wartosc netto razem|razem wartosc netto|suma wartosci netto|wartosc netto|suma netto
kwota netto|ogolem netto|lacznie netto|podstawa opodatkowania
"""

TAX = """
vat|sales tax|tax|gst|hst|pst|qst|vat total|total vat|tax total|total tax|vat amount|tax amount
plus vat|value added tax|total gst|estimated tax|iva|total sales tax|add vat|state tax|tax due
cgst|sgst|igst|utgst|tps|tvq|gst tps|qst tvq|tps gst|tvq qst|consumption tax|service tax
vat thereon|vat element|vat content|vat included|includes vat|total vat amount|local tax|city tax
insurance premium tax|ipt|occupancy tax
mwst|ust|mehrwertsteuer|umsatzsteuer|steuerbetrag|mwst betrag|zuzuglich mwst|zzgl mwst|zzgl ust
ust betrag|zuzuglich ust|summe mwst|gesamt mwst|zzgl mehrwertsteuer|zzgl umsatzsteuer|steuer
mehrwertsteuer enthalten|enthaltene umsatzsteuer|enthalt mwst|mwst enthalten|darin mwst
darin enthaltene ust|davon ust|ust gesamt|enthaltene mehrwertsteuer
versicherungsteuer|versicherungssteuer
mehrwertsteuerbetrag|umsatzsteuerbetrag|mwst gesamt|summe ust|gesetzliche mwst
zuzuglich gesetzlicher mwst
zuzuglich umsatzsteuer|zuzuglich mehrwertsteuer|zzgl gesetzl mwst|steuern|enthaltene mwst|inkl mwst
davon mwst|enthaltene ust|darin enthaltene mwst
tva|total tva|montant tva|total taxes|taxes|montant de la tva|dont tva|total des taxes|total t v a
btw hoog|btw laag|hoog tarief|laag tarief|totaal btw hoog|inclusief btw bedrag
assurantiebelasting|btw|btw bedrag|totaal btw|btw totaal|bedrag btw|waarvan btw|totaal btw bedrag
cuota iva|igic|total iva|cuota|importe iva|total cuota|total impuestos|impuestos|cuota de iva
i v a|total cuotas iva
imposta|totale iva|totale imposta|importo iva|totale imposte|di cui iva|iva totale|ammontare iva
valor iva|total do iva|valor do iva|montante iva|total de iva|imposto|total imposto
suma ptu|ptu|kwota ptu|razem ptu|podatek ptu|w tym vat|w tym podatek|vat razem|razem kwota vat
podatek vat|kwota vat|razem vat|podatek|suma vat|kwota podatku|podatek razem|wartosc vat
"""

OTHER = """
exempt from vat|vat exempt|outside the scope of vat|zero rated|tax free
ohne ust|ohne mwst|ohne umsatzsteuer|steuerfrei|umsatzsteuerfrei|mwst frei|ust frei
hors champ tva|exonere de tva|non soumis a tva|non soumis a la tva|exoneree de tva
vrijgesteld van btw|buiten btw|btw vrij
exento de iva|exenta de iva|no sujeto a iva|iva exento|exenta
fuori campo iva|importi fuori campo iva|esente iva|esente da iva|non imponibile iva|escluso iva art
franchigia da iva|imposta di bollo|marca da bollo|bollo virtuale|imposta di registro
isento de iva|iva isento|nao sujeito a iva|imposto de selo
zwolnione z vat|zwolniony z vat|bez vat|nie podlega vat
total hours|total quantity|total items|total weight|total discount|total savings
payment received|payments|deposit|discount|shipping|freight
total units|total qty|less paid|payment|prepaid|advance payment|credits|change|cash|tendered
unit price|price|rate|share capital|capital|minimum payment|
gesamtmenge|gesamtgewicht|rabatt|skonto|versandkosten|versand|bereits gezahlt|anzahlung|gezahlt
abzuglich|einzelpreis|stuckpreis|preis|bar|gegeben|ruckgeld|stammkapital|skontobetrag|vorauszahlung
geleistete zahlungen|abschlage|erhaltene anzahlungen|abzuglich skonto|gutschein|kartenzahlung
remise|acompte|deja paye|frais de port|prix unitaire|pu ht|prix|capital|au capital de|escompte
montant paye|regle|deja regle|espece|carte bancaire|rendu|acomptes verses
korting|verzendkosten|betaald|aanbetaling|reeds betaald|stukprijs|prijs|prijs per stuk|wisselgeld
contant|pin|vooruitbetaald|voldaan
descuento|gastos de envio|pagado|anticipo|precio|precio unitario|capital social|efectivo|cambio
entregado|total descuento|tarjeta|dto
sconto|spese di spedizione|acconto|pagato|prezzo|prezzo unitario|capitale sociale|bollo|resto
contanti|totale sconto|spese|trasporto|ritenuta d acconto|ritenuta
desconto|portes|pago|adiantamento|preco|preco unitario|capital social|troco|numerario
total descontos|descontos|retencao|multibanco
rabat|koszt dostawy|zaplacono|zaliczka|cena|cena jednostkowa|kapital zakladowy|gotowka|reszta
cena netto|cena brutto|przedplata|wplacono
"""

# What a guest adds to the bill of a restaurant; it is paid, and neither net nor tax.
TIP = """
tip|gratuity|tips|service charge tip|trinkgeld|pourboire|fooi|propina|mancia|gorjeta|napiwek
"""

# What was open before this bill: a part of what is to be paid and none of the total.
CARRIED = """
balance brought forward|brought forward|previous balance|balance forward|opening balance|past due
balance from last bill|balance from your last bill|last bill|amount of last bill|prior balance
previous charges|past due amount|arrears|overdue amount|unpaid balance|balance carried over
balance from previous bill|previous bill|outstanding from last bill|amount overdue
saldovortrag|vorsaldo|saldo vorperiode|ruckstand|ruckstande|alter saldo|offene forderungen
bisheriger saldo|saldo aus vorperiode|offener betrag aus vorperiode|ubertrag vorjahr|altsaldo
ancien solde|solde precedent|solde anterieur|solde reporte|impaye|impayes|arrieres|report de solde
montant precedent|solde de la facture precedente|facture precedente
vorig saldo|saldo vorige factuur|vorige factuur|vorige nota|achterstand|beginsaldo
saldo anterior|deuda anterior|importe pendiente anterior|facturas anteriores|deuda pendiente
saldo precedente|importi precedenti|bollette precedenti|arretrati|morosita pregresse
valores em atraso|divida anterior|valor em divida anterior|faturas anteriores
saldo z poprzedniego okresu|saldo poprzednie|saldo poczatkowe|zaleglosc|zaleglosci|niedoplata
niedoplata z poprzedniego okresu|nadplata z poprzedniego okresu|poprzednie saldo
"""

# What the person gets back or is ahead by; printed without a minus as often as with one.
CREDIT_BALANCE = """
credit balance|balance in your favour|balance in your favor|amount in credit|in credit|refund due
your credit|account credit
guthaben|ihr guthaben|guthaben zu ihren gunsten|saldo zu ihren gunsten|ruckerstattung|guthabenbetrag
solde en votre faveur|solde crediteur|trop percu|a vous rembourser|montant a rembourser
tegoed|uw tegoed|te ontvangen|terug te ontvangen|u ontvangt|u krijgt terug
saldo a su favor|a su favor|saldo a favor|saldo acreedor
saldo a credito|a vostro credito|a suo credito|importo a credito|saldo a suo favore
saldo a seu favor|valor a seu favor|credito a seu favor
nadplata|twoja nadplata|do zwrotu klientowi
"""

# Means the amount due only where nothing better is said.
DUE_WEAK = """
balance|solde|saldo|pendiente|liquido|naleznosc
"""

# What was paid is what a receipt is for, where it names no total.
PAID = """
total paid|amount paid|paid|payment|amount received|you paid|donation amount|amount donated
gift amount
gezahlter betrag|gezahlt|betrag bezahlt|zahlbetrag erhalten|betrag der zuwendung|hohe der zuwendung
betrag erhalten|bezahlt
montant paye|montant regle|paye|regle|montant du don|somme recue|montant recu
betaald bedrag|totaal betaald|betaald|ontvangen bedrag|bedrag betaald
importe pagado|total pagado|pagado|cantidad recibida|importe recibido
importo pagato|totale pagato|pagato|importo versato
valor pago|total pago|montante pago|quantia recebida
kwota zaplacona|zaplacono|wplacono|kwota wplaty|otrzymana kwota
"""
