"""Verbs of speech: what they may report, one candidate for each way of reading.

A verb reports a quotation beside it, a clause or infinitive behind it, the words before it ("…, zei hij"), the sentence
before its own ("Dat zei hij"), what it calls something, or what its preposition governs. Which reading is right, and
whether any is, is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from demarche.find.speech_cues import Trigger
from demarche.find.speech_view import CLOSING, View
from demarche.find.tree import base, child

Spans = tuple[tuple[int, int], ...]
OPENING = frozenset("\"“„«‘,,''")
STOPS = frozenset({",", "-", "–", "—", "?", "!", ":"})
# Verbs of these classes report what they stand beside, never a clause of their own ("lachte hij", "hopes that" is none).
QUOTING = frozenset({"utter", "attitude"})
UNBOUND = frozenset({"quote", "before", "back"})
# A complement whose parse starts further from its verb than this was wrong in the reports looked at.
FAR = 40


@dataclass(frozen=True)
class Candidate:
    """A way to read a cue: its words, the reported words, who is given as source (index of a token, or None)."""

    trigger: Trigger
    form: str
    content: Spans
    cue: Spans
    source: int | None
    shape: str = ""


def verb_candidates(view: View, trigger: Trigger) -> Iterator[Candidate]:
    """Every reading of a verb of speech."""
    token = view.doc[trigger.token]
    unit = view.units[view.unit(token.i)]
    subject = inverted_subject(view, token, unit) or source_of(view, token)
    clause = CueClause.of(view, trigger, unit, subject)
    source = subject.i if subject is not None else None
    bound = trigger.classes <= QUOTING
    for form, content, shape in (
        *quoted_right(view, clause),
        *complement(view, clause),
        *words_before(view, clause),
        *sentence_before(view, clause),
        *named(view, clause),
        *governed(view, clause),
        *objects(view, clause),
    ):
        if content and (form in UNBOUND or not bound):
            yield Candidate(trigger, form, content, cue_words(view, clause, content), source, shape)


def source_of(view: View, token: Token) -> Token | None:
    """Who speaks: the subject, the agent of a passive, or what a relative pronoun stands for."""
    agent = next(
        (c for c in token.children if base(c.dep_) == "obl" and first_lower(c, "case") in view.words("agents")), None
    )
    passive = child(token, "aux:pass") is not None or any(c.dep_ == "nsubj:pass" for c in token.children)
    if agent is not None and (passive or agent.dep_ == "obl:agent"):
        return agent
    subject = None if passive else view.subject(token)
    if subject is not None and subject.lower_ in view.words("relatives") and base(subject.head.dep_) == "acl":
        return subject.head.head
    return subject


def inverted_subject(view: View, token: Token, unit: tuple[int, int]) -> Token | None:
    """The speaker behind a verb that follows the words it reports ("…, zei X"): parses often miss it."""
    first = token.i
    if first > unit[0] and view.doc[first - 1].lower_ in view.words("manner"):
        first -= 1
    if previous_text(view, first) not in STOPS | CLOSING or first == unit[0] or token.i + 1 >= unit[1]:
        return None
    for at in range(token.i + 1, min(unit[1], token.i + FAR // 3)):
        word = view.doc[at]
        if word.pos_ in ("NOUN", "PROPN", "PRON"):
            if (
                word.head.i > word.i
                and word.head.i < unit[1]
                and base(word.dep_) in ("nmod", "compound", "flat", "amod", "det")
            ):
                word = word.head
            return word if word.lower_ not in view.words("complementizers") else None
        if word.pos_ not in ("DET", "ADJ", "NUM", "ADV") and not word.is_space:
            return None
    return None


def first_lower(token: Token, relation: str) -> str:
    """The lower-case form of the first child by a relation, or ''."""
    found = child(token, relation)
    return found.lower_ if found is not None else ""


@dataclass(frozen=True)
class CueClause:
    """The clause of a cue: its verb, its unit, and the indices between which subject, verb and auxiliaries stand."""

    trigger: Trigger
    verb: Token
    unit: tuple[int, int]
    subject: Token | None
    start: int
    end: int

    @classmethod
    def of(cls, view: View, trigger: Trigger, unit: tuple[int, int], subject: Token | None) -> CueClause:
        verb = view.doc[trigger.token]
        inside = [verb.i, *(p for p in trigger.parts if unit[0] <= p < unit[1])]
        inside += [c.i for c in verb.children if base(c.dep_) in ("aux", "cop") and unit[0] <= c.i < unit[1]]
        if subject is not None and unit[0] <= subject.i < unit[1] and abs(subject.i - verb.i) < FAR:
            left, right = view.edges(subject)
            if not left <= verb.i <= right:
                inside += [max(left, unit[0]), min(right, unit[1] - 1)] if right - left < FAR else [subject.i]
        first = min(inside)
        if first > unit[0] and view.doc[first - 1].lower_ in view.words("manner"):
            first -= 1
        return cls(trigger, verb, unit, subject, first, max(inside) + 1)


def quoted_right(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """A quotation that opens behind the cue, with a colon, a comma or nothing between."""
    limit = view.doc[clause.unit[1] - 1]
    here, there = clause.verb.idx + len(clause.verb), limit.idx + len(limit)
    if view.quotes.at(clause.verb.idx) is not None:
        return
    for quote in view.quotes.within(here, there):
        if quote.start < here:
            continue
        first = view.token_at(quote.start)
        mark = previous_text(view, first)
        whole = (quote.start, quote.end)
        yield ("quote", (whole,), "colon" if mark == ":" else "comma" if mark == "," else "bare")
        if quote.end < there - 2:
            rest = view.chars(first, clause.unit[1])
            if rest[1] > quote.end + 2:
                yield ("quote", (rest,), "on")
        return


def previous_text(view: View, index: int) -> str:
    """Text of the word before a token, white space skipped; '' at the start."""
    while index > 0:
        index -= 1
        if not view.doc[index].is_space:
            return view.doc[index].text
    return ""


def complement(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """A clause or infinitive behind the cue, by the parse and by its first word; both where they differ."""
    starts: dict[int, str] = {}
    for head in heads_of(view, clause):
        for c in head.children:
            if base(c.dep_) in ("ccomp", "xcomp", "advcl", "csubj", "acl", "obj", "parataxis") and c.i > clause.verb.i:
                start = start_of(view, clause, c)
                if start is not None:
                    starts.setdefault(start, shape_of(view, start, c))
    marker = first_marker(view, clause)
    if marker is not None:
        starts.setdefault(marker, "marker:" + view.doc[marker].lower_)
    charge = charge_start(view, clause)
    if charge is not None:
        starts.setdefault(charge, "marker:" + view.doc[charge].lower_)
    rest = rest_start(view, clause)
    if rest is not None:
        starts.setdefault(rest, "rest:" + rest_shape(view, rest, clause.unit[1]))
    for start, shape in sorted(starts.items())[:4]:
        end = end_of(view, clause, start)
        yield ("clause", (view.chars(start, end),), shape)
        near = subtree_end(view, clause, start)
        if near is not None and near < end - 2:
            yield ("clause", (view.chars(start, near),), shape + "+short")
        cut = next_cue(view, start, end)
        if cut is not None:
            yield ("clause", (view.chars(start, cut),), shape + "+cut")
        if end < clause.unit[1] - 3 and view.quotes.at(clause.verb.idx) is None:
            yield ("clause", (view.chars(start, clause.unit[1] - 1),), shape + "+full")


def charge_start(view: View, clause: CueClause) -> int | None:
    """Where the charge of an accusation begins ("accused Russia of …"), or None."""
    if "accuse" not in clause.trigger.classes:
        return None
    near = range(clause.verb.i + 1, min(clause.unit[1] - 1, clause.verb.i + FAR // 2))
    return next((at for at in near if view.doc[at].lower_ in view.words("charges")), None)


def next_cue(view: View, start: int, end: int) -> int | None:
    """Where another cue goes on with the same subject inside what the parse took for a complement ("… and urged")."""
    for at in range(start + 3, end):
        token = view.doc[at]
        if token.lower_ not in view.speech.forms or token.pos_ != "VERB" or view.quotes.at(token.idx) is not None:
            continue
        first = at - 1
        while first > start and view.doc[first].pos_ in ("ADV", "AUX"):
            first -= 1
        if view.doc[first].lower_ in view.words("joiners") or (first == at - 1 and view.doc[first].text == ","):
            return first
    return None


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
        if word.pos_ in ("VERB", "AUX") and "Fin" in word.morph.get("VerbForm"):
            return "finite"
    return "none"


def heads_of(view: View, clause: CueClause) -> list[Token]:
    """The tokens that a complement may hang on: the verb and the parts of its phrase."""
    return [clause.verb, *(view.doc[p] for p in clause.trigger.parts)]


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
        return "marker:" + first
    if any(c.lower_ in view.words("infinitive_marks") for c in token.children if c.dep_ == "mark"):
        return "infinitive"
    return "bare:" + base(token.dep_) + ":" + ("verb" if token.pos_ in ("VERB", "AUX") else "noun")


def first_marker(view: View, clause: CueClause) -> int | None:
    """The first complementizer behind the verb, with no full clause between."""
    for at in range(clause.verb.i + 1, min(clause.unit[1], clause.verb.i + FAR)):
        token = view.doc[at]
        if token.lower_ in view.words("complementizers") or token.lower_ in view.words("infinitive_openers"):
            if token.pos_ in ("PRON", "DET") and base(token.dep_) in ("det", "nsubj") and token.head.i == at + 1:
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
            and base(token.dep_) in ("conj", "parataxis", "advcl")
            and token.i > start
        ):
            left = max(view.edges(token)[0], start + 1)
            if base(token.dep_) == "advcl" and not (
                view.doc[left - 1].text == "," and token.lower_ in view.speech.forms
            ):
                continue
            if base(token.dep_) == "conj" and token.pos_ not in ("VERB", "AUX", "ADJ"):
                continue
            if any(w.lower_ in view.words("complementizers") for w in view.doc[left : left + 3]):
                continue
            if left > start + 2:
                end = min(end, left)
    while end > start + 1 and (view.doc[end - 1].is_space or view.doc[end - 1].lower_ in view.words("joiners")
                               or view.doc[end - 1].text in ",.;:"):  # fmt: skip
        end -= 1
    return end


def chain_of(verb: Token) -> set[int]:
    """A verb and those above it whose clause goes on behind its complement."""
    chain = {verb.i}
    while verb.head.i != verb.i and base(verb.dep_) in ("conj", "xcomp", "aux", "parataxis", "advcl", "ccomp", "acl"):
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


def words_before(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """The words before the cue ("…", zei hij): a quotation, or the sentence up to the cue."""
    first, unit = clause.start, clause.unit
    mark = previous_text(view, first)
    if first == unit[0] or (mark not in STOPS and mark not in CLOSING):
        yield from continued_before(view, clause)
        return
    quote = quote_ending(view, first)
    left = view.doc[unit[0]].idx
    if quote is not None:
        whole = ((quote[0], quote[1]),)
        yield ("before", whole + quoted_on(view, clause), "quote" if quote[0] <= left + 1 else "quote-part")
    if quote is None or quote[0] > left + 1:
        content = (view.chars(unit[0], first),)
        if content[0][1] > content[0][0]:
            yield ("before", content + quoted_on(view, clause), "sentence")


def continued_before(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """A quotation that ended with the unit before ("Quote." Zei hij): none unless the cue opens its unit with its verb."""
    first, unit = clause.start, clause.unit
    if first != unit[0] or view.doc[first].i != clause.verb.i or first == 0:
        return
    quote = quote_ending(view, first)
    if quote is not None:
        yield ("before", (quote,), "quote-unit")


def quote_ending(view: View, first: int) -> tuple[int, int] | None:
    """The quotation that ends right before a token (a comma or full stop may stand between)."""
    place = view.doc[first].idx - 1
    text = view.text
    while place > 0 and (text[place].isspace() or text[place] in ",.-–—"):
        place -= 1
    quote = next((q for q in view.quotes.within(place, place + 1, singles=True) if q.end == place + 1), None)
    return (quote.start, quote.end) if quote is not None else None


def quoted_on(view: View, clause: CueClause) -> Spans:
    """A quotation that goes on behind a cue inside the same unit ("A," said Rutte, "B.")."""
    last = view.doc[clause.unit[1] - 1]
    here = view.doc[clause.end - 1].idx
    later = [q for q in view.quotes.within(here, last.idx + len(last)) if q.start >= here]
    if later and previous_text(view, view.token_at(later[0].start)) in (",", ":", ";", "."):
        return ((later[0].start, later[0].end),)
    return ()


def sentence_before(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """The sentence before, where the cue's object points back to it ("Dat zei hij", "Hij zei dat dinsdag")."""
    number = view.unit(clause.verb.i)
    if number == 0:
        return
    first = view.doc[clause.unit[0]]
    pointer = first.lower_ in view.words("demonstratives")
    inner = any(
        c.lower_ in view.words("demonstratives") and base(c.dep_) in ("obj", "nsubj", "advmod") and c.dep_ != "mark"
        for c in clause.verb.children
    )
    manner = first.lower_ in view.words("manner")
    if not (pointer or inner or manner):
        return
    previous = view.units[number - 1]
    content = view.chars(*previous)
    shape = "pointer" if pointer else "inner" if inner else "manner"
    if content[1] > content[0]:
        yield ("back", (content,), shape)
    if number > 1 and number - 2 not in view.silent:
        yield ("back", (view.chars(view.units[number - 2][0], previous[1]),), shape + "+two")


