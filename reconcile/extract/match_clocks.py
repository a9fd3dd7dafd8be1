"""The clock of a match in a report of it: "scored on 13:10" names minutes and seconds of play, no time of day."""

from __future__ import annotations

import re
from fractions import Fraction

from reconcile.claims import Bound, Date, Dimension, Granularity, Quantity, Span
from reconcile.extract.lexicon import Lexicon, lexicon
from reconcile.extract.spans import in_place_of
from reconcile.extract.tokens import Tokens, is_unspaced, tokenise
from reconcile.values.decimals import ascii_digits

_TIME = re.compile(
    r"(?=\d)(?:(?<![\w:.,-])\d{1,3}:[0-5]\d(?![\d:-])(?![.,]\d)"
    r"|(?<![\d:.,-])\d{1,3}\s?[分분]\s?[0-5]?\d\s?[秒초](?![鐘钟間间]))"
)
_FIGURE = re.compile(r"\d+")
_ADDED = re.compile(r"(?<![\d.,+])(45|90|105|120)\.?\s?\(?\+\s?(\d{1,2})(?![\d.,]\d|\d)")
"""A minute of a match beyond its length: "90+6", in German "90.+6"."""
_LISTED = re.compile(
    r"(?<![\w:.,-])\d{1,2}([:–-])\d{1,2}(?:(?:\s?[,;]\s?|,?\s(?:and|och|og|und|et|e|y|en|ja)\s)\d{1,2}\1\d{1,2})+(?![\d:–-]|[.,]\d)"
)
_SETS = re.compile(r"(?<![\w./,-])[0-7]/[0-7](?:(?:, ?|,? (?:and|und|et|e|y|en) )[0-7]/[0-7])+(?![\d/]|[.,]\d)")
_WON = frozenset({(6, 0), (6, 1), (6, 2), (6, 3), (6, 4), (7, 5), (7, 6)})
"""Games of either side in a set of tennis."""
_CROSSED = re.compile(r"(?<![\w.,/-])(\d{1,2})[x×](\d{1,2})(?![\w/-]|[.,]\d)")
# Goals of either side of a draw; "4x4" is how a car is driven.
_MOST_ALIKE = 3
_SLASHED = re.compile(r"(\d)/(\d)")
_PAIR = re.compile(r"(\d+)[:–-](\d+)")
# Tokens on either side of a time among which words of play are looked for.
_NEAR, _NEAR_UNSPACED = 14, 24
# Matches are announced for these minutes, and few goals fall there.
_QUARTERS = frozenset({"00", "15", "30", "45"})
_DAYS = frozenset({Granularity.DAY, Granularity.WEEKDAY})


def added_minutes(text: str, sentence: Span) -> list[tuple[Span, Quantity]]:
    """The minutes of play beyond the length of a match or a half, as places in a row: "90+6" is the 96th."""
    found = []
    for match in _ADDED.finditer(text, sentence.start, sentence.end):
        minute = Fraction(int(ascii_digits(match[1])) + int(ascii_digits(match[2])))
        rank = Quantity(minute, minute, minute, "th", Dimension.ORDINAL, Bound.EXACT, Fraction(1))
        found.append((Span(*match.span()), rank))
    return found


def listed_scores(text: str, sentence: Span) -> list[Span]:
    """The scores of sets, told in a row: "25:20, 22:25" are no times of day, and "6-4, 3-6" no ranges.

    At least one of them must be such that it can be nothing else.
    """
    found: list[Span] = []
    for row in _LISTED.finditer(text, sentence.start, sentence.end):
        pairs = list(_PAIR.finditer(text, *row.span()))
        if any(_is_score(pair, row[1]) for pair in pairs):
            found += [Span(*pair.span()) for pair in pairs]
    return found


