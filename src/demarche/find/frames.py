"""Frames: verbs, nouns of action and predicates with their roles, in Universal Dependencies.

One frame for each verb, each predicate with a copula, and each noun that the pack's ``acts`` table knows as an act.
Roles that the grammar leaves unsaid are filled in: the subject shared by coordinated verbs, the one who controls an
infinitive, the antecedent of a relative pronoun, the subject of a verb whose object is the noun of action.
"""

from __future__ import annotations

from dataclasses import dataclass

from demarche.find.nouns import is_act_noun
from demarche.find.repairs import repair
from demarche.find.tokens import Parse, Token, plain
from demarche.find.tree import CLAUSES, child, children, conjuncts, extent, preposition
from demarche.findings import Frame, Mention, Role
from demarche.packs import Pack

OWN_CLAUSE = frozenset({"parataxis", "advcl", "conj", "appos", "cc", "mark", "discourse", "vocative", "list"})
CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ", "NUM", "ADV"})
# How a clause behind a semicolon hangs from the one in front, and what is no head of a phrase.
APART = frozenset({"conj", "parataxis", "advcl", "ccomp"})
WITHIN = frozenset({"flat", "compound", "nmod", "amod", "det", "fixed", "obl", "nummod"})
# Frames inherit roles through at most this many governors: deeper chains in news are parse errors (looked at by hand).
DEPTH = 3


@dataclass(frozen=True)
class Grammar:
    """The closed classes of a language that this module needs, as sets."""

    negations: frozenset[str]
    agents: frozenset[str]
    control: frozenset[str]
    judging: frozenset[str]
    reasons: frozenset[str]
    asking: frozenset[str]
    owning: frozenset[str]
    relatives: frozenset[str]
    reflexives: frozenset[str]
    intending: frozenset[str]
    lasting: frozenset[str]

    @classmethod
    def of(cls, pack: Pack) -> Grammar:
        rows = pack.settings("grammar")
        names = (
            "negations", "agent_prepositions", "object_control", "judging", "reason_marks", "asking_nouns",
            "possessive_prepositions", "relative_pronouns", "reflexives", "infinitive_verbs",
            "lasting",
        )  # fmt: skip
        return cls(*(frozenset(rows.get(name, ())) for name in names))


def find_frames(doc: Parse, mentions: tuple[Mention, ...], pack: Pack) -> tuple[Frame, ...]:
    """All frames of a document in the order of the text; ``id`` is the index in the tuple."""
    doc, grammar = plain(doc), Grammar.of(pack)
    repair(doc, pack)
    heads = {m.head: m.id for m in mentions}
    triggers = [(token, kind) for token in doc if (kind := kind_of(token, pack)) is not None]
    place = {t.i: n for n, (t, _) in enumerate(triggers)}
    frames = []
    for token, kind in triggers:
        roles = noun_roles(token, heads, grammar) if kind == "noun" else verb_roles(token, heads, grammar, 0)
        frames.append(build(token, kind, place, grammar, unique(roles)))
    return tuple(frames)


def unique(roles: list[Role]) -> tuple[Role, ...]:
    """Roles once each, in their order."""
    return tuple(dict.fromkeys(roles))


def kind_of(token: Token, pack: Pack) -> str | None:
    """``verb``, ``noun`` or ``adjective`` where the token heads a frame, else None."""
    if token.pos_ == "VERB" and token.base_ not in ("amod", "compound"):
        return "verb"
    if token.pos_ == "NOUN" and is_act_noun(lemma_of(token), pack):
        return "noun"
    if child(token, "cop") is not None or (token.pos_ in ("AUX", "ADJ", "NOUN") and token.base_ in ("ccomp", "root")):
        return "adjective"
    if token.pos_ == "AUX" and token.base_ not in ("aux", "cop"):
        return "verb"
    return None


def lemma_of(token: Token) -> str:
    """Lower-case lemma; the pipeline has joined a separated particle to its verb ("eist … op" is ``opeisen``)."""
    return token.lemma_.lower() or token.lower_


