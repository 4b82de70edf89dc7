"""Subheads: on a line of their own, or glued in front of the sentence that follows them."""

from __future__ import annotations

import re
from collections.abc import Mapping

# News desks set subheads of one to five words; seven leaves room for a quotation. Longer lines without a full stop
# are mostly list items or headlines.
LONGEST = 7
# The text under a subhead runs on: at least this many words, so that items of a list are no subheads of each other.
SHORTEST_BODY = 8
# A subhead glued to a sentence may be a whole headline of another piece where every word has a capital.
LONGEST_TITLE = 16
ENDS = re.compile(r"[.!?…:][\"”’'»)]*$")
# A turn of a transcript: "Q", "THE PRESIDENT:".
TALK = re.compile(r"Q\b\W|Q$|[A-Z][A-Z .'’-]{2,40}:")
WORD = re.compile(r"\S+")
# A whole quotation with no cue behind it and a capital after it: a quoted subhead.
QUOTED = re.compile(
    r"(?:'[^'\n]{3,60}[^'.,!\s]'|‘[^’\n]{3,60}[^’.,!\s]’|’[^’\n]{3,60}[^’.,!\s]’)(?=\s[A-ZÀ-Þ][\w’'-]*\s)"
)


def is_subhead(text: str, before: str, after: str, *, first: bool) -> bool:
    """Whether a line is a subhead: short, unfinished or a question, between two lines of running text."""
    words = text.split()
    if TALK.match(text) or first or not before or not after or len(words) > LONGEST or text[0] in "-•*–—([0123456789":
        return False
    if text[0].islower() or after[0].islower() or text.endswith((",", ";", ":")) or before.endswith((",", ";")):
        return False
    if ENDS.search(text) and not text.endswith("?"):
        return False
    if re.search(r"\d\s*[-–]\s*\d", text) or (not ENDS.search(before) and len(before.split()) > LONGEST):
        return False
    return len(after.split()) >= SHORTEST_BODY and bool(re.search(r"[.!?\"”’'»:;)]", after))


def glued(sentence: str, words: Mapping[str, frozenset[str]], *, opening: bool) -> int:
    """Length of a subhead that stands glued in front of a sentence; 0 where there is none.

    ``words`` is the pack's ``[glued]`` table. ``opening`` is true for the first sentence of a report, whose headline
    counts as reporting.
    """
    if opening or TALK.match(sentence):
        return 0
    quoted = QUOTED.match(sentence)
    if quoted:
        count, following = len(quoted.group().split()), sentence[quoted.end() :].split(None, 1)[0].lower()
        sure = count > 1 or following in words["opens"] | words["joins"]
        return quoted.end() if sure and count <= LONGEST else 0
    tokens = [(m.group(), m.end()) for m in WORD.finditer(sentence)]
    if len(tokens) < 4 or not tokens[0][0][:1].isupper():
        return 0
    for i in range(1, min(len(tokens) - 2, LONGEST_TITLE)):
        before, here = tokens[i - 1][0], tokens[i][0]
        if ENDS.search(before) or before.endswith(","):
            return 0
        plain = here[0].isupper() and before[0].isalnum() and (before[-1].isalnum() or before[-1] in ")'’")
        if plain and _border([t for t, _ in tokens[:i]], here, tokens[i + 1][0], tokens[i + 2][0], words):
            return tokens[i - 1][1]
    return 0


def _border(head: list[str], here: str, after: str, third: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a new sentence begins at ``here`` without a full stop before it."""
    if not _is_head(head, words):
        return False
    low = here.lower()
    if len(here) > 1 and here.isupper():
        return False
    if low in words["joins"]:
        return True
    if low in words["opens"]:
        return _opens(low, after, third, words) and not _apposed(head[-1], words)
    return after.lower() in words["verbs"] and _noun_phrase(head, words)


def _opens(here: str, after: str, third: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether an opener such as "De" begins a sentence and not a surname or the name of a paper."""
    if after[0].islower():
        return after.lower() not in words["particles"]
    article = here in words["articles"] and third[0].islower() and third.lower() not in words["verbs"]
    return article and after.endswith(tuple(words["national"]))


def _is_head(head: list[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Words that can be a subhead: short and without a finite verb, or a title with a capital on each long word."""
    if all(w[0].isupper() or not w[0].isalpha() for w in head if len(w) > 4) and len(head) > 4:
        return True
    if len(head) > LONGEST or any(w.lower() in words["verbs"] for w in head):
        return False
    # The last word must close a noun phrase: a preposition, an article or an opener would run on ("In De").
    return head[-1].lower() not in words["opens"] | words["joins"] | words["particles"] | words["links"]


def _noun_phrase(head: list[str], words: Mapping[str, frozenset[str]]) -> bool:
    """A head of an adjective and a noun with no article, whose noun is not one that stands before a name.

    "Lange onderhandelingen Rusland wil" can't be one clause, "Minister Jansen wil" can.
    """
    if len(head) < 2 or not head[-1][0].islower() or _apposed(head[-1], words):
        return False
    if head[0].lower() in words["opens"] | words["joins"] | words["links"]:
        return False
    described = head[0].endswith(tuple(words["adjectives"])) and all(w[0].islower() for w in head[1:])
    return described and not head[-1].endswith(tuple(words["unfinished"]))


def _apposed(noun: str, words: Mapping[str, frozenset[str]]) -> bool:
    return noun.lower().endswith(tuple(words["apposed"]))
