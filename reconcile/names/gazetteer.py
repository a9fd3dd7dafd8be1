"""Names that every language has a word of its own for: countries, cities, world-wide organisations.

Territories and cities come from CLDR through Babel in every language, everyday forms ("Britain", "USA")
and organisations from the tables beside this module. Two names with the same key are certainly the same,
two with different ones certainly not.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from babel import Locale, UnknownLocaleError

from reconcile.names.scripts import INDIC, LATIN, script_of, script_of_letter

WORLD = "001"
SHARED = "all"
# Languages whose forms are looked up where a form is unknown in the article's own: news borrows from these.
LENDERS = ("en",)
_ARTICLES = {
    "ar": ("ال",),
    "en": ("the ",),
    "fr": ("les ", "le ", "la ", "l'", "l’"),
    "es": ("los ", "las ", "el ", "la "),
    "pt": ("os ", "as ", "o ", "a "),
    "it": ("gli ", "le ", "il ", "lo ", "la ", "i ", "l'", "l’"),
    "de": ("die ", "der ", "das ", "den ", "dem ", "des "),
    "nl": ("de ", "het "),
    "he": ("ה",),
}
_ARABIC_FORMS = str.maketrans("أإآٱىیک", "ااااييك")
# Scripts whose marks tell letters apart (Devanagari vowels, voiced kana).
_MARKED = {*INDIC, "sinh", "thai", "laoo", "mymr", "khmr", "kana", "hang"}
_GAPS = " \u00a0\u200c-‐‑–・·\n\t"


class _Letters(dict[int, str]):
    """What each character becomes, for :meth:`str.translate`, worked out at first sight."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        found = self[code] = self._becomes(chr(code))
        return found


def _unmarked(letter: str) -> str:
    return letter if script_of_letter(letter) in _MARKED or not unicodedata.combining(letter) else ""


def _kept(letter: str) -> str:
    if letter.isalnum() or script_of_letter(letter):
        return letter.translate(_ARABIC_FORMS)
    return " " if letter in _GAPS else ""


_UNMARKED, _KEPT = _Letters(_unmarked), _Letters(_kept)


# What two forms of one word have in common at least, in letters.
_LEAST_BARE = 3
_LEAST_STEM = 4


@dataclass(frozen=True, slots=True)
class Known:
    """A name that is known by a key of its own, e.g. ``territory:NE`` or ``who``."""

    key: str
    type: str


@lru_cache(maxsize=32_768)
def fold(text: str, language: str = "") -> str:
    """A form as it is looked up: case, hyphens, marks and the leading article don't count."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    for article in _ARTICLES.get(language, ()):
        if folded.startswith(article) and len(folded) > len(article) + 1:
            folded = folded[len(article) :]
            break
    if not folded.isascii():
        bare = unicodedata.normalize("NFD", folded).translate(_UNMARKED)
        folded = unicodedata.normalize("NFC", bare)
    return " ".join(folded.translate(_KEPT).split())


@lru_cache(maxsize=32_768)
def lookup(name: str, language: str) -> frozenset[Known]:
    """What ``name`` is known as: usually one thing or nothing.

    Forms of the article's own language go first, also inflected ones, then those that English has, which
    every language borrows.
    """
    own, folded = forms(language), fold(name, language)
    if folded[:2] in _openings(language) or "prefixes" in _table("inflections.toml").get(language, {}):
        for form in _uninflected(folded, language):
            if form in own:
                return own[form]
    if script_of(name) == LATIN and len(name) > 2:
        for code in LENDERS:
            known = forms(code).get(fold(name, code))
            if known:
                return known
    return frozenset()


@lru_cache(maxsize=32_768)
def may_begin(word: str, language: str) -> bool:
    """Whether a known name may begin with ``word``, in a script without capitals: most words rule it out at once."""
    form = fold(word, language)
    if len(form) < 2 or form[:2] in _openings(language):
        return True
    return "prefixes" in _table("inflections.toml").get(language, {}) or script_of(word) == LATIN


@lru_cache(maxsize=32_768)
def may_end_longer(word: str, language: str) -> bool:
    """Whether a known name of two or more words may end in ``word``: most words of a text rule it out at once."""
    form = fold(word)
    if not form or " " in form:
        return True
    if any(form in _last_words(code) for code in LENDERS):
        return True
    own = _last_words(language)
    return form in own or any(stem in own for stem in without_endings(form, language))


@lru_cache(maxsize=64)
def clitics(language: str) -> tuple[str, ...]:
    """What is written as one with the word behind it ("و", "ב"), the longest first."""
    return tuple(sorted(_table("inflections.toml").get(language, {}).get("prefixes", ()), key=lambda c: (-len(c), c)))


def inflected_alike(a: str, b: str, language: str) -> bool:
    """Whether two words may be forms of one: all but their endings is the same, and that is most of them."""
    endings, nominatives = _endings(language)
    if not endings:
        return False
    first, second = fold(a, language), fold(b, language)
    size = min(len(first), len(second))
    shared = next((i for i in range(size) if first[i] != second[i]), size)
    rests = {first[shared:], second[shared:]}
    return shared >= _LEAST_STEM and shared * 2 > max(len(first), len(second)) and rests <= {*endings, *nominatives, ""}


def may_drop(word: str, language: str) -> bool:
    """Whether a name's first word may be one that does not count: an article, a clitic, or no letters at all."""
    return fold(word) in _dropped(language)


