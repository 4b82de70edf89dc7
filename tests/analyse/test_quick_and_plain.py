"""The quick road gives what plain loops give, from memory and from files, under every filter that a screen takes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import plainly
import plainly_standing
import pytest
from affair import event, position, promise, report, threat

from demarche import analyse, archive
from demarche.analyse import Dossier, ledger, standing
from demarche.analyse.issues import VALUES
from demarche.analyse.periods import last_day
from demarche.analyse.taking import take
from demarche.archive import Filter, Incoming, Writer
from demarche.archive.memory import Memory
from demarche.records import Record

PARTIES = ("NOR", "DNK", "FIN", "SWE/MIL", "X:fishers")
TOPICS = ("force-withdrawal", "alliance-membership", "talks", "sanctions")
TYPES = ("REQUEST", "REQUEST", "AGREE", "REJECT", "CONCEDE", "RETREAT", "ACCUSE", "CONSULT")
WORDS = ("withdraw frigates from harbours", "publish soundings of channels", "release sailors before winter")
#: Words that several items of a report may stand on; empty: words of its own.
SHARED = ("", "", "the ships must leave the strait", "crews come home; the ships must leave the strait")
FILTERS: tuple[dict[str, str], ...] = (
    {}, {"since": "2024-03"}, {"until": "2024-06-10"}, {"outlet": "Gazette"}, {"since": "2024-02", "outlet": "Herald"},
)  # fmt: skip
ASKED: tuple[tuple[str, ...], ...] = ((), ("NOR",), ("NOR", "SWE"), ("X:fishers",), ("LVA",))


def items(chance: random.Random) -> Iterator[Any]:
    """What one made-up report tells: enough of every kind for demands to be answered in other and in the same words."""
    some = lambda: chance.choice(PARTIES)  # noqa: E731
    for _ in range(chance.randint(1, 4)):
        about, to = chance.choice((*PARTIES, "", "the strait")), chance.choice((*PARTIES, ""))
        yield position(some(), chance.choice(tuple(VALUES)), chance.choice(TOPICS), about, to, chance.choice(SHARED))
    for _ in range(chance.randint(2, 5)):
        kind = chance.choice(TYPES)
        mode = chance.choice((None, "yield", "change")) if kind in ("REQUEST", "REJECT") else None
        to, words = chance.choice((some(), "")), chance.choice(SHARED)
        yield event(kind, some(), to, mode=mode, status=chance.choice(("actual", "future")), words=words)
    if chance.random() < 0.5:
        yield promise(some(), chance.choice(WORDS), chance.choice((None, "2024-05", "2024-08-01")))
    if chance.random() < 0.5:
        yield threat(some(), chance.choice(WORDS), chance.choice(WORDS))


def records(size: int) -> Iterator[Record]:
    """Reports of a year; some known to the month, some without a date."""
    chance = random.Random(3)
    for _ in range(size):
        day = f"2024-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
        when = chance.choice((day, day, day, day[:7], None))
        yield report(when, *items(chance), outlet=chance.choice(("Herald", "Gazette")))


@pytest.fixture(scope="module")
def quarrel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three hundred reports."""
    path = tmp_path_factory.mktemp("quarrel") / "quarrel"
    archive.create(path).close()
    Writer(path).add([Incoming(one) for one in records(300)])
    return path


@pytest.fixture(scope="module", params=["files", "memory"])
def made(request: pytest.FixtureRequest, quarrel: Path) -> Dossier:
    """The archive, read from its files and from memory."""
    return analyse.open(quarrel).hold(Memory() if request.param == "memory" else None)


def filter_of(fields: dict[str, str]) -> Filter:
    """The filter that the fields make."""
    return Filter().with_(**fields)


@pytest.mark.parametrize(("parties", "fields"), list(product(ASKED, FILTERS)))
def test_the_ledger_is_the_one_that_loops_make(made: Dossier, parties: tuple[str, ...], fields: dict[str, str]) -> None:
    day = ledger.day_of(None, made, filter_of(fields))
    plain = plainly.plain_ledger(made, parties, filter_of(fields), day)
    assert made.analyse.ledger(*parties, **fields).rows() == plain
    assert plain or parties == ("LVA",)


@pytest.mark.parametrize(("parties", "fields"), list(product(ASKED, FILTERS)))
def test_the_matrix_and_what_changed_are_those_that_loops_make(
    made: Dossier, parties: tuple[str, ...], fields: dict[str, str]
) -> None:
    held = plainly.plain_groups(made, parties, filter_of(fields))
    found = made.analyse.state(*parties, changed_since="2024-05-20", **fields)
    assert found.rows() == plainly.matrix(held)
    assert found.more["changes"].rows() == plainly.changes(held, last_day("2024-05-20"))


@pytest.mark.parametrize("fields", FILTERS)
def test_promises_and_threats_are_those_that_loops_make(made: Dossier, fields: dict[str, str]) -> None:
    took = filter_of(fields)
    day = ledger.day_of(None, made, took)
    assert day
    if not took.since:
        took = took.with_(since=(day - timedelta(days=standing.DAYS)).isoformat())
    deeds = plainly_standing.Deeds(
        take(made, "events", plainly_standing.Deed, took.with_(type=standing.DEEDS, status=standing.DONE))
    )
    bound = take(made, "commitments", plainly_standing.Bound, took)
    conditional = take(made, "conditions", plainly_standing.Conditional, took)
    found = made.analyse.state(**fields).more
    assert found["commitments"].rows() == plainly_standing.commitments(bound, deeds, day)
    assert found["conditions"].rows() == plainly_standing.conditions(conditional, deeds)


def test_the_archive_holds_answers_of_every_kind(made: Dossier) -> None:
    rows = made.analyse.ledger().rows()
    assert {row["answer"] for row in rows} == {"none", "agreed", "refused", "open", "mixed"}
    assert {row["rests_on"] for row in rows} == {None, "issue", "words"}
    assert {row["outcome"] for row in made.analyse.state().more["commitments"].rows()} >= {"no date", "unknown"}
