"""Looking up phrases of one or more words in running text, with what a language writes joined to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import Generic, NamedTuple, TypeVar

from reconcile.extract.tokens import HYPHENS, Memo, Tokens, phrase_keys, raw_length

T = TypeVar("T")
_Entries = list[tuple[tuple[str, ...], T]]
"""The other words of phrases, and what the phrases are."""


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


def _by_second(entries: _Entries[T]) -> dict[str, _Entries[T]]:
    """Entries by the first of their words, each with those that have none behind them."""
    bare = [entry for entry in entries if not entry[0]]
    longer: dict[str, _Entries[T]] = {}
    for entry in entries:
        if entry[0]:
            longer.setdefault(entry[0][0], []).append(entry)
    return {"": bare, **{second: [*found, *bare] for second, found in longer.items()}}


class _Stem(NamedTuple, Generic[T]):
    """What is known of a word that phrases begin with: letters before, letters used, and these phrases."""

    before: int
    used: int
    bare: _Entries[T]
    """Those of no other word; all of them where words are inflected."""
    branches: dict[str, _Entries[T]] | None
    """All of them by their second word, each with the bare ones; ``None`` where there are no others."""


class Phrasebook(Generic[T]):
    """Phrases with their values, found in time linear in the longest phrase."""

    __slots__ = ("_backward", "_clitics", "_forward", "_inflected", "_openings", "_stem", "_tail", "morphology")

    def __init__(self, morphology: Morphology | None = None) -> None:
        self.morphology = morphology or Morphology()
        self._inflected = self.morphology.suffixes is not None
        self._clitics = bool(self.morphology.prefixes)
        self._forward: dict[str, _Entries[T]] = {}
        self._backward: dict[str, _Entries[T]] = {}
        self._openings: set[str] = set()
        """The first two letters of every phrase: what most words part with."""
        self._stem: Callable[[str], _Stem[T] | None] = Memo(self._find_stem).__getitem__
        """The phrases that a word begins; ``None`` where none does."""
        self._tail: Callable[[str], tuple[tuple[int, _Entries[T]], ...] | None] = Memo(self._find_tails).__getitem__
        """For a word the letters before each of its stems that a phrase ends with, and those phrases."""

    @classmethod
    def of(cls, phrases: Mapping[str, T], morphology: Morphology | None = None) -> Phrasebook[T]:
        """A phrasebook over phrases as data files give them."""
        book = cls(morphology)
        for phrase, value in phrases.items():
            keys = phrase_keys(phrase)
            if keys:
                book._forward.setdefault(keys[0], []).append((keys[1:], value))
                book._openings.add(keys[0][:2])
                book._backward.setdefault(keys[-1], []).append((keys[:-1], value))
        for table in (book._forward, book._backward):
            for entries in table.values():
                entries.sort(key=lambda entry: -len(entry[0]))
        if book.morphology == Morphology():  # words stand in it as they are, so there is nothing to work out
            book._stem = {first: book._stem_of(0, first) for first in book._forward}.get
            book._tail = {last: ((0, entries),) for last, entries in book._backward.items()}.get
        return book

    def __bool__(self) -> bool:
        return bool(self._forward)

    def __contains__(self, key: str) -> bool:
        return self._stem(key) is not None

    def places(self, keys: Sequence[str]) -> list[int]:
        """The indices of the words that a phrase may start with."""
        return list(compress(count(), map(self._stem, keys)))

    def occurs(self, tokens: Tokens) -> bool:
        """Whether any of the phrases stands anywhere in a sentence."""
        return any(self.find(tokens, at) is not None for at in self.places(tokens.keys))

    def _stem_of(self, before: int, word: str) -> _Stem[T]:
        entries = self._forward[word]
        branches = _by_second(entries)
        bare = branches.pop("")
        return _Stem(before, len(word), entries if self._inflected else bare, branches or None)

    def _find_stem(self, key: str) -> _Stem[T] | None:
        for before, stem in self.morphology.stems(key):
            if stem in self._forward:
                return self._stem_of(before, stem)
        suffixes = self.morphology.suffixes
        if suffixes is not None and 3 < len(key) <= 40 and key[:2] in self._openings:
            for cut in range(len(key) - 1, 1, -1):
                if key[:cut] in self._forward and suffixes.fullmatch(key, cut):
                    return self._stem_of(0, key[:cut])
        return None

    def _find_tails(self, key: str) -> tuple[tuple[int, _Entries[T]], ...]:
        found = ((before, self._backward.get(stem)) for before, stem in self.morphology.stems(key))
        return tuple((before, entries) for before, entries in found if entries)

    def find(self, tokens: Tokens, index: int, limit: int | None = None) -> Match[T] | None:
        """The longest phrase that starts with the token at ``index`` and ends before token ``limit``."""
        keys = tokens.keys
        try:
            stem = self._stem(keys[index])
        except IndexError:
            return None
        if stem is None:
            return None  # as it is for most words
        if limit is None or limit > len(keys):
            limit = len(keys)
        if not 0 <= index < limit:
            return None
        before, used, entries, branches = stem
        inflected, following, after = self._inflected, "", index + 1
        if branches is not None and after < limit:
            following = keys[after]
            if following in HYPHENS:
                after = tokens.skip_hyphen(after)
                following = keys[after] if after < limit else ""
            if not inflected:
                entries = branches.get(following, entries)
        for rest, value in entries:
            if rest and rest[0] != following and not (inflected and len(rest) == 1 and following.startswith(rest[0])):
                continue  # most phrases already part here
            if not rest:
                end, stop = index + 1, tokens.ends[index]
            elif len(rest) == 1 and rest[0] == following:
                end, stop = after + 1, tokens.ends[after]
            else:
                end, stop = self._rest(tokens, index, rest, limit)
            if end:
                start = tokens.starts[index]
                whole = before + used == len(keys[index]) or bool(rest)
                if before or not whole:
                    raw = tokens.text[start : tokens.ends[index]]
                    stop = stop if whole else start + raw_length(raw, before + used)
                    start += raw_length(raw, before) if before else 0
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
        last, keys = index - 1, tokens.keys
        if last < floor or not (tails := self._tail(keys[last])):
            return None  # as it is for most words
        previous = None
        for before, entries in tails:
            for rest, value in entries:
                first, clitic = last, 0
                if rest:
                    if before:
                        continue
                    if previous is None:
                        at = last - 2 if last - 1 > floor and keys[last - 1] in HYPHENS else last - 1
                        previous = keys[at] if at >= floor else ""
                    if previous != rest[-1] and (len(rest) > 1 or not self._clitics or not previous):
                        continue  # as most phrases do
                    first, clitic = self._before(tokens, last, rest, floor)
                if first >= 0:
                    clitic = before or clitic
                    start = tokens.starts[first]
                    if clitic:
                        start += raw_length(tokens.text[start : tokens.ends[first]], clitic)
                    return Match(first, index, start, tokens.ends[last], value)
        return None

    def find_joined(self, tokens: Tokens, index: int, clitic: str, floor: int = 0) -> Match[T] | None:
        """A phrase before ``index`` whose last word is a clitic that is written to the token there (פחות משלוש)."""
        for before, entries in self._tail(clitic) or ():
            for rest, value in entries:
                first, joined = self._before(tokens, index, rest, floor) if rest and not before else (-1, 0)
                if first >= 0:
                    start = tokens.starts[first]
                    start += raw_length(tokens.text[start : tokens.ends[first]], joined) if joined else 0
                    return Match(first, index, start, tokens.ends[index - 1], value)
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