def slashed_sets(text: str, sentence: Span) -> list[tuple[int, int, Fraction, Fraction]]:
    """The scores of sets with a slash, several in a row ("6/4 y 7/5"): where, the smaller figure and the larger."""
    if "/" not in text[sentence.start : sentence.end]:
        return []
    found: list[tuple[int, int, Fraction, Fraction]] = []
    for row in _SETS.finditer(text, sentence.start, sentence.end):
        for pair in _SLASHED.finditer(text, *row.span()):
            low, high = sorted((int(pair[1]), int(pair[2])))
            if (high, low) in _WON:
                found.append((*pair.span(), Fraction(low), Fraction(high)))
    return found


def crossed(tokens: Tokens, words: Lexicon) -> list[tuple[int, int, Fraction, Fraction]]:
    """Scores with a cross that touches both figures, where the language tells them so: Portuguese "2x1"."""
    found: list[tuple[int, int, Fraction, Fraction]] = []
    for match in _CROSSED.finditer(tokens.text, tokens.span.start, tokens.span.end):
        low, high = sorted((int(match[1]), int(match[2])))
        driven = low == high and low > _MOST_ALIKE
        if not driven and words.score_links.find(tokens, tokens.at(match.end(1))) is not None:
            found.append((*match.span(), Fraction(low), Fraction(high)))
    return found


def _is_score(pair: re.Match[str], mark: str) -> bool:
    first, second = int(pair[1]), int(pair[2])
    return len(pair[2]) == 1 or first > 23 or second > 59 if mark == ":" else first > second or not first


def with_match_clocks(
    text: str, sentence: Span, language: str, dates: list[tuple[Span, Date]]
) -> list[tuple[Span, Date]]:
    """The dates of a sentence, where times that are read off the clock of a match say so: ``modifier`` is ``"match"``.

    A time counts as such right behind "minute"; or, with a word such as "on" at it, near words of play ("goal"), if it
    has its units (13分10秒) or the sentence names no day. Its ``time`` is minutes and seconds of play, and there may be
    more than 24 minutes.
    """
    times = [Span(*match.span()) for match in _TIME.finditer(text, sentence.start, sentence.end)]
    if not times:
        return dates
    if scores := set(listed_scores(text, sentence)):
        times = [time for time in times if time not in scores]
        dates = [(span, date) for span, date in dates if span not in scores]
    words = lexicon(language)
    tokens = tokenise(text, sentence)
    dated = any(date.granularity in _DAYS for _, date in dates)
    closed = [span for span, date in dates if span not in times or date.start]
    played = {
        time: _match_time(ascii_digits(text[time.start : time.end]))
        for time in times
        if not any(time.overlaps(span) for span in closed) and _is_played(tokens, time, words, dated)
    }
    return sorted(in_place_of(dates, list(played.items())), key=lambda item: item[0].start) if played else dates


def _match_time(time: str) -> Date:
    minutes, seconds = _FIGURE.findall(time)
    clock = f"{minutes:0>2}:{seconds:0>2}"
    return Date(start=None, end=None, granularity=Granularity.TIME, time=clock, modifier="match")


def _is_played(tokens: Tokens, time: Span, words: Lexicon, dated: bool) -> bool:
    first, end = tokens.at(time.start), tokens.at(time.end)
    if words.play_minute.find_before(tokens, first) is not None:
        return True
    bracketed = first > 0 and tokens.keys[first - 1] in ("(", "（")
    placed = words.play_at.find_before(tokens, first) or words.play_at_after.find(tokens, end)
    of_day = ":" in tokens.text[time.start : time.end]
    if of_day and (dated or tokens.text[time.end - 2 : time.end] in _QUARTERS):
        return False
    if placed is None and not bracketed:
        return False
    near = _NEAR_UNSPACED if is_unspaced(tokens.keys[first - 1] if first else "") else _NEAR
    around = (*range(max(0, first - near), first), *range(end, min(len(tokens), end + near)))
    return any(words.play.find(tokens, at) is not None or _is_nth_minute(tokens, at, words) for at in around)


def _is_nth_minute(tokens: Tokens, index: int, words: Lexicon) -> bool:
    """Whether a minute of play is counted here: "in the fourth minute"."""
    if not index or words.play_minute.find(tokens, index) is None:
        return False
    before = words.single.get(tokens.keys[index - 1])
    return before is not None and before.role == "ordinal"
