"""What can be seen in a text before any of it is understood: names of the tables, and runs of words with capitals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from demarche.code.who_armed import named_surely
from demarche.code.who_words import Run, Words, is_name, name_runs, names_in
from demarche.findings import Mention
from demarche.world import Hit, Named, World
from demarche.world.names import fold

NONE: list[Run] = []
# Kinds of names that states share.
SHARED = frozenset({"adjective", "inhabitant", "name"})
PLACES = frozenset({"place", "capital", "seat"})
# Characters of the longest second part of a word that is looked at, and marks behind it.
LONG, MARKS = 16, ".,;:!?\"'”’)"


def settled(hits: list[Hit]) -> list[Hit]:
    """The names of a text, of those that two states share first the one that the text names in another way too
    ("Congolese" after "Brazzaville")."""
    sure = named_surely(hits)
    return [
        hit._replace(readings=tuple(sorted(hit.readings, key=lambda r: r.code not in sure)))
        if hit.readings[0].kind in SHARED and len(hit.readings) > 1 and hit.readings[0].code not in sure
        else hit
        for hit in hits
    ]


def at_home(hits: list[Hit], common: frozenset[str], world: World) -> list[Hit]:
    """The names of a text, those of bodies that many states have ("Congress", "the Democratic Party") as the body of
    the state it names most, where it does not name the one whose body of that name is known to all."""
    bodies = {h.start for h in hits if h.readings[0].kind == "body" and fold(h.readings[0].form) in common}
    if not bodies:
        return hits
    named = Counter(hit.readings[0].code.split("/")[0] for hit in hits if hit.start not in bodies)
    states = sorted(filter(world.is_state, named), key=lambda code: (-named[code], code))
    return [
        hit._replace(readings=tuple(moved(reading, states[0]) for reading in hit.readings))
        if states and hit.start in bodies and hit.readings[0].code.split("/")[0] not in named
        else hit
        for hit in hits
    ]


def moved(reading: Named, state: str) -> Named:
    """The reading of a body's name as that of another state's body."""
    return reading._replace(code="/".join([state, *reading.code.split("/")[1:]]))


class Scan:
    """Names and runs of a text, asked by place."""

    def __init__(self, text: str, world: World, words: Words, mentions: Sequence[Mention]) -> None:
        self.text, self.world, self.words = text, world, words
        hits = [hit for hit in world.scan(text, words.language) if not self._no_party(hit)]
        self.hits = at_home(settled(hits), frozenset(words.settings.get("common_bodies", ())), world)
        self._starts = [hit.start for hit in self.hits]
        self._at = dict(zip(self._starts, self.hits, strict=True))
        self.runs = [part for run in name_runs(text, words) for part in self._parts(run)]
        self._run_starts = [run.start for run in self.runs]
        # By mention.
        self.runs_of = [self._runs_of(m) for m in mentions]
        self._run_of: dict[int, Run | None] = {}

    def covering(self, position: int) -> Hit | None:
        """The name that covers a character."""
        at = bisect_right(self._starts, position) - 1
        return self.hits[at] if at >= 0 and position < self.hits[at].end else None

    def inside(self, start: int, end: int) -> list[Hit]:
        """Hits that begin in a stretch of the text."""
        return self.hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _runs_of(self, m: Mention) -> list[Run]:
        """Runs of names that begin in a mention, or cover its head."""
        starts, runs, position = self._run_starts, self.runs, m.head_start
        first = bisect_left(starts, m.start)
        last = bisect_left(starts, m.end, first)
        if first and runs[first - 1].end > position and runs[first - 1].start <= position:
            first -= 1
        return runs[first:last] if first < last else NONE

    def begins(self, position: int) -> bool:
        """Whether a run of names begins at a character."""
        at = bisect_left(self._run_starts, position)
        return at < len(self._run_starts) and self._run_starts[at] == position

    def next_run(self, position: int) -> Run | None:
        """The first run of names that begins at a character or behind it."""
        at = bisect_left(self._run_starts, position)
        return self.runs[at] if at < len(self.runs) else None

    def whole(self, run: Run) -> Hit | None:
        """The hit that covers the whole of a run, or None."""
        hit = self.covering(run.start)
        return hit if hit and hit.start <= run.start and hit.end >= run.end else None

    def run_at(self, m: Mention) -> Run | None:
        """The run of names that covers the head, or else the first behind it."""
        runs = self.runs_of[m.id]
        if not runs:
            return None
        if m.id not in self._run_of:
            self._run_of[m.id] = self._first_of(runs, m)
        return self._run_of[m.id]

    def _first_of(self, runs: list[Run], m: Mention) -> Run | None:
        """See :meth:`run_at`."""
        covering = next((r for r in runs if r.start <= m.head_start < r.end), None)
        return covering or next((r for r in runs if r.start >= m.head_end and self.stands_alone(r)), None)

    def stands_alone(self, run: Run) -> bool:
        """Whether a run of names may be somebody: no party, and not what an office is of ("minister van Financiën")."""
        before = self.text[max(0, run.start - 12) : run.start].split()
        return self.whole(run) is None and not (before and fold(before[-1]) in self.words.owner_links)

    def _no_party(self, hit: Hit) -> bool:
        """Whether the name of a party stands for nobody here: behind the sign of a stance ("anti-EU", "pro-Russian"),
        in a word for a language or an origin ("Russian-speaking", "US-built"), without the article that it has, or a
        person's name, being a surname too behind a word with a capital."""
        if hit.start and self.text[hit.start - 1] in "-–":
            front = self.text[max(0, hit.start - 6) : hit.start - 1].split()
            if front and fold(front[-1]) in self.words.stances:
                return True
        behind = self.words.no_party_behind
        if behind and self.text[hit.end : hit.end + 1] in ("-", "–"):
            rest = self.text[hit.end + 1 : hit.end + 1 + LONG].split(None, 1)[:1]
            if rest and fold(rest[0].strip(MARKS)) in behind:
                return True
        form = hit.readings[0].form
        if form in self.words.settings.get("with_article", ()) and not self._behind_article(hit):
            return True
        if form not in self.words.surnames:
            return False
        before = self.text[max(0, hit.start - 24) : hit.start]
        word = before.split()[-1] if before.endswith(" ") and before.split() else ""
        return word.isalpha() and is_name(word, self.words) and not self.world.named(word, self.words.language)

    def _behind_article(self, hit: Hit) -> bool:
        """Whether an article stands in front of a name, with at most one word between."""
        words = self.text[max(0, hit.start - 24) : hit.start].split()[-2:]
        return not self.words.articles.isdisjoint(map(fold, words))

    def _before_a_name(self, hit: Hit, run: Run) -> bool:
        """Whether a region stands in front of a full name: "minister voor het Midden-Oosten Jan Jansen"."""
        first = hit.start == run.start and hit.readings[0].kind == "place"
        return first and self.text[hit.end : run.end].count(" ") > 1

    def _parts(self, run: Run) -> list[Run]:
        """A run without the names of parties in it ("X van de Amerikaanse Y"), unless the whole is a known person."""
        start, end, text = run
        known = self._at.get(start)
        if known is not None and known.end >= end:  # most are the name of one party
            return [run] if known.readings[0].kind in PLACES or self.world.persons_named(text) else []
        hits = [h for h in self.inside(start, end) if h.readings[0].kind not in PLACES or self._before_a_name(h, run)]
        if not hits or self.world.persons_named(text):
            return [run]
        edges = [start, *(edge for h in hits for edge in (h.start, h.end)), end]
        out = []
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            found = names_in(self.text[start:end], self.words) if start < end else ()
            out += [Run(start + part.start, start + part.end, part.text) for part in found]
        return out
