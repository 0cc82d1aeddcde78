"""Downloads of banks in Poland, Czechia, Hungary, the Nordics and the Baltics."""

from __future__ import annotations

from typing import Final

from tests.support.bank_exports.writing import Export

NORTHERN: Final = (
    Export(
        name="mbank",
        before="""\
mBank S.A. Bankowość Detaliczna;
Skrytka Pocztowa 2108;
90-959 Łódź 2;
www.mbank.pl;
mLinia: 801 300 800;
+48 (42) 6 300 800;


#Klient;
ADA LOVELACE;

Lista operacji;

#Za okres:;
01.01.2025;31.01.2025;

#zgodnie z wybranymi filtrami wyszukiwania;
#dla rachunków:;
eKonto - 11114020040000300201355387;

#Lista operacji nie jest dokumentem w rozumieniu art. 7 Ustawy Prawo Bankowe;

#Waluta;#Wpływy;#Wydatki;
PLN;2 350,00;-1 264,29;

#Data operacji;#Opis operacji;#Rachunek;#Kategoria;#Kwota;#Saldo po operacji;
""",
        row='{day};"{party}  /WARSZAWA   DATA TRANSAKCJI: 2025-01-02";"eKonto 1111 ... 5387";'
        '"Żywność i chemia";{amount} PLN;{balance} PLN;',
        day="%Y-%m-%d",
        group=" ",
        currency="PLN",
        encoding="cp1250",
        newest_first=True,
    ),
    Export(
        name="mbank-old",
        before="""\
mBank S.A.;
#Numer rachunku;
11 1140 2004 0000 3002 0135 5387;
#Waluta;
PLN;
#Saldo początkowe;1 000,00 PLN;
#Data księgowania;#Data operacji;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;\
#Saldo po operacji;
""",
        row='{day};{day};ZAKUP PRZY UŻYCIU KARTY;"{words}";"  {party}";\'\';{amount};{balance};',
        after=";;;;;;#Saldo końcowe;2 085,71 PLN;\n",
        day="%Y-%m-%d",
        group=" ",
        currency="PLN",
        encoding="cp1250",
    ),
    Export(
        name="pko-bp",
        before='"Data operacji","Data waluty","Typ transakcji","Kwota","Waluta",'
        '"Saldo po transakcji","Opis transakcji","","","",""\n',
        row='"{day}","{day}","Płatność kartą","{amount}","PLN","{balance}","Tytuł:  00049{number}",'
        '"Lokalizacja: Adres: {party}","Data i czas operacji: 2025-01-02","",""',
        day="%Y-%m-%d",
        mark=".",
        group="",
        plus="+",
        currency="PLN",
        encoding="cp1250",
        newest_first=True,
    ),
    Export(
        name="ing-pl",
        before="""\
"Lista transakcji";"";"ING Bank Śląski S.A. ul. Sokolska 34, 40-086 Katowice www.ing.pl"

"Dokument nr 0000000001_010225";
"Wygenerowany dnia: 2025-02-01, 10:11:12";

"Dane Użytkownika:";
"ADA LOVELACE, UL. DŁUGA 1"

"Wybrane rachunki:";
"Konto z Lwem (PLN)";;"61 1050 1025 1000 0090 3030 6218"

"Zastosowane kryteria wyboru";
"Zakres dat: 2025-01-01 - 2025-01-31";

"Data transakcji";"Data księgowania";"Dane kontrahenta";"Tytuł";"Nr rachunku";"Nazwa banku";\
"Szczegóły";"Nr transakcji";"Kwota transakcji (waluta rachunku)";"Waluta";"Kwota blokady/\
zwolnienie blokady";"Waluta";"Kwota płatności w walucie";"Waluta";"Konto";"Saldo po \
transakcji";"Waluta";;;;
2025-01-31;;" STACJA PALIW ";" Płatność kartą ";'';"";"";;;;-50,00;PLN;;;"Konto z Lwem";;;;;;
""",
        row='{day};{day};" {party} ";" {words} ";\'61105010251000009030306218\';" ";'
        "TR.KART ;'2025003{number}';{amount};PLN;;;;;\"Konto z Lwem\";{balance};PLN;;;;",
        after='\n"Dokument ma charakter informacyjny, nie stanowi dowodu księgowego";\n',
        day="%Y-%m-%d",
        group="",
        currency="PLN",
        encoding="cp1250",
        newest_first=True,
    ),
    Export(
        name="fio-cz",
        before="""\
accountId;2100123456
bankId;2010
currency;CZK
iban;CZ6508000000192000145399
bic;FIOBCZPPXXX
openingBalance;1000,00
closingBalance;2085,71
dateStart;01.01.2025
dateEnd;31.01.2025
idFrom;26300000001
idTo;26300000006

ID pohybu;Datum;Objem;Měna;Protiúčet;Název protiúčtu;Kód banky;Název banky;KS;VS;SS;\
Uživatelská identifikace;Zpráva pro příjemce;Typ;Provedl;Upřesnění;Komentář;BIC;ID pokynu
""",
        row='2630000000{number};{day};{amount};CZK;;{party};;;;1234;;"Nákup: {party}, dne 2.1.'
        '2025, částka  45.30 CZK";{words};Platba kartou;Lovelace, Ada;;;;3391{number}',
        group="",
        currency="CZK",
        encoding="utf-8-sig",
    ),
    Export(
        name="otp-hu",
        row='"117730161111101800000000";"{letter}";{amount};"HUF";{day};{day};{balance};'
        '"111111111800000000";"{party}";"{words}";"";"";"VÁSÁRLÁS KÁRTYÁVAL";"";',
        letters=("T", "J"),
        day="%Y%m%d",
        mark="",
        group="",
        places=0,
        currency="HUF",
        encoding="cp1250",
    ),
    Export(
        name="swedbank",
        before="* Transaktioner Period 2025-01-01 – 2025-01-31 Skapad 2025-02-01 10:00 CET\n"
        "Radnummer,Clearingnummer,Kontonummer,Produkt,Valuta,Bokföringsdag,Transaktionsdag,"
        "Valutadag,Referens,Beskrivning,Belopp,Bokfört saldo\n",
        row='{number},8327-9,1234567890,"Privatkonto",SEK,{day},{day},{day},"{party}","{words}",'
        "{amount},{balance}",
        day="%Y-%m-%d",
        mark=".",
        group="",
        currency="SEK",
        encoding="cp1252",
        newest_first=True,
    ),
    Export(
        name="swedbank-ee",
        before='"Kliendi konto";"Reatüüp";"Kuupäev";"Saaja/Maksja";"Selgitus";"Summa";"Valuuta";'
        '"Deebet/Kreedit";"Arhiveerimistunnus";"Tehingu tüüp";"Viitenumber";"Dokumendi number";\n'
        '"EE382200221020145685";"10";"01.01.2025";"";"Algsaldo";"1000,00";"EUR";"K";"";"AS";"";"";\n',
        row='"EE382200221020145685";"20";"{day}";"{party}";"{words}";"{size}";"EUR";"{letter}";'
        '"20250100{number}";"K";"";"";',
        after='"EE382200221020145685";"82";"31.01.2025";"";"Käive";"1264,29";"EUR";"D";"";"K2";"";"";\n'
        '"EE382200221020145685";"82";"31.01.2025";"";"Käive";"2350,00";"EUR";"K";"";"K2";"";"";\n'
        '"EE382200221020145685";"86";"31.01.2025";"";"Lõppsaldo";"2085,71";"EUR";"K";"";"LS";"";"";\n',
        group="",
        letters=("D", "K"),
    ),
    Export(
        name="nordea-fi",
        before="Kirjauspäivä;Määrä;Maksaja;Maksunsaaja;Nimi;Otsikko;Viitenumero;Valuutta\n",
        row="{day};{amount};FI21 1234 5600 0007 85;;{party};{words};;EUR",
        day="%Y/%m/%d",
        group="",
        encoding="utf-8-sig",
        newest_first=True,
    ),
    Export(
        name="nordea-se",
        before="Bokföringsdag;Belopp;Avsändare;Mottagare;Namn;Rubrik;Saldo;Valuta\n",
        row="{day};{amount};3300 010101-0101;;;{party} {words};{balance};SEK",
        day="%Y/%m/%d",
        group="",
        currency="SEK",
        encoding="utf-8-sig",
        newest_first=True,
    ),
    Export(
        name="danske",
        before='"Dato";"Tekst";"Beløb";"Saldo";"Status";"Afstemt"\n',
        row='"{day}";"Visa/Dankort {party}";"{amount}";"{balance}";"Udført";"Nej"',
        after='"02.02.2025";"Benzin";"-50,00";"";"Venter";"Nej"\n',
        currency=None,
        encoding="cp1252",
        extra=("2025-02-02 -50.00 None pending",),
    ),
    Export(
        name="dnb-no",
        before='"Dato";"Forklaring";"Rentedato";"Ut fra konto";"Inn på konto"\n',
        row='"{day}";"Varekjøp {party} {words}";"{day}";"{debit}";"{credit}"',
        currency=None,
        encoding="cp1252",
        newest_first=True,
    ),
    Export(
        name="op-fi",
        before='"Kirjauspäivä";"Arvopäivä";"Määrä EUROA";"Laji";"Selitys";"Saaja/Maksaja";'
        '"Saajan tilinumero";"Saajan pankin BIC";"Viite";"Viesti";"Arkistointitunnus"\n',
        row="{day};{day};{amount};162;PKORTTIMAKSU;{party};;;;{words};2025010{number}/5UTU",
        day="%Y-%m-%d",
        group="",
        plus="",
        encoding="utf-8-sig",
    ),
)
