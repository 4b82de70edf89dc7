"""Bodies that no table has, by the words of their names: "the Coastal Liberation Front", "the group Casa Clara"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from demarche.code.who import Resolved
from demarche.code.who_words import Office, Run
from demarche.findings import Mention
from demarche.world.names import fold

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader

# What stands in front of the name of a body that has no code.
OTHER = "X:"
# What nouns in front of such a name are for.
GROUPS = frozenset({"group", "organisation"})
NGO = "NGO"
# The letters by which a text goes on to call a body, right behind its name.
LETTERS = re.compile(r" \(([A-Z][A-Za-z-]{1,9})\)")

# Whose body it is, or what it is for, in its name.
MEMBERS = re.compile(r"\s(\w+)(?:\s[a-z]{2,3})?((?:\s[A-Z][\w’'-]+)+)")


def unlisted(reader: Reader, m: Mention) -> Resolved | None:
    """The body that a mention names, where its head is a word with a capital that ends such names and stands in a name
    of two words or more, or the letters that the text has given for one; None elsewhere."""
    head = reader.text[m.head_start : m.head_end]
    if head in reader.letters:
        return body(m, reader.letters[head])
    named = reader.words.settings.get("bodies_in_names", ())
    whole = of_the_world(reader, m)
    if whole:
        return body(m, whole)
    if not head[:1].isupper() or fold(head) not in named:
        return None
    words = reader.text[m.start : m.head_end].split()
    while words and (not words[0][:1].isupper() or fold(words[0]) in reader.words.articles):
        del words[0]
    if len(words) < 2 or not all(word[:1].isupper() for word in words) or reader.inside(m.start, m.head_end):
        return None
    return body(m, longer(reader, Run(m.start, m.head_end, " ".join(words))))


def of_the_world(reader: Reader, m: Mention) -> str:
    """The whole name of a body of the world or of a part of it, whatever states it holds: "the *International* Council
    of Breeders from Chile", "the *Pan* American Teachers' Union"; empty for other phrases."""
    settings = reader.words.settings
    head = fold(reader.text[m.head_start : m.head_end])
    if not reader.text[m.head_start].isupper() or not head.endswith(tuple(settings.get("bodies_of_world", ()))):
        return ""
    words = reader.text[m.start : m.head_end].split()
    if words and fold(words[0]) in reader.words.articles:
        del words[0]
    if len(words) < 2 or not all(word[:1].isupper() for word in words):
        return ""
    if fold(words[0]).split("-")[0] not in settings["of_world"]:
        return ""
    start, end, links = m.head_end - len(" ".join(words)), m.head_end, settings["owner_links"][:3]
    while (more := MEMBERS.match(reader.text, end)) and more[1] in links:
        end = more.end()
    return " ".join(reader.text[max(m.start, start) : end].split())


def behind_noun(reader: Reader, m: Mention, office: Office) -> Resolved | None:
    """The body whose name no table has right behind its noun: "the *campaign group* Avala"; not a person's."""
    if office.what not in GROUPS and office.sector != NGO:
        return None
    run = reader.scan.next_run(m.head_end + 1)
    if (
        run is None
        or run.start > m.head_end + 1
        or reader.inside(m.start, run.end)
        or reader.world.persons_named(run.text)
    ):
        return None
    return body(m, longer(reader, run))


def longer(reader: Reader, run: Run) -> str:
    """A name with what it is for or of: "People's Alliance *for Reform*"."""
    behind = reader.text[run.end : run.end + len(" for the ")]
    words = behind.split()
    links = reader.words.settings.get("in_names", ())
    if not behind.startswith(" ") or not words or words[0] not in links:
        return run.text
    more = reader.scan.next_run(run.end + 1)
    if more is None or more.start - run.end > len(" for the "):
        return run.text
    if not reader.words.articles.issuperset(reader.text[run.end : more.start].split()[1:]):
        return run.text
    return f"{run.text} {' '.join(reader.text[run.end : more.end].split())}"


def letters_of(reader: Reader) -> dict[str, str]:
    """The letters in brackets behind the names of such bodies, with these names."""
    named, found = reader.words.settings.get("bodies_in_names", ()), dict[str, str]()
    for run in reader.scan.runs:
        words = set(map(fold, run.text.split()))
        letters = LETTERS.match(reader.text, run.end) if len(words) > 1 and words.intersection(named) else None
        if letters is not None and not reader.inside(run.start, letters.end()):
            found[letters[1]] = run.text
    return found


def body(m: Mention, name: str) -> Resolved:
    """The reading of a mention that names a body of no table."""
    return Resolved(m.id, (OTHER + name,), "party", name, reason="a body that no table has", score=0.6)
