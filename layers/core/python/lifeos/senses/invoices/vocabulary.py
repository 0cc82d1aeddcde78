"""What each field of a bill is called in eight languages.

English, German, French, Dutch, Spanish, Italian, Portuguese, Polish, in this order. Phrases are
written folded (small letters, no accents, no dots, see `lifeos.senses.values.phrases`), several a
line between bars. `_WEAK` words mean the field only where nothing better is said.
"""

NUMBER = """
invoice number|invoice no|invoice nr|invoice num|invoice id|invoice #|invoice ref|invoice reference
inv no|inv #|bill number|bill no|bill #|tax invoice no|tax invoice number|receipt number|receipt no
receipt # no|receipt #|receipt id|credit note number|credit note no|credit note #|credit memo number
credit memo no|credit no
rechnungsnummer|rechnungs nummer|rechnungsnr|rechnung nr|rechnungs nr|rechnung nummer|rechnung no
re nr|rg nr|rechn nr|gutschriftsnummer|gutschriftnummer|gutschrift nr|gutschrifts nr|rechnungs id
quittungsnummer|quittung nr|bescheid nr|bescheidnummer|liquidation nr|korrektur nr
handelsrechnung nr|schlussrechnung nr|abschlagsrechnung nr
teilrechnung nr|sammelrechnung nr|anzahlungsrechnung nr|ausgangsrechnung nr
bon nr|bonnummer|rechnungskorrektur nr|stornorechnung nr
numero de facture|no de facture|no de la facture|no facture|facture no|facture num|facture numero
numero facture|num facture|ref facture|reference facture|avoir no|numero d avoir|no d avoir
facture d avoir no|quittance no|justificatif no|reference de l avis|recu no
no de recu|numero de recu|facture nr|no de ticket|ticket no
factuurnummer|factuur nr|factuurnr|factuur nummer|factuur no|creditnota nummer|creditnotanummer
creditnota nr|creditfactuurnummer|creditfactuur nr|bonnummer|bon nr|nota nummer|notanummer|notanr
nota nr|bonnr|folio number|folio no|folio #|declaratienummer|aanslagnummer|aanslag nr|notanr
numero de factura|no de factura|no factura|num factura|num de factura|factura no|factura num
factura numero|numero factura|factura nr|no fra|fra no|factura n|numero de recibo|recibo no
numero de abono|abono no|factura rectificativa no|ticket n|n factura|factura simplificada no
numero fattura|numero della fattura|fattura numero|fattura n|fattura nr|fattura no|n fattura
nr fattura|no fattura|num fattura|nota di credito n|nota di credito nr|nota credito n
ricevuta fiscale n|ricevuta fiscale nr|ricevuta fiscale|numero ricevuta|ricevuta n|ricevuta nr
scontrino n|documento n|numero documento|nr documento
numero da fatura|no da fatura|numero de fatura|no de fatura|no fatura|fatura no|fatura n|fatura nr
fatura recibo no|fatura recibo n|fatura simplificada no|nota de credito no|nota de credito n
recibo n|numero do documento|no do documento|fatura numero|numero fatura
numer faktury|nr faktury|faktura nr|faktura vat nr|faktura numer|faktura no|faktura korygujaca nr
korekta nr|numer paragonu|paragon nr|rachunek nr|numer rachunku|faktura zaliczkowa nr
"""

NUMBER_WEAK = """
document number|document no|doc no|reference no|ref no|belegnummer|beleg nr|belegnr|numero de piece
numero de documento|no documento|num documento|nr dokumentu|numer dokumentu|documentnummer
number|no|nr|numero|nummer|numer|#|invoice|rechnung|handelsrechnung|schlussrechnung|teilrechnung
abschlagsrechnung|tax invoice|facture|factuur|factura|fattura|fatura|faktura
fatura recibo|fatura simplificada|factura simplificada|extrato fatura
bon|nota|folio|receipt|credit note|gutschrift|avoir|creditnota|nota di credito
nota de credito|faktura vat
"""

