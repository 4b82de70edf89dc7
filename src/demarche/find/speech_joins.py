"""What has no cue of its own and still is somebody's words; and the last fields of a statement: mode, via, source."""

from __future__ import annotations

from collections.abc import Iterator

from demarche.find.speech_clause import Candidate, Spans
from demarche.find.speech_cues import marker_at
from demarche.find.speech_view import View

# Furthest a follow-up may reach, in units: quotations of a whole speech are longer, but the last quoted sentence that
# joined its statement in 150 reports stood 6 units behind the cue.
REACH = 8
# Forms that a sentence with no cue may go on from, and how many words such a sentence has at least.
PLAIN = frozenset({"clause", "before", "according", "back", "quote"})
SHORTEST = 5


def with_follow_ups(view: View, candidate: Candidate) -> Iterator[Candidate]:
    """A candidate, and the same with the quoted and the hearsay sentences behind it that have no cue."""
    spans: list[tuple[int, int]] = []
    kinds: list[str] = []
    if candidate.form not in ("label", "noun") and view.quotes.at(view.doc[candidate.trigger.token].idx) is None:
        last = max(candidate.content[-1][1], candidate.cue[-1][1])
        spans, kinds = follow_ups(view, view.unit(view.token_at(last - 1)) + 1)
        if mode_of(view, candidate.content) == "direct":
            # Hearsay goes on from words told, not from words quoted.
            known = next((n for n, kind in enumerate(kinds) if kind != "quoted"), len(kinds))
            spans, kinds = spans[:known], kinds[:known]
    yield read_on(candidate, candidate.content, candidate.shape, kinds[0]) if kinds else candidate
    for upto in range(1, len(kinds) + 1):
        if upto == len(kinds) or kinds[upto] != kinds[upto - 1]:
            shape = candidate.shape + "+" + kinds[upto - 1]
            declined = kinds[upto] if upto < len(kinds) else ""
            joined = tuple(sorted(candidate.content + tuple(spans[:upto])))
            yield read_on(candidate, joined, shape, declined)
    yield from with_plain(view, candidate)


def read_on(one: Candidate, content: Spans, shape: str, declined: str) -> Candidate:
    """A candidate with other words."""
    return Candidate(one.trigger, one.form, content, one.cue, one.source, shape, declined)


def with_plain(view: View, candidate: Candidate) -> Iterator[Candidate]:
    """The same with whole sentences beside it that have no cue and no quotation: "…, he said. It would take years."."""
    if candidate.form not in PLAIN or "+" in candidate.shape or "later" in candidate.shape:
        return
    here = view.unit(candidate.trigger.token)
    last = view.token_at(max(candidate.content[-1][1], candidate.cue[-1][1]) - 1)
    first = view.token_at(min(candidate.content[0][0], candidate.cue[0][0]))
    spans = list(candidate.content)
    if view.quotes.at(view.doc[candidate.trigger.token].idx) is not None:
        return
    if candidate.form in ("before", "according") and first <= view.units[here][0] + 1 and is_plain(view, here - 1):
        before = view.chars(*view.units[here - 1])
        yield read_on(candidate, (before, *spans), candidate.shape + "+prev", candidate.declined)
    if last < view.units[here][1] - 3 or view.unit(last) != here:
        return
    for number in (here + 1, here + 2):
        if not is_plain(view, number):
            return
        spans.append(view.chars(*view.units[number]))
        shape = candidate.shape + ("+next" if number == here + 1 else "+next+two")
        yield read_on(candidate, tuple(spans), shape, candidate.declined)


def is_plain(view: View, number: int) -> bool:
    """Whether a unit is a sentence of the report with no cue and no quotation in it."""
    if not 0 <= number < len(view.units) or number in view.silent:
        return False
    start, end = view.units[number]
    if any(token.text == ":" for token in view.doc[start:end]):
        return False  # the turn of another in a transcript, or a list
    left, right = view.chars(start, end)
    return end - start >= SHORTEST and not view.quotes.within(left, right) and not says(view, start, end)


def follow_ups(view: View, number: int) -> tuple[list[tuple[int, int]], list[str]]:
    """Extents and kinds (``quoted``, ``hearsay``) of the units from ``number`` on that have no cue of their own."""
    spans: list[tuple[int, int]] = []
    kinds: list[str] = []
    while number < len(view.units) and number not in view.silent and len(spans) < REACH:
        quote = quoted_unit(view, number)
        if quote is not None:
            spans.append(quote[:2])
            kinds.append("quoted")
            number = quote[2]
        elif is_hearsay(view, number):
            start, end = view.units[number]
            spans.append(view.chars(start, end))
            kinds.append("hearsay")
            number += 1
        else:
            break
    return spans, kinds


def quoted_unit(view: View, number: int) -> tuple[int, int, int] | None:
    """A quotation that begins with a unit and ends with one: its extent and the number of the unit behind it."""
    left = view.chars(*view.units[number])[0]
    quote = next((q for q in view.quotes.within(left, left + 2) if abs(q.start - left) <= 1), None)
    if quote is None:
        return None
    last = view.unit(view.token_at(quote.end - 1))
    tail = view.text[quote.end : end_char(view, last)].strip(" \n\xa0.")
    return (quote.start, quote.end, last + 1) if not tail else None


def end_char(view: View, number: int) -> int:
    """The character behind a unit."""
    token = view.doc[view.units[number][1] - 1]
    return token.idx + len(token)


def is_hearsay(view: View, number: int) -> bool:
    """Whether a unit is told as hearsay ("zou", "reportedly") with no verb of saying outside its quotations."""
    (start, end), words = view.units[number], view.words("hearsay")
    return any(t.lower_ in words for t in view.doc[start:end]) and not says(view, start, end)


def says(view: View, start: int, end: int) -> bool:
    """Whether a stretch has a verb of saying outside its quotations, or words like "according to"."""
    words = view.doc[start:end]
    return any(
        t.pos_ == "VERB" and any(c.cls in ("say", "act", "utter") and not c.companions and not c.particle for c in
                                 view.speech.forms.get(t.lower_, ()))
        and view.quotes.at(t.idx) is None for t in words
    ) or any(marker_at(view.doc, at, end, view.speech) for at in range(start, end))  # fmt: skip


def mode_of(view: View, content: Spans) -> str:
    """``direct`` where all stands in quotation marks, ``mixed`` where some does, else ``indirect``."""
    share = view.quoted(content)
    # A comma or full stop may stand outside the marks: 0.97 of the characters is "all" (shortest gold quotation: 9).
    return "direct" if share > 0.97 else "mixed" if share > 0 else "indirect"
