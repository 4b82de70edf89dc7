"""Mentions are resolved to parties at the date: the hand-written cases, and the command that explains a name."""

import importlib.util
from pathlib import Path

import pytest
from typer.testing import CliRunner

from demarche import packs
from demarche.show.main import app

CASES = Path(__file__).parents[2] / "eval/who/cases.py"
# What the issue asks of the hand-written cases.
LEAST = 0.9


def module():
    spec = importlib.util.spec_from_file_location("who_cases", CASES)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.mark.parametrize("language", packs.installed())
def test_at_least_nine_of_ten_hand_written_cases_are_right(language):
    who = module()
    mine = [case for case in who.cases() if case.language == language]
    wrong = [
        (case.text, case.mention, case.expected, got) for case in mine if (got := who.found(case)) != case.expected
    ]
    assert len(mine) >= 100
    assert len(wrong) <= (1 - LEAST) * len(mine), wrong


def run(*arguments):
    return CliRunner().invoke(app, ["who", *arguments])


def test_the_command_names_party_office_and_source():
    said = run("Rutte", "--at", "2025-03")
    assert said.exit_code == 0
    assert "NATO  Mark Rutte" in said.output and "persons.csv" in said.output


def test_the_command_shows_all_readings_of_a_shared_name():
    assert "COD" in run("Congolese").output and "COG" in run("Congolese").output


def test_the_command_says_where_a_name_is_not_known():
    said = run("Qwzrtx")
    assert said.exit_code == 1 and "not in the tables" in said.output


def test_the_command_refuses_what_is_no_date():
    said = run("Rutte", "--at", "yesterday")
    assert said.exit_code != 0 and "no date" in str(said.exception)
