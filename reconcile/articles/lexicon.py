"""The language data of this package: abbreviations and boilerplate, read from ``languages/*.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_KEYS = {
    "never_end",
    "may_end",
    "starters",
    "followers",
    "determiners",
    "numbers_take_stop",
    "nouns_capitalised",
    "goes_on",
    "lines",
    "starts",
    "bylines",
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language's file says.

    ``never_end``: abbreviations that something always follows ("Mr", "z.B"), without the last full stop.
    ``may_end``: abbreviations that may also stand last in a sentence ("Inc", "Mio", "feb").
    ``starters``: words that, capitalised after such an abbreviation, begin a sentence.
    ``followers``: words that, capitalised after one of letters, go on with it ("5 p.m. Friday").
    ``determiners``: words behind which a number with a full stop is an ordinal, however long ("seinen 101. Sieg").
    ``numbers_take_stop``: whether ordinals are written with a full stop ("16. Mai").
    ``nouns_capitalised``: whether a capital letter says nothing about where a sentence begins.
    ``goes_on``: particles that join a closed quotation to the rest of its sentence.
    ``lines``: lines that are never part of an article; ``starts``: beginnings of such lines, ``bylines``: words that
    open a line naming the author.
    """

    never_end: frozenset[str] = frozenset()
    may_end: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    followers: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    numbers_take_stop: bool = False
    nouns_capitalised: bool = False
    goes_on: tuple[str, ...] = ()
    lines: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()


_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_SPACES = re.compile(r"\s+")


def normalised(line: str) -> str:
    """Return ``line`` casefolded, with single spaces, straight apostrophes and no punctuation at either end."""
    folded = unicodedata.normalize("NFKC", line).casefold().replace("’", "'")
    return _SPACES.sub(" ", _EDGE.sub("", folded))


def _read(language: str) -> Lexicon | None:
    file = resources.files("reconcile.articles.languages") / f"{language}.toml"
    if not file.is_file():
        return None
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    if unknown := data.keys() - _KEYS:
        raise ValueError(f"{language}.toml: unknown key {min(unknown)!r}; known are {', '.join(sorted(_KEYS))}")
    return Lexicon(
        never_end=_with_capitals(data.get("never_end", ())),
        may_end=_with_capitals(data.get("may_end", ())),
        starters=frozenset(data.get("starters", ())),
        followers=frozenset(data.get("followers", ())),
        determiners=frozenset(data.get("determiners", ())),
        numbers_take_stop=data.get("numbers_take_stop", False),
        nouns_capitalised=data.get("nouns_capitalised", False),
        goes_on=tuple(data.get("goes_on", ())),
        lines=frozenset(map(normalised, data.get("lines", ()))),
        starts=tuple(sorted(map(_folded_start, data.get("starts", ())))),
        bylines=tuple(sorted(map(_folded_start, data.get("bylines", ())))),
    )


def _with_capitals(words: list[str]) -> frozenset[str]:
    """A lower-case abbreviation may open a line; a capitalised one ("Ill", "Sun") is another word in lower case."""
    return frozenset(words) | {word[0].upper() + word[1:] for word in words if word.islower()}


def _folded_start(start: str) -> str:
    return _SPACES.sub(" ", start.casefold().replace("’", "'"))


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """Return the data of ``language``; an empty lexicon where there is no file for it."""
    return (_read(language) if re.fullmatch("[a-z]{2,3}", language) else None) or Lexicon()


@lru_cache(maxsize=1)
def all_lexicons() -> dict[str, Lexicon]:
    """Return the data of every language that has a file, by language."""
    folder = resources.files("reconcile.articles.languages")
    names = sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))
    return {name: lexicon(name) for name in names}
