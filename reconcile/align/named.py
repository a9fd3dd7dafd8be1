"""What names are compared by: their sentences, keys, vectors and offices, and whether they are heard elsewhere."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from reconcile.align.vectors import ClaimVectors, Vector
from reconcile.claims import Claim, Span
from reconcile.names.gazetteer import lookup
from reconcile.names.offices import is_office, office_of
from reconcile.names.scripts import script_of

_QUOTES = re.compile('[“”„«»「」『』"‘]')
# How surely a name must be heard in the other article for it to be mentioned there after all.
HEARD = 0.5
# In a translation less is enough: a name that sounds a little like the one in its place is that one, spelled otherwise.
HEARD_IN_TRANSLATION = 0.25


class NameSearch(Protocol):
    """Tells how surely an article has a name in its text (0-1), recognised there or not."""

    def __call__(self, claim: Claim, document: str, within: Span | None = None) -> float:
        """``document``: the article's id; ``within``: the part of it to look through, all of it where left out."""
        ...


Language = Mapping[str, str]
"""Of each article, by id."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its vector and what it states."""

    vector: Vector
    names: tuple[Claim, ...]
    values: tuple[Claim, ...]
    """The figures and dates in it."""
    doubtful: tuple[Claim, ...] = ()
    """What may be names."""
    quotes: bool = False
    """Whether it has quotation marks: who is quoted is anybody."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All of it, at least one."""
        return (*self.names, *self.values, *self.doubtful)


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of the names of some articles: their keys, vectors, and what else tells them apart."""

    key: Mapping[str, int]
    """By mention, the same for all forms of one name; negative of what may be no name."""
    vectors: Mapping[str, ClaimVectors]
    alone: Mapping[str, Vector]
    """The vector of each name on its own."""
    search: NameSearch
    language: Language

    def office(self, claim: Claim) -> str:
        """The key of the office that a name is said to hold, or an empty string."""
        role = claim.entity.role if claim.entity is not None else ""
        return office_of(role, self.language[claim.document]) if role else ""

    def is_office(self, claim: Claim) -> bool:
        """Whether a mention is an office ("Prime Minister of Sweden") and no name: who holds it has one too."""
        role = claim.entity.role if claim.entity else ""
        opens = bool(role) and claim.text.casefold().startswith(role.casefold())
        return opens or is_office(claim.text, self.language[claim.document])

    def doubts(self, claim: Claim) -> bool:
        """Whether a mention may be no name."""
        return self.key[claim.id] < 0

    def known(self, claim: Claim) -> bool:
        """Whether a name is one that every language has a word for: a country, a city, a world-wide organisation."""
        return claim.entity is not None and bool(lookup(claim.entity.name, self.language[claim.document]))

    def unreadable(self, claim: Claim) -> bool:
        """Whether a name is in Han characters of Japanese, which do not tell how it sounds."""
        return self.language[claim.document] == "ja" and script_of(claim.text) == "hani"

    def beyond_hearing(self, x: Claim, y: Claim) -> bool:
        """Whether nobody can tell from the writing of two persons' names that they are not one person's."""
        persons = all(c.entity is not None and c.entity.type == "PER" for c in (x, y))
        return persons and self.unreadable(x) and script_of(y.text) != "hani"


def sentences_of(
    document: str,
    text: str,
    claims: Sequence[Claim],
    vectors: Mapping[str, ClaimVectors],
    doubtful: Sequence[Claim] = (),
) -> list[Sentence]:
    """The sentences of an article, of this text, that hold claims, in text order."""
    maybe: dict[Span, list[Claim]] = defaultdict(list)
    for c in doubtful:
        if c.document == document:
            maybe[c.sentence].append(c)
    inside: dict[Span, list[Claim]] = defaultdict(list)
    for c in claims:
        if c.document == document:
            inside[c.sentence].append(c)
    found = []
    for span in sorted(inside.keys() | maybe.keys()):
        here = inside[span]
        names, values = (tuple(c for c in here if (c.entity is not None) == named) for named in (True, False))
        doubted = tuple(maybe[span])
        quotes = _QUOTES.search(text, span.start, span.end) is not None
        found.append(Sentence(vectors[(*here, *doubted)[0].id].sentence, names, values, doubted, quotes))
    return found


@dataclass(frozen=True, slots=True)
class Room:
    """Where a sentence of a translation may have a name of its original: not in the names that both have."""

    document: str
    spans: tuple[Span, ...]
    around: tuple[Span, Span]
    """What stands before and behind the sentence."""

    @classmethod
    def of(cls, sentence: Sentence, shared: Set[int], story: Story) -> Room:
        """Without the names of a sentence whose keys both articles have."""
        whole = sentence.claims[0]
        spans, start = [], whole.sentence.start
        for name in sorted((c.span for c in sentence.names if story.key[c.id] in shared), key=lambda s: s.start):
            spans.append(Span(start, max(start, name.start)))
            start = max(start, name.end)
        spans.append(Span(start, max(start, whole.sentence.end)))
        around = Span(0, whole.sentence.start), Span(whole.sentence.end, sys.maxsize)
        return cls(whole.document, tuple(s for s in spans if len(s) > 1), around)

    def sound(self, claim: Claim, story: Story) -> float:
        """How surely a name of the other article is heard there."""
        return max((story.search(claim, self.document, s) for s in self.spans), default=0.0)

    def sound_around(self, claim: Claim, story: Story) -> float:
        """How surely it is heard in another sentence."""
        return max(story.search(claim, self.document, s) for s in self.around)


def sound_anywhere(x: Claim, y: Claim, story: Story) -> float:
    """How surely either of two names is heard in the other's article; from :data:`HEARD` on it does not matter how."""
    sound = story.search(x, y.document)
    return sound if sound >= HEARD else max(sound, story.search(y, x.document))


def sound_in(x: Claim, y: Claim, rooms: tuple[Room, Room], story: Story) -> float:
    """How surely either is heard in the other's sentence, or elsewhere in its article (``rooms``: x's, y's)."""
    ours, theirs = rooms
    sound = max(theirs.sound(x, story), ours.sound(y, story))
    if sound >= HEARD_IN_TRANSLATION:
        return sound
    return max(sound, theirs.sound_around(x, story), ours.sound_around(y, story))
