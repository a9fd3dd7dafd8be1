"""What the words around a figure say of it: bounds, rises and falls, what is counted."""

from __future__ import annotations

from reconcile.claims import Bound, Reading
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.tokens import Tokens, is_unspaced

_CLAUSE = frozenset(',;:.!?()[]«»"“”„،؛؟、。，；：！？（）「」『』|।…—–')
_LEFT, _RIGHT, _LEFT_UNSPACED, _RIGHT_UNSPACED = 6, 4, 12, 6
_LONGEST_NOUN = 3
_LONGEST_UNSPACED_NOUN = 6


def bound_before(tokens: Tokens, first: int, floor: int, lexicon: Lexicon) -> tuple[Bound | None, int]:
    """The hedge or bound right before a figure, and the token it starts at (else ``first``)."""
    match = lexicon.bounds.find_before(tokens, first, floor)
    if match is None and first - 1 > floor and tokens.is_hyphen(first - 1) and tokens.touching(first - 2):
        match = lexicon.bounds.find_before(tokens, first - 1, floor)  # Hebrew prefixes take a hyphen before digits
    if match is None:
        return None, first
    # "at least about 20": the outer word decides.
    outer = lexicon.bounds.find_before(tokens, match.first, floor)
    return (outer.value, outer.first) if outer is not None else (match.value, match.first)


def bound_after(tokens: Tokens, end: int, limit: int, lexicon: Lexicon) -> tuple[Bound | None, int]:
    """The hedge or bound right behind a figure ("or more", 以上, "kadar"), and where it ends (else ``end``)."""
    match = lexicon.bounds_after.find(tokens, end, limit)
    return (match.value, match.end) if match is not None else (None, end)


def direction(tokens: Tokens, first: int, end: int, floor: int, limit: int, lexicon: Lexicon) -> int:
    """+1 where the words of the clause say a rise, -1 a fall, 0 neither; words before the figure go first."""
    reach = _LEFT_UNSPACED if first and is_unspaced(tokens.keys[first - 1]) else _LEFT
    for at in range(first - 1, max(floor, first - reach) - 1, -1):
        if tokens.keys[at] in _CLAUSE or tokens.keys[at] in lexicon.change_breaks:
            break
        if floor and at - floor <= 1 and is_unspaced(tokens.keys[at]):
            break  # 12%減の34億: what stands behind a figure is said of that figure
        sign = _change(tokens, at, lexicon)
        if sign:
            return sign
    reach = _RIGHT_UNSPACED if end < len(tokens) and is_unspaced(tokens.keys[end]) else _RIGHT
    for at in range(end, min(limit, end + reach)):
        if tokens.keys[at] in _CLAUSE or tokens.keys[at] in lexicon.change_breaks:
            break
        sign = _change(tokens, at, lexicon)
        if sign:
            return sign
    return 0


def changes_to(tokens: Tokens, begin: int, lexicon: Lexicon) -> bool:
    """Whether a change word stands right before a bound: "rose up to 54,000" says where it went."""
    return begin > 0 and _change(tokens, begin - 1, lexicon) != 0


def _change(tokens: Tokens, at: int, lexicon: Lexicon) -> int:
    match = lexicon.changes.find(tokens, at)
    if match is not None:
        return match.value
    if lexicon.change_stems is not None:
        stem = lexicon.change_stems.match(tokens.keys[at])
        if stem is not None:
            return 1 if stem.lastindex == 1 else -1
    return 0


def reading(tokens: Tokens, first: int, end: int, floor: int, limit: int, lexicon: Lexicon) -> Reading:
    """How a multiplier is to be taken, from the nearest word that says so; else the language's usual way."""
    for at in range(end, min(limit, end + _RIGHT)):
        match = lexicon.readings.find(tokens, at, limit)
        if match is not None:
            return match.value
    reach = _LEFT_UNSPACED if first and is_unspaced(tokens.keys[first - 1]) else _LEFT
    for at in range(first - 1, max(floor, first - reach) - 1, -1):
        match = lexicon.readings.find(tokens, at, first)
        if match is not None:
            return match.value
    return lexicon.default_reading


def noun(tokens: Tokens, end: int, limit: int, lexicon: Lexicon) -> str:
    """What is counted, as the article says it: the words behind the figure up to the next small word or mark."""
    keys = tokens.keys
    at = tokens.skip_hyphen(end) if end else end
    if at < limit and keys[at] in lexicon.stop and at + 1 < limit and lexicon.of and keys[at] in lexicon.of:
        at += 1
        if at < limit and keys[at] == "'":
            at += 1
    begin = at
    unspaced = at < limit and is_unspaced(keys[at])
    most = _LONGEST_UNSPACED_NOUN if unspaced else (1 if lexicon.writing.noun == "first" else _LONGEST_NOUN)
    while at < limit and at - begin < most:
        key = keys[at]
        if not key[0].isalpha() or key in lexicon.stop or is_unspaced(key) != unspaced:
            break
        if unspaced and at > begin and not tokens.touching(at - 1):
            break  # Korean puts spaces between phrases
        at += 1
    return tokens.text[tokens.starts[begin] : tokens.ends[at - 1]] if at > begin else ""
