"""Holders of offices: one reader for each folder of facts, all giving the same row."""

from __future__ import annotations

import calendar
import contextlib
import csv
import html
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

HOME = Path(__file__).parent
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
# Folders of every-politician-scrapers and the party whose offices they hold.
CABINETS = {"belarus": "BLR", "belgium": "BEL", "china": "CHN", "france": "FRA", "iran": "IRN", "israel": "ISR",
            "netherlands": "NLD", "poland": "POL", "russia": "RUS", "turkey": "TUR", "ukraine": "UKR",
            "united-kingdom": "GBR", "us": "USA"}  # fmt: skip
WORLD_OFFICES = {"United Nations": "UN", "World Trade": "WTO", "Court of Justice": "ICJ", "OSCE": "OSCE",
                 "Council of Europe": "COE", "Arab Parliament": "ARABLEAGUE"}  # fmt: skip
# Names of states that the CIA and REIGN write in their own way.
OTHER_NAMES = {"Congo, Republic of the": "COG", "Congo, Democratic Republic of the": "COD", "Burma": "MMR",
               "Korea, North": "PRK", "Korea, South": "KOR", "Cote d'Ivoire": "CIV", "Micronesia, Federated States of":
               "FSM", "Holy See (Vatican City)": "VAT", "Gambia, The": "GMB", "Bahamas, The": "BHS", "Macedonia": "MKD",
               "Kosovo": "XKX", "Cabo Verde": "CPV", "Timor-Leste": "TLS", "Swaziland": "SWZ", "Eswatini": "SWZ",
               "Sao Tome and Principe": "STP", "Czechia": "CZE", "Turkey (Turkiye)": "TUR"}  # fmt: skip
# REIGN uses the codes of the Correlates of War; those that differ from ISO 3166.
COW = {"UKG": "GBR", "FRN": "FRA", "GMY": "DEU", "SPN": "ESP", "POR": "PRT", "NTH": "NLD", "SWZ": "CHE", "AUS": "AUT",
       "AUL": "AUS", "NEW": "NZL", "DEN": "DNK", "SWD": "SWE", "ICE": "ISL", "IRE": "IRL", "ROM": "ROU", "BUL": "BGR",
       "SLO": "SVK", "SLV": "SVN", "CRO": "HRV", "BOS": "BIH", "MAC": "MKD", "YUG": "SRB", "KOS": "XKX", "LAT": "LVA",
       "LIT": "LTU", "MLD": "MDA", "GRG": "GEO", "KZK": "KAZ", "KYR": "KGZ", "TAJ": "TJK", "LEB": "LBN", "KUW": "KWT",
       "UAE": "ARE", "OMA": "OMN", "BAH": "BHR", "MOR": "MAR", "ALG": "DZA", "LIB": "LBY", "SUD": "SDN", "SSD": "SSD",
       "NIR": "NER", "NIG": "NGA", "CDI": "CIV", "GUI": "GIN", "BFO": "BFA", "GAM": "GMB", "SIE": "SLE", "TOG": "TGO",
       "CAO": "CMR", "CHA": "TCD", "CON": "COG", "DRC": "COD", "CEN": "CAF", "EQG": "GNQ", "TAZ": "TZA", "BUI": "BDI",
       "ZAM": "ZMB", "ZIM": "ZWE", "MAW": "MWI", "SAF": "ZAF", "LES": "LSO", "BOT": "BWA", "MAG": "MDG", "MZM": "MOZ",
       "ANG": "AGO", "ROK": "KOR", "PRK": "PRK", "TAW": "TWN", "MON": "MNG", "BNG": "BGD", "SRI": "LKA", "NEP": "NPL",
       "BHU": "BTN", "MYA": "MMR", "CAM": "KHM", "DRV": "VNM", "MAL": "MYS", "SIN": "SGP", "PHI": "PHL", "INS": "IDN",
       "ETM": "TLS", "HAI": "HTI", "TRI": "TTO", "GUA": "GTM", "HON": "HND", "SAL": "SLV", "COS": "CRI", "PAR": "PRY",
       "URU": "URY", "THI": "THA", "CZR": "CZE", "MNG": "MNE", "MAD": "MDV", "MAA": "MRT", "MAS": "MUS", "SWA": "SWZ",
       "BRU": "BRN", "BAR": "BRB", "BHM": "BHS", "CAP": "CPV", "FIJ": "FJI", "GRN": "GRD", "MNC": "MCO", "MSI": "MHL",
       "NAU": "NRU", "PAL": "PLW", "SEY": "SYC", "SKN": "KNA", "SLU": "LCA", "SVG": "VCT", "SOL": "SLB", "SNM": "SMR",
       "AAB": "ATG", "VAN": "VUT"}  # fmt: skip
