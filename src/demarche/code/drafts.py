"""Events as they are put together from frames, before they are told."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.code.readings import Key, event_key
from demarche.findings import Frame


@dataclass(slots=True)
class Draft:
    """An event as one frame or several tell it.

    Attributes:
        worth: by which it is kept or not (see :func:`demarche.code.events.worth`), 0 to 1.
        confidence: the second look's probability that type and parties are right, of its surest frame.
        mode: the tables' mode for that frame, None where no row that offers the type is met.
        topics: what that frame's clause is plainly about.
        plainly: how the tables offer the type for that frame: "sure", "weak", "maybe" where what a row asks for does
            not stand there, "" where no row does.
        turned: why it is of another type than its words tell ("ahead", "threat"; see demarche.code.turned), or "".
    """

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    frames: list[Frame]
    worth: float = 0.0
    confidence: float = 0.0
    reasons: tuple[tuple[str, float], ...] = ()
    mode: str | None = None
    topics: frozenset[str] = frozenset()
    plainly: str = ""
    turned: str = ""

    @property
    def key(self) -> Key:
        """What makes two drafts the same event."""
        return event_key(self.type, self.actors, self.recipients)
