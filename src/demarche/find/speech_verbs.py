"""Verbs of speech: what they may report, one candidate for each way of reading.

A verb reports a quotation beside it, a clause or infinitive behind it, the words before it ("…, zei hij"), the sentence
before its own ("Dat zei hij"), what it calls something, or what its preposition governs. Which reading is right, and
whether any is, is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator

from demarche.find.speech_asides import aftermath, trims
from demarche.find.speech_clause import (
    FAR,
    STOPS,
    Candidate,
    CueClause,
    Spans,
    cue_words,
    finite,
    previous_text,
    quote_ending,
)
from demarche.find.speech_cues import Trigger
from demarche.find.speech_extent import complement, end_of, goes_on_with_cue, next_cue
from demarche.find.speech_hearers import tells_behind
from demarche.find.speech_joins import quoted_unit
from demarche.find.speech_raised import named_before, raised
from demarche.find.speech_source import source_of, speaker
from demarche.find.speech_view import CLOSING, View
from demarche.find.tokens import Token

# Verbs of these classes report what they stand beside, never a clause of their own ("lachte hij"; "hopes that" is no
# statement).
QUOTING = frozenset({"utter", "attitude"})
UNBOUND = frozenset({"quote", "before", "back"})
ATTITUDE = frozenset({"quote"})
# A quotation without a cue is taken for speech from this length on (shorter ones in train were words used, not said).
SHORTEST = 25
# A cue set between commas ends within so many words behind its verb ("he said in Oslo on Monday before noon,").
LONGEST_TAIL = 10
# A speaker set apart between marks has at most so many words ("…, a spokeswoman for the ministry in Oslo said").
LONGEST_NAME = 14
APART = frozenset({",", "–", "—", ";"})
# What the name or office of a speaker begins with.
NAMING = frozenset({"DET", "NOUN", "PROPN", "ADJ", "PRON", "NUM"})
# Commas at which a speaker with appositions may begin ("…, its new envoy, X, a general, said").
APPOSED = 3
# Classes whose bare object may be what is said; with the others it is who is told, or an act ("declared independence").
OBJECTS = frozenset({"stress", "name", "judge", "report"})


def verb_candidates(view: View, trigger: Trigger) -> Iterator[Candidate]:
    """Every reading of a verb of speech."""
    token = view.doc[trigger.token]
    unit = view.units[view.unit(token.i)]
    subject = speaker(view, token, unit)
    clause = CueClause.of(view, trigger, unit, subject)
    source = subject.i if subject is not None else None
    allowed = ATTITUDE if trigger.classes <= {"attitude"} else UNBOUND if trigger.classes <= QUOTING else None
    for form, content, shape in (
        *quoted_right(view, clause),
        *complement(view, clause),
        *words_before(view, clause),
        *set_apart(view, clause),
        *sentence_before(view, clause),
        *named(view, clause),
        *governed(view, clause),
        *objects(view, clause),
        *raised(view, clause),
        *named_before(view, clause),
    ):
        told = form == "clause" and shape.startswith("marker:that") and "utter" in trigger.classes
        if content and (allowed is None or form in allowed or told):
            yield Candidate(trigger, form, content, cue_words(view, clause, content), source, shape)


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
                yield from cut_short(view, "quote", "on", (first, clause.unit[1]))
        return


def cut_short(view: View, form: str, shape: str, words: tuple[int, int]) -> Iterator[tuple[str, Spans, str]]:
    """A reading of the tokens ``words`` that ends where another cue goes on inside them ("called it X and vowed …")."""
    at = next_cue(view, *words)
    if at is not None:
        yield (form, (view.chars(words[0], at),), shape + "+cut")
    for end, kind in trims(view, *words):
        if at is None or abs(end - at) > 1:
            yield (form, (view.chars(words[0], end),), shape + "+trim:" + kind)


def words_before(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """The words before the cue ("…", zei hij): a quotation, or the sentence up to the cue."""
    first, unit = apposed_start(view, clause) or clause.start, clause.unit
    mark = previous_text(view, first)
    if tells_behind(view, clause):
        return
    if first == unit[0] or (mark not in STOPS and mark not in CLOSING):
        yield from continued_before(view, clause)
        yield from apposed_before(view, clause)
        return
    quote = quote_ending(view, first)
    left = view.doc[unit[0]].idx
    if quote is not None:
        whole = ((quote[0], quote[1]),)
        yield ("before", whole + quoted_on(view, clause), "quote" if quote[0] <= left + 1 else "quote-part")
    if quote is None or quote[0] > left + 1:
        content = (view.chars(unit[0], first),)
        if content[0][1] > content[0][0]:
            on = quoted_on(view, clause)
            yield ("before", content + on, "sentence")
            rest = () if on else went_on(view, clause)
            if rest:
                yield ("before", content + rest, "around")
            yield from parts_before(view, clause, first, on or rest)
    if quote is None:
        yield from apposed_before(view, clause)


def parts_before(view: View, clause: CueClause, first: int, on: Spans) -> Iterator[tuple[str, Spans, str]]:
    """The last part of the words before a cue, behind a semicolon or colon, or behind a comma with "and" or "but" and a
    verb of its own; with what goes on behind the cue (``on``)."""
    start = clause.unit[0]
    behind = next((i for i in range(first - 2, start, -1) if view.doc[i].text in (";", ":")), None)
    if behind is not None and behind + 2 < first:
        yield ("before", (view.chars(behind + 1, first), *on), "part")
    joined = next((i for i in range(first - 3, behind or start, -1) if joins(view, i, first)), None)
    if joined is not None:
        yield ("before", (view.chars(joined + 2, first), *on), "part:joined")


def joins(view: View, at: int, end: int) -> bool:
    """Whether a comma at a token joins a clause with a verb of its own ("…, and the port *is* shut")."""
    joined = view.doc[at].text == "," and view.doc[at + 1].lower_ in view.words("joiners")
    free = joined and view.quotes.at(view.doc[at].idx) is None
    return free and any(finite(t) for t in view.doc[at + 2 : end])


def set_apart(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """Words before a cue that a mark sets apart from them, and what goes on behind it, whatever the parse takes for its
    subject ("Its pilots, a spokeswoman added, were relieved")."""
    unit, verb = clause.unit, clause.verb.i
    mark = next((i for i in range(verb - 1, unit[0], -1) if view.doc[i].text in APART), None)
    if mark is None or verb - mark > LONGEST_NAME or mark + 1 == clause.start:
        return
    between = view.doc[mark + 1 : verb]
    named = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in between)
    if not named or any((finite(t) and t.head.i != verb) or t.lower_ in view.words("that") for t in between):
        return
    content = (view.chars(unit[0], mark),)
    if content[0][1] <= content[0][0] or view.quotes.at(view.doc[mark].idx) is not None:
        return
    yield ("before", content, "apart")
    rest = went_on(view, clause)
    if rest:
        yield ("before", content + rest, "apart-around")


def went_on(view: View, clause: CueClause) -> Spans:
    """What goes on behind a cue set between commas or before a colon ("He would stay, he said, until …"), to the end of
    the unit."""
    unit, at = clause.unit, clause.end
    while at < unit[1] and not view.doc[at].is_punct:
        if finite(view.doc[at]) or at - clause.end > LONGEST_TAIL:
            return ()
        at += 1
    if at >= unit[1] or view.doc[at].text not in (",", ":"):
        return ()
    start = at + 2 if at + 1 < unit[1] and view.doc[at + 1].lower_ in view.words("joiners") else at + 1
    if goes_on_with_cue(view, start - 1):
        return ()  # "…, he said, adding that …"
    end = next((i for i in range(start, unit[1]) if view.doc[i].text == ";"), unit[1])
    end = next_cue(view, start, end) or end
    if aftermath(view, at - 1, end) == at and any(finite(t) for t in view.doc[unit[0] : clause.start]):
        return ()
    while end > start and (view.doc[end - 1].is_space or view.doc[end - 1].text in ".;:,!?"):
        end -= 1
    return (view.chars(start, end),) if end > start + 1 else ()


def apposed_start(view: View, clause: CueClause) -> int | None:
    """Where a speaker with an apposition begins behind the words told ("…, *its commander, X*, said"), or None: a comma
    right before the verb shuts one, so that two stretches between commas are the speaker's."""
    unit, at = clause.unit, clause.verb.i
    while at > unit[0] and view.doc[at - 1].pos_ in ("AUX", "ADV"):
        at -= 1
    if at < unit[0] + 4 or view.doc[at - 1].text != ",":
        return None
    commas = [i for i in range(at - 2, max(unit[0], at - 2 * LONGEST_NAME), -1) if view.doc[i].text == ","][:2]
    if len(commas) < 2 or view.quotes.at(view.doc[commas[1]].idx) is not view.quotes.at(clause.verb.idx):
        return None
    name = view.doc[commas[1] + 1 : commas[0]]
    named = bool(name) and name[0].pos_ in NAMING and not any(finite(t) for t in name)
    told = any(t.pos_ in ("VERB", "AUX") for t in view.doc[unit[0] : commas[1]])
    return commas[1] + 1 if named and told else None