TITLES = re.compile(
    r"^(?:(?:Acting|Interim|Transitional|Executive|Deputy|Vice|Co-|Federal|State|Crown|Prime|Sovereign|Supreme|Grand"
    r"|General|Captain|Colonel|Marshal|Lt\.?|Gen\.?|Dr\.?|Sir|Dame|Sheikh|Field)[- ]+)*"
    r"(?:President of (?:the )?[A-Z]\w+(?: [A-Z]\w+)*?|President|Minister|King|Queen|Emir|Amir|Sultan|Chancellor|Leader"
    r"|Prince|Duke|Premier|Pope|Chairperson of the \w+|Chairman|Chair|Captains? Regent|Governor[- ]General|Taoiseach"
    r"|General Secretary|Administrator|Sheikh|Monarch)\s+"
)


class Holder(NamedTuple):
    """Who held which office for which party from when to when; dates are ISO, cut to what is known, or empty."""

    name: str
    party: str
    office: str
    start: str
    end: str
    source: str
    other: Mapping[str, str] = MappingProxyType({})
    aliases: tuple[str, ...] = ()
    surname: str = ""
    gender: str = ""


def read_csv(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines))


def own() -> Iterator[Holder]:
    """The project's own rows (``persons.csv``)."""
    for number, row in enumerate(read_csv(HOME / "persons.csv"), start=2):
        other = {"nl": row["nl"]} if row["nl"] else {}
        aliases = tuple(filter(None, row["aliases"].split("|")))
        source = f"demarche, models/world/persons.csv: row {number}"
        yield Holder(row["name"], row["party"], row["office"], row["start"], row["end"], source, other, aliases,
                     gender=row["gender"])  # fmt: skip


def cabinets(facts: Path) -> Iterator[Holder]:
    """Cabinets and other offices of thirteen states, and of world bodies, to July 2022 (Wikidata)."""
    for path in sorted((facts / "eps").glob("*/html/holders21.csv")):
        folder = path.parts[-3]
        state = next((code for word, code in CABINETS.items() if folder.startswith(word + "-")), "")
        for row in read_csv(path):
            party = state or next((c for word, c in WORLD_OFFICES.items() if word in row["position"]), "")
            if not party or row["person"] == "person" or (row["end"] and row["end"] < "2000"):
                continue
            gender = {"male": "m", "female": "f"}.get(row.get("gender", ""), "")
            source = f"every-politician-scrapers/{folder} 2022 (Wikidata {row['personID']})"
            yield Holder(row["person"], party + sector(row["position"]), row["position"], row["start"], row["end"],
                         source, gender=gender)  # fmt: skip


def sector(office: str) -> str:
    """The part of a state that an office belongs to; empty where it speaks for the state."""
    lower = office.lower()
    if re.search(r"justice of|judge|prosecutor|chief justice|supreme court|court of", lower):
        return "/JUD" if "international court" not in lower else ""
    if re.search(r"speaker|chairman of the (state duma|verkhovna|federation)|leader of the house|knesset|lord of the"
                 r"|president of the (senate|national assembly|chamber)", lower):  # fmt: skip
        return "/LEG"
    if re.search(r"chief of (the )?(general |joint |defen[cs]e)?\s*(staff|defen[cs]e)|commander|commandant|naval"
                 r"|chief of staff of the army", lower):  # fmt: skip
        return "/MIL"
    return ""


def world_leaders_2021(facts: Path, names: dict[str, str]) -> Iterator[Holder]:
    """Heads of state and government around 2021 (Wikidata), by year."""
    for row in read_csv(facts / "eps/world-leaders-2021/data/wikidata.csv"):
        code = names.get(row["country"])
        if code and row["officeholderLabel"]:
            yield Holder(row["officeholderLabel"], code, row["positionLabel"], row["start_year"], row["end_year"],
                         f"every-politician-scrapers/world-leaders-2021 (Wikidata {row['officeholder']})")  # fmt: skip


