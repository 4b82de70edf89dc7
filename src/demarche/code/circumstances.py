"""When and where an event is: by the words of its own clause, else by those of a clause that holds it.

Places are written as the text has them, with the country as ISO 3166-1 alpha-3: "Genève, CHE", "Zwarte Zee" (a sea has
no country). Only names are places: "de regio" is none. A state is where something happens behind "in", not behind a
preposition that also says what a thing is about ("rond Oekraïne"), and a place that something comes from ("uit
Rusland") is one for withdrawals alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demarche.code.drafts import Draft
from demarche.code.parties import bare
from demarche.code.qualify import VERBAL
from demarche.code.scene import LEAD, Scene
from demarche.code.when import lies, weekday_in
from demarche.code.when import resolve as date_of
from demarche.code.where import ALPHA3, Site, place_words, site
from demarche.findings import Frame, Mention, TimeExpression

# Relations of what tells the circumstances of a verb; a noun may have those of the verb that carries it ("there was in
# Geneva a meeting").
ROUND = frozenset({"obl", "nmod", "advmod", "of-verb:obl", "of-verb:advmod"})
# A clause below another shares its date and place where it goes on, or says what was said or done in it; a noun where
# it is what happens, or what goes with that. Others (objects: "wrote about the attack") have their own. By hand-coded
# reports: of dates taken from above so, 28 of 38 were right; from elsewhere in the sentence, one in three.
SHARED = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "conj", "xcomp", "parataxis"})
SHARED_NOUN = frozenset({"nsubj", "nsubj:pass", "obl"})
# What somebody goes along with, leaves or speaks of is dated by itself ("left the agreement last year").
SUBJECT_NOUN = SHARED_NOUN - {"obl"}
# So many clauses up.
CLIMB = 3
# Words for time of these kinds date a thing where they stand in its phrase ("the deal of 2015").
DATING = frozenset({"year", "month", "since", "years", "decade"})
# Length of a date that is known to the day.
DAY = len("2022-01-12")


def meeting_day(scene: Scene, drafts: Sequence[Draft], published: str | None) -> tuple[str, frozenset[str], int] | None:
    """The day of the meeting that a report leads with, who met, and the sentence that says so; None without one."""
    reporting = [n for n, s in enumerate(scene.findings.sentences) if not s.furniture][:LEAD]
    for draft in drafts:
        first = draft.frames[0]
        day = when_of(scene, draft, published) if draft.type == "CONSULT" and first.sentence in reporting else None
        if day and len(day) == DAY:
            return day, frozenset(bare(p) for p in (*draft.actors, *draft.recipients)), first.sentence
    return None


def at_meeting(scene: Scene, draft: Draft, meeting: tuple[str, frozenset[str], int] | None) -> str | None:
    """The day of the meeting where an act of speech by one who met is told behind it, in a sentence with no date.

    By hand-coded reports, nearly all of them readouts of meetings: 29 of 36 such days were right.
    """
    if meeting is None or draft.type not in VERBAL:
        return None
    day, parties, sentence = meeting
    first = draft.frames[0]
    dated = any(time.sentence == first.sentence for time in scene.findings.times)
    there = first.sentence >= sentence and parties & {bare(p) for p in draft.actors}
    return day if there and not dated else None


def when_of(scene: Scene, draft: Draft, published: str | None) -> str | None:
    """The date of the first expression for time in the event's clauses, else of the only one of a clause above it."""
    return dated(scene, draft, published)[0]


def dated(scene: Scene, draft: Draft, published: str | None) -> tuple[str | None, str | None]:
    """The date as :func:`when_of` has it, and the day of the week where it is a month or a year on whose "Monday"."""
    found = next(_datings(scene, draft, published), None)
    return (found[0], weekday_in(found[1], found[0])) if found else (None, None)


