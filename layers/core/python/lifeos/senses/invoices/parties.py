"""Who sent a paper: the name that several places of it agree on.

Each place proposes names and says how much it speaks for them: a label such as `From:`, the line
at the top, a small line of sender and street, a company name beside a tax id, the domain of a
mail address. Names that stand in the addressee's block are out. Below `_ENOUGH` no name is given.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lifeos.senses.invoices.addressee import LABELS, POSTCODE, Addressee, names_by
from lifeos.senses.invoices.labels import Read, Sheet, sheets
from lifeos.senses.invoices.names import LEGAL_FORM, first_part, is_name, key, legal_name
from lifeos.senses.pdf.layout import Block, Cell, PageWords
from lifeos.senses.values.checksums import find_vat_ids
from lifeos.senses.values.phrases import fold

_ENOUGH = 2.0
_TOP, _FOOT = 0.28, 0.82  # shares of the page's height
_SPELLED_LIKE_HOST, _LABELLED, _PAYEE, _SENDER_LINE, _FIRST_LINE, _LARGE = (
    0.5,
    3.5,
    1.5,
    2.0,
    1.5,
    0.75,
)
_LEGAL, _NEAR_TAX_ID, _DOMAIN, _REPEATED, _FOOTER = 1.0, 1.5, 2.0, 0.75, 0.5
_ADDRESSEE_LIKE = -2.0
_REACHABLE = 0.5
_LONG_WORD = 5
_SHORTEST_ADDRESS = 8
_NUMBER = re.compile(r"\d+")
_PHONE = re.compile(r"\b(?:tel|phone|fax)\b|\+\d{2}")
_NO_KEY = re.compile(r"[^a-z0-9]")
_MOST_PARTIES = 3  # cells of a line that heads seller, buyer and where goods are sent
# A house number before or behind, or a word for a street or a box in any of the languages.
_STREET = re.compile(
    r"^\d|\d\s?[a-zA-Zºª°]?$"
    r"|^(?:p\.? ?o\.? box|postfach|postbus|tsa|cs|bp|av\.|avenida|rua|calle|c/"
    r"|plaza|paseo|via|viale|corso|piazza|rue|avenue|boulevard|bd|place|praca|praça|largo|ul\.|al\.|os\.)"
    r"(?:\s|$)|(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|laan|straat|gracht|plein|kade)$"
    r"|\b(?:street|road|lane|avenue|drive|close|square)$",
    re.IGNORECASE,
)
_TAX_ID = re.compile(
    r"\b(?:vat|ust|btw|tva|nip|nif|cif|p\.? ?iva|partita iva|siret|siren|kvk|hrb|hra|steuernr"
    r"|steuernummer|ein|abn|tax id|tax no|rcs|company no|registration no|nipc|regon|krs|c\.?f)\b",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_BEFORE_HOST = re.compile(r"@|[wW]\.|://")
_MAIL_NAME = re.compile(r"([\w.+-]{4,})@")
_ROLES = frozenset(
    ("info", "shop", "sales", "office", "contact", "kontakt", "support", "hello", "service")
)
_FREE_HOST_NAMES = (
    "gmail googlemail outlook hotmail live yahoo gmx web icloud me aol proton protonmail t-online"
    " orange free wanadoo laposte libero tiscali virgilio sapo wp onet interia o2 ziggo kpnmail"
    " xs4all planet telefonica example localhost mail email posteo msn"
)
_FREE_HOSTS = frozenset(_FREE_HOST_NAMES.split())


@dataclass(frozen=True)
class _Proposal:
    read: Read[str]
    weight: float


def read_issuer(pages: Sequence[PageWords]) -> Read[str] | None:
    """The sender's name as it is printed, or None where no name is sure enough."""
    labelled = sheets(pages, LABELS)
    addressee = Addressee(labelled)
    hosts = _hosts(labelled, addressee)
    proposals = [
        proposal
        for sheet in labelled[:2]
        for proposal in (*_proposals(sheet, addressee), *_by_host(sheet.page, hosts))
        if not addressee.has(proposal.read) or proposal.weight >= _LABELLED
    ]
    return _winner(proposals, hosts)


