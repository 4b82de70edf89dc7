"""The fields of an item as controls of a form, and what a form sent as fields of the codebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demarche import ontologies
from demarche.archive.corrections import KEYS, STANCES
from demarche.errors import SettingError
from demarche.show.page.render import visible
from demarche.show.party_names import codes_in

#: What a field holds, by the codebook's key: codes of parties, words of the text, one of a list, yes or no, a number;
#: any other is free text, and empty means that the text does not say it.
CODES = frozenset({"actors", "recipients", "towards", "parties", "by"})
WORDS = frozenset({"cue", "content", "action", "if", "then", "evidence"})
NUMBERS = frozenset({"low", "high"})
LISTS = frozenset({"via"})
#: Fields of one kind that are codes there, and one code or none.
ONE_CODE = frozenset({("positions", "party"), ("forces", "party")})
_GROUPS = {
    "type": "types",
    "mode": "modes",
    "status": "status",
    "stance": "stances",
    "topic": "topics",
    "what": "forces",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One control: ``form`` is words, choice, tick or text; ``value`` what stands there now, ``choices`` the list (code
    and group of the labels)."""

    key: str
    form: str
    value: str
    choices: tuple[str, ...] = ()
    group: str = ""
    needed: bool = False


def fields_of(kind: str, data: dict[str, Any]) -> list[Field]:
    """The controls for a kind of item, with the values of ``data`` (the codebook's JSON; empty for a new one)."""
    return [_field(kind, key, data.get(key)) for key in KEYS[kind]]


def _field(kind: str, key: str, value: Any) -> Field:
    choices = choices_of(kind, key)
    if choices:
        return Field(key, "choice", str(value or ""), choices, _group(kind, key), needed=(kind, key) in _NEEDED)
    if key in WORDS:
        return Field(key, "words", joined(value), needed=True)
    if key == "approximate":
        return Field(key, "tick", "yes" if value else "")
    if isinstance(value, list):
        return Field(key, "text", (", " if key in LISTS else " ").join(map(str, value)))
    return Field(key, "text", "" if value is None else str(value))


_NEEDED = frozenset({("events", "type"), ("events", "status"), ("positions", "stance"), ("positions", "topic"),
                     ("statements", "mode"), ("conditions", "kind"), ("forces", "what")})  # fmt: skip


def _group(kind: str, key: str) -> str:
    return "speech_modes" if (kind, key) == ("statements", "mode") else _GROUPS.get(key, "phrases")


def choices_of(kind: str, key: str) -> tuple[str, ...]:
    """Values that a field can have; empty where it is free."""
    lists = ontologies.load()
    modes = tuple(dict.fromkeys(mode for one in lists.types.values() for mode in one.modes))
    known: dict[tuple[str, str], tuple[str, ...]] = {
        ("events", "type"): tuple(lists.types),
        ("events", "mode"): modes,
        ("events", "status"): tuple(lists.statuses),
        ("positions", "stance"): STANCES,
        ("positions", "topic"): tuple(lists.topics),
        ("statements", "mode"): ("direct", "indirect", "mixed"),
        ("conditions", "kind"): ("threat", "promise"),
        ("forces", "what"): ("troops", "tanks", "aircraft", "ships", "missiles", "drones", "killed", "wounded",
                             "captured", "displaced"),
    }  # fmt: skip
    return known.get((kind, key), ())


def joined(value: Any) -> str:
    """Words of the text as one line; pieces are apart by " … "."""
    some = value if isinstance(value, list) else [value] if value else []
    return " … ".join(one["text"] if isinstance(one, dict) else str(one) for one in some)


def given_by(kind: str, sent: dict[str, str], now: dict[str, Any]) -> dict[str, Any]:
    """The fields that a form sent, in the codebook's form; ``now`` are those that stand, {} for a new item.

    Raises:
        SettingError: where a number is none, or words of a new item are missing.
    """
    return {key: _given(kind, key, sent, now.get(key)) for key in KEYS[kind] if key in sent or key == "approximate"}


def _given(kind: str, key: str, sent: dict[str, str], now: Any) -> Any:
    text = sent.get(key, "").strip()
    if key in WORDS:
        return _words(key, text, sent, now)
    if key == "approximate":
        return bool(text)
    if key in NUMBERS:
        plain = text.replace(".", "").replace(",", "").replace(" ", "").replace("\u00a0", "")
        if not (plain.isascii() and plain.isdigit() and len(plain) < 13):
            raise SettingError(f"{key} is a whole number, and not {text[:40]!r}")
        return int(plain)
    if key in LISTS:
        return [one.strip() for one in text.split(",") if one.strip()]
    if key in CODES:
        return codes_in(text) if text else []
    if (kind, key) == ("statements", "party"):
        codes = codes_in(text) if text else []
        return codes if len(codes) > 1 else codes[0] if codes else None
    return text or None


def _words(key: str, text: str, sent: dict[str, str], now: Any) -> Any:
    """Words chosen in the text by their offsets, else typed as they stand there, else those that stand now."""
    start, end = sent.get(f"{key}_start", ""), sent.get(f"{key}_end", "")
    if all(one.isascii() and one.isdigit() and len(one) < 10 for one in (start, end)):
        return [{"start": int(start), "end": int(end)}]
    if now is not None and text.split() == visible(joined(now)).split():  # a browser has its own line ends
        return now
    if not text:
        raise SettingError(f"{key} needs the words of the text that say so: select them, or type them as they stand")
    return [text]
