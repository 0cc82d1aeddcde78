"""The bills of the home: energy, phone, internet, rent, insurance."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from samples import checksums, notation, parties
from samples.bill import Bill, Line, cents
from samples.dice import Dice

ENERGY_ADVANCE = Decimal("117.36")  # before tax; 142.01 with it
ENERGY_CUSTOMER = "LK-40418826"
PHONE_CUSTOMER = "7731.20.554"
INTERNET_CUSTOMER = "GN208841"
RENT_CONTRACT = "WK-041B"


def _payment_reference(dice: Dice) -> str:
    return checksums.dutch_payment_reference(dice.digits(15))


def energy_advance(month: date, dice: Dice) -> Bill:
    """The monthly advance, taken by direct debit two weeks later."""
    issued = month.replace(day=8)
    return Bill(
        thing=f"bill-energy-{month:%Y-%m}",
        file=f"Lichtkring/voorschotnota {month:%Y-%m}.pdf",
        layout="banner",
        kind="invoice",
        issuer=parties.ENERGY,
        language="nl",
        title="Voorschotnota",
        number=f"{month:%Y}{dice.digits(8)}",
        customer_number=ENERGY_CUSTOMER,
        issued_on=issued,
        due_on=issued + timedelta(days=14),
        period=(month, (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)),
        reference=_payment_reference(dice),
        lines=(
            Line("Voorschot elektriciteit", Decimal("54.16")),
            Line("Voorschot gas", Decimal("48.70")),
            Line("Vaste leveringskosten en netbeheer", Decimal("14.50")),
        ),
        closing="Het bedrag schrijven wij rond de vervaldatum van uw rekening af.",
    )


def energy_settlement(dice: Dice) -> Bill:
    """The yearly bill over two pages: the whole cost, less twelve advances."""
    power, gas = dice.whole(1980, 2240), dice.whole(820, 905)
    advances = 12 * (ENERGY_ADVANCE + cents(ENERGY_ADVANCE * 21 / 100))
    return Bill(
        thing="bill-energy-year",
        file="Lichtkring/jaarafrekening 2025-2026.pdf",
        layout="settlement",
        kind="invoice",
        issuer=parties.ENERGY,
        language="nl",
        title="Jaarafrekening",
        number=f"2026{dice.digits(8)}",
        customer_number=ENERGY_CUSTOMER,
        issued_on=date(2026, 4, 17),
        due_on=date(2026, 5, 6),
        period=(date(2025, 4, 1), date(2026, 3, 31)),
        reference=_payment_reference(dice),
        lines=(
            Line("Elektriciteit", Decimal("0.2431"), Decimal(power), note="kWh"),
            Line("Energiebelasting elektriciteit", Decimal("0.0916"), Decimal(power), note="kWh"),
            Line("Gas", Decimal("0.5127"), Decimal(gas), note="m³"),
            Line("Energiebelasting gas", Decimal("0.1993"), Decimal(gas), note="m³"),
            Line("Vaste leveringskosten", Decimal("6.25"), Decimal(12), note="maand"),
            Line("Netbeheer", Decimal("8.25"), Decimal(12), note="maand"),
        ),
        paid_before=advances,
        closing="Het bedrag schrijven wij rond 6 mei 2026 van uw rekening af.",
    )


def phone(month: date, *, price: str, dice: Dice) -> Bill:
    """The mobile bill; the price of the plan rises in spring."""
    issued = month.replace(day=3)
    return Bill(
        thing=f"bill-phone-{month:%Y-%m}",
        file=f"Telefoon/belvia_factuur_{month:%Y%m}.pdf",
        layout="summary",
        kind="invoice",
        issuer=parties.PHONE,
        language="nl",
        number=f"BM{dice.digits(9)}",
        customer_number=PHONE_CUSTOMER,
        issued_on=issued,
        due_on=issued + timedelta(days=14),
        period=(month, (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)),
        lines=(
            Line("Belvia Ruim 15 GB", Decimal(price)),
            Line("Bellen buiten de bundel", dice.money("0.80", "3.90")),
            Line("Gesprekken met betaalde nummers", dice.money("0.10", "1.60")),
        ),
        closing="Dit bedrag wordt automatisch afgeschreven. U hoeft niets te doen.",
    )


def internet(month: date, *, file: str, dice: Dice) -> Bill:
    """The fibre bill, in English as asked for."""
    issued = month.replace(day=2)
    return Bill(
        thing=f"bill-internet-{month:%Y-%m}",
        file=file,
        layout="banner",
        kind="invoice",
        issuer=parties.INTERNET,
        language="en",
        number=f"INV-{month:%y%m}-{dice.digits(5)}",
        customer_number=INTERNET_CUSTOMER,
        issued_on=issued,
        due_on=issued + timedelta(days=14),
        period=(month, (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)),
        reference=checksums.reference_number(f"GN208841{month:%y%m}"),
        lines=(
            Line("Fiber 500 Mbit/s, monthly fee", Decimal("33.84")),
            Line("Router rental", Decimal("2.48")),
        ),
        closing="The amount will be collected by SEPA direct debit on or after the due date.",
    )


def rent(month: date, dice: Dice) -> Bill:
    """The rent for one month with service costs; homes are let without tax."""
    issued = (month - timedelta(days=14)).replace(day=16)
    return Bill(
        thing=f"bill-rent-{month:%Y-%m}",
        file=f"Huur/huurnota {notation.month_name(month, 'nl')}.pdf",
        layout="plain",
        kind="invoice",
        issuer=parties.LANDLORD,
        language="nl",
        title="Huurnota",
        number=f"{month:%Y}.{month:%m}.{dice.digits(3)}",
        customer_number=RENT_CONTRACT,
        issued_on=issued,
        due_on=month,
        period=(month, (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)),
        lines=(
            Line("Kale huur Wilgenkade 41-B", Decimal("1128.50")),
            Line("Voorschot servicekosten", Decimal("46.50")),
            Line("Huur fietsenberging", Decimal("10.00")),
        ),
        tax_free="Vrijgesteld van btw (art. 11 lid 1 sub b Wet OB).",
        closing="Wij zien uw betaling graag uiterlijk op de vervaldatum tegemoet.",
    )


def insurance(dice: Dice) -> Bill:
    """The household insurance for a year; Dutch insurance tax is no VAT but adds up alike."""
    return Bill(
        thing="bill-insurance-2026",
        file="Verzekering/premienota inboedel 2026.pdf",
        layout="summary",
        kind="invoice",
        issuer=parties.INSURER,
        language="nl",
        title="Premienota",
        number=f"PN-{dice.digits(7)}",
        customer_number=f"26.{dice.digits(6)}",
        issued_on=date(2026, 1, 12),
        due_on=date(2026, 2, 1),
        period=(date(2026, 2, 1), date(2027, 1, 31)),
        reference=_payment_reference(dice),
        lines=(
            Line("Inboedelverzekering", dice.money("88.00", "97.00")),
            Line("Aansprakelijkheid particulier", Decimal("41.40")),
            Line("Kostbaarheden buitenshuis", dice.money("12.00", "19.00")),
        ),
        closing="Maak het bedrag over onder vermelding van het betalingskenmerk.",
    )
