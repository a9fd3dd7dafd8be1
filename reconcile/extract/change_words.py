"""The words of a rise or a fall in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reconcile.extract.phrases import Morphology, Phrasebook
from reconcile.extract.tokens import Memo, Tokens, fold

_SIGNS = {"rise": 1, "fall": -1}
_BEHIND = {"more": 1, "less": -1}
# Tokens before a word of change at which a phrase may begin that means something else.
_LONGEST_OTHER = 4


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What says that something rose or fell, and what looks as if it did."""

    phrases: Phrasebook[int]
    """Whole phrases with their direction, 1 or -1."""
    stems: re.Pattern[str] | None
    """Beginnings and endings of such words: group 1 rises, 2 falls."""
    neither: Phrasebook[bool]
    """Phrases with a word of change in them that say nothing of the kind ("grew up")."""
    breaks: frozenset[str]
    """Words behind which another clause begins."""
    compared: frozenset[str]
    """Words right before the figure that another one is set against ("in aumento rispetto agli 1,7 milioni")."""
    places: frozenset[str]
    """Words right before a count of where something rose or fell ("prices fell *in* four counties")."""
    behind: Phrasebook[int]
    """What says so only right behind a share or a multiple ("20% *less*")."""
    away: Phrasebook[bool]
    """What behind a length says how far off something is ("20km *떨어진*")."""
    unmoved: Phrasebook[bool]
    rates: Phrasebook[bool]
    """What is told in percent and changes by points: inflation, growth."""
    """What is counted but not lost or gained as an amount is ("kaybeden" of five matches)."""

    opening: Memo[bool] = field(init=False)
    """Whether a key may begin a word or phrase of change, as few do."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "opening", Memo(self._may_open))

    def _may_open(self, key: str) -> bool:
        return key in self.phrases or (self.stems is not None and self.stems.match(key) is not None)

    def sign(self, tokens: Tokens, at: int) -> int:
        """+1 where a word of a rise stands at a token, -1 of a fall, else 0."""
        if not self.opening[tokens.keys[at]]:
            return 0
        match = self.phrases.find(tokens, at)
        stem = self.stems.match(tokens.keys[at]) if match is None and self.stems is not None else None
        if match is None and stem is None:
            return 0
        if any(
            other.end > at
            for first in range(max(0, at - _LONGEST_OTHER), at + 1)
            if (other := self.neither.find(tokens, first)) is not None
        ):
            return 0
        return match.value if match is not None else 1 if stem is not None and stem.lastindex == 1 else -1


def change_words(table: Mapping[str, list[str]], morphology: Morphology, clitics: Morphology) -> ChangeWords:
    """The ``[change]`` table of a language: a star stands for the letters before or behind a stem."""
    whole = {word: sign for kind, sign in _SIGNS.items() for word in table.get(kind, ()) if "*" not in word}
    stems = {kind: [_stem(word) for word in table.get(kind, ()) if "*" in word] for kind in _SIGNS}
    alternatives = "|".join(f"({'|'.join(stems[kind]) or '(?!)'})" for kind in _SIGNS)
    return ChangeWords(
        phrases=Phrasebook.of(whole, clitics),
        stems=re.compile(alternatives) if any(stems.values()) else None,
        neither=Phrasebook.of(dict.fromkeys(table.get("neither", ()), True), clitics),
        breaks=frozenset(map(fold, table.get("breaks", ()))),
        compared=frozenset(map(fold, table.get("compared", ()))),
        places=frozenset(map(fold, table.get("places", ()))),
        behind=Phrasebook.of({word: sign for kind, sign in _BEHIND.items() for word in table.get(kind, ())}),
        away=Phrasebook.of(dict.fromkeys(table.get("away", ()), True)),
        unmoved=Phrasebook.of(dict.fromkeys(table.get("unmoved", ()), True), morphology),
        rates=Phrasebook.of(dict.fromkeys(table.get("rates", ()), True), morphology),
    )


def _stem(word: str) -> str:
    return f".+{re.escape(fold(word[1:]))}$" if word.startswith("*") else re.escape(fold(word[:-1]))
