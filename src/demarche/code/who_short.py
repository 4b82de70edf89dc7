"""Short names: the head word of an organisation's longer name, by which a text goes on to call it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from demarche.code.who import Resolved
from demarche.code.who_direct import Reader
from demarche.code.who_memory import GROUP_REACH, Back, said_of
from demarche.findings import Mention
from demarche.world.names import fold, key

# Letters of the shortest word that stands for a longer name.
SHORT = 4
# Organisations whose heads of names are kept; a day's news names some hundreds.
HEADS = 4096


def known_one(back: Back, m: Mention) -> bool:
    """Whether a phrase is for something the reader knows: "the country", "dat land"."""
    return m.definite or fold(m.text.split(None, 1)[0]) in back.reader.words.pointing


def part_of_name(back: Back, m: Mention) -> Resolved | None:
    """ "Het observatorium", "de raad": the head word of an organisation's longer name that the text gave before."""
    word = back.reader.nouns[m.id].word
    # "The parliament" is no other name of the EU: of offices, what the text itself has called it counts.
    office = back.reader.words.offices.get(word) if word in back.short else None
    named = back.parts[office is not None and office.what == "body"].get(word)
    if not named or len(word) < SHORT or (office is not None and office.what in ("parties", "country", "person")):
        return None
    best = back.best(m, lambda one: one.mention.id in named, reach=GROUP_REACH) if known_one(back, m) else None
    return said_of(m, best.read, "part of a name given before", 0.6) if best else None


def short_names(reader: Reader, itself: bool) -> dict[str, set[int]]:
    """The words by which a text may call its organisations for short (heads of their names, or of the name in the text
    ``itself``), each with the mentions of those that it may stand for."""
    links, found = tuple(reader.words.settings["owner_links"]), dict[str, set[int]]()
    for number, row in reader.rows.items():
        if row.kind in ("organisation", "group", "ngo", "company", "body"):
            names = (key(row.form),) if itself else reader.world.other_names(row, reader.findings.language)
            for word in heads(names, links):
                found.setdefault(word, set()).add(number)
    return found


@lru_cache(maxsize=HEADS)
def heads(names: tuple[str, ...], links: tuple[str, ...]) -> frozenset[str]:
    """The heads of longer names: the last word, or those in front of "of" ("Council of Europe"); "security" is no name
    of the Security Council, nor "regions" of the Party of Regions. Worked out once: each phrase asks it of all that was
    named before."""
    parts = [part for name in names if len(part := name.split()) > 1]
    found = {name[-1] for name in parts if not set(links) & set(name)}
    return frozenset(found.union(part for name in parts for part, after in pairwise(name) if after in links))
