"""Reported speech without a verb: "volgens X", nouns of speech with their clause, a name with a colon, transcripts."""

from __future__ import annotations

from collections.abc import Iterator

from demarche.find.speech_accounts import ACCOUNT, account_at
from demarche.find.speech_asides import aftermath, trims
from demarche.find.speech_clause import FAR, STOPS, Candidate, Spans, finite, previous_text, quote_ending
from demarche.find.speech_cues import Cue, Trigger, marker_at
from demarche.find.speech_hearers import behind_names
from demarche.find.speech_turns import turns_of
from demarche.find.speech_view import CLOSING, Ranges, View
from demarche.find.tokens import Token
from demarche.findings import Mention

# A name before a colon and a quotation: at most this many words (longest seen in gold: "Directeur Koster van de
# redersvereniging KVNR:", 6; headlines have more, but they are sentences with verbs).
LONGEST_LABEL = 14


def according(view: View, mentions: tuple[Mention, ...]) -> Iterator[Candidate]:
    """Every "volgens X", "aldus X", "according to X", with the rest of its clause as what is reported."""
    by_start = sources_by_start(view, mentions)
    for number, unit in enumerate(view.units):
        at = unit[0]
        while at < unit[1]:
            found = marker_at(view.doc, at, unit[1], view.speech)
            if found is not None:
                cue, after = found
                yield from according_at(view, (at, after), number, cue, by_start)
                at = after
                continue
            account = account_at(view, at, unit[1])
            if account is not None:
                within = unit if account.clause is None else (at, min(account.clause, unit[1]))
                trigger = Trigger(at, ACCOUNT, "preposition", frozenset({"according"}))
                yield from told_by(view, trigger, (at, account.end), within, account.owner)
            at = at + 1 if account is None else account.end


def sources_by_start(view: View, mentions: tuple[Mention, ...]) -> dict[int, Mention]:
    """The longest mention that begins at each token."""
    out: dict[int, Mention] = {}
    for mention in mentions:
        first = view.token_at(mention.start)
        if first not in out or out[first].end < mention.end:
            out[first] = mention
    return out


def according_at(
    view: View, marker: tuple[int, int], number: int, cue: Cue, by_start: dict[int, Mention]
) -> Iterator[Candidate]:
    """The readings of one such phrase: the whole rest of the unit, its own clause, the quotation before it."""
    unit = view.units[number]
    end, source = phrase_end(view, marker, unit, cue, by_start)
    trigger = Trigger(marker[0], cue.lemma, "preposition", frozenset({cue.cls}))
    yield from told_by(view, trigger, (marker[0], end), unit, source)
    verb = next((i for i in range(marker[1] + 1, end) if finite(view.doc[i])), None)
    if verb is not None and source is not None and marker[0] == unit[0]:
        # "Volgens Binnenlandse Zaken zijn er doden gevallen": the parse took the clause for the source's own.
        short = (view.chars(marker[0], verb),)
        content = pieces(view, ((verb, unit[1]),))
        if content:
            yield Candidate(trigger, "according", content, short, min(source, verb - 1), "first-verb")


def told_by(
    view: View, trigger: Trigger, phrase: tuple[int, int], unit: tuple[int, int], source: int | None
) -> Iterator[Candidate]:
    """The readings of a phrase that names whose account its sentence is: in all of it, and between its semicolons."""
    words = (view.chars(*phrase),)
    for part in dict.fromkeys((unit, between_semicolons(view, phrase, unit))):
        for shape, content in contents(view, phrase, part):
            if content:
                yield Candidate(trigger, "according", content, words, source, shape)


def between_semicolons(view: View, phrase: tuple[int, int], unit: tuple[int, int]) -> tuple[int, int]:
    """The part of a unit in which a phrase stands, between the semicolons nearest to it."""
    start = next((i + 1 for i in range(phrase[0] - 1, unit[0], -1) if view.doc[i].text == ";"), unit[0])
    return start, next((i for i in range(phrase[1], unit[1]) if view.doc[i].text == ";"), unit[1])


