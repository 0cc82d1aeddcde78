"""Words, people and habits of eight languages, to draw bills that nobody has seen.

Written from how bills look in each country, not from the product's vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DateStyle = Literal["dotted", "slashed", "dashed", "iso", "long", "american", "short_year"]
MoneyStyle = Literal["1,234.56", "1.234,56", "1 234,56", "1'234.56", "1234,56", "1\u202f234,56"]


@dataclass(frozen=True)
class Company:
    """A sender with everything a letterhead carries."""

    name: str
    street: str
    town: str
    vat_id: str
    bank_country: str
    bank_number: str  # the account part of its IBAN
    host: str


@dataclass(frozen=True)
class Words:
    """One way to label a bill."""

    language: str
    title: str
    credit_title: str
    receipt_title: str
    number: str
    issued: str
    due: str
    customer: str
    seller: str
    buyer: str
    columns: tuple[str, str, str, str]  # description, quantity, unit price, amount
    net: str
    tax: str  # {rate} is put in
    total: str
    to_pay: str
    vat_label: str
    thanks: str
    money: MoneyStyle
    dates: tuple[DateStyle, ...]
    months: str  # January to December, between spaces
    long_date: str  # {day} {month} {year}


_EN = "January February March April May June July August September October November December"
_DE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_FR = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_NL = "januari februari maart april mei juni juli augustus september oktober november december"
_ES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_IT = (
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
)
_PT = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
_PL = (
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
    " listopada grudnia"
)

WORDS: dict[str, tuple[Words, Words]] = {
    "en": (
        Words("en", "INVOICE", "CREDIT NOTE", "RECEIPT", "Invoice No.", "Invoice date",
              "Payment due", "Customer ID", "From", "Bill to",
              ("Description", "Qty", "Unit price", "Amount"), "Subtotal", "VAT {rate}%",
              "Total", "Amount due", "VAT Reg. No.", "Thank you for your business.",
              "1,234.56", ("slashed", "long", "iso"), _EN, "{day} {month} {year}"),
        Words("en", "Tax Invoice", "Credit Memo", "Sales Receipt", "Invoice #", "Date of issue",
              "Due date", "Account number", "Supplier", "Customer",
              ("Item", "Hours", "Rate", "Line total"), "Total excl. VAT", "Plus VAT @ {rate}%",
              "Total incl. VAT", "Balance due", "VAT no", "Please pay within 30 days.",
              "1,234.56", ("long", "slashed"), _EN, "{month} {day}, {year}"),
    ),
    "de": (
        Words("de", "Rechnung", "Gutschrift", "Quittung", "Rechnungsnummer", "Rechnungsdatum",
              "Fällig am", "Kundennummer", "Verkäufer", "Rechnungsempfänger",
              ("Bezeichnung", "Menge", "Einzelpreis", "Gesamt"), "Nettobetrag",
              "zzgl. {rate} % MwSt.", "Gesamtbetrag", "Zu zahlen", "USt-IdNr.",
              "Vielen Dank für Ihren Auftrag.", "1.234,56", ("dotted", "long"), _DE,
              "{day}. {month} {year}"),
        Words("de", "RECHNUNG", "Stornorechnung", "Kassenbon", "Rechnungs-Nr.", "Datum",
              "Zahlbar bis", "Kd.-Nr.", "Lieferant", "An", ("Leistung", "Anzahl", "Preis", "Summe"),
              "Summe netto", "Umsatzsteuer {rate}%", "Rechnungsbetrag", "Zahlbetrag", "USt-ID",
              "Bitte überweisen Sie den Betrag auf unser Konto.", "1.234,56",
              ("dotted", "short_year"), _DE, "{day}. {month} {year}"),
    ),
    "fr": (
        Words("fr", "Facture", "Avoir", "Reçu", "Facture n°", "Date de facturation",
              "Date d'échéance", "N° client", "Émetteur", "Facturé à",
              ("Désignation", "Quantité", "Prix unitaire HT", "Montant HT"), "Total HT",
              "TVA {rate} %", "Total TTC", "Net à payer", "N° TVA intracommunautaire",
              "Merci de votre confiance.", "1 234,56", ("slashed", "long"), _FR,
              "{day} {month} {year}"),
        Words("fr", "FACTURE", "Facture d'avoir", "Ticket de caisse", "Numéro de facture",
              "Date d'émission", "À payer avant le", "Code client", "Fournisseur", "Client",
              ("Description", "Qté", "P.U.", "Montant"), "Montant HT", "Montant TVA ({rate}%)",
              "Montant TTC", "Reste à payer", "TVA", "Règlement par virement à réception.",
              "1\u202f234,56", ("slashed", "dashed"), _FR, "le {day} {month} {year}"),
    ),
    "nl": (
        Words("nl", "Factuur", "Creditnota", "Kassabon", "Factuurnummer", "Factuurdatum",
              "Vervaldatum", "Klantnummer", "Leverancier", "Factuuradres",
              ("Omschrijving", "Aantal", "Prijs", "Bedrag"), "Subtotaal", "{rate}% BTW", "Totaal",
              "Te betalen", "BTW-nummer", "Wij verzoeken u het bedrag binnen 14 dagen te betalen.",
              "1.234,56", ("dashed", "long"), _NL, "{day} {month} {year}"),
        Words("nl", "FACTUUR", "Creditfactuur", "Bon", "Factuurnr.", "Datum",
              "Uiterste betaaldatum",
              "Debiteurnummer", "Afzender", "Aan", ("Artikel", "Aantal", "Stukprijs", "Totaal"),
              "Totaal excl. BTW", "BTW hoog {rate}%", "Totaal incl. BTW", "Openstaand bedrag",
              "BTW-id", "Bedankt voor uw bestelling.", "1.234,56", ("slashed", "dashed"), _NL,
              "{day} {month} {year}"),
    ),
    "es": (
        Words("es", "Factura", "Factura rectificativa", "Recibo", "Número de factura",
              "Fecha de emisión", "Fecha de vencimiento", "Nº de cliente", "Emisor", "Cliente",
              ("Concepto", "Cantidad", "Precio", "Importe"), "Base imponible", "IVA {rate}%",
              "Total factura", "Total a pagar", "NIF", "Gracias por su confianza.", "1.234,56",
              ("slashed", "long"), _ES, "{day} de {month} de {year}"),
        Words("es", "FACTURA", "Abono", "Factura simplificada", "Factura Nº", "Fecha",
              "Vencimiento", "Código de cliente", "Datos del emisor", "Facturar a",
              ("Descripción", "Uds.", "P. unitario", "Total"), "Subtotal", "I.V.A. ({rate} %)",
              "Total", "Importe pendiente", "CIF", "Forma de pago: transferencia.", "1.234,56",
              ("slashed", "dashed"), _ES, "{day} de {month} de {year}"),
    ),
    "it": (
        Words("it", "Fattura", "Nota di credito", "Ricevuta", "Fattura n.", "Data fattura",
              "Scadenza", "Codice cliente", "Fornitore", "Destinatario",
              ("Descrizione", "Quantità", "Prezzo", "Importo"), "Imponibile", "IVA {rate}%",
              "Totale fattura", "Totale da pagare", "P. IVA", "Grazie per averci scelto.",
              "1.234,56", ("slashed", "long"), _IT, "{day} {month} {year}"),
        Words("it", "FATTURA", "Nota di Credito", "Scontrino", "Numero fattura",
              "Data di emissione", "Data di scadenza", "Cod. cliente", "Cedente/prestatore",
              "Cessionario/committente", ("Articolo", "Q.tà", "Prezzo unitario", "Totale"),
              "Totale imponibile", "Totale IVA {rate}%", "Totale documento", "Netto a pagare",
              "Partita IVA", "Pagamento con bonifico bancario.", "1.234,56", ("slashed", "dotted"),
              _IT, "{day} {month} {year}"),
    ),
    "pt": (
        Words("pt", "Fatura", "Nota de crédito", "Recibo", "Fatura n.º", "Data de emissão",
              "Data de vencimento", "N.º de cliente", "Fornecedor", "Exmo.(s) Sr.(s)",
              ("Descrição", "Quantidade", "Preço unitário", "Valor"), "Total sem IVA",
              "IVA {rate}%", "Total com IVA", "Total a pagar", "NIF", "Obrigado pela preferência.",
              "1 234,56", ("dashed", "long"), _PT, "{day} de {month} de {year}"),
        Words("pt", "FATURA", "Nota de Crédito", "Fatura simplificada", "N.º da fatura", "Data",
              "Vencimento", "Cód. cliente", "Emitente", "Cliente",
              ("Artigo", "Qtd.", "Preço", "Total"), "Incidência", "Valor do IVA ({rate}%)",
              "Total", "Valor a pagar", "Contribuinte n.º", "Pagamento por transferência.",
              "1.234,56", ("slashed", "dashed"), _PT, "{day} de {month} de {year}"),
    ),
    "pl": (
        Words("pl", "Faktura VAT", "Faktura korygująca", "Paragon", "Numer faktury",
              "Data wystawienia", "Termin płatności", "Numer klienta", "Sprzedawca", "Nabywca",
              ("Nazwa towaru", "Ilość", "Cena netto", "Wartość netto"), "Razem netto",
              "VAT {rate}%", "Razem brutto", "Do zapłaty", "NIP", "Dziękujemy za zakupy.",
              "1 234,56", ("dotted", "iso"), _PL, "{day} {month} {year} r."),
        Words("pl", "FAKTURA", "Korekta faktury", "Paragon fiskalny", "Faktura nr",
              "Wystawiono dnia",
              "Termin zapłaty", "Nr klienta", "Sprzedawca", "Nabywca",
              ("Usługa", "Ilość", "Cena", "Kwota"), "Wartość netto", "Kwota VAT {rate}%",
              "Wartość brutto", "Pozostało do zapłaty", "NIP", "Sposób płatności: przelew.",
              "1 234,56", ("dashed", "long"), _PL, "{day} {month} {year}"),
    ),
}  # fmt: skip

COMPANIES: dict[str, tuple[Company, Company]] = {
    "en": (
        Company("Harbour Lane Books Ltd", "14 Quay Street", "Bristol BS1 4QA", "GB 980 7806 84",
                "GB", "NWBK60161331926819", "harbourlanebooks.co.uk"),
        Company("Pinewood Electrical", "8 Mill Road", "Cambridge CB1 2AZ", "GB 434 0313 94",
                "GB", "BARC20201530093459", "pinewood-electrical.co.uk"),
    ),
    "de": (
        Company("Schreinerei Brandl GmbH", "Hauptstraße 12", "80331 München", "DE136695976",
                "DE", "200800000970375700", "schreinerei-brandl.de"),
        Company("Blumen Weiß e.K.", "Lindenweg 3", "50667 Köln", "DE811569869",
                "DE", "370400440532013000", "blumen-weiss.de"),
    ),
    "fr": (
        Company("Atelier Duval SARL", "8 rue des Lilas", "69003 Lyon", "FR40303265045",
                "FR", "20041010050500013M02606", "atelier-duval.fr"),
        Company("Boulangerie Martin SAS", "21 avenue Foch", "59000 Lille", "FR23334175221",
                "FR", "30006000011234567890189", "boulangerie-martin.fr"),
    ),
    "nl": (
        Company("Fietsenmaker De Vries B.V.", "Kerkstraat 44", "1017 GM Amsterdam",
                "NL810433941B01", "NL", "INGB0683251309", "fietsdevries.nl"),
        Company("Studio Lindenhof", "Havenweg 9", "3511 AB Utrecht", "NL004495445B01",
                "NL", "ABNA0417164300", "studiolindenhof.nl"),
    ),
    "es": (
        Company("Talleres Moreno S.L.", "Calle Mayor 5", "28013 Madrid", "ESB58378431",
                "ES", "21000418450200051332", "talleresmoreno.es"),
        Company("Librería Sol y Sombra, S.A.", "Avenida del Puerto 77", "46021 Valencia",
                "ESA28015865", "ES", "00491500051234567892", "solysombra.es"),
    ),
    "it": (
        Company("Officina Rossi S.r.l.", "Via Garibaldi 21", "10122 Torino", "IT00743110157",
                "IT", "X0542811101000000123456", "officinarossi.it"),
        Company("Panificio Bianchi S.n.c.", "Corso Italia 4", "20122 Milano", "IT12345670017",
                "IT", "H0300203280284975661141", "panificiobianchi.it"),
    ),
    "pt": (
        Company("Papelaria Central, Lda", "Rua Augusta 100", "1100-053 Lisboa", "PT501964843",
                "PT", "000201231234567890154", "papelariacentral.pt"),
        Company("Oficina do Norte Unipessoal Lda", "Rua do Almada 12", "4050-030 Porto",
                "PT502757191", "PT", "003300000000000000154", "oficinadonorte.pt"),
    ),
    "pl": (
        Company("Księgarnia Pod Dębem Sp. z o.o.", "ul. Długa 7", "00-238 Warszawa",
                "PL5260001246", "PL", "109010140000071219812874", "poddebem.pl"),
        Company("Zakład Stolarski Nowak", "ul. Krótka 2", "31-149 Kraków", "PL6793108059",
                "PL", "114020040000300201355387", "stolarznowak.pl"),
    ),
}  # fmt: skip

BUYERS: dict[str, tuple[str, ...]] = {
    "en": ("Eleanor Hughes", "3 Orchard Close", "Leeds LS6 2AB"),
    "de": ("Katharina Vogel", "Gartenweg 8", "70173 Stuttgart"),
    "fr": ("Camille Bernard", "5 place Bellecour", "69002 Lyon"),
    "nl": ("Sanne de Boer", "Lijnbaan 60", "3012 EP Rotterdam"),
    "es": ("Lucía Romero Gil", "Calle del Pez 18", "28004 Madrid"),
    "it": ("Giulia Ferrari", "Via Dante 9", "40121 Bologna"),
    "pt": ("Inês Carvalho", "Rua da Rosa 31", "1200-383 Lisboa"),
    "pl": ("Agnieszka Wójcik", "ul. Polna 15", "60-535 Poznań"),
}

GOODS: dict[str, tuple[str, ...]] = {
    "en": ("Oak shelf, fitted", "Delivery", "Paperback set", "Maintenance visit"),
    "de": ("Regal Eiche, montiert", "Lieferung", "Taschenbücher", "Wartung"),
    "fr": ("Étagère en chêne", "Livraison", "Lot de livres", "Entretien"),
    "nl": ("Eiken plank, gemonteerd", "Bezorging", "Set pockets", "Onderhoudsbeurt"),
    "es": ("Estantería de roble", "Transporte", "Lote de libros", "Mantenimiento"),
    "it": ("Scaffale in rovere", "Consegna", "Set di libri", "Manutenzione"),
    "pt": ("Estante de carvalho", "Entrega", "Conjunto de livros", "Manutenção"),
    "pl": ("Półka dębowa", "Dostawa", "Zestaw książek", "Przegląd"),
}