OTHER_NUMBER = """
order number|order no|order id|order #|order ref|your order|purchase order|po number|po no|po #
delivery note no|customer order|contract number|contract no|project number|project no|vat number
vat no|vat id|vat reg no|vat registration no|vat registration number|tax id|tax number|tax no
company number|company no|registration number|company registration no|phone|tel|telephone|fax
account no|account number|sort code|bank account|check no|ticket number|item no|article no|page
mandate reference|creditor id|gln|your reference|our reference|reference|serial number
bestellnummer|bestell nr|auftragsnummer|auftrags nr|auftragsnr|lieferscheinnummer|lieferschein nr
ihre auftragsnummer|vertragsnummer|vertrags nr|steuernummer|steuer nr|st nr|ust id nr|ust idnr
ust id|ustid|umsatzsteuer id|artikelnummer|artikel nr|art nr|pos nr|kontonummer|konto nr|telefon
seite|zahlernummer|zahler nr|projektnummer|handelsregisternummer|hrb|mandatsreferenz
numero de commande|no de commande|commande no|bon de commande|no de tva|no tva|numero de tva
tva intracommunautaire|no tva client|no siret|siret|siren|rcs|ref marche|votre reference|tel
no de contrat|numero de contrat|numero de compte|no de compte|bon de livraison
ordernummer|bestelnummer|bestel nr|order nr|uw referentie|uw kenmerk|btw nummer|btw nr|btw id|btw
kvk nummer|kvk nr|kvk|rekeningnummer|pakbonnummer|artikelnummer|pagina|polisnummer|uw btw nummer
numero de pedido|no de pedido|pedido no|no pedido|albaran no|no albaran|nif|cif|nif cif|dni
numero de contrato|no contrato|referencia|telefono|numero de cuenta|su pedido
numero ordine|ordine n|vs ordine|ddt n|ddt|partita iva|p iva|codice fiscale|cf|c f|numero contratto
encomenda no|no encomenda|numero da encomenda|contribuinte no|contribuinte|nipc|no contribuinte
guia de remessa no|v encomenda|contrato no
numer zamowienia|nr zamowienia|zamowienie nr|nip|regon|krs|numer konta|nr konta|nr rachunku
numer rachunku bankowego|nr umowy|numer umowy|bdo|wz nr
"""

CUSTOMER = """
customer number|customer no|account reference|account ref|customer id|customer #|customer account
customer account number
client number|client no|client id|account number|account no|account id|member no|customer ref
customer code|customer reference|tenant number|tenant no|patient number|patient no|patient id
policyholder number|subscriber number|subscriber no
kundennummer|kunden nr|kundennr|kd nr|kdnr|kunden no|ihre kundennummer|debitorennummer|debitor nr
kunden id|vertragskonto|mitgliedsnummer|patientennummer|mieternummer|versichertennummer
numero client|numero de client|no client|no de client|code client|ref client|reference client
identifiant client|no d abonne|no de locataire|no d adherent|numero d adherent|no de patient
klantnummer|klant nr|klantnr|klant nummer|debiteurnummer|debiteur nr|debiteurnr|relatienummer|klant
klantcode|huurdernummer|patientnummer|verzekerdennummer|lidnummer|relatienr|debiteurennummer
numero de cliente|no de cliente|no cliente|num cliente|codigo de cliente|codigo cliente|cod cliente
cliente no|id cliente
codice cliente|cod cliente|numero cliente|n cliente|cliente n|id cliente
numero do cliente|no do cliente|codigo do cliente|cliente no|n cliente
numer klienta|nr klienta|nr kontrahenta|kod klienta|id klienta|numer nabywcy
"""

