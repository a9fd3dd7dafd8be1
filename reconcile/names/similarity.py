"""How likely two names are forms of one name, in whatever scripts and languages.

Certain evidence goes first (the same letters; a country or organisation known in both languages), then
acronyms, then sound: token by token, through the learned model of transcription. 0.5 is the threshold: at
and above it two names are taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from reconcile.claims import Entity
from reconcile.names.consonants import could_sound_alike
from reconcile.names.gazetteer import Known, english_form, fold, lookup, without_cases
from reconcile.names.institutions import Institution, alike, institution
from reconcile.names.scripts import LATIN, latin_letters, script_of
from reconcile.names.transcription import transducer
from reconcile.odds import log_odds, probability
from reconcile.values.decimals import ascii_digits, numbers_in

SAME = 0.5
_PARTS = re.compile(r"[\s\-‐‑–·・=＝.,،'’\"()（）]+")
# Articles and particles of names: they come and go between languages, and prove nothing.
_PARTICLES = frozenset(
    {"al", "el", "ad", "ar", "as", "at", "an", "ash", "the", "de", "da", "do", "dos", "das", "del", "della", "di"}
    | {"du", "des", "la", "le", "les", "los", "las", "van", "von", "der", "den", "zu", "bin", "ben", "ibn", "bint", "y"}
    | {"ال", "آل", "بن", "ابن", "بنت", "دي", "دو", "ла", "эль", "аль", "де", "ди", "да", "фон", "ван", "ад"}
    | {"jr", "sr", "mr", "mrs", "ms", "dr", "sir"}
)
_ARTICLE = re.compile(r"^(?:ال|לה)(?=\w{3})")
# What is read so unlike a form is hardly ever its name: of 59,000 pairs in the repository's stories a third are, and
# of those that the transducer holds for likely (0.3) one in 200.
_UNHEARD = 0.15
_SHORT = 2
# Names that sound as alike as that need no look at what their cases may have added, which is less sure.
_SURE, _WITHOUT_CASES = 0.9, 0.95
# Nothing that is less likely is made out.
_UNLIKELY = 0.02
# What is spelt in pinyin, syllable by syllable, is seldom read otherwise.
_PINYIN = re.compile(
    r"(?:a(?:ng?|i|o)?|e(?:ng?|r|i)?|ou?)?"
    r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])(?:i(?:ang?|ao|ong|ng?|an|e|u)?|u(?:ang?|ai|an|e|i|o|n)?|a(?:ng?|i|o)?"
    r"|e(?:ng?|i)?|o(?:ng|u)?))*"
)
_LONGEST_SURNAME_FIRST = 4
_PINYIN_ALIKE, _OTHER_PINYIN = 0.85, 0.5
# Log-odds: what a part of a name counts at most for or against; what it may have against it where the others fit; and
# how many letters from its share of the name a part may begin or end.
_SUREST, _BESIDE_OTHERS = 9.0, 5.0
_LEAST_CHANCE = 1e-9
# Names that sound so little alike are two, whatever their parts have to say.
_UNLIKE = 0.05
_REACH = 2
# A street or a place may be named after a person.
_OTHER_TYPE, _NAMED_AFTER = 0.85, 0.5
_SURNAME_ALONE, _GIVEN_NAME_ALONE, _INITIAL = 0.85, 0.55, 0.8


class _Facts(NamedTuple):
    """What a comparison asks of a name."""

    folded: str
    known: frozenset[Known]
    numbers: tuple[int, ...]
    acronym: str
    initials: tuple[str, ...]
    ministry: Institution | None
    is_latin: bool


@lru_cache(maxsize=16_384)
def _facts(name: str, language: str) -> _Facts:
    return _Facts(
        fold(name, language),
        lookup(name, language),
        numbers_in(name),
        _letters(name) if may_be_acronym(name) else "",
        initials_of(name),
        institution(name, language),
        script_of(name) == LATIN,
    )


def similarity(a: str, b: str, language_a: str = "und", language_b: str = "und") -> float:
    """Probability-like score (0-1) that ``a`` and ``b`` are forms of one name; symmetric."""
    x, y = _facts(a, language_a), _facts(b, language_b)
    if x.known and y.known:
        return 1.0 if x.known & y.known else 0.0
    if x.folded == y.folded != "":
        return 1.0
    if x.numbers and y.numbers and x.numbers != y.numbers:
        return 0.0  # "Apollo 11", "अपोलो 13"
    if (x.acronym and x.acronym in y.initials) or (y.acronym and y.acronym in x.initials):
        return 0.8
    if x.ministry and y.ministry:
        return alike(x.ministry, y.ministry)
    sound = _by_sound(a, b)
    if sound < _SURE and (bare := (without_cases(a, language_a), without_cases(b, language_b))) != (a, b):
        sound = max(sound, _WITHOUT_CASES * _by_sound(*bare))
    # Known in one language, and written in some way of its own in the other ("मोज़ाम्बिक"): ask English's form.
    for known, form in ((x.known, b), (y.known, a)):
        if known:
            sound = max([sound, *(_by_sound(english_form(k), form) for k in known if k.key.startswith("territory:"))])
    if language_a == language_b and x.is_latin and y.is_latin:
        # Within one language a name has one spelling, but for transcribed ones.
        sound **= 2
    # Were they the same, the other language would most likely know it too.
    return sound * 0.9 if x.known or y.known else sound


def same_name(a: Entity, b: Entity, language_a: str = "und", language_b: str = "und") -> float:
    """:func:`similarity` of two entities: the best of their names and aliases; types and roles have a say."""
    score = max(similarity(x, y, language_a, language_b) for x in (a.name, *a.aliases) for y in (b.name, *b.aliases))
    if a.type == b.type or score == 1.0 or {a.type, b.type} == {"ORG", "MISC"}:
        return score
    named_after = {a.type, b.type} == {"PER", "LOC"} and len(tokens_of(a.name)) != len(tokens_of(b.name))
    return score * (_NAMED_AFTER if named_after else _OTHER_TYPE)


def parts_apart(a: str, b: str) -> tuple[str, str] | None:
    """The given names of two full names of one surname that sound nothing alike; ``None`` where that is not so.

    >>> parts_apart("Beatrice Lomellini", "Бьянка Ломеллини")
    ('Beatrice', 'Бьянка')
    """
    first, second = tokens_of(a), tokens_of(b)
    if len(first) != 2 or len(second) != 2 or pair_probability(first[1], second[1]) < SAME:
        return None
    alike = (pair_probability(x, y) for x in first for y in second if (x, y) != (first[1], second[1]))
    return (first[0], second[0]) if max(alike) <= _UNLIKE and min(len(first[0]), len(second[0])) > 2 else None


def is_acronym_of(short: str, long: str) -> bool:
    """Whether ``short`` is made of the initials of ``long`` ("IAEA", "International Atomic Energy Agency")."""
    if not may_be_acronym(short):
        return False
    return _letters(short) in initials_of(long)


def _letters(short: str) -> str:
    return "".join(c for c in short if c.isalpha()).casefold()


@lru_cache(maxsize=16_384)
def initials_of(name: str) -> tuple[str, ...]:
    """The acronyms that a name of several words may have, in lower case: of all its words, of those with a capital."""
    words = [w for w in _PARTS.split(name) if w]
    if len(words) < 2:
        return ()
    every = "".join(w[0] for w in words).casefold()
    main = "".join(w[0] for w in words if w[0].isupper()).casefold()
    return (every,) if main == every else (every, main)


def may_be_acronym(short: str) -> bool:
    """Whether a name is written as acronyms are: two to seven capitals and hardly anything else."""
    if not short[:1].isupper():
        return False
    letters = [c for c in short if c.isalpha()]
    return 2 <= len(letters) <= 7 and all(c.isupper() for c in letters) and len(short) <= len(letters) + 2


@lru_cache(maxsize=16_384)
def romanise(text: str) -> str:
    """``text`` in the Latin letters that it is likeliest to be written with; Latin stays."""
    return latin_letters(text) if script_of(text) == LATIN else transducer().spelling(text)


@lru_cache(maxsize=16_384)
def tokens_of(name: str) -> tuple[str, ...]:
    """The parts of a name that carry it: words without articles, particles and titles."""
    parts = [_ARTICLE.sub("", p) for p in _PARTS.split(ascii_digits(name)) if p]
    kept = tuple(p for p in parts if p.casefold() not in _PARTICLES)
    return kept or tuple(parts)


@lru_cache(maxsize=16_384)
def glued_tokens(name: str) -> tuple[str, ...]:
    """:func:`tokens_of` with the particles written as one with the word behind them."""
    glued: list[str] = []
    before = ""
    for part in (p for p in _PARTS.split(ascii_digits(name)) if p):
        if part.casefold() in _PARTICLES:
            before += part
        else:
            glued.append(before + part)
            before = ""
    return tuple([*glued, before] if before else glued)


def _by_sound(a: str, b: str) -> float:
    first, second = tokens_of(a), tokens_of(b)
    plain = _sound_of_tokens(first, second)
    if plain >= SAME or script_of(a) == script_of(b):
        return plain
    whole, other = glued_tokens(a), glued_tokens(b)
    if whole == first and other == second and not _one_word(first) and not _one_word(second):
        return plain
    # Another script may write particles as part of the name ("van der Kamp", ファンデルカンプ).
    glued = {(x, y) for x in (first, whole) for y in (second, other)}
    # Written as one word a name has its surname first, which may stand last elsewhere ("Heung-min Son", 손흥민).
    glued |= {(x, _turned(y)) for x, y in glued if _one_word(x)} | {(_turned(x), y) for x, y in glued if _one_word(y)}
    glued -= {(first, second)}
    return max([plain, *(_sound_of_tokens(x, y) for x, y in glued)])


def _one_word(parts: tuple[str, ...]) -> bool:
    return len(parts) == 1 and len(parts[0]) <= _LONGEST_SURNAME_FIRST and script_of(parts[0]) in {"hang", "hani"}


def _turned(parts: tuple[str, ...]) -> tuple[str, ...]:
    return (*parts[-1:], *parts[:-1])


def _sound_of_tokens(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    if not first or not second or not _worth_comparing(first, second):
        return 0.0
    if len(first) == len(second) > 1 and script_of(first[0]) == script_of(second[0]) == LATIN:
        return _by_tokens(first, second)  # as a whole, long names are alike for all but a letter or two
    whole = pair_probability("".join(first), "".join(second))
    if len(first) == len(second) == 1:
        return whole
    if _pinyin_of_another(first, second) or _pinyin_of_another(second, first):
        return _OTHER_PINYIN * whole
    if whole > _UNLIKE and script_of(first[0]) != script_of(second[0]):
        whole = min(whole, _by_pieces(first, second))
    return max(whole, _by_tokens(first, second))


@lru_cache(maxsize=65_536)
def _worth_comparing(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether any two parts, or the wholes, have consonants alike: most pairs of names have none."""
    return any(could_sound_alike(x, y) for x in first for y in second) or could_sound_alike(
        "".join(first), "".join(second)
    )


