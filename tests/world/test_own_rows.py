"""A user can add names and persons of their own, and is told what is wrong with a file."""

import pytest

from demarche.errors import MissingInput, SettingError
from demarche.records import Document
from demarche.run import code
from demarche.world import load


def written(tmp_path, text):
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_name_and_a_person_of_ones_own_are_known(tmp_path):
    path = written(
        tmp_path,
        "name,code,kind,office,start,end,source\n"
        "Harbour Guild,X:Harbour Guild,organisation,,,,charter\n"
        "Ilka Vandermole,X:Harbour Guild,person,chair,2020-05,,minutes\n",
    )
    known = load(path)
    assert known.scan("the Harbour Guild said", "en")[0].readings[0].code == "X:Harbour Guild"
    term = known.terms(known.persons_named("Ilka Vandermole")[0], "2021")[0]
    assert (term.party, term.office, term.source) == ("X:Harbour Guild", "chair", "minutes")


def test_the_shipped_world_stays_as_it_is(tmp_path):
    load(written(tmp_path, "name,code,kind\nHarbour Guild,X:Harbour Guild,organisation\n"))
    assert load().named("Harbour Guild", "en") == ()


def test_ones_own_names_count_when_a_report_is_read(tmp_path):
    path = written(tmp_path, "name,code,kind\nHarbour Guild,X:Harbour Guild,organisation\n")
    report = Document("The Harbour Guild said that the port stays closed.", language="en", published="2022-05")
    plain, mine = code(report), code(report, world=path)
    assert [statement.party for statement in mine.statements] == [("X:Harbour Guild",)]
    assert [statement.party for statement in plain.statements] != [("X:Harbour Guild",)]
    assert mine.run.packs != plain.run.packs


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(MissingInput, match="no such file"):
        load(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,code\nX,USA\n", "nothing in kind"),
        ("name,code,kind\nX,USA,planet\n", "'planet' is not known"),
        ("name,code,kind,start\nX,USA,person,soon\n", "'soon' is no date"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, text, said):
    with pytest.raises(SettingError, match=f"line 2.*{said}"):
        load(written(tmp_path, text))
