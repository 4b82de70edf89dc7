"""Train the coder on hand-coded reports: ``python models/coder/train.py GOLD_TRAIN [--dev GOLD_DEV] [--write]``.

With ``--language en`` the weights of types, of parties and of the second look are written as those of one language,
which has them before the ones that all share.

Cross-validates over reports and prints F1 by kind; ``--dev`` fits on all and prints the scores of reports not trained
on; ``--write`` puts the weights into the package. Reports of ``--more`` (our own, see reports/README.md) are learned
from in every fold and never scored. The order of reports is fixed and no random number is drawn: two runs give the
same weights.
"""

from __future__ import annotations

import argparse
from multiprocessing import get_context
from pathlib import Path

from coded import OWN
from events_fit import fit_events
from events_fit import matched as matched_events
from positions_fit import fit_positions
from positions_fit import matched as matched_positions
from scenes import load_reports

import demarche.code.positions as P
import demarche.code.stands as S
from demarche.code import events as E
from demarche.code import scorer
from demarche.code.network import Network
from demarche.code.opinion import Opinion

# Weight of an example of our own reports and of our own sentences beside one of a real report: of 1, 0.5 and 0.3 these
# gave the best F1 on held-out real reports, the differences being small.
OWN_WEIGHT, SENTENCE_WEIGHT = 0.5, 0.3
# Positions learn from events drafted by models of so many parts of the reports less one.
INNER = 3
EVENT_MODELS = frozenset({"type", "actor", "recipient", "events"})
JOBS = []


def drafts_of(reports, models):
    """Kept events of each report, by its name."""
    return {r.name: E.draft_events(r.scene, models, models["events"], r.skip) for r in reports}


def fit_all(reports, workers=1):
    """Every model. Positions learn from events that models drafted which had not seen the report."""
    models, drafts = {}, {}
    jobs = [(reports, None), *((reports, fold) for fold in range(INNER))]
    for some, told in at_once(fit_some, jobs, workers):
        models.update(some)
        drafts.update(told)
    models.update(fit_positions([r for r in reports if r.whole], drafts))
    return models


def fit_some(reports, fold):
    """(event models of all reports, nothing), or (nothing, the drafts of a fold by models of the others)."""
    if fold is None:
        return fit_events(reports), {}
    inner = fit_events([r for n, r in enumerate(reports) if n % INNER != fold])
    return {}, drafts_of([r for n, r in enumerate(reports) if n % INNER == fold], inner)


def at_once(do, jobs, workers):
    """What ``do`` makes of each job, in their order, so many of them at a time, each in a process of its own."""
    if workers == 1:
        return [do(*job) for job in jobs]
    JOBS[:] = [(do, job) for job in jobs]
    with get_context("fork").Pool(workers, maxtasksperchild=1) as pool:
        return pool.map(do_job, range(len(jobs)), chunksize=1)


def do_job(number):
    """What comes of a job that the process knows from the one that started it: the reports need not travel."""
    do, job = JOBS[number]
    return do(*job)


def apply(reports, models):
    """(report, kept events, kept positions) of each report."""
    events = drafts_of(reports, models)
    return [(r, E.sure(events[r.name]), positions_of(r, events[r.name], models)) for r in reports]


def positions_of(report, events, models):
    """Kept positions of a report."""
    candidates = S.stands(report.scene, report.text, events, models, report.skip)
    return P.keep_stands(report.scene, candidates, models, models["positions"])


def hold_out(reports, more, fold, folds):
    """(name, kept events, kept positions) of a fold's reports, by models of the other reports and of ``more``."""
    models = fit_all([r for n, r in enumerate(reports) if n % folds != fold] + more)
    held = apply([r for n, r in enumerate(reports) if n % folds == fold], models)
    return [(report.name, events, positions) for report, events, positions in held]


