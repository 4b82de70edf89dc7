"""What was worked out once, by key: a version of an archive never changes, so the answer does not either."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

Made = TypeVar("Made")


@dataclass
class _Slot:
    lock: Lock = field(default_factory=Lock)
    made: bool = False
    value: Any = None


@dataclass
class Kept:
    """Answers by key, the least used let go first; two that ask for the same one at once have it made once."""

    most: int
    _slots: OrderedDict[Hashable, _Slot] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The answer for ``key``, made where it is not there. What ``make`` raises is raised, and nothing kept."""
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            while len(self._slots) > self.most:
                self._slots.popitem(last=False)
        with slot.lock:
            if not slot.made:
                try:
                    slot.value, slot.made = make(), True
                except BaseException:
                    with self._lock:
                        self._slots.pop(key, None)
                    raise
            found: Made = slot.value
            return found
