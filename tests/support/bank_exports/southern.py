"""Downloads of banks in Spain, Italy, Portugal and Brazil."""

from __future__ import annotations

from typing import Final

from tests.support.bank_exports.writing import Export

SOUTHERN: Final = (
    Export(
        name="bbva",
        before=""";;;;;;;;
;Últimos movimientos;;;;;;;
;Fecha de creación: 01/02/2025;;;;;;;
;;;;;;;;
;F.Valor;Fecha;Concepto;Movimiento;Importe;Divisa;Disponible;Divisa;Observaciones
""",
        row=";{day};{day};{party};Pago con tarjeta;{amount};EUR;{balance};EUR;4940{number} {words}",
        day="%d/%m/%Y",
        newest_first=True,
    ),
    Export(
        name="santander-es",
        before="""\
Movimientos de cuenta;;;;
Cuenta;ES91 2100 0418 4502 0005 1332;;;
Titular;ADA LOVELACE;;;
Saldo;2.085,71 EUR;;;
Fecha;31/01/2025;;;
;;;;
FECHA OPERACIÓN;FECHA VALOR;CONCEPTO;IMPORTE EUR;SALDO
""",
        row="{day};{day};Compra {party}, Madrid, Tarjeta 4176 ;{amount};{balance}",
        day="%d/%m/%Y",
        encoding="cp1252",
        newest_first=True,
    ),
    Export(
        name="caixabank",
        before="Concepto;Fecha;Importe;Saldo\n",
        row="{party};{day};{amount}EUR;{balance}EUR",
        day="%d/%m/%Y",
        encoding="utf-8-sig",
        newest_first=True,
        plus="+",
    ),
    Export(
        name="ing-es",
        before="""\
MOVIMIENTOS DE LA CUENTA;;;;;;
Número de cuenta:;1465 0100 95 1234567890;;;;;
Titular:;ADA LOVELACE;;;;;
Fecha exportación:;01/02/2025;;;;;
;;;;;;
F. VALOR;CATEGORÍA;SUBCATEGORÍA;DESCRIPCIÓN;COMENTARIO;IMAGEN;IMPORTE (€);SALDO (€)
""",
        row="{day};Compras;Compras (otros);Pago en {party} {words};;No;{amount};{balance}",
        day="%d/%m/%Y",
        newest_first=True,
    ),
    Export(
        name="intesa",
        currency=None,
        before="Data contabile;Data valuta;Descrizione;Accrediti;Addebiti;Descrizione estesa;"
        "Mezzo\n",
        row="{day};{day};PAGAMENTO;{into};{out};{party} {words} CARTA 1234;CARTA",
        day="%d/%m/%Y",
        newest_first=True,
    ),
    Export(
        name="unicredit-it",
        before="Data Registrazione;Data valuta;Descrizione;Importo (EUR);\n",
        row="{day};{day};PAGAMENTO POS {party} DEL 02.01.2025 {words};{amount};",
        newest_first=True,
    ),
    Export(
        name="fineco",
        currency=None,
        before="""\
Conto Corrente: 1234567
Intestazione Conto Corrente: ADA LOVELACE
Periodo Dal: 01/01/2025 Al: 31/01/2025

Data;Entrate;Uscite;Descrizione;Descrizione_Completa;Stato;Moneymap
""",
        row="{day};{into};{out};Pagamento Visa Debit;{party} {words};Contabilizzato;Altre spese",
        day="%d/%m/%Y",
        group="",
        newest_first=True,
        plus="",
    ),
    Export(
        name="millennium-bcp",
        before="""\
Conta:;45412345678 EUR
Data início:;01-01-2025
Data fim:;31-01-2025


Data lançamento;Data valor;Descrição;Montante;Tipo;Saldo
""",
        row="{day};{day};COMPRA 1234 {party} {words};{amount};{letter};{balance}",
        letters=("Débito", "Crédito"),
        day="%d-%m-%Y",
        mark=".",
        group="",
        encoding="utf-16",
        newest_first=True,
    ),
    Export(
        name="cgd",
        before="""\
Consultar saldos e movimentos à ordem - 01-02-2025

Conta ;0123456789000 - EUR - Conta Extracto
Data de início ;01-01-2025
Data de fim ;31-01-2025

Data mov. ;Data valor ;Descrição ;Débito ;Crédito ;Saldo contabilístico ;Saldo disponível ;\
Categoria ;
""",
        row="{day};{day};COMPRA {party} ;{debit};{credit};{balance};{balance};Diversos ;",
        after=" ; ; ; ;Saldo contabilístico ;2.085,71 EUR ; ; ;\n",
        day="%d-%m-%Y",
        encoding="iso8859-1",
        newest_first=True,
    ),
    Export(
        name="activobank",
        currency=None,
        before="""\
Histórico de Conta Número 45412345678;;;;
Data de Exportação: 01/02/2025;;;;
Data Lanc.;Data Valor;Descrição;Valor;Saldo
""",
        row="{day};{day};COMPRA 1234 {party};{amount};{balance}",
        day="%d/%m/%Y",
        newest_first=True,
    ),
    Export(
        name="nubank-card",
        before="date,title,amount\n",
        row="{day},{party} {words},{amount}",
        day="%Y-%m-%d",
        mark=".",
        group="",
        flipped=True,
        currency=None,
        newest_first=True,
    ),
    Export(
        name="nubank-account",
        before="Data,Valor,Identificador,Descrição\n",
        row="{day},{amount},65a5e3b{number}-aaaa-4444-8888-1234567890ab,Compra no débito - {party}",
        day="%d/%m/%Y",
        mark=".",
        group="",
        currency=None,
    ),
    Export(
        name="itau",
        row="{day};{party} {words};{amount}",
        day="%d/%m/%Y",
        group="",
        currency=None,
        file_name="extrato.txt",
    ),
)
