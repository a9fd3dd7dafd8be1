"""What the words around a figure say of it: bounds, rises and falls, what is counted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reconcile.claims import Bound, Dimension, Reading
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.phrases import Match
from reconcile.extract.tokens import Memo, Tokens, is_unspaced

if TYPE_CHECKING:
    from reconcile.extract.figures import Figure

_COMPARING = frozenset({Dimension.PERCENT, Dimension.POINTS, Dimension.FRACTION})
_CLAUSE = frozenset(',;:.!?()[]«»"“”„،؛؟、。，；：！？（）「」『』|।…—–')
_ABOUT_SIGNS, _OPENING = frozenset("~∼≈～"), frozenset("([（")
_LEFT, _RIGHT, _LEFT_UNSPACED, _RIGHT_UNSPACED = 6, 4, 12, 6
# Characters of a verb between a bound and its figure.
_FAR = 3
# Tokens between a word that compares and what is compared with.
_COMPARED = 3
# What a key says of a change: a clause ends, something is joined or compared, a word of change may begin.
_ENDS, _JOINS, _COMPARES, _CHANGES = 1, 2, 4, 8
# Tokens behind "four" in "four of their last five games".
_PARTITIVE = 6
# Tokens between a word of change and the bound that says where it led.
_LED = 8
# Marks that a step and the level it led to do not stand on two sides of.
_PARTED = frozenset(";:.!?()[]")
# Tokens between a negation and the bound that it turns ("never fell below 24").
_DENIED = 2
_DENIES = {Bound.UNDER: Bound.AT_LEAST, Bound.OVER: Bound.AT_MOST}
# Tokens between a verb of exceeding and its figure, there and where the subject stands between them, and between such
# a verb and its negation ("n'avait jamais dépassé").
_EXCEEDED, _VERB_FIRST, _NEGATED = 2, 10, 5
_LONGEST_NOUN = 3
_ON = re.compile(
    r"trên (?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|\d) (?:con )?(?:tàu|thuyền|xe|chiếc|máy bay|hòn đảo|tuyến)\b"
)
"""Where Vietnamese "trên" says on what something is, not above how many."""
_LONGEST_UNSPACED_NOUN = 6


def bound_before(tokens: Tokens, first: int, floor: int, lexicon: Lexicon) -> tuple[Bound | None, int]:
    """The hedge or bound right before a figure, and the token it starts at (else ``first``)."""
    at = _never_exceeded(tokens, first, floor, lexicon) if lexicon.exceeds else -1
    if at >= 0:
        return Bound.AT_MOST, at
    match = lexicon.bounds.find_before(tokens, first, floor)
    if match is None and first - 2 > floor and tokens.keys[first - 1] == ",":
        aside = lexicon.bounds.find_before(tokens, first - 1, floor)  # "de, pelo menos, 116 deputados"
        match = aside if aside is not None and aside.first and tokens.keys[aside.first - 1] == "," else None
    if match is None and first - 1 > floor and tokens.is_hyphen(first - 1) and tokens.touching(first - 2):
        match = lexicon.bounds.find_before(tokens, first - 1, floor)  # Hebrew prefixes take a hyphen before digits
    if match is None:
        match = _hedge_of_article(tokens, first, floor, lexicon) or _far_bound(tokens, first, floor, lexicon)
    if match is None and _is_about_sign(tokens, first - 1, floor):
        return Bound.ABOUT, first - 1
    if match is None:
        return None, first
    if match.value is Bound.OVER and lexicon.writing.juxtaposed and _ON.match(tokens.text, match.start):
        return None, first
    before = tokens.keys[match.first - 1] if match.first else ""
    if match.value is Bound.OVER and lexicon.amounts is not None and lexicon.amounts.search(before):
        return None, first  # "ein Kredit über 2 Millionen Euro"
    # "at least about 20": the outer word decides, but German "über rund 20 km" only says where.
    outer = lexicon.bounds.find_before(tokens, match.first, floor)
    exact = outer is not None and outer.value is Bound.EXACT  # it only looked like a bound
    if outer is not None and not exact and (match.value, outer.value) != (Bound.ABOUT, Bound.OVER):
        return outer.value, outer.first
    denied = _denial(tokens, match.first, floor, lexicon) if match.value in _DENIES else -1
    return (_DENIES[match.value], denied) if denied >= 0 else (match.value, match.first)


def _is_about_sign(tokens: Tokens, at: int, floor: int) -> bool:
    """Whether a sign that says "about" is written to the figure behind it and to nothing before it ("~74,000")."""
    if at < floor or tokens.keys[at] not in _ABOUT_SIGNS or not tokens.touching(at):
        return False
    return at == 0 or not tokens.touching(at - 1) or tokens.keys[at - 1] in _OPENING


def inner_bound(tokens: Tokens, first: int, begin: int, lexicon: Lexicon) -> Bound:
    """What is left of a bound whose first word only says where a change led ("rose up to about 5")."""
    match = lexicon.bounds.find_before(tokens, first, begin + 1)
    return match.value if match is not None else Bound.EXACT


def _denial(tokens: Tokens, first: int, floor: int, lexicon: Lexicon) -> int:
    """The token of a negation close before a bound ("never fell below 24" is 24 at least), else -1."""
    if first > 0 and tokens.keys[first - 1] in lexicon.age_groups:
        return -1  # "no children under 14"
    for at in range(first - 1, max(floor, first - _DENIED) - 1, -1):
        if tokens.keys[at] in _CLAUSE:
            return -1
        if tokens.keys[at] in lexicon.negations:
            return at
    return -1


def is_denied(tokens: Tokens, begin: int, lexicon: Lexicon) -> bool:
    """Whether a bound that starts at a token is one that a negation turned."""
    return tokens.keys[begin] in lexicon.negations and lexicon.bounds.find(tokens, begin) is None


def _never_exceeded(tokens: Tokens, first: int, floor: int, lexicon: Lexicon) -> int:
    """The token of a negation before a verb of exceeding that a figure follows ("has never exceeded 40"), else -1."""
    reach = _VERB_FIRST if lexicon.writing.verb_first else _EXCEEDED
    for at in range(first - 1, max(floor, first - reach) - 1, -1):
        key = tokens.keys[at]
        if key in _CLAUSE:
            return -1
        if key in lexicon.exceeds:
            before = range(at - 1, max(floor, at - _NEGATED) - 1, -1)
            return next((n for n in before if tokens.keys[n] in lexicon.negations), -1)
    return -1


def _hedge_of_article(tokens: Tokens, first: int, floor: int, lexicon: Lexicon) -> Match[Bound] | None:
    """A hedge with an article between it and its figure: "quasi l'80%", "presque les deux tiers"."""
    article = lexicon.hedged.find_before(tokens, first, floor)
    match = lexicon.bounds.find_before(tokens, article.first, floor) if article is not None else None
    if match is None or article is None:
        return None
    indefinite = article.end == article.first + 1 and tokens.keys[article.first] in lexicon.articles
    return match if match.value is Bound.ABOUT or indefinite else None  # "over a 100 feet"


def _far_bound(tokens: Tokens, first: int, floor: int, lexicon: Lexicon) -> Match[Bound] | None:
    """A bound with no more than a verb between it and its figure: 至少造成57人."""
    if not lexicon.bounds_far:
        return None  # as in most languages
    for at in range(first - 1, max(floor, first - _FAR) - 1, -1):
        if not is_unspaced(tokens.keys[at]):
            return None
        match = lexicon.bounds_far.find_before(tokens, at, floor)
        if match is not None:
            return match
    return None


def bound_after(tokens: Tokens, end: int, limit: int, lexicon: Lexicon) -> tuple[Bound | None, int]:
    """The hedge or bound right behind a figure ("or more", 以上, "kadar"), and where it ends (else ``end``)."""
    hyphened = end < limit and tokens.is_hyphen(end) and tokens.touching(end)  # Swedish "ett 20-tal"
    match = lexicon.bounds_after.find(tokens, end + hyphened, limit)
    if match is not None and tokens.keys[end] == "+":
        touches = end > 0 and tokens.touching(end - 1)
        sum_ = end + 1 < len(tokens) and tokens.keys[end + 1][0].isdecimal()
        match = None if sum_ or not touches else match  # "2 + 3", "50+1"
    counter = lexicon.counters.find(tokens, end, limit) if match is None else None
    if counter is not None:
        match = lexicon.bounds_after.find(tokens, counter.end, limit)  # 800人以上
    elif match is None and lexicon.writing.noun == "first" and end < limit and tokens.keys[end].isalpha():
        if tokens.keys[end].endswith(lexicon.datives):
            match = lexicon.bounds_dative.find(tokens, end + 1, limit)  # Turkish "200 öğrenciye kadar"
        match = match or lexicon.bounds_after.find(tokens, end + 1, limit)  # "5 أشخاص على الأقل"
        if match is not None and match.end < len(tokens) and tokens.keys[match.end].isdecimal():
            return None, end  # Portuguese "2 viaturas e mais 7 elementos"
        return (match.value, end) if match is not None and tokens.keys[end] not in lexicon.stop else (None, end)
    return (match.value, match.end) if match is not None else (None, end)


def bound_behind_unit(tokens: Tokens, end: int, stop: int, lexicon: Lexicon) -> tuple[Bound | None, int]:
    """A bound behind a unit whose ending leads to it (Turkish "5 yıla kadar"), and where it ends (else ``end``).

    ``stop`` is where the figure ends in the text, before that ending.
    """
    if lexicon.dative is None or not end or lexicon.dative.fullmatch(tokens.text, stop, tokens.ends[end - 1]) is None:
        return None, end
    match = lexicon.bounds_dative.find(tokens, end)
    return (match.value, match.end) if match is not None else (None, end)


def direction(tokens: Tokens, first: int, end: int, floor: int, limit: int, lexicon: Lexicon) -> int:
    """+1 where the words of the clause say a rise, -1 a fall, 0 neither; words before the figure go first."""
    keys, change = tokens.keys, lexicon.change
    if change.unmoved.find(tokens, end) is not None:
        return 0
    says = _told_by(lexicon)
    reach = _LEFT_UNSPACED if first and is_unspaced(keys[first - 1]) else _LEFT
    for at in range(first - 1, max(floor, first - reach) - 1, -1):
        told = says[keys[at]]
        if told & _ENDS or (told & _COMPARES and first - at <= _COMPARED):
            break
        if floor and at - floor <= 1 and is_unspaced(keys[at]):
            break  # 12%減の34億: what stands behind a figure is said of that figure
        if told & _CHANGES and (sign := change.sign(tokens, at)):
            return sign
    reach = _RIGHT_UNSPACED if end < len(keys) and is_unspaced(keys[end]) else _RIGHT
    for at in range(end, min(limit, end + reach)):
        told = says[keys[at]]
        if told & (_ENDS | _JOINS):
            break
        if told & _CHANGES and (sign := change.sign(tokens, at)):
            return sign
    return 0


@lru_cache(maxsize=64)
def _told_by(lexicon: Lexicon) -> Memo[int]:
    """What a key says where a word of change is looked for: nothing, as most do, or some of the flags above."""
    change = lexicon.change

    def told(key: str) -> int:
        ends = _ENDS if key in _CLAUSE or key in change.breaks else 0
        joins = _JOINS if key in lexicon.joiners else 0
        return ends | joins | (_COMPARES if key in change.compared else 0) | (_CHANGES if change.opening[key] else 0)

    return Memo(told)


def counts_games(tokens: Tokens, begin: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a count is one of games, which are lost but do not get less: "four of their last five games".

    In languages with verbs at the end the games stand before it: Turkish "beş maçtan dördünü kaybetti".
    """
    if lexicon.change.unmoved.find_before(tokens, begin) is not None:
        return True
    if end >= len(tokens) or tokens.keys[end] not in lexicon.stop:
        return False
    for at in range(end + 1, min(len(tokens), end + _PARTITIVE)):
        if tokens.keys[at] in _CLAUSE or tokens.keys[at] in lexicon.change.breaks:
            return False
        if lexicon.change.unmoved.find(tokens, at) is not None:
            return True
    return False


