"""Figures that are ages: by the words before them, or by the person that they stand with."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from reconcile.claims import Bound, Dimension
from reconcile.extract.context import bound_before
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.tokens import Tokens, is_unspaced

if TYPE_CHECKING:
    from reconcile.extract.figures import Figure

OLDEST = 115
# Words such as "zwanzigjährig" are said of people from about this age on.
GROWN = 14
# The years of pupils and students that statistics tell in ranges begin about here.
_YOUNGEST_GROUP = 10
_COMMAS = frozenset(",،")
_APOSTROPHES = frozenset("'’")
_DOTS = frozenset("·ㆍ\u119e‧.,/")
_HANGUL = re.compile("[가-힣]")
# From Hebrew to before Thai: letters without capitals.
_UNCASED = "\u0590", "\u0e00"
_KOREAN_NAME = re.compile(
    r"(?<![가-힣])[김이박최정강조윤장임한오서신권황안송류홍유고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추]"
    r"[가-힣][가-힣](?<![시도군구면읍률율액위])[(（]$"
)
"""A family name, the most frequent ones, and a given name of two syllables: "이성진(27)"."""
_JAPANESE_NAME = re.compile("(?<![一-龠々ァ-ヴー])[一-龠々]{2,6}$|(?<=[役優手員家の者])[一-龠々]{2,6}$")
_SUSPECTS = re.compile(
    r"(?:、|と、?|・)?(?:[^()（）。\n]{2,10}[(（]\d{2}[)）](?:、|と、?|・)?)*(?:ら|の)?(?:両|[2-9２-９二三四五六七八九]人?の?)?"
    "(?:容疑者|被告|さん|選手|夫妻|兄弟|姉妹|死刑囚)"
)
"""What calls those before it by what they are, after a row of names with ages."""
_SEXES = frozenset("남여")
"""Behind an age in Korean brackets: "김모씨(77·여)"."""
_CLOSING = frozenset(",.;)،。")
_ENDING = frozenset(".;")
_OPENS = frozenset(',;:«“"')
_PARTING = frozenset(",;:.!?()،؛。，；：")
# Tokens between a word for the age of retirement and the like and the years.
_LEGAL = 6
MONTHS, _LAST_MONTHS = 12, 36
# Words that may stand with an age in brackets.
_TOLD = 4
_OLD = (["old"], ["olds"])
_GROWN_MONTHS = re.compile("大(?=[的嬰婴男女寶宝幼時时之，。、,])")
_LIMITS = frozenset({Bound.OVER, Bound.UNDER, Bound.AT_LEAST, Bound.AT_MOST})


def aged(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon) -> Figure:
    """A figure as an age where the words before it or the person that it stands with make one of it."""
    if figure.unit == "mo":
        return _aged_in_months(tokens, figure, lexicon)
    if figure.unit not in ("1", "yr") or figure.dimension not in (Dimension.COUNT, Dimension.DURATION):
        return figure
    lone = figure.unit == "1" and figure.numeral.words and figure.numeral.lone  # Swedish "vid ett sjukhus"
    whole = figure.unit == "yr" or (figure.numeral.value.denominator == 1 and not lone)
    is_age = (
        whole and lexicon.ages_before.find_before(tokens, _before_article(tokens, figure, lexicon), floor) is not None
    )
    hedged = lexicon.bounds.find_before(tokens, figure.first, floor) if not is_age and whole else None
    if hedged is not None and hedged.value is Bound.ABOUT:
        is_age = lexicon.ages_before.find_before(tokens, hedged.first, floor) is not None  # "aged about 60"
    possible = 1 < figure.numeral.value <= OLDEST
    if not is_age and possible and figure.unit == "yr":
        behind = tokens.keys[figure.end] if figure.end < len(tokens) else ""
        had = behind not in lexicon.ages_had_not_before  # "ha 20 anni più di lui"
        hedge = lexicon.bounds.find_before(tokens, figure.first, floor) if lexicon.ages_had else None
        about = hedge.first if hedge is not None and hedge.value is Bound.ABOUT else figure.first
        is_age = had and any(lexicon.ages_had.find_before(tokens, n, floor) is not None for n in {figure.first, about})
    is_age = is_age and not _counts_things(tokens, figure, lexicon)
    if not is_age and not (possible and _is_with_person(tokens, figure, floor, lexicon)):
        return figure
    return figure._replace(unit="yr", dimension=Dimension.AGE)


def _aged_in_months(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> Figure:
    """Months as a part of a year of life: "a 10-month-old girl", "una bambina di 8 mesi"."""
    end = tokens.skip_hyphen(figure.end) if figure.end < len(tokens) else figure.end
    if figure.high is not None or figure.dimension is not Dimension.DURATION:
        return figure
    old = tokens.keys[end : end + 1] in _OLD or _GROWN_MONTHS.match(tokens.text, figure.stop) is not None
    if not old and (figure.value > _LAST_MONTHS or not _is_of_baby(tokens, figure, lexicon)):
        return figure
    numeral = figure.numeral._replace(value=figure.numeral.value / MONTHS, step=Fraction(1, MONTHS), digits=None)
    aged = figure._replace(numeral=numeral, unit="yr", dimension=Dimension.AGE)
    return aged._replace(end=end + 1, stop=tokens.ends[end]) if old else aged


def _is_of_baby(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether months are somebody's age: "zehn Monate alt", "berusia sepuluh bulan", "десятимесячный ребенок"."""
    around = tokens.keys[max(0, figure.first - 2) : figure.first] + tokens.keys[figure.end : figure.end + 2]
    told = lexicon.ages_in_months.find(tokens, figure.end) or lexicon.ages_before.find_before(tokens, figure.first)
    return told is not None or not lexicon.babies.isdisjoint(around) or _is_set_off(tokens, figure, lexicon)