def tally(results):
    """F1 of events with parties, by type only, and positions, over some reports."""
    n = dict.fromkeys(("e_hit", "t_hit", "e_gold", "e_found", "p_hit", "p_gold", "p_found"), 0)
    for report, drafts, stands in results:
        n["e_hit"] += len(matched_events(report, drafts))
        n["t_hit"] += len(matched_events(report, drafts, parties=False))
        n["e_gold"] += len(report.gold["events"])
        n["e_found"] += len(drafts)
        n["p_hit"] += matched_positions(report, stands)
        n["p_gold"] += len(report.gold["positions"])
        n["p_found"] += len(stands)

    def f1(hit, gold, found):
        return round(2 * n[hit] / max(1, n[gold] + n[found]), 3)

    return {
        "events": f1("e_hit", "e_gold", "e_found"),
        "type only": f1("t_hit", "e_gold", "e_found"),
        "positions": f1("p_hit", "p_gold", "p_found"),
        **n,
    }


def show(title, results):
    """Print the tally of each language."""
    for language in sorted({r.language for r, _, _ in results}):
        print(title, language, tally([x for x in results if x[0].language == language]), flush=True)


def reliability(results):
    """Print how often events and positions of each confidence are right: held out, all languages together."""
    bins = {}
    for report, drafts, stands in results:
        good = set(matched_events(report, drafts))
        for n, draft in enumerate(drafts):
            tell(bins, "events", draft.confidence, n in good)
        for one in stands:
            tell(bins, "positions", one.confidence, matched_positions(report, [one]) > 0)
    for (kind, low), (right, all_) in sorted(bins.items()):
        print(f"{kind:10} {low / 10:.1f}-{low / 10 + 0.1:.1f} {all_:5} items {right / all_:.2f} right")


def tell(bins, kind, confidence, right):
    """Add one item to its bin."""
    hit, seen = bins.get((kind, min(int(confidence * 10), 9)), (0, 0))
    bins[kind, min(int(confidence * 10), 9)] = (hit + right, seen + 1)


def shown_to(reports, folder):
    """Give each report to the network that has not seen it (``event_network.py --parts``: by its place among all)."""
    networks = [Network.load(path) for path in sorted(folder.glob("[0-9].npz"))]
    for number, report in enumerate(reports):
        report.scene.opinion = Opinion(report.scene, networks[number % len(networks)])


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("gold", type=Path)
    ask.add_argument("--more", type=Path, default=OWN, help="further coded reports, always learned from")
    ask.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="folders with the public texts that some codings speak of"
    )
    ask.add_argument("--alike", action="store_true", help="learn from real reports as from our own, nothing apart")
    ask.add_argument("--networks", type=Path, help="folder with the networks that event_network.py made in parts")
    ask.add_argument("--folds", type=int, default=4)
    ask.add_argument("--workers", type=int, default=1, help="processes at once, of some 2 GB each")
    ask.add_argument("--dev", type=Path)
    ask.add_argument("--write", action="store_true")
    ask.add_argument("--language", default="", help="write those that find events, for this language alone")
    a = ask.parse_args()
    reports, more = load_reports(a.gold), load_reports(a.more, a.texts)
    for report in reports:
        report.real = True
    if a.networks:
        shown_to([*reports, *more], a.networks)
    if a.alike:
        for report in (*reports, *more):
            report.real = False
    for report in more:
        report.weight = OWN_WEIGHT if report.whole else SENTENCE_WEIGHT
    jobs = [(reports, more, fold, a.folds) for fold in range(a.folds)]
    known = {report.name: report for report in reports}
    held = [one for part in at_once(hold_out, jobs, a.workers) for one in part]
    out = [(known[name], events, positions) for name, events, positions in held]
    if out:
        show("held out", out)
        reliability(out)
    if a.dev or a.write:
        models = fit_all(reports + more, a.workers)
        if a.dev:
            show("dev", apply(load_reports(a.dev), models))
        if a.write:
            home = scorer.HOME / a.language
            home.mkdir(exist_ok=True)
            for name, model in models.items():
                if not a.language or name in EVENT_MODELS:
                    model.save(home / f"{name}.npz")


if __name__ == "__main__":
    main()
