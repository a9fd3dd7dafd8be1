"""Looking up phrases of one or more words in running text, with what a language writes joined to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from reconcile.extract.tokens import Tokens, phrase_keys, raw_length

T = TypeVar("T")
_MEMO_SIZE = 1 << 16


@dataclass(frozen=True, slots=True)
class Morphology:
    """What may be joined to a word: clitics before it (Arabic و, ب) and endings behind it (Turkish -lık)."""

    prefixes: tuple[str, ...] = ()
    suffixes: re.Pattern[str] | None = None

    def stems(self, key: str) -> Iterable[tuple[int, str]]:
        """The word itself, then without each clitic: ``(letters left out before, what remains)``."""
        yield 0, key
        for prefix in self.prefixes:
            if key.startswith(prefix) and len(key) >= len(prefix) + 2:
                yield len(prefix), key[len(prefix) :]


class Match(NamedTuple, Generic[T]):
    """A phrase found: tokens ``first`` to ``end`` (exclusive), code points ``start`` to ``stop``, and its value."""

    first: int
    end: int
    start: int
    stop: int
    value: T


@dataclass(slots=True)
class Phrasebook(Generic[T]):
    """Phrases with their values, found in time linear in the longest phrase."""

    morphology: Morphology = field(default_factory=Morphology)
    _forward: dict[str, list[tuple[tuple[str, ...], T]]] = field(default_factory=dict)
    _backward: dict[str, list[tuple[tuple[str, ...], T]]] = field(default_factory=dict)
    _memo: dict[str, tuple[int, int, str] | None] = field(default_factory=dict)
    _openings: set[str] = field(default_factory=set)
    """The first two letters of every phrase: what most words part with."""

    @classmethod
    def of(cls, phrases: Mapping[str, T], morphology: Morphology | None = None) -> Phrasebook[T]:
        """A phrasebook over phrases as data files give them."""
        book = cls(morphology or Morphology())
        for phrase, value in phrases.items():
            keys = phrase_keys(phrase)
            if keys:
                book._forward.setdefault(keys[0], []).append((keys[1:], value))
                book._openings.add(keys[0][:2])
                book._backward.setdefault(keys[-1], []).append((keys[:-1], value))
        for table in (book._forward, book._backward):
            for entries in table.values():
                entries.sort(key=lambda entry: -len(entry[0]))
        return book

    def __contains__(self, key: str) -> bool:
        return self._stem(key) is not None

    def _stem(self, key: str) -> tuple[int, int, str] | None:
        """Letters before, letters used, and the entry for a word; ``None`` where no phrase starts with it."""
        memo = self._memo
        if key in memo:
            return memo[key]
        if len(memo) > _MEMO_SIZE:
            memo.clear()
        memo[key] = found = self._find_stem(key)
        return found

    def _find_stem(self, key: str) -> tuple[int, int, str] | None:
        for before, stem in self.morphology.stems(key):
            if stem in self._forward:
                return before, len(stem), stem
        suffixes = self.morphology.suffixes
        if suffixes is not None and 3 < len(key) <= 40 and key[:2] in self._openings:
            for cut in range(len(key) - 1, 1, -1):
                if key[:cut] in self._forward and suffixes.fullmatch(key, cut):
                    return 0, cut, key[:cut]
        return None

    def find(self, tokens: Tokens, index: int, limit: int | None = None) -> Match[T] | None:
        """The longest phrase that starts with the token at ``index`` and ends before token ``limit``."""
        keys = tokens.keys
        size = len(keys)
        if limit is None or limit > size:
            limit = size
        if not 0 <= index < limit:
            return None
        key, memo = keys[index], self._memo
        stem = memo[key] if key in memo else self._stem(key)
        if stem is None:
            return None
        before, used, entry = stem
        after = tokens.skip_hyphen(index + 1)
        following = keys[after] if after < limit else ""
        inflected = self.morphology.suffixes is not None
        for rest, value in self._forward[entry]:
            if rest and rest[0] != following and not (inflected and len(rest) == 1 and following.startswith(rest[0])):
                continue  # most phrases already part here
            end, stop = self._rest(tokens, index, rest, limit)
            if end:
                raw = tokens.text[tokens.starts[index] : tokens.ends[index]]
                start = tokens.starts[index] + (raw_length(raw, before) if before else 0)
                if not rest and before + used < len(key):
                    stop = tokens.starts[index] + raw_length(raw, before + used)
                return Match(index, end, start, stop, value)
        return None

    def _rest(self, tokens: Tokens, index: int, rest: tuple[str, ...], limit: int) -> tuple[int, int]:
        keys = tokens.keys
        at = index + 1
        for offset, key in enumerate(rest):
            at = tokens.skip_hyphen(at)
            if at >= limit:
                return 0, 0
            if keys[at] != key:
                suffixes = self.morphology.suffixes
                last = offset == len(rest) - 1
                if not (last and suffixes and keys[at].startswith(key) and suffixes.fullmatch(keys[at], len(key))):
                    return 0, 0
            at += 1
        return at, tokens.ends[at - 1]

    def find_before(self, tokens: Tokens, index: int, floor: int = 0) -> Match[T] | None:
        """The longest phrase whose last token is the one before ``index`` and which starts at ``floor`` or later."""
        keys = tokens.keys
        last = index - 1
        if last < floor:
            return None
        for before, stem in self.morphology.stems(keys[last]):
            for rest, value in self._backward.get(stem, ()):
                if rest and before:
                    continue
                first, clitic = self._before(tokens, last, rest, floor)
                if first >= 0:
                    raw = tokens.text[tokens.starts[first] : tokens.ends[first]]
                    clitic = before or clitic
                    start = tokens.starts[first] + (raw_length(raw, clitic) if clitic else 0)
                    return Match(first, index, start, tokens.ends[last], value)
        return None

    def _before(self, tokens: Tokens, last: int, rest: tuple[str, ...], floor: int) -> tuple[int, int]:
        at = last
        clitic = 0
        for offset, key in enumerate(reversed(rest)):
            at -= 1
            if at > floor and tokens.is_hyphen(at):
                at -= 1
            if at < floor:
                return -1, 0
            if tokens.keys[at] == key:
                continue
            if offset < len(rest) - 1:
                return -1, 0
            clitic = next((n for n, stem in self.morphology.stems(tokens.keys[at]) if stem == key and n), 0)
            if not clitic:
                return -1, 0
        return at, clitic
