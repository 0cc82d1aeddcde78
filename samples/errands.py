"""The bills of single occasions: dentist, garage, web shop, hotel, cottage, tills."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples import parties
from samples.bill import Bill, Line
from samples.dice import Dice


def dentist(dice: Dice) -> Bill:
    """A check-up and a filling; health care is free of tax."""
    return Bill(
        thing="bill-dentist",
        file="Zorg/nota tandarts maart.pdf",
        layout="practice",
        kind="invoice",
        issuer=parties.DENTIST,
        language="nl",
        title="Nota",
        number=f"26-{dice.digits(5)}",
        customer_number=f"P{dice.digits(5)}",
        issued_on=date(2026, 3, 12),
        due_on=date(2026, 4, 11),
        lines=(
            Line("Periodieke controle", Decimal("27.90"), note="C002"),
            Line("Bitewing-röntgenfoto", Decimal("19.94"), Decimal(2), note="X10"),
            Line("Verdoving", Decimal("17.73"), note="A10"),
            Line("Tweevlaksvulling composiet", Decimal("82.30"), note="V92"),
            Line(
                "Uitgebreide gebitsreiniging, per 5 min", Decimal("16.40"), Decimal(3), note="M03"
            ),
        ),
        tax_free="Medische diensten zijn vrijgesteld van btw.",
        closing="Gelieve binnen 30 dagen te betalen onder vermelding van het notanummer.",
    )


def garage(dice: Dice) -> Bill:
    """A service with parts and labour, paid at the counter the same day."""
    return Bill(
        thing="bill-garage",
        file="scan_garage.pdf",
        layout="workshop",
        kind="invoice",
        issuer=parties.GARAGE,
        language="nl",
        number=f"2026-{dice.digits(4)}",
        customer_number=dice.digits(5),
        issued_on=date(2026, 5, 12),
        in_capitals=True,
        lines=(
            Line("Kleine beurt, arbeid", Decimal("68.50"), Decimal("1.5")),
            Line("Motorolie 5W-30", Decimal("11.95"), Decimal("4.2")),
            Line("Oliefilter", dice.money("9.50", "14.50")),
            Line("Remblokken voor, set", dice.money("54.00", "69.00")),
            Line("Remblokken vervangen", Decimal("68.50"), Decimal("0.8")),
            Line("APK-keuring", Decimal("32.23")),
        ),
        closing="Per pin voldaan op 12-05-2026. Dank voor uw bezoek!",
    )


def web_shop(dice: Dice) -> Bill:
    """A parcel from Germany at two tax rates, Dutch tax charged by the German shop."""
    return Bill(
        thing="bill-books",
        file="Downloads/Rechnung_RE-2026-02.pdf",
        layout="din_letter",
        kind="invoice",
        issuer=parties.BOOKSHOP,
        language="de",
        number=f"RE-2026-{dice.digits(6)}",
        customer_number=f"K{dice.digits(6)}",
        issued_on=date(2026, 2, 11),
        lines=(
            Line("Atlas der Nordseeinseln, gebunden", Decimal("38.00"), rate=9, note="B-20417"),
            Line("Notizbuch A5, liniert", Decimal("11.90"), Decimal(3), note="P-1188"),
            Line("Leselampe »Lotse« mit USB-Kabel", Decimal("49.54"), note="L-0907"),
            Line("Versand Niederlande", Decimal("4.95"), note="V-NL"),
        ),
        tax_in_prices=True,
        closing="Der Betrag wurde am 11.02.2026 von Ihrer Kreditkarte abgebucht.",
    )


def web_shop_credit(bill: Bill, dice: Dice) -> Bill:
    """The lamp goes back: a credit note over its line and the shipping."""
    taken_back = tuple(replace(line, price=-line.price) for line in bill.lines[2:])
    return replace(
        bill,
        thing="credit-books",
        file="Downloads/Gutschrift_GS-2026-02.pdf",
        kind="credit_note",
        title="Rechnungskorrektur (Gutschrift)",
        number=f"GS-2026-{dice.digits(6)}",
        issued_on=date(2026, 2, 27),
        lines=taken_back,
        corrects=bill.number,
        closing="Der Betrag wird Ihrer Kreditkarte in den nächsten Tagen gutgeschrieben.",
    )


def hotel(dice: Dice) -> Bill:
    """Three nights in Maine, in dollars, with American dates."""
    nights = tuple(
        Line("Room 214, queen, harbor view", Decimal("164.00"), rate=9, note=f"05/{day}/2026")
        for day in (18, 19, 20)
    )
    breakfast = Line("Breakfast buffet", Decimal("19.50"), Decimal(3), rate=9, note="05/21/2026")
    bicycle = Line("Bicycle rental", dice.money("22.00", "38.00"), rate=9, note="05/20/2026")
    folio = Bill(
        thing="bill-hotel",
        file="Trip Portland/folio-harborline.pdf",
        layout="folio",
        kind="invoice",
        issuer=parties.HOTEL,
        language="us",
        title="Guest Folio",
        number=f"F-{dice.digits(6)}",
        booking_number=f"HL{dice.digits(7)}",
        issued_on=date(2026, 5, 21),
        lines=(*nights, bicycle, breakfast),
        currency="USD",
        period=(date(2026, 5, 18), date(2026, 5, 21)),
        closing="Paid in full by card ending 4421 on 05/21/2026. Thank you for staying with us.",
        shows_iban=False,
    )
    return replace(folio, paid_before=folio.total)


def cottage(dice: Dice) -> Bill:
    """A week in the north of France, in French, with a grid."""
    return Bill(
        thing="bill-cottage",
        file="facture-gite-juin.pdf",
        layout="facture",
        kind="invoice",
        issuer=parties.COTTAGE,
        language="fr",
        number=f"FA2026-{dice.digits(4)}",
        customer_number=f"CL{dice.digits(4)}",
        issued_on=date(2026, 6, 2),
        due_on=date(2026, 6, 15),
        period=(date(2026, 6, 20), date(2026, 6, 27)),
        lines=(
            Line("Location gîte « Le Pigeonnier »", Decimal("91.82"), Decimal(7), rate=10),
            Line("Location de draps et serviettes", Decimal("14.55"), Decimal(2), rate=10),
            Line("Ménage de fin de séjour", Decimal("54.17"), rate=20),
        ),
        closing="Règlement par virement avant le 15 juin 2026.",
    )


_SHELVES: tuple[tuple[str, str, int], ...] = (
    ("HALFVOLLE MELK 1L", "1.19", 9),
    ("VOLKORENBROOD", "2.35", 9),
    ("JONG BELEGEN 48+", "6.49", 9),
    ("TROSTOMATEN 500G", "2.19", 9),
    ("KIPFILET 600G", "7.85", 9),
    ("PENNE RIGATE", "1.05", 9),
    ("OLIJFOLIE EV 750", "9.99", 9),
    ("ELSTAR APPELS 1,5", "3.29", 9),
    ("SPINAZIE 400G", "1.99", 9),
    ("FILTERKOFFIE 500G", "5.79", 9),
    ("EIEREN VRIJE UIT 10", "3.15", 9),
    ("HAVERMOUT 1KG", "1.45", 9),
    ("AFWASMIDDEL", "2.49", 21),
    ("WASMIDDEL 28 BEURT", "8.99", 21),
    ("ROZE BLOEMEN BOS", "5.00", 9),
)


def groceries(day: date, dice: Dice) -> Bill:
    """A till receipt: prices with tax, two rates, paid by card."""
    picked = dice.days(11, first=0, last=len(_SHELVES) - 1)
    shelf = [_SHELVES[place] for place in picked]
    lines = tuple(
        Line(text, Decimal(price), Decimal(dice.one((1, 1, 1, 2))), rate)
        for text, price, rate in shelf
    )
    return Bill(
        thing=f"receipt-groceries-{day:%Y-%m-%d}",
        file=f"Bonnetjes/grutter {day:%d-%m-%Y}.pdf",
        layout="roll",
        kind="receipt",
        issuer=parties.GROCER,
        language="nl",
        number=f"1123-04-{dice.digits(5)}",
        issued_on=day,
        lines=lines,
        tax_in_prices=True,
        in_capitals=True,
        closing="BEDANKT EN TOT ZIENS",
        shows_iban=False,
    )


def dinner(dice: Dice) -> Bill:
    """A restaurant receipt with food and wine at different rates."""
    return Bill(
        thing="receipt-dinner",
        file="Bonnetjes/IMG_bon_roerganger.pdf",
        layout="roll",
        kind="receipt",
        issuer=parties.RESTAURANT,
        language="nl",
        number=dice.digits(6),
        issued_on=date(2026, 5, 30),
        lines=(
            Line("MOSSELEN MET FRIET", Decimal("24.50"), rate=9),
            Line("GEROOSTERDE AARDPEER", Decimal("19.75"), rate=9),
            Line("TARTE AU CITRON", Decimal("8.50"), Decimal(2), rate=9),
            Line("GLAS PICPOUL", Decimal("6.75"), Decimal(dice.whole(2, 4)), rate=21),
            Line("ESPRESSO", Decimal("3.10"), Decimal(2), rate=9),
        ),
        tax_in_prices=True,
        in_capitals=True,
        closing="BEDIENING INBEGREPEN",
        shows_iban=False,
    )
