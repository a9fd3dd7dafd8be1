"""Names across articles: which mentions are forms of one name.

Within an article the recogniser has given every mention the fullest form of its name. Across articles
two forms are the same name by spelling (romanised, CLDR, aliases) or, for names that are translated
rather than transliterated, by the vectors of the names themselves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from babel.core import get_global

from reconcile.align.assign import best_pairs
from reconcile.align.vectors import Vector
from reconcile.claims import Article, Claim, Entity, Kind, Span
from reconcile.names.gazetteer import lookup
from reconcile.names.scripts import LATIN, script_of

NameSimilarity = Callable[[Entity, Entity, str, str], float]
"""How likely two names are one (0-1), given the language of each."""

SAME_NAME = 0.5
# A likeness below the first is believed only where no two names of one script that it would join are less alike than
# the second.
SURELY_SAME, SPELT_APART = 0.75, 0.2
# Cosine of two name vectors (centred by language) from which a translation may be assumed; and how far
# ahead of the next candidate it must be.
TRANSLATED = 0.62
AHEAD = 0.08

# Scripts that do not set words apart: there, one word may be several.
_UNSPACED = frozenset({"hani", "hira", "kana", "thai", "laoo", "khmr", "mymr"})


def name_claim(article: Article, sentence: Span, span: Span, entity: Entity, sign: str) -> Claim:
    """A name that is a claim only where comparing needs it; ``sign`` tells its identifier from those read."""
    return Claim(
        id=f"{article.id}#{sign}{span.start}",
        document=article.id,
        kind=Kind.ENTITY,
        span=span,
        text=article.text[span.start : span.end],
        sentence=sentence,
        entity=entity,
    )


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one article, with all its mentions."""

    document: str
    language: str
    entity: Entity
    mentions: tuple[str, ...]


def names_of(articles: Sequence[Article], claims: Sequence[Claim]) -> list[Name]:
    """The distinct names of every article, in the order of articles and of first mention."""
    language = {a.id: a.language for a in articles}
    grouped: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for c in claims:
        if c.entity is not None:
            grouped[c.document, c.entity.name.casefold()].append(c)
    names = []
    for (document, _), mentions in grouped.items():
        entities = [m.entity for m in mentions if m.entity is not None]
        longest = max(entities, key=lambda e: len(e.aliases))
        types = [e.type for e in entities]
        role = next((e.role for e in entities if e.role), "")
        kind = max(sorted(set(types)), key=types.count)
        entity = Entity(kind, longest.name, longest.aliases, role)
        names.append(Name(document, language[document], entity, tuple(m.id for m in mentions)))
    return names


def names_told(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    doubtful: Sequence[Claim],
    similarity: NameSimilarity,
    vectors: Mapping[str, Vector],
    pairs: Sequence[tuple[str, str]],
) -> tuple[list[Claim], list[Name], dict[str, int], dict[int, tuple[Name, ...]]]:
    """What of ``doubtful`` are names after all; and all names, the key of every mention, the names of each key."""
    names = names_of(articles, claims)
    heard = heard_elsewhere(doubtful, names, similarity, {a.id: a.language for a in articles}, pairs)
    if heard:
        names = names_of(articles, (*claims, *heard))
    keys, members = name_keys(names, similarity, vectors, pairs)
    # What no name of another language shares its key with was heard amiss.
    alone = {c.id for c in heard if len({n.language for n in members[keys[c.id]]}) == 1}
    if alone:
        names = _without_mentions(names, alone)
        members = {key: left for key, group in members.items() if (left := tuple(_without_mentions(group, alone)))}
    return [c for c in heard if c.id not in alone], names, keys, members


def _without_mentions(names: Sequence[Name], mentions: Set[str]) -> list[Name]:
    """Names without some of their mentions; those of which none is left are gone."""
    left = (replace(n, mentions=tuple(m for m in n.mentions if m not in mentions)) for n in names)
    return [n for n in left if n.mentions]


def heard_elsewhere(
    doubtful: Sequence[Claim],
    names: Sequence[Name],
    similarity: NameSimilarity,
    language: Mapping[str, str],
    pairs: Sequence[tuple[str, str]],
) -> list[Claim]:
    """What may be a name and surely sounds like one of an article in another language is one, of that one's type.

    In its own language it is a word like any other that has been taken for a name there as well.
    """
    compared = {p for a, b in pairs for p in ((a, b), (b, a))}
    found = []
    for c in doubtful:
        if c.entity is None:
            continue
        told = language[c.document]
        rivals = (n for n in names if (c.document, n.document) in compared and n.language != told)
        said = max(
            ((similarity(c.entity, n.entity, told, n.language), n.entity.type) for n in rivals), default=(0.0, "")
        )
        if said[0] >= SURELY_SAME:
            found.append(replace(c, entity=replace(c.entity, type=said[1])))
    return found


