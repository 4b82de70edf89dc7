"""What a frame may be by the pack's tables: senses of its verb or noun, and semantic classes of nouns around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from demarche.findings import Findings, Frame, Mention
from demarche.packs import load

# The shortest part of a compound that counts as its head (see find/nouns.py).
SHORTEST_HEAD = 4
# A clause of purpose is among so many frames behind its verb: a sentence of news seldom has more.
FAR = 8


@dataclass(frozen=True, slots=True)
class Act:
    """A sense of a lemma: a PLOVER type with where its doer and its target stand."""

    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    strength: float
    conditions: tuple[str, ...]
    row: str


@dataclass(frozen=True)
class Lexicon:
    """A language's acts and classes, ready for look-up."""

    acts: dict[tuple[str, str], tuple[Act, ...]]
    classes: dict[str, tuple[str, ...]]
    suffixes: dict[str, tuple[str, ...]]
    clusters: dict[str, str]
    compounds: dict[str, tuple[Act, ...]] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def senses(self, lemma: str, kind: str) -> tuple[Act, ...]:
        """Senses of a lemma; for a noun also those after its hyphen or of a head of compounds ("-aanval")."""
        own = self.acts.get((lemma, kind), ())
        if own or kind != "noun":
            return own
        if lemma not in self.compounds:
            last = lemma.rsplit("-", 1)[-1]
            found = self.acts.get((last, kind), ()) if last != lemma else ()
            for cut in range(2, len(last)):
                found = found or self.acts.get(("-" + last[cut:], kind), ())
            self.compounds[lemma] = found
        return self.compounds[lemma]

    def classes_of(self, lemma: str) -> tuple[str, ...]:
        """Semantic classes of a noun, by its whole form, then by its head; looked up once a lemma."""
        known = self.kinds.get(lemma)
        if known is None:
            known = self.kinds[lemma] = self._classes_of(lemma)
        return known

    def _classes_of(self, lemma: str) -> tuple[str, ...]:
        own = self.classes.get(lemma)
        if own:
            return own
        last = lemma.rsplit("-", 1)[-1]
        if last != lemma and last in self.classes:
            return self.classes[last]
        return tuple([name for cut in range(1, len(last)) for name in self.suffixes.get(last[cut:], ())])


@cache
def lexicon(language: str) -> Lexicon:
    """The tables ``acts``, ``classes`` and ``clusters`` of a pack."""
    pack = load(language)
    acts: dict[tuple[str, str], list[Act]] = {}
    for row in pack.table("acts"):
        key = (row["lemma"], "adjective" if row["pos"] == "adj" else row["pos"])
        act = Act(
            row["type"],
            row["mode"] or None,
            tuple(filter(None, row["actor"].split("|"))),
            tuple(filter(None, row["recipient"].split("|"))),
            float(row["strength"] or 0.5),
            tuple(filter(None, row["with"].split(";"))),
            f"{row['lemma']} ({row['pos']})",
        )
        acts.setdefault(key, []).append(act)
    classes: dict[str, list[str]] = {}
    suffixes: dict[str, list[str]] = {}
    for row in pack.table("classes"):
        if row["lemma"].startswith("-"):
            suffixes.setdefault(row["lemma"][1:], []).append(row["class"])
        else:
            classes.setdefault(row["lemma"], []).append(row["class"])
    clusters = {row["lemma"]: row["cluster"] for row in pack.table("clusters")}
    return Lexicon(
        {k: tuple(v) for k, v in acts.items()},
        {k: tuple(v) for k, v in classes.items()},
        {k: tuple(sorted(v)) for k, v in suffixes.items()},
        clusters,
    )


class Met(dict[str, bool]):
    """Whether what a row may ask of a frame's clause stands there, looked for once: many rows ask the same."""

    def __init__(self, frame: Frame, findings: Findings, words: Lexicon) -> None:
        super().__init__()
        self.given = frame, findings, words

    def __missing__(self, condition: str) -> bool:
        met = self[condition] = holds(condition, *self.given)
        return met


