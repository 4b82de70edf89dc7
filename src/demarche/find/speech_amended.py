"""What grammar settles about readings of cues, whatever their probability: seen after both looks, before the choice."""

from __future__ import annotations

from dataclasses import replace

from demarche.find.speech_clause import FAR, Candidate, finite
from demarche.find.speech_nouns import told_by_another
from demarche.find.speech_report import Scored
from demarche.find.speech_second import KEEP
from demarche.find.speech_unsaid import unsaid
from demarche.find.speech_view import View
from demarche.find.tokens import Token
from demarche.find.tree import child

# What somebody or something is judged as.
JUDGED = frozenset({"ADJ", "NOUN", "PROPN"})


def amended(view: View, one: Scored) -> Scored:
    """A reading with its words and its probability set right."""
    told = one.candidate
    if told.form == "noun":
        return surely(one) if plainly_told(view, told) else one
    if unsaid(view, told):
        return Scored(told, 0.0, one.odds)
    if judged_as(view, told) or tells_of(view, told):
        return surely(one)
    first = view.token_at(told.content[0][0])
    if is_asked(view, told.trigger.token) or (told.form == "before" and is_asked(view, first)):
        return Scored(told, 0.0, one.odds)
    if told.shape in view.words("infinitive_doers"):  # what such a word governs
        return with_doer(view, one)
    if told.form != "clause":
        return one
    if told_by_another(view, told.trigger, told.content[0][0]):
        return Scored(told, 0.0, one.odds)
    return with_doer(view, with_marks(view, one))


def with_marks(view: View, one: Scored) -> Scored:
    """A reading of a quotation without its first mark, with it."""
    told = one.candidate
    (start, end), *rest = told.content
    quote = view.quotes.at(start)
    if quote is None or quote.start != start - 1 or quote.end > end:
        return one
    return Scored(replace(told, content=((quote.start, end), *rest)), one.score, one.odds)


def is_asked(view: View, at: int) -> bool:
    """Whether a participle of asking opens a clause of its own: "(when) asked whether X, Y said" gives no words of
    anybody's but Y's. No verb of the past stands there without a subject, save behind a quotation."""
    token, start = view.doc[at], view.units[view.unit(at)][0]
    if token.pos_ != "VERB" or token.lemma_.lower() not in view.words("askers"):
        return False
    past = token.morph.get("VerbForm") == ["Part"] or token.morph.get("Tense") == ["Past"]
    if not past or any(c.base_ in ("nsubj", "aux", "conj") and c.i < at for c in token.children):
        return False
    alone = any(c.base_ == "nsubj" and c.pos_ != "PRON" for c in token.children)
    return (at == start and not alone) or (at > start and view.doc[at - 1].lower_ in view.words("complementizers"))


def surely(one: Scored) -> Scored:
    """A reading that is kept."""
    return one if one.score >= KEEP else Scored(one.candidate, KEEP, one.odds)


def plainly_told(view: View, told: Candidate) -> bool:
    """Whether a noun of speech, in nobody's quotation, has a whole clause behind it that says its content: then it is a
    statement.

    So in 17 of 17 sentences of news in English (of which 9 were found) and in 3 of 3 places in hand-coded reports.
    """
    noun, opening = view.doc[told.trigger.token], view.doc[view.token_at(told.content[0][0])]
    # "On condition that" is no noun with its clause, but a conjunction.
    bare = noun.morph.get("Number") == ["Sing"] and child(noun, "det", "nmod", "amod") is None
    free = view.quotes.at(noun.idx) is None
    return told.shape == "that" and free and not bare and opens_clause(opening)


def judged_as(view: View, told: Candidate) -> bool:
    """Whether somebody judges something ("condemned *the raid as cowardly*"): then it is a statement, as in 35 of 38
    such places in hand-coded reports."""
    if told.form != "naming" or told.shape != "as" or told.trigger.lemma not in view.words("judging_as"):
        return False
    verb, (start, end) = view.doc[told.trigger.token], told.content[0]
    thing = next((c.i for c in verb.children if c.base_ == "obj" and start <= c.idx < end), None)
    if thing is None or verb.morph.get("VerbForm") == ["Inf"]:
        return False
    words = view.doc[thing + 1 : view.token_at(end - 1) + 1]
    return any(w.lower_ in view.words("as") and w.base_ in ("case", "mark") and w.head.pos_ in JUDGED for w in words)


def tells_of(view: View, told: Candidate) -> bool:
    """Whether somebody tells of something in so few words ("spoke of *a hoax*"): then it is a statement, as in 14 of 17
    such places in hand-coded reports."""
    if told.form != "governed" or "+" in told.shape or told.trigger.lemma not in view.words("telling_of"):
        return False
    verb, at = view.doc[told.trigger.token], told.trigger.preposition
    if at is None or view.doc[at].lower_ not in view.words("sources") or view.doc[at + 1].pos_ in ("VERB", "AUX"):
        return False
    near = all(t.lower_ in view.words("times") or t.pos_ == "ADP" for t in view.doc[verb.i + 1 : at])
    return near and finite(verb) and view.quotes.at(verb.idx) is None


def opens_clause(word: Token) -> bool:
    """Whether a word like "that" opens a clause and has no part in it, as it has in "the offer that was made"."""
    return word.dep_ == "mark" and word.pos_ == "SCONJ"


def with_doer(view: View, one: Scored) -> Scored:
    """A reading of an infinitive with the doer that stands in front of it ("called *for Peru* to open the border"); a
    passive one has no other reading and is a statement ("called for the border to be opened").

    Of six such infinitives in hand-coded reports and sentences of news four are words told, all with their doer; behind
    the others ("for a summit to discuss it") the doer makes no difference.
    """
    told, at = one.candidate, view.token_at(one.candidate.content[0][0])
    mark = first_mark(view, at, min(len(view.doc) - 1, at + FAR))
    if mark is None:
        return one
    start = doer_start(view, told.trigger.token, mark)
    if start is None or not start <= at + 1 or at > mark:
        return one
    left = view.doc[start].idx
    first, *rest = told.content
    cue = tuple((a, min(b, left)) if a < left <= b else (a, b) for a, b in told.cue if a < left or a >= first[1])
    longer = replace(told, content=((left, first[1]), *rest), cue=trimmed(view, cue))
    passive = child(view.doc[mark].head, "aux:pass") is not None
    found = Scored(longer, one.score, one.odds)
    return surely(found) if passive and first[1] > view.doc[mark].head.idx else found


def first_mark(view: View, start: int, end: int) -> int | None:
    """The first mark of an infinitive among some tokens."""
    marks = view.words("infinitive_marks")
    return next((t.i for t in view.doc[start:end] if t.lower_ in marks and t.base_ == "mark"), None)


def doer_start(view: View, verb: int, mark: int) -> int | None:
    """Where the doer of an infinitive begins behind a verb, with the word that marks it: nothing but its phrase stands
    between that and the infinitive."""
    for at in range(mark - 2, verb, -1):
        word = view.doc[at]
        if word.is_punct or word.pos_ in ("VERB", "AUX"):
            return None
        if word.lower_ in view.words("infinitive_doers"):
            return at
    return None


def trimmed(view: View, ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Ranges without white space at their ends."""
    text = view.text
    return tuple((a, a + len(text[a:b].rstrip())) for a, b in ranges)
