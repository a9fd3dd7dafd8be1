"""What the words about a figure say of it: whether it is fact or forecast, of whom and where, and as of when.

The words are data (``languages/qualifiers/<language>.toml``); here is only which of them govern a figure. A cue
counts in the figure's own clause: no punctuation and no word of contrast stands between the two.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import compress
from typing import NamedTuple

from reconcile.claims import Count, Modality, Span
from reconcile.extract.tokens import HYPHENS, Memo, Tokens, fold, phrase_keys, tokenise
from reconcile.names.tags import data_tag
from reconcile.scopes import SCOPES

_DATA = files("reconcile.extract") / "languages" / "qualifiers"
_SETTINGS = frozenset({"prefixes", "verb_last", "leading", "joins"})
_CLAUSE_END = re.compile(r"[,;:()،؛、，；：（）…—–|]| - ")
_PARTED = frozenset(";؛；")
_STEM = 3
# Code points between a figure and words about it.
_REACH = 160
# A participle and its auxiliary ("sont attendues", "was planned") stand so close; the participle says more.
_AUXILIARY = 16
_ADJOINING = 3
# Words of trading mean that only close to a figure: a bank that closed branches is no market.
_NARROW = {"session": 40}
# "Adjusted profit rose 5% to 40 million": words that name the measure hold for both figures. What stage a count has
# reached holds for all that a sentence gives of it.
_FORWARD = frozenset({"adjusted", "session", "net"})
_THROUGHOUT = frozenset({"stage"})
# What is added behind commas and brackets: "£40 million (about $50 million), fees included".
_TRAILING = frozenset({"fees", "debt"})
_TRAIL, _TRAILED = 60, re.compile(r"(?:[^;:؛；：…—–|.]|\.(?=\d))*")
# Words that part clauses, and longer phrases that are none of the others ("と発表した": something was announced).
_NO_MODALITY = frozenset({"breaks", "neutral"})
_LABELS: dict[str, Set[str]] = {
    "modality": _NO_MODALITY | {m.value for m in Modality},
    "scope": frozenset(SCOPES),
    "count": frozenset(c.value for c in Count),
}


class Cue(NamedTuple):
    """Words that say something of the figures of their clause: ``section`` and ``label`` of the data file."""

    section: str
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What is said of one figure."""

    modality: Modality = Modality.REPORTED
    scopes: tuple[str, ...] = ()
    count: Count | None = None