def name_keys(
    names: Sequence[Name],
    similarity: NameSimilarity,
    vectors: Mapping[str, Vector],
    pairs: Sequence[tuple[str, str]],
) -> tuple[dict[str, int], dict[int, tuple[Name, ...]]]:
    """A key for every name mention, the same for all forms of one name; and the names of each key."""
    home = list(range(len(names)))
    by_document: dict[str, list[int]] = defaultdict(list)
    for i, n in enumerate(names):
        by_document[n.document].append(i)
    found: list[tuple[float, int, int]] = []
    for a, b in pairs:
        found += _matches(names, by_document.get(a, ()), by_document.get(b, ()), similarity, vectors)
    inside = {i: [i] for i in home}
    for score, i, j in sorted(found, key=lambda x: (-x[0], x[1], x[2])):
        x, y = sorted((home[i], home[j]))
        if x == y or {names[k].document for k in inside[x]} & {names[k].document for k in inside[y]}:
            continue
        doubted = SAME_NAME < score < SURELY_SAME  # what is translated scores lower
        if doubted and any(_spelt_apart(names[k], names[m], similarity) for k in inside[x] for m in inside[y]):
            continue
        for k in inside.pop(y):
            home[k] = x
            inside[x].append(k)
    keys = {m: home[i] for i, n in enumerate(names) for m in n.mentions}
    members: dict[int, list[Name]] = defaultdict(list)
    for i, n in enumerate(names):
        members[home[i]].append(n)
    return keys, {k: tuple(v) for k, v in members.items()}


def _spelt_apart(x: Name, y: Name, similarity: NameSimilarity) -> bool:
    """Whether two names of one script are spelt too differently to be one."""
    if script_of(x.entity.name) != script_of(y.entity.name):
        return False
    return similarity(x.entity, y.entity, x.language, y.language) < SPELT_APART


def with_types_shared(claims: Sequence[Claim], members: Mapping[int, Sequence[Name]]) -> tuple[Claim, ...]:
    """Claims in which a name is in all articles of the type that most of them take it for; ``MISC`` is no vote."""
    told: dict[str, str] = {}
    for group in members.values():
        votes = Counter(n.entity.type for n in group if n.entity.type != "MISC").most_common(2)
        if len(group) > 1 and votes and (len(votes) == 1 or votes[0][1] > votes[1][1]):
            told.update((m, votes[0][0]) for n in group for m in n.mentions)
    return tuple(
        replace(c, entity=replace(c.entity, type=told[c.id])) if c.entity is not None and c.id in told else c
        for c in claims
    )


def _matches(
    names: Sequence[Name],
    a: Sequence[int],
    b: Sequence[int],
    similarity: NameSimilarity,
    vectors: Mapping[str, Vector],
) -> list[tuple[float, int, int]]:
    """Pairs ``(score, i, j)`` of two articles' names that are the same: by spelling first, then by meaning."""
    if not a or not b:
        return []
    score = np.zeros((len(a), len(b)))
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            score[i, j] = similarity(names[x].entity, names[y].entity, names[x].language, names[y].language)
    pairs = best_pairs(score, SAME_NAME)
    result = [(float(score[i, j]), a[i], b[j]) for i, j in pairs]
    rows = [i for i in range(len(a)) if i not in {p[0] for p in pairs} and names[a[i]].entity.name in vectors]
    columns = [j for j in range(len(b)) if j not in {p[1] for p in pairs} and names[b[j]].entity.name in vectors]
    if rows and columns:
        cosines = (
            np.stack([vectors[names[a[i]].entity.name] for i in rows])
            @ np.stack([vectors[names[b[j]].entity.name] for j in columns]).T
        )
        for r, i in enumerate(rows):
            c = int(cosines[r].argmax())
            rivals = np.concatenate([np.delete(cosines[r], c), np.delete(cosines[:, c], r)])
            clear = not rivals.size or cosines[r, c] - rivals.max() >= AHEAD
            if cosines[r, c] >= TRANSLATED and clear and _may_translate(names[a[i]], names[b[columns[c]]]):
                result.append((SAME_NAME * float(cosines[r, c]), a[i], b[columns[c]]))
    return result


@lru_cache(maxsize=256)
def _script_of_language(language: str) -> str:
    """The script that a language is mostly written in, by CLDR's likely subtags."""
    likely = str(get_global("likely_subtags").get(language, ""))
    return next((part.lower() for part in likely.split("_") if len(part) == 4), LATIN)


def _may_translate(one: Name, other: Name) -> bool:
    """Whether one name may be the other translated.

    Not people's names where one script shows how they are spelt, nor brands of one word, which are spelt or sounded,
    nor two that are known to stand for different things ("Asia", "中国"), nor Latin names in other scripts.
    """
    x, y = one.entity, other.entity
    known = lookup(x.name, one.language), lookup(y.name, other.language)
    if all(known) and not known[0] & known[1]:
        return False
    scripts = {script_of(e.name) for e in (x, y)}
    if scripts == {LATIN} and any(_script_of_language(n.language) != LATIN for n in (one, other)):
        return False  # what stands in Latin letters in another script is left as it is, not translated
    person = x.type == "PER" and len(scripts) == 1
    brand = x.type not in ("PER", "LOC") and not any(" " in e.name for e in (x, y)) and scripts.isdisjoint(_UNSPACED)
    return x.type == y.type and not person and not brand
