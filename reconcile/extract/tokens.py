"""Text as the recognisers see it: runs of digits, words, and single characters where words are not spaced."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress
from typing import TypeVar

from reconcile.claims import Span

V = TypeVar("V")


def _class_of(*categories: str) -> str:
    """The characters of some general categories in the basic plane as the inside of a regular expression's class."""
    runs: list[list[int]] = []
    for code in range(0x10000):
        if unicodedata.category(chr(code)) in categories:
            if runs and runs[-1][1] == code - 1:
                runs[-1][1] = code
            else:
                runs.append([code, code])
    return "".join(re.escape(chr(a)) + ("-" + re.escape(chr(b)) if b > a else "") for a, b in runs)


# Combining marks are no word characters for ``re``, but Arabic, Hebrew and Indic words are full of them.
MARKS = _class_of("Mn", "Mc")
# Written without spaces between words: every character is a token of its own.
UNSPACED = (
    "\u0e00-\u0e3a\u0e40-\u0e4e\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
)
VULGAR = "¼-¾⅐-⅞↉"
# Soft hyphens, joiners and tatweel are inside words; bidi controls and the like are not looked at.
INSIDE = "\u00ad\u200c\u200d\u0640"
_LETTER = rf"[^\W\d_{UNSPACED}{VULGAR}]"
# The most frequent ones first.
# Catalan "mil·límetre" is one word.
_TOKEN = re.compile(rf"{_LETTER}+(?:(?:[{MARKS}{INSIDE}]+|·(?=l)){_LETTER}*)*|[{UNSPACED}]|\d+|[{VULGAR}]|[^\w\s]|\w")
_PIECE = re.compile(rf"{_TOKEN.pattern}|\s+")
# Arabic vowel signs and Hebrew points are left out by most writers, so they are left out of keys.
_UNPOINTED = {
    **dict.fromkeys([*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD)]),
    **dict.fromkeys([*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7]),
    **dict.fromkeys(map(ord, INSIDE)),
    **dict.fromkeys(map(ord, "آأإٱ"), "ا"),
    ord("ى"): "ي",
    ord("ی"): "ي",
    ord("ک"): "ك",
    ord("ؤ"): "و",
    ord("ئ"): "ي",
    ord("’"): "'",
    ord("ʼ"): "'",
    ord("ё"): "е",
    0x093C: None,  # the Devanagari nukta, which half of all writers leave out
}
# No headline has more tokens; longer sentences would be gone through for each of their figures.
_LONGEST_HEADLINE = 100
_LARGEST_MEMO = 1 << 16
HYPHENS = frozenset("∼-‐‑‒–—−ー~〜～\u05be")


_UNSPACED = re.compile(f"[{UNSPACED}]")


def is_unspaced(key: str) -> bool:
    """Whether a token is a character of a script written without spaces."""
    return key >= "\u0e00" and _IS_UNSPACED[key]


@lru_cache(maxsize=_LARGEST_MEMO)
def fold(word: str) -> str:
    """The form under which a word is looked up: lower case, compatibility forms resolved, optional marks left out."""
    if word.isascii():
        return word.lower()
    key = unicodedata.normalize("NFKC", word).replace("İ", "i").lower().translate(_UNPOINTED)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", key).translate(_UNPOINTED))


class Memo(dict[str, V]):
    """What was worked out of a word, at first sight; forgotten as a whole where there is too much."""

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[str], V]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: str) -> V:
        if len(self) >= _LARGEST_MEMO:
            self.clear()
        found = self[key] = self._find(key)
        return found


_IS_UNSPACED = Memo(lambda key: _UNSPACED.match(key) is not None)


def _key(piece: str) -> str:
    return "" if piece.isspace() else fold(piece)


_KEYS = Memo(_key)


def raw_length(word: str, folded: int) -> int:
    """How many code points of ``word`` make up the first ``folded`` code points of its key."""
    return next((n for n in range(1, len(word) + 1) if len(fold(word[:n])) >= folded), len(word))


@dataclass(slots=True, eq=False)
class Tokens:
    """The tokens of one sentence: parallel lists of offsets into ``text`` and of keys (see :func:`fold`)."""

    text: str
    span: Span
    starts: list[int]
    ends: list[int]
    keys: list[str]

    def __len__(self) -> int:
        return len(self.keys)

    def at(self, offset: int) -> int:
        """The index of the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def touching(self, index: int) -> bool:
        """Whether nothing stands between this token and the next."""
        return index + 1 < len(self.keys) and self.ends[index] == self.starts[index + 1]

    def is_headline(self) -> bool:
        """Whether all words of some length begin with a capital, so that capitals name nothing."""
        if len(self.keys) > _LONGEST_HEADLINE:
            return False
        pairs = zip(self.starts, self.ends, strict=True)
        words = [self.text[start] for start, end in pairs if end - start > 3 and self.text[start].isalpha()]
        return len(words) > 2 and all(map(str.isupper, words))

    def is_hyphen(self, index: int) -> bool:
        """Whether the token is a hyphen or a dash."""
        return self.keys[index] in HYPHENS

    def skip_hyphen(self, index: int) -> int:
        """``index``, or the next one where a hyphen stands there between two other tokens."""
        return index + 1 if 0 < index < len(self.keys) - 1 and self.keys[index] in HYPHENS else index


@lru_cache(maxsize=4)
def tokenise(text: str, span: Span) -> Tokens:
    """Cut a sentence into tokens; nothing but white space is left out.

    The last few sentences are kept, since several recognisers ask for the same one in turn.
    """
    pieces = _PIECE.findall(text, span.start, span.end)
    # White space has no key, nor has a lone soft hyphen or vowel sign.
    keys = list(map(_KEYS.__getitem__, pieces))
    edges = list(accumulate(map(len, pieces), initial=span.start))
    starts, ends = compress(edges, keys), compress(edges[1:], keys)
    return Tokens(text, span, list(starts), list(ends), list(filter(None, keys)))


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """A phrase of a data file as the keys of its tokens, without hyphens (see :meth:`Tokens.skip_hyphen`)."""
    keys = tuple(fold(m.group()) for m in _TOKEN.finditer(phrase))
    return tuple(k for k in keys if k not in HYPHENS) or keys
