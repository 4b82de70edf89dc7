"""What a frame may be by the pack's tables: senses of its verb or noun, and semantic classes of nouns around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from demarche.findings import Findings, Frame
from demarche.packs import load

# The shortest part of a compound that counts as its head (see find/nouns.py).
SHORTEST_HEAD = 4


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
    suffixes: tuple[tuple[str, str], ...]
    clusters: dict[str, str]

    def senses(self, lemma: str, kind: str) -> tuple[Act, ...]:
        """Senses of a lemma; for a noun also those of the head of the compound."""
        own = self.acts.get((lemma, kind), ())
        if own or kind == "verb":
            return own
        last = lemma.rsplit("-", 1)[-1]
        if last != lemma and (last, kind) in self.acts:
            return self.acts[last, kind]
        for cut in range(2, len(last) - SHORTEST_HEAD + 1):
            found = self.acts.get((last[cut:], kind))
            if found:
                return found
        return ()

    def classes_of(self, lemma: str) -> tuple[str, ...]:
        """Semantic classes of a noun, by its whole form, then by its head."""
        own = self.classes.get(lemma)
        if own:
            return own
        last = lemma.rsplit("-", 1)[-1]
        if last != lemma and last in self.classes:
            return self.classes[last]
        return tuple(name for ending, name in self.suffixes if last.endswith(ending) and last != ending)


@lru_cache(maxsize=None)
def lexicon(language: str) -> Lexicon:
    """The tables ``acts``, ``classes`` and ``clusters`` of a pack."""
    pack, acts = load(language), {}
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
    suffixes = []
    for row in pack.table("classes"):
        if row["lemma"].startswith("-"):
            suffixes.append((row["lemma"][1:], row["class"]))
        else:
            classes.setdefault(row["lemma"], []).append(row["class"])
    clusters = {row["lemma"]: row["cluster"] for row in pack.table("clusters")}
    suffixes.sort(key=lambda s: (-len(s[0]), s))
    return Lexicon(
        {k: tuple(v) for k, v in acts.items()}, {k: tuple(v) for k, v in classes.items()}, tuple(suffixes), clusters
    )


def acts_of(frame: Frame, findings: Findings, words: Lexicon) -> tuple[tuple[Act, bool], ...]:
    """Senses of the frame's lemma, each with whether all that it asks of the clause stands there.

    Strongest first; at most one sense a type and mode is kept, the one that is met before one that is not.
    """
    found = []
    for act in words.senses(frame.lemma, frame.kind):
        found.append((act, all(holds(c, frame, findings, words) for c in act.conditions)))
    found.sort(key=lambda a: (not a[1], -len(a[0].conditions), -a[0].strength, a[0].type, a[0].mode or ""))
    seen, kept = set(), []
    for act, met in found:
        if (act.type, act.mode) not in seen:
            seen.add((act.type, act.mode))
            kept.append((act, met))
    return tuple(kept)


def holds(condition: str, frame: Frame, findings: Findings, words: Lexicon) -> bool:
    """True where one condition of a row (``refl``, ``ccomp``, ``obj:@weapon``, ``obl:in+beslag``) is met."""
    if condition == "refl":
        return any(r.relation == "refl" for r in frame.roles)
    if condition in ("ccomp", "xcomp", "inf"):
        return bool(frame.complements)
    relation, _, wanted = condition.partition(":")
    mark, _, noun = wanted.partition("+") if "+" in wanted else ("", "", wanted)
    for role in frame.roles:
        if role.relation != relation and not (relation == "obl" and role.relation in ("nmod", "agent")):
            continue
        if mark and role.preposition != mark:
            continue
        if relation == "obl" and not mark and role.preposition == noun:
            return True
        lemma = findings.mentions[role.mention].lemma
        if noun.startswith("@"):
            if noun[1:] in words.classes_of(lemma):
                return True
        elif noun in ("", lemma) or (len(noun) >= SHORTEST_HEAD and lemma.endswith(noun)):
            return True
    return False
