"""What the amounts of a bill are called in eight languages; written as in `vocabulary`."""

TOTAL = """
grand total|total amount|invoice total|invoice amount|total incl vat|total incl tax|total inc vat
total including vat|total including tax|total including gst|total incl gst|total inc gst|total inc
total gross|gross total|gross amount|amount incl vat|total with tax|total with vat|total invoice
total for this invoice|total for invoice|total to pay|total payable|total charges|order total
total vat included|total tax included|total inc tax|total price|total usd|total invoice amount
total invoice value|invoice value|total this invoice|total incl|total charge|total credit
credit total|total new charges|total refund|refund total|total refunded|amount incl tax
gesamtbetrag|rechnungsbetrag|gesamtsumme|endbetrag|bruttobetrag|summe brutto|gesamt brutto
brutto gesamt|gesamtbetrag brutto|rechnungssumme brutto|bruttosumme|rechnungsendbetrag|endsumme
gesamtbetrag inkl mwst|gesamt inkl mwst|summe inkl mwst|total inkl mwst|betrag inkl mwst
gesamtbetrag inkl ust|gesamt inkl ust|rechnungssumme|gesamtbetrag inkl|rechnungsbetrag brutto
brutto rechnungsbetrag|gesamtrechnungsbetrag|gutschriftsbetrag|gesamtbruttobetrag|brutto summe
gesamtpreis brutto|gesamtbetrag inklusive mwst|brutto betrag|rechnungsgesamtbetrag|total brutto
erstattungsbetrag
total ttc|montant ttc|montant total ttc|total toutes taxes comprises|net ttc|montant total
total general|total de la facture|total facture|ttc|total net ttc|total t t c|montant de la facture
montant toutes taxes comprises|total tva comprise|total tva incluse|montant facture|total avoir
montant total de la facture|total avoir ttc
totaal incl btw|totaal inclusief btw|totaalbedrag|totaal bedrag|factuurbedrag|factuur totaal
factuurtotaal|eindtotaal|eindbedrag|totaal incl|bedrag incl btw|totaalbedrag incl btw
totaal factuur|totaal factuurbedrag|inclusief btw|totaal bedrag incl btw|incl btw|totaal generaal
totaal inclusief|totaal credit
total factura|importe total|total con iva|total iva incluido|total general|total importe
importe factura|total factura iva incluido|total iva incl|total con impuestos|total documento
importe total factura|total abono|total de la factura|total impuestos incluidos|total a abonar
totale fattura|totale documento|totale ivato|totale con iva|importo totale|totale complessivo
totale generale|totale iva inclusa|totale iva compresa|totale della fattura|importo fattura
totale documento eur|totale lordo|totale iva incl|totale nota di credito|totale ricevuta
importo totale documento|totale nota credito
total com iva|total da fatura|valor total|montante total|total geral|total do documento
total documento|total iva incluido|total c iva|total fatura|total com impostos|valor da fatura
total incluindo iva|total da nota de credito
razem brutto|wartosc brutto|kwota brutto|suma brutto|ogolem|lacznie brutto|kwota ogolem
lacznie|razem do rozliczenia|suma pln|naleznosc ogolem|wartosc faktury|ogolem brutto|do zwrotu
"""

TOTAL_WEAK = """
total|gesamt|summe|totaal|totale|razem|suma|brutto|gesamtpreis|montant|bedrag|importe|amount|betrag
summe eur|gross|importo|valor|totaal eur|totaux|totali|totales|somme
"""

DUE_AMOUNT = """
amount due|balance due|total due|total amount due|due payable|amount payable|amount to pay|residual
outstanding balance|outstanding amount|please pay|to pay|balance payable|amount outstanding
total outstanding|amount owing|net payable|balance|payable amount|payment amount|invoice balance
balance to pay|you owe|amount now due|new balance|total balance due|total now due
zu zahlen|zahlbetrag|zu zahlender betrag|offener betrag|restbetrag|zahlungsbetrag|falliger betrag
forderungsbetrag|noch zu zahlen|zu zahlen brutto|zu uberweisen|offener restbetrag|zahllast
zu zahlender gesamtbetrag|noch offen|abbuchungsbetrag|einzugsbetrag|restzahlung|zu bezahlen
net a payer|reste a payer|solde a payer|montant a payer|montant du|a payer|total a payer|solde du
restant du|net a payer ttc|net a regler|solde|reste du|montant net a payer|somme a payer
te betalen|openstaand bedrag|te voldoen|nog te betalen|te betalen bedrag|totaal te betalen
totaal te voldoen|openstaand saldo|te ontvangen|u betaalt|door u te betalen
total a pagar|importe a pagar|a pagar|pendiente de pago|importe pendiente|liquido|pendiente
liquido a pagar|total liquido a pagar|saldo pendiente
totale da pagare|importo da pagare|netto a pagare|da pagare|saldo|totale a pagare|netto da pagare
totale dovuto|importo dovuto|saldo da pagare
valor a pagar|montante a pagar|saldo a pagar|valor em divida|por pagar|total em divida
do zaplaty|razem do zaplaty|kwota do zaplaty|pozostalo do zaplaty|pozostaje do zaplaty
lacznie do zaplaty|naleznosc|kwota naleznosci|suma do zaplaty|do zaplaty razem
"""