def build(token: Token, kind: str, place: dict[int, int], grammar: Grammar, roles: tuple[Role, ...]) -> Frame:
    """One frame from its trigger and its roles."""
    start, end = extent(token, OWN_CLAUSE)
    parent, relation = governor(token, place)
    auxiliaries = tuple(a.lemma_.lower() for a in children(token, "aux", "cop"))
    return Frame(
        id=place[token.i],
        kind=kind,
        lemma=lemma_of(token),
        token=token.i,
        sentence=token.doc.numbers[token.i],
        roles=roles,
        start=start,
        end=end,
        trigger_start=token.idx,
        trigger_end=token.idx + len(token),
        voice="passive" if is_passive(token) else "active",
        tense=tense_of(token),
        form=form_of(token),
        negated=is_negated(token, grammar),
        auxiliaries=auxiliaries,
        particles=particles(token, grammar),
        parent=parent,
        relation=relation,
        complements=complements(token, place),
        words=clause_words(token),
        article=article_of(token) if kind == "noun" else "",
    )


def article_of(token: Token) -> str:
    """``Def`` for a noun with a definite article or another determiner without one ("this", "die"), ``Ind`` for an
    indefinite one, "" for none."""
    mark = child(token, "det")
    return "" if mark is None else mark.morph.get("Definite", ["Def"])[0]


def particles(token: Token, grammar: Grammar) -> tuple[str, ...]:
    """Markers and conjunctions on the word, and ``refl`` where a reflexive pronoun goes with it."""
    marks = [m.lower_ for m in children(token, "mark", "cc")]
    reflexive = any(c.lower_ in grammar.reflexives for c in children(token, "obj", "iobj", "expl"))
    return tuple(marks + (["refl"] if reflexive else []))


def governor(token: Token, place: dict[int, int]) -> tuple[int | None, str]:
    """The nearest trigger above ``token`` and the relation by which its branch hangs there."""
    below = token
    while below.head != below:
        if below.head.i in place:
            return place[below.head.i], below.dep_
        below = below.head
    return None, "root"


def complements(token: Token, place: dict[int, int]) -> tuple[int, ...]:
    """Triggers that are the content of this one: ccomp, xcomp, csubj, acl, or an object that is an act itself."""
    found = list(children(token, "ccomp", "xcomp", "csubj", "acl", "obj", "obl", "nsubj", "nmod"))
    found += [c for one in found for c in conjuncts(one)[1:]]
    return tuple(place[c.i] for c in sorted(set(found), key=lambda t: t.i) if c.i in place)


def is_passive(token: Token) -> bool:
    """True where the subject is the one acted upon."""
    return any(c.dep_ in ("nsubj:pass", "aux:pass", "csubj:pass") for c in token.children)


def tense_of(token: Token) -> str:
    """``past``, ``pres`` or "" by the finite verb of the clause (the word itself or its auxiliary)."""
    for one in (token, *children(token, "aux", "cop")):
        values = one.morph.get("Tense", [])
        if "Fin" in one.morph.get("VerbForm", []) or (values and not one.morph.get("VerbForm", [])):
            return (values[0] if values else "Pres").lower()
    return ""


def form_of(token: Token) -> str:
    """``fin``, ``inf`` or ``part``; a participle or infinitive with an auxiliary is named ``fin+part``, ``fin+inf``."""
    values = token.morph.get("VerbForm", [])
    own = values[0].lower() if values else ""
    if own in ("inf", "part") and any(True for _ in children(token, "aux")):
        return f"fin+{own}"
    return own


def is_negated(token: Token, grammar: Grammar) -> bool:
    """True where a negation stands on the word, its auxiliary, its object or its subject."""
    near = [token, *children(token, "aux", "cop", "obj", "nsubj", "obl")]
    if token.lemma_.lower() not in grammar.intending:  # who vows not to act does vow
        near += children(token, "xcomp")
    for one in near:
        for mark in one.children:
            negative = mark.lemma_.lower() in grammar.negations or mark.lower_ in grammar.negations
            if negative and (one == token or mark.base_ in ("det", "advmod")):
                return True
            if mark.lower_ in grammar.lasting and any(c.lower_ in grammar.negations for c in mark.children):
                return True  # "no longer"
    return any(c.lower_ in grammar.negations for c in children(token, "nsubj", "obj"))


