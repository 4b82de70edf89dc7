"""What if: which states of an affair would hold, given what each party can do and what it likes. Never a forecast.

The options come from the archive (what is demanded of a party, what it offers, what it threatens), each with its words;
the preferences come from the analyst, in a short file. The answer says which states are stable by the four concepts of
:mod:`demarche.analyse.conflict_graph`, and how much that depends on the preferences: the share of variants in which a
state stays an equilibrium. A variant swaps, for some parties, two neighbouring lines of their preferences.

Preferences are ordered lines, the weightiest first (option prioritisation): of two states a party likes the one
better that fulfils the first line on which they differ. A line names options as ``PARTY.option``, with ``not``,
``and``, ``or`` and brackets.

High share: the state holds whatever the fine order of the preferences. Low share: it hangs on them. That no state was
missed, that no option was overlooked, and that the preferences are right, the method can't know.

References: those of the graph model; Peng, Hipel and Kilgour's option prioritisation as in Fang, Hipel, Kilgour and
Peng, IEEE Transactions on Systems, Man, and Cybernetics C 33 (2003) 42-55, doi:10.1109/TSMCC.2003.809361.
"""

from __future__ import annotations

import ast
import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from demarche.analyse.conflict_graph import CONCEPTS, Graph, equilibria, stable
from demarche.analyse.ledger import ledger
from demarche.analyse.shapes import Result, Table, columns, note
from demarche.analyse.standing import CONDITIONAL, Deeds, conditions
from demarche.analyse.taking import chosen, parties_asked, source
from demarche.archive import Archive, Filter
from demarche.errors import SettingError

OPTIONS = columns(
    ("party", "text", "who has the option"),
    ("option", "text", "its short name"),
    ("from", "text", "demand (asked of it), offer, or threat"),
    ("says", "text", "what it is about"),
    ("words", "text", "the words it rests on"),
    ("item", "text", "id of the item"),
    ("report", "text", "id of its report"),
)
STATES = columns(
    ("state", "int", "number of the state, from 1"),
    ("taken", "texts", "options taken in it"),
    ("now", "bool", "whether it is the state the file calls the present one"),
    *((name, "bool", f"whether it is an equilibrium by {name}") for name in CONCEPTS),
    *((f"{name}_share", "float", f"share of variants in which it is one by {name}", "0 to 1") for name in CONCEPTS),
    ("stable_for", "texts", "parties for which it is stable by SEQ"),
)
#: Ten options make 1,024 states: beyond that nobody can say what they prefer.
MOST_OPTIONS = 10
#: All variants where there are so few, else a sample of this size: shares are then right to about 0.03.
VARIANTS = 200
_DRAFTED = 3  # options drafted for each party and source


@dataclass(frozen=True)
class Option:
    """Something a party can do or leave. ``final``: once taken it can't be undone. ``now``: it is taken at present."""

    party: str
    name: str
    final: bool = False
    now: bool = False

    @property
    def key(self) -> str:
        """How lines of preferences name it."""
        return f"{_word(self.party)}.{_word(self.name)}"


def _word(text: str) -> str:
    """A name as lines of preferences can hold it: letters, digits and ``_``."""
    return re.sub(r"\W+", "_", text)


@dataclass(frozen=True)
class Plan:
    """What the analyst's file says."""

    options: tuple[Option, ...]
    preferences: Mapping[str, tuple[str, ...]]
    impossible: tuple[str, ...] = ()


def options(archive: Archive, *parties: str, filter: Filter | None = None, **fields: Any) -> Result:
    """Options of the parties as the archive knows them: what is asked of them, what they offer, what they threaten."""
    wanted = parties_asked(parties)
    if len(wanted) < 2:
        raise SettingError("name two parties or more whose conflict it is, such as: whatif RUS NATO")
    took = chosen(filter, fields).with_(party=wanted)
    entries = ledger(archive, *wanted, filter=took).rows()
    threats = conditions(archive.select("conditions", took).frame(CONDITIONAL), Deeds(None), ()).rows()
    rows: list[dict[str, Any]] = []
    for party in wanted:
        asked = [row for row in entries if row["kind"] == "demand" and party in row["towards"]
                 and row["party"] in wanted and row["topic"]]  # fmt: skip
        offered = [row for row in entries if row["kind"] == "offer" and row["party"] == party and row["topic"]]
        made = [row for row in threats if party in row["by"] and row["kind"] == "threat"]
        rows += [_option(party, "demand", row, f"{row['topic']} {row['about'] or ''}") for row in asked[:_DRAFTED]]
        rows += [_option(party, "offer", row, f"{row['topic']} {row['about'] or ''}") for row in offered[:_DRAFTED]]
        rows += [_option(party, "threat", row, row["then_text"]) for row in made[:_DRAFTED]]
    _number(rows)
    notes = (note("whatif_draft"), note("whatif_no_forecast"))
    return Result("whatif", Table.of(OPTIONS, rows), {}, notes, {"parties": list(wanted)}, source(archive))


