"""The graph model of conflict: published cases with known equilibria, and plans of one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from affair import position, report, threat

from demarche.analyse import Dossier
from demarche.analyse.conflict_graph import Graph, answers, equilibria, stable
from demarche.analyse.whatif import Option, Plan, draft, fulfilled, read_plan, variants, whatif
from demarche.errors import SettingError

Make = Callable[..., Dossier]


def liking(best_first: Sequence[int]) -> list[float]:
    """Ranks of states 0, 1, … from their numbers, best first."""
    return [float(len(best_first) - best_first.index(state)) for state in range(len(best_first))]


def two_by_two(row: Sequence[int], column: Sequence[int]) -> Graph:
    """A game of two with two choices each; states 0 CC, 1 CD, 2 DC, 3 DD, each side's liking best first."""
    return Graph(4, {"row": {0: [2], 1: [3], 2: [0], 3: [1]}, "column": {0: [1], 1: [0], 2: [3], 3: [2]}},
                 {"row": liking(row), "column": liking(column)})  # fmt: skip


def test_the_prisoners_dilemma_ends_in_defection_unless_sanctions_are_seen() -> None:
    game = two_by_two([2, 0, 3, 1], [1, 0, 3, 2])
    assert equilibria(game, "nash") == [3]
    # Who looks two moves ahead sees that defecting from cooperation is answered by defection.
    assert equilibria(game, "seq") == equilibria(game, "gmr") == equilibria(game, "smr") == [0, 3]


def test_in_chicken_one_gives_way() -> None:
    game = two_by_two([2, 0, 1, 3], [1, 0, 2, 3])
    assert equilibria(game, "nash") == [1, 2]
    # Both giving way is no Nash equilibrium, and holds where the answer is feared; not by answers that cost the other.
    assert equilibria(game, "gmr") == [0, 1, 2]
    assert equilibria(game, "seq") == [1, 2]


def elmira() -> Graph:
    """The Elmira conflict: the ministry, Uniroyal and the local government; states 1 to 9 of the literature."""
    moves = {
        "ministry": {1: [2], 3: [4], 5: [6], 7: [8]},
        "uniroyal": {1: [3, 9], 2: [4, 9], 3: [9], 4: [9], 5: [7, 9], 6: [8, 9], 7: [9], 8: [9]},
        "local": {1: [5], 5: [1], 2: [6], 6: [2], 3: [7], 7: [3], 4: [8], 8: [4]},
    }
    best = {
        "ministry": [7, 3, 4, 8, 5, 1, 2, 6, 9],
        "uniroyal": [1, 4, 8, 5, 9, 3, 7, 2, 6],
        "local": [7, 3, 5, 1, 8, 6, 4, 2, 9],
    }
    from_0 = {dm: {s - 1: [t - 1 for t in to] for s, to in some.items()} for dm, some in moves.items()}
    return Graph(9, from_0, {dm: liking([s - 1 for s in some]) for dm, some in best.items()})


@pytest.mark.parametrize(
    ("concept", "states"), [("nash", [5, 8, 9]), ("seq", [5, 8, 9]), ("gmr", [1, 4, 5, 8, 9]), ("smr", [1, 4, 5, 8, 9])]
)
def test_elmira_has_the_equilibria_of_the_literature(concept: str, states: list[int]) -> None:
    assert [state + 1 for state in equilibria(elmira(), concept)] == states


def test_in_brams_cuban_missile_crisis_the_compromise_alone_holds_by_every_measure_of_fear() -> None:
    # Blockade or air strike, withdrawal or not, ranked as Brams has it (Superpower Games, Yale 1985; Zagare,
    # Economies 2 (2014) 20-44, doi:10.3390/economies2010020): compromise (3, 3), Soviet victory (1, 4), a strike on
    # what was being withdrawn (2, 2), a strike that thwarts (4, 1). By hand: from each somebody gains, so none is
    # Nash. From the compromise the Soviet Union gains by staying, and is struck (1 is less than 3). From (2, 2) the
    # United States gains by calling the strike off, and loses if the missiles then stay (1); but it escapes that by
    # striking (4).
    game = two_by_two([3, 0, 2, 1], [1, 0, 2, 3])
    assert equilibria(game, "nash") == []
    assert equilibria(game, "gmr") == equilibria(game, "seq") == [0, 2]
    assert equilibria(game, "smr") == [0]


def test_in_the_cuban_missile_crisis_the_missiles_go() -> None:
    # The options of Fraser and Hipel's model (Conflict Analysis, 1984): strike 1, blockade 2, withdraw 4, escalate 8;
    # the last two exclude each other. Their orders of preference could not be held against the book when this was
    # written.
    def changes(own: int) -> dict[int, list[int]]:
        return {s: [t for t in range(12) if t != s and t & ~own == s & ~own] for s in range(12)}

    game = Graph(12, {"US": changes(3), "USSR": changes(12)},
                 {"US": liking([4, 6, 5, 7, 2, 1, 3, 11, 9, 10, 8, 0]),
                  "USSR": liking([0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8])})  # fmt: skip
    found = equilibria(game, "seq")
    assert found == [4, 6]
    assert all(state & 4 for state in found)


