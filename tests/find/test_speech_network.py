"""The network that reads statements: what it is given, what it tells of readings, and that it may be missing."""

from __future__ import annotations

import numpy as np
import pytest

from demarche import packs, parse
from demarche.find import speech_network
from demarche.find.mentions import find_mentions
from demarche.find.speech import candidates, find_speech
from demarche.find.speech_clause import Candidate
from demarche.find.speech_cues import compiled
from demarche.find.speech_network import (
    AMONG,
    BEFORE,
    BEHIND,
    MOST,
    Network,
    nodes_of,
    opinions,
    places_of,
    shipped_network,
)
from demarche.find.speech_score import features_of, read_as, weights_of
from demarche.find.speech_second import FILE_NETWORK, all_numbers, shipped
from demarche.find.speech_view import View
from demarche.messages import stretches

TEXT = (
    "Norway said that the herring treaty remains in force. Two ships lay in the harbour.\n\n"
    '"We shall fish," the minister of Iceland added, "as long as we like." Nobody was hurt.'
)


def seen(text: str, language: str = "en") -> tuple[View, list[Candidate]]:
    """A text and the readings of its cues."""
    pack = packs.load(language)
    view = View(parse.load(language).parse(text), compiled(pack))
    return view, candidates(view, find_mentions(view.whole, pack))


def network_of(language: str = "en") -> Network:
    """The network in the package."""
    found = shipped_network(language)
    assert found is not None
    return found


def test_a_report_as_the_network_takes_it() -> None:
    view, found = seen(TEXT)
    nodes = nodes_of(view, found, network_of())
    assert nodes is not None
    words = [token.text for token in view.doc]
    assert nodes.vectors.shape[0] == len(words) == len(nodes.units) and nodes.units[-1] == len(view.units) - 1
    assert nodes.flags[words.index("said")].tolist() == [1, 0, 0, 0]
    assert nodes.flags[words.index("fish"), -1] == 1 and nodes.flags[words.index("added"), -1] == 0
    sides = set(zip([words[i] for i in nodes.places.cue], nodes.places.side.tolist(), strict=True))
    assert {("said", BEFORE), ("added", AMONG)} <= sides
    assert BEHIND in places_of(*seen("The pact holds, an envoy noted.")).side
    assert words[nodes.places.first[0]] == "that" and words[nodes.places.last[0]] == "force"
    assert np.bincount(nodes.places.owner).min() > 0, "every reading has words"


def test_words_told_and_their_cues_stand_out() -> None:
    view, found = seen(TEXT)
    network = network_of()
    nodes = nodes_of(view, found, network)
    assert nodes is not None
    words, readings = network.read("en", nodes)
    at = {token.text: token.i for token in view.doc}
    assert words[at["said"], 0] > 0 > words[at["harbour"], 0]
    assert words[at["treaty"], 1] > 0 > words[at["hurt"], 1]
    assert readings.shape == (len(found),)


@pytest.mark.parametrize("language", packs.installed())
def test_the_trees_ask_for_what_the_network_tells(language: str) -> None:
    view, found = seen('"Dit is een misstap", zei Oslo. "This is a mistake," Oslo said.', language)
    told, trees = opinions(view, language, found, network_of(language)), shipped(FILE_NETWORK)
    assert trees is not None
    assert len(told) == len(found) and all(abs(value) <= 2 * MOST for row in told for value in row.values())
    readings = [read_as(weights_of(packs.load(language)), one, features_of(view, one)) for one in found]
    names = {name for row in all_numbers(view, readings, told) for name in row}
    assert names <= {str(name) for name in trees.arrays["names"]}
    assert set(told[0]) == {str(name) for name in trees.arrays["names"] if name.startswith("net")}


def test_the_best_other_reading_of_a_cue_is_held_against_each() -> None:
    view, found = seen(TEXT)
    rows = zip(opinions(view, "en", found, network_of()), found, strict=True)
    mine = sorted((row for row, one in rows if one.trigger.lemma == "add"), key=lambda row: -row["net"])
    assert mine[0]["net_gap"] == pytest.approx(mine[0]["net"] - mine[1]["net"])
    assert {row["net_best"] for row in mine} == {mine[0]["net"]}


def test_without_a_network_or_vectors_the_other_trees_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    view, found = seen(TEXT)
    assert opinions(view, "en", found, None) == []
    view.doc.source.user_data.pop("vectors")
    assert opinions(view, "en", found, network_of()) == []
    monkeypatch.setattr(speech_network, "_kept", lambda: None)
    shipped_network.cache_clear()
    pack = packs.load("en")
    told = find_speech(parse.load("en").parse(TEXT), (), pack)
    shipped_network.cache_clear()
    assert len(told) == 2


def test_a_text_without_words_or_cues_is_read() -> None:
    for text in ("", "   \n", "Two ships lay in the harbour."):
        assert find_speech(parse.load("en").parse(text), (), packs.load("en")) == ()


def test_a_long_report_is_read_in_parts_of_whole_units(monkeypatch: pytest.MonkeyPatch) -> None:
    units = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, 3])
    assert list(stretches(units, 5)) == [(0, 5), (5, 10)]
    monkeypatch.setattr(speech_network, "PART", 30)
    view, found = seen(TEXT)
    assert len(opinions(view, "en", found, network_of())) == len(found)
