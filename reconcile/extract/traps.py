"""Digits that are no quantities: parts of names, scores, telephone numbers, years, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reconcile.claims import Span
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.match_clocks import crossed, listed_scores, slashed_sets
from reconcile.extract.pieces import Numeral
from reconcile.extract.tokens import HYPHENS, UNSPACED, Tokens, fold, is_unspaced
from reconcile.values.decimals import ascii_digits

_UNSPACED = re.compile(f"[{UNSPACED}]")
_SYLLABLE = re.compile("[\uac00-\ud7a3\u30a1-\u30fa\u30fc]")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_JOINED = re.compile(r"[\d][-‐‑–/:.]$|^[-‐‑–/:][\d]")
_SCORE = re.compile(
    r"(?<![A-Za-z\d.,/])(?<!(?<![א-ת])-)(?!(?<=\d[ \u00a0\u202f\u2009])\d{3})"
    r"(\d{1,3})(½?)\s?[-‐‑–－―−:：]\s?(\d{1,3})(½?)(?![A-Za-z\d/½]|[.,-]\d)"
)
_NAMED_SCORE = re.compile(
    r"(?<=[^\W\d_] )(\d{1,3}) ?[-–—] ?(?=[^\W\d_a-z])(?:[^\W\d_][\w.'’]{1,20} ){1,3}(\d{1,3})(?=$|[:.!?)](?!\d)|\s*\n)"
)
_CHAIN = re.compile(r"\+?\d{1,5}(?:[-‐‑–./() \u00a0\u202f]{1,2}\d{2,5}){2,}|\d{3,5}[-‐‑–]\d{3,5}")
_TWO = re.compile(r"([1-9]\d{2,4})[-‐‑–]([1-9]\d{2,4})")
_ROUND, _WIDEST, _THOUSAND = 5, 10, 1000
_LOST = re.compile(
    "로 (?:졌|지고|패|이겼|이기|비겼|비기|승리|앞서|앞선|뒤진)"
    r"|で[^\n。、\d]{0,12}(?:敗れ|負け|敗戦|惜敗|完敗|勝利|快勝|勝っ|下し)"
)
_DIALLED = re.compile(r"(?:\+|\b0)\d{2,4}[ \u00a0]$")
_YEARS = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d[-‐‑–/]$")
_CLOSED = re.compile(r"'(?!\w)")
_MODEL = re.compile(r"(?<![\d.,])(\d{3,5})[-‐‑]$")
_MEASURED = frozenset("米秒ル円원")
"""Last characters of metres and seconds, behind which hundredths may stand (71米08)."""
_HYPHENS = frozenset("-‐‑–/")
# What Japanese puts between the points of two sides; its ranges have waves.
_BAR = "―"
_VARIANT = re.compile(r"[-‐‑](\d{1,3})(?![\d.,:-])")
_ADDRESS = re.compile(
    r"(?:https?://|www\.|@)\S+|\b[\w.+-]{1,64}@\S+|\b[\w-]{1,64}\.(?:com|org|net|html?)\b\S*", re.IGNORECASE
)
_TELEPHONE = re.compile(
    r"(?=[+(\d])(?<![A-Za-z\d.,:+/-])(?<!\d[ \u00a0\u202f\u2009])"
    r"(?:\+\d{1,3}|\(\+?\d{2,5}\)|\d \(\d{3,4}\)|0\d{0,4}|\d{2}(?= \d{3} \d\d \d\d)|\d{3}(?= \d{3} \d{4}\b))"
    r"(?:[ \u00a0./()-]{1,3}\d{1,8}){1,6}(?![A-Za-z\d%]|[.,]\d)"
)
"""What begins with a nought, a plus or an area code in brackets, in groups; "22 123 45 67", "111 555 0800"."""
# The standards of wireless networks have a letter behind their number, that of grams among them.
_STANDARD = "802.11"
_LEAST_DIALLED = 8
_APERTURE = re.compile(r"(?<!\w)[fƒ]/\d+(?:[.,]\d+)?")
# Characters of a magnitude and a counter between a figure and a hyphen that leads to another one.
_COUNTED = 4
# Goals of either side; a hyphen between larger figures that run up joins a range.
_MOST_GOALS, _TEN = 20, 10
_OPENING, _CLOSING = frozenset("\"'«“„‘《「『"), frozenset("\"'»”“’》」』")
_NO_SCORE = Fraction(-1)
# Tokens around two figures with a colon in which a word for a ratio is looked for.
_RATIO_BEFORE, _RATIO_BEHIND = 8, 2
# Tokens of a title in quotation marks.
_LONGEST_TITLE = 7
FIRST_YEAR, LAST_YEAR = 1700, 2100


def is_part_of_name(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Whether letters touch the digits that are neither unit, clitic nor ending: A320, COVID-19, 5G, MDax40."""
    if numeral.words:
        return False
    named = _letters_before(tokens, numeral, lexicon) or _letters_behind(tokens, numeral, lexicon)
    return named or _is_clause(tokens, numeral)


