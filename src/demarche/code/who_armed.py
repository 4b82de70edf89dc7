"""Armed groups: who "the rebels" of a state are, and which group a name means that several bear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from demarche.code.who_people import with_sector
from demarche.code.who_words import Office
from demarche.findings import Mention
from demarche.world import Hit, Named, World
from demarche.world.names import fold

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader

# The sector of those who fight a state (see offices.csv of each pack).
REBELS = "REB"
BODIES = frozenset({"group", "organisation"})
# Who stands behind rebels is named so many words before them at most, the word that says so among the last of them.
BACKERS, LAST = 7, 3


def named_surely(hits: Sequence[Hit]) -> frozenset[str]:
    """Codes of the names in a text that only one party bears."""
    return frozenset(hit.readings[0].code for hit in hits if len({r.code for r in hit.readings}) == 1)


def meant(hit: Hit, sure: frozenset[str], about: frozenset[str], world: World, at: str | None) -> Named:
    """Which of the groups that bear a name is meant ("Kurdish fighters", "judges in The Hague"): one that the text
    names in another way; else one that fights a state that it names; else the likeliest."""
    if len(hit.readings) < 2:
        return hit.readings[0]
    some = [reading for reading in hit.readings if reading.kind in BODIES]
    if len(some) < 2 or some[0] != hit.readings[0]:
        return hit.readings[0]
    named = [reading for reading in some if reading.code in sure]
    fought = {group for state in about if world.is_state(state) for group, _ in world.insurgents(state, at)}
    return next(iter([*named, *(r for r in some if r.code in fought), some[0]]))


def of_parties(reader: Reader, codes: Sequence[str], office: Office, m: Mention) -> tuple[str, ...]:
    """The parties of an office or body of some parties; rebels of a state are the group that fights it, where the text
    names it or there is no doubt, and none of those of the state that backs them."""
    out: list[str] = []
    behind = backers(reader, m, office)
    for code in codes:
        if code in behind:
            continue
        fighting = reader.world.insurgents(code, reader.at) if office.sector == REBELS else ()
        groups = [group for group, _ in fighting if group in reader.sure] or [g for g, alone in fighting if alone]
        out += groups or [with_sector(code, office.sector, reader.world)]
    return tuple(dict.fromkeys(out))


def of_owner(reader: Reader, owner: Sequence[str], office: Office, m: Mention) -> tuple[str, ...]:
    """The parties of an office or body whose owner is a party, or a part of one."""
    return of_parties(reader, [party.split("/")[0] for party in owner], office, m)


def backers(reader: Reader, m: Mention, office: Office) -> frozenset[str]:
    """The states that rebels fight for or are helped by, as the words before them say ("Russian-backed separatists",
    "pro-Russian rebels"): they are not the state whose rebels they are."""
    if office.sector != REBELS:
        return frozenset()
    sentence = reader.findings.sentences[m.sentence]
    words = re.findall(r"\w+", reader.text[sentence.start : m.head_start])[-BACKERS:]
    backing, siding = reader.words.settings["backing"], reader.words.settings["siding"]
    for place, word in list(enumerate(words))[-LAST:]:
        if fold(word) in siding or fold(word) in backing:
            side = words[place + 1 :] if fold(word) in siding else words[:place]
            hits = reader.world.scan(" ".join(side), reader.findings.language)
            nearest = hits[:1] if fold(word) in siding else hits[-1:]
            return frozenset(hit.readings[0].code for hit in nearest)
    return frozenset()
