"""The network over a whole report: what it is given, what it says, and that it weighs and never rules out."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from demarche import packs, parse
from demarche.code import opinion
from demarche.code.network import BELOW, ITSELF, LATER, NOTHING, Above, Network, shipped_network
from demarche.code.opinion import Opinion, class_of, nodes_of, parts_of
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.messages import Groups
from demarche.records import Document
from demarche.run import code
from demarche.world import load as load_world

TEXT = (
    "Norway has accused Iceland of breaking the herring treaty. Iceland denies that.\n\n"
    "The government in Oslo recalled its ambassador on Monday, and Norway closed two ports to Icelandic ships. "
    '"We will not be bullied", the Icelandic prime minister said.'
)


def scene_of(text: str, language: str = "en") -> Scene:
    """The scene of a text."""
    document = Document(text, language=language, published="2023-03-01")
    findings = find(parse.load(language).parse(text), document, packs.load(language))
    resolved = resolve(findings, document, load_world())
    return Scene.of(findings, resolved, code_statements(findings, resolved, document))


@pytest.fixture(scope="module")
def scene() -> Scene:
    """The scene of the invented report."""
    return scene_of(TEXT)


@pytest.fixture(scope="module")
def network() -> Network:
    """The network in the package."""
    found = shipped_network("en")
    assert found is not None
    return found


def test_rows_are_added_up_where_they_belong() -> None:
    rows = np.arange(8, dtype=np.float32).reshape(4, 2)
    groups = Groups(np.array([2, 0, 2, 2]), 3)
    assert groups.sum(rows).tolist() == [[2, 3], [0, 0], [10, 13]]
    assert groups.share.ravel().tolist() == pytest.approx([1, 1, 1 / 3])
    assert Groups(np.zeros(0, dtype=np.int64), 2).sum(rows[:0]).tolist() == [[0, 0], [0, 0]]


def test_a_report_as_the_network_takes_it(scene: Scene, network: Network) -> None:
    words, parties = scene.findings.words, {}
    assert words is not None
    nodes = nodes_of(scene, network, (0, len(words.starts)), parties)
    assert list(parties)[:2] == ["NOR", "ISL"]
    accuse = next(n for n, f in enumerate(scene.findings.frames) if f.lemma == "accuse")
    place, away = Above(nodes, nodes.mentions[:, 0]).seen_from(int(nodes.frames[accuse, 0]))
    first = nodes.mentions[:, 0].argmin()
    assert place[first] >= BELOW and place[first] != ITSELF, "the subject hangs right below its verb"
    assert away[first] == LATER - 1, "before it, in the same sentence"
    assert nodes.flags[-2, 0] == 0 and nodes.flags[:, 0].any(), "the last quotation is content, its cue is not"
    assert [class_of(code) for code in ("X:ACME", "NOR", "NATO", "NOR/MIL")] == [1, 2, 3, 5]


def test_it_tells_who_acts(scene: Scene, network: Network) -> None:
    told = Opinion(scene, network)
    accuse = next(f.id for f in scene.findings.frames if f.lemma == "accuse")
    chance, none = told.told(accuse, "ACCUSE")
    assert chance > 0.5 > none
    actors, recipients = told.parties(accuse, "ACCUSE"), told.parties(accuse, "ACCUSE", "NOR")
    assert max(actors, key=lambda p: actors[p]) == "NOR" and actors[""] < NOTHING / 2
    assert max(recipients, key=lambda p: recipients[p]) == "ISL" and "NOR" not in recipients
    assert sum(np.exp(list(recipients.values()))) == pytest.approx(1.0)


def test_its_opinion_is_weighed_with_the_scorers(scene: Scene, network: Network) -> None:
    told = Opinion(scene, network)
    accuse = next(f.id for f in scene.findings.frames if f.lemma == "accuse")
    labels, even = ("ACCUSE", "AID", "NONE"), np.full((1, 3), 1 / 3)
    mixed = told.weighed([accuse], labels, even)
    assert mixed.sum() == pytest.approx(1.0) and mixed[0].argmax() == 0
    assert told.weighed([], labels, even[:0]).shape == (0, 3)
    shares = told.shares(accuse, "ACCUSE", {"NOR": 0.5, "ISL": 0.5})
    assert shares["NOR"] > 0.6 and sum(shares.values()) == pytest.approx(1.0)
    sure = told.shares(accuse, "ACCUSE", {"NOR": 1e-6, "ISL": 1.0})
    assert sure["ISL"] > sure["NOR"], "what the scorers are sure of it does not turn round"
    assert told.shares(accuse, "ACCUSE", {}) == {}
    assert set(told.shares(accuse, "ACCUSE", {"NOR": 0.5, "ATL": 0.5})) == {"NOR", "ATL"}, "a party without mention"


def test_a_long_report_is_read_in_parts(scene: Scene, network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinion, "PART", 20)
    cut = list(parts_of(scene))
    assert len(cut) > 1 and cut[0][0] == 0
    assert all(end == start for (_, end), (start, _) in pairwise(cut))
    told = Opinion(scene, network)
    assert sum(len(part.frames) for part in told.parts) == len(scene.findings.frames)
    monkeypatch.setattr(opinion, "PART", 3)
    assert all(0 < end - start <= 20 for start, end in parts_of(scene)), "a sentence too long is cut"


def test_a_report_without_mentions_or_frames_is_read(network: Network) -> None:
    for text in ("Oh.", "It rained.", "…"):
        told = Opinion(scene_of(text), network)
        assert all(part.read.types.shape[1] == len(network.kinds) + 1 for part in told.parts)


def test_where_no_network_reads_the_report_the_scorers_stand_alone(scene: Scene) -> None:
    from demarche.code.interactions import opinion_of

    assert opinion_of(scene) is not None
    plain = replace(scene.findings, words=None)
    assert opinion_of(Scene.of(plain, scene.resolved, scene.statements)) is None
    assert shipped_network("xx") is None


def test_the_reasons_of_an_event_tell_the_networks_part() -> None:
    record = code(Document(TEXT, language="en", published="2023-03-01"))
    reasons = dict(record.events[0].detail.reasons)
    assert "whole report" in reasons, json.dumps(reasons)


def test_weights_are_read_without_pickle(tmp_path: Path, network: Network) -> None:
    np.savez(tmp_path / "bad.npz", weights=np.array([object()], dtype=object))
    with pytest.raises(ValueError, match="pickle"):
        Network.load(tmp_path / "bad.npz")
    assert all(array.dtype == np.float32 for array in network.weights.values())
