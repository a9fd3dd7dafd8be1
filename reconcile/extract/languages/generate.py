"""Write ``generated/<language>.json`` from CLDR and from ICU's spell-out rules.

Run as ``python -m reconcile.extract.languages.generate``; a test runs it again and compares. CLDR (Unicode
licence v3) is read through Babel: separators, compact magnitudes, currency names and symbols, unit names.
The spell-out rules (RBNF, also CLDR) are read through ICU, at build time alone: every rule set of a language
writes out the numbers below, and what it writes is inverted into ``phrase -> value``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from babel import Locale
from rapidfuzz.fuzz import ratio

from reconcile.names.similarity import romanise
from reconcile.values.currencies import families

LANGUAGES = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id"),
    *("it", "ja", "ko", "lt", "lv", "mr", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "sw", "ta"),
    *("te", "th", "tr", "uk", "ur", "vi", "zh"),
)
FOLDER = Path(__file__).parent / "generated"
SCALES = tuple(10**k for k in (2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 15, 16))
LARGEST_ORDINAL = 100
# Units of measure that news uses, by CLDR's names, and the symbol they are given here.
UNITS = {
    "length-kilometer": "km", "length-meter": "m", "length-centimeter": "cm", "length-millimeter": "mm",
    "length-mile": "mi", "length-yard": "yd", "length-foot": "ft", "length-inch": "in",
    "length-nautical-mile": "nmi", "length-light-year": "ly",
    "area-square-kilometer": "km²", "area-square-meter": "m²", "area-hectare": "ha", "area-acre": "acre",
    "area-square-mile": "mi²", "area-square-foot": "ft²", "area-square-centimeter": "cm²",
    "volume-liter": "L", "volume-milliliter": "mL", "volume-cubic-meter": "m³", "volume-cubic-kilometer": "km³",
    "volume-gallon": "gal", "volume-barrel": "bbl", "volume-cubic-foot": "ft³",
    "mass-tonne": "t", "mass-kilogram": "kg", "mass-gram": "g", "mass-milligram": "mg", "mass-pound": "lb",
    "mass-ounce": "oz", "mass-ton": "ton",
    "speed-kilometer-per-hour": "km/h", "speed-mile-per-hour": "mph", "speed-meter-per-second": "m/s",
    "speed-knot": "kn",
    "temperature-celsius": "°C", "temperature-fahrenheit": "°F", "temperature-kelvin": "K",
    "power-watt": "W", "power-kilowatt": "kW", "power-megawatt": "MW", "power-gigawatt": "GW", "power-horsepower": "hp",
    "energy-kilowatt-hour": "kWh", "energy-calorie": "cal", "energy-kilocalorie": "kcal",
    "digital-byte": "B", "digital-kilobyte": "kB", "digital-megabyte": "MB", "digital-gigabyte": "GB",
    "digital-terabyte": "TB", "electric-volt": "V", "pressure-hectopascal": "hPa",
    "duration-second": "s", "duration-minute": "min", "duration-hour": "h", "duration-day": "d", "duration-week": "wk",
    "duration-month": "mo", "duration-year": "yr", "duration-decade": "decade", "duration-century": "century",
    "duration-millisecond": "ms",
}  # fmt: skip
# Units whose short names are words of other meanings somewhere ("au", "pc", "ct"): their long names alone. Missing are
# those whose long name is one as well (bars, quarts, stones, the Spanish "julios").
LONG_UNITS = {
    "length-parsec": "pc", "length-astronomical-unit": "au", "length-decimeter": "dm", "length-micrometer": "µm",
    "length-nanometer": "nm", "area-square-yard": "yd²", "volume-cubic-mile": "mi³", "volume-cubic-yard": "yd³",
    "volume-megaliter": "ML", "volume-hectoliter": "hL", "volume-deciliter": "dL", "volume-centiliter": "cL",
    "volume-bushel": "bushel", "mass-microgram": "µg", "mass-carat": "ct", "frequency-hertz": "Hz",
    "frequency-kilohertz": "kHz", "frequency-megahertz": "MHz", "frequency-gigahertz": "GHz", "energy-kilojoule": "kJ",
    "pressure-millibar": "mbar", "pressure-millimeter-ofhg": "mmHg",
    "pressure-pound-force-per-square-inch": "psi", "concentr-permillion": "ppm", "electric-ampere": "A",
    "force-newton": "N", "pressure-kilopascal": "kPa", "pressure-megapascal": "MPa", "power-milliwatt": "mW",
    "digital-petabyte": "PB", "digital-kilobit": "kbit", "digital-megabit": "Mbit", "digital-gigabit": "Gbit",
    "duration-microsecond": "µs", "duration-nanosecond": "ns", "graphics-megapixel": "Mpx",
}  # fmt: skip
# Currencies that news calls by their noun alone, in words that stand for hardly anything else: none that are peoples
# ("bolivianos") or things ("reales", "soles", "crowns"). Shorter nouns are taken of the first alone.
SHORT_NOUNS = ("CNY", "ILS", "JPY", "PLN", "TRY", "UAH")
NOUNS = (
    *SHORT_NOUNS, "AED", "AOA", "AZN", "BDT", "BHD", "CVE", "DZD", "ETB", "GEL", "GHS", "GTQ", "HNL", "HUF",
    "IDR", "INR", "IQD", "IRR", "JOD", "KES", "KHR", "KWD", "KZT", "LKR", "LYD", "MAD", "MMK", "MNT", "MUR",
    "MVR", "MWK", "MYR", "MZN", "NGN", "NPR", "OMR", "PKR", "QAR", "RON", "RSD", "RUB", "SAR", "SCR", "SOS",
    "THB", "TMT", "TND", "TZS", "UGX", "VND", "YER", "ZMW",
)  # fmt: skip
_LEAST_NOUN, _LEAST_SHORT_NOUN = 5, 4
# How much a noun must sound like the English one, of 100.
_SOUNDS_ALIKE = 50
_BEFORE_OR_AFTER = re.compile(r"\{0\}|\d+")


def _clean(phrase: str) -> str:
    """The phrase without soft hyphens and bidi marks, in single spaces."""
    return " ".join(re.sub("[\u00ad\u200e\u200f\u061c\u200b]", "", phrase).split()).lower()


def _is_english(locale: Locale, format_: Callable[[int], str]) -> bool:
    return locale.language != "en" and format_(21) == "twenty-one"


def _rule_sets(language: str) -> dict[str, Callable[[int], str]]:
    """One formatter for each public rule set of the language; none where ICU has only its English fallback."""
    import icu  # build time only: the package is in the ``test`` extra

    made: dict[str, Callable[[int], str]] = {}
    first = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(language))
    for index in range(first.getNumberOfRuleSetNames()):
        name = first.getRuleSetName(index)
        if "year" in name or "days" in name or "latn" in name:
            continue
        formatter = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(language))
        formatter.setDefaultRuleSet(name)
        made[name] = formatter.format
    locale = Locale.parse(language)
    return {} if any(_is_english(locale, f) for f in made.values() if f(21)) else made


def _scale_words(spell: Callable[[int], str], scale: int) -> Iterable[tuple[str, int]]:
    """The single word for a power of ten in each form that a count before it asks for, and its dual."""
    for count in (1, 2, 3, 5, 11, 21):
        whole, counted = spell(scale * count), spell(count)
        rest = whole.removeprefix(counted)
        if rest != whole and (rest[:1] in ("\u00ad", " ", "-") or len(rest) == 1):
            yield _clean(rest.lstrip("\u00ad -")), scale
        elif count <= 2:
            yield _clean(whole), scale * count


def spelled(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Cardinal and ordinal phrases of a language with their values, from every rule set it has."""
    cardinals: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    for name, spell in _rule_sets(language).items():
        if "ordinal" in name:
            for value in range(1, LARGEST_ORDINAL + 1):
                ordinals.setdefault(_clean(spell(value)), value)
            continue
        for value in (*range(100), *range(200, 1000, 100)):
            phrase = _clean(spell(value))
            if value < 100 or " " not in phrase:
                cardinals.setdefault(phrase, value)
        for scale in SCALES:
            for phrase, value in _scale_words(spell, scale):
                # A word that ends in a smaller scale's word ("hunderttausend") is a compound, not a scale.
                smaller = [p for p, v in cardinals.items() if 100 <= v < scale and p != phrase and phrase.endswith(p)]
                if phrase and " " not in phrase and not smaller:
                    cardinals.setdefault(phrase, value)
    known = {phrase: value for phrase, value in cardinals.items() if not re.search(r"\d", phrase)}
    return known, {p: v for p, v in ordinals.items() if p not in known and not re.search(r"\d", p)}


