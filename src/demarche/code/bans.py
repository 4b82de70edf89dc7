"""Words whose type the parties tell: bans lie on one's own people or on another state, protests are a crowd's or a
government's.

The tables offer both types for such a word; readings whose parties are of the other kind are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from demarche.code.acts import Act, by_itself
from demarche.code.parties import bare
from demarche.findings import Frame

# Force within a country and measures against another ("banned", "barred"); a march and a complaint ("protested").
BANS, PROTESTS = ("COERCE", "SANCTION"), ("PROTEST", "ACCUSE")
# What the code of people over against their state ends with (:func:`demarche.code.parties.side`).
CROWD = "~"


def two_kinds(frame: Frame, acts: Collection[tuple[Act, bool]]) -> tuple[str, str] | None:
    """The two types between which the parties of a frame choose by the tables, or None."""
    met = {act.type for act, met in acts if met}
    if met.issuperset(BANS):
        return BANS
    plain = by_itself(frame, [row for row in acts if row[0].type == PROTESTS[0]])
    return PROTESTS if plain and any(act.type == PROTESTS[1] for act, _ in acts) else None


def pooled(scores: Sequence[float], labels: Sequence[str], kinds: tuple[str, str] | None) -> Sequence[float]:
    """The chances of the types, both kinds of a ban having that of the two together: the parties tell them apart."""
    if kinds != BANS:
        return scores
    both = min(sum(scores[labels.index(kind)] for kind in BANS), 1.0)
    return [both if label in BANS else score for label, score in zip(labels, scores, strict=True)]


def of_other_kind(
    kind: str, kinds: tuple[str, str] | None, actors: Collection[str], recipients: Collection[str]
) -> bool:
    """True for a ban on another state's people or goods as COERCE, on one's own as SANCTION, or on nobody; for a
    government's protest at another as a march, and a crowd's as an accusation.

    Of 62 such bans in hand-coded reports (with those made up) 16 of 18 within a state are COERCE, 32 of 44 on another
    SANCTION; of 26 clauses by "protest" all 17 of a government are ACCUSE, 7 of 9 of a crowd PROTEST.
    """
    if kinds is None or kind not in kinds:
        return False
    first = not {bare(p) for p in actors}.isdisjoint(bare(p) for p in recipients)
    if kinds == PROTESTS:
        first = first or any(party.endswith(CROWD) for party in actors)
    elif not recipients:
        return True
    return kind != kinds[0 if first else 1]