NONE = Qualifiers()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The keys of a phrase behind its first; the last key of all may be the beginning of a word alone."""

    rest: tuple[str, ...]
    stem: bool
    section: str
    label: str


class _Phrases(NamedTuple):
    """The phrases that a key begins: those that any key may follow, and the others by the key that must."""

    anyway: Sequence[_Phrase]
    before: Mapping[str, Sequence[_Phrase]]


@dataclass(frozen=True, slots=True)
class Cues:
    """One language's cues, by the first key of each phrase, and by the first letters of those that are stems."""

    whole: Mapping[str, tuple[_Phrase, ...]]
    stems: Mapping[str, tuple[tuple[str, _Phrase], ...]]
    verb_last: bool = False
    """Whether a clause's verb stands behind its figures."""
    leading: bool = False
    """Whether words about a figure stand before it even where the verb does too (Chinese)."""
    joins: re.Pattern[str] | None = None
    """The words that join two figures ("and"): what stands behind them is said of the second."""
    known: Memo[_Phrases | None] = field(init=False)
    """What is known so far of which phrases a key may begin; ``None`` for most."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", Memo(self._phrases))

    def _phrases(self, key: str) -> _Phrases | None:
        stems = (p for stem, p in self.stems.get(key[:_STEM], ()) if key.startswith(stem))
        anyway: list[_Phrase] = []
        before: dict[str, list[_Phrase]] = {}
        for phrase in (*self.whole.get(key, ()), *stems):
            stem_behind = phrase.stem and len(phrase.rest) == 1
            (before.setdefault(phrase.rest[0], []) if phrase.rest and not stem_behind else anyway).append(phrase)
        return _Phrases(anyway, before) if anyway or before else None

    def find(self, tokens: Tokens) -> tuple[Cue, ...]:
        """All cues of a sentence, in text order: of those that begin with one token the longest."""
        found: list[Cue] = []
        keys = tokens.keys
        begun_by = list(map(self.known.__getitem__, keys))
        at, last = 0, len(keys) - 1
        for i, begun in compress(enumerate(begun_by), begun_by):
            if i < at or begun is None:
                continue
            phrases, before = begun
            if before and i < last:
                behind = keys[i + 1]
                longer = before.get(keys[tokens.skip_hyphen(i + 1)] if behind in HYPHENS else behind)
                phrases = [*phrases, *longer] if longer else phrases
            if not phrases:
                continue
            ends = [(end, p) for p in phrases if (end := _end(tokens, i + 1, p.rest, p.stem))]
            if ends:
                at = max(end for end, _ in ends)
                labels = {(p.section, p.label) for end, p in ends if end == at}
                if ("count", Count.LATER.value) in labels:  # "rose to" says both
                    labels.add(("modality", Modality.ACTUAL.value))
                found += (Cue(*label, Span(tokens.starts[i], tokens.ends[at - 1])) for label in sorted(labels))
        return tuple(found)


def _end(tokens: Tokens, at: int, rest: Sequence[str], stem: bool) -> int:
    """The token behind a phrase of which ``rest`` is to follow at ``at``; 0 where it does not."""
    keys = tokens.keys
    for n, key in enumerate(rest, 1):
        if at >= len(keys):
            return 0
        at = tokens.skip_hyphen(at)
        if keys[at] != key and not (stem and n == len(rest) and keys[at].startswith(key)):
            return 0
        at += 1
    return at


@lru_cache(maxsize=64)
def cues_of(language: str) -> Cues | None:
    """The cues of a language; ``None`` where it has no file."""
    file = _DATA / f"{data_tag(language)}.toml"
    if not re.fullmatch("[a-z]{2,3}", language) or not file.is_file():
        return None
    data = tomllib.loads(file.read_text("utf-8"))
    settings = data.get("settings", {})
    if unknown := (data.keys() - {"settings", *_LABELS}) | (settings.keys() - _SETTINGS):
        raise ValueError(f"{language}.toml: unknown key {min(unknown)!r}")
    prefixes = ("", *map(fold, settings.get("prefixes", ())))
    whole: dict[str, list[_Phrase]] = {}
    stems: dict[str, list[tuple[str, _Phrase]]] = {}
    for section, labels in _LABELS.items():
        for label, phrases in data.get(section, {}).items():
            if label not in labels:
                raise ValueError(f"{language}.toml: unknown label {label!r} in [{section}]")
            for written in phrases:
                first, *rest = phrase_keys(written.removesuffix("*"))
                phrase = _Phrase(tuple(rest), written.endswith("*"), section, label)
                for key in (prefix + first for prefix in prefixes):
                    if phrase.stem and not rest:
                        stems.setdefault(key[:_STEM], []).append((key, phrase))
                    else:
                        whole.setdefault(key, []).append(phrase)
    verb_last = settings.get("verb_last", False)
    return Cues(
        {k: tuple(v) for k, v in whole.items()},
        {k: tuple(v) for k, v in stems.items()},
        verb_last,
        settings.get("leading", verb_last),
        _joining(settings.get("joins", ()), settings.get("prefixes", ())),
    )


def _joining(words: Sequence[str], prefixes: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern of words that join, of which prefixes begin another word."""
    ended = "|".join(re.escape(w) + (r"(?=\w)" if w in prefixes else r"\b") for w in words)
    return re.compile(rf"\b(?:{ended})", re.IGNORECASE) if words else None


def find_cues(text: str, sentence: Span, language: str) -> tuple[Cue, ...]:
    """The cues of a sentence; empty for a language that has no file."""
    cues = cues_of(language)
    return cues.find(tokenise(text, sentence)) if cues is not None else ()


def qualify(text: str, cues: Sequence[Cue], figures: Sequence[Span], language: str) -> dict[Span, Qualifiers]:
    """What the cues of a sentence say of its figures; those of which they say nothing are left out."""
    data = cues_of(language)
    if not cues or data is None:
        return {}
    if not any(c.label == Count.TOLL.value for c in cues):
        cues = [c for c in cues if c.section != "count"]
    figures = sorted(figures)
    cue_starts, figure_starts = [c.span.start for c in cues], [f.start for f in figures]
    found: dict[Span, Qualifiers] = {}
    for figure in figures:
        reach = figure.start - _REACH, figure.end + _REACH
        near = cues[bisect_left(cue_starts, reach[0]) : bisect_left(cue_starts, reach[1])]
        clause = [
            c
            for c in near
            if _together(text, c.span, figure, near)
            or _opens(text, c, figure, figures[0], near)
            or _trails(text, c, figure)
        ]
        if clause:
            others = figures[bisect_left(figure_starts, reach[0]) : bisect_left(figure_starts, reach[1])]
            beside = [f for f in others if f != figure and _together(text, f, figure, near)]
            found[figure] = _qualifiers(text, clause, figure, beside, data)
    return found


def _qualifiers(text: str, clause: Sequence[Cue], figure: Span, others: Sequence[Span], data: Cues) -> Qualifiers:
    said = [c for c in clause if c.section == "modality" and c.label not in _NO_MODALITY]
    scopes = _scopes(text, [c for c in clause if c.section == "scope"], figure, others, data)
    counts = [c for c in clause if c.section == "count"]
    nearest = min(counts, key=lambda c: (c.label == Count.TOLL.value, *_order(c, figure)), default=None)
    modality = _modality(said, figure, others, data.verb_last)
    return Qualifiers(modality, scopes, Count(nearest.label) if nearest else None)


