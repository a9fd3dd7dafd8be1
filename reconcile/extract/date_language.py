"""What is known of dates in one language: its words, its rules, its habits, from the data files.

``languages/dates/<language>.toml`` is written by hand; ``languages/generated/dates/<language>.json`` comes from CLDR.
A language without a file of its own has CLDR's calendar words through Babel and the rules that all languages share.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import UnknownLocaleError

from reconcile.extract.date_lexer import WORD, SpacedLexer, UnspacedLexer, Words, normal
from reconcile.extract.date_numbers import NUMBER_SAMPLES, as_ordinal, as_short_year, read_number
from reconcile.extract.date_patterns import Codes, Grammar, compile_rule, expand, literals
from reconcile.extract.languages.generate_dates import calendar
from reconcile.extract.tokens import MARKS
from reconcile.names.tags import data_tag

_FOLDER = Path(__file__).parent / "languages"
_PARTS = re.compile(WORD + r"|\d+|[^\w\s]")
_CUES = ("future", "past", "open_end", "happened")
_NOT_CLASSES = frozenset({"settings", "rules", "macros", "words", "compounds", *_CUES})
_NAMES_OF_TIME = frozenset({"month", "m", "weekday", "w", "zone", "roman", "stage", "feast", "abbr"})
_SHORT = 3
"""Names of months and weekdays that are no longer than this are often other words too."""
_SPOKEN = 60
"""Numbers in words are read as counts up to here."""


@dataclass(frozen=True, slots=True)
class DateLanguage:
    """One language, ready to read dates."""

    lexer: SpacedLexer | UnspacedLexer
    grammar: Grammar
    order: str
    future: re.Pattern[str] | None
    past: re.Pattern[str] | None
    open_end: re.Pattern[str] | None
    """Words such as "until", behind which a day lies ahead unless something has happened by then."""
    happened: re.Pattern[str] | None
    """Verbs that tell what has happened."""
    after_day: re.Pattern[str] | None
    """Small words that may follow the day of the month behind a weekday."""
    spaced: bool
    settings: Mapping[str, Any]
    name: str = ""
    place_behind: re.Pattern[str] | None = None
    """What leads from a clock time to the place whose time it is."""


class _Lexicon:
    """Words and phrases with their classes, while they are being gathered."""

    def __init__(self, spaced: bool, fold: bool) -> None:
        self.entries: dict[str, dict[str, Any]] = {}
        self.phrases: dict[str, dict[tuple[str, ...], dict[str, Any]]] = {}
        self._spaced = spaced
        self._fold = fold

    def add(self, form: str, classes: Mapping[str, Any]) -> None:
        """One form with its classes; classes that it has already stay."""
        variants = [
            form,
            *([_without_accents(form)] if self._fold else ()),
            *(() if self._spaced else [form.replace(" ", "")]),
        ]
        for variant in dict.fromkeys(variants):
            slot = self._slot(variant)
            slot.update({k: v for k, v in classes.items() if k not in slot})

    def remove(self, form: str, names: tuple[str, ...]) -> None:
        """Take classes from a form that is too ambiguous for them."""
        for name in names:
            self._slot(form).pop(name, None)

    def _slot(self, form: str) -> dict[str, Any]:
        if not self._spaced:
            return self.entries.setdefault(form.lower(), {})
        if form.isascii() and form.isalpha():
            return self.entries.setdefault(normal(form), {})
        parts = [normal(part) for part in _PARTS.findall(form) if part not in "-'’‑" or form == part]
        if len(parts) == 1:
            return self.entries.setdefault(parts[0], {})
        return self.phrases.setdefault(parts[0], {}).setdefault(tuple(parts[1:]), {})

    def words(self, settings: Mapping[str, Any]) -> Words:
        """The lexicon as the lexer takes it: longest phrases first."""
        phrases: dict[str, dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]]] = {}
        for first, others in self.phrases.items():
            for words, classes in sorted(others.items(), key=lambda item: -len(item[0])):
                if classes:
                    phrases.setdefault(first, {}).setdefault(words[0], []).append((words[1:], classes))
        dotted = settings.get("dotted_only", ())
        prefixes = _prefixes(settings)
        return Words(
            {form: classes for form, classes in self.entries.items() if classes},
            phrases,
            frozenset(word for others in self.phrases.values() for words in others for word in words),
            {key: self._small(key) for key in map(normal, (*settings.get("cased", ()), *dotted))},
            frozenset(map(normal, dotted)),
            tuple(sorted(prefixes, key=lambda p: -len(p[0]))),
            {key: self._without(key, "month") for key in map(normal, settings.get("people", ()))},
            frozenset(settings.get("dropped_prefixes", ())),
        )

    def complete(self, settings: Mapping[str, Any]) -> None:
        """Give words that rules alone have with a prefix (Hebrew בשבוע) the classes of the word without it."""
        dropped = settings.get("dropped_prefixes", ())
        for prefix, put in _prefixes(settings):
            for key in [k for k in self.entries if k.startswith(prefix) and prefix not in dropped]:
                classes, bare = self.entries[key], self.entries.get(put + key[len(prefix) :], {})
                if all(name.startswith("=") for name in classes):
                    self.entries[key] = {**{k: v for k, v in bare.items() if not k.startswith("=")}, **classes}

    def _without(self, key: str, name: str) -> dict[str, Any]:
        return {k: v for k, v in self.entries.get(key, {}).items() if k != name}

    def _small(self, key: str) -> dict[str, Any]:
        """What a word is that is a name of time with a capital letter alone."""
        return {k: v for k, v in self.entries.get(key, {}).items() if k not in _NAMES_OF_TIME}

    def class_sets(self) -> Iterator[frozenset[str]]:
        """Every set of classes that some word or phrase has."""
        yield from (frozenset(c) for c in self.entries.values() if c)
        yield from (frozenset(c) - {"month"} for c in self.entries.values() if "month" in c and len(c) > 1)
        yield from (frozenset(c) - _NAMES_OF_TIME for c in self.entries.values() if set(c) - _NAMES_OF_TIME)
        yield from (frozenset(c) for rest in self.phrases.values() for c in rest.values() if c)


def _prefixes(settings: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What may be written onto words, each with what it stands for besides (Arabic لل for ال)."""
    return tuple((p, "") if isinstance(p, str) else (p[0], p[1]) for p in settings.get("prefixes", ()))


