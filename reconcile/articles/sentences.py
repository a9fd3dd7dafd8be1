"""Split running text into sentences, with offsets.

Rules over data: a mark that can end a sentence does so unless what stands before it (an abbreviation, an initial, an
ordinal) or behind it (a lower-case word, a dash) speaks against it. The words are in ``languages/*.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconcile.articles.lexicon import Lexicon, lexicon
from reconcile.claims import Span

LONGEST = 1_500
"""Code points; a longer sentence is cut at the last clause mark before."""

_OPENING = "\"'“‘«‹„‚([{「『（【《〈¿¡"
_CLOSING = "\"'”’»›)\\]}」』）】》〉"
# French puts a space before the closing mark; “ and « close only where nothing is joined to them („...“, »...«).
_CLOSED = rf"(?:[{_CLOSING}]|[“«](?=\s|\Z|[,;:–—-])|[ \xa0\u202f][»›])*"
_MARK = re.compile(
    rf"(?P<wide>[。！？｡‼⁇⁈⁉]+[!?…]*)(?P<closed>{_CLOSED})"
    rf"|(?P<strong>[؟۔।॥!?][!?؟.…]*)(?P<closed2>{_CLOSED})"
    rf"|(?P<dots>…[….]*|\.{{2,}}…*)(?P<closed3>{_CLOSED})"
    rf"|(?P<stop>[.．])(?P<closed4>{_CLOSED})"
)
_WORD_BEFORE = re.compile(
    r"(?:[^\W_]|(?<=[^\W_])[.'’\-:/,٫٬](?=[^\W_])|[\u064b-\u0652\u0900-\u0903\u093a-\u094f\u200c])+\Z"
)
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"[^\W\d_](?:\. ?[^\W\d_])+\Z")
_INITIAL = re.compile(r"[^\W\d_]\.")
_PLAIN_NUMBER = re.compile(r"\d{1,3}\Z|[IVXLC]+\Z")
_LED_NUMBER = re.compile(r"([^\W\d_]+) (?:\d{1,3}[ .\u00a0\u202f])*\d{1,3}\Z")
_YEAR_FIRST = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\. ?(\d{1,2})(?:\. ?(\d{1,2}))?)?\Z")
_POINTED = re.compile(r"\d{1,2}\.")
_HAS_DIGIT = re.compile(r"\d")
_DOMAIN = re.compile(r"\.(?:com?|org|net|info|biz|gov|edu|io|ai|tv|app|[a-z]{2})\b", re.IGNORECASE)
_SYLLABIC = re.compile("[가-힣ぁ-ヿ㐀-鿿]")
_CLAUSE = re.compile(r"[;؛:：；,،、，](?=\s|[^\x00-\x7f])|\s[–—-](?=\s)")
_BRACKETS = {"「": 1, "『": 1, "（": 1, "【": 1, "《": 1, "」": -1, "』": -1, "）": -1, "】": -1, "》": -1}
_BRACKET = re.compile("[「『（【《」』）】》]")
_QUOTED_AT_MOST = 300  # an East Asian bracket that stays open longer than this was never closed
_WINDOW = 48


def split(text: str, block: Span, language: str) -> list[Span]:
    """Return the sentences of ``text[block]``, trimmed, in order, covering every character that is not white space.

    ``block`` is a stretch of running text, such as a paragraph; a line break in it counts as a space.
    """
    words = lexicon(language)
    ends = [
        end
        for stop, end in _candidates(text, block)
        if end >= block.end or _ends_sentence(text, block, stop, end, words)
    ]
    spans: list[Span] = []
    start = block.start
    for end in [*ends, block.end]:
        if (span := trimmed(text, start, end)) is not None:
            spans.extend(_cut(text, span))
        start = max(start, end)
    return spans


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without white space at its ends, ``None`` where nothing else is in it."""
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return None
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(inner))


def _candidates(text: str, block: Span) -> Iterator[tuple[re.Match[str], int]]:
    """Marks that can end a sentence, with the place where it would end: outside East Asian quotations."""
    quoted = _quotations(text, block)
    next_quoted = 0
    for match in _MARK.finditer(text, block.start, block.end):
        at = match.start()
        while next_quoted < len(quoted) and quoted[next_quoted][1] <= at:
            next_quoted += 1
        if next_quoted < len(quoted) and quoted[next_quoted][0] < at and match.end() < quoted[next_quoted][1]:
            continue
        yield match, match.end()


def _quotations(text: str, block: Span) -> list[tuple[int, int]]:
    """Outermost East Asian brackets that are closed within reach."""
    found: list[tuple[int, int]] = []
    depth = opened = 0
    for match in _BRACKET.finditer(text, block.start, block.end):
        if depth and match.start() - opened > _QUOTED_AT_MOST:
            depth = 0
        step = _BRACKETS[match[0]]
        if step > 0 and depth == 0:
            opened = match.start()
        depth = max(0, depth + step)
        if step < 0 and depth == 0 and opened >= block.start:
            found.append((opened, match.end()))
            opened = block.end
    return [pair for pair in found if pair[0] < pair[1]]


