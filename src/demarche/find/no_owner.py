"""A name without the ending of a genitive owns nothing: it has a part of its own beside the noun that follows it.

The parser takes "Malta" in "Oman heeft Malta hulp beloofd" for an owner ("Malta's hulp"). Of 12 such names in 533 Dutch
reports none is one: most are the subject, or whom something is given or laid to.
"""

from __future__ import annotations

from demarche.find.tokens import Token
from demarche.find.tree import attach, child, children


def as_no_owner(name: Token, endings: tuple[str, ...]) -> None:
    """Hang a name that the parser took for an owner from the verb: of an infinitive as the object of the verb above,
    in a clause without a subject as that, else as the indirect object.

    Args:
        endings: what every genitive of a name ends with in the language; empty where a word of its own marks it.
    """
    noun = name.head
    verb = noun.head
    last = max([name, *children(name, "flat", "fixed")], key=lambda one: one.i)
    if not endings or last.lower_.endswith(endings) or child(name, "case") is not None or last.i > noun.i:
        return
    if verb.pos_ != "VERB" or not noun.is_lower or "-" in name.text:
        return
    if noun.dep_ == "obj":
        receiver(name, verb)
    elif noun.dep_ == "nsubj":
        attach(noun, "obj")
        attach(name, "nsubj", verb)


def receiver(name: Token, verb: Token) -> None:
    """See :func:`as_no_owner`, for a name in front of a verb's object."""
    above = verb.head
    if verb.base_ == "xcomp" and above.pos_ == "VERB" and above.i < name.i < verb.i:
        attach(name, "obj", above)
    elif child(verb, "nsubj", "csubj") is None and verb.base_ not in ("xcomp", "conj"):
        attach(name, "nsubj", verb)
    else:
        attach(name, "iobj", verb)
