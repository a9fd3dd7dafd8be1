"""Names in scripts with capitals: runs of capitalised words, judged by the words in and around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from reconcile.claims import Entity, Span
from reconcile.extract.names_data import NameWords, name_words
from reconcile.names.gazetteer import lookup, may_drop, may_end_longer

_WORD = re.compile(r"[^\W_]+(?:[-‑&][^\W_]+)*")
_ELISION = re.compile(r"^(?:l|d|s|n|j|c|m|t|qu|dell|nell|sull|all|dall|un)$", re.IGNORECASE)
_GAP = re.compile(r"[ \u00a0]|\. ")
_ABBREVIATION = re.compile(r"[A-ZА-ЯÀ-Þ]\.?|St\.?|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Gov\.?|Gen\.?|Sen\.?|Prof\.?|Jr\.?")
_LONGEST_KNOWN = 6
_LONGEST_TITLE = 3
_TIGHT = frozenset({" ", "\u00a0", "’", "'", "-", ".", ". "})
# "Ulm-based", "London-listed": the name ends before the hyphen.
_LOWER_TAIL = re.compile(r"[-‑][a-zà-ÿ]{4,}$")
# But for the second syllable of a romanised Korean or Chinese name ("Do-hyun").
_SYLLABLE = re.compile(r"[-‑](?:[bdghjklmnprst]|[ckp]h|sh|ts)?[wy]?[aeiou]{1,2}w?(?:ng|[cghklmnpt])?$")
_DASH = re.compile(r"\s[—–-]\s|\.[—–-]")
_APART = frozenset({" ", "\u00a0", "-", ". "})
_SHORT_TAIL = re.compile(r"['’]\w{1,5}$")
_OPENING = frozenset('"“„«‹:.!?…—–-•([')
_ROMAN = re.compile(r"^[IVXLC]+$")


class Shape(NamedTuple):
    """What a word's letters say of it."""

    capital: bool
    low: str
    """In lower case; the dot that Unicode leaves of a Turkish capital I with dot goes."""
    upper: bool


@lru_cache(maxsize=16_384)
def _shape(word: str) -> Shape:
    letters = [c for c in word if c.isalpha()]
    return Shape(
        any(c.isupper() for c in word),
        word.casefold().replace("\u0307", ""),
        len(letters) > 1 and all(c.isupper() for c in letters),
    )


class Word(NamedTuple):
    """A word of the text with its place."""

    text: str
    start: int
    end: int
    begins: bool
    """Whether it begins a sentence or a quotation, where a capital says nothing."""
    capital: bool
    low: str
    upper: bool


def find_cased(text: str, sentence: Span, language: str) -> list[tuple[Span, Entity]]:
    """Names in one sentence of a language that writes names with a capital."""
    words = words_of(text, sentence)
    data = name_words(language)
    found: list[tuple[Span, Entity]] = []
    position = 0
    shouting = sum(w.upper for w in words) * 2 > len(words) > 3
    while position < len(words):
        if not words[position].capital and words[position].low not in data.institution_heads:
            position += 1  # most words begin no name
            continue
        known = _known_at(text, words, position, language)
        if known is not None:
            end, kind = known
            # A known name inside a longer run belongs to the run ("Bank of China").
            run = _run_end(text, words, position, data)
            if run <= end or (kind == "LOC" and not _is_institution(words[position:run], data)):
                found.append(_entity(text, words[position:end], kind, ""))
                position = end
                continue
        institution = _institution_end(text, words, position, data)
        if institution > position:
            institution = max(institution, _run_end(text, words, institution - 1, data))
            found.append(_entity(text, words[position:institution], "ORG", ""))
            position = institution
            continue
        end = position if shouting else _run_end(text, words, position, data)
        if end > position:
            end = _cut_origin(text, words, position, end, language, data)
            found += _judge(text, words, position, end, language, data)
            position = end
        else:
            position += 1
    return found


