"""Who speaks in the clause of a cue: its subject by the parse, or by word order where the parse lost it."""

from __future__ import annotations

from demarche.find.speech_clause import FAR, STOPS, previous_text
from demarche.find.speech_view import CLOSING, View
from demarche.find.tokens import Token
from demarche.find.tree import child, children


def speaker(view: View, token: Token, unit: tuple[int, int]) -> Token | None:
    """The source of what a verb reports, or None: behind the verb where its words stand before it, by the parse, and
    last by what stands in front of it."""
    quoted = quoted_one(view, token)
    if quoted is not None:
        return quoted
    found = inverted_subject(view, token, unit) or pointed_subject(view, token, unit) or source_of(view, token)
    hearer = token.lemma_.lower() in view.words("uninverted") and not is_passive(token)
    if hearer and found is not None and found.i > token.i:
        found = None  # "…, its mayor, X, told Reuters": the parse lost X
    if found is not None and found.lower_ not in view.words("times"):
        return found
    if is_passive(token):
        return None
    behind = noun_behind(view, token.i, unit) if found is not None and found.i < token.i and not hearer else None
    if behind is not None and follows_verb(view, behind, unit):
        behind = None  # "last year said much work …": what has a verb of its own is said, it does not say
    return behind or noun_in_front(view, token, unit)


def quoted_one(view: View, token: Token) -> Token | None:
    """Who is quoted: "the agency quoted him as saying", "X was quoted as saying" give him and X, not the agency."""
    for verb in (token, token.head):
        if verb.lemma_.lower() in view.words("quoters"):
            found = next((c for c in verb.children if c.dep_ in ("nsubj:pass", "obj")), None)
            if found is not None and found.pos_ in ("NOUN", "PROPN", "PRON") and view.quotes.at(found.idx) is None:
                return found
    return None


def is_passive(token: Token) -> bool:
    """Whether a verb is passive: its subject is what is said, not who says it."""
    return child(token, "aux:pass") is not None or any(c.dep_ == "nsubj:pass" for c in token.children)


def is_participle(token: Token) -> bool:
    """Whether a verb is a form in -ing, which has no subject behind it ("…, calling the deal null and void")."""
    form = token.morph.get("VerbForm", [])
    return form == ["Ger"] or (form == ["Part"] and token.morph.get("Tense", []) == ["Pres"])


def noun_in_front(view: View, token: Token, unit: tuple[int, int]) -> Token | None:
    """The nearest noun in front of a verb that hangs on no preposition and is no part of a clause between.

    Long appositions and clauses cut subjects loose ("X, head of Y, which …, said"; "with officials saying").
    """
    nearest = token.i - 1 if is_participle(token) else token.i - FAR
    for at in range(token.i - 1, max(unit[0], nearest) - 1, -1):
        word = view.doc[at]
        if word.text in (";", ":") or view.quotes.at(word.idx) != view.quotes.at(token.idx):
            return None
        if word.pos_ in ("NOUN", "PROPN", "PRON") and may_speak(view, word, token, unit):
            return word
    return None


def may_speak(view: View, word: Token, token: Token, unit: tuple[int, int]) -> bool:
    """Whether a noun in front of a verb may be its subject."""
    if word.lower_ in view.words("times") | view.words("complementizers") | view.words("relatives"):
        return False
    if is_participle(token):
        return word.i + 1 == token.i
    inner = word.base_ in ("flat", "compound", "fixed", "nmod", "amod", "obl", "obj", "iobj")
    if inner or child(word, "case") is not None:
        return False
    between = word.head
    return not (between.pos_ in ("VERB", "AUX") and unit[0] <= between.i < token.i and word.base_ != "parataxis")


def source_of(view: View, token: Token) -> Token | None:
    """Who speaks: the subject, the agent of a passive, or what a relative pronoun stands for."""
    agent = next(
        (c for c in token.children if c.base_ == "obl" and first_lower(c, "case") in view.words("agents")), None
    )
    passive = child(token, "aux:pass") is not None or any(c.dep_ == "nsubj:pass" for c in token.children)
    if agent is not None and (passive or agent.dep_ == "obl:agent"):
        return agent
    subject = None if passive else set_apart(view, token) or shared_subject(view, token) or view.subject(token)
    if subject is not None and subject.lower_ in view.words("relatives") and subject.head.base_ == "acl":
        return subject.head.head
    return subject


