"""Letters that ask for no money: municipality, health insurer, employer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from samples import notation, truth
from samples.layouts import din_letter
from samples.life import SALARY_AFTER
from samples.notation import Language
from samples.paper import SANS, SERIF, Ink, Paper, depth
from samples.parties import EMPLOYER, HEALTH, MARA, MUNICIPALITY, Party

_TEXT: Final = SANS.sized(10.5)
_SMALL: Final = SANS.sized(8).tinted("#55565c")
_LOWEST: Final = 236.0  # leaves room for the signature and the foot


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter; paragraphs are wrapped and run over as many pages as they need."""

    thing: str
    file: str
    sender: Party
    language: Language
    dated_on: date
    subject: str
    our_reference: str
    greeting: str
    paragraphs: tuple[str, ...]
    goodbye: tuple[str, ...]


def all_letters() -> list[truth.Filed]:
    """Every letter of the half-year as a file."""
    return [
        _filed(_MUNICIPALITY, _town_hall(_MUNICIPALITY)),
        _filed(_HEALTH, _health(_HEALTH)),
        _filed(_EMPLOYER, _german(_EMPLOYER)),
    ]


def _filed(letter: Letter, drawn: tuple[bytes, int]) -> truth.Filed:
    content, pages = drawn
    return truth.Filed(
        file=letter.file,
        content=content,
        format="pdf",
        document_kind="letter",
        facts=(_fact(letter, pages),),
        more={"pages": pages},
    )


def _fact(letter: Letter, pages: int) -> truth.Fact:
    return truth.Fact(
        thing=letter.thing,
        domain="documents",
        kind="document",
        occurred=truth.day(letter.dated_on),
        title=letter.subject,
        data={
            "document_kind": "letter",
            "issuer": letter.sender.name,
            "dated_on": letter.dated_on.isoformat(),
            "pages": pages,
        },
        more={"reference": letter.our_reference, "language": letter.language},
    )


def _town_hall(letter: Letter) -> tuple[bytes, int]:
    """Coat of arms in the corner, address at the right, reference lines in a row."""
    paper = Paper(letter.subject, author=letter.sender.name)
    paper.box((20, 15), size=(11, 7), fill="#b3261e")
    paper.box((20, 22), size=(11, 7), edge="#b3261e")
    paper.text((35, 24), letter.sender.name, ink=SERIF.bold.sized(17))
    paper.block((20, 52), (MARA.name, MARA.street, MARA.town), ink=_TEXT)
    paper.block(
        (130, 52), (letter.sender.street, letter.sender.town, letter.sender.mail), ink=_SMALL
    )
    labels = ("Datum", "Ons kenmerk", "Onderwerp")
    values = (_long(letter), letter.our_reference, letter.subject)
    for x, label, value in zip((20, 66, 112), labels, values, strict=True):
        paper.text((x, 86), label, ink=_SMALL)
        paper.text((x, 91), value, ink=_TEXT.sized(9.5))
    _body(paper, letter, y=108, ink=_TEXT)
    return paper.finish(), paper.pages


def _health(letter: Letter) -> tuple[bytes, int]:
    """A sober letter of two pages with numbered pages."""
    paper = Paper(letter.subject, author=letter.sender.name)
    paper.disc((26, 22), 6, fill="#0f766e")
    paper.text((35, 24.5), letter.sender.name, ink=SANS.bold.sized(16).tinted("#0f766e"))
    paper.block((20, 50), (MARA.name, MARA.street, MARA.town), ink=_TEXT)
    rows = [("Datum", _long(letter)), ("Relatienummer", letter.our_reference)]
    paper.pairs((125, 50), rows, gap=28)
    paper.text((20, 84), letter.subject, ink=SANS.bold.sized(13))
    paper.text((190, 284), "Pagina 1", ink=_SMALL.right)
    _body(paper, letter, y=96, ink=_TEXT)
    paper.text((190, 284), f"Pagina {paper.pages}", ink=_SMALL.right)
    return paper.finish(), paper.pages


