"""A party as a screen: what it said, wants, did and promised, with whom, and who held its offices when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from starlette.requests import Request
from starlette.responses import Response

from demarche.analyse.arrays import spread
from demarche.archive import Selection
from demarche.errors import NoSuchItem
from demarche.records import KINDS
from demarche.show.page.asked import Asked
from demarche.show.page.lines import Told, told
from demarche.show.page.offices import Office, offices_of
from demarche.show.page.render import as_csv, as_json, page

SHOWN = 8  # items of a section; the list of that kind has them all
WITH = 20  # other parties of the table
SPEAKERS = 20
MOST = 2000  # parties of the list
SECONDS = 2.0
#: Sections: key of the title, kind of item, and the column that names whose section it is.
SECTIONS = (
    ("wants", "positions", "party"),
    ("promised", "commitments", "parties"),
    ("threatens", "conditions", "parties"),
    ("did", "events", "actors"),
    ("undergone", "events", "recipients"),
    ("said", "statements", "parties"),
    ("has_forces", "forces", "party"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """Newest items of one kind; ``number`` is how many there are, ``whole`` the address of all of them."""

    key: str
    number: int
    lines: list[Told]
    whole: str


def screen(request: Request, asked: Asked, code: str) -> Response:
    """One party.

    Raises:
        NoSuchItem: where no item names it and the tables hold no office of it.
    """
    party = _whole(code)
    number, offices = numbers(asked, party), offices_of(asked, party)
    if not offices and not number:
        raise NoSuchItem(f"{asked.dossier.path}@{asked.dossier.version} names no party {code!r}")
    sections = [
        Section(key, number[key], told(asked, kind, newest(asked, party, kind, whose)), _whole_list(asked, kind, party))
        for key, kind, whose in SECTIONS
        if key in number
    ]
    path = f"/party/{party}"
    return page(
        request, asked, "party", here="/parties", code=party, called=asked.words.labels.party(party),
        sections=sections, offices=offices, twins=[("JSON", asked.address(f"{path}.json"))], **facts(asked, party),
    )  # fmt: skip


def _whole(code: str) -> str:
    """A code as the archive has it in ``parties``: without its sector; a name without a code as it stands."""
    return code if code.startswith("X:") else code.partition("/")[0].upper()


def _whole_list(asked: Asked, kind: str, party: str) -> str:
    return asked.address(f"/items/{kind}", party=party)


def of(asked: Asked, party: str, kind: str, whose: str) -> Selection:
    """The items of a kind that are a party's, or those of its sectors, newest first."""

    def is_its(value: Any) -> bool:
        return any(_state(code) == party for code in ((value,) if isinstance(value, str) else value))

    return asked.dossier.select(kind, asked.narrowed.with_(party=()), seconds=SECONDS).those(whose, is_its).by("-date")


def _state(code: str) -> str:
    """A code without its sector; a name without a code ("X:…") may hold a slash of its own."""
    return code if code.startswith("X:") else code.partition("/")[0]


def numbers(asked: Asked, party: str) -> dict[str, int]:
    """How many items each section has, of those that have any."""
    counted = {key: of(asked, party, kind, whose).count() for key, kind, whose in SECTIONS}
    return {key: number for key, number in counted.items() if number}


def newest(asked: Asked, party: str, kind: str, whose: str) -> list[dict[str, Any]]:
    """The newest items of a section."""
    return of(asked, party, kind, whose).page(SHOWN).rows()


def facts(asked: Asked, party: str) -> dict[str, list[dict[str, Any]]]:
    """With whom it deals, and who speaks for it."""
    events = of(asked, party, "events", "parties").frame(("parties", "actors", "quad"), loose=True)
    by_it = events["actors"].each(lambda codes: any(_state(code) == party for code in codes), bool, False)
    quad, (rows, others, names) = events["quad"].data, spread(events["parties"])
    kinds = {"by_it": by_it, "to_it": ~by_it, "cooperation": (quad == 1) | (quad == 2), "conflict": quad > 2}
    counts = {"events": np.bincount(others, minlength=len(names))}
    counts |= {key: np.bincount(others[of_kind[rows]], minlength=len(names)) for key, of_kind in kinds.items()}
    dealings = [
        {"other": name, **{key: int(some[n]) for key, some in counts.items()}}
        for n, name in enumerate(names)
        if counts["events"][n] and name != party
    ]
    dealings.sort(key=lambda row: (-row["events"], row["other"]))
    said = of(asked, party, "statements", "parties").frame(("speaker",), loose=True)["speaker"].to_list()
    spoken = Counter(name for name in said if name is not None)
    order = sorted(spoken.items(), key=lambda one: (-one[1], one[0]))[:SPEAKERS]
    return {"dealings": dealings[:WITH], "speakers": [{"speaker": name, "statements": n} for name, n in order]}


def as_data(asked: Asked, code: str) -> Response:
    """The same as JSON."""
    party = _whole(code)
    sections = {}
    number = numbers(asked, party)
    for key, kind, whose in SECTIONS:
        some = newest(asked, party, kind, whose) if key in number else []
        sections[key] = {"kind": kind, "number": number.get(key, 0), "newest": some}
    offices: list[Office] = offices_of(asked, party)
    return as_json({"party": party, "name": asked.words.labels.party(party), **facts(asked, party),
                    "sections": sections, "offices": [one.plain() for one in offices]})  # fmt: skip


def counted(asked: Asked) -> Any:
    """Every party that items name, with how many of each kind, most named first: an Arrow table."""
    told: dict[str, dict[str, int]] = {}
    for kind in KINDS:
        named = asked.dossier.select(kind, asked.narrowed).frame(("parties",), loose=True)["parties"]
        _, codes, names = spread(named)
        for name, n in zip(names, np.bincount(codes, minlength=len(names)).tolist(), strict=True):
            if n:
                told.setdefault(name, dict.fromkeys(KINDS, 0))[kind] = n
    rows: list[dict[str, Any]] = [{"party": name, **some, "items": sum(some.values())} for name, some in told.items()]
    rows.sort(key=lambda row: (-row["items"], row["party"]))
    shape = [("party", pa.string()), *((name, pa.int64()) for name in (*KINDS, "items"))]
    return pa.Table.from_pylist(rows[:MOST], schema=pa.schema(shape))


def listed(request: Request, asked: Asked) -> Response:
    """All parties."""
    twins = [("JSON", asked.address("/parties.json")), ("CSV", asked.address("/parties.csv"))]
    rows = counted(asked).to_pylist()
    return page(request, asked, "parties", here="/parties", rows=rows, twins=twins)


def list_as_data(asked: Asked) -> Response:
    """The same list as JSON."""
    return as_json(counted(asked).to_pylist())


def list_as_table(asked: Asked) -> Response:
    """The same list as CSV."""
    return as_csv(counted(asked), "parties")