def set_apart(view: View, token: Token) -> Token | None:
    """The subject in front of a participle between commas, which the parse takes for a verb of its own ("the envoy,
    *asked* about the nets, said …")."""
    if child(token, "nsubj", "csubj", "mark") is not None or view.doc[token.i - 1].text != ",":
        return None
    for clause in children(token, "ccomp", "advcl", "parataxis"):
        subject = child(clause, "nsubj")
        before = view.doc[clause.i - 1].text
        if (
            subject is not None
            and before == ","
            and subject.i < clause.i < token.i
            and child(clause, "obj", "aux") is None
        ):
            return subject
    return None


def shared_subject(view: View, token: Token) -> Token | None:
    """The subject of the clause before, where a verb right behind "and" has none in front of it: in "X is worried and
    urged Y to …" the noun behind the verb is no subject, even where the parse of a language with verbs in second place
    has it for one."""
    joined = token.i > 0 and token.base_ == "conj" and view.doc[token.i - 1].base_ == "cc"
    own = next((c for c in token.children if c.base_ == "nsubj"), None)
    if not joined or own is None or own.i < token.i or token.head.base_ == "aux":
        return None
    before = child(token.head, "nsubj")
    return before if before is not None and before.i < token.head.i else None


def inverted_subject(view: View, token: Token, unit: tuple[int, int]) -> Token | None:
    """The speaker behind a verb that follows the words it reports ("…, zei X"): parses often miss it."""
    first = token.i
    # Behind a verb of telling stands who is told.
    if is_participle(token) or token.lemma_.lower() in view.words("uninverted"):
        return None
    if first > unit[0] and view.doc[first - 1].lower_ in view.words("manner"):
        first -= 1
    if previous_text(view, first) not in STOPS | CLOSING or first == unit[0]:
        return None
    found = noun_behind(view, token.i, unit)
    if found is None or is_hearer(found, token):
        return None
    # "…, a member of Parliament, said Tunisia is …": what a verb follows is no speaker, it begins what is said.
    return None if follows_verb(view, found, unit) else found


def is_hearer(noun: Token, verb: Token) -> bool:
    """Whether a noun behind a verb is its object and the subject stands in front of it ("the envoy, a former judge,
    accused Spain of …")."""
    subject = child(verb, "nsubj")
    return noun.base_ in ("obj", "iobj") and noun.head.i == verb.i and subject is not None and subject.i < verb.i


def follows_verb(view: View, noun: Token, unit: tuple[int, int]) -> bool:
    """Whether a finite verb stands right behind a noun and its adjuncts, or the parse has it for the noun's own."""
    if noun.base_ == "nsubj" and noun.i < noun.head.i < unit[1] and noun.head.pos_ in ("VERB", "AUX"):
        return True
    at, last = noun.i + 1, view.edges(noun)[1]
    while at < unit[1] and at <= last and view.doc[at].pos_ not in ("VERB", "AUX"):
        if view.doc[at].lower_ in view.words("relatives"):
            return False  # "…", zei X, die het voorstel deed
        at += 1
    return at < unit[1] and view.doc[at].pos_ in ("VERB", "AUX") and "Fin" in view.doc[at].morph.get("VerbForm", [])


def pointed_subject(view: View, token: Token, unit: tuple[int, int]) -> Token | None:
    """The speaker in "Dat zei X", "Dat heeft X gezegd": behind the finite verb, whatever the parse says of "dat"; not
    where that is the verb of what is said ("This takes time," X said)."""
    if view.doc[unit[0]].lower_ not in view.words("demonstratives"):
        return None
    finite = next((t.i for t in view.doc[unit[0] + 1 : token.i + 1] if t.pos_ in ("AUX", "VERB")), None)
    if finite is None or finite != unit[0] + 1:
        return None
    verb = view.doc[finite]
    own = verb.i == token.i or verb.base_ == "aux" or token.head.i == verb.i
    return noun_behind(view, finite, unit) if own else None


def noun_behind(view: View, index: int, unit: tuple[int, int]) -> Token | None:
    """The head of the noun phrase that stands right behind a token, or None where another kind of word does."""
    for at in range(index + 1, min(unit[1], index + FAR // 3)):
        word = view.doc[at]
        if word.lower_ in view.words("times"):
            continue
        if word.pos_ in ("NOUN", "PROPN", "PRON"):
            inner = word.base_ in ("nmod", "compound", "flat", "amod", "det")
            if inner and word.i < word.head.i < unit[1]:
                word = word.head
            return word if word.lower_ not in view.words("complementizers") else None
        if word.pos_ not in ("DET", "ADJ", "NUM", "ADV") and not word.is_space:
            return None
    return None


def first_lower(token: Token, relation: str) -> str:
    """The lower-case form of the first child by a relation, or ''."""
    found = child(token, relation)
    return found.lower_ if found is not None else ""