def words_of(text: str, sentence: Span) -> list[Word]:
    """The words of a sentence; French and Italian elisions are parted from the word that they lean on."""
    words: list[Word] = []
    end = -1
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        start, form = match.start(), match.group()
        if start == end + 1 and text[end] == " ":
            begins = False  # right behind another word
        else:
            before = text[max(sentence.start, start - 2) : start].rstrip()[-1:]
            begins = not words or (before in _OPENING and not _abbreviated(text, words, start))
        end = match.end()
        if ("-" in form or "‑" in form) and form[0].isupper() and (tail := _LOWER_TAIL.search(form)):
            form = form if _SYLLABLE.search(form) else form[: tail.start()]
        words.append(Word(form, start, start + len(form), begins, *_shape(form)))
    return words


def _abbreviated(text: str, words: Sequence[Word], start: int) -> bool:
    last = words[-1]
    return text[last.end : start].strip() == "." and bool(_ABBREVIATION.fullmatch(last.text))


def _is_institution(run: Sequence[Word], data: NameWords) -> bool:
    """Whether a run that begins with a known name goes on to be an institution's ("New York Stock Exchange")."""
    return any(w.low in data.organisation_words or w.low in data.event_words for w in run)


def _institution_end(text: str, words: Sequence[Word], position: int, data: NameWords) -> int:
    """Where an institution that begins with a common noun ends ("département américain du Commerce")."""
    if words[position].low not in data.institution_heads:
        return position
    end = position + 1
    while end < min(len(words), position + 3) and words[end].low not in data.joiners:
        end += 1
    joiners = end
    while end < min(len(words), joiners + 2) and words[end].low in data.joiners:
        end += 1
    inside = text[words[position].start : words[min(end, len(words) - 1)].start]
    if end == joiners or end >= len(words) or end - position > 4 or set(inside) & set(",.;:()\n"):
        return position
    return end + 1


def _known_at(text: str, words: Sequence[Word], position: int, language: str) -> tuple[int, str] | None:
    """The longest known name that begins here: where it ends and what it is."""
    if not words[position].capital or (words[position].low in name_words(language).not_names):
        return None
    longest, whole = position + 1, not may_drop(words[position].text, language)
    while longest < min(len(words), position + _LONGEST_KNOWN) and _tight(text, words[longest - 1], words[longest]):
        longest += 1
    for end in range(longest, position, -1):
        chunk = text[words[position].start : words[end - 1].end]
        ends = whole and end - position > 1 and text[words[end - 2].end : words[end - 1].start] in _APART
        if ends and not may_end_longer(words[end - 1].text, language):
            continue
        if _possessive(chunk):
            continue
        known = lookup(chunk, language)
        if known and (end - position > 1 or words[position].upper or len(chunk) > 2):
            return end, min(known, key=lambda k: k.key).type
    return None


def _possessive(chunk: str) -> bool:
    """Whether the last word is what stands behind an apostrophe ("China's", "Asya'da")."""
    return len(chunk) > 3 and ("'" in chunk or "’" in chunk) and _SHORT_TAIL.search(chunk) is not None


def _tight(text: str, first: Word, second: Word) -> bool:
    """Whether only a space, a hyphen, an apostrophe or the full stop of an abbreviation parts two words."""
    return text[first.end : second.start] in _TIGHT


def _run_end(text: str, words: Sequence[Word], position: int, data: NameWords) -> int:
    """Where the run of capitalised words that begins here ends; ``position`` itself where there is none."""
    first = words[position]
    if (
        not first.capital
        or first.text[0].isdigit()
        or _is_demonym(first, data)
        or _only_digits(first.text)
        or (_ELISION.match(first.text) and text[first.end : first.end + 1] in ("’", "'"))
    ):
        return position
    if first.low in data.not_names:
        return position
    end = position + 1
    while end < len(words):
        gap = text[words[end - 1].end : words[end].start]
        word = words[end]
        if gap in {"’", "'"} and _ELISION.match(words[end - 1].text):
            end += 1
            continue
        initial = len(words[end - 1].text) == 1 if gap == "." else gap in {". ", ".\u00a0"}
        if not (gap in {" ", "\u00a0"} or (initial and _ABBREVIATION.fullmatch(words[end - 1].text))):
            break
        named = word.capital and not _only_digits(word.text) and word.low not in data.not_names
        joins = data.joiners if words[end - 1].capital else data.second_joiners
        if not named and not (word.low in joins and _capital_follows(text, words, end, data)):
            break
        end += 1
    return end