@lru_cache(maxsize=64)
def _dropped(language: str) -> frozenset[str]:
    articles = ["", *(fold(a) for code in (language, *LENDERS) for a in _ARTICLES.get(code, ()))]
    clitics = ["", *_table("inflections.toml").get(language, {}).get("prefixes", ())]
    return frozenset(clitic + article for clitic in clitics for article in articles)


@lru_cache(maxsize=64)
def _last_words(language: str) -> frozenset[str]:
    return frozenset(form.rsplit(" ", 1)[-1] for form in forms(language) if " " in form)


@lru_cache(maxsize=64)
def _openings(language: str) -> frozenset[str]:
    """The first two letters of every form: endings change none of them."""
    return frozenset(form[:2] for form in forms(language))


@lru_cache(maxsize=64)
def lengths_by_opening(language: str) -> Mapping[str, tuple[int, ...]]:
    """How long the forms of two letters and more are, by the two letters that they begin with, the longest first."""
    sizes: dict[str, set[int]] = {}
    for form in forms(language):
        if len(form) > 1:
            sizes.setdefault(form[:2], set()).add(len(form))
    return {opening: tuple(sorted(found, reverse=True)) for opening, found in sizes.items()}


@lru_cache(maxsize=1024)
def english_form(known: Known) -> str:
    """The English name of what is known, or an empty string."""
    names = _english()
    return names.get(known.key, "")


@lru_cache(maxsize=1)
def _english() -> Mapping[str, str]:
    return {known.key: form for form, known in cldr_names("en")}


def _uninflected(form: str, language: str) -> Iterator[str]:
    """The form itself, then what it may be an inflected form or have a clitic before it of."""
    yield form
    for prefix in _table("inflections.toml").get(language, {}).get("prefixes", ()):
        if form.startswith(prefix) and len(form) - len(prefix) >= 3:
            yield fold(form[len(prefix) :], language)
    yield from without_endings(form, language, least=3)


def without_endings(form: str, language: str, least: int = 0) -> Iterator[str]:
    """What a folded form with an ending may be a form of, with so many letters at least before the ending."""
    endings, nominatives = _endings(language)
    if not form.endswith(endings):
        return
    for ending in endings:
        if form.endswith(ending) and len(form) - len(ending) >= least:
            for nominative in nominatives:
                yield form[: len(form) - len(ending)] + nominative


@lru_cache(maxsize=16_384)
def without_cases(name: str, language: str) -> str:
    """A name without what the cases of its language write onto its words: Finnish "Korvossa", Czech "Marshová"."""
    cases = tuple(_table("inflections.toml").get(language, {}).get("cases", ()))
    if not cases:
        return name
    return " ".join(_without_case(word, cases) for word in name.replace("’", "'").split())


def _without_case(word: str, cases: tuple[str, ...]) -> str:
    low = word.lower()
    ending = next((case for case in cases if low.endswith(case) and len(low) - len(case) >= _LEAST_BARE), "")
    return word[: len(word) - len(ending)]


@lru_cache(maxsize=64)
def _endings(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The endings of a language's inflected names, and what may stand in their place in the nominative."""
    rules = _table("inflections.toml").get(language, {})
    return tuple(rules.get("endings", ())), tuple(rules.get("nominatives", ("",)))


@lru_cache(maxsize=64)
def forms(language: str) -> Mapping[str, frozenset[Known]]:
    """Every folded form of one language and what it is known as."""
    found: dict[str, set[Known]] = {}
    everyday: dict[str, set[Known]] = {}
    for form, known in _everyday(language):
        everyday.setdefault(fold(form, language), set()).add(known)
    for form, known in cldr_names(language):
        key = fold(form, language)
        if key and key not in everyday:
            found.setdefault(key, set()).add(known)
    found.update(everyday)
    found.pop("", None)
    return {form: frozenset(_without_homonyms(known)) for form, known in found.items()}


def _without_homonyms(known: set[Known]) -> set[Known]:
    """A country goes before a city of its name ("Mexico", "Luxembourg")."""
    countries = {k for k in known if k.key.startswith("territory:")}
    return countries or known


def _everyday(language: str) -> Iterator[tuple[str, Known]]:
    for key, entry in _table("organisations.toml").items():
        for form in (*entry.get(SHARED, ()), *entry.get(language, ())):
            yield form, Known(key, entry["type"])
    for code, names in _table("territories.toml").get(language, {}).items():
        for form in names:
            yield form, Known(f"territory:{code}", "LOC")


def cldr_names(language: str) -> Iterator[tuple[str, Known]]:
    """CLDR's names of countries, regions and cities in one language, and what each stands for."""
    locale = _locale(language)
    if locale is None:
        return
    for code, name in locale.territories.items():
        if code not in {WORLD, "ZZ", "EU", "EZ", "UN"}:
            yield name, Known(f"territory:{code}", "LOC")
    latin = script_of(locale.territories.get("FR", "")) == LATIN
    for zone in _zones():
        place = zone.rsplit("/", 1)[-1].replace("_", " ")
        form = str(dict(locale.time_zones.get(zone, {})).get("city") or (place if latin else ""))
        if form:
            yield form, Known(f"city:{place}", "LOC")
    for place, entry in _table("cities.toml").items():
        for form in entry.get(language, entry.get(SHARED, ()) if latin else ()):
            yield form, Known(f"city:{place}", "LOC")


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    """The time zones that CLDR names a city for; English leaves out the names that are the zone's own."""
    zones = Locale.parse("ru").time_zones
    return tuple(
        sorted(str(z) for z in zones if "city" in dict(zones[z]) and not str(z).startswith(("Etc/", "Antarctica/")))
    )


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


@lru_cache(maxsize=8)
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("reconcile.names").joinpath(name).read_text("utf-8"))