def _pinyin_of_another(name: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Whether a form of several words is spelt as pinyin is, and not as the pinyin of these Han characters."""
    if len(name) != 1 or len(form) < 2 or script_of(name[0]) != "hani":
        return False
    latin = [latin_letters(part) for part in form]
    if not all(_PINYIN.fullmatch(part) for part in latin):
        return False
    read = latin_letters(name[0])
    return all(Levenshtein.normalized_similarity(read, part) < _PINYIN_ALIKE for part in (*latin, "".join(latin)))


def _by_pieces(first: Sequence[str], second: Sequence[str]) -> float:
    """Whether each token answers to the piece of the other name that stands where it does.

    One part alike makes two long names as wholes likelier to be one than chance would (김여정, "Kim Dae-jung"), so
    every part has its say: together they must speak for it, and none too loudly against it.
    """
    if len(first) < len(second):
        first, second = second, first
    if len(first) == len(second):
        evidence = [_log_odds(x, y) for x, y in zip(first, second, strict=True)]
    else:
        evidence = _best_split(first, "".join(second))
    worst = min(evidence)
    return probability(min(sum(evidence), worst + _BESIDE_OTHERS))


def _best_split(tokens: Sequence[str], joined: str) -> list[float]:
    """The log-odds of each token and its piece, where ``joined`` is cut so that their sum is largest."""
    if len(joined) < len(tokens):
        return [-_SUREST]
    size, letters, read = len(joined), sum(map(len, tokens)), 0
    ways: dict[int, tuple[float, list[float]]] = {0: (0.0, [])}
    for place, token in enumerate(tokens, start=1):
        read += len(token)
        middle = round(size * read / letters)
        last = place == len(tokens)
        ends = [size] if last else range(max(place, middle - _REACH), min(size - 1, middle + _REACH) + 1)
        first = min(ways)
        further: dict[int, tuple[float, list[float]]] = {}
        for end in ends:
            best: tuple[float, list[float]] | None = None
            for start, (total, before) in ways.items() if end > first else ():
                if start < end:
                    odds = _log_odds(token, joined[start:end])
                    if best is None or total + odds > best[0]:
                        best = total + odds, [*before, odds]
            if best is not None:
                further[end] = best
        ways = further
    return ways[size][1]


@lru_cache(maxsize=65_536)
def _log_odds(x: str, y: str) -> float:
    chance = min(max(_across_scripts(*sorted((x, y))), _LEAST_CHANCE), 1 - _LEAST_CHANCE)
    return min(max(log_odds(chance), -_SUREST), _SUREST)


def _by_tokens(first: Sequence[str], second: Sequence[str]) -> float:
    """Match tokens one to one, best first; what stays alone on the longer side costs, on the shorter more."""
    if len(first) > len(second):
        first, second = second, first
    scored: list[tuple[float, int, int]] = []
    for i, x in enumerate(first):
        scores = [_token_score(x, y) for y in second]
        if not any(scores):
            return 0.0  # nothing answers to one token of the shorter name, whatever answers to the others
        scored += ((score, i, j) for j, score in enumerate(scores))
    scored.sort(reverse=True)
    taken: dict[int, float] = {}
    ends: set[int] = set()
    for score, i, j in scored:
        if i not in taken and j not in ends:
            taken[i] = score
            ends.add(j)
            if len(taken) == len(first):
                break
    product = 1.0
    for score in taken.values():
        product *= score
    mean = product ** (1.0 / len(first)) if product else 0.0
    worst = min(taken.values())
    score = min(mean, worst + 0.25)
    if len(second) > len(first):
        surname = len(second) - 1 in ends
        score *= _SURNAME_ALONE if surname else _GIVEN_NAME_ALONE
    return score


def _token_score(x: str, y: str) -> float:
    if min(len(x), len(y)) == 1 and script_of(x) == script_of(y) != "hani":
        return _INITIAL if x[0].casefold() == y[0].casefold() else 0.0
    return pair_probability(x, y)


@lru_cache(maxsize=65_536)
def pair_probability(x: str, y: str) -> float:
    """How likely two words write one name (0-1), by sound alone; symmetric."""
    if x > y:
        x, y = y, x
    if fold(x) == fold(y):
        return 1.0
    if not could_sound_alike(x, y):
        return 0.0
    script_x = script_of(x)
    return _same_script(x, y, script_x) if script_x == script_of(y) else _across_scripts(x, y)


@lru_cache(maxsize=65_536)
def _across_scripts(x: str, y: str) -> float:
    script_x, script_y = script_of(x), script_of(y)
    if LATIN in (script_x, script_y):
        native, latin = (y, x) if script_x == LATIN else (x, y)
        return _against_latin(native, latin_letters(latin))
    return max(transducer().probability(x, romanise(y)), transducer().probability(y, romanise(x)))


def _against_latin(native: str, latin: str) -> float:
    """By the learned model; Chinese names that are no transcriptions, by their pinyin."""
    han = script_of(native) == "hani"
    if not han and _read_unlike(transducer().reading(native), latin):
        return 0.0
    learned = transducer().probability(native, latin)
    if han and len(latin) > 4:
        alike = Levenshtein.normalized_similarity(latin_letters(native), latin)
        return max(learned, 0.95 if alike == 1.0 else 0.6 if alike >= _PINYIN_ALIKE else 0.0)
    return learned


def _read_unlike(read: str, form: str) -> bool:
    """Whether hardly a letter of a reading is one of the form's; short names may well be written so (이, "Lee")."""
    return len(read) > _SHORT and Levenshtein.normalized_similarity(read, form, score_cutoff=_UNHEARD) < _UNHEARD


def _same_script(x: str, y: str, script: str) -> float:
    """Spellings of one script: few letters may differ, and in Latin only where they can sound alike."""
    size = max(len(x), len(y))
    distance = Levenshtein.distance(fold(x), fold(y))
    if script != LATIN:
        return max(0.0, 1.0 - 2.0 * distance / size) if size > 2 else 0.0
    one, other = latin_letters(x), latin_letters(y)
    if _read_unlike(one, other):
        return 0.0
    sound = transducer().probability(one, other)
    if sound >= _UNLIKELY:
        sound = min(sound, transducer().probability(other, one))
    return float(sound * max(0.0, 1.0 - distance / size) ** 0.5)
