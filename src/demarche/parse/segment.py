"""Where sentences begin: paragraphs and furniture by rule, the rest by a small network, quotation marks minded."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

PARAGRAPH = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85][\s\u00a0]*")
# A dash before a small letter is more often one inside a sentence that was wrapped there.
ITEM = r"[ \t\u00a0]*(?:[-*•·▪]|[–—](?=[ \t\u00a0]+[^a-zà-ÿ\s])|\d{1,2}[.)])[ \t\u00a0]"
# A blank line, or the end of a line in front of an item of a list.
BLANK = re.compile(rf"\r?\n[ \t\u00a0]*\r?\n[\s\u00a0]*|\r?\n(?={ITEM})")
LISTED = re.compile(ITEM)
# A text is hard-wrapped where most single line ends stand inside a sentence, behind a long line: mails and transcripts
# wrap at 65 to 80 columns. (Line ends at least, share of them, shortest and longest line); three, so that a headline
# over a paragraph does not count.
WRAPPED = (3, 0.6, 50, 100)
# A run without any break is cut for the network's sake after at most this many words, behind a full stop where there is
# one; 300 is five long sentences.
LONGEST = 300
CLOSERS = frozenset("”’»\"'›)]}.,;:!?…") | {"''", "...", "…"}
OPENERS = frozenset("“„«‘‚‹([{") | {",,", "``"}
# What may end a sentence; behind any other word only a heading, a caption or an item of a list ends.
STOPS = frozenset(".!?…\"”’'")
FULL_STOPS = frozenset(".!?")
STRAIGHT = frozenset("\"'") | {"''", "”", "’"}


class Borders(NamedTuple):
    """Words of a language that tell where sentences begin: titles behind which none does ("mr.", lower case), and
    those with a capital that may begin one behind another such word; none are known where it is empty."""

    titles: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()


NO_BORDERS = Borders()


def breaks(text: str) -> Iterator[re.Match[str]]:
    """Where a paragraph ends: at every line end, or only at blank lines and items of lists in a text that was wrapped
    by hand."""
    return (BLANK if hard_wrapped(text) else PARAGRAPH).finditer(text)


def hard_wrapped(text: str) -> bool:
    """True where lines end inside sentences, as in mails and transcripts; those in front of an item of a list say
    nothing of it."""
    least, share, shortest, longest = WRAPPED
    lines = text.split("\n")
    inner = [a for a, b in itertools.pairwise(lines) if a.strip() and b.strip() and not LISTED.match(b)]
    wrapped = [a for a in inner if shortest <= len(a.rstrip()) <= longest and a.rstrip()[-1] not in '.!?:"”']
    return len(wrapped) >= least and len(wrapped) >= share * len(inner)


def pieces(text: str, borders: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """Stretches of `text` that no sentence may leave: paragraphs, cut at the edges of `borders` as well.

    White space at a stretch's edges is left out; stretches come in order and do not overlap.
    """
    cuts = {0, len(text)}
    for found in breaks(text):
        cuts.add(found.start())
        cuts.add(found.end())
    for start, end in borders:
        cuts |= {max(0, min(start, len(text))), max(0, min(end, len(text)))}
    places = sorted(cuts)
    for start, end in itertools.pairwise(places):
        words = text[start:end]
        left = len(words) - len(words.lstrip())
        kept = words.strip()
        if kept:
            yield start + left, start + left + len(kept)


def stopped(words: Sequence[str]) -> list[bool]:
    """Which words of one paragraph stand behind a mark that may end a sentence; the first does."""
    return [True, *(word[-1] in STOPS for word in words[:-1])]


def runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First word and the word after the last of stretches of one paragraph that are split into sentences at a time."""
    at = 0
    while at < len(words):
        end = min(at + LONGEST, len(words))
        if end < len(words):
            end = next((i for i in range(end, at, -1) if words[i - 1] in FULL_STOPS), end)
        yield at, end
        at = end


def starts(
    words: Sequence[str],
    spaced: Sequence[bool],
    odds: Sequence[float],
    borders: Borders = NO_BORDERS,
) -> list[bool]:
    """Which words of one paragraph begin a sentence, given the network's log-odds.

    `spaced[i]` says whether white space stands before word i. A mark that closes never begins a
    sentence, a sentence that begins behind an opening mark begins at that mark, and what a colon
    announces belongs to it, and none begins behind a title ("mr.", lower case), nor with a small letter where
    no mark stands before it (in 156 reports the network put six there, all inside a sentence), nor between two words
    with capitals, unless the second may open a sentence behind a heading (of 26 such borders
    in 150 White House texts and 429 Dutch reports 25 cut a name in two, "Minister Juha || Sipilä").
    """
    begin = [
        i == 0
        or (
            odd > 0
            and words[i - 1] != ":"
            and words[i - 1].lower() not in borders.titles
            and not _inside(words, i)
            and not (borders.openers and _in_name(words, i, borders.openers))
        )
        for i, odd in enumerate(odds)
    ]
    for i in range(1, len(words)):
        if begin[i] and _closes(words, spaced, i):
            begin[i] = False
            if i + 1 < len(words) and _ended(words, i) and words[i + 1][:1].isupper():
                begin[i + 1] = True
        elif begin[i] and _opens(words, spaced, i - 1):
            begin[i], begin[i - 1] = False, True
    return begin


def _inside(words: Sequence[str], i: int) -> bool:
    """Word i goes on with what stands before it: a small letter behind a word or a comma."""
    return words[i][:1].islower() and (words[i - 1][-1:].isalnum() or words[i - 1] == ",")


def _in_name(words: Sequence[str], i: int, openers: frozenset[str]) -> bool:
    """Words i - 1 and i are two of one name; not a heading in capitals and what stands below it."""
    first, second = words[i - 1], words[i]
    heading = first.isupper() and len(first) > 1 and not second.isupper()
    capitals = first[:1].isupper() and first[-1:].isalpha() and second[:1].isupper() and not heading
    return capitals and second.lower() not in openers


def _closes(words: Sequence[str], spaced: Sequence[bool], i: int) -> bool:
    """Word i belongs to what stands before it: it is glued to that and not to what follows."""
    if words[i] not in CLOSERS:
        return False
    if words[i] in STRAIGHT or words[i] in OPENERS:
        return not spaced[i] and (i + 1 == len(words) or spaced[i + 1] or words[i + 1] in CLOSERS)
    return True


def _opens(words: Sequence[str], spaced: Sequence[bool], i: int) -> bool:
    """Word i is an opening mark glued to the word behind it."""
    if i < 0 or (words[i] not in OPENERS and words[i] not in STRAIGHT):
        return False
    return not spaced[i + 1] and (i == 0 or spaced[i])


def _ended(words: Sequence[str], i: int) -> bool:
    return words[i - 1] in FULL_STOPS | {"…", "..."}
