"""Which figures are quantities, and which are years, labels, articles or parts of other words."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.claims import Dimension
from reconcile.extract import context, traps
from reconcile.extract.figures import Figure
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.pieces import Numeral
from reconcile.extract.tokens import Tokens, is_unspaced

_LONGEST_NAME = 3
# Marks of quotation around a name, its words, and what no number of a name reaches.
_OPENING, _CLOSING = frozenset('"«“„‘'), frozenset('"»”“’')
_NAME, _HUNDRED = 4, 100
_LISTED = frozenset(",.;)")
_ROUND = 50
"""Multiples of it are counts more often than other figures that may be years."""
# The last minute of a match.
_LAST_MINUTE = 130
_GLUED = 4
"""Letters of the shortest word that a digit may be written to as part of a name."""
_PARTICLES = frozenset("はがをでとも")


@dataclass(slots=True)
class Acceptance:
    """Judges the figures of one sentence."""

    tokens: Tokens
    lexicon: Lexicon
    labelled: int = -1
    """Where the last figure ended that only names something."""

    def counts(self, figure: Figure, floor: int, limit: int) -> bool:
        """Whether a figure is a quantity, seen between the tokens ``floor`` and ``limit``."""
        numeral, tokens, lexicon = figure.numeral, self.tokens, self.lexicon
        if figure.first == 0 and figure.end >= len(tokens) - 1:
            return True
        if figure.single or figure.high is not None:
            if figure.high is None:
                return True
            digits = figure.unit == "1" and figure.dimension is Dimension.COUNT and numeral.digits is not None
            if digits and self._is_labelled(figure.first, floor):
                return False  # "tracks 1 to 5"
            return not self._spans_years(figure, figure.high, floor, limit)
        if self._is_title(figure) or self._is_quoted(figure):
            return False
        if figure.dimension is Dimension.ORDINAL and numeral.words and numeral.value <= 2:
            return figure.first < numeral.first and numeral.value == 2 and figure.unit == "th"  # "number two"
        if figure.dimension is Dimension.ORDINAL and numeral.words and self._is_proper(figure):
            return False
        if numeral.words and (traps.opens_title(tokens, figure.first) or self._is_pitch(figure, limit)):
            return False
        if numeral.words and self._ends_compound(figure):
            return False
        if figure.dimension is Dimension.ORDINAL and numeral.digits is not None and self._is_dialled(figure, floor):
            return False
        if self._is_labelled_rank(figure, floor) or self._is_clock(figure):
            return False
        plain = figure.unit == "1" and figure.dimension is Dimension.COUNT
        if numeral.lone and not figure.negative and self._is_article(figure, plain, limit):
            return False
        told_per = figure.dimension is Dimension.RATE and figure.unit == "1"  # "sulla statale 6 al chilometro 9"
        if (plain or told_per) and (self._is_labelled(figure.first, floor) or self._goes_on_labels(figure, limit)):
            self.labelled = figure.end
            return False
        ranks = figure.dimension is Dimension.ORDINAL and numeral.digits is not None  # 제21조
        if (plain or ranks) and lexicon.labels_after.find(tokens, figure.end) is not None:
            return False
        if plain and numeral.value == 1 and self._is_base(figure):
            return False
        if plain and (self._is_named(figure, limit) or self._names(figure) or self._is_lettered(figure)):
            return False
        if plain and (self._is_player(figure) or self._is_model(figure)):
            return False
        if plain and self._is_bare_year(figure, floor, limit):
            return False
        has = figure.unit == "ha" and figure.unit in lexicon.stop  # Italian "nel 2024 ha vinto"
        if (figure.unit == "yr" or has) and traps.may_be_year(numeral) and numeral.value >= 1900:
            return False  # "2017 года", 2025年
        return not (numeral.words and plain and self._is_homograph(figure, floor))

    def _is_proper(self, figure: Figure) -> bool:
        """Whether a rank with a capital within a sentence is a name or part of one: "na ilha Terceira"."""
        tokens, first = self.tokens, figure.numeral.first
        if self.lexicon.writing.capitals or not first or tokens.is_headline():
            return False
        before = tokens.text[tokens.starts[first - 1] : tokens.ends[first - 1]]
        return tokens.text[tokens.starts[first]].isupper() and before.isalpha() and before.islower()

    def _is_hedged(self, figure: Figure, floor: int) -> bool:
        """Whether a hedge or a bound stands before a figure."""
        return context.bound_before(self.tokens, figure.first, floor, self.lexicon)[0] is not None

    def _is_base(self, figure: Figure) -> bool:
        """Whether a one and its unit are what others are counted by: "1日当たりの感染者数"."""
        ends = (figure.end, figure.end + 1)
        return any(self.lexicon.per_after.find(self.tokens, at) is not None for at in ends)

    def _is_dialled(self, figure: Figure, floor: int) -> bool:
        """Whether a label of several words stands before what would be a rank: "الاتصال على رقم 101"."""
        found = (self.lexicon.label_before(self.tokens, at, floor) for at in (figure.first, figure.numeral.first))
        return any(label is not None and label.end - label.first > 1 for label in found)

    def _is_labelled(self, first: int, floor: int) -> bool:
        """Whether a label stands before a figure, or a hyphen and a label (Hebrew "the century ה-19")."""
        tokens, label_before = self.tokens, self.lexicon.label_before
        if label_before(tokens, first, floor) is not None:
            return True
        hyphen = first - 1 > floor and tokens.is_hyphen(first - 1) and tokens.touching(first - 2)
        if hyphen and label_before(tokens, first - 1, floor) is not None:
            return True
        at = first
        while at > floor and first - at < _LONGEST_NAME and tokens.text[tokens.starts[at - 1]].isupper():
            at -= 1
            if not self.lexicon.writing.capitals and label_before(tokens, at, floor) is not None:
                return True  # "flight Precision Air 494"
        return False

    def _is_clock(self, figure: Figure) -> bool:
        """Whether minutes are written to hours that are none of a length of time: "21 de julho - 16h06"."""
        tokens, end = self.tokens, figure.end
        touching = figure.unit == "h" and end < len(tokens) and tokens.starts[end] == figure.stop
        return touching and tokens.keys[end].isdecimal() and len(tokens.keys[end]) == len("06")

    def _is_player(self, figure: Figure) -> bool:
        """Whether a bare figure in brackets behind one name is a minute of play or an age: "golos de Lima (34)"."""
        tokens, first, end, digits = self.tokens, figure.first, figure.end, figure.numeral.digits
        if first < 2 or end >= len(tokens) or (tokens.keys[first - 1], tokens.keys[end]) != ("(", ")"):
            return False
        minute = digits is not None and digits.whole and figure.value <= _LAST_MINUTE
        named = tokens.text[tokens.starts[first - 2]].isupper() and tokens.keys[first - 2].isalpha()
        return minute and named and self.lexicon.play.occurs(tokens)

    def _is_model(self, figure: Figure) -> bool:
        """Whether a figure stands between two names, as in those of wares: "el Nokia 8 Sirocco"."""
        tokens, first, end, digits = self.tokens, figure.first, figure.end, figure.numeral.digits
        if self.lexicon.writing.noun != "first" or self.lexicon.writing.capitals or tokens.is_headline():
            return False
        if first < 2 or end >= len(tokens) or digits is None or not digits.whole or figure.end != first + 1:
            return False
        after = tokens.keys[end + 1] if end + 1 < len(tokens) else ""
        names = (first - 1, end)
        words = [tokens.text[tokens.starts[at] : tokens.ends[at]] for at in names]
        named = all(
            word[0].isupper() and word[-1].islower() and word.lower() not in self.lexicon.stop for word in words
        )
        return named and tokens.keys[first - 2][0].isalnum() and not after[:1].isdecimal()

    def _is_labelled_rank(self, figure: Figure, floor: int) -> bool:
        """Whether what ends a sentence behind a label only looks like a rank: "Es gilt Stufe 2. Heute ..."."""
        digits = figure.numeral.digits
        if figure.dimension is not Dimension.ORDINAL or digits is None or not figure.stop:
            return False
        return self.tokens.text[figure.stop - 1] == "." and self._is_labelled(figure.first, floor)

    def _goes_on_labels(self, figure: Figure, limit: int) -> bool:
        """Whether a figure is one more of what a label told before: "articles 9 and 10", "from place 4 to 2"."""
        tokens, lexicon, between = self.tokens, self.lexicon, figure.first - 1
        if between != self.labelled or between < 0 or figure.numeral.digits is None:
            return False
        books = (lexicon.ranges, lexicon.changes_to)
        linked = tokens.keys[between] in lexicon.joiners or any(book.find(tokens, between) for book in books)
        behind = tokens.keys[figure.end] if figure.end < len(tokens) else "."
        listed = tokens.keys[between] == "," and (behind in lexicon.joiners or behind in _LISTED)  # "quận 2, 8, 9"
        of = behind in lexicon.of or behind in lexicon.of_the  # "et 321 du code pénal"
        return (linked or listed) and (of or not context.noun(tokens, figure.end, limit, lexicon))

    def _is_named(self, figure: Figure, limit: int) -> bool:
        """Whether the figure is the last part of a name: "Artemis 1", "Radio 4". German capitals say nothing."""
        tokens, first = self.tokens, figure.first
        digits = figure.numeral.digits
        if self._is_glued(figure, limit):
            return True
        if first < 2 or self.lexicon.writing.capitals or digits is None or len(digits.text) > 3 or not digits.whole:
            return False
        raw = tokens.text[tokens.starts[first - 1] : tokens.ends[first - 1]]
        bracketed = tokens.keys[first - 2] in "(（" and figure.end < len(tokens) and tokens.keys[figure.end] in ")）"
        foreign = raw.isascii() and len(raw) > 1 and raw[0].isupper() and not self._is_latin()
        alone = foreign and (raw.isupper() or bracketed)
        if alone or (foreign and not context.noun(tokens, figure.end, limit, self.lexicon)):
            return True  # "ATR 72", "(Formula 1)", "Mazda 616" in a Cyrillic or Arabic text
        name = raw[0].isupper() and len(raw) > 1 and tokens.keys[first - 1] not in self.lexicon.stop
        if name and (not tokens.keys[first - 2][0].isalnum() or tokens.is_headline()):
            return False
        if context.bound_after(tokens, figure.end, limit, self.lexicon)[0] is not None:
            return False  # Turkish "Artvin 700'den fazla köy"
        return name and not context.noun(tokens, figure.end, limit, self.lexicon)

    def _is_glued(self, figure: Figure, limit: int) -> bool:
        """Whether one digit that counts nothing touches a word without capitals: Arabic إنترنت2 is a name."""
        tokens, first, digits = self.tokens, figure.first, figure.numeral.digits
        if not first or digits is None or len(digits.text) > 1 or not tokens.touching(first - 1):
            return False
        word = tokens.keys[first - 1]
        if len(word) < _GLUED or not word.isalpha() or is_unspaced(word) or word in self.lexicon.stop:
            return False
        return not context.noun(tokens, figure.end, limit, self.lexicon)

    def _is_lettered(self, figure: Figure) -> bool:
        """Whether a letter that is no magnitude here touches the digits: "802.11b", "apartment 3b"."""
        tokens, end = self.tokens, figure.end
        if figure.numeral.digits is None or end >= len(tokens) or tokens.starts[end] != figure.stop:
            return False
        return tokens.keys[end] in self.lexicon.tight_scales and self.lexicon.units.find(tokens, end) is None

    def _ends_compound(self, figure: Figure) -> bool:
        """Whether a noun that is a number word elsewhere ends a compound: German "die Streich-Elf", a team."""
        tokens, first = self.tokens, figure.first
        if not self.lexicon.writing.capitals or first < 2 or not tokens.is_hyphen(first - 1):
            return False
        joined = tokens.touching(first - 1) and tokens.touching(first - 2) and tokens.keys[first - 2].isalpha()
        return joined and tokens.text[tokens.starts[first]].isupper()

    def _is_pitch(self, figure: Figure, limit: int) -> bool:
        """Whether "half" behind a name is a side's part of the field: "into the Liverpool half"."""
        tokens, lexicon, first = self.tokens, self.lexicon, figure.first
        if figure.numeral.role != "fraction" or first < 2 or figure.end != first + 1 or lexicon.writing.capitals:
            return False
        named = tokens.text[tokens.starts[first - 1]].isupper() and tokens.keys[first - 2] in lexicon.stop
        return named and not context.noun(tokens, figure.end, limit, lexicon)

    def _is_title(self, figure: Figure) -> bool:
        """Whether a length of time is a title: "60 Minutes", «60 минут»."""
        tokens, numeral = self.tokens, figure.numeral
        if figure.dimension is not Dimension.DURATION or numeral.digits is None or figure.end <= numeral.end:
            return False
        return traps.is_title(tokens, figure.first, figure.end, self.lexicon)

    def _is_quoted(self, figure: Figure) -> bool:
        """Whether digits and one more word are a title in quotation marks."""
        numeral = figure.numeral
        alone = numeral.digits is not None and numeral.end == figure.end == figure.first + 1
        return alone and (traps.is_quoted_name(self.tokens, figure.first, self.lexicon) or self._ends_name(figure))

    def _ends_name(self, figure: Figure) -> bool:
        """Whether all that stands in quotation marks before a small figure are words with capitals: “Robledal 3”."""
        tokens, last = self.tokens, figure.first - 1
        if figure.end >= len(tokens) or tokens.keys[figure.end] not in _CLOSING or figure.numeral.value >= _HUNDRED:
            return False
        at = last
        while at > max(0, last - _NAME) and tokens.text[tokens.starts[at]].isupper():
            at -= 1
        return at < last and tokens.keys[at] in _OPENING

    def _names(self, figure: Figure) -> bool:
        """Whether a number word begins a name: "Six Flags", but "the Seven Dwarfs" are seven."""
        tokens, numeral = self.tokens, figure.numeral
        at = numeral.first
        if not numeral.words or self.lexicon.writing.capitals or at < 1 or numeral.end >= len(tokens):
            return False
        if not tokens.keys[at - 1].isalnum() or tokens.keys[at - 1] in self.lexicon.definite:
            return False
        if tokens.starts[numeral.end] - numeral.stop != 1:
            return False
        ahead, behind = tokens.text[numeral.start], tokens.text[tokens.starts[numeral.end]]
        return ahead.isupper() and behind.isupper() and not tokens.is_headline()

    def _is_latin(self) -> bool:
        """Whether the language writes its own words in Latin letters."""
        return any(key.isascii() and key.isalpha() for key in self.lexicon.stop)

    def _runs_on(self, figure: Figure) -> bool:
        """Whether a Korean word goes on behind what looked like a unit (사주시겠어요 has no four weeks in it)."""
        return self._goes_on(figure.end)

    def _goes_on(self, end: int) -> bool:
        tokens = self.tokens
        if end >= len(tokens) or not tokens.touching(end - 1):
            return False
        key = tokens.keys[end]
        return "\uac00" <= key <= "\ud7a3" and key not in self.lexicon.stop

    def _spans_years(self, figure: Figure, high: Numeral, floor: int, limit: int) -> bool:
        """Whether both ends of a range are years: "in either 2015 or 2016"."""
        plain = figure.unit == "1" and figure.dimension is Dimension.COUNT and not figure.per
        if not plain or not traps.may_be_year(high):
            return False
        return self._is_bare_year(figure, floor, limit)

    def _is_bare_year(self, figure: Figure, floor: int, limit: int) -> bool:
        tokens, lexicon = self.tokens, self.lexicon
        if not traps.may_be_year(figure.numeral) or self._is_hedged(figure, floor):
            return False
        if figure.high is None and figure.end > figure.numeral.end:
            return False  # Russian "1800 об/мин"
        if lexicon.counters.find(tokens, figure.end) is not None or traps.counts_nouns(tokens, figure.end, lexicon):
            return False
        if figure.first and tokens.keys[figure.first - 1] in lexicon.year_words:
            return True
        if figure.numeral.value % _ROUND == 0 and self._counts_many(figure.end):
            return False  # "se hallaron 2000 paquetes"
        if 1900 <= figure.numeral.value < 2040:
            return True
        return self._leads_on(figure.end) or not context.noun(tokens, figure.end, limit, lexicon)

    def _counts_many(self, end: int) -> bool:
        """Whether what follows has the form of several: a word without a capital that is no small word."""
        tokens, plural = self.tokens, self.lexicon.plural
        if plural is None or end >= len(tokens) or tokens.keys[end] in self.lexicon.stop:
            return False
        return tokens.text[tokens.starts[end]].islower() and plural.fullmatch(tokens.keys[end]) is not None

    def _leads_on(self, end: int) -> bool:
        """Whether "of" and a small word stand behind a figure: "1888 von seiner Tochter gestiftet"."""
        tokens, lexicon = self.tokens, self.lexicon
        if end + 1 >= len(tokens) or not context.is_of(tokens.keys[end], lexicon):
            return False
        behind = tokens.keys[end + 1]
        return behind in lexicon.stop and behind not in lexicon.definite and behind not in lexicon.articles

    def _is_homograph(self, figure: Figure, floor: int) -> bool:
        """A short number in a script without spaces that needs a counter behind it to be one (一 is in many words)."""
        tokens, numeral = self.tokens, figure.numeral
        if not is_unspaced(tokens.keys[numeral.first]) or self._is_hedged(figure, floor):
            return False
        if self.lexicon.counters.find(tokens, figure.end) is not None:
            return False
        composed = numeral.end - numeral.first
        if tokens.keys[numeral.end - 1] == "이" and composed > 1 and not tokens.touching(numeral.end - 1):
            return True  # 백이: a bag and the particle of subjects
        if composed >= 2 and numeral.value >= 10 ** (composed - 1):
            return False  # 百九十二 is a number wherever it stands; 三四 might be anything
        before = numeral.first > 0 and tokens.touching(numeral.first - 1) and _is_word(tokens.keys[numeral.first - 1])
        behind = numeral.end < len(tokens) and tokens.touching(numeral.end - 1) and _is_word(tokens.keys[numeral.end])
        return before or behind or (composed < 2 and not _is_kana(tokens, numeral))

    def _is_article(self, figure: Figure, plain: bool, limit: int) -> bool:
        """Whether a word such as "un", "sei", 一 or 사 is no number here."""
        tokens, lexicon, value = self.tokens, self.lexicon, figure.numeral.value
        apart = is_unspaced(tokens.keys[figure.first]) and not tokens.touching(figure.numeral.end - 1)  # 이 프로
        spelled = figure.numeral.role == "number" and (figure.dimension is not Dimension.PERCENT or apart)
        if spelled and tokens.keys[figure.numeral.first] in lexicon.never_alone:
            return True  # Korean 이 and 사 begin too many other words
        if figure.dimension is Dimension.DURATION and tokens.keys[figure.numeral.first] in lexicon.articles:
            return True  # "un an plus tôt"
        if not plain:
            return figure.numeral.words and self._runs_on(figure)
        counter = lexicon.counters.find(tokens, figure.end)
        if value <= 1 or counter is not None:
            return value <= 1 or self._goes_on(counter.end if counter is not None else figure.end)
        unspaced = is_unspaced(tokens.keys[figure.numeral.first])
        return unspaced or not context.noun(tokens, figure.end, limit, lexicon)


def _is_word(key: str) -> bool:
    """Whether a character may go on with a word in Chinese characters or Hangul; kana are endings and particles."""
    return key.isalpha() and not "\u3041" <= key <= "\u309f"


def _is_kana(tokens: Tokens, numeral: Numeral) -> bool:
    """三は, 五です: a single digit word that a particle follows."""
    key = tokens.keys[numeral.end] if numeral.end < len(tokens) else ""
    return numeral.value >= 3 and key in _PARTICLES
