"""The first look: what could hold an event between parties passes, what plainly holds none does not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from demarche import archive, packs, run
from demarche.errors import UnknownLanguage
from demarche.read import gate
from demarche.records import Document

QUARRELS = {
    "nl": "Noorwegen beschuldigde Zweden maandag van het schenden van zijn luchtruim. De Zweedse minister van "
    "Buitenlandse Zaken wees de beschuldiging van de hand en dreigde de Noorse ambassadeur uit te zetten.",
    "en": "Norway accused Sweden on Monday of violating its airspace. The Swedish foreign minister rejected the "
    "accusation and threatened to expel the Norwegian ambassador.",
}
GARDENS = {
    "nl": "Wie nu tomaten zaait, kan in juli oogsten. Zet de bakjes op een warme vensterbank en geef ze elke ochtend "
    "een beetje water. Na drie weken mogen de plantjes naar buiten.",
    "en": "Sow your tomatoes now and you can pick them in July. Keep the trays on a warm window sill, water them a "
    "little each morning, and after three weeks the seedlings can go outside.",
}
GATED = [language for language in packs.installed() if gate.load(language)]


@pytest.mark.parametrize("language", GATED)
def test_a_quarrel_passes_and_a_garden_does_not(language: str) -> None:
    assert (run.first_look(Document(QUARRELS[language], language)) or 0) > 0
    assert (run.first_look(Document(GARDENS[language], language)) or 0) < 0


@pytest.mark.parametrize("language", GATED)
def test_a_look_is_the_same_each_time_in_any_process(language: str) -> None:
    here = run.first_look(Document(QUARRELS[language], language))
    program = (
        "import sys, json; from demarche import run; from demarche.records import Document; "
        "print(run.first_look(Document(*json.loads(sys.argv[1]))))"
    )
    told = [sys.executable, "-c", program, json.dumps([QUARRELS[language], language])]
    there = subprocess.run(told, capture_output=True, text=True, check=True).stdout
    assert float(there) == here


@pytest.mark.parametrize("text", ["", " ", "…", "\ud800 a", "a" * 100_000, "Rusland " * 20_000])
def test_odd_texts_have_a_look_too(text: str) -> None:
    for language in GATED:
        made = gate.load(language)
        assert made is not None and abs(made.score(text)) < 1e6


def test_a_language_without_a_gate_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "load", lambda language: None)
    assert run.first_look(Document(GARDENS["en"], "en")) is None
    with pytest.raises(UnknownLanguage):
        run.first_look(Document("Dzień dobry, panie ministrze, jak się pan miewa dzisiaj rano w Warszawie?"))


def test_gold_reports_pass() -> None:
    gold = Path(__file__).parents[3] / "shared" / "gold" / "dev"
    if not gold.is_dir():
        pytest.skip("there is no gold beside this checkout")
    files = [(folder.name, file) for folder in sorted(gold.iterdir()) for file in sorted(folder.glob("*.txt"))]
    passed = [(run.first_look(Document(file.read_text("utf-8"), language)) or 0) >= 0 for language, file in files]
    assert sum(passed) / len(passed) >= 0.97


def test_what_is_skipped_is_counted_and_listed(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from demarche.show.main import app

    rows = [
        {"text": text, "language": "en", "title": f"title {n}"}
        for n, text in enumerate((QUARRELS["en"], GARDENS["en"]))
    ]
    (tmp_path / "some.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    words = ["add", str(tmp_path / "some.jsonl"), "-a", str(tmp_path / "d"), "--gate"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert "1 new, 0 changed, 0 there already, 1 skipped by the gate, 0 with trouble" in done.stdout
    [listed] = (tmp_path / "d" / "_skipped").glob("*.jsonl")
    row = json.loads(listed.read_text(encoding="utf-8"))
    assert row["title"] == "title 1" and row["score"] < 0 and row["begins"].startswith("Sow your tomatoes")
    assert str(listed) in done.stderr.replace("\n", "")
    # Without the gate it is added after all; what was found is no different.
    assert "1 new, 0 changed, 1 there already" in CliRunner().invoke(app, words[:-1]).stdout
    assert archive.open(tmp_path / "d").count("reports") == 2
