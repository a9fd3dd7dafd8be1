"""Names in scripts without capitals: known names, and names behind or before words that announce them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple

from reconcile.claims import Entity, Span
from reconcile.extract.names_data import NameWords, name_words
from reconcile.extract.tokens import Memo
from reconcile.names.gazetteer import (
    Known,
    fold,
    forms,
    lengths_by_opening,
    lookup,
    may_begin,
    may_drop,
    may_end_longer,
)
from reconcile.names.scripts import UNSPACED

_WORD = re.compile(r"[\w\u0900-\u097f'׳״’\u0640\u064b-\u0652\u200c-]+")
_KATAKANA = re.compile(r"[ァ-ヺー]+(?:[・＝=·][ァ-ヺー]+)+")
_KATAKANA_BEFORE = re.compile(r"[ァ-ヺー]+(?:[・＝=·][ァ-ヺー]+)*$")
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,4}$")
_HANGUL_BEFORE = re.compile(r"[가-힣]{2,4}(?=\s?$)")
_DOT = re.compile("[·・•]")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{3,}")
_STOPS = frozenset('.،؛,;:()«»"\n')
_LONGEST_KNOWN = 6
_LONGEST_FORM = 14
_LONGEST_PLACE = 8
# Fewer characters of transcription in a row are as likely words.
_LEAST_TRANSCRIBED, _SHORTEST_PLACE = 4, 3


# Endings of indefinite nouns and adverbs, which names in news are not written with ("أعلن الرئيس اتفاقًا").
_TANWIN = "ًٌٍ"


class _Word(NamedTuple):
    """A word by where it stands."""

    start: int
    end: int


def find_uncased(text: str, sentence: Span, language: str) -> list[tuple[Span, Entity]]:
    """Names in one sentence of a language whose script has no capitals."""
    data = name_words(language)
    if language in UNSPACED:
        return [*_known_inside(text, sentence, language), *_unspaced(text, sentence, language, data)]
    words = [_Word(*m.span()) for m in _WORD.finditer(text, sentence.start, sentence.end)]
    found = [*_known_words(text, words, language), *_announced(text, words, data, language)]
    if language == "ko":
        found += _before_titles(text, sentence, data, _HANGUL_BEFORE)
    return found


def _known_words(text: str, words: Sequence[_Word], language: str) -> Iterator[tuple[Span, Entity]]:
    """Known names, longest first, with whatever clitic or particle is written together with them."""
    written = [text[start:end] for start, end in words]
    position, closing = 0, _closings(language)
    for opening in compress(count(), map(_beginnings(language).__getitem__, written)):
        if opening < position:
            continue
        position = opening
        begin, longest = words[position].start, position + 1
        whole = not may_drop(written[position], language)
        most = min(len(words), position + _LONGEST_KNOWN)
        ends = [longest]
        while longest < most:
            between = text[words[longest - 1].end : words[longest].start]
            if between != " ":
                if not _STOPS.isdisjoint(between):
                    break
                ends.append(longest + 1)
            # Where a space stands before a word that no longer name ends in, no name goes on through it.
            elif not whole or closing[written[longest]]:
                ends.append(longest + 1)
            longest += 1
        for end in reversed(ends):
            chunk = text[begin : words[end - 1].end]
            known = lookup(chunk, language) if len(chunk) > 1 else frozenset()
            if known:
                start = _behind_clitic(chunk, language, known)
                stop = _before_particle(chunk, language, known)
                yield Span(begin + start, begin + stop), Entity(min(known, key=_key).type, chunk[start:stop])
                position = end
                break


@lru_cache(maxsize=64)
def _beginnings(language: str) -> Memo[bool]:
    """Whether a known name may begin with a word."""
    return Memo(lambda word: may_begin(word, language))


@lru_cache(maxsize=64)
def _closings(language: str) -> Memo[bool]:
    """Whether a known name of several words may end in a word."""
    return Memo(lambda word: may_end_longer(word, language))


def _key(known: Known) -> str:
    return known.key


def _behind_clitic(chunk: str, language: str, known: frozenset[Known]) -> int:
    """How many letters before the name are a clitic ("و", "ב"): as few as leave a known name."""
    if language not in {"ar", "he"}:
        return 0
    for start in range(min(3, len(chunk) - 2)):
        if forms(language).get(fold(chunk[start:], language)) == known:
            return start
    return 0


def _before_particle(chunk: str, language: str, known: frozenset[Known]) -> int:
    """Where a Korean name ends before its particle ("베트남과"); the whole chunk elsewhere."""
    if language != "ko":
        return len(chunk)
    stems = (stop for stop in range(len(chunk), 1, -1) if forms(language).get(fold(chunk[:stop])) == known)
    return next(stems, len(chunk))


def _announced(text: str, words: Sequence[_Word], data: NameWords, language: str) -> Iterator[tuple[Span, Entity]]:
    """Names behind titles ("القاضية … لوريل بيلر") and behind heads ("شركة تينسنت", "وادي تمدرار")."""
    bares = list(map(_heads(data).__getitem__, [text[start:end] for start, end in words]))
    for index, bare in compress(enumerate(bares), bares):
        start = words[index].end - len(bare)
        if bare in data.organisation_phrases:
            end = _phrase_end(text, words, index, data, language)
            if end > index + 1:
                yield _entity(text, Span(start, words[end - 1].end), "ORG")
            continue
        kind = "PER" if bare in data.titles else "LOC" if bare in data.place_heads else "ORG"
        span = _person_behind(text, words, index, data) if kind == "PER" else _word_behind(text, words, index, data)
        if span is None:
            continue
        role = bare if kind == "PER" else ""
        yield span, Entity(kind, text[span.start : span.end], role=role)


@lru_cache(maxsize=64)
def _heads(data: NameWords) -> Memo[str]:
    """The head that a word is, without a clitic; empty for most words."""

    def bare(word: str) -> str:
        return word if word in data.heads else word[1:] if word[:1] in "وفبل" and word[1:] in data.heads else ""

    return Memo(bare)


def _phrase_end(text: str, words: Sequence[_Word], head: int, data: NameWords, language: str) -> int:
    """An organisation's name goes on through words with the article, or one known name."""
    for end in range(min(len(words), head + 4), head + 1, -1):
        if lookup(text[words[head + 1].start : words[end - 1].end], language):
            return end
    end = head + 1
    while end < len(words) and end - head <= 4:
        word = text[words[end].start : words[end].end]
        if text[words[end - 1].end : words[end].start] != " " or not word.startswith("ال") or word in data.stops:
            break
        end += 1
    return end


