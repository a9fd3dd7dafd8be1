"""What the tables of a language's data files mean: words with their values, as :mod:`lexicon` puts them together."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from reconcile.claims import Bound
from reconcile.extract.phrases import Morphology, Phrasebook
from reconcile.extract.tokens import fold, is_unspaced

_DATA = files("reconcile.extract") / "languages"


class Atom(NamedTuple):
    """A word that numbers are made of.

    ``role``: ``"number"`` (5, 21, 200, 2000), ``"scale"`` (hundred, million: multiplies what stands before it),
    ``"ordinal"``, ``"part"`` (third: one over ``value``), ``"share"`` (half: a number by itself).
    """

    value: Fraction
    role: str
    ordinal: bool = False
    """For a part: whether the same word is an ordinal too ("third")."""
    about: bool = False
    """For a scale: whether it says of itself that it is not exact ("dozen", "cinquantaine")."""


@dataclass(frozen=True, slots=True)
class Implied:
    """A word that says number and unit at once ("twice", "tripled", يومين)."""

    value: Fraction
    unit: str
    more: bool = False
    """It says "more than" of itself (Greek υπερδιπλάσιος)."""


@dataclass(frozen=True, slots=True)
class ScaledUnit:
    """A unit with its magnitude in one word ("MUSD", "Mkr")."""

    scale: Fraction
    unit: str
    is_code: bool = False
    """Whether it counts in capitals alone."""


def read_tables(language: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """What is generated for a language, what is written by hand, and what all languages share."""
    generated = _DATA / "generated" / f"{language}.json"
    written = _DATA / "quantities" / f"{language}.toml"
    made = json.loads(generated.read_text("utf-8")) if generated.is_file() else {}
    own = tomllib.loads(written.read_text("utf-8")) if written.is_file() else {}
    return made, own, _common()


@lru_cache(maxsize=1)
def _common() -> dict[str, Any]:
    return tomllib.loads((_DATA / "quantities" / "common.toml").read_text("utf-8"))


def inverted(table: Mapping[str, Iterable[str]] | None) -> dict[str, str]:
    """``{what it means: [spellings]}`` of a data file as ``{spelling: what it means}``."""
    return {spelling: meaning for meaning, spellings in (table or {}).items() for spelling in spellings}


def numbers_of(table: Mapping[str, Iterable[str]] | None) -> dict[str, Fraction]:
    return {spelling: Fraction(meaning) for spelling, meaning in inverted(table).items()}


def _is_scale(value: Fraction) -> bool:
    """Whether a number word multiplies what stands before it: the powers of ten from a hundred."""
    return value >= 100 and re.fullmatch(r"10+", str(value)) is not None


def atoms_of(made: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Atom]:
    """The number words of a language: what is generated, and over it what people wrote."""
    atoms: dict[str, Atom] = {}
    for spelling, number in made.get("ordinals", {}).items():
        atoms[spelling] = Atom(Fraction(number), "ordinal")
    for spelling, number in made.get("cardinals", {}).items():
        value = Fraction(number)
        atoms[spelling] = Atom(value, "scale" if _is_scale(value) else "number")
    for spelling, number in made.get("scales", {}).items():
        if len(spelling.strip(" .")) > 1 or "\u3400" < spelling < "\ud7a3":
            atoms[spelling] = Atom(Fraction(number), "scale")
    sections = (
        ("ordinals", "ordinal"),
        ("cardinals", "number"),
        ("scales", "scale"),
        ("parts", "part"),
        ("shares", "share"),
    )
    for section, role in sections:
        for spelling, value in numbers_of(own.get(section)).items():
            also_ordinal = role == "part" and spelling in atoms and atoms[spelling].role == "ordinal"
            atoms[spelling] = Atom(value, role, also_ordinal)
    for spelling, value in numbers_of(own.get("collectives")).items():
        atoms[spelling] = Atom(value, "scale", about=True)
    for spelling in own.get("numbers", {}).get("not_numbers", ()):
        atoms.pop(spelling, None)
    # 二百 and 이십일 are read character by character like every longer number.
    scales = {s for s, atom in atoms.items() if atom.role == "scale"}
    chars = {s for s in atoms if is_unspaced(s)}
    composed = {s for s in atoms if len(s) > 1 and chars.issuperset(s) and not scales.isdisjoint(s)}
    return {spelling: atom for spelling, atom in atoms.items() if spelling not in composed}


def flags_of(
    phrases: Iterable[str], morphology: Morphology | None = None, against: Iterable[str] = ()
) -> Phrasebook[bool]:
    """Phrases of which it only matters that they stand somewhere; those ``against`` say that it is not so."""
    return Phrasebook.of({**dict.fromkeys(phrases, True), **dict.fromkeys(against, False)}, morphology)


def ranks_of(numbers: Mapping[str, Any], morphology: Morphology) -> Phrasebook[bool]:
    """What makes a rank of the figure behind it, or (false) only of a number word: "number two", not "number 7"."""
    return flags_of(numbers.get("ordinals_before", ()), morphology, numbers.get("worded_ordinals_before", ()))


def pattern_of(*sources: str | None) -> re.Pattern[str] | None:
    """A pattern for what any of those of the data files finds, where there is one."""
    return re.compile("|".join(filter(None, sources))) if any(sources) else None


def bounds_of(own: Mapping[str, Any], section: str = "bounds") -> dict[str, Bound]:
    """What words of bounds mean, also where their last one is joined with an article ("cerca de", "cerca del")."""
    found = {spelling: Bound(kind) for spelling, kind in inverted(own.get(section)).items()}
    for word, joined in own.get("contractions", {}).items():
        for spelling, bound in list(found.items()):
            if spelling.endswith((f" {word}", f"'{word}")):
                found = {**{spelling.removesuffix(word) + form: bound for form in joined}, **found}
    return found


def pers_of(table: Mapping[str, Iterable[str]] | None) -> dict[str, str]:
    """What is said between a figure and what it is per, with the kind of each.

    Of two kinds the later one of the file wins, but words of rates that may make a share keep both: ``"per one"``.
    """
    kinds = [kind for kind in (table or {}) if kind in ("per", "of", "one", "some", "price")]
    found: dict[str, str] = {}
    for kind in kinds:
        for word in (table or {})[kind]:
            shared = {kind, found.get(word, kind)}
            found[word] = " ".join(["per", *(shared - {"per"})]) if "per" in shared else kind
    return found


def endings_of(compounds: Mapping[str, str]) -> re.Pattern[str] | None:
    """One pattern for what ends compounds with a number ("fünfjährig"); longer endings first."""
    words = sorted((re.escape(fold(word)) for word in compounds), key=len, reverse=True)
    return re.compile(f"(.{{3,}}?)({'|'.join(words)})[a-zäöüß]{{0,2}}") if words else None


def scaled_units_of(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, ScaledUnit]:
    """ "MUSD" and the like for every currency code, and what the data files name."""
    codes = {code for code in common["units"] if re.fullmatch("[A-Z]{3}", code)}
    found: dict[str, ScaledUnit] = {}
    for letter, scale in numbers_of(common.get("code_prefixes")).items():
        found.update({letter + code: ScaledUnit(scale, code, is_code=True) for code in codes})
    for table in (common, own):
        for spelling, meaning in inverted(table.get("scaled_units")).items():
            scale_, unit = meaning.split()
            found[spelling] = ScaledUnit(Fraction(scale_), unit)
    return found


def implied_of(table: Mapping[str, Iterable[str]] | None) -> dict[str, Implied]:
    """What words say number and unit at once, from keys such as ``"2 x"``; ``"2+ x"`` is more."""
    found = {}
    for spelling, meaning in inverted(table).items():
        number, unit = meaning.split()
        found[spelling] = Implied(Fraction(number.rstrip("+")), unit, number.endswith("+"))
    return found


def units_of(made: Mapping[str, Any], own: Mapping[str, Any], common: Mapping[str, Any]) -> dict[str, str]:
    """Units and currencies by how they are written, but for those that the language strikes out."""
    units = {
        **inverted(common.get("units")),
        **made.get("units", {}),
        **made.get("currency_nouns", {}),
        **made.get("currencies", {}),
        **inverted(own.get("units")),
        **inverted(own.get("currencies")),
    }
    struck = {fold(spelling) for spelling in own.get("not_units", {}).get("words", ())}
    return {spelling: unit for spelling, unit in units.items() if fold(spelling) not in struck}
