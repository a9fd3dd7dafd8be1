"""What words and signs around a unit make of it: a speed, an area, the kilos of a weight or a length, a grade."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from reconcile.claims import Dimension
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.measures import LENGTHS, PER_HOUR, dimension_of
from reconcile.extract.phrases import Match
from reconcile.extract.tokens import Tokens, is_unspaced
from reconcile.extract.traps import FIRST_YEAR, may_be_year
from reconcile.extract.yuan import yuan_of

if TYPE_CHECKING:
    from reconcile.extract.figures import Figure

_PARTING = frozenset(";；。")
# Tokens to either side of kilos among which is looked for what they are.
_NEAR_KILOS = 10
# The longest symbol of a length ("km²"); behind words a digit is a mark of something else ("metros2").
_SYMBOL = 3
_ERA = "م"
_FIRST_YEAR = 1000
# No grade is higher, and no wind is faster in metres a second.
_HIGHEST_GRADE, _STRONGEST_WIND = 100, 120
_STRONGEST_QUAKE, _OF_QUAKES = 10, frozenset({"magnitude"})
_OF_METRES = frozenset({"m", "m/s"})
_POWERS = {"2": "²", "3": "³"}
# The minutes of a match are marked by what may be a quotation mark as well.
_MINUTE_MARKS = frozenset("'’′")
_CLOSING = frozenset(");,")
_LAST_MINUTE = 130
_COUNTED = re.compile(
    r" (?:ca (?:mắc|nhiễm|bệnh|tử|dương|mới|khỏi|nặng|cộng|nghi|nhập|sốt)|người|trường hợp|bệnh nhân|vụ|hộ dân|học sinh"
    r"|sinh viên|thí sinh|du khách|lượt|hành khách|lao động|doanh nghiệp|căn hộ|phương tiện|cán bộ|chiến sĩ)\b"
)
"""What Vietnamese news count."""
_THOUSANDTH = Fraction(1, 1000)
_INCHES = re.compile(r"[-‐‑](\d|1[01])(?:[-‐‑ ]inch(?:es)?)?(?![\w½]|[.,:-]\d)")
_FEET, _FOOT = range(3, 9), 12
_DEGREES, _CIRCLE = frozenset({"°", "°C"}), 360
# What stands behind a unit where the figure is only known to be of this order: "150円台で", "10%대의".
_ORDER = re.compile(
    r"台(?![風湾北数所本詞車])|대(?=[의를로에가는까서와도인였 ,.]|이[며고었]|[초중후]반|$)"
    r"|[초중후]반(?:대|(?=[의를로에까는]))"
)
_ROUGH = frozenset({Dimension.PERCENT, Dimension.MONEY, Dimension.MEASURE})
_PERSONS = frozenset("명人")
_OPEN_QUOTE = re.compile(r"(?<!\w)['‘’]\w")


def hourly(tokens: Tokens, figure: Figure, unit: str, lexicon: Lexicon) -> str:
    """The unit as a speed where "an hour" is said before the figure or its hedge: 时速85英里, "saatte 120 mil"."""
    speed = PER_HOUR.get((unit, "h"))
    if not speed or not lexicon.hourly:
        return unit
    hedge = lexicon.bounds.find_before(tokens, figure.numeral.first)
    places = [figure.numeral.first] if hedge is None else [figure.numeral.first, hedge.first]
    return speed if any(lexicon.hourly.find_before(tokens, at) is not None for at in places) else unit


def kilos(tokens: Tokens, figure: Figure, unit: Match[str], lexicon: Lexicon) -> str:
    """Kilometres or kilograms where a word near kilos says so; else the unit stays open (1200キロ)."""
    if lexicon.hourly.find_before(tokens, figure.numeral.first):
        return "km"
    behind = range(unit.end, min(len(tokens), unit.end + _NEAR_KILOS))
    for places in (behind, range(figure.first - 1, max(-1, figure.first - _NEAR_KILOS), -1)):
        for at in places:
            if not tokens.keys[at][0].isalnum():
                break
            if (match := lexicon.kilos.find(tokens, at)) is not None:
                return match.value
    return "kilo"


def _farness(tokens: Tokens, first: int, at: int) -> tuple[int, bool, int]:
    """How far a word is from a figure: marks that part what is told, whether it stands behind, in tokens."""
    between = tokens.keys[min(first, at) : max(first, at)]
    return sum(key in _PARTING for key in between), at > first, abs(at - first)


def graded(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> Figure:
    """A figure with a word for a grade behind it in the unit that the nearest word of the sentence makes of it.

    里氏 or 地震 make it the magnitude of an earthquake (4级以上余震), 台风 the force of a wind, 支持率 a point one of
    per cent; 風速 makes a speed of metres.
    """
    if figure.unit == "CNY":
        return figure._replace(unit=yuan_of(tokens, figure))
    if figure.unit == "m" and figure.numeral.value <= _STRONGEST_WIND:
        return figure._replace(unit=_said_near(tokens, figure, lexicon, _OF_METRES) or "m")
    grade = lexicon.grades.find(tokens, figure.end) if figure.unit == "1" else None
    if grade is None or grade.value or figure.dimension is not Dimension.COUNT or figure.value > _HIGHEST_GRADE:
        return figure
    unit = _said_near(tokens, figure, lexicon, frozenset())
    if unit in ("", "1"):
        return figure
    return figure._replace(end=grade.end, stop=grade.stop, unit=unit, dimension=dimension_of(unit))


def tells_of_quake(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether degrees without a scale are those of an earthquake that the sentence tells of: "động đất 7,7 độ".

    A word before them says so, or one for the magnitude itself wherever it stands.
    """
    if figure.value < _STRONGEST_QUAKE and _said_near(tokens, figure, lexicon, _OF_QUAKES):
        return True
    books = (lexicon.units, lexicon.units_before)
    found = (book.find(tokens, at) for at in range(len(tokens)) for book in books)
    return any(match is not None and match.value in _OF_QUAKES for match in found)


