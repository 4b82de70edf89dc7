"""The code lists hold together: every mode, context and class they name exists, and the crosswalk goes both ways."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche import ontologies, packs
from demarche.errors import SettingError

LISTS = ontologies.load()


def types_and_modes() -> Iterator[tuple[str, str | None]]:
    for one in LISTS.types.values():
        yield one.name, None
        for mode in one.modes:
            yield one.name, mode


def test_there_are_sixteen_types_each_in_a_quad_class_with_its_score() -> None:
    assert len(LISTS.types) == 16
    for one in LISTS.types.values():
        assert one.quad in (1, 2, 3, 4)
        assert (one.score >= 0) == (one.quad < 3 or one.name == "REQUEST")


def test_a_mode_has_its_own_score_and_a_type_without_mode_the_type_s() -> None:
    assert LISTS.score("RETREAT") == 6.5
    assert LISTS.score("RETREAT", "disarm") == 10.0
    assert LISTS.score("RETREAT", "no such mode") == 6.5


def test_accusing_is_conflict_although_the_manual_prints_a_plus() -> None:
    assert LISTS.score("ACCUSE") < 0
    assert LISTS.quad("ACCUSE") == 3


def test_sanctions_are_material_conflict() -> None:
    assert LISTS.quad("SANCTION") == 4


def test_every_row_of_the_crosswalk_names_a_code_a_type_a_mode_and_contexts_that_exist() -> None:
    for row in LISTS.crossings:
        assert row.cameo in LISTS.cameo
        assert row.use in ("", "usual", "back")
        if row.type is not None:
            assert row.mode is None or row.mode in LISTS.types[row.type].modes, row
        assert set(row.contexts) <= set(LISTS.contexts), row


def test_every_cameo_code_is_in_the_crosswalk() -> None:
    assert {row.cameo for row in LISTS.crossings} == set(LISTS.cameo)


def test_codes_of_cameo_are_text_and_keep_their_zero() -> None:
    assert LISTS.cameo["042"].name == "Make a visit"
    assert all(code.startswith(one.root) for code, one in LISTS.cameo.items())


@pytest.mark.parametrize(("type_", "mode"), tuple(types_and_modes()))
def test_every_type_and_mode_has_a_cameo_code_that_means_the_same_type(type_: str, mode: str | None) -> None:
    code = LISTS.to_cameo(type_, mode)
    assert any(row.cameo == code and row.type == type_ for row in LISTS.crossings)


@pytest.mark.parametrize(
    ("type_", "mode", "contexts", "code"),
    [
        ("CONSULT", "visit", (), "042"),
        ("CONSULT", "phone", (), "041"),
        ("AID", None, ("military",), "072"),
        ("AID", None, (), "070"),
        ("ASSAULT", "aerial", ("military",), "195"),
        ("ASSAULT", None, ("military",), "190"),
        ("SANCTION", "discontinue", ("economic",), "163"),
        ("SANCTION", "discontinue", ("military",), "1622"),
        ("SANCTION", "convict", (), "116"),
        ("REQUEST", "yield", (), "105"),
    ],
)
def test_contexts_sharpen_the_cameo_code(type_: str, mode: str | None, contexts: tuple[str, ...], code: str) -> None:
    assert LISTS.to_cameo(type_, mode, contexts) == code


def test_the_order_of_contexts_does_not_matter() -> None:
    assert LISTS.to_cameo("ACCUSE", "allege", ("legal", "military")) == LISTS.to_cameo(
        "ACCUSE", "allege", ("military", "legal")
    )


def test_a_cameo_code_finds_its_type_and_an_unknown_subcode_its_parent_s() -> None:
    assert LISTS.from_cameo("0871")[0].mode == "ceasefire"
    assert LISTS.from_cameo("1951")[0].mode == "aerial"


def test_statements_and_appeals_of_cameo_have_no_plover_type_but_keep_their_code() -> None:
    for code in ("010", "0211"):
        assert LISTS.from_cameo(code)[0].type is None


def test_what_is_no_code_is_refused_with_an_example_of_one() -> None:
    with pytest.raises(SettingError, match="'042'"):
        LISTS.from_cameo("99")
    with pytest.raises(SettingError, match="ASSAULT"):
        LISTS.to_cameo("ATTACK")


def test_defects_of_the_manual_are_settled_with_a_note() -> None:
    settled = [row for row in LISTS.crossings if row.note and row.type and row.use != "back"]
    assert len(settled) >= 14
    assert LISTS.types["PROTEST"].modes["vandalize"] == -5.0


def test_contexts_name_classes_of_the_packs_and_topics_of_the_list() -> None:
    classes = {row["class"] for code in packs.installed() for row in packs.load(code).table("classes")}
    for one in LISTS.contexts.values():
        assert set(one.topics) <= set(LISTS.topics)
        assert set(one.classes) <= classes, one.name


def test_every_row_says_where_it_comes_from() -> None:
    for path in Path(ontologies.__file__).parent.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            assert all(row["source"] for row in csv.DictReader(lines)), path.name


def test_the_contexts_table_and_the_list_of_plover_are_the_same() -> None:
    plover = tomllib.loads((ontologies.HOME / "plover.toml").read_text(encoding="utf-8"))
    assert list(LISTS.contexts) == plover["contexts"]


def test_the_fingerprint_is_the_same_each_time() -> None:
    ontologies.fingerprint.cache_clear()
    first = ontologies.fingerprint()
    ontologies.fingerprint.cache_clear()
    assert ontologies.fingerprint() == first
    assert len(first) == 16


def test_nobody_can_change_a_list() -> None:
    with pytest.raises(TypeError):
        LISTS.types["NEW"] = LISTS.types["AID"]  # type: ignore[index]