def phrase_end(
    view: View, marker: tuple[int, int], unit: tuple[int, int], cue: Cue, by_start: dict[int, Mention]
) -> tuple[int, int | None]:
    """Where the phrase ends, and the token of its source (None for "naar eigen zeggen")."""
    after = marker[1]
    if cue.cls == "own":
        return after, own_source(view, marker[0], unit)
    if cue.cls == "hearsay" or after >= unit[1]:
        return after, None
    mention = by_start.get(after)
    head = view.doc[view.doc.place[mention.head]] if mention is not None else view.doc[after]
    while head.i < after or (
        head.pos_ in ("DET", "ADJ", "NUM", "ADP") and head.head.i > head.i and head.head.i < unit[1]
    ):
        if head.head.i == head.i:
            break
        head = head.head
    if head.i < after:
        head = view.doc[after]
    end = view.token_at(mention.end - 1) + 1 if mention is not None else after + 1
    right = view.edges(head)[1] + 1
    if head.pos_ in ("NOUN", "PROPN", "PRON") and right <= unit[1] and right - head.i < FAR:
        end = max(end, complement_end(view, head, end, right))
    if head.pos_ == "NOUN":
        end = max(end, behind_names(view, head, unit[1]))
    return min(max(before_subject(view, head, end, unit[1]), head.i + 1), unit[1]), head.i


def before_subject(view: View, head: Token, end: int, last: int) -> int:
    """The end of a phrase that names a source, cut at its first comma where a verb stands right behind it: what lies
    between is whom the clause is about ("according to the envoy, *Chad and Niger* have agreed")."""
    if end >= last or not finite(view.doc[end]):
        return end
    return next((i for i in range(head.i + 1, end) if view.doc[i].text == ","), end)


def own_source(view: View, at: int, unit: tuple[int, int]) -> int | None:
    """Whose own words a clause gives ("X has by its own account …"): the subject of the clause that holds them."""
    verb = view.doc[at]
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    subject = view.subject(verb) or next((t for t in view.doc[unit[0] : unit[1]] if t.base_ == "nsubj"), None)
    return subject.i if subject is not None and unit[0] <= subject.i < unit[1] else None


def complement_end(view: View, head: Token, end: int, right: int) -> int:
    """The end of a noun phrase by the parse, cut at a verb that is no part of a relative clause."""
    last = right
    for at in range(end, right):
        token = view.doc[at]
        if token.pos_ in ("VERB", "AUX") and not in_relative(token, head):
            return end
        if token.text in (";", ":", ".") or token.text in CLOSING:
            return at
        last = at + 1
    return last


def in_relative(token: Token, head: Token) -> bool:
    """Whether a verb stands in a clause that hangs on ``head`` as a relative one."""
    while token.head.i != token.i and token.i != head.i:
        if token.dep_.startswith("acl"):
            return True
        token = token.head
    return False


def contents(view: View, phrase: tuple[int, int], unit: tuple[int, int]) -> Iterator[tuple[str, Spans]]:
    """What a phrase inside a unit may report."""
    left, right = phrase
    if goes_on_by_itself(view, phrase, unit):
        unit = unit[0], right
    closed = right >= unit[1] or view.doc[right].text in '.”"' or right == unit[1] - 1
    quote = quote_ending(view, left) if left > unit[0] or previous_text(view, left) in CLOSING else None
    if quote is not None:
        yield ("quote-before" + ("-end" if closed else ""), (quote,))
    if left == unit[0]:
        yield ("first", pieces(view, ((right, unit[1]),)))
        yield ("first-clause", pieces(view, ((right, clause_end(view, right, unit)),)))
        for end, kind in trims(view, right, unit[1] - 1):
            yield (f"first+trim:{kind}", pieces(view, ((right, end),)))
    elif closed:
        yield ("last", pieces(view, ((unit[0], left),)))
        yield ("last-clause", pieces(view, ((clause_start(view, left, unit), left),)))
        mark = next((i for i in range(left - 3, unit[0], -1) if view.doc[i].text == ","), None)
        if mark is not None:
            yield ("last-part", pieces(view, ((mark + 1, left),)))
    else:
        yield ("middle", pieces(view, ((unit[0], left), (right, unit[1]))))
        around = (clause_start(view, left, unit), clause_end(view, right, unit))
        yield ("middle-clause", pieces(view, ((around[0], left), (right, around[1]))))
        if previous_text(view, left) in STOPS and view.doc[right].text == ",":
            yield ("aside", pieces(view, ((unit[0], left),)))
        near = next((i for i in range(right + 2, unit[1]) if view.doc[i].text in (",", ";")), unit[1])
        yield ("after", pieces(view, ((right, near),)))
        yield ("middle-near", pieces(view, ((around[0], left), (right, near))))