def _datings(scene: Scene, draft: Draft, published: str | None) -> Iterator[tuple[str, TimeExpression]]:
    """Dates that an event may have with the words that give them, the surest first."""
    near = surest(draft)
    others = [f for f in draft.frames if f not in near] if draft.type not in VERBAL else []
    for group in (near, others):
        for frame in group:
            yield from ((day, time) for time in _times(scene, frame) if (day := date_of(time, published)))
        if group is near:
            uppers = (time for up in above(scene, draft.type, draft.frames[0]) if (time := _shared(scene, up)))
            yield from ((day, time) for time in uppers if (day := date_of(time, published)))


def surest(draft: Draft) -> list[Frame]:
    """The frames in the sentence that tells an event most surely: what it names belongs to the event."""
    return [f for f in draft.frames if f.sentence == draft.frames[0].sentence]


def _times(scene: Scene, frame: Frame) -> Iterator[TimeExpression]:
    """Words for time in a frame's clause, without those that date a thing in it ("the deal of 2015")."""
    for time in scene.findings.times:
        if frame.start <= time.start < frame.end and not _dates_a_thing(scene, time, frame):
            yield time


def _dates_a_thing(scene: Scene, time: TimeExpression, frame: Frame) -> bool:
    """True where a month or a year stands inside the phrase of a noun that is not the frame's own.

    By hand-coded reports: without these, 8 wrong dates less and 3 right ones; days inside a phrase are mostly right.
    """
    if time.kind not in DATING:
        return False
    phrases = (scene.findings.mentions[m] for m in scene.by_sentence.get(frame.sentence, ()))
    return any(
        one.start < time.start and one.head_end <= time.start and time.end <= one.end
        for one in phrases
        if not one.start <= frame.trigger_start < one.end
    )


def _shared(scene: Scene, upper: Frame) -> TimeExpression | None:
    """The words for time of a clause above, where its sentence holds no other."""
    here = [time for time in scene.findings.times if time.sentence == upper.sentence]
    return here[0] if len(here) == 1 and upper.start <= here[0].start < upper.end else None


def above(scene: Scene, kind: str, frame: Frame) -> Iterator[Frame]:
    """The clauses that a frame shares its date and place with, the nearest first.

    What a speaker tells of was not done when and where he spoke: of deeds, only clauses of the same speech count.
    """
    said = scene.spoken[frame.id]
    nouns = SUBJECT_NOUN if kind in VERBAL else SHARED_NOUN
    for _ in range(CLIMB):
        upper = scene.findings.above(frame)
        if upper is None or frame.relation not in (nouns if frame.kind == "noun" else SHARED):
            return
        frame = upper
        if kind not in VERBAL and scene.spoken[frame.id] is not said:
            return
        yield frame


def where_of(scene: Scene, draft: Draft) -> str | None:
    """Where an event is, as "place, COUNTRY", or None where its clauses name no place.

    Of its own clause: a part of the verb or noun with a preposition of place, one of direction, a place inside its
    phrases (for deeds; speech is about what stands there); then those of a clause above.
    """
    kind, near = draft.type, surest(draft)
    found = next((site for frame in near if (site := _own(scene, kind, frame))), None)
    if found is None:
        found = next((site for up in above(scene, kind, near[0]) if (site := _direct(scene, kind, up))), None)
    if found is None and kind == "ASSAULT":
        found = next((site for frame in near if (site := _struck(scene, draft, frame))), None)
    if found and kind == "AID" and found.country in {bare(p) for p in draft.recipients}:
        return None
    return str(found) if found else None


def _struck(scene: Scene, draft: Draft, frame: Frame) -> Site | None:
    """The country, region or town of the one attacked that is itself struck: "the invasion of Ukraine"."""
    whose = {bare(p) for p in draft.recipients} - {bare(p) for p in draft.actors}
    targets = place_words(scene.findings.language)["target"]
    for role in frame.roles:
        aimed = role.relation == "obj" or (role.relation in ("nmod", "obl") and role.preposition in targets)
        found = _land(scene, scene.findings.mentions[role.mention]) if aimed else None
        if found and found.country in whose:
            return found
    return None


