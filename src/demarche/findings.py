"""The frozen shapes that leave the room ``find`` and enter the room ``code``: grammar, no ontology.

Everything here is plain and can be written as JSON; no live token crosses the door. Offsets are code points of the
document's text. ``head`` and ``token`` are indices of tokens in the parsed document; they order and identify things
within one document and mean nothing outside it. Lemmas are lower case, with a separable verb's particle joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase, name, pronoun or adjective that may stand for a party, person, place or thing.

    ``kind``: ``name`` (its head is a proper noun or it holds one as apposition), ``noun``, ``pronoun``,
    ``adjective`` ("Russische" before a noun), ``possessive`` ("zijn", "their", "Iran's").
    ``start``/``end`` cover the phrase without relative clauses; ``names`` are the runs of proper nouns in it;
    ``lemma`` is that of its head; ``modifiers`` are lemmas of its adjectives; ``complements`` are
    (preposition, index of mention) of what hangs on its head ("minister van Defensie", "president of Iran");
    ``apposition`` is the index of the mention that says the same thing; ``coordinates`` the indices of those joined
    to it by "en", ","; ``relation`` is that of its head in UD and ``governor`` the index of the token its head depends
    on (None at a root); ``person``/``number``/``gender`` as UD features say (empty where unknown).
    ``head_start``/``head_end`` are the characters of the head alone; ``apposition`` of a relative pronoun is the
    mention it refers back to; ``quoted`` where the head stands in a quotation.
    """

    id: int
    head: int
    sentence: int
    start: int
    end: int
    text: str
    kind: str
    lemma: str
    names: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    complements: tuple[tuple[str, int], ...] = ()
    apposition: int | None = None
    coordinates: tuple[int, ...] = ()
    relation: str = ""
    governor: int | None = None
    preposition: str | None = None
    definite: bool = False
    number: str = ""
    gender: str = ""
    person: str = ""
    quoted: bool = False
    head_start: int = -1
    head_end: int = -1


@dataclass(frozen=True, slots=True)
class Role:
    """A mention's part in a frame. ``relation``: ``nsubj``, ``obj``, ``iobj``, ``obl``, ``agent`` (of a passive),
    ``nmod``, ``poss``, ``amod``, ``compound``, ``inherited`` (a subject shared with a governing clause)."""

    relation: str
    preposition: str | None
    mention: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb, a noun of action or a predicative adjective with its roles and circumstances.

    ``start``/``end``: extent of its clause (or noun phrase); ``token``: its index; ``parent``: index of the frame it
    depends on, with the UD relation in ``relation``; ``auxiliaries``: lemmas of auxiliaries and modals on it;
    ``particles``: markers such as "als", "om", "dat", and ``refl`` with a reflexive pronoun; ``words``: lemmas of the
    content words of its clause without those of clauses below it; ``complements``: indices of frames that are its
    object (ccomp, xcomp, acl of its noun); ``article``: ``Def`` ("the attack", "this attack"), ``Ind`` or "".
    """

    id: int
    kind: str
    lemma: str
    token: int
    sentence: int
    start: int
    end: int
    trigger_start: int
    trigger_end: int
    roles: tuple[Role, ...] = ()
    voice: str = "active"
    tense: str = ""
    form: str = ""
    negated: bool = False
    auxiliaries: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    parent: int | None = None
    relation: str = ""
    complements: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    quoted: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """A reporting construction. ``source``: index of the mention given as source, None where unnamed.

    ``cue`` and ``content`` are (start, end) pairs; ``lemma`` is the cue's verb or noun; ``form`` names the
    construction (``verb``, ``according``, ``noun``, ``colon``, ``naming``, ``follow-on``, …); ``via``: mentions of
    agencies or outlets it came through; ``mode``: ``direct``, ``indirect`` or ``mixed``. ``score`` is the probability
    (0 to 1) that it is a statement; ``rule`` says how its content was found.
    """

    source: int | None
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    mode: str
    lemma: str
    form: str
    sentence: int
    via: tuple[int, ...] = ()
    follows: int | None = None
    score: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. ``unit`` is the word counted, in lower case, ``mention`` its index if it has one.

    ``form``: ``count``, ``article`` ("een", "a"), ``none`` ("geen", "no"). ``unit_class`` and ``what`` are those of
    the pack's ``units`` table (``troops``, ``attacker``, ``equipment``, ``civil``, ``casualty``, ``person``; or empty).
    ``fate`` is what the clause says became of those counted, by the pack's ``casualties`` table (``killed``, …), and
    ``link`` how that is known: ``unit``, ``verb``, ``near`` or ``loss`` (of the subject's own). ``phrase`` and
    ``clause`` are (start, end).
    """

    start: int
    end: int
    low: float
    high: float
    approximate: bool
    unit: str
    mention: int | None
    sentence: int
    form: str = "count"
    unit_class: str = ""
    what: str = ""
    fate: str = ""
    link: str = ""
    phrase: tuple[int, int] = (0, 0)
    clause: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words for a time. ``kind`` and ``values`` say how to compute it from a publication date (see find/times)."""

    start: int
    end: int
    kind: str
    values: tuple[tuple[str, str], ...]
    sentence: int
    token: int


@dataclass(frozen=True, slots=True)
class Conditional:
    """A condition and its consequence, each as (start, end); ``marker`` is the lemma that makes it one."""

    marker: str
    condition: tuple[int, int]
    consequence: tuple[tuple[int, int], ...]
    sentence: int
    frame: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Extent of a sentence; ``furniture`` where it is no reporting; ``quoted`` where all of it stands in quotes."""

    start: int
    end: int
    furniture: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Every token of a document as it was parsed, for who reads all of it: first character, part of speech and relation
    in UD (its first part), index of the head (its own at a root), and ``vectors`` [tokens, width] of their forms."""

    starts: tuple[int, ...]
    upos: tuple[str, ...]
    relations: tuple[str, ...]
    heads: tuple[int, ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one document."""

    language: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    frames: tuple[Frame, ...]
    reported: tuple[Reported, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    conditionals: tuple[Conditional, ...] = ()
    words: Words | None = None

    def above(self, frame: Frame) -> Frame | None:
        """The frame that another depends on; None for one that depends on none."""
        return self.frames[frame.parent] if frame.parent is not None else None
