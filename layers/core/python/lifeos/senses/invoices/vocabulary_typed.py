"""What tells a bill in running text from what only talks of one, in eight languages.

Written folded: small letters, no accents.
"""

NO_BILL = """
refund receipt|refund confirmation|total refunded|refunded|amount refunded|refund amount|your refund
refund date|payment failed|payment declined|payment unsuccessful|payment was unsuccessful
was declined|unsuccessful|cancelled|canceled|upcoming invoice|upcoming payment|upcoming charge
renews soon|not an invoice|not a bill|not a receipt|your cart|your basket|shopping cart|you owe
expense report|price change|save up to|your quote|your estimate|cash back
erstattung|ruckerstattung|erstattet|ruckzahlung|zahlung fehlgeschlagen|fehlgeschlagen|abgelehnt
nicht erfolgreich|storniert|stornierung|keine rechnung|ihr warenkorb|dein warenkorb|warenkorb
spesenabrechnung|preisanderung|verlangert sich|kommende rechnung
remboursement|rembourse|echec du paiement|paiement refuse|annule|annulee|annulation
ne constitue pas une facture|pas une facture|votre panier|note de frais|prochaine facture
terugbetaling|terugbetaald|restitutie|betaling mislukt|mislukt|geannuleerd|annulering
geen factuur|je winkelwagen|uw winkelwagen|winkelmandje|declaratie goedgekeurd
reembolso|reembolsado|devolucion|pago rechazado|pago fallido|cancelado|cancelada|anulado|anulada
no es una factura|tu carrito|su carrito|tu cesta|proxima factura
rimborso|rimborsato|pagamento non riuscito|pagamento rifiutato|annullato|annullata
non e una fattura|il tuo carrello|nota spese|prossima fattura
reembolsado|devolucao|pagamento recusado|pagamento falhou|nao e uma fatura|o seu carrinho
proxima fatura|cancelada
zwrot|zwrot srodkow|zwrocono|platnosc nieudana|platnosc odrzucona|anulowano|anulowane|anulowana
to nie jest faktura|twoj koszyk|nadchodzaca faktura
"""

# How something is paid, whatever the language: a card by its maker or last digits, or a service.
PAID_BY = (
    r"\b(?:visa|master ?card|amex|american express|maestro|paypal|apple pay|google pay|klarna"
    r"|i ?deal|bancontact|mb way|multibanco|blik|giropay|sofort|sepa|bizum|twint|przelewy24)\b"
    r"|(?<![•*x.·])[•*x.·]{2,20} ?\d{4}\b|ending in \d{4}|card ending"
)