def changes_to(tokens: Tokens, begin: int, lexicon: Lexicon) -> bool:
    """Whether a change word stands right before a bound: "rose up to 54,000" says where it went."""
    begin -= begin > 1 and tokens.is_hyphen(begin - 1)  # "doubled - to 54,000"
    if begin > 0 and lexicon.change.sign(tokens, begin - 1) != 0:
        return True
    multiplied = (lexicon.implied.find_before(tokens, begin), lexicon.times.find_before(tokens, begin))
    return any(multiplied)  # "triplicado hasta", "в три раза — до"


def leads_to(tokens: Tokens, begin: int, floor: int, lexicon: Lexicon) -> bool:
    """Whether a bound only says where a change led that the clause tells of: "dwindled its lead *tot* five points"."""
    if lexicon.reached.find(tokens, begin) is None:
        return False
    for at in range(begin - 1, max(floor, begin - _LED) - 1, -1):
        if tokens.keys[at] in _CLAUSE:
            return False
        if lexicon.change.sign(tokens, at) or lexicon.implied.find(tokens, at) is not None:
            return True
    implied = lexicon.implied.find_before(tokens, floor) if floor else None
    return implied is not None and begin - floor <= _LED and _CLAUSE.isdisjoint(tokens.keys[floor:begin])


