"""Learn when two names left over in sentences that answer to each other contradict each other.

    python models/names/train_contests.py GROUPS.jsonl... --stories FOLDER... --out reconcile/align/contests.json

GROUPS.jsonl holds texts that say the same, ``{"id", "group", "language", "text", "label"}``. In a group
labelled ``clean`` nothing contradicts anything. Where the id of a group labelled ``conflict`` differs from that of a
clean one in that word alone, the names that only the altered text has are the ones that were put in.
Stories are events told independently, with judged pairs: nearly all names left over in them contradict nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.append(str(Path(__file__).parents[1] / "matcher"))
from stories import stories

from reconcile import pipeline
from reconcile.align import roles
from reconcile.claims import Article, Claim

FOLDS = 6
# Probability of the fit from which a contest is taken for surely one; what ships is shifted so that it reads 0.9.
SURE, READS = 0.62, 0.9
# Independent accounts are what is read most, and few of the examples.
WEIGHT_OF_STORIES = 3.0
# Inverse strength of the regularisation.
STRENGTH = 3.0
Line = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """A contest with the group it is from, and whether one of its names was put in."""

    group: str
    features: tuple[float, ...]
    altered: bool
    mention: float
    sentences: tuple[str, str]
    weight: float = 1.0


def contests_of(lines: Sequence[Line]) -> Iterator[tuple[Article, Article, roles.Contest]]:
    """Every contest that the pipeline considers in these texts."""
    articles: dict[str, Article] = {}
    compare = pipeline.compare

    def remember(some: Sequence[Article], **options: Any) -> Any:
        articles.update((a.id, a) for a in some)
        return compare(some, **options)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "groups.jsonl"
        kept = ({k: v for k, v in line.items() if k in ("id", "group", "language", "text")} for line in lines)
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in kept), "utf-8")
        with listening() as found, mock.patch.object(pipeline, "compare", remember):
            pipeline.check([str(path)])
    for contest in found:
        yield articles[contest.a.document], articles[contest.b.document], contest


@contextmanager
def listening() -> Iterator[list[roles.Contest]]:
    """Collects every contest that the pipeline considers meanwhile, with all its features."""
    found: list[roles.Contest] = []
    real = roles.contests

    def keep(a: Any, b: Any, story: roles.Story, hopeful: Any = None) -> list[roles.Contest]:
        every = real(a, b, story)
        found.extend(every)
        return every

    with mock.patch.object(roles, "contests", keep):
        yield found


def examples_of_stories(folders: Sequence[Path]) -> Iterator[Example]:
    """Contests of events told independently; true are those that their judged pairs call conflicts."""
    for name, articles, judged in stories(folders):
        text = {a.id: a for a in articles}
        with listening() as found:
            pipeline.compare(articles)
        for c in found:
            sides = [j for j in judged if j.relation == "conflicts"]
            true = any(_is(j.a, x) and _is(j.b, y) for j in sides for x, y in ((c.a, c.b), (c.b, c.a)))
            yield Example(
                name,
                c.features,
                true,
                c.features[roles.FEATURES.index("mention")],
                (_sentence(text[c.a.document], c.a), _sentence(text[c.b.document], c.b)),
                WEIGHT_OF_STORIES,
            )


def _is(reference: tuple[str, tuple[tuple[int, int], ...]], claim: Claim) -> bool:
    document, spans = reference
    return document == claim.document and any(a < claim.span.end and claim.span.start < b for a, b in spans)


def examples(lines: Sequence[Line]) -> Iterator[Example]:
    """The contests of groups as examples."""
    label = {line["group"]: line["label"] for line in lines}
    clean: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line["label"] == "clean":
            clean[line["group"]].add(line["text"])
    for a, b, contest in contests_of(lines):
        if label[a.group] == "clean":
            altered = False
        else:
            twins = clean.get(a.group.replace("conflict", "clean"), set())
            altered = any(
                d.text not in twins and not any(c.text in t for t in twins) for d, c in ((a, contest.a), (b, contest.b))
            )
        if altered or label[a.group] == "clean":
            yield Example(
                a.group,
                contest.features,
                altered,
                contest.features[roles.FEATURES.index("mention")],
                (_sentence(a, contest.a), _sentence(b, contest.b)),
            )


def _sentence(article: Article, claim: Claim) -> str:
    return article.text[claim.sentence.start : claim.sentence.end]


def best_altered(found: Iterable[Example]) -> list[Example]:
    """Of the altered name's contests in one pair of sentences only the one whose names stand in one place."""
    plain: list[Example] = []
    best: dict[tuple[str, tuple[str, str]], Example] = {}
    for e in found:
        if not e.altered:
            plain.append(e)
        elif (k := (e.group, e.sentences)) not in best or e.mention > best[k].mention:
            best[k] = e
    return plain + list(best.values())


def fit(rows: Sequence[Example]) -> dict[str, Any]:
    """The weights, and how they do on groups that they have not seen."""
    x, y = np.array([e.features for e in rows]), np.array([e.altered for e in rows])
    weight = np.array([e.weight for e in rows])
    stories = [e.group.replace("conflict", "clean") for e in rows]
    number = {s: i for i, s in enumerate(sorted(set(stories)))}
    held_out = np.zeros(len(rows))
    for train, test in GroupKFold(FOLDS).split(x, y, [number[s] for s in stories]):
        model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(x[train], y[train], sample_weight=weight[train])
        held_out[test] = model.predict_proba(x[test])[:, 1]
    said = held_out >= SURE
    report = {
        "pairs": len(rows),
        "altered": int(y.sum()),
        "held_out_precision": round(float(y[said].mean()), 3) if said.any() else None,
        "held_out_recall": round(float(said[y].mean()), 3),
        "clean_groups_flagged": len({e.group for e, s in zip(rows, said, strict=True) if s and not e.altered}),
    }
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(x, y, sample_weight=weight)
    shift = np.log(READS / (1 - READS)) - np.log(SURE / (1 - SURE))
    weights = {name: round(float(w), 4) for name, w in zip(roles.FEATURES, model.coef_[0], strict=True)}
    return {"bias": round(float(model.intercept_[0] + shift), 4), "weights": weights, **report}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", type=Path, nargs="+")
    parser.add_argument("--stories", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows: list[Example] = []
    for path in options.groups:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        rows += examples(lines)
    rows += examples_of_stories(options.stories)
    counts = Counter(e.altered for e in rows)
    print(f"{counts[True]} contests with an altered name, {counts[False]} without", flush=True)
    result = fit(best_altered(rows))
    print(json.dumps(result, indent=1))
    options.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