def _ends_sentence(text: str, block: Span, mark: re.Match[str], end: int, words: Lexicon) -> bool:
    """Whether a sentence ends with ``mark``, judged by what surrounds it."""
    after = text[end : min(end + _WINDOW, block.end)]
    following = after.lstrip()
    spaced = len(following) < len(after)
    if not following:
        return len(after) < _WINDOW
    closed = bool(mark[mark.lastgroup or 0])
    if closed and words.goes_on and following.startswith(words.goes_on):
        return False
    if mark["wide"]:
        return True
    opened = following.lstrip(_OPENING + " ")
    if not opened or (opened[0].islower() and mark["strong"] not in ("।", "॥", "۔")):
        return False
    if mark["strong"]:
        return spaced or not _is_cased(opened[0]) or closed
    if mark["dots"]:
        # " .. " between words is a dash in Arabic headlines.
        return spaced and not text[mark.start() - 1 : mark.start()].isspace() and opened[0] != "-"
    return _full_stop_ends(text, block, mark, following, opened, spaced, closed, words)


def _full_stop_ends(
    text: str, block: Span, mark: re.Match[str], following: str, opened: str, spaced: bool, closed: bool, words: Lexicon
) -> bool:
    before = text[max(block.start, mark.start() - _WINDOW) : mark.start()]
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    if not spaced and not closed:
        return _glued(text, mark, word, following)
    if following[0] in "-–—,;:":
        return False
    if _is_in_date(before, following):
        return False
    if closed and word:
        return True
    return not _is_abbreviation(before, word, opened, words)


def _is_in_date(before: str, following: str) -> bool:
    """Whether a full stop stands behind a year or month of a date that begins with the year: "2019. 8. 13."."""
    date = _YEAR_FIRST.search(before)
    if date is None:
        return False
    return date[2] is not None or _POINTED.match(following) is not None


def _is_abbreviation(before: str, word: str, opened: str, words: Lexicon) -> bool:
    """Whether ``word`` and its full stop stand for something that goes on with ``opened``."""
    at_start = len(word) == len(before.lstrip())
    next_word = _WORD.match(opened)
    starts_new = bool(next_word and next_word[0] in words.starters)
    if _PLAIN_NUMBER.match(word) and not (word.isalpha() and _INITIAL.match(opened)):
        # "1. ..." numbers a list; "16. Mai" is an ordinal in some languages.
        if words.determiners and (led := _LED_NUMBER.search(before)) is not None and led[1] in words.determiners:
            return True
        return at_start or (words.numbers_take_stop and not starts_new and len(word) <= 2)
    known = _longest_known(before, word, words)
    if known in words.never_end:
        return True
    if known in words.may_end:
        if opened[0].isdigit():
            return True
        if next_word and next_word[0] in words.followers and "." in known:
            return True
        loose = known.islower() and not words.nouns_capitalised
        return not starts_new and not loose and _is_cased(opened[0])
    if next_word and {f"{word}. {next_word[0]}"} & (words.never_end | words.may_end):
        return True
    if len(word) == 1 and word.isalpha() and (word.isupper() or not _is_cased(word)):
        return not starts_new or _INITIAL.match(opened) is not None
    return bool(_DOTTED.match(word)) and not starts_new


def _longest_known(before: str, word: str, words: Lexicon) -> str:
    """``word``, or with the word before it ("z. B", "EE. UU") where the language knows the two together."""
    head = before[: len(before) - len(word)].rstrip(" \xa0\u202f")
    if head.endswith(".") and (earlier := _WORD_BEFORE.search(head[:-1])):
        both = f"{earlier[0]}. {word}"
        if both in words.never_end or both in words.may_end:
            return both
    return word


def _glued(text: str, mark: re.Match[str], word: str, following: str) -> bool:
    """Whether a full stop without a space behind it ends a sentence ("المراسلة.وقالت", "States.The")."""
    last, first = text[mark.start() - 1 : mark.start()], following[0]
    if not first.isalpha() and first not in _OPENING:
        return False
    if not first.isalpha():
        return len(word) > 2 and not _HAS_DIGIT.search(word)
    if not _is_cased(first):
        shortest = 2 if _SYLLABIC.match(first) else 3
        return not last.isspace() and (len(word) >= shortest or bool(_HAS_DIGIT.search(word)) or not last.isalnum())
    lower_then_upper = len(word) > 2 and last.islower() and first.isupper() and following[1:2].islower()
    return lower_then_upper and not _DOMAIN.match(text, mark.start())


def _is_cased(letter: str) -> bool:
    return letter.lower() != letter.upper()


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Yield ``span``, in pieces where it is longer than any sentence should be."""
    start = span.start
    while span.end - start > LONGEST:
        window = text[start : start + LONGEST]
        ends = [match.end() for match in _CLAUSE.finditer(window) if match.end() > LONGEST // 3]
        end = start + (ends[-1] if ends else _last_space(window))
        if (piece := trimmed(text, start, end)) is not None:
            yield piece
        start = end
    if (piece := trimmed(text, start, span.end)) is not None:
        yield piece


def _last_space(window: str) -> int:
    for at in range(len(window) - 1, LONGEST // 3, -1):
        if window[at].isspace():
            return at
    return len(window)