def acts_of(frame: Frame, findings: Findings, words: Lexicon) -> tuple[tuple[Act, bool], ...]:
    """Senses of the frame's lemma, each with whether all that it asks of the clause stands there.

    Strongest first; at most one sense a type and mode is kept, the one that is met before one that is not. A parse may
    miss an object, but an auxiliary is there or is not: a sense that asks for one ("*will* send aid") is none without.
    """
    met_by, found, finite = Met(frame, findings, words), [], frame.form.startswith("fin")
    for act in words.senses(frame.lemma, frame.kind):
        met = all(map(met_by.__getitem__, act.conditions))
        if met or not finite or all(met_by[c] for c in act.conditions if c.startswith("aux:")):
            found.append((act, met))
    found.sort(key=lambda a: (not a[1], *stated(*a), -a[0].strength, a[0].type, a[0].mode or ""))
    seen, kept = set(), []
    for act, met in found:
        if (act.type, act.mode) not in seen:
            seen.add((act.type, act.mode))
            kept.append((act, met))
    return tuple(kept)


def by_itself(frame: Frame, own: Sequence[tuple[Act, bool]]) -> bool:
    """True for a verb whose own word tells an act, not a noun beside it ("held *talks*"); ``own`` are the rows that
    offer the act."""
    return frame.kind == "verb" and any(met and not act.conditions for act, met in own)


def stated(act: Act, met: bool) -> tuple[bool, int]:
    """By which senses that are met go first: one that asks for a negation ("will not lift the ban" refuses, whatever
    lifting a ban is), then those that ask for more."""
    return not (met and "neg" in act.conditions), -len(act.conditions)


# Relations of a frame's roles that answer to the names used in the column ``with``.
SLOTS = {"subj": ("nsubj", "inherited", "agent"), "obj": ("obj",), "iobj": ("iobj",), "obl": ("obl", "nmod", "agent")}
# The same, for those that nothing else in the clause will do for.
STRICT = {"subject": "subj", "object": "obj"}


def holds(condition: str, frame: Frame, findings: Findings, words: Lexicon) -> bool:
    """True where one condition of a row is met; docs/packs.md lists them.

    ``refl``, ``neg``, ``affirmed``, ``active``, ``passive``, ``fact``, ``clause``, ``ccomp``, ``ccomp-aux:WORD``,
    ``aim:WORD``, ``aux:WORD``,
    ``adv:WORD``, ``amod:WORD``, ``compound:WORD``, ``xcomp:WORD``, ``subj:WORD``, ``obj:WORD``, ``iobj:WORD``,
    ``subject:WORD``, ``object:WORD``, ``obl:PREPOSITION+WORD``, ``without:PREPOSITION``, ``marked:WORD``, ``no:`` and
    another condition. A WORD is a lemma, ``@class`` or ``@TYPE``; left out, anything will do.
    """
    relation, _, wanted = condition.partition(":")
    if relation == "no":
        return not holds(wanted, frame, findings, words)
    if relation == "marked":
        return any(wanted in findings.frames[n].particles for n in frame.complements)
    if relation == "refl":
        return "refl" in frame.particles
    if relation in ("neg", "affirmed"):
        return frame.negated == (relation == "neg")
    if relation in ("active", "passive"):
        return frame.voice == relation
    if relation in ("ccomp", "xcomp", "inf"):
        below = [findings.frames[n] for n in frame.complements]
        if wanted.startswith("@") and wanted[1:].isupper():
            return any(tells(wanted[1:], one, findings, words) for one in below)
        return any(fits_frame(wanted, one, words) for one in below)
    if relation == "clause":
        return any(findings.frames[n].form.startswith("fin") for n in frame.complements)
    if relation == "ccomp-aux":
        return any(wanted in findings.frames[n].auxiliaries for n in frame.complements)
    if relation == "fact":
        return any(tells_fact(findings.frames[n], findings.language) for n in frame.complements)
    if relation == "aim":
        return any(fits_frame(wanted, one, words) for one in aims(frame, findings))
    if relation in ("aux", "adv"):
        return wanted in (frame.auxiliaries if relation == "aux" else frame.words) or frame.lemma.startswith(wanted)
    if relation in ("amod", "compound"):
        return any(fits_word(wanted, w, words) for w in frame.words) or wanted in frame.lemma.split("-")
    if relation == "without":
        return not any(m.preposition == wanted for m in phrases(frame, findings))
    return fills(relation, wanted, frame, findings, words)


