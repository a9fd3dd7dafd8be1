"""Patterns over classes of words: how a language's date expressions are written down and matched.

A pattern is a line such as ``"{weekday} ,? {day} {of}? {month} {year}?"``. ``{class}`` stands for one token of a
class (``{a|b}`` for one of either, ``{a=b}`` for one whose value is taken as field ``b``), other words and
punctuation for themselves, ``( | )`` and ``?`` have their usual sense, ``[...]`` is context that must be there but is
no part of the expression, and ``@NAME`` a macro.

A token's set of classes is one character, so that a pattern becomes a short regular expression over a string with
one character a token. What such a string holds is remembered: news repeats the same few shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reconcile.errors import ReconcileError

GAP = "\x00"
"""The code between two tokens that do not touch: something stands between them that is no part of any date."""
_FIRST_CODE = 0xE000
_PIECE = re.compile(r"\s+|\{([\w|]+)(?:=(\w+))?\}|@(\w+)|([()\[\]|?])|([^\s{}@()\[\]|?]+)")
_LARGEST_MEMO = 20_000
_LONGEST_MEMO = 40
"""Runs of at most so many tokens are remembered; longer ones hardly come twice."""


class Codes:
    """One private-use character for each set of classes that a token may have."""

    def __init__(self) -> None:
        self._codes: dict[frozenset[str], str] = {}
        self._found: dict[tuple[int, frozenset[str]], str] = {}

    def code(self, classes: frozenset[str]) -> str:
        """The character of a set of classes, a new one at first sight."""
        return self._codes.get(classes) or self._codes.setdefault(classes, chr(_FIRST_CODE + len(self._codes)))

    def any_of(self, names: Iterable[str]) -> str:
        """The characters of all tokens that have any of the classes."""
        wanted = frozenset(names)
        found = self._found.get((len(self._codes), wanted))
        if found is None:
            found = "".join(code for classes, code in self._codes.items() if not wanted.isdisjoint(classes))
            self._found[len(self._codes), wanted] = found
        return found


@dataclass(frozen=True)
class Rule:
    """A pattern; ``slots`` gives the class name of each numbered group (empty: context)."""

    kind: str
    source: str
    slots: tuple[str, ...]
    first: frozenset[str]
    """The characters that it may begin with."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern over codes, compiled at first use: most articles need few of a language's rules."""
        return re.compile(self.source)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule matched, in tokens: all of it, the part without context, and its slots."""

    kind: str
    start: int
    end: int
    core_start: int
    core_end: int
    slots: tuple[tuple[str, int], ...]

    def moved(self, by: int) -> Match:
        """The same match, ``by`` tokens further on."""
        slots = tuple((name, index + by) for name, index in self.slots)
        return Match(self.kind, self.start + by, self.end + by, self.core_start + by, self.core_end + by, slots)


def literals(pattern: str) -> list[str]:
    """The words and punctuation marks that stand for themselves in a pattern."""
    return [match[5] for match in _PIECE.finditer(pattern) if match[5]]


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """The pattern with its macros filled in, to any depth."""
    for _ in range(8):
        if "@" not in pattern:
            return pattern
        pattern = re.sub(r"@(\w+)", lambda m: f"({macros[m[1]]})", pattern)
    raise ReconcileError(f"macros are nested too deeply or call themselves: {pattern!r}; see the date rules")


def compile_rule(kind: str, pattern: str, codes: Codes) -> Rule:
    """One pattern (macros filled in) as a rule."""
    out: list[str] = []
    slots: list[str] = []
    tokens: list[str] = []
    for match in _PIECE.finditer(pattern):
        names, field, _, sign, literal = match.groups()
        if names or literal:
            classes = [n.rstrip("0123456789") for n in names.split("|")] if names else [f"={literal.lower()}"]
            found = codes.any_of(classes)
            one = f"[{found}]" if found else "(?!)"
            out.append(f"({one})" if names else one)
            tokens.append(found)
            slots += [f"{names}={field or ''}"] if names else []
        elif sign:
            out.append({"[": "(", "]": ")", "(": "(?:"}.get(sign, sign))
            slots += [""] if sign == "[" else []
            tokens.append({"[": "(", "]": ")"}.get(sign, sign))
    first, _ = _first(tokens, 0)[:2]
    return Rule(kind, "".join(out), tuple(slots), frozenset(first))


def _first(tokens: Sequence[str], at: int) -> tuple[set[str], bool, int]:
    """(characters it may begin with, whether it may be empty, where it ends) of a pattern up to a closing bracket."""
    first: set[str] = set()
    empty, any_empty = True, False
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == "|":
            any_empty, empty = any_empty or empty, True
            at += 1
            continue
        if tokens[at] == "(":
            inner, may_be_empty, at = _first(tokens, at + 1)
        else:
            inner, may_be_empty, at = set(tokens[at]), False, at + 1
        if at < len(tokens) and tokens[at] == "?":
            may_be_empty, at = True, at + 1
        if empty:
            first |= inner
        empty = empty and may_be_empty
    return first, any_empty or empty, at + 1


class Grammar:
    """The rules of one language, tried at each place in their order; the longest match wins."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        starting: dict[str, list[Rule]] = {}
        for rule in rules:
            for code in rule.first:
                starting.setdefault(code, []).append(rule)
        self._starting = starting
        begins = "".join(map(re.escape, starting))
        self._run = re.compile(f"(?<![^{GAP}])[^{GAP}{begins}]*+[{begins}][^{GAP}]*+" if begins else "(?!)")
        self._remembered = lru_cache(maxsize=_LARGEST_MEMO)(self._matches)

    def matches(self, codes: str) -> tuple[Match, ...]:
        """All matches in a run of tokens, from left to right, not overlapping."""
        return self._remembered(codes) if len(codes) <= _LONGEST_MEMO else self._matches(codes)

    def runs(self, codes: str) -> Iterator[re.Match[str]]:
        """The runs of touching tokens in a sentence (:data:`GAP` stands between two) that a rule may begin in."""
        return self._run.finditer(codes)

    def _matches(self, codes: str) -> tuple[Match, ...]:
        found: list[Match] = []
        at = 0
        while at < len(codes):
            best = self._longest(codes, at)
            if best is None:
                at += 1
                continue
            for later in range(at + 1, best.core_start + 1):  # context must not hide a longer expression behind it
                other = self._longest(codes, later)
                if other is not None and other.end > best.end:
                    best = other
                    break
            found.append(best)
            at = best.end
        return tuple(found)

    def _longest(self, codes: str, at: int) -> Match | None:
        best: tuple[Rule, re.Match[str]] | None = None
        for rule in self._starting.get(codes[at], ()):
            match = rule.regex.match(codes, at)
            if match and match.end() > (best[1].end() if best else at):
                best = (rule, match)
        return _as_match(*best) if best else None


def _as_match(rule: Rule, match: re.Match[str]) -> Match:
    core_start, core_end = match.span()
    slots: list[tuple[str, int]] = []
    for group, name in enumerate(rule.slots, start=1):
        start, end = match.span(group)
        if start < 0:
            continue
        if name:
            slots.append((name, start))
        elif start == core_start:
            core_start = end
        else:
            core_end = min(core_end, start)
    return Match(rule.kind, match.start(), match.end(), core_start, core_end, tuple(sorted(slots, key=lambda s: s[1])))
