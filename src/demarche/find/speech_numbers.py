"""A reading of a cue in numbers: where its words lie, what they look like, how the cue and its source stand.

What the trees of ``speech_second`` ask. Nothing here is of one language: parts of speech, relations and classes are
numbered in the order of the lists below; a number that is not given counts as 0.
"""

from __future__ import annotations

from functools import lru_cache

from demarche.find.speech_clause import Candidate
from demarche.find.speech_extent import finite
from demarche.find.speech_view import CLOSING, Ranges, View
from demarche.find.tokens import Token

Numbers = dict[str, float]

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
VERB_FORMS = {"": 0, "Fin": 1, "Inf": 2, "Part": 3, "Ger": 4}
TENSES = {"Past": 1, "Pres": 2}


def numbers_of(view: View, candidate: Candidate) -> Numbers:
    """What a reading is like by itself."""
    spans = [(view.token_at(start), view.token_at(end - 1) + 1) for start, end in candidate.content]
    tokens = [token for start, end in spans for token in view.doc[start:end]]
    cue = view.doc[candidate.trigger.token]
    first, end = spans[0][0], spans[-1][1]
    return {
        **place_numbers(view, candidate, cue, (first, end), len(tokens)),
        **quote_numbers(view, candidate, cue),
        **word_numbers(view, cue, tokens),
        **head_numbers(view, candidate, tokens, (first, end)),
        **edge_numbers(view, cue, tokens, (first, end)),
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
    length = max(1, size_of(candidate.content))
    quoted = sum(view.quotes.share(a, b, singles=True) * (b - a) for a, b in candidate.content) / length
    left, right = view.quotes.at(start), view.quotes.at(end - 1)
    inside = view.quotes.at(cue.idx) is not None
    whole = left is not None and left is right and abs(left.start - start) <= 1 and abs(left.end - end) <= 2
    return {
        "quoted": quoted,
        "q_start": 0 if left is None else 1 if abs(left.start - start) <= 1 else 2,
        "q_end": 0 if right is None else 1 if abs(right.end - end) <= 1 else 2,
        "q_whole": whole,
        "q_n": len(view.quotes.within(start, end, singles=True)),
        "t_q": inside,
        "same_q": left is not None and left is right and inside,
    }


def word_numbers(view: View, cue: Token, tokens: list[Token]) -> Numbers:
    """Marks, verbs and other cues among the words."""
    doc, texts = view.doc, [t.text for t in tokens]
    cues = [t for t in tokens if t.pos_ == "VERB" and t.lower_ in view.speech.forms and view.quotes.at(t.idx) is None]
    joined = [
        t for t in cues if t.i > tokens[0].i and (doc[t.i - 1].text == "," or doc[t.i - 1].pos_ in ("CCONJ", "ADV"))
    ]
    return {
        "commas": texts.count(","),
        "semis": len([text for text in texts if text in ";:"]),
        "dots": len([text for text in texts if text in ".!?"]),
        "verbs": len([t for t in tokens if t.pos_ in ("VERB", "AUX")]),
        "fins": sum(finite(t) for t in tokens),
        "c_in": len(cues),
        "c_comma": tokens[-1].i + 1 - joined[0].i if joined else 0,
    }


def depth_below(token: Token, cue: Token) -> int:
    """How many steps a word hangs below a cue; -1 where it does not."""
    steps = 0
    while token.head is not token and steps < 25:
        if token.i == cue.i:
            return steps
        token, steps = token.head, steps + 1
    return steps if token.i == cue.i else -1


def head_numbers(view: View, candidate: Candidate, tokens: list[Token], words: tuple[int, int]) -> Numbers:
    """The word that the others hang on: what it is, and how the words fit its part of the tree."""
    first, end = words
    cue = view.doc[candidate.trigger.token]
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if (t.head.i not in inside or t.head is t) and t.pos_ not in ("PUNCT", "SPACE")]
    head = max(tops, key=lambda t: min(view.edges(t)[1], end) - max(view.edges(t)[0], first), default=tokens[0])
    left, right = view.edges(head)
    loose = next((t for t in tokens if t.i > head.i and t in tops), None)
    hung = [c for c in head.children if c.i in inside and c.i > head.i and
            c.base_ in ("advcl", "obl", "conj", "parataxis", "acl")]  # fmt: skip
    return {
        "heads": len(tops),
        "below": sum(depth_below(t, cue) > 0 for t in tops) / max(1, len(tops)),
        "h_dep": RELATIONS.get(head.base_, 0),
        "h_pos": PARTS.get(head.pos_, 0),
        "h_depth": depth_below(head, cue),
        "h_direct": head.head.i == cue.i,
        "h_fin": finite(head) or any(finite(c) for c in head.children if c.base_ in ("aux", "cop")),
        "h_subj": any(c.base_ in ("nsubj", "csubj") and c.i in inside for c in head.children),
        "h_mark": any(c.base_ == "mark" for c in head.children),
        "h_over_l": first - left,
        "h_over_r": right + 1 - end,
        "tail": end - view.edges(loose)[0] if loose is not None else 0,
        "k_dep": RELATIONS.get(hung[-1].base_, 0) if hung else 0,
        "k_len": end - view.edges(hung[-1])[0] if hung else 0,
        **between_numbers(view, candidate, cue, words),
    }


def between_numbers(view: View, candidate: Candidate, cue: Token, words: tuple[int, int]) -> Numbers:
    """Verbs and other cues between a cue and its words."""
    first, end = words
    stretch = view.doc[cue.i + 1 : first] if first > cue.i else view.doc[end : cue.i]
    verbs = [t for t in stretch if t.pos_ in ("VERB", "AUX") and t.i not in candidate.trigger.parts]
    return {
        "h_between": len(verbs),
        "cue_between": sum(t.pos_ == "VERB" and t.lower_ in view.speech.forms for t in verbs),
    }


def edge_numbers(view: View, cue: Token, tokens: list[Token], words: tuple[int, int]) -> Numbers:
    """The first and the last word, and what stands beside them."""
    first, last, end = tokens[0], tokens[-1], words[1]
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
    """The cue: its form, its classes, what hangs on it and what it hangs on."""
    trigger, head = candidate.trigger, cue.head
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
        "declined": 1 if candidate.declined == "quoted" else 2 if candidate.declined else 0,
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