def _is_with_person(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon) -> bool:
    """Whether a figure that may be an age, as most may not, is one by what stands around it."""
    return (
        (bool(lexicon.ages_limited) and _is_limited(tokens, figure, lexicon))
        or _was_then(tokens, figure, floor, lexicon)
        or _is_set_off(tokens, figure, lexicon)
        or _is_limit(tokens, figure, floor, lexicon)
        or _is_behind_name(tokens, figure, lexicon)
        or _opens_clause(tokens, figure, lexicon)
    )


def _opens_clause(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether years stand between "at" at the head of a clause and a comma: French "À 38 ans, il court"."""
    end = figure.end
    at = lexicon.play_at.find_before(tokens, figure.first) if figure.unit == "yr" and figure.high is None else None
    if at is None or figure.value < _YOUNGEST_GROUP or tokens.keys[end : end + 1] != [","]:
        return False
    return at.first == 0 or tokens.keys[at.first - 1] in _OPENS


def _counts_things(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether what would be an age counts the nouns behind it: Hebrew ועדה בת תשעה חברים, a committee of nine."""
    bare = figure.unit == "1" and _before_article(tokens, figure, lexicon) == figure.first
    plural = lexicon.plural if lexicon.writing.article_ranks and bare else None
    return plural is not None and figure.end < len(tokens) and plural.fullmatch(tokens.keys[figure.end]) is not None


def _before_article(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> int:
    """The token before which an age would be told, behind an article that is written with a hyphen (Hebrew בן ה-28)."""
    at = figure.first
    if lexicon.writing.article_ranks and at > 1 and tokens.is_hyphen(at - 1):
        article = lexicon.ordinals_before.find_before(tokens, at - 1)
        at = article.first if article is not None else at
    return at


def _is_limited(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a word for age stands behind a figure and its bound: Hindi "18 से अधिक उम्र"."""
    bound = lexicon.bounds_after.find(tokens, figure.end)
    if bound is not None and tokens.keys[bound.end - 1] in lexicon.ages_limited:
        return True  # Dutch "15 jaar en ouder"
    return bound is not None and bound.end < len(tokens) and tokens.keys[bound.end] in lexicon.ages_limited


def _was_then(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon) -> bool:
    """Whether words behind a bare figure say that somebody was that old: "was 11 at the time"."""
    if figure.unit != "1":
        return False
    behind = lexicon.ages_when.find(tokens, figure.end) is not None
    return behind and lexicon.ages_be.find_before(tokens, figure.first, floor) is not None


def _is_set_off(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a figure stands with a person, as ages do: "John Smith, 72, said", "un jugador de 31 años"."""
    first, end, numeral = figure.first, figure.end, figure.numeral
    bare = figure.unit == "1"
    if figure.high is not None and (opening := lexicon.between.find_before(tokens, first)) is not None:
        first = opening.first  # "votantes de entre 18 y 29 años"
    if bare and (numeral.digits is None or not numeral.digits.whole):
        return False
    if bare and numeral.value >= GROWN and _is_of_person(tokens, first, end, lexicon):
        return True
    if end < len(tokens) and tokens.keys[end] in lexicon.ages_had_not_before - lexicon.of_age:
        return False  # "un homme de 20 ans son aîné"
    if not bare and first >= 1 and tokens.keys[first - 1] in lexicon.of_age:
        first -= 1
        if first >= 1 and _is_person(tokens, first - 1, lexicon):
            return True
        if first >= 3 and tokens.keys[first - 2] in lexicon.of and _is_person(tokens, first - 3, lexicon):
            return True  # "jugador de baloncesto de 20 años"
        if numeral.value >= GROWN and _is_described(tokens, first, lexicon):
            return True  # Italian "un operaio romano di 30 anni"
        if _is_full_name(tokens, first, lexicon) and numeral.value >= GROWN:
            return True  # Italian "Carlo Bianchi di 78 anni"
        apart = first >= 2 and tokens.keys[first - 1] == "," and end < len(tokens)
        if apart and _has_capital(tokens, first - 2, lexicon) and numeral.value >= GROWN:
            return True  # "Palin, de 29 años y"
    if bare and first >= 2 and is_unspaced(tokens.keys[first - 2]):
        return _is_bracketed_age(tokens, first, end, lexicon)
    closed = end >= len(tokens) or tokens.keys[end] in _CLOSING
    if first >= 2 and numeral.value >= GROWN and end < len(tokens) and tokens.keys[end] in lexicon.ages_agents:
        return tokens.keys[first - 1] == "," and not tokens.keys[first - 2][0].isdecimal()
    between = first > 0 and end < len(tokens) and tokens.keys[first - 1] == tokens.keys[end] == ","
    if not bare and first > 1 and tokens.keys[first - 1] == "," and tokens.keys[end + 1 : end + 2] == [","]:
        between = between or _has_capital(tokens, first - 2, lexicon)  # "Marie Durand, 20 ans également, ..."
    if between and not bare and numeral.value >= GROWN:
        return True  # "жертва, 40 лет, находилась"
    if bare and _is_apposed(tokens, first, end) and numeral.value >= GROWN:
        return True
    if first < 2 or tokens.keys[first - 1] not in (",", "(", "،") or not closed or (bare and end >= len(tokens)):
        return False
    if bare and tokens.keys[end] in _ENDING and numeral.value < GROWN:
        return False  # "the Greens nine seats, Labour, 6."
    person = tokens.keys[first - 2]
    named = tokens.text[tokens.starts[first - 2]].isupper() and tokens.keys[first - 1] == ","
    return person.isalpha() and (named or person in lexicon.persons)


def _is_described(tokens: Tokens, end: int, lexicon: Lexicon) -> bool:
    """Whether a word for a person and an adjective behind it end at a token."""
    if end < 2 or lexicon.writing.noun != "first" or tokens.keys[end - 1] in lexicon.stop:
        return False
    return tokens.keys[end - 1].isalpha() and tokens.keys[end - 2] in lexicon.persons


def _is_of_person(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a bare figure is the age of the person before it and counts nothing: "su hermano de 21 y"."""
    if first < 2 or tokens.keys[first - 1] not in lexicon.of_age or tokens.keys[first - 1] not in lexicon.of:
        return False
    behind = tokens.keys[end] if end < len(tokens) else ""
    closed = not behind or behind in _CLOSING or behind in lexicon.joiners or behind in lexicon.stop
    return closed and behind not in lexicon.of and tokens.keys[first - 2] in lexicon.persons


def _is_apposed(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a bare figure stands between commas behind a word of a script without capitals: "קואומו, 53, החל"."""
    if first < 2 or end + 1 >= len(tokens) or tokens.keys[first - 1] not in _COMMAS or tokens.keys[end] not in _COMMAS:
        return False
    person, behind = tokens.keys[first - 2], tokens.keys[end + 1]
    return person.isalpha() and behind.isalpha() and _UNCASED[0] <= person[0] < _UNCASED[1]


def _is_limit(tokens: Tokens, figure: Figure, floor: int, lexicon: Lexicon) -> bool:
    """Whether a figure says below or above which age people are, or at which age the law lets them do something.

    "Children under 5", "Kinder unter sechs Jahren", "l'âge légal de la retraite est porté à 64 ans".
    """
    if figure.numeral.value.denominator != 1:
        return False
    if figure.unit == "yr" and is_set_by_law(tokens, figure.first, lexicon):
        return True
    if not lexicon.age_groups:
        return False
    bound, begin = bound_before(tokens, figure.first, floor, lexicon)
    opening = lexicon.between.find_before(tokens, figure.first) if figure.high is not None else None
    if opening is not None and opening.first > 1:
        of = tokens.keys[opening.first - 1] in lexicon.of_age  # "los parados de entre 16 y 24 años"
        if tokens.keys[opening.first - 1 - of] in lexicon.age_groups:
            return True  # Dutch "jongeren tussen de 18 en 24 jaar"
    if _is_age_group(tokens, figure, lexicon) or _is_definite_span(tokens, figure, lexicon):
        return True
    if figure.high is not None and figure.unit == "yr" and tokens.keys[max(0, figure.first - 1)] in lexicon.age_groups:
        return True  # Swedish "personer 65–74 år"
    begin -= begin > 0 and tokens.keys[begin - 1] in lexicon.of_age
    behind = lexicon.bounds_after.find(tokens, figure.end) if figure.unit == "yr" else None
    if behind is not None and behind.value in _LIMITS and begin > 0:
        if tokens.keys[begin - 1] in lexicon.age_groups:
            return True  # "les personnes de 50 ans et plus"
        if figure.numeral.value >= GROWN and tokens.keys[begin - 1] in lexicon.definite:
            return True  # "les 65 ans et plus"
    if bound not in _LIMITS or begin < 1:
        return False
    after = tokens.keys[figure.end] if figure.end < len(tokens) else ""
    people = figure.unit == "yr" and tokens.keys[begin - 1] in lexicon.definite and after not in lexicon.of
    # "les moins de 20 ans", but "les plus de 20 ans de carrière"
    return tokens.keys[begin - 1] in lexicon.age_groups or (people and figure.numeral.value >= _YOUNGEST_GROUP)


def _is_definite_span(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether "between the 15 and the 18 years", as Italian and Spanish tell ages, or "pessoas de 2 a 59 anos"."""
    first, end = figure.first, figure.end
    if (
        figure.high is None
        or figure.unit != "yr"
        or first < 2
        or tokens.keys[end : end + 1] in ([w] for w in lexicon.of)
    ):
        return False
    before, ahead = tokens.keys[first - 1], tokens.keys[first - 2]
    if before in lexicon.definite and figure.value >= 1:
        return any(lexicon.between.find_before(tokens, at) is not None for at in (first - 1, first))
    return before in lexicon.of_age and (ahead in lexicon.age_groups or ahead in lexicon.persons)


def _is_age_group(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a range of years with a hyphen names people by their age: "les 15-24 ans", no "dans les 15-20 ans"."""
    first, end = figure.first, figure.end
    if figure.high is None or figure.unit != "yr" or not first or figure.numeral.value < _YOUNGEST_GROUP:
        return False
    behind = tokens.keys[end] if end < len(tokens) else ""
    hyphened = tokens.is_hyphen(figure.numeral.end) and behind not in lexicon.of
    within = first > 1 and tokens.keys[first - 2] in lexicon.change.places
    return hyphened and tokens.keys[first - 1] in lexicon.definite and not within


def is_set_by_law(tokens: Tokens, first: int, lexicon: Lexicon) -> bool:
    """Whether words for an age that a law sets stand before a figure in its clause."""
    for at in range(first - 1, max(0, first - _LEGAL) - 1, -1) if lexicon.ages_legal else ():
        if tokens.keys[at] in _PARTING:
            return False
        if lexicon.ages_legal.find(tokens, at) is not None:
            return True
    return False


def _is_behind_name(tokens: Tokens, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether nothing but a figure stands in brackets behind a name of two words: "Hanna Lindner (54) sagt".

    So do years, in every language: "Amina Diallo (34 ans)", "سمير حداد (٦٩ عاما)".
    """
    first, end, numeral = figure.first, figure.end, figure.numeral
    written = figure.unit == "yr" or (lexicon.writing.bracketed_ages and numeral.digits is not None)
    if not written or first < 3:
        return False
    if not GROWN <= numeral.value < OLDEST or end >= len(tokens) or tokens.keys[first - 1] != "(":
        return False
    if tokens.keys[end] != ")" and not _is_told_with_more(tokens, end):
        return False
    last = first - 2
    if last > 2 and tokens.keys[last - 1] in _APOSTROPHES:
        last -= 2  # Turkish "Ayşe Kaya'nın (32)"
    if _is_initials(tokens, last):
        return True
    if figure.unit == "yr" and _UNCASED[0] <= tokens.keys[last][0] < _UNCASED[1]:
        return True
    initial = tokens.keys[last] == "." and last > 1  # "Karim S. (24)"
    places = (last - 2, last - 1) if initial else (last - 1, last)
    given, family = (tokens.text[tokens.starts[at] : tokens.ends[at]] for at in places)
    if not initial and last > 2 and tokens.is_hyphen(last - 1) and tokens.touching(last - 1):
        given = tokens.text[tokens.starts[last - 3] : tokens.ends[last - 3]]  # "Lara Kern-Vogt (32)"
    named = len(given) > 1 and given[0].isupper() and not given.isupper()
    return named and (len(family) == 1 if initial else len(family) > 1 and not family.isupper()) and family[0].isupper()


def _is_told_with_more(tokens: Tokens, end: int) -> bool:
    """Whether only words stand behind a figure up to the closing bracket: "Eva Lang (27/Ulm)", "(27, Ulm)"."""
    behind = tokens.keys[end + 1 : end + 1 + _TOLD]
    words = behind[: behind.index(")")] if ")" in behind else []
    return tokens.keys[end] in ("/", ",") and bool(words) and words[0].isalpha() and not any(map(str.isdecimal, words))


def _is_initials(tokens: Tokens, last: int) -> bool:
    """Whether nothing but initials names somebody: "T.A. (25)", "M.A.K. (50)"."""
    if last < 3 or not tokens.keys[last] == tokens.keys[last - 2] == ".":
        return False
    letters = (tokens.text[tokens.starts[at] : tokens.ends[at]] for at in (last - 3, last - 1))
    return all(len(letter) == 1 and letter.isupper() for letter in letters)


def _is_bracketed_age(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether only a figure stands in brackets behind what a person is called: "田中一郎さん（８１）", "김모씨(45)"."""
    if end + 2 < len(tokens) and tokens.keys[end] in _DOTS:
        if tokens.keys[end + 1] in _SEXES:
            end += 2
        elif tokens.keys[end] in "·ㆍ\u119e" and all(
            _HANGUL.match(tokens.keys[at]) for at in (first - 3, first - 2, end + 1)
        ):
            age = int(tokens.keys[first]) if tokens.keys[first - 1] == "(" else 0
            return GROWN <= age < OLDEST  # "김민호(34·대전)"
    closed = tokens.keys[first - 1] in ("(", "（") and end < len(tokens) and tokens.keys[end] in (")", "）")
    if not closed:
        return False
    called = lexicon.called.find_before(tokens, first - 1) is not None
    if called or _is_behind_japanese_name(tokens, first, end, lexicon):
        return True
    name = _KOREAN_NAME.search(
        tokens.text, max(tokens.span.start, tokens.starts[first - 1] - 4), tokens.ends[first - 1]
    )
    return name is not None and tokens.keys[first].isdecimal() and GROWN <= int(tokens.keys[first]) < OLDEST


def _is_behind_japanese_name(tokens: Tokens, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a figure in brackets stands behind a name that a role or 容疑者 tells: "俳優の西田敏行(62)"."""
    age = tokens.keys[first]
    name = _JAPANESE_NAME.search(tokens.text, tokens.span.start, tokens.starts[first - 1])
    if name is None or not age.isdecimal() or not GROWN <= int(age) < OLDEST:
        return False
    if _SUSPECTS.match(tokens.text, tokens.ends[end]) is not None:
        return True
    at = tokens.at(name.start())
    linked = at > 0 and tokens.keys[at - 1] == "の"
    return lexicon.called.find_before(tokens, at - linked) is not None


def _is_person(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether a word says who somebody is ("hombre", "mécanicien"), if need be with an article ("un danés")."""
    if tokens.keys[at] in lexicon.persons or lexicon.person_endings is None:
        return tokens.keys[at] in lexicon.persons
    return lexicon.person_endings.search(" ".join(tokens.keys[max(0, at - 1) : at + 1])) is not None


def _is_full_name(tokens: Tokens, end: int, lexicon: Lexicon) -> bool:
    """Whether two words with capitals, as somebody's names have them, end at a token."""
    if end < 2 or lexicon.writing.capitals or tokens.is_headline():
        return False
    words = [tokens.text[tokens.starts[at] : tokens.ends[at]] for at in (end - 2, end - 1)]
    return all(word.istitle() and len(word) > 1 and word.lower() not in lexicon.stop for word in words)


def _has_capital(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Whether a word is written with a capital where not all nouns are."""
    return tokens.text[tokens.starts[index]].isupper() and not lexicon.writing.capitals