def _person_behind(text: str, words: Sequence[_Word], head: int, data: NameWords) -> Span | None:
    """Two or three words behind a title, from the first on that has no article ("القاضية الفيدرالية لوريل بيلر")."""
    start = head + 1
    while start < len(words) and start - head <= 2 and text[words[start].start : words[start].end].startswith("ال"):
        start += 1
    end = start
    most = 2
    while end < min(len(words), start + most) and _may_be_named(text, words, end, data):
        most += text[words[end].start : words[end].end] in data.person_particles and most < 4
        end += 1
    return Span(words[start].start, words[end - 1].end) if end - start >= 2 else None


def _word_behind(text: str, words: Sequence[_Word], head: int, data: NameWords) -> Span | None:
    """The word behind a head, two where the first one only begins names ("آيت نوران"); none with an article."""
    start = head + 1
    if start >= len(words) or not _may_be_named(text, words, start, data):
        return None
    first = text[words[start].start : words[start].end]
    if first.startswith("ال") or first.rstrip("ًٌٍ").endswith(("ية", "ات")) or len(first) < 3:
        return None
    end = start + 1
    if first in data.compound_starts and end < len(words) and _may_be_named(text, words, end, data):
        end += 1
    return Span(words[start].start, words[end - 1].end)


def _may_be_named(text: str, words: Sequence[_Word], index: int, data: NameWords) -> bool:
    word = text[words[index].start : words[index].end]
    joined = text[words[index - 1].end : words[index].start] == " "
    if not joined or word in data.stops or word in data.heads:
        return False
    return not any(c.isdigit() or c in _TANWIN for c in word)


def _entity(text: str, span: Span, kind: str) -> tuple[Span, Entity]:
    return span, Entity(kind, text[span.start : span.end])


# --- Chinese and Japanese -----------------------------------------------------------------------------


def _known_inside(text: str, sentence: Span, language: str) -> Iterator[tuple[Span, Entity]]:
    """Known names anywhere in a text without spaces, longest first."""
    table, lengths = forms(language), lengths_by_opening(language)
    folded = text[sentence.start : sentence.end].casefold()
    if len(folded) != len(sentence):  # a letter that folds to two stays as it is
        letters = ((c, c.casefold()) for c in text[sentence.start : sentence.end])
        folded = "".join(low if len(low) == 1 else letter for letter, low in letters)
    end = 0
    for match in _openings_pattern(language).finditer(folded):
        position = match.start()
        if position < end:
            continue
        for size in lengths.get(folded[position : position + 2], ()):
            known = table.get(folded[position : position + size]) if size <= _LONGEST_FORM else None
            if known:
                end = position + size
                begin = sentence.start + position
                yield Span(begin, begin + size), Entity(min(known, key=_key).type, text[begin : begin + size])
                break


