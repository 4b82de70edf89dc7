"""Made-up reports with known records, for the archive's tests: own prose about invented meetings of real states."""

from __future__ import annotations

from collections.abc import Iterator

from demarche.records import Record, Run
from demarche.records_json import from_json

STATES = ("NOR", "FIN", "SWE", "DNK", "EST", "LVA", "LTU", "POL", "DEU", "NLD", "BEL", "FRA")
NAMES = {
    "NOR": "Norway", "FIN": "Finland", "SWE": "Sweden", "DNK": "Denmark", "EST": "Estonia", "LVA": "Latvia",
    "LTU": "Lithuania", "POL": "Poland", "DEU": "Germany", "NLD": "the Netherlands", "BEL": "Belgium", "FRA": "France",
}  # fmt: skip
RUN = Run(version="0.1.0", pipeline="hand 1", packs="aaaa", ontologies="bbbb")
NEWER = Run(version="0.2.0", pipeline="hand 1", packs="aaaa", ontologies="bbbb")


def report(n: int = 0, **changes: object) -> Record:
    """Report number ``n``: one statement, two events, a position, a commitment, a condition, a force.

    ``changes``: ``text`` (put before the rest), ``url``, ``outlet``, ``published``, ``run``, ``blamed`` (a code).
    """
    one, other = STATES[n % 12], STATES[(n + 1 + n // 12) % 12]
    if one == other:
        other = STATES[(n + 7) % 12]
    a, b = NAMES[one], NAMES[other]
    ships = 3 + n
    text = (
        f"{changes.get('text', '')}{a} accused {b} of cutting nets on day {n} of the season. "
        f'"We want them gone," said minister Vik. If {b} stays away, {a} will open the harbour. '
        f"{a} sent {ships} patrol ships. Talks follow: {a} promised {b} a report by June."
    )
    blame = f"{a} accused {b} of cutting nets on day {n} of the season"
    sent = f"{a} sent {ships} patrol ships"
    data = {
        "document": {
            "language": "en",
            "published": changes.get("published", f"2023-{1 + n % 12:02}-{1 + n % 28:02}"),
            "outlet": changes.get("outlet", f"Outlet {n % 5}"),
            "title": f"Nets cut between {one} and {other}, {n}",
            "url": changes.get("url", f"https://example.org/{n}"),
        },
        "statements": [
            {"speaker": "Ola Vik", "party": one, "cue": "said minister Vik", "content": '"We want them gone,"',
             "mode": "direct", "via": []},
        ],
        "events": [
            {"type": "ACCUSE", "mode": "allege", "actors": [one], "recipients": [changes.get("blamed", other)],
             "status": "actual", "claimed_by": None, "when": None, "where": None, "evidence": [blame]},
            {"type": "MOBILIZE", "mode": "weapons", "actors": [f"{one}/MIL"], "recipients": [], "status": "actual",
             "claimed_by": one, "when": "2023-02", "where": "Barents Sea", "evidence": [sent]},
        ],
        "positions": [
            {"party": one, "stance": "demand", "topic": "force-withdrawal", "object": other, "towards": [other],
             "evidence": ["We want them gone"]},
        ],
        "commitments": [
            {"parties": [one], "action": "a report by June", "deadline": "2023-06", "evidence": [f"{a} promised {b}"]},
        ],
        "conditions": [
            {"by": one, "kind": "promise", "if": f"If {b} stays away", "then": f"{a} will open the harbour",
             "evidence": [f"If {b} stays away, {a} will open the harbour"]},
        ],
        "forces": [
            {"party": one, "what": "ships", "low": ships, "high": ships, "approximate": False, "place": None,
             "claimed_by": None, "evidence": [f"{ships} patrol ships"]},
        ],
    }  # fmt: skip
    run = changes.get("run", RUN)
    assert isinstance(run, Run)
    plain = {name: getattr(run, name) for name in ("version", "pipeline", "packs", "ontologies")}
    return from_json(data | {"run": plain}, text=text)


def reports(size: int, **changes: object) -> Iterator[Record]:
    """The first ``size`` reports."""
    return (report(n, **changes) for n in range(size))