NET = """
subtotal|sub total|net total|total net|net amount|amount net|total excl vat|total excluding vat
total before tax|total ex vat|taxable amount|net|total excl tax|total excluding tax
total without vat
total ex gst|subtotal excl vat|subtotal excl tax|net value|total net amount|amount excl vat
total before vat|total excl gst|pre tax total|total excl|price excl vat|amount before tax
subtotal before tax|vatable amount|goods total|total premium|net premium
nettobetrag|summe netto|gesamt netto|netto gesamt|zwischensumme|nettosumme|rechnungssumme netto
netto|rechnungssumme ohne ust|positionssumme|warenwert|gesamtbetrag netto|netto betrag|total netto
summe ohne mwst|gesamt ohne mwst|netto summe|betrag netto|rechnungsbetrag netto|nettowert
gesamtnettobetrag|gesamtbetrag ohne mwst|gesamt exkl mwst|total exkl mwst|betrag exkl mwst
nettorechnungsbetrag|basisbetrag|nettoentgelt|nettobeitrag|nettopramie
total ht|montant ht|total hors taxes|sous total|base ht|net ht|total net ht|total h t|montant net ht
montant hors taxes|ht|total hors tva|total htva|montant total ht|sous total ht|base imposable
total tva non comprise|base tva|net commercial
subtotaal|totaal excl btw|exclusief btw|totaal exclusief btw|excl btw|netto bedrag|bedrag excl btw
grondslag|totaal excl|totaal netto|netto totaal|subtotaal excl btw|totaalbedrag excl btw
totaal exclusief|maatstaf van heffing|totaal bedrag excl btw|btw grondslag|nettobedrag
totaal premie|netto premie|nettopremie
base imponible|total sin iva|importe neto|base|total base imponible|importe sin iva|total neto
suma base imponible|total base|neto|base iva|total antes de impuestos|importe base
imponibile|totale imponibile|subtotale|totale netto|totale iva esclusa|totale merce|imponibile iva
netto merce|importo imponibile|totale senza iva|importo netto|imponibile totale|totale imponibili
base tributavel|total sem iva|total liquido|incidencia|valor tributavel|base de incidencia
total iliquido|base iva|valor liquido|subtotal sem iva|total s iva|base incidencia|total bruto
razem netto|wartosc netto|suma netto|kwota netto|ogolem netto|lacznie netto|podstawa opodatkowania
"""

TAX = """
vat|sales tax|tax|gst|hst|pst|qst|vat total|total vat|tax total|total tax|vat amount|tax amount
plus vat|value added tax|total gst|estimated tax|iva|total sales tax|add vat|state tax|tax due
insurance premium tax|ipt|occupancy tax
mwst|ust|mehrwertsteuer|umsatzsteuer|steuerbetrag|mwst betrag|zuzuglich mwst|zzgl mwst|zzgl ust
ust betrag|zuzuglich ust|summe mwst|gesamt mwst|zzgl mehrwertsteuer|zzgl umsatzsteuer|steuer
versicherungsteuer|versicherungssteuer
mehrwertsteuerbetrag|umsatzsteuerbetrag|mwst gesamt|summe ust|gesetzliche mwst
zuzuglich gesetzlicher mwst
zuzuglich umsatzsteuer|zuzuglich mehrwertsteuer|zzgl gesetzl mwst|steuern|enthaltene mwst|inkl mwst
davon mwst|enthaltene ust|darin enthaltene mwst
tva|total tva|montant tva|total taxes|taxes|montant de la tva|dont tva|total des taxes|total t v a
assurantiebelasting|btw|btw bedrag|totaal btw|btw totaal|bedrag btw|waarvan btw|totaal btw bedrag
cuota iva|igic|total iva|cuota|importe iva|total cuota|total impuestos|impuestos|cuota de iva
i v a|total cuotas iva
imposta|totale iva|totale imposta|importo iva|totale imposte|di cui iva|iva totale|ammontare iva
valor iva|total do iva|valor do iva|montante iva|total de iva|imposto|total imposto
podatek vat|kwota vat|razem vat|podatek|suma vat|kwota podatku|podatek razem|wartosc vat
"""

OTHER = """
total hours|total quantity|total items|total weight|total discount|total savings|total paid
amount paid|paid|payment received|payments|deposit|previous balance|discount|shipping|freight
total units|total qty|less paid|payment|prepaid|advance payment|credits|change|cash|tendered
unit price|price|rate|share capital|capital|minimum payment|past due|opening balance
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