def _option(party: str, kind: str, row: Mapping[str, Any], says: str) -> dict[str, Any]:
    return {"party": party, "from": kind, "says": says.strip(), "words": row["words"], "item": row["item"],
            "report": row["report"]}  # fmt: skip


def _number(rows: list[dict[str, Any]]) -> None:
    """Give every option a name that is its party's own: its topic, or ``threat``."""
    used: Counter[tuple[str, str]] = Counter()
    for row in rows:
        name = "threat" if row["from"] == "threat" else row["says"].split()[0].replace("-", "_")
        used[row["party"], name] += 1
        row["option"] = f"{name}_{used[row['party'], name]}" if used[row["party"], name] > 1 else name


def draft(result: Result) -> str:
    """The options as a file to be finished: preferences are the analyst's."""
    rows = result.rows()
    keys = [Option(row["party"], row["option"]).key for row in rows]
    lines = ["# What if: options from the archive, preferences from you. This is no forecast.", ""]
    lines += ['# What can\'t be: lines such as "RUS.force_withdrawal and RUS.threat"', "impossible = []", ""]
    for row in rows:
        lines += ["[[option]]", f"party = {_quoted(row['party'])}", f"name = {_quoted(row['option'])}"]
        lines += [f"# {row['from']}: {_line(row['says'])}", f"# “{_line(row['words'])}” ({row['item']})"]
        lines += ["final = false  # true: once taken it can't be undone", "now = false  # true: taken at present", ""]
    lines += ["# Weightiest first. Change the order and the lines: they are a guess.", "[preferences]"]
    for party in dict.fromkeys(row["party"] for row in rows):
        wishes = [f"not {key}" if row["from"] == "threat" else key
                  for row, key in zip(rows, keys, strict=True) if row["party"] != party]  # fmt: skip
        wishes += [f"not {key}" for row, key in zip(rows, keys, strict=True)
                   if row["party"] == party and row["from"] != "threat"]  # fmt: skip
        lines.append(f"{_quoted(party)} = [{', '.join(_quoted(wish) for wish in wishes)}]")
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """Text on one line: a comment of the file ends where its line ends."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _quoted(text: str) -> str:
    """A text as TOML has it; JSON writes the same but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_plan(path: str | Path) -> Plan:
    """The analyst's file.

    Raises:
        SettingError: where it can't be read, names what is not there, or has more than ten options.
    """
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(
            f"{path} can't be read: {error}. `demarche analyse whatif A B -a DIR -o PLAN.toml` writes one"
        ) from error
    try:
        found = tuple(Option(str(row["party"]), str(row["name"]), bool(row.get("final")), bool(row.get("now")))
                      for row in raw.get("option", []))  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise SettingError(f"{path}: every [[option]] needs a party and a name; missing: {error}") from error
    wishes = {party: tuple(str(line) for line in some) for party, some in raw.get("preferences", {}).items()}
    plan = Plan(found, wishes, tuple(str(line) for line in raw.get("impossible", [])))
    _check(plan, path)
    return plan


def _check(plan: Plan, path: str | Path) -> None:
    if not 1 <= len(plan.options) <= MOST_OPTIONS:
        raise SettingError(f"{path} has {len(plan.options)} options; there can be 1 to {MOST_OPTIONS}: strike some")
    keys = [option.key for option in plan.options]
    if len(keys) != len(set(keys)):
        raise SettingError(f"{path}: two options have the same party and name")
    lacking = {option.party for option in plan.options} - set(plan.preferences)
    if lacking:
        raise SettingError(f"{path}: no preferences for {', '.join(sorted(lacking))}; an empty list is one")
    for line in [*plan.impossible, *(line for some in plan.preferences.values() for line in some)]:
        fulfilled(line, dict.fromkeys(keys, False))


def fulfilled(line: str, taken: Mapping[str, bool]) -> bool:
    """Whether a line holds in a state.

    Raises:
        SettingError: where it is no line of options, ``not``, ``and``, ``or`` and brackets.
    """
    try:
        tree = ast.parse(line.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError) as error:
        raise SettingError(f"{line!r} can't be read: write options as PARTY.option with not, and, or") from error
    return _holds(tree, taken, line)


