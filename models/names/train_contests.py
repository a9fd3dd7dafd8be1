"""Learn when two names left over in two articles contradict each other, and measure it.

    python models/names/train_contests.py GROUPS.jsonl... --accounts models/accounts/matching \
        --stories models/stories --out reconcile/align/contests.json

GROUPS.jsonl holds texts that say the same, ``{"id", "group", "language", "text", "label"}``. In a group
labelled ``clean`` nothing contradicts anything. Where the id of a group labelled ``conflict`` differs from that of a
clean one in that word alone, the names that only the altered text has are the ones that were put in.
Accounts are events told independently with every fact marked, of which some account may get a name wrong: two names of
one fact that do not sound alike contradict each other, all others do not. Stories are such events with judged pairs.

Prints how well names contradict and agree on events that the weights have not seen. ``--score`` measures accounts with
the weights that there are, and trains nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest import mock

sys.path += [str(Path(__file__).parents[1] / part) for part in ("matcher", "accounts")]
from accounts import Account, Event, read_events
from contests_fit import Example, fit
from stories import articles_of, stories

from reconcile import pipeline
from reconcile.align import roles
from reconcile.align.contests import FEATURES
from reconcile.align.named import Story
from reconcile.articles import read_articles
from reconcile.claims import Article, Claim, Report, Verdict
from reconcile.names import SAME, similarity
from reconcile.names.scripts import script_of

# Names of one fact that sound less alike than this are two; those that sound more alike, one.
APART, ONE = 0.2, 0.4
Line = dict[str, Any]


@dataclass
class Agreements:
    """How many pairs of mentions of one name were found to be one, and how many others were."""

    right: int = 0
    missed: int = 0
    wrong: int = 0


@dataclass
class Seen:
    """What the aligner looked at: its contests with all features, and the key of each name."""

    contests: list[roles.Contest] = field(default_factory=list)
    key: dict[str, int] = field(default_factory=dict)


@contextmanager
def listening() -> Iterator[Seen]:
    """Collects every contest that the pipeline considers meanwhile, with all its features."""
    seen = Seen()
    real = roles.contests

    def keep(a: Any, b: Any, story: Story, weights: Any = None, *, translated: bool = False) -> list[roles.Contest]:
        every = real(a, b, story, translated=translated)
        seen.contests.extend(every)
        seen.key.update(story.key)
        return every

    with mock.patch.object(roles, "contests", keep):
        yield seen


# --- accounts ---------------------------------------------------------------------------------------


class Facts:
    """Which name claims of an event state which fact, and which of its names are one."""

    def __init__(self, event: Event, articles: Sequence[Article], claims: Sequence[Claim]) -> None:
        self.language = {a.id: a.language for a in articles}
        self.stated: dict[str, tuple[str, str, bool]] = {}
        forms: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for article, account in zip(articles, event.accounts, strict=True):
            self._mark(article, account, [c for c in claims if c.document == article.id], forms)
        self.home = {(fact, form): home for fact, some in forms.items() for form, home in _homes(some).items()}

    def _mark(
        self, article: Article, account: Account, claims: Sequence[Claim], forms: dict[str, set[tuple[str, str]]]
    ) -> None:
        for mark in account.marks:
            words = account.text[mark.start : mark.end]
            forms[mark.fact].add((article.language, words))
            for c in claims:
                shared = min(mark.end, c.span.end) - max(mark.start, c.span.start)
                if c.entity is not None and shared > 0:
                    self.stated[c.id] = mark.fact, words, 2 * shared >= len(c.span)

    def contradict(self, x: Claim, y: Claim) -> bool | None:
        """Whether two names are two accounts of one fact; ``None`` where nobody can tell."""
        one, other = self.stated.get(x.id), self.stated.get(y.id)
        if one is None or other is None or one[0] != other[0]:
            return False
        if not (one[2] and other[2]):
            return None
        forms = [(self.language[c.document], words) for c, (_, words, _) in ((x, one), (y, other))]
        if self.home[one[0], forms[0]] == self.home[other[0], forms[1]]:
            return False
        return True if self._surely_two(x, y, forms) else None

    def _surely_two(self, x: Claim, y: Claim, forms: Sequence[tuple[str, str]]) -> bool:
        """Names that are read or translated differently elsewhere do not tell by their sound."""
        scripts = {script_of(words) for _, words in forms}
        if "hani" in scripts and len({language for language, _ in forms}) > 1:
            return False
        people = all(c.entity is not None and c.entity.type == "PER" for c in (x, y))
        return (people or len(scripts) == 1) and _alike(*forms) < APART

    def agree(self, x: Claim, y: Claim) -> bool:
        """Whether two names of one fact are the same."""
        one, other = self.stated.get(x.id), self.stated.get(y.id)
        if one is None or other is None or one[0] != other[0]:
            return False
        return _alike((self.language[x.document], one[1]), (self.language[y.document], other[1])) >= SAME


def _alike(a: tuple[str, str], b: tuple[str, str]) -> float:
    return similarity(a[1], b[1], a[0], b[0])


def _homes(forms: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """One form for all that are of one name, by way of forms between them."""
    ordered = sorted(forms)
    home = {form: form for form in ordered}
    for a, b in combinations(ordered, 2):
        if home[a] != home[b] and _alike(a, b) >= ONE:
            old, new = home[b], home[a]
            home = {form: new if at == old else at for form, at in home.items()}
    return home


def examples_of_accounts(folders: Sequence[Path], agreements: Agreements, told: Counter[str]) -> Iterator[Example]:
    """Contests of marked events; counts on the way which names agree and how many contradictions are reported."""
    for event in (e for folder in folders for e in read_events(folder)):
        articles = articles_of(event)
        with listening() as seen:
            report = pipeline.compare(articles)
        facts = Facts(event, articles, report.claims)
        _count_agreements(facts, seen, report.claims, agreements)
        _count_conflicts(facts, report, told)
        text = {a.id: a for a in articles}
        for c in seen.contests:
            true = facts.contradict(c.a, c.b)
            if true is not None:
                yield _example("accounts", event.name, c, true, text)


def _count_agreements(facts: Facts, seen: Seen, claims: Sequence[Claim], agreements: Agreements) -> None:
    named = [c for c in claims if c.id in facts.stated and c.id in seen.key]
    for x, y in combinations(named, 2):
        if x.document == y.document:
            continue
        linked = seen.key[x.id] == seen.key[y.id]
        if facts.agree(x, y):
            agreements.right += linked
            agreements.missed += not linked
        elif linked and facts.contradict(x, y):
            agreements.wrong += 1


def _count_conflicts(facts: Facts, report: Report, told: Counter[str]) -> None:
    """Conflicts of names as reported, right and wrong, and the facts that two articles tell differently."""
    by_id = {c.id: c for c in report.claims}
    for finding in report.findings:
        sides = [[by_id[c] for c in side] for side in finding.sides]
        if finding.verdict is Verdict.CONFLICTS and all(c.entity is not None for side in sides for c in side):
            judged = [facts.contradict(x, y) for x in sides[0] for y in sides[1]]
            told["right" if True in judged else "unknown" if None in judged else "wrong"] += 1
    there = set()
    for x, y in combinations([c for c in report.claims if c.id in facts.stated], 2):
        if x.document != y.document and facts.contradict(x, y):
            there.add((facts.stated[x.id][0], *sorted((facts.stated[x.id][1], facts.stated[y.id][1]))))
    told["there"] += len({fact for fact, *_ in there})


# --- stories and groups -----------------------------------------------------------------------------


def examples_of_stories(folders: Sequence[Path]) -> Iterator[Example]:
    """Contests of events told independently; true are those that their judged pairs call conflicts."""
    for name, articles, judged in stories(folders):
        text = {a.id: a for a in articles}
        sides = [j for j in judged if j.relation == "conflicts"]
        with listening() as seen:
            pipeline.compare(articles)
        for c in seen.contests:
            true = any(_is(j.a, x) and _is(j.b, y) for j in sides for x, y in ((c.a, c.b), (c.b, c.a)))
            yield _example("stories", name, c, true, text)


def _is(reference: tuple[str, tuple[tuple[int, int], ...]], claim: Claim) -> bool:
    document, spans = reference
    return document == claim.document and any(a < claim.span.end and claim.span.start < b for a, b in spans)


def _example(source: str, group: str, c: roles.Contest, true: bool, text: dict[str, Article]) -> Example:
    sentences = tuple(text[x.document].text[x.sentence.start : x.sentence.end] for x in (c.a, c.b))
    return Example(source, group, c.features, true, (c.a.text, c.b.text), (sentences[0], sentences[1]), c.translated)


def contests_of(lines: Sequence[Line]) -> Iterator[tuple[dict[str, Article], roles.Contest]]:
    """Every contest that the pipeline considers in these texts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "groups.jsonl"
        kept = ({k: v for k, v in line.items() if k in ("id", "group", "language", "text")} for line in lines)
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in kept), "utf-8")
        articles = [a for a in read_articles([str(path)]) if isinstance(a, Article)]
    with listening() as seen:
        pipeline.compare(articles)
    for contest in seen.contests:
        yield {a.id: a for a in articles}, contest


