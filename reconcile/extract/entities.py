"""Names without a model: capitals, brackets, scripts, titles, and names that CLDR knows.

Each recogniser proposes; the longest proposal wins where two overlap, certain ones (known names, names
in brackets) before guesses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reconcile.claims import Entity, Span
from reconcile.extract.names_cased import find_cased
from reconcile.extract.names_data import name_words
from reconcile.extract.names_uncased import find_uncased
from reconcile.names.gazetteer import lookup
from reconcile.names.scripts import script_of
from reconcile.names.similarity import SAME, similarity

Named = tuple[Span, Entity]
CASED = frozenset({"latn", "cyrl", "grek", "armn"})
_BRACKET = re.compile(r"[(（\[]\s*([^()（）\[\]\n]{2,60}?)\s*[)）\]]")
_FOREIGN = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ0-9]*(?:[ \-&.'’][A-ZÀ-Þ0-9][A-Za-zÀ-ɏ0-9]*)*")
_WORD = re.compile(r"[^\s()（）\[\]،,.؛;:«»\"“”、。]+")
_NOT_A_NAME = re.compile(
    r"^(?:[A-Z]{1,2}\d*|[A-Z]*\d+[A-Z]*|CEO|CFO|COO|CTO|PDF|VPN|EV|AI|IT|GDP|PM|AM|GMT|UTC|DNA|RNA|SMS|TV|OK|[IVX]+)$"
)
_LONGEST_ALIAS = 5


def find_names(text: str, sentence: Span, language: str) -> list[Named]:
    """The names of one sentence, without overlaps, in text order.

    Parameters
    ----------
    text: the whole article: how it writes a word elsewhere tells whether a capital means something.
    sentence: the part to search.
    language: BCP 47 primary subtag, e.g. ``"ar"``.
    """
    cased = script_of(text[sentence.start : sentence.end]) in CASED
    glossed = _in_brackets(text, sentence, language)
    if cased:
        found = find_cased(text, sentence, language)
    else:
        found = [*find_uncased(text, sentence, language), *_foreign(text, sentence)]
    return without_overlaps([*glossed, *found])


def _foreign(text: str, sentence: Span) -> list[Named]:
    """Runs in Latin or Cyrillic letters with a capital, inside of a text in another script."""
    found = []
    for match in _FOREIGN.finditer(text, sentence.start, sentence.end):
        form = match.group()
        if len(form) < 2 or _NOT_A_NAME.match(form):
            continue
        known = lookup(form, "en")
        kind = min(known, key=lambda k: k.key).type if known else _latin_type(form)
        found.append((Span(match.start(), match.end()), Entity(kind, form)))
    return found


def _latin_type(form: str) -> str:
    return "ORG" if form.isupper() or " " in form else "MISC"


def _in_brackets(text: str, sentence: Span, language: str) -> list[Named]:
    """A name in another script and, in brackets behind it, its original: one name with an alias.

    How many words before the bracket belong to the name is decided by sound.
    """
    found: list[Named] = []
    for match in _BRACKET.finditer(text, sentence.start, sentence.end):
        inner = match.group(1)
        before = list(_WORD.finditer(text, max(sentence.start, match.start() - 80), match.start()))
        if not before or text[before[-1].end() : match.start()].strip() or _NOT_A_NAME.match(inner):
            continue
        if not inner[0].isalpha():
            continue
        if script_of(inner) == script_of(before[-1].group()):
            found += _person_in_brackets(match, before, language)
            continue
        best_score, best_start = 0.0, 0
        for size in range(1, min(_LONGEST_ALIAS, len(before)) + 1):
            start = before[-size].start()
            score = similarity(text[start : match.start()].strip(), inner, language, "en")
            if score > best_score + 1e-9:
                best_score, best_start = score, start
        if best_score < SAME:
            continue
        name = text[best_start : match.start()].rstrip()
        known = lookup(inner, "en")
        kind = min(known, key=lambda k: k.key).type if known else ("PER" if len(inner.split()) in (2, 3) else "MISC")
        found.append((Span(best_start, best_start + len(name)), Entity(kind, name, (inner,))))
        found.append((Span(match.start(1), match.end(1)), Entity(kind, inner, (name,))))
    return found


def _person_in_brackets(match: re.Match[str], before: Sequence[re.Match[str]], language: str) -> list[Named]:
    """In scripts without capitals a person's name may stand in brackets: "الرئيس الأمريكي (دونالد ترامب)"."""
    inner, titles = match.group(1), name_words(language).titles
    words = [m.group() for m in before[-2:]]
    bare = [w for word in words for w in (word, word[1:], word[2:], "ا" + word[1:])]
    if script_of(inner) in CASED or not 2 <= len(inner.split()) <= 4 or not titles.intersection(bare):
        return []
    role = next(w for w in bare if w in titles)
    return [(Span(match.start(1), match.end(1)), Entity("PER", inner, role=role))]


def without_overlaps(found: list[Named]) -> list[Named]:
    """Drop what overlaps: names with an alias go first, then longer ones; a role is taken over."""
    if len(found) < 2:
        return found
    ranked = sorted(found, key=lambda n: (not n[1].aliases, -len(n[0]), not n[1].role, n[0].start, n[1].type))
    starts: list[int] = []
    kept: list[Named] = []
    for span, entity in ranked:
        at = bisect_right(starts, span.start)
        if at and kept[at - 1][0].end > span.start:
            rival, other = kept[at - 1]
            if rival == span and entity.role and not other.role:
                kept[at - 1] = (rival, replace(other, role=entity.role))
        elif at == len(kept) or starts[at] >= span.end:
            starts.insert(at, span.start)
            kept.insert(at, (span, entity))
    return kept


def names_in(text: str, sentences: Sequence[Span], language: str) -> list[Named]:
    """:func:`find_names` of every sentence of an article, in text order."""
    return [named for sentence in sentences for named in find_names(text, sentence, language)]