def _holds(node: ast.expr, taken: Mapping[str, bool], line: str) -> bool:
    if isinstance(node, ast.BoolOp):
        parts = [_holds(value, taken, line) for value in node.values]
        return all(parts) if isinstance(node.op, ast.And) else any(parts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return not _holds(node.operand, taken, line)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        key = f"{node.value.id}.{node.attr}"
        if key in taken:
            return taken[key]
    raise SettingError(f"{line!r} names no option; there are {', '.join(taken)}, with not, and, or and brackets")


def whatif(plan: Plan | str | Path, *, seed: int = 1) -> Result:
    """Every possible state with its stability, those that hold in most variants first."""
    name = str(plan) if not isinstance(plan, Plan) else "plan"
    made = plan if isinstance(plan, Plan) else read_plan(plan)
    states = _states(made)
    if not states:
        raise SettingError(f"{name}: no state is possible; strike a line of what can't be")
    graph = Graph(len(states), _moves(made, states), _ranks(made, states, made.preferences))
    holds = {concept: set(equilibria(graph, concept)) for concept in CONCEPTS}
    shares, tried = _shares(made, states, seed)
    present = tuple(option.now for option in made.options)
    rows: list[dict[str, Any]] = [
        {"state": s + 1, "taken": [o.key for o, yes in zip(made.options, one, strict=True) if yes],
         "now": one == present, **{c: s in holds[c] for c in CONCEPTS},
         **{f"{c}_share": shares[c][s] for c in CONCEPTS},
         "stable_for": [dm for dm in graph.moves if stable(graph, dm, s, "seq")]}
        for s, one in enumerate(states)
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["seq_share"], -row["nash_share"], -row["gmr_share"], row["state"]))
    notes = (note("whatif_no_forecast"), note("whatif_variants", n=tried))
    return Result("whatif", Table.of(STATES, rows), {}, notes, {"seed": seed}, name)


def _states(plan: Plan) -> list[tuple[bool, ...]]:
    keys = [option.key for option in plan.options]
    found = []
    for one in product((False, True), repeat=len(keys)):
        taken = dict(zip(keys, one, strict=True))
        if not any(fulfilled(line, taken) for line in plan.impossible):
            found.append(one)
    return found


def _moves(plan: Plan, states: Sequence[tuple[bool, ...]]) -> dict[str, dict[int, list[int]]]:
    """Moves of each party: other states that differ in its own options only, with nothing final undone."""
    moves: dict[str, dict[int, list[int]]] = {}
    for party in dict.fromkeys(option.party for option in plan.options):
        own = [n for n, option in enumerate(plan.options) if option.party == party]
        groups: dict[tuple[bool, ...], list[int]] = {}
        for s, one in enumerate(states):
            groups.setdefault(tuple(yes for n, yes in enumerate(one) if n not in own), []).append(s)
        undone = [n for n in own if plan.options[n].final]
        moves[party] = {
            s: [t for t in some if t != s and not any(states[s][n] and not states[t][n] for n in undone)]
            for some in groups.values() for s in some
        }  # fmt: skip
    return moves


def _ranks(
    plan: Plan, states: Sequence[tuple[bool, ...]], wishes: Mapping[str, Sequence[str]]
) -> dict[str, list[float]]:
    keys = [option.key for option in plan.options]
    ranks = {}
    for party in dict.fromkeys(option.party for option in plan.options):
        lines = wishes[party]
        ranks[party] = [
            float(sum(2 ** (len(lines) - n) for n, line in enumerate(lines)
                      if fulfilled(line, dict(zip(keys, one, strict=True)))))
            for one in states
        ]  # fmt: skip
    return ranks


def variants(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """The order given, and every order with two neighbours swapped."""
    found = [tuple(lines)]
    for n in range(len(lines) - 1):
        swapped = list(lines)
        swapped[n], swapped[n + 1] = swapped[n + 1], swapped[n]
        found.append(tuple(swapped))
    return found


def _chosen_variants(plan: Plan, seed: int) -> Iterator[dict[str, tuple[str, ...]]]:
    parties = list(dict.fromkeys(option.party for option in plan.options))
    each = [variants(plan.preferences[party]) for party in parties]
    size = 1
    for some in each:
        size *= len(some)
    if size <= VARIANTS:
        yield from (dict(zip(parties, one, strict=True)) for one in product(*each))
        return
    chance = random.Random(seed)
    for _ in range(VARIANTS):
        yield {party: chance.choice(some) for party, some in zip(parties, each, strict=True)}


def _shares(plan: Plan, states: Sequence[tuple[bool, ...]], seed: int) -> tuple[dict[str, list[float]], int]:
    moves = _moves(plan, states)
    held = {concept: [0] * len(states) for concept in CONCEPTS}
    tried = 0
    for wishes in _chosen_variants(plan, seed):
        graph = Graph(len(states), moves, _ranks(plan, states, wishes))
        tried += 1
        for concept in CONCEPTS:
            for s in equilibria(graph, concept):
                held[concept][s] += 1
    return {concept: [n / tried for n in some] for concept, some in held.items()}, tried