def _said_near(tokens: Tokens, figure: Figure, lexicon: Lexicon, wanted: frozenset[str]) -> str:
    """The unit that the nearest word of the sentence makes of a figure; a sign such as "%" counts where no word does.

    With ``wanted`` only words before the figure that make one of these units count, else all that make another one.
    """
    book, first = lexicon.grades, figure.first
    near = [at for at in book.places(tokens.keys) if not wanted or at < first]
    near.sort(key=lambda at: (not tokens.keys[at][0].isalnum(), *_farness(tokens, first, at)))
    units = (match.value for at in near if (match := book.find(tokens, at)) is not None and match.value)
    return next((unit for unit in units if (unit in wanted if wanted else unit not in _OF_METRES)), "")


def is_era(raw: str, start: int, figure: Figure) -> bool:
    """Whether the letter of Arabic metres says of a year that it is of our era ("1990 م", "1290م").

    ``start`` is where it begins: far back only years have it written to them.
    """
    numeral = figure.numeral
    if raw != _ERA or numeral.words or may_be_year(numeral):
        return raw == _ERA
    return start == figure.stop and _FIRST_YEAR <= numeral.value < FIRST_YEAR


def raised(tokens: Tokens, unit: str, match: Match[str]) -> tuple[str, int, int]:
    """A length with a plain digit for its power written to it as an area or a volume ("km2", "м3").

    ``match`` is the unit as found; with the unit comes where it ends, as a token and as an offset.
    """
    end, stop = match.end, match.stop
    if unit not in LENGTHS or match.stop - match.start > _SYMBOL or end >= len(tokens) or not tokens.touching(end - 1):
        return unit, end, stop
    power = _POWERS.get(tokens.keys[end])
    goes_on = tokens.touching(end) and tokens.keys[end + 1][0].isalnum() and not is_unspaced(tokens.keys[end + 1])
    return (unit, end, stop) if power is None or goes_on else (unit + power, end + 1, tokens.ends[end])


