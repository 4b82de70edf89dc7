"""What stands behind a verb of speech: where a clause or infinitive begins and where the reported words end.

The parse says one thing, the words another (a complementizer, a second cue with the same subject, the end of the
sentence). Each is offered; which is right is learned.
"""

from __future__ import annotations

from collections.abc import Iterator

from demarche.find.speech_asides import opens_aftermath, own_words, trims
from demarche.find.speech_clause import FAR, STOPS, CueClause, Spans, finite
from demarche.find.speech_hearers import behind_adjunct, has_hearer, told_start
from demarche.find.speech_view import CLOSING, View
from demarche.find.tokens import Token

# Beginnings offered behind one cue: more found no more of the gold in train.
STARTS = 5
# Relations of clauses that are words told themselves, or stand beside the clause above them.
WHOLE = frozenset({"ccomp", "parataxis", "conj"})


def complement(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """A clause or infinitive behind the cue, by the parse and by its first word; both where they differ."""
    starts: dict[int, str] = {}
    for head in heads_of(view, clause):
        for c in head.children:
            if c.i in clause.trigger.parts:
                continue
            if c.base_ in ("ccomp", "xcomp", "advcl", "csubj", "acl", "obj", "parataxis") and c.i > clause.verb.i:
                start = start_of(view, clause, c)
                shape = shape_of(view, start, c) if start is not None else ""
                if start is not None and not shape.startswith("bare:advcl"):
                    starts.setdefault(start, shape)
    marker = first_marker(view, clause)
    if marker is not None:
        starts.setdefault(negated(view, marker), "marker:" + marker_kind(view, marker))
    charge = charge_start(view, clause)
    if charge is not None:
        starts.setdefault(charge, "marker:charge")
    rest = rest_start(view, clause)
    if rest is not None:
        starts.setdefault(rest, "rest:" + rest_shape(view, rest, clause.unit[1]))
    behind = behind_adjunct(view, clause)
    if behind is not None:
        starts.setdefault(behind, "told")
    for later in later_markers(view, clause, marker):
        starts.setdefault(later, "later:" + marker_kind(view, later))
    told = told_start(view, clause)
    if told is not None:
        if has_hearer(view, clause):
            within = [at for at, shape in starts.items() if at < told and not shape.startswith("marker")]
            shapes = [starts.pop(at) for at in within]
            starts.setdefault(told, next((shape for shape in shapes if shape.startswith("bare:ccomp")), "told"))
        starts.setdefault(told, "told")
    for start, shape in sorted(starts.items())[:STARTS]:
        yield from endings(view, clause, start, shape)


def endings(view: View, clause: CueClause, start: int, shape: str) -> Iterator[tuple[str, Spans, str]]:
    """The readings of a clause that begins at ``start``: by the words, by the parse, cut at a cue or at an adjunct."""
    end = end_of(view, clause, start)
    cut = next_cue(view, start, end)
    if shape.startswith(("bare", "rest", "told")) and (spills(view, start, end) or opens_aftermath(view, start, end)):
        return
    yield ("clause", (view.chars(start, end),), shape + ("+uncut" if cut is not None else ""))
    known = {end}
    near = subtree_end(view, clause, start)
    if near is not None and near < end - 2:
        known.add(near)
        yield ("clause", (view.chars(start, near),), shape + "+short")
    if cut is not None:
        known.add(cut)
        yield ("clause", (view.chars(start, cut),), shape + "+cut")
    if end < clause.unit[1] - 3 and view.quotes.at(clause.verb.idx) is None:
        full = full_end(view, end, clause.unit[1] - 1)
        if own_words(view, clause.verb, start, full) == full:
            yield ("clause", (view.chars(start, full),), shape + "+full")
    for at, kind in trims(view, start, end):
        if not any(abs(at - other) < 2 for other in known):
            yield ("clause", (view.chars(start, at),), shape + "+trim:" + kind)


def full_end(view: View, end: int, last: int) -> int:
    """The end of a unit, or a semicolon on the way to it."""
    return next((i for i in range(end + 1, last) if view.doc[i].text == ";"), last)


def later_markers(view: View, clause: CueClause, first: int | None) -> Iterator[int]:
    """Further words like "that" behind a cue, where the parse took them for pronouns or another stands before; and an
    infinitive behind a clause set between ("threatened, after …, to …") where nothing else opens the words."""
    quote = view.quotes.at(clause.verb.idx)
    for at in range(clause.verb.i + 1, min(clause.unit[1] - 2, clause.verb.i + FAR)):
        token = view.doc[at]
        if token.text in (":", ";"):
            return
        joined = view.doc[at - 1].lower_ in view.words("joiners")  # "… that X and that Y": of one statement
        that = at != first and token.lower_ in view.words("that") and not joined
        infinitive = first is None and token.lower_ in view.words("infinitive_openers")
        set_off = infinitive and view.doc[at - 1].text == "," and opens_infinitive(view, at, clause.unit[1])
        if (that or set_off) and view.quotes.at(token.idx) is quote:
            yield at


def negated(view: View, at: int) -> int:
    """Where an infinitive begins whose mark stands at a token: with the "not" in front of it, which in a language that
    opens infinitives with other words ("niet om te …") belongs to the verb above."""
    marked = view.doc[at].lower_ in view.words("infinitive_marks")
    return at - 1 if marked and at and view.doc[at - 1].lower_ in view.words("negations") else at


def heads_of(view: View, clause: CueClause) -> list[Token]:
    """The tokens that a complement may hang on: the verb and the parts of its phrase."""
    return [clause.verb, *(view.doc[p] for p in clause.trigger.parts)]


def charge_start(view: View, clause: CueClause) -> int | None:
    """Where the charge of an accusation begins ("accused Russia of …"), or None."""
    if not clause.trigger.classes & {"accuse", "judge"}:
        return None
    near = range(clause.verb.i + 1, min(clause.unit[1] - 1, clause.verb.i + FAR // 2))
    return next((at for at in near if view.doc[at].lower_ in view.words("charges")), None)


def spills(view: View, start: int, end: int) -> bool:
    """Whether a stretch begins with a whole quoted sentence and goes on: then the quotation is what was said."""
    quote = view.quotes.at(view.doc[start].idx)
    if quote is None or quote.start < view.doc[start].idx - 1 or end >= len(view.doc):
        return False
    return quote.end < view.doc[end - 1].idx and view.text[quote.end - 2] in ",.!?"


def next_cue(view: View, start: int, end: int) -> int | None:
    """Where another cue goes on inside what the parse took for a complement ("… and urged", "…, but X said", ";")."""
    for at in range(start + 3, end - 1):
        token = view.doc[at]
        if view.quotes.at(token.idx) is not None:
            continue
        if token.text == ";":
            return at
        if token.text == "," and view.doc[at + 1].lower_ in view.words("joiners"):
            if view.doc[at + 2].lower_ in view.words("that"):
                continue  # "… that X, and that Y said Z": goes on
            if has_cue(view, at + 2, end):
                return at
        if token.lower_ not in view.speech.forms or token.pos_ != "VERB":
            continue
        first = at - 1
        while first > start and view.doc[first].pos_ in ("ADV", "AUX"):
            first -= 1
        if view.doc[first].lower_ in view.words("joiners") or view.doc[first].text == ",":
            return first
    return None


def goes_on_with_cue(view: View, at: int) -> bool:
    """Whether a mark stands at a token and a cue of its own behind it: ", adding that …", ", and urged …"."""
    if at + 2 >= len(view.doc) or view.doc[at].text not in (",", ";"):
        return False
    after = view.doc[at + 2 if view.doc[at + 1].lower_ in view.words("joiners") else at + 1]
    return after.pos_ == "VERB" and after.lower_ in view.speech.forms and view.quotes.at(after.idx) is None


def has_cue(view: View, start: int, end: int) -> bool:
    """Whether a verb of speech stands in a stretch, outside quotations."""
    return any(
        t.pos_ == "VERB" and t.lower_ in view.speech.forms and view.quotes.at(t.idx) is None
        for t in view.doc[start:end]
    )


def rest_start(view: View, clause: CueClause) -> int | None:
    """Where the words behind the whole cue begin, whatever the parse makes of them."""
    start = max(clause.end, clause.verb.i + 1)
    while start < clause.unit[1] and (view.doc[start].is_space or view.doc[start].pos_ == "ADV"):
        start += 1
    return (
        start
        if start < clause.unit[1] - 1 and view.doc[start].text not in STOPS and not view.doc[start].is_punct
        else None
    )


def rest_shape(view: View, start: int, end: int) -> str:
    """Whether an infinitive with its mark, a finite verb or neither stands behind a cue."""
    for at in range(start, end - 1):
        word = view.doc[at]
        if word.lower_ in view.words("infinitive_marks") and view.doc[at + 1].pos_ in ("VERB", "AUX"):
            return "infinitive"
        if word.pos_ in ("VERB", "AUX") and "Fin" in word.morph.get("VerbForm", []):
            return "finite"
    return "none"


def start_of(view: View, clause: CueClause, token: Token) -> int | None:
    """Where a complement begins: its first word behind the verb that is not the cue's own."""
    left, right = view.edges(token)
    start = max(left, clause.verb.i + 1)
    own = {clause.subject.i} if clause.subject is not None else set()
    own.update(clause.trigger.parts)
    while start <= right and (
        view.doc[start].is_space or view.doc[start].i in own or view.doc[start].text in (",", ":", *CLOSING)
    ):
        start += 1
    if clause.subject is not None and view.edges(clause.subject)[0] <= start <= view.edges(clause.subject)[1]:
        start = view.edges(clause.subject)[1] + 1
    if start >= clause.unit[1] or start > right or start - clause.verb.i > FAR:
        return None
    return start


def shape_of(view: View, start: int, token: Token) -> str:
    """How a complement opens: its marker, an infinitive, or nothing."""
    first = view.doc[start].lower_
    if first in view.words("complementizers") or first in view.words("infinitive_openers"):
        return "marker:" + marker_kind(view, start)
    if any(c.lower_ in view.words("infinitive_marks") for c in token.children if c.dep_ == "mark"):
        return "infinitive"
    return "bare:" + token.base_ + ":" + ("verb" if token.pos_ in ("VERB", "AUX") else "noun")


def marker_kind(view: View, at: int) -> str:
    """What sort of word opens a clause, the same for every language: ``that``, ``whether``, ``infinitive``, ``wh``."""
    word = view.doc[at].lower_
    for kind in ("that", "whether"):
        if word in view.words(kind):
            return kind
    return "infinitive" if word in view.words("infinitive_openers") else "wh"


def first_marker(view: View, clause: CueClause) -> int | None:
    """The first complementizer behind the verb, with no full clause between."""
    for at in range(clause.verb.i + 1, min(clause.unit[1], clause.verb.i + FAR)):
        token = view.doc[at]
        opener = token.lower_ in view.words("infinitive_openers") and opens_infinitive(view, at, clause.unit[1])
        if token.lower_ in view.words("complementizers") or opener:
            if token.lower_ in view.words("relatives_wh") and view.doc[at - 1].pos_ in ("NOUN", "PROPN"):
                return None
            if token.pos_ in ("PRON", "DET") and token.base_ in ("det", "nsubj") and token.head.i == at + 1:
                continue
            return at
        if token.text in (":", ";") or (token.pos_ == "SCONJ" and token.dep_ == "mark"):
            return None
    return None


def end_of(view: View, clause: CueClause, start: int) -> int:
    """Where reported words end: at the end of the unit, or where a clause joined to the cue's own begins."""
    end = clause.unit[1]
    quote = view.quotes.at(clause.verb.idx)
    if quote is not None:
        end = min(end, view.token_at(quote.end - 1))
    chain = chain_of(clause.verb)
    for at in range(start + 1, end):
        token = view.doc[at]
        if (
            token.head.i in chain
            and at not in chain
            and token.base_ in ("conj", "parataxis", "advcl")
            and token.i > start
        ):
            left = max(view.edges(token)[0], start + 1)
            if token.base_ == "advcl" and not (view.doc[left - 1].text == "," and token.lower_ in view.speech.forms):
                continue
            if token.base_ == "conj" and token.pos_ not in ("VERB", "AUX", "ADJ"):
                continue
            if any(w.lower_ in view.words("complementizers") for w in view.doc[left : left + 3]):
                continue
            if left > start + 2:
                end = min(end, left)
    end = main_clause(view, start, before_main(view, clause.verb, start, end))
    end = whole_quotation(view, clause, own_words(view, clause.verb, start, end))
    while end > start + 1 and (view.doc[end - 1].is_space or view.doc[end - 1].lower_ in view.words("joiners")
                               or view.doc[end - 1].text in ",.;:"):  # fmt: skip
        end -= 1
    return end


def whole_quotation(view: View, clause: CueClause, end: int) -> int:
    """An end of reported words, moved behind a quotation that they would only open ("said it was late \"and …\"")."""
    quote = view.quotes.at(view.doc[end - 1].idx)
    if quote is None or quote.start != view.doc[end - 1].idx or quote is view.quotes.at(clause.verb.idx):
        return end
    return min(view.token_at(quote.end - 1) + 1, clause.unit[1])


def before_main(view: View, verb: Token, start: int, end: int) -> int:
    """Where a clause that holds a cue ends and the one it stands in goes on ("With X saying that …, Y left", "the crew,
    asked to wait, left"): at a comma, by the parse; or ``end``."""
    word = verb
    while word.head.i != word.i and word.base_ not in WHOLE:
        right, above = view.edges(word)[1], word.head.i
        if start < right < above < end and "," in (view.doc[right].text, view.doc[right + 1].text):
            return right + 1
        word = word.head
    return end


def main_clause(view: View, start: int, end: int) -> int:
    """Where a main clause goes on behind a subordinate one in a language whose main clauses have their verb in second
    place ("zegt dat het verdrag geldt en *wil* verder praten"), or ``end``.

    The verbs of a subordinate clause stand at its end: one right behind "and", with more than verbs behind it, is none
    of its. So in 22 of 24 places in hand-coded reports.
    """
    joiners, first = view.words("verb_second_behind"), view.doc[start].lower_
    if not joiners or not (first in view.words("complementizers") or first in view.words("infinitive_openers")):
        return end
    for at in range(start + 2, end - 2):
        verb, after = view.doc[at + 1], view.doc[at + 2]
        if view.doc[at].lower_ not in joiners or not finite(verb) or view.quotes.at(verb.idx) is not None:
            continue
        if after.pos_ not in ("VERB", "AUX", "PUNCT") and after.lower_ not in view.words("infinitive_marks"):
            return at
    return end


def chain_of(verb: Token) -> set[int]:
    """A verb and those above it whose clause goes on behind its complement."""
    chain = {verb.i}
    while verb.head.i != verb.i and verb.base_ in ("conj", "xcomp", "aux", "parataxis", "advcl", "ccomp", "acl"):
        verb = verb.head
        chain.add(verb.i)
    return chain


def subtree_end(view: View, clause: CueClause, start: int) -> int | None:
    """End of the complement by the parse alone."""
    token = view.doc[start]
    while token.head.i != token.i and token.head.i >= start:
        token = token.head
    end = view.edges(token)[1] + 1
    return end if start < end <= clause.unit[1] else None


def opens_infinitive(view: View, at: int, end: int) -> bool:
    """Whether an infinitive with its mark stands behind "om" or "to"."""
    marks = view.words("infinitive_marks")
    first = at if view.doc[at].lower_ in marks else at + 1
    return any(
        view.doc[i].lower_ in marks and view.doc[i + 1].pos_ in ("VERB", "AUX")
        for i in range(first, min(end - 1, at + FAR // 2))
    )
