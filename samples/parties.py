"""The cast: one person, and the invented companies whose papers she gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from samples import checksums


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or receiver as it stands on paper."""

    name: str
    street: str
    town: str
    country: str = "Nederland"
    mail: str = ""
    web: str = ""
    phone: str = ""  # only from ranges set aside for fiction
    iban: str = ""
    bic: str = ""
    vat_id: str = ""
    register: str = ""  # trade register entry
    bank_name: str = ""  # as the bank prints it: capitals, no accents, 32 characters

    @property
    def on_statement(self) -> str:
        """Name in a bank's rows."""
        return self.bank_name or self.name.upper()


def _nl_iban(bank: str, account: str) -> str:
    return checksums.iban("NL", f"{bank}{account}")


def _de_iban(account: str) -> str:
    return checksums.iban("DE", f"90012300{account}")


MARA: Final = Party(
    "Mara Lindqvist",
    "Wilgenkade 41-B",
    "3512 SD Utrecht",
    mail="mara@lindqvist.example",
    iban=_nl_iban("VAAR", "0417265093"),
    bic="VAARNL2U",
    bank_name="M LINDQVIST",
)
SAVINGS_IBAN: Final = _nl_iban("VAAR", "0417265107")
CARD_ACCOUNT: Final = "XXXX-XXXX-XXXX-4421"

