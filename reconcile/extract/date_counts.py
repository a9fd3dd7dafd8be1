"""A number behind a weekday: the day of the month ("el viernes 12.") or a count of what follows ("vendredi, 12 morts").

Most that follow a weekday without a month behind them are counts. A day ends its clause, or a small word or a clock
time comes next, and no comma stands before it unless one stands behind it as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.extract.date_lexer import Token
from reconcile.extract.date_patterns import Match

_DAYS = ("day", "d", "dayword")
_WEEKDAYS = ("w", "weekday")
_STOPS = frozenset(".,;:!?)]»”\"'’،؛؟。、，；：！？）")
_BEHIND_A_COMMA = frozenset(",)،，")
"""What must follow a day that a comma sets off from its weekday ("el viernes, 12, en Madrid")."""
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")


def count_in(match: Match, run: Sequence[Token], text: str, limit: int, follows: re.Pattern[str] | None) -> int:
    """The token of a number that counts what follows it rather than being the weekday's day; -1 for none.

    ``text`` is read up to ``limit``; ``follows`` matches the small words of the language that may stand behind a day.
    """
    at = next((i for slot, i in reversed(match.slots) if slot.partition("=")[0].split("|")[0] in _DAYS), -1)
    if at < 0 or "n" not in run[at].values:
        return -1  # an ordinal
    weekday = next((i for slot, i in match.slots if slot.partition("=")[0] in _WEEKDAYS), match.core_start)
    between = run[weekday + 1 : at]
    around = (*between, *run[at + 1 : match.core_end])
    if any("dayunit" in token.values and "of_weekday" not in token.values for token in around):
        return -1
    after = text[run[at].end : limit]
    if any("=," in token.values for token in between) and not any("the" in token.values for token in between):
        return -1 if after[:1] in _BEHIND_A_COMMA and after[:1] else at
    return -1 if _ends_clause(after) or _small_word(after.lstrip(), follows) else at


def _ends_clause(after: str) -> bool:
    rest = after.lstrip()
    return not rest or (rest[0] in _STOPS and not rest[1:2].isdigit())


def _small_word(rest: str, follows: re.Pattern[str] | None) -> bool:
    """Whether a clock time or a word comes next that no number counts."""
    if _CLOCK.match(rest) or rest[:1] in "(（–—":
        return True
    word = _WORD.match(rest)
    return word is not None and follows is not None and follows.fullmatch(word[0].lower()) is not None


def weekday_apart(match: Match, fields: Mapping[str, Any]) -> int:
    """Where to part a weekday from a month or year that it is no day of: "this year on Tuesday"; else 0.

    In "on Monday last year's budget" the weekday stands first.
    """
    unit = fields.get("unit") or (fields["period"][0] if "period" in fields else "")
    if unit not in ("month", "year", "quarter", "half") or "weekday" not in fields:
        return 0
    at = next((i for slot, i in match.slots if "weekday" in slot.partition("=")[0]), 0)
    return at if at > match.core_start else at + 1
