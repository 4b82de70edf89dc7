"""Sentences made from patterns, so that every cue of a pack is learned in its plain forms even where no report has it.

A real report of the training set shows some forms a hundred times and others never; these examples stand beside them.
Each is one sentence with the words that it reports, or none. All of it is our own prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle

from demarche.packs import Pack

Example = tuple[str, tuple[str, ...]]
# What a pattern needs of a language: {s} a source, {v} the cue in its past form, {c} a clause, {i} an infinitive,
# {p} a person or state addressed, {q} a quoted sentence without its full stop, {n} a bare noun phrase.
WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "nl": {
        "s": (
            "De minister",
            "Noorwegen",
            "De premier van Peru",
            "Een woordvoerder van het leger",
            "Zij",
            "President Silva",
        ),
        "low": ("de minister", "Noorwegen", "de premier van Peru", "het leger", "zij", "president Silva"),
        "c": (
            "het verdrag van kracht blijft",
            "de grens gesloten is",
            "er twaalf soldaten zijn omgekomen",
            "het land geen vis meer verkoopt",
        ),
        "m": ("de grens blijft gesloten", "twaalf soldaten zijn omgekomen", "het akkoord geldt nog steeds"),
        "i": ("de wapens neer te leggen", "de haven te openen", "aan tafel te komen"),
        "p": ("Zweden", "de rebellen", "beide landen"),
        "q": ("We trekken onze troepen terug", "Dit is een misstap", "Er komt geen uitstel"),
        "n": ("de aanval", "een staakt-het-vuren", "strengere regels"),
    },
    "en": {
        "s": ("The minister", "Norway", "The prime minister of Peru", "An army spokesman", "She", "President Silva"),
        "low": ("the minister", "Norway", "the prime minister of Peru", "an army spokesman", "she", "President Silva"),
        "c": (
            "the treaty remains in force",
            "the border was closed",
            "twelve soldiers had died",
            "the country would sell no more fish",
        ),
        "m": ("the border remains closed", "twelve soldiers have died", "the deal still holds"),
        "i": ("to lay down arms", "to open the harbour", "to return to the table"),
        "p": ("Sweden", "the rebels", "both countries"),
        "q": ("We will withdraw our troops", "This is a mistake", "There will be no delay"),
        "n": ("the attack", "a ceasefire", "stricter rules"),
    },
}
# Cue class -> patterns; what stands in [ ] is reported.
PATTERNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "nl": {
        "say": ("{s} {v} [dat {c}].", '["{q}"], {v} {low}.', "[{M}], {v} {low}."),
        "warn": ("{s} {v} [dat {c}].", '["{q}"], {v} {low}.'),
        "deny": ("{s} {v} [dat {c}].",),
        "agree": ("{s} en Finland {v} [dat {c}].",),
        "promise": ("{s} {v} [dat {c}].",),
        "demand": ("{s} {v} [dat {c}].",),
        "judge": ("{s} {v} {n}.",),
        "attitude": ("{s} {v} dat {c}.", "{s} {v} {n}."),
    },
    "en": {
        "say": ("{s} {v} [that {c}].", '["{q},"] {low} {v}.', "{s} {v} [{c}].", "[{M}], {low} {v}."),
        "warn": ("{s} {v} [that {c}].", '["{q},"] {low} {v}.'),
        "deny": ("{s} {v} [that {c}].",),
        "agree": ("{s} and Finland {v} [that {c}].", "{s} and Finland {v} [{i}]."),
        "promise": ("{s} {v} [{i}].",),
        "demand": ("{s} {v} {p} [{i}].",),
        "judge": ("{s} {v} {n}.",),
        "attitude": ("{s} {v} that {c}.", "{s} {v} {n}."),
    },
}
FREE = {
    "nl": (
        "Volgens {low} [{M}].",
        "[{M}], aldus {low}.",
        "[{M}], volgens de regering.",
        "{s} sprak van [een misstap].",
    ),
    "en": ("According to {low}, [{M}].", "[{M}], according to {low}.", "{s} called [the vote a mistake]."),
}


def examples(pack: Pack) -> Iterator[Example]:
    """Sentences with what they report, one for each verb of the pack's table with a past form, patterns in turn."""
    words = {name: cycle(some) for name, some in WORDS.get(pack.language, {}).items()}
    if not words:
        return
    turns = {cls: cycle(patterns) for cls, patterns in PATTERNS[pack.language].items()}
    for row in pack.table("speech"):
        verb = past(row["lemma"], row["forms"].split())
        plain = row["kind"] == "verb" and not row["preposition"] and not row["particle"]
        if plain and verb is not None and row["class"] in turns:
            yield filled(next(turns[row["class"]]), words, verb)
    for pattern in FREE[pack.language]:
        for _ in range(8):
            yield filled(pattern, words, "")


def past(lemma: str, forms: list[str]) -> str | None:
    """The past form of a regular verb, or that of the few irregular ones that report most."""
    irregular = {"say", "tell", "write", "speak", "think", "feel", "zeggen", "schrijven", "vinden", "denken", "vragen"}
    known = {"said", "wrote", "spoke", "thought", "felt", "zei", "schreef", "vond", "dacht", "vroeg"}
    if lemma in irregular:
        return next((f for f in forms if f in known), None)
    ends = ("ed",) if any(f.endswith("ing") for f in forms) else ("de", "te")
    return next((f for f in forms if f.endswith(ends) and not f.startswith("ge")), None)


def inverted(pattern: str, words: str) -> str:
    """A clause behind an adverbial: Dutch puts its verb first ("Volgens X is de grens dicht")."""
    if not pattern.startswith("Volgens"):
        return words
    subject, verb, rest = {"de": 2, "twaalf": 2, "het": 2}[words.split()[0]], 1, words.split()
    return " ".join([*rest[subject : subject + verb], *rest[:subject], *rest[subject + verb :]])


def filled(pattern: str, words: Mapping[str, Iterator[str]], verb: str) -> Example:
    """A pattern with words in it, and what stands between its brackets."""
    values = {name: next(some) for name, some in words.items()}
    told = values["m"][:1].upper() + values["m"][1:] if pattern.startswith("[") else inverted(pattern, values["m"])
    text = pattern.format(v=verb, M=told, **values)
    reported = []
    while "[" in text:
        start, end = text.index("["), text.index("]")
        reported.append(text[start + 1 : end])
        text = text[:start] + text[start + 1 : end] + text[end + 1 :]
    return text, tuple(reported)
