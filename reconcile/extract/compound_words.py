"""A number and what it counts in one word: "fünfjährig", "dreimal", "diciassettenne"."""

from __future__ import annotations

from fractions import Fraction

from reconcile.extract.ages import GROWN, MONTHS, OLDEST
from reconcile.extract.figures import Figure
from reconcile.extract.lexicon import Lexicon
from reconcile.extract.measures import dimension_of
from reconcile.extract.pieces import Numeral, segmented
from reconcile.extract.sums import Sum
from reconcile.extract.tokens import Tokens

# Last letters that a number word may lose before an ending: Italian "diciassett-enne".
_ELIDED = ("", "e", "a", "i", "o")


def compound_word(tokens: Tokens, index: int, lexicon: Lexicon) -> Figure | None:
    """A number and what it counts in one word: "fünfjährig", "dreimal", "vijfkoppig"."""
    key = tokens.keys[index]
    match = lexicon.compound_endings.fullmatch(key) if lexicon.compound_endings and 6 < len(key) < 60 else None
    if match is None or lexicon.blocked.find(tokens, index) is not None:
        return None
    value = next((v for ending in _ELIDED if (v := _value(match[1] + ending, lexicon)) > 1), None)
    if value is None:
        return None
    start, stop, unit = tokens.starts[index], tokens.ends[index], lexicon.compound_units[match[2]]
    if match[2] in lexicon.times and lexicon.times_after.find(tokens, index + 1) is not None:
        unit = "x"  # "viermal höher"
    person = not lexicon.persons.isdisjoint(tokens.keys[index + 1 : index + 2])
    if unit == "yr" and (2 if person else GROWN) <= value <= OLDEST:
        unit = "age"  # "der Zwanzigjährige", "achtjährige Tochter", but a "fünfjährige" plan
    step = Fraction(1)
    if unit == "mo" and not lexicon.babies.isdisjoint(tokens.keys[index + 1 : index + 2]):
        unit, value, step = "age", value / MONTHS, step / MONTHS  # "десятимесячный ребенок"
    numeral = Numeral(index, index + 1, start, stop, value, step, words=True)
    kind = dimension_of(unit)
    return Figure(numeral, index, index + 1, start, stop, "yr" if unit == "age" else unit, kind, single=True)


def _value(word: str, lexicon: Lexicon) -> Fraction:
    """What a word is as a number; nought where it is none."""
    single = lexicon.single.get(word)
    total = Sum()
    for atom in (single,) if single is not None else segmented(word, lexicon):
        fits = total.scale(atom.value, False) if atom.role == "scale" else total.add(atom.value, lexicon, False)
        if atom.role not in ("number", "scale") or not fits:
            return Fraction(0)
    return Fraction(0) if total.empty else total.value