def _is_demonym(word: Word, data: NameWords) -> bool:
    """Turkish "Kenyalı": a country's name with an ending that makes its people of it."""
    endings = [e for e in data.demonym_endings if word.low.endswith(e)]
    return any(lookup(word.text[: -len(e)], data.language) for e in endings)


def _capital_follows(text: str, words: Sequence[Word], joiner: int, data: NameWords) -> bool:
    """Whether a joiner (or two of them) leads to a capitalised word. "and" joins names, not parts of one."""
    if words[joiner].low in {"and", "et", "y", "e", "und", "en", "och", "и", "ve"}:
        return False
    for following in range(joiner + 1, min(joiner + 3, len(words))):
        gap = text[words[following - 1].end : words[following].start]
        if gap not in {" ", "’", "'", "\u00a0"}:
            return False
        word = words[following]
        if word.capital:
            return word.low not in data.not_names
        if word.low not in data.second_joiners:
            return False
    return False


def _only_digits(word: str) -> bool:
    return not any(c.isalpha() for c in word)


def _judge(
    text: str, words: Sequence[Word], start: int, end: int, language: str, data: NameWords
) -> Iterator[tuple[Span, Entity]]:
    """Decide whether a run is a name, strip titles and common nouns off its front, and give it a type."""
    role, name_start = _strip_title(words, start, end, data)
    if role and words[name_start].low in data.joiners and not words[name_start].capital:
        # "President of the United States": the office itself is the name.
        yield _entity(text, words[start:end], "PER", role)
        return
    if not role:
        role = _title_before(text, words, start, data)
    if data.nouns_have_capitals:
        name_start = _strip_nouns(words, name_start, end, data, role)
    elif end - name_start == 2 and words[name_start].begins and lookup(words[name_start + 1].text, language):
        name_start += 1
    name_start = _skip_common_noun(text, words, name_start, end, data)
    while name_start < end and not words[name_start].capital:
        name_start += 1
    if end - name_start == 1 and end < len(words) and _names_a_sea(words[name_start], words[end], data):
        end += 1
    run = words[name_start:end]
    lowered, _ = _habits(text)
    if all(w.low in data.titles or w.low in data.not_names or not w.capital for w in run):
        return
    if not run or (not role and len(run) > 1 and all(w.low in lowered for w in run)):
        return
    if len(run) == 1 and not _single_is_name(text, words, name_start, role, data):
        return
    yield _entity(text, run, _type_of(text, words, name_start, end, role, data), role)


def _cut_origin(text: str, words: Sequence[Word], start: int, end: int, language: str, data: NameWords) -> int:
    """A person's name ends before "of Kenya"."""
    for index in range(start + 2, end):
        if words[index].low in data.joiners and not words[index].capital and index + 1 < end:
            known = lookup(text[words[index + 1].start : words[end - 1].end], language)
            if known and not _is_institution(words[start:end], data) and words[start].low not in data.titles:
                return index
    return end


def _skip_common_noun(text: str, words: Sequence[Word], start: int, end: int, data: NameWords) -> int:
    """ "Analisten van de Zuiderbank" begins a sentence with a word that is written small elsewhere."""
    if end - start < 3 or not words[start].begins or words[start + 1].capital:
        return start
    lowered, _ = _habits(text)
    if words[start].low not in lowered or words[start].low in data.organisation_words | data.place_words:
        return start
    return next((i for i in range(start + 1, end) if words[i].capital), start)


def _names_a_sea(first: Word, second: Word, data: NameWords) -> bool:
    """In Cyrillic only the first word of such a name has a capital ("Эгейского моря")."""
    return "\u0400" <= first.text[0] <= "\u04ff" and second.low in data.place_words | data.event_words


def _strip_title(words: Sequence[Word], start: int, end: int, data: NameWords) -> tuple[str, int]:
    """A title in the run itself ("Outgoing Chief Executive Katharina Oelschlaeger"): the name stands behind it."""
    for last in range(end - 1, start, -1):
        for size in range(min(_LONGEST_TITLE, last - start), 0, -1):
            phrase = " ".join(w.text for w in words[last - size : last])
            folded = " ".join(w.low for w in words[last - size : last])
            if folded in data.titles and (words[last].capital or last - size == start):
                return phrase, last
    if data.nouns_have_capitals and end - start > 1:
        word = words[start].text
        if word.casefold().endswith(data.title_endings):
            return word, start + 1
    return "", start


