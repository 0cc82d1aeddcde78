"""Bills drawn with reportlab in several layouts, each with its truth beside it.

`cases()` gives every language in every layout with changing dates, notations and rates. The
layouts differ in what a reader depends on: labels beside, above or glued to their values, totals
as lines or as a table, the sender on top, in a small line or at the foot.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from tests.support.bill_words import BUYERS, COMPANIES, GOODS, WORDS, Company, DateStyle, Words

_WIDTH, _HEIGHT = A4
_CENT = Decimal("0.01")
_POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
_POLISH_GLYPHS = (
    "aogonek cacute eogonek lslash nacute oacute sacute zacute zdotaccent "
    "Aogonek Cacute Eogonek Lslash Nacute Oacute Sacute Zacute Zdotaccent"
)


@dataclass(frozen=True)
class BillCase:
    """One bill to draw, and thereby its truth."""

    name: str
    words: Words
    company: Company
    layout: str
    kind: str
    number: str
    customer: str
    issued: date
    due: date
    rates: tuple[Decimal, ...]
    prices: tuple[tuple[int, Decimal], ...]  # quantity, unit price; the rate goes round
    currency: str
    sign: str
    dates: DateStyle
    drawn: Callable[[Page, BillCase], None] = field(repr=False)

    @property
    def net(self) -> Decimal:
        """Sum before tax."""
        return sum((price * count for count, price in self.prices), Decimal(0))

    @property
    def taxes(self) -> tuple[tuple[Decimal, Decimal, Decimal], ...]:
        """Rate, base, tax of each rate."""
        bases = dict.fromkeys(self.rates, Decimal(0))
        for index, (count, price) in enumerate(self.prices):
            bases[self.rates[index % len(self.rates)]] += price * count
        return tuple(
            (rate, base, (base * rate / 100).quantize(_CENT, ROUND_HALF_UP))
            for rate, base in bases.items()
        )

    @property
    def total(self) -> Decimal:
        """Sum with tax."""
        return self.net + sum((tax for _, _, tax in self.taxes), Decimal(0))

    @property
    def iban(self) -> str:
        """With right check digits. Source: ISO 7064 mod 97-10."""
        account, country = self.company.bank_number, self.company.bank_country
        digits = "".join(str(int(sign, 36)) for sign in account + country + "00")
        return f"{country}{98 - int(digits) % 97:02d}{account}"

    def money(self, value: Decimal) -> str:
        """A value in this bill's notation, without currency."""
        whole, _, cents = f"{value:,.2f}".partition(".")
        group, mark = {"1,234.56": (",", "."), "1'234.56": ("'", "."), "1.234,56": (".", ","),
                       "1 234,56": (" ", ","), "1234,56": ("", ","),
                       "1\u202f234,56": ("\u00a0", ",")}[self.words.money]  # fmt: skip
        return whole.replace(",", group) + mark + cents

    def priced(self, value: Decimal) -> str:
        """A value with its currency, before or after as the language does."""
        amount = self.money(value)
        if self.words.language in ("en", "nl"):
            return f"{self.sign} {amount}" if self.sign.isalpha() else f"{self.sign}{amount}"
        return f"{amount} {self.sign}"

    def day(self, value: date) -> str:
        """A date in this bill's style."""
        plain = {"dotted": "%d.%m.%Y", "slashed": "%d/%m/%Y", "dashed": "%d-%m-%Y",
                 "iso": "%Y-%m-%d", "short_year": "%d.%m.%y", "american": "%m/%d/%Y"}  # fmt: skip
        if self.dates in plain:
            return value.strftime(plain[self.dates])
        month = self.words.months.split()[value.month - 1]
        return self.words.long_date.format(day=value.day, month=month, year=value.year)


class Page:
    """A canvas measured from the top left in points, with letters of all eight languages."""

    def __init__(self, path: Path, *, face: str = "Helvetica") -> None:
        _register_polish()
        self._face = face
        self._canvas = Canvas(str(path), pagesize=A4, invariant=1)

    def text(self, x: float, y: float, text: str, *, size: float = 10, bold: bool = False) -> None:
        """Draw left-aligned."""
        self._font(text, size, bold)
        self._canvas.drawString(x, _HEIGHT - y, text)

    def right(self, x: float, y: float, text: str, *, size: float = 10, bold: bool = False) -> None:
        """Draw right-aligned."""
        self._font(text, size, bold)
        self._canvas.drawRightString(x, _HEIGHT - y, text)

    def centre(self, x: float, y: float, text: str, *, size: float = 10) -> None:
        """Draw centred."""
        self._font(text, size, False)
        self._canvas.drawCentredString(x, _HEIGHT - y, text)

    def stamp(self, text: str) -> None:
        """Draw large and grey across the page, as a copy is marked."""
        self._canvas.saveState()
        self._canvas.setFillGray(0.85)
        self._canvas.setFont(self._face, 60)
        self._canvas.translate(_WIDTH / 2, _HEIGHT / 2)
        self._canvas.rotate(45)
        self._canvas.drawCentredString(0, 0, text)
        self._canvas.restoreState()

    def turn(self) -> None:
        """Begin the next page."""
        self._canvas.showPage()

    def save(self) -> None:
        """Write the file."""
        self._canvas.save()

    def _font(self, text: str, size: float, bold: bool) -> None:
        polish = any(sign in "ąćęłńśźżĄĆĘŁŃŚŹŻ" for sign in text)
        name = f"{self._face}-Bold" if bold else self._face
        self._canvas.setFont(f"{name}-Polish" if polish else name, size)


