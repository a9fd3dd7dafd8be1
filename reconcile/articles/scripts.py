"""Which writing systems a text is in, by counting letters of Unicode blocks."""

from __future__ import annotations

import re
from functools import lru_cache

# Escapes where a sign would change under normalisation or cannot be seen.
_LETTERS: dict[str, str] = {
    "Latin": "A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿＡ-Ｚａ-ｚ",
    "Cyrillic": "Ѐ-ԯᲀ-ᲈⷠ-ⷿꙀ-ꚟ",
    "Greek": "Ͱ-ϡἀ-῾",
    "Arabic": "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc",
    "Hebrew": "א-ת",
    "Devanagari": "ऄ-हक़-ॡ",
    "Bengali": "অ-হড়-ৡ",
    "Tamil": "அ-ஹ",
    "Telugu": "అ-హ",
    "Thai": "ก-ะเ-ๅ",
    "Georgian": "Ⴀ-ჿᲐ-Ჿ",
    "Armenian": "Ա-և",
    "Hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "Kana": "ぁ-ゖァ-ヺㇰ-ㇿｦ-ﾝ",
    "Han": "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f",
}
_PATTERNS = {name: re.compile(f"[{letters}]") for name, letters in _LETTERS.items()}

# A sign of these scripts carries about as much as two or three letters of an alphabet.
_WEIGHT = {"Han": 3, "Kana": 2, "Hangul": 2}

# Scripts that one language writes together count as one.
_TOGETHER = {"Kana": "East Asian", "Han": "East Asian", "Hangul": "East Asian"}


def script_weights(text: str) -> dict[str, int]:
    """Return how much of ``text`` each script carries, in letters (ideographs count for three)."""
    weights: dict[str, int] = {}
    for name, pattern in _PATTERNS.items():
        if count := len(pattern.findall(text)):
            weights[name] = count * _WEIGHT.get(name, 1)
    return weights


def writing_weights(text: str) -> dict[str, int]:
    """Return :func:`script_weights` with Han, kana and hangul added up as ``"East Asian"``."""
    weights: dict[str, int] = {}
    for name, weight in script_weights(text).items():
        writing = _TOGETHER.get(name, name)
        weights[writing] = weights.get(writing, 0) + weight
    return weights


@lru_cache(maxsize=64)
def letter_of(writings: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for one letter of any of ``writings``, as :func:`writing_weights` names them."""
    return re.compile("[" + "".join(_LETTERS[name] for name in _LETTERS if _TOGETHER.get(name, name) in writings) + "]")


@lru_cache(maxsize=64)
def letters_of(scripts: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for runs of anything but letters of scripts other than ``scripts``."""
    others = "".join(letters for name, letters in _LETTERS.items() if name not in scripts)
    return re.compile(f"[{others}]+")