def is_stepped_to(tokens: Tokens, before: Figure, figure: Figure, begin: int, lexicon: Lexicon) -> bool:
    """Whether a bound says where the step in the figure before led: "bajó tres décimas, hasta el 0,9 %"."""
    if before.unit != figure.unit and not {before.dimension, figure.dimension} <= _COMPARING:
        return False
    if begin - before.end > _LED or lexicon.reached.find(tokens, begin) is None:
        return False
    if not _PARTED.isdisjoint(tokens.keys[before.end : begin]):
        return False
    return direction(tokens, before.first, before.end, 0, begin, lexicon) != 0


def reading(tokens: Tokens, first: int, end: int, floor: int, limit: int, lexicon: Lexicon) -> Reading:
    """How a multiplier is to be taken, from the nearest word that says so; else the language's usual way."""
    for at in range(end, min(limit, end + _RIGHT)):
        if tokens.keys[at] in _CLAUSE:
            break
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
    if at < limit and is_unspaced(keys[at]):
        return _unspaced_noun(tokens, at, limit, lexicon)
    at = _behind_modifiers(tokens, at, limit, lexicon)
    if at < limit and is_of(keys[at], lexicon):
        at += 1 + (at + 1 < limit and keys[at + 1] == "'")
        if at < limit and keys[at] in lexicon.stop:
            at += 1  # "la mitad de las casas"
        at = _behind_modifiers(tokens, at, limit, lexicon)
    if lexicon.writing.capitals:
        at = _capital(tokens, at, limit, lexicon)
    while at + 2 < limit and len(keys[at]) == 1 and keys[at + 1] == "." and tokens.touching(at):
        at += 2  # "two U.S. soldiers"
    begin = at
    most = 1 if lexicon.writing.noun == "first" or lexicon.writing.capitals else _LONGEST_NOUN
    while at < limit and at - begin < most:
        if not keys[at][0].isalpha() or is_unspaced(keys[at]) or _is_small(keys[at], lexicon):
            break
        at += 1
        while at + 1 < limit and tokens.is_hyphen(at) and tokens.touching(at - 1) and tokens.touching(at):
            at += 2  # "Nord-Coréens"
    return tokens.text[tokens.starts[begin] : tokens.ends[at - 1]] if at > begin else ""


