"""Attitudes to what was told before: "rejected that step", "is not ready to attach dates to it".

The words that take something up are rows of the pack's ``attitudes`` of the kind ``it``: pronouns, adverbs ("daarover")
and nouns that name no topic themselves ("step", "decision", "call"). Where such a word is all that an attitude is
about, it is about the topics of the clause before, or of the sentence before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demarche.code.content import OF_ACTS, PLAIN, Attitude, View
from demarche.code.topics import hits
from demarche.findings import Frame

# So many topics of what was told before are taken up, each named at least so surely by the table.
FEW, NAMED = 2, 0.5
# How far down what is taken up counts as standing: below all that the clause itself says.
FAR = 4


def take_up(view: View, found: Sequence[Attitude]) -> None:
    """Give the attitudes of a sentence that have no content what they take up, where they do."""
    for one in found:
        if not one.content and one.kind not in PLAIN and takes_up(view, one):
            one.content = {topic: (sign, FAR) for topic, sign in told_before(view, one.frame, found)}
            one.taken = True


def takes_up(view: View, one: Attitude) -> bool:
    """Whether a word in the content of an attitude points back."""
    words, mentions = view.words, view.scene.findings.mentions
    for noun in (mentions[m] for m in one.mentions):
        back = noun.kind == "pronoun" and words.has(noun.lemma, "pronoun", "it") and not view.parties([noun.id])
        pointed = noun.definite or words.has(noun.text.split(" ", 1)[0].lower(), "pronoun", "it")
        if back or (pointed and words.has(noun.lemma, "noun", "it")):
            return True
    return any(words.has(word, "adverb", "it") for word in words_below(view, one.frame))


def words_below(view: View, frame: Frame) -> Iterator[str]:
    """Words of a clause and of the clauses that are its object."""
    yield from frame.words
    for number in frame.complements:
        yield from view.scene.findings.frames[number].words


def told_before(view: View, frame: Frame, found: Sequence[Attitude]) -> list[tuple[str, int]]:
    """(topic, sign) of the nearest clause before in the sentence, else of the sentence before."""
    earlier = [a for a in found if a.content and a.frame.trigger_start < frame.trigger_start and not a.taken]
    if earlier:
        nearest = max(earlier, key=lambda a: a.frame.trigger_start)
        return [(topic, sign) for topic, (sign, depth) in nearest.content.items() if depth < FAR][:FEW]
    sentences = view.scene.findings.sentences
    last = next((n for n in range(frame.sentence - 1, -1, -1) if not sentences[n].furniture), None)
    if last is None:
        return []
    named = hits(view.scene, last, view.text)
    for told in view.scene.frames_in(last):
        for act, met in view.scene.acts[told.id][:1]:
            if met and act.type in OF_ACTS:
                named.setdefault(OF_ACTS[act.type], NAMED)
    return [(t, 1) for t in sorted(named, key=lambda t: (-named[t], t)) if named[t] >= NAMED][:FEW]