def _polish_codec(name: str) -> codecs.CodecInfo | None:
    """The eight-bit code that the font's encoding describes, for reportlab to encode with."""
    if name != "polishencoding":
        return None
    table = {code: ord(sign) for code, sign in zip(range(0xC0, 0xD2), _POLISH, strict=True)}
    decoding = "".join(
        chr(table.get(code, ord(bytes([code]).decode("cp1252", "replace")))) for code in range(256)
    )
    encoding = codecs.charmap_build(decoding)
    return codecs.CodecInfo(
        encode=lambda text, errors="strict": codecs.charmap_encode(text, errors, encoding),
        decode=lambda raw, errors="strict": codecs.charmap_decode(
            raw, errors, dict(enumerate(map(ord, decoding)))
        ),
        name=name,
    )


def _register_polish() -> None:
    if "Helvetica-Polish" in pdfmetrics.getRegisteredFontNames():
        return
    codecs.register(_polish_codec)
    encoding = pdfmetrics.Encoding("PolishEncoding", "WinAnsiEncoding")
    for code, glyph in zip(range(0xC0, 0xD2), _POLISH_GLYPHS.split(), strict=True):
        encoding[code] = glyph
    pdfmetrics.registerEncoding(encoding)
    for face in ("Helvetica", "Helvetica-Bold", "Courier"):
        pdfmetrics.registerFont(pdfmetrics.Font(f"{face}-Polish", face, "PolishEncoding"))


def draw(case: BillCase, folder: Path) -> Path:
    """Write the bill as a PDF."""
    path = folder / f"{case.name}.pdf"
    page = Page(path)
    case.drawn(page, case)
    page.save()
    return path


def _title(case: BillCase) -> str:
    words = case.words
    titles = {"credit_note": words.credit_title, "receipt": words.receipt_title}
    return titles.get(case.kind, words.title)


def _items(page: Page, case: BillCase, *, top: float, columns: tuple[float, ...]) -> float:
    description, quantity, price, amount = columns
    for x, name in zip(columns, case.words.columns, strict=True):
        (page.text if x == description else page.right)(x, top, name, bold=True)
    y = top + 16
    for index, (count, each) in enumerate(case.prices):
        page.text(description, y, GOODS[case.words.language][index % 4])
        page.right(quantity, y, str(count))
        page.right(price, y, case.money(each))
        page.right(amount, y, case.money(each * count))
        y += 14
    return y + 10


def _total_lines(page: Page, case: BillCase, *, y: float, left: float, right: float) -> float:
    rows = [(case.words.net, case.net)]
    rows += [(case.words.tax.format(rate=rate), tax) for rate, _, tax in case.taxes]
    for label, value in rows:
        page.text(left, y, label)
        page.right(right, y, case.priced(value))
        y += 15
    page.text(left, y, case.words.total, size=11, bold=True)
    page.right(right, y, case.priced(case.total), size=11, bold=True)
    return y + 24


def letter(page: Page, case: BillCase) -> None:
    """Sender line over the window, facts at the right, bank details in the foot."""
    company, words = case.company, case.words
    page.text(60, 130, f"{company.name} · {company.street} · {company.town}", size=7)
    for index, line in enumerate(BUYERS[words.language]):
        page.text(60, 146 + 14 * index, line)
    facts = ((words.number, case.number), (words.issued, case.day(case.issued)),
             (words.customer, case.customer), (words.due, case.day(case.due)))  # fmt: skip
    for index, (label, value) in enumerate(facts):
        page.text(340, 150 + 15 * index, f"{label}:")
        page.right(540, 150 + 15 * index, value)
    page.text(60, 260, _title(case), size=16, bold=True)
    y = _total_lines(
        page, case, y=_items(page, case, top=300, columns=(60, 330, 430, 540)), left=340, right=540
    )
    page.text(60, y + 10, words.thanks)
    page.text(60, 790, f"{company.name}, {company.street}, {company.town}", size=7)
    page.text(60, 800, f"{words.vat_label}: {company.vat_id}", size=7)
    page.text(250, 790, f"IBAN {_grouped(case.iban)}", size=7)
    page.text(430, 790, f"www.{company.host}", size=7)


