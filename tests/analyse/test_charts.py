"""Every analysis has a chart; the same specification goes to the page, the notebook and the file."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import demarche
from demarche.analyse import ANALYSES, Dossier
from demarche.analyse.whatif import Option, Plan, whatif
from demarche.errors import SettingError
from demarche.show.charts import DRAWN, save
from demarche.show.charts.world import disputed, world

PARTIES: dict[str, tuple[str, ...]] = {"distance": ("NOR", "DNK"), "tension": ("NOR", "DNK")}
PLAN = Plan((Option("NOR", "leave"), Option("DNK", "leave")), {"NOR": ("DNK.leave",), "DNK": ("NOR.leave",)})


def result(affair: Dossier, name: str) -> Any:
    """A result of an analysis that can be drawn."""
    return whatif(PLAN) if name == "whatif" else getattr(affair.analyse, name)(*PARTIES.get(name, ()))


def titles(spec: dict[str, Any]) -> dict[str, Any]:
    """The title of a specification."""
    found: dict[str, Any] = spec["title"]
    return found


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_every_analysis_is_drawn_with_its_notes_and_source(affair: Dossier, name: str) -> None:
    found = result(affair, name)
    spec = demarche.chart(found, language="en").to_dict()  # checked against Vega-Lite's schema
    assert titles(spec)["text"]
    told = " ".join(titles(spec)["subtitle"])
    assert all(str(note).split("{")[0][:40] in told for note in found.notes)
    origin = "plan" if name == "whatif" else f"Archive affair, version {found.source.rpartition('@')[2]}"
    assert titles(spec)["subtitle"][-1] == origin


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_an_analysis_of_nothing_has_a_chart_that_says_so(tmp_path: Path, name: str) -> None:
    from demarche import analyse, archive

    archive.create(tmp_path / "empty").close()
    found = result(analyse.open(tmp_path / "empty"), name)
    assert demarche.chart(found, language="en").to_dict()["title"]


def test_dark_paper_has_light_ink(affair: Dossier) -> None:
    found = affair.analyse.network()
    light, dark = (demarche.chart(found, language="en", dark=d).to_dict() for d in (False, True))
    assert light["background"] != dark["background"]
    assert light["config"]["title"]["color"] != dark["config"]["title"]["color"]


def test_a_chart_speaks_the_readers_language(affair: Dossier) -> None:
    found = affair.analyse.state()
    assert titles(demarche.chart(found, language="nl").to_dict())["text"] == "Stand van zaken"
    assert "Noorwegen" in json.dumps(demarche.chart(found, language="nl").to_dict(), ensure_ascii=False)


def test_no_chart_asks_for_anything_from_a_network(affair: Dossier, tmp_path: Path) -> None:
    save(affair.analyse.network(), tmp_path / "a.svg", language="en")
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert set(re.findall(r"https?://[^/\"' ]+", text)) <= {"http://www.w3.org"}


def test_options_without_preferences_are_not_drawn(affair: Dossier) -> None:
    with pytest.raises(SettingError, match="PLAN"):
        demarche.chart(affair.analyse.whatif("NOR", "DNK"))


def test_an_ending_that_is_no_chart_is_refused(affair: Dossier, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="png"):
        save(affair.analyse.network(), tmp_path / "a.bmp")


def test_the_map_marks_what_is_disputed_and_lets_it_lie_where_it_is() -> None:
    named = {feature["properties"]["name"] for feature in disputed()["features"]}
    assert {"Crimea", "Kosovo", "Taiwan", "Palestine", "Western Sahara", "Kashmir"} <= named
    legend = " ".join(
        tomllib.loads((resources.files("demarche.analyse.words") / "en.toml").read_text(encoding="utf-8"))[
            "notes"
        ].values()
    )
    assert all(name in legend for name in named)
    codes = {g["properties"]["a3"] for g in world()["objects"]["countries"]["geometries"]}
    assert {"XKX", "TWN", "PSE", "ESH", "UKR"} <= codes


def test_every_analysis_has_a_drawing_and_words_in_every_language() -> None:
    assert set(DRAWN) == set(ANALYSES)
    home = resources.files("demarche.analyse.words")
    lists = {p.name: tomllib.loads(p.read_text(encoding="utf-8")) for p in home.iterdir() if p.name.endswith(".toml")}
    shapes = {
        name: {group: set(some) for group, some in raw.items() if isinstance(some, dict)} for name, raw in lists.items()
    }
    assert len({json.dumps({g: sorted(k) for g, k in shape.items()}, sort_keys=True) for shape in shapes.values()}) == 1
    for raw in lists.values():
        assert set(ANALYSES) <= set(raw["titles"])
    english = lists["en.toml"]["notes"]
    for name, raw in lists.items():
        for key, text in raw["notes"].items():
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", english[key])), f"{name}: {key}"
