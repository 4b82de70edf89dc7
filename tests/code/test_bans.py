"""On whom a ban lies and who protests tell what it is."""

from __future__ import annotations

from demarche.code.bans import BANS, PROTESTS, of_other_kind, pooled
from demarche.code.barred import possible


def test_a_ban_on_ones_own_is_force_and_one_on_another_state_a_sanction() -> None:
    assert of_other_kind("SANCTION", BANS, ["TUN"], ["TUN/CVL"])
    assert of_other_kind("COERCE", BANS, ["CHN"], ["USA"])
    assert not of_other_kind("SANCTION", BANS, ["CHN", "RUS"], ["USA"])
    assert not of_other_kind("ACCUSE", BANS, ["CHN"], ["USA"])
    assert not of_other_kind("COERCE", None, ["CHN"], ["USA"])


def test_both_kinds_of_a_ban_count_together() -> None:
    assert pooled([0.2, 0.3, 0.5], ["COERCE", "SANCTION", "NONE"], BANS) == [0.5, 0.5, 0.5]
    assert pooled([0.2, 0.3, 0.5], ["COERCE", "SANCTION", "NONE"], None) == [0.2, 0.3, 0.5]


def test_a_ban_that_cannot_be_is_taken_from_the_whole_once() -> None:
    labels, never = ["COERCE", "SANCTION", "REQUEST", "NONE"], frozenset(BANS)
    left = pooled(possible([0.25, 0.25, 0.125, 0.375], labels, never), labels, BANS)
    assert left[2:] == [0.25, 0.75]
    assert pooled([0.75, 0.75, 0.0, 0.0], labels, BANS)[0] == 1.0


def test_a_government_protests_at_another_in_words_and_a_crowd_in_the_street() -> None:
    assert of_other_kind("PROTEST", PROTESTS, ["SWE"], ["NOR"])
    assert of_other_kind("ACCUSE", PROTESTS, ["SWE/~"], ["NOR"])
    assert not of_other_kind("PROTEST", PROTESTS, ["SWE/~"], ["NOR"])
