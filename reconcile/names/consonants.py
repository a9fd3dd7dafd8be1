"""Whether two words could sound alike, by their consonants: most pairs of words have none in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from reconcile.names.gazetteer import fold
from reconcile.names.scripts import LATIN, latin_letters, script_of
from reconcile.names.transcription import transducer

_Kinds = tuple[tuple[str, ...], ...]
_CLASSES = str.maketrans(
    {**dict.fromkeys("bpfvw", "p"), **dict.fromkeys("td", "t"), **dict.fromkeys("kgqc", "k")}
    | {**dict.fromkeys("szj", "s"), **dict.fromkeys("lr", "l"), "m": "m", "n": "n", **dict.fromkeys("aeiouyh", "")}
)
# Spellings of one sound or of none, in the order in which they are put in its place, once and once more: "tch" and "ts"
# are hisses as s is; elsewhere "th" is one too, a j may be a y, and an r before a consonant silent.
_SOFTENED = (
    tuple(
        (re.compile(spelling), sound)
        for spelling, sound in (
            (r"tsch|sch|tch|ch|ts|tes$|tz|cz|sh|zh|dz|dj|dg(?=[eiy])|x", "s"),
            (r"[cg](?=[eiy])", "s"),
            (r"w", ""),
        )
    ),
    (
        (re.compile(r"t?th"), "s"),
        (re.compile(r"j|(?<=[aeiou])r(?![aeiouy])"), ""),
    ),
)
_ALIKE_ENOUGH = 0.5


@dataclass(frozen=True, eq=False)
class _Skeletons:
    """The consonants of a word by the ways they may sound; equal ones are one object, so that hashing them is free."""

    kinds: _Kinds

    @staticmethod
    @lru_cache(maxsize=16_384)
    def of(kinds: _Kinds) -> _Skeletons:
        """The one object of these consonants."""
        return _Skeletons(kinds)


def could_sound_alike(x: str, y: str) -> bool:
    """Cheap test that throws out most pairs: at least half of the consonants' classes have to be the same."""
    return _alike(_skeletons(x), _skeletons(y)) or fold(x) == fold(y)


# Words have few skeletons, so that most pairs have been looked at before.
@lru_cache(maxsize=262_144)
def _alike(x: _Skeletons, y: _Skeletons) -> bool:
    for forms, others in zip(x.kinds, y.kinds, strict=True):
        for a in forms:
            for b in others:
                if not a or not b:
                    if max(len(a), len(b)) <= 2:
                        return True
                elif Levenshtein.normalized_similarity(a, b, score_cutoff=_ALIKE_ENOUGH) >= _ALIKE_ENOUGH:
                    return True
    return False


@lru_cache(maxsize=16_384)
def _skeletons(word: str) -> _Skeletons:
    """The classes of a word's consonants, in order; of Han characters as in transcriptions, and in pinyin.

    As spelt, and with what is softened in one language and hard or silent in another taken away, once and once more.
    Without any h: it is silent, or part of how another sound is spelt (th, ph, ch).
    """
    script = script_of(word)
    if script == LATIN:
        forms: tuple[str, ...] = (latin_letters(word),)
    else:
        read = transducer().reading(word)
        forms = (read, latin_letters(word)) if script == "hani" else (read,)
    kinds = [tuple(_classes(form.replace("x", "ks")) for form in forms)]
    for spellings in _SOFTENED:
        for spelling, sound in spellings:
            forms = tuple(spelling.sub(sound, form) for form in forms)
        kinds.append(tuple(map(_classes, forms)))
    return _Skeletons.of(tuple(kinds))


def _classes(form: str) -> str:
    found = form.translate(_CLASSES)
    return "".join(c for i, c in enumerate(found) if i == 0 or c != found[i - 1])