def _proposals(sheet: Sheet, addressee: Addressee) -> Iterator[_Proposal]:
    yield from _labelled(sheet)
    page = sheet.page
    for block in page.blocks:
        for place, cell in enumerate(block.cells):
            if not addressee.holds(cell):
                yield from _printed(page, block, place)
    yield from _first_line(page, addressee)


def _labelled(sheet: Sheet) -> Iterator[_Proposal]:
    for label in sheet.labels("seller", "payee"):
        rest = label.cell.text[label.end :]
        if not label.leads or not (label.alone or rest.lstrip().startswith(":")):
            continue
        if len(sheet.page.lines[label.row].cells) > _MOST_PARTIES:  # "Flight From To Date": a table
            continue
        weight = _LABELLED if label.field == "seller" else _PAYEE
        yield from (_Proposal(read, weight) for read in names_by(sheet, label))


def _printed(page: PageWords, block: Block, place: int) -> Iterator[_Proposal]:
    """A cell that ends in a legal form, is a sender line, or heads the letter."""
    cell = block.cells[place]
    high, low = cell.y0 < page.height * _TOP, cell.y0 > page.height * _FOOT
    legal = legal_name(cell.text)
    large = cell.height > 1.25 * page.usual_height and high
    if not (legal or large or len(cell.text) > _SHORTEST_ADDRESS):
        return
    start, end = legal or first_part(cell.text)
    headed = place > 0 and is_name(block.cells[0].text)  # "Civic Centre, Town AB1 2CD" under a name
    sender = not headed and _is_address(cell.text[end:])
    if not (legal or sender or (large and len(cell.words) <= 6)):
        return
    if not is_name(cell.text[start:end]) or (not legal and _STREET.search(cell.text[start:end])):
        return
    weight = (_LEGAL if legal else 0.0) + (_SENDER_LINE if sender else 0.0)
    weight += (_LARGE if large else 0.0) + (_FOOTER if low else 0.0) + (0.75 if high else 0.0)
    weight += _by_block(page, block, cell=cell)
    yield _Proposal(Read(cell.text[start:end], cell, start, end), weight)


def _is_address(rest: str) -> bool:
    """Whether street, town or tax id of a sender stand behind a name."""
    if len(rest) <= _SHORTEST_ADDRESS:
        return False
    if POSTCODE.search(rest) and len(_NUMBER.findall(rest)) > 1:  # of the house too
        return True
    return bool(_TAX_ID.search(rest))


def _by_block(page: PageWords, block: Block, *, cell: Cell) -> float:
    """A tax id near by speaks for the sender; an address without any contact may be either's."""
    beside = [line.text for line in page.lines if abs(line.y0 - cell.y0) < 3.2 * cell.height]
    near = block.text + "\n" + "\n".join(beside if cell.y0 > page.height * _FOOT else [])
    if any(True for _ in find_vat_ids(near)) or _TAX_ID.search(near):
        return _NEAR_TAX_ID
    contact = _HOST.search(block.text) or _PHONE.search(fold(near))
    plain_address = POSTCODE.search(block.text) and not contact
    middle = page.height * 0.12 < cell.y0 < page.height * 0.4
    return _ADDRESSEE_LIKE if plain_address and middle and block.cells[0] is cell else 0.0


def _first_line(page: PageWords, addressee: Addressee) -> Iterator[_Proposal]:
    """The topmost name of the first page, surer with an address or a contact under it."""
    if page.number != 1:
        return
    heads = [(at, block, cell) for at, block in enumerate(page.blocks[:4])
             for cell in block.cells[:2]]  # fmt: skip
    for at, block, cell in heads:
        legal = legal_name(cell.text)
        start, end = legal or first_part(cell.text)
        name = cell.text[start:end]
        if _by_block(page, block, cell=cell) == _ADDRESSEE_LIKE:
            return  # nothing stands over the address in the window: the head is a picture
        named = is_name(name) and (legal or not _STREET.search(name))  # "Via Atlântica S.A."
        if cell.y0 < page.height * _TOP and named:
            under = block.text.partition("\n")[2]  # a street, a box, a telephone
            reachable = POSTCODE.search(block.text) or _HOST.search(block.text)
            if at == 0 and reachable is None:
                reachable = re.search(r"\d", under)
            if not addressee.holds(cell):
                weight = _FIRST_LINE + (_REACHABLE if reachable else 0.0)
                yield _Proposal(Read(name, cell, start, end), weight)
            return


