"""Tell an article's own lines from what stands around it on a page, and find its headline.

General rules (a line in another script, a link list, a headline that is repeated, signs only) come with phrases from
``languages/*.toml``. Headlines and sub-headlines are part of the article.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from reconcile.articles.lexicon import all_lexicons, normalised
from reconcile.articles.scripts import letter_of, writing_weights
from reconcile.claims import Span

_PHRASE_AT_MOST = 160  # characters; a longer line that opens like boilerplate is prose
_BYLINE_AT_MOST = 70
_EDGES = 6  # bylines stand within so many blocks of the beginning or the end
_MIXED_FROM = 0.25  # a script that carries this much of the text is the article's own
_FOREIGN_AT_MOST = 200
_HEADLINE_AT_MOST = 250
_MENU_WORD_AT_MOST = 24
_MENU_FROM = 3
_ENDS_LIKE_PROSE = re.compile(r"[.。।۔॥;:…،,、][\"'”’»)\]」』）]*\Z")
_ENDS_SENTENCE = re.compile(r"[.!?。！？؟।۔॥…][\"'”’»)\]」』）]*\Z")
_SEPARATED = re.compile(r"\s*(?:[|¦›»•·/]|\s[-–—>]\s)\s*")
_MENU_BORDER = re.compile(r"\s*[|¦›•]\s*|\s[»·]\s")  # a bare middle dot stands in Chinese names
_LINK_ONLY = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+(?:\s+[@#]\w+)*")


@dataclass(frozen=True, slots=True)
class Sorted:
    """An article's blocks that hold prose, and its headline (empty where there is none)."""

    prose: tuple[Span, ...]
    headline: str


def sort_blocks(text: str, blocks: tuple[Span, ...], title: str = "") -> Sorted:
    """Return the blocks of ``text`` that are the article's own, and its headline.

    ``title`` is the title that the format declares, if any. A headline that is repeated is kept once.
    """
    lines = [text[block.start : block.end] for block in blocks]
    menus = _menus(lines)
    own = _own_writings(text)
    kept = [
        at
        for at, line in enumerate(lines)
        if at not in menus and not _is_noise(line, own) and not _is_byline(line, at, len(lines))
    ]
    headline = title or _headline([lines[at] for at in kept])
    folded = normalised(headline)
    repeats = frozenset([at for at in kept if folded and normalised(lines[at]) == folded][1:])
    return Sorted(tuple(blocks[at] for at in kept if at not in repeats), headline)


def _headline(lines: list[str]) -> str:
    """The first line, if it looks like a headline: short, no full stop, and followed by something else."""
    if len(lines) < 2:
        return ""
    first = " ".join(lines[0].split())
    if len(first) > _HEADLINE_AT_MOST or _ENDS_LIKE_PROSE.search(first):
        return ""
    return first


def _own_writings(text: str) -> frozenset[str]:
    """The scripts that carry enough of the text to be the article's own; none where there are no letters."""
    weights = writing_weights(text)
    total = sum(weights.values())
    return frozenset(name for name, weight in weights.items() if weight >= _MIXED_FROM * total)


def _is_noise(line: str, own: frozenset[str]) -> bool:
    if not any(sign.isalnum() for sign in line):
        return True
    if _LINK_ONLY.fullmatch(line):
        return True
    if own and len(line) <= _FOREIGN_AT_MOST and not letter_of(own).search(line) and _is_foreign(line):
        return True
    return len(line) <= _PHRASE_AT_MOST and _is_phrase(line)


def _is_foreign(line: str) -> bool:
    """Whether a line without letters of the article's own script is none of its prose.

    A figure with its unit, a product's name with a number or a quoted sentence may be.
    """
    if any(unicodedata.category(sign) == "Nd" for sign in line) or _ENDS_SENTENCE.search(line):
        return False
    return bool(writing_weights(line))


@lru_cache(maxsize=1)
def _phrases() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Whole lines, beginnings and byline openings of all languages: pages mix them."""
    data = all_lexicons().values()
    lines = frozenset(line for one in data for line in one.lines)
    starts = tuple(sorted({start for one in data for start in one.starts}))
    bylines = tuple(sorted({start for one in data for start in one.bylines}))
    return lines, starts, bylines


def _is_phrase(line: str) -> bool:
    lines, starts, _ = _phrases()
    folded = normalised(line)
    if folded in lines:
        return True
    parts = [normalised(part) for part in _SEPARATED.split(line)]
    if len(parts) > 1 and all(part in lines or not part for part in parts):
        return True
    entries = _MENU_BORDER.split(line)
    if len(entries) >= _MENU_FROM and all(_is_menu_entry(entry) for entry in entries):
        return True
    raw = _folded(line)
    return raw.startswith(starts) and not _holds_sentence(line)


def _folded(line: str) -> str:
    return " ".join(line.casefold().replace("’", "'").lstrip("([【<-–—*• ").split())


def _holds_sentence(line: str) -> bool:
    """Whether a line that opens like boilerplate goes on as prose does."""
    return len(line) > _PHRASE_AT_MOST // 2 and _ENDS_SENTENCE.search(line) is not None


def _is_byline(line: str, at: int, count: int) -> bool:
    if len(line) > _BYLINE_AT_MOST or _EDGES <= at < count - _EDGES or _ENDS_LIKE_PROSE.search(line):
        return False
    if any(sign.isdigit() for sign in line) or not _folded(line).startswith(_phrases()[2]):
        return False
    # "By Anna Berg and Jo Li": what follows the opening is names, so capitals, where the script has them.
    words = [word for word in re.findall(r"\w+", line)[1:] if len(word) > 3]
    return bool(words) and all(not word[0].islower() for word in words)


def _menus(lines: list[str]) -> frozenset[int]:
    """Blocks of link lists: three or more very short lines in a row, without figures and without a sentence's end."""
    found: set[int] = set()
    run: list[int] = []
    for at, line in enumerate([*lines, "."]):
        if at < len(lines) and _is_menu_entry(line):
            run.append(at)
            continue
        # The first entry of a run that opens the text may be its headline.
        if len(run) >= _MENU_FROM:
            found.update(run)
        run = []
    return frozenset(found) if len(found) < len(lines) else frozenset()


def _is_menu_entry(line: str) -> bool:
    wide = sum(sign > "\u2e7f" for sign in line)
    short = len(line) + wide <= _MENU_WORD_AT_MOST and len(line.split()) <= 3
    return short and not any(sign.isdigit() for sign in line) and not _ENDS_SENTENCE.search(line)
