"""Who is named as the source of a figure: "according to Sensor Tower", "selon la préfecture", "気象庁によると".

The words that announce a source are data (``languages/attributions.toml``). Of the words behind or before them a name
is the source, or, where no name stands there, what is left of the clause.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from reconcile.claims import Span
from reconcile.extract.entities import Named
from reconcile.extract.spans import nearest
from reconcile.names.scripts import UNSPACED
from reconcile.names.tags import data_tag

_CLAUSE_END = re.compile(r"[,;:.!?()\[\]،؛。、，；：（）…«»“”„\"\n—–]")
_LETTER = re.compile(r"\w")
# A source without a name is a noun with little around it; in code points where words are written without spaces.
_MOST_WORDS, _FEWEST_CHARACTERS, _MOST_CHARACTERS = 4, 3, 12
# Between the words that announce a source and its name stand an article and a noun or two at most.
_NEAR_NAME, _NEAR_NAME_UNSPACED = 40, 10
_AT_ONCE = 6
# How far from the words that announce it a source is looked for, in code points.
_REACH = 120


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the article names it, and where the words that announce it stand."""

    text: str
    span: Span


def find_sources(text: str, sentence: Span, language: str, names: Sequence[Named]) -> tuple[Source, ...]:
    """The sources that a sentence names, in text order; none for a language without data.

    ``names`` are those of the sentence, in text order.
    """
    found = []
    places = [span for span, _ in names]
    starts = [span.start for span in places]
    for pattern, follows, name_only in _patterns(language):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            cue = Span(*match.span())
            near = places[max(0, bisect_left(starts, cue.start - _REACH)) : bisect_left(starts, cue.end + _REACH)]
            if source := _beside(text, sentence, cue, near, language, follows, name_only):
                found.append(Source(source, cue))
    return tuple(sorted(found, key=lambda s: s.span))


def attributions(sources: Sequence[Source], figures: Sequence[Span]) -> Mapping[Span, str]:
    """The source of each figure of a sentence: the nearest one that the sentence names."""
    if not sources:
        return {}
    places = [s.span for s in sources]
    starts = [span.start for span in places]
    return {f: sources[nearest(places, starts, f)].text for f in figures}


def _beside(
    text: str, sentence: Span, cue: Span, names: Sequence[Span], language: str, follows: bool, name_only: bool
) -> str:
    """The source behind (``follows``) or before the words that announce it; an empty string where there is none."""
    first, last = max(sentence.start, cue.start - _REACH), min(sentence.end, cue.end + _REACH)
    if follows:
        end = _CLAUSE_END.search(text, cue.end, last)
        part = Span(cue.end, end.start() if end else last)
    else:
        ends = [m.end() for m in _CLAUSE_END.finditer(text, first, cue.start)]
        part = Span(ends[-1] if ends else first, cue.start)
    near = _AT_ONCE if name_only else _NEAR_NAME_UNSPACED if language in UNSPACED else _NEAR_NAME
    # A name in brackets is that of the noun before it ("an analytics company (Apptopia)").
    bracketed = follows and text[part.end : part.end + 1] in ("(", "（")
    reach = Span(part.start, part.end + 2 if bracketed else part.end)
    inside = [s for s in names if s.overlaps(reach) and not s.overlaps(cue)]
    closest = min(inside, key=lambda s: s.gap(cue), default=None)
    if closest is not None and closest.gap(cue) <= near:
        return text[closest.start : closest.end]
    return "" if name_only else _noun(text[part.start : part.end].strip(), language)


def _noun(words: str, language: str) -> str:
    """A source without a name, where it is short enough to be no more than that."""
    # A figure is no source: "according to 12 witnesses" names nobody.
    if not _LETTER.search(words) or any(c.isdigit() for c in words):
        return ""
    if language in UNSPACED:
        return words if _FEWEST_CHARACTERS <= len(words) <= _MOST_CHARACTERS else ""
    return words if len(words.split()) <= _MOST_WORDS else ""


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], bool, bool], ...]:
    """For each kind of words a pattern, whether the source follows, and whether it has to be a name."""
    data = _data().get(data_tag(language), {})
    found = []
    for field, follows, name_only in (("before", True, False), ("before_name", True, True), ("after", False, False)):
        if words := data.get(field):
            found.append((_pattern(words, language), follows, name_only))
    return tuple(found)


def _pattern(words: Sequence[str], language: str) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    if language in UNSPACED or language == "ko":
        return re.compile("|".join(map(re.escape, ordered)))
    marks = "[\u064b-\u0652]*" if language == "ar" else ""
    spelt = [r"\s+".join("".join(re.escape(c) + marks for c in word) for word in w.split(" ")) for w in ordered]
    # An Arabic preposition at the end is written as one with the word behind it.
    closed = [s + ("" if w.endswith(" ل") else r"(?![\w\u0900-\u09ff])") for s, w in zip(spelt, ordered, strict=True)]
    return re.compile(rf"(?<![\w’'])(?:{'|'.join(closed)})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Mapping[str, Sequence[str]]]:
    data = tomllib.loads((files("reconcile.extract") / "languages" / "attributions.toml").read_text("utf-8"))
    for language, fields in data.items():
        if unknown := fields.keys() - {"before", "before_name", "after"}:
            raise ValueError(f"attributions.toml: unknown key {min(unknown)!r} in [{language}]")
    return data