def is_one_more(tokens: Tokens, end: int, lexicon: Lexicon) -> bool:
    """Whether an ordinal behind an article is one more of what follows: "un cinquième but", but "un cinquième des"."""
    if end < 2 or end >= len(tokens) or tokens.keys[end - 2] not in lexicon.articles or not tokens.keys[end].isalpha():
        return False
    small = (lexicon.stop, lexicon.of, lexicon.of_the, lexicon.definite)
    books = (lexicon.times_after, lexicon.bounds_after, lexicon.change.behind)
    if any(tokens.keys[end] in words for words in small) or any(book.find(tokens, end) for book in books):
        return False
    return lexicon.change.sign(tokens, end) == 0 and lexicon.bounds.find_before(tokens, end - 2) is None


def is_of(key: str, lexicon: Lexicon) -> bool:
    """Whether a word says of what a figure is a share."""
    return key in lexicon.of or key in lexicon.of_the


def _is_small(key: str, lexicon: Lexicon) -> bool:
    """Whether a word ends a noun phrase, with what may be joined to it (Arabic ولم)."""
    if key in lexicon.stop:
        return True
    prefixes = lexicon.morphology.prefixes
    return bool(prefixes) and len(key) < 5 and any(stem in lexicon.stop for _, stem in lexicon.morphology.stems(key))