def labels_above(page: Page, case: BillCase) -> None:
    """Labels in a row over their values; totals as a table with a header row."""
    company, words = case.company, case.words
    page.text(50, 60, company.name, size=18, bold=True)
    page.text(50, 78, f"{company.street}, {company.town}")
    page.text(50, 91, f"{words.vat_label} {company.vat_id}")
    page.text(400, 60, _title(case), size=16)
    page.text(50, 130, words.buyer, bold=True)
    for index, line in enumerate(BUYERS[words.language]):
        page.text(50, 145 + 13 * index, line)
    heads = (words.number, words.issued, words.due, words.customer)
    values = (case.number, case.day(case.issued), case.day(case.due), case.customer)
    for index, (head, value) in enumerate(zip(heads, values, strict=True)):
        page.text(50 + 130 * index, 220, head, size=8, bold=True)
        page.text(50 + 130 * index, 234, value)
    y = _items(page, case, top=280, columns=(50, 330, 430, 540))
    tax_word = words.tax.replace("{rate}", "").replace("()", "").strip(" %@")
    for x, head in zip((250, 400, 540), (words.net, tax_word, words.total), strict=True):
        page.right(x, y, head, size=9, bold=True)
    tax = sum((tax for _, _, tax in case.taxes), Decimal(0))
    for x, amount in zip((250, 400, 540), (case.net, tax, case.total), strict=True):
        page.right(x, y + 15, case.priced(amount))
    page.text(50, 770, f"IBAN: {case.iban}", size=8)


def two_columns(page: Page, case: BillCase) -> None:
    """Seller and buyer side by side under headings; facts as `Label: value` in one string."""
    company, words = case.company, case.words
    page.text(50, 60, f"{_title(case)}", size=22, bold=True)
    page.text(50, 85, f"{words.number}: {case.number}")
    page.text(50, 99, f"{words.issued}: {case.day(case.issued)}")
    page.text(50, 113, f"{words.due}: {case.day(case.due)}")
    page.text(50, 150, words.seller, bold=True)
    page.text(320, 150, words.buyer, bold=True)
    seller = (company.name, company.street, company.town, f"{words.vat_label}: {company.vat_id}")
    for index, line in enumerate(seller):
        page.text(50, 165 + 13 * index, line)
    for index, line in enumerate(BUYERS[words.language]):
        page.text(320, 165 + 13 * index, line)
    y = _total_lines(
        page, case, y=_items(page, case, top=260, columns=(50, 330, 430, 540)), left=330, right=540
    )
    page.text(330, y, words.to_pay, bold=True)
    page.right(540, y, case.priced(case.total), bold=True)
    page.text(50, y + 40, f"{words.thanks} IBAN {_grouped(case.iban)}")


def ticket(page: Page, case: BillCase) -> None:
    """A narrow till receipt, everything centred, tax told under the total."""
    company, words = case.company, case.words
    page.centre(150, 40, company.name, size=12)
    page.centre(150, 54, company.street)
    page.centre(150, 66, company.town)
    page.centre(150, 78, f"{words.vat_label} {company.vat_id}", size=8)
    page.centre(150, 100, _title(case), size=11)
    page.text(40, 120, f"{case.day(case.issued)}   14:32", size=9)
    page.text(40, 132, f"Nr.{case.number}", size=9)
    y = 155.0
    for index, (count, each) in enumerate(case.prices):
        page.text(40, y, f"{count} x {GOODS[words.language][index % 4]}", size=9)
        page.right(260, y, case.money(each * count), size=9)
        y += 12
    y = _total_lines(page, case, y=y + 8, left=40, right=260)
    page.centre(150, y, words.thanks, size=8)


def sentence(page: Page, case: BillCase) -> None:
    """Number glued to the title, the date behind it, the sender at the foot alone."""
    company, words = case.company, case.words
    for index, line in enumerate(BUYERS[words.language]):
        page.text(60, 140 + 14 * index, line)
    between = {"de": "vom", "fr": "du", "nl": "van", "es": "del", "it": "del", "pt": "de",
               "pl": "z dnia", "en": "dated"}[words.language]  # fmt: skip
    page.text(60, 230, f"{_title(case)} {case.number} {between} {case.day(case.issued)}",
              size=14, bold=True)  # fmt: skip
    page.text(60, 250, f"{words.customer} {case.customer}")
    y = _total_lines(
        page, case, y=_items(page, case, top=290, columns=(60, 330, 430, 540)), left=300, right=540
    )
    page.text(60, y + 8, f"{words.due} {case.day(case.due)}. {words.thanks}")
    page.text(60, 780, f"{company.name} | {company.street} | {company.town}", size=7.5)
    page.text(60, 791, f"{words.vat_label} {company.vat_id} | IBAN {case.iban}", size=7.5)
    page.text(60, 802, f"info@{company.host}", size=7.5)