def goes_on_by_itself(view: View, phrase: tuple[int, int], unit: tuple[int, int]) -> bool:
    """Whether a phrase between commas closes its clause, and what the outlet adds follows ("…, according to X, *though*
    it is not known …", "…, according to X, after …")."""
    left, right = phrase
    if left <= unit[0] + 2 or right + 1 >= unit[1] or not view.doc[left - 1].text == view.doc[right].text == ",":
        return False
    word = view.doc[right + 1]
    adds = word.lower_ in view.words("joiners") and word.base_ == "mark"
    adds = adds or aftermath(view, right - 1, unit[1]) == right
    return adds and any(finite(t) for t in view.doc[unit[0] : left])


def pieces(view: View, ranges: tuple[tuple[int, int], ...]) -> Spans:
    """Character ranges of those stretches of tokens that hold a word."""
    out = []
    for start, end in ranges:
        while end > start and (view.doc[end - 1].text in ".,;:" or view.doc[end - 1].is_space):
            end -= 1
        if end > start:
            span = view.chars(start, end)
            if span[1] - span[0] > 1:
                out.append(span)
    return tuple(out)


def clause_start(view: View, at: int, unit: tuple[int, int]) -> int:
    """The start of the clause that holds a token: behind the last joiner, relative pronoun or marker after a comma."""
    for index in range(at - 1, unit[0], -1):
        token, mark = view.doc[index], view.doc[index - 1].text
        if token.lower_ in view.words("joiners") and mark == ",":
            return index + 1
        if token.lower_ in view.words("complementizers") | view.words("relatives") and (
            mark == "," or token.dep_ == "mark" or token.dep_ == "nsubj"
        ):
            return index + 1
        if token.text in (";", ":") or (token.pos_ == "SCONJ" and token.dep_ == "mark"):
            return index + 1
    return unit[0]


def clause_end(view: View, at: int, unit: tuple[int, int]) -> int:
    """The end of that clause: before the next joiner after a comma."""
    for index in range(at + 1, unit[1] - 1):
        if view.doc[index].text in (",", ";") and view.doc[index + 1].lower_ in view.words("joiners"):
            return index
    return unit[1]


def colon_candidates(view: View, mentions: tuple[Mention, ...]) -> Iterator[Candidate]:
    """A name, a colon and a quotation: "Marghadi: '…'"."""
    heads = {view.doc.place[m.head] for m in mentions if m.kind == "name"}
    for start, end in view.units:
        colon = next((i for i in range(start, min(end, start + LONGEST_LABEL)) if view.doc[i].text == ":"), None)
        if colon is None or colon == start or any(t.pos_ in ("VERB", "AUX") for t in view.doc[start:colon]):
            continue
        here = view.doc[colon].idx
        quote = next((q for q in view.quotes.within(here, here + 4) if q.start > here), None)
        name = next((i for i in range(colon - 1, start - 1, -1) if i in heads), None)
        if quote is None:
            continue
        if name is None:
            name = next((t.i for t in view.doc[start:colon] if t.pos_ in ("PROPN", "NOUN")), None)
        trigger = Trigger(colon, ":", "colon", frozenset({"colon"}))
        cue = ((view.doc[start].idx, here + 1),)
        yield Candidate(trigger, "colon", ((quote.start, quote.end),), cue, name, "quote")


def cut_at(words: str, start: int, furniture: Ranges) -> str:
    """Words up to the first furniture among them."""
    ends = [a - start for a, _ in furniture if start <= a < start + len(words)]
    return words[: min(ends, default=len(words))]


def transcript(view: View) -> Iterator[Candidate]:
    """The turns of a transcript: all that stands under a speaker's label, up to the next label or question."""
    for label, end in turns_of(view.text):
        start = label.end()
        body = view.text[start:end]
        start += len(body) - len(body.lstrip())
        end = start + len(cut_at(view.text[start:end], start, view.furniture).rstrip())
        if end <= start or (view.text[start] == "(" and view.text.find(")", start) >= end - 1):
            continue
        first = view.token_at(label.start(1))
        trigger = Trigger(first, ":", "label", frozenset({"label"}))
        name = view.token_at(label.end(1) - 1)
        yield Candidate(trigger, "label", ((start, end),), ((label.start(1), label.end(1) + 1),), name, "turn")