def _compact(locale: Locale) -> dict[str, int]:
    """Magnitude words and abbreviations of CLDR's compact formats ("Mio.", "万")."""
    found: dict[str, int] = {}
    for length in ("long", "short"):
        for by_count in (locale._data["compact_decimal_formats"].get(length) or {}).values():
            for size, pattern in by_count.items():
                text = str(getattr(pattern, "pattern", pattern)).split(";")[0]
                word = _clean(re.sub(r"[0#.,¤'\u00a0]", lambda m: "." if m[0] == "." else " ", text))
                zeros = text.count("0")
                if zeros and word.strip(" .") and "+" not in word:
                    found.setdefault(word, int(size) // 10 ** (zeros - 1))
    return found


def _currencies(locale: Locale) -> dict[str, str]:
    names: dict[str, str] = {}
    for code, name in locale.currencies.items():
        if re.search(r"\(|\d", name) or code.startswith("X"):
            continue
        forms = [name, *(locale._data["currency_names_plural"].get(code) or {}).values()]
        for form in forms:
            if _clean(form) and not re.search(r"\(|\d", form) and _clean(form) != code.lower():
                names.setdefault(_clean(form), code)
    return names


def _currency_nouns(locale: Locale) -> dict[str, str]:
    """What currencies are called without their countries ("zloty"): the words that sound like the English ones."""
    english = Locale.parse("en").currencies
    countries = {_clean(name) for name in locale.territories.values()}
    meant: dict[str, set[str]] = {}
    for code in NOUNS:
        noun = _clean(english[code]).split()[-1]
        least = _LEAST_SHORT_NOUN if code in SHORT_NOUNS else _LEAST_NOUN
        plurals = locale._data["currency_names_plural"].get(code) or {}
        for words in (_clean(name).split() for name in (locale.currencies.get(code, ""), *plurals.values())):
            single = (word for word in words if "-" not in word and word not in countries)
            likeness, word = max(((ratio(romanise(word), noun), word) for word in single), default=(0.0, ""))
            if len(words) > 1 and likeness >= _SOUNDS_ALIKE and len(word) >= least:
                meant.setdefault(word, set()).add(code)
    return {word: unit for word, codes in meant.items() if (unit := _left_open(codes))}


def _left_open(codes: set[str]) -> str:
    """The narrowest of the names that several currencies share that may stand for these, or the only one's code."""
    nouns = {_clean(Locale.parse("en").currencies[code]).split()[-1] for code in codes}
    names = [name for name, members in families().items() if codes <= members and (len(codes) > 1 or name in nouns)]
    alone = next(iter(codes)) if len(codes) == 1 else ""
    return min(names, key=lambda name: (name not in nouns, len(families()[name]), name), default=alone)


def _units(locale: Locale) -> dict[str, str]:
    names: dict[str, str] = {}
    told: list[tuple[str, str, tuple[str, ...]]] = [(u, symbol, ("long", "short")) for u, symbol in UNITS.items()]
    told += [(u, symbol, ("long",)) for u, symbol in LONG_UNITS.items()]
    for unit, symbol, read in told:
        widths: Any = locale._data["unit_patterns"].get(unit) or {}
        for width in read:
            for form, pattern in (widths.get(width) or {}).items():
                if form == "per" or not isinstance(pattern, str) or "{0}" not in pattern:
                    continue  # "{0} per hour" is no hour
                name = _clean(_BEFORE_OR_AFTER.sub(" ", pattern))
                if name and len(name) > 1 and name[0] not in "/-":
                    names.setdefault(name, symbol)
    return names


def tables(language: str) -> dict[str, Any]:
    """Everything that is generated for one language, as it is written to its JSON file."""
    locale = Locale.parse(language)
    symbols: Any = locale.number_symbols
    latin = symbols.get("latn") or next(iter(symbols.values()))
    cardinals, ordinals = spelled(language)
    return {
        "decimal": latin["decimal"],
        "group": latin["group"],
        "cardinals": cardinals,
        "ordinals": ordinals,
        "scales": _compact(locale),
        "currencies": _currencies(locale),
        "currency_nouns": _currency_nouns(locale),
        "units": _units(locale),
    }


def main() -> None:
    """Write all tables; what has not changed stays byte for byte the same."""
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        text = json.dumps(tables(language), ensure_ascii=False, indent=0, sort_keys=True)
        (FOLDER / f"{language}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