def _german(letter: Letter) -> tuple[bytes, int]:
    """The employer's letter, laid out as German offices do."""
    paper = Paper(letter.subject, author=letter.sender.name)
    din_letter.head(paper, letter.sender)
    town = letter.sender.town.split()[-1]
    paper.text((190, 92), f"{town}, {_long(letter)}", ink=_TEXT.right)
    paper.text((190, 87), f"Unser Zeichen: {letter.our_reference}", ink=_SMALL.right)
    paper.text((25, 104), letter.subject, ink=_TEXT.bold)
    _body(paper, letter, y=116, ink=_TEXT, left=25)
    din_letter.foot(paper, letter.sender)
    return paper.finish(), paper.pages


def _body(paper: Paper, letter: Letter, *, y: float, ink: Ink, left: float = 20) -> None:
    y = paper.text((left, y), letter.greeting, ink=ink) + 2
    for words in letter.paragraphs:
        if y + depth(words, width=190 - left, ink=ink) > _LOWEST:
            paper.turn()
            y = 30
        y = paper.paragraph((left, y), words, width=190 - left, ink=ink) + 2.5
    _sign(paper, letter.goodbye, left=left, y=y + 4, ink=ink)


def _sign(paper: Paper, lines: Sequence[str], *, left: float, y: float, ink: Ink) -> None:
    paper.text((left, y), lines[0], ink=ink)
    paper.block((left, y + 16), lines[1:], ink=ink)


def _long(letter: Letter) -> str:
    return notation.long_date(letter.dated_on, letter.language)


_MUNICIPALITY: Final = Letter(
    thing="letter-municipality",
    file="Brieven/gemeente parkeervergunning.pdf",
    sender=MUNICIPALITY,
    language="nl",
    dated_on=date(2026, 2, 5),
    subject="Werkzaamheden en parkeren Wilgenkade",
    our_reference="VTH/2026-004117",
    greeting="Geachte mevrouw Lindqvist,",
    paragraphs=(
        "Van maandag 16 maart tot en met vrijdag 10 april 2026 vernieuwen wij de riolering en de "
        "kademuur aan de Wilgenkade, tussen huisnummer 27 en huisnummer 63. In deze weken kunt u "
        "niet voor uw woning parkeren.",
        "Met uw bewonersvergunning parkeert u in deze periode zonder extra kosten in de "
        "parkeergarage aan de Turfhaven, op de eerste en de tweede verdieping. U hoeft hiervoor "
        "niets aan te vragen: uw kenteken is bij de garage bekend.",
        "Uw woning blijft te voet bereikbaar. Het afval wordt opgehaald op dinsdag in plaats van "
        "op donderdag. Zet uw container dan voor half acht aan het begin van de straat.",
        "Hebt u vragen? Wij houden inloopspreekuur op woensdag 4 maart om 19.30 uur in het "
        "buurthuis, of u schrijft naar het mailadres boven deze brief.",
    ),
    goodbye=(
        "Met vriendelijke groet,",
        "namens het college van burgemeester en wethouders,",
        "R. Osinga",
        "Teammanager Openbare ruimte",
    ),
)

