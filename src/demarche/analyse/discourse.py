"""Discourse networks: parties joined by what they hold on issues, as Discourse Network Analyzer defines them.

A statement here is a position: a party, a concept (the issue, or its topic alone), and agreement: yes for the topic,
no against it. `open` takes no side and is left out unless ``open_as`` says which.

With x[i, j, k] the number of statements of party i on concept j with qualifier k (agreement yes or no):

    affiliation (two-mode)   ignore: sum_k x[i,j,k];  subtract: x[i,j,yes] - x[i,j,no]
    parties (one-mode, i≠l)  ignore:     sum_j (sum_k x[i,j,k]) (sum_k x[l,j,k])
                             congruence: sum_j sum_k x[i,j,k] x[l,j,k]
                             conflict:   sum_j (x[i,j,yes] x[l,j,no] + x[i,j,no] x[l,j,yes])
                             subtract:   congruence - conflict

Normalisations: two-mode ``activity`` (by the statements of the party), ``prominence`` (by those on the concept);
one-mode ``average`` (by the mean number of statements of the two), ``jaccard`` and ``cosine`` as that program
computes them: jaccard by m10 + m01 + m11 (statements only one of them makes; products of those both make), cosine by
the product of their numbers of statements. Duplicates: a later statement of the same party, concept and agreement is
left out within the ``document``, ``week``, ``month``, ``year``, or ``acrossrange``; ``include`` keeps all.

References: Leifeld, Discourse Network Analysis, in Victor, Montgomery and Lubell (eds), The Oxford Handbook of
Political Networks (2017), doi:10.1093/oxfordhb/9780190228217.013.25; Leifeld and Haunss, European Journal of
Political Research 51 (2012) 382-409, doi:10.1111/j.1475-6765.2011.02003.x.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from demarche.analyse.centrality import CENTRALITIES, centralities
from demarche.analyse.discourse_counts import DAYLESS, Counts, concept_of, counted, told
from demarche.analyse.issues import VALUES, issue, positions
from demarche.analyse.periods import start_of
from demarche.analyse.shapes import Result, Table, columns, note
from demarche.analyse.taking import chosen, parties_asked, source, state
from demarche.archive import Archive, Filter
from demarche.errors import SettingError

EDGES = columns(
    ("window", "text", "first day of the time window; 'all' for the whole range"),
    ("source", "text", "a party"),
    ("target", "text", "a party, or a concept in a two-mode network"),
    ("weight", "float", "as the aggregation and the normalisation define it", "see the page"),
)
MODES = ("onemode", "twomode")
AGGREGATIONS = {"twomode": ("ignore", "subtract"), "onemode": ("ignore", "congruence", "conflict", "subtract")}
NORMALISATIONS = {"twomode": ("no", "activity", "prominence"), "onemode": ("no", "average", "jaccard", "cosine")}
#: What who is open counts as, by ``open_as``.
_OPEN = {None: 0, "agree": 1, "against": -1}
DUPLICATES = ("include", "document", "week", "month", "year", "acrossrange")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a discourse network; ``agrees`` is the qualifier."""

    actor: str
    concept: str
    agrees: bool
    document: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Matrix:
    """Weights with the names of rows and columns."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    weights: Any

    def edges(self, *, one_mode: bool) -> Iterable[tuple[str, str, float]]:
        """Pairs with a weight other than 0; of a one-mode network each pair once."""
        for i, j in zip(*np.nonzero(self.weights), strict=True):
            if not one_mode or i < j:
                yield self.rows[i], self.columns[j], float(self.weights[i, j])


def discourse(
    archive: Archive,
    *parties: str,
    mode: str = "onemode",
    aggregation: str = "congruence",
    normalisation: str = "average",
    **options: Any,
) -> Result:
    """The discourse network of parties (``onemode``), or of parties and concepts (``twomode``).

    Options: ``duplicates`` (document), ``concept`` (issue or topic), ``window`` (whole, week, month, year),
    ``open_as`` (None, "agree" or "against"), ``filter`` and the fields of the archive's filter.
    """
    _check(mode, aggregation, normalisation)
    own = {name: options.pop(name, default) for name, default in
           (("duplicates", "document"), ("concept", "issue"), ("window", "whole"), ("open_as", None))}  # fmt: skip
    filter, wanted = chosen(options.pop("filter", None), options), set(parties_asked(parties))
    windowed, kept, every = by_window(archive, filter, own, wanted)
    rows = []
    for name, some in windowed:
        made = network(some, mode, aggregation, normalisation)
        rows += [{"window": name, "source": a, "target": b, "weight": w}
                 for a, b, w in made.edges(one_mode=mode == "onemode")]  # fmt: skip
    nodes = centralities(rows, directed=False, two_mode=mode == "twomode")
    notes = [note("discourse_statements", n=kept, all=every)]
    if not rows:
        notes.append(note("network_empty"))
    return Result("discourse", Table.of(EDGES, rows), {"nodes": Table.of(CENTRALITIES, nodes)}, tuple(notes),
                  {"mode": mode, "aggregation": aggregation, "normalisation": normalisation, **own},
                  source(archive))  # fmt: skip


def _check(mode: str, aggregation: str, normalisation: str) -> None:
    if mode not in MODES:
        raise SettingError(f"a network can't be {mode!r}; it can be {' or '.join(MODES)}")
    for name, value, known in (("aggregation", aggregation, AGGREGATIONS[mode]),
                               ("normalisation", normalisation, NORMALISATIONS[mode])):  # fmt: skip
        if value not in known:
            raise SettingError(f"{name} of a {mode} network can't be {value!r}; it can be {', '.join(known)}")


def by_window(
    archive: Archive, filter: Filter, own: dict[str, Any], wanted: set[str]
) -> tuple[list[tuple[str, Counts]], int, int]:
    """Counts of each time window; how many statements count, and how many there are with duplicates, of all parties.

    Raises:
        SettingError: where an option has no such value.
    """
    concept, open_as, duplicates = own["concept"], own["open_as"], own["duplicates"]
    if concept not in ("issue", "topic") or open_as not in _OPEN:
        raise SettingError(f"concept can be issue or topic, open_as agree or against: not {concept!r}, {open_as!r}")
    if own["window"] == "whole" and duplicates in DAYLESS:
        found, every = told(archive, filter, (concept, duplicates, _OPEN[open_as]), wanted)
        return [("all", found)], int(found.x.sum()), every
    said = statements(archive, filter, concept, _OPEN[open_as])
    kept = without_duplicates([one for one in said if not wanted or one.actor in wanted], duplicates)
    return [(name, counts(some)) for name, some in windows(kept, own["window"])], len(kept), len(said)


def statements(archive: Archive, filter: Filter, concept: str, open_side: int) -> list[Said]:
    """The positions that pass the filter as statements, oldest first; ``open_side`` is the side of who is open."""
    found = []
    for held in positions(archive, filter):
        side = VALUES[held.stance] or open_side
        if side:
            one = issue(held)
            name = concept_of(one.topic, one.about, concept)
            found.append(Said(state(held.party), name, side > 0, held.report, held.date))
    return found


def without_duplicates(said: Sequence[Said], rule: str) -> list[Said]:
    """Statements of which the same party said the same on the same concept before, within the rule's range, left out.

    Weeks are ISO weeks of their year. Raises:
        SettingError: where there is no such rule.
    """
    if rule not in DUPLICATES:
        raise SettingError(f"duplicates can't be {rule!r}; they can be {', '.join(DUPLICATES)}")
    if rule == "include":
        return list(said)
    seen: dict[Any, Said] = {}
    for one in said:
        seen.setdefault((_range(one, rule), one.actor, one.concept, one.agrees), one)
    return list(seen.values())


def _range(one: Said, rule: str) -> Any:
    if rule in ("document", "acrossrange"):
        return one.document if rule == "document" else None
    return start_of(one.day, rule) if one.day else one.document


def windows(said: Sequence[Said], per: str) -> list[tuple[str, list[Said]]]:
    """The statements whole, or by week, month or year under its first day; those without a date left out."""
    if per == "whole":
        return [("all", list(said))]
    found: dict[date, list[Said]] = {}
    for one in said:
        if one.day:
            found.setdefault(start_of(one.day, per), []).append(one)
    return [(day.isoformat(), found[day]) for day in sorted(found)]


def counts(said: Iterable[Said]) -> Counts:
    """Statements counted."""
    return counted(Counter((one.actor, one.concept, one.agrees) for one in said))


def network(told: Counts, mode: str, aggregation: str, normalisation: str = "no") -> Matrix:
    """The matrix of a network, as the head of this module defines it."""
    if mode == "twomode":
        return Matrix(told.actors, told.concepts, _two_mode(told.x, aggregation, normalisation))
    return Matrix(told.actors, told.actors, _one_mode(told.x, aggregation, normalisation))


def _two_mode(x: Any, aggregation: str, normalisation: str) -> Any:
    said = x.sum(axis=2)
    weights = said if aggregation == "ignore" else x[:, :, 1] - x[:, :, 0]
    if normalisation == "no":
        return weights
    return _divided(weights, said.sum(axis=1 if normalisation == "activity" else 0, keepdims=True))


def _one_mode(x: Any, aggregation: str, normalisation: str) -> Any:
    both, no, yes = x.sum(axis=2), x[:, :, 0], x[:, :, 1]
    congruence, conflict = yes @ yes.T + no @ no.T, yes @ no.T + no @ yes.T
    made = {"ignore": both @ both.T, "congruence": congruence, "conflict": conflict,
            "subtract": congruence - conflict}[aggregation]  # fmt: skip
    np.fill_diagonal(made, 0)
    return made if normalisation == "no" else _divided(made, _norm(x, normalisation))


def _norm(x: Any, normalisation: str) -> Any:
    total = x.sum(axis=(1, 2))
    if normalisation == "average":
        return (total[:, None] + total[None, :]) / 2
    if normalisation == "cosine":
        return total[:, None] * total[None, :]
    flat = x.reshape(len(x), -1)
    only = flat @ (flat == 0).T  # statements of the row's party on what the column's party never says
    return only + only.T + flat @ flat.T


def _divided(weights: Any, by: Any) -> Any:
    """Weights over a norm; 0 where the norm is 0."""
    by = np.broadcast_to(by, weights.shape)
    return np.divide(weights, by, out=np.zeros_like(weights, float), where=by != 0)
