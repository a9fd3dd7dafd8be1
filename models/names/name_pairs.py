"""Pairs of Latin and native forms of names to learn from, and those kept back to measure on."""

from __future__ import annotations

import json
import math
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from reconcile.names.gazetteer import cldr_names
from reconcile.names.scripts import LATIN, latin_letters, script_of, units
from reconcile.names.transcription import LONGEST_NAME

FILES = {
    "arab": ("wd_arabic_dev.tsv",),
    "hebr": ("wd_hebrew_dev.tsv",),
    "cyrl": ("wd_russian_dev.tsv",),
    "hang": ("wd_korean_dev.tsv",),
    "kana": ("wd_katakana_dev.tsv", "wd_japanese_dev.tsv"),
    "hani": ("wd_chinese_dev.tsv",),
}
# Scripts without a file are tested on the names of places that CLDR has in these languages.
PLACES = {
    "deva": ("hi", "mr", "ne"),
    "grek": ("el",),
    "beng": ("bn", "as"),
    "taml": ("ta",),
    "telu": ("te",),
    "thai": ("th",),
}
LANGUAGES = (
    *("am", "ar", "as", "bg", "bn", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "km", "kn", "ko", "lo"),
    *("ml", "mr", "my", "ne", "or", "pa", "ru", "si", "sr", "ta", "te", "th", "uk", "ur", "zh", "zh_Hant"),
)
TESTED = {"kana": "wd_katakana_dev.tsv"}
MOST_CITIES = {"arab": 8000, "cyrl": 8000, "hani": 6000}
OTHER_CITIES, WEIGHT_OF_A_CITY = 4000, 0.7
MORE_CITIES = frozenset({"deva", "beng", "grek", "hang", "hebr", "thai"})
CANDIDATES = 1000
# Han readings differ for places in these countries: a city's name there says nothing of transcription.
OWN_READINGS = frozenset({"JP", "KR", "VN"})
SPLIT = re.compile(r"[\s\-‐‑–·・=＝.,،'’\"()（）]+")
ADMINISTRATIVE = re.compile("[市縣县區区鎮镇州郡]$")
Row = tuple[str, str, int]  # native form, Latin form in a-z, how often seen


@dataclass(frozen=True)
class Rows:
    """The pairs of each script by what they serve."""

    train: dict[str, list[Row]]
    cities: dict[str, list[Row]]
    held: dict[str, list[Row]]
    test: dict[str, list[Row]]


@dataclass(frozen=True)
class Pair:
    script: str
    native: str
    latin: str
    weight: float


def read_pairs(path: Path) -> list[Row]:
    """The rows of a Wikidata file."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        english, native, count = line.split("\t")
        rows.append((native.replace(" ", ""), latin_letters(english), int(count)))
    return [r for r in rows if r[1] and units(r[0])]


def read_places(languages: Sequence[str]) -> list[Row]:
    """Every word of CLDR's countries and cities; what is translated drops out as noise."""
    rows: dict[tuple[str, str], None] = {}
    english = {known: form for form, known in cldr_names("en")}
    for language in languages:
        for native, known in cldr_names(language):
            parts, originals = native.split(), english.get(known, "").split()
            if len(parts) == len(originals):
                rows.update({(a, latin_letters(b)): None for a, b in zip(parts, originals, strict=True)})
    return [(a, b, 1) for a, b in rows if len(b) > 2 and units(a)]


def city_words(path: Path) -> Iterator[tuple[str, str]]:
    """Native and Latin words of the cities' names, in whatever script, where both names have as many."""
    for city in json.loads(path.read_text("utf-8")).values():
        latin = words(city["name"])
        for form in city["alternatenames"]:
            script = script_of(form)
            if script == LATIN or (script == "hani" and city["countrycode"] in OWN_READINGS):
                continue
            native = words(ADMINISTRATIVE.sub("", form) if script == "hani" else form)
            if len(native) == len(latin):
                yield from zip(native, latin, strict=True)


def language_words() -> Iterator[tuple[str, str]]:
    """The same for CLDR's names of languages, scripts and territories."""
    english = Locale.parse("en")
    for code in LANGUAGES:
        locale = Locale.parse(code)
        for kind in ("languages", "scripts", "territories"):
            originals = getattr(english, kind)
            for key, form in getattr(locale, kind).items():
                native, latin = words(str(form)), words(str(originals.get(key, "")))
                if len(native) == len(latin):
                    yield from zip(native, latin, strict=True)


