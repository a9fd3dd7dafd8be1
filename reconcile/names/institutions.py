"""Ministries across languages: named by a field of government and, at times, a country."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from rapidfuzz.distance import Prefix

from reconcile.names.gazetteer import Known, fold, forms, lookup, without_endings
from reconcile.names.scripts import UNSPACED

_SHORTEST_ROOT = 4


class Institution(NamedTuple):
    """A ministry: its field ("commerce") and its country's ISO 3166 code, empty where the name has none."""

    field: str
    country: str


@lru_cache(maxsize=8192)
def institution(name: str, language: str) -> Institution | None:
    """The ministry that ``name`` names, or ``None``. Many names have a head and no field: those are none."""
    heads = _table()["heads"].get(language, ())
    words = [name] if language in UNSPACED else fold(name).replace("'", " ").replace("’", " ").split()
    bare = [w for word in words for w in (word, fold(word, language), word.removeprefix("l").removeprefix("d"))]
    if not _any_of(bare, heads, language):
        return None
    for field, stems in _table()["fields"].items():
        if _any_of(bare, stems.get(language, ()), language):
            return Institution(field, _country(name, words, language))
    return None


def alike(a: Institution, b: Institution) -> float:
    """How likely two ministries are one: of one field and country; a country left open is the article's own."""
    if a.field != b.field or (a.country and b.country and a.country != b.country):
        return 0.0
    return 0.95 if a.country == b.country else 0.75


def _any_of(words: Sequence[str], stems: Sequence[str], language: str) -> bool:
    if language in UNSPACED:
        return any(stem in words[0] for stem in stems)
    if language in {"de", "sv", "nl"}:
        # Compounds: "Handelsministerium", "finansdepartementet".
        return any(stem in word for word in words for stem in stems)
    return any(word.startswith(stem) for word in words for stem in stems)


def _country(name: str, words: Sequence[str], language: str) -> str:
    if language in UNSPACED:
        found = {k.key for size in (2, 3, 4) for k in lookup(name[:size], language) if k.key.startswith("territory:")}
        return min(found).removeprefix("territory:") if found else ""
    for word in words:
        for form in (word, fold(word, language)):
            code = country_of(form, language)
            if code:
                return code
    return ""


@lru_cache(maxsize=16_384)
def country_of(word: str, language: str) -> str:
    """ISO 3166 code of the country that a word names or is the adjective of; an empty string where there is none.

    Adjectives are told by the longest beginning that they share with a country ("brasileiro"), or listed.
    """
    return next(
        (code for form in (word, *without_endings(word, language)) if (code := _country_of(form, language))), ""
    )


def _country_of(word: str, language: str) -> str:
    known = [k.key for k in lookup(word, language) if k.key.startswith("territory:")]
    if known:
        return min(known).removeprefix("territory:")
    for code, stems in _table()["demonyms"].get(language, {}).items():
        if any(word == stem or (len(stem) > 3 and word.startswith(stem)) for stem in stems):
            return str(code)
    best: dict[int, set[str]] = {}
    for form, things in _by_root(language).get(word[:_SHORTEST_ROOT], ()):
        shared = Prefix.similarity(form, word)
        if shared >= max(_SHORTEST_ROOT, 0.6 * max(len(word), len(form))):
            keys = {k.key.removeprefix("territory:") for k in things if k.key.startswith("territory:")}
            best.setdefault(shared, set()).update(keys)
    top = best.get(max(best), set()) if best else set()
    return next(iter(top)) if len(top) == 1 else ""


@lru_cache(maxsize=64)
def _by_root(language: str) -> dict[str, list[tuple[str, frozenset[Known]]]]:
    """The known forms of a language by their first letters: what begins in another way shares no root."""
    found: dict[str, list[tuple[str, frozenset[Known]]]] = {}
    for form, things in forms(language).items():
        found.setdefault(form[:_SHORTEST_ROOT], []).append((form, things))
    return found


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("reconcile.names").joinpath("institutions.toml").read_text("utf-8"))