BANK: Final = Party(
    "Vaartbank N.V.",
    "Vaartkade 200",
    "3581 SD Utrecht",
    mail="service@vaartbank.example",
    web="www.vaartbank.example",
    bic="VAARNL2U",
    vat_id=checksums.dutch_vat_id("99120417"),
    register="KvK 99120417",
)
EMPLOYER: Final = Party(
    "Nordlicht Analytik GmbH",
    "Am Rheinspeicher 12",
    "50999 Köln",
    "Deutschland",
    mail="personal@nordlicht-analytik.example",
    web="www.nordlicht-analytik.example",
    phone="+49 221 4710 318",
    iban=_de_iban("0007415520"),
    bic="RHSPDEK9XXX",
    vat_id=checksums.german_vat_id("99417552"),
    register="Amtsgericht Köln, HRB 999417",
    bank_name="NORDLICHT ANALYTIK GMBH",
)
ENERGY: Final = Party(
    "Lichtkring Energie B.V.",
    "Turbineplein 3",
    "3542 SA Utrecht",
    mail="klant@lichtkring.example",
    web="www.lichtkring.example",
    iban=_nl_iban("DIJK", "0300188421"),
    bic="DIJKNL2R",
    vat_id=checksums.dutch_vat_id("99300188"),
    register="KvK 99300188",
    bank_name="LICHTKRING ENERGIE BV",
)
PHONE: Final = Party(
    "Belvia Mobiel B.V.",
    "Zendmastlaan 18",
    "1096 SD Amsterdam",
    mail="factuur@belvia.example",
    web="www.belvia.example",
    iban=_nl_iban("DIJK", "0455120936"),
    bic="DIJKNL2R",
    vat_id=checksums.dutch_vat_id("99455120"),
    register="KvK 99455120",
    bank_name="BELVIA MOBIEL BV",
)
INTERNET: Final = Party(
    "Glasnet Fiber B.V.",
    "Kabelweg 77",
    "3542 SD Utrecht",
    "The Netherlands",
    mail="billing@glasnet.example",
    web="www.glasnet.example",
    iban=_nl_iban("POLD", "0628840175"),
    bic="POLDNL2A",
    vat_id=checksums.dutch_vat_id("99628840"),
    register="Trade register 99628840",
    bank_name="GLASNET FIBER BV",
)
INSURER: Final = Party(
    "Veenhof Verzekeringen N.V.",
    "Dijkgraafstraat 140",
    "8021 SA Zwolle",
    mail="polis@veenhof.example",
    web="www.veenhof.example",
    iban=_nl_iban("POLD", "0711093348"),
    bic="POLDNL2A",
    register="KvK 99711093",
    bank_name="VEENHOF VERZEKERINGEN NV",
)
HEALTH: Final = Party(
    "Zorgkring Utrecht U.A.",
    "Postbus 90410",
    "3509 SA Utrecht",
    mail="ledenservice@zorgkring.example",
    web="www.zorgkring.example",
    iban=_nl_iban("POLD", "0790412265"),
    bic="POLDNL2A",
    register="KvK 99790412",
    bank_name="ZORGKRING UTRECHT UA",
)
LANDLORD: Final = Party(
    "Woonbeheer Wilgenkade B.V.",
    "Beheerdershof 9",
    "3512 SA Utrecht",
    mail="administratie@wilgenkade.example",
    iban=_nl_iban("VAAR", "0502217784"),
    bic="VAARNL2U",
    register="KvK 99502217",
    bank_name="WOONBEHEER WILGENKADE BV",
)
DENTIST: Final = Party(
    "Tandartspraktijk Singelhof",
    "Singelhof 2",
    "3511 SA Utrecht",
    mail="praktijk@singelhof.example",
    iban=_nl_iban("DIJK", "0188305572"),
    bic="DIJKNL2R",
    register="KvK 99188305",
    bank_name="TANDARTSPRAKTIJK SINGELHOF",
)
GARAGE: Final = Party(
    "Garage Van Dalen & Zn.",
    "Smeerputweg 31",
    "3606 SD Maarssen",
    mail="werkplaats@vandalen.example",
    iban=_nl_iban("VAAR", "0366918204"),
    bic="VAARNL2U",
    vat_id=checksums.dutch_vat_id("99366918"),
    register="KvK 99366918",
    bank_name="GARAGE VAN DALEN EN ZN MAARSSEN",
)
BOOKSHOP: Final = Party(
    "Buchfink Versand GmbH",
    "Lagerhausstraße 5",
    "60999 Frankfurt am Main",
    "Deutschland",
    mail="service@buchfink.example",
    web="www.buchfink.example",
    phone="+49 69 90009 440",
    iban=_de_iban("0021904407"),
    bic="MAINDEF9XXX",
    vat_id=checksums.german_vat_id("99219044"),
    register="Amtsgericht Frankfurt am Main, HRB 999044",
    bank_name="BUCHFINK VERSAND GMBH",
)
HOTEL: Final = Party(
    "Harborline Inn",
    "210 Customs Wharf",
    "Portland, ME 04101",
    "United States",
    mail="desk@harborline-inn.example",
    web="www.harborline-inn.example",
    phone="+1 207 555 0143",
    bank_name="HARBORLINE INN PORTLAND ME",
)
COTTAGE: Final = Party(
    "Les Gîtes des Tilleuls SARL",
    "14 chemin du Moulin",
    "62990 Sainte-Aubierge",
    "France",
    mail="contact@gites-tilleuls.example",
    web="www.gites-tilleuls.example",
    phone="+33 3 53 01 42 17",
    iban=checksums.iban("FR", checksums.french_account("99990", "00410", account="00021733158")),
    bic="TILLFR2L",
    vat_id=checksums.french_vat_id(checksums.french_siren("00421733")),
    register=f"SIREN {checksums.french_siren('00421733')}, RCS Arras",
    bank_name="LES GITES DES TILLEULS SARL",
)
GROCER: Final = Party(
    "Grutter Supermarkt",
    "Weversplein 8",
    "3511 SD Utrecht",
    web="www.grutter.example",
    vat_id=checksums.dutch_vat_id("99841123"),
    register="KvK 99841123",
    bank_name="GRUTTER 1123 UTRECHT",
)
GREENGROCER: Final = Party(
    "Groentehal De Peper", "Peperhof 6", "3511 SA Utrecht", bank_name="GROENTEHAL DE PEPER UTRECHT"
)
RESTAURANT: Final = Party(
    "Eethuis De Roerganger",
    "Roergang 4",
    "3511 SD Utrecht",
    web="www.roerganger.example",
    vat_id=checksums.dutch_vat_id("99577310"),
    register="KvK 99577310",
    bank_name="EETHUIS DE ROERGANGER UTRECHT",
)
MUNICIPALITY: Final = Party(
    "Gemeente Utrecht",
    "Postbus 99000",
    "3500 SD Utrecht",
    mail="parkeren@gemeente.example",
    web="www.gemeente.example",
)
