"""Write ``generated/dates/<language>.json``: calendar words of CLDR and days and years in words.

Run as ``python -m reconcile.extract.languages.generate_dates``; a test runs it again and compares. Month and
weekday names and the order of day, month and year come from CLDR (Unicode licence v3) through Babel. Numbers in
words (CLDR's RBNF rules) and relative expressions ("yesterday", "last month", "3 days ago") come from CLDR
through ICU, at build time alone.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from babel.core import get_global

_CODES = """
ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv mr ms nb nl pl pt ro ru sk sl sr sv sw ta te th
tr uk ur vi zh
"""
LANGUAGES = tuple(_CODES.split())
FOLDER = Path(__file__).parent / "generated" / "dates"
LARGEST_CARDINAL = 60
LARGEST_ORDINAL = 31
YEARS = range(1900, 2051)
_UNITS = ("day", "week", "month", "quarter", "year")
_COMPOUNDING = frozenset(["da", "de", "nb", "nl", "sv"])
_READ_IN_HALVES = frozenset(["en", "nl"])
_HUNDREDS = {"en": ("hundred", "hundred and"), "hi": ("सौ",)}
_ARABIC_HUNDREDS = re.compile("(ثلاث|أربع|خمس|ست|سبع|ثمان|تسع)(?:ة|ي)? مائة")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u061c]")


def clean(phrase: str) -> str:
    """The phrase in lower case and single spaces, without soft hyphens and bidi marks."""
    return " ".join(_INVISIBLE.sub("", phrase).lower().split())


def _raw(language: str) -> Any:
    """The language's own CLDR data, nothing inherited.

    Babel 2.18 resolves aliases into a shared table, so that after Hebrew every language has Hebrew month names
    in its stand-alone forms; the file itself is not touched by that.
    """
    with Path(localedata.resolve_locale_filename(language)).open("rb") as file:
        found = pickle.load(file)
    parent = get_global("parent_exceptions").get(language)
    return found if "months" in found or parent is None else _raw(parent)


def _names(raw: Any, field: str) -> tuple[dict[str, int], dict[str, int]]:
    """Full and short names of months (1-12) or weekdays (0 = Monday), each form with its number."""
    full: dict[str, int] = {}
    short: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        widths = raw.get(field, {}).get(context)
        for width, into in (("wide", full), ("abbreviated", short)):
            names = widths.get(width) if isinstance(widths, dict) else None
            for number, name in names.items() if isinstance(names, dict) else ():
                into.setdefault(clean(name).rstrip("."), number)
    return full, {name: number for name, number in short.items() if name not in full}


def _order(locale: Locale) -> str:
    """``"dmy"``, ``"mdy"`` or ``"ymd"`` as in the locale's short numeric date."""
    fields = [c for c in re.sub("'[^']*'", "", locale.date_formats["short"].pattern) if c in "dMy"]
    order = "".join(dict.fromkeys(fields)).lower()
    return order if order in ("dmy", "mdy", "ymd") else "dmy"


def _literals(text: str) -> list[str]:
    """Words and signs of a format; apostrophes, brackets and the like are no tokens of their own."""
    return re.findall(r"[^\W\d_]+|[.,/\-،，年月日년월일]", text)


def _formats(locale: Locale) -> list[str]:
    """The locale's written dates as rules ("d 'de' MMMM 'de' y" becomes "{d} de {m} de {year}")."""
    era = clean(str(locale.eras["abbreviated"].get(1, "")))
    rules: list[str] = []
    for width in ("full", "long", "medium"):
        parts: list[str] = []
        pattern = _INVISIBLE.sub("", locale.date_formats[width].pattern)
        for quoted, field, _, other in re.findall(r"'([^']*)'|(([A-Za-z])\3*)|([^\sA-Za-z'])", pattern):
            if field:
                names = {"E": "{w}", "c": "{w}", "d": "{d}", "y": "{year}"}
                month = "{m}" if len(field) > 2 else "{mnum}"
                parts += _literals(era) if field[0] == "G" else [month if field[0] in "ML" else names[field[0]]]
            else:
                parts += _literals(quoted or other)
        rules.append(" ".join(parts))
    return list(dict.fromkeys(rules))


def calendar(language: str) -> dict[str, Any]:
    """What Babel alone knows of a language's calendar words.

    Raises
    ------
    babel.UnknownLocaleError, ValueError: the language is not in CLDR.
    """
    locale = Locale.parse(language)
    raw = _raw(language)
    months, months_short = _names(raw, "months")
    weekdays, weekdays_short = _names(raw, "days")
    return {
        "order": _order(locale),
        "formats": _formats(locale),
        "months": months,
        "months_short": months_short,
        "weekdays": weekdays,
        "weekdays_short": weekdays_short,
    }


def _spellers(language: str) -> Iterator[tuple[str, Callable[[int], str]]]:
    import icu  # build time only: the package is in the ``test`` extra

    first = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(language))
    for index in range(first.getNumberOfRuleSetNames()):
        name = first.getRuleSetName(index)
        formatter = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(language))
        formatter.setDefaultRuleSet(name)
        if "financial" not in name and "plural" not in name and "latn" not in name:
            yield name, formatter.format


