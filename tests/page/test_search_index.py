"""The index of words beside the archive: follows every version, finds what reading all texts finds, and can be lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from served import Site, record

from demarche import analyse, archive
from demarche.archive import Incoming, Writer
from demarche.archive.corrections import Reviewer
from demarche.archive.upkeep import check, compact
from demarche.archive.word_index import WordIndex, match_of


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    archive.create(tmp_path / "nets").close()
    Writer(tmp_path / "nets").add([Incoming(record()), Incoming(record("Peace at sea", "Été", "2023-04-05"))])
    return tmp_path / "nets"


def up_to_date(folder: Path) -> WordIndex:
    index = WordIndex(folder)
    index.update(analyse.open(folder))
    return index


@pytest.mark.parametrize(("wanted", "number"), [
    ("peace", 1), ("PEACE sea", 1), ("sea peace", 1), ('"peace at"', 1), ('"at peace"', 0), ("pea", 1), ("ea", 0),
    ("récall", 2), ("ships nets", 2), ("nothing", 0), ("", 0), ('"', 0), ("🕊", 0), ("a OR b", 0), ("ships*", 2),
    ("NEAR(ships nets)", 0), ("title:peace", 0), ("'; DROP TABLE reports", 0),
])  # fmt: skip
def test_all_words_must_be_there_quoted_ones_in_their_order(dossier: Path, wanted: str, number: int) -> None:
    assert len(up_to_date(dossier).reports(wanted, 50)) == number


def test_newest_come_first_and_pages_do_not_overlap(dossier: Path) -> None:
    index = up_to_date(dossier)
    both = [row["published"] for row in index.reports("ships", 50)]
    assert both == ["2023-04-05", "2023-03-04"]
    assert [index.reports("ships", 1, n)[0]["published"] for n in (0, 1)] == both


def test_the_index_follows_what_is_added_and_corrected(dossier: Path) -> None:
    index = up_to_date(dossier)
    item = archive.open(dossier).events(type="ACCUSE").rows(("id",))[0]["id"]
    Writer(dossier).add([Incoming(record("A third", "Fjord", "2023-05-06"))])
    before = len(index.items("events", "accused", 50))
    Reviewer(dossier, "tester").reject(item)
    assert index.behind(analyse.open(dossier)) == 2
    index.update(analyse.open(dossier))
    assert index.version() == archive.open(dossier).version
    assert len(index.reports("ships", 50)) == 3 and before == 2
    assert item not in {row["id"] for row in index.items("events", "accused", 50)}
    Reviewer(dossier, "tester").undo(item)
    index.update(analyse.open(dossier))
    assert item in {row["id"] for row in index.items("events", "accused", 50)}


def test_a_lost_or_broken_index_is_made_again(dossier: Path) -> None:
    index = up_to_date(dossier)
    index.file.write_bytes(b"no database")
    assert index.version() is None
    assert len(up_to_date(dossier).reports("peace", 50)) == 1


def test_the_archive_does_not_mind_the_index(dossier: Path) -> None:
    up_to_date(dossier)
    compact(dossier, forget=True)
    assert check(archive.open(dossier)).troubles == () and up_to_date(dossier).reports("peace", 5)


def test_an_archive_that_may_only_be_read_has_its_index_elsewhere(dossier: Path) -> None:
    (dossier / "_search").write_text("in the way")
    index = up_to_date(dossier)
    assert dossier not in index.file.parents and index.reports("peace", 5)


def test_the_index_finds_what_reading_finds(site: Site) -> None:
    version = json.loads(site.ask("/api/v1").text)["version"]
    for wanted in ("recall", "Norway+cut", "accused", "nothing"):
        fast, slow = (
            json.loads(site.ask(f"/search.json?q={wanted}{more}").text) for more in ("", f"&at={version - 1}")
        )
        if version > 1:
            assert {k: len(v) for k, v in fast.items()} == {k: len(v) for k, v in slow.items()}


def test_a_search_takes_the_filter(site: Site) -> None:
    assert len(json.loads(site.ask("/search.json?q=recall&since=2023-04").text)["reports"]) == 1
    assert json.loads(site.ask("/search.json?q=recall&party=RUS").text) == {}


def test_a_question_to_the_index_is_words_and_nothing_else() -> None:
    assert match_of('x" OR "y') == '"x" AND "or" AND "y"'
