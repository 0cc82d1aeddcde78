"""Statements as banks in Spain, Italy, Portugal and Brazil export them, with invented rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.csv_reading import Layout, balances_of, read_text, rows_of

BBVA = Layout(
    "bbva",
    "Últimos movimientos\n\nF.Valor;Fecha;Concepto;Movimiento;Importe;Divisa;Disponible;Divisa;"
    "Observaciones\n"
    "05/03/2024;04/03/2024;Panadería;Pago con tarjeta;-2,35;EUR;997,65;EUR;4940\n"
    "01/03/2024;01/03/2024;Nómina;Abono de nómina;1.000,00;EUR;1.000,00;EUR;\n",
    "2024-03-04 -2.35\n2024-03-01 1000.00",
    "EUR",
    balances="closing 997.65",
)
SANTANDER = Layout(
    "santander-spain",
    "Extracto de movimientos\nCuenta:;ES91 2100 0418 4502 0005 1332\nSaldo:;500,00;EUR\n\n"
    "FECHA OPERACIÓN;FECHA VALOR;CONCEPTO;IMPORTE EUR;SALDO\n"
    "13/02/2024;13/02/2024;Recibo luz;-61,20;500,00\n12/02/2024;12/02/2024;Bizum recibido;15,00"
    ";561,20\n"
    "03/02/2024;02/02/2024;Compra librería;-18,80;546,20\n",
    "2024-02-13 -61.20\n2024-02-12 15.00\n2024-02-03 -18.80",
    "EUR",
    encoding="cp1252",
    account="ES9121000418450200051332",
    balances="closing 500.00",
)
CAIXABANK = Layout(
    "caixabank-signs-behind",
    "Concepto;Fecha;Importe;Saldo\nFarmacia;10/04/2024;-7,15EUR;+92,85EUR\n"
    "Ingreso;09/04/2024;+100,00EUR;+100,00EUR\n",
    "2024-04-10 -7.15\n2024-04-09 100.00",
    "EUR",
    balances="closing 92.85",
)
INTESA = Layout(
    "intesa",
    "Data operazione;Data valuta;Causale;Descrizione;Dare;Avere;Divisa\n"
    "02/05/2024;02/05/2024;Pagamento;Panificio Rossi;4,50;;EUR\n"
    "27/05/2024;27/05/2024;Stipendio;Ditta Bianchi;;1.450,00;EUR\n",
    "2024-05-02 -4.50\n2024-05-27 1450.00",
    "EUR",
)
UNICREDIT = Layout(
    "unicredit",
    "Data Registrazione;Data valuta;Descrizione;Importo (EUR);\n"
    "31.05.2024;31.05.2024;IMPOSTA DI BOLLO;-8,55;\n30.05.2024;29.05.2024;PRELIEVO;-100,00;\n"
    "27.05.2024;27.05.2024;BONIFICO A VOSTRO FAVORE;1.300,00;\n",
    "2024-05-31 -8.55\n2024-05-30 -100.00\n2024-05-27 1300.00",
    "EUR",
)
FINECO = Layout(
    "fineco",
    "Conto Corrente: 1234567\nIntestazione: Muster Erika\nPeriodo Dal: 01/01/2024 Al: 31/01/2024\n"
    "Saldo Iniziale: 100,00\nSaldo Finale: 1.075,00\n\n"
    "Data,Entrate,Uscite,Descrizione,Descrizione_Completa,Stato\n"
    '15/01/2024,"1.000,00",,Bonifico,Bonifico da ditta,Contabilizzato\n'
    '17/01/2024,,"25,00",Pagamento,Libreria,Contabilizzato\n',
    "2024-01-15 1000.00\n2024-01-17 -25.00",
    None,
    balances="opening 100.00\nclosing 1075.00",
    account="1234567",
)
CGD = Layout(
    "caixa-geral-portugal",
    "Consultar saldos e movimentos à ordem\nConta ;0123456789 - EUR - Conta\nData de início ;01"
    "-03-2024\n"
    "Data de fim ;31-03-2024\n\nData mov. ;Data valor ;Descrição ;Débito ;Crédito ;Saldo contab"
    "ilístico ;"
    "Saldo disponível ;Categoria ;\n"
    "28-03-2024;28-03-2024;COMPRA PADARIA ;3,10;;1.196,90;1.196,90;Compras ;\n"
    "25-03-2024;25-03-2024;ORDENADO ;;1.200,00;1.200,00;1.200,00;Diversos ;\n"
    " ; ; ; ;Saldo contabilístico ;1.196,90;;\n",
    "2024-03-28 -3.10\n2024-03-25 1200.00",
    "EUR",
    encoding="cp1252",
    account="0123456789 - EUR - Conta",
    balances="closing 1196.90",
)
NUBANK = Layout(
    "nubank-account",
    "Data,Valor,Identificador,Descrição\n"
    "02/01/2024,-35.90,65a1-01,Transferência enviada pelo Pix - Padaria\n"
    "25/01/2024,2500.00,65a1-02,Transferência recebida - Salário\n",
    "2024-01-02 -35.90\n2024-01-25 2500.00",
    "BRL",
)
ITAU = Layout(
    "itau-headless",
    "03/01/2024;PIX TRANSF MARIA 03/01;-50,00\n04/01/2024;SALARIO;3.200,00\n"
    "19/01/2024;CONTA DE LUZ;-180,45\n",
    "2024-01-03 -50.00\n2024-01-04 3200.00\n2024-01-19 -180.45",
    "BRL",
)
LAYOUTS = (BBVA, SANTANDER, CAIXABANK, INTESA, UNICREDIT, FINECO, CGD, NUBANK, ITAU)


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_reads_every_row_of_the_statement(layout: Layout, tmp_path: Path) -> None:
    read = read_text(tmp_path, layout.text, layout.encoding)

    assert rows_of(read) == layout.rows.splitlines()
    assert {fact.currency for fact in read.transactions} == {layout.currency}
    assert read.doubts == layout.doubts


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_keeps_account_and_other_side(layout: Layout, tmp_path: Path) -> None:
    read = read_text(tmp_path, layout.text, layout.encoding)

    facts = [fact.data.model_dump() for fact in read.transactions]
    assert {fact["account"] for fact in facts} == {layout.account}
    if layout.counterparties:
        assert tuple(fact["counterparty"] or "" for fact in facts) == layout.counterparties


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_keeps_the_balances_that_are_stated(layout: Layout, tmp_path: Path) -> None:
    read = read_text(tmp_path, layout.text, layout.encoding)

    assert balances_of(read) == layout.balances.splitlines()
