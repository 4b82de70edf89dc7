"""A conflict as a graph: states of the affair, who can move it where, and which states hold.

Every decision maker has options that are taken or not; a state is a choice for all of them. A decision maker moves by
changing its own options only. A state is stable for a decision maker

- by Nash (also: rationality) if it has no move to a state it prefers (a *unilateral improvement*);
- by general metarationality (GMR) if, after each improvement of its own, the others can answer with moves to a state
  that it likes no better than where it is;
- by symmetric metarationality (SMR) if in addition it can't escape from that state by a move of its own;
- by sequential stability (SEQ) if the others can do so with moves that are improvements for themselves.

It is an equilibrium if it is stable for all. Of two others or more, a move is a chain of moves in which nobody moves
twice running (the legal sequences of Fang, Hipel and Kilgour).

References: Kilgour, Hipel and Fang, Automatica 23 (1987) 41-55, doi:10.1016/0005-1098(87)90117-8; Fang, Hipel and
Kilgour, Interactive Decision Making: The Graph Model for Conflict Resolution (Wiley 1993).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

CONCEPTS = ("nash", "gmr", "smr", "seq")
State = int


@dataclass(frozen=True)
class Graph:
    """States are numbers from 0; ``moves[dm][s]`` the states that ``dm`` can move to, ``rank[dm][s]`` its liking.

    A higher rank is liked better; equal ranks are liked the same.
    """

    states: int
    moves: Mapping[str, Mapping[State, Collection[State]]]
    rank: Mapping[str, Sequence[float]]

    def reach(self, dm: str, state: State) -> Collection[State]:
        """States that a decision maker can move to at once."""
        return self.moves[dm].get(state, ())

    def improvements(self, dm: str, state: State) -> list[State]:
        """Those of them that it prefers."""
        own = self.rank[dm]
        return [to for to in self.reach(dm, state) if own[to] > own[state]]


def stable(graph: Graph, dm: str, state: State, concept: str) -> bool:
    """Whether a state is stable for a decision maker by one of :data:`CONCEPTS`."""
    improvements = graph.improvements(dm, state)
    if concept == "nash":
        return not improvements
    return all(_sanctioned(graph, dm, state, to, concept) for to in improvements)


def _sanctioned(graph: Graph, dm: str, state: State, moved: State, concept: str) -> bool:
    """Whether the others can make ``dm`` regret the move from ``state`` to ``moved``."""
    own = graph.rank[dm]
    for answer in answers(graph, dm, moved, improving=concept == "seq"):
        caught = concept != "smr" or all(own[to] <= own[state] for to in graph.reach(dm, answer))
        if own[answer] <= own[state] and caught:
            return True
    return False


def answers(graph: Graph, dm: str, state: State, *, improving: bool) -> set[State]:
    """States that the others can bring about from ``state`` by moves, or by improvements only."""
    others = [other for other in graph.moves if other != dm]
    found: set[State] = set()
    # A state is looked at again where another decision maker made the last move: then other moves follow.
    waiting: list[tuple[State, str | None]] = [(state, None)]
    seen = set(waiting)
    while waiting:
        at, last = waiting.pop()
        for other in others:
            if other == last:
                continue
            for to in graph.improvements(other, at) if improving else graph.reach(other, at):
                found.add(to)
                if (to, other) not in seen:
                    seen.add((to, other))
                    waiting.append((to, other))
    return found


def equilibria(graph: Graph, concept: str) -> list[State]:
    """States that are stable for every decision maker."""
    return [s for s in range(graph.states) if all(stable(graph, dm, s, concept) for dm in graph.moves)]