def words(name: str) -> list[str]:
    return [part for part in SPLIT.split(name) if part]


def latin_variants(rows: Sequence[Row], rng: random.Random) -> list[Row]:
    """Latin spellings of one name: English forms that share a native form, both ways round."""
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for native, english, count in rows:
        groups[native].append((english, count))
    pairs = []
    for forms in groups.values():
        if 2 <= len(forms) <= 6:
            for a, ca in forms:
                b, cb = rng.choice(forms)
                if a[:1] == b[:1] or {a[:1], b[:1]} & set("jyiwvckhsz"):
                    pairs.append((a, b, min(ca, cb)))
    return pairs


def split_rows(data: Path, cities: Path) -> Rows:
    """All pairs, and which of them are kept from training: the same ones whatever else is learned from."""
    rng = random.Random(7)
    rows = split_names(data, rng)
    everything = [row for found in rows.train.values() for row in found]
    for script, languages in PLACES.items():
        places = read_places(languages)
        rng.shuffle(places)
        fifth = len(places) // 5
        rows.train[script], rows.test[script], rows.held[script] = places[fifth:], places[:fifth], []
    variants = latin_variants(everything, rng)
    rng.shuffle(variants)
    rows.train[LATIN], rows.held[LATIN], rows.test[LATIN] = variants[2000:], variants[:1000], variants[1000:2000]
    _add_cities(rows, cities, rng)
    return rows


def split_names(data: Path, rng: random.Random) -> Rows:
    """The pairs of the Wikidata files alone; the first that is drawn from ``rng``, which starts at 7."""
    rows = Rows({}, {}, {}, {})
    for script, files in FILES.items():
        found = [(f, r) for f in files for r in read_pairs(data / f) if script_of(r[0]) == script]
        rng.shuffle(found)
        kept, half = found[: len(found) // 5], len(found) // 10
        # No native form that is held out may be trained on, whatever its English form there.
        unseen = {native for _, (native, _, _) in kept}
        rows.train[script] = [r for _, r in found[len(kept) :] if r[0] not in unseen]
        rows.held[script] = [r for _, r in kept[:half]]
        rows.test[script] = [r for f, r in kept[half:] if f == TESTED.get(script, f)][:CANDIDATES]
    return rows


def _add_cities(rows: Rows, path: Path, rng: random.Random) -> None:
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for native, latin in [*city_words(path), *language_words()]:
        script, form = script_of(native), latin_letters(latin)
        if script == "arab" and native.startswith("ال") and len(native) > 4 and not form.startswith(("al", "el")):
            native = native[2:]
        if script != LATIN and len(form) > 1 and units(native):
            found[script][native, form] = None
    for script in sorted(found):
        kept = [*rows.held.get(script, ()), *rows.test.get(script, ())]
        natives, forms = {r[0] for r in kept}, {r[1] for r in kept}
        pairs = [(a, b, 1) for a, b in found[script] if a not in natives and b not in forms]
        rng.shuffle(pairs)
        if not rows.held.get(script):
            rows.held[script], pairs = pairs[: min(500, len(pairs) // 5)], pairs[min(500, len(pairs) // 5) :]
            natives = {r[0] for r in rows.held[script]}
        most = len(pairs) if script in MORE_CITIES else MOST_CITIES.get(script, OTHER_CITIES)
        rows.cities[script] = [r for r in pairs if r[0] not in natives][:most]


def training_pairs(rows: Rows) -> list[Pair]:
    pairs = []
    for script in sorted({*rows.train, *rows.cities}):
        pairs += [Pair(script, a, b, 1.0 + math.log(count)) for a, b, count in rows.train.get(script, ())]
        pairs += [Pair(script, a, b, WEIGHT_OF_A_CITY) for a, b, _ in rows.cities.get(script, ())]
    return [p for p in pairs if fits(p)]


def fits(pair: Pair) -> bool:
    """Whether a pair is short enough to learn from, and its forms of lengths that answer to each other."""
    size = len(units(pair.native))
    return 0 < size <= LONGEST_NAME and len(pair.latin) <= min(LONGEST_NAME, 4 * size + 2)
