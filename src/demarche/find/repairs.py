"""Repairs of a tree where the parser goes wrong in one way again and again, and grammar itself says what is right.

Each repair rests on Universal Dependencies and on the closed classes of the pack, and holds for every language:
what a clause must have (a finite content clause its subject), what it can't have (a verb two content clauses), what
agrees in number, which verbs take an infinitive as their content. Found by looking at trees of news sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from demarche.find.gerunds import as_gerund, gerunds
from demarche.find.names_first import with_named_subject
from demarche.find.no_owner import as_no_owner
from demarche.find.one_subject import leftmost, object_of_two
from demarche.find.predicates import as_active, as_perfect, as_predicate, told_by
from demarche.find.times import time_words
from demarche.find.tokens import Doc, Token
from demarche.find.tree import attach, child, children
from demarche.packs import Pack, load


@dataclass(frozen=True)
class Classes:
    """The closed classes of a language that decide about an attachment, as sets of lemmas or words."""

    object_control: frozenset[str]
    helping: frozenset[str]
    infinitive_verbs: frozenset[str]
    complement_marks: frozenset[str]
    relative_pronouns: frozenset[str]
    reflexives: frozenset[str]
    willing: frozenset[str]
    particles: frozenset[str]
    attributes: frozenset[str]
    agent_prepositions: frozenset[str]
    having: frozenset[str]
    adjectives: frozenset[str]

    @classmethod
    def of(cls, pack: Pack) -> Classes:
        rows = pack.settings("grammar")
        return cls(**{name: frozenset(rows.get(name, ())) for name in cls.__annotations__})


@cache
def particle_verbs(language: str, *, objects: bool = False) -> frozenset[tuple[str, str]]:
    """(verb, word) of every row of the table ``acts`` that asks for that word beside the verb ("call", "off"); with
    ``objects`` only of rows that ask for an object too."""
    rows = [row for row in load(language).table("acts") if row["pos"] == "verb"]
    asked = [(row["lemma"], row["with"].split(";")) for row in rows if "obj:" in row["with"] or not objects]
    return frozenset((lemma, one[len("adv:") :]) for lemma, wanted in asked for one in wanted if one.startswith("adv:"))


# Where a noun stands, seldom an infinitive.
NOMINAL = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos"})


@cache
def nouns_only(language: str) -> dict[str, str]:
    """The plurals, and the words with hyphens, that the table ``lemmas`` has as nouns and as nothing else, with their
    lemmas. (Others may be infinitives as well: "het wantrouwen", "zij wantrouwen".)"""
    rows = load(language).table("lemmas")
    others = {row["form"] for row in rows if row["upos"] != "NOUN"}
    return {
        row["form"]: row["lemma"]
        for row in rows
        if row["form"] not in others and (row["form"] != row["lemma"] or "-" in row["form"])
    }


def retag(doc: Doc, pack: Pack) -> None:
    """Name nouns what they are where the tagger takes them for verbs ("de gevangenen"), and verbs where it takes them
    for nouns; join a title and the name behind it, and part a name from what it does not own: before mentions are
    sought."""
    known, forms = nouns_only(pack.language), gerunds(pack.language)
    endings = tuple(pack.settings("grammar").get("genitive_endings", ()))
    active = pack.settings("grammar").get("active_before", {})
    for token in doc:
        if token.pos_ == "PROPN" and token.base_ == "nsubj":
            with_title(token)
        elif token.pos_ == "PROPN" and token.dep_ == "nmod:poss":
            as_no_owner(token, endings)
        if token.pos_ == "VERB" and token.lower_ in known and (token.base_ in NOMINAL or form(token) != "Inf"):
            token.pos_, token.lemma_ = "NOUN", known[token.lower_]
        if token.lower_ in forms:
            as_gerund(token, pack.language)
        if token.lower_ in active:
            as_active(token, frozenset(active[token.lower_]))


def with_title(name: Token) -> None:
    """A title and the name right behind it, which the parser took for two subjects: "Minister Jan Jansen said"."""
    if not name.i:
        return
    title = name.doc[name.i - 1]
    if title.head is name.head and title.base_ == "nsubj" and title.pos_ == "PROPN" and name.i < name.head.i:
        for one in [name, *children(name, "flat")]:
            attach(one, "flat", title)


def repair(doc: Doc, pack: Pack) -> None:
    """Hang words of ``doc`` where they belong and name their relations, in place; each word is looked at once."""
    known, fronted = Classes.of(pack), bool(pack.settings("grammar").get("objects_in_front", True))
    for token in doc:
        relation = token.base_
        if token.pos_ == "VERB":
            if token.lemma_.lower() in known.having:
                as_perfect(token, known.adjectives, pack.language)
            elif relation == "amod" and (token.morph.finite or told_by(token)):
                as_predicate(token, pack.language)
            with_one_subject(token, known, fronted=fronted)
            with_named_subject(token, finite(token), pack.language)
            as_attribute(token, known)
        if relation in ("advcl", "acl"):
            as_content(token, known)
        elif relation in ("appos", "list"):
            as_listed(token)
        elif relation == "obl":
            as_agent(token, known)
            behind_particle(token, pack.language)
        elif relation == "csubj":
            as_readiness(token, known)
        elif relation in ("xcomp", "ccomp"):
            deeper(token)
            with_subject(token, known)
        elif relation == "nsubj" and token.lower_ in known.relative_pronouns:
            as_object(token)
        elif relation == "case" and token.lower_ in known.particles:
            as_particle(token, pack)


def form(token: Token) -> str:
    """The first value of ``VerbForm``, or ""."""
    return token.morph.get("VerbForm", [""])[0]


def finite(token: Token) -> Token | None:
    """The finite word of a clause, its verb or an auxiliary, or None."""
    return next((one for one in (token, *children(token, "aux", "cop")) if form(one) == "Fin"), None)


def agree(one: Token, other: Token) -> bool:
    """True unless both words have a number and these differ."""
    numbers = one.morph.get("Number"), other.morph.get("Number")
    return not all(numbers) or numbers[0] == numbers[1]


def as_content(token: Token, known: Classes) -> None:
    """A clause behind a verb that takes it as its content is no adjunct of it, nor of the one addressed."""
    above = token.head
    addressed = token.dep_ == "acl" and above.base_ in ("obj", "iobj") and above.head.pos_ == "VERB"
    verb = above.head if addressed else above
    if verb.pos_ != "VERB" or token.i < verb.i or (token.base_ == "acl" and not addressed):
        return
    person = above.base_ == "iobj" or above.pos_ in ("PROPN", "PRON")
    mark = child(token, "mark")
    if mark is None or (verb.children and child(verb, "ccomp", "xcomp") is not None):
        return
    if addressed and person and finite(token) is not None and mark.pos_ == "SCONJ":
        attach(token, "ccomp", verb)
        return
    if finite(token) is not None or mark.lower_ not in known.complement_marks:
        return
    # "announced measures to prevent ...": with an object of its own, such a clause is the purpose.
    bare = not addressed and child(verb, "obj") is None
    lemma = verb.lemma_.lower()
    control = known.object_control - known.helping
    if (lemma in control and (person or not addressed)) or (lemma in known.infinitive_verbs and bare):
        attach(token, "xcomp", verb)


def as_attribute(token: Token, known: Classes) -> None:
    """What looks like a verb and stands before a name as an adjective would: "accused neighbouring Rwanda of ..."."""
    if token.lower_ not in known.attributes or token.head is token:
        return
    noun = next((one for one in children(token, "obj") if one.i == token.i + 1), None)
    if noun is None:
        return
    head, relation = token.head, "obj" if token.base_ in ("xcomp", "ccomp", "advcl") else token.dep_
    attach(noun, relation, head)
    for other in list(token.children):
        attach(other, other.dep_, head)
    attach(token, "amod", noun)
    token.pos_ = "ADJ"


def as_listed(token: Token) -> None:
    """Two full names side by side are two persons: a list whose parts the parser took for the same ("President A of X,
    Chancellor B of Y, and C")."""
    names = all(one.pos_ == "PROPN" and child(one, "flat") is not None for one in (token, token.head))
    if names and child(token, "nmod") is not None and child(token.head, "nmod", "conj") is not None:
        attach(token, "conj")


def as_agent(token: Token, known: Classes) -> None:
    """Who does what a passive tells is the verb's, not that of the word that says what for it is held: "was declared
    illegal *by Malta*"."""
    above = token.head
    verb = above.head
    if above.base_ != "xcomp" or above.pos_ == "VERB" or not any(c.dep_ == "aux:pass" for c in verb.children):
        return
    case = child(token, "case")
    if case is not None and case.lower_ in known.agent_prepositions and child(verb, "obl:agent") is None:
        attach(token, "obl:agent", verb)


def as_readiness(token: Token, known: Classes) -> None:
    """ "It is ready to ...": the pronoun is one who is ready, and the infinitive what for."""
    above = token.head
    if above.lemma_.lower() in known.willing and form(token) == "Inf" and above.i < token.i:
        empty = child(above, "expl")
        if empty is not None and child(above, "nsubj") is None:
            attach(empty, "nsubj")
            attach(token, "xcomp")


def deeper(token: Token) -> None:
    """A verb has one content clause: an infinitive behind a finite one belongs to the verb of that one."""
    if form(token) != "Inf" or child(token, "mark") is None or child(token, "cc", "nsubj") is not None:
        return
    for other in children(token.head, "ccomp"):
        marked = child(other, "mark")
        if other.i < token.i and marked is not None and marked.pos_ == "SCONJ" and finite(other) is not None:
            attach(token, "xcomp", other)
            return


def with_subject(token: Token, known: Classes) -> None:
    """A finite content clause has a subject: where none is named, the first object before its verb is it."""
    mark = child(token, "mark")
    verb = finite(token)
    if token.base_ != "ccomp" or mark is None or mark.pos_ != "SCONJ" or verb is None:
        return
    if child(token, "nsubj", "csubj", "expl") is not None:
        return
    for one in children(token, "obj"):
        if mark.i < one.i < min(verb.i, token.i) and agree(one, verb) and one.lower_ not in known.reflexives:
            attach(one, "nsubj:pass" if child(token, "aux:pass") is not None else "nsubj")
            return


def with_one_subject(token: Token, known: Classes, *, fronted: bool) -> None:
    """A clause has one subject; see :mod:`demarche.find.one_subject`."""
    if sum(one.dep_ == "nsubj" for one in token.children) == 2:
        verb = finite(token)
        found = object_of_two(token, verb, known.relative_pronouns, fronted=fronted) if verb else None
        if found is not None:
            attach(found, "obj")


def as_object(token: Token) -> None:
    """A relative pronoun of a plural noun, with a singular verb, is its object, and what agrees is the subject.

    Not the other way round: where the noun is singular and the verb plural, the clause hangs from the wrong noun.
    """
    clause = token.head
    noun, verb, other = clause.head, finite(clause), child(clause, "obj")
    if clause.dep_ != "acl:relcl" or verb is None or other is None or not token.i < other.i < verb.i:
        return
    if child(noun, "conj") is not None or noun.base_ == "conj" or token.dep_ != "nsubj":
        return
    numbers = [one.morph.get("Number") for one in (noun, verb, other)]
    if numbers == [["Plur"], ["Sing"], ["Sing"]] and child(other, "conj") is None:
        attach(token, "obj")
        attach(other, "nsubj")


def as_particle(token: Token, pack: Pack) -> None:
    """A particle right behind the verb that is known with it is no preposition: what follows is the verb's object
    ("called off *the talks*"), or hangs from it by the next preposition ("pulled out *of the talks*")."""
    noun = token.head
    verb = noun.head
    if token.i != verb.i + 1 or noun.base_ not in ("obl", "nmod", "obj", "xcomp") or verb.pos_ != "VERB":
        return
    # "sat in the hall", "turned in Paris": what tells a place is a preposition first of all.
    inside = pack.settings("grammar")["prepositions"].get(token.lower_) == "in"
    if (verb.lemma_.lower(), token.lower_) not in particle_verbs(pack.language, objects=inside):
        return
    cases = [one for one in children(noun, "case") if one is not token] + list(children(token, "fixed"))
    others = any(one is not noun for one in children(verb, "obj", "nsubj:pass"))
    if not cases and (others or (inside and noun.pos_ == "PROPN")):
        return
    for one in children(token, "fixed"):
        attach(one, "case", noun)
    attach(token, "compound:prt", verb)
    attach(noun, "obl" if cases else "obj")


def behind_particle(noun: Token, language: str) -> None:
    """A noun without a preposition right behind a particle is the object of a verb that has one with it ("shut down
    *the pipeline*"), unless it tells a time ("rolled out *tomorrow*"): so six times, each rightly, in some 500 reports
    and documents and 1,300 sentences of news."""
    verb, part = noun.head, child(noun.head, "compound:prt")
    if part is None or verb.pos_ != "VERB" or child(verb, "obj", "nsubj:pass", "aux:pass") is not None:
        return
    if child(noun, "case", "punct") is not None or noun.lower_ in time_words(language):
        return
    if leftmost(noun) == part.i + 1 and (verb.lemma_.lower(), part.lower_) in particle_verbs(language, objects=True):
        attach(noun, "obj")
