"""Which script a name is written in, and its letters as the units that sounds are read from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from anyascii import anyascii

LATIN = "latn"
UNSPACED = frozenset({"zh", "ja"})
"""Languages whose words are written without spaces between them."""
_RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "latn"),
    (0x0250, 0x02AF, "latn"),
    (0x0370, 0x03FF, "grek"),
    (0x0400, 0x052F, "cyrl"),
    (0x0530, 0x058F, "armn"),
    (0x0590, 0x05FF, "hebr"),
    (0x0600, 0x06FF, "arab"),
    (0x0750, 0x077F, "arab"),
    (0x08A0, 0x08FF, "arab"),
    (0x0900, 0x097F, "deva"),
    (0x0980, 0x09FF, "beng"),
    (0x0A00, 0x0A7F, "guru"),
    (0x0A80, 0x0AFF, "gujr"),
    (0x0B00, 0x0B7F, "orya"),
    (0x0B80, 0x0BFF, "taml"),
    (0x0C00, 0x0C7F, "telu"),
    (0x0C80, 0x0CFF, "knda"),
    (0x0D00, 0x0D7F, "mlym"),
    (0x0D80, 0x0DFF, "sinh"),
    (0x0E00, 0x0E7F, "thai"),
    (0x0E80, 0x0EFF, "laoo"),
    (0x1000, 0x109F, "mymr"),
    (0x10A0, 0x10FF, "geor"),
    (0x1100, 0x11FF, "hang"),
    (0x1200, 0x137F, "ethi"),
    (0x1780, 0x17FF, "khmr"),
    (0x1E00, 0x1EFF, "latn"),
    (0x1F00, 0x1FFF, "grek"),
    (0x3040, 0x309F, "kana"),
    (0x30A0, 0x30FF, "kana"),
    (0x3130, 0x318F, "hang"),
    (0x31F0, 0x31FF, "kana"),
    (0x3400, 0x4DBF, "hani"),
    (0x4E00, 0x9FFF, "hani"),
    (0xAC00, 0xD7AF, "hang"),
    (0xF900, 0xFAFF, "hani"),
    (0xFB1D, 0xFB4F, "hebr"),
    (0xFB50, 0xFDFF, "arab"),
    (0xFE70, 0xFEFF, "arab"),
    (0xFF66, 0xFF9F, "kana"),
)
_STARTS = [low for low, _, _ in _RANGES]
_MARKS_OFF = {"arab", "hebr"}
INDIC = {
    "deva": 0x0900,
    "beng": 0x0980,
    "guru": 0x0A00,
    "gujr": 0x0A80,
    "orya": 0x0B00,
    "taml": 0x0B80,
    "telu": 0x0C00,
    "knda": 0x0C80,
    "mlym": 0x0D00,
}
"""Where the blocks of the scripts begin that Unicode lays out alike."""
_SMALL_KANA = set("ァィゥェォャュョヮ")
_LETTER_FORMS = str.maketrans(
    {"ی": "ي", "ى": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "ة": "ه", "ٱ": "ا", "ڭ": "غ", "ۆ": "و", "ێ": "ي"}
    | {"ё": "е"}
    | {"׳": "'", "’": "'", "‘": "'", "ʼ": "'"}
)
_NOT_LETTERS = re.compile(r"[^a-z]+")


@lru_cache(maxsize=65_536)
def script_of_letter(letter: str) -> str:
    """ISO 15924 code in lower case (``"latn"``, ``"hani"``), or ``""`` for what is no letter we know."""
    code = ord(letter)
    # Marks are letters too: Devanagari writes its vowels as marks.
    if not (letter.isalpha() or unicodedata.category(letter)[0] == "M"):
        return ""
    _, high, script = _RANGES[max(0, bisect_right(_STARTS, code) - 1)]
    return script if _STARTS[0] <= code <= high else ""


class _ScriptSigns(dict[int, str]):
    """One letter for each script, for :meth:`str.translate`; worked out at first sight of a character."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _SIGN[script_of_letter(chr(code))]
        return found


_BY_SIGN = {chr(ord("a") + i): script for i, script in enumerate(sorted({script for _, _, script in _RANGES}))}
_SIGN = {"": "", **{script: sign for sign, script in _BY_SIGN.items()}}
_SCRIPT_SIGNS = _ScriptSigns()


@lru_cache(maxsize=32_768)
def script_of(text: str) -> str:
    """The script that most letters of ``text`` are in; kana counts before Han; ``"latn"`` where none is."""
    if text.isascii():
        return LATIN
    scripts = text.translate(_SCRIPT_SIGNS)
    signs = set(scripts)
    if len(signs) == 1:
        return _BY_SIGN[scripts[0]]
    counts = {_BY_SIGN[sign]: scripts.count(sign) for sign in signs}
    if not counts:
        return LATIN
    if counts.get("kana", 0) * 2 >= counts.get("hani", 0) and "kana" in counts:
        counts["kana"] += counts.pop("hani", 0)
    return max(counts, key=lambda script: (counts[script], script))


@lru_cache(maxsize=16_384)
def latin_letters(text: str) -> str:
    """``text`` in the letters a-z alone; other scripts letter by letter, without vowels they don't write."""
    return _NOT_LETTERS.sub("", anyascii(unicodedata.normalize("NFKC", text)).lower())


@lru_cache(maxsize=16_384)
def units(text: str) -> tuple[str, ...]:
    """The units of a name that each stand for a sound: letters, jamo, kana with their small vowels, or Han."""
    script = script_of(text)
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LETTER_FORMS)
    if script == LATIN:
        return tuple(latin_letters(folded))
    if script == "hang":
        return tuple(c for c in unicodedata.normalize("NFD", folded) if script_of_letter(c) == "hang")
    if script == "kana":
        return _kana_units(folded)
    if script in _MARKS_OFF:
        folded = "".join(c for c in unicodedata.normalize("NFC", folded) if not unicodedata.combining(c))
    if script in INDIC:
        return _indic_units(folded, INDIC[script])
    return tuple(c for c in folded if script_of_letter(c) == script or c == "'")


def _indic_units(text: str, block: int) -> tuple[str, ...]:
    """Letters with their dot and their vowel sign (or the sign that there is none): what is read as one.

    ``block`` is where the script's block begins: Unicode lays all of these out as it does Devanagari.
    """
    found: list[str] = []
    for letter in unicodedata.normalize("NFD", text):
        place = ord(letter) - block
        if found and (0x3A <= place <= 0x4F or place == 0x57):
            found[-1] += letter
        elif 0 <= place < 0x80:
            found.append(letter)
    return tuple(found)


def _kana_units(text: str) -> tuple[str, ...]:
    katakana = "".join(chr(ord(c) + 0x60) if "\u3041" <= c <= "\u3096" else c for c in text)
    found: list[str] = []
    for letter in katakana:
        if found and letter in _SMALL_KANA:
            found[-1] += letter
        elif script_of_letter(letter) in {"kana", "hani"}:
            found.append(letter)
    return tuple(found)