def modern(page: Page, case: BillCase) -> None:
    """Title left, brand right, facts as right-aligned pairs, amounts with the currency code."""
    company, words = case.company, case.words
    page.text(45, 70, _title(case), size=26)
    page.right(550, 60, company.name, size=12, bold=True)
    for index, line in enumerate((company.street, company.town, f"hello@{company.host}")):
        page.right(550, 75 + 12 * index, line, size=9)
    page.text(45, 130, words.buyer, size=8)
    for index, line in enumerate(BUYERS[words.language]):
        page.text(45, 143 + 12 * index, line, size=9)
    facts = ((words.number, case.number), (words.issued, case.day(case.issued)),
             (words.due, case.day(case.due)))  # fmt: skip
    for index, (label, value) in enumerate(facts):
        page.right(440, 143 + 14 * index, label, size=9, bold=True)
        page.text(455, 143 + 14 * index, value, size=9)
    spelled = replace(case, sign=case.currency)
    y = _total_lines(
        page,
        spelled,
        y=_items(page, case, top=240, columns=(45, 330, 430, 550)),
        left=330,
        right=550,
    )
    page.text(330, y, words.to_pay)
    page.right(550, y, spelled.priced(case.total))
    page.text(45, 800, f"{company.name} · {words.vat_label} {company.vat_id} · IBAN "
              f"{_grouped(case.iban)}", size=7)  # fmt: skip


def _grouped(iban: str) -> str:
    return " ".join(iban[index : index + 4] for index in range(0, len(iban), 4))


LAYOUTS = {
    "letter": letter,
    "labels_above": labels_above,
    "two_columns": two_columns,
    "ticket": ticket,
    "sentence": sentence,
    "modern": modern,
}
_RATES = {
    "en": ("20", "5"), "de": ("19", "7"), "fr": ("20", "5.5"), "nl": ("21", "9"),
    "es": ("21", "10"), "it": ("22", "10"), "pt": ("23", "6"), "pl": ("23", "8"),
}  # fmt: skip
_NUMBERS = ("2025-0117", "INV4711", "RE/25/00382", "F 2025/88", "100045", "A-2025.013")
_CURRENCIES = {"en": ("GBP", "£"), "pl": ("PLN", "zł")}


def cases() -> Iterator[BillCase]:
    """Every language in every layout: 48 bills, no two alike in number, day or sum."""
    for language_index, language in enumerate(WORDS):
        for layout_index, layout in enumerate(LAYOUTS):
            yield _case(language, language_index, layout=layout, layout_index=layout_index)


def _case(language: str, language_index: int, *, layout: str, layout_index: int) -> BillCase:
    seed = language_index * len(LAYOUTS) + layout_index
    words = WORDS[language][seed % 2]
    rates = tuple(Decimal(rate) for rate in _RATES[language])[: 1 + (seed % 3 == 0)]
    issued = date(2024, 1, 5) + timedelta(days=seed * 11)
    currency, sign = _CURRENCIES.get(language, ("EUR", "€"))
    prices = ((1, Decimal("12.50") * (seed + 1)), (3, Decimal("7.95")),
              (2, Decimal("419.00") + seed))  # fmt: skip
    return BillCase(
        name=f"{language}_{layout}",
        words=words,
        company=COMPANIES[language][(seed // 2) % 2],
        layout=layout,
        kind="receipt" if layout == "ticket" else "credit_note" if seed % 10 == 9 else "invoice",
        number=_NUMBERS[seed % len(_NUMBERS)] if seed % 4 else f"{20250000 + seed * 7}",
        customer=f"K{1000 + seed}",
        issued=issued,
        due=issued + timedelta(days=14 + seed % 3 * 8),
        rates=rates,
        prices=prices,
        currency=currency,
        sign=sign,
        dates=words.dates[seed % len(words.dates)],
        drawn=LAYOUTS[layout],
    )


def draw_long(folder: Path, page_count: int) -> Path:
    """A long document of dense text, about 50 lines a page: a policy, a manual."""
    path = folder / "long.pdf"
    page = Page(path)
    for number in range(1, page_count + 1):
        page.text(60, 50, f"General conditions, part {number}", size=14, bold=True)
        for line in range(50):
            page.text(
                60,
                80 + 14 * line,
                f"{number}.{line} The insured shall tell the company of any change within "
                f"{line + 3} days of its becoming known.",
                size=9,
            )
        page.turn()
    page.save()
    return path
