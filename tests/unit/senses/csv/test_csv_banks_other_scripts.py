"""Banks that write Cyrillic, Chinese and Hungarian headings, and the currencies they imply."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.csv_reading import read_text, rows_of


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_russian_account_with_money_in_and_out(encoding: str, tmp_path: Path) -> None:
    text = (
        "Тип счёта;Номер счета;Валюта;Дата операции;Описание операции;Приход;Расход;\n"
        "Текущий;40817810000000000042;RUR;05.03.25;Аванс;41200,10;0;\n"
        "Текущий;40817810000000000042;RUR;06.03.25;Аптека;0;815;\n"
    )

    read = read_text(tmp_path, text, encoding=encoding)

    assert rows_of(read) == ["2025-03-05 41200.10", "2025-03-06 -815.00"]
    assert {fact.currency for fact in read.transactions} == {"RUB"}
    assert {getattr(fact.data, "account", None) for fact in read.transactions} == {
        "40817810000000000042"
    }
    assert read.done


def test_the_amount_in_the_currency_of_the_account_is_taken(tmp_path: Path) -> None:
    text = (
        "Дата операции;Дата обработки;Сумма операции;Валюта операции;"
        "Сумма в валюте счета;Валюта счета;Основание;Статус\n"
        "2025-07-06 10:00:00;2025-07-08;-7,20;EUR;-702,15;RUR;Кофейня;Исполнено\n"
        "2025-07-09 11:30:00;;-90,00;RUR;-90,00;RUR;Метро;В обработке\n"
    )

    read = read_text(tmp_path, text, encoding="cp1251")

    assert [str(fact.amount) for fact in read.transactions] == ["-702.15", "-90.00"]
    assert {fact.currency for fact in read.transactions} == {"RUB"}
    assert [getattr(fact.data, "status", None) for fact in read.transactions] == [
        "booked",
        "pending",
    ]


def test_ukrainian_markers_give_the_sign(tmp_path: Path) -> None:
    text = (
        "Наш рахунок;Операція;Призначення платежу;Дата проведення;Сума;Валюта\n"
        "26001234567890;Дебет;Оренда офісу;03.03.2025;1500.00;UAH\n"
        "26001234567890;Кредит;Оплата рахунку;04.03.2025;2750.40;UAH\n"
    )

    read = read_text(tmp_path, text, encoding="cp1251")

    assert rows_of(read) == ["2025-03-03 -1500.00", "2025-03-04 2750.40"]
    assert read.done


def test_a_heading_that_stands_again_before_each_card_says_no_status(tmp_path: Path) -> None:
    heading = "Дата;Статус;Деталі;Сума списання;Сума зарахування\n"
    text = (
        f"Операції за рахунком;;;;\n{heading}09.01.25;виконано;Комісія;-150,00;\n"
        f"Операції за карткою 5355xxxxxxxx0001;;;;\n{heading}10.01.25;виконано;Зарплата;;9000,50\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2025-01-09 -150.00", "2025-01-10 9000.50"]
    assert read.doubts == ()


CHINESE = "交易时间,交易类型,交易对方,收/支,金额(元)\n"


def test_chinese_sides_give_the_sign_and_the_yuan(tmp_path: Path) -> None:
    text = CHINESE + (
        "2025-09-26 12:45:27,商户消费,面馆,支出,¥28.16\n"
        "2025-09-25 10:10:11,红包,朋友,收入,¥5.35\n"
        "2025-09-24 08:00:00,提现,银行,/,¥100.10\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2025-09-26 -28.16", "2025-09-25 5.35"]
    assert {fact.currency for fact in read.transactions} == {"CNY"}
    assert read.doubts == ("row-unread",)  # neither in nor out


@pytest.mark.parametrize(
    ("headings", "currency"),
    [
        ("Datum;Text;Belopp;Saldo", "SEK"),
        ("Bokføringsdato;Forklaring;Beløp;Saldo", "NOK"),
        ("Bogføringsdato;Tekst;Beløb;Saldo", "DKK"),
    ],
)
def test_crowns_are_those_of_the_language(headings: str, currency: str, tmp_path: Path) -> None:
    text = (
        f"{headings}\n2025-01-17;Kiosk;-144,75 kr;419,87 kr\n2025-01-18;Bio;-19,87 kr;400,00 kr\n"
    )

    read = read_text(tmp_path, text)

    assert {fact.currency for fact in read.transactions} == {currency}
    assert read.done


def test_words_of_the_sides_outweigh_one_step_of_a_balance(tmp_path: Path) -> None:
    text = (
        "Tranzakció dátuma,Tranzakció összege,Tranzakció devizaneme,Bevétel/Kiadás,Egyenleg\n"
        "2025.04.19.,-350,HUF,kiadás,5000\n2025.04.17.,900,HUF,bevétel,4100\n"
    )

    read = read_text(tmp_path, text)

    assert [fact.amount for fact in read.transactions] == [Decimal(-350), Decimal(900)]
    assert "direction-open" in read.doubts


def test_dates_with_points_have_the_day_first(tmp_path: Path) -> None:
    text = "Date,Description,Amount\n03.04.2025,A,-1.00\n05.06.2025,B,-2.00\n"

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2025-04-03 -1.00", "2025-06-05 -2.00"]
    assert read.done
