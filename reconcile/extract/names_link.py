"""Forms of one name within an article: full name and surname, acronym, inflected form, bracketed original."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, pairwise

from reconcile.claims import Entity, Span
from reconcile.extract.spans import Spans
from reconcile.names.gazetteer import clitics, fold, inflected_alike, lookup
from reconcile.names.scripts import script_of
from reconcile.names.similarity import initials_of, is_acronym_of, may_be_acronym, pair_probability, tokens_of

Named = tuple[Span, Entity]
# Inflected forms of one surname ("Лапшина", "Лапшин") are nearer than this; different surnames are not.
_SAME_WORD = 0.6
# Where more forms than this begin or end alike, an article is a list of names, and letters are no evidence.
_CROWD = 16
_MOST_WORDS = 12
_HEAD = re.compile(r"\w+|[^\w\s]|\s")
_WORD_SIGN = re.compile(r"\w")
_UNSPACED = frozenset({"hani", "kana"})
_SURNAME_FIRST = frozenset({"hani", "hang"})


def link_names(found: Sequence[Named], language: str) -> list[Named]:
    """Give every mention its name's fullest form in the article, all its other forms, one type and its role.

    Parameters
    ----------
    found: the names of one article, in text order, as the recognisers left them.
    language: the article's language, BCP 47.
    """
    forms = list(dict.fromkeys(entity.name for _, entity in found))
    homes = _Homes(forms)
    for _, entity in found:
        for alias in entity.aliases:
            if alias in homes.home:
                homes.join(entity.name, alias)
    types: dict[str, set[str]] = {form: set() for form in forms}
    for _, entity in found:
        types[entity.name].add(entity.type)
    shortened = _Shortened(forms)
    for short in sorted(forms, key=len):
        longer: dict[str, str] = {}
        for form in shortened.likely(short):
            if len(form) > len(short) and _is_form_of(short, form, types, language):
                longer.setdefault(homes.home[form], form)
            if len(longer) > 1:
                break  # a surname that two people of the article bear belongs to neither
        if len(longer) == 1:
            homes.join(next(iter(longer.values())), short)
    for form, other in _alike(forms, language):
        if _one_spelling(form, other, language):
            homes.join(form, other)
    home = homes.home
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(home[form], []).append(form)
    mentions: dict[str, list[Entity]] = {}
    for _, entity in found:
        mentions.setdefault(home[entity.name], []).append(entity)
    merged = {}
    for root, members in groups.items():
        merged.update(dict.fromkeys(members, _merge(members, mentions[root])))
    return [(span, _as_mentioned(entity, merged[entity.name])) for span, entity in found]


@lru_cache(maxsize=16_384)
def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str.casefold, words))


@lru_cache(maxsize=16_384)
def _openings(words: tuple[str, ...]) -> tuple[str, ...]:
    """What two forms of one word have in common (see :func:`_one_word`), word by word."""
    return tuple(word.casefold()[:3] for word in words)


class _Homes:
    """Which forms are of one name: each has the home of its name."""

    def __init__(self, forms: Sequence[str]) -> None:
        self.home = {form: form for form in forms}
        self._members = {form: [form] for form in forms}

    def join(self, a: str, b: str) -> None:
        """Make one name of two."""
        keep, drop = self.home[a], self.home[b]
        if keep == drop:
            return
        if len(self._members[keep]) < len(self._members[drop]):
            keep, drop = drop, keep
        moved = self._members.pop(drop)
        self._members[keep] += moved
        self.home.update(dict.fromkeys(moved, keep))


class _Shortened:
    """Finds the forms that another one may be short for, without trying them all."""

    def __init__(self, forms: Sequence[str]) -> None:
        self._forms = forms
        self._ends: dict[tuple[str, ...], list[int]] = {}
        self._openings: dict[tuple[str, ...], list[int]] = {}
        self._starts: dict[tuple[str, ...], list[int]] = {}
        self._initials: dict[str, list[int]] = {}
        self._surnames: dict[str, list[int]] = {}
        for place, form in enumerate(forms):
            words = tokens_of(form)
            openings, folded = _openings(words), _folded(words)
            for size in range(1, min(len(words), _MOST_WORDS)):
                self._starts.setdefault(words[:size], []).append(place)
                self._ends.setdefault(folded[-size:], []).append(place)
                self._openings.setdefault(openings[-size:], []).append(place)
            for size in range(1, 3) if _is_one_block(form) else ():
                self._surnames.setdefault(form[:size], []).append(place)
            for initials in initials_of(form):
                self._initials.setdefault(initials, []).append(place)

    def likely(self, short: str) -> list[str]:
        """The forms that may have ``short`` for their short form, in the order of the article."""
        parts = tokens_of(short)
        near: set[int] = set()
        if parts:
            near.update(self._starts.get(parts, ()), self._ends.get(_folded(parts), ()))
            alike = self._openings.get(_openings(parts), ())
            near.update(alike if len(alike) <= _CROWD else ())
        if may_be_acronym(short):
            near.update(self._initials.get("".join(filter(str.isalpha, short)).casefold(), ()))
        near.update(self._surnames.get(short, ()))
        return [self._forms[place] for place in sorted(near)]


def _alike(forms: Sequence[str], language: str) -> Iterator[tuple[str, str]]:
    """The pairs that may be spellings of one name, in their order: all others have nothing in common."""
    same: dict[Hashable, list[int]] = {}
    shapes: dict[Hashable, list[int]] = {}
    known = {form: place for place, form in enumerate(forms)}
    for place, form in enumerate(forms):
        for key in (fold(form, language), *lookup(form, language)):
            same.setdefault(key, []).append(place)
        if words := tokens_of(form):
            shapes.setdefault(_openings(words), []).append(place)
        for clitic in clitics(language):
            if form.startswith(clitic) and form.removeprefix(clitic) in known:
                shapes.setdefault(("", clitic, form), []).extend((place, known[form.removeprefix(clitic)]))
    pairs = {pair for group in same.values() for pair in pairwise(group)}
    pairs.update(pair for group in shapes.values() if len(group) <= _CROWD for pair in combinations(group, 2))
    return ((forms[a], forms[b]) for a, b in sorted(pairs))


def find_echoes(text: str, found: Sequence[Named], sentences: Sequence[Span]) -> list[Named]:
    """Further mentions of names that the article has shown to be names, where no recogniser saw them.

    A person's last name counts as well as the whole ("القاضية بيلر" behind "لوريل بيلر"). Words are taken
    whole; in scripts with capitals only where they have one.
    """
    forms: dict[str, Entity] = {}
    for _, entity in found:
        parts = tokens_of(entity.name)
        if len(entity.name) > 2 and script_of(entity.name) not in _UNSPACED:
            forms.setdefault(entity.name, entity)
        if entity.type == "PER" and len(parts) > 1 and len(parts[-1]) > 3 and parts[-1] in entity.name:
            forms.setdefault(parts[-1], Entity("PER", parts[-1]))
    if not forms:
        return list(found)
    echoes = list(_echoes(text, forms, sentences, Spans(span for span, _ in found)))
    return sorted([*found, *echoes], key=lambda named: named[0])


def _echoes(text: str, forms: Mapping[str, Entity], sentences: Sequence[Span], taken: Spans) -> Iterator[Named]:
    """Where one of the forms stands as whole words, the longest one at each place."""
    lengths: dict[str, set[int]] = {}
    for form in forms:
        lengths.setdefault(_HEAD.findall(form)[0], set()).add(len(form))
    longest_first = {head: sorted(found, reverse=True) for head, found in lengths.items()}
    places = sorted((place, head) for head in lengths for place in _occurrences(text, head))
    starts = [start for start, _ in places]
    for sentence in sentences:
        end = sentence.start
        here = places[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for start, sizes in [(start, longest_first[head]) for start, head in here]:
            if start < end or (start and _WORD_SIGN.match(text, start - 1)):
                continue
            for stop in [start + size for size in sizes]:
                entity = forms.get(text[start:stop])
                if entity is None or stop > sentence.end or _WORD_SIGN.match(text, stop, sentence.end):
                    continue
                end = stop
                if not taken.overlap(start, stop):
                    yield Span(start, stop), Entity(entity.type, text[start:stop])
                break


def _occurrences(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _is_form_of(short: str, full: str, types: Mapping[str, Set[str]], language: str) -> bool:
    """Whether ``short`` is how the article calls ``full`` for short."""
    if is_acronym_of(short, full):
        return True
    if short in _surnames_of(full):
        return "PER" in types[short] and "PER" in types[full]
    parts, whole = tokens_of(short), tokens_of(full)
    if len(parts) >= len(whole) or not parts or script_of(short) != script_of(full):
        return False
    if lookup(short, language):
        return False
    if "PER" not in types[full] and "ORG" not in types[full]:
        return False
    if parts == whole[: len(parts)] and "ORG" in types[full] and "LOC" not in types[short]:
        return True
    ends = whole[-len(parts) :]
    return all(_one_word(a, b, language) for a, b in zip(parts, ends, strict=True)) and "PER" in types[full]


def _is_one_block(form: str) -> bool:
    """Whether a form may be a name of East Asia as it is written there: three to five characters in all."""
    return 3 <= len(form) <= 5 and script_of(form) in _SURNAME_FIRST and form.isalpha()


def _surnames_of(full: str) -> tuple[str, ...]:
    """What may be the surname of such a name, which goes first."""
    return tuple(full[:size] for size in range(1, 3)) if _is_one_block(full) else ()


def _one_word(a: str, b: str, language: str) -> bool:
    if a.casefold() == b.casefold() or inflected_alike(a, b, language):
        return True
    return min(len(a), len(b)) >= 4 and a[:3].casefold() == b[:3].casefold() and pair_probability(a, b) >= _SAME_WORD


def _one_spelling(a: str, b: str, language: str) -> bool:
    """The same name but for case, marks, the article, or an ending."""
    if fold(a, language) == fold(b, language):
        return True
    known = lookup(a, language)
    if known and known & lookup(b, language):
        return True
    if _without_clitic(a, b, language) or _without_clitic(b, a, language):
        return True
    first, second = tokens_of(a), tokens_of(b)
    if len(first) == len(second) == 1:
        return inflected_alike(a, b, language)
    return len(first) == len(second) and all(_one_word(x, y, language) for x, y in zip(first, second, strict=True))


def _without_clitic(a: str, b: str, language: str) -> bool:
    """Whether one form is the other with a clitic before it ("ودار كوما")."""
    return a.endswith(b) and a.removesuffix(b) in clitics(language)


def _merge(members: Sequence[str], mentions: Sequence[Entity]) -> Entity:
    first = mentions[0]
    if len(members) == 1 and mentions.count(first) == len(mentions):
        return Entity(first.type, first.name, tuple(sorted({*first.aliases} - {first.name})), first.role)
    counts = Counter(entity.name for entity in mentions)
    aliases = {alias for entity in mentions for alias in entity.aliases}
    script = script_of(max(members, key=lambda m: (counts[m], m)))
    own = [m for m in members if script_of(m) == script] or list(members)
    name = max(own, key=lambda m: (len(tokens_of(m)), len(m), m))
    types = Counter(e.type for e in mentions)
    if any(len(tokens_of(m)) > 1 for m in members) and types["PER"]:
        types = Counter(e.type for e in mentions if len(tokens_of(e.name)) > 1)
    kind = max(sorted(types), key=lambda t: types[t])
    role = next((e.role for e in mentions if e.role), "")
    others = sorted((aliases | set(members)) - {name})
    return Entity(kind, name, tuple(others), role)


def _as_mentioned(mention: Entity, linked: Entity) -> Entity:
    """The linked name, with the role that stands with this very mention where there is one."""
    return replace(linked, role=mention.role) if mention.role not in ("", linked.role) else linked
