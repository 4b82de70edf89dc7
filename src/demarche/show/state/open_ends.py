"""What the items leave open: demands without an answer, agreements without a date, claims of one side only,
parties that are asked something on an issue and have no position on it."""

from __future__ import annotations

from collections.abc import Iterator

from demarche.records import Event, Position, Span
from demarche.show.labels import Labels
from demarche.show.state.lines import first_words, quote, words_of
from demarche.show.state.matrix import state_of, thing
from demarche.show.state.shapes import Items, Line

# What counts as an answer to a demand, good or bad.
_ANSWERS = frozenset({"AGREE", "REJECT", "CONCEDE", "RETREAT", "SUPPORT", "COOPERATE", "THREATEN"})
_DONE = frozenset({"actual", "future"})


def open_lines(items: Items, labels: Labels) -> tuple[Line, ...]:
    """Lines of what is left open, unanswered demands first."""
    unanswered = tuple(_unanswered(items, labels))
    said = {(span.start, span.text) for line in unanswered for span in line.evidence}
    # A demand without an answer is not told a second time as a position that is missing.
    others = (line for line in _without_position(items.positions, labels) if not _told(line, said))
    return (*unanswered, *_without_date(items, labels), *others, *_one_sided(items, labels))


def _told(line: Line, said: set[tuple[int, str]]) -> bool:
    return any((span.start, span.text) in said for span in line.evidence)


def _states(codes: tuple[str, ...]) -> set[str]:
    return {state_of(code) for code in codes}


def _unanswered(items: Items, labels: Labels) -> Iterator[Line]:
    for event in items.events:
        if event.type != "REQUEST" or event.status not in _DONE or not event.recipients:
            continue
        if not any(_answers(other, event) for other in items.events):
            yield _line("answer", event.evidence, event.id, labels, who=event.actors, whom=event.recipients)


def _answers(answer: Event, request: Event) -> bool:
    asked = _states(request.recipients)
    if answer.type not in _ANSWERS or not _states(answer.actors) & asked:
        return False
    addressed = _states(answer.recipients) | _states(answer.actors) - asked
    return not addressed or bool(addressed & _states(request.actors))


def _without_date(items: Items, labels: Labels) -> Iterator[Line]:
    for item in items.commitments:
        if item.deadline is None:
            words = words_of(item.action)
            yield Line("", labels.words["open"]["date"].format(words=quote(words)), "", False, item.evidence, item.id)


def _without_position(positions: tuple[Position, ...], labels: Labels) -> Iterator[Line]:
    holders = {(_states((p.party,)).pop(), p.topic) for p in positions}
    asked: dict[tuple[str, str], Position] = {}
    for position in positions:
        for party in sorted(_states(position.towards)):
            if (party, position.topic) not in holders:
                asked.setdefault((party, position.topic), position)
    for (party, topic), position in asked.items():
        issue = labels.get("topics", topic)
        if position.object and position.object != party:
            issue += f": {thing(position.object, labels)}"
        said = labels.words["open"]["position"].format(who=labels.party(party), issue=issue)
        yield Line("", said, "", False, position.evidence, position.id)


def _one_sided(items: Items, labels: Labels) -> Iterator[Line]:
    for event in items.events:
        if not event.claimed_by or event.status not in _DONE or event.claimed_by[:1].islower():
            continue
        others = _states(event.actors) - _states((event.claimed_by,))
        if others and not any(e.type == "REJECT" and _states(e.actors) & others for e in items.events):
            yield _line("one_sided", event.evidence, event.id, labels, who=(event.claimed_by,), whom=())


def _line(
    kind: str,
    evidence: tuple[Span, ...],
    item: str,
    labels: Labels,
    *,
    who: tuple[str, ...],
    whom: tuple[str, ...],
) -> Line:
    text = labels.words["open"][kind].format(
        who=labels.parties(who), whom=labels.parties(whom), words=quote(first_words(evidence))
    )
    return Line("", text, "", False, evidence, item)
