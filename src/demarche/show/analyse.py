"""``demarche analyse NAME``: the analyses of an archive, as text, table, chart or graph."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demarche.show.archive_commands import ArchiveOption
from demarche.show.filter_options import Outlet, Since, Until, in_order, published_by

if TYPE_CHECKING:
    pass

app = typer.Typer(
    name="analyse",
    help="What an analyst asks of an archive: who wants what, who moved, who acts on whom, where and when.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Per(enum.StrEnum):
    """Lengths of a period."""

    day = "day"
    week = "week"
    month = "month"
    year = "year"


class Claims(enum.StrEnum):
    """Which events: all, those reported as fact, those that a party claims."""

    all = "all"
    reported = "reported"
    claimed = "claimed"


class Window(enum.StrEnum):
    """Time windows of a network."""

    whole = "whole"
    week = "week"
    month = "month"
    year = "year"


Parties = Annotated[
    list[str] | None,
    typer.Argument(metavar="PARTIES", help="Parties, by name or code: Rusland NATO. Without any: all."),
]
Pair = Annotated[
    list[str] | None,
    typer.Argument(metavar="PARTIES", help="One or two parties; RUS+BLR is one side. Without any: all."),
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", help="Write it: .csv .xlsx .json .png .svg .pdf .html; networks .graphml .gexf too."),
]
TableName = Annotated[str | None, typer.Option("--table", help="Another table of the analysis than its main one.")]
Labels = Annotated[str | None, typer.Option(help="Language of the words (en, nl); else that of your locale.")]
Dark = Annotated[bool, typer.Option("--dark", help="A chart for dark paper.")]
PerOption = Annotated[Per, typer.Option(help="Length of a period.")]
Outlets = Outlet


def _give(name: str, archive: str, parties: list[str] | None, shown: dict[str, Any], **options: Any) -> None:
    from demarche import analyse
    from demarche.show.given import give
    from demarche.show.party_names import codes_of

    dossier = analyse.open(archive)
    given = {key: value for key, value in options.items() if value is not None and value != []}
    published_by(dossier, given.get("outlet"))
    last = "on" if "on" in given else "until"
    in_order(given.get("since"), given.get(last), last)
    if "place" in given:
        (given["place"],) = codes_of(dossier, [given["place"]])
    give(getattr(dossier.analyse, name)(*codes_of(dossier, parties or ()), **given), **shown)


@app.command("state", short_help="Who wants what, demands and answers, threats, what changed.")
def state(
    parties: Parties = None,
    *,
    archive: ArchiveOption,
    on: Annotated[str | None, typer.Option(help="The day; else that of the last report.", metavar="DATE")] = None,
    changed_since: Annotated[
        str | None, typer.Option(help="Say what changed after this day; else 31 days before.", metavar="DATE")
    ] = None,
    since: Since = None,
    outlet: Outlets = None,
    out: Out = None,
    table: TableName = None,
    labels: Labels = None,
    dark: Dark = False,
) -> None:
    """The state of play: issues by parties, demands and answers, promises, threats, forces, what changed."""
    shown = {"out": out, "table": table, "labels": labels, "dark": dark}
    _give("state", archive, parties, shown, on=on, changed_since=changed_since, since=since, outlet=outlet)


@app.command("ledger", short_help="Demands and offers with their answers, and how long they wait.")
def ledger(
    parties: Parties = None,
    *,
    archive: ArchiveOption,
    on: Annotated[str | None, typer.Option(help="The day; else that of the last report.", metavar="DATE")] = None,
    since: Since = None,
    outlet: Outlets = None,
    out: Out = None,
    labels: Labels = None,
    dark: Dark = False,
) -> None:
    """Demands and offers with the answers they got, and how long they wait."""
    shown = {"out": out, "labels": labels, "dark": dark}
    _give("ledger", archive, parties, shown, on=on, since=since, outlet=outlet)


@app.command("distance", short_help="How far parties stand apart, over time and by issue.")
def distance(
    parties: Parties = None,
    *,
    archive: ArchiveOption,
    per: PerOption = Per.month,
    memory: Annotated[int, typer.Option(help="Stances of so many days count in a period.", min=1)] = 180,
    since: Since = None,
    until: Until = None,
    outlet: Outlets = None,
    out: Out = None,
    table: TableName = None,
    labels: Labels = None,
    dark: Dark = False,
) -> None:
    """How far parties stand apart: two over time and by issue, more pair by pair."""
    shown = {"out": out, "table": table, "labels": labels, "dark": dark}
    _give("distance", archive, parties, shown, per=per.value, memory=memory, since=since, until=until, outlet=outlet)


@app.command("tension", short_help="Conflict and cooperation as shares of the coverage, and changes.")
def tension(
    parties: Pair = None,
    *,
    archive: ArchiveOption,
    per: PerOption = Per.month,
    claims: Annotated[Claims, typer.Option(help="Events reported as fact, or only claimed by a party.")] = Claims.all,
    place: Annotated[str | None, typer.Option(help="Only events in this country, by name or code: UKR.")] = None,
    minimum: Annotated[int, typer.Option(help="Reports a period needs for a share.", min=1)] = 10,
    since: Since = None,
    until: Until = None,
    outlet: Outlets = None,
    out: Out = None,
    table: TableName = None,
    labels: Labels = None,
    dark: Dark = False,
) -> None:
    """Conflict and cooperation as shares of the coverage, and when they changed."""
    shown = {"out": out, "table": table, "labels": labels, "dark": dark}
    options = {"per": per.value, "claims": claims.value, "place": place, "minimum": minimum}
    _give("tension", archive, parties, shown, since=since, until=until, outlet=outlet, **options)


@app.command("network")
def network(
    parties: Parties = None,
    *,
    archive: ArchiveOption,
    quad: Annotated[int | None, typer.Option(help="One quad class: 1 to 4; 0 for all together.", min=0, max=4)] = None,
    least: Annotated[int, typer.Option(help="Reports that an edge needs.", min=1)] = 1,
    since: Since = None,
    until: Until = None,
    outlet: Outlets = None,
    out: Out = None,
    table: TableName = None,
    labels: Labels = None,
    dark: Dark = False,
) -> None:
    """Who acts on whom, by quad class."""
    shown = {"out": out, "table": table, "labels": labels, "dark": dark}
    _give("network", archive, parties, shown, quad=quad, least=least, since=since, until=until, outlet=outlet)


@app.command("discourse", short_help="Who agrees with whom, as Discourse Network Analyzer has it.")
def discourse(
    parties: Parties = None,
    *,
    archive: ArchiveOption,
    mode: Annotated[str, typer.Option(help="onemode (parties) or twomode (parties and concepts).")] = "onemode",
    aggregation: Annotated[
        str | None, typer.Option(help="congruence, conflict, subtract or ignore; twomode: subtract or ignore.")
    ] = None,
    normalisation: Annotated[
        str | None, typer.Option(help="average, jaccard, cosine or no; twomode: activity, prominence or no.")
    ] = None,
    duplicates: Annotated[str, typer.Option(help="include, document, week, month, year, acrossrange.")] = "document",
    concept: Annotated[str, typer.Option(help="issue, or topic.")] = "issue",
    window: Annotated[Window, typer.Option(help="A network for each week, month or year.")] = Window.whole,
    open_as: Annotated[str | None, typer.Option(help="Count `open` as agree or against; else left out.")] = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlets = None,
    out: Out = None,
    table: TableName = None,
    labels: Labels = None,
    dark: Dark = False,
) -> None:
    """Discourse networks of parties and issues, as Discourse Network Analyzer defines them."""
    one = mode == "onemode"
    options = {
        "mode": mode, "aggregation": aggregation or ("congruence" if one else "subtract"),
        "normalisation": normalisation or ("average" if one else "no"), "duplicates": duplicates,
        "concept": concept, "window": window.value, "open_as": open_as,
    }  # fmt: skip
    shown = {"out": out, "table": table, "labels": labels, "dark": dark}
    _give("discourse", archive, parties, shown, since=since, until=until, outlet=outlet, **options)


@app.command("timeline", short_help="What happened when, and what was announced for when.")
def timeline(
    parties: Parties = None,
    *,
    archive: ArchiveOption,
    top: Annotated[int, typer.Option(help="The most told of that are kept.", min=1)] = 2000,
    dated: Annotated[str, typer.Option(help="all, or text: only what the text dates.")] = "all",
    since: Since = None,
    until: Until = None,
    outlet: Outlets = None,
    out: Out = None,
    labels: Labels = None,
    dark: Dark = False,
) -> None:
    """What happened when and what was announced for when, by the date of the event."""
    shown = {"out": out, "labels": labels, "dark": dark}
    _give("timeline", archive, parties, shown, top=top, dated=dated, since=since, until=until, outlet=outlet)


@app.command("map")
def map_(
    parties: Parties = None,
    *,
    archive: ArchiveOption,
    since: Since = None,
    until: Until = None,
    outlet: Outlets = None,
    out: Out = None,
    table: TableName = None,
    labels: Labels = None,
    dark: Annotated[bool, typer.Option("--dark", help="A chart for dark paper.")] = False,
) -> None:
    """Events by place, disputed areas marked."""
    shown = {"out": out, "table": table, "labels": labels, "dark": dark}
    _give("map", archive, parties, shown, since=since, until=until, outlet=outlet)


@app.command("forces")
def forces(
    parties: Parties = None,
    *,
    archive: ArchiveOption,
    what: Annotated[str | None, typer.Option(help="One kind: troops, tanks, killed, …")] = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlets = None,
    out: Out = None,
    table: TableName = None,
    labels: Labels = None,
    dark: Dark = False,
) -> None:
    """Men, weapons and casualties over time, as told by whom."""
    shown = {"out": out, "table": table, "labels": labels, "dark": dark}
    _give("forces", archive, parties, shown, what=what, since=since, until=until, outlet=outlet)


@app.command("outlets", short_help="What each outlet reports, whom it quotes, who copies whom.")
def outlets(
    *,
    archive: ArchiveOption,
    since: Since = None,
    until: Until = None,
    out: Out = None,
    table: TableName = None,
    labels: Labels = None,
    dark: Annotated[bool, typer.Option("--dark", help="A chart for dark paper.")] = False,
) -> None:
    """What each outlet reports, whom it quotes, who copies whom, where they contradict."""
    shown = {"out": out, "table": table, "labels": labels, "dark": dark}
    _give("outlets", archive, None, shown, since=since, until=until)


@app.command("whatif", short_help="Draft options, and say which states would hold. No forecast.")
def whatif(
    parties: Parties = None,
    *,
    archive: Annotated[str | None, typer.Option("-a", "--archive", help="Where options come from.")] = None,
    plan: Annotated[Path | None, typer.Option(help="Your file of options and preferences.")] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="PLAN.toml to draft a plan; with --plan .csv .png .svg .html …")
    ] = None,
    labels: Labels = None,
    dark: Dark = False,
) -> None:
    """Draft options from an archive; with your preferences, which states would hold. No forecast."""
    from demarche.errors import SettingError
    from demarche.show.given import give

    if plan:
        from demarche.analyse.whatif import whatif as weigh

        give(weigh(plan), out=out, labels=labels, dark=dark)
    elif archive:
        _give("whatif", archive, parties, {"out": out, "labels": labels, "dark": dark})
    else:
        raise SettingError("whatif needs an archive to draft options from (-a DIR), or your plan (--plan PLAN.toml)")
