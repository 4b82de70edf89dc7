"""What is printed line by line: text from outside is shown, and never steers the terminal."""

from __future__ import annotations

import typer

# Characters of a text that would steer the terminal instead of being shown: control codes (an escape begins a colour
# or worse) and those that turn the direction of writing. One stands for one, so widths hold.
_STEERS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd")
_IN_LINES = {code: sign for code, sign in _STEERS.items() if chr(code) not in "\n\t"}


def visible(text: str) -> str:
    """What comes from outside, with what would steer the terminal shown as one sign each."""
    return text.translate(_STEERS)


def visible_lines(text: str) -> str:
    """The same of a text of several lines, which stay lines."""
    return text.translate(_IN_LINES)


def say(text: str, *, err: bool = False) -> None:
    """Print a text for people; nothing in it steers the terminal."""
    typer.echo(visible_lines(text), err=err)
