"""Answers are kept by version: in memory as long as the server runs, on disk for the next start; never a secret."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from served import apart, record

from demarche import analyse, archive
from demarche.archive import Incoming, Writer
from demarche.archive.kept import Kept
from demarche.show.page import answers
from demarche.show.page.app import make
from demarche.show.page.saved import Saved
from demarche.show.page.warm import warm


def test_what_two_ask_for_at_once_is_made_once() -> None:
    kept, made, gate = Kept(2), [], threading.Event()

    def slow() -> int:
        gate.wait(5)
        made.append(1)
        return 7

    threads = [threading.Thread(target=lambda: kept.get("a", slow)) for _ in range(4)]
    for one in threads:
        one.start()
    gate.set()
    for one in threads:
        one.join()
    assert made == [1] and kept.get("a", lambda: 0) == 7


def test_the_least_used_goes_first_and_a_failure_is_not_kept() -> None:
    kept = Kept(2)
    for key in ("a", "b"):
        kept.get(key, lambda: 1)
    kept.get("a", lambda: 0)
    kept.get("c", lambda: 1)
    assert kept.get("b", lambda: 2) == 2
    with pytest.raises(ValueError):
        kept.get("d", lambda: int("x"))
    assert kept.get("d", lambda: 4) == 4


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    archive.create(tmp_path / "nets").close()
    Writer(tmp_path / "nets").add([Incoming(record())])
    return tmp_path / "nets"


def test_an_answer_on_disk_holds_for_its_version_only(dossier: Path) -> None:
    saved, one = Saved(lambda: dossier), analyse.open(dossier)
    saved.put(one, "/", "text/html", b"first")
    assert Saved(lambda: dossier).get(one, "/") == ("text/html", b"first")
    Writer(dossier).add([Incoming(record("More", "Fjord"))])
    two = analyse.open(dossier)
    assert saved.get(two, "/") is None
    saved.put(two, "/", "text/html", b"second")
    assert saved.get(two, "/") == ("text/html", b"second") and saved.get(one, "/") is None


def test_a_broken_file_of_answers_costs_nothing_but_speed(dossier: Path) -> None:
    (dossier / "answers-1.sqlite").write_bytes(b"no database at all")
    saved, one = Saved(lambda: dossier), analyse.open(dossier)
    saved.put(one, "/", "text/html", b"x")
    assert saved.get(one, "/") is None


def test_a_new_start_finds_what_took_long_and_no_token(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LONG", 0.0)
    app = make(str(dossier))
    apart(lambda: warm(app))
    app.state.shelf.finder.wait()
    (file,) = dossier.glob("_search/answers-*.sqlite")
    assert app.state.token.encode() not in file.read_bytes()
    key = "\n".join(("answer", str(app.state.shelf.get(None).version), "/", "", "en", "None"))
    kept = make(str(dossier)).state.shelf
    found = kept.saved.get(kept.get(None), key)
    assert found and b"Norway" in found[1]


def test_a_verdict_shows_at_once_whatever_was_kept(serve: Callable[[], Any]) -> None:
    with serve() as site:
        item = archive.open(site.folder).events(type="ACCUSE").rows(("id", "report"))[0]
        address = f"/report/{item['report']}"
        assert "<s>" not in site.ask(address).text
        body = f"token={site.token}&item={item['id']}&do=reject"
        assert site.ask(f"{address}/verdict", method="POST", body=body).status == 303
        assert "<s>" in site.ask(address).text
