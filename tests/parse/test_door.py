"""What `parse.load` gives, and what it says when it can't."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from demarche import packs, parse, world
from demarche.errors import SettingError
from demarche.parse import packed
from demarche.parse.pipeline import OwnPipeline

LANGUAGES = packs.installed()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pipeline_says_its_name_and_version(language: str) -> None:
    name, version = parse.load(language).name.split()
    assert name == f"demarche_{language}"
    assert version.count(".") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pipeline_takes_at_most_twelve_megabytes(language: str) -> None:
    files = list((packs.load(language).folder / "pipeline").iterdir())
    assert sum(f.stat().st_size for f in files) < 12_000_000


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Iran eist garanties op.", "opeisen"),
        ("Turkije wijst drie diplomaten uit.", "uitwijzen"),
        ("Minsk laat de gevangenen vrij.", "vrijlaten"),
        ("De president trad gisteren af.", "aftreden"),
    ],
)
def test_a_verb_and_its_particle_are_one_lemma(text: str, lemma: str) -> None:
    assert lemma in [t.lemma_ for t in parse.load("nl").parse(text)]


def test_a_language_that_keeps_particles_apart_joins_none() -> None:
    words = {word.text: word.lemma_ for word in parse.load("en").parse("The ministers set up a joint committee.")}
    assert words["set"] == "set"


def test_a_particle_stays_apart_where_no_such_verb_is_known() -> None:
    doc = parse.load("en").parse("Rebels shot down a drone.")
    assert {t.text: t.lemma_ for t in doc}["shot"] == "shoot"


@pytest.mark.parametrize(
    ("language", "form", "lemma", "text"),
    [
        ("nl", "schept", "scheppen", "Dat schept verwachtingen bij de bevolking."),
        ("nl", "verwierp", "verwerpen", "Teheran verwierp het voorstel."),
        ("nl", "bood", "bieden", "Oslo bood hulp."),
        ("en", "sought", "seek", "Oslo sought a truce."),
        ("en", "withdrew", "withdraw", "Paris withdrew its troops."),
    ],
)
def test_verbs_that_matter_have_their_lemma(language: str, form: str, lemma: str, text: str) -> None:
    assert {t.text: t.lemma_ for t in parse.load(language).parse(text)}[form] == lemma


QUOTED = [
    ("nl", '"We gaan niet weg", zei hij. Later vertrok hij toch.', 2),
    ("nl", "„Zo kan het niet langer”, aldus de gezant. „Er moet iets gebeuren.” Niemand antwoordde.", 3),
    ("nl", "‘Waarom nu?’ vroeg de premier. «Omdat het moet», zei zij.", 2),
    ("nl", 'Hij zei: "Dit is het einde." Daarna liep hij weg.', 2),
    ("en", '"We will stay," he said. "Nobody can make us leave." The crowd cheered.', 3),
    ("en", "“Why now?” asked the envoy. “Because we must,” she said.", 2),
]


@pytest.mark.parametrize(("language", "text", "number"), QUOTED)
def test_quotation_marks_stay_with_what_they_quote(language: str, text: str, number: int) -> None:
    sentences = [s.text for s in parse.load(language).parse(text).sents]
    assert len(sentences) == number
    assert not any(s[0] in "”’»" for s in sentences)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "MS. HALE:  Hi, all."), ("en", "Mr. Orr met Gen. Day."), ("nl", "Prof. De Wit sprak.")],
)
def test_no_sentence_ends_behind_a_title(language: str, text: str) -> None:
    assert [s.text for s in parse.load(language).parse(text).sents] == [text]


def test_relations_of_all_languages_come_from_one_set() -> None:
    sets = {code: set(packed.load(packs.load(code).folder / "pipeline").labels["deprel"]) for code in LANGUAGES}
    used = {code: {packs.load(code).settings("labels")["relations"].get(r, r) for r in rs} for code, rs in sets.items()}
    core = {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "ccomp", "xcomp", "parataxis", "compound:prt"}
    assert all(core <= found for found in used.values())


def test_the_same_text_gives_the_same_tree_in_a_new_pipeline() -> None:
    text = "De ministers van Buitenlandse Zaken zeiden dat ze verder praten."
    assert OwnPipeline("nl").parse(text).to_json() == parse.load("nl").parse(text).to_json()


def test_a_pipeline_and_a_world_are_loaded_once_however_they_are_asked_for() -> None:
    assert parse.load("nl", None) is parse.load("nl", pipeline=None) is parse.load("nl")
    assert world.load(None) is world.load()


def test_a_pipeline_that_is_not_there_is_named() -> None:
    with pytest.raises(SettingError, match="nl_no_such_pipeline"):
        parse.load("nl", "nl_no_such_pipeline")


def test_a_pipeline_for_another_language_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("de").to_disk(tmp_path / "de")
    with pytest.raises(SettingError, match="is for 'de'"):
        parse.load("nl", str(tmp_path / "de"))


def test_a_pipeline_without_universal_dependencies_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("nl").to_disk(tmp_path / "blank")
    with pytest.raises(SettingError, match="Universal Dependencies"):
        parse.load("nl", str(tmp_path / "blank"))


def test_another_pipeline_in_universal_dependencies_is_used(tmp_path: Path) -> None:
    parse.load("nl", untrained(tmp_path)).parse("Kort.\nEn goed.", [(0, 3)])


def untrained(folder: Path) -> str:
    """A real spaCy pipeline that knows the relations but was never trained."""
    import spacy

    nlp = spacy.blank("nl")
    parser = nlp.add_pipe("parser")
    for label in ("nsubj", "obj", "obl", "ROOT"):
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(folder / "other")
    return str(folder / "other")


@pytest.mark.parametrize("broken", ["weights.npz", "labels.json", "meta.json"])
def test_a_damaged_pipeline_says_so(tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "pipeline"
    shutil.copytree(packs.load("nl").folder / "pipeline", folder)
    (folder / broken).write_bytes(b"not what it was")
    with pytest.raises(SettingError, match="no pipeline could be read"):
        packed.load(folder)


def test_a_pipeline_of_another_format_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pipeline"
    shutil.copytree(packs.load("nl").folder / "pipeline", folder)
    meta = (folder / "meta.json").read_text().replace('"format": 1', '"format": 99')
    (folder / "meta.json").write_text(meta)
    with pytest.raises(SettingError, match="format 99"):
        packed.load(folder)
