"""What a sentence is about: topics offered by the pack's table, and the features for choosing among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from demarche.code.acts import Lexicon
from demarche.code.scene import Scene
from demarche.findings import Frame
from demarche.packs import load

# Later places, and more topics in a sentence, than this are all alike.
FEW = 3
# A run of letters and digits, whole where a phrase has it (a phrase begins and ends at the edge of a word).
RUN = re.compile(r"\w+")
# A word that names a topic with this weight or more names it plainly.
PLAIN = 0.5
# A word that names a topic more faintly tells of it only beside others.
TELLING = 0.2
# Lemmas whose topics are remembered; a day's news has fewer.
KEPT = 100_000


class Phrase(NamedTuple):
    """Words that point to a topic; ``row`` is their place in the table."""

    row: int
    pattern: re.Pattern[str]
    topic: str
    weight: float
    words: str


@dataclass(frozen=True)
class TopicTable:
    """Single lemmas and phrases with the topics they point to and how strongly; phrases by their first word."""

    lemmas: dict[str, tuple[tuple[str, float], ...]]
    phrases: dict[str, list[Phrase]]
    endings: tuple[tuple[str, str, float], ...]
    known: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)

    def phrases_in(self, words: str) -> list[tuple[str, float]]:
        """Topics of the phrases that stand in a sentence (in lower case), in the order of the table."""
        return [(p.topic, p.weight) for p in self.standing(words)]

    def standing(self, words: str) -> list[Phrase]:
        """The phrases that stand in a sentence (in lower case), in the order of the table."""
        tried = [phrase for run in self.phrases.keys() & set(RUN.findall(words)) for phrase in self.phrases[run]]
        return [p for p in sorted(tried) if p.pattern.search(words)]

    def of(self, lemma: str) -> tuple[tuple[str, float], ...]:
        """Topics of a lemma, by the whole word, its last part after a hyphen, or its ending; looked up once."""
        found = self.known.get(lemma)
        if found is None:
            if len(self.known) >= KEPT:
                self.known.clear()
            found = self.known[lemma] = self._of(lemma)
        return found

    def _of(self, lemma: str) -> tuple[tuple[str, float], ...]:
        own = self.lemmas.get(lemma)
        if own:
            return own
        last = lemma.rsplit("-", 1)[-1]
        if last != lemma and last in self.lemmas:
            return self.lemmas[last]
        return tuple((topic, weight) for ending, topic, weight in self.endings if last.endswith(ending))


@cache
def topic_table(language: str) -> TopicTable:
    """The table ``topics`` of a pack; a lemma with a leading hyphen is the ending of a compound."""
    lemmas: dict[str, list[tuple[str, float]]] = {}
    phrases: dict[str, list[Phrase]] = {}
    endings = []
    rows = load(language).table("topics")
    plurals, own = load(language).settings("grammar").get("plurals", ()), {row["lemma"].lower() for row in rows}
    for number, row in enumerate(rows):
        words, topic, weight = row["lemma"].lower(), row["topic"], float(row.get("weight") or 0.5)
        if words.startswith("-"):
            endings.append((words[1:], topic, weight))
        elif " " in words:
            more = "|".join(re.escape(end) for end in plurals if words + end not in own)
            pattern = re.compile(r"\b" + r"\s+".join(map(re.escape, words.split())) + rf"(?:{more})?\b")
            phrases.setdefault(RUN.findall(words)[0], []).append(Phrase(number, pattern, topic, weight, words))
        else:
            lemmas.setdefault(words, []).append((topic, weight))
    return TopicTable({k: tuple(v) for k, v in lemmas.items()}, phrases, tuple(endings))


def sentence_lemmas(scene: Scene, sentence: int) -> list[str]:
    """Lemmas of frames and of nouns in a sentence, in no particular order but always the same."""
    found = [f.lemma for f in scene.frames_in(sentence)]
    for f in scene.frames_in(sentence):
        found += f.words
    found += [scene.findings.mentions[m].lemma for m in scene.by_sentence.get(sentence, ())]
    return sorted(set(found))


def hits(scene: Scene, sentence: int, text: str) -> dict[str, float]:
    """Topics that the table finds in a sentence, each with the sum of its weights."""
    table = topic_table(scene.findings.language)
    found: dict[str, float] = {}
    for lemma in sentence_lemmas(scene, sentence):
        for topic, weight in table.of(lemma):
            found[topic] = found.get(topic, 0.0) + weight
    where = scene.findings.sentences[sentence]
    words = text[where.start : where.end].lower()
    for topic, weight in table.phrases_in(words):
        found[topic] = found.get(topic, 0.0) + weight
    return dict(sorted(found.items()))


def words_of(scene: Scene, sentence: int, words: str) -> dict[str, set[str]]:
    """The words that tell each topic in a sentence, of which ``words`` is the text; those of phrases one by one."""
    table = topic_table(scene.findings.language)
    found: dict[str, set[str]] = {}
    for lemma in sentence_lemmas(scene, sentence):
        for topic, weight in table.of(lemma):
            if weight >= TELLING:
                found.setdefault(topic, set()).add(lemma)
    for phrase in table.standing(words.lower()):
        found.setdefault(phrase.topic, set()).update(phrase.words.split())
    return found


def clause_topics(scene: Scene, frame: Frame) -> frozenset[str]:
    """Topics that the words of a clause name plainly: its own word, the nouns in it, and those of its content."""
    table, mentions = topic_table(scene.findings.language), scene.findings.mentions
    inside = [mentions[m] for m in scene.by_sentence.get(frame.sentence, ())]
    words: list[str] = []
    for one in (frame, *(scene.findings.frames[n] for n in frame.complements)):
        words += (one.lemma, *one.words, *(m.lemma for m in inside if one.start <= m.head_start < one.end))
    return frozenset(topic for word in words for topic, weight in table.of(word) if weight >= PLAIN)


def topic_features(scene: Scene, sentence: int, named: Mapping[str, float]) -> list[str]:
    """Features of a sentence for its topic; ``named`` are the :func:`hits` of the table in it."""
    language, words = scene.findings.language, scene.words
    out = ["bias"]
    for topic, weight in named.items():
        out += [f"topic={topic}", f"topic={topic}*{min(int(weight * 2), 3)}"]
    for lemma in sentence_lemmas(scene, sentence):
        out += [f"w={language}:{lemma}", *(f"wc={c}" for c in words.classes_of(lemma))]
        if lemma in words.clusters:
            out.append(f"cl={language}:{words.clusters[lemma]}")
    out += act_features(scene, sentence, words)
    return list(dict.fromkeys(out))


def report_hits(scene: Scene, text: str) -> list[dict[str, float]]:
    """The :func:`hits` of each sentence; furniture has none."""
    return [{} if s.furniture else hits(scene, n, text) for n, s in enumerate(scene.findings.sentences)]


def report_topics(named: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Topics by the weight of their words in the whole report (its :func:`report_hits`), the heaviest first."""
    total: dict[str, float] = {}
    for sentence in named:
        for topic, weight in sentence.items():
            total[topic] = total.get(topic, 0.0) + weight
    return dict(sorted(total.items(), key=lambda t: (-t[1], t[0])))