def _as_written(year: str, language: str) -> Iterator[str]:
    """A year in words as the rules have it and as people write it: compounds in one word, Arabic hundreds too."""
    yield year
    if language in _COMPOUNDING and " " in year:
        yield year.replace(" ", "")
    if language == "ar":
        written = _ARABIC_HUNDREDS.sub(r"\1مائة", year)
        yield from (written, written.replace("ألفان", "ألفين"))
    if language == "nl":
        yield year.replace("duizend", "duizend ")


def _pairs(cardinals: dict[str, int]) -> dict[str, int]:
    """Years read in two halves ("nineteen eighty-six", "negentien zesentachtig")."""
    halves = {value: phrase for phrase, value in reversed(cardinals.items())}
    return {
        f"{halves[century]} {halves[rest]}": century * 100 + rest
        for century in range(15, 21)
        for rest in range(10, 100)
        if century in halves and rest in halves
    }


def _hundreds(cardinals: dict[str, int], words: Sequence[str]) -> dict[str, int]:
    """Years counted in hundreds ("seventeen hundred thirty-three", "उन्नीस सौ एक")."""
    halves = {value: phrase for phrase, value in reversed(cardinals.items())}
    return {
        f"{halves[century]} {word} {halves.get(rest, '')}".strip(): century * 100 + rest
        for century in range(15, 20)
        for rest in range(100)
        for word in words
        if century in halves and (rest in halves or not rest)
    }


def _numerals(language: str) -> dict[str, dict[str, int]]:
    """Numbers in words as a date uses them: counts and days of the month, ordinals, years."""
    cardinals: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    years: dict[str, int] = {}
    for name, spell in _spellers(language):
        if language != "en" and spell(21) in ("twenty-one", "twenty-first"):
            continue  # ICU falls back on English where it has no rules
        if "ordinal" in name:
            for value in range(1, LARGEST_ORDINAL + 1):
                ordinals.setdefault(clean(spell(value)), value)
        elif "year" not in name and "days" not in name:
            for value in range(1, 100):
                cardinals.setdefault(clean(spell(value)), value)
        if "year" in name or name.endswith(("numbering", "numbering-verbose", "cardinal-masculine", "cardinal-neuter")):
            for value in YEARS:
                for phrase in _as_written(clean(spell(value)), language):
                    years.setdefault(phrase, value)
    if language in _READ_IN_HALVES:
        years = {**_pairs(cardinals), **years}
    if language in _HUNDREDS:
        years = {**_hundreds(cardinals, _HUNDREDS[language]), **years}
    if language == "en":
        years = {**{phrase.replace("oh-", "zero "): value for phrase, value in years.items()}, **years}
    return {
        "cardinals": {k: v for k, v in cardinals.items() if v <= LARGEST_CARDINAL and not re.search(r"\d", k)},
        "ordinals": {k: v for k, v in ordinals.items() if k not in cardinals and not re.search(r"\d", k)},
        "years": {k: v for k, v in years.items() if not re.search(r"\d", k)},
    }


def _relative(language: str) -> dict[str, Any]:
    """Days, periods and lengths of time counted from now, as CLDR's relative formats write them."""
    import icu

    formatter = icu.RelativeDateTimeFormatter(icu.Locale(language))
    direction, absolute = icu.UDateDirection, icu.UDateAbsoluteUnit
    offsets = (
        (-2, direction.LAST_2),
        (-1, direction.LAST),
        (0, direction.THIS),
        (1, direction.NEXT),
        (2, direction.NEXT_2),
    )
    days: dict[str, int] = {}
    periods: dict[str, list[Any]] = {}
    for offset, name in offsets:
        for unit in _UNITS:
            if not hasattr(absolute, unit.upper()):
                continue
            phrase = clean(formatter.format(name, getattr(absolute, unit.upper())))
            if phrase and not re.search(r"\d", phrase):
                if unit == "day":
                    days.setdefault(phrase, offset)
                else:
                    periods.setdefault(phrase, [unit, offset])
    lengths: dict[str, list[Any]] = {}
    relative = icu.UDateRelativeUnit
    for unit in _UNITS:
        if not hasattr(relative, unit.upper() + "S"):
            continue
        for sign, toward in ((-1, direction.LAST), (1, direction.NEXT)):
            for count in (1, 2, 3, 5, 11, 21, 100):
                phrase = clean(formatter.format(count, toward, getattr(relative, unit.upper() + "S")))
                pattern = re.sub(r"\d+", "{n}", phrase, count=1)
                if "{n}" in pattern:
                    lengths.setdefault(pattern, [unit, sign])
    return {"days": days, "periods": periods, "lengths": lengths}


def tables(language: str) -> dict[str, Any]:
    """Everything that is generated for one language, as it is written to its JSON file."""
    return {**calendar(language), **_numerals(language), **_relative(language)}


def render(language: str) -> str:
    """The text of a language's JSON file."""
    return json.dumps(tables(language), ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        (FOLDER / f"{language}.json").write_text(render(language), encoding="utf-8")


if __name__ == "__main__":
    main()