def _behind_modifiers(tokens: Tokens, at: int, limit: int, lexicon: Lexicon) -> int:
    while at < limit and tokens.keys[at] in lexicon.modifiers:
        at += 1
    return at


def _capital(tokens: Tokens, at: int, limit: int, lexicon: Lexicon) -> int:
    """The first word with a capital, where all nouns have one: "amerikanische diplomatische Vertreter"."""
    for index in range(at, min(limit, at + _LONGEST_NOUN + 1)):
        key = tokens.keys[index]
        if not key[0].isalpha() or key in lexicon.stop:
            break
        if tokens.text[tokens.starts[index]].isupper():
            return index
    return limit


def _unspaced_noun(tokens: Tokens, begin: int, limit: int, lexicon: Lexicon) -> str:
    """The noun behind a counter (8人の被害者, 18場比赛), else the counter or what stands in its place."""
    keys = tokens.keys
    counter = lexicon.counters.find(tokens, begin, limit)
    at = counter.end if counter is not None else begin
    joined = counter is not None and at < limit and keys[at] in lexicon.possessives
    follows = counter is None or joined or (lexicon.writing.bare_counters and not _is_noun(counter, tokens, lexicon))
    behind = _run(tokens, at + joined, limit, lexicon) if follows else at
    if counter is not None and behind <= at + joined:
        return tokens.text[counter.start : counter.stop]
    return tokens.text[tokens.starts[at + joined] : tokens.ends[behind - 1]] if behind > at else ""


def _is_noun(counter: Match[bool], tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a counter says by itself what is counted (人)."""
    return tokens.text[counter.start : counter.stop] in lexicon.counting_nouns


def _run(tokens: Tokens, at: int, limit: int, lexicon: Lexicon) -> int:
    """Where a noun that starts at a token ends in a script without spaces; hiragana are no part of it."""
    begin, keys, named = at, tokens.keys, _in_noun(lexicon)
    while at < limit and at - begin < _LONGEST_UNSPACED_NOUN and named[keys[at]]:
        if at > begin and tokens.starts[at] != tokens.ends[at - 1]:
            break  # Korean puts spaces between phrases
        at += 1
    return at


@lru_cache(maxsize=64)
def _in_noun(lexicon: Lexicon) -> Memo[bool]:
    """Whether a key may be part of a noun in a script without spaces."""
    return Memo(
        lambda key: (
            key[0].isalpha() and key not in lexicon.stop and is_unspaced(key) and not "\u3041" <= key <= "\u309f"
        )
    )