def _title_before(text: str, words: Sequence[Word], start: int, data: NameWords) -> str:
    """A title in lower case right before the run ("le gouverneur, Hicham …", "hydrologist Samira …")."""
    for size in range(min(_LONGEST_TITLE, start), 0, -1):
        before = words[start - size : start]
        gap = text[before[-1].end : words[start].start]
        phrase = " ".join(w.text for w in before)
        if gap in {" ", ", ", ". ", "\u00a0"} and phrase.casefold() in data.titles:
            return phrase
    return ""


def _strip_nouns(words: Sequence[Word], start: int, end: int, data: NameWords, role: str) -> int:
    """In German, what stands behind an article is a common noun, and one capitalised word proves nothing."""
    if role or start >= end:
        return start
    before = words[start - 1].low if start else ""
    if end - start >= 2 and before in data.determiners:
        return start + 1 if end - start > 2 or not words[start].upper else start
    if end - start == 2 and words[start].begins and words[start].text.endswith(("e", "en", "er", "es", "em")):
        return end
    if end - start == 1 and not words[start].upper and not _inner_capital(words[start].text):
        return end
    return start


def _bracketed(text: str, word: Word) -> bool:
    return text[word.start - 1 : word.start] == "(" and text[word.end : word.end + 1] == ")"


def _inner_capital(word: str) -> bool:
    return any(any(c.isupper() for c in p[1:]) and any(c.islower() for c in p) for p in re.split("[-‑]", word))


def _single_is_name(text: str, words: Sequence[Word], position: int, role: str, data: NameWords) -> bool:
    """Whether one capitalised word alone is a name."""
    word = words[position]
    if len(word.text) < 2 or _ROMAN.match(word.text):
        return False
    if word.upper:
        return (len(word.text) <= 7 or _dateline(text, word.end)) and not any(c.isdigit() for c in word.text)
    if role or _inner_capital(word.text):
        return True
    lowered, inside = _habits(text)
    folded = word.low
    opens = position == 0 and not data.nouns_have_capitals and bool(_DASH.match(text, word.end))
    if word.begins and (_bracketed(text, word) or opens):
        return folded not in lowered
    if folded in data.titles or folded in lowered:
        return False
    return not word.begins or folded in inside


@lru_cache(maxsize=8)
def _habits(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that the article writes in lower case, and those it writes with a capital inside of a sentence."""
    lowered: set[str] = set()
    inside: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        folded = word.casefold().replace("\u0307", "")
        if word[0].islower():
            lowered.add(folded)
        elif text[max(0, match.start() - 2) : match.start()].strip(" ").isalpha():
            inside.add(folded)
    return frozenset(lowered), frozenset(inside)


def _type_of(text: str, words: Sequence[Word], start: int, end: int, role: str, data: NameWords) -> str:
    parts = [w.low for w in words[start:end]]
    before = words[start - 1].low if start else ""
    for part in parts:
        if part in data.organisation_words:
            return "ORG"
        if part in data.event_words:
            return "MISC"
    if any(part in data.place_words for part in parts) or before in data.place_words:
        return "LOC"
    if role:
        return "PER"
    if words[start].begins and all(w.upper for w in words[start:end]) and _dateline(text, words[end - 1].end):
        return "LOC"
    if len(parts) == 1 and words[start].upper:
        return "ORG"
    if before in data.place_prepositions and len(parts) == 1:
        return "LOC"
    plain = all(not _inner_capital(w.text) and not w.upper for w in words[start:end])
    return "PER" if 2 <= len(parts) <= 4 and plain else "MISC" if len(parts) == 1 else "ORG"


def _dateline(text: str, end: int) -> bool:
    """Whether a place's name in capitals opens a report ("CESME, Turkey — ...")."""
    return bool(re.match(r"\s?[,(]|\s[—–-]\s|\.[—–-]", text[end : end + 3]))


def _entity(text: str, words: Sequence[Word], kind: str, role: str) -> tuple[Span, Entity]:
    span = Span(words[0].start, words[-1].end)
    return span, Entity(kind, text[span.start : span.end], role=role)