def phrases(frame: Frame, findings: Findings) -> Iterator[Mention]:
    """The phrases inside a frame's clause."""
    return (m for m in findings.mentions if m.sentence == frame.sentence and frame.start <= m.start < frame.end)


def fills(relation: str, wanted: str, frame: Frame, findings: Findings, words: Lexicon) -> bool:
    """True where a role of the frame, or for want of one any word of its clause, is what is wanted."""
    if relation in STRICT:
        filled = (role.mention for role in frame.roles if role.relation in SLOTS[STRICT[relation]])
        return any(fits_word(wanted, findings.mentions[m].lemma, words) for m in filled)
    mark, plus, noun = wanted.partition("+")
    if not plus:
        mark, noun = "", wanted
    for role in frame.roles:
        if role.relation not in SLOTS.get(relation, (relation,)):
            continue
        if mark and role.preposition != mark:
            continue
        if relation == "obl" and not plus and role.preposition == noun:
            if not tells_time(findings, role.mention):
                return True
            continue
        if fits_word(noun, findings.mentions[role.mention].lemma, words):
            return True
    # Parses miss roles: a word or class that stands anywhere in the clause will do (better recall, equal precision).
    return bool(noun) and not mark and any(fits_word(noun, w, words) for w in frame.words)


def tells_time(findings: Findings, mention: int) -> bool:
    """True for words for a time: who "called the king on Saturday" called on nobody."""
    start = findings.mentions[mention].head_start
    return any(time.start <= start < time.end for time in findings.times)


def aims(frame: Frame, findings: Findings) -> list[Frame]:
    """Infinitives below a frame that tell what it is for ("sent experts *to investigate*"); parses also take them for
    its complements."""
    near = findings.frames[frame.id + 1 : frame.id + 1 + FAR]
    return [f for f in near if f.parent == frame.id and f.form == "inf" and f.relation.startswith(("advcl", "xcomp"))]


def tells_fact(frame: Frame, language: str) -> bool:
    """True for a finite clause that tells how things are, not how they should or will be."""
    modals = load(language).settings("grammar")["modals"]
    finite = bool(frame.tense) if frame.kind == "adjective" else frame.form in ("fin", "fin+part")
    return finite and not set(frame.auxiliaries) & set(modals)


def fits_word(wanted: str, lemma: str, words: Lexicon) -> bool:
    """True where a noun is the word, of the class, or names an act of the type that is wanted."""
    if wanted.startswith("@"):
        name = wanted[1:]
        if name.isupper():
            return any(a.type == name for a in words.senses(lemma, "noun"))
        return name in words.classes_of(lemma)
    return wanted in ("", lemma) or (len(wanted) >= SHORTEST_HEAD and lemma.endswith(wanted))


def fits_frame(wanted: str, frame: Frame, words: Lexicon) -> bool:
    """True where a clause below is by the word, or of the type or class, that is wanted."""
    if wanted.startswith("@"):
        return wanted[1:] in words.classes_of(frame.lemma)
    return wanted in ("", frame.lemma)


def tells(kind: str, frame: Frame, findings: Findings, words: Lexicon) -> bool:
    """True where a clause below tells an act of a type: by a row that asks for nothing, or for what stands there."""
    acts = [a for a in words.senses(frame.lemma, frame.kind) if a.type == kind]
    return any(all(holds(c, frame, findings, words) for c in a.conditions) for a in acts)
