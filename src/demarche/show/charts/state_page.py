"""The state of play of an archive in the shapes that the terminal and the page show for one report too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from demarche.analyse import words as said
from demarche.analyse.shapes import Result
from demarche.archive.dates import bound, days
from demarche.records import Span
from demarche.show.charts.theme import Words, cut
from demarche.show.state import Cell, Line, Row, Section, StateOfPlay
from demarche.show.state.lines import place_name

MOST = 12  # lines of a section on a terminal; the tables have them all
MOST_ISSUES = 3 * MOST


def play(result: Result, words: Words, reports: dict[str, str] | None = None) -> StateOfPlay:
    """The matrix of issues by parties, and the sections that have lines.

    ``reports`` gets, for each item that is shown, the report it stands in.
    """
    rows, where = result.rows(), {} if reports is None else reports
    where.update((row["item"], row["report"]) for row in rows)
    told: dict[str, int] = {}
    for row in rows:
        told[row["party"]] = told.get(row["party"], 0) + row["mentions"]
    parties = sorted(told, key=lambda code: (-told[code], code))
    issues = list(_rows(rows, words))
    seen = {code for issue in issues[:MOST_ISSUES] for code in issue.cells}
    on = result.asked.get("on")
    head = (words.labels.date(on), result.source) if on else (result.source,)
    sections = _sections(result, words, where)
    return StateOfPlay(
        head,
        tuple((code, words.labels.party(code)) for code in parties if code in seen),
        tuple(issues[:MOST_ISSUES]),
        tuple(section for section in sections if section.lines),
        max(0, len(issues) - MOST_ISSUES),
        words.axis("no_rows"),
    )


def _rows(rows: list[dict[str, Any]], words: Words) -> Iterator[Row]:
    issues: dict[tuple[str, str | None], dict[str, tuple[Cell, ...]]] = {}
    for row in rows:
        stances = "; ".join(words.labels.get("stances", one) for one in row["stance"].split("; "))
        when = words.day(row["last"], row["precision"])
        text = f"{stances} ({when})" if when else stances
        words_of = (Span(0, len(row["words"]), row["words"]),)
        side = {1: "for", 0: "open", -1: "against", None: "both"}[row["side"]]
        cell = Cell(text, row["side"] == -1, words_of, row["item"], stance=stances, when=when, side=side)
        issues.setdefault((row["topic"], row["about"]), {})[row["party"]] = (cell,)
    for (topic, about), cells in issues.items():
        yield Row(words.issue(topic, about), topic, cells)


def _section(key: str, lines: list[Line], more: int, words: Words) -> Section:
    if more > 0:
        lines = [*lines, Line("", words.axis("more_rows").format(n=more), quoted=False)]
    return Section(key, words.get("sections", key), tuple(lines))


def _sections(result: Result, words: Words, reports: dict[str, str]) -> Iterator[Section]:
    """Every section: its first :data:`MOST` lines, and how many more the table has; ``reports`` gets their reports."""
    values: dict[tuple[str, str], list[Any]] = {}
    for key, name, column, wanted, line in _PARTS:
        table = result.more[name]
        places: Sequence[int] = range(len(table))
        if column:
            if (name, column) not in values:
                values[name, column] = table.column(column)
            places = [n for n, value in enumerate(values[name, column]) if value in wanted]
        rows = [row | {"behind": _behind(row, result.asked.get("on"))} for row in table.some(places[:MOST])]
        reports.update((row["item"], row["report"]) for row in rows if "report" in row)
        yield _section(key, [line(row, words) for row in rows], len(places) - MOST, words)


def _line(head: str, row: dict[str, Any], note: str, quoted: str | None = None) -> Line:
    text = quoted or row["words"]
    return Line(head, text, note, True, (Span(0, len(row["words"]), row["words"]),), row["item"])


def _moved(row: dict[str, Any], words: Words) -> Line:
    name = f"{words.labels.party(row['party'])}, {words.issue(row['topic'], row['about'])}"
    stances = [" / ".join(words.labels.get("stances", one) for one in (row[key] or "").split("; "))
               for key in ("before", "now")]  # fmt: skip
    return _line(name, row, " → ".join(stances))


def _apart(row: dict[str, Any], words: Words) -> Line:
    names = f"{words.labels.party(row['a'])} – {words.labels.party(row['b'])}"
    gave = words.axis("gave_way").format(n=row["gave_way"]) if row["gave_way"] else words.axis("none_gave_way")
    if not row["issues"]:
        return Line(names, f"{words.axis('not_comparable')} {gave}", quoted=False)
    known = said.load(words.language)["dates"]["decimal"]
    low, mid, high = (f"{row[key]:.2f}".replace(".", known) for key in ("low", "distance", "high"))
    return Line(
        names, words.axis("apart").format(mid=mid, low=low, high=high, n=row["issues"]) + f" {gave}", quoted=False
    )


def _commitment(row: dict[str, Any], words: Words) -> Line:
    due = words.labels.phrase("with_deadline", date=words.labels.date(row["deadline"])) if row["deadline"] else ""
    outcome = words.get("outcomes", row["outcome"])
    return _line(words.parties(row["parties"]), row, ", ".join(part for part in (due, outcome) if part), row["action"])


def _entry(row: dict[str, Any], words: Words) -> Line:
    to = words.parties(row["towards"])
    head = words.labels.party(row["party"]) + (f" → {to}" if to else "")
    about = words.issue(row["topic"], row["about"]) if row["topic"] else ""
    reply = f"“{cut(row['answer_words'], 90)}”" if row["answer_words"] else ""
    return _line(head, row, ", ".join(part for part in (about, _waited(row, words), reply) if part))


def _waited(row: dict[str, Any], words: Words) -> str:
    """How long it waited: for its answer, or until now."""
    low, high = row["waited_low"], row["waited_high"]
    if not high:
        return ""
    days = words.labels.count("days", high)
    if 0 < low < high:
        days = f"{low}–{days}"
    kind = "waiting" if row["answer"] == "none" else "after"
    return words.axis(f"{kind}_most" if not low else kind).format(days=days)


def _condition(row: dict[str, Any], words: Words) -> Line:
    return _line(words.parties(row["by"]), row, words.labels.get("phrases", row["kind"]))


def _claimed(row: dict[str, Any], words: Words) -> str:
    """By which party it is claimed; empty where the outlet itself tells it."""
    by = row["claimed_by"]
    return words.labels.phrase("claimed", who=words.labels.party(by)) if by and not by[:1].islower() else ""


def _force(row: dict[str, Any], words: Words) -> Line:
    low, high = words.labels.number(row["low"]), words.labels.number(row["high"])
    number = low if low == high else words.labels.phrase("between", low=low, high=high)
    number = words.labels.phrase("about_number", n=number) if row["approximate"] else number
    what = words.labels.counted(row["what"], row["low"], row["high"])
    head = f"{words.labels.party(row['party'])}: {number} {what}" if row["party"] else f"{number} {what}"
    return _line(head, row, ", ".join(part for part in (row["place"] or "", _claimed(row, words)) if part))


def _behind(row: dict[str, Any], on: str | None) -> bool:
    """Whether what was told as still to come lies before the day of the state of play: no report says if it came."""
    last = days(row["happened"])[1] if row.get("status") == "future" else None
    return bool(on and last and last < bound(on, last=True))


def _meeting(row: dict[str, Any], words: Words) -> Line:
    date = words.labels.moment(row["happened"], row["weekday"]) if row["happened"] else ""
    status = words.axis("announced") if row["behind"] else words.labels.get("status", row["status"])
    return _line(
        words.parties(row["parties"]), row, ", ".join(p for p in (place_name(row["place"]), date, status) if p)
    )


def _clash(row: dict[str, Any], words: Words) -> Line:
    date = words.labels.moment(row["happened"], row["weekday"]) if row["happened"] else ""
    to = f" → {words.parties(row['recipients'])}" if row["recipients"] else ""
    return _line(
        words.parties(row["actors"]) + to, row, ", ".join(part for part in (date, _claimed(row, words)) if part)
    )


_Line = Callable[[dict[str, Any], Words], Line]
#: Sections: key, table, the column and its values that rows of the section have (none: all rows), and their line.
_PARTS: tuple[tuple[str, str, str, tuple[str, ...], _Line], ...] = (
    ("moved", "changes", "direction", ("towards", "away", "mixed"), _moved),
    ("apart", "apart", "", (), _apart),
    ("agreed", "commitments", "", (), _commitment),
    *((f"answer_{one}", "ledger", "answer", (one,), _entry) for one in ("none", "refused", "open", "mixed", "agreed")),
    ("refusals", "clashes", "type", ("REJECT",), _clash),
    ("threats", "clashes", "type", ("THREATEN",), _clash),
    ("standing", "conditions", "state", ("standing",), _condition),
    ("forces", "forces", "", (), _force),
    ("meetings", "meetings", "type", ("CONSULT",), _meeting),
)