def clause_words(token: Token) -> tuple[str, ...]:
    """Lemmas of the content words of the clause, clauses below it left out."""
    out, queue = [], [token]
    while queue:
        one = queue.pop()
        out.append(one)
        queue.extend(c for c in one.children if not opens_clause(c))
    words = [t for t in sorted(out, key=lambda t: t.i) if t != token]
    return tuple(lemma_of(t) for t in words if t.pos_ in CONTENT or t.base_ == "compound")


def opens_clause(token: Token) -> bool:
    """True where a clause of its own begins; what is said of the object ("noemt X onjuist") is none."""
    relation = token.base_
    if relation == "xcomp" and token.pos_ not in ("VERB", "AUX"):
        return False
    return token.dep_ in CLAUSES or relation in ("conj", "advcl", "acl")


# ---------------------------------------------------------------- roles


def spread(token: Token, relation: str, mark: str | None, heads: dict[int, int]) -> list[Role]:
    """A role for the token and for each noun coordinated with it."""
    return [Role(relation, mark, heads[one.i]) for one in conjuncts(token) if one.i in heads]


def antecedent(token: Token, grammar: Grammar) -> Token:
    """The noun a relative pronoun stands for, or the token itself."""
    if token.lower_ not in grammar.relatives or token.pos_ not in ("PRON", "DET", "SCONJ", "ADV"):
        return token
    above = token.head
    for _ in range(DEPTH):
        if above.dep_ in ("acl:relcl", "acl"):
            return above.head
        above = above.head
    return token


def verb_roles(token: Token, heads: dict[int, int], grammar: Grammar, depth: int) -> list[Role]:
    """Roles of a verb or predicate, the unsaid subject included."""
    passive, roles, subject = is_passive(token), [], False
    for one in token.children:
        relation = one.base_
        if relation in ("nsubj", "csubj"):
            subject = True
            roles += spread(antecedent(one, grammar), "obj" if passive else "nsubj", None, heads)
        elif relation in ("obj", "iobj"):
            name = "refl" if one.lower_ in grammar.reflexives else relation
            roles += spread(antecedent(one, grammar), name, None, heads)
        elif relation in ("obl", "nmod", "advmod") and one.i in heads:
            roles += oblique(one, passive, heads, grammar)
    if not subject and depth < DEPTH:
        roles += unsaid_subject(token, passive, heads, grammar, depth)
    return roles


def oblique(one: Token, passive: bool, heads: dict[int, int], grammar: Grammar) -> list[Role]:
    """A prepositional phrase; the doer of a passive is its agent."""
    mark = preposition(one)
    agent = one.dep_ in ("obl:agent",) or (passive and mark in grammar.agents)
    return spread(antecedent(one, grammar), "agent" if agent else "obl", mark, heads)


def unsaid_subject(token: Token, passive: bool, heads: dict[int, int], grammar: Grammar, depth: int) -> list[Role]:
    """The subject that a coordination, an infinitive or a participle leaves out."""
    above, relation = token.head, token.base_
    name = "obj" if passive else "inherited"
    if above == token:
        return []
    if (own := behind_semicolon(token)) is not None and own.i in heads:
        return spread(own, name, None, heads)
    if token.dep_ in ("acl", "acl:relcl") and above.i in heads:
        if owners := effort_of(token, grammar):
            return [role for one in owners for role in spread(one, name, None, heads)]
        past = "Part" in token.morph.get("VerbForm", []) and "Pres" not in token.morph.get("Tense", [])
        return spread(above, "obj" if past or passive else "inherited", None, heads)
    if above.pos_ not in ("VERB", "AUX", "ADJ", "NOUN") or relation not in (
        "conj",
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "parataxis",
    ):
        return []
    upper = verb_roles(above, heads, grammar, depth + 1)
    if relation == "advcl" and is_reason(token, grammar):
        return [Role(name, None, r.mention) for r in upper if r.relation == "obj"]
    if relation in ("xcomp", "conj") and is_passive(above):
        # What follows a passive has the subject that is said, not the doer; a bare second participle is passive too.
        bare = relation == "conj" and is_bare_participle(token)
        return [Role("obj" if bare else name, None, r.mention) for r in upper if r.relation == "obj"]
    if relation in ("xcomp", "ccomp") and lemma_of(above) in grammar.control:
        patients = [r for r in upper if r.relation in ("obj", "iobj")] or [
            r for r in upper if r.relation == "obl" and r.preposition is not None
        ][:1]
        if patients:
            return [Role(name, None, r.mention) for r in patients]
    return [Role(name, None, r.mention) for r in upper if r.relation in ("nsubj", "inherited", "agent")]