def minute_of_play(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> Figure:
    """A figure whose mark makes the minute of a match of it ("il gol al 63'", "(90'+2)"), or minutes ("90’ di gioco").

    Minutes have the mark and go on with "of", and no word such as "at" stands before them.
    """
    end, digits = figure.end, figure.numeral.digits
    if figure.unit != "1" or digits is None or not digits.whole or figure.high is not None or end >= len(tokens):
        return figure
    if tokens.keys[end] not in _MINUTE_MARKS or tokens.starts[end] != figure.stop or figure.value > _LAST_MINUTE:
        return figure
    behind = tokens.keys[end + 1] if end + 1 < len(tokens) else ""
    if tokens.touching(end) and (behind[:1].isalnum() or behind in _MINUTE_MARKS):
        return figure  # two marks are seconds
    at = lexicon.play_at.find_before(tokens, figure.first) is not None
    alone = figure.first > 0 and tokens.keys[figure.first - 1] == "(" and behind in _CLOSING
    if not (at or alone or tokens.keys[end] == "′" or lexicon.play.occurs(tokens)):
        return figure
    if _OPEN_QUOTE.search(tokens.text, tokens.span.start, figure.start):
        return figure
    if behind in lexicon.of and not at:
        return figure._replace(unit="min", dimension=Dimension.DURATION)
    return figure._replace(unit="th", dimension=Dimension.ORDINAL)


def with_inches(tokens: Tokens, figure: Figure) -> Figure:
    """How tall somebody is, in inches, where feet have them behind a hyphen: "the 5-foot-10 guard"."""
    inches = _INCHES.match(tokens.text, figure.stop) if figure.unit == "ft" else None
    if inches is None or figure.high is not None or figure.value not in _FEET or figure.value.denominator != 1:
        return figure
    numeral = figure.numeral._replace(value=figure.value * _FOOT + int(inches[1]), step=Fraction(1), digits=None)
    return figure._replace(numeral=numeral, end=tokens.at(inches.end()), stop=inches.end(), unit="in")


def of_its_order(tokens: Tokens, figure: Figure) -> Figure:
    """A figure with 台 or 대 behind its unit as the range from it to the next round one: "154円台", "10%대"."""
    at = figure.end
    if figure.unit == "1" and figure.dimension is Dimension.COUNT and at < len(tokens) and tokens.keys[at] in _PERSONS:
        at += 1
    elif figure.dimension not in _ROUGH:
        return figure
    order = _ORDER.match(tokens.text, tokens.starts[at]) if at < len(tokens) else None
    ordered = order is not None and (tokens.touching(at - 1) or order[0][0] in "초중후")
    value = figure.numeral.value
    if not ordered or figure.high is not None or figure.single or value <= 0:
        return figure
    size = figure.numeral.step
    while value.denominator == 1 and value % (10 * size) == 0:
        size *= 10
    return figure._replace(high=figure.numeral._replace(value=value + size, step=size, digits=None))


def is_enclosed(tokens: Tokens, figure: Figure) -> bool:
    """Whether a hyphen behind a figure closes what the one before it opened: "los verdes -9- y"."""
    end = figure.end
    closed = end < len(tokens) and tokens.is_hyphen(end) and tokens.starts[end] == figure.stop
    return closed and not (tokens.touching(end) and tokens.keys[end + 1][0].isalnum())


def of_many(tokens: Tokens, figure: Figure) -> Figure:
    """A count with three digits behind the decimal mark as thousands, as nobody counts in parts: "8,600 ca"."""
    also, digits = figure.numeral.alternatives, figure.numeral.digits
    if figure.dimension is not Dimension.COUNT or not also or digits is None or figure.numeral.scale != 1:
        return figure
    if digits.step != _THOUSANDTH or also[0] <= figure.value or not _COUNTED.match(tokens.text, figure.numeral.stop):
        return figure
    return figure._replace(numeral=figure.numeral._replace(value=also[0], step=Fraction(1), digits=None))


def of_circle(figure: Figure) -> Figure:
    """Degrees that may be read in another way, where they are more than a circle has: "20.746 degrees" are twenty."""
    also, digits = figure.numeral.alternatives, figure.numeral.digits
    if figure.unit not in _DEGREES or figure.value <= _CIRCLE or not also or digits is None or also[0] > _CIRCLE:
        return figure
    return figure._replace(numeral=figure.numeral._replace(value=also[0], step=Fraction(1, 1000), digits=None))