def _scopes(text: str, cues: Sequence[Cue], figure: Span, others: Sequence[Span], data: Cues) -> tuple[str, ...]:
    """The nearest scope of each kind that is close enough and of this figure."""
    nearest: dict[str, Cue] = {}
    for c in sorted(cues, key=lambda c: _order(c, figure)):
        kind = SCOPES[c.label]
        if c.span.gap(figure) <= _NARROW.get(kind, _REACH) and _is_of(text, c, figure, others, data):
            nearest.setdefault(kind, c)
    return tuple(sorted(c.label for c in nearest.values()))


def _is_of(text: str, said: Cue, figure: Span, others: Sequence[Span], data: Cues) -> bool:
    """Whether a scope is of this figure rather than of one beside it.

    Between two figures it is of the first, but of the second where such words lead and where it stands behind "and"
    ("sales rose 5% and organic growth was 4%").
    """
    cue, kind = said.span, SCOPES[said.label]
    if kind in _THROUGHOUT and cue < figure:
        return True
    if between := [f for f in others if _between(f, cue, figure)]:
        first = min(between)
        joined = data.joins is not None and data.joins.search(text, first.end, figure.start)
        if kind not in _FORWARD or figure < cue or joined:
            return False
        return _is_of(text, said, first, [figure, *(f for f in others if f != first)], data)
    behind = cue.start >= figure.start
    rivals = [f for f in others if (f.start > cue.start) == behind]
    if not rivals:
        return True
    leading = data.leading
    if not leading and data.joins is not None:
        first = figure if behind else max(rivals)
        leading = data.joins.search(text, first.end, cue.end) is not None
    return behind != leading


def _together(text: str, a: Span, b: Span, cues: Iterable[Cue]) -> bool:
    """Whether two places are in one clause."""
    left, right = min(a.end, b.end), max(a.start, b.start)
    if left >= right:
        return True
    if _CLAUSE_END.search(text, left, right):
        return False
    return not any(c.label == "breaks" and left <= c.span.start and c.span.end <= right for c in cues)


def _opens(text: str, cue: Cue, figure: Span, first: Span, cues: Iterable[Cue]) -> bool:
    """Whether a scope opens a sentence and this is its first figure: "In the first half, revenue rose to 5 million"."""
    throughout = cue.section == "scope" and SCOPES[cue.label] in _THROUGHOUT
    if cue.section != "scope" or cue.span.end > figure.start or not (throughout or figure == first):
        return False
    ends = _CLAUSE_END.findall(text, cue.span.end, figure.start)
    ended = _PARTED.isdisjoint(ends) if throughout else len(ends) == 1
    return ended and not any(c.label == "breaks" and cue.span < c.span < figure for c in cues)


def _trails(text: str, cue: Cue, figure: Span) -> bool:
    """Whether a scope is said of a figure behind it, be it behind a comma or brackets."""
    if cue.section != "scope" or SCOPES[cue.label] not in _TRAILING or not 0 <= cue.span.start - figure.end <= _TRAIL:
        return False
    return _TRAILED.fullmatch(text, figure.end, cue.span.start) is not None


def _order(cue: Cue, figure: Span) -> tuple[int, Span]:
    """The nearest cue first."""
    return cue.span.gap(figure), cue.span


def _modality(said: Sequence[Cue], figure: Span, others: Sequence[Span], verb_last: bool) -> Modality:
    """From the nearest words on the side where the language has its verb, else from those on the other side.

    No further figure may stand between on the other side, nor right behind the words where verbs come last
    ("当初計画の1380億"): the words are that one's. A noun on the other side that stands nearer than a verb says more
    than that the verb is in the past ("目標を1200万本に据え置いた").
    """
    first = [c for c in said if (c.span.start < figure.start) != verb_last]
    second = [c for c in said if c not in first and not any(_between(f, c.span, figure) for f in others)]
    if verb_last:
        first = [c for c in first if not any(0 <= f.start - c.span.end <= _ADJOINING for f in others)]
    verb, noun = _nearest(first, figure), _nearest(second, figure)
    if verb is None or noun is None:
        nearest = verb or noun
    else:
        past = verb.label == "actual" and noun.label != "actual"
        nearest = noun if past and _order(noun, figure) < _order(verb, figure) else verb
    return Modality(nearest.label) if nearest is not None else Modality.REPORTED


def _between(x: Span, a: Span, b: Span) -> bool:
    return min(a.end, b.end) <= x.start and x.end <= max(a.start, b.start)


def _nearest(cues: Sequence[Cue], figure: Span) -> Cue | None:
    """The nearest cue, or the participle beside it where that is an auxiliary."""
    first = min(cues, key=lambda c: _order(c, figure), default=None)
    if first is None or first.label != "actual":
        return first
    beside = (c for c in cues if c.label != "actual" and c.span.gap(first.span) <= _AUXILIARY)
    return min(beside, key=lambda c: _order(c, figure), default=first)