def examples_of_groups(lines: Sequence[Line]) -> Iterator[Example]:
    """The contests of groups as examples."""
    label = {line["group"]: line["label"] for line in lines}
    clean: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line["label"] == "clean":
            clean[line["group"]].add(line["text"])
    for articles, contest in contests_of(lines):
        sides = [(articles[c.document], c) for c in (contest.a, contest.b)]
        group = sides[0][0].group
        if label[group] == "clean":
            altered = False
        else:
            twins = clean.get(group.replace("conflict", "clean"), set())
            altered = any(d.text not in twins and not any(c.text in t for t in twins) for d, c in sides)
        if altered or label[group] == "clean":
            yield _example("groups", group, contest, altered, articles)


def best_altered(found: Iterable[Example]) -> list[Example]:
    """Of the altered name's contests in one pair of sentences only the one whose names stand in one place."""
    mention = FEATURES.index("mention")
    plain: list[Example] = []
    best: dict[tuple[str, tuple[str, str]], Example] = {}
    for e in found:
        if not e.true or e.source != "groups":
            plain.append(e)
        elif (k := (e.group, e.sentences)) not in best or e.features[mention] > best[k].features[mention]:
            best[k] = e
    return plain + list(best.values())


def main() -> None:
    """Collect, fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", type=Path, nargs="*")
    parser.add_argument("--accounts", type=Path, nargs="*", default=[])
    parser.add_argument("--stories", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--score", action="store_true", help="measure accounts with the weights that there are")
    parser.add_argument("--save", type=Path, help="keep the examples here (JSON lines)")
    options = parser.parse_args()
    agreements, told = Agreements(), Counter[str]()
    rows = list(examples_of_accounts(options.accounts, agreements, told))
    linked = agreements.right + agreements.missed
    print(f"agreements: {agreements.right} of {linked} found, {agreements.wrong} that contradict each other linked")
    print(f"conflicts reported: {dict(told)}", flush=True)
    if options.score:
        return
    for path in options.groups:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        rows += examples_of_groups(lines)
    rows += examples_of_stories(options.stories)
    rows = best_altered(rows)
    if options.save:
        options.save.write_text("".join(json.dumps(vars(e), ensure_ascii=False) + "\n" for e in rows), "utf-8")
    result = fit(rows)
    print(json.dumps(result, indent=1))
    if options.out:
        options.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