def named(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """What is called how: the object and what it is called, from behind the verb to the end of the clause."""
    if "name" not in clause.trigger.classes and "accuse" not in clause.trigger.classes:
        return
    right = [
        c
        for c in clause.verb.children
        if c.i > clause.verb.i and base(c.dep_) in ("obj", "xcomp", "obl", "iobj", "nsubj", "ccomp")
    ]
    right = [c for c in right if clause.subject is None or c.i != clause.subject.i]
    start = min((view.edges(c)[0] for c in right), default=clause.end)
    start = max(start, clause.verb.i + 1)
    if clause.subject is not None and clause.subject.i >= start:
        start = max(start, view.edges(clause.subject)[1] + 1)
    if start >= clause.unit[1]:
        return
    end = end_of(view, clause, start)
    content = view.chars(start, end)
    if content[1] > content[0]:
        marked = any(t.lower_ in view.words("as") for t in view.doc[start:end])
        yield ("naming", (content,), "as" if marked else "plain")


def governed(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """What the cue's preposition governs ("spreekt van …")."""
    at = clause.trigger.preposition
    if at is None or at + 1 >= clause.unit[1]:
        return
    end = end_of(view, clause, at + 1)
    head = view.doc[at].head
    near = view.edges(head)[1] + 1 if head.i > at else end
    content = view.chars(at + 1, end)
    yield ("governed", (content,), view.doc[at].lower_)
    if at + 1 < near < end - 1:
        yield ("governed", (view.chars(at + 1, near),), view.doc[at].lower_ + "+short")


def objects(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """A bare object ("underscored the importance of …"): mostly no statement, the score decides."""
    for c in clause.verb.children:
        if base(c.dep_) == "obj" and c.i > clause.verb.i and c.pos_ in ("NOUN", "PROPN"):
            start = max(view.edges(c)[0], clause.verb.i + 1)
            end = end_of(view, clause, start)
            yield ("object", (view.chars(start, end),), c.lemma_.lower())
            return


def cue_words(view: View, clause: CueClause, content: Spans) -> Spans:
    """The cue: from the first word of its clause to the last that is not reported."""
    left, right = clause.start, clause.end
    inside = {i for a, b in content for i in range(view.token_at(a), view.token_at(b - 1) + 1)}
    while (
        left > clause.unit[0]
        and left - 1 not in inside
        and view.doc[left - 1].text not in STOPS
        and clause.end - left < FAR
    ):
        left -= 1
    while right < clause.unit[1] and right not in inside and view.doc[right].text not in (".", ":", ",", "!", *OPENING):
        right += 1
    out, start = [], None
    for at in range(left, right + 1):
        if at < right and at not in inside:
            start = at if start is None else start
        elif start is not None:
            span = view.chars(start, at)
            if span[1] > span[0]:
                out.append(span)
            start = None
    return tuple(out) or ((clause.verb.idx, clause.verb.idx + len(clause.verb)),)