ISSUED = """
invoice date|date of invoice|date of issue|issue date|issued on|issued at|issued|date issued
billing date|bill date|receipt date|document date|credit note date|tax invoice date|tax point
date of bill|date of receipt|date received|date of statement|donation date|date of donation
date invoiced|inv date|purchase date|transaction date|statement date
rechnungsdatum|rechnungs datum|datum der rechnung|rechnung vom|ausstellungsdatum|ausgestellt am
ausgestellt|datum der ausstellung|dokumentdatum|erstellungsdatum|bescheiddatum|quittungsdatum
belegdatum|liefer und rechnungsdatum|rechnungs und lieferdatum|gutschriftsdatum|kaufdatum
rechnungsdatum und lieferdatum|datum rechnung|erstellt am
date de facture|date de la facture|date facture|date de facturation|date d emission|emise le
emis le|facture du|date du document|date de l avoir|date d achat|facture emise le|date emission
date d etablissement|fait le|votre facture du|date de l avis|date de vente
etablie le|date d edition
dagtekening|datum nota|datum factuur|factuurdatum|factuur datum|datum factuur|datum van factuur
notadatum|nota datum|aankoopdatum
datum van uitgifte|uitgiftedatum|creditdatum
fecha emision factura|fecha de emision de factura|fecha de emision de la factura
fecha de factura|fecha factura|fecha de la factura|fecha de emision|fecha emision|emitida el
expedida el|emitido el|fecha de la compra|fecha del recibo|fecha del abono|fecha de expedicion
fecha expedicion|fecha del documento|fecha de compra|fecha documento
data bolletta|data ricevuta|data scontrino|emesso il|fattura emessa il|data fattura
data della fattura|data di emissione|data emissione|data documento|emessa il
data del documento|data di fatturazione|data acquisto
data doc|emitida a|emitido a|data recibo|data do recibo|data da fatura|data de emissao|data emissao
data do documento|data da emissao|emitida em|emitido em
data fatura|data documento|data de fatura|data da compra
data wyst|data rachunku|data paragonu|data korekty|data wystawienia|data faktury|wystawiono dnia
wystawiono|data wystawienia faktury|data dokumentu
wystawiona dnia|data zakupu|data i miejsce wystawienia|miejsce i data wystawienia
"""

ISSUED_WEAK = """
date|dated|datum|le|du|fecha|data|vom|del|z dnia|dnia|den|van|date and time|datum uhrzeit
ausfahrt|exit|exit time|time out|uitrit|sortie le
"""

DUE = """
due date|payment due date|payment due|date due|due by|due on|pay by|payable by|please pay by
please remit until|payment deadline|pay before|due|please pay before|payment by|payment due by
faellig am|fallig am|zu zahlen am|zahlbar am|faelligkeit|falligkeit|faelligkeitsdatum
falligkeitsdatum|fallig|zahlbar bis
zahlungsziel|zahlungsfrist|zahlen bis|zu zahlen bis|zahlbar bis zum|zahlung bis|uberweisen bis
fallig zum|zahlungstermin|fallig bis|zahlbar bis spatestens|begleichen bis|zahlung fallig
date d echeance|exigible le|exigible au|payable au|echeance|date limite de paiement
a payer avant le|payable avant le|payer avant le
a regler avant le|echeance le|date echeance|payable le|date de paiement limite|a payer le
a payer au plus tard le|reglement avant le|date limite de reglement
vervaldatum|verval datum|te betalen voor|betalen voor|uiterste betaaldatum|uiterlijk betalen
te voldoen voor|betalen uiterlijk|betaal voor|vervalt op|uiterlijk te betalen op|betaaltermijn
betaling voor|te betalen uiterlijk
fecha de vencimiento|vencimiento|fecha vencimiento|pagar antes del|vence el|fecha limite de pago
fecha de pago limite|pagadero antes del|vencimientos|fecha de cargo|fecha cargo
data di scadenza|scadenza|data scadenza|scadenza pagamento|da pagare entro|pagare entro
pagamento entro|scadenze|entro il|da pagare entro il
data de vencimento|vencimento|data vencimento|pagar ate|data limite de pagamento|pagamento ate
prazo de pagamento|limite de pagamento|vencimento em
platne przelewem do|platnosc przelewem do|przelewem do|termin platnosci|termin zaplaty
data platnosci|platne do|platnosc do|zaplata do|do zaplaty do
"""