def reign(facts: Path) -> Iterator[Holder]:
    """Leaders of states to March 2021; REIGN mostly gives the surname alone."""
    for row in read_csv(facts / "reign/data_sets/leaderlist_3_21.csv", "latin-1"):
        if (row["eyear"] and row["eyear"] < "2000") or not row["leader"]:
            continue
        start = "-".join([row["syear"], row["smonth"].zfill(2), row["sdate"].zfill(2)])
        end = f"{row['eyear']}-{row['emonth'].zfill(2)}" if row["eyear"] else ""
        code = COW.get(row["stateabb"], row["stateabb"])
        yield Holder(repaired(row["leader"]), code, "leader of the state", start, end, f"REIGN 2021-3: {row['leadid']}",
                     gender="m" if row["gender"] == "1" else "f")  # fmt: skip


def repaired(name: str) -> str:
    """A name of a list that mixes two encodings, without what stands in brackets behind it ("(acting)")."""
    with contextlib.suppress(UnicodeError):
        name = name.encode("latin-1").decode("utf-8")
    return re.sub(r"\s*\(.*?\)", "", name).strip()


def capitals(name: str) -> tuple[str, str]:
    """A name whose surname stands in capitals, in normal writing, and that surname."""
    parts = name.split()
    loud = [p for p in parts if len(p) > 1 and p.upper() == p and p.lower() != p and not p.endswith(".")]
    normal = " ".join("-".join(x.capitalize() for x in p.split("-")) if p in loud else p for p in parts)
    return normal, " ".join("-".join(x.capitalize() for x in p.split("-")) for p in loud)


def cia_2019(facts: Path, names: dict[str, str]) -> Iterator[Holder]:
    """Cabinets of the world as they stood in October 2019; the year before and after is an assumption."""
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    with zipfile.ZipFile(facts / "cia_world_leaders_2019/dist/json/json.zip") as packed:
        persons = json.loads(packed.read("dist/json/persons.json"))
    for person in persons.values():
        name, surname = capitals(person[label])
        for link in person["objectProperties"]:
            text = next(iter(link.values())).get(label, "")
            found = re.match(r"The Office of (.*) \((.*)\)$", text)
            code = names.get(found.group(2)) if found else None
            if found and code and " " in name:
                yield Holder(name, code + sector(found.group(1)), found.group(1), "2018-10", "2020-10",
                             "CIA World Leaders, seen in October 2019 (a year on either side assumed)",
                             surname=surname)  # fmt: skip


def factbook(facts: Path, names: dict[str, str]) -> Iterator[Holder]:
    """Heads of state and government at the end of 2025, with the day they took office."""
    for path in sorted((facts / "factbook_json").glob("*/*.json")):
        government = json.loads(path.read_text(encoding="utf-8")).get("Government", {})
        state = government.get("Country name", {}).get("conventional short form", {}).get("text", "")
        code = names.get(html.unescape(state))
        for office in ("chief of state", "head of government"):
            text = html.unescape(government.get("Executive branch", {}).get(office, {}).get("text", ""))
            for person in re.finditer(r"([^;()]+) \((?:\w+ )*?since (\d+) (\w+) (\d{4})", text):
                title = TITLES.match(person.group(1).strip())
                if not code or not title or person.group(3) not in MONTHS or "represented" in person.group(1):
                    continue
                name, surname = capitals(person.group(1).strip()[title.end() :])
                start = f"{person.group(4)}-{MONTHS[person.group(3)]:02}-{int(person.group(2)):02}"
                if surname:
                    yield Holder(name, code, title.group().strip(), start, "", f"CIA World Factbook: {path.stem}",
                                 surname=surname)  # fmt: skip


def leaders_2026(facts: Path, codes: dict[str, str]) -> Iterator[Holder]:
    """Heads of state and government in August 2026."""
    path = sorted((facts / "world_leaders_current_2026/snapshots").glob("*/*/*.json"))[-1]
    for country in json.loads(path.read_text(encoding="utf-8"))["countries"].values():
        code = codes.get(country["country"]["iso_code"])
        for position in country["positions"].values():
            holder = position.get("current_holder") or {}
            if code and holder.get("name_en"):
                yield Holder(holder["name_en"], code, position["title_en"], holder.get("since") or "", "",
                             f"open-data-archive/world-leaders-current {path.stem}")  # fmt: skip


def every(facts: Path, names: dict[str, str], codes: dict[str, str]) -> list[Holder]:
    """All holders of all sources, the project's own rows first: they win where sources differ."""
    return [*own(), *cabinets(facts), *world_leaders_2021(facts, names), *leaders_2026(facts, codes),
            *factbook(facts, names), *reign(facts), *cia_2019(facts, names)]  # fmt: skip