def offered_topics(named: Mapping[str, float], report: Mapping[str, float]) -> dict[str, list[str]]:
    """Features that all topics share (as types do in :mod:`demarche.code.offers`): how the table names each in a
    sentence, and how much of the report is about it.

    Args:
        named: the :func:`hits` of the sentence.
        report: the :func:`report_topics`.
    """
    order = sorted(named, key=lambda t: (-named[t], t))
    places = {topic: min(n, FEW) for n, topic in enumerate(report)}
    out: dict[str, list[str]] = {}
    for topic in sorted({*named, *list(report)[:FEW]}):
        place = f"report={places.get(topic, FEW)}"
        if topic not in named:
            out[topic] = [f"unnamed&{place}", f"unnamed&{place}&any={bool(named)}"]
            continue
        weight, rank = f"weight={min(int(named[topic] * 2), 4)}", f"rank={min(order.index(topic), FEW)}"
        many = f"n={min(len(named), FEW)}"
        out[topic] = ["named", weight, rank, place, f"{weight}&{rank}", f"{rank}&{many}", f"{weight}&{place}"]
        out[topic].append(f"{rank}&{place}")
    return out


def act_features(scene: Scene, sentence: int, words: Lexicon) -> list[str]:
    """Types that the tables offer for the frames of a sentence."""
    return [f"act={act.type}" for f in scene.frames_in(sentence) for act, met in scene.acts[f.id] if met]