def _land(scene: Scene, mention: Mention) -> Site | None:
    """A place, or a state called by its own name."""
    one = scene.resolved[mention.id]
    if one.kind == "place":
        return site(mention, scene.resolved)
    code = one.parties[0] if len(one.parties) == 1 else ""
    named = mention.kind == "name" and one.reason.startswith("name ") and len(code) == ALPHA3
    return Site(mention.names[-1] if mention.names else mention.text, code, mention.id) if named else None


def _own(scene: Scene, kind: str, frame: Frame) -> Site | None:
    found = _direct(scene, kind, frame)
    if found or kind in VERBAL:
        return found
    inside = [
        s for s in placed(scene, frame.sentence, "at") if _belongs(scene, scene.findings.mentions[s.mention], frame)
    ]
    return inside[-1] if inside else None


def _direct(scene: Scene, kind: str, frame: Frame) -> Site | None:
    """The place that is a part of the frame itself."""
    own = {role.mention for role in frame.roles if role.relation in ROUND}
    for group in ("at", "goal", *(("source",) if kind == "RETREAT" else ())):
        for one in placed(scene, frame.sentence, group):
            if one.mention in own:
                return one
    return None


def _belongs(scene: Scene, mention: Mention, frame: Frame) -> bool:
    """True where a mention stands in a frame's phrase, and in no smaller clause than the frame's."""
    if not frame.start <= mention.start < frame.end:
        return False
    if frame.kind == "noun":
        return True
    smaller = (f for f in scene.frames_in(frame.sentence) if f.kind != "noun" and f.start <= mention.start < f.end)
    return min(smaller, key=lambda f: f.end - f.start, default=frame) is frame


def placed(scene: Scene, sentence: int, group: str) -> Iterator[Site]:
    """The places of a sentence behind a preposition of a group: ``at``, ``goal`` or ``source``; each with the mention
    that has the preposition."""
    mentions = [scene.findings.mentions[m] for m in scene.by_sentence.get(sentence, ())]
    words = place_words(scene.findings.language)
    for mention in mentions:
        preposition, known = mention.preposition or "", _named(scene, mention, mentions)
        if known is None or preposition not in words[group] or _seat(scene, known, mention, mentions):
            continue
        whole = scene.resolved[known.mention].parties and known.country
        if not (whole and preposition in words["about"]):
            yield Site(known.name, known.country, mention.id)


def _named(scene: Scene, mention: Mention, mentions: Sequence[Mention]) -> Site | None:
    """The place that a mention names, or the name beside its noun ("de stad Genève"), not one inside its phrase."""
    beside = [m for m in mentions if m.relation == "appos" and m.governor == mention.head]
    for one in (mention, *beside):
        resolved = scene.resolved[one.id]
        if resolved.kind == "place" or (one.kind == "name" and one.text[:1].isupper()):
            found = site(one, scene.resolved)
            if found:
                return found
    return None


def _seat(scene: Scene, known: Site, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """True where a place only says which body is meant: "the regime in Kyiv"."""
    above = next((m for m in mentions if m.head == mention.governor), None)
    return above is not None and above.kind == "noun" and scene.resolved[above.id].parties == (known.country,)


def status_by_date(status: str, kind: str, when: str | None, published: str | None) -> str:
    """The status that a date allows: nothing is still to come that lies behind the report, nor done that lies ahead.

    Of dated events in hand-coded reports, 1 of 200 before the report is future, and 1 of 14 ahead of it is actual, but
    for agreements, which are dated by what is agreed. A date of long ago makes no event background: of those found, 8
    of 18 were.
    """
    if not when or not published:
        return status
    place = lies(when, published)
    if status == "actual" and kind != "AGREE" and place == "ahead":
        return "future"
    return "actual" if status == "future" and place == "behind" else status
