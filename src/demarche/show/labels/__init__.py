"""Words that are shown, by the language of the reader: a TOML file for each, beside this module."""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from demarche.errors import SettingError

HOME = Path(__file__).parent
# What is taken where the reader's locale has no file here.
FALLBACK = "en"


def installed() -> tuple[str, ...]:
    """Codes of the languages that labels are there in, sorted."""
    return tuple(sorted(path.stem for path in HOME.glob("*.toml")))


@dataclass(frozen=True)
class Labels:
    """The words of one language. Every method gives text ready to show."""

    language: str
    words: Mapping[str, Any]
    names: Mapping[str, str]

    def get(self, group: str, key: str) -> str:
        """A word; the key itself where the tables have none, so that a new topic or type still shows."""
        return str(self.words.get(group, {}).get(key, key))

    def phrase(self, key: str, **parts: object) -> str:
        """A phrase with its parts filled in."""
        return self.get("phrases", key).format(**parts)

    def count(self, kind: str, number: int) -> str:
        """ "1 event", "2 events"."""
        one, many = self.words["counts"][kind]
        form, said = one if number == 1 else many, self.number(number)
        return form.format(n=said) if "{n}" in many else f"{said} {form}"

    def party(self, code: str) -> str:
        """The name of a party: ``RUS/MIL`` is "Russia (armed forces)", ``X:Name`` is "Name"."""
        if code.startswith("X:"):
            return code[2:]
        head, _, sector = code.partition("/")
        name = self.words.get("parties", {}).get(head) or self.names.get(head, head)
        return f"{name} ({self.get('sectors', sector)})" if sector else name

    def parties(self, codes: Iterable[str]) -> str:
        """Names joined: "NATO, the EU and Russia"; "somebody" where there are none."""
        return self.joined([self.party(code) for code in codes]) or self.phrase("somebody")

    def joined(self, names: list[str]) -> str:
        """ "a, b and c"."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self.phrase('and')} {names[-1]}"

    def counted(self, what: str, low: int, high: int) -> str:
        """What a force counts: "troops", or "soldier" where there is one."""
        one = self.words.get("one_force", {}).get(what)
        return str(one) if one and low == high == 1 else self.get("forces", what)

    def date(self, value: str | None) -> str:
        """ "12 January 2022", "January 2022", "2022", or a range of these; () where none is known."""
        if not value:
            return self.phrase("no_date_known")
        start, _, end = value.partition("/")
        if end:
            return self._range(start, end)
        year, month, day = [*start.split("-"), "", ""][:3]
        if not month.isdigit() or not 1 <= int(month) <= 12:
            return start
        name = self.words["dates"]["months"][int(month) - 1]
        form = self.words["dates"]["day" if day else "month"]
        return str(form).format(day=day.lstrip("0"), month=name, year=year)

    def moment(self, value: str | None, weekday: str | None) -> str:
        """:meth:`date` of what is known; "a Monday in January 2022" where the words name the day of the week alone."""
        forms = self.words["dates"]
        told = forms["weekdays"].get(weekday or "")
        return str(forms["weekday_in"]).format(weekday=told, date=self.date(value)) if told else self.date(value)

    def _range(self, start: str, end: str) -> str:
        forms = self.words["dates"]
        if start[:7] == end[:7] and len(start) == len(end) == len("2022-01-12"):
            first, (last, name, year) = start[8:].lstrip("0"), self.date(end).split(" ", 2)
            return str(forms["days"]).format(first=first, last=last, month=name, year=year)
        if start[:4] == end[:4] and len(start) == len(end) > len("2022"):
            return str(forms["span"]).format(start=self.date(start).removesuffix(f" {start[:4]}"), end=self.date(end))
        return str(forms["range"]).format(start=self.date(start), end=self.date(end))

    def number(self, value: int) -> str:
        """A whole number with the language's sign between thousands."""
        return f"{value:,}".replace(",", self.words["dates"]["thousands"])


@cache
def load(language: str) -> Labels:
    """The labels of a language.

    Raises:
        SettingError: naming the languages that there are.
    """
    path = HOME / f"{language}.toml"
    if language not in installed():
        raise SettingError(f"there are no labels in {language!r}; there are: {', '.join(installed())}")
    return Labels(language, tomllib.loads(path.read_text(encoding="utf-8")), _names(language))


def by_locale(environment: Mapping[str, str] | None = None) -> Labels:
    """Labels in the language of the reader's locale (LC_ALL, LC_MESSAGES, LANG), or in the fallback."""
    settings = os.environ if environment is None else environment
    said = next((settings[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if settings.get(key)), "")
    language = said.partition(".")[0].partition("_")[0].lower()
    return load(language if language in installed() else FALLBACK)


@cache
def _names(language: str) -> Mapping[str, str]:
    """Names of states and bodies, from ``parties.csv``; in the fallback's language where it has no column."""
    with (HOME / "parties.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row.get(language) or row[FALLBACK] for row in csv.DictReader(lines)}
