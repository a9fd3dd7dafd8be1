"""Forms of one name within an article: full name and surname, acronym, inflected form, bracketed original."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace

from reconcile.claims import Entity, Span
from reconcile.extract.spans import Spans
from reconcile.names.gazetteer import fold, lookup
from reconcile.names.scripts import script_of
from reconcile.names.similarity import is_acronym_of, may_be_acronym, pair_probability, tokens_of

Named = tuple[Span, Entity]
# Inflected forms of one surname ("Лапшина", "Лапшин") are nearer than this; different surnames are not.
_SAME_WORD = 0.6
_UNSPACED = frozenset({"hani", "kana"})


def link_names(found: Sequence[Named], language: str) -> list[Named]:
    """Give every mention its name's fullest form in the article, all its other forms, one type and its role.

    Parameters
    ----------
    found: the names of one article, in text order, as the recognisers left them.
    language: the article's language, BCP 47.
    """
    forms = list(dict.fromkeys(entity.name for _, entity in found))
    home = {form: form for form in forms}
    for _, entity in found:
        for alias in entity.aliases:
            if alias in home:
                _join(home, entity.name, alias)
    types: dict[str, Counter[str]] = {form: Counter() for form in forms}
    for _, entity in found:
        types[entity.name][entity.type] += 1
    ends, starts = _index(forms, lambda words: _opening(words[-1])), _index(forms, lambda words: words[0])
    for short in sorted(forms, key=len):
        parts = tokens_of(short)
        # Only these can have it for their short form, and any of them where it may be an acronym.
        near = {*ends.get(_opening(parts[-1]), ()), *starts.get(parts[0], ())} if parts else set()
        likely = range(len(forms)) if may_be_acronym(short) else sorted(near)
        longer = [f for f in map(forms.__getitem__, likely) if len(f) > len(short)]
        longer = [f for f in longer if _is_form_of(short, f, types, language)]
        # A surname that two people of the article bear belongs to neither.
        if longer and len({home[f] for f in longer}) == 1:
            _join(home, longer[0], short)
    for form, other in _alike(forms, language):
        if _one_spelling(form, other, language):
            _join(home, form, other)
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


def _opening(word: str) -> str:
    """What two forms of one word have in common (see :func:`_one_word`)."""
    return word.casefold()[:3]


def _index(forms: Sequence[str], key: Callable[[tuple[str, ...]], str]) -> dict[str, list[int]]:
    """Where the forms stand, by a key of their words."""
    places: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        if words := tokens_of(form):
            places.setdefault(key(words), []).append(place)
    return places


def _alike(forms: Sequence[str], language: str) -> Iterator[tuple[str, str]]:
    """The pairs that may be spellings of one name, in their order: all others have nothing in common."""
    places: dict[Hashable, list[int]] = {}
    for place, form in enumerate(forms):
        words = tokens_of(form)
        shape = [tuple(map(_opening, words))] if len(words) > 1 else []
        for key in (fold(form, language), *lookup(form, language), *shape):
            places.setdefault(key, []).append(place)
    pairs = {(a, b) for group in places.values() for i, a in enumerate(group) for b in group[i + 1 :]}
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
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) + r")(?!\w)"
    )
    taken = Spans(span for span, _ in found)
    echoes = []
    for sentence in sentences:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            span = Span(match.start(), match.end())
            if not taken.overlap(span.start, span.end):
                entity = forms[match.group()]
                echoes.append((span, Entity(entity.type, match.group())))
    return sorted([*found, *echoes], key=lambda named: named[0])


def _join(home: dict[str, str], a: str, b: str) -> None:
    keep, drop = home[a], home[b]
    if keep == drop:
        return
    for form, root in home.items():
        if root == drop:
            home[form] = keep


def _is_form_of(short: str, full: str, types: dict[str, Counter[str]], language: str) -> bool:
    """Whether ``short`` is how the article calls ``full`` for short."""
    if is_acronym_of(short, full):
        return True
    parts, whole = tokens_of(short), tokens_of(full)
    if len(parts) >= len(whole) or not parts or script_of(short) != script_of(full):
        return False
    if lookup(short, language):
        return False
    if "PER" not in types[full] and "ORG" not in types[full]:
        return False
    if parts == whole[: len(parts)] and "ORG" in types[full]:
        return True
    ends = whole[-len(parts) :]
    return all(_one_word(a, b) for a, b in zip(parts, ends, strict=True)) and "PER" in types[full]


def _one_word(a: str, b: str) -> bool:
    if a.casefold() == b.casefold():
        return True
    return min(len(a), len(b)) >= 4 and a[:3].casefold() == b[:3].casefold() and pair_probability(a, b) >= _SAME_WORD


def _one_spelling(a: str, b: str, language: str) -> bool:
    """The same name but for case, marks, the article, or an ending."""
    if fold(a, language) == fold(b, language):
        return True
    known = lookup(a, language)
    if known and known & lookup(b, language):
        return True
    first, second = tokens_of(a), tokens_of(b)
    return len(first) == len(second) > 1 and all(_one_word(x, y) for x, y in zip(first, second, strict=True))


def _merge(members: Sequence[str], mentions: Sequence[Entity]) -> Entity:
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
    return replace(linked, role=mention.role or linked.role)