SERVICE = """
service date|date of service|date of supply|supply date|delivery date|date of delivery|delivered on
service period|billing period|invoice period|period|period covered|date of sale|shipment date
leistungsdatum|lieferdatum|leistungszeitraum|abrechnungszeitraum|liefer und leistungsdatum
lieferzeitraum|zeitraum|leistungs und lieferdatum|datum der lieferung|liefer leistungsdatum
date de livraison|date de prestation|date de la prestation|periode|periode de facturation
date de vente|periode de consommation|date de la vente|periode facturee
leverdatum|leveringsdatum|periode|factuurperiode|verbruiksperiode|datum levering
fecha de operacion|fecha de entrega|periodo de facturacion|periodo|periodo facturado
fecha operacion|fecha de servicio|fecha del servicio
data di consegna|data consegna|periodo|periodo di fatturazione|periodo di riferimento
data prestazione|data della prestazione
data de entrega|periodo de faturacao|periodo|data do servico|data da prestacao|data de prestacao
data sprzedazy|data dostawy|data wykonania uslugi|okres|okres rozliczeniowy
data zakonczenia dostawy|data wykonania|data dokonania dostawy
"""

# The day of purchase: that of the paper where nothing but a day with a time is printed beside it.
BOUGHT = """
order date|date of order|bestellt am|bestelldatum|commande du|date de commande|orderdatum
besteldatum|fecha de pedido|data ordine|data da encomenda|data zamowienia
booked on|booking date|buchungsdatum
"""

OTHER_DATE = """
order date|date of order|print date|printed|date of birth|payment date|paid on|date paid|shipped on
original invoice date|date of original invoice|preceding invoice date|related invoice date
date of the original invoice|datum der ursprungsrechnung|ursprungsrechnung vom
datum der ursprunglichen rechnung|datum der bezugsrechnung
date de facture associee|date de la facture associee|date de facture d origine
date de la facture d origine|date facture d origine|date de facture initiale
date de la facture initiale|date de la facture rectifiee|date de facture precedente
datum oorspronkelijke factuur|fecha de la factura original|fecha factura original
fecha de la factura rectificada|data fattura originale|data della fattura originale
data fattura collegata|data da fatura original|data faktury pierwotnej|data faktury korygowanej
contract date|departure date|arrival date|travel date|date of travel|departure|arrival|departs
arrives|check in date|check out date|flight date|birth date
registration date|valid until|valid from|expiry date|start date|end date
training date|next reading|next billing date|next invoice|purchase order date|check in|check out
abfahrt|ankunft|hinfahrt|ruckfahrt|reisedatum|reisetag|anreise|abreise|einfahrt|abflug|entry time
bestelldatum|auftragsdatum|druckdatum|geburtsdatum|bezahlt am|vertragsdatum|gultig bis|bestellt am
buchungsdatum|eingang am|auftrag vom|bestellung vom|ihre bestellung vom|lieferschein vom|skonto bis
date de voyage|date du voyage|voyage du|depart|arrivee|depart le|aller le|retour le|aller|retour
date de depart|date d arrivee|date de commande|date de naissance
paye le|date d impression|date de paiement
vertrek|aankomst|vertrekdatum|aankomstdatum|reisdatum|heenreis|terugreis
orderdatum|besteldatum|bestelling van|geboortedatum|betaald op|afdrukdatum|printdatum|datum order
salida|llegada|entrada|fecha de salida|fecha de viaje|fecha de llegada|ida|vuelta
fecha de pedido|fecha pedido|fecha de nacimiento|fecha de pago|pagado el|pedido del|fecha impresion
partenza|arrivo|data di partenza|data di arrivo|data del viaggio|andata|ritorno
data ordine|data dell ordine|data di nascita|pagato il|ordine del|data pagamento|del ddt|ddt del
partida|chegada|data de partida|data de viagem|data de chegada|saida
data da encomenda|data de nascimento|pago em|data de pagamento|data encomenda|processado em
odjazd|przyjazd|wyjazd|data wyjazdu|data przyjazdu|data podrozy
data zamowienia|data urodzenia|zaplacono dnia|data zaplaty|zamowienie z dnia|data wydruku
"""

