"""A reading of a cue in numbers: where its words lie, what they look like, how the cue and its source stand.

What the trees of ``speech_second`` ask. Nothing here is of one language: parts of speech, relations and classes are
numbered in the order of the lists below; a number that is not given counts as 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from demarche.find.speech_clause import Candidate, finite
from demarche.find.speech_cues import Trigger
from demarche.find.speech_extent import goes_on_with_cue
from demarche.find.speech_tallies import VERBAL, within
from demarche.find.speech_view import CLOSING, Ranges, View
from demarche.find.tokens import Token

Numbers = dict[str, float]
# The words of a reading: (first token, end) of each piece.
Spans = Sequence[tuple[int, int]]

FORMS = (
    "clause", "quote", "before", "back", "naming", "governed", "object", "orphan", "noun", "according", "colon",
    "label",
)  # fmt: skip
CLASSES = (
    "say", "act", "utter", "attitude", "demand", "stress", "judge", "name", "opine", "speak", "accuse", "deny",
    "agree", "promise", "show", "warn", "callfor", "quoted", "report", "according", "hearsay", "own", "other",
)  # fmt: skip
# Parts of a shape's name.
SHAPES = (
    "+short", "+cut", "+uncut", "+full", "+quoted", "+hearsay", "+long", "+two", "marker:that", "marker:whether",
    "marker:infinitive", "marker:wh", "marker:charge", "bare:", "infinitive", "rest:", "told", "-far", "part", "around",
    "-clause", "first", "last", "middle", "aside", "sentence", "quote-before", "+next", "+next+two", "+prev", "+trim",
    "+trim:mark", "+trim:advcl", "+trim:obl", "+trim:acl", "+trim:conj", "later", "apart", "after", "first-verb",
    "last-part", "near",
)  # fmt: skip
PARTS = {
    name: number
    for number, name in enumerate(
        ("NOUN", "PROPN", "PRON", "VERB", "AUX", "ADJ", "ADV", "ADP", "DET", "SCONJ", "CCONJ", "PUNCT", "NUM", "PART"),
        start=1,
    )
}
RELATIONS = {
    name: number
    for number, name in enumerate(
        ("root", "ccomp", "xcomp", "obj", "obl", "advcl", "acl", "conj", "parataxis", "nsubj", "nmod", "advmod",
         "appos", "flat", "dep", "amod", "compound", "csubj", "mark", "case"),
        start=1,
    )
}  # fmt: skip
# What may hang loose at the end of a clause.
HUNG = frozenset({"advcl", "obl", "conj", "parataxis", "acl"})
VERB_FORMS = {"": 0, "Fin": 1, "Inf": 2, "Part": 3, "Ger": 4}
TENSES = {"Past": 1, "Pres": 2}


def numbers_of(view: View, candidate: Candidate) -> Numbers:
    """What a reading is like by itself."""
    spans = [(view.token_at(start), view.token_at(end - 1) + 1) for start, end in candidate.content]
    cue = view.doc[candidate.trigger.token]
    words = spans[0][0], spans[-1][1]
    return {
        **place_numbers(view, candidate, cue, words, sum([end - start for start, end in spans])),
        **quote_numbers(view, candidate, cue),
        **word_numbers(view, spans),
        **head_numbers(view, candidate, spans),
        **edge_numbers(view, cue, words),
        **cue_numbers(view, candidate, cue),
        **kind_numbers(candidate.form, candidate.shape, candidate.trigger.classes),
        **source_numbers(view, candidate, cue),
    }


def size_of(ranges: Ranges) -> int:
    """How many characters some ranges hold."""
    if len(ranges) == 1:  # as most are
        return ranges[0][1] - ranges[0][0]
    return sum(end - start for start, end in ranges)


def place_numbers(view: View, candidate: Candidate, cue: Token, words: tuple[int, int], count: int) -> Numbers:
    """Where the words lie: from the cue, in its unit, over how many units."""
    first, end = words
    number = view.unit(cue.i)
    start, stop = view.units[number]
    return {
        "start_t": first - cue.i, "end_t": end - cue.i, "n": count, "pieces": len(candidate.content),
        "from_unit": first - start, "to_unit": stop - end, "unit_len": stop - start, "t_in_unit": cue.i - start,
        "t_to_end": stop - cue.i, "unit_no": number, "span_units": view.unit(end - 1) - view.unit(first) + 1,
        "share_unit": count / max(1, stop - start), "chars": size_of(candidate.content),
    }  # fmt: skip


def quote_numbers(view: View, candidate: Candidate, cue: Token) -> Numbers:
    """How the words lie to quotation marks."""
    start, end = candidate.content[0][0], candidate.content[-1][1]
    left, right = view.quotes.at(start), view.quotes.at(end - 1)
    inside = view.quotes.at(cue.idx) is not None
    whole = left is not None and left is right and abs(left.start - start) <= 1 and abs(left.end - end) <= 2
    return {
        "quoted": view.quoted(candidate.content),
        "q_start": 0 if left is None else 1 if abs(left.start - start) <= 1 else 2,
        "q_end": 0 if right is None else 1 if abs(right.end - end) <= 1 else 2,
        "q_whole": whole,
        "q_n": len(view.quotes.within(start, end, singles=True)),
        "t_q": inside,
        "same_q": left is not None and left is right and inside,
    }


def word_numbers(view: View, spans: Spans) -> Numbers:
    """Marks, verbs and other cues among the words."""
    known = view.tallies
    joined = known.first_joined(spans)
    return {
        "commas": within(known.commas, spans),
        "semis": within(known.semis, spans),
        "dots": within(known.dots, spans),
        "verbs": within(known.verbs, spans),
        "fins": within(known.finite, spans),
        "c_in": known.cues_in(spans),
        "c_comma": spans[-1][1] - joined if joined is not None else 0,
    }


def depth_below(token: Token, cue: Token) -> int:
    """How many steps a word hangs below a cue; -1 where it does not."""
    steps = 0
    while token.head is not token and steps < 25:
        if token.i == cue.i:
            return steps
        token, steps = token.head, steps + 1
    return steps if token.i == cue.i else -1


def head_numbers(view: View, candidate: Candidate, spans: Spans) -> Numbers:
    """The word that the others hang on: what it is, and how the words fit its part of the tree."""
    first, end = spans[0][0], spans[-1][1]
    doc, edges = view.doc, view.edges
    cue = doc[candidate.trigger.token]
    tops = [doc[i] for i in view.tallies.tops(spans)]
    head = tops[0] if len(tops) == 1 else max(
        tops, key=lambda t: min(edges(t)[1], end) - max(edges(t)[0], first), default=doc[first])  # fmt: skip
    left, right = edges(head)
    loose = next((t for t in tops if t.i > head.i), None)
    below = [(c.base_, c.i) for c in head.children]
    relations = {name for name, _ in below}
    hung = [(name, i) for name, i in below if i > head.i and name in HUNG and among(i, spans)]
    return {
        "heads": len(tops),
        "below": sum([depth_below(t, cue) > 0 for t in tops]) / max(1, len(tops)),
        "h_dep": RELATIONS.get(head.base_, 0),
        "h_pos": PARTS.get(head.pos_, 0),
        "h_depth": depth_below(head, cue),
        "h_direct": head.head.i == cue.i,
        "h_fin": finite(head) or any(finite(c) for c in head.children if c.base_ in ("aux", "cop")),
        "h_subj": any(among(i, spans) for name, i in below if name in ("nsubj", "csubj")),
        "h_mark": "mark" in relations,
        "h_over_l": first - left,
        "h_over_r": right + 1 - end,
        "tail": end - edges(loose)[0] if loose is not None else 0,
        "k_dep": RELATIONS.get(hung[-1][0], 0) if hung else 0,
        "k_len": end - edges(doc[hung[-1][1]])[0] if hung else 0,
        **between_numbers(view, candidate, cue, (first, end)),
    }


def among(index: int, spans: Spans) -> bool:
    """Whether a token stands in one of some stretches."""
    if len(spans) == 1:  # as most do
        return spans[0][0] <= index < spans[0][1]
    return any(start <= index < end for start, end in spans)


def between_numbers(view: View, candidate: Candidate, cue: Token, words: tuple[int, int]) -> Numbers:
    """Verbs and other cues between a cue and its words."""
    first, end = words
    stretch = (cue.i + 1, first) if first > cue.i else (end, cue.i)
    if stretch[0] >= stretch[1] or not within(view.tallies.verbs, (stretch,)):
        return {"h_between": 0, "cue_between": 0}
    parts = candidate.trigger.parts
    verbs = [t for t in view.doc[slice(*stretch)] if t.pos_ in VERBAL and t.i not in parts]
    return {
        "h_between": len(verbs),
        "cue_between": sum([t.pos_ == "VERB" and t.lower_ in view.speech.forms for t in verbs]),
    }


def edge_numbers(view: View, cue: Token, words: tuple[int, int]) -> Numbers:
    """The first and the last word, and what stands beside them."""
    first, last, end = view.doc[words[0]], view.doc[words[1] - 1], words[1]
    before = view.doc[words[0] - 1] if words[0] else None
    after = view.doc[end : end + 2]
    joiners = view.words("joiners")
    stop = view.units[view.unit(cue.i)][1]
    return {
        "f_pos": PARTS.get(first.pos_, 0), "f_dep": RELATIONS.get(first.base_, 0),
        "f_that": first.lower_ in view.words("that"), "f_comp": first.lower_ in view.words("complementizers"),
        "f_inf": first.lower_ in view.words("infinitive_openers"), "f_time": first.lower_ in view.words("times"),
        "f_upper": first.text[:1].isupper(), "l_pos": PARTS.get(last.pos_, 0),
        "b_pos": PARTS.get(before.pos_, 0) if before is not None else 0,
        "b_comma": before is not None and before.text == ",", "b_colon": before is not None and before.text == ":",
        "b_t": before is cue,
        "n_pos": PARTS.get(after[0].pos_, 0) if after else -1,
        "n2_pos": PARTS.get(after[1].pos_, 0) if after[1:] else -1,
        "n_comma": bool(after) and after[0].text == ",",
        "n_end": not after or after[0].text in ".!?" or end >= stop,
        "n_q": bool(after) and after[0].text in CLOSING, "n_join": any(t.lower_ in joiners for t in after),
    }  # fmt: skip


def cue_numbers(view: View, candidate: Candidate, cue: Token) -> Numbers:
    """The cue: its form, its classes, what hangs on it and what it hangs on; the same for all its readings but for what
    was declined and where the cue ends."""
    known = view.cues.get(candidate.trigger)
    if known is None:
        known = view.cues[candidate.trigger] = _cue_numbers(view, candidate.trigger, cue)
    on = goes_on_with_cue(view, view.token_at(candidate.cue[-1][1]))
    return {**known, "t_on": on, "declined": 1 if candidate.declined == "quoted" else 2 if candidate.declined else 0}


def _cue_numbers(view: View, trigger: Trigger, cue: Token) -> Numbers:
    head = cue.head
    relations = [c.base_ for c in cue.children]
    return {
        "t_dep": RELATIONS.get(cue.base_, 0), "t_pos": PARTS.get(cue.pos_, 0), "t_fin": finite(cue),
        "t_form": VERB_FORMS.get((cue.morph.get("VerbForm") or [""])[0], 5),
        "t_past": TENSES.get((cue.morph.get("Tense") or [""])[0], 0),
        "t_subj": "nsubj" in relations, "t_aux": relations.count("aux"), "t_mark": "mark" in relations,
        "t_obj": "obj" in relations, "t_ccomp": "ccomp" in relations, "t_xcomp": "xcomp" in relations,
        "t_pass": any(c.dep_ in ("aux:pass", "nsubj:pass") for c in cue.children),
        "t_neg": any(c.lower_ in view.words("negations") for c in cue.children),
        "t_parts": len(trigger.parts), "t_prep": trigger.preposition is not None,
        "g_verb": head is not cue and head.pos_ in ("VERB", "AUX"),
        "g_cue": head is not cue and head.lower_ in view.speech.forms,
    }  # fmt: skip


@lru_cache(maxsize=4096)
def kind_numbers(form: str, shape: str, classes: frozenset[str]) -> Numbers:
    """The form, the parts of the shape and the classes of a cue, each as 0 or 1; the same few come again and again."""
    out: Numbers = {"form": FORMS.index(form) if form in FORMS else -1}
    out.update((f"cls_{name}", name in classes) for name in CLASSES)
    out.update((f"form_{name}", form == name) for name in FORMS)
    out.update((f"fl_{name}", name in shape) for name in SHAPES)
    return out


def source_numbers(view: View, candidate: Candidate, cue: Token) -> Numbers:
    """Who speaks: what kind of word, where it stands."""
    if candidate.source is None:
        return {}
    token = view.doc[candidate.source]
    person = (token.morph.get("Person") or ["0"])[0]
    return {
        "s": PARTS.get(token.pos_, 0) + 1,
        "s_per": int(person) if token.pos_ == "PRON" and person.isdigit() else 0,
        "s_in": any(start <= token.idx < end for start, end in candidate.content),
        "s_d": token.i - cue.i,
        "s_upper": token.text[:1].isupper() and token.i > view.units[view.unit(cue.i)][0],
        "s_plur": "Plur" in token.morph.get("Number", []),
        "s_dep": RELATIONS.get(token.base_, 0),
        "s_paper": any(row.kind == "noun" for row in view.speech.forms.get(token.lower_, ())),
    }