def _without_accents(form: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))


def _read_toml(name: str) -> dict[str, Any]:
    path = _FOLDER / "dates" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def _read_tables(language: str) -> dict[str, Any]:
    path = _FOLDER / "generated" / "dates" / f"{language}.json"
    if path.exists():
        return dict(json.loads(path.read_text("utf-8")))
    try:
        return calendar(language)
    except (UnknownLocaleError, LookupError, ValueError, OSError):
        return {"order": "dmy"}


def _merged(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Sections of both files; lists under one name are joined, the language's own values come first."""
    out: dict[str, Any] = {}
    for section in dict.fromkeys((*own, *common)):
        mine, shared = own.get(section, {}), common.get(section, {})
        if not isinstance(mine or shared, dict):
            out[section] = [*(mine or ()), *(shared or ())]
            continue
        out[section] = {
            key: [*mine.get(key, ()), *shared.get(key, ())]
            if isinstance(mine.get(key, shared.get(key)), list)
            else mine.get(key, shared.get(key))
            for key in dict.fromkeys((*mine, *shared))
        }
    return out


def _value(key: str) -> Any:
    return int(key) if re.fullmatch(r"-?\d+", key) else key


def _add_tables(lexicon: _Lexicon, tables: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
    """CLDR's words into the lexicon."""
    if settings.get("month_names", True):
        for field, full, short in (("months", "month", "m"), ("weekdays", "weekday", "w")):
            for form, value in tables.get(field, {}).items():
                lexicon.add(form, {full: value, short: value})
            for form, value in tables.get(f"{field}_short", {}).items():
                if len(form) > 1 or settings.get("one_letter", False):
                    lexicon.add(form.rstrip("."), {short: value, "abbr": True})
    for form, value in tables.get("cardinals", {}).items():
        if value <= _SPOKEN and settings.get("numerals", True):
            days = {"d": value, "dayword": value} if value <= 31 else {}
            hours = {"hourword": value} if value <= 24 else {}
            lexicon.add(form, {"n": value, **days, **hours, **({"minword": value} if value < 60 else {})})
    for form, value in tables.get("ordinals", {}).items():
        days = {"d": value} if value == 1 or settings.get("ordinal_days", True) else {}
        lexicon.add(form, {"ord": value, "ordword": value, **days})
    if settings.get("spelled_years", True):
        for form, value in tables.get("years", {}).items():
            lexicon.add(form, {"year": value, "yearspelled": value})
    for form, value in tables.get("days", {}).items():
        lexicon.add(form, {"today": value})
    for form, (unit, offset) in tables.get("periods", {}).items():
        lexicon.add(form, {"period": (unit, offset)})


def _length_rules(tables: Mapping[str, Any], lexicon: _Lexicon) -> dict[str, list[str]]:
    """CLDR's relative lengths ("{n} days ago") as rules, its words as units; for languages without their own."""
    rules: dict[str, list[str]] = {"ago": [], "later": []}
    for pattern, (unit, sign) in tables.get("lengths", {}).items():
        left, _, right = pattern.partition("{n}")
        words = re.findall(WORD, f"{left} {right}")
        if not words or "(" in pattern:
            continue
        before, after = re.findall(WORD, left), re.findall(WORD, right)
        if not after:
            continue
        lexicon.add(after[0], {"unit": unit})
        line = " ".join([*before, "{n}", "{unit}", *after[1:]])
        target = rules["ago" if sign < 0 else "later"]
        if len(before) + len(after) > 1 and line not in target:
            target.append(line)
    return rules


def _add_compounds(lexicon: _Lexicon, data: Mapping[str, Any]) -> None:
    """Weekdays and days written together with a part of the day ("Donnerstagabend")."""
    pairs = data.get("compounds", {})
    for form, classes in list(lexicon.entries.items()):
        if "weekday" in classes and isinstance(classes["weekday"], int):
            for part, value in zip(pairs.get("parts", ()), pairs.get("values", ()), strict=True):
                lexicon.add(form + part, {"weekday": classes["weekday"], "w": classes["weekday"], "partof": value})


def _weaken(lexicon: _Lexicon, settings: Mapping[str, Any]) -> None:
    """Take from ambiguous forms what they mean only with other words of a date beside them."""
    if settings.get("cautious", False):
        for form, classes in list(lexicon.entries.items()):
            if len(form) <= _SHORT or "ord" in classes or "n" in classes:  # Romanian "mai", Greek "τρίτη"
                lexicon.remove(form, ("month", "weekday"))
    for form in settings.get("weak_months", ()):
        lexicon.remove(form, ("month",))
    for form in settings.get("weak_weekdays", ()):
        lexicon.remove(form, ("weekday",))
    for form in settings.get("not_days", ()):
        lexicon.remove(form, ("d", "dayword", "hourword", "minword", "ord", "ordword"))
    for form in settings.get("unknown", ()):
        lexicon.remove(form, tuple(lexicon._slot(form)))


def _add_classes(lexicon: _Lexicon, data: Mapping[str, Any]) -> None:
    """The hand-written classes of a language into the lexicon."""
    for name, forms in data.get("words", {}).items():
        for form in forms:
            lexicon.add(form, {name: True})
    also = {"month": "m", "weekday": "w"}
    for section, table in data.items():
        if section in _NOT_CLASSES or not isinstance(table, dict):
            continue
        for key, forms in table.items():
            for form in forms:
                value = _value(key)
                classes = {section: value, **({also[section]: value} if section in also else {})}
                if form.endswith(".") and section in ("m", "w"):
                    classes["abbr"] = True
                if section in ("n", "ord") and isinstance(value, int) and 1 <= value <= 31:
                    classes["d"] = value
                lexicon.add(form.rstrip(".") if section in ("m", "w") else form, classes)


def _cues(forms: Sequence[str], spaced: bool) -> re.Pattern[str] | None:
    """A pattern for words that say when something happens, will or did; ``*`` stands for any letters."""
    cues = [re.escape(c.lower()).replace(r"\*", rf"[\w{MARKS}]*").replace(r"\ ", r"\s+") for c in forms]
    if not cues:
        return None
    edges = (rf"(?<![\w{MARKS}])", rf"(?![\w{MARKS}])") if spaced else ("", "")
    return re.compile(f"{edges[0]}(?:{'|'.join(cues)}){edges[1]}")


def _number_classes(code: Callable[[frozenset[str]], str]) -> None:
    for sample in NUMBER_SAMPLES:
        values = read_number(sample)
        code(frozenset(values))
        code(frozenset((*values, "yearat")))
        code(frozenset(as_ordinal(values)))
        code(frozenset(as_short_year(values)))
    code(frozenset({"decade"}))
    code(frozenset({"clkat"}))


@lru_cache(maxsize=64)
def date_language(language: str) -> DateLanguage:
    """The language with this BCP 47 primary subtag; the shared rules alone where nothing is known of it."""
    name = re.split(r"[-_]", language.lower())[0]
    name = data_tag(name)
    own, tables = _read_toml(name), _read_tables(name)
    common = _read_toml("common")
    if not own.get("settings", {}).get("common_dates", True):
        common["rules"].update(date=[], range=[], weekday_day=[])
    data = _merged(common, own)
    settings = data.get("settings", {})
    if not own:
        settings = {**settings, "cldr_lengths": True, "cautious": True}
    spaced = settings.get("spacing", "words") == "words"
    lexicon = _Lexicon(spaced, settings.get("fold_accents", False))
    _add_classes(lexicon, data)
    _add_tables(lexicon, tables, settings)
    _add_compounds(lexicon, data)
    data["rules"]["date"] = [*data["rules"]["date"], *tables.get("formats", ())]
    rules = {kind: list(lines) for kind, lines in data["rules"].items()}
    if settings.get("cldr_lengths", False):
        for kind, lines in _length_rules(tables, lexicon).items():
            rules[kind] = [*rules.get(kind, ()), *lines]
    _weaken(lexicon, settings)
    expanded = [(kind, expand(line, data.get("macros", {}))) for kind, lines in rules.items() for line in lines]
    for _, line in expanded:
        for literal in literals(line):
            lexicon.add(literal, {f"={literal.lower()}": True})
    lexicon.complete(settings)
    for comma in ("،", "，"):
        lexicon.add(comma, {"=,": True})
    codes = Codes()
    _number_classes(codes.code)
    for classes in lexicon.class_sets():
        codes.code(classes)
    words = lexicon.words(settings)
    lexer: SpacedLexer | UnspacedLexer
    if spaced:
        ordinal, glue, decade, clock = (settings.get(k, "") for k in ("ordinal", "glue", "decade", "clock"))
        lexer = SpacedLexer(words, codes.code, ordinal, glue, decade, clock, settings.get("years_ahead", 0))
    else:
        start = settings.get("spacing") == "start"
        numerals, ahead = settings.get("numeral_characters", ""), settings.get("years_ahead", 0)
        lexer = UnspacedLexer(words, codes.code, numerals, start, ahead)
    grammar = Grammar([compile_rule(kind, line, codes) for kind, line in expanded])
    order = settings.get("order", tables.get("order", "dmy"))
    future, past, until, happened = (_cues(data.get(name, ()), spaced) for name in _CUES)
    after_day, behind = (re.compile(settings[k]) if k in settings else None for k in ("after_day", "place_behind"))
    return DateLanguage(lexer, grammar, order, future, past, until, happened, after_day, spaced, settings, name, behind)