def _is_clause(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether a figure is the number of a clause of a law: "501(c)(3)"."""
    keys, first, end = tokens.keys, numeral.first, numeral.end
    if keys[end : end + 1] == ["("] and _is_letter_in_brackets(tokens, end):
        return tokens.starts[end] == numeral.stop or keys[end + 3 : end + 4] == ["("]
    before = first > 4 and keys[first - 1] == "(" and keys[first - 2] == ")" and tokens.touching(first - 2)
    return before and _is_letter_in_brackets(tokens, first - 4)


def _is_letter_in_brackets(tokens: Tokens, opening: int) -> bool:
    keys = tokens.keys[opening : opening + 3]
    letter = len(keys) == 3 and keys[0] == "(" and keys[2] == ")" and len(keys[1]) == 1 and "a" <= keys[1] <= "z"
    return letter and tokens.touching(opening) and tokens.touching(opening + 1)


def _letters_before(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> bool:
    text, start = tokens.text, numeral.start
    if numeral.first == 0 or tokens.ends[numeral.first - 1] != start:
        return False
    index = numeral.first - 1
    hyphen = tokens.is_hyphen(index)
    if tokens.keys[index] == "+" and index and tokens.touching(index - 1):
        marked = index > 1 and tokens.keys[index - 1].isdecimal() and tokens.touching(index - 2)
        if tokens.keys[index - 2 if marked else index - 1].isalpha():
            return True  # UTC+1, Vietnamese "Km288+474"
    if hyphen:
        if index == 0 or not tokens.touching(index - 1):
            return False
        index -= 1
    if hyphen and tokens.keys[index] in lexicon.ordinal_prefixes:
        return False
    if tokens.keys[index] == "_":
        return True
    if tokens.keys[index] == "." and index and _is_initial(tokens, index - 1):
        return True  # "X.25", "H.264"
    if hyphen and "\u0900" <= tokens.keys[index][0] < "\u0e00":
        return tokens.keys[index] not in lexicon.stop  # चंद्रयान-3, but 18-से-29
    letters = _LETTERS_BEFORE.search(text, max(tokens.span.start, start - 40), tokens.ends[index])
    if letters is None:
        return False
    if letters.group()[-1] >= "\u0530":
        if "\u0900" <= letters.group()[-1] < "\u0e00" and tokens.touching(index - 1) and index:
            return tokens.keys[index - 1].isdecimal()  # the last figure of एच5एन1
        if hyphen and (_is_name_in_syllables(tokens, index) or _is_name_in_characters(tokens, index, numeral, lexicon)):
            return True
        # Arabic and Indic letters touch digits only where a space was forgotten, but کووید-۱۹ is a name.
        return hyphen and len(tokens.keys[index]) > 3 and not is_unspaced(tokens.keys[index])
    word = fold(letters.group())
    if word in lexicon.morphology.prefixes:
        return False
    found = lexicon.units_before.find_before(tokens, index + 1)
    return found is None or hyphen


def _is_initial(tokens: Tokens, index: int) -> bool:
    """Whether a token is one capital letter that a full stop touches and nothing before it does."""
    letter = tokens.text[tokens.starts[index] : tokens.ends[index]]
    alone = index == 0 or not tokens.touching(index - 1)
    return alone and len(letter) == 1 and "A" <= letter <= "Z" and tokens.touching(index)


def _is_name_in_syllables(tokens: Tokens, index: int) -> bool:
    """Whether a word in Hangul or Katakana with no figure before it ends at a token: 누리-2, but 3월-5월."""
    named = index > 0 and tokens.touching(index - 1) and all(map(_SYLLABLE.match, tokens.keys[index - 1 : index + 1]))
    return named and not follows_figure(tokens, index)


def _is_name_in_characters(tokens: Tokens, index: int, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Whether a hyphen joins a number to a name in Chinese characters (神舟-12), and is no sign of it (气温-5℃)."""
    key = tokens.keys[index]
    if not "\u3400" <= key <= "\u9fff" or key in lexicon.stop:
        return False
    before = tokens.keys[max(0, index - _COUNTED) : index]
    joined = next((key for key in reversed(before) if not is_unspaced(key) or key in lexicon.stop), "")
    if joined[:1].isdecimal():
        return False  # 3月-5月, 100万元-200万元, but 氧-18和氧-16
    books = (lexicon.units, lexicon.ranges, lexicon.grades)
    return all(book.find(tokens, numeral.end) is None for book in books)


def follows_figure(tokens: Tokens, index: int) -> bool:
    """Whether letters of a script without spaces that end at a token stand right behind a figure (3月-5月)."""
    while index > 0 and tokens.touching(index - 1) and is_unspaced(tokens.keys[index]):
        index -= 1
    return tokens.keys[index][0].isdecimal()


def _letters_behind(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> bool:
    end, stop = numeral.end, numeral.stop
    if end >= len(tokens) or tokens.starts[end] != stop or numeral.digits is None:
        return False
    key = tokens.keys[end]
    if not key[0].isalpha() or _UNSPACED.match(key):
        return False
    if key in ("x", "×") and tokens.touching(end) and tokens.keys[end + 1][0].isdecimal():
        return True  # 4x4
    raw = tokens.text[tokens.starts[end] : tokens.ends[end]]
    if raw == "K" and numeral.first and tokens.keys[numeral.first - 1] in lexicon.articles | lexicon.lone:
        return True  # "un 10K" is a race
    if len(key) == 1 and raw.isupper() and _is_plate(tokens, end):
        return True
    if len(key) == 1 and not numeral.digits.whole and _is_series(tokens, numeral, key):
        return True
    if len(key) == 1 and tokens.text[numeral.start : stop] == _STANDARD:
        return True  # "802.11g"
    scale = lexicon.single.get(key)
    if (
        key in lexicon.tight_scales
        or (scale is not None and scale.role == "scale")
        or ((unit := lexicon.units.find(tokens, end)) is not None and _as_written(raw, unit.value))
        or key in lexicon.tight_units
        or lexicon.ages.find(tokens, end)
        or lexicon.times.find(tokens, end)
    ):
        return False
    if lexicon.endings is not None and lexicon.endings.match(tokens.text, stop):
        return False
    ranks = lexicon.ordinal_endings if numeral.digits.whole else None
    if ranks is not None and ranks.match(tokens.text, stop):
        return False
    # Arabic and Hebrew letters are often glued to digits by sheer carelessness; Latin ones make a name, and so do
    # Indic ones on both sides (एच5एन1).
    inside = numeral.first > 0 and tokens.touching(numeral.first - 1) and tokens.keys[numeral.first - 1].isalpha()
    return key[0] < "\u0530" or (inside and "\u0900" <= key[0] < "\u0e00")


def _is_plate(tokens: Tokens, letter: int) -> bool:
    """Whether a hyphen joins a letter behind digits to more digits, as on the plate of a car: "18L-011.11"."""
    if letter + 2 >= len(tokens) or not tokens.is_hyphen(letter + 1) or not tokens.keys[letter + 2][0].isdecimal():
        return False
    goes_on = tokens.touching(letter + 2) and tokens.keys[letter + 3][0].isalpha()
    return tokens.touching(letter) and tokens.touching(letter + 1) and not goes_on


def _is_series(tokens: Tokens, numeral: Numeral, letter: str) -> bool:
    """Whether the same digits have another letter elsewhere in the sentence: "802.11b and 802.11g"."""
    written = re.escape(tokens.text[numeral.start : numeral.stop])
    letters = re.findall(rf"(?<![\w.,]){written}([A-Za-z])(?!\w)", tokens.text[tokens.span.start : tokens.span.end])
    return any(other.lower() != letter for other in letters)


def _as_written(raw: str, unit: str) -> bool:
    """Whether a single letter is the unit's own ("5g", but not "5G")."""
    return len(raw) > 1 or raw == unit.partition("/")[0] or raw in "lxX" or not raw.isascii()


def scores(tokens: Tokens, lexicon: Lexicon) -> list[tuple[int, int, Fraction, Fraction]]:
    """Scores (3-1, 38 - 17, 2:0, 14½-13½) with their smaller and larger figure; times of day have -1 for both.

    A hyphen between a smaller and a larger figure is taken for a range. A colon with two digits behind it is a time.
    """
    text = tokens.text
    found = slashed_sets(text, tokens.span) + crossed(tokens, lexicon)
    listed = set(listed_scores(text, tokens.span))
    for match in _SCORE.finditer(text, tokens.span.start, tokens.span.end):
        a, b = (int(ascii_digits(match[n])) + Fraction(len(match[n + 1]), 2) for n in (1, 3))
        if ": " in match.group() and " :" not in match.group():
            continue  # "автобус Е200: 64-летний мужчина"
        if ":" in match.group() or "：" in match.group():
            if is_ratio(tokens, match.span(), lexicon):
                found.append((*match.span(), _NO_SCORE, _NO_SCORE))
                continue
            timed = a < 24 and len(match[3]) > 1 and len(match.group()) - len(match[1]) - len(match[3]) == 1
            if found and found[-1][2] >= 0 and text[found[-1][1] : match.start()].strip() in ("(", ","):
                timed = False  # "37:27 (18:14)": how it stood at half-time; "(21:18, 21:16)"
            if timed and (Span(*match.span()) in listed or _is_result(tokens, match.start(), lexicon)):
                timed = False  # "siegten 22:20"
            found.append((*match.span(), _NO_SCORE, _NO_SCORE) if timed else (*match.span(), min(a, b), max(a, b)))
        elif (
            Span(*match.span()) in listed
            or (a >= b and (len(match[1]) < 3 or _is_result(tokens, match.start(), lexicon)))
            or _is_away_win(tokens, match.span(), (a, b), found, lexicon)
        ):
            found.append((*match.span(), min(a, b), max(a, b)))
    dashed = not HYPHENS.isdisjoint(tokens.keys)
    if dashed and (tokens.is_headline() or " - " in text[tokens.span.start : tokens.span.end]):
        found += _named_scores(tokens)
    return found


def _is_result(tokens: Tokens, start: int, lexicon: Lexicon) -> bool:
    """Whether words right before two figures say that they are how a match ended."""
    return lexicon.score_results.find_before(tokens, tokens.at(start)) is not None


def is_ratio(tokens: Tokens, span: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether two figures with a colon say how something is to something else: "an aspect ratio of 3:2"."""
    begin, end = tokens.at(span[0]), tokens.at(span[1])
    near = (*range(max(0, begin - _RATIO_BEFORE), begin), *range(end, min(len(tokens), end + _RATIO_BEHIND)))
    return any(lexicon.ratios.find(tokens, at) is not None for at in near)


def _is_away_win(
    tokens: Tokens, span: tuple[int, int], goals: tuple[Fraction, Fraction], found: Sequence[object], lexicon: Lexicon
) -> bool:
    """Whether a hyphen between a smaller and a larger figure is no range: "Sparta (0-3)", "lost 1-2"."""
    begin, end = tokens.at(span[0]), tokens.at(span[1])
    behind = tokens.keys[end] if end < len(tokens) else ""
    measured = behind not in lexicon.homonyms and lexicon.units.find(tokens, end) is not None
    if _LOST.match(tokens.text, span[1]):
        return True  # 2-6で敗れた
    if tokens.keys[begin - 1 : begin] == ["("] and behind == ")" and lexicon.play.occurs(tokens):
        return True  # "un vantaggio di 4 punti nel basket (95-99)"
    large = goals[1] > _MOST_GOALS and not _is_result(tokens, span[0], lexicon)
    if large or goals[0].denominator != 1 or measured:
        return False
    before = tokens.keys[begin - 1] if begin else ""
    unspaced = bool(behind) and is_unspaced(behind) and lexicon.counters.find(tokens, end) is None  # 0-2落后
    result = _is_result(tokens, span[0], lexicon)
    counted = behind.isalpha() and not unspaced and behind not in lexicon.stop and behind not in lexicon.homonyms
    if counted and not (result and goals[0] == 0):
        return False  # "2-3 goals"
    if (goals[0] == 0 and goals[1] < _TEN) or result:
        return True
    if _BAR in tokens.text[span[0] : span[1]]:
        return True
    name = begin - 1 - (before == "(")
    closed = behind == ")" if before == "(" else not behind
    named = name > 1 and not lexicon.writing.capitals and tokens.text[tokens.starts[name]].isupper()
    return closed and (named or bool(found)) and lexicon.label_before(tokens, begin) is None


def _named_scores(tokens: Tokens) -> Iterator[tuple[int, int, Fraction, Fraction]]:
    """Scores with the second side's name in them: "Ayr 38 - Melrose 17"."""
    for match in _NAMED_SCORE.finditer(tokens.text, tokens.span.start, tokens.span.end):
        low, high = sorted(Fraction(ascii_digits(match[n])) for n in (1, 2))
        yield *match.span(1)[:1], match.end(2), low, high


def is_chain(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Whether the digits belong to a telephone number, a date in digits or a similar chain."""
    if numeral.digits is None:
        return False
    led = len(numeral.digits.text) > 1 and numeral.digits.text[0] == "0" and numeral.digits.whole
    text = tokens.text
    hundredths = led and text[numeral.start - 1 : numeral.start] in _MEASURED and len(numeral.digits.text) == len("05")
    if led and not hundredths and not (lexicon.writing.padded and _is_padded(tokens, numeral)):
        return True
    if _is_short_year(tokens, numeral):
        return True
    low = max(tokens.span.start, numeral.start - 24)
    if text[numeral.start - 1 : numeral.start] in _HYPHENS and _YEARS.search(text, low, numeral.start):
        return True  # "1950-53"
    if _is_model(text, low, numeral):
        return True
    around = text[max(tokens.span.start, numeral.start - 2) : numeral.start], text[numeral.stop : numeral.stop + 2]
    if not any(map(_JOINED.search, around)) and not _DIALLED.search(text, low, numeral.start):
        return False
    return any(
        match.start() <= numeral.start < match.end() and not _is_range(tokens, match, lexicon)
        for match in _CHAIN.finditer(text, low, min(tokens.span.end, numeral.stop + 24))
        if match[0].count("(") == match[0].count(")")  # "force 7 (50-60 km/h)"
    )


def _is_padded(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether a figure of two digits, the first of them a nought, counts the word behind it ("04 người")."""
    first, end = numeral.first, numeral.end
    if numeral.stop - numeral.start != 2 or end >= len(tokens) or not tokens.keys[end].isalpha():
        return False
    return tokens.starts[end] > numeral.stop and not (first and tokens.touching(first - 1))


def _is_short_year(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether an apostrophe before two digits stands for the century: "the class of '68", "il ’68"."""
    text, at = tokens.text, numeral.start - 1
    if at < tokens.span.start or text[at] not in "'’" or numeral.stop - numeral.start != 2:
        return False
    if (at > tokens.span.start and text[at - 1].isalnum()) or text[numeral.stop : numeral.stop + 1] in ("%", "'", "’"):
        return False
    return text[at] == "’" or _CLOSED.search(text, numeral.stop, tokens.span.end) is None


def _is_range(tokens: Tokens, chain: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether digits with a hyphen are two figures that run up and are round ("100-300") or measured ("328-820 ft")."""
    match = _TWO.fullmatch(chain[0])
    if match is None:
        return False
    low, high = (int(ascii_digits(x)) for x in match.groups())
    if not low < high <= _WIDEST * low:
        return False
    if high < min(2 * low, _THOUSAND) and not lexicon.definite.isdisjoint(tokens.keys[: tokens.at(chain.start())][-1:]):
        return True  # "los 108-112 del partido"
    unit = lexicon.units.find(tokens, tokens.at(chain.end()))
    return (unit is not None and unit.value != "1" and unit.stop - unit.start > 1) or not (
        low % _ROUND or high % _ROUND
    )


def _is_model(text: str, low: int, numeral: Numeral) -> bool:
    """Whether the digits are part of "747-8": too large for a score, and a range does not run down."""
    hyphened = text[numeral.start - 1 : numeral.start] in _HYPHENS
    before = _MODEL.search(text, low, numeral.start) if hyphened else None
    behind = _VARIANT.match(text, numeral.stop)
    if before is not None and numeral.value < int(ascii_digits(before[1])):
        return True
    return behind is not None and 100 <= numeral.value > int(ascii_digits(behind[1])) and numeral.value < 10_000


def addresses(tokens: Tokens, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where telephone numbers, addresses, plates of cars and the like stand, whose digits mean nothing here."""
    text = tokens.text
    part = text[tokens.span.start : tokens.span.end]
    found = [match.span() for match in _TELEPHONE.finditer(text, tokens.span.start, tokens.span.end)]
    found = [(start, end) for start, end in found if _LEAST_DIALLED <= sum(map(str.isdecimal, text[start:end])) <= 15]
    if any(mark in part for mark in ("://", "www.", "@", ".com", ".org")):
        found += [match.span() for match in _ADDRESS.finditer(text, tokens.span.start, tokens.span.end)]
    if "f/" in part or "ƒ/" in part:
        found += [match.span() for match in _APERTURE.finditer(text, tokens.span.start, tokens.span.end)]
    if lexicon.designations is not None:
        found += [match.span() for match in lexicon.designations.finditer(text, tokens.span.start, tokens.span.end)]
    return found


def is_quoted_name(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Whether a figure and a word with a capital are all that stands in quotation marks: a foreign title."""
    at = index + 1
    if not 0 < at < len(tokens) - 1 or lexicon.writing.capitals or not tokens.text[tokens.starts[at]].isupper():
        return False
    return _in_quotes(tokens, index, at + 1)


def opens_title(tokens: Tokens, first: int) -> bool:
    """Whether a number word begins the title of a book or film: роман «Семь лун Маали Алмейды», "Seven Samurai"."""
    if first < 2 or tokens.keys[first - 1] not in _OPENING or not tokens.keys[first - 2].isalpha():
        return False
    if not tokens.text[tokens.starts[first]].isupper() or tokens.starts[first] != tokens.ends[first - 1]:
        return False
    stop = min(len(tokens), first + _LONGEST_TITLE)
    end = next((at for at in range(first + 1, stop) if tokens.keys[at] in _CLOSING), None)
    if end is None:
        return False
    # What somebody said begins with a capital too: "Two men died".
    return end - first == 2 or any(tokens.text[tokens.starts[at]].isupper() for at in range(first + 1, end))


def is_title(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a number and its unit are the title of something: "60 Minutes", «60 минут»."""
    if _in_quotes(tokens, first, end):
        return True
    unit = tokens.text[tokens.starts[end - 1] : tokens.ends[end - 1]]
    return len(unit) > 3 and unit.istitle() and not lexicon.writing.capitals and not tokens.is_headline()


def _in_quotes(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the tokens are all that stands between two quotation marks."""
    if not first or end >= len(tokens) or tokens.keys[first - 1] not in _OPENING or tokens.keys[end] not in _CLOSING:
        return False
    return max(tokens.starts[first] - tokens.ends[first - 1], tokens.starts[end] - tokens.ends[end - 1]) <= 1


def may_be_year(numeral: Numeral) -> bool:
    """Whether a bare figure may as well be a year: four digits, nothing between them."""
    digits = numeral.digits
    return (
        digits is not None
        and len(digits.text) == 4
        and digits.whole
        and not digits.grouped
        and FIRST_YEAR <= numeral.value <= LAST_YEAR
    )


def counts_nouns(tokens: Tokens, end: int, lexicon: Lexicon) -> bool:
    """Whether a noun that only a number takes this way follows a figure: Russian "до 1127 случаев" is no year."""
    if lexicon.counted_nouns is None or end >= len(tokens) or tokens.text[tokens.starts[end]].isupper():
        return False
    return lexicon.counted_nouns.fullmatch(tokens.keys[end]) is not None