@lru_cache(maxsize=64)
def _openings_pattern(language: str) -> re.Pattern[str]:
    """What a known name may begin with: a letter that one begins with before one that comes second in one."""
    firsts, seconds = (
        "".join(sorted({o[at] for o in lengths_by_opening(language) if o[0].isalpha()})) for at in (0, 1)
    )
    return re.compile(f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])" if firsts else "(?!)")


def _unspaced(text: str, sentence: Span, language: str, data: NameWords) -> Iterator[tuple[Span, Entity]]:
    for match in _KATAKANA.finditer(text, sentence.start, sentence.end):
        behind = text[match.end() : match.end() + 12]
        role = next((t for t in data.longest_titles if behind.startswith(t)), "")
        before = text[max(sentence.start, match.start() - 2) : match.start()]
        kind = "ORG" if not role and before.endswith(("社", "手", "業")) else "PER"
        yield Span(match.start(), match.end()), Entity(kind, match.group(), role=role)
    if _DOT.search(text, sentence.start, sentence.end) is not None:
        for match in _dotted_pattern(data).finditer(text, sentence.start, sentence.end):
            yield Span(match.start(), match.end()), Entity("PER", match.group())
    yield from _transcribed(text, sentence, language, data)
    yield from _before_titles(text, sentence, data, _KATAKANA_BEFORE)
    if language == "ja":
        yield from _before_titles(text, sentence, data, _HAN_BEFORE)
        yield from _with_suffix(text, sentence, data)


def _before_titles(
    text: str, sentence: Span, data: NameWords, pattern: re.Pattern[str]
) -> Iterator[tuple[Span, Entity]]:
    """Names right before the titles that end them ("タンリート社長", "홍길동 대표")."""
    for match in _titles_pattern(data).finditer(text, sentence.start, sentence.end):
        before = pattern.search(text[max(sentence.start, match.start() - 30) : match.start()])
        if before:
            start = max(sentence.start, match.start() - 30) + before.start()
            end = start + len(before.group())
            yield Span(start, end), Entity("PER", text[start:end], role=match.group())


def _transcribed(text: str, sentence: Span, language: str, data: NameWords) -> Iterator[tuple[Span, Entity]]:
    """Long runs of the characters of transcription, and shorter ones before what ends a place's name ("…岛").

    What a longer name does not begin with goes: the second character of a known one ("印尼").
    """
    for match in _transcription_pattern(data).finditer(text, sentence.start, sentence.end):
        start, end = match.start(), match.end()
        if lookup(text[max(sentence.start, start - 1) : start + 1], language):
            start += 1
        place = text.startswith(tuple(data.place_suffixes), end)
        if end - start < (_SHORTEST_PLACE if place else _LEAST_TRANSCRIBED):
            continue
        kind = "LOC" if place else "ORG" if text.startswith(tuple(data.organisation_suffixes), end) else "MISC"
        yield Span(start, end), Entity(kind, text[start:end])


@lru_cache(maxsize=64)
def _transcription_pattern(data: NameWords) -> re.Pattern[str]:
    letters = "".join(sorted(set("".join(data.transcription_letters))))
    # A class of letters goes first, so that places where nothing begins are passed over at once.
    source = f"[{letters}](?<![·・•].)[{letters}]{{2,}}(?![·・•])"
    return re.compile(source if letters else "(?!)")


@lru_cache(maxsize=64)
def _dotted_pattern(data: NameWords) -> re.Pattern[str]:
    """Foreign names in Chinese: parts in the characters of transcription, with a dot between them."""
    letters = "".join(sorted(set("".join(data.transcription_letters))))
    return re.compile(f"[{letters}]{{1,6}}(?:[·・•][{letters}]{{1,6}})+") if letters else re.compile("(?!)")


@lru_cache(maxsize=64)
def _titles_pattern(data: NameWords) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, data.longest_titles)) or "(?!)")


def _with_suffix(text: str, sentence: Span, data: NameWords) -> Iterator[tuple[Span, Entity]]:
    """Runs of Han characters that end in a place's or an organisation's suffix ("浜松市")."""
    endings = (("LOC", tuple(data.place_suffixes)), ("ORG", tuple(data.organisation_suffixes)))
    for match in _HAN_RUN.finditer(text, sentence.start, sentence.end):
        run = match.group()
        # A name has two characters at least before what ends it.
        for kind, suffixes in endings:
            if len(run) <= _LONGEST_PLACE and run.endswith(suffixes) and any(run.endswith(s, 2) for s in suffixes):
                yield Span(match.start(), match.end()), Entity(kind, run)
                break