_HEALTH: Final = Letter(
    thing="letter-health",
    file="Zorg/Zorgkring brief eigen risico.pdf",
    sender=HEALTH,
    language="nl",
    dated_on=date(2026, 1, 19),
    subject="Uw zorgverzekering in 2026: wat verandert er?",
    our_reference="40772918",
    greeting="Beste mevrouw Lindqvist,",
    paragraphs=(
        "Een nieuw jaar, en op een paar punten een andere polis. In deze brief leest u wat er voor "
        "u verandert en wat hetzelfde blijft. U hoeft niets te doen als u het met de wijzigingen "
        "eens bent.",
        "Uw basisverzekering is een naturapolis. Dat betekent dat wij afspraken hebben gemaakt met "
        "zorgverleners in uw regio. Gaat u naar een zorgverlener met wie wij geen afspraken "
        "hebben, dan vergoeden wij een deel van de rekening. Op onze website zoekt u met een "
        "postcode wie er bij u in de buurt is gecontracteerd.",
        "Het verplichte eigen risico geldt voor zorg uit de basisverzekering, zoals een bezoek aan "
        "het ziekenhuis of medicijnen. Het geldt niet voor de huisarts, de verloskundige en "
        "wijkverpleging. U hebt geen vrijwillig eigen risico gekozen.",
        "Uw aanvullende verzekering Tand Basis blijft dezelfde. Controles, röntgenfoto's en "
        "vullingen vergoeden wij voor driekwart, tot het maximum dat in uw polis staat. De nota "
        "van de tandarts stuurt u zelf in; dat kan met een foto in de app of per post.",
        "Fysiotherapie was tot nu toe verzekerd voor negen behandelingen per jaar. Vanaf dit jaar "
        "zijn dat er twaalf. Een verwijzing van de huisarts is niet nodig als u naar een "
        "gecontracteerde praktijk gaat.",
        "De vergoeding voor brillen en contactlenzen vervalt. Hebt u in 2025 nog een bril gekocht, "
        "dan kunt u die nota indienen tot en met 31 maart 2026. Daarna kunnen wij hem niet meer in "
        "behandeling nemen.",
        "Reist u buiten Europa? Spoedeisende zorg is verzekerd tot het bedrag dat dezelfde zorg in "
        "Nederland zou kosten. Voor een reis naar de Verenigde Staten raden wij een aparte "
        "reisverzekering aan, omdat ziekenhuizen daar veel hogere tarieven rekenen.",
        "Verandert er iets in uw leven, zoals een verhuizing, een kind of werk in een ander land? "
        "Geef het binnen dertig dagen door. Werkt u voor een werkgever in een ander land van de "
        "Europese Unie, dan kan het zijn dat u daar verzekerd moet zijn; de Sociale "
        "Verzekeringsbank onderzoekt dat op uw verzoek.",
        "Bent u het niet eens met de wijzigingen, dan kunt u uw verzekering opzeggen tot en met "
        "31 januari 2026. Uw opzegging geldt dan met terugwerkende kracht vanaf 1 januari. Een "
        "nieuwe verzekeraar mag u voor de basisverzekering niet weigeren.",
        "De volledige voorwaarden vindt u op onze website onder Mijn Polis. Op verzoek sturen wij "
        "ze u op papier toe. Wij zijn op werkdagen van acht tot zes bereikbaar via de app en per "
        "mail.",
    ),
    goodbye=("Met vriendelijke groet,", "Ledenservice", HEALTH.name),
)

_EMPLOYER: Final = Letter(
    thing="letter-employer",
    file="Arbeit/Gehaltsanpassung 2026.pdf",
    sender=EMPLOYER,
    language="de",
    dated_on=date(2026, 3, 20),
    subject="Ihre Gehaltsanpassung zum 1. April 2026",
    our_reference="PA/2218",
    greeting="Sehr geehrte Frau Lindqvist,",
    paragraphs=(
        "wir freuen uns, Ihnen mitteilen zu können, dass Ihr Gehalt mit Wirkung zum 1. April 2026 "
        "angepasst wird. Nach Abzug von Steuern und Sozialabgaben erhalten Sie voraussichtlich "
        f"{notation.money(SALARY_AFTER, 'de', currency='EUR')} im Monat.",
        "Die Vereinbarung über mobiles Arbeiten vom 14. Juni 2024 bleibt unverändert: Sie arbeiten "
        "bis zu vier Tage in der Woche von Utrecht aus und kommen an mindestens einem Tag im Monat "
        "nach Köln. Reisekosten zwischen Utrecht und Köln reichen Sie wie bisher ein.",
        "Alle übrigen Bestimmungen Ihres Arbeitsvertrags gelten weiter. Bitte nehmen Sie dieses "
        "Schreiben zu Ihren Unterlagen.",
        "Wir danken Ihnen für Ihren Einsatz im vergangenen Jahr und freuen uns auf die weitere "
        "Zusammenarbeit.",
    ),
    goodbye=("Mit freundlichen Grüßen", "Hendrik Auffahrt", "Leiter Personal"),
)