def test_nash_is_the_strictest_and_gmr_the_widest() -> None:
    game = elmira()
    for dm in game.moves:
        for state in range(game.states):
            if stable(game, dm, state, "nash"):
                assert all(stable(game, dm, state, concept) for concept in ("seq", "smr", "gmr"))
            if stable(game, dm, state, "smr") or stable(game, dm, state, "seq"):
                assert stable(game, dm, state, "gmr")


def test_others_answer_in_chains_in_which_nobody_moves_twice_running() -> None:
    line: Mapping[str, dict[int, list[int]]] = {"a": {}, "b": {0: [1], 1: [2]}, "c": {1: [3]}}
    game = Graph(4, line, {dm: [0, 0, 0, 0] for dm in line})
    assert answers(game, "a", 0, improving=False) == {1, 3}
    assert answers(game, "a", 0, improving=True) == set()


CHICKEN = Plan(
    (Option("A", "swerve"), Option("B", "swerve")),
    {"A": ("not (not A.swerve and not B.swerve)", "not A.swerve", "B.swerve"),
     "B": ("not (not A.swerve and not B.swerve)", "not B.swerve", "A.swerve")},
)  # fmt: skip


def test_a_plan_in_words_gives_the_game_it_describes() -> None:
    rows = {tuple(row["taken"]): row for row in whatif(CHICKEN).rows()}
    assert {taken for taken, row in rows.items() if row["nash"]} == {("A.swerve",), ("B.swerve",)}
    assert rows[()]["now"] is True
    assert all(0 <= row["nash_share"] <= 1 for row in rows.values())


def test_a_final_step_is_not_undone_and_what_can_not_be_is_left_out() -> None:
    plan = Plan(
        (Option("A", "leave", final=True), Option("A", "stay")), {"A": ("not A.leave",)}, ("A.leave and A.stay",)
    )
    rows = {tuple(row["taken"]): row for row in whatif(plan).rows()}
    assert set(rows) == {(), ("A.leave",), ("A.stay",)}
    assert rows["A.leave",]["nash"] is True  # it would rather not have left, and can't go back


def test_variants_swap_neighbours() -> None:
    assert variants(["a", "b", "c"]) == [("a", "b", "c"), ("b", "a", "c"), ("a", "c", "b")]
    assert variants([]) == [()]


@pytest.mark.parametrize("line", ["A.b", "not A.b", "A.b or not A.b", "(A.b and A.b)", "not (A.b or A.b)"])
def test_a_line_of_options_is_understood(line: str) -> None:
    assert fulfilled(line, {"A.b": True}) is not ("not" in line and "or not" not in line)


@pytest.mark.parametrize(
    "line", ["", "A.c", "A", "__import__('os')", "A.b()", "A.b == 1", "A.b if A.b else A.b", "(" * 500, "A.b\x00"]
)
def test_a_line_that_is_none_is_refused_and_never_run(line: str) -> None:
    with pytest.raises(SettingError):
        fulfilled(line, {"A.b": True})


# A name as the world may give it: with a quotation mark and a backslash.
HARD = 'X:Sea"Guard\\'


def test_a_draft_from_an_archive_is_a_plan_that_can_be_weighed(dossier: Make, tmp_path: Path) -> None:
    d = dossier(report(
        "2024-01-01",
        position("NOR", "demand", "force-withdrawal", HARD, HARD, words='Norway says "go" \\ now'),
        position(HARD, "offer", "aid", "NOR", "NOR"),
        threat("NOR", "If they stay", "harbours close"),
    ))  # fmt: skip
    drafted = d.analyse.whatif("NOR", HARD)
    path = tmp_path / "plan.toml"
    path.write_text(draft(drafted), encoding="utf-8")
    weighed = d.analyse.whatif(plan=path)
    assert [row["party"] for row in drafted.rows()] == ["NOR", HARD, HARD]
    assert len(weighed.rows()) == 8
    assert any(note.key == "whatif_no_forecast" for note in weighed.notes)


@pytest.mark.parametrize(
    "text",
    [
        "not toml at all",
        "[preferences]\nA = []",
        '[[option]]\nparty = "A"\n[preferences]\nA = []',
        '[[option]]\nparty = "A"\nname = "b"',
        '[[option]]\nparty = "A"\nname = "b"\n[preferences]\nA = ["A.c"]',
        '[[option]]\nparty = "A"\nname = "b"\n[[option]]\nparty = "A"\nname = "b"\n[preferences]\nA = []',
        "".join(f'[[option]]\nparty = "A"\nname = "b{n}"\n' for n in range(11)) + "[preferences]\nA = []",
    ],
)
def test_a_plan_that_can_not_be_weighed_is_refused_in_words(text: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=r"plan\.toml|A\.c"):
        read_plan(path)


def test_a_plan_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"-o PLAN\.toml"):
        read_plan(tmp_path / "none.toml")