def behind_semicolon(token: Token) -> Token | None:
    """The first noun or name behind a semicolon that parts a finite verb from the clause above: it begins a clause of
    its own ("Peru is calm; *Chile*, angry at Bern, denied it"). In reports it is the subject of all 14 such verbs."""
    above = token.head
    if token.base_ not in APART or above.i > token.i or not tense_of(token):
        return None
    mark = next((n for n in range(token.i - 1, above.i, -1) if token.doc[n].text == ";"), None)
    between = [] if mark is None else [token.doc[n] for n in range(mark + 1, token.i)]
    if any(one.pos_ in ("CCONJ", "SCONJ") or one.base_ == "mark" for one in between[:1]):
        return None
    nouns = (one for one in between if one.pos_ in ("NOUN", "PROPN") and one.base_ not in WITHIN)
    one = next(nouns, None)
    return None if one is None or preposition(one) else one


def effort_of(token: Token, grammar: Grammar) -> list[Token]:
    """Whose plan, effort or promise it is to do what an infinitive behind the noun tells: "Peru's efforts to impose",
    "steps by Peru to provide". Not whose demand it is, which others are to meet."""
    noun = token.head
    if token.dep_ != "acl" or form_of(token) != "inf" or lemma_of(noun) in grammar.asking:
        return []
    marks = grammar.owning | grammar.agents
    return [
        one for one in noun.children
        if one.dep_ in ("nmod:poss", "det:poss") or one.morph.get("Poss", []) or preposition(one) in marks
    ]  # fmt: skip


def is_reason(token: Token, grammar: Grammar) -> bool:
    """True for what somebody is praised or blamed for: "thanked Peru for providing", where Peru provides."""
    mark = child(token, "mark", "case")
    return lemma_of(token.head) in grammar.judging and mark is not None and mark.lower_ in grammar.reasons


def is_bare_participle(token: Token) -> bool:
    """True for a participle without auxiliary, subject and object of its own."""
    return form_of(token) == "part" and child(token, "obj", "nsubj") is None


def noun_roles(token: Token, heads: dict[int, int], grammar: Grammar) -> list[Role]:
    """Roles of a noun of action: its own complements, then those of the verb it is the object or subject of."""
    roles: list[Role] = []
    for one in token.children:
        relation, mark = one.base_, preposition(one)
        if one.dep_ in ("nmod:poss", "det:poss") or (relation in ("det", "nmod") and one.morph.get("Poss", [])):
            roles += spread(one, "poss", None, heads)
        elif relation in ("nmod", "obl"):
            roles += spread(one, "nmod", mark, heads)
        elif relation in ("amod", "compound", "det", "appos") and one.i in heads:
            roles += spread(one, relation if relation != "det" else "amod", None, heads)
    if "-" in token.text and token.i in heads:
        roles.append(Role("compound", None, heads[token.i]))
    above = token.head
    if above != token and above.pos_ in ("VERB", "AUX", "ADJ") and token.base_ in ("obj", "nsubj", "obl", "xcomp"):
        for role in verb_roles(above, heads, grammar, 1):
            if role.mention != heads.get(token.i):
                roles.append(Role(f"of-verb:{role.relation}", role.preposition, role.mention))
    return roles
