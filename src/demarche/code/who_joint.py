"""Who speaks as "we" in a text of several: a joint statement, by its title or its first line."""

from __future__ import annotations

import re

from demarche.code.who_people import People
from demarche.code.who_words import Words
from demarche.records import Document
from demarche.world import World
from demarche.world.names import fold

# What stands in front of the name of a body that has no code, where the table gives no name.
OTHER = "X:"
# A first line longer than this is no title.
LONGEST = 200
# Words of a title, without the marks of the page that it was taken from ("United\_States").
WORD = re.compile(r"[^\W_][\w.'’-]*")
# Most words of a person's name in a title.
NAMED = 4
# In front of "joint" stand names and little else ("U.S.-Japan Joint Statement"), not what else the title is of.
NAMES = 0.6


def joint_voice(document: Document, words: Words, world: World, people: People) -> tuple[str, ...]:
    """The parties whose own text a document is, in bare codes: those that the title of a joint text names.

    Empty where the title is of another text, or tells of none or of a state alone. Of some 200 titles of the White
    House with such a word it finds them for 115, and nobody in these who does not speak (some titles are cut off behind
    the first of several); it is empty for all that are of other texts.
    """
    title = (document.title or document.text.lstrip().split("\n", 1)[0]).replace("_", " ")
    said = WORD.findall(title)
    low, language = [fold(word) for word in said], document.language or ""
    joint, papers, by, on = (words.settings.get(name, ()) for name in ("joint", "papers", "written_by", "written_on"))
    if len(title) > LONGEST or set(low).isdisjoint(joint) or set(low).isdisjoint(papers):
        return ()
    at = next(n for n, word in enumerate(low) if word in joint)
    front = " ".join(said[:at])
    if sum(hit.end - hit.start for hit in world.scan(front, language)) < len(front) * NAMES:
        return ()
    begin = next((n + 1 for n, word in enumerate(low) if word in by and n > at), 0)
    end = next((n for n, word in enumerate(low) if word in on and n > begin), len(said)) if begin else len(said)
    authors = said[begin:end]
    hits = [hit for hit in world.scan(" ".join(authors), language) if hit.readings[0].kind not in ("place", "capital")]
    named = [code for hit in hits if (code := hit.readings[0].code.split("/")[0]) != OTHER]
    found = tuple(dict.fromkeys([*named, *bearers(authors, people)]))
    return found if len(found) > 1 or any(not world.is_state(party) for party in found) else ()


def bearers(said: list[str], people: People) -> list[str]:
    """The parties of those whom a title names, the longest name at each word first."""
    out, at = [], 0
    while at < len(said):
        for length in range(min(NAMED, len(said) - at), 0, -1):
            name = " ".join(said[at : at + length])
            person = people.find(name) if said[at + length - 1][:1].isupper() else None
            if person is not None and person.party:
                out += [party.split("/")[0] for party in person.party]
                break
        at += length
    return out
