"""What each language's data file says about where names stand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from importlib import resources

from babel import Locale, UnknownLocaleError


@dataclass(frozen=True, eq=False)
class NameWords:
    """The words of one language that announce, belong to, or rule out names; all in lower case."""

    language: str
    titles: frozenset[str] = frozenset()
    """Offices and forms of address that stand before a person's name (behind it in Chinese, Japanese, Korean)."""
    organisation_words: frozenset[str] = frozenset()
    """Words that make a run of capitalised words the name of an organisation ("Bank", "Université")."""
    place_words: frozenset[str] = frozenset()
    event_words: frozenset[str] = frozenset()
    place_prepositions: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    """Lower-case words inside of names ("of", "van", "bin")."""
    determiners: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()
    """Words that are written with a capital at times but are no names."""
    institution_heads: frozenset[str] = frozenset()
    """Common nouns that institutions' names begin with, also in lower case ("ministère")."""
    organisation_heads: frozenset[str] = frozenset()
    organisation_phrases: frozenset[str] = frozenset()
    place_heads: frozenset[str] = frozenset()
    demonym_endings: frozenset[str] = frozenset()
    compound_starts: frozenset[str] = frozenset()
    """First words of names that are never the whole name."""
    person_particles: frozenset[str] = frozenset()
    transcription_letters: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    particles_after_consonant: frozenset[str] = frozenset()
    """Particles written as one with the name before them, as they are behind a consonant (Korean)."""
    particles_after_vowel: frozenset[str] = frozenset()
    organisation_suffixes: frozenset[str] = frozenset()
    place_suffixes: frozenset[str] = frozenset()
    nouns_have_capitals: bool = False
    all_in_capitals: bool = False
    """Whether all words of an institution's name have a capital ("National Audit Office")."""

    @cached_property
    def heads(self) -> frozenset[str]:
        """Every word that announces a name in a script without capitals."""
        return self.titles | self.organisation_heads | self.organisation_phrases | self.place_heads

    @cached_property
    def longest_titles(self) -> tuple[str, ...]:
        """The titles, longer ones first."""
        return tuple(sorted(self.titles, key=lambda title: (-len(title), title)))

    @cached_property
    def title_endings(self) -> tuple[str, ...]:
        """The titles that compounds may end in."""
        return tuple(title for title in self.longest_titles if len(title) > 3)

    @cached_property
    def second_joiners(self) -> frozenset[str]:
        """What may stand behind a joiner in any language: names keep their own particles ("van der", "de la")."""
        return self.joiners | {"der", "den", "dem", "de", "la", "las", "los", "het", "l", "el", "al"}


@lru_cache(maxsize=64)
def name_words(language: str) -> NameWords:
    """The data of one language; that of English for other languages in Latin letters is no worse than none."""
    folder = resources.files("reconcile.extract.languages").joinpath("names")
    path = folder.joinpath(f"{language}.toml")
    if not path.is_file():
        path = folder.joinpath("en.toml")
    raw = tomllib.loads(path.read_text("utf-8"))
    known = {f.name for f in fields(NameWords)} - {"language"}
    unknown = set(raw) - known
    if unknown:
        raise ValueError(f"{language}.toml: unknown fields {sorted(unknown)}")
    words = {k: frozenset(v) | {word.casefold() for word in v} for k, v in raw.items() if not isinstance(v, bool)}
    words["not_names"] = words.get("not_names", frozenset()) | calendar_words(language)
    return NameWords(
        language,
        **words,
        nouns_have_capitals=raw.get("nouns_have_capitals", False),
        all_in_capitals=raw.get("all_in_capitals", False),
    )


@lru_cache(maxsize=64)
def calendar_words(language: str) -> frozenset[str]:
    """Months and days of the week, in full and abbreviated, in lower case (CLDR)."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return frozenset()
    found: set[str] = set()
    for table in (locale.months, locale.days):
        for context in table.values():
            for width in ("wide", "abbreviated"):
                found |= {word.casefold().rstrip(".") for word in context.get(width, {}).values()}
    return frozenset(word for word in found if not word.isdigit())