def apposed_before(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """Words before a speaker with an apposition, whose commas the parse took for the end of the words ("…, X, head of
    Y, said"): a quotation that opens the unit, else what stands before a comma further to the left."""
    unit, first = clause.unit, clause.start
    left = view.doc[unit[0]].idx
    # One that opens the unit, or began with a sentence before it ("A. B," the mayor, X, said).
    quote = next((q for q in view.quotes.within(left - 1, left + 2) if q.start <= left + 1 < q.end - 1), None)
    if quote is not None:
        between = view.doc[view.token_at(quote.end) : clause.verb.i]
        ended = view.text[quote.end - 2] in ",!?" or view.text[quote.end : quote.end + 1] == ","
        if (
            quote.end < clause.verb.idx
            and ended
            and not any(t.text in ";:" or (t.pos_ == "VERB" and t.lower_ in view.speech.forms) for t in between)
        ):
            yield ("before", ((quote.start, quote.end), *quoted_on(view, clause)), "quote-far")
        return
    offered = 0
    for at in range(first - 2, unit[0] + 2, -1):
        token = view.doc[at]
        if token.text in (";", ":") or finite(token) or offered == APPOSED:
            return
        if token.text == "," and view.doc[at + 1].pos_ in NAMING:
            offered += 1
            yield ("before", (view.chars(unit[0], at),), "sentence-far")


def continued_before(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """A quotation that ended with the unit before ("Quote." Zei hij): only where the verb opens the unit."""
    first, unit = clause.start, clause.unit
    if first != unit[0] or view.doc[first].i != clause.verb.i or first == 0:
        return
    quote = quote_ending(view, first)
    if quote is not None:
        yield ("before", (quote,), "quote-unit")


def quoted_on(view: View, clause: CueClause) -> Spans:
    """A quotation that goes on behind a cue inside the same unit ("A," said Rutte, "B.")."""
    last = view.doc[clause.unit[1] - 1]
    here = view.doc[clause.end - 1].idx
    later = [q for q in view.quotes.within(here, last.idx + len(last)) if q.start >= here]
    opens = view.token_at(later[0].start) if later else 0
    if later and (previous_text(view, opens) in (",", ":", ";", ".") or opens <= clause.end):
        return ((later[0].start, later[0].end),)
    return ()


def sentence_before(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """The sentence before, where the cue's object points back to it ("Dat zei hij", "Hij zei dat dinsdag")."""
    number = view.unit(clause.verb.i)
    if number == 0:
        return
    first = view.doc[clause.unit[0]]
    near = clause.verb.i - first.i < FAR // 2 and "," not in {t.text for t in view.doc[first.i : clause.verb.i]}
    pointer = first.lower_ in view.words("demonstratives") and (near or first.head.i == clause.verb.i)
    inner = any(
        c.lower_ in view.words("demonstratives") and c.base_ in ("obj", "nsubj", "advmod") and c.dep_ != "mark"
        for c in clause.verb.children
    )
    inner = inner or closes_on_it(view, clause)
    manner = first.lower_ in view.words("manner") and near
    if not (pointer or inner or manner):
        return
    previous = view.units[number - 1]
    content = view.chars(*previous)
    shape = "pointer" if pointer else "inner" if inner else "manner"
    if content[1] > content[0]:
        yield ("back", (content,), shape)
    if number > 1 and number - 2 not in view.silent:
        earlier = view.chars(*view.units[number - 2])
        # A headline, or the paragraph before, is not what "that" takes up.
        if "\n" not in view.text[earlier[1] : content[0]]:
            yield ("back", (view.chars(view.units[number - 2][0], previous[1]),), shape + "+two")


def closes_on_it(view: View, clause: CueClause) -> bool:
    """Whether a word like "that" stands behind the cue and no verb behind it ("Hij zei dat dinsdag"): it opens no
    clause, whatever the parse says."""
    behind = range(clause.verb.i + 1, min(clause.unit[1], clause.verb.i + FAR // 2))
    at = next((i for i in behind if view.doc[i].lower_.strip(".") in view.words("demonstratives")), None)
    return at is not None and not any(t.pos_ in ("VERB", "AUX") for t in view.doc[at + 1 : clause.unit[1]])


def named(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """What is called how: the object and what it is called, from behind the verb to the end of the clause."""
    if "name" not in clause.trigger.classes and "accuse" not in clause.trigger.classes:
        return
    right = [
        c
        for c in clause.verb.children
        if c.i > clause.verb.i and c.base_ in ("obj", "xcomp", "obl", "iobj", "nsubj", "ccomp")
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
        yield from cut_short(view, "naming", "as" if marked else "plain", (start, end))


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
    yield from cut_short(view, "governed", view.doc[at].lower_, (at + 1, end))
    if at + 1 < near < end - 1:
        yield ("governed", (view.chars(at + 1, near),), view.doc[at].lower_ + "+short")


def objects(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """A bare object ("underscored the importance of …"): mostly no statement, the score decides."""
    if not clause.trigger.classes & OBJECTS:
        return
    for c in clause.verb.children:
        if c.base_ == "obj" and c.i > clause.verb.i and c.pos_ in ("NOUN", "PROPN"):
            start = max(view.edges(c)[0], clause.verb.i + 1)
            end = end_of(view, clause, start)
            yield ("object", (view.chars(start, end),), c.lemma_.lower())
            yield from cut_short(view, "object", c.lemma_.lower(), (start, end))
            return


def orphans(view: View, cued: set[int]) -> Iterator[Candidate]:
    """Quotations with no verb of speech: behind another verb and a comma or colon, or as a sentence of their own.

    ``cued`` holds the units with a cue outside quotations: what stands there has its own candidates.
    """
    for number, unit in enumerate(view.units):
        if number in view.silent or number in cued:
            continue
        verb = main_verb(view, unit)
        if verb is None or view.quotes.at(verb.idx) is not None:
            continue
        trigger = Trigger(verb.i, "*", "verb", frozenset({"other"}))
        subject = source_of(view, verb)
        clause = CueClause.of(view, trigger, unit, subject)
        source = subject.i if subject is not None else None
        for _, content, shape in quoted_right(view, clause):
            if shape in ("colon", "comma") and content[0][1] - content[0][0] >= SHORTEST:
                yield Candidate(trigger, "orphan", content, cue_words(view, clause, content), source, shape)
        follows = quoted_unit(view, number + 1) if number + 1 < len(view.units) else None
        if follows is not None and follows[1] - follows[0] >= SHORTEST:
            content = ((follows[0], follows[1]),)
            yield Candidate(trigger, "orphan", content, cue_words(view, clause, content), source, "next")


def main_verb(view: View, unit: tuple[int, int]) -> Token | None:
    """The verb that a unit hangs on: its root, or its first finite verb."""
    words = view.doc[unit[0] : unit[1]]
    root = next((t for t in words if t.head.i == t.i and t.pos_ in ("VERB", "AUX", "ADJ", "NOUN")), None)
    return root or next((t for t in words if t.pos_ in ("VERB", "AUX")), None)
