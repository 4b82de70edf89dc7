"""Tension: shares of coverage worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from affair import event, quiet, report

from demarche.analyse import Dossier
from demarche.analyse.shapes import Result
from demarche.analyse.tension import wilson
from demarche.errors import SettingError

Make = Callable[..., Dossier]


def row(result: Result, measure: str, period: str = "2024-01-01") -> dict[str, Any]:
    """The row of a measure and a period."""
    return next(r for r in result.rows() if r["measure"] == measure and r["period"].isoformat() == period)


def january(*items: Any) -> list[Any]:
    """One report with the items among nine that tell of nothing."""
    return [report("2024-01-05", *items), *quiet(f"2024-01-{day:02}" for day in range(10, 19))]


def test_a_share_is_the_reports_that_tell_of_it_over_all_reports(dossier: Make) -> None:
    d = dossier(
        *january(event("ACCUSE", "RUS", "NATO"), event("THREATEN", "NATO", "RUS")),
        report("2024-01-20", event("ASSAULT", "RUS", "NATO")),
    )
    found = d.analyse.tension("RUS", "NATO")
    conflict = row(found, "conflict")
    assert (conflict["events"], conflict["reports"], conflict["exposure"]) == (3, 2, 11)
    assert conflict["share"] == pytest.approx(2 / 11)
    assert row(found, "threats")["reports"] == 1
    assert row(found, "material_conflict")["reports"] == 1
    assert row(found, "cooperation")["share"] == 0


def test_parties_of_whom_nothing_is_told_are_not_shown_as_quiet(dossier: Make) -> None:
    d = dossier(*january(event("ACCUSE", "RUS", "NATO")))
    assert "not that all was quiet" in " ".join(str(one) for one in d.analyse.tension("PER").notes)
    assert "not that all was quiet" not in " ".join(str(one) for one in d.analyse.tension("RUS").notes)


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    # 10 of 100: 0.0552 to 0.1744 (Wilson 1927, as tables give it).
    low, high = wilson([10], [100])
    assert (round(float(low[0]), 4), round(float(high[0]), 4)) == (0.0552, 0.1744)
    low, high = wilson([0], [0])
    assert (float(low[0]), float(high[0])) == pytest.approx((0.0, 1.0))


def test_below_the_minimum_of_reports_no_share_is_given(dossier: Make) -> None:
    d = dossier(report("2024-01-05", event("ACCUSE", "RUS", "NATO")))
    found = d.analyse.tension("RUS", "NATO")
    assert row(found, "conflict")["share"] is None
    assert row(found, "conflict")["reports"] == 1
    assert any(note.key == "tension_withheld" for note in found.notes)
    assert row(d.analyse.tension("RUS", "NATO", minimum=1), "conflict")["share"] == 1


def test_claims_stand_apart_from_what_is_reported_as_fact(dossier: Make) -> None:
    d = dossier(
        *january(event("ASSAULT", "RUS", "UKR", claimed_by="UKR")), report("2024-01-25", event("ASSAULT", "RUS", "UKR"))
    )
    assert row(d.analyse.tension("RUS", "UKR"), "conflict")["claimed"] == 1
    assert row(d.analyse.tension("RUS", "UKR", claims="reported"), "conflict")["reports"] == 1
    assert row(d.analyse.tension("RUS", "UKR", claims="claimed"), "conflict")["reports"] == 1


def test_a_dyad_is_one_acting_on_the_other_or_both_together(dossier: Make) -> None:
    d = dossier(*january(
        event("CONSULT", "RUS NATO"), event("ACCUSE", "RUS/MIL", "NATO"), event("ACCUSE", "RUS", "UKR"),
        event("ACCUSE", "USA", "RUS NATO"),
    ))  # fmt: skip
    found = d.analyse.tension("RUS", "NATO")
    assert row(found, "cooperation")["events"] == 1
    assert row(found, "conflict")["events"] == 1
    assert row(d.analyse.tension("RUS"), "conflict")["events"] == 3
    assert row(d.analyse.tension("RUS+UKR", "USA+NATO"), "conflict")["events"] == 2


def test_what_is_planned_denied_or_long_past_does_not_count(dossier: Make) -> None:
    d = dossier(
        *january(
            *(event("ASSAULT", "RUS", "UKR", status=s) for s in ("future", "negated", "historical", "hypothetical"))
        )
    )
    assert row(d.analyse.tension("RUS", "UKR"), "conflict")["events"] == 0


def test_the_mean_score_takes_the_report_as_its_unit(dossier: Make) -> None:
    days = [f"2024-01-{n:02}" for n in range(1, 6)]
    d = dossier(*(report(day, event("ASSAULT", "RUS", "UKR"), event("ASSAULT", "RUS", "UKR")) for day in days))
    scored = row(d.analyse.tension("RUS", "UKR", minimum=5), "conflict")
    assert (scored["score"], scored["score_low"], scored["score_high"]) == (-9.0, -9.0, -9.0)


def test_the_interval_of_a_score_comes_from_differences_between_reports(dossier: Make) -> None:
    days = [f"2024-01-{n:02}" for n in range(1, 6)]
    kinds = ["ASSAULT"] * 4 + ["ACCUSE"]  # scores -9 four times and -3 once: mean -7.8
    d = dossier(*(report(day, event(kind, "RUS", "UKR")) for day, kind in zip(days, kinds, strict=True)))
    scored = row(d.analyse.tension("RUS", "UKR", minimum=5), "conflict")
    assert scored["score"] == pytest.approx(-7.8)
    # Squared distances from the mean: 4 * 1.2^2 + 4.8^2 = 28.8; times 5/4, its root over 5, times 1.96: 2.352.
    assert scored["score_high"] - scored["score"] == pytest.approx(2.352, abs=0.001)
    assert scored["score_low"] == -10


def test_a_report_known_to_the_month_is_left_out_of_weeks_and_that_is_said(dossier: Make) -> None:
    d = dossier(report("2024-01", event("ACCUSE", "RUS", "NATO")), report("2024-01-05"))
    weeks = d.analyse.tension("RUS", "NATO", per="week")
    assert sum(r["reports"] for r in weeks.rows() if r["measure"] == "conflict") == 0
    assert [note.parts["n"] for note in weeks.notes if note.key == "coverage_undated"] == [1]
    assert row(d.analyse.tension("RUS", "NATO", per="month"), "conflict")["exposure"] == 2


def test_a_month_without_reports_is_there_with_none(dossier: Make) -> None:
    d = dossier(report("2024-01-05"), report("2024-03-05"))
    found = d.analyse.tension()
    assert [r["period"] for r in found.rows() if r["measure"] == "conflict"] == [date(2024, m, 1) for m in (1, 2, 3)]


def test_a_rise_is_found_as_a_change_and_a_growing_archive_is_none(dossier: Make) -> None:
    def month(n: int, telling: int, all_: int) -> list[Any]:
        day = f"{2022 + n // 12}-{1 + n % 12:02}-10"
        return [report(day, event("ACCUSE", "RUS", "NATO")) for _ in range(telling)] + quiet([day] * (all_ - telling))

    rising = [one for n in range(16) for one in month(n, 2 if n < 8 else 12, 20)]
    (change,) = [
        r for r in dossier(*rising).analyse.tension("RUS", "NATO").more["breaks"].rows() if r["measure"] == "conflict"
    ]
    assert (change["period"], change["before"], change["after"]) == (date(2022, 9, 1), 0.1, 0.6)


def test_growth_alone_is_no_change(dossier: Make) -> None:
    growing = []
    for n in range(12):
        day = f"2023-{1 + n:02}-10"
        telling = 1 + n // 2
        growing += [report(day, event("ACCUSE", "RUS", "NATO")) for _ in range(telling)] + quiet([day] * (9 * telling))
    found = dossier(*growing).analyse.tension("RUS", "NATO")
    assert found.more["breaks"].rows() == []
    assert any(note.key == "tension_no_break" for note in found.notes)


def test_only_events_in_a_country_count_where_one_is_named(dossier: Make) -> None:
    d = dossier(
        *january(event("ASSAULT", "RUS", "UKR", where="Kyiv, UKR"), event("ASSAULT", "RUS", "UKR", where="Rome, ITA"))
    )
    assert row(d.analyse.tension(place="UKR"), "conflict")["events"] == 1


@pytest.mark.parametrize(
    ("parties", "options"),
    [(("A", "B", "C"), {}), (("RUS", "RUS"), {}), (("RUS",), {"per": "hour"}), ((), {"claims": "some"}), (("",), {})],
)
def test_what_can_not_be_asked_is_said(dossier: Make, parties: tuple[str, ...], options: dict[str, str]) -> None:
    d = dossier(report("2024-01-05"))
    with pytest.raises(SettingError):
        d.analyse.tension(*parties, **options)


def test_an_empty_archive_gives_an_empty_table_with_its_columns(dossier: Make) -> None:
    found = dossier().analyse.tension("RUS", "NATO")
    assert found.rows() == []
    assert "share" in found.arrow().column_names