ISSUER = """
from|seller|vendor|supplier|service provider|issued by|sold by|provider|merchant|bill from
invoice from|billed by|invoiced by|biller|supplied by
verkaufer|lieferant|rechnungssteller|leistungserbringer|absender|aussteller|anbieter
rechnungsaussteller|auftragnehmer|dienstleister|verkauft von|verkauf durch|verkauf und versand durch
vendeur|fournisseur|emetteur|prestataire|emis par|vendu par|etabli par
verkoper|leverancier|afzender|opdrachtnemer|verkocht door
emisor|vendedor|proveedor|datos del emisor|emitido por|vendido por
cedente prestatore|cedente|fornitore|mittente|emittente|venditore|prestatore
fornecedor|emitente|emissor|prestador|empresa emitente
sprzedawca|wystawca|dostawca|uslugodawca|wykonawca|sprzedajacy
"""

PAYEE = """
account holder|account name|beneficiary|payee|creditor|remit to|pay to|payable to
make checks payable to|make all checks payable to|please make checks payable to
make cheques payable to|kontoinhaber|zahlungsempfanger|begunstigter
beneficiaire|titulaire du compte|titulaire|ten name van|t n v|tnv|begunstigde|rekeninghouder
beneficiario|titular|titular de la cuenta|intestato a|intestatario|intestatario conto
titular da conta|odbiorca przelewu|wlasciciel rachunku
"""

# Whom a paper is for where a colon follows; small words in sentences elsewhere.
FOR = """
for|invoice for|bill for|fur|rechnung fur|pour|facture pour|voor|factuur voor|para|factura para|per
fattura per|fatura para|dla|faktura dla
"""

BUYER = """
credited to|refunded to|refund to|bill to|billed to|bill to address|billing address|invoice to
invoiced to|sold to|ship to|deliver to
delivery address|shipping address|customer|customer name|client|buyer|purchaser|to|attn|attention
recipient|customer details|billing details|client details|prepared for|issued to|charge to|payer
invoice address|delivered to|guest|guest name|customer address|shipped to|bill for
rechnungsempfanger|rechnungsadresse|rechnungsanschrift|lieferadresse|lieferanschrift|kunde|kaufer
leistungsempfanger|kaufer leistungsempfanger|empfanger|auftraggeber|z hd|zu handen|an|firma
rechnung an|besteller|versand an|lieferung an|kundin|gast|rechnungsempfanger in
client|acheteur|adresse de facturation|adresse de livraison|facture a|livre a|destinataire
facturer a|a l attention de|adresse client|client facture|factures a|adresse du client
factuuradres|afleveradres|klant|koper|t a v|ter attentie van|aan|factuur aan|afnemer|debiteur
bezorgadres|klantgegevens|opdrachtgever|geleverd aan|gefactureerd aan
cliente|comprador|direccion de facturacion|direccion de envio|facturar a|datos del cliente
enviar a|facturado a|destinatario|a la atencion de|receptor|adquirente|direccion de entrega
cliente|cessionario committente|cessionario|spett le|spettabile|destinatario|intestatario fattura
indirizzo di fatturazione|indirizzo di consegna|indirizzo di spedizione|acquirente|committente|spett
luogo di destinazione|destinazione|fatturare a|fatturato a
cliente|comprador|morada de faturacao|morada de entrega|faturar a|exmo s sr s|exmo sr|exmos senhores
adquirente|dados do cliente|exmos srs|faturado a|morada de envio|destinatario
nabywca|kupujacy|odbiorca|platnik|adres dostawy|klient|zamawiajacy|adres do faktury|dane nabywcy
adres rozliczeniowy
"""

REFERENCE = """
payment reference|payment ref|reference for payment|please quote|remittance reference
quote reference
following communication for your payment|payment communication|communication|creditor reference
verwendungszweck|zahlungsreferenz|zahlungszweck|referenznummer|referenz nr
reference de paiement|reference a rappeler|communication structuree|motif
betalingskenmerk|betaalkenmerk|betalingsreferentie|mededeling|gestructureerde mededeling
referencia de pago|concepto|referencia bancaria
causale|riferimento pagamento|causale pagamento
referencia de pagamento|referencia multibanco|referencia pagamento
tytul przelewu|tytulem|tytul platnosci
"""
