"""Offices in running text: "the judge", "القاضية", "裁判官", each known by one key in every language."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

from reconcile.claims import Span
from reconcile.names.gazetteer import lookup
from reconcile.names.tags import data_tag

UNSPACED = frozenset({"zh", "ja", "ko", "th"})
# What may be written as one with a word: conjunctions and prepositions, and then the article.
_CLITICS = {"ar": "[وف]?[بلك]?(?:ال|ل)?", "he": "[ושכמבל]{0,2}ה?", "fa": ""}
_VOWEL_MARKS = "[\u064b-\u0652]*"


def find_offices(text: str, within: Span, language: str) -> Iterator[tuple[Span, str]]:
    """Every word for whoever holds an office in ``text[within]``, with the office's key, in text order.

    Parameters
    ----------
    text, within: the text and the part of it to search.
    language: BCP 47 primary subtag; nothing is found in languages without data (``offices.toml``).
    """
    pattern = _pattern(language)
    if pattern is None:
        return
    keys = _forms(language)
    for match in pattern.finditer(text, within.start, within.end):
        yield Span(match.start("office"), match.end("office")), keys[_folded(match["office"])]


@lru_cache(maxsize=4096)
def office_of(role: str, language: str) -> str:
    """The key of the office that a role ("director for Nampula province") is, or an empty string."""
    return next((key for _, key in find_offices(role, Span(0, len(role)), language)), "")


@lru_cache(maxsize=4096)
def is_office(name: str, language: str) -> bool:
    """Whether a name is no more than an office, with its country ("Prime Minister of Sweden") or without."""
    span = next((s for s, _ in find_offices(name, Span(0, len(name)), language)), None)
    if span is None:
        return False
    rest = f"{name[: span.start]} {name[span.end :]}".strip()
    return not rest or bool(lookup(rest, language))


@lru_cache(maxsize=64)
def _pattern(language: str) -> re.Pattern[str] | None:
    forms = [form for of in _table().values() for form in of.get(data_tag(language), ())]
    if not forms:
        return None
    if language in UNSPACED:
        return re.compile(f"(?P<office>{_any_of(forms, re.escape)})", re.IGNORECASE)
    spelt = _any_of(forms, _spelt if language == "ar" else re.escape)
    return re.compile(rf"(?<!\w){_CLITICS.get(language, '')}(?P<office>{spelt})(?![\w\u0900-\u09ff])", re.IGNORECASE)


def _any_of(forms: Iterable[str], spelt: Callable[[str], str]) -> str:
    """A pattern for the longest of some forms that stands somewhere: by their first letters, which is faster."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for form in sorted(set(forms), key=lambda form: (-len(form), form)):
        by_letter[form[0]].append(r"\s".join(map(spelt, form[1:].split(" "))))
    return "|".join(f"{spelt(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def _spelt(word: str) -> str:
    """A word with or without its vowels' marks; behind another word it may have the article."""
    return "".join(re.escape(letter) + _VOWEL_MARKS for letter in word)


def _unmarked(form: str) -> str:
    return re.sub(_VOWEL_MARKS, "", form)


def _folded(form: str) -> str:
    """A form as it is looked up: a pattern that ignores case takes the Turkish i with a dot and without for one."""
    return re.sub(r"\s", " ", _unmarked(form)).casefold().replace("i\u0307", "i").replace("ı", "i")


@lru_cache(maxsize=64)
def _forms(language: str) -> dict[str, str]:
    """The key of the office that each form names."""
    found: dict[str, str] = {}
    for key, forms in _table().items():
        for form in forms.get(data_tag(language), ()):
            found.setdefault(_folded(form), key)
    return found


@lru_cache(maxsize=1)
def vague_offices() -> frozenset[str]:
    """Keys of offices of which one story may have several holders."""
    return frozenset(_data()["vague"])


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[str]]]:
    return {
        key: {language: [_unmarked(f).lower() for f in forms] for language, forms in languages.items()}
        for key, languages in _data().items()
        if isinstance(languages, dict)
    }


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("reconcile.names").joinpath("offices.toml").read_text("utf-8"))