def _by_host(page: PageWords, hosts: set[str]) -> Iterator[_Proposal]:
    """A name anywhere that is spelled like a web or mail host of the paper."""
    short = [cell for _, _, cell in page.cells if len(cell.words) <= 6] if hosts else []
    for cell in short:
        start, end = first_part(cell.text)
        name = cell.text[start:end]
        if _is_spelled_like(key(name), hosts) and is_name(name):
            yield _Proposal(Read(name, cell, start, end), _SPELLED_LIKE_HOST)


def _is_spelled_like(name: str, hosts: set[str]) -> bool:
    """The host, or a little more: `CRONUS DE` and `cronus.com`."""
    return any(host in name and len(host) >= len(name) * 0.6 for host in hosts)


def _hosts(labelled: Sequence[Sheet], addressee: Addressee) -> set[str]:
    """Names of web and mail hosts outside the addressee's cells: `cronus` of info@cronus.com."""
    hosts: set[str] = set()
    for sheet in labelled:
        for _, _, cell in sheet.page.cells:
            if _BEFORE_HOST.search(cell.text) and not addressee.holds(cell):
                for match in _HOST.finditer(cell.text):
                    parts = match[1].lower().split(".")
                    hosts.update(part for part in parts[:-1] if part not in _FREE_HOSTS)
                hosts.update(match[1].lower() for match in _MAIL_NAME.finditer(cell.text))
    return {_NO_KEY.sub("", host) for host in hosts if len(host) > 3} - _ROLES


def _winner(proposals: Sequence[_Proposal], hosts: set[str]) -> Read[str] | None:
    by_key: dict[str, list[_Proposal]] = defaultdict(list)
    for proposal in proposals:
        by_key[key(proposal.read.value)].append(proposal)
    scored = [(_score(name, group, hosts=hosts), name) for name, group in by_key.items() if name]
    if not scored:
        return None
    score, name = max(scored)
    if score < _ENOUGH:
        return None
    name = _in_full(name, by_key)
    best = max(by_key[name], key=lambda p: (bool(LEGAL_FORM.search(p.read.value)), p.weight))
    return Read(best.read.value, best.read.run, best.read.start, best.read.end, score)


_TOWN_BEHIND = re.compile(r"(.{3,}), [^\d,]+")


def _in_full(name: str, by_key: Mapping[str, Sequence[_Proposal]]) -> str:
    """The key of the name as its paper writes it in full.

    A brand's company where one alone is named after it, and a name without the town behind it.
    """
    printed = by_key[name][0].read.value
    town = _TOWN_BEHIND.fullmatch(printed)
    if town and not LEGAL_FORM.search(printed) and key(town[1]) in by_key:
        return key(town[1])
    if any(LEGAL_FORM.search(proposal.read.value) for proposal in by_key[name]):
        return name
    start = f"{printed.lower()} "
    companies = {
        other
        for other, group in by_key.items()
        for proposal in group
        if LEGAL_FORM.search(proposal.read.value)
        and proposal.weight > 0
        and proposal.read.value.lower().startswith(start)
    }
    return companies.pop() if len(companies) == 1 else name


def _score(name: str, group: Sequence[_Proposal], *, hosts: set[str]) -> float:
    best = max(proposal.weight for proposal in group)
    spots = {(p.read.run.page, round(p.read.run.y0)) for p in group}
    more = sum(p.weight for p in group if p.weight > 0) - best
    score = best + (_REPEATED if len(spots) > 1 else 0.0) + min(max(more, 0.0) / 2, 1.0)
    if any(host in name or name in host for host in hosts if min(len(host), len(name)) > 3):
        score += _DOMAIN
    elif any(word in host for host in hosts for word in _long_words(group[0].read.value)):
        score += _DOMAIN / 2
    return score


def _long_words(name: str) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9]+", fold(name)) if len(word) >= _LONG_WORD]
