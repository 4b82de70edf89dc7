"""Words that report: the pack's ``speech`` table, compiled for look-up by form, and where they stand in a parse.

The table lists the forms of each cue, so that a cue is found even where the pipeline got its lemma wrong. A row with a
``particle`` needs it (joined in the form, or apart: "kondigt … aan"); a row with ``with`` needs one of those words
near by ("liet … weten"); a row with ``preposition`` reports what that preposition governs ("spreekt van …").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from demarche.find.times import time_words
from demarche.find.tokens import Doc, Token
from demarche.packs import Pack

# How far apart the parts of a phrase may stand, in words. Dutch puts a whole subject between "liet" and "weten"
# (longest seen in 500 reports: 14).
REACH = 16
CLOSERS = frozenset(".,;:!?\"”“„'’»)")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table."""

    lemma: str
    kind: str
    cls: str
    companions: frozenset[str]
    preposition: str
    particle: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A cue in a text: the index of its token, what may be read into it, and further tokens that belong to it."""

    token: int
    lemma: str
    kind: str
    classes: frozenset[str]
    parts: tuple[int, ...] = ()
    preposition: int | None = None


@dataclass(frozen=True)
class Speech:
    """A language's cues and closed classes for reported speech."""

    forms: Mapping[str, tuple[Cue, ...]]
    markers: tuple[tuple[tuple[str, ...], Cue], ...]
    words: Mapping[str, frozenset[str]]
    first: Mapping[str, list[tuple[tuple[str, ...], Cue]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Notes the markers by their first word."""
        by_first: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        for marker in self.markers:
            by_first.setdefault(marker[0][0], []).append(marker)
        object.__setattr__(self, "first", by_first)


@lru_cache(maxsize=16)
def compiled(pack: Pack) -> Speech:
    """The pack's ``speech.csv`` and ``speech.toml``, ready for look-up."""
    forms: dict[str, list[Cue]] = {}
    markers = []
    for row in pack.table("speech"):
        cue = Cue(
            row["lemma"], row["kind"], row["class"], frozenset(row["with"].split("|")) - {""}, row["preposition"],
            row["particle"],
        )  # fmt: skip
        if cue.kind == "preposition":
            markers.append((tuple(cue.lemma.split()), cue))
        for form in row["forms"].split():
            forms.setdefault(form, []).append(cue)
    words = {name: frozenset(value) for name, value in pack.settings("speech").items() if isinstance(value, list)}
    words["times"] = time_words(pack.language)
    markers.sort(key=lambda m: -len(m[0]))
    return Speech({form: tuple(cues) for form, cues in forms.items()}, tuple(markers), words)


def find_triggers(doc: Doc, units: Sequence[tuple[int, int]], speech: Speech) -> list[Trigger]:
    """Every verb and noun of speech in a document, in order."""
    out = []
    for start, end in units:
        for index in range(start, end):
            trigger = trigger_at(doc, index, (start, end), speech)
            if trigger is not None:
                out.append(trigger)
    return out


def trigger_at(doc: Doc, index: int, unit: tuple[int, int], speech: Speech) -> Trigger | None:
    """The cue at a token with all its readings, or None."""
    token = doc[index]
    rows = speech.forms.get(token.lower_)
    if rows is None:
        return None
    nominal = token.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "ADV", "PRON")
    fits = [r for r in rows if fits_here(doc, index, unit, r, nominal, speech)]
    if not fits:
        return None
    # The reading with the most parts wins: "liet weten" before "weten", "kondigt … aan" before "kondigt".
    fits.sort(key=lambda r: (-bool(r.companions), -bool(r.particle), r.kind == "noun"))
    best = fits[0]
    same = [r for r in fits if (r.companions, r.particle, r.kind) == (best.companions, best.particle, best.kind)]
    parts = tuple(
        p for p in (companion_of(doc, index, unit, best), particle_of(doc, index, unit, best, speech)) if p is not None
    )
    governed = next((p for r in same if r.preposition and (p := preposition_of(doc, index, unit, r)) is not None), None)
    classes = frozenset(r.cls for r in same if not r.preposition or governed is not None)
    kind = "noun" if best.kind == "noun" else "verb"
    return Trigger(index, best.lemma, kind, classes, parts, governed)


def fits_here(doc: Doc, index: int, unit: tuple[int, int], row: Cue, nominal: bool, speech: Speech) -> bool:
    """Whether a row of the table may be read into a token."""
    token = doc[index]
    if row.kind == "noun":
        return token.pos_ not in ("VERB", "AUX")
    if (nominal and not may_be_verb(token, speech)) or stands_as_adjective(doc, index):
        return False
    if row.preposition and preposition_of(doc, index, unit, row) is None:
        return False
    if row.companions and companion_of(doc, index, unit, row) is None:
        return False
    apart = bool(row.particle) and not token.lower_.startswith(row.particle)
    return not apart or particle_of(doc, index, unit, row, speech) is not None


def stands_as_adjective(doc: Doc, index: int) -> bool:
    """Whether a participle stands between an article and its noun ("an estimated 200", "the reported attack")."""
    token = doc[index]
    if token.morph.get("VerbForm") != ["Part"] or index + 1 >= len(doc) or not index or token.base_ != "amod":
        return False
    return doc[index - 1].pos_ in ("DET", "ADJ") and doc[index + 1].pos_ in ("NOUN", "PROPN", "NUM", "ADJ")


def may_be_verb(token: Token, speech: Speech) -> bool:
    """Whether a token that the pipeline takes for no verb may be one: right after a quotation, or with a subject."""
    if token.pos_ == "NOUN" and token.i and token.nbor(-1).pos_ in ("DET", "ADJ", "ADP"):
        return False
    before = token.nbor(-1).text if token.i else ""
    return before in ('"', "”", "“", "’", "'", ",") and token.pos_ != "PROPN" and token.is_lower


def companion_of(doc: Doc, index: int, unit: tuple[int, int], row: Cue) -> int | None:
    """Index of the nearest of the words that a phrase needs ("liet … weten"), or None."""
    near = range(max(unit[0], index - REACH), min(unit[1], index + REACH))
    spots = [i for i in near if i != index and doc[i].lower_ in row.companions]
    return min(spots, key=lambda i: abs(i - index)) if spots else None


def particle_of(doc: Doc, index: int, unit: tuple[int, int], row: Cue, speech: Speech) -> int | None:
    """Index of a verb's separated particle, behind it ("kondigt … aan") or before its mark ("aan te kondigen")."""
    if not row.particle or doc[index].lower_.startswith(row.particle):
        return None
    marks = speech.words.get("infinitive_marks", frozenset())
    if index - 2 >= unit[0] and doc[index - 1].lower_ in marks and doc[index - 2].lower_ == row.particle:
        return index - 2
    for at in range(index + 1, min(unit[1], index + 2 * REACH)):
        if doc[at].lower_ == row.particle and is_particle(doc, at, unit, speech):
            return at
        if doc[at].pos_ == "SCONJ":
            return None
    return None


def is_particle(doc: Doc, at: int, unit: tuple[int, int], speech: Speech) -> bool:
    """Whether a word stands as the particle of a verb: so parsed, or with nothing after it that it could govern."""
    if doc[at].dep_ == "compound:prt":
        return True
    if at + 1 >= unit[1]:
        return True
    after = doc[at + 1]
    return (
        after.text in CLOSERS
        or after.pos_ in ("SCONJ", "PUNCT", "CCONJ")
        or (
            after.lower_ in speech.words.get("behind_particles", ())
            or opens_bare_infinitive(doc, at + 1, unit[1], speech)
        )
    )


def opens_bare_infinitive(doc: Doc, start: int, end: int, speech: Speech) -> bool:
    """Whether an infinitive with its mark closes a stretch that begins with a noun phrase ("riep Londen op zijn besluit
    te herzien"): the parse takes the particle before it for a preposition."""
    marks = speech.words.get("infinitive_marks", frozenset())
    for at in range(start, min(end - 1, start + REACH)):
        if doc[at].text in CLOSERS or (doc[at].pos_ in ("VERB", "AUX") and "Fin" in doc[at].morph.get("VerbForm", [])):
            return False
        if doc[at].lower_ in marks and doc[at + 1].pos_ in ("VERB", "AUX"):
            return True
    return False


def preposition_of(doc: Doc, index: int, unit: tuple[int, int], row: Cue) -> int | None:
    """Index of the preposition that a cue reports by, near behind it."""
    for at in range(index + 1, min(unit[1], index + REACH)):
        if doc[at].lower_ == row.preposition:
            return at
        if doc[at].pos_ == "SCONJ" or doc[at].text in ".;:":
            return None
    return None


def marker_at(doc: Doc, at: int, end: int, speech: Speech) -> tuple[Cue, int] | None:
    """The preposition of speech ("according to") that begins at a token and ends before ``end``, and the index behind
    it."""
    for words, cue in speech.first.get(doc[at].lower_, ()):
        behind = at + len(words)
        if behind <= end and tuple(t.lower_ for t in doc[at:behind]) == words:
            return cue, behind
    return None
